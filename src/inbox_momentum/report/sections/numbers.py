"""The four numbers of the first screen, each with last week's beside it, and the score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_momentum.model import ApplicationStatus, Party, Rating, Severity, Wait, WaitStatus
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import Said

WEEK = timedelta(days=7)
QUARTER = timedelta(weeks=13)
FEW = 5
"""Below this many requests a figure is too early."""


@dataclass(frozen=True, slots=True)
class Number:
    """One of the four numbers."""

    label: str
    value: str
    notes: tuple[str, ...]
    words: bool = False
    """True when the value is a phrase and wants smaller type."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """The score, or why there is none."""

    value: str | None
    text: Said
    reasons: tuple[Said, ...]


def numbers(ctx: Context) -> tuple[Number, ...]:
    """Waiting on you, waiting on them, median reply, lapses; each with what to compare it to."""
    return (_on_you(ctx), _on_them(ctx), _median(ctx), _lapses(ctx))


def _on_you(ctx: Context) -> Number:
    then = ctx.as_of - WEEK
    before = sum(1 for w in ctx.requests() if _was_open(w, then) and _was_live(ctx, w.application_id, then))
    old = len(ctx.old_requests())
    value = ctx.words.figure(len(ctx.open_requests()))
    notes = [ctx.words.text("numbers.week_ago", n=before)]
    if old:
        notes.append(ctx.words.text("numbers.old", n=old))
    return Number(ctx.words.text("numbers.you"), value, tuple(notes))


def _was_live(ctx: Context, application_id: str, at: datetime) -> bool:
    """True when the process was still going at ``at``, as far as its last message tells."""
    application = ctx.applications.get(application_id)
    if ctx.is_long_past(application_id):
        return False
    if application is None or ctx.is_live(application_id):
        return application is not None
    return application.last_message_at is not None and application.last_message_at > at


def _was_open(wait: Wait, at: datetime) -> bool:
    return wait.opened_at <= at and (wait.closed_at is None or wait.closed_at > at)


def _on_them(ctx: Context) -> Number:
    theirs = [
        a
        for a in ctx.report.applications
        if a.turn is Party.EMPLOYER
        and a.status in (ApplicationStatus.ACTIVE, ApplicationStatus.QUIET)
        and not ctx.is_long_past(a.id)
    ]
    since = [
        wait.opened_at
        for application in theirs
        for wait in ctx.waits_of.get(application.id, ())
        if wait.waiting_on is Party.EMPLOYER and wait.status is WaitStatus.OPEN
    ]
    notes = []
    if theirs:
        oldest = min(since, default=min((a.last_message_at or ctx.as_of for a in theirs), default=ctx.as_of))
        waited = ctx.duration((ctx.as_of - oldest).total_seconds())
        notes.append(ctx.words.text("numbers.longest", waited=waited))
    then = ctx.as_of - WEEK
    before = {
        wait.application_id
        for wait in ctx.report.waits
        if wait.waiting_on is Party.EMPLOYER
        and wait.status in (WaitStatus.ANSWERED, WaitStatus.OPEN)
        and _was_open(wait, then)
        and _was_live(ctx, wait.application_id, then)
    }
    notes.append(ctx.words.text("numbers.week_ago", n=len(before)))
    return Number(ctx.words.text("numbers.them"), ctx.words.figure(len(theirs)), tuple(notes))


def _median(ctx: Context) -> Number:
    row = ctx.report.statistics.overall
    label = ctx.words.text("numbers.median")
    if row.median_s is None:
        key = "early" if row.n < FEW else "not_reached"
        notes = (ctx.words.text("numbers.approx", n=row.n),)
        return Number(label, ctx.words.text(f"numbers.{key}"), notes, words=True)
    if row.ci_low_s is not None and row.ci_high_s is not None:
        low, high = ctx.duration(row.ci_low_s), ctx.duration(row.ci_high_s)
        note = ctx.words.text("numbers.range", low=low, high=high)
    else:
        note = ctx.words.text("numbers.approx", n=row.n)
    before = ctx.report.week_ago
    if before is None or before.median_s is None:
        return Number(label, ctx.duration(row.median_s), (note,))
    was = ctx.words.text("numbers.was", waited=ctx.duration(before.median_s))
    return Number(label, ctx.duration(row.median_s), (was, note))


def _lapses(ctx: Context) -> Number:
    recent = [
        lapse
        for lapse in ctx.report.lapses
        if lapse.severity is not Severity.INFO and lapse.since > ctx.as_of - QUARTER
    ]
    new = sum(1 for lapse in recent if lapse.since > ctx.as_of - WEEK)
    due = [
        wait for wait in ctx.requests() if wait.rating is not None and wait.opened_at > ctx.as_of - QUARTER
    ]
    inside = sum(1 for wait in due if wait.rating is Rating.GREEN)
    notes = [ctx.words.text("numbers.new", n=new)] if recent else []
    notes.append(
        ctx.words.text("numbers.inside", n=len(due), k=inside) if due else ctx.words.text("numbers.none_due")
    )
    return Number(ctx.words.text("numbers.lapses"), ctx.words.figure(len(recent)), tuple(notes))


def score_line(ctx: Context) -> ScoreLine | None:
    """The overall score with its reasons, or why it is refused."""
    score = ctx.report.score
    if score.overall is None:
        reason = ctx.told(score.refused_because or "")
        return ScoreLine(None, ctx.words.say("score.refused", reason=reason), ()) if reason else None
    value = ctx.words.text(
        "score.value", value=score.overall.value, low=score.overall.low, high=score.overall.high
    )
    reasons = [ctx.told(reason) for reason in score.reasons[:3]]
    scored = [(row.score.value, row) for row in score.by_application if row.score is not None]
    if len(scored) > 1:
        weakest, row = min(scored, key=lambda pair: (pair[0], pair[1].application_id))
        employer = ctx.name(row.application_id)
        reasons.append(ctx.words.say("score.weakest", employer=employer, score=weakest))
    return ScoreLine(value, ctx.words.say("score.note"), tuple(reasons))
