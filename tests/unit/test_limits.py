"""The table of domain.md §3, row by row and at its edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from inbox_momentum import limits
from inbox_momentum.model import Limit, Rating, Settings, WaitKind, WorkingCalendar

WD = 12 * 3600.0
D = 24 * 3600.0
ROWS = limits.limits(Settings())


@pytest.mark.parametrize(
    ("name", "green", "amber", "clock", "red"),
    [
        ("schedule", WD, 2 * WD, "working", True),
        ("question", WD, 2 * WD, "working", True),
        ("next_step", WD, 2 * WD, "working", True),
        ("nudge", WD / 2, WD, "working", True),
        ("code_test_ack", WD, 2 * WD, "working", False),
        ("code_test", 5 * D, 7 * D, "elapsed", True),
        ("documents", 2 * WD, 4 * WD, "working", True),
        ("references", 2 * WD, 4 * WD, "working", True),
        ("offer_ack", WD, 2 * WD, "working", True),
        ("offer_decide", 3 * WD, 5 * WD, "working", True),
        ("thank_you", D, 2 * D, "elapsed", False),
        ("outreach", 3 * WD, None, "working", False),
        ("message", 3 * WD, None, "working", False),
    ],
)
def test_defaults(name: str, green: float, amber: float | None, clock: str, red: bool) -> None:
    assert ROWS[name] == Limit(green, amber, clock, red)


def test_every_kind_of_the_owner_has_a_row() -> None:
    assert all(limits.row_of(kind) in ROWS for kind in WaitKind if kind is not WaitKind.REPLY)


@pytest.mark.parametrize(
    ("name", "length", "rating"),
    [
        ("schedule", WD, "green"),
        ("schedule", WD + 1, "amber"),
        ("schedule", 2 * WD, "amber"),
        ("schedule", 2 * WD + 1, "red"),
        ("outreach", 99 * WD, "amber"),
        ("thank_you", 99 * WD, "amber"),
    ],
)
def test_edges(name: str, length: float, rating: str) -> None:
    assert limits.rate(ROWS[name], length, length) == rating


def test_a_working_day_is_the_owner_s() -> None:
    settings = Settings(calendar=WorkingCalendar(start_s=9 * 3600, end_s=17 * 3600))
    assert limits.limits(settings)["schedule"].green_s == 8 * 3600


def test_overrides() -> None:
    mine = limits.override("schedule", {"amber": "4 wd"})
    assert mine == Limit(WD, 4 * WD, "working", True)
    assert limits.limits(Settings(limits={"schedule": mine}))["schedule"] == mine
    assert limits.override("code_test", {"green": "24 h", "amber": "2 d", "red": False}) == Limit(
        D, 2 * D, "elapsed", False
    )


@pytest.mark.parametrize(
    ("name", "row", "error"),
    [
        ("breakfast", {}, KeyError),
        ("schedule", {"green": 3}, TypeError),
        ("schedule", "1 wd", TypeError),
        ("schedule", {"red": "no"}, TypeError),
        ("schedule", {"green": "1 week"}, ValueError),
        ("schedule", {"green": "fast"}, ValueError),
        ("schedule", {"green": "nan wd"}, ValueError),
        ("schedule", {"green": "-1 wd"}, ValueError),
        ("schedule", {"green": "3 wd"}, ValueError),
        ("schedule", {"green": "1 h"}, ValueError),
        ("schedule", {"blue": "1 wd"}, ValueError),
    ],
)
def test_what_cannot_be_used_is_said(name: str, row: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        limits.override(name, row)  # type: ignore[arg-type]


NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "rating"), [(75, Rating.GREEN), (75.1, Rating.AMBER), (100, Rating.AMBER), (100.1, Rating.RED)]
)
def test_a_window_with_a_deadline(hours: float, rating: Rating) -> None:
    assert limits.rate_deadline(NOW, NOW + timedelta(hours=100), NOW + timedelta(hours=hours)) is rating


@pytest.mark.parametrize(
    ("deadline_h", "ended_h", "rating"),
    [
        (None, 73, "red"),
        (100, 73, "amber"),
        (100, 101, "red"),
        (10, 9, "green"),
        (10, 11, "amber"),
        (-5, 11, "green"),
    ],
)
def test_a_stated_day_for_an_ordinary_request(deadline_h: float | None, ended_h: float, rating: str) -> None:
    deadline = None if deadline_h is None else NOW + timedelta(hours=deadline_h)
    span = limits.Span(
        WaitKind.QUESTION, NOW, NOW + timedelta(hours=ended_h), ended_h / 2 * 3600, ended_h * 3600, deadline
    )
    assert limits.rate_span(ROWS, span) == rating
