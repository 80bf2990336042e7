"""Date and Received times (RFC 5322 §3.3, §4.3), read without ever guessing a moment.

A date that cannot be read is ``None``, never now and never the epoch. The
leniencies are listed in ``docs/standards.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from inbox_momentum import assets

MAX_LENGTH = 1_000
"""Characters of a date value that are looked at; of Received the last ones."""

_COMMON = re.compile(
    r"(?:[A-Za-z]{3},? +)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? "
    r"([+-]\d{4})(?: \([^()]*\))?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[Tt ]+|$)"
    r"(?:(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d{1,12})?)?(?P<rest>.*)"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,12})?)?(?![\d:])\s*([AaPp]\.?[Mm]\b\.?)?"
)
_DOTTED_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d:.])\s*([AaPp]\.?[Mm]\b\.?)?")
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC?|Z))?\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,/\-]+")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_SPACES = re.compile(r"\s+")
_MONTHS = {
    name: at
    for at, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_TWELVE_HOURS = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date value says."""

    at: datetime | None
    """UTC; ``None`` when the value is absent, unreadable or names no certain moment."""
    offset_s: int | None
    """Seconds east of UTC; ``None`` for ``-0000`` (RFC 5322 §3.3) or an unknown zone."""
    problem: str | None = None
    """Defect code; ``None`` when the value is as it should be."""


UNREADABLE = Moment(None, None, "date-unparseable")


@dataclass(frozen=True, slots=True)
class _Words:
    """The table ``data/dates.toml``."""

    months: dict[str, int]
    zones: dict[str, int]
    ambiguous: dict[str, tuple[int, ...]]


@cache
def _words() -> _Words:
    table = tomllib.loads(assets.data("dates.toml").read_text("utf-8"))
    return _Words(
        {name: int(month) for month, names in table["months"].items() for name in names},
        dict(table["zones"]),
        {name: tuple(offsets) for name, offsets in table["ambiguous"].items()},
    )


@lru_cache(maxsize=1024)
def read(value: str, received_at: datetime | None = None) -> Moment:
    """Moment of a ``Date`` value; never raises.

    ``received_at`` (UTC) decides between the meanings of an ambiguous zone
    name: RFC 5322 §4.3 allows such out-of-band information.
    """
    value = value[:MAX_LENGTH].strip()
    match = _COMMON.fullmatch(value)
    if match is not None and match[2] in _MONTHS:
        day, name, year, hour, minute, second, zone = match.groups()
        numbers = (_year(year), _MONTHS[name], int(day), int(hour), int(minute), int(second or 0))
        return _moment(numbers, *_numeric(zone[0], zone[1:3], zone[3:]), problem=None)
    try:
        return _lenient(_SPACES.sub(" ", _without_comments(value)).strip(), received_at)
    except (ValueError, OverflowError):
        return UNREADABLE


def received(value: str) -> Moment:
    """Moment of a ``Received`` value: what follows its last ``;`` (RFC 5321 §4.4).

    Comments may hold ``;``, so they go first. Leniency: relays that write no
    ``;`` but end with a time (``2016-09-01 12:00:00.123 +0000 UTC``).
    """
    text = _without_comments(value[-16 * MAX_LENGTH :])
    clause, found, tail = text.rpartition(";")
    if found and tail.strip():
        return read(tail.strip())
    match = re.search(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^;]{0,60}", clause or text)
    return read(match[0]) if match else UNREADABLE


def _without_comments(value: str) -> str:
    """Without ``(comments)``, nested ones too; unbalanced brackets are left alone."""
    if "(" not in value:
        return value
    out: list[str] = []
    depth = 0
    for piece in re.split(r"([()])", value):
        if piece == "(":
            depth += 1
        elif piece == ")":
            if depth == 0:
                return value
            depth -= 1
        elif depth == 0:
            out.append(piece)
    return value if depth else " ".join(out)


def _lenient(text: str, received_at: datetime | None) -> Moment:
    iso = _ISO.fullmatch(text)
    if iso is not None:
        numbers = (
            int(iso["year"]), int(iso["month"]), int(iso["day"]),
            int(iso["hour"] or 0), int(iso["minute"] or 0), int(iso["second"] or 0),
        )  # fmt: skip
        if iso["hour"] is None:
            return UNREADABLE
        return _placed(numbers, iso["rest"], received_at)
    text = _CJK.sub(r"\3 \2月 \1", text)
    clock = _CLOCK.search(text) or _DOTTED_CLOCK.search(text)
    if clock is None:
        return UNREADABLE
    hour = int(clock[1])
    if clock[4]:
        if not 1 <= hour <= _TWELVE_HOURS:
            return UNREADABLE
        hour = hour % _TWELVE_HOURS + (_TWELVE_HOURS if clock[4][0] in "pP" else 0)
    before, after = text[: clock.start()], text[clock.end() :]
    zone, rest = _split_zone(after)
    day = _calendar_day(before + " " + rest)
    if day is None:
        return UNREADABLE
    return _placed((*day, hour, int(clock[2]), int(clock[3] or 0)), zone, received_at)


def _split_zone(after: str) -> tuple[str, str]:
    """Zone and what is left of the text after the clock (a year, as ``ctime`` writes it)."""
    offset = _OFFSET.search(after)
    if offset is not None and offset[0].strip()[0:1] not in "0123456789":
        return offset[0].strip(), after[: offset.start()] + " " + after[offset.end() :]
    words = after.split()
    months = _words().months
    zone = next(
        (word for word in words if word.strip('".,').isalpha() and word.strip(".,").lower() not in months), ""
    )
    return zone, " ".join(word for word in words if word != zone)


