"""Mail of the public corpora as entries, and IMAP THREAD responses as forests."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from inbox_momentum.message import parse
from inbox_momentum.model import Clock, Direction, Entry, Message, RawMessage
from inbox_momentum.threads import Forest

_WHEN = re.compile(
    rb"([A-Z][a-z]{2}) +([A-Z][a-z]{2}) +(\d+) +(\d\d):(\d\d):(\d\d) +(\d{4})(?: +([+-])(\d\d)(\d\d))?"
)
_MONTHS = [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"]


def raw_messages(path: Path) -> Iterator[tuple[bytes, datetime]]:
    """(message, time of its separator line) of an mbox, in file order."""
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            message = box.get_message(key)
            data = box.get_bytes(key)
            yield data, separator_time(message.get_from().encode("latin-1", "replace"))
    finally:
        box.close()


def separator_time(line: bytes) -> datetime:
    found = _WHEN.search(line)
    assert found is not None, line
    _, month, day, hour, minute, second, year, sign, off_h, off_m = found.groups()
    offset = timedelta(hours=int(off_h or 0), minutes=int(off_m or 0)) * (-1 if sign == b"-" else 1)
    local = datetime(
        int(year),
        _MONTHS.index(month) + 1,
        int(day),
        int(hour),
        int(minute),
        int(second),
        tzinfo=timezone(offset),
    )
    return local.astimezone(UTC)


def entry_of(data: bytes, internal_at: datetime, number: int) -> Entry:
    """One message as the index would file it when nobody knows whose mailbox it is."""
    if data.startswith((b"\n", b"\r\n")):
        data = b"Subject:\n" + data  # Without any header it is no mail to the parser.
    message = parse.parse(RawMessage("test", f"message {number}", data, internal_at=internal_at))
    assert isinstance(message, Message), message
    at = message.date_at or internal_at
    return Entry(message, Direction.UNKNOWN, at, Clock.DATE, "by the test", addressed=True)


def entries_of(path: Path) -> list[Entry]:
    return [entry_of(data, at, number) for number, (data, at) in enumerate(raw_messages(path), 1)]


def forest_of(response: str, count: int) -> Forest:
    """The forest that a ``* THREAD`` response describes (RFC 5256 §5): numbers are 1-based."""
    parents: list[int | None] = [None] * count
    threads: list[tuple[int, ...]] = []
    order: list[int] = []
    depth: list[int | None] = []
    above: int | None = None
    for token in re.findall(r"\d+|[()]", response):
        if token == "(":
            depth.append(above)
        elif token == ")":
            above = depth.pop()
            if not depth:
                threads.append(tuple(order))
                order = []
        else:
            place = int(token) - 1
            parents[place] = above
            order.append(place)
            above = place
    return Forest(tuple(threads), tuple(parents))
