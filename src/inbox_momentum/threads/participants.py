"""Who a message is exchanged with: keys under which equal subjects may join (docs/threading.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox_momentum import assets, free_mail
from inbox_momentum.model import Address, Direction, Entry

_WORD = re.compile(r"[^\W_]+")
_PLUS = re.compile(r"[+=].*", re.DOTALL)
_PEOPLE = 64
"""Recipients of one received mail that are looked at: beyond that it is an announcement."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``data/threading.toml``, with the free mail and platform domains of the other tables."""

    same_subject_s: float
    reply_s: float
    generic_words: frozenset[str]
    machines: frozenset[str]
    machine_parts: tuple[str, ...]
    free: frozenset[str]
    free_labels: frozenset[str]
    platforms: frozenset[str]
    second_level: frozenset[str]
    reserved: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of one message; the owner is never in it."""

    exact: frozenset[str]
    """One key a mailbox; where many employers share one, the key carries the display name."""
    organisations: frozenset[str]
    """One key a domain that belongs to one organisation and from which people write."""


@cache
def rules() -> Rules:
    """The tables, read once."""
    table = tomllib.loads(assets.data("threading.toml").read_text(encoding="utf-8"))
    free, free_labels = free_mail.table()
    return Rules(
        same_subject_s=86_400.0 * table["windows"]["same_subject_days"],
        reply_s=86_400.0 * table["windows"]["reply_days"],
        generic_words=frozenset(table["generic"]["words"]),
        machines=frozenset(table["machines"]["whole"]),
        machine_parts=tuple(table["machines"]["part"]),
        free=free,
        free_labels=free_labels,
        platforms=frozenset(_platforms()),
        second_level=frozenset(table["domains"]["second_level"]),
        reserved=frozenset(table["domains"]["reserved"]),
    )


def _lines(name: str) -> list[str]:
    text = assets.data(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _platforms() -> set[str]:
    rows = [line.split("\t") for line in _lines("senders.tsv")]
    column = rows[0].index("sender")
    # A row may name one address: its domain is other people's too.
    return {row[column].lower() for row in rows[1:] if "@" not in row[column]}


def is_generic(key: str) -> bool:
    """Whether a conversation subject is empty or made of words that any process uses."""
    generic = rules().generic_words
    return all(word in generic or word.isdigit() for word in _WORD.findall(key))


def counterpart(entry: Entry) -> Counterpart:
    """The other side of ``entry``: who wrote to the owner, or whom the owner wrote to.

    A pair of author and recipient is a key too, so that a reply from one recipient to
    another is found; a recipient in common alone joins nothing.
    """
    message = entry.message
    if entry.direction is Direction.OUT:
        return _keys((*message.to, *message.cc, *message.bcc))
    if entry.direction is Direction.SELF:
        return Counterpart(frozenset({"self"}), frozenset())
    pairs = _pairs(message.author, (*message.to, *message.cc)[:_PEOPLE])
    if entry.direction is Direction.IN:
        side = _keys((*message.from_, *message.reply_to))
        return Counterpart(side.exact | pairs, side.organisations)
    return Counterpart(pairs, frozenset())


def _pairs(author: Address, others: Iterable[Address]) -> frozenset[str]:
    writer = _mailbox(author)
    if not writer or is_machine(author) or is_platform(author.domain):
        return frozenset()
    mailboxes = {_mailbox(one) for one in others if not is_machine(one) and not is_platform(one.domain)}
    return frozenset("\n".join(sorted((writer, one))) for one in mailboxes if one and one != writer)


def _keys(people: Iterable[Address]) -> Counterpart:
    exact = set()
    organisations = set()
    for one in people:
        mailbox = _mailbox(one)
        if not mailbox:
            continue
        machine = is_machine(one)
        if machine or is_platform(one.domain):
            name = "".join(_WORD.findall(one.name.casefold()))
            # "Greenhouse <no-reply@greenhouse.io>" does not say for whom.
            if name and name not in one.address.replace(".", "").replace("-", ""):
                exact.add(f"{mailbox}\n\n{name}")
            elif not machine:
                exact.add(mailbox)
            continue
        exact.add(mailbox)
        if (domain := organisation(one.domain)) is not None:
            organisations.add(domain)
    return Counterpart(frozenset(exact), frozenset(organisations))


def _mailbox(one: Address) -> str:
    """Address, or the name where an old directory left no address; '' when there is neither."""
    return one.address or one.name.casefold().strip()


@lru_cache(maxsize=65_536)
def is_machine(one: Address) -> bool:
    """Whether the local part says that no person reads it."""
    local = "".join(_WORD.findall(_PLUS.sub("", one.local)[:200]))
    return local in rules().machines or any(part in local for part in rules().machine_parts)


@lru_cache(maxsize=65_536)
def is_platform(domain: str) -> bool:
    """Whether a domain, or one above it, writes for many employers (``senders.tsv``)."""
    labels = domain.split(".")[-8:]
    return any(".".join(labels[place:]) in rules().platforms for place in range(len(labels)))


@lru_cache(maxsize=65_536)
def organisation(domain: str) -> str | None:
    """The part of a domain that one organisation registered; ``None`` for shared domains.

    Needs no public suffix list: a suffix that this takes for a name only joins replies
    between its domains, and only under one subject.
    """
    labels = domain.split(".")
    if len(labels) < 2 or is_platform(domain):
        return None
    short = len(labels[-1]) == 2 and labels[-2] in rules().second_level
    taken = 3 if len(labels) > 2 and (short or ".".join(labels[-2:]) in rules().reserved) else 2
    name = ".".join(labels[-taken:])
    free = name in rules().free or domain in rules().free or labels[-taken] in rules().free_labels
    return None if free else name
