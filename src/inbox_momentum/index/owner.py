"""Whose mailbox it is: the addresses the owner writes from and is written to.

In order of weight: what the user says, the authors of mail that is filed as sent, the
addresses that the owner's own provider delivered to, authors whose mail never
travelled, and who is addressed by very different senders. Mailing lists are no owners.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inbox_momentum.model import Address, Message, Owner

_GMAIL = frozenset({"gmail.com", "googlemail.com"})
_DELIVERED = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "x-apparently-to",
    "original-recipient",
)
_LISTED = ("list-post", "x-mailing-list", "mailing-list", "x-beenthere", "list-owner", "list-help")
_RETURNED = ("sender", "return-path", "errors-to", "x-errors-to")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*/=?^_`{|}~+-]{1,64}@[A-Za-z0-9.-]{1,253}")
_LIST_ID = re.compile(r"<([A-Za-z0-9_+=.-]{1,100})>")
_LIST_ROLE = re.compile(r"^owner-|-(?:owner|bounces?|admin|request|errors?|return)(?:[-+=].*)?$|-return-.*$")
_READ = 2000
"""Characters looked at of one header value."""


def address_key(address: str) -> str:
    """The address for comparison: lower-case, without plus-tag, Gmail's dots and its other name."""
    local, _, domain = address.lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def _spelled(address: str) -> str:
    """The address as it is shown: lower-case, without plus-tag."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def keys(addresses: Iterable[Address]) -> frozenset[str]:
    """Comparison keys of the readable addresses."""
    return frozenset(address_key(one.address) for one in addresses if "@" in one.address)


@dataclass(slots=True)
class _Tally:
    """What the messages say about addresses; all by comparison key."""

    messages: int = 0
    """Messages that are not filed as sent."""
    sent: Counter[str] = field(default_factory=Counter)
    """Authors of mail that is filed as sent (or a draft)."""
    sent_to: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Their recipients, to tell a stranger's mail that lies in the Sent folder."""
    authors: Counter[str] = field(default_factory=Counter)
    """Authors of the other mail."""
    trackless: Counter[str] = field(default_factory=Counter)
    """... of which without any Received."""
    delivered: Counter[str] = field(default_factory=Counter)
    deliveries: int = 0
    """Messages with a delivery field."""
    senders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Who addresses an address in To."""
    named: Counter[str] = field(default_factory=Counter)
    """Messages that name an address in To or Cc."""
    reached: Counter[str] = field(default_factory=Counter)
    """... of which travelled (have a Received)."""
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    writes_to: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Whom an author addresses in mail that is not filed as sent."""
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Full names under which an address is written to."""
    lists: set[str] = field(default_factory=set)


def find(messages: Iterable[tuple[Message, int]], me: Sequence[str]) -> Owner:
    """The owner of the mailbox that holds ``messages``; without addresses when uncertain.

    Each comes with how many there are like it: 1 for mail that is read.
    """
    tally = _Tally()
    for message, number in messages:
        _note(tally, message, number)
    given = list(dict.fromkeys(address_key(address.strip()) for address in me if "@" in address))
    for address in me:
        if "@" in address:
            tally.spellings[address_key(address.strip())][_spelled(address.strip())] += 1
    if given:
        extra = _aliases(tally, given)
        found, evidence = given + extra, _given_evidence(len(extra))
    else:
        found, evidence = _inferred(tally)
    found.sort(key=lambda key: (-_use(tally, key), key))
    return Owner(
        addresses=tuple(_shown(tally, key) for key in found),
        names=_names(tally, found),
        inferred=not given,
        evidence=evidence,
    )


def _given_evidence(extra: int) -> str:
    if not extra:
        return "Given with --me."
    return f"Given with --me, and {extra} more found by sent mail, delivery or full name."


def _inferred(tally: _Tally) -> tuple[list[str], str]:
    """The owner's keys and how they were found."""
    for way in (_from_sent, _from_delivery, _from_tracks, _from_recipients):
        key, evidence = way(tally)
        if key:
            extra = _aliases(tally, [key])
            if way is _from_delivery:  # a mailbox's inner name may differ from the address people use
                spoken = (_from_tracks(tally)[0], _from_recipients(tally)[0])
                extra += [
                    one for one in dict.fromkeys(spoken) if tally.authors[one] and one not in (key, *extra)
                ]
            more = f" {len(extra)} further addresses were found the same way." if len(extra) > 1 else ""
            more = " 1 further address was found the same way." if len(extra) == 1 else more
            return [key, *extra], evidence + more
    return [], "No address could be told for certain; name yours with --me."


