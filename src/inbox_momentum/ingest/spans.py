"""Whole messages out of known spans of an mbox file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inbox_momentum.model import Defect, Message, RawMessage
from inbox_momentum.sources import bounds, marks, mbox
from inbox_momentum.sources.fromline import Dialect, Separator
from inbox_momentum.sources.protocol import Place


@dataclass(slots=True)
class Span:
    """A part of an open file as a stream."""

    handle: int
    start: int
    stop: int

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes."""
        size = min(size, self.stop - self.start, bounds.BLOCK)
        if size <= 0:
            return b""
        data = read_at(self.handle, size, self.start)
        self.start += len(data)
        return data


def read_at(handle: int, size: int, start: int) -> bytes:
    """Up to ``size`` bytes from ``start``."""
    if hasattr(os, "pread"):
        return os.pread(handle, size, start)
    os.lseek(handle, start, os.SEEK_SET)
    return os.read(handle, size)


def raw_messages(
    handle: int, place: Place, dialect: Dialect, spans: Sequence[tuple[int, int]]
) -> list[RawMessage | Defect]:
    """The message of each span (separator line to the next one), as the plain reader yields it.

    Raises ``StreamBroken`` (an ``OSError``) when a span is no longer one message.
    """
    filed = marks.of_folder((*place.around, *place.inner))
    first = Separator(dialect, None)
    frames = (mbox.frame_of(Span(handle, start, stop), start, first) for start, stop in spans)
    return [mbox.raw_message(frame, place, filed) for frame in frames]


def name_of_source(place: Sequence[Any]) -> str:
    """What messages of the file call their source; ``place`` are the fields of ``Place``."""
    base, inner, around = place
    return Place(base, tuple(inner), tuple(around)).many


def parsed(
    handle: int, place: Sequence[Any], dialect: str, spans: Sequence[tuple[int, int]]
) -> list[Message | Defect]:
    """The messages of these spans, parsed; ``place`` are the fields of ``Place``."""
    from inbox_momentum.message import parse

    base, inner, around = place
    found = raw_messages(handle, Place(base, tuple(inner), tuple(around)), Dialect(dialect), spans)
    return [one if isinstance(one, Defect) else parse.parse(one) for one in found]
