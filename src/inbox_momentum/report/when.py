"""Dates in the owner's zone and the reader's language: the only importer of Babel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo


def plural_category(locale: str) -> Callable[[int], str]:
    """The locale's CLDR plural rule: a number to ``one``, ``few``, ``other`` …"""
    from babel import Locale

    rule = Locale.parse(locale).plural_form
    return lambda n: str(rule(n))


def written(value: datetime, pattern: str, zone: ZoneInfo, locale: str) -> str:
    """``value`` in ``zone`` by a CLDR pattern such as ``EEE d MMM``."""
    from babel.dates import format_datetime

    return str(format_datetime(value.astimezone(zone), pattern, locale=locale))


def weekday_names(locale: str) -> tuple[str, ...]:
    """Short names, Monday first."""
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=locale)
    return tuple(str(names[day]) for day in range(7))
