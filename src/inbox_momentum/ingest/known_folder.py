"""What an earlier run found in a folder's files, so that only new and changed ones are read.

A file of the same name, size and time is taken as it was. Kept are the names with their
sizes and times, one row for each file of bulk mail, and of the others the message as it
was parsed, under a number made of its file's name, size and time. A process that is
killed leaves messages that no index names: their files are read again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inbox_momentum.ingest import parcel
from inbox_momentum.ingest.edition import edition
from inbox_momentum.ingest.folders import Folder, Numbered
from inbox_momentum.ingest.known import Keeper, Memory
from inbox_momentum.ingest.rows import Rows, name_of, unpacked
from inbox_momentum.model import Defect, Message
from inbox_momentum.sources.protocol import shown
from inbox_momentum.store import StoredFile

MOST = 1_000_000
"""Files of a folder that is remembered; the index of a larger one would be too large."""


@dataclass(frozen=True, slots=True)
class _Index:
    """The files of an earlier run that held one message each."""

    stamps: dict[str, tuple[int, int]]
    """Name below the folder → (size, mtime in nanoseconds)."""
    bulk: dict[str, int]
    """Name → place in ``rows``, of those that were bulk."""
    rows: Rows


class FolderMemory:
    """The store's knowledge of one folder."""

    def __init__(self, memory: Memory, folder: Folder) -> None:
        """Ask the store; a folder that is new to it is noted there."""
        self._memory = memory
        self._folder = folder
        self._key = os.path.abspath(folder.source.path)  # noqa: PTH100  # names may be no UTF-8
        self._stamps = {at: stamp for at, file in folder.files.items() if (stamp := _stamp(file.path))}
        known = memory.known(self._key)
        index = None if known is None else _read(known.index)
        if known is None or index is None:
            known, index = StoredFile(self._key, 0, 0, b"", 0, edition()), _Index({}, {}, Rows())
            memory.renew(known, ())
        self._index = index
        self._keeper = Keeper(known, lambda: True, memory.kept)

    def recalled(self) -> tuple[Rows, list[Numbered]]:
        """Bulk rows and messages of the files that did not change."""
        index = self._index
        names = {at: self._name(at) for at in self._stamps}
        same = [at for at, name in names.items() if index.stamps.get(name) == self._stamps[at]]
        bulk = [at for at in same if names[at] in index.bulk]
        rows = index.rows.only([index.bulk[names[at]] for at in bulk])
        numbers = dict(zip(rows.at, bulk, strict=True))
        rows.at = array("q", bulk)
        rows.refers = {numbers[at]: ids for at, ids in rows.refers.items()}
        return rows, list(self.messages([at for at in same if names[at] not in index.bulk]))

    def messages(self, numbers: Sequence[int]) -> Iterator[Numbered]:
        """Those of these files' messages that are kept."""
        by_place = {self._place(at): at for at in numbers if at in self._stamps}
        source = self._folder.source.place.base
        for place, one in self._memory.parsed(self._keeper.known, list(by_place), source):
            if one.position == "/".join(map(shown, self._folder.files[by_place[place]].parts)):
                yield by_place[place], one

    def keep(self, at: int, one: Message | Defect, data: bytes) -> None:
        """Keep a message that was read."""
        if at in self._stamps:
            self._keeper.add(self._place(at), one, data)

    def flush(self) -> None:
        """Hand over what waits."""
        self._keeper.flush()

    def renew(self, rows: Rows, numbers: Sequence[int]) -> None:
        """All is read: keep the index of the files at ``numbers``, which hold one message each."""
        self.flush()
        known = [at for at in numbers if at in self._stamps]
        if len(known) > MOST:
            return
        chosen = set(known)
        bulk = rows.only([place for place, at in enumerate(rows.at) if at in chosen])
        index = edition() + _packed(
            [self._name(at) for at in known], [self._stamps[at] for at in known], set(bulk.at), known, bulk
        )
        digest = hashlib.sha256(index).digest()
        if digest == self._keeper.known.fingerprint:
            return
        self._keeper.known = StoredFile(self._key, len(known), 0, digest, 0, index)
        self._memory.renew(self._keeper.known, {self._place(at) for at in known})

    def _name(self, at: int) -> str:
        return "/".join(self._folder.files[at].parts)

    def _place(self, at: int) -> int:
        size, mtime_ns = self._stamps[at]
        return name_of(os.fsencode(f"{self._name(at)}\0{size}\0{mtime_ns}"))


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116  # a name may be no UTF-8
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _packed(
    names: list[str], stamps: list[tuple[int, int]], bulk: set[int], numbers: list[int], rows: Rows
) -> bytes:
    sizes = array("q", (size for size, _ in stamps))
    times = array("q", (mtime_ns for _, mtime_ns in stamps))
    told = bytes(at in bulk for at in numbers)
    return zlib.compress(marshal.dumps((names, sizes.tobytes(), times.tobytes(), told, rows.packed())), 1)


def _read(index: bytes) -> _Index | None:
    """What was kept; ``None`` when another edition of the program kept it."""
    version = edition()
    if not index.startswith(version) or len(index) == len(version):
        return None
    try:
        names, sizes, times, told, packed = marshal.loads(zlib.decompress(index[len(version) :]))  # noqa: S302
        columns = array("q"), array("q")
        columns[0].frombytes(sizes)
        columns[1].frombytes(times)
        rows = unpacked(packed)
        bulk = [name for name, one in zip(names, told, strict=True) if one]
        if len(bulk) != len(rows):
            return None
        stamps = dict(zip(names, zip(*columns, strict=True), strict=True))
        return _Index(stamps, {name: place for place, name in enumerate(bulk)}, rows)
    except parcel.DAMAGED:
        return None
