"""A message with what is known of it, as the grouping into applications sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox_momentum.employers import domains, senders
from inbox_momentum.employers.identity import OWNERS, order
from inbox_momentum.employers.names import name_key
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
    def role(self) -> str | None:
        """Job title that it names."""
        return self.reading.role

    @property
    def platform(self) -> bool:
        """True when a platform sent it."""
        return self.identity.kind in _PLATFORMS


def relevant(
    entries: Sequence[Entry], identities: Mapping[str, SenderIdentity], readings: Mapping[str, Reading]
) -> dict[str, Mail]:
    """Every message that can belong to an application, oldest first."""
    owners = {one.message.author.address for one in entries if one.direction in OWNERS} - {""}
    aliases = _aliases(identities.values())
    found = {}
    for entry in sorted(entries, key=order):
        identity, reading = identities.get(entry.id), readings.get(entry.id)
        if identity is None or reading is None or entry.message.is_draft:
            continue
        if identity.kind is SenderKind.BULK or entry.direction is Direction.SELF:
            continue
        key, name = _party(entry, identity, reading, aliases)
        opens = key is not None and _opens(entry, identity, reading, key, owners)
        found[entry.id] = Mail(entry, identity, reading, key, name, opens, speaks(reading))
    return found


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
    inbound = entry.direction not in OWNERS
    named = (
        reading.company if inbound and (identity.kind in _PLATFORMS or identity.kind in _PRIVATE) else None
    )
    if named and name_key(named) and _may_name(identity, reading):
        return aliases.get(name_key(named), (name_key(named), named))
    who = entry.message.author
    if inbound and identity.kind in _PRIVATE and who.address and domains.is_free(who.domain):
        return f"person:{who.address}", identity.person or who.address
    if inbound and identity.relay and identity.person:
        return f"person:{name_key(identity.person)}", identity.person
    return None, None


_PRIVATE = {SenderKind.PERSON, SenderKind.AGENCY}


def _may_name(identity: SenderIdentity, reading: Reading) -> bool:
    """A private sender is an employer's only when the text is plainly hiring."""
    return identity.kind not in _PRIVATE or _private_hires(reading)


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
    if key.startswith("person:") or kind is SenderKind.PERSON:
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
