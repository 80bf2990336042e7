"""Section 6: what has a date: deadlines that employers named and days that the owner promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inbox_momentum.model import Promise, Wait, WaitStatus
from inbox_momentum.report import charts
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText

_BACK, _AHEAD = timedelta(days=7), timedelta(days=14)
_MOST = 20
_ROOM, _GAP = 15.0, 1.8
"""Percent of the axis that a date beside its mark takes, and its distance from the mark."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One date."""

    employer: MailText
    about: str
    quote: MailText | None
    assumed: bool
    """True when the time of day had to be assumed."""
    state: str
    text: str
    x: str
    day: charts.Tick
    """The date beside its mark; always shown when the date lies outside the axis."""
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The section."""

    rows: tuple[Dated, ...]
    ticks: tuple[charts.Tick, ...]
    grid: tuple[str, ...]
    now: str
    more: int


def strip(ctx: Context) -> Strip | None:
    """Open dates first to last, with what was settled in the last week; ``None`` without reply times."""
    if not ctx.latency:
        return None
    axis = charts.TimeAxis(ctx.as_of - _BACK, ctx.as_of + _AHEAD)
    found = sorted([*_deadlines(ctx, axis), *_promises(ctx, axis)], key=lambda pair: (pair[0], pair[1].title))
    marks = axis.marks(ctx.zone, count=5)
    now = axis.at(ctx.as_of)
    ticks = [
        charts.Tick(
            charts.percent(axis.at(m)),
            ctx.pattern(m, "axis"),
            "start" if axis.at(m) < 3 else "middle",
            i % 2 == 0,
        )
        for i, m in enumerate(marks)
        if abs(axis.at(m) - now) > 9 and axis.at(m) < 95
    ]
    return Strip(
        rows=tuple(dated for _, dated in found[:_MOST]),
        ticks=(*ticks, charts.Tick(charts.percent(now), ctx.words.text("ball.now"), "middle")),
        grid=tuple(charts.percent(axis.at(mark)) for mark in marks),
        now=charts.percent(now),
        more=max(0, len(found) - _MOST),
    )


def _deadlines(ctx: Context, axis: charts.TimeAxis) -> Iterable[tuple[datetime, Dated]]:
    for wait in ctx.requests():
        if wait.deadline is None or not _wanted(ctx, wait, axis):
            continue
        at = wait.deadline.at
        about = f"{ctx.words.text('strip.deadline')}: {ctx.words.text(f'kind.{wait.kind}')}"
        dated = _dated(ctx, axis, wait.application_id, about, wait.deadline.quote, at, wait.closed_at)
        yield at, replace(dated, assumed=not wait.deadline.stated)


def _wanted(ctx: Context, wait: Wait, axis: charts.TimeAxis) -> bool:
    if wait.status is WaitStatus.OPEN:
        return ctx.is_live(wait.application_id) and not ctx.is_long_past(wait.application_id)
    return wait.closed_at is not None and wait.closed_at >= axis.start and ctx.is_live(wait.application_id)


def _promises(ctx: Context, axis: charts.TimeAxis) -> Iterable[tuple[datetime, Dated]]:
    for promise in ctx.report.promises:
        if _current(ctx, promise, axis):
            about = ctx.words.text("strip.promise")
            kept = promise.kept_at
            yield (
                promise.due_at,
                _dated(ctx, axis, promise.application_id, about, promise.quote, promise.due_at, kept),
            )


def _current(ctx: Context, promise: Promise, axis: charts.TimeAxis) -> bool:
    if promise.kept_at is not None:
        return promise.kept_at >= axis.start
    return ctx.is_live(promise.application_id) and not ctx.is_long_past(promise.application_id)


def _dated(
    ctx: Context,
    axis: charts.TimeAxis,
    application_id: str,
    about: str,
    quote: str,
    at: datetime,
    done: datetime | None,
) -> Dated:
    state, text = _standing(ctx, at, done)
    x = min(98.0, max(2.0, axis.at(at)))
    name = ctx.name(application_id)
    return Dated(
        employer=name,
        about=about,
        quote=ctx.quote(quote),
        assumed=False,
        state=state,
        text=text,
        x=charts.percent(x),
        day=_day(ctx, axis, at, x),
        title=f"{name.plain}: {about}, {ctx.moment(at)}, {text}",
    )


def _day(ctx: Context, axis: charts.TimeAxis, at: datetime, x: float) -> charts.Tick:
    """On that side of the mark where neither the edge nor "now" is in its way."""
    now = axis.at(ctx.as_of)
    right = x < _ROOM or now <= x < now + _ROOM
    place = charts.percent(x + _GAP if right else x - _GAP)
    return charts.Tick(place, ctx.day(at), "start" if right else "end", minor=axis.covers(at))


def _standing(ctx: Context, at: datetime, done: datetime | None) -> tuple[str, str]:
    if done is not None:
        # A day that was named ends at its end: a few hours more are not "late" to anyone.
        return (
            ("ok", ctx.words.text("strip.done"))
            if done <= at
            else ("slow", ctx.words.text("strip.done_late"))
        )
    left = (at - ctx.as_of).total_seconds()
    if left < 0:
        return "lapse", ctx.words.text("strip.past", past=ctx.duration(-left))
    return ("slow" if left < charts.DAY_S else "ok"), ctx.words.text("strip.left", left=ctx.duration(left))
