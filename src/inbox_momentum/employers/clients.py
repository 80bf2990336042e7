"""For which client an agency writes: named for certain once, then known by mention.

Agencies name a client in one mail ("it's Copperleaf Pay") and go on with its first
word in others ("Tech test for Copperleaf").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inbox_momentum.employers import domains, phrases
from inbox_momentum.employers.agencies import named_by_phrase, spoken_of_as_company
from inbox_momentum.employers.choose import client_choice
from inbox_momentum.employers.found import Found, client_found
from inbox_momentum.employers.fullnames import firms_in, places
from inbox_momentum.employers.labels import extends, matches_label
from inbox_momentum.employers.links import Seen
from inbox_momentum.employers.names import (
    company_words_in,
    is_role,
    name_key,
    name_words,
    plausible,
    strip_team,
)
from inbox_momentum.employers.parties import Directory
from inbox_momentum.employers.spelling import spellings, squeezed
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Direction, SenderKind

_TOKEN = re.compile(r"\w+(?:&\w+)?")
_ITS = re.compile(r"\b(?:[Ii]t[’']s|[Ii]t is) ([A-Z][\w-]{3,30})(?=[.,!])")
""" "It's Copperleaf.", said to whoever asks for whom."""
_ANNOUNCED = re.compile(r": ([A-Z][\w’'-]{2,30}(?: (?:& )?[A-Z][\w’'-]{1,30}){1,3}),(?= )")
_KIND = re.compile(r"(?<![\w’'-])([A-ZÀ-ÖØ-Þ][\w’'-]{2,})(?= [\w’'])")
_SHORTEST_INITIALS = 3
_MOST_INITIALS = 5
_SHORTEST = 5
"""Letters of a first word that may stand for the whole name."""
_LONGEST_TEXT = 4000
_LONGEST_SUBJECT = 300
_MOST_NAMES = 100
_MOST_TEXTS = 300
"""Of one agency."""


@dataclass(frozen=True, slots=True)
class _Mail:
    """One mail from or to an agency."""

    seen: Seen
    desk: str
    """The agency: its domain, else its address."""
    inbound: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """A text, and its letters alone."""

    text: str
    flat: str

    @classmethod
    def of(cls, text: str) -> _Said:
        """``text`` with its letters."""
        return cls(text, squeezed(text))


def assign(
    seen: Sequence[Seen], thread_of: Mapping[str, str], found: dict[str, Found], known: Directory
) -> None:
    """Give each mail from or to an agency its client, where one is named; ``seen`` is oldest first."""
    desks: defaultdict[str, list[_Mail]] = defaultdict(list)
    for mail in _mails(seen, known):
        desks[mail.desk].append(mail)
    people = {fold(word) for one in seen if one.sight.person for word in one.sight.person.split()}
    for mails in desks.values():
        _assign_desk(mails, people, thread_of, found, known)


def is_agency(one: Seen, known: Directory) -> bool:
    """True when the sender is an agency."""
    sight = one.sight
    return sight.row is None and (sight.kind is SenderKind.AGENCY or sight.domain in known.agencies)


def _mails(seen: Sequence[Seen], known: Directory) -> list[_Mail]:
    """Mail from agencies, and the owner's to their addresses or domains."""
    private = {one.sight.address for one in seen if is_agency(one, known) and one.sight.domain is None} - {""}
    found = []
    for one in seen:
        if one.entry.direction is Direction.OUT:
            for who in (*one.entry.message.to, *one.entry.message.cc):
                host = domains.registrable(who.domain)
                if host in known.agencies or who.address in private:
                    desk = host if host in known.agencies else who.address
                    found.append(_Mail(one, desk, inbound=False))
                    break
        elif is_agency(one, known):
            found.append(_Mail(one, one.sight.domain or one.sight.address, inbound=True))
    return found


def _assign_desk(
    mails: Sequence[_Mail],
    people: set[str],
    thread_of: Mapping[str, str],
    found: dict[str, Found],
    known: Directory,
) -> None:
    names = _vocabulary(mails, people)
    threads: dict[str, Found] = {}
    last: Found | None = None
    assigned: set[str] = set()
    for mail in mails:
        mid = mail.seen.sight.id
        thread = thread_of.get(mid, mid)
        got = _named(mail, names, known)
        if got is None and thread in threads:
            got = _again(threads[thread], "client of the same conversation")
        elif got is None and last is not None and len(assigned) == 1:
            got = _again(last, "the agency's only client so far")
        if got is not None:
            found[mid] = threads[thread] = last = got
            assigned.add(got.key or "")
    # What came before the name in the same conversation is about it as well.
    for mail in mails:
        mid = mail.seen.sight.id
        later = threads.get(thread_of.get(mid, mid))
        if later is not None and not found[mid].client and mail.inbound:
            found[mid] = _again(later, "client named later in the conversation")


