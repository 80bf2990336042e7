"""What a sync takes, says and returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

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


class Choice(Protocol):
    """Which messages' bodies matter: each is judged once, all verdicts together decide."""

    @property
    def edition(self) -> bytes:
        """Kept with each verdict, always of one length; verdicts of another edition are made anew."""

    @property
    def mark(self) -> bytes:
        """What else a decision depends on; with another mark it is made anew over the same verdicts."""

    def judge(self, row: Row) -> bytes:
        """What is to be known of one message; kept as long as its header and its filing stay."""

    def decide(self, judged: Iterable[tuple[Key, bytes]]) -> AbstractSet[Key]:
        """The messages whose bodies matter, by the verdicts on every message of the account."""


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
