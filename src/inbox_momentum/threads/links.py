"""The Message-IDs by which each message joins a conversation (RFC 5322 §3.6.4).

References and In-Reply-To are taken as written but for what was seen to mislead:
placeholders, addresses in their place, and "reply" used to write to somebody new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inbox_momentum.message.subject import ConversationSubject
from inbox_momentum.model import Address, Direction, Entry
from inbox_momentum.threads.participants import Counterpart, organisation

_WORD = re.compile(r"[^\W_]+")
_LABEL = 3
"""Letters a domain's first label needs before it may be looked for in a name."""


@dataclass(frozen=True, slots=True)
class Links:
    """What one message refers to."""

    ids: tuple[str, ...]
    """Message-IDs, held or not."""
    linked: bool
    """True when one of them is of another message that is held."""


def links(
    entries: Sequence[Entry], subjects: Sequence[ConversationSubject], sides: Sequence[Counterpart]
) -> list[Links]:
    """The links of each entry, in the order of ``entries``."""
    held: dict[str, int] = {}
    for place in sorted(range(len(entries)), key=lambda at: (entries[at].id, entries[at].message.digest)):
        held.setdefault(entries[place].id, place)
    addresses = _addresses(entries)
    replies = [_likely(entry.message.in_reply_to, held, addresses) for entry in entries]
    references = [_likely(entry.message.references, held, addresses) for entry in entries]
    fresh: set[str] = set()
    for place, entry in enumerate(entries):
        if entry.direction is not Direction.OUT or subjects[place].is_reply or not subjects[place].key:
            continue
        above = _held_parent(place, (*replies[place], *reversed(references[place])), held)
        if above is not None and _is_other_matter(place, above, entries, subjects, sides):
            fresh.add(entry.id)
    found = []
    for place, entry in enumerate(entries):
        ids = () if entry.id in fresh else _after_fresh(references[place], replies[place], fresh)
        found.append(Links(ids, any(one in held and one != entry.id for one in ids)))
    return found


def _likely(ids: tuple[str, ...], held: dict[str, int], addresses: frozenset[str]) -> tuple[str, ...]:
    """Ids that can be Message-IDs: ``<no.id>`` and ``<ana@acme.example>`` would join strangers."""
    return tuple(one for one in ids if one in held or ("@" in one and one.lower() not in addresses))


def _addresses(entries: Sequence[Entry]) -> frozenset[str]:
    found: set[str] = set()
    for entry in entries:
        if entry.message.in_reply_to:
            message = entry.message
            found.update(one.address for one in (*message.from_, *message.to, *message.cc, *message.reply_to))
    return frozenset(found)


def _held_parent(place: int, ids: tuple[str, ...], held: dict[str, int]) -> int | None:
    return next((held[one] for one in ids if held.get(one, place) != place), None)


def _is_other_matter(
    place: int,
    above: int,
    entries: Sequence[Entry],
    subjects: Sequence[ConversationSubject],
    sides: Sequence[Counterpart],
) -> bool:
    """Whether the owner used "reply" on an old mail to write to somebody else about something else.

    True only with another subject and nothing in common between the recipients and the
    parties, names and subject of the mail answered. Asked of the owner's mail alone:
    an ATS or a colleague may well answer under another subject.
    """
    own, old = sides[place], sides[above]
    if subjects[above].key == subjects[place].key or not (own.exact and old.exact):
        return False
    if own.exact & old.exact or own.organisations & old.organisations:
        return False
    recipients = (*entries[place].message.to, *entries[place].message.cc)
    return not any(_is_named_in(one, entries[above]) for one in recipients)


def _is_named_in(person: Address, entry: Entry) -> bool:
    message = entry.message
    around = (*message.from_, *message.sender, *message.reply_to, *message.to, *message.cc)
    if any(person.address == one.address for one in around):
        return True
    label = (organisation(person.domain) or "").partition(".")[0].replace("-", "")
    if len(label) < _LABEL:
        return False
    said = " ".join([message.subject, *(f"{one.name} {one.address}" for one in around)])
    return label in "".join(_WORD.findall(said.casefold()))


def _after_fresh(
    references: tuple[str, ...], in_reply_to: tuple[str, ...], fresh: set[str]
) -> tuple[str, ...]:
    """References from the last message that started anew on: what came before is another matter."""
    if not fresh:
        return (*in_reply_to, *references)
    if not fresh.isdisjoint(in_reply_to):
        references = tuple(one for one in references if one in fresh)
    for place in range(len(references) - 1, -1, -1):
        if references[place] in fresh:
            return (*in_reply_to, *references[place:])
    return (*in_reply_to, *references)
