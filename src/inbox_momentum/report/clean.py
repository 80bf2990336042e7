"""Mail text made harmless for people to read: no controls, no bidi tricks, bounded length.

This is about what a reader *sees*; escaping for HTML, CSV or a terminal is the
business of the output that writes it.
"""

from __future__ import annotations

import unicodedata

_MARKS_IN_A_ROW = 6
"""More combining marks than any script needs on one letter; the rest is "zalgo"."""

_DROPPED = (
    set(range(0x20))
    | set(range(0x7F, 0xA0))  # DEL and C1
    | {0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, 0xFEFF}
    | set(range(0x202A, 0x202F))  # bidi embeddings and overrides
    | set(range(0x2066, 0x2070))  # bidi isolates, deprecated format characters
    | set(range(0xD800, 0xE000))  # lone surrogates cannot be written as UTF-8
    | set(range(0xFDD0, 0xFDF0))  # noncharacters
    | set(range(0xFFF9, 0xFFFC))  # interlinear annotation
    | set(range(0xE0000, 0xE0080))  # tags: invisible text
    | {plane | low for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF)}
)
_SPACES = {0x09: " ", 0x0A: " ", 0x0B: " ", 0x0C: " ", 0x0D: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
_TABLE: dict[int, str | None] = {**dict.fromkeys(_DROPPED), **_SPACES}


def controls_removed(text: str) -> str:
    """``text`` without C0, C1, bidi and invisible format characters; line ends become spaces.

    ZWJ and ZWNJ stay: emoji, Persian and Indic scripts are spelled with them.
    """
    return text.translate(_TABLE)


def line(text: str, limit: int = 300) -> str:
    """One readable line of at most ``limit`` characters, cut with an ellipsis at a word if it can be."""
    # Four times the limit is enough to fill it after white space is folded.
    short = " ".join(_marks_bounded(controls_removed(text[: limit * 4 + 64])).split())
    if len(short) <= limit and len(text) <= limit * 4 + 64:
        return short
    cut = short[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip() + "…"


def _marks_bounded(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
