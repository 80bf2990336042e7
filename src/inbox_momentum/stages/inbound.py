"""The reading of a message from the employer's side."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import (
    REQUIRED_KINDS,
    Ask,
    Deadline,
    Entry,
    Outcome,
    Reading,
    SenderIdentity,
    SenderKind,
    Stage,
    StatedPromise,
    WaitKind,
)
from inbox_momentum.stages.asks import AskReader
from inbox_momentum.stages.blank import blank
from inbox_momentum.stages.borne import voided
from inbox_momentum.stages.colleagues import internal
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.deadlines import Moment, deadline, promise
from inbox_momentum.stages.evidence import Standing, confidence, stand
from inbox_momentum.stages.invites import Invite
from inbox_momentum.stages.platform import session_over
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.scan import Hit, Scan
from inbox_momentum.stages.steps import Step, step_of
from inbox_momentum.stages.titles import company_of, role_of

_PITCHERS = frozenset(
    {
        SenderKind.AGENCY,
        SenderKind.PERSON,
        SenderKind.EMPLOYER,
        SenderKind.JOB_BOARD,
        SenderKind.OTHER,
        SenderKind.ATS,
    }
)
_SHOWN_CUES = 24
_REFUSING = frozenset({"OTHERS", "CANDIDACY", "NOT_FORWARD", "REJECT_PLAIN"})
_ALIVE = (
    "schedule",
    "code_test",
    "documents",
    "references",
    "question.fact",
    "question.direct",
    "meeting_wish",
    "schedule_link",
    "offered",
    "pitch",
    "receipt",
    "booking",
    "on_hold",
)
"""Rows that outweigh a rejection which no row, only a likeness, speaks of."""
_ENDED = frozenset({WaitKind.OFFER, WaitKind.SCHEDULE, WaitKind.NEXT_STEP, WaitKind.CODE_TEST})
"""Kinds that nobody asks for once the owner's decision is confirmed."""


@dataclass(frozen=True, slots=True)
class _Flags:
    """Plain yes-or-no verdicts of one message."""

    nudge: bool
    praise: bool
    receipt: bool
    booking: bool
    submission: bool
    employer_ack: bool
    on_hold: bool
    resumed: bool
    reschedule: bool


def read_inbound(
    entry: Entry,
    identity: SenderIdentity,
    scan: Scan,
    moment: Moment | None,
    context: Context,
    invite: Invite,
) -> Reading:
    """Order of judgement: rejection, offer, test, schedule, question, receipt (domain.md §1)."""
    standing = stand(scan, identity, context, entry.message.automated, internal=internal(entry, context.own))
    empty = blank(entry, invite.appointments)
    if not (standing.relevant or invite.hiring):
        return empty
    if standing.noise and not _survives_noise(scan, standing):
        return empty
    rejected = _rejected(scan)
    outcome = Outcome.REJECTED if rejected else _confirmed(scan, context)
    flags = _flags(scan, identity, invite, rejected=rejected)
    asks: tuple[Ask, ...] = ()
    if not rejected and entry.message.automated not in ("auto-replied", "bounce"):
        asks = _asks(entry, identity, scan, moment, context, standing, invite, flags)
    if outcome is not None:
        asks = tuple(ask for ask in asks if ask.kind not in _ENDED)
    outreach = any(ask.kind is WaitKind.OUTREACH for ask in asks)
    flags = _settle(flags, asks, outreach=outreach)
    if rejected or outcome is Outcome.WITHDRAWN:
        step = Step(None, 0.0)
    elif outcome is not None:
        step = Step(Stage.OFFER, 1.0)
    else:
        step = step_of(scan, identity, context, asks, invite, flags.receipt)
    if (
        not (standing.hiring or (standing.relevant and (asks or rejected or step.stage)))
        and not context.hiring
    ):
        return empty
    asks = asks or _plain_message(entry, scan, standing, flags, rejected=rejected, invite=invite)
    sure = step.confidence
    if outcome is not None and not rejected:
        sure = confidence(0.9 if context.ended else 0.7, standing.cues)
    elif rejected:
        sure = confidence(_rejection_weight(scan), standing.cues)
    elif step.stage is not None:
        sure = confidence(step.confidence, standing.cues)
    return Reading(
        message_id=entry.id,
        hiring=standing.hiring or standing.relevant,
        stage=step.stage,
        outcome=outcome,
        asks=asks,
        role=role_of(scan),
        company=company_of(scan),
        nudge=flags.nudge,
        praise=flags.praise,
        receipt=flags.receipt,
        booking=flags.booking,
        submission=flags.submission,
        employer_ack=flags.employer_ack,
        on_hold=flags.on_hold,
        resumed=flags.resumed,
        voids=_voids(scan, context, invite, flags),
        extends=_extends(scan, moment),
        reschedule=flags.reschedule,
        employer_promise=_promise(scan, moment),
        answers=frozenset(),
        holding=False,
        promises=(),
        appointments=invite.appointments,
        confidence=sure,
        cues=_cues(scan, invite),
    )


