"""Employers of a mailbox: names, domains and tenants that are one party.

Joined only by strong evidence: the same key, a name and a domain in one message
or one conversation, the same person. Never through a platform's, an agency's or
a free-mail domain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inbox_momentum.employers.agency_hosts import agency_hosts
from inbox_momentum.employers.choose import Choice, firm_choice, hinted_choice
from inbox_momentum.employers.fullest import Fulls, best_form, fulls_of
from inbox_momentum.employers.labels import NamesOfHosts, bare_labels, matches_label
from inbox_momentum.employers.links import Seen, add_persons, add_thread, unlike
from inbox_momentum.employers.names import (
    label_key,
    label_name,
    name_key,
    name_keys,
    name_words,
    with_business,
    with_kind,
    without_legal_form,
)
from inbox_momentum.employers.observe import Sighting
from inbox_momentum.employers.spelling import first_part, spelled_at, with_accents
from inbox_momentum.employers.union import Union
from inbox_momentum.employers.words import words
from inbox_momentum.model import Direction, SenderKind

_TOLD = 2
"""Weight of a name that a display name, a conversation or two mails give a domain."""
_SHOWN = 3.0
"""Weight of a name in a platform's display name."""
_OFTEN = 3
"""Messages that say but the first part of a host name, so that it is the company's name."""
_LONGEST_TEXT = 3000
_SPELLED_MESSAGES = 20
"""Messages of one domain that are searched for the company's spelling."""


@dataclass(frozen=True, slots=True)
class Party:
    """One employer or agency of the mailbox."""

    key: str
    name: str
    domains: tuple[str, ...]
    agency: bool
    named: bool
    """False when the name is made of the host name alone."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Every party, by node and by message."""

    by_node: Mapping[str, Party]
    choices: Mapping[str, Choice]
    """By message id: the name chosen for a platform's mail."""
    agencies: frozenset[str]
    """Registrable domains of agencies."""
    people: Mapping[str, str]
    """Key of a person's full name → party key, when the person is of one party only."""
    names: NamesOfHosts
    """Node of a party by the hosts that may be named after it."""

    def party(self, node: str) -> Party | None:
        """Party of a node such as ``n:acme`` or ``d:acme.com``."""
        return self.by_node.get(node)


def directory(seen: Sequence[Seen], threads: Iterable[Sequence[Seen]]) -> Directory:
    """Find the parties of a mailbox; ``seen`` and each thread are oldest first."""
    agencies = agency_hosts(seen)
    persons = _persons(seen)
    choices = _choices(seen, frozenset(persons))
    spelled = _spelled(seen)
    full = fulls_of(seen, frozenset(persons))
    union, votes = Union(), _Votes()
    edges: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in seen:
        _add_message(one, choices.get(one.sight.id), agencies, union, votes, edges)
    for domain, forms in spelled.items():
        for form, count in forms.items():
            votes.name(f"d:{domain}", form, 2.0 * count)
    for thread in threads:
        add_thread(thread, choices, agencies, edges)
    add_persons(seen, choices, agencies, edges)
    _join_edges(union, edges, votes, spelled)
    _join_full_names(union, full, agencies)
    _join_lone_hosts(union, votes, agencies)
    _join_spellings(union, votes)
    _join_short_names(union, votes)
    _join_heads(union, votes, agencies)
    by_node = _parties(union, votes, full, agencies, _accented(seen))
    named = {party.key: (party.name, node) for node, party in sorted(by_node.items()) if party.named}
    names = NamesOfHosts(named.values())
    return Directory(by_node, choices, agencies, _people(persons, by_node), names)


class _Votes:
    """Names that were used for each node, and when a node was first seen."""

    def __init__(self) -> None:
        self.names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.platforms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.first: dict[str, int] = {}

    def name(self, node: str, name: str, weight: float) -> None:
        self.names[node][name] += weight  # type: ignore[assignment]

    def through_platforms(self, nodes: Iterable[str]) -> Counter[str]:
        """Names that platforms' mail used, and how often."""
        names: Counter[str] = Counter()
        for node in nodes:
            if node.startswith("n:"):
                names.update(self.platforms.get(node, Counter()))
        return names

    def node(self, node: str) -> None:
        self.first.setdefault(node, len(self.first))


