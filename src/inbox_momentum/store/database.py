"""The SQLite file itself: opened, checked, brought to the present version, written in whole transactions.

Crash safety. The rollback journal (SQLite's default) and not a write-ahead log: at
rest there is exactly one file, so a copy or a backup of it is always whole; a
write-ahead log also needs shared memory, which home folders on a network do not
have. ``synchronous=EXTRA`` waits for the disk before and after each commit, also for
the folder entry of the journal, so that neither SIGKILL nor a power cut corrupts the
file or undoes what was reported as kept. Writers are few and write whole batches, so
the price (some milliseconds a batch) is not felt.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from inbox_momentum.store.errors import StoreError, damaged, out_of_place, plainly
from inbox_momentum.store.schema import APPLICATION_ID, MIGRATIONS

_BUSY_S = 15.0
"""How long to wait for another process's transaction; each is a batch and takes far less."""
COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a database when a process is killed."""


def connect(path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> sqlite3.Connection:
    """The store at ``path``, made (0600) or brought to the present version if need be."""
    _make_private(path)
    with plainly(path):
        database = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    try:
        with plainly(path):
            _configure(database, new=_check_ours(database, path, len(migrations)))
            _migrate(database, path, migrations)
    except BaseException:
        database.close()
        raise
    return database


def _make_private(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(descriptor)
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise out_of_place(path, (error.strerror or str(error)).lower()) from None


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def _check_ours(database: sqlite3.Connection, path: Path, version: int) -> bool:
    """True for an empty file. Raises, with nothing written, when it is another program's or a later one's."""
    empty = not _number(database, "schema_version")
    if not empty and _number(database, "application_id") != APPLICATION_ID:
        raise damaged(path, "it is not a store of momentum")
    found = _number(database, "user_version")
    if found > version:
        raise StoreError(
            f"The store {path} was written by a newer momentum (its version is {found}, this one knows "
            f"{version}). Update momentum, or move the file away to begin a new one."
        )
    return empty


def _configure(database: sqlite3.Connection, new: bool) -> None:
    if new:  # later it would change nothing and yet be written at each opening
        database.execute("PRAGMA auto_vacuum=INCREMENTAL")
    for setting in (
        "journal_mode=DELETE",
        "synchronous=EXTRA",
        "foreign_keys=ON",
        "secure_delete=ON",  # what was purged is overwritten, not only unlinked
        "cell_size_check=ON",
        "trusted_schema=OFF",
    ):
        database.execute(f"PRAGMA {setting}").fetchall()


def _migrate(database: sqlite3.Connection, path: Path, migrations: Sequence[Sequence[str]]) -> None:
    if _number(database, "user_version") == len(migrations):
        return
    with transaction(database):
        # Read again under the lock: another process may have been faster.
        for version in range(_number(database, "user_version"), len(migrations)):
            for statement in migrations[version]:
                database.execute(statement)
            database.execute(f"PRAGMA user_version={version + 1}")
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of the block or nothing of it. The write lock is taken first, so that no reader blocks half-way."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # a full disk makes SQLite roll back by itself
            database.execute("ROLLBACK")
        raise


def shrink(database: sqlite3.Connection) -> None:
    """Give free pages back to the file system, without the second copy that VACUUM needs."""
    # execute() would stop after the first page: the statement has no columns to fetch.
    database.executescript("PRAGMA incremental_vacuum")


def problem(database: sqlite3.Connection) -> str | None:
    """SQLite's own first finding over the whole file; ``None`` when it is whole."""
    found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        return found
    return "a row points to nothing" if database.execute("PRAGMA foreign_key_check").fetchone() else None
