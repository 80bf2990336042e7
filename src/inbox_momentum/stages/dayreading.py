"""A day, a time and a zone from words, at a given place of a sentence."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from inbox_momentum.stages.dayclock import hourly, read_clock, read_zone
from inbox_momentum.stages.daymoment import END_OF_DAY, Moment, Parts
from inbox_momentum.stages.daywords import DayWords

__all__ = ["END_OF_DAY", "HORIZON", "Moment", "Parts", "at", "read", "settle"]


HORIZON = timedelta(days=200)
"""How far ahead a day without a year is looked for."""
_NUMERIC_REACH = timedelta(days=75)
"""How far ahead a day in numbers alone may lie: it tells the order of day and month."""
_NUMERIC_SOON, _NUMERIC_FAR = timedelta(days=21), timedelta(days=45)
"""Of two possible orders, one within the first and one beyond the second: the first is meant."""
_ELEMENTS = 9
"""Elements read after one cue."""
_EXPLICIT = ("month_end", "iso", "numeric", "day_month", "month_day", "ordinal", "numbered")
"""Kinds of day that say more than the weekday before them."""


def read(norm: str, position: int, moment: Moment, words: DayWords) -> Parts | None:
    """Day, time and zone in any order from ``position``; ``None`` when there is neither day nor time."""
    parts = Parts(end=position)
    ahead = words.week_from.match(norm, words.skip(norm, position))
    position = ahead.end() if ahead else position
    for _ in range(_ELEMENTS):
        position = words.skip(norm, position)
        end = _day(norm, position, moment, words, parts)
        if end is None:
            end = read_clock(norm, position, words, parts)
        if end is None:
            end = read_zone(norm, position, moment, parts)
        if end is None and parts.day and (part := words.day_part.match(norm, position)):
            parts.partly = True
            end = part.end()
        if end is None:
            break
        position = parts.end = end
    if ahead and parts.day:
        parts.day += timedelta(weeks=1)  # "a week from Monday"
    return parts if parts.day or parts.clock else None


def settle(parts: Parts, moment: Moment) -> tuple[datetime, bool]:
    """The moment meant, UTC, and whether its zone and time were both stated."""
    zone = parts.zone or moment.zone
    clock = parts.clock
    day = parts.day
    if day is None:
        day = moment.at.astimezone(zone).date()
        if clock and at(day, clock, zone) <= moment.at:
            day += timedelta(days=1)
    if clock is None:
        if parts.exclusive and not parts.partly:
            day = _day_before(day, parts)
        clock = END_OF_DAY
    return at(day, clock, zone), parts.zone is not None and parts.clock is not None


def _day_before(day: date, parts: Parts) -> date:
    """The last day before a period of which ``day`` is the last.

    A day stays: of the two readings of "before 3 March", "before Friday" senders turn out to mean the later.
    """
    if parts.period == "weekend":
        return day - timedelta(days=2)
    if parts.period == "week":
        return day - timedelta(days=day.weekday() + 1)
    if parts.period == "month":
        return day.replace(day=1) - timedelta(days=1)
    return day


def at(day: date, clock: time, zone: tzinfo) -> datetime:
    """UTC time of a wall clock in a zone."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


# --------------------------------------------------------------------------- days


def _day(norm: str, position: int, moment: Moment, words: DayWords, parts: Parts) -> int | None:
    match = words.day_expression.match(norm, position)
    if not match:
        return None
    kind = match.lastgroup or ""
    if kind == "weekday" and parts.day is not None:
        if parts.period == "week":  # "next week Wednesday"
            monday = parts.day - timedelta(days=parts.day.weekday())
            parts.day = monday + timedelta(days=words.weekday_number(match["name"]))
            parts.period = ""
        return match.end()
    if kind == "number":  # not "on Sunday: 4 of 5", nor "on Sunday at 4"
        colon = ":" in norm[parts.end : position]
        return None if colon or hourly(norm, position, words, parts) else _number(match, moment, parts)
    day = _numeric(match, moment, parts) if kind == "numeric" else _DAY_READERS[kind](match, moment, words)
    if day is None or (parts.day is not None and kind not in _EXPLICIT):
        return None
    parts.day = day
    parts.period = _period_name(match["period"], words) if kind == "period" else ""
    if kind == "weekday":
        parts.weekday = day.weekday()
    return match.end()


