"""Platforms that the table of senders does not know: machines that write for an employer.

"Brackwater Foods via TalentFlow", or a machine of talentflow.example that says
"Brackwater Foods would like you to take a test": the sender is a service, and the
employer is the company it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inbox_momentum.employers import agencies, domains, phrases, senders
from inbox_momentum.employers.display import sides
from inbox_momentum.employers.labels import matches_label
from inbox_momentum.employers.names import (
    company_words_in,
    is_platform,
    label_key,
    name_key,
    name_words,
    plausible,
    strip_team,
)
from inbox_momentum.employers.senders import SenderRow
from inbox_momentum.employers.spelling import spellings, squeezed
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Address, Direction, Entry, Message

_OWNERS = (Direction.OUT, Direction.SELF)
_MOST_MESSAGES = 10
"""Messages of one domain that are looked at."""
_SHORTEST_FIRM = 4
_SHORTEST_SAID = 6
"""Letters of a company's name that is no common word ("Next", "Linear")."""
_OWN_WORD = 4
"""Letters of a service's first word that its host name begins with."""
_LONG_FIRM = 10
"""Letters of a company's name that stand for it in capitals too."""
_LOOKED_AT = 1500
"""Characters of a text whose words tell what kind of service it is."""


def unknown_services(entries: Sequence[Entry], own: frozenset[str]) -> Mapping[str, SenderRow]:
    """Registrable domain → a row as the table of senders would have it; ``own`` are the owner's domains."""
    people: set[str] = set()
    human: set[str] = set()
    mails: defaultdict[str, list[Message]] = defaultdict(list)
    firms = _firms(entries, own)
    for one in entries:
        author = one.message.author
        host = domains.registrable(author.domain) if domains.is_company_like(author.domain) else ""
        machine = bool(host) and (
            _is_machines(one.message, host)
            or _tells(author, host)
            or _bears_other(author, host, firms)
            or senders.elsewhere(host) is not None
        )
        if one.direction in _OWNERS or not (machine or company_words_in(author.name)):
            people.add(name_key(author.name))
            human.add(host)
            continue
        if not machine or host in own or len(mails[host]) >= _MOST_MESSAGES:
            continue
        if senders.match(author) is None and senders.relayed_for(author.domain) is None:
            mails[host].append(one.message)
    found = {}
    for host, messages in mails.items():
        shown = _kind(" ".join({domains.label(host), *(one.author.name for one in messages)}))
        if _kind(" ".join({one.author.local for one in messages})) == "service":
            shown = "service"  # surveys@ of "Candidate Pulse"
        names = _Names(host, people, firms - {label_key(host)}, shown not in {None, "ats"})
        known = senders.elsewhere(host) if messages and host not in human else None
        if known is not None:
            found[host] = known
        elif any(names.shown(one) or _bears_other(one.author, host, firms) for one in messages) or (
            host not in human and any(names.said(one) for one in messages)
        ):
            said = " ".join(f"{one.subject} {one.body.new_text[:_LOOKED_AT]}" for one in messages)
            found[host] = _row(host, shown or _kind(said) or "service")
    return found


def is_own_name(name: str, row: SenderRow) -> bool:
    """True for a service under its own name: "HireRight Applicant Centre", "PI" of The Predictive Index.

    So it is in every language: "Mensajes de LinkedIn".
    """
    first = fold(name.split()[0])
    if not row.example:
        label = label_key(row.sender)
        return matches_label(name, row.sender) or (len(first) >= _OWN_WORD and label.startswith(first))
    short = "".join(one[0] for one in name_words(row.platform) if one not in words().name_joiners)
    own = len(name.split()) > 1 and name.startswith(f"{row.platform} ")
    platform = fold(row.platform)
    others = [one for one in fold(name).split() if one != platform]
    own = own or (len(others) < len(name.split()) and words().relay_words.issuperset(others))
    return own or (len(short) > 1 and fold(name) == short)


def _is_machines(message: Message, host: str) -> bool:
    """True for a machine's or a department's address, and for ``Refwise <hello@refwise.io>``."""
    local = message.author.local.partition("+")[0]
    parts = local.rstrip("0123456789").replace("_", "-").replace(".", "-").split("-")
    known = words().machine_locals | words().careers_locals | words().service_locals
    flat = "".join(parts)
    if local in known or parts[0] in known or parts[-1] in known or "noreply" in flat or "donotreply" in flat:
        return True
    return local in words().company_locals and matches_label(message.author.name, host)


def _tells(author: Address, host: str) -> bool:
    """True where host or display name say that it is a service: "Norvale Vetting Bureau"."""
    label = fold(domains.label(host))
    said = f"{label} {label.replace('-', '')} {fold(author.name)}"
    return any(one in said for one in words().service_marks)


