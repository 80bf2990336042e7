"""False alarms and power of the three lapses that judge habits, by simulated seasons.

``python -m bench.lapses [SEASONS]`` prints the table of ``docs/methods.md``; the numbers are seeded.
A season is thirteen weeks with a handful of applications; each is looked at every Monday, as
``momentum weekly`` does, and counts as flagged when any of these reports has the lapse.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from inbox_momentum.clock import WorkingClock, elapsed_s
from inbox_momentum.lapses import rules, trends
from inbox_momentum.lapses.case import Case
from inbox_momentum.limits import Span, limits, rate_span
from inbox_momentum.model import (
    Application,
    ApplicationStatus,
    Clock,
    ClosedHow,
    Employer,
    Ledger,
    Party,
    Precision,
    Reading,
    Settings,
    Stage,
    Wait,
    WaitKind,
    WaitStatus,
)

SEASONS = 400
WEEKS = 13
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
HOUR = 3600.0
FLOW = (Stage.APPLIED, Stage.RECRUITER_SCREEN, Stage.TECH_SCREEN, Stage.ONSITE, Stage.CHECKS)
MEDIAN_H = {
    WaitKind.SCHEDULE: 3.0,
    WaitKind.QUESTION: 3.0,
    WaitKind.NEXT_STEP: 3.0,
    WaitKind.DOCUMENTS: 6.0,
    WaitKind.REFERENCES: 6.0,
}
_LIMITS = limits(Settings())
_CLOCK = WorkingClock(Settings().calendar)


@dataclass(frozen=True)
class Person:
    """How somebody answers: log-normal working hours around a median for each kind."""

    name: str
    spread: float
    """Standard deviation of the log of one answer."""
    praised: float = 1.0
    """Factor on answers to an employer after its praise."""
    staged: float = 1.0
    """Factor on answers at the last stage, growing evenly from 1 at the first."""
    slighted: float = 1.0
    """Factor on all answers to one of the employers."""
    flu: float = 1.0
    """Factor on everything opened in one week of the season."""
    employers: float = 0.3
    """Standard deviation of the log of what an employer gets."""


@dataclass(frozen=True)
class Request:
    """One request and how long its answer takes."""

    application: int
    kind: WaitKind
    stage: Stage
    at: datetime
    closed: datetime


@dataclass(frozen=True)
class Season:
    """Requests of a season, and when each application was praised."""

    requests: tuple[Request, ...]
    praised: dict[int, datetime]
    """By application."""
    slighted: int


def season(person: Person, seed: int) -> Season:
    """One simulated season."""
    draw = random.Random(f"{person.name} {seed}")
    flu = draw.randrange(2, WEEKS)
    count = draw.randint(4, 8)
    slighted = draw.randrange(count)
    requests: list[Request] = []
    praised: dict[int, datetime] = {}
    for application in range(count):
        moments = _moments(draw)
        marked = draw.random() < 0.6
        praise_at = draw.randrange(3, max(4, len(moments) - 3)) if marked else None
        liking = draw.gauss(0, person.employers)
        if praise_at is not None and praise_at < len(moments):
            praised[application] = moments[praise_at] - timedelta(hours=1)
        for place, at in enumerate(moments):
            stage = place * len(FLOW) // len(moments)
            kind = _kind(draw, FLOW[stage])
            factor = person.staged ** (stage / (len(FLOW) - 1))
            factor *= person.praised if at > praised.get(application, datetime.max.replace(tzinfo=UTC)) else 1
            factor *= person.slighted if application == slighted else 1
            factor *= person.flu if (at - START).days // 7 == flu else 1
            hours = MEDIAN_H[kind] * factor * math.exp(liking + draw.gauss(0, person.spread))
            requests.append(Request(application, kind, FLOW[stage], at, _CLOCK.add_working(at, hours * HOUR)))
    return Season(tuple(requests), praised, slighted)


def _moments(draw: random.Random) -> list[datetime]:
    """When one employer asks: six to twelve requests in office hours, days apart."""
    day = draw.uniform(0, 35)
    moments = []
    for _ in range(draw.randint(6, 12)):
        day += draw.expovariate(1 / 6) + 0.5
        at = START + timedelta(days=math.floor(day), hours=draw.uniform(0, 9))
        at += timedelta(days=(7 - at.weekday()) % 7 if at.weekday() >= 5 else 0)
        if at < START + timedelta(weeks=WEEKS):
            moments.append(at)
    return sorted(moments)


def _kind(draw: random.Random, stage: Stage) -> WaitKind:
    if stage is Stage.CHECKS:
        return draw.choice((WaitKind.REFERENCES, WaitKind.DOCUMENTS, WaitKind.QUESTION))
    return draw.choice((WaitKind.SCHEDULE, WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind.NEXT_STEP))


def looked_at(told: Season, as_of: datetime) -> Case:
    """The season as the lapses see it at one moment."""
    requests = [(number, one) for number, one in enumerate(told.requests) if one.at < as_of]
    waits = tuple(_wait(number, one, as_of) for number, one in requests)
    praise = {f"praise{one}": at for one, at in told.praised.items() if at < as_of}
    applications = tuple(
        _application(one, praise) for one in sorted({request.application for _, request in requests})
    )
    ledger = Ledger(waits, (), applications, times=praise)
    return Case(
        ledger,
        [Employer(a.employer_id, a.id, (), "employer") for a in applications],
        {one: _praise(one) for one in praise},
        as_of,
        Settings(),
    )


def _wait(number: int, one: Request, as_of: datetime) -> Wait:
    is_open = one.closed > as_of
    end = min(one.closed, as_of)
    working, total = _CLOCK.working_s(one.at, end), elapsed_s(one.at, end)
    return Wait(
        id=f"w{number}",
        application_id=f"a{one.application}",
        waiting_on=Party.YOU,
        kind=one.kind,
        stage=one.stage,
        opened_by=f"m{number}",
        opened_at=one.at,
        opened_clock=Clock.RECEIVED,
        nudges=(),
        deadline=None,
        status=WaitStatus.OPEN if is_open else WaitStatus.ANSWERED,
        acknowledged_at=None,
        closed_by=None if is_open else f"r{number}",
        closed_at=None if is_open else one.closed,
        closed_how=None if is_open else ClosedHow.REPLY,
        precision=Precision.LOWER if is_open else Precision.EXACT,
        elapsed_s=total,
        working_s=working,
        rating=rate_span(_LIMITS, Span(one.kind, one.at, end, working, total, None)),
        confidence=1.0,
        quote="",
        reasons=(),
    )


def _application(number: int, praise: dict[str, datetime]) -> Application:
    ids = (f"praise{number}",) if f"praise{number}" in praise else ()
    return Application(
        f"a{number}",
        f"e{number}",
        None,
        None,
        None,
        ApplicationStatus.ACTIVE,
        Party.EMPLOYER,
        None,
        None,
        ids,
        (),
    )


def _praise(message_id: str) -> Reading:
    return replace(_SILENT, message_id=message_id, praise=True)


_SILENT = Reading(
    message_id="",
    hiring=True,
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
    appointments=(),
    confidence=1.0,
    cues=(),
)


def flagged(told: Season, weekly: bool) -> set[str]:
    """Which of the three lapses any report of the season has."""
    found: set[str] = set()
    for week in range(3, WEEKS + 1) if weekly else (WEEKS,):
        case = looked_at(told, START + timedelta(weeks=week))
        found.update(one.kind for one in trends.find(case))
        found.update(one.kind for one in rules.find(case) if one.kind == "neglected")
    return found


def rates(person: Person, seasons: int) -> dict[str, tuple[float, float]]:
    """Share of seasons flagged: (at the end of the season, in any weekly report)."""
    kinds = ("after_praise", "stage_slowdown", "neglected")
    hits = {kind: [0, 0] for kind in kinds}
    for seed in range(seasons):
        told = season(person, seed)
        for place, weekly in enumerate((False, True)):
            for kind in flagged(told, weekly) & set(kinds):
                hits[kind][place] += 1
    return {kind: (end / seasons, any_week / seasons) for kind, (end, any_week) in hits.items()}


def people() -> Iterator[Person]:
    """Steady people and people with one habit, at three spreads."""
    for spread in (0.5, 0.8, 1.1):
        yield Person(f"steady {spread}", spread)
        yield Person(f"a week of flu {spread}", spread, flu=4)
        yield Person(f"threefold after praise {spread}", spread, praised=3)
        yield Person(f"threefold by the last stage {spread}", spread, staged=3)
        yield Person(f"threefold to one employer {spread}", spread, slighted=3)
        yield Person(f"tenfold to one employer {spread}", spread, slighted=10)


def rows(
    seasons: int = SEASONS, choose: Callable[[Person], bool] = lambda person: True
) -> list[tuple[str, str]]:
    """(person, "end / any week" of each lapse) for the report of the bench."""
    found = []
    for person in filter(choose, people()):
        values = (f"{kind} {end:.1%} / {week:.1%}" for kind, (end, week) in rates(person, seasons).items())
        found.append((person.name, ", ".join(values)))
    return found


if __name__ == "__main__":
    for name, value in rows(int(sys.argv[1]) if len(sys.argv) > 1 else SEASONS):
        print(f"{name:36} {value}", flush=True)
