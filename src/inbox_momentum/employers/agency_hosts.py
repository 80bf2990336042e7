"""Domains of agencies: by what their mail says, and by whom it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from inbox_momentum.employers.agencies import spoken_of_as_company
from inbox_momentum.employers.choose import places_named
from inbox_momentum.employers.labels import alike, bare_labels, matches_label
from inbox_momentum.employers.links import Seen, unlike
from inbox_momentum.employers.names import label_key, name_key
from inbox_momentum.employers.spelling import abbreviated, spellings
from inbox_momentum.model import Direction, SenderKind

_TWICE = 2
_SPELLED_MESSAGES = 20
"""Messages of one domain that are searched for other companies."""


def agency_hosts(seen: Sequence[Seen]) -> frozenset[str]:
    """Domains of agencies: by cue, or because they offer roles at several companies."""
    found, offers = set(), defaultdict(set)
    employers_own = {
        name_key(claim.name)
        for one in seen
        if one.sight.row is not None and one.sight.row.category == "ats"
        for claim in one.sight.claims
    }
    for one in seen:
        sight = one.sight
        if sight.domain is None or sight.row is not None or one.entry.direction is not Direction.IN:
            continue
        if sight.agency and not (
            sight.agency.startswith("agency's domain") and _belongs(sight.domain, employers_own)
        ):
            found.add(sight.domain)
        for name in places_named(sight):
            offers[sight.domain].add(name_key(name))
    found |= _by_company_talk(seen, found)
    for domain, keys in offers.items():
        label = label_key(domain)
        if len(unlike(keys)) >= 2 and not any(alike(key, label) for key in keys):
            found.add(domain)
    return frozenset(found)


def _by_company_talk(seen: Sequence[Seen], known: set[str]) -> set[str]:
    """Domains whose people speak in subject and text of other companies ("Castlegate have …").

    One other company is enough when they name their own as well.
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    subjects: defaultdict[str, list[str]] = defaultdict(list)
    for one in seen:
        domain = one.sight.domain
        direct = one.sight.row is None and one.sight.kind is SenderKind.EMPLOYER and one.sight.person
        if domain and direct and domain not in known and len(texts[domain]) < _SPELLED_MESSAGES:
            texts[domain].append(one.entry.message.body.new_text[:4000])
            subjects[domain].append(one.entry.message.subject)
    found = set()
    for domain, bodies in texts.items():
        key = label_key(domain)
        spoken = [frozenset(spoken_of_as_company(text)) for text in (*bodies, *subjects[domain])]
        talk = {name for names in spoken[: len(bodies)] for name in names}
        others = [one for one in sorted(talk) if not matches_label(one, domain)]
        heard = [one for one in others if any(spellings(text, name_key(one)) for text in subjects[domain])]
        itself = any(spellings(text, key) or abbreviated(text, key) for text in bodies)
        twice = [one for one in heard if sum(one in names for names in spoken) >= _TWICE]
        if twice or len(unlike(name_key(one) for one in heard)) >= (1 if itself else 2):
            found.add(domain)
    return found


def _belongs(domain: str, keys: set[str]) -> bool:
    """True for ``acmerecruiting.com`` where Acme is known as an employer."""
    return any(one in keys for one in bare_labels(domain))
