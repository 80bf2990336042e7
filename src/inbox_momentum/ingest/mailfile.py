"""One mbox file by blocks: which messages it holds, and the whole of those that are wanted.

What cannot be told in a single block is settled here, by the plain reader's functions:
a ``Content-Length`` that reaches over separators (mboxcl2), messages beyond the bound,
separators of another writer inside a message of Takeout. A file that this does not
understand (text before its first message) is left to the plain reader, as is one that
fails in any way while it is read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from inbox_momentum.ingest import parcel, spans
from inbox_momentum.ingest.blocks import Found, Part
from inbox_momentum.ingest.crew import Crew, Hand
from inbox_momentum.ingest.rows import Rows, unpacked
from inbox_momentum.ingest.skim import Skimmer
from inbox_momentum.model import Defect, Message
from inbox_momentum.sources import bounds, marks, mbox
from inbox_momentum.sources.fromline import Dialect, Separator
from inbox_momentum.sources.protocol import Place

BLOCK = 8 << 20
"""Bytes of a file that one process reads at a time."""
_BATCH = 16
"""Messages that one process parses at a time."""

Keep = Callable[[int, Message | Defect, bytes], None]
"""Given a message that was parsed, by its separator line, and its bytes for the store."""
Progress = Callable[[int, int | None, int], None]
"""Told of (bytes read, bytes in all or ``None`` when nobody knows, messages found)."""


def _offsets() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Contents:
    """The messages of a file; bytes of the file."""

    dialect: Dialect
    size: int
    """Bytes that were read: the file's."""
    rows: Rows = field(default_factory=Rows)
    """Bulk messages in file order; ``Rows.at`` is the separator line's byte."""
    wanted: array[int] = field(default_factory=_offsets)
    """Separator lines of the other messages, in file order."""
    continues: bool = True
    """False when what is appended to the file could change what was found."""

    def spans(self) -> dict[int, tuple[int, int]]:
        """Every message by its separator line: from there to its end."""
        starts = sorted((*self.rows.at, *self.wanted))
        return {start: (start, stop) for start, stop in pairwise((*starts, self.size))}


@dataclass(frozen=True, slots=True)
class MailFile:
    """An mbox that is open for reading."""

    path: bytes
    handle: int
    size: int
    """Bytes when it was opened; what is added later is left for the next run."""
    place: Place

    def begins(self) -> tuple[int, Separator] | None:
        """Byte and kind of the first separator; ``None`` when text stands before it."""
        window = mbox.Window(spans.Span(self.handle, 0, self.size))
        mbox.skip_to_text(window)
        first = mbox.first_separator(window)
        return None if first is None else (window.base, first)

    def contents(
        self,
        crew: Crew | None = None,
        block: int = BLOCK,
        progress: Progress | None = None,
        since: tuple[int, Dialect] | None = None,
    ) -> Contents | None:
        """What the file holds; ``None`` when the plain reader must read it.

        ``since``: a separator line from which on to read, and what counts as one.
        Raises ``OSError`` when anything fails while it is read.
        """
        first = self.begins() if since is None else (since[0], Separator(since[1], None))
        if first is None:
            return None
        start, separator = first
        parts = [(at, min(at + block, self.size)) for at in range(start, self.size, block)]
        work = _alone if crew is None or not crew.hands else _together
        rows, found = work(self, separator, parts, crew, progress)
        contents = Contents(separator.dialect, self.size, rows, array("q", sorted(found.wanted)))
        _settle(self, separator, contents, found)
        return contents

    def messages(
        self,
        contents: Contents,
        starts: Sequence[int],
        crew: Crew | None = None,
        keep: Keep | None = None,
    ) -> Iterator[tuple[int, Message | Defect]]:
        """The whole messages at these separator lines, parsed, in no particular order."""
        if not starts:
            return
        known = contents.spans()
        wanted = [known[start] for start in starts]
        batches = [wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH)]
        place = (self.place.base, self.place.inner, self.place.around)
        dialect = contents.dialect.value
        if crew is None or not crew.hands:
            for batch in batches:
                for (start, _), one in zip(
                    batch, spans.parsed(self.handle, place, dialect, batch), strict=True
                ):
                    if keep is not None:
                        keep(start, one, parcel.packed(parcel.dumped(one, self.place.many)))
                    yield start, one
            return
        crew.each("open", *self._opening(contents.dialect))
        pack = keep is not None
        read = parcel.unpacked if pack else parcel.loaded
        for _, batch, answer in crew.share(
            batches, lambda hand, one: hand.ask("parse", place, dialect, one, pack)
        ):
            for (start, _), data in zip(batch, answer, strict=True):
                one = read(data, self.place.many)
                if keep is not None:
                    keep(start, one, data)
                yield start, one

    def _opening(self, dialect: Dialect) -> tuple[object, ...]:
        filed = marks.of_folder((*self.place.around, *self.place.inner))
        return (self.path, self.size, dialect.value, (filed.sent, filed.junk, filed.draft))


