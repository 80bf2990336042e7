"""Which form of a company's name is the one to say: the common one, or the full one of its signatures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inbox_momentum.employers.fullnames import (
    SIGNED,
    addressed_host,
    firms_in,
    full_names,
    signed_firms,
    stands_alone,
)
from inbox_momentum.employers.labels import contains, extends
from inbox_momentum.employers.links import Seen
from inbox_momentum.employers.names import (
    company_words_in,
    label_key,
    name_key,
    name_keys,
    name_words,
    without_legal_form,
)
from inbox_momentum.employers.spelling import spellings
from inbox_momentum.employers.words import words
from inbox_momentum.model import Direction, Message, SenderKind

_MOST_MESSAGES = 20
"""Messages of one domain that are searched for the company's full name."""
_FEW_WORDS = 2
_LONGEST_TEXT = 3000
_SHOWN_ONCE = 3
"""As many, in the display names of platforms."""
_SAID_ONCE = 5
"""So many short forms to one full name still leave the full name the one to say: people sign once."""


@dataclass(slots=True)
class Fulls:
    """Full names in a company's own mail."""

    names: Counter[str] = field(default_factory=Counter)
    """Name → messages that have it."""
    firm: frozenset[str] = frozenset()
    """Those that a signature or a legal form has."""
    registered: frozenset[str] = frozenset()
    """Those of ``firm`` that stand before a legal form only, as in the register."""
    alone: int = 0
    """Messages that say the host name's label as a name of its own."""

    @classmethod
    def of(cls, several: Iterable[Fulls]) -> Fulls:
        """Those of several domains of one party together."""
        whole = cls()
        for one in several:
            whole.names.update(one.names)
            whole.firm |= one.firm
            whole.registered |= one.registered
            whole.alone += one.alone
        return whole

    def best(self, common: str | None, shown: Counter[str]) -> str | None:
        """``common``, or the full name around it where that is used often enough.

        ``shown`` are names in platforms' mail, which say how the company calls itself.
        """
        if common is None:
            return best_form(self.names)
        key = name_key(common)
        itself = sum(count for name, count in shown.items() if name_key(name) == key)
        around = {name: count for name, count in sorted(shown.items()) if contains(name, common)}
        told = [
            name
            for name, count in around.items()
            if count >= 1 and _outweighs(name, common, count, self.alone + itself, times=_SHOWN_ONCE)
        ]
        if told:
            return without_legal_form(max(told, key=lambda one: around[one]))
        spelled_out = [one for one in sorted(self.names) if initials(one) == key]
        if spelled_out and key == name_key(common):
            return max(spelled_out, key=lambda one: self.names[one])
        used = self.alone + itself
        longer = [
            one
            for one, count in sorted(self.names.items())
            if contains(one, common)
            and _outweighs(one, common, count, used, firm=one in self.firm, times=self._times(one))
        ]
        return max(longer, key=lambda one: self.names[one], default=common)

    def as_written(self, common: str | None) -> str | None:
        """``common``, in small letters where its own mail has those beside "HALDEN GEARS"."""
        if common is None or not common.isupper():
            return common
        key = name_key(common)
        return next((one for one in sorted(self.names) if name_key(one) == key and one != common), common)

    def _times(self, name: str) -> int:
        return 1 if name in self.registered else _SAID_ONCE


