"""By when: deadlines and dated promises in a sentence, as absolute times.

A small grammar of our own reads only what follows a cue ("by", "within", "you
have"): general date parsers, given whole sentences, find dates in "May I" and
"10 engineers". Words come from ``[dates]`` of the cue table of the language.
Nothing is guessed: a day/month order without evidence, or a day in the past,
gives no deadline at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from inbox_momentum.model import Deadline, StatedPromise
from inbox_momentum.stages.daywords import ZONES, DayWords, day_words

_END_OF_DAY = time(23, 59, 59)
_EARTH_LAST = timezone(timedelta(hours=-12))
"""The zone where a day ends last: the later reading when the sender's zone is unknown."""
_HORIZON = timedelta(days=200)
_HOURS_TO_ANSWER = 24
"""Hours below which a span standing alone is the length of the work."""
_ELEMENTS = 9
"""Elements read after one cue."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where a message was written: the base of every relative date."""

    at: datetime
    """Aware, UTC."""
    offset_s: int | None
    """Writer's zone, seconds east; ``None`` when unknown."""
    day_first: bool | None
    """Whether 3/4 is 3 April; ``None`` when nothing tells."""

    @property
    def zone(self) -> tzinfo:
        """Zone in which the writer's day ends; the last on Earth when unknown."""
        return _EARTH_LAST if self.offset_s is None else timezone(timedelta(seconds=self.offset_s))

    @property
    def today(self) -> date:
        """The writer's date."""
        zone = UTC if self.offset_s is None else self.zone
        return self.at.astimezone(zone).date()


@dataclass(slots=True)
class _Parts:
    """What has been read after a cue."""

    day: date | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    exclusive: bool = False
    period: bool = False
    end: int = 0


def deadline(norm: str, raw: str, moment: Moment, language: str) -> Deadline | None:
    """The first deadline stated in a normalised sentence, or ``None``."""
    words = day_words(language)
    found = [*_durations(norm, moment, words), *_after_cues(norm, moment, words)]
    found = [(place, at, stated) for place, at, stated in found if moment.at < at <= moment.at + _HORIZON]
    if not found:
        return None
    place, at, stated = min(found)
    return Deadline(at=at, stated=stated, quote=_shorten(raw), clock=_timed(norm, place, moment, words))


def _timed(norm: str, place: int, moment: Moment, words: DayWords) -> bool:
    """Whether a time of day stands in what was read from ``place``."""
    cue = words.cue.match(norm, place)
    parts = _read(norm, cue.end() if cue else place, moment, words)
    return parts is not None and parts.clock is not None


def span_alone(norm: str, raw: str, moment: Moment, language: str) -> Deadline | None:
    """The deadline in a line that states nothing but a span: "1 week.", "Time: 72 hours"."""
    words = day_words(language)
    match = words.duration.search(norm)
    if match is None:
        return None
    rest = (norm[: match.start()] + norm[match.end() :]).strip(" .!,:;-()")
    amount = words.number(match["n"])
    if len(rest.split()) > 1 or amount is None or not 0 < amount <= 60:
        return None
    if words.hour.fullmatch(match["unit"]):
        if amount < _HOURS_TO_ANSWER:
            return None  # how long the work takes
        at = moment.at + timedelta(hours=amount)
    else:
        day = _count_days(moment.today, amount, match["unit"], words)
        if day is None:
            return None
        at = _at(day, _END_OF_DAY, moment.zone)
    return Deadline(at=at, stated=False, quote=_shorten(raw), clock=False)


def day_named(norm: str, raw: str, moment: Moment, language: str) -> Deadline | None:
    """The day that an extension names without "until": "Friday is fine too"."""
    found = promise(norm, raw, moment, language)
    return Deadline(at=found.due_at, stated=False, quote=found.quote, clock=False) if found else None


def promise(norm: str, raw: str, moment: Moment, language: str) -> StatedPromise | None:
    """The day named by "I'll send it tomorrow" or "by Friday", or ``None``.

    Looser than ``deadline``: a bare day word is enough, since the caller has
    already seen that the sentence promises something. The day after "you will have
    it" or "and send it" goes before the day on which the work is done.
    """
    words = day_words(language)
    if words.delivery is not None:
        for handed in words.delivery.finditer(norm):
            after = _promised(norm[handed.end() :], raw, moment, language, words)
            if after:
                return after
    return _promised(norm, raw, moment, language, words)


