"""Lapses of single requests: what is open too long, came late, or was put off."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Rating,
    Severity,
    Wait,
    WaitKind,
    WaitStatus,
)

_QUARTER = 0.25


def find(case: Case) -> Iterator[Finding]:
    """Every finding about a single request, several per request where several rules hold."""
    answered = _Answered(case)
    for wait in case.required():
        if wait.status is WaitStatus.OPEN:
            yield from _open_wait(case, wait, answered)
        elif wait.kind is WaitKind.SCHEDULE and case.base_rating(wait) is Rating.RED:
            yield _finding(
                case, "slow_schedule", "closed", Severity.ATTENTION, wait, age_s=wait.elapsed_s or 0.0
            )
        elif wait.kind is WaitKind.CODE_TEST and case.base_rating(wait) is Rating.RED:
            yield _was_late(case, wait)


def _open_wait(case: Case, wait: Wait, answered: _Answered) -> Iterator[Finding]:
    rating = case.base_rating(wait)
    # An offer whose day of decision is agreed is not red, however old it is.
    red = rating is Rating.RED and wait.rating is Rating.RED
    yield from _offer(case, wait)
    yield from _test(case, wait, red)
    yield from _reminded(case, wait)
    if red:
        yield from _put_off(case, wait)
        if (others := answered.later(wait)) >= case.numbers.neglect_replies:
            yield _finding(case, "neglected", "open", Severity.ATTENTION, wait, n=others)
        if wait.kind is WaitKind.SCHEDULE:
            yield _finding(case, "slow_schedule", "open", Severity.URGENT, wait)
    if (wait.rating or rating) is not Rating.GREEN:
        worst = red or wait.rating is Rating.RED
        yield _finding(case, "open_ask", "open", Severity.URGENT if worst else Severity.ATTENTION, wait)


def _offer(case: Case, wait: Wait) -> Iterator[Finding]:
    if wait.kind is not WaitKind.OFFER:
        return
    deadline = wait.deadline
    if deadline is not None and case.as_of > deadline.at:
        yield _finding(
            case,
            "offer_hanging",
            "over",
            Severity.URGENT,
            wait,
            since=deadline.at,
            age_s=case.ago(deadline.at),
        )
    elif deadline is not None and deadline.at - case.as_of < case.hours(case.numbers.offer_warning_h):
        since = max(deadline.at - case.hours(case.numbers.offer_warning_h), wait.opened_at)
        left = (deadline.at - case.as_of).total_seconds()
        yield _finding(case, "offer_hanging", "soon", Severity.URGENT, wait, since=since, left_s=left)
    else:
        limit = case.limits["offer_ack"].amber_s
        if wait.acknowledged_at is None and limit is not None and (wait.working_s or 0.0) > limit:
            since = case.clock.add_working(wait.opened_at, limit)
            yield _finding(case, "offer_hanging", "silent", Severity.URGENT, wait, since=since)


def _test(case: Case, wait: Wait, red: bool) -> Iterator[Finding]:
    if wait.kind is not WaitKind.CODE_TEST:
        return
    if wait.deadline is None:
        if red:
            yield _finding(case, "late_test", "long", Severity.URGENT, wait)
        return
    due = wait.deadline.at
    if red:
        yield _finding(case, "late_test", "over", Severity.URGENT, wait, since=due, age_s=case.ago(due))
        return
    window = due - wait.opened_at
    warned = max(due - max(window * _QUARTER, case.hours(case.numbers.test_warning_h)), wait.opened_at)
    if case.as_of > warned:
        left = (due - case.as_of).total_seconds()
        yield _finding(case, "late_test", "soon", Severity.URGENT, wait, since=warned, left_s=left)


def _was_late(case: Case, wait: Wait) -> Finding:
    """Handed in already: nothing is urgent any more."""
    if wait.deadline is None or wait.closed_at is None:
        return _finding(case, "late_test", "was_long", Severity.ATTENTION, wait, age_s=wait.elapsed_s or 0.0)
    due = wait.deadline.at
    late = (wait.closed_at - due).total_seconds()
    return _finding(case, "late_test", "was_over", Severity.ATTENTION, wait, since=due, age_s=late)


def _reminded(case: Case, wait: Wait) -> Iterator[Finding]:
    limit = case.limits["nudge"].amber_s
    if limit is None or not any(nudge.human for nudge in wait.nudges):
        return
    held = case.holding(wait.application_id)
    latest = max((at for at in held if at >= wait.opened_at), default=None)
    unanswered = [nudge for nudge in wait.nudges if nudge.human and (latest is None or nudge.at > latest)]
    if unanswered and case.clock.working_s(unanswered[0].at, case.as_of) > limit:
        first = unanswered[0]
        yield _finding(
            case,
            "dropped_after_nudge",
            "open",
            Severity.URGENT,
            wait,
            since=case.clock.add_working(first.at, limit),
            age_s=case.ago(first.at),
            also=tuple(nudge.message_id for nudge in unanswered),
        )


def _put_off(case: Case, wait: Wait) -> Iterator[Finding]:
    held = case.holding(wait.application_id)
    count = len(held) - bisect_right(held, wait.opened_at)
    if count >= case.numbers.holding_replies:
        yield _finding(case, "ack_only", "open", Severity.ATTENTION, wait, n=count)


def _finding(
    case: Case,
    kind: str,
    says: str,
    severity: Severity,
    wait: Wait,
    *,
    since: datetime | None = None,
    age_s: float | None = None,
    left_s: float = 0.0,
    n: int = 0,
    also: tuple[str, ...] = (),
) -> Finding:
    closed = (wait.closed_by,) if wait.closed_by is not None else ()
    return Finding(
        kind=kind,
        says=says,
        severity=severity,
        application_id=wait.application_id,
        root=case.root(wait),
        since=since or min(wait.limit_at or case.as_of, case.as_of),
        waits=(wait,),
        message_ids=(wait.opened_by, *also, *closed),
        age_s=case.ago(wait.opened_at) if age_s is None else age_s,
        left_s=left_s,
        n=n,
    )


class _Answered:
    """When the requests that the owner answered had come in, overall and per employer."""

    def __init__(self, case: Case) -> None:
        self._employer = {one.id: one.employer_id for one in case.ledger.applications}
        opened: dict[tuple[str, str], datetime] = {}
        for waits in case.mine.values():
            for wait in waits:
                if wait.status is not WaitStatus.ANSWERED or wait.kind not in REQUIRED_KINDS:
                    continue
                # One reply that answers several requests is one reply.
                key = (self._employer[wait.application_id], wait.closed_by or wait.id)
                opened[key] = max(opened.get(key, wait.opened_at), wait.opened_at)
        self._all = sorted(opened.values())
        self._own: dict[str, list[datetime]] = defaultdict(list)
        for (employer, _), at in sorted(opened.items(), key=lambda one: one[1]):
            self._own[employer].append(at)

    def later(self, wait: Wait) -> int:
        """Replies to other employers' requests that came in after this one."""
        own = self._own.get(self._employer[wait.application_id], [])
        after_all = len(self._all) - bisect_right(self._all, wait.opened_at)
        return after_all - (len(own) - bisect_right(own, wait.opened_at))


