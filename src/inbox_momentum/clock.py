"""Elapsed and working time: the only place that knows the owner's zone (domain.md §3, "Two clocks").

Elapsed time is what the employer lived through. Working time counts the owner's working
hours alone: local wall-clock hours of each working date, in the zone the owner is in on
that date, without weekends, holidays and away days. Sums are kept in whole microseconds
of UTC, so that parts of an interval add up to the interval exactly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from inbox_momentum.model import UsageError, WorkingCalendar

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = 1_000_000
_DAY_S = 86_400
_FIRST_YEAR = 1900
_LAST_YEAR = 2200
"""No working time is counted before 1900 or after 2200: a forged date must not cost millions of days."""
_GROWTH_YEARS = 4


def elapsed_s(start: datetime, end: datetime) -> float:
    """Seconds from ``start`` to ``end``, negative when ``end`` is earlier.

    Subtracted in UTC: Python subtracts two datetimes of one zone by the wall clock,
    which is an hour wrong over a night in which the clocks change.
    """
    return (_micros(end) - _micros(start)) / _MICRO


class WorkingClock:
    """Measures in the working hours of one calendar.

    Raises ``UsageError`` for a calendar that cannot be: an unknown zone, hours outside a
    day or the wrong way round, no working weekday, an interval that ends before it begins.
    """

    __slots__ = ("_calendar", "_done", "_ends", "_holidays", "_home", "_starts", "_travel", "_years")

    def __init__(self, calendar: WorkingCalendar) -> None:
        _check(calendar)
        self._calendar = calendar
        self._home = _zone(calendar.zone)
        self._travel = tuple((first, last, _zone(name)) for first, last, name in calendar.travel)
        self._holidays = calendar.holidays
        self._years = (0, -1)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._done: list[int] = []

    @property
    def day_s(self) -> float:
        """Seconds of one working day ("1 wd"): 12 hours by default."""
        return float(self._calendar.end_s - self._calendar.start_s)

    def elapsed_s(self, start: datetime, end: datetime) -> float:
        """See :func:`elapsed_s`."""
        return elapsed_s(start, end)

    def working_s(self, start: datetime, end: datetime) -> float:
        """Working seconds from ``start`` to ``end``, negative when ``end`` is earlier."""
        first, last = _micros(start), _micros(end)
        self._cover(min(start, end), max(start, end))
        return (self._worked(last) - self._worked(first)) / _MICRO

    def working_many(self, starts: Sequence[datetime], ends: Sequence[datetime]) -> list[float]:
        """:meth:`working_s` of each pair, for many pairs at once."""
        if len(starts) != len(ends):
            raise ValueError("starts and ends differ in length")
        if not starts:
            return []
        import numpy as np

        self._cover(min(min(starts), min(ends)), max(max(starts), max(ends)))
        opens = np.array(self._starts, dtype=np.int64)
        lengths = np.array(self._ends, dtype=np.int64) - opens
        done = np.array(self._done, dtype=np.int64)
        totals = []
        for moments in (starts, ends):
            at = np.fromiter(map(_micros, moments), dtype=np.int64, count=len(moments))
            row = np.searchsorted(opens, at, side="right") - 1
            inside = np.minimum(at - opens[row], lengths[row])
            totals.append(np.where(row < 0, 0, done[row] + inside))
        worked: list[float] = ((totals[1] - totals[0]) / _MICRO).tolist()
        return worked

    def add_working(self, start: datetime, seconds: float) -> datetime:
        """The first instant (UTC) at which ``seconds`` of working time have passed since ``start``.

        Zero seconds have passed at ``start`` itself. A calendar that never offers that much
        (away for good) yields the start of 2200, or ``start`` if that is later.
        """
        if seconds < 0:
            raise ValueError("working time to add is negative")
        rest = round(seconds * _MICRO)
        if rest == 0:
            return start.astimezone(UTC)
        self._cover(start, start)
        goal = self._worked(_micros(start)) + rest
        while self._total() < goal:
            if self._years[1] >= _LAST_YEAR:
                return max(start.astimezone(UTC), datetime(_LAST_YEAR, 1, 1, tzinfo=UTC))
            self._build(self._years[0], self._years[1] + _GROWTH_YEARS)
            goal = self._worked(_micros(start)) + rest
        row = bisect_left(self._done, goal) - 1
        return _EPOCH + timedelta(microseconds=self._starts[row] + goal - self._done[row])

    def is_working_day(self, day: date) -> bool:
        """Whether the owner works on ``day``: a working weekday, no holiday, not away."""
        if day.weekday() not in self._calendar.weekdays or day in self._holidays:
            return False
        return not any(first <= day <= last for first, last in self._calendar.away)

    def zone_on(self, day: date) -> tzinfo:
        """The owner's zone on ``day``; of overlapping journeys the one declared last."""
        for first, last, zone in reversed(self._travel):
            if first <= day <= last:
                return zone
        return self._home

    def local(self, at: datetime) -> datetime:
        """``at`` on the owner's wall clock."""
        zone = self.zone_on(at.astimezone(self._home).date())
        here = at.astimezone(zone)
        there = self.zone_on(here.date())
        return here if there == zone else at.astimezone(there)

    def end_of_day(self, at: datetime) -> datetime:
        """Last second (23:59:59) of the owner's local day of ``at``, as UTC."""
        here = self.local(at)
        end = _wall(here.date(), _DAY_S - 1, here.tzinfo or UTC)
        return max(end.astimezone(UTC), at.astimezone(UTC))

    # The table: disjoint working intervals in UTC, and the working time done before each.

    def _cover(self, first: datetime, last: datetime) -> None:
        low, high = _year(first) - 1, _year(last) + 1
        have_low, have_high = self._years
        if have_high < have_low:
            self._build(low, high)
        elif low < have_low or high > have_high:
            self._build(
                have_low if low >= have_low else min(low, have_low - _GROWTH_YEARS),
                have_high if high <= have_high else max(high, have_high + _GROWTH_YEARS),
            )

    def _build(self, low: int, high: int) -> None:
        low, high = max(low, _FIRST_YEAR), min(high, _LAST_YEAR)
        calendar = self._calendar
        day, stop = date(low, 1, 1), date(high, 1, 1)
        spans: list[tuple[int, int]] = []
        while day < stop:
            if self.is_working_day(day):
                zone = self.zone_on(day)
                begin = _wall(day, calendar.start_s, zone)
                # A zone that moved over the date line has days that never were (Apia, 30 December 2011).
                if begin.astimezone(UTC).astimezone(zone).date() == day:
                    spans.append((_micros(begin), _micros(_wall(day, calendar.end_s, zone))))
            day += timedelta(days=1)
        # A flight east makes the days of two zones overlap: an hour is worked once.
        spans.sort()
        self._starts, self._ends, self._done = [], [], []
        done = 0
        reached = -(1 << 62)
        for opens, closes in spans:
            opens = max(opens, reached)
            if closes <= opens:
                continue
            self._starts.append(opens)
            self._ends.append(closes)
            self._done.append(done)
            done += closes - opens
            reached = closes
        self._years = (low, high)

    def _worked(self, at: int) -> int:
        row = bisect_right(self._starts, at) - 1
        if row < 0:
            return 0
        return self._done[row] + min(at, self._ends[row]) - self._starts[row]

    def _total(self) -> int:
        if not self._starts:
            return 0
        return self._done[-1] + self._ends[-1] - self._starts[-1]


