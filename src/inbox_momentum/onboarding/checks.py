"""One finding of ``momentum doctor``: how it stands, and the one thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    """It works, but figures may suffer."""
    FAIL = "fail"
    SKIPPED = "skipped"
    """It could not be made; ``found`` says why."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line."""

    name: str
    """What was looked at, e.g. ``certificate``."""
    state: State
    found: str
    """One plain sentence."""
    todo: str = ""
    """The one thing to do; '' when there is nothing."""
    subject: str = ""
    """Account or source it is about; '' for this machine."""
    exit_status: int = 0
    """What the process ends with when this failed (contract.md); 0 when it did not."""


def ok(name: str, found: str, subject: str = "") -> Check:
    """All is well."""
    return Check(name, State.OK, found, "", subject)


def warn(name: str, found: str, todo: str, subject: str = "") -> Check:
    """It works, but."""
    return Check(name, State.WARN, found, todo, subject)


def fail(name: str, found: str, todo: str, exit_status: int, subject: str = "") -> Check:
    """It does not work."""
    return Check(name, State.FAIL, found, todo, subject, exit_status)


def skipped(name: str, why: str, subject: str = "") -> Check:
    """Nobody knows."""
    return Check(name, State.SKIPPED, why, "", subject)


def exit_status(checks: list[Check]) -> int:
    """Of several failures the one to mend first: configuration before mail before network; 0 for none."""
    return min((one.exit_status for one in checks if one.state is State.FAIL), default=0)


def counted(number: int, what: str) -> str:
    """``1 folder``, ``1,200 messages``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
