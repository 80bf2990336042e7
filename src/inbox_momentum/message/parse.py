"""From raw bytes to a ``Message``: the only entrance to this package.

Pure: no file, no clock. Never raises on mail; what is wrong with it becomes a
``Defect`` with the source and position of the raw message.
"""

from __future__ import annotations

from dataclasses import replace

from inbox_momentum.message import addresses, automated, body, dates, digest, encoded_words, headers, ids
from inbox_momentum.message import mailparser_adapter as mime_parts
from inbox_momentum.message.headers import HeaderBlock
from inbox_momentum.model import Address, Body, Defect, Message, RawMessage

_DETAILS = {
    "date-unparseable": "The Date field cannot be read.",
    "date-out-of-range": "The Date lies before 1970 or after 2100.",
    "date-zone-missing": "The Date names no zone; it was read as UTC.",
    "date-zone-unknown": "The zone of the Date is not known; it was read as UTC (RFC 5322 §4.3).",
    "date-zone-ambiguous": "The zone name of the Date has several meanings.",
    "date-zone-invalid": "The zone of the Date is impossible.",
    "date-hour-24": "The Date says 24:00:00; it was read as the next midnight.",
    "date-missing": "There is no Date field.",
    "date-repeated": "There is more than one Date field; the first was read.",
    "received-unparseable": "The topmost Received field holds no readable time.",
    "from-missing": "There is no readable From address.",
    "from-repeated": "There is more than one From field; the first readable one was taken.",
    "message-id-missing": "There is no usable Message-ID; one was made from the content.",
    "references-too-many": "The References list is too long; its first and last ids were kept.",
}


def parse(raw: RawMessage) -> Message | Defect:
    """The message, or the fatal defect for which ``raw`` is no mail at all."""
    block = headers.read(raw.data)
    if not block.known:
        empty = not raw.data.strip()
        code = "empty-message" if empty else "not-mail"
        detail = "The message is empty." if empty else "No mail header was found."
        return Defect(raw.source, raw.position, code, detail, fatal=True)
    return _message(raw, block)


def _message(raw: RawMessage, block: HeaderBlock) -> Message:
    codes: list[str] = []
    received_values = block.all("received")
    received = dates.received(received_values[0]) if received_values else dates.Moment(None, None)
    if received.problem and received.at is None:
        codes.append("received-unparseable")
    date = _date(block, received, codes)
    authors = _authors(block, codes)
    subject = encoded_words.decode(block.first("subject") or "").strip()
    content = digest.content(
        (address.address or address.name for address in authors),
        block.first("date") or "",
        subject,
        block.body,
    )
    message_id = next(filter(None, map(ids.message_id, block.all("message-id"))), "")
    if not message_id:
        codes.append("message-id-missing")
    references, cut = ids.references(block.all("references"))
    if cut:
        codes.append("references-too-many")
    in_reply_to = ids.in_reply_to(block.all("in-reply-to"))
    parts = mime_parts.read(block.fields, block.body)
    author = authors[0] if authors else Address("", "")
    reason = automated.reason(block, author, subject, parts.report)
    text = body.build(parts)
    own_id = message_id or digest.made_id(content)
    if reason == automated.BOUNCE:
        parents = in_reply_to or references
        text = replace(
            text, bounced_ids=body.bounced_ids(parts.report, parts.reported_ids, text.text, own_id, parents)
        )
    problems = (*block.problems, *((code, _DETAILS[code]) for code in codes), *parts.problems)
    defects = tuple(Defect(raw.source, raw.position, code, detail, own_id) for code, detail in problems)
    return _assembled(raw, block, own_id, not message_id, authors, subject, date, received, in_reply_to, references,
                      reason, content, text, (*raw.defects, *defects))  # fmt: skip


def _date(block: HeaderBlock, received: dates.Moment, codes: list[str]) -> dates.Moment:
    values = block.all("date")
    if not values:
        codes.append("date-missing")
        return dates.Moment(None, None)
    if len(values) > 1:
        codes.append("date-repeated")
    moment = dates.read(values[0], received.at)
    if moment.problem:
        codes.append(moment.problem)
    return moment


def _authors(block: HeaderBlock, codes: list[str]) -> tuple[Address, ...]:
    """From addresses (RFC 5322 §3.6.2: one field; a forged second one is not joined)."""
    values = block.all("from")
    if len(values) > 1:
        codes.append("from-repeated")
    read = [addresses.parse(value) for value in values[:10]]
    readable = [found for found in read if any(address.address for address in found)]
    if not readable:
        codes.append("from-missing")
    return next(iter(readable or read), ())


def _assembled(
    raw: RawMessage, block: HeaderBlock, own_id: str, id_missing: bool, authors: tuple[Address, ...], subject: str,
    date: dates.Moment, received: dates.Moment, in_reply_to: tuple[str, ...], references: tuple[str, ...],
    reason: str | None, content: str, text: Body, defects: tuple[Defect, ...],
) -> Message:  # fmt: skip
    return Message(
        message_id=own_id,
        id_missing=id_missing,
        source=raw.source,
        position=raw.position,
        folder=raw.folder,
        in_sent=raw.in_sent,
        in_junk=raw.in_junk,
        is_draft=raw.is_draft,
        headers=block.fields,
        from_=authors,
        sender=addresses.parse_all(block.all("sender")),
        reply_to=addresses.parse_all(block.all("reply-to")),
        to=addresses.parse_all(block.all("to")),
        cc=addresses.parse_all(block.all("cc")),
        bcc=addresses.parse_all(block.all("bcc")),
        subject=subject,
        date_at=date.at,
        date_offset_s=date.offset_s,
        received_at=received.at,
        internal_at=raw.internal_at,
        in_reply_to=in_reply_to,
        references=references,
        gm_thread_id=(block.first("x-gm-thrid") or "").strip() or None,
        thread_index=(block.first("thread-index") or "").strip() or None,
        thread_topic=encoded_words.decode(block.first("thread-topic") or "").strip() or None,
        automated=reason,
        digest=content,
        body=text,
        defects=defects,
    )