def _check(calendar: WorkingCalendar) -> None:
    if not 0 <= calendar.start_s < calendar.end_s <= _DAY_S:
        raise UsageError("The working day must begin before it ends, between 00:00 and 24:00.")
    if not calendar.weekdays or not calendar.weekdays <= frozenset(range(7)):
        raise UsageError("Name at least one working weekday, 0 (Monday) to 6 (Sunday).")
    for first, last in (*calendar.away, *((first, last) for first, last, _ in calendar.travel)):
        if last < first:
            raise UsageError(f"The interval {first} to {last} ends before it begins.")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; "America" is a folder
        raise UsageError(
            f"The time zone {name!r} is not known. Use an IANA name such as Europe/London."
        ) from None


def _wall(day: date, seconds: int, zone: tzinfo) -> datetime:
    """``seconds`` after midnight by the wall clock of ``day``; 86400 is the next midnight."""
    if seconds == _DAY_S:
        day, seconds = day + timedelta(days=1), 0
    minutes, second = divmod(seconds, 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60, second), tzinfo=zone)


def _micros(at: datetime) -> int:
    since = at - _EPOCH
    return (since.days * _DAY_S + since.seconds) * _MICRO + since.microseconds


def _year(at: datetime) -> int:
    return min(max(at.year, _FIRST_YEAR), _LAST_YEAR)
