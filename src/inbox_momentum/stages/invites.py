"""What the calendar parts of a message mean (RFC 5545, RFC 5546)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from inbox_momentum.model import Appointment, Entry
from inbox_momentum.stages.context import Context

_HIRING = re.compile(
    r"\b(?:interview|entretien|vorstellungsgespr|bewerb|entrevista|sollicitatie|gesprek|phone"
    r" screen|recruit|hiring|on-?site"
    r"|technical|pairing|candidate|take-?home|talent)",
    re.IGNORECASE,
)
_SAME = timedelta(minutes=16)


@dataclass(frozen=True, slots=True)
class Invite:
    """The calendar evidence of one message."""

    appointments: tuple[Appointment, ...] = ()
    summary: str = ""
    hiring: bool = False
    """The event's own summary speaks of hiring."""
    requests: bool = False
    """Invites to a time that nobody agreed to: needs an RSVP."""
    confirms: bool = False
    """Invites to a time that is agreed already."""
    cancels: bool = False
    moves: bool = False
    """COUNTER, or an update that changes the time."""
    replied: str | None = None
    """PARTSTAT of a REPLY."""
    cues: tuple[str, ...] = ()


NO_INVITE = Invite()


def invite_of(entry: Entry, context: Context, known: dict[str, Appointment]) -> Invite:
    """Read the calendar parts; ``known`` has the latest earlier state of each UID."""
    parts = entry.message.body.calendars
    if not parts:
        return NO_INVITE
    from inbox_momentum.message.calendar import appointments  # icalendar is slow to import

    events = tuple(event for part in parts[:8] for event in appointments(part))
    if not events:
        return NO_INVITE
    methods = {event.method for event in events}
    asked = [event for event in events if event.method in ("REQUEST", "PUBLISH", "")]
    moves = "COUNTER" in methods or any(_moved(event, known.get(event.uid)) for event in asked)
    agreed = bool(asked) and all(_agreed(event, context, known.get(event.uid)) for event in asked)
    replies = [event for event in events if event.method == "REPLY"]
    return Invite(
        appointments=events,
        summary=events[0].summary,
        hiring=any(_HIRING.search(event.summary[:300]) for event in events),
        requests="REQUEST" in methods and not agreed,
        confirms=agreed or "PUBLISH" in methods,
        cancels="CANCEL" in methods,
        moves=moves,
        replied=replies[0].partstat or "ACCEPTED" if replies else None,
        cues=tuple(f"calendar: {method or 'event'}" for method in sorted(methods)),
    )


def _moved(event: Appointment, before: Appointment | None) -> bool:
    if before is None or before.starts_at is None or event.starts_at is None:
        return False
    return event.sequence >= before.sequence and abs(event.starts_at - before.starts_at) >= _SAME


def _agreed(event: Appointment, context: Context, before: Appointment | None) -> bool:
    """Whether the time was settled before: a booking, an answer of the owner, or the same event again."""
    if before is not None:
        # Moved to a time that the owner has just named, it is no new request.
        return context.times_named or not _moved(event, before)
    if event.starts_at is not None and event.starts_at in context.agreed:
        return True
    return context.booked
