"""Mail between colleagues: sender and owner at one company's domain."""

from __future__ import annotations

from functools import lru_cache

from inbox_momentum import free_mail
from inbox_momentum.model import Direction, Entry


@lru_cache(maxsize=4096)
def is_free_mail(domain: str) -> bool:
    """Whether anybody may have a mailbox at the domain."""
    exact, anywhere = free_mail.table()
    return domain in exact or domain.partition(".")[0] in anywhere


def internal(entry: Entry, own: frozenset[str] = frozenset()) -> bool:
    """Whether author and owner share a domain that is no free-mail provider's.

    ``own``: domains that the owner writes from; unknown, a recipient at the author's
    domain stands for the owner (who may share the copy with the author's colleagues).
    """
    message = entry.message
    domain = message.author.domain
    if not domain or is_free_mail(domain):
        return False
    if entry.direction is Direction.OUT:
        return any(address.domain == domain for address in (*message.to, *message.cc))
    if own:
        return domain in own
    return entry.addressed and any(address.domain == domain for address in (*message.to, *message.cc))
