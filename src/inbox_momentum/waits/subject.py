"""Whether two subjects speak of the same thing, for answers in a conversation of their own."""

from __future__ import annotations

import re

from inbox_momentum.waits.tables import rules

_PREFIX = re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)?([^\W\d_]{1,8})(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{0,2})\s?[::]")
_LONGEST = 400
_MOST_PREFIXES = 12


def words(subject: str) -> frozenset[str]:
    """Words of a subject without the marks of replies and forwards."""
    rest = subject[:_LONGEST].casefold()
    known = rules().reply_prefixes | rules().forward_prefixes
    for _ in range(_MOST_PREFIXES):
        match = _PREFIX.match(rest)
        if match is None or match[1] not in known:
            break
        rest = rest[match.end() :]
    return frozenset(re.findall(r"\w+", rest))


def is_forward(subject: str) -> bool:
    """Whether the outermost mark of a subject is a forward's."""
    match = _PREFIX.match(subject[:_LONGEST].casefold())
    return match is not None and match[1] in rules().forward_prefixes


def alike(one: str, other: str) -> bool:
    """Whether two subjects share enough words; subjects without words are like nothing."""
    first, second = words(one), words(other)
    if not first or not second:
        return False
    return len(first & second) >= rules().subject_likeness * len(first | second)
