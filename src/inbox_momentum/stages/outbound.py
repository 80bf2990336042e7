"""The reading of a message that the owner wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inbox_momentum.model import REQUIRED_KINDS, Entry, Outcome, Reading, Stage, StatedPromise, WaitKind
from inbox_momentum.stages.blank import blank
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.deadlines import Moment, delivered, polite, promise
from inbox_momentum.stages.invites import Invite
from inbox_momentum.stages.lexicon import settings
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.replies import (
    CONTACT,
    answered,
    decided,
    evidence,
    explained,
    holds,
    settled,
    shown,
    sureness,
)
from inbox_momentum.stages.scan import Scan
from inbox_momentum.stages.steps import named_talk
from inbox_momentum.stages.titles import company_of, role_of
from inbox_momentum.stages.weights import Witness

_ARCHIVE = re.compile(r"\.(?:zip|tar|gz|tgz|7z|rar|ipynb|py|js|ts|patch|bundle)$", re.IGNORECASE)
_PAPER = re.compile(r"\.(?:pdf|docx?|odt|rtf|jpe?g|png|heic|tiff?|xlsx?|csv|txt|pages|zip)$", re.IGNORECASE)
_ALL = frozenset(WaitKind) - {WaitKind.REPLY}
_FREE = frozenset({WaitKind.QUESTION, WaitKind.NEXT_STEP, WaitKind.OUTREACH, WaitKind.MESSAGE})
"""Kinds that any reply of substance answers."""
_OF_ELSE = frozenset({"NEGATED", "ELSEWHERE", "O_SLOT_WORD"})
"""Marks of sentences that end nothing, however like an end they are: "I am not withdrawing"."""
_NOT_SENT = frozenset({"O_NOT_YET", "O_IF", "NEGATED", "O_NEGATION"})
"""Marks of sentences whose link is no delivery: "I can't open github.com/…"."""
_EMPTY_GROUPS = ("out.holding", "out.thanks", "out.follow_up")
_NOT_THEN = re.compile(
    r"(?:sorry,? |sadly,? |afraid,? |unfortunately,? )?"
    r"(?:not|no chance|no way|never|impossible|hardly|(?:i am )?(?:busy|swamped|away|tied up|out) )\b"
)
"""Opens a sentence that only says when it cannot be."""
_WORDS = 3
_PLEASANT = 6
"""Words up to which a sentence that begins with thanks or a greeting says nothing else."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One sent message and all that is known when it is judged."""

    entry: Entry
    scan: Scan
    moment: Moment | None
    context: Context
    invite: Invite


def read_outbound(mail: Outbound, witness: Witness | None = None) -> Reading:
    """What the owner answers, promises, applies for, accepts or ends.

    A draft by the rules, of which answers and holding off are weighed as a whole. What a
    ``witness`` is told of stays a draft unless it says else.
    """
    entry, scan, context, invite = mail.entry, mail.scan, mail.context, mail.invite
    if scan.forwarded and not scan.reply:
        return blank(entry, invite.appointments)
    if entry.message.automated == "auto-replied":
        return replace(blank(entry, invite.appointments), hiring=context.hiring)
    draft = _draft(mail)
    if not draft.hiring:
        return draft
    found = evidence(entry, scan, context, draft, _files(entry))
    if witness is not None and witness.outbound is not None:
        witness.outbound(entry.id, found)
        if not witness.weighed:
            return draft
    return _weighed(mail, draft, found)


def _weighed(mail: Outbound, draft: Reading, found: Mapping[str, float]) -> Reading:
    said = settled(found)
    outcome = decided(draft.outcome, said)
    if outcome is None and draft.outcome is not None:
        draft = _draft(mail, ends=False)
    answers = answered(draft.answers, said)
    if outcome is not None:
        answers |= _ended_by(outcome, mail.context)
    if mail.invite.replied:
        answers |= {WaitKind.SCHEDULE}
    holding = outcome is None and holds(draft.holding, said)
    if not holding:
        answers |= {WaitKind.MESSAGE}
    elif not draft.holding:
        answers -= {WaitKind.MESSAGE}
    return replace(
        draft,
        outcome=outcome,
        answers=answers,
        holding=holding,
        stage=_ended_at(outcome) if outcome else shown(draft.stage, said),
        promises=draft.promises or (_promises(mail.scan, mail.moment, holding=True) if holding else ()),
        confidence=sureness(draft.confidence, draft.outcome, outcome, said),
        cues=(*draft.cues, *explained(answers, outcome, found, said)),
    )


