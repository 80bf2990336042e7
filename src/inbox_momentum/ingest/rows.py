"""Slim rows: what is kept of a bulk message whose body is not read, as columns.

A row is some sixty bytes; envelopes (author, recipients, lists) are the same for
hundreds of newsletters and are kept once.
"""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

UNKNOWN = -(1 << 62)
"""A time that is not known."""
_T = TypeVar("_T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBERS = ("at", "ids", "dates", "received", "internal", "threads")
_PLACES = ("envelopes", "domains")


def name_of(text: str | bytes) -> int:
    """A number for a Message-ID, equal on every run; two ids of one number are only read in vain."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    return int.from_bytes(hashlib.md5(data, usedforsecurity=False).digest()[:8], "little", signed=True)


def moment(seconds: int) -> datetime | None:
    """A time of a row as the rest of the program knows times."""
    return None if seconds == UNKNOWN else _EPOCH + timedelta(seconds=seconds)


def seconds_of(at: datetime | None) -> int:
    """The reverse of ``moment``, whole seconds."""
    return UNKNOWN if at is None else int((at - _EPOCH).total_seconds())


@dataclass(frozen=True, slots=True)
class Envelope:
    """What many bulk messages have in common; values are raw bytes of the header."""

    names: tuple[bytes, ...]
    """Lower-case names of ``values``, in file order: From, To, Cc, fields of delivery and of lists."""
    values: tuple[bytes, ...]
    returned: tuple[tuple[bytes, bytes], ...]
    """Return-Path, Sender and Errors-To where they may name a list."""
    travelled: bool
    """It has a Received field."""
    junk: bool


def _numbers() -> array[int]:
    return array("q")


def _places() -> array[int]:
    return array("I")


@dataclass(slots=True)
class Rows:
    """Bulk messages as columns of equal length; times are seconds since 1970 in UTC."""

    at: array[int] = field(default_factory=_numbers)
    """Byte of the separator line, or the message's number in its source."""
    ids: array[int] = field(default_factory=_numbers)
    """``name_of`` the Message-ID."""
    dates: array[int] = field(default_factory=_numbers)
    received: array[int] = field(default_factory=_numbers)
    internal: array[int] = field(default_factory=_numbers)
    threads: array[int] = field(default_factory=_numbers)
    """Gmail's thread id; 0 for none."""
    envelopes: array[int] = field(default_factory=_places)
    """Place in ``table``."""
    domains: array[int] = field(default_factory=_places)
    """Place in ``hosts`` of what stands behind the ``@`` of the Message-ID."""
    refers: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """``at`` → ids it refers to; only of those that refer to any."""
    table: list[Envelope] = field(default_factory=list)
    hosts: list[bytes] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.at)

    def add(self, other: Rows) -> None:
        """Take over the rows of ``other``, which lie behind these."""
        envelopes = _joined(self.table, other.table)
        hosts = _joined(self.hosts, other.hosts)
        for name in _NUMBERS:
            getattr(self, name).extend(getattr(other, name))
        self.envelopes.extend(envelopes[one] for one in other.envelopes)
        self.domains.extend(hosts[one] for one in other.domains)
        self.refers.update(other.refers)

    def only(self, places: Sequence[int]) -> Rows:
        """The rows at ``places``, in their order, with the same tables."""
        kept = Rows(table=self.table, hosts=self.hosts)
        for name in (*_NUMBERS, *_PLACES):
            column = getattr(self, name)
            getattr(kept, name).extend(column[place] for place in places)
        kept.refers = {at: self.refers[at] for at in kept.at if at in self.refers} if self.refers else {}
        return kept

    def in_runs(self, runs: Sequence[tuple[int, int]]) -> Rows:
        """The rows of these runs (from, to), one behind the other, with the same tables."""
        kept = Rows(refers=self.refers, table=self.table, hosts=self.hosts)
        for name in (*_NUMBERS, *_PLACES):
            column, target = getattr(self, name), getattr(kept, name)
            for start, stop in runs:
                target.extend(column[start:stop])
        return kept

    def packed(self) -> bytes:
        """As bytes, for another process or the store."""
        numbers = [getattr(self, name).tobytes() for name in (*_NUMBERS, *_PLACES)]
        table = [(one.names, one.values, one.returned, one.travelled, one.junk) for one in self.table]
        return marshal.dumps((numbers, self.refers, table, self.hosts))


def unpacked(data: bytes) -> Rows:
    """The reverse of ``Rows.packed``; raises ``ValueError`` or its like for anything else."""
    numbers, refers, table, hosts = marshal.loads(data)  # noqa: S302  # written by this program, checked by the store
    rows = Rows(refers=refers, table=[Envelope(*one) for one in table], hosts=hosts)
    for name, column in zip((*_NUMBERS, *_PLACES), numbers, strict=True):
        getattr(rows, name).frombytes(column)
    sizes = {len(getattr(rows, name)) for name in (*_NUMBERS, *_PLACES)}
    if len(sizes) != 1 or (rows.at and max(rows.envelopes) >= len(table)):
        raise ValueError("columns of different lengths")
    return rows


def _joined(table: list[_T], other: Iterable[_T]) -> list[int]:
    """Where each of ``other`` is in ``table``, which grows by what it lacks."""
    known = {one: place for place, one in enumerate(table)}
    places = []
    for one in other:
        place = known.setdefault(one, len(table))
        if place == len(table):
            table.append(one)
        places.append(place)
    return places
