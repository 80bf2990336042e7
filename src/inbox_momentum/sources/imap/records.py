"""What a sync takes, says and returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from inbox_momentum.model import Defect

Key: TypeAlias = tuple[str, int]
"""(folder, UID)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the choice of messages sees of one: its header, and how the store files it."""

    key: Key
    header: bytes
    internal_at: datetime | None
    """INTERNALDATE in UTC; ``None`` when the server gave none."""
    in_sent: bool
    in_junk: bool
    is_draft: bool
    gm_thread_id: str | None
    """X-GM-THRID; ``None`` elsewhere than on Gmail."""


Choose: TypeAlias = Callable[[Iterable[Row]], AbstractSet[Key]]
"""Which messages' bodies matter."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the sync is."""

    phase: str
    """``folders``, ``headers`` or ``bodies``."""
    folder: str
    """The folder at work; '' between folders."""
    done: int
    """Folders or messages of this phase that are done."""
    total: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know at once: an alert of the server, a wait, a folder read anew."""

    text: str


Progress: TypeAlias = Callable[[Step | Notice], None]
"""Told of every step and notice; shows what it likes. Always called from the caller's thread."""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a sync brought."""

    account: str
    folders: tuple[str, ...]
    """Folders that were read, in their order."""
    found: int
    """Messages in the store when it ended."""
    new: int
    """Messages whose headers came in this run."""
    bodies: int
    """Messages whose text came in this run."""
    gone: int
    """Messages and folders that are no longer on the server, or went while they were read."""
    changed: int
    """Messages with new flags or labels."""
    anew: tuple[str, ...]
    """Folders that were read from the start because their UIDVALIDITY changed."""
    reconnects: int
    defects: tuple[Defect, ...]
    notices: tuple[str, ...]
