"""Deadlines, limits and promises as an iCalendar file for the owner's own calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from inbox_momentum.model import Promise, Report, Wait
from inbox_momentum.report import clean, words
from inbox_momentum.report.context import Context, context


def calendar(report: Report, quotes: bool = True) -> str:
    """One event for each date that is still to come; nothing is sent to anybody (METHOD:PUBLISH).

    The same wait keeps its UID, so a newer file updates the older one's events.
    """
    ctx = context(report, words.load(), quotes)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//inbox-momentum//report//EN", "METHOD:PUBLISH"]
    for wait in ctx.open_requests():
        lines += _of_wait(ctx, wait)
    for promise in report.promises:
        if ctx.latency and promise.kept_at is None and ctx.is_live(promise.application_id):
            lines += _of_promise(ctx, promise)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _of_wait(ctx: Context, wait: Wait) -> list[str]:
    at = wait.deadline.at if wait.deadline else wait.limit_at
    if at is None or at <= ctx.as_of:
        return []
    key = "ics.deadline" if wait.deadline else "ics.limit"
    kind = ctx.words.text(f"kind.{wait.kind}")
    title = ctx.words.text(key, employer=ctx.name(wait.application_id), kind=kind)
    note = ctx.words.text(f"action.{wait.kind}")
    quote = ctx.quote(wait.quote)
    return _event(ctx, f"{wait.id}@inbox-momentum.invalid", at, title, f"{note} “{quote}”" if quote else note)


def _of_promise(ctx: Context, promise: Promise) -> list[str]:
    if promise.due_at <= ctx.as_of:
        return []
    title = ctx.words.text("ics.promise", employer=ctx.name(promise.application_id))
    quote = ctx.quote(promise.quote)
    return _event(
        ctx, f"{promise.id}@inbox-momentum.invalid", promise.due_at, title, f"“{quote}”" if quote else ""
    )


def _event(ctx: Context, uid: str, at: datetime, title: str, note: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid)}",
        f"DTSTAMP:{_utc(ctx.as_of)}",
        f"DTSTART:{_utc(at)}",
        "DURATION:PT0S",
        f"SUMMARY:{_escaped(title)}",
        "TRANSP:TRANSPARENT",
    ]
    return [*lines, *([f"DESCRIPTION:{_escaped(note)}"] if note else []), "END:VEVENT"]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """TEXT of RFC 5545 §3.3.11; control characters have no place in it."""
    plain = clean.controls_removed(text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterable[str]:
    """Lines of at most 75 octets, never cutting a character (RFC 5545 §3.1)."""
    current, size = "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if size + width > 75:
            yield current
            current, size = " ", 1
        current, size = current + char, size + width
    yield current
