"""Text without the characters that are not there to be read."""

from __future__ import annotations

import re

MAX_TEXT = 300_000
"""Characters of a message's text that are kept."""

# C0 and C1 controls but tab and newline; soft hyphen, zero-width and bidi
# controls, variation selectors, byte-order mark, tags, unpaired surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]+"
)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINES = re.compile("\r\n?|\u2028|\u2029|\x85|\x0c|\x0b")
_MANY_BLANK_LINES = re.compile(r"\n(?:[ \t]*+\n){3,}")


def readable(text: str) -> str:
    """``text`` as a person sees it: ``\\n`` line ends, plain blanks, nothing invisible."""
    if not _plain(text):
        text = _BLANKS.sub(" ", _UNSEEN.sub("", _LINES.sub("\n", text)))
    return _MANY_BLANK_LINES.sub("\n\n\n", text).strip("\n")[:MAX_TEXT]


def _plain(text: str) -> bool:
    """Nothing but what ASCII can print, tabs and newlines: most mail."""
    return text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()
