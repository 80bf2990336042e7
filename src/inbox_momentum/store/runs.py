"""Rows of weekly reports."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from inbox_momentum.store.records import StoredRun
from inbox_momentum.store.text import as_bytes, as_micros, as_moment, as_text, pack, unpack

_COLUMNS = "profile, as_of_us, version, settings, packed, folder"
_CHOSEN = "(?1 IS NULL OR profile = ?1) AND (?2 IS NULL OR as_of_us < ?2)"


def keep(database: sqlite3.Connection, run: StoredRun) -> None:
    """Keep a report, in place of one of the same profile and moment."""
    database.execute(
        f"INSERT OR REPLACE INTO run ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 (constants)
        (
            as_bytes(run.profile),
            as_micros(run.as_of),
            run.version,
            run.settings,
            pack(run.report),
            as_bytes(run.folder),
        ),
    )


def kept(database: sqlite3.Connection, profile: str | None) -> list[StoredRun]:
    """Reports of a profile (``None``: of all), oldest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM run WHERE {_CHOSEN} ORDER BY as_of_us, profile",  # noqa: S608 (constants)
        _values(profile, None),
    )
    return [
        StoredRun(as_text(row[0]), as_moment(row[1]), row[2], row[3], unpack(row[4]), as_text(row[5]))
        for row in rows
    ]


def drop(database: sqlite3.Connection, profile: str | None, before: datetime | None) -> int:
    """Forget reports; how many went."""
    done = database.execute(
        f"DELETE FROM run WHERE {_CHOSEN}",  # noqa: S608 (a constant)
        _values(profile, before),
    )
    return done.rowcount


def _values(profile: str | None, before: datetime | None) -> tuple[bytes | None, int | None]:
    return (
        None if profile is None else as_bytes(profile),
        None if before is None else as_micros(before),
    )
