"""From raw bytes to a ``Message``: the only entrance to this package.

Pure: no file, no clock. Never raises on mail; what is wrong with it becomes a
``Defect`` with the source and position of the raw message.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import hexdigits

from inbox_momentum.message import addresses, automated, body, dates, digest, encoded_words, headers, ids
from inbox_momentum.message import mailparser_adapter as mime_parts
from inbox_momentum.message.headers import HeaderBlock
from inbox_momentum.message.mailparser_adapter import Parts
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


@dataclass(frozen=True, slots=True)
class _Envelope:
    """What the header says of a message."""

    authors: tuple[Address, ...]
    subject: str
    date: dates.Moment
    received: dates.Moment
    message_id: str
    """'' when there is no usable one."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]


def parse(raw: RawMessage) -> Message | Defect:
    """The message, or the fatal defect for which ``raw`` is no mail at all."""
    block = headers.read(raw.data)
    if not block.known:
        empty = not raw.data.strip()
        code = "empty-message" if empty else "not-mail"
        detail = "The message is empty." if empty else "No mail header was found."
        return Defect(raw.source, raw.position, code, detail, fatal=True)
    if _expunged(block):
        detail = "Thunderbird moved or deleted this message; what is left of it in the file was left out."
        return Defect(raw.source, raw.position, "message-expunged", detail, fatal=True)
    return _message(raw, block)


def _expunged(block: HeaderBlock) -> bool:
    """Thunderbird's mark of mail that waits for the folder to be compacted (nsMsgMessageFlags.h).

    Such mail is in another folder or gone for its owner. Thunderbird writes the field above
    the message; one below a ``Received`` came with it and says nothing.
    """
    for name, value in block.fields:
        if name == "received":
            return False
        if name == "x-mozilla-status":
            return is_expunged(value)
    return False


def is_expunged(status: str) -> bool:
    """True when the flags of an ``X-Mozilla-Status`` say so: four hexadecimal digits."""
    flags = status.strip()
    return len(flags) == 4 and all(sign in hexdigits for sign in flags) and bool(int(flags, 16) & 0x8)


def _message(raw: RawMessage, block: HeaderBlock) -> Message:
    codes: list[str] = []
    head = _envelope(block, codes)
    parts = mime_parts.read(block.fields, block.body)
    content = digest.content(
        (author.address or author.name for author in head.authors),
        block.first("date") or "",
        head.subject,
        block.body,
    )
    own_id = head.message_id or digest.made_id(content)
    author = head.authors[0] if head.authors else Address("", "")
    reason = automated.reason(block, author, head.subject, parts.report)
    problems = (*block.problems, *((code, _DETAILS[code]) for code in codes), *parts.problems)
    return Message(
        message_id=own_id,
        id_missing=not head.message_id,
        source=raw.source,
        position=raw.position,
        folder=raw.folder,
        in_sent=raw.in_sent,
        in_junk=raw.in_junk,
        is_draft=raw.is_draft,
        headers=block.fields,
        from_=head.authors,
        sender=addresses.parse_all(block.all("sender")),
        reply_to=addresses.parse_all(block.all("reply-to")),
        to=addresses.parse_all(block.all("to")),
        cc=addresses.parse_all(block.all("cc")),
        bcc=addresses.parse_all(block.all("bcc")),
        subject=head.subject,
        date_at=head.date.at,
        date_offset_s=head.date.offset_s,
        received_at=head.received.at,
        internal_at=raw.internal_at,
        in_reply_to=head.in_reply_to,
        references=head.references,
        gm_thread_id=_trimmed(block, "x-gm-thrid"),
        thread_index=_trimmed(block, "thread-index"),
        thread_topic=_trimmed(block, "thread-topic"),
        automated=reason,
        digest=content,
        body=_body(parts, reason, own_id, head),
        defects=(*raw.defects, *(Defect(raw.source, raw.position, *problem, own_id) for problem in problems)),
    )


def _envelope(block: HeaderBlock, codes: list[str]) -> _Envelope:
    """Who wrote it, when, under which id; appends the codes of what is wrong."""
    values = block.all("received")
    received = dates.received(values[0]) if values else dates.Moment(None, None)
    if received.problem and received.at is None:
        codes.append("received-unparseable")
    date = _date(block, received, codes)
    authors = _authors(block, codes)
    message_id = next(filter(None, map(ids.message_id, block.all("message-id"))), "")
    if not message_id:
        codes.append("message-id-missing")
    references, cut = ids.references(block.all("references"))
    if cut:
        codes.append("references-too-many")
    return _Envelope(
        authors=authors,
        subject=encoded_words.decode(block.first("subject") or "").strip(),
        date=date,
        received=received,
        message_id=message_id,
        in_reply_to=ids.in_reply_to(block.all("in-reply-to")),
        references=references,
    )


def _body(parts: Parts, reason: str | None, own_id: str, head: _Envelope) -> Body:
    text = body.build(parts)
    if reason != automated.BOUNCE:
        return text
    parents = head.in_reply_to or head.references
    return replace(text, bounced_ids=body.bounced_ids(parts, text.text, own_id, parents))


def _trimmed(block: HeaderBlock, name: str) -> str | None:
    return encoded_words.decode(block.first(name) or "").strip() or None


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
