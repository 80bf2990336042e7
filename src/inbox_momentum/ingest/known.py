"""What an earlier run found in an mbox, so that an unchanged file is not searched again.

A file of the same size and time is taken as it was. Else a sampled digest of what was
read decides: an appended file is searched from its last message on, any other from its
start (a new export may hold the same mail in another order). The rows of bulk mail are
kept with the places of what is read, for a later answer may make any of them matter;
words of mail are not kept, but for the addresses in the rows' envelopes.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import zlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from inbox_momentum import assets
from inbox_momentum.ingest import spans
from inbox_momentum.ingest.crew import Crew
from inbox_momentum.ingest.mailfile import Contents, MailFile, Progress
from inbox_momentum.ingest.rows import unpacked
from inbox_momentum.sources.fromline import Dialect
from inbox_momentum.store import Store, StoredFile, StoreError

_FORMAT = 1
_TABLES = (
    "relevance.toml",
    "senders.tsv",
    "automated.toml",
    "folders.toml",
    "threading.toml",
    "free_mail.txt",
)
_PAGE = 4096
_PAGES = 64
_DAMAGED = (ValueError, TypeError, EOFError, KeyError, IndexError, OverflowError, zlib.error)


@dataclass(slots=True)
class Memory:
    """The store's knowledge of mail files. A store that fails is left alone for the rest of the run."""

    opened: Callable[[], Store]
    """Opens the store, when a file is worth it; may raise ``StoreError``."""
    say: Callable[[str], None]
    """Told, once, why the store is not used."""
    _store: Store | None = field(default=None, init=False)
    _silent: bool = field(default=False, init=False)

    def contents(
        self, file: MailFile, crew: Callable[[], Crew | None], block: int, progress: Progress | None
    ) -> Contents | None:
        """As ``MailFile.contents``, reading no more than is new; ``crew`` is asked for when it is needed."""
        key = os.fsdecode(file.path)
        known = self._known(key)
        stamp = os.fstat(file.handle).st_mtime_ns
        if known is not None and (known.size, known.mtime_ns) == (file.size, stamp):
            told = _unpacked(known.index, file.size)
            if told is not None:
                return told
        contents = None
        if known is not None and known.size <= file.size:
            contents = self._continued(file, known, crew, block, progress)
        if contents is None:
            contents = file.contents(crew(), block, progress)
        if contents is not None:
            self._keep(key, file, stamp, contents)
        return contents

    def _continued(
        self,
        file: MailFile,
        known: StoredFile,
        crew: Callable[[], Crew | None],
        block: int,
        progress: Progress | None,
    ) -> Contents | None:
        """What a file holds that only grew; ``None`` when it did not, or nobody can be sure."""
        old = _unpacked(known.index, known.size)
        if old is None or not old.continues or fingerprint(file.handle, known.read_to) != known.fingerprint:
            return None
        last = max((*old.rows.at[-1:], *old.wanted[-1:]), default=None)
        if last is None:
            return None
        new = file.contents(crew(), block, progress, since=(last, old.dialect))
        if new is None:
            return None
        rows = old.rows
        if rows.at and rows.at[-1] == last:
            rows = rows.only(range(len(rows) - 1))
        rows.add(new.rows)
        wanted = array("q", [at for at in old.wanted if at != last])
        wanted.extend(new.wanted)
        return Contents(old.dialect, file.size, rows, wanted, new.continues)

    def _known(self, key: str) -> StoredFile | None:
        try:
            if self._store is None and not self._silent:
                self._store = self.opened()
            return None if self._store is None else self._store.file(key)
        except StoreError as error:
            self._give_up(error)
            return None

    def _keep(self, key: str, file: MailFile, stamp: int, contents: Contents) -> None:
        if self._store is None:
            return
        told = marshal.dumps(
            (contents.dialect.value, contents.continues, contents.rows.packed(), contents.wanted.tobytes())
        )
        index = _version() + zlib.compress(told, 1)
        digest = fingerprint(file.handle, file.size)
        try:
            self._store.keep_file(StoredFile(key, file.size, stamp, digest, file.size, index))
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        self._store, self._silent = None, True
        self.say(f"{error} This run goes on without it.")


def _unpacked(index: bytes, size: int) -> Contents | None:
    """What was kept; ``None`` when another version of the program or of its tables kept it."""
    version = _version()
    if not index.startswith(version):
        return None
    try:
        told = marshal.loads(zlib.decompress(index[len(version) :]))  # noqa: S302  # the store checks it
        dialect, continues, rows, offsets = told
        wanted = array("q")
        wanted.frombytes(offsets)
        return Contents(Dialect(dialect), size, unpacked(rows), wanted, continues)
    except _DAMAGED:
        return None


@cache
def _version() -> bytes:
    """Changes with the format and with every table that decides what a row is."""
    digest = hashlib.sha256(str(_FORMAT).encode())
    for name in _TABLES:
        digest.update(assets.data(name).read_bytes())
    return digest.digest()[:16]


def fingerprint(handle: int, size: int) -> bytes:
    """A digest of the first ``size`` bytes by samples: head, tail and pages between them."""
    step = max(_PAGE, size // _PAGES)
    digest = hashlib.sha256(str(size).encode())
    for start in (*range(0, size, step), max(0, size - _PAGE)):
        digest.update(spans.read_at(handle, min(_PAGE, size - start), start))
    return digest.digest()
