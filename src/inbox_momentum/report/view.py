"""The page as plain records: everything a template draws is worked out here, nothing in the template."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import Report
from inbox_momentum.report import words
from inbox_momentum.report.context import Context, context
from inbox_momentum.report.sections import (
    account,
    attention,
    ball,
    corrected,
    curve,
    evidence,
    first,
    since,
    stages,
    strip,
    weeks,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the page."""

    title: str
    week: str
    """The day of the report, and its week."""
    made: str
    """The time of day of the report, and the zone of all times."""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. ``None`` sections are left out."""

    head: Head
    latency: bool
    first: first.First
    since: since.Since | None
    """Only in a weekly report."""
    ball: ball.Ball | None
    stages: stages.Stages | None
    curves: curve.Curves | None
    weeks: weeks.Weeks | None
    strip: strip.Strip | None
    lapses: evidence.Lapses | None
    attention: attention.Attention | None
    corrected: corrected.Corrected | None
    limits: account.Limits
    provenance: account.Provenance


def page(report: Report, quotes: bool = True) -> Page:
    """The view of ``report``; ``quotes`` False leaves out what mail says in its own words."""
    ctx = context(report, words.load(), quotes)
    some = bool(report.applications)
    return Page(
        head=_head(ctx),
        latency=ctx.latency,
        first=first.first(ctx),
        since=since.since(ctx),
        ball=ball.ball(ctx) if some else None,
        stages=stages.stages(ctx) if some else None,
        curves=curve.curves(ctx) if some else None,
        weeks=weeks.weeks(ctx) if some else None,
        strip=strip.strip(ctx) if some else None,
        lapses=evidence.lapses(ctx) if some else None,
        attention=attention.attention(ctx) if some else None,
        corrected=corrected.corrected(ctx),
        limits=account.limits(ctx),
        provenance=account.provenance(ctx),
    )


def _head(ctx: Context) -> Head:
    day = ctx.pattern(ctx.as_of, "day_full")
    return Head(
        title=ctx.words.text("head.title", day=day),
        week=ctx.words.text("head.week", day=day, week=ctx.as_of.astimezone(ctx.zone).isocalendar().week),
        made=ctx.words.text("head.times", clock=ctx.pattern(ctx.as_of, "clock"), zone=ctx.report.timezone),
    )
