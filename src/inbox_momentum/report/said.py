"""Corrections in words, and the exact line that puts something right."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import timedelta

from inbox_momentum.employers import shared_sender
from inbox_momentum.model import (
    Correction,
    CorrectionKind,
    CorrectionResult,
    CorrectionStatus,
    Party,
    Wait,
    WaitStatus,
)
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText, Said, mail
from inbox_momentum.report.words import Words

_COMMAND = "momentum correct"
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,190}")
"""What is shown to be copied into a shell; addresses of other shapes are left to be typed."""
_SNOOZE = timedelta(days=7)
_ANSWERABLE = frozenset({WaitStatus.OPEN, WaitStatus.NEEDS_REVIEW, WaitStatus.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to put an item right."""

    label: str
    line: MailText
    """The command, ready to be copied."""


def fixes(ctx: Context, wait: Wait | None, lapse_id: str | None) -> tuple[Fix, ...]:
    """What may be wrong about a request or a lapse, and the line that says so."""
    found: list[Fix] = []
    if wait is not None and wait.waiting_on is Party.YOU:
        found.append(_fix(ctx, "not_a_request", "not-a-request", wait.id))
        if wait.status in _ANSWERABLE:
            now = ctx.as_of.astimezone(ctx.zone).strftime("%Y-%m-%dT%H:%M")
            found.append(_fix(ctx, "answered", "answered", wait.id, "--at", now))
    if lapse_id is not None:
        until = (ctx.as_of.astimezone(ctx.zone) + _SNOOZE).date().isoformat()
        found.append(_fix(ctx, "not_a_lapse", "not-a-lapse", lapse_id))
        found.append(_fix(ctx, "snooze", "snooze", lapse_id, "--until", until))
    address = _sender(ctx, wait)
    if address is not None:
        found.append(_fix(ctx, "sender", "sender", address, "--employer", ctx.words.text("fix.name")))
    return tuple(found)


def _fix(ctx: Context, key: str, *arguments: str) -> Fix:
    return Fix(ctx.words.text(f"fix.{key}"), mail(f"{_COMMAND} {shlex.join(arguments)}", 300))


def _sender(ctx: Context, wait: Wait | None) -> str | None:
    mine = wait is not None and wait.waiting_on is Party.YOU and ctx.quotes
    evidence = ctx.evidence(wait.opened_by) if wait is not None and mine else None
    address = evidence.from_address if evidence is not None else ""
    return address if _PLAIN_ADDRESS.fullmatch(address) and shared_sender(address) is None else None


def undo(correction: Correction) -> str:
    """The line that takes it back; it names the correction by what it says, not by its place."""
    return f"{_COMMAND} undo {correction.id}"


def sentence(correction: Correction, words: Words, ctx: Context | None = None) -> Said:
    """What the owner said, in a sentence; with ``ctx`` in the page's way of writing times."""
    key = str(correction.says).replace("-", "_")
    if correction.says is CorrectionKind.SENDER:
        key = "agency" if correction.agency else "sender" if correction.hiring else "not_hiring"
        key += "_named" if correction.agency and correction.employer else ""
    elif correction.wait_kind is not None:
        key += "_kind"
    elif correction.how:
        key += "_how"
    at = correction.at
    moment = "" if at is None else at.isoformat(" ", "minutes") if ctx is None else ctx.moment(at)
    return words.say(
        f"said.{key}",
        target=mail(correction.target, 120),
        other=correction.other or "",
        employer=mail(correction.employer or "", 80),
        kind=words.text(f"kind.{correction.wait_kind}") if correction.wait_kind else "",
        at=moment,
        how=mail(correction.how or "", 60),
        until=correction.until.isoformat() if correction.until else "",
        outcome=words.text(f"outcome.{correction.outcome}") if correction.outcome else "",
        on=correction.on.isoformat() if correction.on else "",
    )


def effect(ctx: Context, result: CorrectionResult) -> Said:
    """What a correction did in this run, or why it did nothing."""
    if result.status is CorrectionStatus.NOT_FOUND:
        return ctx.words.say("said.not_found")
    if result.reason is not None:
        return ctx.words.say(f"said.idle_{result.reason}")
    names = list(dict.fromkeys(ctx.name(one).plain for one in result.application_ids))
    shown = mail(", ".join(names[:3]) + (" …" if len(names) > 3 else ""), 160)
    if result.correction.says is CorrectionKind.SENDER:
        key = "said.messages_at" if names else "said.messages"
        return ctx.words.say(key, n=result.messages, employer=shown)
    return ctx.words.say("said.at", employer=shown) if names else Said(())


def applied_to(ctx: Context, application_id: str, wait_ids: tuple[str, ...] = ()) -> tuple[Said, ...]:
    """What the owner has said of an application, or of waits in it."""
    waits = set(wait_ids)
    return tuple(
        sentence(one.correction, ctx.words, ctx)
        for one in ctx.report.corrections
        if one.status is CorrectionStatus.APPLIED
        and (
            not waits.isdisjoint(one.wait_ids)
            or (application_id in one.application_ids and one.correction.says in _OF_APPLICATIONS)
        )
    )


def touched(ctx: Context, application_id: str) -> bool:
    """Whether anything about an application, or in it, was put right."""
    return any(application_id in one.application_ids for one in ctx.report.corrections)


_OF_APPLICATIONS = frozenset({CorrectionKind.SENDER, CorrectionKind.SAME, CorrectionKind.OUTCOME})
