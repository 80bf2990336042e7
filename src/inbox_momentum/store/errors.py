"""What goes wrong with the store, said so that the user can go on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inbox_momentum.model import MomentumError

_HOW_TO_GO_ON = (
    "It holds copies of your mail and the history of your weekly reports, so only that history is lost "
    "when you move the file away or run: momentum data purge --everything"
)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PLACE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DEVICE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


class StoreError(MomentumError):
    """The store cannot be used; the message says what to do."""

    exit_status = 2


class StoreBusy(StoreError):
    """Another process is at the same work just now."""


def damaged(path: Path, what: str) -> StoreError:
    """The store at ``path`` is not what was written there."""
    return StoreError(f"The store {path} is damaged ({what}). {_HOW_TO_GO_ON}")


def out_of_place(path: Path, reason: str) -> StoreError:
    """The store at ``path`` cannot be opened or written for ``reason``."""
    return StoreError(
        f"The store {path} cannot be opened for writing ({reason}). "
        "Mend that place, or go without it: --no-store"
    )


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """SQLite's errors about the file at ``path`` become a ``StoreError`` in plain words."""
    try:
        yield
    except sqlite3.Error as error:
        raise _plain(error, path) from None
    except OverflowError:
        raise StoreError(
            f"The store {path} cannot hold a number or message of that size; that batch was not kept."
        ) from None


def _plain(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    kind = code & 0xFF if isinstance(code, int) else None  # the low byte of an extended code is its class
    if kind in _BUSY:
        return StoreBusy(f"Another momentum is writing to {path}. Wait until it is done and try again.")
    if kind in _DEVICE:
        return StoreError(
            f"The store {path} cannot be written ({error}). Make room on that disk and run the same command "
            "again; what was kept before is whole."
        )
    if kind in _PLACE:
        return out_of_place(path, str(error))
    if kind == sqlite3.SQLITE_TOOBIG:
        return StoreError(f"The store {path} cannot hold a message of that size; that batch was not kept.")
    if isinstance(error, sqlite3.IntegrityError):
        return StoreError(
            f"A folder was dropped from the store {path} while it was being read. Run the same command again."
        )
    return damaged(path, str(error))
