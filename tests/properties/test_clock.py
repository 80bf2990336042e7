"""Laws of working time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.clock import WorkingClock
from inbox_momentum.model import WorkingCalendar

ZONES = ["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]

moments = st.datetimes(datetime(2009, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
days = st.dates(date(2010, 1, 1), date(2030, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(days)
    return first, first + timedelta(days=draw(st.integers(0, 40)))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    start = draw(st.integers(0, 86_399))
    return WorkingCalendar(
        zone=draw(st.sampled_from(ZONES)),
        start_s=start,
        end_s=draw(st.integers(start + 1, 86_400)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.frozensets(days, max_size=3)),
        away=tuple(draw(st.lists(spans(), max_size=2))),
        travel=tuple(
            (first, last, draw(st.sampled_from(ZONES))) for first, last in draw(st.lists(spans(), max_size=2))
        ),
    )


@settings(max_examples=60, deadline=None)
@given(calendars(), st.lists(moments, min_size=3, max_size=3))
def test_never_more_than_elapsed_and_the_parts_make_the_whole(
    calendar: WorkingCalendar, at: list[datetime]
) -> None:
    clock = WorkingClock(calendar)
    a, b, c = sorted(at)
    assert 0 <= clock.working_s(a, b) <= clock.elapsed_s(a, b)
    whole = round(clock.working_s(a, c) * 1e6)
    assert whole == round(clock.working_s(a, b) * 1e6) + round(clock.working_s(b, c) * 1e6)
    assert clock.working_s(a, c) >= clock.working_s(a, b)
    assert clock.working_s(c, a) == -clock.working_s(a, c)


@settings(max_examples=40, deadline=None)
@given(calendars(), st.lists(st.tuples(moments, moments), min_size=1, max_size=20))
def test_one_by_one_and_all_at_once_agree(
    calendar: WorkingCalendar, pairs: list[tuple[datetime, datetime]]
) -> None:
    starts, ends = [a for a, _ in pairs], [b for _, b in pairs]
    together = WorkingClock(calendar).working_many(starts, ends)
    single = [WorkingClock(calendar).working_s(a, b) for a, b in pairs]
    assert together == pytest.approx(single, abs=1e-6)  # a float's last digits are no microsecond


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(ZONES[:5]),
    st.integers(4 * 60, 23 * 60),
    st.integers(1, 60),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.integers(0, 9), max_size=3),
    st.datetimes(datetime(2013, 1, 1), datetime(2025, 1, 1)),
    st.integers(0, 9 * 24 * 60),
)
def test_as_many_minutes_as_one_counts_on_the_wall_clock(
    zone: str,
    opens: int,
    lasts: int,
    weekdays: frozenset[int],
    free: frozenset[int],
    start: datetime,
    span: int,
) -> None:
    """Minute by minute: is this a working minute of the owner's day? Clocks change before 04:00."""
    start = start.replace(second=0, microsecond=0, tzinfo=UTC)
    closes = min(opens + lasts * 15, 24 * 60)
    holidays = frozenset(start.date() + timedelta(days=day) for day in free)
    clock = WorkingClock(WorkingCalendar(zone, opens * 60, closes * 60, weekdays=weekdays, holidays=holidays))
    counted = 0
    for minute in range(span):
        here = (start + timedelta(minutes=minute)).astimezone(ZoneInfo(zone))
        works = here.weekday() in weekdays and here.date() not in holidays
        counted += works and opens <= here.hour * 60 + here.minute < closes
    assert clock.working_s(start, start + timedelta(minutes=span)) == counted * 60


@settings(max_examples=60, deadline=None)
@given(calendars(), st.lists(moments, min_size=2, max_size=2), st.lists(moments, max_size=12))
def test_any_number_of_cuts_and_any_later_end(
    calendar: WorkingCalendar, ends: list[datetime], cuts: list[datetime]
) -> None:
    """Additive over every split, and never less for a later end: an open wait only grows older."""
    clock = WorkingClock(calendar)
    first, last = sorted(ends)
    places = [first, *sorted(cut for cut in cuts if first <= cut <= last), last]
    parts = [clock.working_s(a, b) for a, b in pairwise(places)]
    assert all(part >= 0 for part in parts)
    assert round(sum(parts) * 1e6) == pytest.approx(round(clock.working_s(first, last) * 1e6), abs=len(parts))
    grown = [clock.working_s(first, place) for place in places]
    assert grown == sorted(grown)


@settings(max_examples=60, deadline=None)
@given(calendars(), st.lists(moments, min_size=2, max_size=2), days)
def test_a_day_off_never_adds_work(calendar: WorkingCalendar, ends: list[datetime], day: date) -> None:
    first, last = sorted(ends)
    plain = WorkingClock(calendar).working_s(first, last)
    off = WorkingClock(replace(calendar, holidays=calendar.holidays | {day})).working_s(first, last)
    away = WorkingClock(replace(calendar, away=(*calendar.away, (day, day)))).working_s(first, last)
    assert plain - (calendar.end_s - calendar.start_s + 3 * 3600) <= off <= plain
    assert off == away


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ZONES[:5]),
    st.datetimes(datetime(2013, 1, 1), datetime(2025, 1, 1)),
    st.integers(0, 30 * 24 * 60),
    st.integers(-200, 200),
    st.tuples(st.integers(4 * 60, 12 * 60), st.integers(13 * 60, 24 * 60)),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_whole_weeks_later_by_the_wall_clock_nothing_changes(
    zone: str, start: datetime, minutes: int, weeks: int, hours: tuple[int, int], weekdays: frozenset[int]
) -> None:
    # Clocks change at night, outside the hours: wall-clock hours of work are the same every week.
    clock = WorkingClock(WorkingCalendar(zone, hours[0] * 60, hours[1] * 60, weekdays=weekdays))
    end = start + timedelta(minutes=minutes)
    shift = timedelta(weeks=weeks)
    here = ZoneInfo(zone)

    def working(first: datetime, last: datetime) -> float:
        return clock.working_s(first.replace(tzinfo=here), last.replace(tzinfo=here))

    assert working(start, end) == working(start + shift, end + shift)


@settings(max_examples=60, deadline=None)
@given(calendars(), moments, st.integers(1, 400 * 3600))
def test_a_limit_passes_at_the_first_instant_that_has_enough(
    calendar: WorkingCalendar, start: datetime, seconds: int
) -> None:
    clock = WorkingClock(calendar)
    passes = clock.add_working(start, seconds)
    assert passes.tzinfo is UTC
    if passes.year < 2200:
        assert clock.working_s(start, passes) == seconds
        assert clock.working_s(start, passes - timedelta(seconds=1)) < seconds


@settings(max_examples=60, deadline=None)
@given(calendars(), moments)
def test_the_day_ends_within_the_day(calendar: WorkingCalendar, at: datetime) -> None:
    clock = WorkingClock(calendar)
    end = clock.end_of_day(at)
    assert at <= end <= at + timedelta(hours=26)
