"""Which waits count, how they are censored, and when a figure is held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inbox_momentum.model import (
    ApplicationStatus,
    Party,
    Precision,
    Settings,
    Stage,
    Statistics,
    StatRow,
    Wait,
    WaitKind,
    WaitStatus,
    WorkingCalendar,
)
from inbox_momentum.statistics import describe, in_words
from tests.unit.statistics_factories import AS_OF, DAY, HOUR, ago, make_application, make_ledger, make_wait


def figures(waits: list[Wait], **more: Any) -> Statistics:
    return describe(make_ledger(waits, **more), AS_OF, Settings())


def closed(count: int, hours: float = 2, **fields: Any) -> list[Wait]:
    """Waits of ``hours``, ``hours`` + 1 … hours, opened on days before the last ten."""
    return [make_wait(100 + i, ago(days=20 + i), hours + i, **fields) for i in range(count)]


def test_nothing() -> None:
    row = figures([]).overall
    assert (row.key, row.n, row.open, row.median_s, row.note) == (None, 0, 0, None, "nothing to measure")


@pytest.mark.parametrize(
    ("count", "median", "interval", "note"),
    [
        (4, None, False, "fewer than five: see the cases"),
        (5, 4 * HOUR, False, "fewer than eight: no interval"),
        (7, 5 * HOUR, False, "fewer than eight: no interval"),
        (8, 5 * HOUR, True, None),
    ],
)
def test_minimum_n(count: int, median: float | None, interval: bool, note: str | None) -> None:
    row = figures(closed(count)).overall
    assert (row.n, row.median_s, row.note) == (count, median, note)
    assert [value is not None for value in (row.ci_low_s, row.p75_s, row.rmst_s)] == [interval] * 3


def test_trend_needs_fifteen() -> None:
    assert figures(closed(14)).trend is None
    assert figures(closed(15)).trend is not None


def test_open_waits_pull_the_median_up() -> None:
    """Answered within 1 h to 5 h, and four open for days: a median of the answered would say 3 h."""
    waits = [make_wait(i, ago(days=9), i) for i in range(1, 6)]
    waits += [make_wait(10 + i, ago(days=3 + i), None) for i in range(4)]
    row = figures(waits).overall
    assert (row.n, row.open, row.median_s) == (9, 4, 5 * HOUR)


def test_not_reached_is_said_in_words() -> None:
    waits = [make_wait(1, ago(days=9), 1), *(make_wait(10 + i, ago(days=3 + i), None) for i in range(5))]
    row = figures(waits).overall
    assert row.median_s is None
    assert row.note == "more than half still open after 5 days; fewer than eight: no interval"


def one(rows: tuple[StatRow, ...], key: str) -> StatRow:
    found = [row for row in rows if row.key == key]
    assert len(found) == 1
    return found[0]


BASE = closed(8)


@pytest.mark.parametrize(
    ("wait", "n", "still"),
    [
        (make_wait(1, ago(days=1), 3), 9, 0),
        (make_wait(1, ago(days=1), None), 9, 1),
        (make_wait(1, ago(days=1), 3, status=WaitStatus.VOID), 9, 1),
        (make_wait(1, ago(days=1), None, status=WaitStatus.VOID, elapsed_s=None), 8, 0),
        (make_wait(1, ago(days=1), 3, precision=Precision.UPPER), 8, 0),
        (make_wait(1, ago(days=1), 3, precision=Precision.LOWER), 9, 1),
        (make_wait(1, ago(days=1), 3, precision=Precision.UNKNOWN), 8, 0),
        (make_wait(1, ago(days=1), None, status=WaitStatus.UNKNOWN), 8, 0),
        (make_wait(1, ago(days=1), None, status=WaitStatus.NEEDS_REVIEW), 8, 0),
        (make_wait(1, ago(days=1), None, junk=True), 8, 0),
        (make_wait(1, ago(days=1), 3, junk=True), 9, 0),
        (make_wait(1, ago(days=1), 3, kind=WaitKind.MESSAGE), 8, 0),
        (make_wait(1, ago(days=1), 3, kind=WaitKind.OUTREACH), 8, 0),
        (make_wait(1, ago(days=1), 3, waiting_on=Party.EMPLOYER, kind=WaitKind.REPLY), 8, 0),
        (make_wait(1, ago(days=-1), 3), 8, 0),
        (make_wait(1, ago(hours=2), 3), 9, 1),
        (make_wait(1, ago(days=1), 3, elapsed_s=-5.0), 8, 0),
        (make_wait(1, ago(days=1), 3, elapsed_s=None), 9, 0),
    ],
    ids=[
        "answered", "open", "void", "void-without-end", "upper", "lower", "precision-unknown", "unknown", "review",
        "junk-open", "junk-answered", "message", "outreach", "employer", "after-as-of", "closed-after-as-of", "negative",
        "length-from-times",
    ],
)  # fmt: skip
def test_what_counts(wait: Wait, n: int, still: int) -> None:
    row = figures([*BASE, wait]).overall
    assert (row.n, row.open) == (n, still)


def test_void_is_censored_at_its_end_and_not_at_as_of() -> None:
    """Withdrawn after an hour: it must not weigh as thirty open days."""
    slow = [make_wait(i, ago(days=30), 24 + i) for i in range(8)]
    gone = [make_wait(20 + i, ago(days=30), 1, status=WaitStatus.VOID) for i in range(8)]
    assert figures(slow + gone).overall.median_s == figures(slow).overall.median_s


def test_open_wait_of_a_closed_application_ends_with_it() -> None:
    last = ago(days=39)
    done = make_application("a9", status=ApplicationStatus.CLOSED, last_message_at=last)
    waits = [make_wait(i, ago(days=40), 25 + i) for i in range(8)]
    waits += [make_wait(20 + i, ago(days=40), None, application_id="a9") for i in range(8)]
    row = figures(waits, applications=[done]).overall
    assert (row.n, row.open) == (16, 8)
    assert row.median_s == figures(waits[:8]).overall.median_s


def test_upper_bounds_stay_out_with_a_sensitivity_run() -> None:
    waits = [*closed(8), *(make_wait(i, ago(days=5), 100, precision=Precision.UPPER) for i in range(9))]
    row = figures(waits).overall
    assert (row.n, row.median_s) == (8, 5 * HOUR)
    assert row.note == "9 known only as an upper bound, left out (with them the median would be 4 days)"


def test_optional_kinds_have_rows_of_answered_ones_only() -> None:
    waits = [make_wait(i, ago(days=5), 3, kind=WaitKind.MESSAGE) for i in range(5)]
    waits += [make_wait(10 + i, ago(days=5), None, kind=WaitKind.MESSAGE) for i in range(5)]
    found = figures(waits)
    row = one(found.by_kind, "message")
    assert (row.n, row.open, row.median_s) == (5, 0, 3 * HOUR)
    assert row.note and row.note.endswith("answered ones only: nobody had to answer the others")
    assert found.overall.n == 0


def test_groups_add_up_and_keep_their_order() -> None:
    waits = [
        make_wait(1, ago(days=1), 1, stage=Stage.OFFER, kind=WaitKind.OFFER, application_id="a2"),
        make_wait(2, ago(days=9), 1, stage=Stage.APPLIED),
        make_wait(3, ago(days=8), 1, stage=Stage.APPLIED, kind=WaitKind.SCHEDULE),
        make_wait(4, ago(days=8), 1, stage=None),
    ]
    found = figures(waits)
    assert [(row.key, row.n) for row in found.by_stage] == [("applied", 2), ("offer", 1)]
    assert [(row.key, row.n) for row in found.by_kind] == [("schedule", 1), ("question", 2), ("offer", 1)]
    assert {(row.key, row.n) for row in found.by_employer} == {("e1", 3), ("e2", 1)}
    assert sum(row.n for row in found.by_week) == 4


@pytest.mark.parametrize(
    ("opened", "zone", "week"),
    [
        ("2026-11-22T23:30:00+00:00", "UTC", "2026-W47"),
        ("2026-11-22T23:30:00+00:00", "Europe/Berlin", "2026-W48"),
        ("2026-11-23T00:30:00+00:00", "America/New_York", "2026-W47"),
        ("2026-01-01T12:00:00+00:00", "UTC", "2026-W01"),
        ("2025-12-29T12:00:00+00:00", "UTC", "2026-W01"),
    ],
)
def test_weeks_are_those_of_the_owner(opened: str, zone: str, week: str) -> None:
    ledger = make_ledger([make_wait(1, datetime.fromisoformat(opened), 1)])
    later = datetime(2026, 12, 24, tzinfo=UTC)
    found = describe(ledger, later, Settings(calendar=WorkingCalendar(zone=zone)))
    assert [row.key for row in found.by_week] == [week]


def test_restricted_mean_looks_at_fourteen_days_for_tests() -> None:
    """Nine waits of twenty days each: the mean up to the horizon is the horizon."""
    long = [make_wait(i, ago(days=40), 480 + i, kind=WaitKind.CODE_TEST) for i in range(9)]
    found = figures(long)
    assert found.overall.rmst_s == pytest.approx(7 * DAY)
    assert one(found.by_kind, "code_test").rmst_s == pytest.approx(14 * DAY)


def test_employers_are_kept_apart() -> None:
    theirs = [
        make_wait(i, ago(days=30), 24.0 * (i + 1), waiting_on=Party.EMPLOYER, kind=WaitKind.REPLY)
        for i in range(10)
    ]
    found = figures(theirs)
    assert (found.overall.n, found.employer_side.n, found.employer_side.median_s) == (0, 10, 5 * DAY)
    assert [(item.silent_s / DAY, item.at_risk) for item in found.silence] == [
        (3, 7),
        (7, 3),
        (14, 0),
        (21, 0),
    ]
    assert [item.chance for item in found.silence] == [1.0, None, None, None]


def test_curves_of_two_periods() -> None:
    now = [make_wait(i, ago(days=10 + i), 5 + i) for i in range(10)]
    before = [make_wait(20 + i, ago(days=50 + i), 20 + i) for i in range(10)]
    curves = {curve.key: curve for curve in figures(now + before).curves}
    assert set(curves) == {"you_now", "you_before"}
    assert [point.at_s for point in curves["you_now"].points] == [(5 + i) * HOUR for i in range(10)]
    assert curves["you_now"].points[-1].waiting == 0
    for curve in curves.values():
        for point in curve.points:
            assert 0 <= point.low <= point.waiting <= point.high <= 1


@pytest.mark.parametrize(
    ("lengths", "direction", "method"),
    [
        ([float(i + 1) for i in range(20)], "slower", "kendall"),
        ([float(40 - i) for i in range(20)], "faster", "kendall"),
        ([5.0 + (i * 7) % 5 for i in range(20)], None, "kendall"),
        ([float(i + 1) for i in range(40)], "slower", "log-rank"),
        ([float(50 - i) for i in range(40)], "faster", "log-rank"),
    ],
)
def test_trend(lengths: list[float], direction: str | None, method: str) -> None:
    waits = [make_wait(i, ago(days=80 - i), hours) for i, hours in enumerate(lengths)]
    trend = figures(waits).trend
    assert trend is not None
    assert (trend.direction, trend.method, trend.n) == (direction, method, len(lengths))


def test_order_of_the_ledger_does_not_matter() -> None:
    waits = [*closed(12), *(make_wait(i, ago(days=i + 1), None) for i in range(6))]
    assert figures(waits) == figures(waits[::-1])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "under a minute"), (60, "1 minute"), (3599, "59 minutes"), (7300, "2 hours"), (4.9 * DAY, "4 days")],
)
def test_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_as_of_rules_alone() -> None:
    """A later answer is not known yet: the wait is open at the earlier moment."""
    waits = [make_wait(i, ago(days=10), 24.0 * (i + 1)) for i in range(8)]
    early = describe(make_ledger(waits), ago(days=10) + timedelta(hours=60), Settings())
    assert (early.overall.n, early.overall.open) == (8, 6)
    assert replace(early.overall, note=None).median_s is None
