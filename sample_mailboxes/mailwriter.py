"""Writes invented mail as real programs write it: headers, quoting, calendar parts, mbox.

Used by ``make_weekly_audit.py``. Standard library only; the same story gives the
same bytes, for every id and delay is a digest of the message's key.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from zoneinfo import ZoneInfo

EPOCH_1601 = datetime(1601, 1, 1, tzinfo=UTC)


def digest(*parts: str) -> str:
    """Hex digest that stands in for every random value."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody (or something) who writes."""

    name: str
    address: str
    software: str = "gmail"
    """``gmail``, ``outlook``, ``apple``, ``thunderbird`` or ``platform``."""
    zone: str = "Europe/Berlin"
    signature: str = ""

    @property
    def domain(self) -> str:
        """Domain of the address."""
        return self.address.rpartition("@")[2]

    def header(self) -> str:
        """The person as an address header shows them."""
        if not self.name:
            return self.address
        if not self.name.isascii():
            return f"{Header(self.name, 'utf-8').encode()} <{self.address}>"
        name = f'"{self.name}"' if re.search(r"[^A-Za-z0-9 '\-]", self.name) else self.name
        return f"{name} <{self.address}>"

    def shown(self) -> str:
        """The person as an attribution line shows them."""
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Part:
    """An attachment."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """One calendar event (RFC 5545), with its scheduling method (RFC 5546)."""

    uid: str
    method: str
    summary: str
    start: datetime
    minutes: int
    organizer: Person
    attendee: Person
    partstat: str = "NEEDS-ACTION"
    sequence: int = 0

    def text(self, stamp: datetime) -> str:
        """The iCalendar object, lines not longer than 75 octets."""
        form = "%Y%m%dT%H%M%SZ"
        start = self.start.astimezone(UTC)
        lines = [
            "BEGIN:VCALENDAR",
            "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            f"METHOD:{self.method}",
            "BEGIN:VEVENT",
            f"DTSTART:{start.strftime(form)}",
            f"DTEND:{(start + timedelta(minutes=self.minutes)).strftime(form)}",
            f"DTSTAMP:{stamp.astimezone(UTC).strftime(form)}",
            f"ORGANIZER;CN={self.organizer.name}:mailto:{self.organizer.address}",
            f"UID:{self.uid}",
            f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={self.partstat}"
            f";RSVP=TRUE;CN={self.attendee.name}:mailto:{self.attendee.address}",
            f"SEQUENCE:{self.sequence}",
            "STATUS:CANCELLED" if self.method == "CANCEL" else "STATUS:CONFIRMED",
            f"SUMMARY:{self.summary}",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
        return "".join(fold_ical(line) for line in lines)


def fold_ical(line: str) -> str:
    """RFC 5545 §3.1 folding, with CRLF shown as LF (the mailbox has LF ends)."""
    pieces = [line[:74]] + [line[start : start + 73] for start in range(74, len(line), 73)]
    return "\n ".join(pieces) + "\n"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message of a story, with everything later mail may quote."""

    key: str
    author: Person
    to: tuple[Person, ...]
    subject: str
    at: datetime
    received_at: datetime | None
    message_id: str
    references: tuple[str, ...]
    text: str
    """Body as written, with signature and quotes."""
    own: str
    """Body without quotes."""
    thread: str
    index: bytes
    data: bytes
    outbound: bool
    folder: str

    @property
    def seen_at(self) -> datetime:
        """When it reached the owner (inbound) or was sent (outbound)."""
        return self.received_at or self.at


