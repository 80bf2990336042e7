"""Identities once the applications are known: who only looked like an employer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inbox_momentum.employers import domains
from inbox_momentum.employers.found import FOUNDER
from inbox_momentum.employers.identity import OWNERS
from inbox_momentum.employers.mail import Mail, from_table, relevant, speaks
from inbox_momentum.model import Application, Entry, Reading, SenderIdentity, SenderKind, Thread

_DIRECT = {SenderKind.EMPLOYER, SenderKind.OTHER, SenderKind.PERSON}


@dataclass(frozen=True, slots=True)
class _Home:
    """The employer of an application, as its messages name it."""

    name: str
    key: str


def settle(
    entries: Sequence[Entry],
    threads: Sequence[Thread],
    identities: Mapping[str, SenderIdentity],
    readings: Mapping[str, Reading],
    applications: Sequence[Application],
) -> dict[str, SenderIdentity]:
    """Identities after the fact: a friend at a company is a person, a shop is OTHER.

    Inside an application a sender that looked like a machine at a company is its
    employer, and whoever names no employer takes the application's. ``threads`` is
    not needed yet: the applications hold what conversations say.
    """
    mails = relevant(entries, identities, readings)
    homes: dict[str, _Home] = {}
    for application in applications:
        home = _home([mails[mid] for mid in application.message_ids if mid in mails])
        if home is not None:
            homes.update(dict.fromkeys(application.message_ids, home))
    spoken = frozenset(one.key for one in mails.values() if one.worded and one.inbound and one.key)
    answered = {one.key for one in mails.values() if not one.inbound and _acts(one.reading)}
    hires = frozenset(one for one in (*answered, *(home.key for home in homes.values())) if one)
    spoken |= hires
    spoken |= frozenset(
        one.employer_key for one in identities.values() if one.employer_key and _is_founder(one)
    )
    settled = {}
    for entry in entries:
        identity = identities.get(entry.id)
        if identity is not None and entry.id in homes:
            settled[entry.id] = _inside(entry, identity, homes[entry.id])
        elif identity is not None:
            settled[entry.id] = _outside(entry, identity, readings.get(entry.id), spoken, hires)
    return settled


def _home(mails: Sequence[Mail]) -> _Home | None:
    """The employer that the most messages of an application name."""
    named = Counter((one.name, one.key) for one in mails if one.name and one.key)
    if not named:
        return None
    name, key = max(sorted(named), key=lambda one: named[one])
    return _Home(name, key)


def _inside(entry: Entry, identity: SenderIdentity, home: _Home) -> SenderIdentity:
    kind = identity.kind
    free = domains.is_free(entry.message.author.domain)
    known = from_table(identity)
    inbound = entry.direction not in OWNERS
    if kind is SenderKind.OTHER and inbound and not known and not free and identity.employer_key:
        kind = SenderKind.EMPLOYER
    if identity.employer_key is not None:
        return replace(identity, kind=kind)
    return replace(
        identity,
        kind=kind,
        employer=home.name,
        employer_key=home.key,
        cues=(*identity.cues, f"belongs to the application at {home.name}"),
    )


def _acts(reading: Reading) -> bool:
    """True when the owner's own mail moves a process: applies, withdraws, hands something in."""
    return reading.hiring and (reading.stage is not None or reading.outcome is not None)


def _is_founder(identity: SenderIdentity) -> bool:
    """True for a private sender who says whose company it is."""
    return any(one.startswith(FOUNDER) for one in identity.cues)


def _outside(
    entry: Entry,
    identity: SenderIdentity,
    reading: Reading | None,
    spoken: frozenset[str],
    hires: frozenset[str],
) -> SenderIdentity:
    """A message of no application: a person or a machine, without employer.

    People of a company that speaks of hiring elsewhere in the mailbox (``spoken``)
    keep its name; those of one with an application (``hires``) stay its people.
    """
    hiring = reading is not None and reading.hiring
    direct = identity.kind in {SenderKind.EMPLOYER, SenderKind.PERSON} or entry.direction in OWNERS
    keep = identity.employer_key in spoken and (direct or from_table(identity))
    if entry.direction in OWNERS:
        return identity if hiring or keep else _nobody(identity, identity.kind)
    if identity.kind not in _DIRECT or (reading is not None and hiring and speaks(reading)):
        return identity
    if identity.employer_key in hires and identity.kind is SenderKind.EMPLOYER:
        return identity
    person = identity.kind is SenderKind.PERSON or identity.person is not None
    kind = SenderKind.PERSON if person else SenderKind.OTHER
    return replace(identity, kind=kind) if keep else _nobody(identity, kind)


def _nobody(identity: SenderIdentity, kind: SenderKind) -> SenderIdentity:
    cues = (*identity.cues, "no application with this sender")
    return replace(identity, kind=kind, employer=None, employer_key=None, domains=(), cues=cues)
