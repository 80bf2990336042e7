"""What truly happened in a story, beside its waits: all that the oracle of lapses may know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True)
class TrueWait:
    """One wait as the story made it."""

    employer: str
    kind: str
    opened_by: str
    opened_at: datetime
    status: str
    """``open``, ``answered``, ``void``, or ``unknown`` where no mail can show the answer."""
    closed_by: str | None = None
    closed_at: datetime | None = None
    precision: str = "exact"
    why: str = ""
    stage: str = ""
    """'' when the wording leaves the stage open."""
    deadline: datetime | None = None
    """Named by the employer; ``None`` when none was."""
    nudges: list[datetime] = field(default_factory=list)
    """When a person reminded of it."""
    held: list[datetime] = field(default_factory=list)
    """When the owner put it off without the substance."""
    promised: date | None = None
    """The last day that the owner named for the substance; ``None`` when none."""


@dataclass(slots=True)
class Vow:
    """A day that the owner named."""

    employer: str
    message_id: str
    made_at: datetime
    day: date
    """In the owner's zone."""
    wait: TrueWait
    """The request that it puts off."""


@dataclass(slots=True)
class Meeting:
    """A booked interview."""

    employer: str
    message_id: str
    ends_at: datetime


@dataclass(slots=True)
class Turn:
    """One message of a process, by what it does to the ball."""

    at: datetime
    mine: bool
    says: str
    """``passes`` (the other side has to act), ``withdraws`` (no longer), ``follows`` (the owner asks for news), ``keeps`` (thanks, receipt, holding), ``awaits`` (the
    employer: we shall come back to you), ``names`` (the same with a day)."""
    day: date | None = None
    """The day by which the employer said it would be back."""


@dataclass(slots=True)
class Facts:
    """Everything of one mailbox that is no wait."""

    vows: list[Vow] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    moves: dict[str, list[datetime]] = field(default_factory=dict)
    """By employer: when the owner moved its interview."""
    praised: dict[str, datetime] = field(default_factory=dict)
    """By employer: its first positive feedback."""
    turns: dict[str, list[Turn]] = field(default_factory=dict)
    """By employer, in order."""
    paused: dict[str, list[datetime]] = field(default_factory=dict)
    """By employer: put on hold, taken up again, and so on in turn."""
    sent_from: datetime | None = None
    """Where the sent mail begins; ``None`` when all of it is there."""

    def turn(self, employer: str, at: datetime, mine: bool, says: str, day: date | None = None) -> None:
        """Note a message."""
        self.turns.setdefault(employer, []).append(Turn(at, mine, says, day))
