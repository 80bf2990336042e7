"""Lapses of habit, judged by rank statistics over many waits."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.model import Application, Rating, Severity, Stage, Wait, WaitKind, WaitStatus
from inbox_momentum.survival import kendall

_QUICK_KINDS = frozenset({WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind.NEXT_STEP})
"""Kinds that share one limit: the others take longer by nature and come late in a process."""
_COMPARED = _QUICK_KINDS | {WaitKind.DOCUMENTS, WaitKind.REFERENCES, WaitKind.MESSAGE}
_RANK = {stage: rank for rank, stage in enumerate(Stage)}
_SHORTEST_S = 60.0
_MOST_COMPARED = 200
"""A habit is a matter of the last few hundred answers, not of years ago."""
_EXACT_PAIRS = 2000


def find(case: Case) -> Iterator[Finding]:
    """Slower after praise, per application; slower over the stages, over all of them."""
    measured = sorted(
        (wait for waits in case.mine.values() for wait in waits if _is_measure(case, wait)),
        key=lambda wait: (wait.opened_at, wait.id),
    )
    by_application: dict[str, list[Wait]] = defaultdict(list)
    for wait in measured:
        by_application[wait.application_id].append(wait)
    tested = [
        sides
        for application in case.ledger.applications
        if case.awake(application.id)
        and (sides := _around_praise(case, application, measured, by_application[application.id])) is not None
    ]
    for sides in tested:
        yield from _after_praise(case, sides, case.numbers.praise_p / len(tested))
    yield from _stage_slowdown(case, measured)


def _is_measure(case: Case, wait: Wait) -> bool:
    """An answered wait, or an open one that is long already: its age is a lower bound."""
    if wait.kind not in _COMPARED or wait.working_s is None:
        return False
    return wait.status is WaitStatus.ANSWERED or case.base_rating(wait) is Rating.RED


@dataclass(frozen=True, slots=True)
class _Sides:
    """An application's waits since its first praise, and all of the owner's before that."""

    application_id: str
    praise: str
    after: tuple[Wait, ...]
    before: tuple[Wait, ...]


def _around_praise(
    case: Case, application: Application, measured: Sequence[Wait], own: Sequence[Wait]
) -> _Sides | None:
    """Both sides of the praise, same kinds; ``None`` when it is too early to tell."""
    times = case.ledger.times
    praised = [
        one
        for one in application.message_ids
        if one in times and one in case.readings and case.readings[one].praise
    ]
    if not praised:
        return None
    since = times[praised[0]]
    late = [wait for wait in own if wait.opened_at >= since]
    if len(late) < case.numbers.praise_after:
        return None
    first = bisect_left(measured, since, key=lambda wait: wait.opened_at)
    early = [
        wait
        for wait in measured[max(first - _MOST_COMPARED, 0) : first]
        if wait.status is WaitStatus.ANSWERED
    ]
    kinds = {wait.kind for wait in late} & {wait.kind for wait in early}
    after = tuple(wait for wait in late if wait.kind in kinds)
    before = tuple(wait for wait in early if wait.kind in kinds)
    if len(after) < case.numbers.praise_after or len(before) < case.numbers.praise_before:
        return None
    return _Sides(application.id, praised[0], after[-_MOST_COMPARED:], before)


def _after_praise(case: Case, sides: _Sides, p: float) -> Iterator[Finding]:
    slow, quick = _lengths(sides.after), _lengths(sides.before)
    ratio = median(slow) / median(quick)
    if ratio < case.numbers.praise_ratio or dominance(slow, quick) < case.numbers.praise_dominance:
        return
    if chance_of_dominance(slow, quick) > p:
        return
    yield Finding(
        kind="after_praise",
        says="open",
        severity=Severity.ATTENTION,
        application_id=sides.application_id,
        root="after_praise",
        since=sides.after[case.numbers.praise_after - 1].opened_at,
        waits=sides.after,
        message_ids=(sides.praise, *(wait.opened_by for wait in sides.after)),
        key=sides.praise,
        n=len(sides.after),
        m=len(sides.before),
        ratio=ratio,
    )


def _stage_slowdown(case: Case, measured: Sequence[Wait]) -> Iterator[Finding]:
    waits = [wait for wait in measured if wait.stage is not None and wait.kind in _QUICK_KINDS]
    if len(waits) < case.numbers.trend_n:
        return
    ranks = [_RANK[wait.stage] for wait in waits if wait.stage is not None]
    growth = stage_growth(ranks, _lengths(waits), case.numbers.trend_tau, case.numbers.trend_p)
    if growth is None or growth < case.numbers.trend_growth:
        return
    last = max(ranks)
    late = [
        wait
        for wait, rank in zip(waits, ranks, strict=True)
        if rank == last and case.awake(wait.application_id)
    ]
    if not late:
        return
    slowest = max(late, key=lambda wait: (wait.working_s or 0.0, wait.id))
    yield Finding(
        kind="stage_slowdown",
        says="open",
        severity=Severity.ATTENTION,
        application_id=slowest.application_id,
        root="stage_slowdown",
        since=slowest.opened_at,
        waits=tuple(late),
        message_ids=tuple(wait.opened_by for wait in late),
        key="stages",
        n=len(waits),
        ratio=growth,
    )


def _lengths(waits: Sequence[Wait]) -> list[float]:
    return [max(wait.working_s or 0.0, _SHORTEST_S) for wait in waits]


def dominance(after: Sequence[float], before: Sequence[float]) -> float:
    """P(after > before) over all pairs, ties half: Mann and Whitney's U over its maximum."""
    ordered = sorted(before)
    wins = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in after)
    return wins / (2 * len(ordered) * len(after))


def chance_of_dominance(after: Sequence[float], before: Sequence[float]) -> float:
    """Chance of a dominance at least as high if both sides were alike.

    Mann and Whitney's U: its exact distribution for small sides (their recursion over the
    largest value), the normal one with continuity correction otherwise. Ties count half,
    rounded down, which errs towards no alarm.
    """
    n, m = len(after), len(before)
    u = math.floor(dominance(after, before) * n * m)
    if n * m > _EXACT_PAIRS:
        spread = math.sqrt(n * m * (n + m + 1) / 12)
        return 0.5 * math.erfc((u - n * m / 2 - 0.5) / spread / math.sqrt(2))
    # ways[k][u]: arrangements of k "after" values among those seen so far, by their U.
    ways = [[0] * (n * m + 1) for _ in range(n + 1)]
    ways[0][0] = 1
    for place in range(n + m):
        for k in range(min(place, n - 1), -1, -1):
            below = place - k  # "before" values that a new "after" value exceeds
            if below > m:
                continue
            for score in range(n * m - below, -1, -1):
                if ways[k][score]:
                    ways[k + 1][score + below] += ways[k][score]
    return sum(ways[n][u:]) / math.comb(n + m, n)


def stage_growth(ranks: Sequence[int], lengths: Sequence[float], tau: float, p: float) -> float | None:
    """Fitted growth from the first to the last stage when lengths rise with the stages.

    Kendall's tau-b, one-sided, and the least-squares line through the log lengths. ``None``
    when there is no such trend, or but one stage.
    """
    trend = kendall(ranks, lengths)
    if trend is None or not (trend.tau >= tau and trend.p_value < p):
        return None
    logs = [math.log(one) for one in lengths]
    centre, level = fmean(ranks), fmean(logs)
    spread = sum((rank - centre) ** 2 for rank in ranks)
    slope = sum((rank - centre) * (one - level) for rank, one in zip(ranks, logs, strict=True)) / spread
    return math.exp(slope * (max(ranks) - min(ranks)))
