"""Durations for people."""

from __future__ import annotations

from inbox_momentum.report.words import Words

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_DAYS_WITH_HOURS = 10
"""From here on the hours say nothing."""


def duration(seconds: float, words: Words) -> str:
    """``12 min``, ``6 h``, ``4 d 2 h``, ``17 d``: two units at most, rounded down as people do with ages."""
    whole = int(max(0.0, seconds) + 0.5)  # half a second, for sums of floats
    if whole < _MINUTE:
        return words.text("duration.under_minute")
    if whole < _HOUR:
        return words.text("duration.min", n=whole // _MINUTE)
    if whole < _DAY:
        return words.text("duration.h", n=whole // _HOUR)
    days, rest = divmod(whole // _HOUR, 24)
    if days >= _DAYS_WITH_HOURS:
        return words.text("duration.d", n=days)
    return words.text("duration.dh", d=days, h=rest) if rest else words.text("duration.d", n=days)


def working_days(seconds: float, per_day_s: float, words: Words) -> str:
    """``2 working days``, to half a day."""
    halves = round(2 * seconds / per_day_s)
    if halves == 0:
        return words.text("duration.working_under")
    if halves % 2 == 0:
        return words.text("duration.working_days", n=halves // 2)
    # CLDR: a number with a visible fraction takes "other" in English and in most languages.
    return words.text("duration.working_days", n=1_000_000).replace("1,000,000", f"{halves / 2:g}")