def _ended_at(outcome: Outcome) -> Stage | None:
    """A withdrawal shows no stage, an answer to an offer the offer."""
    return None if outcome is Outcome.WITHDRAWN else Stage.OFFER


def _files(entry: Entry) -> dict[str, bool]:
    names = [item.filename for item in entry.message.body.attachments]
    return {
        "none": not names,
        "cv": any(_is_cv(name) for name in names),
        "archive": any(_ARCHIVE.search(name) for name in names),
        "paper": any(_PAPER.search(name) for name in names),
        "several": len(names) > 1,
    }


def _draft(mail: Outbound, *, ends: bool = True) -> Reading:
    """By the rules alone; with ``ends`` False whatever they see, the process goes on."""
    entry, scan, context, invite = mail.entry, mail.scan, mail.context, mail.invite
    hiring = scan.has("hiring") or scan.has_row(
        "out.accepted", "out.declined", "out.withdrawn", "out.applied"
    )
    outcome = _outcome(scan, context) if ends else None
    holding = outcome is None and scan.has("out.holding") and (hiring or context.hiring)
    answers = _answers(entry, scan, context, invite)
    if outcome is not None:
        answers = answers | _ended_by(outcome, context)
    elif _substance(scan, holding=holding):
        answers = answers | ((_FREE & context.asked) if context.threaded else _FREE) | {WaitKind.MESSAGE}
    elif not holding:
        answers = answers | {WaitKind.MESSAGE}
    applied = _applies(entry, scan, context)
    reading = blank(entry, invite.appointments)
    return replace(
        reading,
        hiring=hiring or context.hiring,
        stage=_stage(scan, outcome, context, answers, applied=applied),
        outcome=outcome,
        role=role_of(scan) if hiring else None,
        company=company_of(scan) if hiring else None,
        reschedule=scan.has("reschedule")
        or invite.moves
        or (scan.has("out.slot_declined") and context.booked),
        answers=frozenset(answers),
        holding=holding,
        promises=_promises(scan, mail.moment),
        confidence=_confidence(scan, context, outcome, applied=applied),
        cues=_cues(scan, invite, applied=applied),
    )


def _outcome(scan: Scan, context: Context) -> Outcome | None:
    offered = context.offered or scan.tagged("OFFER_WORD")
    named = scan.has("hiring", "hiring_role", "hiring_candidate", "hiring_title")
    if not (context.hiring or context.offered or named):
        return None
    if _says(scan, "out.declined"):
        return Outcome.DECLINED if offered else Outcome.WITHDRAWN
    if _says(scan, "out.withdrawn"):
        gone = context.offered and scan.tagged("ELSEWHERE") and not scan.tagged("WITHDRAWN_SAID")
        return Outcome.DECLINED if gone else Outcome.WITHDRAWN
    if context.offered and not scan.has("out.holding", "out.counter") and _signed(scan):
        return Outcome.ACCEPTED
    if (
        _says(scan, "out.accepted")
        and not scan.has("out.counter")
        and (offered or scan.tagged("ACCEPT_OFFER"))
    ):
        return Outcome.ACCEPTED
    return None


def _says(scan: Scan, group: str) -> bool:
    """Whether a row of the group fired, or a sentence is like it that speaks of no other thing."""
    return any(
        not (hit.cue.name.startswith(NAME) and scan.tags[hit.index] & _OF_ELSE) for hit in scan.of(group)
    )


def _ended_by(outcome: Outcome, context: Context) -> frozenset[WaitKind]:
    """An end answers whatever was asked; about an offer it answers the offer."""
    asked = context.asked if context.threaded else _ALL
    if outcome is Outcome.WITHDRAWN:
        return asked
    return (asked if outcome is Outcome.DECLINED else asked & _FREE) | {WaitKind.OFFER}


def _signed(scan: Scan) -> bool:
    """The signed paper comes back, with no word of doubt."""
    doubt = {"O_NOT_YET", "O_THINK", "O_NEGATION", "O_DECLINE"}
    return any("O_SIGNED" in tags and not tags & doubt for _, _, tags in scan.body)


