"""What the owner has put right, and the ids by which more can be."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import CorrectionResult, CorrectionStatus
from inbox_momentum.report import said
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText, Said, mail

MOST_SHOWN = 60
_MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One correction."""

    text: Said
    effect: Said
    undo: str


@dataclass(frozen=True, slots=True)
class Named:
    """An application and its id."""

    id: str
    employer: MailText
    role: MailText | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The section."""

    rows: tuple[Row, ...]
    more: int
    """Applied ones that are not printed."""
    idle_title: Said | None
    idle: tuple[Row, ...]
    """Those that changed nothing in this mail."""
    idle_more: int
    named: tuple[Named, ...]
    named_more: int
    lines: tuple[str, ...]
    """Commands about applications, with ids to be put in."""


def corrected(ctx: Context) -> Corrected | None:
    """The section; ``None`` when there is neither a correction nor an application."""
    results = ctx.report.corrections
    if not results and not ctx.report.applications:
        return None
    applied = [one for one in results if one.status is CorrectionStatus.APPLIED]
    idle = [one for one in results if one.status is not CorrectionStatus.APPLIED]
    newest = sorted(
        ctx.report.applications, key=lambda a: (-(a.last_message_at or ctx.as_of).timestamp(), a.id)
    )
    return Corrected(
        rows=tuple(_row(ctx, one) for one in applied[-MOST_SHOWN:]),
        more=max(0, len(applied) - MOST_SHOWN),
        idle_title=ctx.words.say("said.idle_title", n=len(idle)) if idle else None,
        idle=tuple(_row(ctx, one) for one in idle[-MOST_SHOWN:]),
        idle_more=max(0, len(idle) - MOST_SHOWN),
        named=tuple(
            Named(one.id, ctx.name(one.id), mail(one.role, 60) if one.role and one.role.strip() else None)
            for one in newest[:_MOST_LISTED]
        ),
        named_more=max(0, len(newest) - _MOST_LISTED),
        lines=_lines(ctx),
    )


def _row(ctx: Context, result: CorrectionResult) -> Row:
    return Row(
        said.sentence(result.correction, ctx.words, ctx),
        said.effect(ctx, result),
        said.undo(result.correction),
    )


def _lines(ctx: Context) -> tuple[str, ...]:
    today = ctx.as_of.astimezone(ctx.zone).date().isoformat()
    return (
        "momentum correct same ID ID",
        f"momentum correct outcome ID rejected --on {today}",
        "momentum correct sender ADDRESS --not-hiring",
    )


def line(ctx: Context) -> Said | None:
    """How many corrections were applied, for a terminal; ``None`` when there are none."""
    results = ctx.report.corrections
    if not results:
        return None
    done = sum(1 for one in results if one.status is CorrectionStatus.APPLIED)
    idle = len(results) - done
    parts = ctx.words.say("said.count", n=done)
    return ctx.words.say("list.comma", a=parts, b=ctx.words.say("said.count_idle", n=idle)) if idle else parts
