"""The figures of a share: a type with no room for anything private.

Every field is a whole number within bounds, a yes or no, a letter or a name out of a
closed list; there is no field of free text and none of time. The bounds are checked
when a record is made, so that not even a careless caller could put a subject,
an address or a date in here.
"""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import REQUIRED_KINDS, WaitKind

MIN_CELL = 5
"""Fewer waits than this are never shown as a group (domain.md §6)."""
MAX_COUNT = 100_000
MAX_HOURS = 24 * 366 * 10
PERIODS = (4, 8, 13, 26, 52)
"""Weeks that a share may look back: few and coarse, so that a period tells no date."""
KINDS: tuple[WaitKind, ...] = tuple(kind for kind in WaitKind if kind in REQUIRED_KINDS)
"""Every kind of request that a share speaks of, always all of them and in this order."""
MAX_EMPLOYERS = 26


class PrivateField(TypeError):
    """Something that a share may not hold was put into one: a mistake of ours."""


def _count(value: int | None, low: int, high: int) -> None:
    """Raises unless ``value`` is a whole number within the bounds (and no subclass of one)."""
    if type(value) is not int or not low <= value <= high:
        raise PrivateField("this field holds a whole number within its bounds")


@dataclass(frozen=True, slots=True)
class Row:
    """Censored reply times of one group; every field ``None`` when the group is suppressed."""

    n: int | None
    """How many requests, at least ``MIN_CELL``."""
    open: int | None
    """How many of them are unanswered; ``None`` also when that, or the rest, is a number from 1 to 4."""
    median_hours: int | None
    """Kaplan-Meier median, rounded; ``None`` also when more than half are still unanswered."""
    low_hours: int | None
    """95 % interval; ``None`` also when there are too few requests for one."""
    high_hours: int | None
    """As ``low_hours``; ``None`` also when it is not reached."""

    def __post_init__(self) -> None:
        hours = [(given, 1, MAX_HOURS) for given in (self.median_hours, self.low_hours, self.high_hours)]
        for given, low, high in ((self.n, MIN_CELL, MAX_COUNT), (self.open, 0, MAX_COUNT), *hours):
            if given is not None:
                _count(given, low, high)
        rest = (self.open, self.median_hours, self.low_hours, self.high_hours)
        if self.n is None and rest != (None, None, None, None):
            raise PrivateField("a suppressed group shows nothing at all")
        if self.n is not None and self.open is not None and not visible_part(self.open, self.n):
            raise PrivateField("a part of 1 to 4 requests is a group of its own and stays hidden")

    @property
    def shown(self) -> bool:
        """False when the group is suppressed."""
        return self.n is not None


def visible_part(part: int, whole: int) -> bool:
    """True when neither ``part`` of ``whole`` nor the rest is a number from 1 to 4."""
    return all(size == 0 or size >= MIN_CELL for size in (part, whole - part))


HIDDEN = Row(None, None, None, None, None)
"""A suppressed group."""


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """One employer under a letter that means nothing outside this share."""

    letter: str
    """``A`` to ``Z``, dealt out at random for each share."""
    row: Row

    def __post_init__(self) -> None:
        if type(self.letter) is not str or len(self.letter) != 1 or not "A" <= self.letter <= "Z":
            raise PrivateField("an employer goes by one letter")
        if type(self.row) is not Row or not self.row.shown:
            raise PrivateField("an employer with fewer than five requests is left out altogether")


@dataclass(frozen=True, slots=True)
class Period:
    """When, in coarse terms."""

    weeks: int
    """One of ``PERIODS``."""
    ends_year: int
    ends_month: int
    """The month in which the period ends; no day."""

    def __post_init__(self) -> None:
        if type(self.weeks) is not int or self.weeks not in PERIODS:
            raise PrivateField("the length of the period is not one of those that are offered")
        _count(self.ends_year, 1900, 2200)
        _count(self.ends_month, 1, 12)

    @property
    def ends(self) -> str:
        """``2026-11``."""
        return f"{self.ends_year:04d}-{self.ends_month:02d}"


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what was asked could be measured at all."""

    measured_percent: int | None
    """Requests of the period whose answer, or lack of one, is known: to the nearest 5 %.

    ``None`` when there are fewer than ``MIN_CELL``, or when these or the rest are a number from 1 to 4."""
    unclear_percent: int | None
    """Requests that need review, or whose answer may lie where no mail shows it: to the nearest 5 %.

    ``None`` as ``measured_percent``."""
    unreadable_percent: int
    """Messages that could not be read: to the nearest 5 %."""
    reaches_back: bool
    """True when the mail goes back to the start of the period."""
    reaches_end: bool
    """True when the mail goes on to the last week of the period."""
    own_marks: bool
    """True when the candidate marked requests as answered by hand ("by phone")."""

    def __post_init__(self) -> None:
        parts = (self.measured_percent, self.unclear_percent)
        hidden = parts == (None, None)
        for share in (*(() if hidden else parts), self.unreadable_percent):
            _count(share, 0, 100)
            if share is None or share % 5:
                raise PrivateField("shares are given to the nearest 5 %")
        for answer in (self.reaches_back, self.reaches_end, self.own_marks):
            if type(answer) is not bool:
                raise PrivateField("this is a yes or a no")


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the mail has to do with a share."""

    period: Period
    total: Row
    """Over the kinds that are shown, and no others: no suppressed number is in it."""
    kinds: tuple[Row, ...]
    """One row for each of ``KINDS``, in that order."""
    employers: tuple[EmployerRow, ...] | None
    """``None`` when the candidate did not ask for them (the default)."""
    completeness: Completeness

    def __post_init__(self) -> None:
        kinds, employers = self.kinds, self.employers
        if type(kinds) is not tuple or len(kinds) != len(KINDS) or any(type(r) is not Row for r in kinds):
            raise PrivateField("there is one row for each kind")
        if employers is not None and (
            type(employers) is not tuple
            or len(employers) > MAX_EMPLOYERS
            or any(type(one) is not EmployerRow for one in employers)
            or [one.letter for one in employers] != sorted({one.letter for one in employers})
        ):
            raise PrivateField("employers are listed once each, by their letters")
        for part, kind in ((self.total, Row), (self.period, Period), (self.completeness, Completeness)):
            if type(part) is not kind:
                raise PrivateField("a part of the figures is of another type")
        shown = [row for row in kinds if row.n is not None]
        if (self.total.n or 0) != sum(row.n or 0 for row in shown):
            raise PrivateField("the total counts the kinds that are shown, and nothing else")
        if self.total.open is not None and any(row.open is None for row in shown):
            raise PrivateField("a hidden part must not be recoverable from the total")
