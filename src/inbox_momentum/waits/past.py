"""Processes that ended without a word: one rule for lapses, score and report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from inbox_momentum.model import Application, ApplicationStatus, Promise, Wait, WaitStatus
from inbox_momentum.waits.tables import rules

_ASLEEP = frozenset({ApplicationStatus.CLOSED, ApplicationStatus.ON_HOLD})


def silence() -> timedelta:
    """Silence of both sides after which nobody awaits an answer any more [our judgement]."""
    return timedelta(days=rules().long_past_days)


def is_long_past(
    application: Application, waits: Iterable[Wait], promises: Iterable[Promise], as_of: datetime
) -> bool:
    """True for a process that never ended in words but has been silent for long, no date ahead.

    ``waits`` and ``promises`` may hold those of other applications. A date ahead is the
    deadline of an open wait, or a promised day.
    """
    last = application.last_message_at
    if last is None or application.outcome is not None or application.status in _ASLEEP:
        return False
    if last >= as_of - silence():
        return False
    dates = [
        wait.deadline.at
        for wait in waits
        if wait.application_id == application.id
        and wait.status is WaitStatus.OPEN
        and wait.deadline is not None
    ]
    dates += [
        promise.due_at
        for promise in promises
        if promise.application_id == application.id and promise.kept_at is None
    ]
    return all(date <= as_of for date in dates)


def long_past(
    applications: Iterable[Application], waits: Iterable[Wait], promises: Iterable[Promise], as_of: datetime
) -> frozenset[str]:
    """Ids of the applications that are long past."""
    waits_of: dict[str, list[Wait]] = {}
    for wait in waits:
        waits_of.setdefault(wait.application_id, []).append(wait)
    promises_of: dict[str, list[Promise]] = {}
    for promise in promises:
        promises_of.setdefault(promise.application_id, []).append(promise)
    return frozenset(
        one.id
        for one in applications
        if is_long_past(one, waits_of.get(one.id, ()), promises_of.get(one.id, ()), as_of)
    )
