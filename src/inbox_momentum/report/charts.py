"""Layout maths: from times and durations to positions on a page. Percent across, pixels down.

Marks stretch with the page while text and dots keep their size, so one drawing
serves a desk, a phone and a sheet of paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAY_S = 86400.0


def percent(value: float) -> str:
    """``12.35%``: short, and the same on every machine."""
    return f"{round(value, 2):g}%"


def pixels(value: float) -> str:
    """A length in px for an SVG attribute."""
    return f"{round(value, 1):g}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis."""

    x: str
    label: str
    anchor: str
    """``start``, ``middle`` or ``end``."""
    minor: bool = False
    """True for a label that a narrow page leaves out."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Linear time, left to right."""

    start: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        """0–100, clipped to the axis."""
        span = (self.end - self.start).total_seconds()
        return min(100.0, max(0.0, 100 * (moment - self.start).total_seconds() / span))

    def covers(self, moment: datetime) -> bool:
        """True when ``moment`` lies on the axis."""
        return self.start <= moment <= self.end

    def marks(self, zone: ZoneInfo, count: int = 6) -> list[datetime]:
        """About ``count`` local midnights, evenly spaced, the first at or after the start."""
        days = (self.end - self.start).total_seconds() / DAY_S
        step = max(1, round(days / count))
        local = self.start.astimezone(zone)
        first = datetime(local.year, local.month, local.day, tzinfo=zone)
        if first < self.start:
            first += timedelta(days=1)
        marks: list[datetime] = []
        while first + timedelta(days=step * len(marks)) < self.end and len(marks) < 60:
            marks.append(first + timedelta(days=step * len(marks)))
        return marks


@dataclass(frozen=True, slots=True)
class LogAxis:
    """Durations on a log scale, clipped at both ends."""

    low_s: float
    high_s: float

    def at(self, seconds: float) -> float:
        """0–100."""
        clipped = min(self.high_s, max(self.low_s, seconds))
        return 100 * math.log(clipped / self.low_s) / math.log(self.high_s / self.low_s)


@dataclass(frozen=True, slots=True)
class Bar:
    """A wait against its limit."""

    width: str
    limit: str | None
    """Where the limit stands; ``None`` when there is none."""
    state: str
    beyond: bool
    """True when the bar would run off the end and is cut there."""


def wait_bar(spent_s: float, limit_s: float | None, state: str) -> Bar:
    """The limit stands at 72 % of the bar, so that there is room to be late."""
    if limit_s is None or limit_s <= 0:
        week = 100 * min(1.0, spent_s / (7 * DAY_S))
        return Bar(percent(max(2.0, week)), None, state, spent_s > 7 * DAY_S)
    share = 72 * spent_s / limit_s
    return Bar(percent(min(100.0, max(2.0, share))), percent(72), state, share > 100)


def stacked(positions: list[float], gap: float, most: int) -> list[int]:
    """A row (0 is the middle, then ±1, ±2 …) for each sorted position so that marks do not overlap.

    Marks that find no row within ``most`` share the outermost one.
    """
    order = [0, *(sign * step for step in range(1, most + 1) for sign in (1, -1))]
    last: dict[int, float] = {}
    rows: list[int] = []
    for position in positions:
        free = next((row for row in order if position - last.get(row, -1e9) >= gap), order[-1])
        last[free] = position
        rows.append(free)
    return rows
