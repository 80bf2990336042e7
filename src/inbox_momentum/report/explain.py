"""The evidence behind one wait, lapse or promise, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from inbox_momentum.model import (
    ClosedHow,
    CorrectionResult,
    Entry,
    Lapse,
    Party,
    Promise,
    Report,
    UsageError,
    Wait,
    WaitStatus,
)
from inbox_momentum.report import clean, limit_lines, said, words
from inbox_momentum.report.context import Context, context

_LINE = 200


def explain(report: Report, entries: Iterable[Entry], wanted: str) -> str:
    """What opened and closed the wait, what did not count and why, and where each message lies.

    ``wanted`` is the id of a wait, a lapse or a promise; ``entries`` are the mailbox's kept
    messages. Raises ``UsageError`` when there is no such id.
    """
    ctx = context(report, words.load())
    lapse = next((lapse for lapse in report.lapses if lapse.id == wanted), None)
    waits = [ctx.waits[i] for i in lapse.wait_ids if i in ctx.waits] if lapse else []
    if wanted in ctx.waits:
        waits = [ctx.waits[wanted]]
    promise = next((promise for promise in report.promises if promise.id == wanted), None)
    said_of_it = _said(ctx, wanted)
    if lapse is None and promise is None and not waits and said_of_it:
        return "\n".join(said_of_it) + "\n"
    if lapse is None and promise is None and not waits:
        raise UsageError(
            f"there is no wait, lapse or promise {clean.line(wanted, 60)!r} in this mail; "
            "ids are in the report and in --json"
        )
    by_id = {entry.id: entry for entry in entries}
    blocks: list[list[str]] = []
    if promise is not None:
        blocks.append(_promise(ctx, promise))
        blocks += [_message(ctx, by_id[i], "made the promise") for i in (promise.message_id,) if i in by_id]
    if lapse is not None:
        blocks.append(_lapse(ctx, lapse))
    for wait in waits:
        blocks.append(_wait(ctx, wait))
        blocks += [_message(ctx, by_id[i], role) for i, role in _messages(ctx, wait) if i in by_id]
    if lapse is not None:
        shown = {i for wait in waits for i, _ in _messages(ctx, wait)}
        blocks += [
            _message(ctx, by_id[i], "evidence") for i in lapse.message_ids if i in by_id and i not in shown
        ]
    blocks.append(_put_right(ctx, waits[0] if waits else None, lapse))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _said(ctx: Context, wanted: str) -> list[str]:
    """What the owner has said of an id that is no wait and no lapse, perhaps for that very reason."""
    found = [
        one
        for one in ctx.report.corrections
        if wanted in (one.correction.target, one.correction.other, one.correction.id, *one.wait_ids)
    ]
    return [line for one in found for line in _correction(ctx, one)]


def _correction(ctx: Context, result: CorrectionResult) -> list[str]:
    applied = result.status.replace("_", " ")
    effect = said.effect(ctx, result).plain
    return [
        f"Corrected by you: {said.sentence(result.correction, ctx.words, ctx).plain}",
        f"  {applied:<12}{effect}".rstrip(),
        f"  take back   {said.undo(result.correction)}",
    ]


def _put_right(ctx: Context, wait: Wait | None, lapse: Lapse | None) -> list[str]:
    """The lines that put an item right, below what has been put right about it."""
    about = wait.application_id if wait is not None else lapse.application_id if lapse is not None else ""
    waits = (wait.id,) if wait is not None else ()
    lines = [f"Corrected by you: {one.plain}" for one in said.applied_to(ctx, about, waits)]
    fixes = said.fixes(ctx, wait, lapse.id if lapse is not None else None)
    if fixes:
        lines.append(ctx.words.text("fix.title"))
    return [*lines, *(f"  {fix.line.plain}   # {fix.label}" for fix in fixes)]


def _lapse(ctx: Context, lapse: Lapse) -> list[str]:
    rule = f"rule.{lapse.kind}"
    return [
        f"Lapse {lapse.id}: {clean.line(lapse.sentence, _LINE)}",
        f"  rule        {lapse.kind}: {ctx.words.text(rule) if ctx.words.has(rule) else lapse.kind}",
        f"  severity    {lapse.severity}",
        f"  since       {_moment(ctx, lapse.since)}",
        f"  do          {clean.line(lapse.action, _LINE)}",
    ]


def _promise(ctx: Context, promise: Promise) -> list[str]:
    kept = _moment(ctx, promise.kept_at) if promise.kept_at else "not yet"
    return [
        f"Promise {promise.id} to {ctx.name(promise.application_id).plain}",
        f"  made        {_moment(ctx, promise.made_at)} in <{clean.line(promise.message_id, _LINE)}>",
        f"  due         {_moment(ctx, promise.due_at)}",
        f"  kept        {kept}",
        f"  you wrote   “{clean.line(promise.quote, _LINE)}”",
    ]


def _wait(ctx: Context, wait: Wait) -> list[str]:
    lines = [
        f"Wait {wait.id}: {ctx.words.text(f'kind.{wait.kind}')} at {ctx.name(wait.application_id).plain}",
        f"  waiting on  {wait.waiting_on}",
        f"  status      {wait.status}, evidence {round(100 * wait.confidence)} % sure",
        f"  opened      {_moment(ctx, wait.opened_at)} by <{clean.line(wait.opened_by, _LINE)}>",
    ]
    lines += _end(ctx, wait)
    if wait.acknowledged_at is not None:
        lines.append(f"  holding     {_moment(ctx, wait.acknowledged_at)}: acknowledged; the wait ran on")
    if ctx.latency and wait.elapsed_s is not None:
        working = f", {ctx.working(wait.working_s)} of working time" if wait.working_s is not None else ""
        lines.append(f"  length      {ctx.duration(wait.elapsed_s)} elapsed{working}, {wait.precision}")
    if wait.deadline is not None:
        what = "zone" if wait.deadline.clock else "time of day"
        assumed = "" if wait.deadline.stated else f" ({what} assumed)"
        quote = clean.line(wait.deadline.quote, _LINE)
        lines.append(f"  deadline    {_moment(ctx, wait.deadline.at)}{assumed}: “{quote}”")
    if wait.waiting_on is Party.YOU:
        lines += limit_lines.lines(ctx, wait)
        if wait.limit_at is not None:
            lines.append(f"  red after   {_moment(ctx, wait.limit_at)}")
    if wait.rating is not None:
        lines.append(f"  rating      {wait.rating}")
    if wait.quote:
        lines.append(f"  they wrote  “{clean.line(wait.quote, _LINE)}”")
    lines += [f"  because     {clean.line(reason, _LINE)}" for reason in wait.reasons]
    return lines


def _end(ctx: Context, wait: Wait) -> list[str]:
    """What ended it: an answer, the owner's own mark, or that nothing was asked any longer."""
    when = _moment(ctx, wait.closed_at) if wait.closed_at is not None else "at an unknown time"
    if wait.closed_how is ClosedHow.MANUAL:
        return [f"  closed      {when} by your own mark ({wait.closed_how})"]
    if wait.closed_by is None:
        return []
    by = f"{when} by <{clean.line(wait.closed_by, _LINE)}>"
    if wait.status is WaitStatus.VOID:
        return [f"  void        {by}: nothing is asked any longer"]
    if wait.status is WaitStatus.UNKNOWN:
        return [f"  unknown     {by}: answered where no mail shows when"]
    return [f"  closed      {by}" + (f" ({wait.closed_how})" if wait.closed_how else "")]


