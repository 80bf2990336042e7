"""Subjects as threads compare them: RFC 5256 §2.1, and what job mail needs beyond it.

All work on positions in one string, in time linear in its length: a subject may be
a megabyte of brackets.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from inbox_momentum import assets

_WHITE = re.compile(r"[ \t\r\n]+")
_BLOB = re.compile(r"\[[^\[\]]*\] *")
_REFWD = re.compile(r"(?:re|fwd?) *(?:\[[^\[\]]*\] *)?:", re.IGNORECASE | re.ASCII)
_FWD_HEADER = "[fwd:"
_FWD_TRAILER = "(fwd)"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_ANY_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class BaseSubject:
    """Result of base subject extraction (RFC 5256 §2.1)."""

    text: str
    """As written, white space packed; '' when nothing is left. Compare by :func:`casemap`."""
    is_reply: bool
    """True when a ``Re:``/``Fwd:``, a ``(fwd)`` or a ``[fwd: …]`` was taken off."""


@dataclass(frozen=True, slots=True)
class ConversationSubject:
    """What a subject is about, and whether it says that it answers something."""

    key: str
    """Case-folded, for comparison alone; '' when the subject says nothing."""
    is_reply: bool
    """True when it began with a reply, forward or answer prefix of any known language."""


def base_subject(subject: str) -> BaseSubject:
    """Base subject of a decoded subject, exactly by the steps of RFC 5256 §2.1.

    Step 1's decoding of encoded-words is the parser's. ``(fwd)`` counts wherever it is
    taken off (2), as does ``[fwd: …]`` (6).
    """
    text = _WHITE.sub(" ", subject)
    start, end = 0, len(text)
    is_reply = False
    while True:
        end, fwd = _strip_trailers(text, start, end)  # (2)
        start, refwd = _strip_leaders(text, start, end)  # (3) to (5)
        is_reply = is_reply or fwd or refwd
        if not _is_wrapped(text, start, end):
            break
        start, end, is_reply = start + len(_FWD_HEADER), end - 1, True  # (6)
    return BaseSubject(text[start:end], is_reply)


def casemap(text: str) -> str:
    """Key under which RFC 5256 compares subjects: ``i;unicode-casemap`` (RFC 5051)."""
    if text.isascii():
        return text.upper()
    # RFC 5051 knows simple (one to one) titlecase only.
    titled = (title if len(title := char.title()) == 1 else char for char in text)
    return unicodedata.normalize("NFKD", "".join(titled))


def conversation_subject(subject: str) -> ConversationSubject:
    """Subject without the prefixes that mail programs of any known language add.

    Unlike RFC 5256 a bracketed tag stays part of the key ("[Acme] Interview" is not
    "[Globex] Interview"), wherever the reply prefix stands beside it; only marks of mail
    gateways ("[EXTERNAL]") go.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", subject))
    text = _ANY_WHITE.sub(" ", text)
    start, end = 0, len(text)
    is_reply = False
    tags: list[str] = []
    while True:
        end, fwd = _strip_trailers(text, start, end)
        start, answers = _strip_prefixes(text, start, end, tags)
        is_reply = is_reply or fwd or answers
        if not _is_wrapped(text, start, end):
            break
        start, end, is_reply = start + len(_FWD_HEADER), end - 1, True
    return ConversationSubject(" ".join([*tags, text[start:end]]).strip().casefold(), is_reply)


def _strip_trailers(text: str, start: int, end: int) -> tuple[int, bool]:
    """subj-trailer = "(fwd)" / WSP, as often as it matches: new end, whether "(fwd)" went."""
    fwd = False
    while end > start:
        if text[end - 1] == " ":
            end -= 1
        elif end - start >= 5 and text[end - 5 : end].lower() == _FWD_TRAILER:
            end, fwd = end - 5, True
        else:
            break
    return end, fwd


def _strip_leaders(text: str, start: int, end: int) -> tuple[int, bool]:
    """Steps 3 to 5: subj-leaders, and blobs that leave something behind them.

    A run of blobs is walked once: either a subj-refwd follows and takes it all away, or
    step 4 takes its blobs one by one, the last only if text follows.
    """
    refwd = False
    while start < end:
        if text[start] == " ":
            start += 1
            continue
        after, last = start, start
        while (blob := _BLOB.match(text, after, end)) is not None:
            last, after = after, blob.end()
        if (mark := _REFWD.match(text, after, end)) is not None:
            start, refwd = mark.end(), True
            continue
        return (after if after < end else last), refwd
    return start, refwd


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """subj-fwd-hdr at the start and subj-fwd-trl at the end."""
    return (
        end - start > len(_FWD_HEADER)
        and text[end - 1] == "]"
        and text[start : start + len(_FWD_HEADER)].lower() == _FWD_HEADER
    )


def _strip_prefixes(text: str, start: int, end: int, tags: list[str]) -> tuple[int, bool]:
    """Prefixes of the table and bracketed tags; the tags that stay are put into ``tags``."""
    rules = _rules()
    answers = False
    while start < end:
        if text[start] == " ":
            start += 1
        elif (prefix := rules.answering.match(text, start, end)) is not None:
            start, answers = prefix.end(), True
        elif (prefix := rules.other.match(text, start, end)) is not None:
            start = prefix.end()
        elif (blob := _BLOB.match(text, start, end)) is not None and not (
            blob.end() == end and _is_wrapped(text, start, end)
        ):
            tag = blob[0].strip()
            if tag[1:-1].strip().casefold() not in rules.marks and len(tags) < 8:
                tags.append(tag)
            start = blob.end()
        else:
            break
    return start, answers


@dataclass(frozen=True, slots=True)
class _Rules:
    answering: re.Pattern[str]
    other: re.Pattern[str]
    marks: frozenset[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(assets.data("subject_prefixes.toml").read_text(encoding="utf-8"))

    def words(*groups: str) -> list[str]:
        found = {word for group in groups for row in table[group].values() for word in row}
        return sorted(found, key=lambda word: (-len(word), word))

    def pattern(found: list[str]) -> re.Pattern[str]:
        # One optional blank at each place: white space is packed before.
        choice = "|".join(re.escape(unicodedata.normalize("NFKC", word)) for word in found)
        counter = r"(?:\[[0-9]{1,3}\]|\([0-9]{1,3}\)|\^[0-9]{1,3}|[0-9]{1,2})"
        return re.compile(rf"(?:{choice})\.? ?{counter}? ?:", re.IGNORECASE)

    return _Rules(
        answering=pattern(words("reply", "forward", "answer")),
        other=pattern(words("notice", "mark")),
        marks=frozenset(word.casefold() for word in words("mark")),
    )
