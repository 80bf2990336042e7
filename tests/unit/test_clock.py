"""Elapsed and working time (domain.md §3, "Two clocks")."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from inbox_momentum.clock import WorkingClock, elapsed_s
from inbox_momentum.model import UsageError, WorkingCalendar

HOUR = 3600.0
LONDON = ZoneInfo("Europe/London")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_friday_evening_to_monday_morning_is_two_working_hours_and_62_hours() -> None:
    clock = WorkingClock(WorkingCalendar(zone="Europe/London"))
    friday = datetime(2026, 7, 3, 19, 0, tzinfo=LONDON)
    monday = datetime(2026, 7, 6, 9, 0, tzinfo=LONDON)
    assert clock.working_s(friday, monday) == 2 * HOUR
    assert clock.elapsed_s(friday, monday) == 62 * HOUR


@pytest.mark.parametrize(
    ("zone", "start", "end", "working_h", "elapsed_h"),
    [
        ("UTC", "2026-07-01T08:00", "2026-07-01T20:00", 12, 12),
        ("UTC", "2026-07-01T03:00", "2026-07-01T07:59", 0, 4 + 59 / 60),
        ("UTC", "2026-07-04T00:00", "2026-07-06T00:00", 0, 48),
        ("UTC", "2026-07-06T00:00", "2026-07-13T00:00", 60, 168),
        # The clocks go forward in London on Sunday 29 March 2026, back on 25 October.
        ("Europe/London", "2026-03-27T19:00", "2026-03-30T09:00", 2, 61),
        ("Europe/London", "2026-10-23T19:00", "2026-10-26T09:00", 2, 63),
        # New York, 8 March 2026.
        ("America/New_York", "2026-03-06T12:00", "2026-03-09T12:00", 12, 71),
        ("Asia/Kolkata", "2026-07-01T19:30", "2026-07-02T08:15", 0.75, 12.75),
        # Samoa skipped Friday 30 December 2011 altogether: it cannot be worked.
        ("Pacific/Apia", "2011-12-29T12:00", "2012-01-02T12:00", 12, 72),
    ],
)
def test_hours_by_the_local_wall_clock(
    zone: str, start: str, end: str, working_h: float, elapsed_h: float
) -> None:
    clock = WorkingClock(WorkingCalendar(zone=zone))
    first = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    last = datetime.fromisoformat(end).replace(tzinfo=ZoneInfo(zone))
    assert clock.working_s(first, last) == working_h * HOUR
    assert clock.elapsed_s(first, last) == elapsed_h * HOUR
    assert clock.working_s(last, first) == -working_h * HOUR


def test_two_datetimes_of_one_zone_are_subtracted_in_utc() -> None:
    start = datetime(2026, 3, 28, 12, 0, tzinfo=LONDON)
    end = datetime(2026, 3, 29, 12, 0, tzinfo=LONDON)
    assert (end - start).total_seconds() == 24 * HOUR  # what Python says
    assert elapsed_s(start, end) == 23 * HOUR


def test_a_night_shift_day_counts_the_hours_that_the_clock_change_left() -> None:
    calendar = WorkingCalendar(zone="Europe/London", start_s=0, end_s=86400, weekdays=frozenset(range(7)))
    clock = WorkingClock(calendar)
    spring = datetime(2026, 3, 29, tzinfo=LONDON)
    assert clock.working_s(spring, datetime(2026, 3, 30, tzinfo=LONDON)) == 23 * HOUR
    autumn = datetime(2026, 10, 25, tzinfo=LONDON)
    assert clock.working_s(autumn, datetime(2026, 10, 26, tzinfo=LONDON)) == 25 * HOUR


def test_holidays_and_away_days_are_not_worked() -> None:
    calendar = WorkingCalendar(
        holidays=frozenset({date(2026, 12, 25)}), away=((date(2026, 12, 28), date(2026, 12, 30)),)
    )
    clock = WorkingClock(calendar)
    assert clock.working_s(utc(2026, 12, 24, 12), utc(2026, 12, 31, 12)) == (8 + 4) * HOUR
    answers = [clock.is_working_day(date(2026, 12, day)) for day in (24, 25, 26, 28, 30, 31)]
    assert answers == [True, False, False, False, False, True]


def test_travel_moves_the_working_day_and_an_hour_is_worked_once() -> None:
    home = WorkingCalendar(zone="America/Los_Angeles")
    trip = WorkingCalendar(
        zone="America/Los_Angeles", travel=((date(2026, 6, 10), date(2026, 6, 12), "Asia/Tokyo"),)
    )
    morning_in_tokyo = (utc(2026, 6, 10, 23), utc(2026, 6, 11, 1))  # 11 June 08:00-10:00 JST
    assert WorkingClock(trip).working_s(*morning_in_tokyo) == 2 * HOUR
    # Tuesday in Los Angeles is 15:00-03:00 UTC, Wednesday in Tokyo 23:00 (Tue)-11:00 UTC: 20 hours in all.
    assert WorkingClock(trip).working_s(utc(2026, 6, 9, 12), utc(2026, 6, 10, 12)) == 20 * HOUR
    assert WorkingClock(home).working_s(utc(2026, 6, 9, 12), utc(2026, 6, 10, 12)) == 12 * HOUR


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (utc(2026, 7, 3, 19), 2, utc(2026, 7, 6, 9)),
        (utc(2026, 7, 3, 19), 1, utc(2026, 7, 3, 20)),
        (utc(2026, 7, 3, 19), 0, utc(2026, 7, 3, 19)),
        (utc(2026, 7, 4, 10), 12, utc(2026, 7, 6, 20)),
        (utc(2026, 7, 4, 10), 12.5, utc(2026, 7, 7, 8, 30)),
        (utc(2026, 7, 6, 0), 60 * 52, utc(2027, 7, 2, 20)),
        (utc(2026, 7, 6, 0), 60 * 520, utc(2036, 6, 20, 20)),
    ],
)
def test_when_a_working_limit_passes(start: datetime, hours: float, expected: datetime) -> None:
    # 520 weeks on from Monday 6 July 2026 the last working second is a Friday's.
    clock = WorkingClock(WorkingCalendar())
    found = clock.add_working(start, hours * HOUR)
    assert found == expected
    assert clock.working_s(start, found) == hours * HOUR


def test_away_for_good_never_reaches_a_limit_and_ends() -> None:
    clock = WorkingClock(WorkingCalendar(away=((date(2026, 1, 1), date(9999, 12, 31)),)))
    assert clock.add_working(utc(2026, 6, 1), HOUR) == utc(2200, 1, 1)
    assert clock.working_s(utc(2026, 6, 1), utc(2036, 6, 1)) == 0


def test_forged_years_are_bounded() -> None:
    clock = WorkingClock(WorkingCalendar())
    last = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert clock.working_s(last, last) == 0
    assert clock.working_s(datetime(1, 1, 1, tzinfo=UTC), datetime(1899, 1, 1, tzinfo=UTC)) == 0
    assert clock.add_working(last, HOUR) == last


def test_one_working_day_is_the_length_of_the_calendars_day() -> None:
    assert WorkingClock(WorkingCalendar()).day_s == 12 * HOUR
    assert WorkingClock(WorkingCalendar(start_s=9 * 3600, end_s=17 * 3600)).day_s == 8 * HOUR


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (utc(2026, 7, 3, 22, 30), utc(2026, 7, 3, 22, 59, 59)),  # 23:30 in London
        (utc(2026, 7, 3, 23, 30), utc(2026, 7, 4, 22, 59, 59)),  # 00:30 of the next day
        (utc(2026, 12, 3, 9), utc(2026, 12, 3, 23, 59, 59)),
    ],
)
def test_end_of_the_local_day(at: datetime, expected: datetime) -> None:
    assert WorkingClock(WorkingCalendar(zone="Europe/London")).end_of_day(at) == expected


def test_end_of_day_abroad() -> None:
    calendar = WorkingCalendar(travel=((date(2026, 6, 10), date(2026, 6, 12), "Asia/Tokyo"),))
    clock = WorkingClock(calendar)
    assert clock.end_of_day(utc(2026, 6, 10, 12)) == utc(2026, 6, 10, 14, 59, 59)
    assert clock.local(utc(2026, 6, 10, 12)).hour == 21


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingCalendar(zone="Europe/Atlantis"),
        WorkingCalendar(zone="America"),
        WorkingCalendar(zone=""),
        WorkingCalendar(zone="../etc/passwd"),
        WorkingCalendar(zone="a\0b"),
        WorkingCalendar(travel=((date(2026, 1, 1), date(2026, 1, 2), "Nowhere"),)),
        WorkingCalendar(travel=((date(2026, 1, 3), date(2026, 1, 2), "UTC"),)),
        WorkingCalendar(away=((date(2026, 1, 3), date(2026, 1, 2)),)),
        WorkingCalendar(start_s=20 * 3600, end_s=8 * 3600),
        WorkingCalendar(end_s=86401),
        WorkingCalendar(weekdays=frozenset()),
        WorkingCalendar(weekdays=frozenset({7})),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_in_words(calendar: WorkingCalendar) -> None:
    with pytest.raises(UsageError) as refusal:
        WorkingClock(calendar)
    assert str(refusal.value).endswith(".")


def test_many_pairs_at_once() -> None:
    clock = WorkingClock(WorkingCalendar())
    starts = [utc(2026, 7, 3, 19) + timedelta(hours=step) for step in range(200)]
    ends = [start + timedelta(hours=31) for start in starts]
    one_by_one = [clock.working_s(start, end) for start, end in zip(starts, ends, strict=True)]
    assert clock.working_many(starts, ends) == one_by_one
    assert clock.working_many([], []) == []
    with pytest.raises(ValueError, match="length"):
        clock.working_many(starts, [])


def test_a_naive_datetime_is_a_mistake_not_local_time() -> None:
    clock = WorkingClock(WorkingCalendar())
    with pytest.raises(TypeError):
        clock.working_s(datetime(2026, 1, 1), datetime(2026, 1, 2))
