"""Section 2: who has the ball, an application a row, both sides' waits on one time axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    ApplicationStatus,
    Direction,
    Party,
    Wait,
    WaitStatus,
)
from inbox_momentum.report import charts, said
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText, Said, mail

ROWS_DRAWN = 36
"""More rows than this are listed in words: nobody reads four hundred lines of dots."""
_MARKS_PER_ROW = 60
_SPANS = (
    timedelta(weeks=2),
    timedelta(weeks=6),
    timedelta(weeks=13),
    timedelta(weeks=26),
    timedelta(weeks=52),
)
_HEIGHT = {"ok": 6, "slow": 10, "lapse": 14, "none": 6, "them": 2}
_MIDDLE = 17


@dataclass(frozen=True, slots=True)
class Box:
    """A wait on the axis."""

    x: str
    width: str
    y: str
    height: str
    title: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """Waits of one look."""

    state: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One or more messages on the axis."""

    x: str
    title: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Messages of one side."""

    you: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One application."""

    employer: MailText
    about: Said
    state: str
    now: str
    since: str
    away: str
    """When the last mail came, if nothing of the row lies on the axis; else ''."""
    boxes: tuple[Boxes, ...]
    marks: tuple[Marks, ...]
    label: str
    """The whole row in words."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An application without a drawing."""

    employer: MailText
    text: Said


@dataclass(frozen=True, slots=True)
class Ball:
    """The section."""

    rows: tuple[Row, ...]
    ticks: tuple[charts.Tick, ...]
    grid: tuple[str, ...]
    free: bool
    """True when a bar is drawn for mail that asks nothing."""
    empty_axis: bool
    """True when nothing was written in the time the axis covers."""
    rest: tuple[Listed, ...]
    rest_count: int
    old: tuple[Listed, ...]
    """Never ended in words, but silent for long."""
    old_count: int
    closed: tuple[Listed, ...]
    closed_count: int


_LISTED = 60
"""Names printed of each list; the counts stay true."""


def ball(ctx: Context) -> Ball:
    """Rows that need the owner first, then the others by how long they have been silent."""
    going = [application for application in ctx.report.applications if not _is_closed(application)]
    live = [application for application in going if not ctx.is_long_past(application.id)]
    old = [application for application in going if ctx.is_long_past(application.id)]
    old.sort(key=lambda a: (-(a.last_message_at or ctx.as_of).timestamp(), a.id))
    closed = [application for application in ctx.report.applications if _is_closed(application)]
    live.sort(key=lambda application: _urgency(ctx, application))
    drawn, rest = live[:ROWS_DRAWN], live[ROWS_DRAWN:]
    axis = _axis(ctx, drawn)
    rows = tuple(_row(ctx, application, axis) for application in drawn)
    closed.sort(key=lambda a: (-(a.last_message_at or ctx.as_of).timestamp(), a.id))
    marks = axis.marks(ctx.zone)
    return Ball(
        rows=rows,
        ticks=tuple(_ticks(ctx, axis, marks)),
        grid=tuple(charts.percent(axis.at(mark)) for mark in marks),
        free=any(look.state == "none" for row in rows for look in row.boxes),
        empty_axis=not any(row.marks for row in rows),
        rest=tuple(_listed(ctx, application) for application in rest[:_LISTED]),
        rest_count=len(rest),
        old=tuple(_old(ctx, application) for application in old[:_LISTED]),
        old_count=len(old),
        closed=tuple(_closed(ctx, application) for application in closed[:_LISTED]),
        closed_count=len(closed),
    )


def _is_closed(application: Application) -> bool:
    return application.status is ApplicationStatus.CLOSED or application.outcome is not None


def _urgency(ctx: Context, application: Application) -> tuple[int, int, float, str]:
    """Open requests by their state, then the owner's turn, then theirs, then what rests."""
    wait = _open_wait(ctx, application, Party.YOU)
    rest = application.status is ApplicationStatus.ON_HOLD
    turn = {Party.YOU: 0, Party.EMPLOYER: 1, Party.NOBODY: 2}[application.turn]
    state = ("lapse", "slow", "ok", "none").index(ctx.state(wait)) if wait else 4
    last = application.last_message_at
    age = wait.opened_at.timestamp() if wait else -(last.timestamp() if last else 0.0)
    return (3 if rest else 0 if wait else turn, state, age, application.id)


