"""The reading of a message that says nothing about hiring."""

from __future__ import annotations

from inbox_momentum.model import Appointment, Entry, Reading


def blank(entry: Entry, appointments: tuple[Appointment, ...] = (), cues: tuple[str, ...] = ()) -> Reading:
    """Nothing asked, nothing said."""
    return Reading(
        message_id=entry.id,
        hiring=False,
        stage=None,
        outcome=None,
        asks=(),
        role=None,
        company=None,
        nudge=False,
        praise=False,
        receipt=False,
        booking=False,
        submission=False,
        employer_ack=False,
        on_hold=False,
        resumed=False,
        voids=frozenset(),
        extends=None,
        reschedule=False,
        employer_promise=None,
        answers=frozenset(),
        holding=False,
        promises=(),
        appointments=appointments,
        confidence=0.0,
        cues=cues,
    )
