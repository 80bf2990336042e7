"""Private mailboxes at hosts that no list knows: freemail.example, nicemail.example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from inbox_momentum.employers import domains, senders
from inbox_momentum.employers.fullnames import own_text
from inbox_momentum.employers.names import company_words_in, label_key, name_words
from inbox_momentum.employers.spelling import spellings
from inbox_momentum.employers.words import words
from inbox_momentum.model import Address, Direction, Entry

_OWNERS = (Direction.OUT, Direction.SELF)
_MOST_MESSAGES = 20
"""Messages of one host that are looked at."""
_SHORTEST = 4
"""Letters of a surname."""


def private_hosts(entries: Sequence[Entry]) -> frozenset[str]:
    """Registrable domains of private mail, of which no mail speaks as of a company.

    Their name is like a mail provider's ("Royal Mail" writes its name; nobody signs as
    Freemail), or all who write from there bear the owner's surname.
    """
    family = {name for one in entries if one.direction in _OWNERS for name in _surname(one.message.author)}
    texts: defaultdict[str, list[str]] = defaultdict(list)
    strangers: set[str] = set()
    for one in entries:
        author = one.message.author
        host = domains.registrable(author.domain) if domains.is_company_like(author.domain) else ""
        if not host or one.direction in _OWNERS or senders.match(author) is not None:
            continue
        if not _like_provider(host) and not _bears(author, family):
            strangers.add(host)
        elif len(texts[host]) < _MOST_MESSAGES:
            department = author.local in words().careers_locals | words().machine_locals
            said = f"{author.name}\n{one.message.subject}\n{own_text(one.message)}"
            texts[host].append(label_key(host).capitalize() if department else said)
    return frozenset(
        host
        for host, said in texts.items()
        if host not in strangers and not any(spellings(one, label_key(host)) for one in said)
    )


def is_own_name(author: Address, domain: str | None) -> bool:
    """True for ``Mark Novak <mark@marknovak.com>``: no company is called Mark Novak."""
    parts = name_words(author.name)
    if domain is None or len(parts) != 2 or company_words_in(author.name):
        return False
    own = label_key(domain) in {parts[0] + parts[1], parts[1] + parts[0]}
    return own and author.local.split(".")[0] in parts


def _surname(author: Address) -> tuple[str, ...]:
    parts = name_words(author.name)
    return parts[-1:] if len(parts) > 1 and len(parts[-1]) >= _SHORTEST else ()


def _bears(author: Address, family: set[str]) -> bool:
    """True when the address or the display name ends in one of the owner's surnames."""
    local = name_words(author.local.replace(".", " ").replace("_", " "))
    return not {*name_words(author.name)[-1:], *local[-1:]}.isdisjoint(family)


def _like_provider(host: str) -> bool:
    label = label_key(host)
    ends = words().mailbox_ends
    return any(label != one and (label.endswith(one) or label.startswith(one)) for one in ends)