def _again(got: Found, why: str) -> Found:
    return Found(got.party, 0.8, why, got.name, client=True)


def _named(mail: _Mail, names: Sequence[str], known: Directory) -> Found | None:
    message = mail.seen.entry.message
    fresh = not (message.in_reply_to or message.references)
    subject, text = _Said.of(message.subject), _Said.of(message.body.new_text[:_LONGEST_TEXT])
    titled = [one for one in names if _mentions(subject, one)] if fresh else []
    choice = client_choice(mail.seen.sight) if mail.inbound and len(titled) != 1 else None
    if choice is not None:
        whole = next((one for one in names if name_key(one).startswith(name_key(choice.name))), choice.name)
        return client_found(whole, choice.confidence, choice.cue, known)
    told = {one for one in names for said in _told(mail) if _same(one, said)} if mail.inbound else set()
    if len(told) == 1:
        return client_found(told.pop(), 0.85, "named as the client", known)
    for said, place in ((subject, "subject"), (text, "text")):
        hits = [one for one in names if _mentions(said, one)]
        if len(hits) == 1:
            return client_found(hits[0], 0.85, f"named in the {place}", known)
    return None


def _told(mail: _Mail) -> tuple[str, ...]:
    """Names that a mail says are the client's: "the client is Halden", "it's Halden, …"."""
    text = phrases.unwrapped(_text(mail))
    return (*named_by_phrase(text), *_ITS.findall(text))


def _same(name: str, said: str) -> bool:
    return name_key(name) == name_key(said) or extends(name, said)


def _mentions(said: _Said, name: str) -> bool:
    """The name, its first word when that is long enough, or its initials, in capitals."""
    text, first = said.text, _telling(name)
    if first in said.flat and (
        name in text
        or spellings(text, name_key(name))
        or (len(first) >= _SHORTEST and spellings(text, first))
    ):
        return True
    short = _initials(name)
    return bool(short) and short in text and short in _TOKEN.findall(text)


@lru_cache(maxsize=1 << 10)
def _telling(name: str) -> str:
    """The first word of a name that tells it from others: "albane" of Foncière Albane."""
    parts = name_words(name)
    return parts[1] if len(parts) > 1 and parts[0] in words().leading_kinds else parts[0]


@lru_cache(maxsize=1 << 10)
def _initials(name: str) -> str:
    """ "B&T" of Bloom & Thorn, "VOF" of three words; '' for other names."""
    parts = [one for one in name.split() if one[:1].isupper() or one == "&"]
    short = "".join(one[0] for one in parts)
    return short if len(short) >= _SHORTEST_INITIALS and len(parts) <= _MOST_INITIALS else ""


def _vocabulary(mails: Sequence[_Mail], people: set[str]) -> tuple[str, ...]:
    """The agency's clients: named for certain, or spoken of as companies in more than one place."""
    texts = [f"{mail.seen.entry.message.subject[:_LONGEST_SUBJECT]} \n {_text(mail)}" for mail in mails]
    sure: dict[str, str] = {}
    maybe: dict[str, str] = {}
    for mail, text in zip(mails, texts, strict=True):
        if mail.inbound:
            for name in _certain(mail, text, people):
                sure.setdefault(name_key(name), name)
            for name in _likely(mail, text):
                if name_words(name) and name_words(name)[0] not in people:
                    maybe.setdefault(name_key(name), name)
    said = [_Said.of(text) for text in texts[-_MOST_TEXTS:]]
    for key, name in list(maybe.items())[:_MOST_NAMES]:
        heard = [one.text for one in said if _mentions(one, name)]
        if key not in sure and len(heard) >= 2 and not any(_is_place(text, name) for text in heard):
            sure[key] = name
    own = {mail.desk for mail in mails if "@" not in mail.desk}
    kept = {key: name for key, name in sure.items() if not any(matches_label(name, one) for one in own)}
    kept = _one_each(kept)
    kept = dict(list(kept.items())[:_MOST_NAMES])
    texts = texts[-_MOST_TEXTS:]
    return tuple(_fullest(name, texts) for key, name in sorted(kept.items()) if not _shorter(key, kept))


