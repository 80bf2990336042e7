"""The weekly section: what changed since the last weekly report, and what to do today."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import Changes, Lapse, Severity, Stage, StatRow, Wait
from inbox_momentum.report.context import Context, due_at
from inbox_momentum.report.sections import first
from inbox_momentum.report.text import MailText, Said

_MOST = 6
_MOST_TODAY = 5
_STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Line:
    """One lapse that came, stayed or went."""

    employer: MailText
    text: Said
    label: str | None
    """Its label on this page; ``None`` when it is no lapse any more."""
    when: str | None = None
    """By when, or since when it is due; ``None`` where that is not told."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lapses that share a fate."""

    title: Said
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Since:
    """The section."""

    title: Said
    lead: Said
    notes: tuple[Said, ...]
    """What hinders the comparison: missed weeks, other settings."""
    groups: tuple[Group, ...]
    promises: Said | None
    pace: Said
    today: tuple[Line, ...]


def since(ctx: Context) -> Since | None:
    """The section; ``None`` in a report that is no weekly one."""
    changes = ctx.report.changes
    if changes is None:
        return None
    fates = (
        ("new", _pressing(changes.new)),
        ("recurring", _pressing(changes.recurring)),
        ("resolved", _pressing(_gone(changes))),
    )
    first_one = changes.since is None
    return Since(
        title=_title(ctx, changes),
        lead=_lead(ctx, changes),
        notes=tuple(_notes(ctx, changes)),
        groups=() if first_one else tuple(_group(ctx, key, lapses) for key, lapses in fates if lapses),
        promises=_promises(ctx, changes),
        pace=_pace(ctx, changes),
        today=tuple(_today(ctx)),
    )


def lines(ctx: Context) -> tuple[Said, ...]:
    """The report in four lines, for a terminal or a notification; without its path."""
    section = since(ctx)
    verdict = _joined(ctx, first.verdict(ctx))
    if section is None:
        return (verdict,)
    changes = ctx.report.changes
    began = [ctx.words.say("since.title", day=ctx.day(changes.since))] if changes and changes.since else []
    if began:
        began = [Said((*began[0].parts, ":"))]
    changed = [*began, section.lead, *section.notes, *([section.promises] if section.promises else [])]
    head = [ctx.words.say("since.today"), *(_item(ctx, line) for line in section.today[:2])]
    today = _joined(ctx, head) if section.today else ctx.words.say("since.today_none")
    return (verdict, _joined(ctx, changed), section.pace, today)


def _item(ctx: Context, line: Line) -> Said:
    return ctx.words.say("since.item", employer=line.employer, text=line.text, when=line.when or "")


def _joined(ctx: Context, parts: tuple[Said, ...] | list[Said]) -> Said:
    """Sentences one after the other, with mail text still marked as such."""
    said: list[str | MailText] = []
    for part in parts:
        said += [*([" "] if said else []), *part.parts]
    return Said(tuple(said))


def _title(ctx: Context, changes: Changes) -> Said:
    if changes.since is None:
        return ctx.words.say("since.title_first")
    return ctx.words.say("since.title", day=ctx.day(changes.since))


def _lead(ctx: Context, changes: Changes) -> Said:
    if changes.since is None:
        return ctx.words.say("since.lead_first")
    new, gone, old = (
        ctx.words.figure(len(_pressing(lapses)))
        for lapses in (changes.new, _gone(changes), changes.recurring)
    )
    return ctx.words.say("since.lead", new=new, gone=gone, old=old)


def _pressing(lapses: tuple[Lapse, ...]) -> list[Lapse]:
    """Those that are more than information."""
    return [lapse for lapse in lapses if lapse.severity is not Severity.INFO]


def _gone(changes: Changes) -> tuple[Lapse, ...]:
    return tuple(one.lapse for one in changes.resolved)


def _notes(ctx: Context, changes: Changes) -> list[Said]:
    notes = []
    if changes.missed_weeks:
        notes.append(ctx.words.say("since.missed", n=changes.missed_weeks))
    if changes.other_settings:
        names = ", ".join(name.replace("_", " ") for name in changes.other_settings)
        notes.append(ctx.words.say("since.settings", names=names))
    if changes.other_version:
        notes.append(ctx.words.say("since.version", version=changes.other_version))
    return notes


def _group(ctx: Context, key: str, lapses: list[Lapse]) -> Group:
    assert ctx.report.changes is not None
    how = {one.lapse.id: one.how for one in ctx.report.changes.resolved}
    shown = tuple(
        Line(
            ctx.name(lapse.application_id),
            ctx.words.say(f"since.{how[lapse.id]}", lapse=ctx.told(lapse.sentence))
            if lapse.id in how
            else ctx.told(lapse.sentence),
            ctx.lapse_labels.get(lapse.id),
        )
        for lapse in lapses[:_MOST]
    )
    return Group(ctx.words.say(f"since.{key}"), shown, max(0, len(lapses) - _MOST))


def _promises(ctx: Context, changes: Changes) -> Said | None:
    if changes.since is None or not (changes.kept or changes.broken):
        return None
    figure = ctx.words.figure
    return ctx.words.say("since.promises", kept=figure(len(changes.kept)), broken=figure(len(changes.broken)))


def _pace(ctx: Context, changes: Changes) -> Said:
    if not ctx.latency:
        return ctx.words.say("since.pace_refused")
    return ctx.words.say("since.pace", week=_row(ctx, changes.week), before=_row(ctx, changes.four_weeks))


def _row(ctx: Context, row: StatRow) -> str:
    """A median with its interval, as far as the number of waits allows."""
    if row.median_s is None:
        return ctx.words.text("since.row_none" if row.n == 0 else "since.row_few", n=row.n)
    middle = ctx.duration(row.median_s)
    if row.ci_low_s is None:
        return ctx.words.text("since.row", median=middle, n=row.n)
    high = ctx.duration(row.ci_high_s) if row.ci_high_s is not None else ctx.words.text("since.unreached")
    return ctx.words.text(
        "since.row_interval", median=middle, n=row.n, low=ctx.duration(row.ci_low_s), high=high
    )


def _today(ctx: Context) -> list[Line]:
    """Open requests by deadline or limit, the later stage first where both fall on one day."""
    by_lapse = {wait: lapse for lapse in ctx.report.lapses for wait in lapse.wait_ids}
    found = []
    for wait in sorted(ctx.open_requests(), key=lambda one: _urgency(ctx, one))[:_MOST_TODAY]:
        lapse = by_lapse.get(wait.id)
        action = ctx.told(lapse.action) if lapse else ctx.words.say(f"action.{wait.kind}")
        when = ctx.words.text(
            "since.by" if due_at(wait, ctx.as_of) > ctx.as_of else "since.since", when=_when(ctx, wait)
        )
        found.append(
            Line(
                ctx.name(wait.application_id),
                action,
                ctx.lapse_labels.get(lapse.id) if lapse else None,
                when,
            )
        )
    return found


def _urgency(ctx: Context, wait: Wait) -> tuple[str, int, str]:
    day = due_at(wait, ctx.as_of).astimezone(ctx.zone).date().isoformat()
    return (day, -_STAGES.index(wait.stage) if wait.stage else 0, wait.id)


def _when(ctx: Context, wait: Wait) -> str:
    return ctx.moment(due_at(wait, ctx.as_of))
