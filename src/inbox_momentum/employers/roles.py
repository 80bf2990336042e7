"""Job titles: when two spellings are one role."""

from __future__ import annotations

import re
from functools import lru_cache

from inbox_momentum.employers.words import fold, words

_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]{0,80}[)\]}]")
_REQUISITION = re.compile(
    r"\b(?:req(?:uisition)?|job|ref|id|jr|r|posting)?[\s.:#-]{0,3}(?:id)?[\s.:#-]{0,3}[a-z]{0,3}[-_]?\d{3,12}\b"
)
_WORD = re.compile(r"[\w+#]+(?:[-/&][\w+#]+)*")
_LONGEST = 200


@lru_cache(maxsize=4096)
def role_words(role: str) -> frozenset[str]:
    """Words of a job title that tell it from others: no gender marks, requisition ids, places in brackets.

    "Sr. Backend Engineer (m/w/d) - R-12345" = {senior, backend, engineer}.
    """
    text = fold(" ".join(role[:_LONGEST].split()))
    for noise in words().role_noise:
        if "/" in noise or " " in noise or "%" in noise:
            text = text.replace(noise, " ")
    text = _REQUISITION.sub(" ", _BRACKETS.sub(" ", text))
    found: set[str] = set()
    spelled = words().seniority
    for one in _WORD.findall(
        text.replace("full stack", "fullstack")
        .replace("front end", "frontend")
        .replace("back end", "backend")
    ):
        if one in words().role_noise:
            continue
        found.update(spelled.get(one, one).split())
    if {"software", "developer"} <= found:
        found = found - {"developer"} | {"engineer"}
    return frozenset(found - {"of", "and", "for", "in", "at", "-", "&"})


def same_role(one: str | None, other: str | None) -> bool:
    """True when both are named and are the same title."""
    return bool(one and other) and role_words(one or "") == role_words(other or "")


def alike_roles(one: str | None, other: str | None) -> bool:
    """True when one may be a short form of the other, or either is not named.

    "Backend Engineer" may be "Senior Backend Engineer"; "Data Engineer" is not
    "Data Scientist".
    """
    if not one or not other:
        return True
    first, second = role_words(one), role_words(other)
    if not first or not second:
        return True
    return first <= second or second <= first
