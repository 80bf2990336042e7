"""A message with what is known of it, as the grouping into applications sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox_momentum.employers import domains, senders
from inbox_momentum.employers.identity import OWNERS, order
from inbox_momentum.employers.names import name_key
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import (
    Direction,
    Entry,
    Outcome,
    Reading,
    SenderIdentity,
    SenderKind,
    Stage,
    WaitKind,
)

SURE = 0.6
"""Least confidence of a stage, outcome or request that opens an application."""

_PERSON_SURE = 0.7
_SIGNED_TEXT = 8000
"""Characters in which a signature is looked for."""
_VERY_SURE = 0.9
_LATIN_END = 0x24F
_LIST_WRITERS = 4
"""Mail from so many domains to one address that is not the owner's makes it a list."""

_PLATFORMS = {SenderKind.ATS, SenderKind.ASSESSMENT, SenderKind.SCHEDULER, SenderKind.JOB_BOARD}


@dataclass(frozen=True, slots=True, eq=False)
class Mail:
    """One message that may belong to an application."""

    entry: Entry
    identity: SenderIdentity
    reading: Reading
    key: str | None
    """Employer's key; ``person:…`` for private senders; ``None`` when nobody is named."""
    name: str | None
    role: str | None
    """Job title that it names; not the author's own."""
    worded: bool
    """True when a platform sent it or the text has a word of hiring in it."""
    opens: bool
    """True when it can open an application by itself."""
    signs: bool
    """True when anything in it speaks of a hiring process."""

    @property
    def id(self) -> str:
        """Message id."""
        return self.entry.id

    @property
    def at(self) -> datetime | None:
        """Its time; ``None`` when unknown."""
        return self.entry.at

    @property
    def inbound(self) -> bool:
        """True unless the owner wrote it."""
        return self.entry.direction not in OWNERS

    @property
    def platform(self) -> bool:
        """True when a platform sent it."""
        return self.identity.kind in _PLATFORMS or from_table(self.identity)


def from_table(identity: SenderIdentity) -> bool:
    """True when a row of the sender table matched (its cue stands first)."""
    return bool(identity.cues) and identity.cues[0].startswith("sender ")


def relevant(
    entries: Sequence[Entry], identities: Mapping[str, SenderIdentity], readings: Mapping[str, Reading]
) -> dict[str, Mail]:
    """Every message that can belong to an application, oldest first."""
    owners = {one.message.author.address for one in entries if one.direction in OWNERS} - {""}
    aliases = _aliases(identities.values())
    lists = list_addresses(entries, owners)
    found = {}
    for entry in sorted(entries, key=order):
        identity, reading = identities.get(entry.id), readings.get(entry.id)
        if identity is None or reading is None or entry.message.is_draft:
            continue
        if identity.kind is SenderKind.BULK or entry.direction is Direction.SELF:
            continue
        if identity.kind not in _PLATFORMS and not lists.isdisjoint(_recipients(entry)):
            continue
        key, name = _party(entry, identity, reading, aliases)
        opens = key is not None and _opens(entry, identity, reading, key, owners)
        role = None if is_own_title(entry, identity.person, reading.role) else reading.role
        worded = _worded(entry, identity, reading)
        found[entry.id] = Mail(entry, identity, reading, key, name, role, worded, opens, speaks(reading))
    return found


def is_own_title(entry: Entry, person: str | None, role: str | None) -> bool:
    """True when ``role`` is the author's own: it stands below or beside the name in the signature."""
    if not role or not person or role.lower() in entry.message.subject.lower():
        return False
    first, wanted = fold(person).split(" ")[0], fold(role)
    before, places, own = "", 0, 0
    for line in fold(entry.message.body.text[:_SIGNED_TEXT]).splitlines():
        plain = line.strip()
        if wanted in plain:
            places += 1
            signed = len(plain) <= len(wanted) + 60
            own += signed and (before.startswith(first) or plain.startswith(first))
        before = plain or before
    return 0 < places == own


def list_addresses(entries: Sequence[Entry], owners: set[str]) -> frozenset[str]:
    """Addresses to which senders of many domains write: lists and groups, archives without list headers.

    An address with the owner's local part or name is an alias of the owner, not a list.
    """
    locals_ = {one.partition("@")[0].partition("+")[0] for one in owners}
    names = {name_key(one.message.author.name) for one in entries if one.direction in OWNERS} - {""}
    writers: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        author = entry.message.author.domain
        if entry.direction in OWNERS or not author:
            continue
        for who in (*entry.message.to, *entry.message.cc):
            own = (
                who.address in owners or who.local.partition("+")[0] in locals_ or name_key(who.name) in names
            )
            if who.address and not own and len(writers[who.address]) < _LIST_WRITERS:
                writers[who.address].add(domains.registrable(author))
    return frozenset(one for one, hosts in writers.items() if len(hosts) >= _LIST_WRITERS)


def _recipients(entry: Entry) -> set[str]:
    return {who.address for who in (*entry.message.to, *entry.message.cc)}


