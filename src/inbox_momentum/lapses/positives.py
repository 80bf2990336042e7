"""What goes well: said first when it is true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inbox_momentum.lapses.case import Case
from inbox_momentum.lapses.catalogue import positive
from inbox_momentum.limits import green_share
from inbox_momentum.model import (
    REQUIRED_KINDS,
    ApplicationStatus,
    Lapse,
    Party,
    Positive,
    Rating,
    Severity,
    Wait,
    WaitKind,
    WaitStatus,
)

_BACK_AFTER = 2
_HALF_DAY = 0.5
_FRESH = frozenset({ApplicationStatus.ACTIVE, ApplicationStatus.QUIET})


def find(case: Case, lapses: Sequence[Lapse]) -> tuple[Positive, ...]:
    """All that is true, the most telling first."""
    return (
        *_all_clear(case, lapses),
        *_streak(case),
        *_recovered(case),
        *_kept_promises(case),
        *_early_test(case),
        *_fast_first_reply(case),
    )


def _all_clear(case: Case, lapses: Sequence[Lapse]) -> Iterator[Positive]:
    waiting = any(
        wait.kind in REQUIRED_KINDS
        and wait.waiting_on is Party.YOU
        and wait.status in (WaitStatus.OPEN, WaitStatus.NEEDS_REVIEW)
        and case.awake(wait.application_id)
        for wait in case.ledger.waits
    )
    if case.mine and not waiting and all(lapse.severity is Severity.INFO for lapse in lapses):
        yield Positive("all_clear", positive("all_clear", 0), ())


def _rated(case: Case) -> list[Wait]:
    """Answered requests in the order of the answers."""
    answered = [
        wait
        for waits in case.mine.values()
        for wait in waits
        if wait.kind in REQUIRED_KINDS and wait.closed_at is not None and wait.rating is not None
    ]
    return sorted(answered, key=lambda wait: (wait.closed_at or wait.opened_at, wait.id))


def _streak(case: Case) -> Iterator[Positive]:
    run: list[Wait] = []
    for wait in reversed(_rated(case)):
        if wait.rating is not Rating.GREEN:
            break
        run.append(wait)
    late = any(wait.status is WaitStatus.OPEN and wait.rating is not Rating.GREEN for wait in case.required())
    if len(run) >= case.numbers.streak and not late:
        ids = tuple(wait.id for wait in reversed(run))
        yield Positive("streak", positive("streak", len(run)).format(n=len(run)), ids)


def _recovered(case: Case) -> Iterator[Positive]:
    for application_id, waits in case.mine.items():
        rated = [wait for wait in waits if wait.rating is not None and wait.kind in REQUIRED_KINDS]
        last = rated[-_BACK_AFTER:]
        good = all(wait.rating is Rating.GREEN and wait.status is WaitStatus.ANSWERED for wait in last)
        slow = any(wait.rating is Rating.RED for wait in rated[:-_BACK_AFTER])
        if good and slow and len(last) == _BACK_AFTER and case.awake(application_id):
            sentence = positive("recovered", 0).format(employer=case.employer(application_id))
            yield Positive("recovered", sentence, tuple(wait.id for wait in last))


def _kept_promises(case: Case) -> Iterator[Positive]:
    due = [promise for promise in case.ledger.promises if promise.kept_at or promise.due_at <= case.as_of]
    kept = [promise for promise in due if promise.kept_at is not None and promise.kept_at <= promise.due_at]
    if due and len(kept) == len(due):
        yield Positive("kept_promises", positive("kept_promises", len(kept)).format(n=len(kept)), ())


def _early_test(case: Case) -> Iterator[Positive]:
    early = [
        wait
        for wait in _rated(case)
        if wait.kind is WaitKind.CODE_TEST
        and wait.deadline is not None
        and (wait.elapsed_s or 0.0) <= green_share() * (wait.deadline.at - wait.opened_at).total_seconds()
    ]
    if early:
        name = case.employer(early[-1].application_id)
        sentence = positive("early_test", len(early)).format(n=len(early), employer=name)
        yield Positive("early_test", sentence, tuple(wait.id for wait in early))


def _fast_first_reply(case: Case) -> Iterator[Positive]:
    quick = []
    for application_id, waits in case.mine.items():
        asked = [wait for wait in waits if wait.kind in REQUIRED_KINDS]
        fast = (
            asked
            and asked[0].status is WaitStatus.ANSWERED
            and case.applications[application_id].status in _FRESH
        )
        if fast and (asked[0].working_s or 0.0) <= _HALF_DAY * case.clock.day_s:
            quick.append(asked[0])
    if quick:
        name = case.employer(quick[-1].application_id)
        sentence = positive("fast_first_reply", len(quick)).format(n=len(quick), employer=name)
        yield Positive("fast_first_reply", sentence, tuple(wait.id for wait in quick))
