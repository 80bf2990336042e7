"""Section 4: how long until the owner answers, now against before, and the employers' side beside it."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import Silence, Statistics, WaitingCurve
from inbox_momentum.report import charts
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import Said

_OWN_LOW_S, _OWN_HIGH_S = 15 * 60.0, 21 * charts.DAY_S
_OWN_TICKS_S = (900.0, 3600.0, 4 * 3600.0, 86400.0, 3 * 86400.0, 7 * 86400.0, 21 * 86400.0)
_OWN_SHARES_S = (4 * 3600.0, 86400.0, 3 * 86400.0, 7 * 86400.0)
_SIZE = 1000.0
"""Width and height of the drawing's own coordinates, stretched to the page."""
_MOST_TICKS = 60
_NEAR = 0.8
"""Percent of the chart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One curve."""

    key: str
    name: str
    line: str
    """Path of the steps."""
    band: str | None
    """Path of the 95 % band."""
    censored: tuple[str, ...]
    """Where waits were still open, as percent across."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of the table under a chart."""

    head: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart with its table."""

    title: str
    lead: str
    lines: tuple[Line, ...]
    ticks: tuple[charts.Tick, ...]
    label: str
    finding: str
    row_heads: tuple[str, ...]
    corner: str
    cells: tuple[Cell, ...]
    note: str = ""
    """What a dash in the table means."""


@dataclass(frozen=True, slots=True)
class Curves:
    """The section: charts, or why there is none yet."""

    charts: tuple[Chart, ...]
    early: Said | None


def curves(ctx: Context) -> Curves | None:
    """Both sides' curves as far as each has eight waits; ``None`` when no reply time may be claimed."""
    if not ctx.latency:
        return None
    figures = ctx.report.statistics
    drawn = [chart for chart in (_own(ctx, figures), _employers(ctx, figures)) if chart is not None]
    missing = not any(curve.key == "you_now" for curve in figures.curves)
    early = ctx.words.say("curve.early", n=_recent(ctx)) if missing else None
    return Curves(tuple(drawn), early)


def _recent(ctx: Context) -> int:
    return sum(1 for w in ctx.requests() if (ctx.as_of - w.opened_at).total_seconds() < 42 * charts.DAY_S)


def _own(ctx: Context, figures: Statistics) -> Chart | None:
    known = {curve.key: curve for curve in figures.curves}
    now = known.get("you_now")
    if now is None:
        return None
    axis = charts.LogAxis(_OWN_LOW_S, _OWN_HIGH_S)
    before = known.get("you_before")
    shown = [now] if before is None else [before, now]
    last = len(_OWN_TICKS_S) - 1
    anchors = {0: "start", last: "end"}
    ticks = [
        charts.Tick(charts.percent(axis.at(t)), ctx.duration(t), anchors.get(i, "middle"), i in (2, 4))
        for i, t in enumerate(_OWN_TICKS_S)
    ]
    tabled = [now] if before is None else [now, before]
    return Chart(
        title=ctx.words.text("curve.title"),
        lead=ctx.words.text("curve.lead"),
        lines=tuple(_line(ctx, curve, axis, banded=curve is now) for curve in shown),
        ticks=tuple(ticks),
        label=ctx.words.text("curve.aria", n=now.n, half=_half(ctx, now)),
        finding=_finding(ctx, now, "you"),
        row_heads=tuple(ctx.words.text(f"curve.{curve.key}") for curve in tabled),
        corner=ctx.words.text("curve.answered_share"),
        cells=tuple(
            Cell(ctx.duration(t), tuple(_share(ctx, curve, t) for curve in tabled)) for t in _OWN_SHARES_S
        ),
    )


