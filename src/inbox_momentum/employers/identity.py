"""Who stands behind each message: the message's own evidence, then its conversation's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from inbox_momentum.corrections import Senders
from inbox_momentum.employers import clients, domains, founders, senders
from inbox_momentum.employers.found import Found
from inbox_momentum.employers.fullest import best_form
from inbox_momentum.employers.fullnames import full_names
from inbox_momentum.employers.hosts import hosts_of
from inbox_momentum.employers.links import Seen, strangers_of
from inbox_momentum.employers.names import label_key, label_name, name_key
from inbox_momentum.employers.observe import Sighting, observe, outbound
from inbox_momentum.employers.parties import Directory, Party, directory
from inbox_momentum.employers.said import Parties, sighted
from inbox_momentum.employers.spelling import spellings, squeezed
from inbox_momentum.model import Correction, Direction, Entry, Message, SenderIdentity, SenderKind, Thread

OWNERS = (Direction.OUT, Direction.SELF)
_FOR_ONE = {"assessment", "checks"}
_MAY_BE_AGENCY = (SenderKind.EMPLOYER, SenderKind.OTHER)
_SHORTEST_PERSON = 7
"""Letters of first and last name together."""
_MOST_PARTIES = 200
"""Known employers whose names are looked for in a platform's mail that names none."""


def identify(
    entries: Sequence[Entry], threads: Sequence[Thread], corrections: Sequence[Correction] = ()
) -> dict[str, SenderIdentity]:
    """Who stands behind each message (domain.md §2); one identity per entry id.

    Outbound messages carry the party that they are addressed to. What the owner says of a
    sender goes before all evidence.
    """
    said = Senders(corrections)
    ordered = sorted(entries, key=order)
    hosts = hosts_of(ordered)
    sights = [
        outbound(one)
        if one.direction in OWNERS
        else sighted(observe(one, hosts), said.of(one.message.author))
        for one in ordered
    ]
    seen = {one.id: Seen(one, sight) for one, sight in zip(ordered, sights, strict=True)}
    rank = {one.id: place for place, one in enumerate(ordered)}
    grouped = [
        [
            seen[mid]
            for mid in sorted((mid for mid in thread.message_ids if mid in seen), key=rank.__getitem__)
        ]
        for thread in threads
    ]
    known = directory(list(seen.values()), grouped)
    found = {one.sight.id: _own_party(one, known) for one in seen.values()}
    thread_of = {one.sight.id: f"{place}" for place, thread in enumerate(grouped) for one in thread}
    clients.assign(list(seen.values()), thread_of, found, known)
    founders.assign(list(seen.values()), found, known)
    spoken = Parties(said, known, [one.message.author for one in ordered] if said else ())
    if said:
        _correct(seen.values(), spoken, found)
    mentions = _Mentions(known)
    for thread in grouped:
        _spread(thread, found, known)
    for one in seen.values():
        if found[one.sight.id].party is None and found[one.sight.id].name is None:
            found[one.sight.id] = _last_resort(one, known, mentions)
    _same_service(seen.values(), found)
    if said:
        _correct(seen.values(), spoken, found)
    by_address = _addresses(seen.values(), found)
    placed = {one.sight.id for thread in grouped for one in thread}
    for thread in (*grouped, *([one] for one in seen.values() if one.sight.id not in placed)):
        _address(thread, known, found, by_address, spoken)
    return {one.sight.id: _identity(one, found[one.sight.id], known) for one in seen.values()}


def _correct(seen: Iterable[Seen], spoken: Parties, found: dict[str, Found]) -> None:
    """The owner's word about a sender; an agency's client that its mail names stays."""
    for one in seen:
        got = spoken.of(one.entry.message.author) if one.entry.direction not in OWNERS else None
        if got is None:
            got = spoken.renamed(found[one.sight.id])
        if got is not None and not (found[one.sight.id].client and one.sight.kind is SenderKind.AGENCY):
            found[one.sight.id] = got


def order(entry: Entry) -> tuple[bool, float, str]:
    """Oldest first; entries without a time last; then by id."""
    return (entry.at is None, entry.at.timestamp() if entry.at else 0.0, entry.id)


# ------------------------------------------------------------------------------ inbound


def _own_party(one: Seen, known: Directory) -> Found:
    """The party by the message's own evidence."""
    sight = one.sight
    if one.entry.direction in OWNERS or sight.kind is SenderKind.BULK:
        return Found(None, 0.9, "")
    if sight.row is not None:
        choice = known.choices.get(sight.id)
        if choice is not None:
            return Found(known.party(f"n:{name_key(choice.name)}"), choice.confidence, choice.cue)
        if sight.domain and known.party(f"d:{sight.domain}"):
            return Found(known.party(f"d:{sight.domain}"), 0.9, f"answers go to {sight.domain}")
        return Found(None, 0.9, "")
    if clients.is_agency(one, known):
        return _agency(sight, known)
    if sight.domain is not None:
        party = known.party(f"d:{sight.domain}")
        cue = f"domain {sight.domain}"
        if party and party.named and name_key(party.name) != label_key(sight.domain):
            cue = f"mail of {sight.domain} calls the company {party.name}"
        return Found(party, 0.9 if party and party.named else 0.8, cue)
    if sight.display.company:
        party = known.party(f"n:{name_key(sight.display.company)}")
        cue = f"display name: {sight.display.company}"
        return Found(party, 0.85, cue, None if party else sight.display.company)
    return Found(None, 0.8, "")


