"""Linking messages to what went before them, so that a short turn can be judged.

Looser than ``threads``: only used to know whether hiring was the matter already,
what was asked, and whether a time or an offer stood in the room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inbox_momentum.model import (
    Appointment,
    Direction,
    Entry,
    Outcome,
    Reading,
    SenderIdentity,
    SenderKind,
    Stage,
    WaitKind,
)
from inbox_momentum.stages import matter
from inbox_momentum.stages.around import Around, Voices
from inbox_momentum.stages.colleagues import internal, is_free_mail
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.subjects import bare_subject

_FRESH = timedelta(days=90)
"""How long a correspondent stays known from another conversation."""
_AHEAD = timedelta(days=60)
"""How long before its first message that speaks of hiring plainly a correspondence is of hiring too."""
_OWN_VOICES = frozenset({SenderKind.EMPLOYER, SenderKind.PERSON})
_TIME_GIVEN = timedelta(days=14)
"""How long after the owner's answer an invitation is taken to be for the agreed time."""
_FIRM = 1.5
"""Weight of words with which one message makes its conversation one of hiring."""
_TOGETHER = 2.25
_ONE = 1.0
_EACH = 0.35
"""Several messages do so together: their sum, the strongest of them, and their mean."""
_SURE = 0.8
"""Confidence of a stage that makes a correspondent known as one who hires."""
_LIKELY = 0.8
"""Probability, by the odds of all its messages, from which on a conversation is of hiring."""
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d\d| ?[ap]\.?m\b| ?(?:uhr|uur|h)\b)", re.IGNORECASE)
_SUBJECT_GAP = timedelta(days=45)


@dataclass(slots=True)
class State:
    """What is known of one conversation or one party so far."""

    hiring_at: datetime | None = None
    owner_at: datetime | None = None
    applied: bool = False
    outreach: bool = False
    messages: int = 0
    stage: Stage | None = None
    asked: set[WaitKind] = field(default_factory=set)
    time_given_at: datetime | None = None
    booked: bool = False
    offered: bool = False
    ended: Outcome | None = None


