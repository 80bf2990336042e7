"""Makers of readings and conversations for the employers' tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inbox_momentum import employers
from inbox_momentum.model import (
    Application,
    Ask,
    Direction,
    Employer,
    Entry,
    Outcome,
    Reading,
    SenderIdentity,
    Stage,
    Thread,
    WaitKind,
)
from tests.unit.factories import OWNER, make_entry


def make_reading(
    message_id: str,
    *,
    stage: str | None = None,
    outcome: str | None = None,
    asks: Sequence[str] = (),
    role: str | None = None,
    company: str | None = None,
    hiring: bool | None = None,
    confidence: float = 0.9,
    **flags: bool,
) -> Reading:
    """A Reading; ``hiring`` follows from stage, outcome and asks unless given."""
    says = bool(stage or outcome or asks or any(flags.values()))
    known = dict.fromkeys(
        (
            "nudge", "praise", "receipt", "booking", "submission", "employer_ack", "on_hold", "resumed",
            "reschedule", "holding",
        ),
        False,
    ) | flags  # fmt: skip
    return Reading(
        message_id=message_id,
        hiring=says if hiring is None else hiring,
        stage=Stage(stage) if stage else None,
        outcome=Outcome(outcome) if outcome else None,
        asks=tuple(Ask(WaitKind(one), "?", confidence) for one in asks),
        role=role,
        company=company,
        voids=frozenset(),
        extends=None,
        employer_promise=None,
        answers=frozenset(),
        promises=(),
        appointments=(),
        confidence=confidence if stage or outcome else 0.0,
        cues=(),
        **known,
    )


@dataclass(slots=True)
class Story:
    """A mailbox in the making: mail, its conversations and what each message says."""

    entries: list[Entry] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)

    def mail(
        self,
        mid: str,
        from_: str,
        subject: str = "Hello",
        text: str = "Hello.\n",
        *,
        day: float = 0,
        thread: str | None = None,
        reading: Mapping[str, object] | None = None,
        **fields: object,
    ) -> Story:
        """Add a message to the owner, ``day`` days after 2 March 2026, 09:00 UTC."""
        return self._add(mid, day, thread, reading, from_=from_, subject=subject, text=text, **fields)

    def sent(
        self,
        mid: str,
        to: str,
        subject: str = "Hello",
        text: str = "Hello.\n",
        *,
        day: float = 0,
        thread: str | None = None,
        reading: Mapping[str, object] | None = None,
        **fields: object,
    ) -> Story:
        """Add a message of the owner."""
        return self._add(
            mid,
            day,
            thread,
            reading,
            from_=f"Maya <{OWNER}>",
            to=to,
            subject=subject,
            text=text,
            in_sent=True,
            **fields,
        )

    def _add(
        self, mid: str, day: float, thread: str | None, reading: Mapping[str, object] | None, **fields: object
    ) -> Story:
        from datetime import timedelta

        from tests.unit.factories import BASE

        self.entries.append(make_entry(message_id=mid, at=BASE + timedelta(days=day), **fields))  # type: ignore[arg-type]
        self.readings[mid] = make_reading(mid, **(reading or {}))  # type: ignore[arg-type]
        self.threads.setdefault(thread or mid, []).append(mid)
        return self

    @property
    def conversations(self) -> tuple[Thread, ...]:
        """The threads."""
        return tuple(Thread(name, tuple(mids)) for name, mids in self.threads.items())

    def identities(self) -> dict[str, SenderIdentity]:
        """What ``identify`` says."""
        return employers.identify(self.entries, self.conversations)

    def applications(self) -> tuple[tuple[Employer, ...], tuple[Application, ...]]:
        """What ``applications`` says."""
        return employers.applications(self.entries, self.conversations, self.identities(), self.readings)

    def told(self) -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
        """Application's first message id → (employer, role, message ids)."""
        parties, found = self.applications()
        names = {one.id: one.name for one in parties}
        return {one.message_ids[0]: (names[one.employer_id], one.role, one.message_ids) for one in found}

    def settled(self) -> dict[str, SenderIdentity]:
        """What ``settle`` says."""
        identities = self.identities()
        _, found = employers.applications(self.entries, self.conversations, identities, self.readings)
        return employers.settle(self.entries, self.conversations, identities, self.readings, found)


def only(story: Story) -> SenderIdentity:
    """Identity of the only inbound message."""
    inbound = [one.id for one in story.entries if one.direction is Direction.IN]
    assert len(inbound) == 1
    return story.identities()[inbound[0]]
