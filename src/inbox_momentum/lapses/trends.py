"""Lapses of habit, judged by rank statistics over many waits."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
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
_SHRINK = 3


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
    yield from _after_praise(case, tested)
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


def _after_praise(case: Case, tested: Sequence[_Sides]) -> Iterator[Finding]:
    """Employers whose answers take at least twice as long since their praise, beyond chance.

    With several praised employers half of the chance of a false alarm goes to each alone
    (Bonferroni), half to all of them together: who slows down after every praise shows it
    in the sum long before any one employer could.
    """
    if not tested:
        return
    p = case.numbers.praise_p
    alone = p
    if len(tested) > 1:
        alone = p / 2 / len(tested)
        everyone = _lengths([wait for sides in tested for wait in sides.after])
        longest = max(tested, key=lambda sides: len(sides.before))
        if chance_of_dominance(everyone, _lengths(longest.before)) <= p / 2:
            alone = p
    for sides in tested:
        slow, quick = _lengths(sides.after), _lengths(sides.before)
        ratio = median(slow) / median(quick)
        if ratio < case.numbers.praise_ratio or dominance(slow, quick) < case.numbers.praise_dominance:
            continue
        if chance_of_dominance(slow, quick) <= alone:
            yield _praised(case, sides, ratio)


def _praised(case: Case, sides: _Sides, ratio: float) -> Finding:
    return Finding(
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


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a growth over the stages has to reach."""

    n: int
    tau: float
    p: float
    """Of single answers."""
    step_p: float
    """Of the medians of each application's stages."""
    growth: float


def _stage_slowdown(case: Case, measured: Sequence[Wait]) -> Iterator[Finding]:
    """A growth beyond chance that showed, as a tendency, among the answers of a week ago already.

    Looked at every week a steady person's first dozen answers would give several chances of
    a growth that is gone by the next report.
    """
    waits = [wait for wait in measured if wait.stage is not None and wait.kind in _QUICK_KINDS]
    numbers = case.numbers
    bar = _Bar(
        numbers.trend_n, numbers.trend_tau, numbers.trend_p, numbers.trend_step_p, numbers.trend_growth
    )
    growth = _growth(waits, bar)
    if growth is None:
        return
    then = case.as_of - timedelta(days=numbers.trend_since_days)
    before = [wait for wait in waits if wait.closed_at is not None and wait.closed_at <= then]
    since = _Bar(numbers.trend_since_n, numbers.trend_since_tau, 1.0, 1.0, numbers.trend_since_growth)
    if _growth(before, since) is None:
        return
    ranks = [_RANK[wait.stage] for wait in waits if wait.stage is not None]
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


def _growth(waits: Sequence[Wait], bar: _Bar) -> float | None:
    """Growth from the first to the last stage; ``None`` below the bar."""
    if len(waits) < bar.n:
        return None
    ranks = [_RANK[wait.stage] for wait in waits if wait.stage is not None]
    lengths = _lengths(waits)
    growth = stage_growth(ranks, lengths, bar.tau, bar.p)
    if growth is None:
        steps = by_step([wait.application_id for wait in waits], ranks, lengths)
        if len(steps) >= bar.n:
            where, typical = [rank for rank, _ in steps], [length for _, length in steps]
            growth = stage_growth(where, typical, bar.tau, bar.step_p)
    return growth if growth is not None and growth >= bar.growth else None


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
    import numpy as np

    # ways[k, u]: arrangements of k "after" values among those seen so far, by their U.
    size = n * m + 1
    ways = np.zeros((n + 1, size))
    ways[0, 0] = 1.0
    for place in range(n + m):
        for k in range(min(place, n - 1), max(place - m, 0) - 1, -1):
            below = place - k  # "before" values that a new "after" value exceeds
            ways[k + 1, below:] += ways[k, : size - below]
    return float(ways[n, u:].sum() / math.comb(n + m, n))


def stage_growth(ranks: Sequence[int], lengths: Sequence[float], tau: float, p: float) -> float | None:
    """Fitted growth from the first to the last stage when lengths rise with the stages.

    Kendall's tau-b, one-sided, and the least-squares line through the log lengths. ``None``
    when there is no such trend, or but one stage.
    """
    trend = kendall(ranks, lengths)
    if trend is None or not (trend.tau >= tau and trend.p_value < p):
        return None
    slope = _slope(ranks, [math.log(one) for one in lengths])
    return math.exp(slope * (max(ranks) - min(ranks)))


def by_step(
    applications: Sequence[str], ranks: Sequence[int], lengths: Sequence[float]
) -> list[tuple[int, float]]:
    """(stage, typical length) of each application at each of its stages.

    The median of a step is steadier than single answers, and what an employer gets more
    slowly at every stage is taken out: its mean distance from the common line, drawn
    towards none by three further steps.
    """
    cells: dict[tuple[str, int], list[float]] = defaultdict(list)
    for application, rank, length in zip(applications, ranks, lengths, strict=True):
        cells[application, rank].append(math.log(length))
    steps = [(application, rank, median(logs)) for (application, rank), logs in cells.items()]
    if len({rank for _, rank, _ in steps}) < 2:
        return []
    slope = _slope([rank for _, rank, _ in steps], [log for _, _, log in steps])
    level = fmean(log - slope * rank for _, rank, log in steps)
    above: dict[str, list[float]] = defaultdict(list)
    for application, rank, log in steps:
        above[application].append(log - slope * rank - level)
    own = {application: sum(rest) / (len(rest) + _SHRINK) for application, rest in above.items()}
    return [(rank, math.exp(log - own[application])) for application, rank, log in steps]


def _slope(ranks: Sequence[int], logs: Sequence[float]) -> float:
    """Of the least-squares line; the ranks must differ."""
    centre, level = fmean(ranks), fmean(logs)
    spread = sum((rank - centre) ** 2 for rank in ranks)
    return sum((rank - centre) * (one - level) for rank, one in zip(ranks, logs, strict=True)) / spread
