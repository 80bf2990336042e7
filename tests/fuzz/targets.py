"""What must hold for any bytes at all. Each target takes the bytes of one input and asserts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from inbox_momentum.message import addresses, clean_text, dates, encoded_words, html_text, ids, quotes
from inbox_momentum.message.calendar import appointments
from inbox_momentum.message.headers import read as read_headers
from inbox_momentum.message.parse import parse
from inbox_momentum.message.subject import base_subject, conversation_subject
from inbox_momentum.model import Defect, Message, RawMessage
from inbox_momentum.sources import content
from inbox_momentum.sources.detect import Kind
from inbox_momentum.sources.protocol import Place
from inbox_momentum.sources.streams import Peekable


@dataclass(frozen=True, slots=True)
class Target:
    """One entrance to the parsers."""

    check: Callable[[bytes], None]
    packages: tuple[str, ...]
    """Packages whose branches the fuzzer watches."""
    words: tuple[str, ...]
    """Words that the fuzzer puts into its inputs."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _moment(at: datetime | None) -> None:
    assert at is None or (at.tzinfo is UTC and 1970 <= at.year <= 2100), at


def _message(data: bytes) -> Message | None:
    found = parse(RawMessage("box", "byte 0", data))
    if isinstance(found, Defect):
        assert found.fatal and found.position == "byte 0" and found.detail
        return None
    assert found.message_id and not set(found.message_id) & set("<>\r\n\0 \t")
    assert all(name == name.lower() and name.isascii() for name, _ in found.headers)
    assert not any(sign in value for _, value in found.headers for sign in "\r\n\0")
    assert all(defect.position == "byte 0" and defect.source == "box" for defect in found.defects)
    for at in (found.date_at, found.received_at):
        _moment(at)
    assert len(found.body.text) <= clean_text.MAX_TEXT
    assert "\0" not in found.body.text and "\r" not in found.body.text
    assert parse(RawMessage("box", "byte 0", data)) == found
    return found


def headers(data: bytes) -> None:
    """A header block: read, never lost, and the same when its lines end in CRLF."""
    block = read_headers(data)
    assert len(block.body) <= len(data)
    found = _message(data)
    if found is None:  # no mail, or mail that Thunderbird has thrown away
        assert not block.known or b"x-mozilla-status" in data.lower()
        return
    base_subject(found.subject)
    conversation_subject(found.subject)
    if b"\r" not in data:
        other = read_headers(data.replace(b"\n", b"\r\n"))
        assert [name for name, _ in other.fields] == [name for name, _ in block.fields]


class _Small:
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data, self._step, self._at = data, step, 0

    def read(self, size: int, /) -> bytes:
        piece = self._data[self._at : self._at + min(size, self._step)]
        self._at += len(piece)
        return piece


def _split(data: bytes, step: int) -> list[tuple[str, bytes]]:
    found = content.messages(Kind.MBOX, Peekable(_Small(data, step)), Place("box"))
    assert found is not None
    items = list(found)
    assert all(isinstance(one, RawMessage) or one.fatal for one in items)
    return [(one.position, one.data if isinstance(one, RawMessage) else b"") for one in items]


def mbox(data: bytes) -> None:
    """The splitter: whatever the pieces of the stream, the same messages, in order, none invented."""
    whole = _split(data, 1 << 20)
    assert whole == _split(data, 7)
    offsets = [int(position.removeprefix("byte ")) for position, _ in whole]
    assert all(a < b for a, b in pairwise(offsets))
    assert sum(len(one) for _, one in whole) <= len(data)
    starts = b"\n" + data.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")  # old Macs' line ends
    assert len(whole) <= max(1, starts.count(b"\nFrom "))


def date_values(data: bytes) -> None:
    """Date and Received values: a moment in UTC or none, whatever blanks surround it."""
    text = _text(data)
    received = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    for moment in (dates.read(text), dates.read(text, received), dates.received(text)):
        _moment(moment.at)
        assert moment.at is not None or moment.problem
        assert moment.offset_s is None or abs(moment.offset_s) <= 15 * 3600
    if len(text) < dates.MAX_LENGTH - 2:
        assert dates.read(f" {text} ").at == dates.read(text).at


def address_lists(data: bytes) -> None:
    """Address lists: addresses are whole and lower-case, names hold no line ends; ids likewise."""
    text = _text(data).translate({0: None, 10: " ", 13: " "})  # as the header reader hands values on
    found = addresses.parse(text)
    assert len(found) <= addresses.MAX_ADDRESSES
    for one in found:
        assert one.address == "" or ("@" in one.address and one.local and one.domain)
        assert not set(one.address) & set("\r\n\0")
        assert not set(one.domain) & set("<>")
        assert one.local[:1] == one.local[-1:] == '"' or not set(one.local) & set("<>")
        assert not set(one.name) & set("\r\n\0"), one.name
    assert "\n" not in encoded_words.decode(text.replace("\n", " ").replace("\r", " "))
    references, _ = ids.references([text])
    assert all(one and not set(one) & set("<>\r\n ") for one in references)
    ids.message_id(text)
    ids.in_reply_to([text])


def calendars(data: bytes) -> None:
    """Calendar parts: events with times in UTC or none."""
    for event in appointments(_text(data), ("maya@example.net",)):
        for at in (event.starts_at, event.ends_at):
            assert at is None or at.tzinfo is UTC
        assert event.sequence >= 0
        assert len(event.summary) <= 1000


def bodies(data: bytes) -> None:
    """Bodies: as a whole message, as HTML, and as text with quotes in it."""
    _message(b"From: a@b.example\nDate: Wed, 4 Mar 2026 05:06:07 +0000\n" + data)
    text, links = html_text.read(_text(data))
    assert all(link for link in links)
    shown = clean_text.readable(text)
    new = quotes.new_text(shown)
    assert len(new) <= len(shown)


_MESSAGE = ("inbox_momentum.message",)
_MAIL = (
    "From: ",
    "To: ",
    "Date: ",
    "Message-ID: <",
    "References: ",
    "Received: ",
    "\r\n",
    "\n\n",
    "=?utf-8?B?",
)
TARGETS = {
    "headers": Target(headers, _MESSAGE, (*_MAIL, "Subject: ", "Thread-Index: ", "X-Mozilla-Status: 0008\n")),
    "mbox": Target(
        mbox,
        ("inbox_momentum.sources",),
        ("\nFrom a@b Tue Jan  1 15:38:05 2002\n", "\n>From ", "From - ", "Content-Length: 10\n", *_MAIL),
    ),
    "dates": Target(date_values, _MESSAGE, ("Mon, ", "Mar ", "GMT", "+0100", "24:00:00", "IST", "年", "; ", "-0000")),
    "addresses": Target(address_lists, _MESSAGE, ("@", "<", ">", '"', "(", ")", ";", ":", "=?utf-8?Q?", "?=", "\\")),
    "calendar": Target(
        calendars,
        _MESSAGE,
        ("BEGIN:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "DTSTART", ";TZID=", "DURATION:P", "METHOD:REQUEST\n",
         "BEGIN:VTIMEZONE\n", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:", "RRULE:FREQ=DAILY\n"),
    ),
    "body": Target(
        bodies,
        _MESSAGE,
        ("Content-Type: multipart/mixed; boundary=x\n\n", "\n--x\n", "\n--x--\n", "Content-Transfer-Encoding: base64\n",
         "charset=utf-7", "<table>", "<blockquote>", "\n> ", "On Mon, A wrote:\n", "begin 644 a\n", "-----Original Message-----\n"),
    ),
}  # fmt: skip
