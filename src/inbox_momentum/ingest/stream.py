"""Any source, message by message: bulk is skimmed and dropped, the rest is parsed at once.

What a second look takes back is read again from the source. Standard input cannot be
read again; its bulk mail waits, compressed, in a file without a name that is gone with
the process.
"""

from __future__ import annotations

import tempfile
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from inbox_momentum.ingest.rows import Rows, seconds_of
from inbox_momentum.ingest.skim import LONGEST, Skimmer
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Message, RawMessage
from inbox_momentum.sources.find import find
from inbox_momentum.sources.protocol import Look

Messages = Callable[[Look | None], Iterable[RawMessage | Defect]]
"""Begins to read a source; what the argument does not want may come without its body."""
_TOLD = 200
"""Messages between two reports of progress."""


@dataclass(slots=True)
class _Waiting:
    """Raw messages that may be wanted later."""

    file: BinaryIO
    places: dict[int, tuple[int, int, RawMessage]] = field(default_factory=dict)
    """Number of the message → (offset, size, the message without its bytes)."""

    def keep(self, number: int, raw: RawMessage) -> None:
        packed = zlib.compress(raw.data, 1)
        self.places[number] = (self.file.tell(), len(packed), replace(raw, data=b""))
        self.file.write(packed)

    def get(self, number: int) -> RawMessage:
        offset, size, raw = self.places[number]
        self.file.seek(offset)
        return replace(raw, data=zlib.decompress(self.file.read(size)))


@dataclass(slots=True)
class _Numbered:
    """What a source holds, numbered; of some mail the head is enough."""

    messages: Messages
    judge: Callable[[RawMessage, int], bool]
    """Whether the head of the message with this number is all that is wanted of it."""
    number: int
    enough: bool = False
    """``judge`` said so of the message that came last."""

    def __iter__(self) -> Iterator[tuple[int, RawMessage | Defect]]:
        for one in self.messages(self._look):
            yield self.number, one
            self.number += 1
            self.enough = False

    def _look(self, head: RawMessage) -> bool:
        self.enough = self.judge(head, self.number)
        return self.enough


class Stream:
    """One source that is not read by blocks."""

    def __init__(self, messages: Messages, once: bool, first: int = 0) -> None:
        """``messages`` begins at the first one; ``once``: it can be called no second time.

        ``first`` is that one's number.
        """
        self.rows = Rows()
        self._first = first
        self._messages = messages
        self._once = once
        self._waiting: _Waiting | None = None

    def read(self, told: Callable[[int], None]) -> Iterator[Message | Defect]:
        """Everything but bulk mail, parsed; ``rows`` is complete at the end.

        ``told`` hears now and then how many messages there were.
        """
        if self._once:
            self._waiting = _Waiting(tempfile.TemporaryFile())  # noqa: SIM115  # closed by ``close``
        skimmer = Skimmer()
        self.rows = skimmer.rows
        numbered = _Numbered(self._messages, lambda head, number: is_bulk(skimmer, head, number), self._first)
        for number, one in numbered:
            if number % _TOLD == 0:
                told(number)
            if isinstance(one, Defect):
                yield one
            elif not numbered.enough and not is_bulk(skimmer, one, number):
                yield parse.parse(one)
            elif self._waiting is not None:
                self._waiting.keep(number, one)

    def again(self, numbers: array[int]) -> Iterator[tuple[int, Message | Defect]]:
        """Messages by their number, parsed."""
        if self._waiting is not None:
            yield from ((number, parse.parse(self._waiting.get(number))) for number in numbers)
            return
        wanted = set(numbers)
        unwanted = _Numbered(self._messages, lambda _, number: number not in wanted, self._first)
        for number, one in unwanted if wanted else ():
            if number in wanted:
                wanted.discard(number)
                yield number, one if isinstance(one, Defect) else parse.parse(one)
                if not wanted:
                    return

    def everything(self) -> Iterator[Message | Defect]:
        """All messages of a source that can be read again, parsed."""
        for one in self._messages(None):
            yield one if isinstance(one, Defect) else parse.parse(one)

    def close(self) -> None:
        """Let go of what waits."""
        if self._waiting is not None:
            self._waiting.file.close()


def is_bulk(skimmer: Skimmer, raw: RawMessage, number: int) -> bool:
    """Whether a message is bulk; then the skimmer has its row."""
    internal = raw.internal_at
    if raw.in_sent or raw.is_draft or raw.defects or (internal is not None and internal.microsecond):
        return False
    head = raw.data[:LONGEST]
    end = find(head, b"\n\n", 0, len(head))
    other = find(head, b"\n\r\n", 0, len(head) if end < 0 else end + 2)
    end = end if other < 0 else other
    return end >= 0 and skimmer.skim(b"\n" + head[: end + 1], number, seconds_of(internal), raw.in_junk)
