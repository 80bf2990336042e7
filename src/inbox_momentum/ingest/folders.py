"""A folder of many files by several processes: Maildir, MH, trees of ``.eml`` and ``.emlx``.

Files that hold one message each are handed out in batches. Whatever else lies between
them (mboxes, archives, damaged files) is told apart there and left to the plain reader.
A message's number is its file's number on the walk, with room for the messages of one file.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inbox_momentum.ingest import parcel
from inbox_momentum.ingest.crew import Crew, Hand
from inbox_momentum.ingest.lone import Lone
from inbox_momentum.ingest.mailfile import Keep
from inbox_momentum.ingest.rows import Rows, unpacked
from inbox_momentum.ingest.stream import Stream
from inbox_momentum.model import Defect, Message
from inbox_momentum.sources.folder import File, FolderSource

ROOM = 1 << 28
"""Numbers of one file."""
_BATCH = 50
"""Files that one process reads at a time."""

Numbered = tuple[int, Message | Defect]


@dataclass(slots=True)
class Folder:
    """What was met on the walk, by number."""

    source: FolderSource
    files: dict[int, File] = field(default_factory=dict)
    defects: list[Numbered] = field(default_factory=list)
    end: int = 0
    """A number behind all others."""

    @classmethod
    def walked(cls, source: FolderSource) -> Folder:
        """Walk through ``source`` once."""
        found = cls(source)
        for one in source.walk():
            if isinstance(one, Defect):
                found.defects.append((found.end, one))
            else:
                found.files[found.end] = one
            found.end += ROOM
        return found

    def largest(self) -> int:
        """Bytes of the largest file."""
        return max((_size(file.path) for file in self.files.values()), default=0)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


@dataclass(slots=True)
class Looked:
    """What a first look at files found."""

    rows: Rows = field(default_factory=Rows)
    """Bulk mail, in the order of numbers."""
    found: list[Numbered] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    """Files that do not hold one message each."""


def look(
    folder: Folder,
    numbers: Sequence[int],
    crew: Crew | None,
    told: Callable[[int], None],
    keep: Keep | None = None,
) -> Looked:
    """Files at these numbers: bulk as rows, the rest parsed. ``told`` hears how many files are done."""
    looked = Looked()
    lone = Lone(folder.source)
    for done, found, left in _read(folder, lone, numbers, crew, False, keep):
        looked.found += found
        looked.left += left
        told(done)
    rows = lone.skimmer.rows
    if crew is not None and numbers:
        for packed in crew.each("rows"):
            rows.add(unpacked(packed))
    looked.rows = ordered(rows)
    looked.left.sort()
    return looked


def whole(
    folder: Folder, numbers: Sequence[int], crew: Crew | None, keep: Keep | None = None
) -> Iterator[Numbered]:
    """The messages of files that hold one each, bulk or not, in no particular order; others are left out."""
    for _, found, _ in _read(folder, Lone(folder.source), numbers, crew, True, keep):
        yield from found


def ordered(rows: Rows) -> Rows:
    """The rows in the order of numbers."""
    return rows.only(sorted(range(len(rows)), key=rows.at.__getitem__))


def _read(
    folder: Folder, lone: Lone, numbers: Sequence[int], crew: Crew | None, whole: bool, keep: Keep | None
) -> Iterator[tuple[int, list[Numbered], list[int]]]:
    """(files done so far, messages, files left) of batch after batch; with a crew ``lone`` has no part."""
    batches = [numbers[at : at + _BATCH] for at in range(0, len(numbers), _BATCH)]
    name = folder.source.place.base
    done = 0
    if crew is None:
        for batch in batches:
            found, left = lone.read([(at, folder.files[at]) for at in batch], whole)
            if keep is not None:
                for at, one in found:
                    keep(at, one, parcel.packed(parcel.dumped(one, name)))
            done += len(batch)
            yield done, found, left
        return
    place = folder.source.place
    crew.each("folder", folder.source.path, (place.base, place.inner, place.around))
    pack = keep is not None
    made = parcel.unpacked if pack else parcel.loaded

    def ask(hand: Hand, batch: Sequence[int]) -> tuple[list[tuple[int, bytes]], list[int]]:
        files = [folder.files[at] for at in batch]
        told = [(at, one.path, one.parts, one.delivered) for at, one in zip(batch, files, strict=True)]
        answer: tuple[list[tuple[int, bytes]], list[int]] = hand.ask("files", told, whole, pack)
        return answer

    for _, batch, (answer, left) in crew.share(batches, ask):
        found = []
        for at, data in answer:
            found.append((at, made(data, name)))
            if keep is not None:
                keep(at, found[-1][1], data)
        done += len(batch)
        yield done, found, left


class Others:
    """Files of a folder that do not hold one message each, read one after the other."""

    def __init__(self, folder: Folder) -> None:
        """``folder`` is where they lie."""
        self.rows = Rows()
        self.streams: dict[int, Stream] = {}
        self.apart: set[str] = set()
        """Paths of files that are sources of their own."""
        self._folder = folder
        self._missed: list[str] = []

    def read(self, at: int, told: Callable[[int], None]) -> list[Numbered]:
        """Everything but bulk mail of the file with this number; ``told`` hears how many messages it had."""
        file, source = self._folder.files[at], self._folder.source
        stream = Stream(lambda look: source.read(file, self._missed, look), once=False, first=at)
        found = [(at, one) for one in stream.read(told)]
        self.rows.add(stream.rows)
        self.streams[at] = stream
        return found

    def missed_at_the_end(self) -> list[Numbered]:
        """The defect for files that hold no mail, if there were any."""
        if not self._missed:
            return []
        return [(self._folder.end, self._folder.source.without_mail(self._missed))]

    def again(self, places: Sequence[int]) -> Iterator[Numbered]:
        """Those of these messages that lie in such files."""
        wanted: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        for at in places:
            wanted[at - at % ROOM].append(at)
        for start, numbers in wanted.items():
            if start in self.streams:
                yield from self.streams[start].again(numbers)

    def everything(self) -> Iterator[Message | Defect]:
        """All messages of the folder as it is now, but for files that are sources of their own."""
        source = self._folder.source
        return Stream(lambda look: source.messages(look, self.apart), once=False).everything()
