"""What is known of one application while its messages are gone through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from inbox_momentum.model import Application, Outcome, Owner, Party, Stage, WaitKind, WaitStatus
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.stream import Event
from inbox_momentum.waits.stream import Party as People

_STAGE_OF_KIND = {
    WaitKind.CODE_TEST: Stage.CODE_TEST,
    WaitKind.OFFER: Stage.OFFER,
    WaitKind.REFERENCES: Stage.CHECKS,
    WaitKind.OUTREACH: Stage.SOURCED,
}
ANY_REPLY = frozenset({WaitKind.QUESTION, WaitKind.NEXT_STEP, WaitKind.OUTREACH, WaitKind.MESSAGE})
"""Kinds that any reply of substance answers; the others need the thing itself."""
STAGE_RANK = {stage: rank for rank, stage in enumerate(Stage)}


@dataclass(slots=True, eq=False)
class Vow:
    """A dated promise in the making."""

    event: Event
    made_at: datetime
    due_at: datetime
    quote: str
    drafts: list[Draft]
    """Waits that it holds off; empty when it stands alone."""
    place: int
    """Its rank among the promises of the same message, by day."""
    kept_at: datetime | None = None
    moot: bool = False
    """Released before it was due: replaced by a later promise, or the request fell away."""


@dataclass(slots=True, eq=False)
class Book:
    """Waits, promises and overlays of one application."""

    application: Application
    owner: Owner
    people: People
    siblings: int
    """Applications that the owner has at the same employer, this one included."""
    open: dict[WaitKind, Draft] = field(default_factory=dict)
    """The owner's open waits."""
    theirs: Draft | None = None
    """The employer's open wait."""
    done: list[Draft] = field(default_factory=list)
    vows: list[Vow] = field(default_factory=list)
    pending: list[Vow] = field(default_factory=list)
    """Promises that may still be kept or moved."""
    outcome: Outcome | None = None
    holds: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    """Intervals on hold; the last one may have no end."""
    stage: Stage | None = None
    sure: dict[str, float] = field(default_factory=dict)
    """By conversation: the surest identity among the employer's senders in it."""
    words: list[str] = field(default_factory=list)
    """The employer's texts that name an address, lower case."""
    last_at: datetime | None = None
    wrote_at: datetime | None = None
    """When the owner last wrote to the employer."""
    heard_at: datetime | None = None
    """When the employer or its platform last wrote."""
    booked_until: datetime | None = None
    """End of the latest booked appointment."""

    @property
    def on_hold(self) -> bool:
        """Whether the employer has put the process on hold and not taken it up again."""
        return bool(self.holds) and self.holds[-1][1] is None

    def drafts(self) -> Iterator[Draft]:
        """The owner's open waits in a fixed order."""
        yield from [self.open[kind] for kind in WaitKind if kind in self.open]

    def overtaken(self) -> list[Draft]:
        """Waits that were not sure enough when a clear request of the kind came: open to review alone."""
        return [draft for draft in self.done if draft.status is WaitStatus.OPEN]

    def add(self, draft: Draft) -> None:
        """A new wait, open."""
        if draft.side is Party.YOU:
            self.open[draft.kind] = draft
        else:
            self.theirs = draft

    def settle(self, draft: Draft) -> None:
        """A wait that is no longer open."""
        if draft.side is Party.YOU:
            del self.open[draft.kind]
        else:
            self.theirs = None
        self.done.append(draft)

    def drop(self, kind: WaitKind) -> None:
        """Forget an open wait that never counted."""
        self.open.pop(kind, None)

    def stage_for(self, kind: WaitKind, event: Event) -> Stage | None:
        """The stage to which a wait belongs."""
        return _STAGE_OF_KIND.get(kind) or event.reading.stage or self.stage