def promises(case: Case) -> Iterator[Finding]:
    """Dated promises that were not kept by the end of their day and some working hours."""
    waits = {wait.id: wait for wait in case.required()}
    by_application: dict[str, list[Wait]] = defaultdict(list)
    for wait in waits.values():
        by_application[wait.application_id].append(wait)
    grace_s = timedelta(hours=case.numbers.promise_grace_h).total_seconds()
    for promise in case.ledger.promises:
        if not case.awake(promise.application_id) or promise.id in case.settings.not_a_lapse:
            continue
        limit = case.clock.add_working(case.clock.end_of_day(promise.due_at), grace_s)
        if (promise.kept_at or case.as_of) <= limit:
            continue
        held = _put_off_by(by_application[promise.application_id], promise.made_at, promise.kept_at)
        kept = promise.kept_at
        yield Finding(
            kind="promise",
            says="open" if kept is None else "late",
            severity=Severity.URGENT if kept is None else Severity.ATTENTION,
            application_id=promise.application_id,
            root=case.root(held[0]) if held else promise.id,
            since=limit,
            waits=held,
            message_ids=(promise.message_id,),
            key=promise.id,
            age_s=(kept - promise.due_at).total_seconds() if kept is not None else case.ago(promise.due_at),
            day=promise.due_at,
        )


def _put_off_by(waits: list[Wait], made_at: datetime, kept_at: datetime | None) -> tuple[Wait, ...]:
    """The requests that a promise was about: acknowledged by it, answered with it."""
    held = (wait for wait in waits if wait.acknowledged_at is not None and wait.acknowledged_at <= made_at)
    return tuple(
        wait
        for wait in held
        if wait.closed_at == kept_at and (wait.closed_at is None or wait.closed_at >= made_at)
    )[:1]