def _from_sent(tally: _Tally) -> tuple[str, str]:
    """The author of most of the mail that is filed as sent."""
    total = sum(tally.sent.values())
    for key, count in _ranked(tally.sent):
        if count * 2 >= total or count >= 5:
            return key, f"Author of {count} of {total} messages that are filed as sent."
    return "", ""


def _from_delivery(tally: _Tally) -> tuple[str, str]:
    """The address that the provider delivered most of the mail to."""
    for key, count in _ranked(tally.delivered):
        certain = count >= 2 or (tally.named[key] >= 1 and tally.messages <= 3)
        if certain and count * 2 >= tally.deliveries and key not in tally.lists:
            share = f"{count} of {tally.deliveries}"
            return key, f"Address of delivery (Delivered-To and the like) of {share} messages that name one."
    return "", ""


def _from_tracks(tally: _Tally) -> tuple[str, str]:
    """The one author whose mail never travelled, while mail to them did."""
    travelled = sum(tally.authors.values()) - sum(tally.trackless.values())
    if not travelled:
        return "", ""
    found = [
        key
        for key, count in tally.authors.items()
        if tally.trackless[key] == count and tally.reached[key] * 2 >= travelled and key not in tally.lists
    ]
    if len(found) != 1:
        return "", ""
    count = tally.authors[found[0]]
    return found[
        0
    ], f"Author of {count} messages without any Received field, while mail to this address has them."


def _from_recipients(tally: _Tally) -> tuple[str, str]:
    """The address that very different senders write to, far before any other."""
    ranked = _ranked(Counter({key: len(who) for key, who in tally.senders.items() if key not in tally.lists}))
    if not ranked:
        return "", ""
    key, count = ranked[0]
    others = tally.messages - tally.authors[key]
    enough = count >= 3 or (count >= 2 and tally.authors[key] >= 1)
    own = {key, *_namesakes(tally, key)}
    second = next((who for other, who in ranked if other not in own), 0)
    if not enough or tally.named[key] * 2 < others or second * 2 > count:
        return "", ""
    return key, f"Addressed by {count} different senders in {tally.named[key]} of {others} messages."