@dataclass(slots=True)
class Story:
    """Mail to and from one owner, in the order in which it is written down."""

    name: str
    owner: Person
    host: str
    """Host name of the owner's mail server."""
    takeout: bool = False
    mails: dict[str, Mail] = field(default_factory=dict)

    # ------------------------------------------------------------------ writing

    def mail(
        self,
        key: str,
        author: Person,
        when: str,
        subject: str,
        body: str,
        *,
        to: Iterable[Person] = (),
        cc: Iterable[Person] = (),
        reply: str | None = None,
        quote: bool = True,
        html: bool = False,
        event: Event | None = None,
        parts: Iterable[Part] = (),
        headers: Iterable[tuple[str, str]] = (),
        message_id: str | None = None,
        lag: int | None = None,
        report: str | None = None,
        folder: str | None = None,
    ) -> Mail:
        """Add one message; ``when`` is local time of its author."""
        if key in self.mails:
            raise ValueError(f"two messages have the key {key!r}")
        at = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(author.zone))
        outbound = author.address.split("@")[1] == self.owner.domain and author.address == self.owner.address
        parent = self.mails[reply] if reply else None
        if parent and parent.seen_at >= at:
            raise ValueError(f"{key!r} answers {reply!r} before it came")
        answered: tuple[Person, ...] = ()
        if parent and outbound:
            own = parent.author.address == author.address
            answered = tuple(parent.to) if own else (parent.author,)
        people = tuple(to) or answered or (self.owner,)
        if subject == "" and parent:
            subject = parent.subject if parent.subject.lower().startswith("re:") else f"Re: {parent.subject}"
        own = textwrap.dedent(body).strip("\n") + "\n"
        if author.signature:
            own += (
                ("\n-- \n" if author.software == "thunderbird" else "\n")
                + author.signature.strip("\n")
                + "\n"
            )
        text = own + (quoted(author, parent) if parent and quote else "")
        number = int(digest(self.name, key)[:8], 16)
        received = None if outbound else at + timedelta(seconds=lag if lag is not None else 2 + number % 9)
        message_id = message_id or make_id(self.name, key, author, at)
        references = ((*parent.references, parent.message_id)) if parent else ()
        thread = parent.thread if parent else digest(self.name, key)
        index = child_index(parent.index, at) if parent else root_index(thread, at)
        lines = self._trace(author, at, received, number) if received else []
        if self.takeout:
            lines = [
                f"X-GM-THRID: {int(thread[:15], 16)}",
                f"X-Gmail-Labels: {labels(outbound, key)}",
                *lines,
            ]
        lines += [
            f"From: {author.header()}",
            f"To: {', '.join(person.header() for person in people)}",
            *([f"Cc: {', '.join(person.header() for person in cc)}"] if tuple(cc) else []),
            f"Subject: {encoded(subject)}",
            f"Date: {format_datetime(at)}",
            f"Message-ID: <{message_id}>",
        ]
        if parent:
            lines.append(f"In-Reply-To: <{parent.message_id}>")
            lines.append("References: " + "\n ".join(f"<{name}>" for name in references))
        lines += style_headers(author, subject, index)
        lines += [f"{name}: {value}" for name, value in headers]
        lines.append("MIME-Version: 1.0")
        content = entity(key, author, own if report else text, html, event, tuple(parts), at, report)
        data = ("\n".join(lines) + "\n").encode() + content
        item = Mail(
            key,
            author,
            people,
            subject,
            at,
            received,
            message_id,
            references,
            text,
            own,
            thread,
            index,
            data,
            outbound,
            folder or ("Sent" if outbound else "INBOX"),
        )
        self.mails[key] = item
        return item

    def _trace(self, author: Person, at: datetime, received: datetime, number: int) -> list[str]:
        """Delivered-To and the Received chain, newest first."""
        sid = digest(self.name, str(number))
        relay = relay_host(author, sid)
        address = f"203.0.113.{number % 250 + 2}"
        stamp = format_datetime(received.astimezone(ZoneInfo("UTC")))
        if self.takeout:
            pacific = format_datetime(received.astimezone(ZoneInfo("America/Los_Angeles")))
            top = [
                f"Delivered-To: {self.owner.address}",
                f"Received: by 2002:a05:7022:{sid[:4]}:b0:{sid[4:6]}:{sid[6:10]}:{sid[10:14]} with SMTP id"
                f" {sid[14:26]};\n        {pacific}",
                f"Return-Path: <{author.address}>",
                f"Received: from {relay} ({relay}. [{address}])\n        by mx.google.com with ESMTPS id"
                f" {sid[26:46]}\n        for <{self.owner.address}>;\n        {pacific}",
            ]
        else:
            top = [
                f"Return-Path: <{author.address}>",
                f"Delivered-To: {self.owner.address}",
                f"Received: from {relay} ({relay} [{address}])\n\t(using TLSv1.3 with cipher"
                f" TLS_AES_256_GCM_SHA384 (256/256 bits))\n\tby {self.host} (Postfix) with ESMTPS id"
                f" 4{sid[:13]}\n\tfor <{self.owner.address}>; {stamp.replace('+0000', '+0000 (UTC)')}",
            ]
        sent = format_datetime((at + timedelta(seconds=1)).astimezone(UTC))
        return [*top, f"Received: by {relay} with SMTP id {sid[46:58]};\n\t{sent}"]

    # ------------------------------------------------------------------ files

    def mbox(self, newest_first: bool = False) -> bytes:
        """All mail as mboxrd with LF ends, oldest first unless told otherwise."""
        mails = sorted(self.mails.values(), key=lambda mail: mail.seen_at, reverse=newest_first)
        out = []
        for mail in mails:
            moment = mail.seen_at.astimezone(UTC)
            if self.takeout:
                number = int(digest(self.name, mail.key, "gmail")[:15], 16) + 10**18
                line = f"From {number}@xxx {moment:%a %b %d %H:%M:%S} +0000 {moment:%Y}"
            else:
                line = f"From {mail.author.address} {moment:%a %b} {moment.day:2d} {moment:%H:%M:%S %Y}"
            body = re.sub(rb"(?m)^(>*From )", rb">\1", mail.data)
            out.append(line.encode() + b"\n" + body.rstrip(b"\n") + b"\n\n")
        return b"".join(out)


