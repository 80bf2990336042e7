"""Companies that people on private mailboxes name as their own.

"The company is called Tidewell Robotics", "Anselm (Ploverloft, …)", "Dave here, Trelawn
Plumbing & Heating", or nadia.building.fernpath@ who writes "im building fernpath".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from inbox_momentum.employers import phrases
from inbox_momentum.employers.display import person_name
from inbox_momentum.employers.found import FOUNDER, Found
from inbox_momentum.employers.fullnames import firms_in, own_text, signed_parts
from inbox_momentum.employers.labels import extends
from inbox_momentum.employers.links import Seen
from inbox_momentum.employers.names import (
    company_words_in,
    is_platform,
    is_role,
    name_key,
    name_words,
    plausible,
    tidy,
    without_legal_form,
)
from inbox_momentum.employers.parties import Directory
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Direction, Message, SenderKind

_SAID, _INTRODUCED, _SIGNED = 4.0, 3.0, 2.0
_SHORTEST = 4
"""Letters of a word of the address that may be a company's name."""
_MOST_MESSAGES = 20
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"\s?([a-z]{5,20}) \(")
_OPENING = 300
"""Characters of a line in which people introduce themselves."""
_OPENS = re.compile(
    r"\b(\w{2,30}),? (?:(?:here|writing)(?:,| from| at| of| with)|from|at|of|von|bei|de|chez|van|da) ",
    re.IGNORECASE,
)


def firms(seen: Sequence[Seen]) -> dict[str, tuple[str, bool]]:
    """Private address → (company that its owner speaks of as their own, True when in so many words)."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    searched: Counter[str] = Counter()
    for one in seen:
        sight = one.sight
        private = sight.kind is SenderKind.PERSON and sight.row is None and sight.domain is None
        if (
            one.entry.direction is not Direction.IN
            or not private
            or searched[sight.address] >= _MOST_MESSAGES
        ):
            continue
        searched[sight.address] += 1
        person = person_name(sight.display) or sight.person or ""
        for name, weight in _named(one.entry.message, person):
            votes[sight.address][name] += weight  # type: ignore[assignment]
    best = {
        address: max(names, key=lambda one: (names[one], len(one), one)) for address, names in votes.items()
    }
    return {
        address: (_full(name, votes[address]), votes[address][name] >= _INTRODUCED)
        for address, name in best.items()
    }


def _full(name: str, votes: Counter[str]) -> str:
    """ "Ploverloft Labs" where that is said as well as "Ploverloft"."""
    longer = [one for one in sorted(votes) if extends(one, name) and company_words_in(one)]
    return max(longer, key=lambda one: votes[one], default=name)


def assign(seen: Sequence[Seen], found: dict[str, Found], known: Directory) -> None:
    """Give mail of a private address the company that its owner names; all of it, early mail too."""
    own = firms(seen)
    for one in seen:
        name, said = own.get(one.sight.address, ("", False))
        if not name or one.entry.direction is not Direction.IN or one.sight.kind is not SenderKind.PERSON:
            continue
        if found[one.sight.id].key is None:
            party = known.party(f"n:{name_key(name)}")
            cue = f"{FOUNDER} {name}" if said else f"signs for {name}"
            found[one.sight.id] = Found(party, 0.8, cue, None if party else name)


def _named(message: Message, person: str) -> Iterator[tuple[str, float]]:
    text = phrases.unwrapped(own_text(message))
    taken = set(name_words(person))
    for name, weight in (
        *((one, _SAID) for one in _said(text)),
        *((one, _INTRODUCED) for one in _introduced(text, person)),
        *((one, _SIGNED) for one in _signed(text, person)),
        *((one, _SAID) for one in _in_address(message, taken, text)),
        *((one, 1.0) for one in firms_in(text)),
    ):
        bare = without_legal_form(name)
        if plausible(bare) and not is_platform(bare) and not set(name_words(bare)) <= taken:
            yield bare, weight


def _said(text: str) -> Iterator[str]:
    """Behind "my company is called", "i'm building", "founder of"."""
    low = phrases.lowered(text)
    for mark in words().founding_phrases:
        start = low.find(mark)
        while start >= 0:
            end = start + len(mark)
            if not (start and low[start - 1].isalnum()) and low[end : end + 1] in {" ", ":", ","}:
                behind = text[end + 1 : end + 100]
                name = phrases.name_after(behind, "") or _in_small_letters(behind)
                if name:
                    yield name
            start = low.find(mark, end)


def _in_small_letters(behind: str) -> str | None:
    """ "i run ploverloft (seed, 6 people)": a word and what it is, in brackets."""
    found = _SMALL.match(behind)
    word = found.group(1) if found else ""
    return word[:1].upper() + word[1:] if word and plausible(word) else None


def _introduced(text: str, person: str) -> Iterator[str]:
    """ "Dave here, Trelawn Plumbing & Heating." and "Anselm (Ploverloft, …)"."""
    first = next(iter(person.split()), "")
    for line in text.split("\n"):
        for opened in _OPENS.finditer(line[:_OPENING]):
            name = phrases.name_after(line[opened.end() : opened.end() + 100], "")
            if name and first and fold(opened.group(1)) == fold(first):
                yield name
        head, bracket, inner = line.strip().partition(" (")
        if bracket and first and fold(head) in {fold(first), fold(person)}:
            for part in re.split(r"[,);/|]", inner)[:2]:
                plain = tidy(part)
                name = phrases.name_after(plain, "")
                if name and name_key(name) == name_key(plain) and not is_role(plain):
                    yield name


def _signed(text: str, person: str) -> Iterator[str]:
    """Parts of a signature that only a company is called by."""
    surname = fold(person.split()[-1]) if len(person.split()) > 1 else ""
    for part in signed_parts(text):
        owned = surname and surname in name_words(part) and "&" in part
        if (company_words_in(part) or owned) and not is_role(part):
            yield part


def _in_address(message: Message, taken: set[str], text: str) -> Iterator[str]:
    """nadia.building.fernpath@: a word of the address that is no name of hers and stands in the text."""
    said = {fold(one): one for one in reversed(_WORD.findall(text))}
    for part in _WORD.findall(message.author.local.partition("+")[0]):
        word = fold(part)
        if len(word) < _SHORTEST or word in taken or word in words().address_words or word not in said:
            continue
        if not any(word.startswith(one) or one.startswith(word) for one in taken):
            yield said[word][:1].upper() + said[word][1:]