def _promised(norm: str, raw: str, moment: Moment, language: str, words: DayWords) -> StatedPromise | None:
    strict = deadline(norm, raw, moment, language)
    if strict:
        return StatedPromise(due_at=strict.at, quote=strict.quote)
    for match in words.bare.finditer(norm):
        parts = _read(norm, match.start(), moment, words)
        at = _settle(parts, moment)[0] if parts else None
        if at and moment.at < at <= moment.at + _HORIZON:
            return StatedPromise(due_at=at, quote=_shorten(raw))
    return None


def _shorten(raw: str) -> str:
    return raw if len(raw) <= 160 else raw[:157] + "..."


# --------------------------------------------------------------------------- durations


def _durations(norm: str, moment: Moment, words: DayWords) -> Iterator[tuple[int, datetime, bool]]:
    for match in words.duration.finditer(norm):
        if not (match["cue"] or match["rest"]):
            continue
        amount = words.number(match["n"])
        if amount is None or not 0 < amount <= 400:
            continue
        unit = match["unit"]
        if words.hour.fullmatch(unit):
            if amount >= 4 or match["cue"] not in (None, "have", "has", "for"):
                yield match.start(), moment.at + timedelta(hours=amount), True
        elif day := _count_days(moment.today, amount, unit, words):
            yield match.start(), _at(day, _END_OF_DAY, moment.zone), False


def _count_days(today: date, amount: int, unit: str, words: DayWords) -> date | None:
    if words.workday.fullmatch(unit):
        day = today
        for _ in range(min(amount, 90)):
            day += timedelta(days=1)
            while day.weekday() >= 5:
                day += timedelta(days=1)
        return day
    if words.week.fullmatch(unit):
        return today + timedelta(weeks=min(amount, 26))
    if words.month.fullmatch(unit):
        return today + timedelta(days=30 * min(amount, 6))
    return today + timedelta(days=amount)


# --------------------------------------------------------------------------- days after a cue


def _after_cues(norm: str, moment: Moment, words: DayWords) -> Iterator[tuple[int, datetime, bool]]:
    for cue in words.cue.finditer(norm):
        parts = _read(norm, cue.end(), moment, words)
        if parts:
            parts.exclusive = cue["before"] is not None
            at, stated = _settle(parts, moment)
            if at:
                yield cue.start(), at, stated
    for late in words.at_the_latest.finditer(norm):
        parts = _read(norm, late.start(), moment, words)
        if parts:
            at, stated = _settle(parts, moment)
            if at:
                yield late.start(), at, stated


def _read(norm: str, position: int, moment: Moment, words: DayWords) -> _Parts | None:
    """Day, time and zone in any order from ``position``; ``None`` when there is neither day nor time."""
    parts = _Parts(end=position)
    for _ in range(_ELEMENTS):
        position = words.skip(norm, position)
        end = _day(norm, position, moment, words, parts)
        if end is None:
            end = _clock(norm, position, words, parts)
        if end is None:
            end = _zone(norm, position, moment, parts)
        if end is None:
            break
        position = parts.end = end
    return parts if parts.day or parts.clock else None


def _day(norm: str, position: int, moment: Moment, words: DayWords, parts: _Parts) -> int | None:
    match = words.day_expression.match(norm, position)
    if not match:
        return None
    kind = match.lastgroup or ""
    if kind == "weekday" and parts.day is not None:
        return match.end()
    day = _DAY_READERS[kind](match, moment, words)
    if day is None or (
        parts.day is not None and kind not in ("iso", "numeric", "day_month", "month_day", "ordinal")
    ):
        return None
    parts.day = day
    parts.period = kind == "period"
    return match.end()