def _bears_other(author: Address, host: str, firms: frozenset[str]) -> bool:
    """True for ``Halden <pulse@surveyor.example>``: another company of the mailbox by its name."""
    pair = sides(author.name)
    if pair is not None and matches_label(pair[1], host):
        return name_key(pair[0]) in firms
    name = strip_team(author.name)[0]
    if matches_label(author.name, host):
        return False
    return name_key(name) in firms or _begins_like(name, author.local, firms)


def _begins_like(name: str, local: str, firms: frozenset[str]) -> bool:
    """True for "Haddam Falls Regional Schools": its first words are a company's host name.

    One word is enough where the local part says it too; people are called "Halden Smith".
    """
    parts = name_words(name)
    heads = ("".join(parts[:end]) for end in range(1, len(parts)))
    return any(
        one in firms and len(one) >= _SHORTEST_SAID and (end > 1 or local == one)
        for end, one in enumerate(heads, 1)
    )


def _firms(entries: Sequence[Entry], own: frozenset[str]) -> frozenset[str]:
    """Keys of the companies from whose domains somebody writes, services left out."""
    found = set()
    for author in {one.message.author for one in entries if one.direction not in _OWNERS}:
        if not domains.is_company_like(author.domain) or senders.match(author) is not None:
            continue
        host = domains.registrable(author.domain)
        if host not in own and not _tells(author, host):
            found.add(label_key(host))
    return frozenset(one for one in found if len(one) >= _SHORTEST_FIRM)


@dataclass(frozen=True, slots=True)
class _Names:
    """Which companies a host's mail names, other than itself."""

    host: str
    people: set[str]
    """Keys of persons' names."""
    firms: frozenset[str]
    """Keys of other companies that people of the mailbox write from."""
    telling: bool
    """True when address or display name tell what the service does."""

    def shown(self, message: Message) -> bool:
        """True when the display name says for whom the sender writes."""
        pair = sides(message.author.name)
        return pair is not None and matches_label(pair[1], self.host) and self._is_other(pair[0])

    def said(self, message: Message) -> bool:
        """True when subject or text say that another company is the one that wants something."""
        local = message.author.local
        if agencies.agency_by_address(message.author) is not None or self._is_department(message.author):
            return False
        text = phrases.unwrapped(message.body.new_text or message.body.text)
        low = f"{message.subject} {text}".lower()
        flat = squeezed(low)
        checks = _kind(low) in {"checks", "assessment"}
        stranger = self.telling or (checks and label_key(self.host) not in flat)
        if stranger and self._names_firm(message.subject, text, flat):
            return True
        if not self.telling and not any(one in low for one in words().service_phrases):
            return False
        for part in (message.subject, text):
            for named in phrases.companies(part):
                counts = (named.strong or self.telling) and self._cue_counts(named.cue, local, checks)
                if not counts or not self._is_other(named.name):
                    continue
                if company_words_in(named.name) or flat.count(name_key(named.name)) >= 2:
                    return True
        return False

    def _names_firm(self, subject: str, text: str, flat: str) -> bool:
        """True when one of the mailbox's companies is named."""
        said = f"{subject}\n{text}"
        long = (one for one in self.firms if len(one) >= _SHORTEST_SAID)
        return any(one in flat and (len(one) >= _LONG_FIRM or spellings(said, one)) for one in long)

    def _is_department(self, author: Address) -> bool:
        """True for ``jobs@`` and "Lumen & Loom Recruitment": an employer's own."""
        if _tells(author, self.host):
            return False
        if not words().careers_locals.isdisjoint(author.local.replace("_", "-").replace(".", "-").split("-")):
            return True
        company, team = strip_team(author.name)
        return team and bool(company) and matches_label(company, self.host)

    def _cue_counts(self, cue: str, local: str, checks: bool) -> bool:
        """Employers speak for themselves ("applying to"); agencies too write "on behalf of"."""
        if cue in words().own_voice:
            return cue in words().service_phrases
        if local in words().company_locals and cue in words().behalf_phrases:
            return self.telling or checks
        return self.telling or cue in words().service_phrases

    def _is_other(self, name: str) -> bool:
        key = name_key(name)
        usable = plausible(name) and not is_platform(name) and key not in self.people
        return usable and not matches_label(name, self.host)


def _kind(text: str) -> str | None:
    """What kind of service the words tell of; ``None`` when they tell nothing."""
    low = fold(text)
    kinds = words().service_kinds.items()
    return next((kind for kind, marks in kinds if any(one in low for one in marks)), None)


def _row(host: str, category: str) -> SenderRow:
    """What the table would say of the service."""
    return SenderRow(category, "G", host, domains.label(host).title(), "display", False, False, "", None)
