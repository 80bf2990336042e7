"""The messages of a part of an mbox: where each begins, and a slim row of those that are bulk.

A part owns the messages whose separator line begins in it, so the parts of a file can
be read in any order and by several processes. Which lines separate is ``sources.mbox``'s
to say: the usual lines are told by one expression that accepts nothing else, all others
by the very functions of the plain reader. Parts are read in pieces into one buffer;
behind each piece lies enough to judge what begins in it.
"""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from inbox_momentum.ingest.rows import UNKNOWN, seconds_of
from inbox_momentum.ingest.skim import LONGEST, Skimmer
from inbox_momentum.sources import fromline, mbox
from inbox_momentum.sources.find import find
from inbox_momentum.sources.fromline import Dialect, Separator

PIECE = 1 << 20
"""Read at once."""
BEHIND = 128 << 10
"""Read behind a piece: longer than any separator with its look-ahead, and ``LONGEST``."""

_MONTHS = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_FIELDS = rb"\r?\n(?=[!-9;-~]{1,100}[ \t]*:)"
_TAKEOUT = re.compile(
    rb"From \d{1,20}@xxx [A-Z][a-z]{2} (" + _MONTHS + rb" \d\d) (\d\d):(\d\d):(\d\d) \+0000 "
    rb"((?:19|20|21)\d\d)" + _FIELDS
)
_ASCTIME = re.compile(
    rb"From (?!\d{1,20}@xxx |mboxrd@z |[0-9a-f]{40})[!-~]{1,300} [A-Z][a-z]{2} " + _MONTHS + rb" [ \d]\d "
    rb"\d\d:\d\d:\d\d (?:19|20|21)\d\d" + _FIELDS
)
FAR = 1 << 62
"""An end that nobody looked for."""


class Shrunk(OSError):
    """The file has become shorter since its size was taken."""


def _offsets() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Found:
    """Messages of one or several parts, beside the rows of the skimmer; bytes of the file."""

    wanted: array[int] = field(default_factory=_offsets)
    """Separator lines of messages that must be read."""
    stated: dict[int, int] = field(default_factory=dict)
    """Separator line → where a Content-Length says that the message ends (far off: nobody looked)."""
    foreign: array[int] = field(default_factory=_offsets)
    """Lines of another writer inside a message of Takeout, which is a defect of that message."""


class Part:
    """Reads parts of one file that is open at ``handle``; ``size`` is the file's."""

    def __init__(self, handle: int, size: int, first: Separator, skimmer: Skimmer) -> None:
        """``first`` is the file's first separator, which says what counts in it."""
        self.found = Found()
        self._handle = handle
        self._size = size
        self._first = first
        self._skimmer = skimmer
        self._buffer = bytearray()
        self._have = 0
        self._from = 0
        """Place in the buffer of the separator at hand."""
        self._days: dict[bytes, int] = {}

    def read(self, start: int, stop: int, begins: bool, passed: Callable[[int], None] | None = None) -> None:
        """Messages that begin in ``[start, stop)``; ``begins``: one does at ``start`` itself.

        ``passed`` is told how many bytes are done, piece by piece. Raises ``OSError``.
        """
        if begins:
            at = start
            self._fill(at, min(PIECE, stop - at) + BEHIND)
            self._take(0, at, sure=True)
        place = start if begins else start - 1
        while place < stop - 1:
            length = min(PIECE, stop - 1 - place)
            have = self._fill(place, length + BEHIND)
            for hit in self._hits(length, have):
                self._take(hit + 1, place + hit + 1)
            place += length
            if passed is not None:
                passed(length)

    def _fill(self, place: int, length: int) -> int:
        """Read ``length`` bytes from ``place`` into the buffer, or all there are; how many there are."""
        length = min(length, self._size - place)
        if len(self._buffer) < length:
            self._buffer = bytearray(length)
        view = memoryview(self._buffer)
        done = 0
        while done < length:
            got = _read_into(self._handle, view[done:length], place + done)
            if got <= 0:
                raise Shrunk("the file became shorter while it was read")
            done += got
        self._have = length
        return length

    def _hits(self, length: int, have: int) -> Iterator[int]:
        """Places before ``length`` at whose line end a message's separator follows."""
        place = 0
        limit = min(length + len(mbox.MARK) - 1, have)
        while (place := find(self._buffer, mbox.MARK, place, limit)) >= 0:
            yield place
            place += 1

    def _take(self, start: int, at: int, sure: bool = False) -> None:
        """Note the message whose separator may begin at ``start`` of the buffer, byte ``at`` of the file.

        ``sure``: it does, whatever follows the line.
        """
        self._from = start
        line = _TAKEOUT.match(self._buffer, start, self._have)
        if line is not None:
            self._header(line.end(), at, self._receipt(line))
            return
        if self._first.dialect is not Dialect.TAKEOUT:
            line = _ASCTIME.match(self._buffer, start, self._have)
            if line is not None:
                self._header(line.end(), at, UNKNOWN)
                return
        near = bytearray(self._buffer[start : min(self._have, start + BEHIND // 2)])
        window = mbox.Window(mbox.Nothing(), near, ended=True)
        if sure or mbox.is_boundary(window, 0, self._first):
            end = near.find(b"\n") + 1 or len(near)
            separator = fromline.parse(bytes(near[:end]))
            self._header(start + end, at, seconds_of(separator.received_at if separator else None))
        elif window.foreign:
            self.found.foreign.append(at)

    def _receipt(self, line: re.Match[bytes]) -> int:
        """Seconds of a Takeout line's time; ``UNKNOWN`` when the calendar has no such day."""
        day, hour, minute, second, year = line.groups()
        key = day + year
        start = self._days.get(key)
        if start is None:
            told = fromline.parse(line[0])
            at = told.received_at if told is not None else None
            if at is None:
                return UNKNOWN
            start = self._days[key] = seconds_of(at.replace(hour=0, minute=0, second=0))
        hours, minutes, seconds = int(hour), int(minute), int(second)
        if hours > 23 or minutes > 59 or seconds > 59:
            return UNKNOWN
        return start + hours * 3600 + minutes * 60 + seconds

    def _header(self, start: int, at: int, internal: int) -> None:
        """Skim the header that begins at ``start`` of the buffer; else the message is wanted."""
        limit = min(self._have, start + LONGEST)
        hit, blank = find(self._buffer, b"\n\n", start - 1, limit), 2
        other = find(self._buffer, b"\n\r\n", start - 1, limit if hit < 0 else hit)
        if other >= 0:
            hit, blank = other, 3
        if hit < 0:
            self.found.stated[at] = FAR
            self.found.wanted.append(at)
            return
        block = bytes(memoryview(self._buffer)[start - 1 : hit + 1])
        if find(block, b"ength", 0, len(block)) >= 0 or find(block, b"ENGTH", 0, len(block)) >= 0:
            length = mbox.LENGTH.search(block.lower())
            if length is not None:
                self.found.stated[at] = at + hit + blank - self._from + int(length[1])
        if not self._skimmer.skim(block, at, internal):
            self.found.wanted.append(at)


def _read_into(handle: int, view: memoryview, place: int) -> int:
    """Read at ``place`` into ``view``; how many bytes were read."""
    if hasattr(os, "preadv"):
        return os.preadv(handle, [view], place)
    os.lseek(handle, place, os.SEEK_SET)
    data = os.read(handle, len(view))
    view[: len(data)] = data
    return len(data)