def _namesakes(tally: _Tally, key: str) -> list[str]:
    """Other addresses that several senders write to under the same full name.

    One that writes to the address is another person of that name.
    """
    return sorted(
        other
        for other, who in tally.senders.items()
        if other != key
        and len(who) >= 2
        and other not in tally.lists
        and tally.called[other] & tally.called[key]
        and key not in tally.writes_to[other]
    )


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """Most frequent first, ties by key: the same in every order of reading."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _aliases(tally: _Tally, known: list[str]) -> list[str]:
    """Further addresses of the owner: authors of sent mail, addresses of delivery."""
    found: list[str] = []
    names = {name for key in known for name in tally.names[key]}
    for key, count in _ranked(tally.sent):
        if key in known or key in tally.lists:
            continue
        to_owner = sum(tally.sent_to[key][own] for own in known)
        own_name = bool(names & set(tally.names[key]))
        if to_owner * 2 < count and (tally.authors[key] <= count or own_name or key in tally.delivered):
            found.append(key)
    for key, count in _ranked(tally.delivered):
        own = key in known or key in found
        often = count >= 3 and count * 20 >= tally.deliveries
        if not own and often and key not in tally.lists and not tally.authors[key]:
            found.append(key)
    for one in known:
        found += [key for key in _namesakes(tally, one) if key not in known and key not in found]
    return found


def _use(tally: _Tally, key: str) -> int:
    """How often the owner uses an address."""
    return tally.sent[key] + tally.authors[key] + tally.named[key]


def _shown(tally: _Tally, key: str) -> str:
    """The usual spelling of an address."""
    spellings = _ranked(tally.spellings[key])
    return spellings[0][0] if spellings else key


def _names(tally: _Tally, found: list[str]) -> tuple[str, ...]:
    """Display names under which the owner writes, the most used first."""
    counts: Counter[str] = Counter()
    for key in found:
        counts.update(tally.names[key])
    return tuple(name for name, _ in _ranked(counts)[:10])


def _note(tally: _Tally, message: Message, number: int) -> None:
    """Count ``number`` messages like ``message``."""
    _note_lists(tally, message)
    for address in (*message.from_, *message.to, *message.cc):
        if "@" in address.address:
            tally.spellings[address_key(address.address)][_spelled(address.address)] += number
    author = address_key(message.author.address) if "@" in message.author.address else ""
    if author and message.author.name and "@" not in message.author.name:
        tally.names[author][message.author.name] += number
    if not (message.in_sent or message.is_draft):
        _note_other(tally, message, author, number)
    elif author:
        tally.sent[author] += number
        for key in keys((*message.to, *message.cc)):
            tally.sent_to[author][key] += number


def _note_other(tally: _Tally, message: Message, author: str, number: int) -> None:
    """Count messages that are not filed as sent."""
    tally.messages += number
    travelled = message.received_at is not None or message.header("received") is not None
    if author:
        tally.authors[author] += number
        tally.trackless[author] += number * (not travelled)
    for one in (*message.to, *message.cc):
        if "@" in one.address and "@" not in one.name and " " in one.name.strip():
            tally.called[address_key(one.address)].add(" ".join(one.name.casefold().split()))
    to, named = keys(message.to), keys((*message.to, *message.cc))
    for key in to - {author}:
        if author:
            tally.senders[key].add(author)
    if author:
        tally.writes_to[author] |= named
    for key in named - {author}:
        tally.named[key] += number
        tally.reached[key] += number * travelled
    delivered = _delivered_to(message)
    if delivered:
        tally.deliveries += number
        for key in delivered:
            tally.delivered[key] += number


def _delivered_to(message: Message) -> set[str]:
    """Where the owner's provider delivered it: the first of each field, the topmost of all.

    Fields further down were written by earlier hands (forwarders, lists).
    """
    found: dict[str, str] = {}
    for name, value in message.headers:
        if name in _DELIVERED and name not in found:
            found[name] = value
    addresses = set()
    for value in found.values():
        match = _ADDRESS.search(value[:_READ])
        if match is not None and "mailing list" not in value[:_READ].lower():
            addresses.add(address_key(match[0]))
    return addresses


def _note_lists(tally: _Tally, message: Message) -> None:
    """Remember the addresses of the mailing lists that a message came through."""
    for name, value in message.headers:
        if name in _LISTED or (name == "delivered-to" and "mailing list" in value[:_READ].lower()):
            tally.lists.update(address_key(match) for match in _ADDRESS.findall(value[:_READ]))
        elif name == "list-id":
            for match in _LIST_ID.findall(value[:_READ]):
                local, _, domain = match.partition(".")
                tally.lists.add(address_key(f"{local}@{domain}"))
        elif name in _RETURNED:
            for match in _ADDRESS.findall(value[:_READ])[:2]:
                local, _, domain = match.lower().rpartition("@")
                role = _LIST_ROLE.search(local)
                if role is not None:
                    tally.lists.add(f"{local[: role.start()] or local[role.end() :]}@{domain}")
