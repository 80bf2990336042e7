"""The messages of one application, in the order in which they can have answered each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_momentum.model import (
    Application,
    Clock,
    Direction,
    Entry,
    Mailbox,
    Message,
    Reading,
    SenderIdentity,
    SenderKind,
    Thread,
)
from inbox_momentum.waits.subject import is_forward
from inbox_momentum.waits.tables import rules, under

_RECENT_REFERENCES = 64
"""How many of a message's References are looked at, newest first: hostile mail carries 50,000."""
PLATFORMS = frozenset({SenderKind.ATS, SenderKind.ASSESSMENT, SenderKind.SCHEDULER})
_OF_PERSONS = frozenset({SenderKind.EMPLOYER, SenderKind.AGENCY, SenderKind.PERSON})
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One message of an application as the ledger sees it."""

    entry: Entry
    reading: Reading
    identity: SenderIdentity
    thread: str | None
    """Its conversation; ``None`` when no thread names it."""
    references: frozenset[str]
    order: datetime
    """Its time, or just after the message that it answers when clocks put it before that."""
    inbound: bool
    human: bool
    """Inbound: a person wrote it, not a platform."""
    stray: bool
    """Outbound: no conversation of the application holds it; it only went to its people."""

    @property
    def id(self) -> str:
        """The message's id."""
        return self.entry.id

    @property
    def at(self) -> datetime | None:
        """The message's own time; ``None`` when no clock could be trusted."""
        return self.entry.at

    @property
    def clock(self) -> Clock | None:
        """Which clock ``at`` is."""
        return self.entry.clock

    @property
    def message(self) -> Message:
        """The message itself."""
        return self.entry.message

    @property
    def platform(self) -> bool:
        """True when a hiring platform's machine wrote it."""
        return not self.human and self.identity.kind in PLATFORMS


@dataclass(frozen=True, slots=True)
class Party:
    """Everyone who writes for the employer in one application."""

    addresses: frozenset[str]
    domains: frozenset[str]
    """The employer's own domains."""
    platforms: frozenset[str]
    """Domains of the platforms that write on its behalf, for others as well."""
    keys: frozenset[str]

    def holds(self, address: str) -> bool:
        """Whether ``address`` belongs to the employer or to its platforms."""
        domain = address.rpartition("@")[2]
        if address in self.addresses or domain in self.platforms:
            return True
        return any(under(domain, own) for own in self.domains)


class Context:
    """The mailbox up to ``as_of``, indexed once for all applications."""

    def __init__(
        self,
        mailbox: Mailbox,
        threads: Sequence[Thread],
        identities: Mapping[str, SenderIdentity],
        readings: Mapping[str, Reading],
        applications: Sequence[Application],
        as_of: datetime,
    ) -> None:
        self.as_of = as_of
        self.owner = mailbox.owner
        self.identities = identities
        self.readings = readings
        self.entries = {entry.id: entry for entry in mailbox.entries if entry.at is None or entry.at <= as_of}
        self.thread_of = {one: thread.id for thread in threads for one in thread.message_ids}
        self.bounced = frozenset(
            one for entry in self.entries.values() for one in entry.message.body.bounced_ids
        )
        self._mine = frozenset(mailbox.owner.addresses)
        self.roles = Counter(application.employer_id for application in applications)
        """How many applications each employer (or agency) has."""
        self._index_loose(applications)

    def _index_loose(self, applications: Sequence[Application]) -> None:
        """Find the owner's mail that no conversation with an employer holds yet."""
        self._claimed = claimed = {one for application in applications for one in application.message_ids}
        self._to: dict[str, list[str]] = defaultdict(list)
        self._rsvps: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.direction is not Direction.OUT or entry.id not in self.readings:
                continue
            for appointment in self.readings[entry.id].appointments:
                if appointment.method == "REPLY":
                    self._rsvps[appointment.uid].append(entry.id)
            if entry.id not in claimed:
                for key in _recipient_keys(entry.message):
                    self._to[key].append(entry.id)
        self._solitary: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for application in applications:
            for one in self._before_any_word(application):
                self._solitary[application.employer_id].append((application.id, one))

    def is_hiring(self, message_id: str) -> bool:
        """Whether a message belongs to some application."""
        return message_id in self._claimed

    def _before_any_word(self, application: Application) -> Iterator[str]:
        """The owner's mails of an application in which the employer has said nothing yet."""
        for one in application.message_ids:
            entry = self.entries.get(one)
            if entry is None:
                continue
            if entry.direction is not Direction.OUT:
                return
            yield one

    def events(self, application: Application) -> tuple[list[Event], Party]:
        """The application's messages up to ``as_of`` in order, and who the employer is."""
        own = {one: self.entries[one] for one in application.message_ids if one in self.entries}
        inbound = [entry for entry in own.values() if entry.direction is Direction.IN]
        party = self._party(inbound)
        strays = {one for one in self._strays(application, party, inbound) if one not in own}
        own.update((one, self.entries[one]) for one in strays)
        return self._ordered(own, strays), party

    def _party(self, inbound: Iterable[Entry]) -> Party:
        addresses: set[str] = set()
        domains: set[str] = set()
        platforms: set[str] = set()
        keys: set[str] = set()
        for entry in inbound:
            message = entry.message
            identity = self.identities.get(entry.id)
            for who in (*message.from_, *message.reply_to, *message.sender, *message.to, *message.cc):
                if who.address and who.address not in self._mine:
                    addresses.add(who.address)
            if identity is None:
                continue
            domains.update(identity.domains)
            if identity.employer_key:
                keys.add(identity.employer_key)
            if identity.kind in PLATFORMS:
                platforms.update(who.domain for who in message.from_ if who.domain)
        return Party(frozenset(addresses), frozenset(domains), frozenset(platforms), frozenset(keys))

    def _strays(self, application: Application, party: Party, inbound: Sequence[Entry]) -> Iterator[str]:
        for key in (*party.addresses, *party.domains):
            yield from self._to.get(key, ())
        for home, one in self._solitary[application.employer_id]:
            if home != application.id and _same_role(self.readings[one].role, application.role):
                yield one
        for entry in inbound:
            reading = self.readings.get(entry.id)
            for appointment in reading.appointments if reading is not None else ():
                yield from self._rsvps.get(appointment.uid, ())

    def _ordered(self, entries: Mapping[str, Entry], strays: set[str]) -> list[Event]:
        references = {one: self._references(entry.message) for one, entry in entries.items()}
        moments = _moments(entries, references)
        events = []
        for one, moment in moments.items():
            entry = entries[one]
            reading, identity = self.readings.get(one), self.identities.get(one)
            if reading is None or identity is None or entry.message.is_draft:
                continue
            if entry.direction not in (Direction.IN, Direction.OUT):
                continue
            inbound = entry.direction is Direction.IN
            events.append(
                Event(
                    entry=entry,
                    reading=reading,
                    identity=identity,
                    thread=self.thread_of.get(one),
                    references=references[one],
                    order=moment,
                    inbound=inbound,
                    human=inbound and _is_human(entry.message, identity),
                    stray=one in strays,
                )
            )
        events.sort(key=lambda event: (event.order, not event.inbound, event.id))
        return events

    @staticmethod
    def _references(message: Message) -> frozenset[str]:
        return frozenset(message.in_reply_to[:_RECENT_REFERENCES] + message.references[-_RECENT_REFERENCES:])

    def reaches_employer(self, event: Event, party: Party, texts: Iterable[str]) -> bool:
        """Whether an outbound message went to the employer, not to a third party.

        ``texts`` are the employer's own words: a colleague whom they name counts as theirs.
        """
        message = event.message
        everyone = {who.address for who in (*message.to, *message.cc, *message.bcc)} - self._mine - {""}
        if not everyone or not party.addresses or event.identity.employer_key in party.keys:
            return True
        if any(party.holds(address) for address in everyone):
            return True
        if not event.references and not event.stray and not is_forward(message.subject):
            return True  # new mail that was filed here for its recipients
        return any(address in text for text in texts for address in everyone)