def _confirmed(scan: Scan, context: Context) -> Outcome | None:
    """The employer confirms what the owner decided."""
    said = context.ended
    for outcome, group in (
        (Outcome.WITHDRAWN, "closed.withdrawn"),
        (Outcome.DECLINED, "closed.declined"),
        (Outcome.ACCEPTED, "closed.accepted"),
    ):
        if (
            scan.has(group)
            and (said in (None, outcome))
            and (said or context.offered or scan.has("hiring", "hiring_role", "hiring_title"))
        ):
            return outcome
    return None


def _survives_noise(scan: Scan, standing: Standing) -> bool:
    """A verdict on an application outweighs the advertising around it."""
    firm = scan.has("reject", "receipt", "offered", "booking", "submission", "code_test")
    body_asks = scan.has("schedule", "documents", "references") and standing.human
    leading = any(hit.index == 0 or scan.sentences[hit.index].subject for hit in scan.of("noise"))
    return (firm or body_asks) and not leading


def _rejected(scan: Scan) -> bool:
    hits = [hit for hit in scan.of("reject") if not scan.sentences[hit.index].subject or not scan.reply]
    if not hits:
        return False
    if scan.has_row(*_ALIVE) and all(_hinted(scan, hit) for hit in hits):
        return False  # a receipt's "unfortunately we can't …" only sounds like a refusal
    if scan.has("reschedule") and scan.has("schedule"):
        return any(hit.cue.name == "other candidates" for hit in hits)
    return not (scan.has("on_hold") and all(hit.cue.name == "refused or closed" for hit in hits))


def _hinted(scan: Scan, hit: Hit) -> bool:
    """A likeness to refusals without a word of others, of the candidacy or of not going on."""
    return hit.cue.name.startswith(NAME) and not scan.tags[hit.index] & _REFUSING


def _rejection_weight(scan: Scan) -> float:
    rows = {(hit.cue.name, hit.index) for hit in scan.of("reject")}
    return 0.9 + 0.2 * (len(rows) - 1) + (0.3 if scan.has("soft_no") or scan.tagged("UNFORTUNATE") else 0.0)


def _flags(scan: Scan, identity: SenderIdentity, invite: Invite, *, rejected: bool) -> _Flags:
    return _Flags(
        nudge=scan.has("nudge") and not rejected,
        praise=any(not scan.sentences[hit.index].subject for hit in scan.of("praise")) and not rejected,
        receipt=scan.has("receipt") and not rejected,
        booking=(scan.has("booking") or invite.confirms) and not rejected,
        submission=(scan.has("submission") or session_over(scan, identity)) and not rejected,
        employer_ack=scan.has("employer_ack") and not rejected,
        on_hold=scan.has("on_hold") and not rejected,
        resumed=scan.has("resumed") and not rejected,
        reschedule=(scan.has("reschedule") or invite.moves) and not rejected,
    )


def _asks(
    entry: Entry,
    identity: SenderIdentity,
    scan: Scan,
    moment: Moment | None,
    context: Context,
    standing: Standing,
    invite: Invite,
    flags: _Flags,
) -> tuple[Ask, ...]:
    asks = AskReader(scan, identity, standing, context).read(moment)
    if invite.confirms or invite.cancels:
        asks = tuple(ask for ask in asks if ask.kind is not WaitKind.SCHEDULE)
    elif invite.requests and all(ask.kind is not WaitKind.SCHEDULE for ask in asks):
        quote = f"Invitation: {invite.summary}"[:200]
        asks = (*asks, Ask(WaitKind.SCHEDULE, quote, confidence(1.0, standing.cues)))
    if flags.on_hold:
        asks = tuple(ask for ask in asks if ask.kind is not WaitKind.NEXT_STEP)
    if _is_outreach(identity, scan, context, standing):
        asks = _as_outreach(scan, asks, standing)
    if not entry.addressed:
        asks = tuple(_doubted(ask) for ask in asks)
    return asks


