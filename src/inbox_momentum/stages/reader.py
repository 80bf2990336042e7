"""From entries to readings: each message on its own first, then in its conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from inbox_momentum.model import Direction, Entry, Reading, SenderIdentity, SenderKind
from inbox_momentum.recall import Recall, digest
from inbox_momentum.stages import matter
from inbox_momentum.stages.ahead import Scanner, here
from inbox_momentum.stages.around import Around, Others
from inbox_momentum.stages.blank import blank
from inbox_momentum.stages.colleagues import internal
from inbox_momentum.stages.context import ALONE, Context
from inbox_momentum.stages.conversation import Memory
from inbox_momentum.stages.deadlines import Moment
from inbox_momentum.stages.evidence import Standing, is_human, stand
from inbox_momentum.stages.inbound import Inbound, read_inbound
from inbox_momentum.stages.invites import Invite, invite_of
from inbox_momentum.stages.locale import day_first
from inbox_momentum.stages.outbound import Outbound, read_outbound
from inbox_momentum.stages.scan import Scan, scan
from inbox_momentum.stages.weights import Witness

_FIRM = 1.5
"""Words enough for a list's mail to be read as hiring mail."""
_TOLD = 4.0
"""Log odds of a conversation of which it is said that it is of hiring."""

_NOBODY = SenderIdentity(
    message_id="",
    kind=SenderKind.OTHER,
    employer=None,
    employer_key=None,
    domains=(),
    person=None,
    relay=False,
    confidence=0.0,
    cues=(),
)


def read(
    entries: Sequence[Entry],
    identities: Mapping[str, SenderIdentity],
    witness: Witness | None = None,
    languages: Sequence[str] = (),
    scans: Scanner = here,
    recall: Recall | None = None,
) -> dict[str, Reading]:
    """One reading a message; what a ``witness`` is told of is read by the rules alone unless it says else.

    ``languages`` are those that the owner's hiring mail is in, if they were named; ``scans`` gives
    what was scanned with them before (``scanning``), ``recall`` what an earlier run understood.

    Two passes: the first finds conversations in which hiring is the matter; the
    second reads oldest first, so that "Tuesday works" is judged by what was asked.
    """
    known = dict(identities)
    memory = Memory(entries, known)
    recall = recall or Recall()
    scanned: dict[str, Scan] = {}
    heard: set[str] = set()

    def scan_of(entry: Entry, identity: SenderIdentity) -> Scan:
        if entry.id not in scanned:
            scanned[entry.id] = scans(entry, is_human(identity, entry.message.automated), languages)
        return scanned[entry.id]

    for entry in entries:
        identity = known.get(entry.id, _NOBODY)
        if _skipped(entry, identity):
            continue
        alone = partial(_alone, entry, identity, scan_of, memory.own, witness)
        weight, odds = recall.alone(entry, (identity, memory.own, languages), alone)
        if _listed(entry, identity) and weight < _FIRM:
            continue  # only its own words can make a list's mail a matter of hiring
        heard.add(entry.id)
        memory.weigh(entry, 0.0 if _listed(entry, identity) else weight)
        if odds is not None:
            memory.hear(entry, odds)
    readings: dict[str, Reading] = {}
    events = b""  # stands for ``memory.events``
    for entry in entries:
        identity = known.get(entry.id, _NOBODY)
        if entry.id not in heard:
            scanned.pop(entry.id, None)
            readings[entry.id] = blank(entry, cues=(f"not read: {identity.kind.value} sender",))
            continue
        context = memory.context(entry)
        if witness is not None and witness.among is not None and context.around is not None:
            witness.among(entry.id, dict(context.around.evidence()))
        judge = partial(_read, entry, identity, scan_of, context, memory, witness)
        reading = recall.reading(entry, (context, events if entry.message.body.calendars else b""), judge)
        scanned.pop(entry.id, None)
        memory.record(entry, reading)
        if reading.appointments:
            events = digest(events, reading.appointments)
        readings[entry.id] = reading
    return readings