# ---------------------------------------------------------------------- headers


def labels(outbound: bool, key: str) -> str:
    """X-Gmail-Labels as Takeout writes them."""
    if outbound:
        return "Sent,Opened"
    return "Inbox,Opened,Category Updates" if "noise" in key else "Inbox,Important,Opened"


def encoded(subject: str) -> str:
    """Subject, as encoded words where it is not ASCII (RFC 2047)."""
    return subject if subject.isascii() else Header(subject, "utf-8", header_name="Subject").encode()


def make_id(story: str, key: str, author: Person, at: datetime) -> str:
    """A Message-ID in the fashion of the author's program."""
    value = digest(story, key, "id")
    if author.software == "gmail":
        letters = base64.b64encode(bytes.fromhex(value)).decode().replace("/", "_").replace("+", "-")[:38]
        return f"CA{letters}@mail.gmail.com"
    if author.software == "outlook":
        host = f"DB9PR0{value[:1].upper()}MB{int(value[1:5], 16):04d}"
        return f"{host}{value[5:21].upper()}@{host}.eurprd0{int(value[0], 16) % 9}.prod.outlook.com"
    if author.software in ("apple", "thunderbird"):
        form = f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:32]}"
        return f"{form.upper() if author.software == 'apple' else form}@{author.domain}"
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S}.{value[:16]}@{author.domain}"


def relay_host(author: Person, sid: str) -> str:
    """Name of the machine that handed the message over."""
    if author.software == "gmail":
        return f"mail-ed1-f{int(sid[:2], 16) % 60 + 10}.google.com"
    if author.software == "outlook":
        return "mail-db8eur05on2100.outbound.protection.outlook.com"
    return f"out-{int(sid[:2], 16) % 9 + 1}.{author.domain}"