def _doubted(ask: Ask) -> Ask:
    """A Cc-only owner is informed, not asked: left for review."""
    return Ask(ask.kind, ask.quote, min(ask.confidence, 0.5), ask.deadline)


def _is_outreach(identity: SenderIdentity, scan: Scan, context: Context, standing: Standing) -> bool:
    if context.outreach_only and not context.owner_wrote:
        return True
    if identity.kind not in _PITCHERS or not standing.human:
        return False
    if not context.first or scan.reply or context.owner_wrote or context.applied:
        return False
    if scan.tagged("YOUR_APPLICATION") or scan.has("receipt", "offered", "booking", "code_test", "on_hold"):
        return False
    pitches = {hit.index for hit in scan.of("pitch")}
    inmail = identity.relay or identity.kind is SenderKind.AGENCY
    return len(pitches) >= (1 if inmail else 2) or (len(pitches) == 1 and scan.has("pitch_profile"))


def _as_outreach(scan: Scan, asks: tuple[Ask, ...], standing: Standing) -> tuple[Ask, ...]:
    pitches = scan.of("pitch") or scan.of("nudge", "hiring")
    quote = asks[0].quote if asks else scan.sentences[pitches[0].index].raw[:200] if pitches else ""
    weight = 0.7 + 0.2 * min(3, len({hit.index for hit in pitches}))
    return (Ask(WaitKind.OUTREACH, quote, confidence(weight, standing.cues)),)


def _settle(flags: _Flags, asks: tuple[Ask, ...], *, outreach: bool) -> _Flags:
    """A receipt asks nothing, a pitch praises nobody."""
    return _Flags(
        nudge=flags.nudge,
        praise=flags.praise and not outreach and not flags.receipt,
        receipt=flags.receipt and not asks,
        booking=flags.booking and not any(ask.kind is WaitKind.SCHEDULE for ask in asks),
        submission=flags.submission,
        employer_ack=flags.employer_ack and not outreach,
        on_hold=flags.on_hold,
        resumed=flags.resumed,
        reschedule=flags.reschedule,
    )


def _plain_message(
    entry: Entry, scan: Scan, standing: Standing, flags: _Flags, *, rejected: bool, invite: Invite
) -> tuple[Ask, ...]:
    """A human turn with no explicit request: counted when answered, never a lapse."""
    said = (
        rejected
        or flags.receipt
        or flags.booking
        or flags.submission
        or flags.on_hold
        or flags.nudge
        or flags.employer_ack
        or flags.praise
        or invite.appointments
        or scan.has("employer_promise", "void", "extend")
    )
    if said or not standing.human or not entry.addressed:
        return ()
    body = [sentence for _, sentence, _ in scan.body]
    if sum(len(sentence.norm) for sentence in body) < 30:
        return ()
    return (Ask(WaitKind.MESSAGE, body[0].raw[:200], confidence(0.6, standing.cues)),)


def _voids(scan: Scan, context: Context, invite: Invite, flags: _Flags) -> frozenset[WaitKind]:
    kinds: set[WaitKind] = set()
    for hit in scan.of("void"):
        named = voided(scan.tags[hit.index])
        kinds.update(
            named or (context.asked or REQUIRED_KINDS if "PREVIOUS" in scan.tags[hit.index] else named)
        )
    if flags.booking or invite.cancels:
        kinds.add(WaitKind.SCHEDULE)
    return frozenset(kinds)


def _extends(scan: Scan, moment: Moment | None) -> Deadline | None:
    if moment is None:
        return None
    for hit in scan.of("extend"):
        sentence = scan.sentences[hit.index]
        found = deadline(sentence.norm, sentence.raw, moment, scan.language)
        if found:
            return found
    return None


def _promise(scan: Scan, moment: Moment | None) -> StatedPromise | None:
    if moment is None:
        return None
    for hit in scan.of("employer_promise"):
        sentence = scan.sentences[hit.index]
        found = promise(sentence.norm, sentence.raw, moment, scan.language)
        if found:
            return found
    return None


def _cues(scan: Scan, invite: Invite) -> tuple[str, ...]:
    shown = [
        hit.label for hit in scan.hits if not hit.cue.group.startswith(("out.", "hiring_weak", "interview"))
    ]
    return tuple(dict.fromkeys([*invite.cues, *shown]))[:_SHOWN_CUES]
