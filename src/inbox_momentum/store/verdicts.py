"""What was once judged of each message of an account by its header; opaque here.

A verdict is of the header and of how the message is filed, so it goes when either changes.
What writes does so inside a transaction that the caller holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from inbox_momentum.store import mail
from inbox_momentum.store.records import StoredMessage
from inbox_momentum.store.text import as_bytes

_PAGE = 2_000
"""Verdicts read at a time while streaming."""
_UNJUDGED = """
    SELECT folder.id, folder.name, message.uid, internal_us, size, flags, labels, gm_thread_id, header,
        has_body
    FROM message JOIN folder ON folder.id = message.folder
    WHERE folder.account = ? AND (message.folder, message.uid) > (?, ?) AND length(header) > 0
        AND NOT EXISTS (SELECT 1 FROM verdict WHERE folder = message.folder AND uid = message.uid)
    ORDER BY message.folder, message.uid LIMIT ?"""
_OF_ACCOUNT = "SELECT id FROM folder WHERE account = ?"


def unjudged(
    database: sqlite3.Connection, account: str, after: tuple[int, int], most: int
) -> list[tuple[tuple[int, int], StoredMessage]]:
    """The next messages without a verdict behind (folder id, UID), each with that place."""
    rows = database.execute(_UNJUDGED, (as_bytes(account), *after, most)).fetchall()
    return [((row[0], row[2]), mail.message_of(row)) for row in rows]


def keep(database: sqlite3.Connection, verdicts: Mapping[tuple[int, int], bytes]) -> None:
    """Keep verdicts by (folder id, UID), of messages that are still there."""
    database.executemany(
        "INSERT OR REPLACE INTO verdict (folder, uid, packed) "
        "SELECT folder, uid, ? FROM message WHERE folder = ? AND uid = ?",
        ((packed, *place) for place, packed in verdicts.items()),
    )


def page(database: sqlite3.Connection, folder_id: int, after: int) -> list[tuple[int, bytes]]:
    """The next (UID, verdict) of a folder behind a UID."""
    return database.execute(
        "SELECT uid, packed FROM verdict WHERE folder = ? AND uid > ? ORDER BY uid LIMIT ?",
        (folder_id, after, _PAGE),
    ).fetchall()


def drop_account(database: sqlite3.Connection, account: str) -> None:
    """Judge all its messages anew."""
    database.execute(f"DELETE FROM verdict WHERE folder IN ({_OF_ACCOUNT})", (as_bytes(account),))  # noqa: S608