def _answers(entry: Entry, scan: Scan, context: Context, invite: Invite) -> set[WaitKind]:
    kinds: set[WaitKind] = set()
    asked = context.asked
    files = [item.filename for item in entry.message.body.attachments]
    other = context.threaded and bool(asked & REQUIRED_KINDS) and WaitKind.SCHEDULE not in asked
    if invite.replied or _times(scan, asked) or (_gives_times(scan, context) and not other):
        kinds.add(WaitKind.SCHEDULE)  # where something else is asked, a day is not a slot
    if _delivers_test(scan, files, asked):
        kinds.add(WaitKind.CODE_TEST)
    papers = any(_PAPER.search(name) for name in files)
    if _sends_papers(scan, context, papers=papers):
        kinds.add(WaitKind.DOCUMENTS)
    if _names_referees(scan, asked):
        kinds.add(WaitKind.REFERENCES)
    if scan.has("out.counter") and (context.offered or scan.tagged("OFFER_WORD")):
        kinds.add(WaitKind.OFFER)
    kinds |= _refused(scan)
    return kinds - {WaitKind.REFERENCES, WaitKind.QUESTION} | kinds & asked if context.threaded else kinds


def _sends_papers(scan: Scan, context: Context, *, papers: bool) -> bool:
    """Papers that were asked for, by any sign; others only where they are named."""
    sent = scan.of("out.documents")
    if WaitKind.DOCUMENTS in context.asked:
        linked = scan.tagged("LINK", "FILELINK", "CODELINK") and not scan.has("out.holding")
        return bool(sent) or papers or linked or any("O_SIGNED" in tags for _, _, tags in scan.body)
    if context.threaded:
        return False
    return bool(sent) or papers


def _gives_times(scan: Scan, context: Context) -> bool:
    """A time accepted, offered or refused; "you will get my times on Friday" is none of these.

    Where nobody asked for times, a day or an hour must be named.
    """
    hits = scan.of("out.schedule", "out.slot_declined")
    unasked = context.threaded and WaitKind.SCHEDULE not in context.asked
    return any(
        "O_TIMES_TO_COME" not in scan.tags[hit.index] or "CLOCK" in scan.tags[hit.index]
        for hit in hits
        if not unasked or scan.tags[hit.index] & {"CLOCK", "DATE", "TIMEWORD"}
    )


def _times(scan: Scan, asked: frozenset[WaitKind]) -> bool:
    """A time of day or an assent, when times were asked for and the sentence holds nothing back."""
    if WaitKind.SCHEDULE not in asked:
        return False
    held = {hit.index for hit in scan.of("out.holding")}
    for index, sentence, tags in scan.body:
        if index in held and ("O_WORKS" not in tags or ("O_TIMES_TO_COME" in tags and "CLOCK" not in tags)):
            continue
        if held and _NOT_THEN.match(sentence.norm, sentence.start) and not tags & {"O_WORKS"}:
            continue
        if tags & {"CLOCK", "O_WORKS", "DATE"} or (tags & {"TIMEWORD"} and not tags & {"O_THANKS"}):
            return True
        if tags & {"O_YES"} and len(sentence.norm) < 40:
            return True
    return False


def _delivers_test(scan: Scan, files: list[str], asked: frozenset[WaitKind]) -> bool:
    if scan.has("out.code_test"):
        return True
    if WaitKind.CODE_TEST not in asked:
        return False
    archive = any(_ARCHIVE.search(name) for name in files)
    linked = any(
        tags & {"CODELINK", "FILELINK"} and not sentence.question and not tags & _NOT_SENT
        for _, sentence, tags in scan.body
    )
    return (
        archive
        or linked
        or any("O_TEST_DONE" in tags and "O_NOT_YET" not in tags for _, _, tags in scan.body)
    )


def _names_referees(scan: Scan, asked: frozenset[WaitKind]) -> bool:
    contacts = sum(1 for sentence in scan.sentences if CONTACT.search(sentence.raw))
    if WaitKind.REFERENCES in asked and contacts:
        return True
    return scan.has("out.references") and contacts > 0 and scan.tagged("REFEREE")


def _refused(scan: Scan) -> set[WaitKind]:
    kinds: set[WaitKind] = set()
    for hit in scan.of("out.refuse"):
        tags = scan.tags[hit.index]
        if tags & {"TEST", "TEST_NAMED"}:
            kinds.add(WaitKind.CODE_TEST)
        elif tags & {"REFEREE"}:
            kinds.add(WaitKind.REFERENCES)
        elif tags & {"DOC"}:
            kinds.add(WaitKind.DOCUMENTS)
        elif tags & {"FACT", "HARD_FACT"}:
            kinds.add(WaitKind.QUESTION)
    return kinds


