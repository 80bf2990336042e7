"""Small makers of waits and ledgers for the tests of statistics and score."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox_momentum.model import (
    Application,
    ApplicationStatus,
    Clock,
    ClosedHow,
    Ledger,
    Nudge,
    Party,
    Precision,
    Promise,
    Wait,
    WaitKind,
    WaitStatus,
)

AS_OF = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR, DAY = 3600.0, 86_400.0


def make_wait(number: int, opened: datetime, hours: float | None, **fields: Any) -> Wait:
    """A wait on the owner, answered after ``hours``; ``None``: open."""
    closed = opened + timedelta(hours=hours) if hours is not None else None
    known: dict[str, Any] = {
        "id": f"w{number}", "application_id": "a1", "waiting_on": Party.YOU, "kind": WaitKind.QUESTION, "stage": None,
        "opened_by": f"m{number}", "opened_at": opened, "opened_clock": Clock.RECEIVED, "nudges": (), "deadline": None,
        "status": WaitStatus.ANSWERED if closed else WaitStatus.OPEN, "acknowledged_at": None,
        "closed_by": f"r{number}" if closed else None, "closed_at": closed,
        "closed_how": ClosedHow.REPLY if closed else None, "precision": Precision.EXACT,
        "elapsed_s": hours * HOUR if hours is not None else (AS_OF - opened).total_seconds(),
        "working_s": None, "rating": None, "confidence": 0.95, "quote": "", "reasons": (),
    }  # fmt: skip
    return Wait(**(known | fields))


def ago(days: float = 0, hours: float = 0) -> datetime:
    """A moment before ``AS_OF``."""
    return AS_OF - timedelta(days=days, hours=hours)


def make_application(name: str = "a1", **fields: Any) -> Application:
    """An active application of employer ``e`` + its number."""
    known: dict[str, Any] = {
        "id": name, "employer_id": name.replace("a", "e"), "role": None, "stage": None, "outcome": None,
        "status": ApplicationStatus.ACTIVE, "turn": Party.EMPLOYER, "opened_at": None, "last_message_at": None,
        "message_ids": (), "stages": (),
    }  # fmt: skip
    return Application(**(known | fields))


def make_ledger(
    waits: Iterable[Wait], applications: Iterable[Application] = (), promises: Iterable[Promise] = ()
) -> Ledger:
    """A ledger; each application that a wait names and nobody gave is an active one."""
    rows, given = tuple(waits), tuple(applications)
    names = {item.id for item in given}
    missing = sorted({wait.application_id for wait in rows} - names)
    return Ledger(rows, tuple(promises), (*given, *(make_application(name) for name in missing)))


def make_nudge(at: datetime, human: bool = True) -> Nudge:
    """A reminder."""
    return Nudge("n1", at, human)