def _number(match: re.Match[str], moment: Moment, parts: Parts) -> int | None:
    """ "Friday 16": a bare number is a day of the month where the weekday bears it out."""
    if parts.weekday is None:
        return None
    day = _of_month(int(match["number"].rstrip(".")), moment.today)
    if day is None or day.weekday() != parts.weekday:
        return None
    parts.day = day
    return match.end()


def _iso(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
    return _date(year, month, day)


def _numeric(match: re.Match[str], moment: Moment, parts: Parts) -> date | None:
    text = match["numeric"]
    numbers = [int(part) for part in re.split(r"[./-]", text) if part]
    if len(numbers) < 2:
        return None
    year = None
    if len(numbers) > 2:
        year = numbers[2] + 2000 if numbers[2] < 100 else numbers[2]
    first, second = numbers[0], numbers[1]
    orders = {
        True: _coming(moment.today, year, second, first),
        False: _coming(moment.today, year, first, second),
    }
    day_first = True if "." in text or first > 12 else False if second > 12 else moment.day_first
    days = {day for day in orders.values() if day}
    borne_out = {day for day in days if day.weekday() == parts.weekday}
    if len(borne_out) == 1:
        days = borne_out
    elif day_first is not None:
        days &= {orders[day_first]}
    near = {day for day in days if day - moment.today <= _NUMERIC_REACH}
    if len(near) > 1 and max(near) - moment.today > _NUMERIC_FAR:
        near = {day for day in near if day - moment.today <= _NUMERIC_SOON}
    return near.pop() if len(near) == 1 else None


def _day_month(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    return _coming(moment.today, _year(match["y1"]), words.month_number(match["m1"]), int(match["d1"]))


def _month_day(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    return _coming(moment.today, _year(match["y2"]), words.month_number(match["m2"]), int(match["d2"]))


def _ordinal(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    return _of_month(int(re.sub(r"\D", "", match["ordinal"] or match["numbered"])), moment.today)


def _of_month(number: int, today: date) -> date | None:
    """The next day with this number."""
    this = _date(today.year, today.month, number)
    if this and this >= today:
        return this
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _date(following.year, following.month, number)


def _relative(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    text = match["relative"]
    if words.in_week.fullmatch(text):
        return moment.today + timedelta(weeks=1)
    if words.overmorrow.fullmatch(text):
        return moment.today + timedelta(days=2)
    return moment.today + timedelta(days=1 if words.tomorrow.fullmatch(text) else 0)


def _weekday(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    number = words.weekday_number(match["name"])
    today = moment.today
    if match["of_next"] or (match["modifier"] and words.next.fullmatch(match["modifier"].strip())):
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + number)
    ahead = (number - today.weekday()) % 7
    if match["week_after"]:
        return today + timedelta(days=ahead + 7)
    return today + timedelta(days=ahead or 7)  # the later reading: who means today says so


def _period(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    text = match["period"]
    today = moment.today
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    if words.weekend.fullmatch(text):
        following = 7 if words.next.match(text) else 0
        return today + timedelta(days=(6 - today.weekday()) % 7 + following)
    if words.next_month.search(text):
        after = (today.replace(day=1) + timedelta(days=63)).replace(day=1)
        return after - timedelta(days=1)
    if words.month_word.search(text):
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if words.next_week.search(text):
        return today - timedelta(days=today.weekday()) + timedelta(days=11)
    return friday


def _period_name(text: str, words: DayWords) -> str:
    if words.weekend.fullmatch(text):
        return "weekend"
    if words.this_week.fullmatch(text):
        return "this"
    if words.end_of.match(text):
        return "end"
    if words.next_month.search(text):
        return "month"
    return "week" if words.next_week.search(text) else "end"


def _month_end(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    month = words.month_number(match["m3"])
    for year in (_year(match["y3"]) or moment.today.year, moment.today.year + 1):
        last = _date(year, month, calendar.monthrange(year, month)[1])
        if last and last >= moment.today:
            return last if last - moment.today <= HORIZON else None
    return None


_DAY_READERS = {
    "month_end": _month_end,
    "iso": _iso,
    "day_month": _day_month,
    "month_day": _month_day,
    "ordinal": _ordinal,
    "numbered": _ordinal,
    "relative": _relative,
    "weekday": _weekday,
    "period": _period,
}


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(today: date, year: int | None, month: int, day: int) -> date | None:
    """The date of this year or the next that is not past; ``None`` when there is none near."""
    if year is not None:
        return _date(year, month, day)
    for candidate in (_date(today.year, month, day), _date(today.year + 1, month, day)):
        if candidate and candidate >= today:
            return candidate if candidate - today <= HORIZON else None
    return None
