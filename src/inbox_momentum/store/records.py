"""What the store keeps, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoredFile:
    """How far a mailbox file was read, and what was found there."""

    key: str
    """Absolute path."""
    size: int
    """Bytes of the file when it was read; of a folder its number of files."""
    mtime_ns: int
    fingerprint: bytes
    """Sampled digest of the first ``read_to`` bytes."""
    read_to: int
    """Bytes that ``index`` covers; the last message begins before and is read again."""
    index: bytes
    """What the ingest knows of the messages; its own format, with its own version inside."""


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A message of a mailbox file, as it was parsed."""

    place: int
    """Byte of the file, or what names a file of a folder."""
    at: datetime | None
    """When it came or was written; ``None`` when nothing tells."""
    packed: bytes
    """The message in the ingest's own form."""


@dataclass(frozen=True, slots=True)
class StoredFolder:
    """A folder of an account and how far it was read."""

    id: int
    account: str
    name: str
    """Decoded name (RFC 3501 §5.1.3)."""
    role: str | None
    """SPECIAL-USE without the backslash, lower-case (RFC 6154): ``sent``, ``all`` …; ``None`` for none."""
    uidvalidity: int
    last_uid: int
    """Highest UID whose header is kept; 0 for none."""
    modseq: int | None
    """HIGHESTMODSEQ at the last look (RFC 7162); ``None`` without CONDSTORE."""


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message of an account's folder."""

    folder: str
    uid: int
    internal_at: datetime | None
    """INTERNALDATE in UTC; ``None`` when the server's answer had none."""
    size: int
    """RFC822.SIZE."""
    flags: tuple[str, ...]
    labels: tuple[str, ...]
    """X-GM-LABELS; empty elsewhere."""
    gm_thread_id: str | None
    header: bytes
    """The header fields that were fetched."""
    body: bytes | None
    """The message as rebuilt from its text and calendar parts; ``None`` while only its header is known."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One weekly report of the past."""

    profile: str
    """The account's name or the sources, as one line."""
    as_of: datetime
    version: str
    """Of the program."""
    settings: str
    """Digest of the settings that shape figures."""
    report: bytes
    """The report's JSON."""
    folder: str
    """Where its files were written."""


@dataclass(frozen=True, slots=True)
class AccountSum:
    """How much of an account is kept."""

    account: str
    folders: int
    messages: int
    bodies: int
    """Messages whose text is kept too."""
    bytes: int
    """Of headers and packed bodies."""


@dataclass(frozen=True, slots=True)
class RunSum:
    """The weekly reports kept of one profile."""

    profile: str
    runs: int
    first: datetime
    last: datetime
    bytes: int
    """As packed."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that the store holds, in sums."""

    path: Path
    bytes: int
    """Size of the file on disk."""
    files: tuple[tuple[str, int], ...]
    """Each mailbox file of which anything is kept, with the bytes of its index and its messages."""
    accounts: tuple[AccountSum, ...]
    runs: tuple[RunSum, ...]
