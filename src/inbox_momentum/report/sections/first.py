"""Section 1: the verdict, what to do first, and four numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    Lapse,
    Party,
    Severity,
    Wait,
    WaitKind,
    WaitStatus,
)
from inbox_momentum.report import charts, said
from inbox_momentum.report.context import Context
from inbox_momentum.report.sections import numbers as four
from inbox_momentum.report.text import MailText, Said, mail

MOST_TO_DO = 3
MOST_SEEN = 8
WEEK = timedelta(days=7)
_SAID_BY_THE_VERDICT = "all_clear"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do, with its reason."""

    state: str
    state_word: str
    employer: MailText
    who: MailText | None
    about: str
    quote: MailText | None
    sentence: Said | None
    """The lapse in a sentence; ``None`` when no lapse was found."""
    waited: str
    limit: str
    bar: charts.Bar | None
    action: Said
    anchor: str | None
    """Id of the evidence on this page."""
    label: str | None
    notes: tuple[Said, ...]
    wait_id: str | None
    fixes: tuple[said.Fix, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request in a mailbox that does not show whether it was answered."""

    employer: MailText
    text: Said
    quote: MailText | None


@dataclass(frozen=True, slots=True)
class Back:
    """A headline finding that is no thing to do: settled, or a habit."""

    sentence: Said
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class First:
    """The first screen."""

    verdict: tuple[Said, ...]
    lead: tuple[Said, ...]
    todo: tuple[Todo, ...]
    more: Said | None
    back: tuple[Back, ...]
    seen: tuple[Seen, ...]
    numbers: tuple[four.Number, ...]
    score: four.ScoreLine | None


def first(ctx: Context) -> First:
    """The first screen of the report."""
    todo = to_do(ctx)
    shown = {item.wait_id for item in todo}
    back = look_back(ctx, {item.label for item in todo})
    rest = sum(1 for wait in ctx.open_requests() if wait.id not in shown)
    return First(
        verdict=verdict(ctx),
        lead=lead(ctx, calm=not todo and not back),
        todo=todo,
        more=ctx.words.say("first.more", n=rest) if rest else None,
        back=back,
        seen=seen(ctx),
        numbers=four.numbers(ctx) if ctx.report.applications and ctx.latency else (),
        score=four.score_line(ctx) if ctx.report.applications and ctx.latency else None,
    )


def verdict(ctx: Context) -> tuple[Said, ...]:
    """One or two sentences: who waits, and how pressing it is."""
    say = ctx.words.say
    if not ctx.report.applications:
        return (say("first.no_mail"),)
    if not ctx.latency:
        return (say("first.no_latency"),)
    requests = ctx.open_requests()
    if not requests:
        return (say("first.nobody"),)
    worst = _worst_by_employer(ctx, requests)
    count = len(worst)
    return (say("first.waiting", n=count), _pressing(ctx, list(worst.values()), count))


def _pressing(ctx: Context, ratings: list[str], count: int) -> Said:
    for state, key, alone in (("lapse", "red", "all_red_one"), ("slow", "amber", "all_amber_one")):
        hits = ratings.count(state)
        if hits:
            return ctx.words.say(f"first.{alone}" if count == 1 else f"first.{key}", n=hits)
    return ctx.words.say("first.in_time", n=count)


def _worst_by_employer(ctx: Context, requests: tuple[Wait, ...]) -> dict[str, str]:
    order = ("lapse", "slow", "ok", "none")
    worst: dict[str, str] = {}
    for wait in requests:
        employer = ctx.applications[wait.application_id].employer_id
        state = ctx.state(wait)
        worst[employer] = min(worst.get(employer, "none"), state, key=order.index)
    return worst


def lead(ctx: Context, calm: bool) -> tuple[Said, ...]:
    """Reassurance, led by something that goes well when there is anything.

    ``calm`` is False when a finding follows: then nobody is told to enjoy the quiet.
    """
    say = ctx.words.say
    coverage = ctx.report.coverage
    if not ctx.report.applications:
        empty = coverage.kept == 0
        return (say("first.nothing_read") if empty else say("first.no_mail_lead", n=coverage.kept),)
    if not ctx.latency:
        return (say("first.no_latency_lead", reason=mail(coverage.latency_refused_because or "").plain),)
    told = [positive for positive in ctx.report.positives if positive.kind != _SAID_BY_THE_VERDICT]
    good = [ctx.told(positive.sentence) for positive in told[:1]] if _current(ctx) else []
    old = len(ctx.old_requests())
    return (*good, *_rest(ctx, calm), *_this_week(ctx), *([say("first.long_past", n=old)] if old else []))


def _current(ctx: Context) -> list[Application]:
    """Applications that are still going on."""
    return [a for a in ctx.report.applications if ctx.is_live(a.id) and not ctx.is_long_past(a.id)]


def _rest(ctx: Context, calm: bool) -> tuple[Said, ...]:
    """What does not need the owner: who has an answer, who reached out, and who only wrote last."""
    say = ctx.words.say
    waiting = {ctx.applications[wait.application_id].employer_id for wait in ctx.open_requests()}
    current = _current(ctx)
    live = [a for a in current if a.employer_id not in waiting]
    reached_out = {a.employer_id for a in live if _reached_out(ctx, a)}
    wrote_last = {a.employer_id for a in live if a.turn is Party.YOU} - reached_out
    others = [a for a in live if a.employer_id not in reached_out | wrote_last]
    parts: list[Said] = []
    if others:
        answered = all(_has_answer(ctx, a) for a in others)
        employers = len({a.employer_id for a in others})
        if answered:
            parts.append(say("first.rest_all" if waiting else "first.quiet_lead", n=employers))
        elif waiting:
            parts.append(say("first.rest_calm", n=len({a.employer_id for a in live})))
        else:
            parts.append(say("first.quiet_calm", n=len(others)))
    if reached_out:
        parts.append(say("first.reached_out", n=len(reached_out)))
    if wrote_last:
        key = "first.wrote_last_more" if waiting or parts else "first.wrote_last"
        parts.append(say(key, n=len(wrote_last)))
    if not current:
        parts.append(say("first.quiet_none"))
    elif calm and others and not waiting:
        parts.append(say("first.enjoy"))
    return tuple(parts)


def _reached_out(ctx: Context, application: Application) -> bool:
    """An open approach: an answer is up to the owner and never owed (domain.md §4)."""
    return any(
        wait.kind is WaitKind.OUTREACH and wait.status is WaitStatus.OPEN and not wait.junk
        for wait in ctx.waits_of.get(application.id, ())
    )


def _has_answer(ctx: Context, application: Application) -> bool:
    """Whether something was asked, and all that was asked is seen to be answered."""
    asked = [
        wait.status
        for wait in ctx.waits_of.get(application.id, ())
        if wait.waiting_on is Party.YOU and wait.kind in REQUIRED_KINDS and not wait.junk
    ]
    settled = (WaitStatus.ANSWERED, WaitStatus.VOID)
    return WaitStatus.ANSWERED in asked and all(status in settled for status in asked)


def _this_week(ctx: Context) -> tuple[Said, ...]:
    asked = [wait for wait in ctx.requests() if wait.opened_at > ctx.as_of - WEEK]
    if not asked:
        return ()
    answered = sum(1 for wait in asked if wait.status is WaitStatus.ANSWERED)
    if not answered:
        return ()  # the verdict has said who waits; no need to rub it in
    key = "first.week_all" if answered == len(asked) else "first.week"
    return (ctx.words.say(key, n=len(asked), k=answered),)


def to_do(ctx: Context) -> tuple[Todo, ...]:
    """At most three: lapses that lead the report, then open requests by deadline or limit."""
    if not ctx.latency:
        return ()
    items: list[Todo] = []
    used: set[str] = set()
    for lapse in _leading(ctx):
        wait = _wait_to_answer(ctx, lapse, used)
        if wait is None and any(wait_id in used for wait_id in lapse.wait_ids):
            continue
        used.update(lapse.wait_ids)
        items.append(_todo(ctx, wait, lapse))
    for wait in ctx.open_requests():
        if wait.id not in used:
            used.add(wait.id)
            items.append(_todo(ctx, wait, None))
    return tuple(items[:MOST_TO_DO])


def _leading(ctx: Context) -> list[Lapse]:
    """Headline lapses that can still be mended; what is over belongs under "Lapses"."""
    order = {Severity.URGENT: 0, Severity.ATTENTION: 1, Severity.INFO: 2}
    chosen = [lapse for lapse in ctx.report.lapses if lapse.headline and _can_act(ctx, lapse)]
    return sorted(chosen, key=lambda lapse: order[lapse.severity])


def look_back(ctx: Context, shown: set[str | None]) -> tuple[Back, ...]:
    """Headline lapses of running processes that are no thing to do today: worth a thought."""
    if not ctx.latency:
        return ()
    return tuple(
        Back(ctx.told(lapse.sentence), ctx.lapse_labels[lapse.id].lower(), ctx.lapse_labels[lapse.id])
        for lapse in ctx.report.lapses
        if lapse.headline
        and lapse.severity is not Severity.INFO
        and ctx.lapse_labels[lapse.id] not in shown
        and ctx.is_live(lapse.application_id)
        and not ctx.is_long_past(lapse.application_id)
    )


def _can_act(ctx: Context, lapse: Lapse) -> bool:
    waits = [ctx.waits[wait_id] for wait_id in lapse.wait_ids if wait_id in ctx.waits]
    open_ones = [wait for wait in waits if wait.status is WaitStatus.OPEN]
    if not ctx.is_live(lapse.application_id) or ctx.is_long_past(lapse.application_id):
        return False
    return bool(open_ones) or (not waits and _is_unsettled(ctx, lapse))


def _is_unsettled(ctx: Context, lapse: Lapse) -> bool:
    """For a lapse without a wait: a promise still to be kept, or something urgent."""
    unkept = {promise.message_id for promise in ctx.report.promises if promise.kept_at is None}
    return lapse.severity is Severity.URGENT or not unkept.isdisjoint(lapse.message_ids)


def _wait_to_answer(ctx: Context, lapse: Lapse, used: set[str]) -> Wait | None:
    waits = [ctx.waits[wait_id] for wait_id in lapse.wait_ids if wait_id in ctx.waits and wait_id not in used]
    open_ones = [wait for wait in waits if wait.status is WaitStatus.OPEN and wait.waiting_on is Party.YOU]
    return min(open_ones, key=lambda wait: wait.opened_at, default=None)


def _todo(ctx: Context, wait: Wait | None, lapse: Lapse | None) -> Todo:
    application_id = wait.application_id if wait else lapse.application_id if lapse else ""
    application = ctx.applications.get(application_id)
    label = ctx.lapse_labels.get(lapse.id) if lapse else None
    state = ctx.state(wait) if wait else "slow"
    action = ctx.told(lapse.action) if lapse else ctx.words.say(f"action.{wait.kind if wait else 'message'}")
    return Todo(
        state=state,
        state_word=ctx.state_word(state),
        employer=ctx.name(application_id),
        who=_person(ctx, wait),
        about=ctx.words.text(f"kind.{wait.kind}")
        if wait
        else ctx.stage(application.stage if application else None),
        quote=ctx.quote(wait.quote) if wait else None,
        sentence=ctx.told(lapse.sentence) if lapse and not (wait and ctx.quote(wait.quote)) else None,
        waited=ctx.duration(ctx.age(wait) or 0.0) if wait else "",
        limit=_limit_words(ctx, wait) if wait else "",
        bar=_bar(ctx, wait, state) if wait else None,
        action=action,
        anchor=label.lower() if label else None,
        label=label,
        notes=(*(_notes(ctx, wait) if wait else ()), *_corrected(ctx, application_id, wait)),
        wait_id=wait.id if wait else None,
        fixes=said.fixes(ctx, wait, lapse.id if lapse else None),
    )


def _person(ctx: Context, wait: Wait | None) -> MailText | None:
    evidence = ctx.evidence(wait.opened_by) if wait else None
    if evidence is None or not evidence.from_name.strip():
        return None
    person = mail(evidence.from_name, 60)
    return None if wait and person.plain == ctx.name(wait.application_id).plain else person


def _notes(ctx: Context, wait: Wait) -> tuple[Said, ...]:
    nudged = sum(1 for nudge in wait.nudges if nudge.human)
    notes = [ctx.words.say("first.nudged", n=nudged)] if nudged else []
    if wait.acknowledged_at is not None:
        notes.append(ctx.words.say("first.acknowledged"))
    return tuple(notes)


def _corrected(ctx: Context, application_id: str, wait: Wait | None) -> tuple[Said, ...]:
    """The mark of what the owner has put right."""
    told = said.applied_to(ctx, application_id, (wait.id,) if wait else ())
    return (ctx.words.say("said.mark"),) if told else ()


def _limit_words(ctx: Context, wait: Wait) -> str:
    """Until when: the deadline when they named one, else our limit."""
    at, kind = (wait.deadline.at, "deadline") if wait.deadline else (wait.limit_at, "limit")
    if at is None:
        return ctx.words.text("first.no_limit")
    if at <= ctx.as_of:
        return ctx.words.text(f"first.{kind}_past", when=ctx.moment(at))
    left = ctx.duration((at - ctx.as_of).total_seconds())
    return ctx.words.text(f"first.{kind}_in", left=left, when=ctx.moment(at))


def _bar(ctx: Context, wait: Wait, state: str) -> charts.Bar:
    at = wait.deadline.at if wait.deadline else wait.limit_at
    spent = (ctx.as_of - wait.opened_at).total_seconds()
    return charts.wait_bar(spent, (at - wait.opened_at).total_seconds() if at else None, state)


def seen(ctx: Context) -> tuple[Seen, ...]:
    """The latest requests, when it cannot be told whether they were answered."""
    if ctx.latency:
        return ()
    asked = [
        w for w in ctx.report.waits if w.waiting_on is Party.YOU and w.kind in REQUIRED_KINDS and not w.junk
    ]
    latest = sorted(asked, key=lambda wait: wait.opened_at, reverse=True)[:MOST_SEEN]
    return tuple(
        Seen(
            ctx.name(wait.application_id),
            ctx.words.say("list.comma", a=ctx.words.text(f"kind.{wait.kind}"), b=ctx.moment(wait.opened_at)),
            ctx.quote(wait.quote),
        )
        for wait in latest
    )
