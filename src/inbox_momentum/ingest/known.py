"""What an earlier run found in an mbox, so that an unchanged file is not searched again.

A file of the same size and time is taken as it was. If it grew, a sampled digest of what
was read decides: an appended file is searched from its last message on, any other from
its start (a new export may hold the same mail in another order). So is a file of the same
size and another time, and one of Thunderbird's, which writes flags into old messages.

The rows of bulk mail are kept with the places of what is read, for a later answer may
make any of them matter; and the messages that were read, as they were parsed. They are
kept after the file's index, in pieces: whatever is missing is parsed again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import zlib
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from inbox_momentum.ingest import parcel, spans
from inbox_momentum.ingest.crew import Crew
from inbox_momentum.ingest.edition import edition
from inbox_momentum.ingest.mailfile import Contents, MailFile, Progress
from inbox_momentum.ingest.rows import unpacked
from inbox_momentum.model import Defect, Message
from inbox_momentum.sources.fromline import Dialect
from inbox_momentum.store import Store, StoredFile, StoredMail, StoreError

_PAGE = 4096
_PAGES = 64
_MOST = 256 << 20
"""Bytes of messages kept of one file, as packed; the rest is parsed each time."""
_LARGEST = 1 << 20
"""Bytes of one message beyond which it is not kept."""
_AT_ONCE = 4 << 20
"""Bytes that are kept in one transaction."""
_TAIL = 128 << 20
"""Bytes at a file's end that are searched sooner than processes start."""
_THUNDERBIRD = b"\nX-Mozilla-Status:"
_HEAD = 1 << 16


@dataclass(slots=True)
class Memory:
    """The store's knowledge of mail files. A store that fails is left alone for the rest of the run."""

    opened: Callable[[], Store]
    """Opens the store, when a file is worth it; may raise ``StoreError``."""
    say: Callable[[str], None]
    """Told, once, why the store is not used."""
    _store: Store | None = field(default=None, init=False)
    _silent: bool = field(default=False, init=False)
    _files: dict[str, StoredFile] = field(default_factory=dict, init=False)
    """What is kept of the files of this run."""

    def contents(
        self, file: MailFile, crew: Callable[[], Crew | None], block: int, progress: Progress | None
    ) -> Contents | None:
        """As ``MailFile.contents``, reading no more than is new; ``crew`` is asked for when it is needed."""
        key = os.fsdecode(file.path)
        known = self.known(key)
        stamp = os.fstat(file.handle).st_mtime_ns
        if known is not None and (known.size, known.mtime_ns) == (file.size, stamp):
            told = _unpacked(known.index, file, file.size)
            if told is not None:
                self._files[key] = known
                return told
        contents, since = None, 0
        if known is not None and known.size < file.size and not _edited_in_place(file):
            contents, since = self._continued(file, known, crew, block, progress)
        if contents is None:
            contents = file.contents(crew(), block, progress)
        if contents is not None:
            self._keep(key, file, stamp, contents, since)
        return contents

    def messages(
        self,
        file: MailFile,
        contents: Contents,
        starts: Sequence[int],
        crew: Callable[[int], Crew | None],
    ) -> Iterator[tuple[int, Message | Defect]]:
        """As ``MailFile.messages``, parsing no more than is new; what is new is kept.

        ``crew`` is asked who may parse so many.
        """
        known = self._files.get(os.fsdecode(file.path))
        if known is None or self._store is None:
            yield from file.messages(contents, starts, crew(len(starts)))
            return
        left = set(starts)
        for start, one in self.parsed(known, starts, file.place.many):
            left.discard(start)
            yield start, one
        if not left:
            return
        keeper = Keeper(known, lambda: _stamp(file) == (known.size, known.mtime_ns), self.kept)
        yield from file.messages(contents, sorted(left), crew(len(left)), keeper.add)
        keeper.flush()

    def _continued(
        self,
        file: MailFile,
        known: StoredFile,
        crew: Callable[[], Crew | None],
        block: int,
        progress: Progress | None,
    ) -> tuple[Contents | None, int]:
        """What a file holds that only grew, and from where on it was read.

        ``None`` when it did not only grow, or nobody can be sure.
        """
        old = _unpacked(known.index, file, known.size)
        if old is None or not old.continues or fingerprint(file.handle, known.read_to) != known.fingerprint:
            return None, 0
        last = max((*old.rows.at[-1:], *old.wanted[-1:]), default=None)
        if last is None:
            return None, 0
        few = file.size - last < _TAIL
        new = file.contents(None if few else crew(), block, progress, since=(last, old.dialect))
        if new is None:
            return None, 0
        rows = old.rows
        if rows.at and rows.at[-1] == last:
            rows = rows.only(range(len(rows) - 1))
        rows.add(new.rows)
        wanted = array("q", [at for at in old.wanted if at != last])
        wanted.extend(new.wanted)
        return Contents(old.dialect, file.size, rows, wanted, new.continues), last

    def known(self, key: str) -> StoredFile | None:
        """What is kept of the file or folder at ``key``; ``None`` when nothing is, or there is no store."""
        try:
            if self._store is None and not self._silent:
                self._store = self.opened()
                _forget_gone(self._store)
            return None if self._store is None else self._store.file(key)
        except StoreError as error:
            self._give_up(error)
            return None

    def parsed(
        self, known: StoredFile, starts: Sequence[int], source: str
    ) -> Iterator[tuple[int, Message | Defect]]:
        """Those of the messages that are kept and whole."""
        if self._store is None:
            return
        try:
            for start, data in self._store.parsed(known, starts):
                try:
                    yield start, parcel.unpacked(data, source)
                except parcel.DAMAGED:
                    continue  # parsed again: the file itself is the truth
        except StoreError as error:
            self._give_up(error)

    def _keep(self, key: str, file: MailFile, stamp: int, contents: Contents, since: int) -> None:
        """Keep the index; messages before ``since``, where a file that only grew was read on, stay."""
        if self._store is None:
            return
        told = marshal.dumps(
            (contents.dialect.value, contents.continues, contents.rows.packed(), contents.wanted.tobytes())
        )
        index = _version(file) + zlib.compress(told, 1)
        known = StoredFile(key, file.size, stamp, fingerprint(file.handle, file.size), file.size, index)
        self.renew(known, {at for at in (*contents.rows.at, *contents.wanted) if at < since})

    def renew(self, known: StoredFile, still: Collection[int]) -> None:
        """Keep an index; of the messages those at ``still`` stay."""
        if self._store is None:
            return
        try:
            self._store.keep_file(known, still)
            self._files[known.key] = known
        except StoreError as error:
            self._give_up(error)

    def kept(self, known: StoredFile, messages: Sequence[StoredMail]) -> None:
        """Keep messages that were parsed."""
        if self._store is None:
            return
        try:
            self._store.keep_parsed(known, messages, _MOST)
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        self._store, self._silent = None, True
        self.say(f"{error} This run goes on without it.")


