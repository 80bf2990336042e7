"""Section 8: where the owner's attention goes: answers given against requests received, by employer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from inbox_momentum.model import WaitStatus
from inbox_momentum.report import charts
from inbox_momentum.report.context import Context
from inbox_momentum.report.text import MailText, Said

_MOST = 14
_WINDOW = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class Share:
    """One employer."""

    employer: MailText
    received: str
    answered: str
    value: str
    label: str
    owed: bool


@dataclass(frozen=True, slots=True)
class Attention:
    """The section."""

    rows: tuple[Share, ...]
    more: int
    finding: Said | None


def attention(ctx: Context) -> Attention | None:
    """Employers by number of requests in thirteen weeks; ``None`` when no answer can be seen."""
    if not ctx.latency:
        return None
    received: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    named: dict[str, str] = {}
    for wait in ctx.requests():
        # An unanswered request of a closed process is owed to nobody.
        owed = wait.status is WaitStatus.ANSWERED or ctx.is_live(wait.application_id)
        if wait.opened_at <= ctx.as_of - _WINDOW or not owed:
            continue
        employer = ctx.applications[wait.application_id].employer_id
        named.setdefault(employer, wait.application_id)
        received[employer] += 1
        answered[employer] += wait.status is WaitStatus.ANSWERED
    order = sorted(received, key=lambda e: (answered[e] - received[e], -received[e], e))
    shown = order[:_MOST]
    top = max((received[employer] for employer in shown), default=1)
    rows = [_share(ctx, named[e], received[e], answered[e], top) for e in shown]
    return Attention(tuple(rows), max(0, len(order) - _MOST), _finding(ctx, order, named, received, answered))


def _share(ctx: Context, application_id: str, received: int, answered: int, top: int) -> Share:
    name = ctx.name(application_id)
    return Share(
        employer=name,
        received=charts.percent(100 * received / top),
        answered=charts.percent(100 * answered / top),
        value=ctx.words.text("attention.value", n=received, k=answered),
        label=ctx.words.text("attention.row", n=received, k=answered, employer=name),
        owed=answered < received,
    )


def _finding(
    ctx: Context, order: list[str], named: dict[str, str], received: Counter[str], answered: Counter[str]
) -> Said | None:
    if not order:
        return None
    owed = {employer: received[employer] - answered[employer] for employer in order}
    most = max(owed.values())
    if most == 0:
        return ctx.words.say("attention.text_even")
    first = [employer for employer in order if owed[employer] == most]
    if len(first) > 1 or len(order) == 1:
        return ctx.words.say("attention.text_owed", n=sum(owed.values()))
    return ctx.words.say("attention.text_gap", n=most, employer=ctx.name(named[first[0]]))
