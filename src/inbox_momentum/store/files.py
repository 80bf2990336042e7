"""Mailbox files in the store: how far each was read, and its messages as they were parsed."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Sequence
from datetime import datetime

from inbox_momentum.store.records import StoredFile, StoredMail
from inbox_momentum.store.text import as_bytes, as_micros, as_text, blob

PAGE = 500
"""Places of one question; SQLite allows some more."""
_SAME = "SELECT 1 FROM file WHERE key = ? AND size = ? AND mtime_ns = ? AND fingerprint = ? AND crc = ?"


def file(database: sqlite3.Connection, key: str) -> StoredFile | None:
    """What is known of a file; ``None`` when nothing is, or it was spoiled."""
    row = database.execute(
        "SELECT size, mtime_ns, fingerprint, read_to, content, crc FROM file WHERE key = ?", (as_bytes(key),)
    ).fetchone()
    if row is None or zlib.crc32(row[4]) != row[5]:
        return None  # read again from the start: the file itself is the truth
    return StoredFile(key, row[0], row[1], row[2], row[3], row[4])


def keys(database: sqlite3.Connection) -> list[str]:
    """Keys of all files that are known."""
    return [as_text(key) for (key,) in database.execute("SELECT key FROM file ORDER BY key")]


def keep_file(database: sqlite3.Connection, known: StoredFile, still: Collection[int]) -> None:
    """Keep or renew a file; its messages at other places than ``still`` go."""
    key = as_bytes(known.key)
    kept = {place for (place,) in database.execute("SELECT place FROM parsed WHERE file = ?", (key,))}
    database.executemany(
        "DELETE FROM parsed WHERE file = ? AND place = ?", [(key, one) for one in kept.difference(still)]
    )
    # No REPLACE: it would delete the old row, and with it the messages that stay.
    database.execute(
        "INSERT INTO file (key, size, mtime_ns, fingerprint, read_to, content, crc) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, "
        "fingerprint = excluded.fingerprint, read_to = excluded.read_to, content = excluded.content, "
        "crc = excluded.crc",
        (key, *_state(known)[1:4], known.read_to, known.index, zlib.crc32(known.index)),
    )


def keep_parsed(
    database: sqlite3.Connection, known: StoredFile, messages: Sequence[StoredMail], most: int
) -> None:
    """Keep messages of a file that is known as ``known``; nothing when it is known otherwise by now.

    No more than ``most`` bytes of one file: what comes later is left out.
    """
    if database.execute(_SAME, _state(known)).fetchone() is None:
        return
    key = as_bytes(known.key)
    total: int = database.execute(
        "SELECT coalesce(sum(length(packed)), 0) FROM parsed WHERE file = ?", (key,)
    ).fetchone()[0]
    for one in messages:
        total += len(one.packed)
        if total > most:
            return
        at = None if one.at is None else as_micros(one.at)
        database.execute(
            "INSERT OR REPLACE INTO parsed (file, place, at_us, packed) VALUES (?, ?, ?, ?)",
            (key, one.place, at, one.packed),
        )


def parsed(database: sqlite3.Connection, known: StoredFile, places: Sequence[int]) -> list[tuple[int, bytes]]:
    """(place, packed message) at these places (``PAGE`` at most), if the file is known as ``known``."""
    marks = ", ".join("?" * len(places))
    query = f"SELECT place, packed FROM parsed WHERE file = ? AND place IN ({marks}) AND EXISTS ({_SAME})"  # noqa: S608 (marks)
    rows = database.execute(query, (as_bytes(known.key), *places, *_state(known)))
    return [(int(place), blob(packed)) for place, packed in rows]


def drop_parsed(database: sqlite3.Connection, before: datetime) -> int:
    """Forget messages from before ``before``, and those of no known time; how many went."""
    limit = (as_micros(before),)
    return database.execute("DELETE FROM parsed WHERE at_us IS NULL OR at_us < ?", limit).rowcount


def _state(known: StoredFile) -> tuple[bytes, int, int, bytes, int]:
    """What tells one state of a file from every other."""
    key = as_bytes(known.key)
    return (key, known.size, known.mtime_ns, known.fingerprint, zlib.crc32(known.index))