def _open_wait(ctx: Context, application: Application, side: Party) -> Wait | None:
    waits = [
        wait
        for wait in ctx.waits_of.get(application.id, ())
        if wait.waiting_on is side and wait.status is WaitStatus.OPEN and not wait.junk
    ]
    if not ctx.latency:
        return None
    order = ("lapse", "slow", "ok", "none", "them")
    return min(waits, key=lambda wait: (order.index(ctx.state(wait)), wait.opened_at), default=None)


def _axis(ctx: Context, drawn: list[Application]) -> charts.TimeAxis:
    """The shortest span that shows the latest mail of most rows and, if short, all their history."""
    opened = [a.opened_at for a in drawn if a.opened_at is not None]
    last = sorted((a.last_message_at for a in drawn if a.last_message_at is not None), reverse=True)
    chosen = _SPANS[1]
    if opened and ctx.as_of - min(opened) <= _SPANS[0]:
        chosen = _SPANS[0]
    elif last:
        middle = last[len(last) // 2]
        chosen = next((span for span in _SPANS[1:] if ctx.as_of - middle < span), _SPANS[1])
    return charts.TimeAxis(ctx.as_of - chosen, ctx.as_of)


def _ticks(ctx: Context, axis: charts.TimeAxis, marks: list[datetime]) -> Iterable[charts.Tick]:
    for index, mark in enumerate(marks):
        x = axis.at(mark)
        if x < 91:  # leaves room for "now"
            anchor = "start" if x < 3 else "middle"
            yield charts.Tick(charts.percent(x), ctx.pattern(mark, "axis"), anchor, minor=index % 2 == 1)
    yield charts.Tick("100%", ctx.words.text("ball.now"), "end")


def _row(ctx: Context, application: Application, axis: charts.TimeAxis) -> Row:
    mine = _open_wait(ctx, application, Party.YOU)
    state, now = _now(ctx, application, mine)
    name = ctx.name(application.id)
    label = ctx.words.text("ball.row", n=len(application.message_ids), employer=name, now=now)
    last = application.last_message_at
    since = ctx.words.text("ball.last", when=ctx.day(last)) if last else ""
    boxes = tuple(_boxes(ctx, application, axis)) if ctx.latency else ()
    marks = tuple(_marks(ctx, application, axis))
    return Row(
        employer=name,
        about=_about(ctx, application),
        state=state,
        now=now,
        since=since,
        away=since if last and not axis.covers(last) and not boxes and not marks else "",
        boxes=boxes,
        marks=marks,
        label=label,
    )


def _about(ctx: Context, application: Application) -> Said:
    about = Said((ctx.stage(application.stage),))
    if said.touched(ctx, application.id):  # before the role, whose end may not fit
        about = ctx.words.say("list.comma", a=about, b=ctx.words.text("said.mark_short"))
    if application.role and application.role.strip():
        return ctx.words.say("list.comma", a=about, b=mail(application.role, 60))
    return about


def _now(ctx: Context, application: Application, mine: Wait | None) -> tuple[str, str]:
    say = ctx.words.text
    if not ctx.latency:
        return "them", say("ball.unknown")
    if application.status is ApplicationStatus.ON_HOLD:
        return "them", say("ball.on_hold")
    if mine is not None:
        key = "ball.you" if mine.kind in REQUIRED_KINDS else "ball.may"
        return ctx.state(mine), say(key, waited=ctx.duration((ctx.as_of - mine.opened_at).total_seconds()))
    if application.turn is Party.YOU:
        return "none", say("ball.you_plain")
    if application.turn is Party.EMPLOYER:
        theirs = _open_wait(ctx, application, Party.EMPLOYER)
        since = theirs.opened_at if theirs else application.last_message_at
        waited = ctx.duration((ctx.as_of - since).total_seconds()) if since else ""
        return "them", say("ball.them", waited=waited) if waited else say("ball.them_plain")
    return "them", say("ball.nobody")


def _boxes(ctx: Context, application: Application, axis: charts.TimeAxis) -> Iterable[Boxes]:
    """Both sides' waits by look; theirs first so that the owner's lie on top."""
    shown = (WaitStatus.ANSWERED, WaitStatus.OPEN)
    looks: dict[str, list[Box]] = {state: [] for state in ("them", "none", "ok", "slow", "lapse")}
    for wait in ctx.waits_of.get(application.id, ()):
        end = wait.closed_at or ctx.as_of
        if wait.status not in shown or wait.junk or end <= axis.start or end < wait.opened_at:
            continue
        left, right = axis.at(wait.opened_at), axis.at(end)
        state = ctx.state(wait)
        looks[state].append(
            Box(
                x=charts.percent(left),
                width=charts.percent(max(0.4, right - left)),
                y=charts.pixels(_MIDDLE - _HEIGHT[state] / 2),
                height=str(_HEIGHT[state]),
                title=_box_title(ctx, wait, state),
            )
        )
    return [Boxes(state, tuple(boxes)) for state, boxes in looks.items() if boxes]


def _box_title(ctx: Context, wait: Wait, state: str) -> str:
    end = wait.closed_at or ctx.as_of
    waited = ctx.duration((end - wait.opened_at).total_seconds())
    suffix = "_open" if wait.status is WaitStatus.OPEN else ""
    if wait.waiting_on is not Party.YOU:
        return ctx.words.text(f"ball.bar_them{suffix}", waited=waited)
    kind = ctx.words.text(f"kind.{wait.kind}")
    return ctx.words.text(f"ball.bar_you{suffix}", kind=kind, waited=waited, state=ctx.state_word(state))


def _marks(ctx: Context, application: Application, axis: charts.TimeAxis) -> list[Marks]:
    """A dot a message; messages closer than a dot's width on a crowded row become one."""
    step = 1.5 if len(application.message_ids) > _MARKS_PER_ROW else 0.02
    times: dict[tuple[bool, int], list[datetime]] = {}
    for message_id in application.message_ids:
        evidence = ctx.evidence(message_id)
        if evidence is None or evidence.at is None or not axis.covers(evidence.at):
            continue
        if evidence.direction in (Direction.IN, Direction.OUT):
            key = (evidence.direction is Direction.OUT, int(axis.at(evidence.at) / step))
            times.setdefault(key, []).append(evidence.at)
    sides: dict[bool, list[Mark]] = {False: [], True: []}
    for (you, _), group in sorted(times.items(), key=lambda item: item[1][0]):
        sides[you].append(Mark(charts.percent(axis.at(group[0])), _mark_title(ctx, you, group)))
    return [Marks(you, tuple(marks)) for you, marks in sides.items() if marks]


def _mark_title(ctx: Context, you: bool, group: list[datetime]) -> str:
    side = "you" if you else "them"
    if len(group) == 1:
        return ctx.words.text(f"ball.mark_{side}", when=ctx.moment(group[0]))
    return ctx.words.text(f"ball.marks_{side}", n=len(group), when=ctx.day(group[0]))


def _listed(ctx: Context, application: Application) -> Listed:
    _, now = _now(ctx, application, _open_wait(ctx, application, Party.YOU))
    return Listed(ctx.name(application.id), ctx.words.say("list.comma", a=_about(ctx, application), b=now))


def _old(ctx: Context, application: Application) -> Listed:
    """When the last mail came, and what was left open."""
    last = application.last_message_at or ctx.as_of
    text = ctx.words.say(
        "list.comma", a=_about(ctx, application), b=ctx.words.text("ball.last", when=ctx.day(last))
    )
    wait = _open_wait(ctx, application, Party.YOU)
    if wait is not None and wait.kind in REQUIRED_KINDS:
        kind = ctx.words.text(f"kind.{wait.kind}")
        text = ctx.words.say("list.comma", a=text, b=ctx.words.text("ball.left_open", kind=kind))
    return Listed(ctx.name(application.id), text)


def _closed(ctx: Context, application: Application) -> Listed:
    """How it ended and when; never how long anyone took (domain.md §4)."""
    ended = (
        ctx.words.text(f"outcome.{application.outcome}")
        if application.outcome
        else ctx.words.text("status.closed")
    )
    last = application.last_message_at
    text = ctx.words.say("list.comma", a=ended, b=ctx.day(last)) if last else Said((ended,))
    return Listed(ctx.name(application.id), ctx.words.say("list.comma", a=_about(ctx, application), b=text))