def automatic_reply(message: Message) -> bool:
    """Whether a machine answered on a person's behalf (RFC 3834 §2), or the mail system did."""
    return message.automated in rules().automatic_replies


def machine_made(message: Message) -> bool:
    """Whether no person wrote it; a list header says nothing of that."""
    return automatic_reply(message) or message.automated in rules().machine_made


def _is_human(message: Message, identity: SenderIdentity) -> bool:
    if machine_made(message):
        return False
    if identity.person is not None:
        return True
    return message.automated is None and identity.kind in _OF_PERSONS


def _recipient_keys(message: Message) -> set[str]:
    keys: set[str] = set()
    for who in (*message.to, *message.cc, *message.bcc):
        if not who.address:
            continue
        keys.add(who.address)
        labels = who.domain.split(".")
        keys.update(".".join(labels[start:]) for start in range(max(len(labels) - 4, 0), len(labels) - 1))
    return keys


def _same_role(mentioned: str | None, role: str | None) -> bool:
    return mentioned is None or role is None or alike_role(mentioned, role)


def alike_role(one: str, other: str) -> bool:
    """Whether two job titles name the same post: the words of one are those of the other."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return bool(first and second) and (first <= second or second <= first)


def _moments(entries: Mapping[str, Entry], references: Mapping[str, frozenset[str]]) -> dict[str, datetime]:
    """Each message's place in time; a message without a time stands after what it answers.

    339 of 65,000 replies of a real archive are dated before their parent (domain.md §7):
    those are placed just after it. Messages without time and known parent are left out.
    """
    moments: dict[str, datetime] = {}
    path: set[str] = set()
    for root in sorted(entries):
        stack = [root]
        while stack:
            one = stack[-1]
            if one in moments:
                stack.pop()
                continue
            if one not in path:
                path.add(one)
                unplaced = [
                    parent for parent in references[one] if parent in entries and parent not in moments
                ]
                stack.extend(sorted(parent for parent in unplaced if parent not in path))
                if stack[-1] != one:
                    continue
            stack.pop()
            path.discard(one)
            known = [moments[parent] for parent in references[one] if parent in moments]
            if (moment := _placed(entries[one].at, known)) is not None:
                moments[one] = moment
    return moments


def _placed(at: datetime | None, parents: Sequence[datetime]) -> datetime | None:
    if not parents:
        return at
    after = max(parents) + _TICK
    return after if at is None else max(at, after)