def style_headers(author: Person, subject: str, index: bytes) -> list[str]:
    """Headers that give the author's program away."""
    if author.software == "outlook":
        topic = re.sub(r"^(re|fw|fwd): ", "", subject, flags=re.IGNORECASE)
        return [
            f"Thread-Topic: {encoded(topic)}",
            f"Thread-Index: {base64.b64encode(index).decode()}",
            "Accept-Language: en-GB, en-US",
            "Content-Language: en-GB",
            "X-MS-Has-Attach:",
        ]
    if author.software == "apple":
        return ["X-Mailer: Apple Mail (2.3826.700.81)"]
    if author.software == "thunderbird":
        return ["User-Agent: Mozilla Thunderbird"]
    return []


def root_index(thread: str, at: datetime) -> bytes:
    """Outlook's Thread-Index of a first message: 6 bytes of FILETIME, 16 of a GUID."""
    ticks = (at.astimezone(UTC) - EPOCH_1601) // timedelta(microseconds=1) * 10
    return (ticks >> 16).to_bytes(6, "big") + bytes.fromhex(thread[:32])


def child_index(parent: bytes, at: datetime) -> bytes:
    """Outlook's Thread-Index of a reply: five bytes more."""
    start = EPOCH_1601 + timedelta(microseconds=(int.from_bytes(parent[:6], "big") << 16) / 10)
    delta = max(int((at.astimezone(UTC) - start) / timedelta(microseconds=1)) * 10, 0)
    return parent + ((delta >> 18) & 0x7FFFFFFF).to_bytes(4, "big") + bytes([len(parent) % 251])


# ---------------------------------------------------------------------- bodies


def quoted(author: Person, parent: Mail) -> str:
    """The parent as the author's program quotes it below the answer."""
    local = parent.at.astimezone(ZoneInfo(author.zone))
    lines = parent.text.rstrip("\n").split("\n")
    lines = [line for line in lines if not line.startswith(">>")]
    marked = "\n".join(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in lines)
    if author.software == "outlook":
        head = (
            f"From: {parent.author.shown()}\nSent: {local:%A, %d %B %Y %H:%M}\n"
            f"To: {'; '.join(person.shown() for person in parent.to)}\nSubject: {parent.subject}\n"
        )
        return f"\n________________________________\n{head}\n" + parent.own
    if author.software == "apple":
        first = f"On {local.day} {local:%b %Y}, at {local:%H:%M}, {parent.author.shown()} wrote:"
        return f"\n> {first}\n> \n{marked}\n"
    if author.software == "thunderbird":
        return f"\nOn {local:%d/%m/%Y %H:%M}, {parent.author.name} wrote:\n{marked}\n"
    hour = local.strftime("%I:%M %p").lstrip("0")
    first = f"On {local:%a}, {local:%b} {local.day}, {local:%Y} at {hour} {parent.author.shown()}"
    return f"\n{first} wrote:\n\n{marked}\n" if len(first) < 70 else f"\n{first}\nwrote:\n\n{marked}\n"


def encode_text(text: str, author: Person) -> tuple[str, bytes]:
    """Transfer encoding and body for a text part."""
    if text.isascii() and all(len(line) < 900 for line in text.split("\n")):
        return "7bit", text.encode()
    if author.software in ("apple", "thunderbird"):
        return "8bit", text.encode()
    return "quoted-printable", quopri.encodestring(text.encode())


def leaf(content_type: str, text: str, author: Person) -> bytes:
    """One text part with its headers."""
    how, data = encode_text(text, author)
    return f"Content-Type: {content_type}\nContent-Transfer-Encoding: {how}\n\n".encode() + data


