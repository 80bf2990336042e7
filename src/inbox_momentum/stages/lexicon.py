"""Cue tables: phrases that name concepts, and rules that say which concepts make a cue.

A table (``data/cues/<language>.toml``) has ``[concepts]``: lists of phrases over
normalised text, and ``[[cue]]`` rows: which concepts must meet in one sentence. The rows are those of
English in every language; only the words differ (``rows = "en"``).
Phrase syntax: plain words; ``word*`` any ending; ``~`` up to four words, ``~2``
up to two; ``(a|b)`` alternatives, ``(a )?`` optional; ``{NAME}`` another concept;
a leading ``^`` only at the start of the sentence.

Phrases are tried only where their first letters stand at the start of a word, so
the time is linear in the text, whatever the text is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from inbox_momentum.assets import data
from inbox_momentum.stages.prose import Sentence

_WORD = re.compile(r"[^\W_]+|§")
_KEY = 4
_MARKS = frozenset(
    [
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
    ]
)
"""Concepts that the code finds (``stages/marks.py``)."""
_WEAK_BARS = frozenset(
    {
        "NEGATED",
        "WE_WILL",
        "QUESTION",
        "REQUEST",
        "DOC",
        "CONDITION_AFTER",
        "CHECK_IN",
        "OFFERED",
        "TIMEWORD",
        "CLOCK",
    }
)
"""Bars that only make sense beside the words of their own row."""
_WORD_ENDS = frozenset({" ", "", "-", "'"})
_PLAIN = re.compile(r"[\w§'-]")
_WORDS_KEPT = 20_000
_GAP = re.compile(r"( ?)~([0-9]?) ")
_SPACED = (" )?", " )*")
"""Ends of a part that may be absent and that a new word follows either way."""
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
    """A compiled phrase; the regular expression, and what may spare it, are made at their first use."""

    __slots__ = ("_compiled", "_tails", "anchored", "concept", "heads", "literal", "source")

    def __init__(self, concept: str, source: str) -> None:
        self.concept = concept
        self.anchored = source.startswith("^")
        self.source = source.lstrip("^")
        self.literal = all(_PLAIN.match(char) or char == " " for char in self.source)
        self.heads = _heads(self.source)
        self._tails: tuple[frozenset[str], ...] | None = () if self.literal else None
        self._compiled: re.Pattern[str] | None = None

    def lacks(self, begun: set[str]) -> bool:
        """Whether a word of the phrase is missing: ``begun`` are first letters of the words of a text."""
        if self._tails is None:
            self._tails = _tails(self.source)
        return any(map(begun.isdisjoint, self._tails))

    def may_begin(self, word: str) -> bool:
        """Whether a match can begin with the whole word."""
        return any(word == head if whole else word.startswith(head) for head, whole in self.heads)

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


def _heads(source: str) -> frozenset[tuple[str, bool]]:
    """First words with which a match of the phrase can begin: (letters, whether they are the whole word)."""
    heads: set[tuple[str, bool]] = set()
    pending = [source]
    while pending:
        phrase = pending.pop()
        if phrase.startswith("("):
            pieces, rest, optional = _alternatives(phrase)
            pending.extend(piece + rest for piece in pieces)
            if optional:
                pending.append(rest.lstrip("+*"))
            continue
        if phrase.startswith("[0-9"):
            heads.update((digit, False) for digit in "0123456789")
            continue
        run = 0
        while run < len(phrase) and (phrase[run].isalnum() or phrase[run] == "§"):
            run += 1
        after = phrase[run : run + 1]
        if after == "?":
            run -= 1
        if run < 1:
            raise ValueError(f"phrase begins with no letter: {phrase!r}")
        heads.add((phrase[:run], after in _WORD_ENDS))
    return frozenset(heads)


def _tails(source: str) -> tuple[frozenset[str], ...]:
    """First letters of each later word that every match must have, the last word first.

    Most phrases begin with a common word ("the", "your"): a sentence without
    their rare later words need not be tried. Of a phrase with a bar outside
    parentheses the last one alone is asked for.
    """
    found: list[frozenset[str]] = []
    depth = 0
    barred = False
    for at, char in enumerate(source):
        if depth == 0 and at and (source[at - 1] == " " or source.endswith(_SPACED, 0, at)):
            found.extend(_begun_by(source[at:]))
        depth += (char == "(") - (char == ")")
        barred = barred or (char == "|" and depth == 0)
    return tuple(reversed(found[-1:] if barred else found))


def _begun_by(token: str) -> Iterable[frozenset[str]]:
    """First letters of the word with which the rest of a phrase begins, if some word is certain."""
    if token.startswith("("):
        pieces, rest, optional = _alternatives(token)
        if optional or rest.startswith("*") or rest[:1].isalnum():
            return
        token = "(" + "|".join(pieces) + ")"
    with suppress(ValueError):  # begins with a sign: no word to look for
        yield frozenset(head[:_KEY] for head, _ in _heads(token))


class Lexicon:
    """The cue table of one language; without the owner's own phrases when ``owner`` is False."""

    def __init__(self, table: Mapping[str, Any], *, owner: bool = True) -> None:
        self.language: str = table["language"]
        concepts = _resolve(table["concepts"])
        self._index: dict[str, list[_Phrase]] = {}
        for concept, phrases in concepts.items():
            if concept.startswith("O_") and not owner:
                continue
            for source in phrases:
                phrase = _Phrase(concept, source)
                for key in {head[:_KEY] for head, _ in phrase.heads}:
                    self._index.setdefault(key, []).append(phrase)
        present = frozenset(concepts) | _MARKS
        rows = (_cue(row) for row in table["cue"])
        rows = (cue for cue in rows if all(not need.isdisjoint(present) for need in cue.needs))
        self.cues: tuple[Cue, ...] = tuple(cue for cue in rows if owner or not cue.group.startswith("out."))
        self.concepts = frozenset(concepts)
        self._cues_of: dict[str, list[int]] = {}
        for number, cue in enumerate(self.cues):
            for concept in min(cue.needs, key=len):
                self._cues_of.setdefault(concept, []).append(number)
        self._bars: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, tuple[_Phrase, ...]] = {}

    def tags(self, sentence: Sentence) -> dict[str, tuple[int, int]]:
        """Concepts in the sentence, each with the place of its first phrase."""
        found: dict[str, tuple[int, int]] = {}
        text = sentence.norm
        words = list(_WORD.finditer(text))
        begun = {word.group(0)[:length] for word in words for length in range(1, _KEY + 1)}
        for word in words:
            at = word.start()
            opens = at in (0, sentence.start) or text[max(0, at - 2) : at] in _OPENERS
            self._match_at(text, word, opens, begun, found)
        return found

    def _match_at(
        self,
        text: str,
        word: re.Match[str],
        opens: bool,
        begun: set[str],
        found: dict[str, tuple[int, int]],
    ) -> None:
        position = word.start()
        for phrase in self._phrases(word.group(0)):
            if phrase.concept in found or (phrase.anchored and not opens):
                continue
            if phrase.lacks(begun):
                continue
            end = phrase.match(text, position)
            if end >= 0:
                found[phrase.concept] = (position, end)

    def _phrases(self, word: str) -> tuple[_Phrase, ...]:
        """Phrases that can begin with the word; remembered, since words repeat."""
        known = self._by_word.get(word)
        if known is None:
            if len(self._by_word) > _WORDS_KEPT:
                self._by_word.clear()
            head = word[:_KEY]
            known = tuple(
                phrase
                for length in range(1, len(head) + 1)
                for phrase in self._index.get(head[:length], ())
                if phrase.may_begin(word)
            )
            self._by_word[word] = known
        return known

    def bars(self, group: str) -> frozenset[str]:
        """What forbids a group in any of its rows: a proposal without a row of its own heeds them all."""
        if group not in self._bars:
            rows = [cue.bars for cue in self.cues if cue.group == group]
            self._bars[group] = frozenset().union(*rows) - _WEAK_BARS
        return self._bars[group]

    def fire(self, tags: Iterable[str]) -> list[Cue]:
        """Rows whose conditions hold."""
        present = frozenset(tags)
        numbers = {number for tag in present for number in self._cues_of.get(tag, ())}
        return [
            cue
            for cue in map(self.cues.__getitem__, sorted(numbers))
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
    """``data/stages.toml``: stop-words, link hosts, names of files and the order of the stages."""
    with data("stages.toml").open("rb") as handle:
        return tomllib.load(handle)


LANGUAGES: tuple[str, ...] = tuple(settings()["stopwords"])
"""Codes of the languages that are read, English first."""


@lru_cache(maxsize=1)
def _stopwords() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in settings()["stopwords"].items()}