def _persons(seen: Sequence[Seen]) -> dict[str, set[str]]:
    """Key of each person's name → domains that the person writes from ('' for private mail)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in seen:
        sight = one.sight
        if one.entry.direction is Direction.OUT or sight.row is not None or not sight.person:
            continue
        company = sight.domain is not None and matches_label(sight.person, sight.domain)
        if not company and len(sight.person.split()) >= 2 and not _unnamed(sight):
            found[name_key(sight.person)].add(sight.domain or "")
    return dict(found)


def _unnamed(sight: Sighting) -> bool:
    return sight.kind in {SenderKind.BULK, SenderKind.OTHER}


def _choices(seen: Sequence[Seen], people: frozenset[str]) -> dict[str, Choice]:
    """Names of platforms' mail: first what is firm, then what the firm names make likely."""
    chosen: dict[str, Choice] = {}
    known: dict[str, str] = {}
    for one in seen:
        sight = one.sight
        if sight.row is not None and sight.kind is not SenderKind.BULK:
            choice = firm_choice(sight, people)
            if choice is not None:
                chosen[sight.id] = choice
                known.setdefault(name_key(choice.name), choice.name)
        elif sight.domain and sight.kind is SenderKind.EMPLOYER:
            known.setdefault(label_key(sight.domain), label_name(sight.domain))
    known.pop("", None)
    for one in seen:
        sight = one.sight
        if sight.row is not None and sight.id not in chosen and sight.kind is not SenderKind.BULK:
            choice = hinted_choice(sight, known, people)
            if choice is not None:
                chosen[sight.id] = choice
    return chosen


