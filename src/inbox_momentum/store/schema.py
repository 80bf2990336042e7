"""The tables of the store, as the list of steps that made them.

``PRAGMA user_version`` counts the steps a file has seen. A step that was once
released is never edited: what must change is a new step at the end.

Names that come from mail servers and file systems may hold any character, also
half of a surrogate pair, which SQLite refuses as text; they are kept as bytes
(``text.as_bytes``). Moments are microseconds since 1970 UTC.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x6D6F6D31
"""``PRAGMA application_id``: "mom1"; tells our file from any other SQLite file."""

_FIRST = (
    """CREATE TABLE file (
        key BLOB PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        fingerprint BLOB NOT NULL,
        read_to INTEGER NOT NULL,
        content BLOB NOT NULL,
        crc INTEGER NOT NULL
    )""",
    """CREATE TABLE folder (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        account BLOB NOT NULL,
        name BLOB NOT NULL,
        role TEXT,
        uidvalidity INTEGER NOT NULL,
        last_uid INTEGER NOT NULL DEFAULT 0,
        modseq INTEGER,
        UNIQUE (account, name)
    )""",
    """CREATE TABLE message (
        folder INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
        uid INTEGER NOT NULL,
        internal_us INTEGER,
        size INTEGER NOT NULL,
        flags TEXT NOT NULL,
        labels TEXT NOT NULL,
        gm_thread_id BLOB,
        header BLOB NOT NULL,
        has_body INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (folder, uid)
    )""",
    """CREATE TABLE body (
        folder INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        packed BLOB NOT NULL,
        PRIMARY KEY (folder, uid),
        FOREIGN KEY (folder, uid) REFERENCES message (folder, uid) ON DELETE CASCADE
    )""",
    """CREATE TABLE run (
        profile BLOB NOT NULL,
        as_of_us INTEGER NOT NULL,
        version TEXT NOT NULL,
        settings TEXT NOT NULL,
        packed BLOB NOT NULL,
        folder BLOB NOT NULL,
        PRIMARY KEY (profile, as_of_us)
    )""",
)

_VERDICTS = (
    """CREATE TABLE verdict (
        folder INTEGER NOT NULL,
        uid INTEGER NOT NULL,
        packed BLOB NOT NULL,
        PRIMARY KEY (folder, uid),
        FOREIGN KEY (folder, uid) REFERENCES message (folder, uid) ON DELETE CASCADE
    ) WITHOUT ROWID""",
)

_PARSED = (
    """CREATE TABLE parsed (
        file BLOB NOT NULL REFERENCES file (key) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        at_us INTEGER,
        packed BLOB NOT NULL,
        PRIMARY KEY (file, place)
    )""",
)

_UNDERSTOOD = (
    """CREATE TABLE understood (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        sources BLOB NOT NULL UNIQUE,
        packed BLOB NOT NULL,
        crc INTEGER NOT NULL
    )""",
)

MIGRATIONS: Final = (_FIRST, _VERDICTS, _PARSED, _UNDERSTOOD)
"""Step n brings a file from version n to version n + 1, in one transaction."""
