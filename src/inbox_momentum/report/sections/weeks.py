"""Section 5: thirteen weeks of requests, and the hours at which the owner answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from inbox_momentum.model import Direction
from inbox_momentum.report import charts, when
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import Said

WEEKS = 13
_HEIGHT = 120
_ORDER = ("ok", "none", "slow", "lapse")
_SHADES = 5
_HABIT_FROM = 20
"""Fewer answers than this show no habit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar."""

    state: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Week:
    """One bar."""

    x: str
    width: str
    middle: str
    label: str
    median: str
    pieces: tuple[Piece, ...]
    title: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A line of the scale."""

    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Hour:
    """One cell of the week."""

    x: str
    y: str
    shade: str
    title: str


@dataclass(frozen=True, slots=True)
class Weeks:
    """The section."""

    weeks: tuple[Week, ...]
    levels: tuple[Level, ...]
    text: Said | None
    trend: Said | None
    hours: tuple[Hour, ...]
    days: tuple[str, ...]
    hours_text: Said


def weeks(ctx: Context) -> Weeks | None:
    """Bars and cells; ``None`` when no reply time may be claimed."""
    if not ctx.latency:
        return None
    starts = _mondays(ctx)
    bars, levels = _bars(ctx, starts)
    sent = _sent(ctx, starts[0])
    return Weeks(
        weeks=bars,
        levels=levels,
        text=_text(ctx, starts[0]),
        trend=_trend(ctx),
        hours=_cells(ctx, sent),
        days=when.weekday_names(ctx.words.locale),
        hours_text=_habit(ctx, sent),
    )


def _mondays(ctx: Context) -> list[date]:
    today = ctx.as_of.astimezone(ctx.zone).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def _bars(ctx: Context, starts: list[date]) -> tuple[tuple[Week, ...], tuple[Level, ...]]:
    counts: dict[date, Counter[str]] = {start: Counter() for start in starts}
    for wait in ctx.requests():
        day = wait.opened_at.astimezone(ctx.zone).date()
        monday = day - timedelta(days=day.weekday())
        if monday in counts:
            counts[monday][ctx.state(wait)] += 1
    top = max((sum(counter.values()) for counter in counts.values()), default=0)
    if not top:
        return (), ()
    top = next(step for step in (2, 4, 8, 12, 16, 24, 40, 80, 160, 400, 1000, 10**9) if step >= top)
    medians = {row.key: row.median_s for row in ctx.report.statistics.by_week}
    bars = tuple(_bar(ctx, index, start, counts[start], top, medians) for index, start in enumerate(starts))
    levels = tuple(
        Level(charts.pixels(_HEIGHT * (1 - part)), ctx.words.figure(round(top * part)))
        for part in (0, 0.5, 1)
    )
    return bars, levels


def _bar(
    ctx: Context,
    index: int,
    start: date,
    counter: Counter[str],
    top: int,
    medians: dict[str | None, float | None],
) -> Week:
    step = 100 / WEEKS
    pieces: list[Piece] = []
    base = float(_HEIGHT)
    for state in _ORDER:
        height = _HEIGHT * counter[state] / top
        base -= height
        if height:
            pieces.append(Piece(state, charts.pixels(base), charts.pixels(height)))
    iso = start.isocalendar()
    value = medians.get(f"{iso.year:04d}-W{iso.week:02d}")
    noon = datetime.combine(start, time(12), tzinfo=ctx.zone)
    title = ctx.words.text(
        "weeks.bar",
        day=ctx.day(noon),
        ok=counter["ok"],
        slow=counter["slow"],
        lapse=counter["lapse"],
        other=counter["none"],
    )
    return Week(
        x=charts.percent(index * step + step * 0.12),
        width=charts.percent(step * 0.76),
        middle=charts.percent(index * step + step / 2),
        label=str(iso.week),
        median=ctx.duration(value) if value is not None else "",
        pieces=tuple(pieces),
        title=title,
        minor=index % 2 == 1,
    )


def _text(ctx: Context, first: date) -> Said | None:
    start = datetime.combine(first, time(0), tzinfo=ctx.zone)
    recent = [wait for wait in ctx.requests() if wait.opened_at >= start]
    if not recent:
        return None
    late = sum(1 for wait in recent if ctx.state(wait) == "lapse")
    word = ctx.words.number_word(late) if late else ctx.words.text("weeks.none_late")
    return ctx.words.say("weeks.text", n=len(recent), late=word)


def _trend(ctx: Context) -> Said | None:
    trend = ctx.report.statistics.trend
    if trend is None:
        return None
    return ctx.words.say(f"weeks.{trend.direction or 'steady'}")


def _sent(ctx: Context, first: date) -> list[datetime]:
    """When the owner wrote, in the owner's zone."""
    start = datetime.combine(first, time(0), tzinfo=ctx.zone)
    return [
        evidence.at.astimezone(ctx.zone)
        for evidence in ctx.report.evidence.values()
        if evidence.direction is Direction.OUT
        and evidence.at is not None
        and start <= evidence.at <= ctx.as_of
    ]


def _cells(ctx: Context, sent: list[datetime]) -> tuple[Hour, ...]:
    """Only cells that hold something: an empty week is the ground they lie on."""
    counts = Counter((at.weekday(), at.hour) for at in sent)
    most = max(counts.values(), default=1)
    names = when.weekday_names(ctx.words.locale)
    return tuple(
        Hour(
            x=charts.percent(100 * hour / 24),
            y=str(18 * day),
            shade=str(max(1, round(_SHADES * count / most))),
            title=ctx.words.text("weeks.cell", n=count, day=names[day], hour=f"{hour:02d}:00"),
        )
        for (day, hour), count in sorted(counts.items())
    )


def _habit(ctx: Context, sent: list[datetime]) -> Said:
    if not sent:
        return ctx.words.say("weeks.hours_none")
    if len(sent) < _HABIT_FROM:
        return ctx.words.say("weeks.early")
    blocks: dict[int, int] = defaultdict(int)
    days: Counter[int] = Counter(at.weekday() for at in sent)
    for at in sent:
        blocks[at.hour // 3] += 1
    block = max(sorted(blocks), key=lambda index: blocks[index])
    day = max(sorted(days), key=lambda index: days[index])
    # A seventh of all is what chance gives a day, an eighth what it gives a block.
    if days[day] < 1.6 * len(sent) / 7 and blocks[block] < 2.4 * len(sent) / 8:
        return ctx.words.say("weeks.spread")
    names = when.weekday_names(ctx.words.locale)
    span = f"{3 * block:02d}:00 – {3 * block + 3:02d}:00"
    return ctx.words.say("weeks.busiest", day=names[day], hours=span, n=blocks[block], all=len(sent))
