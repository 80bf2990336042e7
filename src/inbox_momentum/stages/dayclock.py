"""A time of day and its zone from words, at a given place of a sentence."""

from __future__ import annotations

import re
from datetime import time, timedelta, timezone
from zoneinfo import ZoneInfo

from inbox_momentum.stages.daymoment import END_OF_DAY, Moment, Parts
from inbox_momentum.stages.daywords import ZONES, DayWords

_HOUR = re.compile(r"([0-9]{1,2})(?= )")
_HOUR_UNIT = re.compile(r" ?(?:o'clock|uur|uhr|heures|horas)\b")
_NOON, _EARLY, _HOURS = 12, 8, 24
"""Hours: a bare number below the second is one of the afternoon; the third is no hour."""
_AFTER_HOUR = 24
"""Characters behind a number that may tell whether the word before it is one of hours."""


def read_clock(norm: str, position: int, words: DayWords, parts: Parts) -> int | None:
    """Reads a time of day into ``parts``: where it ends, or ``None`` when none stands here."""
    if parts.clock is not None and not parts.closing:
        return None
    match = words.clock.match(norm, position)
    if parts.closing:
        if not match or not match["hour"]:
            return None
        parts.closing = False  # "close of business (5pm)"
    if not match:
        return _bare_hour(norm, position, words, parts)
    if match["noon"]:
        parts.clock = time(12)
    elif match["day_end"] or match["midnight"]:
        parts.clock, parts.closing = END_OF_DAY, bool(match["day_end"])
    elif match["business_end"]:
        parts.clock, parts.closing = time(words.business_close), True
    elif match["joined"]:
        parts.clock = time(int(match["joined"][:2]), int(match["joined"][2:]))
    else:
        parts.clock = _time(match["hour"], match["minute"], match["half"] or match["half2"])
        if parts.clock is None:
            return None
    return match.end()


def _bare_hour(norm: str, position: int, words: DayWords, parts: Parts) -> int | None:
    """ "By 5 tomorrow": a number right before a day is an hour."""
    if parts.day:
        return _hour_of_day(norm, position, words, parts)
    number = _HOUR.match(norm, position) or words.hour_word.match(norm, position)
    hour = words.number(number[1]) if number else None
    if not number or not hour or hour > _NOON:
        return None
    if unit := _HOUR_UNIT.match(norm, number.end()):
        parts.clock = _likely(hour)
        return unit.end()
    day = words.day_expression.match(norm, words.skip(norm, number.end()))
    if not day or day.lastgroup not in ("relative", "weekday"):
        return None
    parts.clock = _likely(hour)
    return number.end()


def _hour_of_day(norm: str, position: int, words: DayWords, parts: Parts) -> int | None:
    """ "Friday at 4": behind a day and a word of hours a number is an hour."""
    said = words.hour_word.match(norm, position)
    if said and hourly(norm, position, words, parts):
        parts.clock = _likely(words.number(said["word"]) or _NOON)
        return said.end()
    number = words.day_expression.match(norm, position)
    if not number or number.lastgroup != "number" or not hourly(norm, position, words, parts):
        return None
    hour = int(number["number"].rstrip("."))
    if not 0 < hour < _HOURS:
        return None
    parts.clock = _likely(hour)
    return number.end()


def hourly(norm: str, position: int, words: DayWords, parts: Parts) -> bool:
    """Whether a word of hours stands between the day that was read and a number."""
    if parts.day is None:
        return False
    said = words.at_hour.search(norm, parts.end, position + _AFTER_HOUR)
    return said is not None and said.end() <= position


def _likely(hour: int) -> time:
    """The time of a bare hour: of the afternoon if it is small."""
    return time(hour + _NOON if hour < _EARLY else hour)


def _time(hour_text: str, minute_text: str | None, half: str | None) -> time | None:
    """A written time. Of two readings ("4:30") the later, as for a bare hour; "04:30" is the morning's."""
    hour, minute = int(hour_text), int(minute_text or 0)
    if half is None and 0 < hour < _EARLY and not hour_text.startswith("0"):
        hour += _NOON
    elif half and half.startswith("p") and hour < 12:
        hour += 12
    elif half and half.startswith("a") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        return END_OF_DAY
    return time(hour, minute) if hour < 24 and minute < 60 else None


_OFFSET = re.compile(r"\(?(?:utc|gmt) ?([+-])(\d{1,2})(?::?(\d{2}))?\)?|([+-])(\d{2}):?(\d{2})\b")
_NAMED = re.compile(r"\(?(" + "|".join(sorted(map(re.escape, ZONES), key=len, reverse=True)) + r")\b\)?")

_TOWN = re.compile(r"\(?[a-z]{3,16} time\b\)?")
"""A time of a place that no table names."""
_AMBIGUOUS = frozenset(
    {"art", "cat", "eat", "pet", "wat", "west", "central", "eastern", "mountain", "pacific", "brasilia"}
)


def read_zone(norm: str, position: int, moment: Moment, parts: Parts) -> int | None:
    """Reads a zone into ``parts``, or passes over one that no table names: where it ends, or ``None``."""
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
        unknown = _TOWN.match(norm, position) if parts.clock else None
        return unknown.end() if unknown else None
    if not parts.clock and (len(named[1]) < 3 or named[1] in _AMBIGUOUS):
        return None  # "et" and "cat" are words where no time stands before them
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