def _alone(
    entry: Entry,
    identity: SenderIdentity,
    scan_of: Callable[[Entry, SenderIdentity], Scan],
    own: frozenset[str],
    witness: Witness | None,
) -> tuple[float, float | None]:
    """Weight and log odds of what a message says of hiring by itself; no odds where none are asked for."""
    found = scan_of(entry, identity)
    standing = _by_itself(entry, identity, found, own)
    weight = _weight(entry, found, standing)
    if entry.direction is Direction.SELF or (_listed(entry, identity) and weight < _FIRM):
        return weight, None
    return weight, _odds(entry, identity, found, standing, witness)


def _read(
    entry: Entry,
    identity: SenderIdentity,
    scan_of: Callable[[Entry, SenderIdentity], Scan],
    context: Context,
    memory: Memory,
    witness: Witness | None,
) -> Reading:
    """What a message says, with what is known around it."""
    invite = invite_of(entry, context, memory.events)
    return _judge(entry, identity, scan_of(entry, identity), context, invite, witness)


def read_message(
    entry: Entry, identity: SenderIdentity, context: Context = ALONE, witness: Witness | None = None
) -> Reading:
    """One message, with nothing known of its conversation unless ``context`` says so."""
    if _skipped(entry, identity):
        return blank(entry, cues=(f"not read: {identity.kind.value} sender",))
    found = scan(entry, human=is_human(identity, entry.message.automated))
    if context.around is None and entry.direction is not Direction.SELF:
        standing = _by_itself(entry, identity, found, context.own)
        own = _odds(entry, identity, found, standing, witness)
        rest = Others(_TOLD, _TOLD, 1) if context.hiring else None
        context = replace(context, around=Around(own, rest, None))
    return _judge(entry, identity, found, context, invite_of(entry, context, {}), witness)


def _skipped(entry: Entry, identity: SenderIdentity) -> bool:
    if entry.direction is Direction.OUT:
        return False
    return identity.kind is SenderKind.BULK or (
        entry.message.automated in ("list", "bulk") and not _may_hire(identity)
    )


def _listed(entry: Entry, identity: SenderIdentity) -> bool:
    """Sent through a list, by nobody whose trade is hiring (domain.md §3, "Excluded inbound")."""
    return (
        entry.direction is Direction.IN
        and entry.message.automated in ("list", "bulk")
        and identity.kind is SenderKind.EMPLOYER
    )


def _may_hire(identity: SenderIdentity) -> bool:
    return identity.kind not in (SenderKind.OTHER, SenderKind.PERSON, SenderKind.BULK)


def _judge(
    entry: Entry,
    identity: SenderIdentity,
    found: Scan,
    context: Context,
    invite: Invite,
    witness: Witness | None = None,
) -> Reading:
    moment = _moment(entry, found)
    if entry.direction is Direction.OUT:
        return read_outbound(Outbound(entry, found, moment, context, invite), witness)
    if entry.direction is Direction.SELF:
        return blank(entry, invite.appointments, ("the owner's note to self",))
    return read_inbound(Inbound(entry, identity, found, moment, context, invite), witness)


def _moment(entry: Entry, found: Scan) -> Moment | None:
    at = entry.at or entry.message.date_at
    if at is None:
        return None
    norms = [sentence.norm for sentence in found.sentences]
    first = day_first(found.language, entry.message.date_offset_s, entry.message.author.domain, norms)
    return Moment(at=at, offset_s=entry.message.date_offset_s, day_first=first)


def _by_itself(entry: Entry, identity: SenderIdentity, found: Scan, own: frozenset[str]) -> Standing:
    """How a message stands to hiring with nothing known of its conversation."""
    return stand(found, identity, ALONE, entry.message.automated, internal=internal(entry, own))


def _odds(
    entry: Entry, identity: SenderIdentity, found: Scan, standing: Standing, witness: Witness | None
) -> float:
    """Log odds that the message is of hiring, by itself."""
    told = matter.evidence(entry, identity, found, standing)
    if witness is not None and witness.alone is not None:
        witness.alone(entry.id, told)
    return matter.odds(told, entry.direction)


def _weight(entry: Entry, found: Scan, standing: Standing) -> float:
    """What the words of a message alone say of hiring; nothing where it is noise."""
    if standing.noise:
        return 0.0
    firm = (
        entry.direction is Direction.OUT and found.has("out.applied", "out.withdrawn") and found.has("hiring")
    )
    return standing.score + (1.0 if firm else 0.0)