@dataclass(slots=True)
class Keeper:
    """Takes messages as they are parsed and hands them to the store, many at a time."""

    known: StoredFile
    unchanged: Callable[[], bool]
    """Asked before each transaction; what was read of a file that changed is not kept."""
    keep: Callable[[StoredFile, Sequence[StoredMail]], None]
    _waiting: list[StoredMail] = field(default_factory=list, init=False)
    _bytes: int = field(default=0, init=False)

    def add(self, place: int, one: Message | Defect, data: bytes) -> None:
        """Take a message with its bytes for the store."""
        if len(data) > _LARGEST:
            return
        self._waiting.append(StoredMail(place, parcel.moment_of(one), data))
        self._bytes += len(data)
        if self._bytes >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Hand over what waits."""
        if self._waiting and self.unchanged():
            self.keep(self.known, self._waiting)
        self._waiting, self._bytes = [], 0


def _forget_gone(store: Store) -> None:
    """Of a mailbox file that is no longer there nothing is kept either."""
    for key in store.files():
        if os.path.isabs(key) and not os.path.lexists(key):  # noqa: PTH117  # names may be no UTF-8
            store.drop_file(key)


def _stamp(file: MailFile) -> tuple[int, int]:
    found = os.fstat(file.handle)
    return found.st_size, found.st_mtime_ns


def _version(file: MailFile) -> bytes:
    """Of the program, and of what the folders around the file say of its mail: a file that lies
    in a folder which was named is told by other names than one that was named itself."""
    place = repr((file.place.inner, file.place.around)).encode("utf-8", "surrogatepass")
    return edition() + hashlib.sha256(place).digest()[:8]


def _unpacked(index: bytes, file: MailFile, size: int) -> Contents | None:
    """What was kept; ``None`` when another version of the program or of its tables kept it."""
    version = _version(file)
    if not index.startswith(version):
        return None
    try:
        told = marshal.loads(zlib.decompress(index[len(version) :]))  # noqa: S302  # the store checks it
        dialect, continues, rows, offsets = told
        wanted = array("q")
        wanted.frombytes(offsets)
        return Contents(Dialect(dialect), size, unpacked(rows), wanted, continues)
    except parcel.DAMAGED:
        return None


def _edited_in_place(file: MailFile) -> bool:
    """True for a folder of Thunderbird, which writes into messages that lie anywhere in it."""
    return _THUNDERBIRD in spans.read_at(file.handle, _HEAD, 0)


def fingerprint(handle: int, size: int) -> bytes:
    """A digest of the first ``size`` bytes by samples: head, tail and pages between them."""
    step = max(_PAGE, size // _PAGES)
    digest = hashlib.sha256(str(size).encode())
    for start in (*range(0, size, step), max(0, size - _PAGE)):
        digest.update(spans.read_at(handle, min(_PAGE, size - start), start))
    return digest.digest()