def _employers(ctx: Context, figures: Statistics) -> Chart | None:
    curve = next((curve for curve in figures.curves if curve.key == "employers"), None)
    if curve is None:
        return None
    weeks = min(8, max(2, round(curve.longest_s / (7 * charts.DAY_S))))
    axis = _Days(weeks * 7 * charts.DAY_S)
    step = 1 if weeks <= 4 else 2
    anchors = {0: "start", weeks: "end"}
    ticks = [
        charts.Tick(
            charts.percent(100 * w / weeks), ctx.words.text("curve.days", n=7 * w), anchors.get(w, "middle")
        )
        for w in range(0, weeks + 1, step)
    ]
    return Chart(
        title=ctx.words.text("curve.silent_title"),
        lead=ctx.words.text("curve.silent_lead"),
        lines=(_line(ctx, curve, axis, banded=True),),
        ticks=tuple(ticks),
        label=ctx.words.text("curve.silent_aria", n=curve.n, half=_half(ctx, curve)),
        finding=_finding(ctx, curve, "them"),
        row_heads=(ctx.words.text("curve.chance"),),
        corner=ctx.words.text("curve.silent_for"),
        cells=tuple(Cell(ctx.duration(row.silent_s), (_chance(ctx, row),)) for row in figures.silence),
        note=ctx.words.text("curve.chance_few") if any(r.chance is None for r in figures.silence) else "",
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """A linear axis of durations."""

    high_s: float

    def at(self, seconds: float) -> float:
        """0–100, clipped."""
        return min(100.0, 100 * seconds / self.high_s)


def _line(ctx: Context, curve: WaitingCurve, axis: charts.LogAxis | _Days, banded: bool) -> Line:
    end = axis.at(curve.longest_s)
    corners = [(axis.at(p.at_s), p.waiting, p.low, p.high) for p in curve.points if p.at_s <= axis.high_s]
    upper = _steps([(x, high) for x, _, _, high in corners], end)
    lower = _steps([(x, low) for x, _, low, _ in corners], end)
    ticks = sorted({round(axis.at(t), 1) for t in curve.open_at_s if t <= axis.high_s})
    return Line(
        key=curve.key,
        name=ctx.words.text(f"curve.{curve.key}"),
        line=_path(_steps([(x, y) for x, y, _, _ in corners], end)),
        band=_path([*upper, *reversed(lower)], closed=True) if banded else None,
        censored=tuple(charts.percent(x) for x in ticks[:_MOST_TICKS]) if banded else (),
    )


def _steps(corners: list[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """From the share at each time to the outline of a staircase that begins at one.

    Corners that no eye could tell from the one before are left out; the last one stays.
    """
    outline = [(0.0, 1.0)]
    for index, (x, y) in enumerate(corners):
        near = x - outline[-1][0] < _NEAR and outline[-1][1] - y < _NEAR / 100
        if near and index < len(corners) - 1:
            continue
        outline += [(x, outline[-1][1]), (x, y)]
    return [*outline, (max(end, outline[-1][0]), outline[-1][1])]


def _path(outline: list[tuple[float, float]], closed: bool = False) -> str:
    points = [f"{x * _SIZE / 100:.0f},{(1 - y) * _SIZE:.0f}" for x, y in outline]
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    return f"M{kept[0]} L{' '.join(kept[1:])}{'Z' if closed else ''}"


def _waiting(curve: WaitingCurve, seconds: float) -> float | None:
    """Share still waiting then; ``None`` beyond what was seen."""
    value = 1.0
    for point in curve.points:
        if point.at_s > seconds:
            break
        value = point.waiting
    return value if seconds <= curve.longest_s or value == 0.0 else None


def _share(ctx: Context, curve: WaitingCurve, seconds: float) -> str:
    waiting = _waiting(curve, seconds)
    if waiting is None:
        return "–"
    return ctx.words.text("curve.percent", share=round(100 * (1 - waiting)))


def _half_at(curve: WaitingCurve) -> float | None:
    """Seconds by which half were answered; ``None`` when that was not reached."""
    return next((point.at_s for point in curve.points if point.waiting <= 0.5), None)


def _finding(ctx: Context, curve: WaitingCurve, side: str) -> str:
    at = _half_at(curve)
    if at is None:
        return ctx.words.text(f"curve.{side}_no_half")
    return ctx.words.text(f"curve.{side}_half", waited=ctx.duration(at))


def _half(ctx: Context, curve: WaitingCurve) -> str:
    at = _half_at(curve)
    if at is None:
        return ctx.words.text("curve.no_half")
    return ctx.words.text("curve.half", waited=ctx.duration(at))


def _chance(ctx: Context, row: Silence) -> str:
    if row.chance is None:
        return ctx.words.text("curve.chance_none")
    return ctx.words.text("curve.percent", share=round(100 * row.chance))
