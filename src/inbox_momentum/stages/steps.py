"""Which stage of a process a message is evidence of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox_momentum.model import Ask, SenderIdentity, SenderKind, Stage, WaitKind
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.invites import Invite
from inbox_momentum.stages.lexicon import settings
from inbox_momentum.stages.scan import Scan

_LEGAL_FORM = re.compile(r"\b(?:inc|ltd|llc|plc|gmbh|ag|corp|associates|sas|bv)\b[ .,]*$")
_TALKS = (Stage.ONSITE, Stage.TECH_SCREEN, Stage.RECRUITER_SCREEN)
_MEETING_KINDS = frozenset({WaitKind.SCHEDULE, WaitKind.NEXT_STEP})


@dataclass(frozen=True, slots=True)
class Step:
    """A stage and the weight of what speaks for it."""

    stage: Stage | None
    confidence: float


def order() -> tuple[Stage, ...]:
    """Stages in the order in which they usually come (``data/stages.toml``)."""
    return tuple(Stage(name) for name in settings()["stage_order"]["order"])


def step_of(
    scan: Scan,
    identity: SenderIdentity,
    context: Context,
    asks: tuple[Ask, ...],
    invite: Invite,
    receipt: bool,
) -> Step:
    """Offer, checks and test by what is asked; conversations by their name; receipts; pitches."""
    kinds = {ask.kind for ask in asks}
    if WaitKind.OUTREACH in kinds:
        return Step(Stage.SOURCED, 0.9)
    if WaitKind.OFFER in kinds or scan.has("offered"):
        return Step(Stage.OFFER, 1.0)
    if WaitKind.REFERENCES in kinds or scan.has("stage.checks"):
        return Step(Stage.CHECKS, 0.9)
    talks = bool(kinds & _MEETING_KINDS) or scan.has("booking", "reschedule") or bool(invite.appointments)
    tested = WaitKind.CODE_TEST in kinds or scan.has("submission")
    if tested and not (talks and _named(scan, body_only=True)):
        return Step(Stage.CODE_TEST, 1.0)
    if identity.kind is SenderKind.ASSESSMENT and not talks:
        return Step(Stage.CODE_TEST, 0.9)
    early = context.stage in (None, Stage.SOURCED, Stage.APPLIED)
    if receipt and not kinds and early:
        return Step(Stage.APPLIED, 1.0)
    return _talk(scan, context, kinds, talks=talks)


def _talk(scan: Scan, context: Context, kinds: set[WaitKind], *, talks: bool) -> Step:
    named = named_talk(scan)
    if named and (talks or named is not Stage.RECRUITER_SCREEN):
        return Step(named, 0.9 if talks else 0.7)
    if talks and scan.has("interview"):
        late = context.stage in (*_TALKS, Stage.CODE_TEST, Stage.CHECKS, Stage.OFFER)
        if late and context.stage is not None:
            stage = Stage.TECH_SCREEN if context.stage is Stage.CODE_TEST else context.stage
            return Step(stage, 0.7)
        return Step(Stage.RECRUITER_SCREEN, 0.8)
    if named:
        return Step(named, 0.6)
    if scan.has("stage.code_test") and not kinds & _MEETING_KINDS:
        return Step(Stage.CODE_TEST, 0.7)
    if not kinds and scan.has("receipt") and context.stage in (None, Stage.SOURCED, Stage.APPLIED):
        return Step(Stage.APPLIED, 0.8)
    return Step(None, 0.0)


def named_talk(scan: Scan) -> Stage | None:
    """The conversation that a message names, in its text before its subject."""
    return _named(scan, body_only=True) or _named(scan, body_only=False)


def _named(scan: Scan, *, body_only: bool) -> Stage | None:
    """The conversation that the text names; where it names several, the one nearest to what it asks."""
    asking = {
        hit.index for hit in scan.of("schedule", "meeting_wish", "booking", "forward_wish", "reschedule")
    }
    best: tuple[int, int, Stage] | None = None
    for rank, stage in enumerate(_TALKS):
        for hit in scan.of(f"stage.{stage.value}"):
            if body_only and scan.sentences[hit.index].subject:
                continue
            if _LEGAL_FORM.search(scan.sentences[hit.index].norm):
                continue  # a company's name: "First Call Associates, Inc."
            distance = min((abs(hit.index - index) for index in asking), default=0)
            if "PAST_BY_YOU" in scan.tags[hit.index] or "PRAISE_WORDS" in scan.tags[hit.index]:
                distance += 4
            if best is None or (distance, rank) < best[:2]:
                best = (distance, rank, stage)
    return best[2] if best else None
