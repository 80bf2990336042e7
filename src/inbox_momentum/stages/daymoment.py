"""When a message was written, and what has been read of a day and a time in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

END_OF_DAY = time(23, 59, 59)
_EARTH_LAST = timezone(timedelta(hours=-12))
"""The zone where a day ends last: the later reading when the sender's zone is unknown."""
_YEARS = (1900, 9000)


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
    def sane(self) -> bool:
        """Whether days can be counted from here: a forged date may lie at the end of time."""
        return _YEARS[0] < self.at.year < _YEARS[1]

    @property
    def today(self) -> date:
        """The writer's date."""
        zone = UTC if self.offset_s is None else self.zone
        return self.at.astimezone(zone).date()


@dataclass(slots=True)
class Parts:
    """What has been read."""

    day: date | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    exclusive: bool = False
    """The period itself is too late ("before the weekend")."""
    period: str = ""
    """A week, month or weekend instead of a day; "end" when its end was named."""
    partly: bool = False
    """A part of the day was named ("Wednesday evening")."""
    weekday: int | None = None
    """The weekday that stood for the day, 0 for Monday."""
    closing: bool = False
    """The time is the end of a day or of its business: a time of day may say when that is."""
    end: int = 0
    """Where the expression ends."""