def _agency(sight: Sighting, known: Directory) -> Found:
    """The agency itself; its client is found later."""
    if sight.domain is None:
        return Found(None, 0.8, "")
    return Found(known.party(f"d:{sight.domain}"), 0.85, f"agency {sight.domain}")


def _spread(thread: Sequence[Seen], found: dict[str, Found], known: Directory) -> None:
    """Give a conversation's employer to its messages that name none."""
    strangers = strangers_of(thread)
    keys: Counter[str] = Counter()
    by_key: dict[str, Found] = {}
    for one in thread:
        got = found[one.sight.id]
        key = got.key
        employer = one.sight.row is not None or one.sight.kind in {SenderKind.EMPLOYER, SenderKind.AGENCY}
        if key and employer and one.sight.address not in strangers:
            keys[key] += 1
            by_key.setdefault(key, got)
    if len(keys) != 1:
        return
    only = by_key[next(iter(keys))]
    for one in thread:
        sight = one.sight
        open_ = found[sight.id].key is None and one.entry.direction not in OWNERS
        if open_ and sight.kind is not SenderKind.BULK and sight.address not in strangers:
            found[sight.id] = Found(only.party, min(0.8, only.confidence), "same conversation", only.name)


class _Mentions:
    """Known employers looked for by name in a platform's mail."""

    def __init__(self, known: Directory) -> None:
        self.by_key = {party.key: party for party in known.by_node.values()}
        parties = {key: party for key, party in self.by_key.items() if party.named and not party.agency}
        self._people = known.people
        self._parties = sorted(parties.values(), key=lambda one: one.key)[:_MOST_PARTIES]

    def find(self, message: Message) -> Party | None:
        """The only known employer whose name stands in the mail."""
        text = f"{message.subject} \n {message.body.text[:4000]}"
        flat = squeezed(text)
        named = [one for one in self._parties if len(one.key) >= 4 and name_key(one.name) in flat]
        hits = [one for one in named if spellings(text, name_key(one.name))]
        return hits[0] if len(hits) == 1 else None

    def person(self, message: Message) -> Party | None:
        """The only employer whose people stand in the mail ("screen between Dev Patel and …")."""
        flat = squeezed(f"{message.subject} \n {message.body.text[:4000]}")
        keys = {
            party
            for person, party in self._people.items()
            if len(person) >= _SHORTEST_PERSON and person in flat
        }
        return self.by_key.get(next(iter(keys))) if len(keys) == 1 else None


def _last_resort(one: Seen, known: Directory, mentions: _Mentions) -> Found:
    """A platform's mail by the person in its display name, or by a known name in its text."""
    sight = one.sight
    if sight.row is None or sight.kind is SenderKind.BULK or one.entry.direction in OWNERS:
        return Found(None, 0.8 if sight.row is None else 0.9, "")
    for name in (sight.person, sight.display.person, sight.display.whole):
        key = known.people.get(name_key(name)) if name else None
        party = mentions.by_key.get(key) if key else None
        if party is not None:
            return Found(party, 0.8, f"{name} writes from {', '.join(party.domains)}")
    party = mentions.find(one.entry.message) or mentions.person(one.entry.message)
    return Found(party, 0.8, f"its text names {party.name} or its people") if party else Found(None, 0.9, "")


def _same_service(seen: Iterable[Seen], found: dict[str, Found]) -> None:
    """Mail of a service that names nobody is about the only employer that its other mail names.

    So it is with services that no table knows, tests and checks; hiring platforms serve many employers.
    """
    named: dict[str, dict[str, Found]] = {}
    silent: list[Seen] = []
    for one in seen:
        row = one.sight.row
        busy = row is not None and row.example and row.category not in _FOR_ONE
        if row is None or busy or one.entry.direction in OWNERS:
            continue
        got = found[one.sight.id]
        if got.key is None:
            silent.append(one)
        else:
            named.setdefault(row.sender, {})[got.key] = got
    for one in silent:
        only = named.get(one.sight.row.sender, {}) if one.sight.row else {}
        if len(only) == 1:
            got = next(iter(only.values()))
            found[one.sight.id] = Found(got.party, 0.8, "the service writes for nobody else here", got.name)


# ------------------------------------------------------------------------------ outbound


