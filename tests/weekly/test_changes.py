"""What a weekly report says of the time since the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from inbox_momentum.model import (
    Lapse,
    Promise,
    Report,
    Settings,
    Severity,
    WaitKind,
    WaitStatus,
    WorkingCalendar,
)
from inbox_momentum.weekly import between
from inbox_momentum.weekly.changes import remembered
from tests.unit import report_factories

WEEK = timedelta(days=7)
NOW = report_factories.AS_OF


def lapse(name: str, *waits: str, kind: str = "open_ask") -> Lapse:
    return Lapse(
        name, kind, Severity.ATTENTION, "a1", waits, (), NOW - WEEK, f"Sentence of {name}.", "Do it."
    )


def report(*lapses: Lapse, as_of: datetime = NOW, **fields: object) -> Report:
    base = report_factories.ordinary()
    return replace(base, lapses=lapses, as_of=as_of, **fields)


def changes(before: Report | None, now: Report, then: dict[str, str] | None = None):
    return between(before, then or {}, now, Settings())


@pytest.mark.parametrize(
    ("before", "now", "new", "recurring", "resolved"),
    [
        ([], [], [], [], []),
        ([], [lapse("l1", "w1")], ["l1"], [], []),
        ([lapse("l1", "w1")], [lapse("l1", "w1")], [], ["l1"], []),
        ([lapse("l1", "w1")], [], [], [], ["l1"]),
        # The same request under another rule is the same trouble, not a new one.
        ([lapse("l1", "w1")], [lapse("l2", "w1", kind="slow_schedule")], [], ["l2"], []),
        # One old lapse is met by one of today; the other one is new.
        ([lapse("l1", "w1")], [lapse("l2", "w1"), lapse("l3", "w1")], ["l3"], ["l2"], []),
        # Equal ids win over shared waits.
        ([lapse("l1", "w1"), lapse("l2", "w1")], [lapse("l2", "w1")], [], ["l2"], ["l1"]),
        ([lapse("p1")], [lapse("p2")], ["p2"], [], ["p1"]),
    ],
)
def test_lapses_are_new_recurring_or_resolved(
    before: list[Lapse], now: list[Lapse], new: list[str], recurring: list[str], resolved: list[str]
) -> None:
    found = changes(report(*before, as_of=NOW - WEEK), report(*now))
    assert [one.id for one in found.new] == new
    assert [one.id for one in found.recurring] == recurring
    assert [one.lapse.id for one in found.resolved] == resolved


def test_the_first_report_compares_with_nothing() -> None:
    found = changes(None, report(lapse("l1", "w1")))
    assert (found.since, found.new, found.resolved, found.missed_weeks) == (None, (), (), 0)
    assert found.week.n + found.four_weeks.n > 0


@pytest.mark.parametrize(
    ("status", "how"),
    [(WaitStatus.ANSWERED, "answered"), (WaitStatus.VOID, "closed"), (WaitStatus.OPEN, "passed")],
)
def test_a_resolved_lapse_says_how(status: WaitStatus, how: str) -> None:
    base = report_factories.ordinary()
    wait = replace(base.waits[0], status=status)
    found = changes(report(lapse("l1", wait.id), as_of=NOW - WEEK), report(waits=(wait,)))
    assert found.resolved[0].how == how


@pytest.mark.parametrize(("days", "missed"), [(1, 0), (6, 0), (7, 0), (13, 0), (14, 1), (20, 1), (28, 3)])
def test_missed_weeks_are_whole_ones(days: int, missed: int) -> None:
    assert changes(report(as_of=NOW - timedelta(days=days)), report()).missed_weeks == missed


def test_other_settings_and_another_version_are_said() -> None:
    shown = dict(report().settings)
    then = shown | {"limits": "schedule 1 h/2 h working", "holidays": "99", "version": "0.0.1"}
    found = changes(report(as_of=NOW - WEEK), report(), then)
    assert found.other_settings == ("limits",)
    assert found.other_version == "0.0.1"
    assert (
        changes(report(as_of=NOW - WEEK), report(), shown | {"version": report().version}).other_version
        is None
    )


def test_other_days_off_are_said_and_a_further_year_is_none() -> None:
    def resting(*days: date) -> Settings:
        return Settings(WorkingCalendar(holidays=frozenset(days)))

    last = report(as_of=NOW - WEEK)
    autumn, long_ago, to_come = date(2026, 10, 3), date(2025, 1, 1), date(2027, 1, 1)
    then = remembered(last, resting(autumn, long_ago))
    assert between(last, then, report(), resting(autumn, to_come)).other_settings == ()
    assert between(last, then, report(), resting(to_come)).other_settings == ("holidays",)
    assert between(last, then, report(), resting(autumn, date(2026, 8, 31))).other_settings == ("holidays",)


def test_other_addresses_are_said_unless_they_were_only_inferred() -> None:
    def of(*addresses: str, inferred: bool = False) -> Report:
        base = report(as_of=NOW - WEEK)
        return replace(base, owner=replace(base.owner, addresses=addresses, inferred=inferred))

    def said(before: Report, now: Report) -> tuple[str, ...]:
        return changes(before, now, remembered(before, Settings())).other_settings

    assert said(of("a@x", "b@x"), of("b@x", "a@x")) == ()
    assert said(of("a@x"), of("a@x", "b@x")) == ("addresses",)
    assert said(of("a@x", inferred=True), of("a@x", "b@x")) == ()
    assert said(of("a@x"), of("a@x", "b@x", inferred=True)) == ()


def test_promises_count_once_in_the_week_they_fall_due() -> None:
    def promise(name: str, due: timedelta, kept: timedelta | None) -> Promise:
        at = None if kept is None else NOW + kept
        return Promise(name, "a1", f"{name}@x", NOW - 3 * WEEK, NOW + due, at, "tomorrow")

    day = timedelta(days=1)
    promises = (
        promise("kept", -2 * day, -3 * day),
        promise("late", -3 * day, -1 * day),
        promise("never", -1 * day, None),
        promise("ahead", 2 * day, None),
        promise("long ago", -9 * day, None),
        promise("kept before", -10 * day, -11 * day),
    )
    found = changes(report(as_of=NOW - WEEK), report(promises=promises))
    assert [one.id for one in found.kept] == ["kept", "late"]
    assert [one.id for one in found.broken] == ["late", "never"]


def test_the_two_periods_do_not_overlap() -> None:
    base = report_factories.ordinary()
    mine = [wait for wait in base.waits if wait.waiting_on == "you"]
    edge = datetime(2026, 11, 16, 7, tzinfo=UTC)  # exactly a week before: belongs to this week
    waits = tuple(
        replace(
            mine[0],
            id=f"w{number}",
            kind=WaitKind.QUESTION,
            opened_at=at,
            status=WaitStatus.OPEN,
            closed_at=None,
        )
        for number, at in enumerate(
            [edge, edge - timedelta(seconds=1), NOW - timedelta(hours=1), edge - 4 * WEEK, edge - 5 * WEEK]
        )
    )
    found = changes(None, report(waits=waits))
    assert (found.week.n, found.four_weeks.n) == (2, 2)
