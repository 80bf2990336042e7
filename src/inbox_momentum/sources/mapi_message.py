"""From an Outlook item to the message it was: RFC 5322 bytes for the ordinary parser.

Received mail has kept its header (PR_TRANSPORT_MESSAGE_HEADERS); the parts of it that
describe the body are dropped, for the body is written anew. What the header lacks — all of
it in sent mail — comes from the properties. Nothing is made up: a message without a
Message-ID gets none.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from inbox_momentum.sources import bounds, mapi, mapi_calendar, mapi_people, mapi_rtf
from inbox_momentum.sources.mapi import Attached, Item
from inbox_momentum.sources.mapi_people import Known, Person

MOST_ATTACHMENTS = 500
MOST_CALENDAR = 1 << 20
"""Octets read of an attached calendar."""
MOST_REPORT = 1 << 16
"""Octets read of the machine-readable part of a delivery report."""
_SIZE_FIELD = "X-Momentum-Octets"
"""Tells the parser the size of an attachment whose content was left out (``message.mime``)."""
_BOUNDARY = "=_outlook_item_=_7d1c0b5a"

_HEADERS, _CLASS, _FLAGS = 0x007D, 0x001A, 0x0E07
_UNSENT, _FROM_ME = 0x08, 0x20
_SUBMITTED_AT, _DELIVERED_AT = 0x0039, 0x0E06
_RECEIVED_BY = (0x003F, 0x0040, 0x0075, 0x0076)
_SENT_COPY = (0x0E01, 0x0E0A)
"""PR_DELETE_AFTER_SUBMIT and PR_SENTMAIL_ENTRYID: set by the program that sent, gone in what was received."""
_PLAIN, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_REPORT_PARTS = ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers")
_KIND = re.compile(r"[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,90}")
_FIELD = re.compile(r"([!-9;-~]{1,100}):(.*)", re.DOTALL)
_LINE_END = re.compile(r"\r\n?|\n")
_UNSAFE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_TRACES = ("received", "return-path", "delivered-to", "x-ms-exchange-")
"""Fields that only a mail system writes; sent mail may carry a header of its own program."""
_ABOUT_BODY = ("content-", "mime-version")
_DATE = re.compile(
    r"(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}(?: ?\([^()]*\))?"
)
_EXCHANGE_ADDRESS = re.compile(r"<?/o=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Restored:
    """A message and what Outlook knows of it."""

    data: bytes
    sent: bool
    """True when the item itself shows that its owner sent it."""
    draft: bool
    internal_at: datetime | None
    """Delivery time; ``None`` when the item has none."""


def is_mail(item: Item) -> bool:
    """False for contacts, appointments, tasks and the like."""
    return not item.properties.text(_CLASS).casefold().startswith(mapi.words().not_mail)


def restored(item: Item, known: Known) -> Restored:
    """The message of an item that is mail."""
    properties = item.properties
    flags = properties.integer(_FLAGS) or 0
    header = _transport_header(properties.text(_HEADERS))
    received = any(name.casefold().startswith(_TRACES) for name, _ in header)
    received = received or any(map(properties.has, _RECEIVED_BY))
    draft = bool(flags & _UNSENT) and not received
    sent = not draft and not received and (bool(flags & _FROM_ME) or any(map(properties.has, _SENT_COPY)))
    author = mapi_people.author(item, known, own=sent or draft)
    people = mapi_people.recipients(item, known)
    fields = _completed(header, _stated(item, author, mapi_people.sender(item, known), people, draft))
    signed = _signed_content(item)
    body = signed if signed is not None else _body(item, author, people)
    head = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "replace")
    return Restored(head + body, sent, draft, properties.moment(_DELIVERED_AT))


def _transport_header(text: str) -> list[tuple[str, str]]:
    """Fields of the header as it came; what describes the body is left out.

    Outlook writes a line of its own above it and the headers of the parts below it.
    """
    fields: list[tuple[str, str]] = []
    for line in _LINE_END.split(text[: bounds.HEADER]):
        if not line.strip():
            if fields:
                break
            continue
        if line[0] in " \t":
            if fields:
                fields[-1] = (fields[-1][0], f"{fields[-1][1]}\r\n{line}")
            continue
        match = _FIELD.match(line)
        if match is not None:
            fields.append((match[1], match[2].strip()))
    return [one for one in fields if not one[0].casefold().startswith(_ABOUT_BODY)]


def _stated(
    item: Item, author: Person, sender: Person, people: dict[int, list[Person]], draft: bool
) -> list[tuple[str, str]]:
    """Header fields that the properties give, without the absent ones."""
    properties = item.properties
    at = properties.moment(_SUBMITTED_AT)
    index = properties.octets(0x0071)[:4_000]
    replied = properties.text(_CLASS).casefold()
    fields = [
        ("Date", format_datetime(at) if at and not draft else ""),
        ("From", author.written()),
        ("Sender", sender.written() if sender.address and sender.address != author.address else ""),
        ("To", _list(people[mapi_people.TO])),
        ("Cc", _list(people[mapi_people.CC])),
        ("Bcc", _list(people[mapi_people.BCC])),
        ("Subject", mapi.subject(properties.text(0x0037))),
        ("Message-ID", properties.text(0x1035)),
        ("In-Reply-To", properties.text(0x1042)),
        ("References", properties.text(0x1039)),
        ("Thread-Topic", properties.text(0x0070)),
        ("Thread-Index", base64.b64encode(index).decode("ascii") if index else ""),
        ("Auto-Submitted", "auto-replied" if replied.startswith("ipm.note.rules.ooftemplate") else ""),
    ]
    return [(name, one) for name, value in fields if (one := _UNSAFE.sub(" ", value).strip())]


def _list(people: list[Person]) -> str:
    return ", ".join(one.written() for one in people)


def _completed(header: list[tuple[str, str]], stated: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The header with what it lacks; Exchange's own names and odd dates in it give way to the properties.

    Seen in practice: a header that was made by a converter and names its date twice.
    """
    better = {name.casefold() for name, value in stated if "@" in value}
    dated = any(name == "Date" for name, _ in stated)
    kept = [
        (name, value)
        for name, value in header
        if value
        and not (name.casefold() in better and _EXCHANGE_ADDRESS.search(value) and "@" not in value)
        and not (dated and name.casefold() == "date" and not _DATE.fullmatch(value))
    ]
    there = {name.casefold() for name, _ in kept}
    return kept + [(name, value) for name, value in stated if name.casefold() not in there]


