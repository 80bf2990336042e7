"""What the owner says of a sender, put before all evidence (domain.md §2, identity 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inbox_momentum.corrections import Senders
from inbox_momentum.employers import domains, senders
from inbox_momentum.employers.found import Found
from inbox_momentum.employers.names import name_key
from inbox_momentum.employers.observe import Sighting
from inbox_momentum.employers.parties import Directory, Party
from inbox_momentum.model import Address, Correction, Message, SenderKind

_SURE = 1.0
_MACHINES = frozenset({SenderKind.ATS, SenderKind.ASSESSMENT, SenderKind.SCHEDULER})
"""Platforms stay platforms when it is said for whom they write."""


def sighted(sight: Sighting, one: Correction | None) -> Sighting:
    """A message's evidence with the owner's word about its sender."""
    if one is None:
        return sight
    cues = (*sight.cues, cue(one))
    if not one.hiring:
        return replace(sight, kind=SenderKind.BULK, row=None, domain=None, claims=(), hints=(), cues=cues)
    if one.agency:
        return replace(sight, kind=SenderKind.AGENCY, row=None, agency=cue(one), cues=cues)
    kind = sight.kind if sight.kind in _MACHINES else SenderKind.EMPLOYER
    return replace(sight, kind=kind, agency=None, clients=(), cues=cues)


def cue(one: Correction) -> str:
    """The owner's word as a reason."""
    what = "does not hire" if not one.hiring else "is an agency" if one.agency else f"is {one.employer}"
    return f"you said: {one.target} {what}"


class Parties:
    """The party that each corrected sender belongs to."""

    def __init__(self, said: Senders, known: Directory, hosts: Sequence[Address]) -> None:
        self._said = said
        self._known = known
        self._own: dict[str, set[str]] = {}
        for who in hosts:
            one = said.of(who)
            own = one is not None and one.target == who.domain[-len(one.target) :]
            if one is not None and one.employer and own and _is_own(who):
                self._own.setdefault(name_key(one.employer), set()).add(domains.registrable(who.domain))
        self._renamed = {} if not said else dict(self._renames())

    def _renames(self) -> Iterator[tuple[str, Correction]]:
        """Key of each party that has but one domain, of which it is said whose it is.

        Then its mail through platforms is meant as well, which bears its old name.
        """
        for one in self._said.of_domains():
            host = domains.registrable(one.target)
            party = self._known.party(f"d:{host}")
            if party is not None and not party.agency and party.domains == (host,) and one.employer:
                yield party.key, one

    def renamed(self, got: Found) -> Found | None:
        """The party that a found one is by the owner's word about its domain; ``None`` for the others."""
        one = self._renamed.get(got.key or "")
        if one is None or got.said or not one.employer:
            return None
        return Found(self._party(one.employer, one.agency), got.confidence, cue(one), said=True)

    def of(self, who: Address) -> Found | None:
        """Whom an address stands for by the owner's word; ``None`` when nothing is said.

        Who does not hire stands for nobody; an agency may have no name.
        """
        one = self._said.of(who)
        if one is None or (one.hiring and not one.employer):
            return None
        if not one.hiring or not one.employer:
            return Found(None, _SURE, "", said=True)
        return Found(self._party(one.employer, one.agency), _SURE, "", said=True)

    def addressed(self, message: Message) -> Found | None:
        """Whom the owner's message goes to, where one of its recipients is corrected."""
        found = [self.of(who) for who in (*message.to, *message.cc)]
        if not any(found):
            return None
        named = [one for one in found if one is not None and one.key is not None]
        if named:
            return replace(named[0], cue="you said who that is")
        return Found(None, _SURE, "you said: nobody of these hires", said=True) if all(found) else None

    def _party(self, employer: str, agency: bool) -> Party:
        key = name_key(employer) or employer.casefold()
        known = self._known.party(f"n:{key}")
        own = self._own.get(name_key(employer), set())
        if known is None:
            return Party(key, employer, tuple(sorted(own)), agency, named=True)
        return replace(known, domains=tuple(sorted({*known.domains, *own})))


def _is_own(who: Address) -> bool:
    """A domain of the employer's own: neither a platform's nor free mail."""
    return senders.match(who) is None and domains.is_company_like(who.domain)
