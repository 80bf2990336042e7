"""Cue tables: phrases that name concepts, and rules that say which concepts make a cue.

A table (``data/cues/<language>.toml``) has ``[concepts]``: lists of phrases over
normalised text, and ``[[cue]]`` rows: which concepts must meet in one sentence.
Phrase syntax: plain words; ``word*`` any ending; ``~`` up to four words, ``~2``
up to two; ``(a|b)`` alternatives, ``(a )?`` optional; ``{NAME}`` another concept;
a leading ``^`` only at the start of the sentence.

Phrases are tried only where their first letters stand at the start of a word, so
the time is linear in the text, whatever the text is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inbox_momentum.assets import data
from inbox_momentum.stages.prose import Sentence

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl")

_WORD = re.compile(r"[^\W_]+|§")
_KEY = 4
_PLAIN = re.compile(r"[\w§'-]")
_GAP = re.compile(r"( ?)~([0-9]?) ")
_OPENERS = frozenset({", ", "; ", ": ", "- ", ") ", "/ ", "! ", ". ", "? "})
"""What a new clause follows inside a sentence: an anchored phrase may stand there too."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: the cue is there when every ``needs`` and no ``bars`` is in the sentence."""

    group: str
    name: str
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]
    weight: float
    yes: tuple[str, ...]
    no: tuple[str, ...]


class _Phrase:
    """A compiled phrase; the regular expression is made at its first use."""

    __slots__ = ("_compiled", "anchored", "concept", "literal", "source")

    def __init__(self, concept: str, source: str) -> None:
        self.concept = concept
        self.anchored = source.startswith("^")
        self.source = source.lstrip("^")
        self.literal = all(_PLAIN.match(char) or char == " " for char in self.source)
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, position: int) -> int:
        """End of the phrase at ``position``, or -1."""
        if self.literal:
            end = position + len(self.source)
            if not text.startswith(self.source, position):
                return -1
            return end if end == len(text) or text[end - 1] == " " or not text[end].isalnum() else -1
        if self._compiled is None:
            self._compiled = re.compile(_expression(self.source))
        found = self._compiled.match(text, position)
        return found.end() if found else -1


def _expression(source: str) -> str:
    source = re.sub(r"\((?!\?)", "(?:", source)
    source = re.sub(r"(?<=\w)\*", r"\\w*", source)
    source = _GAP.sub(lambda gap: gap.group(1) + "(?:[^ ]+ ){0," + (gap.group(2) or "4") + "}", source)
    return rf"(?:{source})(?:(?<=\W)|(?!\w))"


def _alternatives(source: str) -> tuple[list[str], str, bool]:
    """Alternatives of a leading group, what follows it, and whether it may be absent."""
    depth = 0
    pieces: list[str] = []
    begin = 1
    for at, char in enumerate(source):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                pieces.append(source[begin:at])
                rest = source[at + 1 :]
                return pieces, rest.removeprefix("?"), rest.startswith("?")
        elif char == "|" and depth == 1:
            pieces.append(source[begin:at])
            begin = at + 1
    raise ValueError(f"unbalanced phrase {source!r}")


def _keys(source: str) -> set[str]:
    """Prefixes (at most four letters) with which a match of the phrase can begin."""
    keys: set[str] = set()
    pending = [source]
    while pending:
        phrase = pending.pop()
        if phrase.startswith("("):
            pieces, rest, optional = _alternatives(phrase)
            pending.extend(piece + rest for piece in pieces)
            if optional:
                pending.append(rest)
            continue
        if phrase.startswith("["):
            if not phrase.startswith("[0-9"):
                raise ValueError(f"phrase begins with no letter: {phrase!r}")
            keys.update("0123456789")
            continue
        run = 0
        while run < len(phrase) and run < _KEY and (phrase[run].isalnum() or phrase[run] == "§"):
            run += 1
        if run < len(phrase) and phrase[run] == "?":
            run -= 1
        if run < 1:
            raise ValueError(f"phrase begins with no letter: {phrase!r}")
        keys.add(phrase[:run])
    return keys


