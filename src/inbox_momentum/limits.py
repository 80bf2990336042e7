"""The limits of a wait (domain.md §3, table): which length is green, amber or red.

The table is ``data/limits.toml``; the owner may override rows. A limit counts either
working or elapsed seconds (``Limit.clock``); "1 wd" is one working day of the owner's
own calendar.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from inbox_momentum.assets import data
from inbox_momentum.model import Limit, Rating, Settings, WaitKind, WorkingCalendar

_HOUR_S = 3600.0
_UNITS = {"h": _HOUR_S, "d": 24 * _HOUR_S}
_DEFAULT_DAY_S = float(WorkingCalendar().end_s - WorkingCalendar().start_s)
_ROW_OF_KIND = {WaitKind.OFFER: "offer_decide"}


@dataclass(frozen=True, slots=True)
class Span:
    """A wait as far as its rating needs it."""

    kind: WaitKind
    opened_at: datetime
    ended_at: datetime
    """When it closed, or ``as_of`` while it is open."""
    working_s: float
    elapsed_s: float
    deadline_at: datetime | None
    """Deadline that the employer named; ``None`` when there is none."""


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Any]]:
    with data("limits.toml").open("rb") as file:
        return tomllib.load(file)


def green_share() -> float:
    """Share of a window with a stated deadline in which handing in is green."""
    return float(_table()["code_test_deadline"]["share"])


def override(name: str, row: Mapping[str, Any], day_s: float = _DEFAULT_DAY_S) -> Limit:
    """One row as the owner writes it, e.g. ``{green = "1 wd", amber = "3 wd"}``.

    What the row leaves out keeps its default. ``day_s`` is the length of a working day
    in seconds. Raises ``KeyError`` for an unknown name, ``TypeError`` or ``ValueError``
    for values that cannot be used.
    """
    if name not in _table():
        raise KeyError(f"there is no limit named {name}; known: {', '.join(sorted(_table()))}")
    if not isinstance(row, Mapping):
        raise TypeError('a limit looks like {green = "1 wd", amber = "2 wd"}')
    unknown = set(row) - {"green", "amber", "red"}
    if unknown:
        raise ValueError(f"{name} has no setting {', '.join(sorted(unknown))}")
    return _limit({**_table()[name], **row}, day_s)


def limits(settings: Settings) -> dict[str, Limit]:
    """All rows by name: the defaults, with the owner's rows in their place."""
    day_s = float(settings.calendar.end_s - settings.calendar.start_s)
    rows = {name: _limit(row, day_s) for name, row in _table().items()}
    return rows | {name: limit for name, limit in settings.limits.items() if name in rows}


def row_of(kind: WaitKind) -> str:
    """Name of the row that governs the whole of a wait of ``kind``."""
    return _ROW_OF_KIND.get(kind, kind.value)


def rate(limit: Limit, working_s: float, elapsed_s: float) -> Rating:
    """A length against one limit."""
    length = working_s if limit.clock == "working" else elapsed_s
    if limit.green_s is None or length <= limit.green_s:
        return Rating.GREEN
    if not limit.may_be_red or limit.amber_s is None or length <= limit.amber_s:
        return Rating.AMBER
    return Rating.RED


def rate_span(rows: Mapping[str, Limit], span: Span) -> Rating:
    """A wait against the limit of its kind and against the employer's deadline, if any.

    A test or an offer with a deadline goes by the deadline alone. For the other kinds the
    usual limits hold, except that nothing is red before a deadline that lies later, and
    nothing is green after one that lies earlier.
    """
    if span.deadline_at is not None and span.kind in (WaitKind.CODE_TEST, WaitKind.OFFER):
        return rate_deadline(span.opened_at, span.deadline_at, span.ended_at)
    usual = rate(rows[row_of(span.kind)], span.working_s, span.elapsed_s)
    if span.deadline_at is None or span.deadline_at <= span.opened_at:
        return usual
    if span.ended_at > span.deadline_at:
        return Rating.AMBER if usual is Rating.GREEN else usual
    return Rating.AMBER if usual is Rating.RED else usual


def rate_deadline(opened_at: datetime, deadline_at: datetime, ended_at: datetime) -> Rating:
    """A window that ends with a deadline: green for its first share, red after it."""
    if ended_at > deadline_at:
        return Rating.RED
    window = (deadline_at - opened_at).total_seconds()
    if window <= 0 or (ended_at - opened_at).total_seconds() > green_share() * window:
        return Rating.AMBER
    return Rating.GREEN


def _limit(row: Mapping[str, Any], day_s: float) -> Limit:
    green, amber = _length(row.get("green"), day_s), _length(row.get("amber"), day_s)
    clocks = {clock for length in (green, amber) if length for clock in (length[1],)}
    if len(clocks) > 1:
        raise ValueError("green and amber must both be working time (wd) or both elapsed time (h, d)")
    if green and amber and amber[0] < green[0]:
        raise ValueError("amber must not be shorter than green")
    red = row.get("red", True)
    if not isinstance(red, bool):
        raise TypeError("red is true or false")
    return Limit(
        green_s=green[0] if green else None,
        amber_s=amber[0] if amber else None,
        clock=clocks.pop() if clocks else "elapsed",
        may_be_red=red,
    )


def _length(value: object, day_s: float) -> tuple[float, str] | None:
    """(seconds, clock) of "1 wd", "24 h" or "5 d"."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError('write a length such as "1 wd", "24 h" or "5 d"')
    number, _, unit = value.strip().partition(" ")
    count = float(number)
    if not 0 <= count < 10_000:
        raise ValueError(f"{value!r} is no usable length")
    if unit.strip() == "wd":
        return count * day_s, "working"
    if unit.strip() in _UNITS:
        return count * _UNITS[unit.strip()], "elapsed"
    raise ValueError(f"{value!r} needs a unit: wd (working days), h or d")
