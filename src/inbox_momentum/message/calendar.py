"""Appointments in ``text/calendar`` parts (RFC 5545, RFC 5546), the only importer of ``icalendar``.

Only the properties that the program reads reach the library, one calendar at
a time, then one event at a time, then without the file's own zones: a broken
alarm, recurrence or zone must not hide an interview.
"""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Any

from inbox_momentum import assets
from inbox_momentum.model import Appointment

MAX_TEXT = 1_000_000
"""Characters of a calendar part that are read."""
MAX_EVENTS = 200

_FOLD = re.compile(r"\r?\n[ \t]|\r\n?(?=[ \t])")
_LINE_END = re.compile(r"\r\n?|\n")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_READ = frozenset(
    [
        "UID",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "DURATION",
        "STATUS",
        "SUMMARY",
        "ORGANIZER",
        "ATTENDEE",
        "RECURRENCE-ID",
    ]
)
_FAILURES = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, OSError)
"""What icalendar has been seen to raise on broken files (OSError: a zone whose name is no file name)."""
_FIXED_ZONE = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\)?", re.IGNORECASE)


@dataclass(slots=True)
class _Calendar:
    """The lines of one VCALENDAR that matter."""

    method: str = ""
    zone: str = ""
    """``X-WR-TIMEZONE``: what floating times mean to Google and Apple."""
    timezones: list[str] = field(default_factory=list)
    events: list[list[str]] = field(default_factory=list)


def appointments(text: str, owners: Iterable[str] = ()) -> tuple[Appointment, ...]:
    """Events of a calendar part in file order; never raises, unreadable ones are left out.

    A floating time (RFC 5545 §3.3.5, form 1) has no certain moment: its
    ``starts_at`` is ``None`` unless the calendar names its zone. A whole day
    starts at 00:00 UTC of its date. ``STATUS:CANCELLED`` reads as method
    CANCEL. ``owners`` (addresses) says whose PARTSTAT is wanted of several.
    """
    wanted = frozenset(owner.lower() for owner in owners)
    found: list[Appointment] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # icalendar tells standard error which zone it guessed
        _forget_zones()
        for calendar in _calendars(text[:MAX_TEXT]):
            for event in calendar.events[: MAX_EVENTS - len(found)]:
                component = _component(calendar, event)
                if component is not None:
                    found.append(_appointment(calendar, component, wanted))
    return tuple(found)


def _forget_zones() -> None:
    """Zones that one mail defines must not change the times of the next: icalendar keeps them by name."""
    from icalendar.timezone import tzp

    tzp.use_zoneinfo()


def _calendars(text: str) -> list[_Calendar]:
    """Cut the text into calendars, zones and events, keeping the lines that are read."""
    calendars: list[_Calendar] = []
    current = _Calendar()
    event: list[str] | None = None
    zone = 0
    inner = 0
    for line in _LINE_END.split(_FOLD.sub("", text)):
        line = line.strip()
        match = _NAME.match(line)
        name = match[0].upper() if match else ""
        value = line[len(name) :].partition(":")[2].strip()
        opens, closes = name == "BEGIN", name == "END"
        kind = value.upper()
        if zone or (opens and kind == "VTIMEZONE"):
            current.timezones.append(line)
            zone += opens - closes
        elif event is not None:
            if closes and not inner:
                current.events.append(event)
                event = None
            elif opens or closes:
                inner += opens - closes
            elif not inner and name in _READ:
                event.append(line)
        elif opens and kind == "VEVENT":
            event, inner = [], 0
        elif opens and kind == "VCALENDAR":
            current = _Calendar()
            calendars.append(current)
        elif name == "METHOD":
            current.method = kind
        elif name == "X-WR-TIMEZONE":
            current.zone = value
    if event:
        current.events.append(event)
    return calendars or ([current] if current.events else [])


def _component(calendar: _Calendar, event: list[str]) -> Any:
    """The event as icalendar reads it; ``None`` when it cannot, whatever is left away."""
    from icalendar import Calendar

    plain = [line for line in event if not line.upper().startswith(("ATTENDEE", "ORGANIZER"))]
    for zones, lines in ((calendar.timezones, event), ([], event), ([], plain)):
        text = "\r\n".join(
            ("BEGIN:VCALENDAR", *zones, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "")
        )
        try:
            for component in Calendar.from_ical(text).walk("VEVENT"):
                return component
        except _FAILURES:
            continue
    return None


