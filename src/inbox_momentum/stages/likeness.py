"""How like the sentences of known intent a sentence is: weights of words, fitted beforehand.

The cue tables say *why* a sentence asks; they are exact and miss what nobody
thought of. This linear model (multinomial logistic regression over the tables'
concepts, the rows that fired, words and word pairs; ``training/README.md``) has seen
some thousands of invented sentences and generalises; it proposes, and doubts, and
its word is one cue among others. A feature counts the more the rarer it is, and a
sentence by the share of its features (tf-idf with unit length; Salton and Buckley 1988).
The table holds no text, only weights, and is read by a plain sum: no library is needed.
There is a table for each language; those other than English have learnt their words from
fewer sentences and the concepts, which all languages share, from the English ones too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from inbox_momentum import assets

_TOKEN = re.compile(r"[a-z]+|\d+(?:[:.]\d\d)?(?: ?[ap]m)?|[§?!$£€@/+]")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday "
    "mon tue tues wed thu thur thurs fri sat sun".split()
)
_MONTHS = frozenset(
    "january february march april june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LIMIT = 80
"""Tokens read of one sentence."""
_STEMS = (3, 4, 6, 7)
"""Letters in which the forms of a longer word agree: crude stems, the same in every language."""


_Row = tuple[float, tuple[tuple[int, float], ...]]
"""Square of a feature's rarity, and (place of the label, weight × rarity) …."""
_UNKNOWN: _Row = (0.0, ())


def features(norm: str, concepts: Iterable[str], rows: Iterable[str]) -> set[str]:
    """Concepts and cue groups of a sentence, its words, their stems and neighbouring pairs."""
    words = _words(norm)
    found = {f"={name}" for name in concepts} | {f"#{name}" for name in rows} | _stems_of(words)
    padded = ["^", *words, "."]
    found.update(f"{a} {b}" for a, b in pairwise(padded))
    return found


def stems(norm: str) -> set[str]:
    """The words of a sentence and their stems."""
    return _stems_of(_words(norm))


def _stems_of(words: Sequence[str]) -> set[str]:
    """The words and their stems."""
    return set(words) | {
        f"~{word[:letters]}" for word in words if word[0] != "<" for letters in _STEMS if len(word) > letters
    }


def _words(norm: str) -> list[str]:
    return [_generic(token) for token in _TOKEN.findall(norm[:1_000])[:_LIMIT]]


def _generic(token: str) -> str:
    if token[0].isdigit():
        return "<clock>" if ":" in token or token.endswith("m") else "<number>"
    if token in _DAYS:
        return "<day>"
    return "<month>" if token in _MONTHS else token


class Model:
    """Weights: ``feature <tab> rarity <tab> label=weight …``; the first line holds the labels' own."""

    def __init__(self, lines: Iterator[str]) -> None:
        labels, self._bias = _pairs(next(lines).rstrip("\n").split("\t")[1:])
        self.labels: tuple[str, ...] = labels
        self._places = {label: place for place, label in enumerate(labels)}
        self._rows = {name: row for name, _, row in (line.partition("\t") for line in lines)}
        """Feature -> what its line says of it; most are never asked for, so none is read before."""
        self._read: dict[str, _Row] = {}

    def _row(self, name: str) -> _Row | None:
        """What the table says of a feature; ``None`` when nothing."""
        known = self._read.get(name)
        if known is not None:
            return known
        line = self._rows.get(name)
        if line is None:
            return None
        rarity, *pairs = line.rstrip("\n").split("\t")
        factor = int(rarity) / 100
        cut = (pair.rpartition("=") for pair in pairs)
        weights = tuple((self._places[label], factor * int(weight) / 100) for label, _, weight in cut)
        row = self._read[name] = (factor * factor, weights)
        return row

    def shares(self, found: Set[str]) -> list[float]:
        """Probability of each label, in the order of ``labels``."""
        sums = [0.0] * len(self._bias)
        squares = 0.0
        read = self._read
        for name in sorted(found & self._rows.keys()):  # sums of floats depend on their order
            known = read.get(name) or self._row(name)
            if known is None:
                continue
            squares += known[0]
            for place, weight in known[1]:
                sums[place] += weight
        length = math.sqrt(squares) or 1.0
        sums = [bias + value / length for bias, value in zip(self._bias, sums, strict=True)]
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = sum(powers)
        return [power / total for power in powers]

    def loudest(self, found: Set[str], label: str) -> tuple[str, ...]:
        """The three features that speak loudest for a label: its evidence."""
        place = self.labels.index(label)
        weighed = sorted(
            (
                (weight, name)
                for name in found
                for at, weight in (self._row(name) or _UNKNOWN)[1]
                if at == place
            ),
            reverse=True,
        )
        return tuple(name for weight, name in weighed[:3] if weight > 0)


def _pairs(cells: list[str]) -> tuple[tuple[str, ...], list[float]]:
    cut = [cell.rpartition("=") for cell in cells]
    return tuple(label for label, _, _ in cut), [int(weight) / 100 for _, _, weight in cut]


@cache
def model(side: str, language: str) -> Model:
    """The fitted table of one side, ``inbound`` or ``outbound``, in one language."""
    with assets.data(f"likeness_{side}_{language}.tsv").open(encoding="utf-8") as lines:
        return Model(lines)