def fulls_of(seen: Sequence[Seen], people: frozenset[str]) -> dict[str, Fulls]:
    """Full names in the mail of each company's people and in the owner's to them, by domain."""
    mails: defaultdict[str, list[Message]] = defaultdict(list)
    for one in seen:
        host = one.sight.domain if one.sight.row is None else None
        if one.entry.direction is Direction.OUT:
            host = addressed_host(one.entry.message)
        elif one.sight.kind in {SenderKind.BULK, SenderKind.PERSON}:
            host = None
        if host is not None and len(mails[host]) < _MOST_MESSAGES:
            mails[host].append(one.entry.message)
    found: dict[str, Fulls] = {}
    for host, messages in mails.items():
        named = [full_names(one, host, people) for one in messages]
        names = Counter(name for one in named for name in one)
        firm = {name for one in named for name, weight in one.items() if weight >= SIGNED}
        if not names:
            names = _strangers(host, messages)
            firm = set(names)
        if names:
            persons = {one.author.name for one in messages}
            label = label_key(host)
            longer = any(label not in name_keys(one) for one in names)
            alone = sum(stands_alone(one, host, names, persons) for one in messages) if longer else 0
            signed = {name for one in named for name, weight in one.items() if weight == SIGNED}
            found[host] = Fulls(names, frozenset(firm), frozenset(firm - signed), alone)
    for host, heard in _elsewhere(seen, set(mails)).items():
        if host not in found:
            persons = {one.author.name for one in mails[host]}
            found[host] = Fulls(alone=sum(stands_alone(one, host, heard, persons) for one in mails[host]))
        found[host].names.update(heard)
        found[host].firm |= set(heard)
    return found


def _elsewhere(seen: Sequence[Seen], hosts: set[str]) -> dict[str, Counter[str]]:
    """Full names of companies in other people's mail: "Halden Systems" of halden.example.

    Only where there is one such name, and no other host that it may belong to.
    """
    labels = {label_key(host): host for host in sorted(hosts)}
    labels.pop("", None)
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in seen:
        if one.sight.kind is SenderKind.BULK or one.entry.direction is not Direction.IN:
            continue
        message = one.entry.message
        for name in dict.fromkeys(firms_in(f"{message.subject}\n{message.body.new_text[:_LONGEST_TEXT]}")):
            host = _named_after(name, labels)
            whole = labels.get(name_key(name))
            if whole is not None:
                host = whole
            if host is not None and host != one.sight.domain:
                named[host][name] += 1
    return {host: forms for host, forms in named.items() if len({name_key(one) for one in forms}) == 1}


def _named_after(name: str, labels: Mapping[str, str]) -> str | None:
    """The host whose label the first words of ``name`` are; ``None`` where these say all already."""
    parts = name_words(name)
    for end in range(1, len(parts)):
        host = labels.get("".join(parts[:end]))
        if host is not None:
            whole = " & " in name or (end > 1 and parts[end - 1] in words().kinds_of_business)
            return None if whole else host
    return None


def _strangers(host: str, messages: Sequence[Message]) -> Counter[str]:
    """The only firm in signatures of a host that is named after nothing they say (a trade name's domain)."""
    label = label_key(host)
    if any(spellings(f"{one.author.name}\n{one.subject}\n{one.body.text[:5000]}", label) for one in messages):
        return Counter()
    names = Counter(name for one in messages for name in dict.fromkeys(signed_firms(one)))
    return names if len(names) == 1 else Counter()


def initials(name: str) -> str:
    """ "nhia" of National Harbour Information Authority; '' for fewer than three words."""
    parts = [one for one in name_words(name) if one not in words().name_joiners]
    return "".join(one[0] for one in parts) if len(parts) > _FEW_WORDS else ""


def best_form(forms: Counter[str]) -> str | None:
    """The form most used, without legal form; its longer form when that is used a fifth as often."""
    bare: Counter[str] = Counter()
    for form, count in forms.items():
        bare[without_legal_form(form)] += count
    if not bare:
        return None
    best = max(sorted(bare), key=lambda one: (bare[one], one[:1].isupper()))
    around = [one for one in sorted(bare) if extends(one, best)]
    longer = [one for one in around if _outweighs(one, best, bare[one], bare[best])]
    return max(longer, key=lambda one: bare[one], default=best)


def _outweighs(
    longer: str, common: str, count: float, used: float, *, firm: bool = True, times: int = _SAID_ONCE
) -> bool:
    """A fifth as often is enough; what is only talk, "Technologies" and "Group" have to be the rule."""
    added = set(name_words(longer)) - set(name_words(common))
    whole = company_words_in(common) or " & " in common  # says already what the company does
    talk = not firm or whole or added <= words().group_words | words().loose_kinds
    return count > used if talk else times * count >= used
