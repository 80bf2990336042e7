"""The limits that a wait was judged by, and the hours that they count, in plain lines."""

from __future__ import annotations

from inbox_momentum.limits import green_share, limits, row_of
from inbox_momentum.model import Limit, Settings, Wait, WaitKind
from inbox_momentum.report import clean
from inbox_momentum.report.context import Context

_LINE = 200
_BY_DEADLINE = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER})
_NONE = frozenset({"", "0", "none"})


def lines(ctx: Context, wait: Wait) -> list[str]:
    """The rows that govern ``wait`` with their numbers, then what a working day is."""
    if wait.kind is WaitKind.REPLY:
        return []
    rows = ctx.report.limits or limits(Settings())
    dated = wait.deadline is not None and wait.kind in _BY_DEADLINE
    names = [] if dated else [row_of(wait.kind)]
    if wait.kind is WaitKind.OFFER:
        names.insert(0, "offer_ack")
    if any(nudge.human for nudge in wait.nudges):
        names.append("nudge")
    found = [_row(ctx, name, rows[name]) for name in names]
    if dated:
        share = f"{100 * green_share():.0f} % of the window"
        found.append(f"  limit       its deadline: green up to {share}, amber up to its end")
    return [*found, _counted(ctx)]


def _row(ctx: Context, name: str, limit: Limit) -> str:
    bounds = []
    if limit.green_s is not None:
        bounds.append(f"green up to {_length(ctx, limit.green_s, limit.clock)}")
    if limit.amber_s is not None:
        bounds.append(f"amber up to {_length(ctx, limit.amber_s, limit.clock)}")
    bounds.append("then red" if limit.may_be_red else "never red")
    return f"  limit       row “{name}”: {', '.join(bounds)}, in {limit.clock} time"


def _length(ctx: Context, seconds: float, clock: str) -> str:
    return ctx.working(seconds) if clock == "working" else ctx.duration(seconds)


def _counted(ctx: Context) -> str:
    """Zone, working hours and what is taken out of them."""
    stated = dict(ctx.report.settings)
    days = stated.get("working_days", "")
    text = f"{days} {stated.get('working_hours', '')} {ctx.report.timezone}".strip()
    taken = [f"{stated[name]} {name}" for name in ("holidays",) if stated.get(name, "") not in _NONE]
    taken += [f"{name} {stated[name]}" for name in ("away", "travel") if stated.get(name, "") not in _NONE]
    less = f"; {'; '.join(taken)}" if taken else ""
    return f"  counted     working time is {clean.line(text + less, _LINE)}"
