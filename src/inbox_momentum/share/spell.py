"""Figures of a share in words."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime

from inbox_momentum.share.figures import Completeness, Period, Row


def hours(value: int) -> str:
    """``an hour or less``, ``5 hours``, ``3 days``, ``2 days 12 hours``."""
    if value == 1:
        return "an hour or less"
    if value <= 48:
        return f"{value} hours"
    days, rest = divmod(value, 24)
    return f"{days} days {rest} hours" if rest else f"{days} days"


def requests(row: Row) -> str:
    """``12 requests, all answered``."""
    if row.n is None:
        return ""
    if row.open is None:
        return f"{row.n} requests (unanswered ones: not shown)"
    return f"{row.n} requests, " + ("all answered" if row.open == 0 else f"{row.open} unanswered")


def median(row: Row) -> str:
    """``5 hours``, or why there is none."""
    if row.n is None:
        return ""
    return "not reached: more than half unanswered" if row.median_hours is None else hours(row.median_hours)


def interval(row: Row) -> str:
    """``2 hours to 9 hours``, or why there is none."""
    if row.n is None:
        return ""
    if row.low_hours is None and row.high_hours is None:
        return "too few for one"
    if row.high_hours is None:
        return f"{hours(row.low_hours or 1)} or longer"
    return (
        f"up to {hours(row.high_hours)}" if row.low_hours is None else _between(row.low_hours, row.high_hours)
    )


def _between(low: int, high: int) -> str:
    return hours(low) if low == high else f"{hours(low)} to {hours(high)}"


def period(given: Period) -> str:
    """``13 weeks that ended in November 2026``."""
    return f"{given.weeks} weeks that ended in {calendar.month_name[given.ends_month]} {given.ends_year}"


def completeness(given: Completeness) -> tuple[str, ...]:
    """What the figures cover, a sentence each."""
    return (
        "How many of the requests could be measured is not shown: one of the two parts is fewer than five."
        if given.measured_percent is None
        else f"Of the requests in the period, about {given.measured_percent} % could be measured; about "
        f"{given.unclear_percent} % could not be judged from the mail.",
        "The mail goes back to the start of the period."
        if given.reaches_back
        else "The mail does not go back to the start of the period.",
        "The mail goes on to the last week of the period."
        if given.reaches_end
        else "The mail stops before the last week of the period.",
        f"About {given.unreadable_percent} % of the messages could not be read.",
        "Some requests were marked as answered by hand."
        if given.own_marks
        else "No request was marked as answered by hand.",
    )


def moment(at: int) -> str:
    """``2026-11-23 09:00 UTC``."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
