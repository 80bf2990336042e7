"""Names and domains that meet in one conversation or one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inbox_momentum.employers.choose import Choice
from inbox_momentum.employers.labels import alike
from inbox_momentum.employers.names import name_key
from inbox_momentum.employers.observe import Sighting
from inbox_momentum.employers.words import fold
from inbox_momentum.model import Direction, Entry, SenderKind


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry with its evidence; in order of time."""

    entry: Entry
    sight: Sighting


def unlike(keys: Iterable[str]) -> list[str]:
    """Keys of which none starts another."""
    kept: list[str] = []
    for key in sorted(keys, key=len):
        if not any(alike(key, one) for one in kept):
            kept.append(key)
    return kept


def add_thread(
    thread: Sequence[Seen],
    choices: Mapping[str, Choice],
    agencies: frozenset[str],
    edges: defaultdict[str, Counter[str]],
) -> None:
    """A platform's mail and a company's own mail in one conversation."""
    names = {name_key(choices[one.sight.id].name) for one in thread if one.sight.id in choices}
    if len(unlike(names)) != 1:
        return
    strangers = strangers_of(thread)
    hosts = {
        one.sight.domain
        for one in thread
        if one.sight.row is None and one.sight.kind is SenderKind.EMPLOYER and one.sight.domain
        and one.sight.domain not in agencies and one.sight.address not in strangers
    }  # fmt: skip
    if len(hosts) == 1:
        host = next(iter(hosts))
        for key in names:
            edges[str(host)][f"n:{key}"] += 2


def strangers_of(thread: Sequence[Seen]) -> frozenset[str]:
    """Addresses that the owner brought into a conversation (a mail forwarded to a friend).

    Whoever was written to in the first message, wrote first, or was named by
    somebody inside before is no stranger.
    """
    inside: set[str] = set()
    strangers: set[str] = set()
    for place, one in enumerate(thread):
        message = one.entry.message
        people = (*message.to, *message.cc)
        if one.entry.direction is Direction.OUT:
            forwarded = fold(message.subject[:5]).startswith(
                ("fwd:", "fw:", "wg:", "tr:", "rv:", "enc:", "i:")
            )
            fresh = {who.address for who in people if who.address not in inside}
            if place and (forwarded or not any(who.address in inside for who in people)):
                strangers |= fresh
            else:
                inside |= fresh
        elif message.author.address not in strangers:
            inside |= {who.address for who in (*message.from_, *message.reply_to, *message.sender, *people)}
    return frozenset(strangers - {""})


def add_persons(
    seen: Sequence[Seen],
    choices: Mapping[str, Choice],
    agencies: frozenset[str],
    edges: defaultdict[str, Counter[str]],
) -> None:
    """One person who writes through a platform and from the company's own domain."""
    own: defaultdict[str, set[str]] = defaultdict(set)
    through: defaultdict[str, set[str]] = defaultdict(set)
    for one in seen:
        sight = one.sight
        if not sight.person or len(sight.person.split()) < 2 or one.entry.direction is Direction.OUT:
            continue
        key = name_key(sight.person)
        if sight.row is None and sight.kind is SenderKind.EMPLOYER and sight.domain:
            own[key].add(sight.domain)
        elif sight.row is not None and sight.id in choices:
            through[key].add(name_key(choices[sight.id].name))
    for person, hosts in own.items():
        if len(hosts) == 1 and len(through.get(person, ())) == 1:
            host = next(iter(hosts))
            if host not in agencies:
                edges[host][f"n:{next(iter(through[person]))}"] += 2