def _appointment(calendar: _Calendar, event: Any, owners: frozenset[str]) -> Appointment:
    start = _value(event, "DTSTART")
    end = _value(event, "DTEND")
    length = _value(event, "DURATION")
    if end is None and isinstance(length, timedelta) and isinstance(start, date):
        end = _sum(start, length)
    cancelled = _text(event, "STATUS").upper() == "CANCELLED" and calendar.method in (
        "",
        "REQUEST",
        "PUBLISH",
    )
    zone_name = _parameter(event, "DTSTART", "TZID")
    return Appointment(
        uid=_text(event, "UID")[:1000],
        method="CANCEL" if cancelled else calendar.method,
        sequence=_sequence(_text(event, "SEQUENCE")),
        starts_at=_utc(start, calendar, zone_name),
        ends_at=_utc(end, calendar, _parameter(event, "DTEND", "TZID") or zone_name),
        all_day=isinstance(start, date) and not isinstance(start, datetime),
        summary=_text(event, "SUMMARY")[:1000],
        organizer=_mailbox(_first(event, "ORGANIZER")),
        partstat=_partstat(event, owners),
    )


def _first(event: Any, name: str) -> Any:
    value = event.get(name)
    return value[0] if isinstance(value, list) and value else value


def _text(event: Any, name: str) -> str:
    value = _first(event, name)
    return "" if value is None else str(value).strip()


def _sequence(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _value(event: Any, name: str) -> Any:
    """The Python value of a time property; ``None`` when it is absent or broken."""
    try:
        return getattr(_first(event, name), "dt", None)
    except _FAILURES:
        return None


def _parameter(event: Any, name: str, parameter: str) -> str:
    return str(getattr(_first(event, name), "params", {}).get(parameter, ""))


def _sum(start: date, length: timedelta) -> date | None:
    try:
        return start + length
    except OverflowError:
        return None


def _utc(value: Any, calendar: _Calendar, zone_name: str) -> datetime | None:
    """UTC moment of a property; ``None`` for a floating time of an unknown zone."""
    try:
        if isinstance(value, datetime):
            if value.tzinfo is None:
                zone = next(_zones(zone_name, calendar), None)
                if zone is None:
                    return None
                value = value.replace(tzinfo=zone)
            moment: datetime = value.astimezone(UTC)
            return moment
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return None


def _zones(zone_name: str, calendar: _Calendar) -> Iterator[tzinfo]:
    """Zones that an unresolved time may mean, the likeliest first."""
    from icalendar.timezone import tzp

    for name in (zone_name, calendar.zone):
        name = name.strip().strip('"').removeprefix("tzone://Microsoft/")
        if not name:
            continue
        fixed = _FIXED_ZONE.fullmatch(name)
        if fixed is not None:
            seconds = int(fixed[2]) * 3600 + int(fixed[3] or 0) * 60
            yield timezone(timedelta(seconds=-seconds if fixed[1] == "-" else seconds))
        shown = _display_names().get(_FIXED_ZONE.sub("", name).strip().lower(), "")
        for guess in (name, shown, "/".join(name.split("/")[-2:])):
            try:
                found = tzp.timezone(guess) if guess else None
            except _FAILURES:
                found = None
            if found is not None:
                yield found


@cache
def _display_names() -> dict[str, str]:
    return dict(tomllib.loads(assets.data("windows_zones.toml").read_text("utf-8")))


def _mailbox(value: Any) -> str:
    text = str(value or "").strip()
    if text[:7].lower() == "mailto:":
        text = text[7:]
    return text.strip().strip("<>").lower() if "@" in text else ""


def _partstat(event: Any, owners: frozenset[str]) -> str | None:
    """PARTSTAT of the owner, or of the only attendee; ``None`` when absent or unclear."""
    value = event.get("ATTENDEE")
    attendees = value if isinstance(value, list) else [value] if value is not None else []
    mine = [attendee for attendee in attendees if _mailbox(attendee) in owners]
    chosen = mine or attendees
    if len(chosen) != 1 and not mine:
        return None
    status = getattr(chosen[0], "params", {}).get("PARTSTAT")
    return str(status).upper() if status else None