def _spelled(seen: Sequence[Seen]) -> dict[str, Counter[str]]:
    """How each company's own mail spells the name that its host name squeezes."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    heads: defaultdict[str, Counter[str]] = defaultdict(Counter)
    people: defaultdict[str, set[str]] = defaultdict(set)
    searched: Counter[str] = Counter()
    for one in seen:
        sight = one.sight
        itself = sight.kind is SenderKind.OTHER and sight.display.whole is not None
        wanted = itself or sight.kind in {SenderKind.EMPLOYER, SenderKind.AGENCY} or sight.row is not None
        if sight.domain is None or not wanted or searched[sight.domain] >= _SPELLED_MESSAGES:
            continue
        searched[sight.domain] += 1
        message = one.entry.message
        name = sight.display.company or message.author.name
        text = f"{name} \n {message.subject} \n {message.body.text[:5000]}"
        for form in spelled_at(text, sight.domain):
            forms[sight.domain][form] += 1
        shown = name_words(message.author.name)
        if words().team_words.isdisjoint(shown):  # no "Halden Administration"
            people[sight.domain].update(shown)
        for form in first_part(text, sight.domain):
            heads[sight.domain][form] += 1
    for host, said in heads.items():
        owners = any(not people[host].isdisjoint(name_words(one)) for one in said)
        if host not in forms and sum(said.values()) >= _OFTEN and not owners:
            forms[host] = said  # "Halden" alone, time and again, at halden-viajes.es
    return dict(forms)


def _accented(seen: Sequence[Seen]) -> dict[str, str]:
    """Names made of host names, with the accents that the words of their mail have."""
    found: dict[str, str] = {}
    for one in seen:
        host, message = one.sight.domain, one.entry.message
        if host is not None and one.sight.row is None and host not in found:
            written = with_accents(f"{message.author.name} {message.body.new_text[:_LONGEST_TEXT]}", host)
            if written is not None:
                found[host] = written
    return found


def _add_message(
    one: Seen,
    choice: Choice | None,
    agencies: frozenset[str],
    union: Union,
    votes: _Votes,
    edges: defaultdict[str, Counter[str]],
) -> None:
    """Nodes and edges that one message gives."""
    sight = one.sight
    if one.entry.direction is Direction.OUT or sight.kind is SenderKind.BULK:
        return
    if sight.row is not None:
        if choice is None:
            return
        node = f"n:{name_key(choice.name)}"
        votes.node(node)
        union.find(node)
        votes.name(node, choice.name, _SHOWN if choice.confidence >= 0.9 else 1.5)
        votes.platforms[node][without_legal_form(choice.name)] += 1
        for claim in sight.claims:
            if claim.name != choice.name and name_key(claim.name) == name_key(choice.name):
                votes.name(node, claim.name, 1.0)
        if sight.tenant:
            union.join(node, f"t:{sight.tenant}")
        if sight.domain and sight.domain not in agencies and not sight.row.site_relay:
            edges[sight.domain][node] += 1
        return
    if sight.domain is None:
        return
    _add_domain(sight, sight.domain, agencies, union, votes)
    if sight.domain in agencies or sight.kind is not SenderKind.EMPLOYER:
        return
    for claim in sight.claims:
        if claim.weight >= 2 and (claim.voice or matches_label(claim.name, sight.domain)):
            node = f"n:{name_key(claim.name)}"
            edges[sight.domain][node] += 3 if claim.cue.startswith("display") else 1
            votes.name(f"c:{sight.domain}:{node}", claim.name, claim.weight)


def _add_domain(sight: Sighting, domain: str, agencies: frozenset[str], union: Union, votes: _Votes) -> None:
    node = f"d:{domain}"
    votes.node(node)
    union.find(node)
    if label_key(domain) and sight.kind is not SenderKind.OTHER:
        union.join(node, f"n:{label_key(domain)}")
    if domain in agencies and sight.display.company:
        votes.name(node, sight.display.company, 3.0)


def _join_edges(
    union: Union, edges: Mapping[str, Counter[str]], votes: _Votes, spelled: Mapping[str, Counter[str]]
) -> None:
    """Join each domain with the one name that the evidence gives it, if it is one.

    Domains in ``spelled`` call themselves by their label: another name only said ("your role at
    Fernhollow") is another company's.
    """
    known = {node[2:] for node in union.nodes() if node.startswith("n:")}
    exact = {host for host, forms in spelled.items() if label_key(host) in {name_key(one) for one in forms}}
    for domain in sorted(edges):
        nodes = sorted(edges[domain])
        label = label_key(domain)
        named = [node for node in nodes if _names_domain(node[2:], domain, votes)]
        shown = [node for node in nodes if edges[domain][node] >= _TOLD]
        # A company that spells its host name out is called so: "Renora Learning" is one of its departments.
        chosen = named or ([] if domain in exact else shown if domain in spelled else nodes)
        if len(unlike(one[2:] for one in chosen)) == 1:
            for node in chosen:
                union.join(f"d:{domain}", node)
                for name, weight in votes.names.get(f"c:{domain}:{node}", Counter()).items():
                    votes.name(node, name, weight)
        elif not label:
            continue
    for node in union.nodes():
        if node.startswith("d:") and node[2:] not in edges:
            bare = next((one for one in bare_labels(node[2:]) if one in known), None)
            if bare and label_key(node[2:]) not in known - {label_key(node[2:])}:
                union.join(node, f"n:{bare}")


def _join_full_names(union: Union, full: Mapping[str, Fulls], agencies: frozenset[str]) -> None:
    """Whoever is known by the full name that a company's own mail has is that company."""
    known = set(union.nodes())
    for host in sorted(full):
        if host not in agencies and f"d:{host}" in known:
            for name in sorted(full[host].names):
                if f"n:{name_key(name)}" in known:
                    union.join(f"d:{host}", f"n:{name_key(name)}")


def _join_lone_hosts(union: Union, votes: _Votes, agencies: frozenset[str]) -> None:
    """A host of which nothing else is known belongs to the only name that accounts for it."""
    named = {node for node in union.nodes() if node.startswith("n:") and node in votes.names}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for node in union.nodes():
        groups[union.find(node)].append(node)
    names = NamesOfHosts(
        (name, union.find(node)) for node in sorted(named) for name in sorted(votes.names[node])
    )
    for group in groups.values():
        hosts = [one[2:] for one in group if one.startswith("d:")]
        # Machines' hosts stand without their label's name, and stay alone.
        if len(hosts) == 1 and len(group) > 1 and hosts[0] not in agencies and named.isdisjoint(group):
            whose = names.whose(hosts[0])
            if whose is not None:
                union.join(f"d:{hosts[0]}", whose)


def _join_spellings(union: Union, votes: _Votes) -> None:
    """ "Lumen & Söhne" is whoever writes from lumenundsoehne.de."""
    known = set(union.nodes())
    for node in sorted(known):
        if node.startswith("n:"):
            keys = {key for name in votes.names.get(node, ()) for key in name_keys(name)}
            for key in sorted(keys):
                if f"n:{key}" in known:
                    union.join(node, f"n:{key}")


def _names_domain(key: str, domain: str, votes: _Votes) -> bool:
    forms = votes.names.get(f"c:{domain}:n:{key}") or votes.names.get(f"n:{key}") or Counter({key: 1})
    return any(matches_label(one, domain) for one in forms)


def _join_short_names(union: Union, votes: _Votes) -> None:
    """ "Halden" is "Halden Robotics" when no other Halden is about."""
    words_of: dict[str, tuple[str, ...]] = {}
    for node in union.nodes():
        if node.startswith("n:") and node in votes.names:
            words_of[node] = max((name_words(one) for one in votes.names[node]), key=len)
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for node, parts in words_of.items():
        if parts:
            by_first[parts[0]].append(node)
    for first, nodes in sorted(by_first.items()):
        longer = [one for one in nodes if len(words_of[one]) > 1]
        extended = [one for one in longer if set(words_of[one][1:]) <= words().kinds_of_business]
        if len(first) >= 4 and len(longer) == 1 and len(extended) == 1:
            for node in nodes:
                if len(words_of[node]) == 1:
                    union.join(node, longer[0])


def _join_heads(union: Union, votes: _Votes, agencies: frozenset[str]) -> None:
    """ "Halden Falls Regional Schools" of a platform is whoever writes from haldenfalls.us."""
    nodes = union.nodes()
    hosts = {label_key(one[2:]): one for one in nodes if one.startswith("d:") and one[2:] not in agencies}
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for name in votes.platforms.get(node, ()):
            parts = name_words(name)
            kind = bool(parts) and parts[-1] in words().body_words
            for end in range(2, len(parts) if kind else 0):
                host = hosts.get("".join(parts[:end]))
                if host is not None:
                    heads[host].add(node)
    for host, found in sorted(heads.items()):
        if len(found) == 1:
            union.join(host, next(iter(found)))


def _parties(
    union: Union,
    votes: _Votes,
    full: Mapping[str, Fulls],
    agencies: frozenset[str],
    accented: Mapping[str, str],
) -> dict[str, Party]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for node in union.nodes():
        members[union.find(node)].append(node)
    found: dict[str, Party] = {}
    for nodes in members.values():
        hosts = tuple(sorted(one[2:] for one in nodes if one.startswith("d:")))
        forms: Counter[str] = Counter()
        for node in nodes:
            forms.update(votes.names.get(node, Counter()))
        order = sorted(nodes, key=lambda one: (votes.first.get(one, len(votes.first)), one))
        first = order[0]
        key = (
            label_key(first[2:]) or first[2:] if first.startswith("d:") else name_key(first[2:]) or first[2:]
        )
        fulls = Fulls.of(full[one] for one in hosts if one in full)
        name = fulls.best(fulls.as_written(best_form(forms)), votes.through_platforms(nodes)) or (
            accented.get(hosts[0], label_name(hosts[0])) if hosts else first[2:].capitalize()
        )
        name = next((one for one in (with_kind(name, host) for host in hosts) if one != name), name)
        if not fulls.names and len(hosts) == 1:
            name = with_business(name, hosts[0])
        party = Party(key, name, hosts, any(one in agencies for one in hosts), bool(forms or fulls.names))
        for node in nodes:
            found[node] = party
    return found


def _people(persons: Mapping[str, set[str]], by_node: Mapping[str, Party]) -> dict[str, str]:
    """Persons of exactly one party."""
    found = {}
    for person, hosts in persons.items():
        parties = {by_node[f"d:{one}"].key for one in hosts if f"d:{one}" in by_node}
        if len(parties) == 1 and "" not in hosts:
            found[person] = next(iter(parties))
    return found