def _alone(
    file: MailFile,
    first: Separator,
    parts: Sequence[tuple[int, int]],
    crew: Crew | None,
    progress: Progress | None,
) -> tuple[Rows, Found]:
    """Read all parts in this process."""
    skimmer = Skimmer(marks.of_folder((*file.place.around, *file.place.inner)))
    part = Part(file.handle, file.size, first, skimmer)
    for start, stop in parts:
        part.read(start, stop, start == parts[0][0])
        if progress is not None:
            progress(stop, file.size, len(skimmer.rows) + len(part.found.wanted))
    return skimmer.rows, part.found


def _together(
    file: MailFile,
    first: Separator,
    parts: Sequence[tuple[int, int]],
    crew: Crew | None,
    progress: Progress | None,
) -> tuple[Rows, Found]:
    """Read the parts with all processes."""
    assert crew is not None
    crew.each("open", *file._opening(first.dialect))

    def read(hand: Hand, part: tuple[int, int]) -> tuple[int, int]:
        counted: tuple[int, int] = hand.ask("read", *part, part[0] == parts[0][0])
        return counted

    done = 0
    so_far: dict[int, tuple[int, int]] = {}
    runs: dict[int, list[tuple[int, int, int]]] = {}
    for place, (start, stop), counted in crew.share(parts, read):
        before = so_far.get(place, (0, 0))[0]
        runs.setdefault(place, []).append((start, before, counted[0]))
        so_far[place] = counted
        done += stop - start
        if progress is not None:
            progress(parts[0][0] + done, file.size, sum(map(sum, so_far.values())))
    return _merged(crew.each("result"), runs)


def _merged(
    results: Sequence[tuple[bytes, bytes, dict[int, int], bytes]], runs: dict[int, list[tuple[int, int, int]]]
) -> tuple[Rows, Found]:
    """The processes' findings as one, rows in file order."""
    found = Found()
    every = Rows()
    order: list[tuple[int, int, int]] = []
    for place, (packed, wanted, stated, foreign) in enumerate(results):
        base = len(every)
        every.add(unpacked(packed))
        order += [(start, base + before, base + after) for start, before, after in runs.get(place, ())]
        found.wanted.frombytes(wanted)
        found.foreign.frombytes(foreign)
        found.stated.update(stated)
    order.sort()
    return every.in_runs([(before, after) for _, before, after in order]), found


def _settle(file: MailFile, first: Separator, contents: Contents, found: Found) -> None:
    """Messages that reach over separators, that are too long, or that hold foreign ones."""
    starts = sorted((*contents.rows.at, *contents.wanted))
    gone = _swallowed(file, first, contents, found, starts) if found.stated else set()
    if gone:
        starts = [start for start in starts if start not in gone]
    read = {start for start, stop in pairwise((*starts, file.size)) if stop - start > bounds.MESSAGE}
    read |= {starts[place - 1] for at in found.foreign if (place := bisect_right(starts, at))}
    if not gone and read <= set(contents.wanted):
        return
    rows = contents.rows
    keep = [place for place, at in enumerate(rows.at) if at not in gone and at not in read]
    taken = read.intersection(rows.at)
    contents.rows = rows.only(keep)
    contents.wanted = array("q", sorted(taken.union(contents.wanted) - gone))


def _swallowed(
    file: MailFile, first: Separator, contents: Contents, found: Found, starts: Sequence[int]
) -> set[int]:
    """Separators inside messages whose Content-Length reaches over them; notes the ends of those."""
    gone: set[int] = set()
    until = 0
    contents.continues = max(found.stated.values()) <= file.size
    for place, start in enumerate(starts):
        if start < until:
            gone.add(start)
            continue
        boundary = starts[place + 1] if place + 1 < len(starts) else file.size
        if found.stated.get(start, 0) <= boundary or boundary == file.size:
            continue
        window = mbox.Window(spans.Span(file.handle, start, file.size), base=start)
        window.drop(window.line_end(0, bounds.SEPARATOR) or 0)
        inside = boundary - window.base
        if inside > bounds.MESSAGE:
            continue
        window.ensure(inside + bounds.LOOKAHEAD)
        end = mbox.stated_end(window, first, inside)
        if end is not None:
            until = window.base + end
    return gone
