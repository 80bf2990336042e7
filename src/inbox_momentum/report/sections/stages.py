"""Section 3: how fast the owner answers, by stage, on a log time axis."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from inbox_momentum.model import Stage, StatRow, Wait, WaitStatus
from inbox_momentum.report import charts
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import Said, mail

LOW_S, HIGH_S = 15 * 60.0, 21 * charts.DAY_S
_TICKS_S = (900.0, 3600.0, 4 * 3600.0, 86400.0, 3 * 86400.0, 7 * 86400.0, 21 * 86400.0)
_MARKS_ON_PAGE = 600
"""Above this many in all, stages with many marks are drawn as bins."""
_MARKS_A_STAGE = 400
_GAP, _ROW_PX, _MOST_ROWS, _MIDDLE = 1.15, 6, 4, 31
_FEW = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """One request, or a bin of them."""

    x: str
    y: str
    r: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """Dots of one look."""

    state: str
    open: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage."""

    name: str
    count: str
    groups: tuple[Group, ...]
    median_x: str | None
    limit_x: str | None
    """Where the limit usually falls for this stage's requests."""
    median: str
    note: str
    label: str


@dataclass(frozen=True, slots=True)
class Stages:
    """The section."""

    rows: tuple[StageRow, ...]
    ticks: tuple[charts.Tick, ...]
    grid: tuple[str, ...]
    finding: Said | None
    binned: bool
    """True when any stage is drawn as bins."""
    limits: bool
    """True when any row shows a limit."""


def stages(ctx: Context) -> Stages | None:
    """A row a stage, in the order in which stages come; ``None`` when no reply time may be claimed."""
    if not ctx.latency:
        return None
    groups: dict[Stage | None, list[Wait]] = defaultdict(list)
    for wait in ctx.requests():
        if ctx.age(wait) is not None:
            groups[wait.stage].append(wait)
    order: list[Stage | None] = [*Stage, None]
    axis = charts.LogAxis(LOW_S, HIGH_S)
    figures = {row.key: row for row in ctx.report.statistics.by_stage}
    budget = _MARKS_ON_PAGE // max(1, len(groups))
    rows = [
        _row(ctx, stage, groups[stage], figures.get(stage) if stage else None, axis, budget)
        for stage in order
        if stage in groups
    ]
    return Stages(
        rows=tuple(rows),
        ticks=tuple(_ticks(ctx, axis)),
        grid=tuple(charts.percent(axis.at(tick)) for tick in _TICKS_S),
        finding=_finding(ctx, [figures[s] for s in order if s in groups and s in figures]),
        binned=any(len(groups[stage]) > _most(budget) for stage in groups),
        limits=any(row.limit_x for row in rows),
    )


def _most(budget: int) -> int:
    """Marks that a stage may draw one by one."""
    return min(_MARKS_A_STAGE, max(60, budget))


def _ticks(ctx: Context, axis: charts.LogAxis) -> list[charts.Tick]:
    last = len(_TICKS_S) - 1
    anchors = {0: "start", last: "end"}
    return [
        charts.Tick(
            charts.percent(axis.at(tick)), ctx.duration(tick), anchors.get(index, "middle"), index in (2, 4)
        )
        for index, tick in enumerate(_TICKS_S)
    ]


def _row(
    ctx: Context,
    stage: Stage | None,
    waits: list[Wait],
    figure: StatRow | None,
    axis: charts.LogAxis,
    budget: int,
) -> StageRow:
    still = sum(1 for wait in waits if wait.status is WaitStatus.OPEN)
    limits = [(wait.limit_at - wait.opened_at).total_seconds() for wait in waits if wait.limit_at is not None]
    usual = median(limits) if len(limits) >= _FEW else None
    value = figure.median_s if figure else None
    count = ctx.words.text("stages.replies", n=len(waits))
    words = _median_words(ctx, len(waits), figure)
    name = ctx.stage(stage)
    note = ctx.words.text("stages.still_open", n=still) if still else ""
    label = ctx.words.text("stages.row", stage=name, count=count, median=words)
    crowded = len(waits) > _most(budget)
    return StageRow(
        name=name,
        count=count,
        groups=tuple(_bins(ctx, waits, axis) if crowded else _dots(ctx, waits, axis)),
        median_x=charts.percent(axis.at(value)) if value is not None else None,
        limit_x=charts.percent(axis.at(usual)) if usual is not None else None,
        median=words,
        note=note,
        label=f"{label}; {note}" if note else label,
    )


