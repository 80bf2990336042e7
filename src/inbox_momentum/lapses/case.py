"""What the rules look at: the ledger by application, and the clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_momentum import waits
from inbox_momentum.clock import WorkingClock
from inbox_momentum.lapses.catalogue import numbers, vocabulary
from inbox_momentum.limits import Span, limits, rate_span
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    ApplicationStatus,
    Employer,
    Ledger,
    Party,
    Precision,
    Rating,
    Reading,
    Settings,
    Severity,
    Wait,
    WaitKind,
    WaitStatus,
)

_MORE_THAN_A_REPLY = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER})
_UNCLEAR = frozenset({WaitStatus.UNKNOWN, WaitStatus.NEEDS_REVIEW})
_ASLEEP = frozenset({ApplicationStatus.CLOSED, ApplicationStatus.ON_HOLD})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule found, before one is chosen per root cause."""

    kind: str
    says: str
    """Which wording of the catalogue row."""
    severity: Severity
    application_id: str
    root: str
    """Findings with one root are one lapse: a request, a promise, or the rule itself."""
    since: datetime
    waits: tuple[Wait, ...] = ()
    message_ids: tuple[str, ...] = ()
    key: str = ""
    """What the id is made from besides kind and application; '' is the first wait's id."""
    age_s: float = 0.0
    left_s: float = 0.0
    day: datetime | None = None
    n: int = 0
    m: int = 0
    ratio: float = 0.0


class Case:
    """One ledger, indexed for the rules; nothing here reads mail."""

    def __init__(
        self,
        ledger: Ledger,
        employers: Sequence[Employer],
        readings: Mapping[str, Reading],
        as_of: datetime,
        settings: Settings,
    ) -> None:
        self.ledger = ledger
        self.readings = readings
        self.as_of = as_of
        self.settings = settings
        self.clock = WorkingClock(settings.calendar)
        self.limits = limits(settings)
        self.numbers = numbers()
        self.applications = {one.id: one for one in ledger.applications}
        self._names = {one.id: one.name for one in employers}
        self._roles: dict[str, int] = defaultdict(int)
        for application in ledger.applications:
            self._roles[application.employer_id] += 1
        self.mine: dict[str, list[Wait]] = defaultdict(list)
        """The owner's waits that may be judged, by application, oldest first."""
        self.theirs: dict[str, Wait] = {}
        """The employer's open wait by application."""
        self.unclear: set[str] = set()
        """Applications in which nobody can tell whether the owner still owes an answer."""
        for wait in ledger.waits:
            if wait.waiting_on is Party.EMPLOYER:
                if wait.status is WaitStatus.OPEN:
                    self.theirs[wait.application_id] = wait
            elif self._is_evidence(wait):
                self.mine[wait.application_id].append(wait)
            elif wait.status in _UNCLEAR:
                self.unclear.add(wait.application_id)
        self.long_past = waits.long_past(ledger.applications, ledger.waits, ledger.promises, as_of)
        """Applications in which nobody awaits an answer any more."""
        self._last_words: dict[str, datetime | None] = {}
        self._held: dict[str, tuple[datetime, ...]] = {}

    def _is_evidence(self, wait: Wait) -> bool:
        """Exact or lower-bound evidence of a sure request outside the junk folder."""
        if wait.junk or wait.confidence < self.numbers.trusted or wait.elapsed_s is None:
            return False
        if wait.status is WaitStatus.ANSWERED:
            return wait.precision in (Precision.EXACT, Precision.LOWER)
        return wait.status is WaitStatus.OPEN

    @property
    def away(self) -> bool:
        """Whether the owner has declared to be away on the day of ``as_of``."""
        today = self.clock.local(self.as_of).date()
        return any(first <= today <= last for first, last in self.settings.calendar.away)

    def awake(self, application_id: str) -> bool:
        """Whether an application is neither closed nor on hold."""
        application = self.applications.get(application_id)
        return application is not None and application.status not in _ASLEEP

    def required(self) -> Iterator[Wait]:
        """Waits that a lapse may be about: required kinds of awake applications."""
        settled = self.settings.not_a_lapse
        for application_id, mine in self.mine.items():
            if self.awake(application_id):
                yield from (one for one in mine if one.kind in REQUIRED_KINDS and one.id not in settled)

    def base_rating(self, wait: Wait) -> Rating:
        """A wait against the limit of its kind alone, reminders aside."""
        deadline = wait.deadline.at if wait.deadline is not None else None
        span = Span(
            wait.kind,
            wait.opened_at,
            wait.closed_at or self.as_of,
            wait.working_s or 0.0,
            wait.elapsed_s or 0.0,
            deadline,
        )
        return rate_span(self.limits, span)

    def holding(self, application_id: str) -> tuple[datetime, ...]:
        """When the owner sent holding replies in an application, oldest first."""
        if application_id not in self._held:
            times, sent = self.ledger.times, self.ledger.sent
            ids = self.applications[application_id].message_ids
            self._held[application_id] = tuple(
                sorted(
                    times[one]
                    for one in ids
                    if one in sent and one in times and one in self.readings and self.readings[one].holding
                )
            )
        return self._held[application_id]

    def sent_in(self, application: Application, start: datetime, end: datetime) -> bool:
        """Whether the owner wrote anything to the employer after ``start``, up to ``end``."""
        times = self.ledger.times
        return any(
            one in self.ledger.sent and one in times and start < times[one] <= end
            for one in application.message_ids
        )

    def employer(self, application_id: str) -> str:
        """How a sentence names the employer; with the role where it has two."""
        application = self.applications[application_id]
        words = vocabulary()
        name = self._names.get(application.employer_id) or words.someone
        if application.role and self._roles[application.employer_id] > 1:
            return words.with_role.format(employer=name, role=application.role)
        return name

    def root(self, wait: Wait) -> str:
        """What findings about a wait share when they are one cause.

        All that one reply would settle is one cause: everything the employer has asked since
        the owner's last word. Tests and offers take more than a reply and stand alone.
        """
        if wait.status is not WaitStatus.OPEN or wait.kind in _MORE_THAN_A_REPLY:
            return wait.id
        last = self._last_word(wait.application_id)
        if last is not None and wait.opened_at <= last:
            return wait.opened_by
        return f"since {last}"

    def _last_word(self, application_id: str) -> datetime | None:
        if application_id not in self._last_words:
            times, sent = self.ledger.times, self.ledger.sent
            ids = self.applications[application_id].message_ids
            self._last_words[application_id] = max(
                (times[one] for one in ids if one in sent and one in times), default=None
            )
        return self._last_words[application_id]

    def ago(self, moment: datetime) -> float:
        """Seconds from ``moment`` to ``as_of``."""
        return (self.as_of - moment).total_seconds()

    def hours(self, count: float) -> timedelta:
        """``count`` elapsed hours."""
        return timedelta(hours=count)