def _iso(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    year, month, day = (int(part) for part in match["iso"].split("-"))
    return _date(year, month, day)


def _numeric(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    text = match["numeric"]
    dotted = "." in text
    numbers = [int(part) for part in re.split(r"[./-]", text) if part]
    if len(numbers) < 2:
        return None
    year = None
    if len(numbers) > 2:
        year = numbers[2] + 2000 if numbers[2] < 100 else numbers[2]
    day_first = True if dotted else moment.day_first
    options = {(numbers[0], numbers[1]), (numbers[1], numbers[0])} if day_first is None else set()
    if day_first is not None:
        options = {(numbers[0], numbers[1]) if day_first else (numbers[1], numbers[0])}
    days = {_coming(moment.today, year, month, day) for day, month in options} - {None}
    near = {day for day in days if day and day - moment.today <= timedelta(days=75)}
    return near.pop() if len(near) == 1 else None


def _day_month(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    return _coming(moment.today, _year(match["y1"]), words.month_number(match["m1"]), int(match["d1"]))


def _month_day(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    return _coming(moment.today, _year(match["y2"]), words.month_number(match["m2"]), int(match["d2"]))


def _ordinal(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    number = int(re.sub(r"\D", "", match["ordinal"]))
    today = moment.today
    this = _date(today.year, today.month, number)
    if this and this >= today:
        return this
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _date(following.year, following.month, number)


def _relative(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    text = match["relative"]
    if words.overmorrow.fullmatch(text):
        return moment.today + timedelta(days=2)
    return moment.today + timedelta(days=1 if words.tomorrow.fullmatch(text) else 0)


def _weekday(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    ahead = (words.weekday_number(match["name"]) - moment.today.weekday()) % 7
    if match["of_next"] or (match["modifier"] and words.next.fullmatch(match["modifier"].strip())):
        monday = moment.today - timedelta(days=moment.today.weekday()) + timedelta(days=7)
        return monday + timedelta(days=words.weekday_number(match["name"]))
    if ahead == 0 and not match["modifier"]:
        ahead = 7  # the later reading: who means today says so
    return moment.today + timedelta(days=ahead)


def _period(match: re.Match[str], moment: Moment, words: DayWords) -> date | None:
    text = match["period"]
    today = moment.today
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    if words.weekend.fullmatch(text):
        return today + timedelta(days=(6 - today.weekday()) % 7)
    if words.next_month.search(text):
        after = (today.replace(day=1) + timedelta(days=63)).replace(day=1)
        return after - timedelta(days=1)
    if words.month_word.search(text):
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if words.next_week.search(text):
        return today - timedelta(days=today.weekday()) + timedelta(days=11)
    return friday


_DAY_READERS = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": _day_month,
    "month_day": _month_day,
    "ordinal": _ordinal,
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
            return candidate if candidate - today <= _HORIZON else None
    return None


# --------------------------------------------------------------------------- times and zones


def _clock(norm: str, position: int, words: DayWords, parts: _Parts) -> int | None:
    if parts.clock is not None:
        return None
    match = words.clock.match(norm, position)
    if not match:
        return None
    if match["noon"]:
        parts.clock = time(12)
    elif match["day_end"] or match["midnight"]:
        parts.clock = _END_OF_DAY
    elif match["business_end"]:
        parts.clock = time(words.business_close)
    else:
        parts.clock = _time(match["hour"], match["minute"], match["half"] or match["half2"])
        if parts.clock is None:
            return None
    return match.end()


def _time(hour_text: str, minute_text: str | None, half: str | None) -> time | None:
    hour, minute = int(hour_text), int(minute_text or 0)
    if half and half.startswith("p") and hour < 12:
        hour += 12
    elif half and half.startswith("a") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        return _END_OF_DAY
    return time(hour, minute) if hour < 24 and minute < 60 else None


_OFFSET = re.compile(r"\(?(?:utc|gmt) ?([+-])(\d{1,2})(?::?(\d{2}))?\)?|([+-])(\d{2}):?(\d{2})\b")
_NAMED = re.compile(r"\(?(" + "|".join(sorted(map(re.escape, ZONES), key=len, reverse=True)) + r")\b\)?")


def _zone(norm: str, position: int, moment: Moment, parts: _Parts) -> int | None:
    if parts.zone is not None or not (parts.clock or parts.day):
        return None
    offset = _OFFSET.match(norm, position)
    if offset:
        sign = -1 if "-" in (offset[1] or offset[4]) else 1
        seconds = int(offset[2] or offset[5]) * 3600 + int(offset[3] or offset[6] or 0) * 60
        if seconds > 14 * 3600:
            return None
        parts.zone = timezone(sign * timedelta(seconds=seconds))
        return offset.end()
    named = _NAMED.match(norm, position)
    if not named:
        return None
    key = _choose_zone(ZONES[named[1]], moment)
    if key is not None:
        parts.zone = ZoneInfo(key)
    return named.end()


def _choose_zone(keys: tuple[str, ...], moment: Moment) -> str | None:
    """The zone of an abbreviation; of several (IST) the one that fits the writer's clock."""
    if len(keys) == 1:
        return keys[0]
    for key in keys:
        offset = moment.at.astimezone(ZoneInfo(key)).utcoffset()
        if offset is not None and offset.total_seconds() == moment.offset_s:
            return key
    return None


def _settle(parts: _Parts, moment: Moment) -> tuple[datetime | None, bool]:
    zone = parts.zone or moment.zone
    clock = parts.clock
    day = parts.day
    if day is None:
        day = moment.at.astimezone(zone).date()
        if clock and _at(day, clock, zone) <= moment.at:
            day += timedelta(days=1)
    if clock is None:
        if parts.exclusive and not parts.period:
            day -= timedelta(days=1)
        clock = _END_OF_DAY
    return _at(day, clock, zone), parts.zone is not None and parts.clock is not None


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