def _median_words(ctx: Context, count: int, figure: StatRow | None) -> str:
    if figure is not None and figure.median_s is not None:
        return ctx.words.text("stages.median", waited=ctx.duration(figure.median_s))
    return ctx.words.text("stages.not_reached" if count >= _FEW and figure else "stages.early")


def _dots(ctx: Context, waits: list[Wait], axis: charts.LogAxis) -> list[Group]:
    """A mark a request, stacked where they would lie on each other."""
    placed = sorted((axis.at(ctx.age(wait) or 0.0), wait.id, wait) for wait in waits)
    rows = charts.stacked([x for x, _, _ in placed], _GAP, _MOST_ROWS)
    looks: dict[tuple[str, bool], list[Dot]] = defaultdict(list)
    for (x, _, wait), row in zip(placed, rows, strict=True):
        look = (ctx.state(wait), wait.status is WaitStatus.OPEN)
        y = charts.pixels(_MIDDLE + row * _ROW_PX)
        looks[look].append(Dot(charts.percent(x), y, "3.2", _title(ctx, wait)))
    return [Group(state, still, tuple(dots)) for (state, still), dots in sorted(looks.items())]


def _title(ctx: Context, wait: Wait) -> str:
    waited = ctx.duration(ctx.age(wait) or 0.0)
    if not ctx.is_live(wait.application_id) and ctx.is_rejected(wait.application_id):
        return ctx.words.text("stages.answered_closed", waited=waited)
    key = "stages.open" if wait.status is WaitStatus.OPEN else "stages.answered"
    return ctx.words.text(key, employer=mail(ctx.name(wait.application_id).plain, 48), waited=waited)


def _bins(ctx: Context, waits: list[Wait], axis: charts.LogAxis) -> list[Group]:
    """Columns of two per cent; the area of a mark is the number of requests in it."""
    counted: dict[tuple[str, bool, int], int] = defaultdict(int)
    for wait in waits:
        column = min(49, int(axis.at(ctx.age(wait) or 0.0) / 2))
        counted[ctx.state(wait), wait.status is WaitStatus.OPEN, column] += 1
    most = max(counted.values())
    looks: dict[tuple[str, bool], list[Dot]] = defaultdict(list)
    for (state, still, column), count in sorted(counted.items()):
        x = 2 * column + 1.0
        seconds = axis.low_s * (axis.high_s / axis.low_s) ** (x / 100)
        key = "stages.many_open" if still else "stages.many"
        title = ctx.words.text(key, n=count, waited=ctx.duration(seconds))
        radius = 2.5 + 9 * (count / most) ** 0.5
        looks[state, still].append(Dot(charts.percent(x), str(_MIDDLE), charts.pixels(radius), title))
    return [Group(state, still, tuple(dots)) for (state, still), dots in looks.items()]


def _finding(ctx: Context, rows: list[StatRow]) -> Said | None:
    """The slowest stage against the quickest, where both have an interval and these do not touch."""
    sure = [row for row in rows if row.median_s is not None and row.ci_low_s is not None]
    if len(sure) < 2:
        return None
    slow = max(sure, key=lambda row: row.median_s or 0.0)
    quick = min(sure, key=lambda row: row.median_s or 0.0)
    apart = quick.ci_high_s is not None and slow.ci_low_s is not None and quick.ci_high_s < slow.ci_low_s
    if not apart:
        return ctx.words.say("stages.even")
    return ctx.words.say(
        "stages.slowest",
        stage=ctx.stage(slow.key),
        slow=ctx.duration(slow.median_s or 0.0),
        quick_stage=ctx.stage(quick.key),
        quick=ctx.duration(quick.median_s or 0.0),
    )