def _calendar_day(text: str) -> tuple[int, int, int] | None:
    """(year, month, day) out of the words around the clock; ``None`` when not certain."""
    months = _words().months
    words = [word for word in _SEPARATORS.split(text.replace("'", " ")) if word]
    numbers: list[str] = []
    month = 0
    for word in words:
        bare = word.strip(".").lower()
        if bare.isdecimal() and bare.isascii():
            numbers.append(bare)
        elif bare.endswith("月") and bare[:-1].isdecimal():
            month = int(bare[:-1])
        elif not month and bare in months:
            month = months[bare]
        elif bare.count(".") == 2:  # 24.12.2023: a dotted date is day first everywhere
            numbers.extend(part for part in bare.split(".") if part.isdecimal())
            month = -1 if len(numbers) == 3 else month
    if month == -1:
        return _year(numbers[2]), int(numbers[1]), int(numbers[0])
    if month and len(numbers) == 2:
        first, second = numbers
        if len(first) > 2:
            first, second = second, first
        return _year(second), month, int(first)
    if not month and len(numbers) == 3:
        return _all_numbers(numbers)
    return None


def _all_numbers(numbers: list[str]) -> tuple[int, int, int] | None:
    """``8/11/2023`` is August or November: read only when one reading is possible."""
    if len(numbers[0]) == 4:
        return int(numbers[0]), int(numbers[1]), int(numbers[2])
    first, second = int(numbers[0]), int(numbers[1])
    if first == second or first > 12 >= second:
        return _year(numbers[2]), second, first
    if second > 12 >= first:
        return _year(numbers[2]), first, second
    return None


def _year(digits: str) -> int:
    """RFC 5322 §4.3: 00–49 is 2000–2049, 50–99 and three digits count from 1900.

    Leniency: ``0102`` is such a three-digit year, written by programs that were not ready for 2000.
    """
    year = int(digits[:6])
    if len(digits) <= 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if 100 <= year < 200 else year


def _numeric(sign: str, hours: str, minutes: str) -> tuple[int | None, int | None]:
    """(seconds to apply, offset to report) of a numeric zone; (None, None) when impossible."""
    if sign == "-" and hours.strip("0") == "" and minutes.strip("0") == "":
        return 0, None
    seconds = int(hours) * 3600 + int(minutes) * 60
    if int(minutes) > 59 or seconds > 15 * 3600:
        return None, None
    return (seconds, seconds) if sign == "+" else (-seconds, -seconds)


def _placed(numbers: tuple[int, int, int, int, int, int], zone: str, received_at: datetime | None) -> Moment:
    """The moment of a local time and a zone as written."""
    zone = zone.strip().strip('".').lower()
    table = _words()
    offset = _OFFSET.match(zone)
    if offset is not None:
        hours, minutes = offset[2], offset[3] or "00"
        return _moment(numbers, *_numeric(offset[1], hours, minutes), problem=None)
    name = zone.split(" ")[0]
    if name in table.zones:
        return _moment(numbers, table.zones[name], table.zones[name], problem=None)
    if name in table.ambiguous:
        return _chosen(numbers, name, received_at)
    if not name:
        return _moment(numbers, 0, None, problem="date-zone-missing")
    # RFC 5322 §4.3: military letters and unknown names are read as -0000.
    return _moment(numbers, 0, None, problem="date-zone-unknown")


def _chosen(numbers: tuple[int, int, int, int, int, int], name: str, received_at: datetime | None) -> Moment:
    """One meaning of an ambiguous zone, or an unknown moment: none of its meanings is UTC."""
    readings = list(_readings(numbers, name))
    if received_at is not None:
        # A mail arrives within the hour, if clocks are a little off also before it was sent.
        fitting = [
            reading
            for reading in readings
            if reading.at and timedelta(minutes=-15) <= received_at - reading.at <= timedelta(minutes=75)
        ]
        if len(fitting) == 1:
            return fitting[0]
    if name == "bst" and readings and readings[0].at and _british_summer(readings[0].at):
        return readings[0]
    return Moment(None, None, "date-zone-ambiguous")


def _readings(numbers: tuple[int, int, int, int, int, int], name: str) -> Iterator[Moment]:
    for offset in _words().ambiguous[name]:
        moment = _moment(numbers, offset, offset, problem=None)
        if moment.at is not None:
            yield Moment(moment.at, offset, None)


def _british_summer(at: datetime) -> bool:
    """Last Sunday of March to last Sunday of October, 01:00 UTC."""
    start, end = (
        last - timedelta(days=(last.weekday() + 1) % 7)
        for last in (datetime(at.year, 3, 31, 1, tzinfo=UTC), datetime(at.year, 10, 31, 1, tzinfo=UTC))
    )
    return start <= at < end


def _moment(
    numbers: tuple[int, int, int, int, int, int],
    seconds: int | None,
    offset: int | None,
    *,
    problem: str | None,
) -> Moment:
    """UTC moment of a local time; 24:00:00 is the next midnight, a leap second the second before."""
    year, month, day, hour, minute, second = numbers
    if seconds is None:
        return Moment(None, None, "date-zone-invalid")
    if not 1970 <= year <= 2100:
        return Moment(None, None, "date-out-of-range")
    midnight = hour == 24 and minute == 0 and second == 0
    try:
        local = datetime(year, month, day, 0 if midnight else hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return UNREADABLE
    if second > 60:
        return UNREADABLE
    if midnight:
        local += timedelta(days=1)
        problem = problem or "date-hour-24"
    at = local - timedelta(seconds=seconds)
    if not 1970 <= at.year <= 2100:
        return Moment(None, None, "date-out-of-range")
    return Moment(at, offset, problem)
