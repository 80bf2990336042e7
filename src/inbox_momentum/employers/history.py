"""The stages that an application went through, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from inbox_momentum.employers.mail import Mail
from inbox_momentum.model import ApplicationStatus, Outcome, Stage, StageEntry, WaitKind

LEAST = 0.5
"""Least confidence of a stage that is entered into the history."""

_ORDER = {stage: place for place, stage in enumerate(Stage)}
_INTERVIEWS = {Stage.TECH_SCREEN, Stage.CODE_TEST, Stage.ONSITE}
_OWN_STAGES = {Stage.APPLIED, Stage.CODE_TEST}
_LIVE_ASKS = {WaitKind.SCHEDULE, WaitKind.CODE_TEST, WaitKind.OFFER, WaitKind.REFERENCES}


def stages(mails: Sequence[Mail]) -> tuple[StageEntry, ...]:
    """One entry per change of stage; ``mails`` are oldest first.

    Stages are sticky: a later receipt or a screening call worded like the first one
    does not set the process back. Among interviews and tests it moves freely, back
    only with good evidence; from offer or checks back to interviews only with very good.
    """
    found: list[StageEntry] = []
    for mail in mails:
        stage, sure = mail.reading.stage, mail.reading.confidence
        if stage is None or mail.at is None or sure < LEAST or mail.reading.outcome is not None:
            continue
        if (
            not mail.inbound
            and (stage not in _OWN_STAGES or sure < 0.8)
            and not (stage is Stage.APPLIED and not found)
        ):
            continue
        if _moves(found[-1].stage if found else None, stage, sure):
            found.append(StageEntry(stage, mail.at, mail.id, sure))
    return tuple(found)


def _moves(now: Stage | None, stage: Stage, sure: float) -> bool:
    """Whether evidence of ``stage`` at confidence ``sure`` changes the stage ``now``."""
    if now is None or stage is now:
        return now is None
    if _ORDER[stage] > _ORDER[now]:
        return True
    if stage not in _INTERVIEWS:
        return stage is Stage.CHECKS and sure >= 0.7
    return sure >= (0.7 if now in _INTERVIEWS else 0.9)


def outcome(mails: Sequence[Mail]) -> Outcome | None:
    """The last outcome, unless the employer went on with the process after it.

    An acceptance stands: mail about the contract follows it.
    """
    ended: Outcome | None = None
    for mail in mails:
        reading = mail.reading
        if reading.outcome is not None and reading.confidence >= LEAST:
            if mail.inbound or reading.outcome is not Outcome.REJECTED:
                ended = reading.outcome
        elif ended is not None and ended is not Outcome.ACCEPTED and mail.inbound and goes_on(mail):
            ended = None
    return ended


def goes_on(mail: Mail) -> bool:
    """True when the employer plainly asks for the next step of a process."""
    return any(one.kind in _LIVE_ASKS and one.confidence >= 0.8 for one in mail.reading.asks)


def status(mails: Sequence[Mail], ended: Outcome | None) -> ApplicationStatus:
    """Closed, on hold by the employer's word, else active; the ledger settles the rest."""
    if ended is not None:
        return ApplicationStatus.CLOSED
    held = False
    for mail in mails:
        if mail.inbound and mail.reading.on_hold:
            held = True
        elif mail.inbound and (mail.reading.resumed or goes_on(mail)):
            held = False
    return ApplicationStatus.ON_HOLD if held else ApplicationStatus.ACTIVE
