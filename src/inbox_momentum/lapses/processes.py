"""Lapses of a process as a whole: follow-ups, thanks, moved interviews, last-minute tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.model import (
    Application,
    Party,
    Severity,
    Stage,
    Wait,
    WaitKind,
    WaitStatus,
)

_OFF = frozenset({"DECLINED"})
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Interview:
    """A booked appointment of an application."""

    uid: str
    ends_at: datetime
    message_id: str


def find(case: Case) -> Iterator[Finding]:
    """Every finding about a process."""
    for application in case.ledger.applications:
        if case.awake(application.id):
            interviews = booked(case, application)
            yield from _quiet(case, application, interviews)
            yield from _no_thanks(case, application, interviews)
            yield from _moved(case, application)
    yield from _edge(case)


def booked(case: Case, application: Application) -> list[Interview]:
    """Appointments that stand at ``as_of``, by their end (RFC 5546: REQUEST, REPLY, CANCEL)."""
    found: dict[str, Interview] = {}
    for one in application.message_ids:
        reading = case.readings.get(one)
        if reading is None or not reading.appointments:
            continue
        asked = any(ask.kind is WaitKind.SCHEDULE for ask in reading.asks)
        for event in reading.appointments:
            ends = event.ends_at or (event.starts_at + _HOUR if event.starts_at is not None else None)
            if event.method == "CANCEL" or (event.method == "REPLY" and event.partstat in _OFF):
                found.pop(event.uid, None)
            elif (
                ends is not None
                and not event.all_day
                and event.method != "REPLY"
                and (reading.booking or not asked)
            ):
                found[event.uid] = Interview(event.uid, ends, one)
    return sorted(found.values(), key=lambda interview: (interview.ends_at, interview.uid))


def _quiet(case: Case, application: Application, interviews: list[Interview]) -> Iterator[Finding]:
    if case.ledger.sent_ends_at is not None:
        return  # what was sent since does not show
    silence = _silence(case, application)
    if silence is None or application.turn is not Party.EMPLOYER or silence.key in case.settings.not_a_lapse:
        return
    follow_ups, since = silence.follow_ups, silence.since
    if follow_ups > 1 or any(interview.ends_at > case.as_of for interview in interviews):
        return
    since = max([since, *(interview.ends_at for interview in interviews)])
    due = case.clock.add_working(since, case.numbers.quiet_wd * case.clock.day_s)
    named = _named_day(case, application, silence.began)
    if named is not None and named > since:
        due = case.clock.add_working(
            case.clock.end_of_day(named), case.numbers.promised_wd * case.clock.day_s
        )
    if not due <= case.as_of <= since + timedelta(days=case.numbers.park_days):
        return
    yield Finding(
        kind="quiet_followup",
        says="second" if follow_ups else "first" if silence.waits else "silent",
        severity=Severity.INFO,
        application_id=application.id,
        root=silence.key,
        since=due,
        waits=silence.waits,
        message_ids=silence.message_ids,
        key=silence.key,
        age_s=case.ago(since),
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """The ball with the employer: since when, and what the owner did about it."""

    key: str
    """The employer's wait, or the message that left the ball with it."""
    began: datetime
    since: datetime
    """The last word of either side."""
    follow_ups: int
    waits: tuple[Wait, ...]
    message_ids: tuple[str, ...]


def _silence(case: Case, application: Application) -> Silence | None:
    """The employer's open wait, or its last remark that asked nothing; ``None`` when there is neither.

    Not when the owner never wrote to it, or when it is unclear whether something is asked. A booking
    without a calendar entry does not say when the interview is over, so it begins none.
    """
    wait = case.theirs.get(application.id)
    if wait is not None:
        nudged = [nudge.at for nudge in wait.nudges]
        since = max([wait.opened_at, *nudged, *([wait.acknowledged_at] if wait.acknowledged_at else [])])
        ids = (wait.opened_by, *(nudge.message_id for nudge in wait.nudges))
        return Silence(wait.id, wait.opened_at, since, len(nudged), (wait,), ids)
    times = case.ledger.times
    known = [one for one in application.message_ids if one in times]
    if not known or case.ledger.sent.isdisjoint(known) or application.id in case.unclear:
        return None
    last = max(known, key=lambda one: times[one])
    reading = case.readings.get(last)
    if reading is not None and reading.booking and not reading.appointments:
        return None
    return Silence(last, times[last], times[last], 0, (), (last,))


