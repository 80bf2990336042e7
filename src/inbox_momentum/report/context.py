"""What every section needs: the report, its indexes, the words, and the owner's zone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inbox_momentum import waits
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    ApplicationStatus,
    Employer,
    Evidence,
    Outcome,
    Party,
    Rating,
    Report,
    Severity,
    UsageError,
    Wait,
    WaitStatus,
)
from inbox_momentum.report import spans, when
from inbox_momentum.report.records import unquoted
from inbox_momentum.report.text import MailText, Said, isolate, mail
from inbox_momentum.report.words import Words

_STATES = {Rating.GREEN: "ok", Rating.AMBER: "slow", Rating.RED: "lapse"}
_NAME_LIMIT = 80
_QUOTE_LIMIT = 220
DEFAULT_WORKING_DAY_S = 12 * 3600.0
_STRAY = " \t-–—*•·>,;:.…"


@dataclass(frozen=True, slots=True)
class Context:
    """A report with its look-up tables; make it with ``context``."""

    report: Report
    words: Words
    zone: ZoneInfo
    quotes: bool
    employers: dict[str, Employer]
    applications: dict[str, Application]
    waits: dict[str, Wait]
    waits_of: dict[str, tuple[Wait, ...]]
    """By application id, in the ledger's order."""
    lapse_labels: dict[str, str]
    """Lapse id to its short label, ``L1`` …, in the order of the page."""
    working_day_s: float
    long_past: frozenset[str]
    """Applications that nobody ended in words but that have been silent for long."""

    @property
    def as_of(self) -> datetime:
        """The report's time."""
        return self.report.as_of

    @property
    def latency(self) -> bool:
        """False when no reply time may be claimed."""
        return self.report.coverage.latency_available

    def told(self, sentence: str) -> Said:
        """A sentence of another stage, with the names and roles in it kept apart as mail text."""
        if not self.quotes:
            sentence = unquoted(sentence)
        names = [employer.name for employer in self.report.employers if employer.name in sentence]
        roles = [a.role for a in self.report.applications if a.role and a.role in sentence]
        return isolate(sentence, [*names, *roles])

    def name(self, application_id: str) -> MailText:
        """The employer's name behind an application."""
        application = self.applications.get(application_id)
        employer = self.employers.get(application.employer_id) if application else None
        return mail(employer.name if employer else "?", _NAME_LIMIT)

    def quote(self, text: str) -> MailText | None:
        """Mail's own sentence, or ``None`` when there is none or quotes are left out.

        What begins in the middle of a sentence says so by an ellipsis.
        """
        said = mail(text.lstrip(_STRAY), _QUOTE_LIMIT) if self.quotes else None
        if not said:
            return None
        return MailText(f"…{said.plain}") if said.plain[0].islower() else said

    def evidence(self, message_id: str | None) -> Evidence | None:
        """What may be shown of a message."""
        return self.report.evidence.get(message_id) if message_id is not None else None

    def duration(self, seconds: float) -> str:
        """A length of time in words."""
        return spans.duration(seconds, self.words)

    def working(self, seconds: float) -> str:
        """Working time in working days."""
        return spans.working_days(seconds, self.working_day_s, self.words)

    def day(self, at: datetime) -> str:
        """``Thu 19 Nov``, with the year when it is another one."""
        return self._written(at, "day")

    def moment(self, at: datetime) -> str:
        """``Thu 19 Nov, 06:00``, with the year when it is another one."""
        return self._written(at, "moment")

    def pattern(self, at: datetime, name: str) -> str:
        """``at`` by the pattern ``name`` of the words."""
        return when.written(at, self.words.pattern(name), self.zone, self.words.locale)

    def _written(self, at: datetime, name: str) -> str:
        same_year = at.astimezone(self.zone).year == self.as_of.astimezone(self.zone).year
        return self.pattern(at, name if same_year else f"{name}_year")

    def stage(self, stage: str | None) -> str:
        """A stage's name for people."""
        return self.words.text(f"stage.{stage or 'none'}")

    def state(self, wait: Wait) -> str:
        """``ok``, ``slow``, ``lapse`` by rating; ``none`` without one; ``them`` for the other side."""
        if wait.waiting_on is not Party.YOU:
            return "them"
        return _STATES[wait.rating] if wait.rating is not None else "none"

    def state_word(self, state: str) -> str:
        """A state in words, so that it is never said by colour alone."""
        return self.words.text(f"state.{state}")

    def is_live(self, application_id: str) -> bool:
        """True when a request there can still be answered: not closed and not on hold."""
        application = self.applications.get(application_id)
        if application is None or application.outcome is not None:
            return False
        return application.status not in (ApplicationStatus.CLOSED, ApplicationStatus.ON_HOLD)

    def is_rejected(self, application_id: str) -> bool:
        """True when the employer ended it: such a process shows no latency (domain.md §4)."""
        application = self.applications.get(application_id)
        return application is not None and application.outcome is Outcome.REJECTED

    def is_long_past(self, application_id: str) -> bool:
        """True when nobody awaits an answer there any more: such waits are named calmly and never lead."""
        return application_id in self.long_past

    def requests(self) -> tuple[Wait, ...]:
        """Every judged wait on the owner, answered or open."""
        return tuple(
            wait
            for wait in self.report.waits
            if wait.waiting_on is Party.YOU
            and not wait.junk
            and wait.kind in REQUIRED_KINDS
            and wait.status in (WaitStatus.ANSWERED, WaitStatus.OPEN)
        )

    def open_requests(self) -> tuple[Wait, ...]:
        """Requests that wait for the owner now, the most pressing first; none without sent mail."""
        live = [wait for wait in self._unanswered() if not self.is_long_past(wait.application_id)]
        return tuple(sorted(live, key=lambda wait: (due_at(wait, self.as_of), wait.opened_at, wait.id)))

    def old_requests(self) -> tuple[Wait, ...]:
        """Requests never answered in a process that is long past."""
        return tuple(wait for wait in self._unanswered() if self.is_long_past(wait.application_id))

    def _unanswered(self) -> tuple[Wait, ...]:
        if not self.latency:
            return ()
        return tuple(
            w for w in self.requests() if w.status is WaitStatus.OPEN and self.is_live(w.application_id)
        )

    def age(self, wait: Wait) -> float | None:
        """Seconds the wait took or has taken so far; ``None`` when unknown."""
        if wait.elapsed_s is not None:
            return wait.elapsed_s
        return (self.as_of - wait.opened_at).total_seconds() if wait.status is WaitStatus.OPEN else None