def _addresses(seen: Iterable[Seen], found: Mapping[str, Found]) -> dict[str, Found]:
    """Sender's address → its party, where all its messages have one and the same."""
    parties: dict[str, dict[str, Found]] = {}
    for one in seen:
        got, sight = found[one.sight.id], one.sight
        key = got.key
        if key is None or one.entry.direction in OWNERS or sight.kind is SenderKind.BULK:
            continue
        for address in (sight.address, *(who.address for who in one.entry.message.reply_to)):
            if not _is_shared(address):
                parties.setdefault(address, {})[key] = got
    return {address: next(iter(by.values())) for address, by in parties.items() if len(by) == 1}


def _is_shared(address: str) -> bool:
    """True for a platform's address that serves several employers."""
    row = senders.match_address(address)
    local = address.rpartition("@")[0]
    return row is not None and "+" not in local and not any(one.isdigit() for one in local)


def _address(
    thread: Sequence[Seen],
    known: Directory,
    found: dict[str, Found],
    by_address: Mapping[str, Found],
    spoken: Parties,
) -> None:
    """Give the owner's messages of a conversation the party that they are addressed to."""
    inside: dict[str, Found] = {}
    for one in thread:
        if found[one.sight.id].client and one.entry.direction is Direction.OUT:
            continue
        if one.entry.direction is Direction.SELF:
            found[one.sight.id] = Found(None, 0.9, "")
        elif one.entry.direction is Direction.OUT:
            got = spoken.addressed(one.entry.message)
            found[one.sight.id] = got or _addressed(one.entry.message, known, by_address, inside)
        else:
            _note_people(one.entry.message, found[one.sight.id], inside)


def _note_people(message: Message, got: Found, inside: dict[str, Found]) -> None:
    """Remember who stands for a party in a conversation: by address, and the party by its key."""
    key = got.key
    if key is None:
        return
    inside[key] = got
    for who in (*message.from_, *message.reply_to, *message.sender):
        inside[who.address] = got
    for who in message.cc:
        inside.setdefault(who.address, got)


def _addressed(
    message: Message, known: Directory, by_address: Mapping[str, Found], inside: Mapping[str, Found]
) -> Found:
    """The party that the owner writes to: somebody of the conversation, a known address or domain."""
    people = [who for who in (*message.to, *message.cc) if who.address]
    for who in people:
        known_inside = who.address in by_address and by_address[who.address].key in inside
        if known_inside or who.address in inside:
            got = inside.get(who.address) or by_address[who.address]
            return Found(got.party, 0.9, f"to {who.address}", got.name)
    for who in people:
        if who.address in by_address:
            got = by_address[who.address]
            return Found(got.party, 0.85, f"to {who.address}", got.name)
        host = domains.registrable(who.domain)
        party = known.party(f"d:{host}")
        if party is not None and senders.match(who) is None:
            return Found(party, 0.85, f"to {host}")
    return _strange_recipient(message, known, inside)


def _strange_recipient(message: Message, known: Directory, inside: Mapping[str, Found]) -> Found:
    """A recipient never heard of: its own domain, or a platform's relay of the conversation."""
    keys = {one.key for one in inside.values()}
    for who in (*message.to, *message.cc):
        row = senders.match(who)
        if row is not None and len(keys) == 1:
            got = next(iter(inside.values()))
            return Found(got.party, 0.8, f"{row.platform} of the same conversation", got.name)
        if row is None and domains.is_company_like(who.domain):
            return _unheard(message, domains.registrable(who.domain), known)
    return Found(None, 0.8, "")


def _unheard(message: Message, host: str, known: Directory) -> Found:
    """A company that never wrote: one known by a name that accounts for its host, else as the owner says."""
    whose = known.names.whose(host)
    party = known.party(whose) if whose else None
    if party is not None:
        return Found(party, 0.75, f"to {host}")
    name = best_form(Counter(full_names(message, host, ()).keys())) or label_name(host)
    return Found(Party(label_key(host) or host, name, (host,), False, False), 0.75, f"to {host}")


# ------------------------------------------------------------------------------ the record


def _identity(one: Seen, got: Found, known: Directory) -> SenderIdentity:
    sight = one.sight
    kind = sight.kind
    if one.entry.direction in OWNERS:
        kind = SenderKind.PERSON
    elif kind in _MAY_BE_AGENCY and not got.said and clients.is_agency(one, known):
        kind = SenderKind.AGENCY
    party = got.party
    name = party.name if party else got.name
    own = () if party is None else party.domains
    cues = tuple(one for one in (*sight.cues, got.cue) if one)
    return SenderIdentity(
        message_id=sight.id,
        kind=kind,
        employer=name,
        employer_key=got.key,
        domains=own,
        person=sight.person,
        relay=bool(sight.row and sight.row.site_relay),
        confidence=got.confidence,
        cues=cues,
    )
