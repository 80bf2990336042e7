"""Concepts that no word list can name: questions, clock times, dates and what a link is for."""

from __future__ import annotations

import re
from functools import lru_cache

from inbox_momentum.stages.lexicon import Lexicon, settings
from inbox_momentum.stages.prose import Sentence

MARKS = frozenset(
    {
        "QUESTION",
        "CLOCK",
        "DATE",
        "LINK",
        "BULLET",
        "SUBJECT",
        "SCHEDLINK",
        "TESTLINK",
        "SIGNLINK",
        "CODELINK",
        "FILELINK",
    }
)
"""The names that rows may use beside the concepts of their table."""

_CLOCK = re.compile(
    r"\b(?:[01]?[0-9]|2[0-4])(?:[:.h][0-5][0-9]\b|h\b| ?(?:am|pm|a\.m|p\.m|uhr|uur|hs?|hrs)\b| ?o'clock)"
    r"|\b(?:1?[0-9]|2[0-4]) ?(?:-|to|bis|a|tot) ?(?:1?[0-9]|2[0-4])(?:[:.h][0-5][0-9])? ?(?:am"
    r"|pm|uhr|uur|h)\b"
    r"|\bat (?:1?[0-9]|2[0-4])\b(?![%.,]?[0-9])(?! (?:am|days|years|people|our))"
)
_DATE = re.compile(
    r"\b[0-3]?[0-9][./][01]?[0-9](?:[./](?:20)?[0-9]{2})?\b\.?|\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b"
    r"|\b[0-3]?[0-9](?:st|nd|rd|th)\b"
)
_LINK_MARKS = {
    "scheduler": "SCHEDLINK",
    "assessment": "TESTLINK",
    "signature": "SIGNLINK",
    "code": "CODELINK",
    "file": "FILELINK",
}


@lru_cache(maxsize=1)
def _hosts() -> dict[str, re.Pattern[str]]:
    table = settings()["links"]
    return {
        mark: re.compile("|".join(re.escape(part) for part in table[name]))
        for name, mark in _LINK_MARKS.items()
    }


def link_marks(links: tuple[str, ...]) -> frozenset[str]:
    """What the links are for, by host or path (``[links]`` of ``data/stages.toml``)."""
    found: set[str] = set()
    for link in links[:40]:
        lowered = link[:400].lower()
        found.update(mark for mark, pattern in _hosts().items() if pattern.search(lowered))
    return frozenset(found)


def tags(sentence: Sentence, table: Lexicon) -> dict[str, tuple[int, int]]:
    """Concepts of the table and marks of the code in a sentence, with their places."""
    found = table.tags(sentence)
    here = (0, 0)
    if sentence.question:
        found["QUESTION"] = here
    if sentence.bullet:
        found["BULLET"] = here
    if sentence.subject:
        found["SUBJECT"] = here
    if sentence.links:
        found["LINK"] = here
        found.update(dict.fromkeys(link_marks(sentence.links), here))
    if any(char.isdigit() for char in sentence.norm):
        for name, pattern in (("CLOCK", _CLOCK), ("DATE", _DATE)):
            match = pattern.search(sentence.norm)
            if match:
                found[name] = match.span()
    return found