def due_at(wait: Wait, as_of: datetime) -> datetime:
    """When a wait is due: its deadline or its limit, whichever is first; without either, a week from now."""
    times = [t for t in (wait.deadline.at if wait.deadline else None, wait.limit_at) if t is not None]
    return min(times, default=as_of + timedelta(days=7))


def context(report: Report, words: Words, quotes: bool = True) -> Context:
    """The tables for ``report``. Raises ``UsageError`` for a time zone that does not exist."""
    try:
        zone = ZoneInfo(report.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(
            f"there is no time zone {report.timezone!r}; use a name such as Europe/London"
        ) from error
    waits_of: dict[str, list[Wait]] = {}
    for wait in report.waits:
        waits_of.setdefault(wait.application_id, []).append(wait)
    severities = {Severity.URGENT: 0, Severity.ATTENTION: 1, Severity.INFO: 2}
    ctx = Context(
        report=report,
        words=words,
        zone=zone,
        quotes=quotes,
        employers={employer.id: employer for employer in report.employers},
        applications={application.id: application for application in report.applications},
        waits={wait.id: wait for wait in report.waits},
        waits_of={key: tuple(group) for key, group in waits_of.items()},
        lapse_labels={},
        working_day_s=_working_day(report),
        long_past=waits.long_past(report.applications, report.waits, report.promises, report.as_of),
    )
    ordered = sorted(
        report.lapses,
        key=lambda one: (ctx.is_long_past(one.application_id), not one.headline, severities[one.severity]),
    )
    labels = {lapse.id: f"L{number}" for number, lapse in enumerate(ordered, start=1)}
    return replace(ctx, lapse_labels=labels)


def _working_day(report: Report) -> float:
    stated = dict(report.settings).get("working_day_s", "")
    return float(stated) if stated.isdigit() and int(stated) > 0 else DEFAULT_WORKING_DAY_S