_ENDED = {
    WaitStatus.VOID: "made the wait void",
    WaitStatus.UNKNOWN: "shows that it was answered, but not when",
}


def _messages(ctx: Context, wait: Wait) -> list[tuple[str, str]]:
    """(message id, its part in the wait), without repeats, oldest part first.

    What else the reasons name was looked at and did not count.
    """
    parts = {wait.opened_by: "opened the wait"}
    for nudge in wait.nudges:
        parts.setdefault(nudge.message_id, "reminder")
    for held in wait.held_by:
        parts.setdefault(held, "put it off: the wait ran on")
    if wait.closed_by is not None:
        parts.setdefault(wait.closed_by, _ENDED.get(wait.status, "closed the wait"))
    application = ctx.applications.get(wait.application_id)
    for one in application.message_ids if application is not None else ():
        if any(one in reason for reason in wait.reasons):
            parts.setdefault(one, "looked at: see “because”")
    return list(parts.items())


def _moment(ctx: Context, at: datetime) -> str:
    """A time with the name of its zone."""
    return f"{ctx.moment(at)} {at.astimezone(ctx.zone).tzname()}"


def _message(ctx: Context, entry: Entry, role: str) -> list[str]:
    message = entry.message
    place = " · ".join(part for part in (message.folder, message.source, message.position) if part)
    clock = (
        f"{entry.clock}: {clean.line(entry.clock_reason, _LINE)}"
        if entry.clock
        else "no clock could be trusted"
    )
    lines = [
        f"Message <{clean.line(entry.id, _LINE)}> ({role})",
        f"  direction   {entry.direction}",
        f"  time        {_moment(ctx, entry.at) if entry.at else 'unknown'}, by the clock {clock}",
        f"  place       {clean.line(place, _LINE)}",
    ]
    for name in ("Date", "Received", "From", "To", "Subject", "In-Reply-To"):
        value = message.subject if name == "Subject" else message.header(name)
        if value:
            lines.append(f"  {name + ':':<13}{clean.line(value, _LINE)}")
    return lines
