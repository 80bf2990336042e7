"""Private mailboxes at hosts that no list knows: freemail.example, homepost.example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from inbox_momentum.employers import domains, senders
from inbox_momentum.employers.fullnames import own_text
from inbox_momentum.employers.names import label_key
from inbox_momentum.employers.spelling import spellings
from inbox_momentum.employers.words import words
from inbox_momentum.model import Direction, Entry

_OWNERS = (Direction.OUT, Direction.SELF)
_MOST_MESSAGES = 20
"""Messages of one host that are looked at."""


def private_hosts(entries: Sequence[Entry]) -> frozenset[str]:
    """Registrable domains named like a mail provider, of which no mail speaks as of a company.

    "Royal Mail" writes its name; nobody signs as Freemail.
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for one in entries:
        author = one.message.author
        host = domains.registrable(author.domain) if domains.is_company_like(author.domain) else ""
        if not _like_provider(host) or senders.match(author) is not None:
            continue
        if one.direction not in _OWNERS and len(texts[host]) < _MOST_MESSAGES:
            department = author.local in words().careers_locals | words().machine_locals
            said = f"{author.name}\n{one.message.subject}\n{own_text(one.message)}"
            texts[host].append(label_key(host).capitalize() if department else said)
    return frozenset(
        host for host, said in texts.items() if not any(spellings(one, label_key(host)) for one in said)
    )


def _like_provider(host: str) -> bool:
    label = label_key(host)
    return any(label.endswith(one) and label != one for one in words().mailbox_ends)