def as_html(text: str) -> str:
    """The text as a platform's HTML part."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = re.sub(r"(https://[^\s]+)", r'<a href="\1">\1</a>', escaped)
    blocks = "\n".join(f"<p>{block.strip()}</p>" for block in linked.split("\n\n") if block.strip())
    blocks = blocks.replace("\n", "<br>\n").replace("</p><br>", "</p>")
    return f'<!DOCTYPE html>\n<html><body style="font-family: sans-serif">\n{blocks}\n</body></html>\n'


def joined(kind: str, parts: list[bytes], key: str, extra: str = "") -> bytes:
    """Parts as one multipart entity."""
    mark = f"000000000000{digest(key, kind)[:18]}"
    body = b"".join(b"--" + mark.encode() + b"\n" + part.rstrip(b"\n") + b"\n\n" for part in parts)
    head = f'Content-Type: multipart/{kind};{extra} boundary="{mark}"\n\n'.encode()
    return head + body + b"--" + mark.encode() + b"--\n"


def entity(
    key: str,
    author: Person,
    text: str,
    html: bool,
    event: Event | None,
    parts: tuple[Part, ...],
    at: datetime,
    report: str | None,
) -> bytes:
    """Content headers and content of a message."""
    plain = leaf("text/plain; charset=UTF-8", text, author)
    if report:
        status = (
            b"Content-Type: message/delivery-status\n\n" + textwrap.dedent(report).strip().encode() + b"\n"
        )
        return joined("report", [plain, status], key, " report-type=delivery-status;")
    choices = [plain]
    if html:
        choices.append(leaf("text/html; charset=UTF-8", as_html(text), author))
    if event:
        choices.append(leaf(f"text/calendar; charset=UTF-8; method={event.method}", event.text(at), author))
    body = choices[0] if len(choices) == 1 else joined("alternative", choices, key)
    if not parts:
        return body
    files = [
        f'Content-Type: {part.content_type}; name="{part.filename}"\nContent-Disposition: attachment;'
        f' filename="{part.filename}"\nContent-Transfer-Encoding: base64\n\n'.encode()
        + base64.encodebytes(part.content)
        for part in parts
    ]
    return joined("mixed", [body, *files], key)


# ---------------------------------------------------------------------- the truth beside the story


@dataclass(frozen=True, slots=True)
class Truth:
    """Tables of an expectation file, in the order in which they are written."""

    head: tuple[tuple[str, object], ...]
    applications: tuple[dict[str, object], ...]
    waits: tuple[dict[str, object], ...]
    lapses: tuple[dict[str, object], ...]


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wait(
    story: Story, kind: str, employer: str, opened: str, closed: str | None = None, **more: object
) -> dict[str, object]:
    """One wait of the owner: the plain difference of two times of the story."""
    first = story.mails[opened]
    row: dict[str, object] = {
        "kind": kind,
        "employer": employer,
        "opened_by": first.message_id,
        "opened_at": first.seen_at,
    }
    as_of = more.pop("as_of", None)
    if closed:
        last = story.mails[closed]
        row |= {"status": "answered", "closed_by": last.message_id, "closed_at": last.seen_at}
        row |= {"closed_how": "reply", "precision": "exact"}
        row["elapsed_s"] = int((last.seen_at - first.seen_at).total_seconds())
    else:
        row["status"] = "open"
        if isinstance(as_of, datetime):
            row["elapsed_s"] = int((as_of - first.seen_at).total_seconds())
    return row | more


def toml_value(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(item)}" for key, item in value.items()) + " }"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_toml(truth: Truth, comment: str) -> str:
    """An expectation file."""
    lines = [*(f"# {line}" for line in comment.strip().splitlines()), ""]
    lines += [f"{key} = {toml_value(value)}" for key, value in truth.head]
    for title, rows in (
        ("applications", truth.applications),
        ("waits", truth.waits),
        ("lapses", truth.lapses),
    ):
        if not rows:
            lines += ["", f"# no {title}"]
        for row in rows:
            lines += ["", f"[[{title}]]", *(f"{key} = {toml_value(value)}" for key, value in row.items())]
    return "\n".join(lines) + "\n"