def _substance(scan: Scan, *, holding: bool) -> bool:
    """Whether a sentence says more than thanks, a promise, a question or a greeting."""
    idle = {hit.index for hit in scan.of(*_EMPTY_GROUPS)}
    for index, sentence, tags in scan.body:
        words = len(sentence.norm[sentence.start :].split())
        pleasant = "O_PLEASANTRY" in tags and words <= _PLEASANT
        if (index in idle and "NEGATED" not in tags) or sentence.question or "CLOSING" in tags or pleasant:
            continue
        if words >= (_WORDS + 3 if holding else _WORDS) or (words and "O_YES" in tags):
            return True
    return False


def _is_cv(name: str) -> bool:
    """Whether a file's name says that it is a curriculum vitae."""
    return not set(settings()["files"]["cv"]).isdisjoint(re.findall(r"[^\W\d_]+", name.casefold()))


def _applies(entry: Entry, scan: Scan, context: Context) -> bool:
    """An application in so many words, or a CV sent before anything else has happened."""
    files = [item.filename for item in entry.message.body.attachments]
    early = context.stage in (None, Stage.SOURCED, Stage.APPLIED)
    if early and any(_is_cv(name) for name in files) and (context.hiring or scan.has("out.documents")):
        return True
    if not scan.has("out.applied") or scan.reply or context.owner_wrote or context.stage is not None:
        return False
    return scan.tagged("DOC") or bool(files) or scan.has("hiring")


def _stage(
    scan: Scan,
    outcome: Outcome | None,
    context: Context,
    answers: set[WaitKind] | frozenset[WaitKind],
    *,
    applied: bool,
) -> Stage | None:
    """The stage that the owner's own words or answers belong to."""
    if applied:
        return Stage.APPLIED
    if outcome is not None:
        return _ended_at(outcome)
    if WaitKind.OFFER in answers or (context.offered and scan.tagged("OFFER_WORD")):
        return Stage.OFFER
    if WaitKind.REFERENCES in answers or scan.has("stage.checks") or scan.tagged("REFEREE"):
        return Stage.CHECKS
    if WaitKind.CODE_TEST in answers or WaitKind.CODE_TEST in context.asked:
        return Stage.CODE_TEST if scan.has("out.code_test", "out.holding", "stage.code_test") else None
    return named_talk(scan)


def _promises(scan: Scan, moment: Moment | None, *, holding: bool = False) -> tuple[StatedPromise, ...]:
    """Dated promises; ``holding``: the message as a whole holds off, whichever sentence does."""
    if moment is None:
        return ()
    found: list[StatedPromise] = []
    held = {hit.index for hit in scan.of("out.holding")}
    said = [
        (index, sentence)
        for index, sentence, tags in scan.body
        if not sentence.question and ("O_IF" not in tags or polite(sentence.norm, scan.language))
    ]
    for index, sentence in said:
        if index in held:
            stated = promise(sentence.norm, sentence.raw, moment, scan.language)
            if stated and stated not in found:
                found.append(stated)
    if (held or holding) and not found:  # the promise may stand in a sentence of its own
        others = (delivered(sentence.norm, sentence.raw, moment, scan.language) for _, sentence in said)
        found = [stated for stated in others if stated][:1]
    return tuple(found[:4])


def _confidence(scan: Scan, context: Context, outcome: Outcome | None, *, applied: bool) -> float:
    if outcome is None and not applied:
        return 0.7
    cues = len(
        {
            hit.index
            for hit in scan.of("out.accepted", "out.declined", "out.withdrawn", "out.applied", "hiring")
        }
    )
    known = 0.15 if context.hiring or context.offered else 0.0
    return min(0.97, 0.65 + 0.1 * cues + known)


def _cues(scan: Scan, invite: Invite, *, applied: bool) -> tuple[str, ...]:
    shown = [hit.label for hit in scan.hits if hit.cue.group.startswith("out.")]
    extra = list(invite.cues)
    if scan.has("out.follow_up"):
        extra.append("follow-up")
    if scan.has("out.thanks"):
        extra.append("thank-you")
    if any(sentence.question for _, sentence, _ in scan.body):
        extra.append("question-to-employer")
    if applied:
        extra.append("application")
    return tuple(dict.fromkeys([*extra, *shown]))[:24]
