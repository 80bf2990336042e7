"""Rows of accounts: folders, messages, bodies.

What writes does so inside a transaction that the caller holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from inbox_momentum.store.records import StoredFolder, StoredMessage
from inbox_momentum.store.text import (
    as_bytes,
    as_list,
    as_micros,
    as_moment,
    as_text,
    blob,
    bounded,
    fits,
    from_list,
    pack,
    unpack,
)

_FOLDER = "SELECT id, account, name, role, uidvalidity, last_uid, modseq FROM folder"
_PAGE = 500
"""Rows read at a time while streaming: no lock is held between, so that a writer never waits for a reader."""
_KEEP_HEADER = """
    INSERT INTO message (folder, uid, internal_us, size, flags, labels, gm_thread_id, header)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (folder, uid) DO UPDATE SET internal_us = excluded.internal_us, size = excluded.size,
        flags = excluded.flags, labels = excluded.labels, gm_thread_id = excluded.gm_thread_id,
        header = excluded.header"""
_REJUDGE = "DELETE FROM verdict WHERE folder = ? AND uid = ?"
_KEEP_BODY = """
    INSERT OR REPLACE INTO body (folder, uid, packed)
    SELECT folder, uid, ? FROM message WHERE folder = ? AND uid = ?"""
_MESSAGES = """
    SELECT folder.id, folder.name, message.uid, internal_us, size, flags, labels, gm_thread_id, header,
        has_body
    FROM message JOIN folder ON folder.id = message.folder
    WHERE folder.account = ? AND (message.folder, message.uid) > (?, ?)
    ORDER BY message.folder, message.uid LIMIT ?"""


def folder(database: sqlite3.Connection, account: str, name: str) -> StoredFolder | None:
    """The folder, or ``None``."""
    row = database.execute(
        f"{_FOLDER} WHERE account = ? AND name = ?", (as_bytes(account), as_bytes(name))
    ).fetchone()
    return _folder(row) if row else None


def folders(database: sqlite3.Connection, account: str) -> list[StoredFolder]:
    """Every folder of the account, by name."""
    rows = database.execute(f"{_FOLDER} WHERE account = ? ORDER BY name", (as_bytes(account),))
    return [_folder(row) for row in rows]


def _folder(row: tuple[int, bytes, bytes, str | None, int, int, int | None]) -> StoredFolder:
    number, account, name, role, uidvalidity, last_uid, modseq = row
    return StoredFolder(number, as_text(account), as_text(name), role, uidvalidity, last_uid, modseq)


def open_folder(
    database: sqlite3.Connection, account: str, name: str, role: str | None, uidvalidity: int
) -> StoredFolder:
    """The folder as the server shows it; emptied when its UIDs mean other messages (RFC 3501 §2.3.1.1)."""
    known = folder(database, account, name)
    if known is None:
        database.execute(
            "INSERT INTO folder (account, name, role, uidvalidity) VALUES (?, ?, ?, ?)",
            (as_bytes(account), as_bytes(name), role, uidvalidity),
        )
    elif known.uidvalidity != uidvalidity:
        database.execute("DELETE FROM message WHERE folder = ?", (known.id,))
        database.execute(
            "UPDATE folder SET role = ?, uidvalidity = ?, last_uid = 0, modseq = NULL WHERE id = ?",
            (role, uidvalidity, known.id),
        )
    elif known.role != role:
        database.execute("UPDATE folder SET role = ? WHERE id = ?", (role, known.id))
        database.execute("DELETE FROM verdict WHERE folder = ?", (known.id,))
    else:
        return known
    found = folder(database, account, name)
    assert found is not None
    return found


def keep_headers(
    database: sqlite3.Connection,
    folder_id: int,
    messages: Sequence[StoredMessage],
    last_uid: int,
    modseq: int | None,
    verdicts: Mapping[int, bytes],
) -> None:
    """Keep or renew headers; a body that is known stays, a verdict only when it is among ``verdicts``."""
    database.executemany(_KEEP_HEADER, (_header_row(folder_id, message) for message in messages))
    database.executemany(_REJUDGE, ((folder_id, message.uid) for message in messages))
    database.executemany(
        "INSERT INTO verdict (folder, uid, packed) VALUES (?, ?, ?)",
        ((folder_id, uid, packed) for uid, packed in verdicts.items()),
    )
    keep_bodies(database, folder_id, {m.uid: m.body for m in messages if m.body is not None})
    seen(database, folder_id, modseq, last_uid)


def _header_row(folder_id: int, message: StoredMessage) -> tuple[object, ...]:
    return (
        folder_id,
        message.uid,
        as_micros(message.internal_at) if message.internal_at else None,
        bounded(message.size),
        as_list(message.flags),
        as_list(message.labels),
        as_bytes(message.gm_thread_id) if message.gm_thread_id is not None else None,
        message.header,
    )


def seen(database: sqlite3.Connection, folder_id: int, modseq: int | None, last_uid: int = 0) -> None:
    """Note how far the folder was read; it never goes back. Raises ``IntegrityError`` when it is gone."""
    done = database.execute(
        "UPDATE folder SET last_uid = max(last_uid, ?), modseq = coalesce(?, modseq) WHERE id = ?",
        (last_uid, fits(modseq), folder_id),
    )
    if not done.rowcount:
        raise sqlite3.IntegrityError("the folder is gone")


def keep_bodies(database: sqlite3.Connection, folder_id: int, bodies: Mapping[int, bytes]) -> None:
    """Keep bodies of messages that are still there; one that was expunged meanwhile is passed over."""
    for uid, body in bodies.items():
        database.execute(_KEEP_BODY, (pack(body), folder_id, uid))
    database.executemany(
        "UPDATE message SET has_body = 1 WHERE folder = ? AND uid = ?", ((folder_id, uid) for uid in bodies)
    )


def update_flags(
    database: sqlite3.Connection,
    folder_id: int,
    changed: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> None:
    """New flags and labels of messages that are there."""
    database.executemany(
        "UPDATE message SET flags = ?, labels = ? WHERE folder = ? AND uid = ?",
        ((as_list(flags), as_list(labels), folder_id, uid) for uid, (flags, labels) in changed.items()),
    )
    database.executemany(_REJUDGE, ((folder_id, uid) for uid in changed))


def forget(database: sqlite3.Connection, folder_id: int, uids: Iterable[int]) -> None:
    """Drop messages that are gone from the server."""
    database.executemany(
        "DELETE FROM message WHERE folder = ? AND uid = ?", ((folder_id, uid) for uid in uids)
    )


def uids(database: sqlite3.Connection, folder_id: int) -> set[int]:
    """UIDs of every message kept of the folder."""
    return {row[0] for row in database.execute("SELECT uid FROM message WHERE folder = ?", (folder_id,))}


def drafts(database: sqlite3.Connection, folder_id: int) -> set[int]:
    """UIDs that are marked as drafts."""
    rows = database.execute(
        "SELECT uid, flags FROM message WHERE folder = ? AND flags LIKE '%draft%'", (folder_id,)
    )
    return {uid for uid, flags in rows if "\\draft" in (one.lower() for one in from_list(flags))}


def lacking(database: sqlite3.Connection, folder_id: int) -> list[tuple[int, int, bool]]:
    """(UID, size, whether its header is known) of every message without a body."""
    rows = database.execute(
        "SELECT uid, size, length(header) > 0 FROM message WHERE folder = ? AND NOT has_body", (folder_id,)
    )
    return [(uid, size, bool(known)) for uid, size, known in rows]


def page(
    database: sqlite3.Connection, account: str, after: tuple[int, int]
) -> list[tuple[tuple[int, int], StoredMessage, bool]]:
    """The next messages behind (folder id, UID), each with that place and whether it has a body."""
    rows = database.execute(_MESSAGES, (as_bytes(account), *after, _PAGE)).fetchall()
    return [((row[0], row[2]), message_of(row), bool(row[9])) for row in rows]


def message_of(row: Sequence[Any]) -> StoredMessage:
    """A row of ``_MESSAGES`` or its like."""
    _, name, uid, internal_us, size, flags, labels, thread, header, _ = row
    return StoredMessage(
        folder=as_text(name),
        uid=uid,
        internal_at=None if internal_us is None else as_moment(internal_us),
        size=size,
        flags=from_list(flags),
        labels=from_list(labels),
        gm_thread_id=None if thread is None else as_text(thread),
        header=blob(header),
        body=None,
    )


def body(database: sqlite3.Connection, place: tuple[int, int]) -> bytes | None:
    """The body at (folder id, UID); ``None`` when it is not kept."""
    row = database.execute("SELECT packed FROM body WHERE folder = ? AND uid = ?", place).fetchone()
    return unpack(row[0]) if row else None


def drop_bodies(database: sqlite3.Connection, before: datetime) -> int:
    """Forget bodies of mail that arrived before ``before``; how many went."""
    old = "SELECT folder, uid FROM message WHERE has_body AND internal_us < ?"
    limit = (as_micros(before),)
    gone = database.execute(f"DELETE FROM body WHERE (folder, uid) IN ({old})", limit)  # noqa: S608 (a constant)
    database.execute("UPDATE message SET has_body = 0 WHERE has_body AND internal_us < ?", limit)
    return gone.rowcount