@cache
def _table(language: str) -> Mapping[str, Any]:
    """The file of a language; its rows are those of the table that it names in ``rows``."""
    with data(f"cues/{language}.toml").open("rb") as handle:
        table = tomllib.load(handle)
    if "rows" in table:
        table["cue"] = [{**row, "yes": [], "no": []} for row in _table(table["rows"])["cue"]]
    return table


@cache
def lexicon(language: str, *, owner: bool = True) -> Lexicon:
    """The table of a language, read once; ``owner`` False for mail to the owner."""
    return Lexicon(_table(language), owner=owner)


def guess_language(text: str, chosen: Sequence[str] = ()) -> str:
    """Language by stop-words of the first few hundred words.

    ``chosen`` are those that the owner named, the usual one first: in doubt it is meant. English
    is possible always, and meant in doubt when nothing was chosen.
    """
    chosen = [name for name in chosen if name in LANGUAGES]
    usual = chosen[0] if chosen else "en"
    words = [match.group(0) for match in _WORD.finditer(text[:3_000])][:300]
    stops = _stopwords()
    scores = {
        name: sum(word in stops[name] for word in words)
        for name in LANGUAGES
        if not chosen or name in chosen or name == "en"
    }
    best = max(scores, key=lambda name: (scores[name], name == usual))
    floor = 0 if best == "en" else 1  # one English word is sign enough: people everywhere hire in it
    if best != usual and scores[best] <= max(floor, scores[usual]):
        return usual
    return best


def examples(language: str) -> list[dict[str, Any]]:
    """``[[example]]`` rows of a table: a text, the groups that fire on it and those that must not."""
    return list(_table(language).get("example", ()))