def _body(item: Item, author: Person, people: dict[int, list[Person]]) -> bytes:
    """MIME-Version, content fields and content."""
    parts = _texts(item)
    message_class = item.properties.text(_CLASS)
    calendar = mapi_calendar.calendar(item, message_class, author, people)
    if calendar is not None:
        method = mapi_calendar.method(message_class) or ("",)
        parts.append(_part(f"text/calendar; charset=utf-8; method={method[0]}", calendar.encode()))
    inner = _joined(parts, _BOUNDARY + "a")
    rest = _report(item, message_class) + b"".join(map(_attachment, item.attachments[:MOST_ATTACHMENTS]))
    if not rest:
        return b"MIME-Version: 1.0\r\n" + _multipart("alternative", inner, _BOUNDARY + "a", bare=True)
    kind = (
        "report; report-type=delivery-status"
        if b"\nContent-Type: message/delivery-status" in rest
        else "mixed"
    )
    inner = _multipart("alternative", inner, _BOUNDARY + "a") + rest
    return b"MIME-Version: 1.0\r\n" + _multipart(kind, inner, _BOUNDARY + "m", bare=True)


def _joined(parts: list[bytes], boundary: str) -> bytes:
    mark = f"--{boundary}\r\n".encode()
    return b"".join(mark + part for part in parts or [_part("text/plain", b"")])


def _multipart(kind: str, inner: bytes, boundary: str, *, bare: bool = False) -> bytes:
    """A multipart of ready parts; unless ``bare`` itself the first part of the outer one."""
    opening = b"" if bare else f"--{_BOUNDARY}m\r\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return opening + head + inner + f"--{boundary}--\r\n".encode()


