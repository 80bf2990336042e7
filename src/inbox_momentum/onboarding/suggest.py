"""What a new user probably answers: shown as the default of a question, never taken silently."""

from __future__ import annotations

from importlib import resources


def country(timezone: str) -> str | None:
    """The country of a time zone (``zone.tab`` of the tz database) when its holidays are known."""
    try:
        table = resources.files("tzdata") / "zoneinfo" / "zone.tab"
        lines = table.read_text("utf-8").splitlines()
    except (ModuleNotFoundError, OSError):
        return None
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found = next((row[0] for row in rows if len(row) > 2 and row[2] == timezone), None)
    return found if found and known_country(found) else None


def known_country(code: str) -> bool:
    """True when the public holidays of a country are known."""
    from inbox_momentum import clock_holidays

    try:
        clock_holidays.holidays(code, None, ())
    except KeyError:
        return False
    return True