class Lexicon:
    """The cue table of one language."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.language: str = table["language"]
        self.dates: Mapping[str, Any] = table.get("dates", {})
        concepts = _resolve(table["concepts"])
        self._index: dict[str, list[_Phrase]] = {}
        for concept, phrases in concepts.items():
            for source in phrases:
                phrase = _Phrase(concept, source)
                for key in _keys(phrase.source):
                    self._index.setdefault(key, []).append(phrase)
        self.cues: tuple[Cue, ...] = tuple(_cue(row) for row in table.get("cue", ()))
        self.concepts = frozenset(concepts)

    def tags(self, sentence: Sentence) -> dict[str, tuple[int, int]]:
        """Concepts in the sentence, each with the place of its first phrase."""
        found: dict[str, tuple[int, int]] = {}
        text = sentence.norm
        for word in _WORD.finditer(text):
            at = word.start()
            opens = at in (0, sentence.start) or text[max(0, at - 2) : at] in _OPENERS
            self._match_at(text, word, opens, found)
        return found

    def _match_at(
        self, text: str, word: re.Match[str], opens: bool, found: dict[str, tuple[int, int]]
    ) -> None:
        position = word.start()
        head = word.group(0)[:_KEY]
        for length in range(1, len(head) + 1):
            for phrase in self._index.get(head[:length], ()):
                if phrase.concept in found or (phrase.anchored and not opens):
                    continue
                end = phrase.match(text, position)
                if end >= 0:
                    found[phrase.concept] = (position, end)

    def fire(self, tags: Iterable[str]) -> list[Cue]:
        """Rows whose conditions hold."""
        present = frozenset(tags)
        return [
            cue
            for cue in self.cues
            if cue.bars.isdisjoint(present) and all(not need.isdisjoint(present) for need in cue.needs)
        ]


def _resolve(concepts: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Phrases with every ``{NAME}`` replaced; a concept may use those above it."""
    resolved: dict[str, list[str]] = {}
    for name, phrases in concepts.items():
        out: list[str] = []
        for phrase in phrases:
            text = phrase
            for other in re.findall(r"\{([A-Z_]+)\}", phrase):
                text = text.replace("{" + other + "}", "(" + "|".join(resolved[other]) + ")")
            out.append(text)
        resolved[name] = out
    return resolved


def _cue(row: Mapping[str, Any]) -> Cue:
    needs: list[frozenset[str]] = []
    bars: set[str] = set()
    for token in row["when"].split():
        if token.startswith("!"):
            bars.update(token[1:].split("|"))
        else:
            needs.append(frozenset(token.split("|")))
    return Cue(
        group=row["group"],
        name=row.get("name", row["when"]),
        needs=tuple(needs),
        bars=frozenset(bars),
        weight=float(row.get("weight", 1.0)),
        yes=tuple(row.get("yes", ())),
        no=tuple(row.get("no", ())),
    )


@lru_cache(maxsize=1)
def settings() -> Mapping[str, Any]:
    """``data/stages.toml``: stop-words, link hosts and the order of the stages."""
    with data("stages.toml").open("rb") as handle:
        return tomllib.load(handle)


@lru_cache(maxsize=1)
def _stopwords() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in settings()["stopwords"].items()}


@lru_cache(maxsize=None)
def lexicon(language: str) -> Lexicon:
    """The table of a language, read once."""
    with data(f"cues/{language}.toml").open("rb") as handle:
        return Lexicon(tomllib.load(handle))


def guess_language(text: str) -> str:
    """Language by stop-words of the first few hundred words; English when in doubt."""
    words = [match.group(0) for match in _WORD.finditer(text[:3_000])][:300]
    if not words:
        return "en"
    scores = {name: sum(word in stop for word in words) for name, stop in _stopwords().items()}
    best = max(LANGUAGES, key=lambda name: (scores[name], name == "en"))
    if best != "en" and scores[best] <= max(1, scores["en"]):
        return "en"
    return best
