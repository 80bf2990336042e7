"""What the store holds, counted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from inbox_momentum.store.records import AccountSum, Inventory, RunSum
from inbox_momentum.store.text import as_moment, as_text

_ACCOUNTS = """
    SELECT account, count(DISTINCT folder.id), count(message.uid), count(body.uid),
        coalesce(sum(length(header)), 0) + coalesce(sum(length(packed)), 0)
    FROM folder LEFT JOIN message ON message.folder = folder.id
    LEFT JOIN body ON body.folder = message.folder AND body.uid = message.uid
    GROUP BY account ORDER BY account"""
_FILES = """
    SELECT key, length(content) + coalesce((SELECT sum(length(packed)) FROM parsed WHERE file = key), 0)
    FROM file ORDER BY key"""
_RUNS = """
    SELECT profile, count(*), min(as_of_us), max(as_of_us), sum(length(packed))
    FROM run GROUP BY profile ORDER BY profile"""


def accounts(database: sqlite3.Connection) -> list[str]:
    """Names of accounts with any folder."""
    return [
        as_text(row[0]) for row in database.execute("SELECT DISTINCT account FROM folder ORDER BY account")
    ]


def inventory(database: sqlite3.Connection, path: Path) -> Inventory:
    """Everything in the file, in sums."""
    files = database.execute(_FILES).fetchall()
    return Inventory(
        path=path,
        bytes=path.stat().st_size,
        files=tuple((as_text(key), size) for key, size in files),
        accounts=tuple(AccountSum(as_text(row[0]), *row[1:]) for row in database.execute(_ACCOUNTS)),
        runs=tuple(
            RunSum(as_text(row[0]), row[1], as_moment(row[2]), as_moment(row[3]), row[4])
            for row in database.execute(_RUNS)
        ),
    )
