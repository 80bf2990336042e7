"""Lapses of habit, judged by rank statistics over many waits."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from statistics import fmean, median

from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.model import Application, Rating, Severity, Stage, Wait, WaitKind, WaitStatus
from inbox_momentum.survival import kendall

_QUICK_KINDS = frozenset({WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind.NEXT_STEP})
"""Kinds that share one limit: the others take longer by nature and come late in a process."""
_COMPARED = _QUICK_KINDS | {WaitKind.DOCUMENTS, WaitKind.REFERENCES, WaitKind.MESSAGE}
_RANK = {stage: rank for rank, stage in enumerate(Stage)}
_SHORTEST_S = 60.0


def find(case: Case) -> Iterator[Finding]:
    """Slower after praise, per application; slower over the stages, over all of them."""
    measured = sorted(
        (wait for waits in case.mine.values() for wait in waits if _is_measure(case, wait)),
        key=lambda wait: (wait.opened_at, wait.id),
    )
    for application in case.ledger.applications:
        if case.awake(application.id):
            yield from _after_praise(case, application, measured)
    yield from _stage_slowdown(case, measured)


def _is_measure(case: Case, wait: Wait) -> bool:
    """An answered wait, or an open one that is long already: its age is a lower bound."""
    if wait.kind not in _COMPARED or wait.working_s is None:
        return False
    return wait.status is WaitStatus.ANSWERED or case.base_rating(wait) is Rating.RED


def _after_praise(case: Case, application: Application, measured: Sequence[Wait]) -> Iterator[Finding]:
    times = case.ledger.times
    praised = [
        one
        for one in application.message_ids
        if one in times and one in case.readings and case.readings[one].praise
    ]
    if not praised or not case.mine.get(application.id):
        return
    since = times[praised[0]]
    first = bisect_left(measured, since, key=lambda wait: wait.opened_at)
    after = [wait for wait in measured[first:] if wait.application_id == application.id]
    before = [wait for wait in measured[:first] if wait.status is WaitStatus.ANSWERED]
    kinds = {wait.kind for wait in after} & {wait.kind for wait in before}
    after = [wait for wait in after if wait.kind in kinds]
    before = [wait for wait in before if wait.kind in kinds]
    if len(after) < case.numbers.praise_after or len(before) < case.numbers.praise_before:
        return
    slow, quick = _lengths(after), _lengths(before)
    ratio = median(slow) / median(quick)
    if ratio < case.numbers.praise_ratio or dominance(slow, quick) < case.numbers.praise_dominance:
        return
    yield Finding(
        kind="after_praise",
        says="open",
        severity=Severity.ATTENTION,
        application_id=application.id,
        root=f"after_praise {application.id}",
        since=after[case.numbers.praise_after - 1].opened_at,
        waits=tuple(after),
        message_ids=(praised[0], *(wait.opened_by for wait in after)),
        key=praised[0],
        n=len(after),
        m=len(before),
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
