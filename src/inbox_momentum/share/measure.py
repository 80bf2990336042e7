"""From a report to the figures of a share: counts, censored medians, intervals, and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from inbox_momentum import statistics
from inbox_momentum.model import (
    ClosedHow,
    Ledger,
    Party,
    Report,
    Settings,
    Statistics,
    StatRow,
    UsageError,
    Wait,
    WaitStatus,
)
from inbox_momentum.share import suppress
from inbox_momentum.share.figures import (
    HIDDEN,
    KINDS,
    MAX_EMPLOYERS,
    MAX_HOURS,
    MIN_CELL,
    Completeness,
    EmployerRow,
    Figures,
    Period,
    Row,
    visible_part,
)

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UNCLEAR = (WaitStatus.UNKNOWN, WaitStatus.NEEDS_REVIEW)
_LAST_WEEK = timedelta(days=7)


def figures(
    report: Report, weeks: int, settings: Settings, employers: bool, chance: random.Random
) -> Figures:
    """Figures of the owner's side over the last ``weeks`` before the report's ``as_of``.

    ``employers`` asks for rows by employer, under letters that ``chance`` deals out.
    Raises ``UsageError`` when the mail allows no claim on reply times.
    """
    refused = report.coverage.latency_refused_because
    if refused is not None:
        raise UsageError(f"No share can be made of this mail. {refused}")
    waits = _asked(report, weeks, Party.YOU)
    by_kind = {row.key: row for row in _described(report, waits, settings).by_kind}
    large = suppress.large_enough({kind: by_kind[kind].n if kind in by_kind else 0 for kind in KINDS})
    kinds = tuple(_row(by_kind[kind]) if kind in large else HIDDEN for kind in KINDS)
    counted = [wait for wait in waits if wait.kind in large]
    again = _described(report, counted, settings)
    return Figures(
        period=Period(weeks, report.as_of.year, report.as_of.month),
        total=_total(again.overall, kinds),
        kinds=kinds,
        employers=_employers(again.by_employer, chance) if employers else None,
        completeness=completeness(report, weeks),
    )


def side(report: Report, weeks: int, settings: Settings, party: Party) -> Row:
    """All waits on one party in the last ``weeks`` as one group: requests to you, or replies to you."""
    waits = _asked(report, weeks, party)
    found = _described(report, waits, settings)
    row = found.overall if party is Party.YOU else found.employer_side
    return _row(row) if suppress.large_enough({party: row.n}) else HIDDEN


def _asked(report: Report, weeks: int, party: Party) -> list[Wait]:
    """The waits on ``party`` that the figures are about."""
    begins = report.as_of - timedelta(weeks=weeks)
    return [
        wait
        for wait in report.waits
        if wait.waiting_on is party
        and wait.opened_at >= begins
        and (party is Party.EMPLOYER or wait.kind in KINDS)
    ]


def _described(report: Report, waits: Collection[Wait], settings: Settings) -> Statistics:
    """The statistics of some of the report's waits."""
    return statistics.describe(Ledger(tuple(waits), (), report.applications), report.as_of, settings)


def _row(row: StatRow) -> Row:
    """A group that may be shown, rounded."""
    return Row(
        n=row.n,
        open=row.open if visible_part(row.open, row.n) else None,
        median_hours=hours(row.median_s),
        low_hours=hours(row.ci_low_s),
        high_hours=hours(row.ci_high_s),
    )


def _total(row: StatRow, kinds: tuple[Row, ...]) -> Row:
    """The sum of the kinds that are shown; its open part only when it gives none of theirs away."""
    if not any(kind.shown for kind in kinds):
        return HIDDEN
    total = _row(row)
    hidden = any(kind.shown and kind.open is None for kind in kinds)
    return replace(total, open=None) if hidden else total


def hours(seconds: float | None) -> int | None:
    """Rounded so that no message can be found by it: to 1 h up to two days, 6 h up to ten, then days.

    An hour or less is 1.
    """
    if seconds is None:
        return None
    exact = seconds / 3600
    step = 1 if exact <= 48 else 6 if exact <= 240 else 24
    return min(max(1, round(exact / step) * step), MAX_HOURS // 24 * 24)


def _employers(rows: Collection[StatRow], chance: random.Random) -> tuple[EmployerRow, ...]:
    """Large enough groups under letters dealt out at random, in the order of the letters."""
    kept = suppress.shown({row.key: row.n for row in rows if row.key is not None})
    chosen = [row for row in rows if row.key in kept][:MAX_EMPLOYERS]
    # By what is shown alone, so that the deal does not hang on names or on the order of the mail.
    chosen.sort(key=lambda row: (row.n, row.median_s or 0.0, row.ci_low_s or 0.0, row.ci_high_s or 0.0))
    chance.shuffle(chosen)
    bare = [replace(_row(row), open=None) for row in chosen]
    return tuple(EmployerRow(letter, row) for letter, row in zip(_LETTERS, bare, strict=False))


def completeness(report: Report, weeks: int) -> Completeness:
    """How much of the owner's side could be measured."""
    begins = report.as_of - timedelta(weeks=weeks)
    waits = _asked(report, weeks, Party.YOU)
    states = Counter(wait.status in _UNCLEAR for wait in waits)
    # A share of requests next to their number would tell how many the other part has.
    told = len(waits) >= MIN_CELL and visible_part(states[True], len(waits))
    coverage = report.coverage
    first, last = coverage.first_message_at, coverage.last_message_at
    return Completeness(
        measured_percent=_percent(states[False], len(waits)) if told else None,
        unclear_percent=_percent(states[True], len(waits)) if told else None,
        unreadable_percent=_percent(coverage.rejected, coverage.messages),
        reaches_back=first is not None and first <= begins,
        reaches_end=last is not None and last >= report.as_of - _LAST_WEEK,
        own_marks=any(wait.closed_how is ClosedHow.MANUAL for wait in waits),
    )


def _percent(part: int, whole: int) -> int:
    """To the nearest 5; 0 of nothing."""
    return 5 * round(20 * part / whole) if whole else 0
