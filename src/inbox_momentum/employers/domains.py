"""Host names: registrable domain by the public suffix list, label boundaries, free mail.

The only module that imports ``publicsuffixlist``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from inbox_momentum import free_mail
from inbox_momentum.employers.words import words

_RESERVED = ("example.com", "example.net", "example.org")
"""RFC 2606 §3: handed to nobody, so each name below them stands for a domain of its own."""


@lru_cache(maxsize=1 << 16)
def registrable(host: str) -> str:
    """The part of ``host`` that somebody registered; ``host`` itself when it is a suffix."""
    host = host.strip(".").lower()
    for base in _RESERVED:
        if host.endswith("." + base):
            return f"{host.removesuffix('.' + base).rpartition('.')[2]}.{base}"
    found = _suffixes().privatesuffix(host) if host and len(host) <= 253 else None
    return str(found) if found else host


@lru_cache(maxsize=1 << 16)
def label(host: str) -> str:
    """First label of the registrable domain: ``acme`` of ``mail.acme.co.uk``."""
    return registrable(host).partition(".")[0]


def suffixes(host: str) -> Iterator[str]:
    """``host`` and every domain above it, most specific first (label boundaries only)."""
    parts = host.strip(".").lower().split(".")
    for start in range(len(parts)):
        yield ".".join(parts[start:])


@lru_cache(maxsize=1 << 16)
def is_free(host: str) -> bool:
    """True when anybody may have a mailbox at ``host``."""
    exact, anywhere = free_mail.table()
    return any(one in exact for one in suffixes(host)) or label(host) in anywhere


@lru_cache(maxsize=1 << 16)
def is_company_like(host: str) -> bool:
    """True when ``host`` can belong to a company: a public name, not free mail."""
    return "." in host and not host.endswith((".invalid", ".local", ".localhost")) and not is_free(host)


def names_company(text: str) -> bool:
    """True when the label can stand for a company's name (not ``jobs`` or ``mail``)."""
    return len(text) >= 2 and not text.isdigit() and text not in words().generic_labels


@cache
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    # Private suffixes (github.io) are shared hosts: whoever is below one is the owner.
    return PublicSuffixList()
