"""The store as the rest of the program sees it: each writing call is one transaction."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from inbox_momentum import places
from inbox_momentum.store import database, files, mail, runs, sums, understood, verdicts
from inbox_momentum.store.errors import StoreError, damaged, out_of_place, plainly
from inbox_momentum.store.locks import acquire, held
from inbox_momentum.store.records import (
    Inventory,
    StoredFile,
    StoredFolder,
    StoredMail,
    StoredMessage,
    StoredRun,
)
from inbox_momentum.store.text import as_bytes

NAME = "store.sqlite3"
_IN_USE = "Another momentum is using the store {path}. Wait until it is done and try again."


def default_path() -> Path:
    """Where the store lies unless somebody names another place; it need not exist."""
    return places.data_folder() / NAME


class Store:
    """One private SQLite file. Not to be shared between threads; processes may share the file.

    While it is open it holds a lock that ``erase`` respects, so that the file is never
    taken away under a running process.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, in_use: int) -> None:
        self.path = path
        """The file."""
        self._database = connection
        self._in_use: int | None = in_use

    @classmethod
    def open(cls, path: Path | None = None) -> Store:
        """The store at ``path`` (``None``: the user's own), made when there is none.

        Raises ``StoreError`` when the file is damaged, not ours, of a newer version, or cannot
        be opened there; ``StoreBusy`` while another process removes it.
        """
        place = path or default_path()
        try:
            if path is None:
                places.private(place.parent)
            else:
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise out_of_place(place, (error.strerror or str(error)).lower()) from None
        in_use = acquire(_beside(place, "lock"), _IN_USE.format(path=place), shared=True)
        try:
            return cls(place, database.connect(place), in_use)
        except BaseException:
            os.close(in_use)
            raise

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._database.close()
        if self._in_use is not None:
            os.close(self._in_use)
            self._in_use = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with plainly(self.path), database.transaction(self._database) as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with plainly(self.path):
            try:
                yield self._database
            except (ValueError, TypeError, OverflowError) as error:  # nothing that we wrote reads so
                raise damaged(self.path, str(error)) from None

    # ----------------------------------------------------------------- files

    def file(self, key: str) -> StoredFile | None:
        """What is known of the mailbox file at ``key``; ``None`` when nothing is, or it was spoiled."""
        with self._read() as connection:
            return files.file(connection, key)

    def files(self) -> list[str]:
        """Keys of everything that ``file`` knows."""
        with self._read() as connection:
            return files.keys(connection)

    def keep_file(self, known: StoredFile, still: Collection[int] = ()) -> None:
        """Keep or renew what is known of a mailbox file; of its messages those at ``still`` stay."""
        with self._write() as connection:
            files.keep_file(connection, known, still)

    def keep_parsed(self, known: StoredFile, messages: Sequence[StoredMail], most: int) -> None:
        """Keep messages of a file, as long as ``known`` is what is kept of it; else nothing.

        No more than ``most`` bytes of one file.
        """
        with self._write() as connection:
            files.keep_parsed(connection, known, messages, most)

    def parsed(self, known: StoredFile, places: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """(place, message as packed) of those at ``places`` that are kept; none when the file
        is known otherwise by now. Streamed.
        """
        for start in range(0, len(places), files.PAGE):
            with self._read() as connection:
                found = files.parsed(connection, known, places[start : start + files.PAGE])
            yield from found

    def drop_file(self, key: str) -> None:
        """Forget a mailbox file."""
        with self._write() as connection:
            connection.execute("DELETE FROM file WHERE key = ?", (as_bytes(key),))

    # ----------------------------------------------------------------- what was understood

    def understood(self, sources: str) -> bytes:
        """What is kept of ``sources``, one line that names them; empty when nothing is."""
        with self._read() as connection:
            return understood.kept(connection, sources)

    def keep_understood(self, sources: str, packed: bytes, most: int) -> None:
        """Keep what was understood of ``sources``; of others the latest, ``most`` in all."""
        with self._write() as connection:
            understood.keep(connection, sources, packed, most)

    def drop_understood(self, gone: Callable[[str], bool]) -> None:
        """Forget what was understood of sources of which ``gone`` is true."""
        with self._write() as connection:
            understood.drop(connection, gone)

    # ----------------------------------------------------------------- accounts

    def accounts(self) -> list[str]:
        """Names of the accounts of which anything is kept."""
        with self._read() as connection:
            return sums.accounts(connection)

    def folder(self, account: str, name: str) -> StoredFolder | None:
        """The folder, or ``None`` when nothing is known of it."""
        with self._read() as connection:
            return mail.folder(connection, account, name)

    def folders(self, account: str) -> list[StoredFolder]:
        """Every folder known of the account, by name."""
        with self._read() as connection:
            return mail.folders(connection, account)

    def open_folder(self, account: str, name: str, role: str | None, uidvalidity: int) -> StoredFolder:
        """The folder, made when it is new, emptied when ``uidvalidity`` is not the one that was kept."""
        with self._write() as connection:
            return mail.open_folder(connection, account, name, role, uidvalidity)

    def drop_folder(self, folder_id: int) -> None:
        """Forget a folder and all its messages."""
        with self._write() as connection:
            connection.execute("DELETE FROM folder WHERE id = ?", (folder_id,))
            understood.drop(connection)

    def keep_headers(
        self,
        folder_id: int,
        messages: Sequence[StoredMessage],
        last_uid: int,
        modseq: int | None = None,
        verdicts: Mapping[int, bytes] = MappingProxyType({}),
    ) -> None:
        """Keep a batch, what was judged of it, and how far the folder is read by it; ``modseq`` ``None``
        leaves that as it was.

        A message that is there already is renewed, never doubled, and keeps its body.
        ``last_uid`` never goes back.
        """
        with self._write() as connection:
            mail.keep_headers(connection, folder_id, messages, last_uid, modseq, verdicts)

    def keep_bodies(self, folder_id: int, bodies: Mapping[int, bytes]) -> None:
        """Keep bodies by UID; of messages that are not there (expunged meanwhile) nothing is kept."""
        with self._write() as connection:
            mail.keep_bodies(connection, folder_id, bodies)

    def update_flags(
        self,
        folder_id: int,
        changed: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]],
        modseq: int | None = None,
    ) -> None:
        """New (flags, labels) by UID; ``modseq`` ``None`` leaves the folder's as it was."""
        with self._write() as connection:
            mail.update_flags(connection, folder_id, changed)
            mail.seen(connection, folder_id, modseq)

    def forget(self, folder_id: int, uids: Iterable[int]) -> None:
        """Drop messages that are gone from the server."""
        with self._write() as connection:
            mail.forget(connection, folder_id, uids)

    def uids(self, folder_id: int) -> set[int]:
        """UIDs of every message kept of the folder."""
        with self._read() as connection:
            return mail.uids(connection, folder_id)

    def messages(self, account: str) -> Iterator[StoredMessage]:
        """Every message of the account, by folder in the order they were first seen, then by UID.

        Streamed: one body is in memory at a time, and others may write meanwhile.
        """
        after = (0, 0)
        while True:
            with self._read() as connection:
                found = mail.page(connection, account, after)
            for place, message, has_body in found:
                if has_body:
                    with self._read() as connection:
                        message = replace(message, body=mail.body(connection, place))
                yield message
                after = place
            if not found:
                return

    # ----------------------------------------------------------------- verdicts

    def unjudged(self, account: str, most: int) -> Iterator[dict[tuple[int, int], StoredMessage]]:
        """Messages with a header but no verdict, ``most`` at a time, by (folder id, UID); without bodies."""
        after = (0, 0)
        while True:
            with self._read() as connection:
                found = verdicts.unjudged(connection, account, after, most)
            if not found:
                return
            yield dict(found)
            after = found[-1][0]

    def keep_verdicts(self, found: Mapping[tuple[int, int], bytes]) -> None:
        """Keep what was judged, by (folder id, UID). It goes when the header, the flags or the use of
        the folder change."""
        with self._write() as connection:
            verdicts.keep(connection, found)

    def verdicts(self, folder_id: int) -> Iterator[tuple[int, bytes]]:
        """(UID, verdict) of every message of the folder that has one. Streamed."""
        after = -1
        while True:
            with self._read() as connection:
                found = verdicts.page(connection, folder_id, after)
            yield from found
            if not found:
                return
            after = found[-1][0]

    def drop_verdicts(self, account: str) -> None:
        """Judge the account's messages anew."""
        with self._write() as connection:
            verdicts.drop_account(connection, account)

    def lacking(self, folder_id: int) -> list[tuple[int, int, bool]]:
        """(UID, size, whether its header is known) of every message of the folder without a body."""
        with self._read() as connection:
            return mail.lacking(connection, folder_id)

    def drafts(self, folder_id: int) -> set[int]:
        """UIDs of the folder that are marked as drafts."""
        with self._read() as connection:
            return mail.drafts(connection, folder_id)

    # ----------------------------------------------------------------- weekly reports

    def keep_run(self, run: StoredRun) -> None:
        """Keep a report; one of the same profile and moment is replaced, so that none is there twice."""
        with self._write() as connection:
            runs.keep(connection, run)

    def runs(self, profile: str | None = None) -> list[StoredRun]:
        """Kept reports of a profile (``None``: of all), oldest first."""
        with self._read() as connection:
            return runs.kept(connection, profile)

    def drop_runs(self, profile: str | None = None, before: datetime | None = None) -> int:
        """Forget reports of a profile (``None``: of all) made for a moment before ``before``
        (``None``: whenever); how many went."""
        with self._write() as connection:
            gone = runs.drop(connection, profile, before)
        self._shrink()
        return gone

    # ----------------------------------------------------------------- care

    def lock(self, name: str) -> AbstractContextManager[None]:
        """Be the only process at the work called ``name``; raises ``StoreBusy`` at once when another is.

        The operating system lets go when the process ends, however it ends.
        """
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower())[:30]
        mark = hashlib.sha256(as_bytes(name)).hexdigest()[:12]
        return held(_beside(self.path, f"{plain}-{mark}.lock"), f"Another momentum is at it already: {name}.")

    def inventory(self) -> Inventory:
        """What is here, in sums."""
        with self._read() as connection:
            return sums.inventory(connection, self.path)

    def check(self) -> str | None:
        """What is wrong with the file, one phrase; ``None`` when it is whole. Reads all of it."""
        try:
            with self._read() as connection:
                return database.problem(connection)
        except StoreError as error:
            return str(error)

    def drop_bodies(self, before: datetime) -> int:
        """Forget the text of mail that came before ``before``; how many went.

        Headers of account mail stay; a mailbox file's own messages are forgotten wholly.
        """
        with self._write() as connection:
            gone = mail.drop_bodies(connection, before) + files.drop_parsed(connection, before)
            understood.drop(connection)
        self._shrink()
        return gone

    def purge(self, *, mail: bool = True, history: bool = True) -> None:
        """Forget what was read of files and accounts (``mail``) and the weekly reports (``history``).

        What was there is overwritten and its room given back.
        """
        tables = [*(("file", "folder", "understood") if mail else ()), *(("run",) if history else ())]
        with self._write() as connection:
            for table in tables:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names from the line above)
        self._shrink()

    def _shrink(self) -> None:
        with plainly(self.path):
            database.shrink(self._database)


def erase(path: Path | None = None) -> bool:
    """Remove the store's file, whatever state it is in; True when there was one.

    Raises ``StoreBusy`` while another process has it open, ``StoreError`` when it cannot be removed.
    """
    place = path or default_path()
    if not place.parent.is_dir():
        return False
    with held(_beside(place, "lock"), _IN_USE.format(path=place)):
        there = place.exists() or place.is_symlink()
        try:
            # The journal last: a database without its journal could look whole and not be.
            for name in (place, *(_beside(place, end) for end in database.COMPANIONS)):
                name.unlink(missing_ok=True)
        except OSError as error:
            raise out_of_place(place, (error.strerror or str(error)).lower()) from None
    return there


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + (ending if ending.startswith("-") else f".{ending}"))