def _part(kind: str, content: bytes) -> bytes:
    encoded = base64.encodebytes(content[: bounds.MESSAGE // 2]).replace(b"\n", b"\r\n")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + encoded


def _texts(item: Item) -> list[bytes]:
    """Plain text and HTML as the item has them; RTF only when it has neither."""
    properties = item.properties
    plain, html = properties.text(_PLAIN), properties.text(_HTML)
    octets, charset = html.encode("utf-8", "replace"), "utf-8"
    if not html and properties.has(_HTML):
        octets = properties.octets(_HTML)
        charset = mapi.charset(properties.integer(0x3FDE))
    parts = [_part("text/plain; charset=utf-8", plain.encode("utf-8", "replace"))] if plain.strip() else []
    if octets.strip():
        parts.append(_part(f"text/html; charset={charset}", octets))
    if not parts and properties.has(_RTF):
        text, is_html = mapi_rtf.text(mapi_rtf.decompressed(properties.octets(_RTF)[: mapi_rtf.MOST]))
        kind = "text/html" if is_html else "text/plain"
        parts = [_part(f"{kind}; charset=utf-8", text.encode("utf-8", "replace"))]
    return parts


def _signed_content(item: Item) -> bytes | None:
    """Content of a clear-signed message: Outlook keeps it, header and all, as the one attachment."""
    message_class = item.properties.text(_CLASS).casefold()
    if not message_class.endswith("smime.multipartsigned") or len(item.attachments) != 1:
        return None
    content = item.attachments[0].content(bounds.MESSAGE).lstrip()
    head = content[:4_000].lower().partition(b"\r\n\r\n")[0]
    return content if b"content-type: multipart/signed" in head else None


def _attachment(attached: Attached) -> bytes:
    """Name, type and size; the content of a calendar only."""
    properties = attached.properties
    name = properties.text(0x3707) or properties.text(0x3704) or properties.text(0x3001)
    name = _UNSAFE.sub(" ", name).strip()[:300]
    kind = properties.text(0x370E).strip().lower()
    if kind in _REPORT_PARTS:
        mark = f"--{_BOUNDARY}m\r\nContent-Type: {kind}\r\n\r\n"
        return mark.encode() + attached.content(MOST_REPORT) + b"\r\n"
    if properties.integer(0x3705) == 5:  # a message inside the message
        kind = "message/rfc822"
    elif not _KIND.fullmatch(kind) or kind.startswith(("multipart/", "message/")):
        kind = "application/octet-stream"
    size = properties.integer(0x0E20) or attached.size()
    calendar = kind == "text/calendar" or name.casefold().endswith(".ics")
    content = attached.content(MOST_CALENDAR) if calendar and size <= MOST_CALENDAR else b""
    coded = base64.b64encode(name.encode("utf-8", "replace")).decode("ascii")
    named = f'; filename="=?utf-8?B?{coded}?="' if name else ""
    head = f"--{_BOUNDARY}m\r\nContent-Disposition: attachment{named}\r\n{_SIZE_FIELD}: {max(0, size)}\r\n"
    return head.encode() + _part(kind, content)


def _report(item: Item, message_class: str) -> bytes:
    """The machine-readable part of a non-delivery report (RFC 3464), as far as Outlook kept it."""
    folded = message_class.casefold()
    if not folded.startswith("report.") or not folded.endswith((".ndr", ".dr")):
        return b""
    action = "failed" if folded.endswith(".ndr") else "delivered"
    status = f"Reporting-MTA: dns; exchange\r\n\r\nAction: {action}\r\n\r\n"
    parts = f"--{_BOUNDARY}m\r\nContent-Type: message/delivery-status\r\n\r\n{status}"
    original = _UNSAFE.sub(" ", item.properties.text(0x1046)).strip()
    if original:
        mark = f"--{_BOUNDARY}m\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        parts += f"{mark}Message-ID: {original}\r\n\r\n"
    return parts.encode("utf-8", "replace")
