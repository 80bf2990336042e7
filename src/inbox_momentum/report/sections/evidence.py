"""Section 7: lapses with their evidence: quote, rule, both clocks, Message-ID, folder."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import Evidence, Lapse, Party, Severity, Wait, WaitStatus
from inbox_momentum.report import said
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText, Said, mail

MOST_SHOWN = 25
"""Lapses printed with evidence; older ones are counted."""
_STATE = {Severity.URGENT: "lapse", Severity.ATTENTION: "slow", Severity.INFO: "ok"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of evidence."""

    label: str
    value: MailText | Said | str
    code: bool = False
    """True for an identifier, which is set in a fixed-width face."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One lapse."""

    anchor: str
    label: str
    state: str
    severity: str
    employer: MailText
    stage: str
    sentence: Said
    action: Said
    times: tuple[Fact, ...]
    quote: MailText | None
    facts: tuple[Fact, ...]
    reasons: tuple[MailText, ...]
    explain: str
    fixes: tuple[said.Fix, ...]
    corrected: bool
    """The owner has put something right about it."""
    open: bool
    """True for the first: its evidence lies open."""


@dataclass(frozen=True, slots=True)
class Lapses:
    """The section."""

    rows: tuple[Shown, ...]
    more: int


def lapses(ctx: Context) -> Lapses:
    """Every lapse in the page's order, the pressing ones first."""
    if not ctx.latency:
        return Lapses((), 0)
    number = {label: int(label[1:]) for label in ctx.lapse_labels.values()}
    ordered = sorted(ctx.report.lapses, key=lambda lapse: number[ctx.lapse_labels[lapse.id]])
    rows = [_shown(ctx, lapse, index == 0) for index, lapse in enumerate(ordered[:MOST_SHOWN])]
    return Lapses(tuple(rows), max(0, len(ordered) - MOST_SHOWN))


def _shown(ctx: Context, lapse: Lapse, first: bool) -> Shown:
    wait = next((ctx.waits[wait_id] for wait_id in lapse.wait_ids if wait_id in ctx.waits), None)
    application = ctx.applications.get(lapse.application_id)
    label = ctx.lapse_labels[lapse.id]
    old = ctx.is_long_past(lapse.application_id)
    stage = wait.stage if wait else application.stage if application else None
    return Shown(
        anchor=label.lower(),
        label=label,
        state="them" if old else _STATE[lapse.severity],
        severity=ctx.words.text("severity.long_past" if old else f"severity.{lapse.severity}"),
        employer=ctx.name(lapse.application_id),
        stage=ctx.stage(stage),
        sentence=ctx.told(lapse.sentence),
        action=ctx.words.say("action.long_past") if old else ctx.told(lapse.action),
        times=tuple(_times(ctx, lapse, wait)),
        quote=ctx.quote(wait.quote) if wait else None,
        facts=tuple(_facts(ctx, lapse, wait)),
        reasons=tuple(mail(reason, 240) for reason in wait.reasons[:8]) if wait and ctx.quotes else (),
        explain=ctx.words.text("lapses.explain", id=mail(wait.id if wait else lapse.id, 40).plain),
        fixes=said.fixes(ctx, wait, lapse.id),
        corrected=bool(said.applied_to(ctx, lapse.application_id, lapse.wait_ids)),
        open=first,
    )


def _times(ctx: Context, lapse: Lapse, wait: Wait | None) -> list[Fact]:
    """When it began and ended, and how long it took; a rejected process shows no length."""
    say = ctx.words.text
    if wait is None:
        return [Fact(say("lapses.since"), ctx.moment(lapse.since))]
    mine = wait.waiting_on is Party.YOU
    ended = ctx.moment(wait.closed_at) if wait.closed_at else say("lapses.not_yet")
    facts = [
        Fact(say("lapses.asked" if mine else "lapses.you_wrote"), ctx.moment(wait.opened_at)),
        Fact(say("lapses.answered" if mine else "lapses.they_answered"), ended),
    ]
    age = ctx.age(wait)
    if age is not None and not ctx.is_rejected(wait.application_id):
        facts.append(Fact(say("lapses.waited"), ctx.duration(age)))
    return facts


def _facts(ctx: Context, lapse: Lapse, wait: Wait | None) -> list[Fact]:
    say = ctx.words.text
    evidence = ctx.evidence(wait.opened_by if wait else next(iter(lapse.message_ids), None))
    facts: list[Fact] = []
    if evidence is not None and evidence.subject and ctx.quotes:
        facts.append(Fact(say("lapses.subject"), mail(evidence.subject, 160)))
    for sentence in said.applied_to(ctx, lapse.application_id, lapse.wait_ids):
        facts.append(Fact(say("said.mark_label"), sentence))
    rule = f"rule.{lapse.kind}"
    facts.append(Fact(say("lapses.rule_label"), say(rule) if ctx.words.has(rule) else mail(lapse.kind, 60)))
    if wait is not None:
        facts.extend(_wait_facts(ctx, wait))
    if evidence is not None:
        facts.extend(_place(ctx, evidence))
    return facts


def _wait_facts(ctx: Context, wait: Wait) -> list[Fact]:
    say = ctx.words.text
    facts: list[Fact] = []
    age = ctx.age(wait)
    if age is not None and wait.working_s is not None and not ctx.is_rejected(wait.application_id):
        both = say("lapses.clocks_value", elapsed=ctx.duration(age), working=ctx.working(wait.working_s))
        facts.append(Fact(say("lapses.clocks"), both))
    limit = wait.deadline.at if wait.deadline else wait.limit_at
    if limit is not None and wait.status in (WaitStatus.OPEN, WaitStatus.ANSWERED):
        label = "strip.deadline" if wait.deadline else "lapses.limit"
        facts.append(Fact(say(label), ctx.moment(limit)))
    facts.append(Fact(say("lapses.clock_used"), say(f"clock.{wait.opened_clock}")))
    facts.append(Fact(say("lapses.sure"), say("lapses.sure_value", n=round(100 * wait.confidence))))
    return facts


def _place(ctx: Context, evidence: Evidence) -> list[Fact]:
    place = " · ".join(part for part in (evidence.folder, evidence.source, evidence.position) if part)
    return [
        Fact(ctx.words.text("lapses.message_id"), mail(f"<{evidence.message_id}>", 250), code=True),
        Fact(ctx.words.text("lapses.folder"), mail(place, 250), code=True),
    ]
