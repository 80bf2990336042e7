"""The reading of a message from the employer's side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

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
from inbox_momentum.stages.evidence import PLATFORMS, Standing, confidence, stand
from inbox_momentum.stages.invites import Invite
from inbox_momentum.stages.platform import session_over
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.scan import Hit, Scan
from inbox_momentum.stages.steps import Step, step_of
from inbox_momentum.stages.titles import company_of, role_of
from inbox_momentum.stages.verdict import (
    FIRM,
    REJECTED_SAID,
    Verdict,
    evidence,
    explained,
    rejected_by,
    weighed,
)
from inbox_momentum.stages.verdict import verdict as weigh
from inbox_momentum.stages.weights import Witness, certainty

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
_NO_STAGE = 0.6
"""Probability from which on a message shows no stage, whatever the rules read in it."""
_HIRING, _NO_HIRING = 0.8, 0.3
"""Probabilities of hiring mail: from the one on a message is read as such although the rules see none in it,
below the other it is not although they do."""
_WORD, _CERTAIN = 0.5, 0.97
"""Weight of a word of hiring; the probability of hiring mail that makes requests count without one."""
_NO_TRADE = frozenset({SenderKind.EMPLOYER, SenderKind.PERSON, SenderKind.OTHER})
_STILL_OFFERED = 0.3
"""Probability of an offer to decide on from which on a decision is no fact yet."""
_REFUSING = frozenset({"OTHERS", "CANDIDACY", "NOT_FORWARD", "REJECT_PLAIN"})
_ONLY_IF = frozenset({"CONDITION_AFTER", "NOT_REJECT", "IF_START"})
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


@dataclass(frozen=True, slots=True)
class Inbound:
    """One received message and all that is known when it is judged."""

    entry: Entry
    identity: SenderIdentity
    scan: Scan
    moment: Moment | None
    context: Context
    invite: Invite


def read_inbound(mail: Inbound, witness: Witness | None = None) -> Reading:
    """What a received message asks and shows: a draft by the rules, weighed as a whole.

    What a ``witness`` is told of stays a draft unless it says else.
    """
    standing = stand(
        mail.scan,
        mail.identity,
        mail.context,
        mail.entry.message.automated,
        internal=internal(mail.entry, mail.context.own),
    )
    draft = _draft(mail, standing, None)
    found = evidence(mail.entry, mail.identity, mail.scan, mail.context, standing, draft)
    if witness is not None and witness.inbound is not None:
        witness.inbound(mail.entry.id, found)
        if not witness.weighed:
            return draft
    verdict = weigh(found)
    if not mail.invite.hiring:
        standing = _heard(standing, verdict, by_rules=draft.hiring)
    reading = _draft(mail, standing, verdict)
    return replace(reading, cues=(*reading.cues, *explained(reading.asks, found, verdict)))


def _draft(mail: Inbound, standing: Standing, verdict: Verdict | None) -> Reading:
    """Order of judgement: rejection, offer, test, schedule, question, receipt (domain.md §1).

    Without a ``verdict`` the rules alone decide.
    """
    entry, scan, context, invite = mail.entry, mail.scan, mail.context, mail.invite
    empty = blank(entry, invite.appointments)
    if not (standing.relevant or invite.hiring):
        return empty
    if standing.noise and not _survives_noise(scan, standing):
        return empty
    rejected = _rejected(scan)
    if verdict is not None:
        rejected = rejected_by(verdict, by_rules=rejected)
    outcome = Outcome.REJECTED if rejected else _confirmed(scan, context, verdict)
    flags = _flags(scan, mail.identity, invite, rejected=rejected)
    asks: tuple[Ask, ...] = ()
    if not rejected and entry.message.automated not in ("auto-replied", "bounce"):
        asks = _asks(mail, standing, flags, verdict)
    if outcome is not None:
        asks = tuple(ask for ask in asks if ask.kind not in _ENDED)
    outreach = any(ask.kind is WaitKind.OUTREACH for ask in asks)
    flags = _settle(flags, asks, outreach=outreach)
    step = _step(mail, asks, flags, outcome, verdict)
    if (
        not (standing.hiring or (standing.relevant and (asks or rejected or step.stage)))
        and not context.hiring
    ):
        return empty
    asks = asks or _plain_message(entry, scan, standing, flags, rejected=rejected, invite=invite)
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
        extends=_extends(scan, mail.moment),
        reschedule=flags.reschedule,
        employer_promise=_promise(scan, mail.moment),
        answers=frozenset(),
        holding=False,
        promises=(),
        appointments=invite.appointments,
        confidence=_sureness(mail, standing, outcome, step, verdict),
        cues=_cues(scan, invite),
    )


def _heard(standing: Standing, verdict: Verdict, *, by_rules: bool) -> Standing:
    """The standing of a message after the whole of it was weighed.

    ``by_rules``: they took it for hiring mail. Either side alone must be surer than both together.
    """
    if not by_rules and verdict.hiring >= _HIRING:
        return replace(standing, hiring=True, relevant=True, noise=False)
    if by_rules and verdict.hiring < _NO_HIRING:
        return replace(standing, hiring=False, relevant=False)
    return standing


def _step(
    mail: Inbound, asks: tuple[Ask, ...], flags: _Flags, outcome: Outcome | None, verdict: Verdict | None
) -> Step:
    if outcome in (Outcome.REJECTED, Outcome.WITHDRAWN):
        return Step(None, 0.0)
    if outcome is not None:
        return Step(Stage.OFFER, 1.0)
    by_rules = step_of(mail.scan, mail.identity, mail.context, asks, mail.invite, flags.receipt)
    if verdict is None or (verdict.stage is None and verdict.stage_share < _NO_STAGE):
        return by_rules
    return Step(verdict.stage, verdict.stage_share)


def _sureness(
    mail: Inbound, standing: Standing, outcome: Outcome | None, step: Step, verdict: Verdict | None
) -> float:
    if outcome is Outcome.REJECTED:
        by_rules = confidence(_rejection_weight(mail.scan), standing.cues)
        return by_rules if verdict is None else certainty(verdict.rejected, REJECTED_SAID)
    if outcome is not None:
        return confidence(0.9 if mail.context.ended else 0.7, standing.cues)
    if step.stage is None:
        return step.confidence
    if verdict is None or step.stage is not verdict.stage:
        return confidence(step.confidence, standing.cues)
    return certainty(step.confidence)


def _confirmed(scan: Scan, context: Context, verdict: Verdict | None) -> Outcome | None:
    """The employer confirms what the owner decided."""
    said = context.ended
    if said is None and verdict is not None and verdict.asks[WaitKind.OFFER] >= _STILL_OFFERED:
        return None  # "kindly let me have your acceptance"
    for outcome, group in (
        (Outcome.WITHDRAWN, "closed.withdrawn"),
        (Outcome.DECLINED, "closed.declined"),
        (Outcome.ACCEPTED, "closed.accepted"),
    ):
        known = said or context.offered
        if outcome is not Outcome.ACCEPTED:
            known = known or scan.has("hiring", "hiring_role", "hiring_title")
        if scan.has(group) and said in (None, outcome) and known:
            return outcome
    return None


def _survives_noise(scan: Scan, standing: Standing) -> bool:
    """A verdict on an application outweighs the advertising around it."""
    firm = scan.has("reject", "receipt", "offered", "booking", "submission", "code_test")
    body_asks = scan.has("schedule", "documents", "references") and standing.human
    leading = any(hit.index == 0 or scan.sentences[hit.index].subject for hit in scan.of("noise"))
    return (firm or body_asks) and not leading


def _rejected(scan: Scan) -> bool:
    hits = [
        hit
        for hit in scan.of("reject")
        if (not scan.sentences[hit.index].subject or not scan.reply) and not _only_if(scan, hit)
    ]
    if not hits:
        return False
    if scan.has_row(*_ALIVE) and all(_hinted(scan, hit) for hit in hits):
        return False  # a receipt's "unfortunately we can't …" only sounds like a refusal
    if scan.has("reschedule") and scan.has("schedule"):
        return any(hit.cue.name == "other candidates" for hit in hits)
    return not (scan.has("on_hold") and all(hit.cue.name == "refused or closed" for hit in hits))


def _only_if(scan: Scan, hit: Hit) -> bool:
    """A likeness to refusals in a sentence that says under which condition ("until you finish the test")."""
    return hit.cue.name.startswith(NAME) and not scan.tags[hit.index].isdisjoint(_ONLY_IF)


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


def _asks(mail: Inbound, standing: Standing, flags: _Flags, verdict: Verdict | None) -> tuple[Ask, ...]:
    scan, invite = mail.scan, mail.invite
    reader = AskReader(scan, mail.identity, standing, mail.context)
    asks = reader.read(mail.moment)
    if invite.confirms or invite.cancels:
        asks = tuple(ask for ask in asks if ask.kind is not WaitKind.SCHEDULE)
    elif invite.requests and all(ask.kind is not WaitKind.SCHEDULE for ask in asks):
        quote = f"Invitation: {invite.summary}"[:200]
        asks = (*asks, Ask(WaitKind.SCHEDULE, quote, confidence(1.0, standing.cues)))
    if flags.on_hold:
        asks = tuple(ask for ask in asks if ask.kind is not WaitKind.NEXT_STEP)
    if _is_outreach(mail.identity, scan, mail.context, standing):
        asks = _as_outreach(scan, asks, standing)
    pitched = mail.context.outreach_only and not mail.context.owner_wrote
    if verdict is not None and not (pitched or reader.nothing_to_do()):
        said = {ask.kind for ask in asks if ask.confidence >= FIRM}
        asks = weighed(asks, verdict, scan, partial(reader.ask_at, mail.moment), invited=invite.requests)
        if _subscribed(mail):
            asks = tuple(_doubted(ask) for ask in asks)
        elif _unspoken(mail, standing, verdict):
            asks = tuple(ask if ask.kind in said else _doubted(ask) for ask in asks)
    if not mail.entry.addressed:
        asks = tuple(_doubted(ask) for ask in asks)
    return asks


def _subscribed(mail: Inbound) -> bool:
    """Mail that one can unsubscribe from, by nobody whose trade is hiring, where the owner never wrote."""
    if mail.identity.kind not in _NO_TRADE or mail.context.owner_wrote or mail.context.applied:
        return False
    return mail.scan.tagged("UNSUBSCRIBE") or mail.entry.message.header("list-unsubscribe") is not None


def _unspoken(mail: Inbound, standing: Standing, verdict: Verdict) -> bool:
    """No word of hiring in the message or around it: it must be all but certain to be of hiring."""
    silent = standing.score < _WORD and not (mail.context.told or mail.identity.kind in PLATFORMS)
    return silent and verdict.hiring < _CERTAIN


def _doubted(ask: Ask) -> Ask:
    """Left for review: a Cc-only owner is informed, not asked."""
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