def conversations(entries: Sequence[Entry]) -> dict[str, int]:
    """Number of the conversation of each message: by reference, thread id, or subject and correspondent."""
    parent = list(range(len(entries)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    holders: dict[str, int] = {}
    subjects: dict[tuple[str, str], tuple[int, datetime | None]] = {}
    for index, entry in enumerate(entries):
        for key in _keys(entry):
            if key in holders:
                parent[root(index)] = root(holders[key])
            else:
                holders[key] = index
        subject, _, _ = bare_subject(entry.message.subject)
        for person in correspondents(entry):
            name = (subject.casefold(), person)
            before = subjects.get(name)
            if len(subject) > 5 and before and _near(before[1], entry.at):
                parent[root(index)] = root(before[0])
            subjects[name] = (index, entry.at)
    return {entry.id: root(index) for index, entry in enumerate(entries)}


def _near(earlier: datetime | None, later: datetime | None) -> bool:
    return earlier is not None and later is not None and abs(later - earlier) <= _SUBJECT_GAP


def _keys(entry: Entry) -> Iterable[str]:
    message = entry.message
    yield message.message_id
    yield from message.in_reply_to[:5]
    yield from message.references[-50:]
    if message.gm_thread_id:
        yield f"gm {message.gm_thread_id}"


def _circles(entry: Entry, own: frozenset[str]) -> tuple[str, ...]:
    """Companies (by domain) or persons (by address) on the other side; none for colleagues."""
    if internal(entry, own):
        return ()
    return tuple(
        f"address {address}"
        if is_free_mail(address.rpartition("@")[2])
        else f"domain {address.rpartition('@')[2]}"
        for address in correspondents(entry)[:2]
    )


def correspondents(entry: Entry) -> tuple[str, ...]:
    """Addresses of the other side: the author of received mail, the recipients of sent mail."""
    message = entry.message
    if entry.direction is Direction.OUT:
        return tuple(address.address for address in message.to[:6] if address.address)
    return (message.author.address,) if message.author.address else ()


class Memory:
    """States by conversation and by party, updated in the order of time."""

    def __init__(self, entries: Sequence[Entry], identities: dict[str, SenderIdentity]) -> None:
        self._conversation = conversations(entries)
        self._identities = identities
        self._threads: dict[int, State] = {}
        self._parties: dict[str, State] = {}
        self._party_of_address: dict[str, str] = {}
        self.events: dict[str, Appointment] = {}
        """Latest state of each calendar event, by UID."""
        self._hiring: set[int] = set()
        self._firm_at: dict[str, list[datetime]] = {}
        self._weights: dict[str, list[float]] = {}
        self._odds: dict[str, float] = {}
        self._voices: dict[str, Voices] = {}
        self.own = frozenset(
            entry.message.author.domain
            for entry in entries
            if entry.direction is Direction.OUT and entry.message.author.domain
        )

    def weigh(self, entry: Entry, score: float) -> None:
        """Add what the words of one message say of hiring to its conversation and its party."""
        number = self._conversation[entry.id]
        if score >= _FIRM:
            self._hiring.add(number)
            if entry.at and self._own_voice(entry):
                for key in _circles(entry, self.own):
                    self._firm_at.setdefault(key, []).append(entry.at)
        for key in (f"conversation {number}", *_circles(entry, self.own)):
            self._weights.setdefault(key, []).append(max(0.0, min(_FIRM, score)))

    def hear(self, entry: Entry, log_odds: float) -> None:
        """Add how likely one message is of hiring by itself to its conversation and its correspondent."""
        self._odds[entry.id] = log_odds
        for key in self._groups(entry):
            if key is not None:
                self._voices.setdefault(key, Voices()).add(log_odds)

    def _groups(self, entry: Entry) -> tuple[str, str | None]:
        """The conversation, and the correspondent where it is one house's own people."""
        own = self._own_voice(entry) or entry.direction is Direction.OUT
        circle = next(iter(_circles(entry, self.own)), None) if own else None
        return f"conversation {self._conversation[entry.id]}", circle

    def around(self, entry: Entry) -> Around | None:
        """How likely the messages around this one are of hiring; ``None``: it was not heard."""
        own = self._odds.get(entry.id)
        if own is None:
            return None
        groups = (self._voices[key].without(own) if key else None for key in self._groups(entry))
        return Around(own, *groups)

    def _about_hiring(self, entry: Entry) -> bool:
        """Whether the messages of the conversation, or of the correspondent, say so together."""
        number = self._conversation[entry.id]
        if number in self._hiring:
            return True
        circles = _circles(entry, self.own)
        firm = (at for key in circles for at in self._firm_at.get(key, ()))
        if self._own_voice(entry) and any(_within(entry.at, at, _AHEAD) for at in firm):
            return True
        for key in (f"conversation {number}", *circles):
            weights = self._weights.get(key, [])
            enough = sum(weights) >= _TOGETHER and max(weights, default=0.0) >= _ONE
            if enough and sum(weights) >= _EACH * len(weights):
                return True
        return False

    def _own_voice(self, entry: Entry) -> bool:
        """Mail to or from an employer's own people, not through a platform that serves many."""
        identity = self._identities.get(entry.id)
        return identity is not None and not identity.relay and identity.kind in _OWN_VOICES

    def context(self, entry: Entry) -> Context:
        """What is known before this message."""
        number = self._conversation[entry.id]
        thread = self._threads.get(number, State())
        parties = [self._parties[key] for key in self._party_keys(entry) if key in self._parties]
        everyone = [thread, *parties]
        recent = any(_within(state.hiring_at, entry.at, _FRESH) for state in parties)
        around = self.around(entry)
        likely = around is not None and matter.probability(around, entry.direction) >= _LIKELY
        told = self._about_hiring(entry) or recent
        return Context(
            hiring=told or likely,
            told=told,
            owner_wrote=thread.owner_at is not None,
            applied=any(state.applied for state in everyone),
            outreach_only=thread.outreach and thread.owner_at is None,
            first=thread.messages == 0,
            stage=next((state.stage for state in everyone if state.stage), None),
            asked=frozenset(kind for state in everyone for kind in state.asked),
            booked=any(_within(state.time_given_at, entry.at, _TIME_GIVEN) for state in everyone),
            times_named=thread.owner_at is not None and thread.time_given_at == thread.owner_at,
            offered=any(state.offered for state in everyone),
            ended=next((state.ended for state in everyone if state.ended), None),
            own=self.own,
            threaded=True,
            around=around,
        )

    def _party_keys(self, entry: Entry) -> tuple[str, ...]:
        """The other side's company and addresses; none for mail between colleagues."""
        if internal(entry, self.own):
            return ()
        keys: list[str] = []
        identity = self._identities.get(entry.id)
        if identity and identity.employer_key and identity.kind is not SenderKind.BULK:
            keys.append(f"employer {identity.employer_key}")
        for address in correspondents(entry):
            keys.append(self._party_of_address.get(address, f"address {address}"))
        return tuple(dict.fromkeys(keys))

    def record(self, entry: Entry, reading: Reading) -> None:
        """Remember what a message said."""
        number = self._conversation[entry.id]
        thread = self._threads.setdefault(number, State())
        keys = self._party_keys(entry)
        firm = reading.outcome is not None or (reading.stage is not None and reading.confidence >= _SURE)
        if entry.direction is not Direction.OUT and keys and reading.hiring:
            for address in correspondents(entry):
                self._party_of_address.setdefault(address, keys[0])
        states = [thread]
        if reading.hiring:
            states += [self._parties.setdefault(key, State()) for key in keys]
        for state in states:
            _update(state, entry, reading, firm=firm)
        for event in reading.appointments:
            if event.uid and event.method != "REPLY":
                self.events[event.uid] = event


def _within(earlier: datetime | None, later: datetime | None, span: timedelta) -> bool:
    return earlier is not None and later is not None and timedelta(0) <= later - earlier <= span


def _update(state: State, entry: Entry, reading: Reading, *, firm: bool) -> None:
    state.messages += 1
    if reading.hiring and entry.at and (firm or entry.direction is Direction.OUT):
        state.hiring_at = entry.at
    state.stage = reading.stage or state.stage
    if entry.direction is Direction.OUT:
        _update_from_owner(state, entry, reading)
        return
    kinds = {ask.kind for ask in reading.asks}
    state.asked |= kinds
    state.asked -= reading.voids
    state.offered = state.offered or WaitKind.OFFER in kinds or reading.stage is Stage.OFFER
    state.applied = state.applied or reading.receipt
    if state.messages == 1 or state.outreach:
        state.outreach = WaitKind.OUTREACH in kinds or (state.outreach and reading.nudge)
    if reading.booking:
        state.time_given_at = entry.at
    if reading.outcome is Outcome.REJECTED:
        state.asked.clear()
        state.offered = False


def _update_from_owner(state: State, entry: Entry, reading: Reading) -> None:
    state.owner_at = entry.at or state.owner_at
    state.applied = state.applied or reading.stage is Stage.APPLIED
    state.outreach = False
    state.ended = reading.outcome or state.ended
    if WaitKind.SCHEDULE in reading.answers or (
        reading.reschedule and _CLOCK.search(entry.message.body.new_text)
    ):
        state.time_given_at = entry.at  # "could you do Friday at 14:00 instead?"
    state.asked -= reading.answers
