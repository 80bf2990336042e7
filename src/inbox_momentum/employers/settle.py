"""Identities once the applications are known: who only looked like an employer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inbox_momentum.employers import domains
from inbox_momentum.employers.identity import OWNERS
from inbox_momentum.employers.mail import speaks
from inbox_momentum.model import Application, Employer, Entry, Reading, SenderIdentity, SenderKind

_DIRECT = {SenderKind.EMPLOYER, SenderKind.OTHER, SenderKind.PERSON}


def settle(
    entries: Sequence[Entry],
    identities: Mapping[str, SenderIdentity],
    readings: Mapping[str, Reading],
    employers: Sequence[Employer],
    applications: Sequence[Application],
) -> dict[str, SenderIdentity]:
    """Identities after the fact: a friend at a company is a person, a shop is OTHER.

    Inside an application a sender that looked like a machine at a company is its
    employer, and whoever names no employer takes the application's.
    """
    by_id = {one.id: one for one in employers}
    homes = {
        mid: by_id[one.employer_id]
        for one in applications
        for mid in one.message_ids
        if one.employer_id in by_id
    }
    keys: dict[str, str] = {}
    for mid, employer in sorted(homes.items()):
        identity = identities.get(mid)
        if identity is not None and identity.employer == employer.name and identity.employer_key:
            keys.setdefault(employer.id, identity.employer_key)
    settled = {}
    for entry in entries:
        identity = identities.get(entry.id)
        if identity is None:
            continue
        home = homes.get(entry.id)
        if home is not None:
            settled[entry.id] = _inside(entry, identity, home, keys.get(home.id))
        else:
            settled[entry.id] = _outside(entry, identity, readings.get(entry.id))
    return settled


def _inside(entry: Entry, identity: SenderIdentity, home: Employer, key: str | None) -> SenderIdentity:
    kind = identity.kind
    free = domains.is_free(entry.message.author.domain)
    if kind is SenderKind.OTHER and entry.direction not in OWNERS and not free and identity.employer_key:
        kind = SenderKind.EMPLOYER
    if identity.employer_key is not None:
        return replace(identity, kind=kind)
    return replace(
        identity,
        kind=kind,
        employer=home.name,
        employer_key=key or f"{home.kind}:{home.id}",
        cues=(*identity.cues, f"belongs to the application at {home.name}"),
    )


def _outside(entry: Entry, identity: SenderIdentity, reading: Reading | None) -> SenderIdentity:
    if entry.direction in OWNERS:
        return replace(identity, employer=None, employer_key=None, domains=())
    if identity.kind not in _DIRECT or (reading is not None and reading.hiring and speaks(reading)):
        return identity
    kind = SenderKind.PERSON if identity.person else SenderKind.OTHER
    if identity.kind is SenderKind.PERSON:
        kind = SenderKind.PERSON
    return replace(
        identity,
        kind=kind,
        employer=None,
        employer_key=None,
        domains=(),
        cues=(*identity.cues, "no application with this sender"),
    )
