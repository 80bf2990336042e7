"""Mail between colleagues: sender and owner at one company's domain."""

from __future__ import annotations

from functools import lru_cache

from inbox_momentum.assets import data
from inbox_momentum.model import Direction, Entry


@lru_cache(maxsize=1)
def _free_mail() -> frozenset[str]:
    path = data("free_mail.txt")
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def is_free_mail(domain: str) -> bool:
    """Whether anybody may have a mailbox at the domain."""
    return domain in _free_mail() or f"{domain.partition('.')[0]}.*" in _free_mail()


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
