"""Whether 3/4 is the third of April or the fourth of March: evidence, or ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAIR = re.compile(r"\b([0-3]?\d)/([0-3]?\d)(?:/(?:20)?\d{2})?\b")
_DAY_FIRST_DOMAINS = frozenset(
    [
        "uk",
        "ie",
        "de",
        "at",
        "ch",
        "fr",
        "be",
        "nl",
        "es",
        "pt",
        "it",
        "se",
        "no",
        "dk",
        "fi",
        "pl",
        "cz",
        "sk",
        "ro",
        "bg",
        "gr",
        "hu",
        "hr",
        "si",
        "ee",
        "lv",
        "lt",
        "lu",
        "au",
        "nz",
        "in",
        "br",
        "mx",
        "ar",
        "co",
        "cl",
        "il",
        "za",
        "tr",
        "ua",
        "sg",
        "my",
    ]
)
_AMERICA = range(-10 * 3600, -4 * 3600 + 1)


def day_first(language: str, offset_s: int | None, domain: str, norms: Iterable[str]) -> bool | None:
    """Other dates of the message, its language, the sender's country, then the sender's clock."""
    for norm in norms:
        for first, second in _PAIR.findall(norm):
            if int(first) > 12 >= int(second):
                return True
            if int(second) > 12 >= int(first):
                return False
    if language != "en" or domain.rpartition(".")[2] in _DAY_FIRST_DOMAINS:
        return True
    if offset_s is None or offset_s == 0:
        return None
    if offset_s in _AMERICA:
        return False
    return True if 3600 <= offset_s <= 6 * 3600 else None