def _worded(entry: Entry, identity: SenderIdentity, reading: Reading) -> bool:
    """A second witness beside a reading that is not very sure: a word of hiring in the text.

    Texts in other scripts than Latin are given the benefit of the doubt.
    """
    if identity.kind in _PLATFORMS or identity.kind is SenderKind.AGENCY or reading.role or reading.company:
        return True
    if max((reading.confidence, *(one.confidence for one in reading.asks))) >= _VERY_SURE:
        return True
    message = entry.message
    text = f"{message.author.local} {message.subject} {message.body.text[:_SIGNED_TEXT]}".lower()
    if any(one in text for one in words().hiring_hints):
        return True
    return 2 * sum(one.isalpha() and ord(one) > _LATIN_END for one in text) > len(text) // 2


def speaks(reading: Reading) -> bool:
    """True when anything in the message is of a hiring process."""
    return bool(
        reading.hiring or reading.stage or reading.outcome or reading.asks or reading.nudge or reading.praise
        or reading.receipt or reading.booking or reading.submission or reading.employer_ack or reading.on_hold
        or reading.resumed or reading.voids or reading.extends or reading.reschedule
    )  # fmt: skip


def _aliases(identities: Iterable[SenderIdentity]) -> dict[str, tuple[str, str]]:
    """Key of each known employer's name → (employer key, name)."""
    found: dict[str, tuple[str, str]] = {}
    for one in identities:
        if one.employer and one.employer_key:
            pair = (one.employer_key, one.employer)
            found.setdefault(one.employer_key, pair)
            found.setdefault(name_key(one.employer), pair)
    return found


def _party(
    entry: Entry, identity: SenderIdentity, reading: Reading, aliases: Mapping[str, tuple[str, str]]
) -> tuple[str | None, str | None]:
    """(key, name) of the employer: the identity's, else the one that the text names."""
    if identity.employer_key is not None:
        return identity.employer_key, identity.employer
    if entry.direction in OWNERS:
        return None, None
    who = entry.message.author
    private = identity.kind in _PRIVATE and bool(who.address) and domains.is_free(who.domain)
    named = reading.company if identity.kind in _PLATFORMS or (private and _private_hires(reading)) else None
    if named and name_key(named):
        return aliases.get(name_key(named), (name_key(named), named))
    if private:
        return f"person:{who.address}", identity.person or who.address
    if identity.relay and identity.person:
        return f"person:{name_key(identity.person)}", identity.person
    return None, None


_PRIVATE = {SenderKind.PERSON, SenderKind.AGENCY}


def _private_hires(reading: Reading) -> bool:
    named = reading.role is not None or reading.company is not None
    stage = reading.stage is not None and reading.confidence >= _PERSON_SURE
    return reading.hiring and named and (stage or _asks(reading, 0.8))


def _asks(reading: Reading, least: float) -> bool:
    return any(one.confidence >= least and one.kind is not WaitKind.MESSAGE for one in reading.asks)


def _opens(entry: Entry, identity: SenderIdentity, reading: Reading, key: str, owners: set[str]) -> bool:
    """Whether the message alone shows an application (hiring evidence of decent confidence)."""
    step = reading.stage is not None or reading.outcome is not None
    sure = step and reading.confidence >= SURE
    if entry.direction in OWNERS:
        return reading.hiring and reading.stage is Stage.APPLIED and sure
    kind = identity.kind
    if kind in {SenderKind.ATS, SenderKind.ASSESSMENT}:
        return speaks(reading)
    if not _reaches(entry, owners):
        return False
    if kind is SenderKind.SCHEDULER:
        return reading.hiring and (step or bool(reading.asks) or reading.booking)
    if kind is SenderKind.JOB_BOARD:
        return reading.hiring and (sure or (identity.relay and _asks(reading, SURE)))
    agent = kind is SenderKind.AGENCY and not domains.is_company_like(entry.message.author.domain)
    if agent or key.startswith("person:") or kind is SenderKind.PERSON:
        return _private_hires(reading)
    if kind is SenderKind.OTHER:
        return reading.hiring and step and reading.confidence >= _PERSON_SURE
    through = any(senders.match(one) for one in entry.message.sender)
    return (reading.hiring and (sure or _asks(reading, SURE))) or (through and speaks(reading))


def _reaches(entry: Entry, owners: set[str]) -> bool:
    """False for mail to a list that the owner only reads: neither To nor Cc names the owner."""
    message = entry.message
    everyone = (*message.to, *message.cc)
    if entry.addressed or not owners or not any(one.address for one in everyone):
        return True
    return any(one.address in owners or _bare(one.address) in owners for one in everyone)


def _bare(address: str) -> str:
    local, _, host = address.rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def is_start(reading: Reading) -> bool:
    """True for what begins a process: a receipt of an application, a sourcing pitch."""
    return reading.stage in {Stage.APPLIED, Stage.SOURCED} and reading.outcome is None


def ends(reading: Reading) -> bool:
    """True when the message ends a process."""
    return reading.outcome in {Outcome.REJECTED, Outcome.DECLINED, Outcome.WITHDRAWN, Outcome.ACCEPTED}