def _named_day(case: Case, application: Application, began: datetime) -> datetime | None:
    """The latest day by which the employer said it would come back, and has not.

    It may have said so in the request itself; what it said before that is kept or forgotten.
    """
    times, sent = case.ledger.times, case.ledger.sent
    theirs = [(times[one], one) for one in application.message_ids if one in times and one not in sent]
    asked_at = max((at for at, _ in theirs if at < began), default=began)
    days = [
        promise.due_at
        for at, one in theirs
        if at >= asked_at
        and (reading := case.readings.get(one)) is not None
        and (promise := reading.employer_promise) is not None
        and promise.due_at >= began
        # "Hand it in by Friday, and we'll go through it": the day is the owner's.
        and all(ask.deadline is None or ask.deadline.at != promise.due_at for ask in reading.asks)
    ]
    return max(days, default=None)


def _no_thanks(case: Case, application: Application, interviews: list[Interview]) -> Iterator[Finding]:
    day = case.hours(case.numbers.thanks_h)
    over = [interview for interview in interviews if interview.ends_at + day <= case.as_of]
    if not over or case.sent_in(application, over[-1].ends_at, over[-1].ends_at + day):
        return
    last = over[-1]
    ends = case.ledger.sent_ends_at
    if ends is not None and last.ends_at + day > ends:
        return  # whatever was sent does not show
    if case.as_of > last.ends_at + timedelta(days=case.numbers.thanks_until_days):
        return
    yield Finding(
        kind="no_thanks",
        says="open",
        severity=Severity.INFO,
        application_id=application.id,
        root=f"thanks {application.id} {last.uid}",
        since=last.ends_at + day,
        message_ids=(last.message_id,),
        key=last.uid,
        day=last.ends_at,
    )


def _moved(case: Case, application: Application) -> Iterator[Finding]:
    """One interview is taken to be what lies between two changes of stage."""
    runs: dict[Stage | None, list[str]] = {}
    for stage, one in _moves(case, application):
        runs.setdefault(stage, []).append(one)
    for stage, moves in runs.items():
        if len(moves) >= case.numbers.moves:
            yield Finding(
                kind="reschedules",
                says="open",
                severity=Severity.INFO,
                application_id=application.id,
                root=f"moved {application.id} {stage}",
                since=case.ledger.times[moves[case.numbers.moves - 1]],
                message_ids=tuple(moves),
                key=moves[0],
                n=len(moves),
            )


def _moves(case: Case, application: Application) -> Iterator[tuple[Stage | None, str]]:
    """The owner's messages that move an interview, with the stage they belong to.

    It says so, or it gives times and the employer's next word is the same event at another time.
    """
    times = case.ledger.times
    stages = {step.message_id: step.stage for step in application.stages}
    stage: Stage | None = None
    starts: dict[str, datetime] = {}
    named: str | None = None
    for one in sorted((one for one in application.message_ids if one in times), key=lambda one: times[one]):
        stage = stages.get(one, stage)
        reading = case.readings.get(one)
        if reading is None:
            continue
        if one in case.ledger.sent:
            if reading.reschedule:
                yield stage, one
            gives = WaitKind.SCHEDULE in reading.answers and not reading.reschedule
            named = one if gives else None
            continue
        for event in reading.appointments:
            if event.starts_at is None or event.method == "REPLY":
                continue
            if named is not None and starts.get(event.uid, event.starts_at) != event.starts_at:
                yield stage, named
                named = None
            starts[event.uid] = event.starts_at
        named = None


def _edge(case: Case) -> Iterator[Finding]:
    tests = [wait for waits in case.mine.values() for wait in waits if _is_dated_test(wait)]
    last = sorted(tests, key=lambda wait: (wait.closed_at or wait.opened_at, wait.id))[
        -case.numbers.edge_of :
    ]
    late = [wait for wait in last if _at_the_edge(wait, case.numbers.edge_share)]
    if len(late) < case.numbers.edge_count or not case.awake(late[-1].application_id):
        return
    yield Finding(
        kind="deadline_edge",
        says="open",
        severity=Severity.INFO,
        application_id=late[-1].application_id,
        root="deadline_edge",
        key="edge",
        since=late[case.numbers.edge_count - 1].closed_at or case.as_of,
        waits=tuple(late),
        message_ids=tuple(wait.opened_by for wait in late),
        n=len(late),
        m=len(last),
    )


def _is_dated_test(wait: Wait) -> bool:
    return (
        wait.kind is WaitKind.CODE_TEST
        and wait.status is WaitStatus.ANSWERED
        and wait.deadline is not None
        and wait.closed_at is not None
    )


def _at_the_edge(wait: Wait, share: float) -> bool:
    if wait.deadline is None or wait.closed_at is None:
        return False
    window = wait.deadline.at - wait.opened_at
    return window > timedelta(0) and wait.deadline.at - share * window <= wait.closed_at <= wait.deadline.at