def _certain(mail: _Mail, text: str, people: set[str]) -> Iterator[str]:
    """Names that one mail gives as a client's."""
    subject = mail.seen.entry.message.subject
    choice = client_choice(mail.seen.sight)
    named = (*mail.seen.sight.clients, *named_by_phrase(phrases.unwrapped(_text(mail))))
    for name in (*named, *([choice.name] if choice else ())):
        if plausible(name) and name_words(name):
            yield name
    yield from (one for one in _beside_a_role(subject) if company_words_in(one) and name_words(one))
    yield from (one for one in _announced(text) if company_words_in(one) or " & " in one)
    yield from (one for one in firms_in(text) if _mentions(_Said.of(subject), one))
    talked = (
        *spoken_of_as_company(subject, by_agency=True, titled=True),
        *spoken_of_as_company(text, by_agency=True),
    )
    yield from _led_titles(subject, talked)
    for name in (*_titled(subject, _text(mail)), *(one for one in talked if one in subject)):
        if name_words(name) and people.isdisjoint(name_words(name)):
            yield name
    several = spoken_of_as_company(text)
    for name in (*talked, *spoken_of_as_company(text, by_agency=True, titled=True)):
        sure = company_words_in(name) or _kind_leads(name) or (name in several and " " in name)
        if sure and people.isdisjoint(name_words(name)):
            yield name


def _likely(mail: _Mail, text: str) -> Iterator[str]:
    """Names that count when the agency speaks of them in another mail too."""
    yield from (strip_team(one)[0] for one in spoken_of_as_company(text, by_agency=True))
    yield from _beside_a_role(mail.seen.entry.message.subject)
    yield from firms_in(text)
    yield from (one for one in places(text) if not company_words_in(one))
    yield from _ITS.findall(text)
    yield from _led_by_kind(text)


def _led_by_kind(text: str) -> Iterator[str]:
    """ "Groothandel Halden" anywhere in a text."""
    for line in text.split("\n"):
        for word in _KIND.finditer(line):
            if fold(word.group(1)) in words().leading_kinds:
                name = phrases.name_after(line[word.start() : word.start() + 80], "")
                if name and _kind_leads(name):
                    yield name


def _announced(text: str) -> Iterator[str]:
    """ "This one is remote: Sundry & Salt, recipe boxes": a name between a colon and a comma."""
    for found in _ANNOUNCED.finditer(text):
        name = found.group(1)
        if plausible(name) and name_words(name):
            yield name


def _kind_leads(name: str) -> bool:
    """True for "Clínica do Halden": no person is called so."""
    parts = name_words(name)
    return len(parts) > 1 and parts[0] in words().leading_kinds


def _led_titles(subject: str, talked: Sequence[str]) -> Iterator[str]:
    """ "Foncière Albane" of the subject, where the text speaks of Albane."""
    for part in phrases.segments(f"{subject} - -"):
        head, _, rest = part.partition(" ")
        if rest in talked and fold(head) in words().leading_kinds:
            yield part


def _beside_a_role(subject: str) -> tuple[str, ...]:
    """ "Head of Platform - Lindenhall": the part of a subject beside a job title."""
    pieces = subject.replace("|", " - ").replace("–", "-").split(" - ")
    if len(pieces) > 3 or not any(is_role(one) for one in pieces):
        return ()
    parts = phrases.segments(subject)
    return parts if len(parts) == 1 else ()


def _one_each(names: Mapping[str, str]) -> dict[str, str]:
    """One name for each first word: that of a company, else the longest."""
    best: dict[str, str] = {}
    for key, name in sorted(names.items()):
        first = _telling(name)
        rank = (company_words_in(name), len(name))
        old = names.get(best.get(first, ""))
        if old is None or rank > (company_words_in(old), len(old)):
            best[first] = key
    return {key: names[key] for key in best.values()}


def _titled(subject: str, text: str) -> tuple[str, ...]:
    """Names of more than one word that fill a part of the subject and stand in the text as well."""
    parts = phrases.segments(subject) or phrases.segments(f"{subject} - -")
    return tuple(one for one in parts if len(one.split()) > 1 and one in text)


def _is_place(text: str, name: str) -> bool:
    """True when the text is somewhere "in" it: a town, not a company."""
    first = name.split()[0]
    padded = f" {text}"
    return any(
        f" {word} {first}" in padded
        for word in ("in", "em", "by", "near", "over to", "based in", "à", "outside", "central")
    )


def _fullest(name: str, texts: Sequence[str]) -> str:
    """The name with a following "Pay" or "Trust", when a text says it in full."""
    forms = [one for text in texts for one in spellings(text, name_key(name))]
    longer = [one for one in forms if extends(one, name)]
    return max(longer, key=lambda one: (longer.count(one), one), default=name)


def _shorter(key: str, kept: Mapping[str, str]) -> bool:
    return any(other != key and other.startswith(key) and len(key) >= _SHORTEST for other in kept)


def _text(mail: _Mail) -> str:
    return mail.seen.entry.message.body.new_text[:_LONGEST_TEXT]
