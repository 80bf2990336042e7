"""A wait while it is being followed through an application's messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from inbox_momentum import ids
from inbox_momentum.model import (
    Clock,
    ClosedHow,
    Deadline,
    Nudge,
    Party,
    Precision,
    Stage,
    WaitKind,
    WaitStatus,
)
from inbox_momentum.waits.stream import Event


@dataclass(slots=True, eq=False)
class Draft:
    """One wait in the making; ``settle`` turns it into a record."""

    side: Party
    kind: WaitKind
    stage: Stage | None
    opened: Event
    opened_at: datetime
    opened_clock: Clock
    quote: str
    confidence: float
    deadline: Deadline | None = None
    latest: datetime | None = None
    """Time of the last message that asked for it: opening or nudge."""
    requests: set[str] = field(default_factory=set)
    """Messages that ask for it: opening and nudges."""
    threads: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    """Calendar events (RFC 5545 §3.8.4.7) that the requests carry."""
    nudges: list[Nudge] = field(default_factory=list)
    touched: list[datetime] = field(default_factory=list)
    """When the waiting side said something about it: holding replies and the close."""
    status: WaitStatus = WaitStatus.OPEN
    acknowledged_at: datetime | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    closed_how: ClosedHow | None = None
    precision: Precision = Precision.LOWER
    review: str | None = None
    """Why it cannot be judged if nothing clearer comes; ``None`` when it can."""
    agreed: datetime | None = None
    """Latest day by which the waiting side has promised the substance."""
    by_mail: bool = False
    """A message of the owner closed it."""
    lost: bool = False
    """Its answer may lie in sent mail that the sources do not hold."""
    holding: list[str] = field(default_factory=list)
    """Messages of the waiting side that only put it off."""
    reasons: list[str] = field(default_factory=list)

    def note(self, reason: str) -> None:
        """Remember a decision for ``explain``; the same one is said once."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def asked_again(self, event: Event, nudge: Nudge | None) -> None:
        """A later message asks for the same thing: it never restarts the clock."""
        self.join(event)
        if nudge is not None:
            self.nudges.append(nudge)
            self.latest = nudge.at
        self.note(f"{event.id} asks again; the clock goes on from the first request")

    def join(self, event: Event) -> None:
        """Take a message in as one that asks for this."""
        self.requests.add(event.id)
        if event.thread is not None:
            self.threads.add(event.thread)
        self.uids.update(one.uid for one in event.reading.appointments if one.method != "REPLY")

    def reached_by(self, event: Event) -> bool:
        """Whether a reply of the other side belongs to the request: References or conversation."""
        if not self.requests.isdisjoint(event.references):
            return True
        return event.thread is not None and event.thread in self.threads

    def acknowledge(self, event: Event, reason: str) -> None:
        """A word on it without the substance: the wait runs on."""
        if event.at is not None and event.at >= self.opened_at:
            if self.acknowledged_at is None:
                self.acknowledged_at = event.at
            self.touched.append(event.at)
        if event.id not in self.holding:
            self.holding.append(event.id)
        self.note(reason)

    def close(self, event: Event, how: ClosedHow, precision: Precision, reason: str) -> None:
        """The wait is answered by ``event``; it happens once."""
        self.status = WaitStatus.ANSWERED
        self.closed_by, self.closed_how, self.by_mail = event.id, how, not event.inbound
        if event.at is None:
            self.precision = Precision.UNKNOWN
            self.note(f"{event.id} has no trusted time, so how long it took is unknown")
        elif event.at < self.opened_at:
            self.precision = Precision.UNKNOWN
            self.note(f"{event.id} is dated before the request it answers, so how long it took is unknown")
        else:
            self.closed_at, self.precision = event.at, precision
            self.touched.append(event.at)
        self.note(reason)

    def close_by_hand(self, at: datetime) -> None:
        """The owner says that it was answered outside the mailbox (domain.md §3, "Closes" 7)."""
        self.status, self.closed_how = WaitStatus.ANSWERED, ClosedHow.MANUAL
        self.closed_at, self.precision = at, Precision.EXACT
        self.touched.append(at)
        # Who marks it as answered confirms that it was asked.
        self.confidence, self.review = 1.0, None
        self.note(f"your own mark: answered outside the mailbox at {at.isoformat()}")

    def void(self, event: Event, reason: str) -> None:
        """Nothing is asked any longer: withdrawn, answered by the other side, or over."""
        self.status = WaitStatus.VOID
        self.closed_by = event.id
        if event.at is not None and event.at >= self.opened_at:
            self.closed_at, self.precision = event.at, Precision.EXACT
        else:
            self.precision = Precision.UNKNOWN
        self.note(reason)

    def void_by_hand(self, at: datetime, reason: str) -> None:
        """The owner says that the process is over."""
        self.status = WaitStatus.VOID
        self.closed_at, self.precision = max(at, self.opened_at), Precision.EXACT
        self.note(reason)

    def lose(self, event: Event, reason: str) -> None:
        """The process shows that it was answered where no mail shows when."""
        self.status = WaitStatus.UNKNOWN
        self.closed_by = event.id
        self.precision = Precision.UNKNOWN
        self.note(reason)


def wait_id(application_id: str, draft: Draft) -> str:
    """Id of a wait: stable while its request is, whatever else is read."""
    shared = application_id if draft.opened.stray else None
    return ids.wait_id(draft.opened.id, draft.kind, draft.side, shared)
