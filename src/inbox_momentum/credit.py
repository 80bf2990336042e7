"""What one wait earns towards the score (domain.md §5): points in log time against its limits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from inbox_momentum.clock import WorkingClock, elapsed_s
from inbox_momentum.limits import green_share, row_of
from inbox_momentum.model import Limit, Wait, WaitKind

BY_DEADLINE = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER})
"""Kinds that go by the employer's deadline alone, when there is one."""


def credit(length: float, green: float, amber: float) -> float:
    """Points of one length: 100 up to green, 50 at amber, 0 from 4 × amber; straight in log time."""
    if length <= green:
        return 100.0
    if length >= 4 * amber:
        return 0.0
    if length <= amber:
        return 100 - 50 * math.log(length / green) / math.log(amber / green) if green > 0 else 50.0
    return 50 - 50 * math.log(length / amber) / math.log(4)


def credit_of(
    wait: Wait, ended: datetime, rows: Mapping[str, Limit], clock: WorkingClock
) -> tuple[float, bool]:
    """Points of a wait that ended (or is looked at) at ``ended``, and whether it is within green."""
    total = elapsed_s(wait.opened_at, ended)
    deadline = wait.deadline.at if wait.deadline is not None else None
    if deadline is not None and deadline > wait.opened_at and wait.kind in BY_DEADLINE:
        window = elapsed_s(wait.opened_at, deadline)
        points = credit(total, green_share() * window, window)
        return points, points >= 100
    limit = rows[row_of(wait.kind)]
    length = total
    if limit.clock == "working":
        length = clock.working_s(wait.opened_at, ended) if wait.working_s is None else wait.working_s
    if limit.green_s is None or length <= limit.green_s:
        points = 100.0
    else:
        points = credit(length, limit.green_s, limit.amber_s or limit.green_s)
    if deadline is None or deadline <= wait.opened_at:
        return points, points >= 100
    points = max(points, 50.0) if ended <= deadline else min(points, 50.0)
    return points, points >= 100
