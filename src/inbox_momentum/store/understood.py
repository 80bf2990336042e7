"""What was understood of some sources: one row for each set of sources, the latest few."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable

from inbox_momentum.store.text import as_bytes, as_text, blob


def keep(database: sqlite3.Connection, sources: str, packed: bytes, most: int) -> None:
    """Keep what was understood of ``sources``, and of no more than ``most`` sets in all."""
    key = as_bytes(sources)
    database.execute("DELETE FROM understood WHERE sources = ?", (key,))
    database.execute(
        "INSERT INTO understood (sources, packed, crc) VALUES (?, ?, ?)", (key, packed, zlib.crc32(packed))
    )
    database.execute(
        "DELETE FROM understood WHERE number NOT IN "
        "(SELECT number FROM understood ORDER BY number DESC LIMIT ?)",
        (most,),
    )


def kept(database: sqlite3.Connection, sources: str) -> bytes:
    """What is kept of ``sources``; empty when nothing is, or it was spoiled."""
    row = database.execute(
        "SELECT packed, crc FROM understood WHERE sources = ?", (as_bytes(sources),)
    ).fetchone()
    return blob(row[0]) if row is not None and zlib.crc32(blob(row[0])) == row[1] else b""


def drop(database: sqlite3.Connection, gone: Callable[[str], bool] = lambda _: True) -> None:
    """Forget the sets of which ``gone`` is true."""
    keys = [key for (key,) in database.execute("SELECT sources FROM understood")]
    database.executemany(
        "DELETE FROM understood WHERE sources = ?", [(key,) for key in keys if gone(as_text(key))]
    )
