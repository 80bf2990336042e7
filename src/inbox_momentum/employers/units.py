"""Pieces of conversations that can only belong to one application."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from inbox_momentum.employers.mail import Mail, is_start
from inbox_momentum.employers.roles import alike_roles, role_words, same_role
from inbox_momentum.model import Thread

SILENCE = timedelta(days=120)
"""After so long a silence what follows is a new application (domain.md §2)."""

REOPENING = timedelta(days=14)
"""Mail of a process so soon after its outcome still belongs to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Mail of one conversation with one employer about one role; oldest first."""

    key: str | None
    mails: tuple[Mail, ...]
    role: str | None

    @property
    def opens(self) -> bool:
        """True when it can open an application."""
        return any(one.opens for one in self.mails)


def units(mails: Mapping[str, Mail], threads: Sequence[Thread]) -> list[Unit]:
    """Every conversation, cut by employer, role, outcome and silence; ``mails`` are oldest first."""
    rank = {mid: place for place, mid in enumerate(mails)}
    placed: set[str] = set()
    found: list[Unit] = []
    for thread in threads:
        members = [
            mails[mid] for mid in sorted((m for m in thread.message_ids if m in mails), key=rank.__getitem__)
        ]
        placed.update(one.id for one in members)
        found.extend(_thread_units(members))
    for mid, mail in mails.items():
        if mid not in placed:
            found.extend(_thread_units([mail]))
    return sorted(found, key=lambda one: rank[one.mails[0].id])


def _thread_units(members: Sequence[Mail]) -> list[Unit]:
    found = []
    for key, group in _by_party(members):
        for part in _by_role(group):
            for piece in _by_time(part):
                role = first_role(piece)
                found.append(Unit(key, tuple(piece), role))
    return found


def _by_party(members: Sequence[Mail]) -> list[tuple[str | None, list[Mail]]]:
    """Mail of each employer; a message without recipients goes with the only one there is."""
    keys = {one.key for one in members if one.key is not None}
    only = next(iter(keys)) if len(keys) == 1 else None
    groups: defaultdict[str | None, list[Mail]] = defaultdict(list)
    for one in members:
        message = one.entry.message
        blind = not one.inbound and not message.to and not message.cc
        groups[only if one.key is None and blind else one.key].append(one)
    return list(groups.items())


def _by_role(group: Sequence[Mail]) -> list[list[Mail]]:
    """Cut a conversation that names different roles; what names none goes with its parent."""
    roles: list[str] = []
    for one in group:
        if one.role and role_words(one.role) and not any(alike_roles(one.role, old) for old in roles):
            roles.append(one.role)
    if len(roles) < 2:
        return [list(group)]
    parts: list[list[Mail]] = [[] for _ in roles]
    part_of: dict[str, int] = {}
    current = 0
    for one in group:
        place = next((at for at, role in enumerate(roles) if one.role and same_role(one.role, role)), None)
        if place is None and one.role and role_words(one.role):
            place = next((at for at, role in enumerate(roles) if alike_roles(one.role, role)), None)
        if place is None:
            message = one.entry.message
            parents = (*message.in_reply_to, *reversed(message.references[-20:]))
            place = next((part_of[mid] for mid in parents if mid in part_of), current)
        current = part_of[one.id] = place
        parts[place].append(one)
    return [one for one in parts if one]


def _by_time(part: Sequence[Mail]) -> list[list[Mail]]:
    """Cut where a new process begins after an outcome or a long silence."""
    pieces: list[list[Mail]] = [[]]
    last = None
    ended = None
    for one in part:
        gap = one.at - last if one.at is not None and last is not None else timedelta(0)
        starts = one.inbound and one.opens and one.reading.outcome is None
        again = ended is not None and starts and (is_start(one.reading) or gap >= REOPENING)
        if pieces[-1] and ((gap > SILENCE and one.opens) or again):
            pieces.append([])
            ended = None
        pieces[-1].append(one)
        if one.reading.outcome is not None:
            ended = one.reading.outcome
        last = one.at if one.at is not None else last
    return [one for one in pieces if one]


def first_role(mails: Sequence[Mail]) -> str | None:
    """The role as named most often, in its first spelling; inbound mail first."""
    counts: defaultdict[frozenset[str], int] = defaultdict(int)
    forms: dict[frozenset[str], str] = {}
    for one in mails:
        if one.role and role_words(one.role):
            wordset = role_words(one.role)
            counts[wordset] += 3 if one.inbound else 1
            if wordset not in forms:
                forms[wordset] = one.role
    best = max(counts, key=lambda one: (counts[one], len(one), forms[one]), default=None)
    return forms[best] if best is not None else None
