"""How like the sentences of known intent a sentence is: weights of words, fitted beforehand.

The cue tables say *why* a sentence asks; they are exact and miss what nobody
thought of. This linear model (multinomial logistic regression over the tables'
concepts, the rows that fired, words and word pairs; ``training/README.md``) has seen
a few thousand invented sentences and generalises; it proposes, and doubts, and
its word is one cue among others. It holds no text, only weights, and is read by a
plain sum: no library is needed. There is a table for each language; those other than
English have learnt their words from few sentences and the concepts, which all
languages share, from the English ones too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
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
_STEM = 5
"""Letters in which the forms of a longer word agree: a crude stem, the same in every language."""


def features(norm: str, concepts: Iterable[str], rows: Iterable[str]) -> set[str]:
    """Concepts and cue groups of a sentence, its words, their stems and neighbouring pairs."""
    words = [_generic(token) for token in _TOKEN.findall(norm[:1_000])[:_LIMIT]]
    found = {f"={name}" for name in concepts} | {f"#{name}" for name in rows} | set(words)
    padded = ["^", *words, "."]
    found.update(f"{a} {b}" for a, b in pairwise(padded))
    found.update(f"~{word[:_STEM]}" for word in words if len(word) > _STEM and word[0] != "<")
    return found


def _generic(token: str) -> str:
    if token[0].isdigit():
        return "<clock>" if ":" in token or token.endswith("m") else "<number>"
    if token in _DAYS:
        return "<day>"
    return "<month>" if token in _MONTHS else token


class Model:
    """Weights of one table: ``feature <tab> label=weight …``; the first line holds the labels' own."""

    def __init__(self, lines: Iterator[str]) -> None:
        labels, self._bias = _pairs(next(lines).rstrip("\n").split("\t")[1:])
        self.labels: tuple[str, ...] = labels
        places = {label: place for place, label in enumerate(labels)}
        self._weights: dict[str, tuple[tuple[int, float], ...]] = {}
        for line in lines:
            name, *pairs = line.rstrip("\n").split("\t")
            cut = (pair.rpartition("=") for pair in pairs)
            self._weights[name] = tuple((places[label], int(weight) / 100) for label, _, weight in cut)

    def shares(self, found: set[str]) -> list[float]:
        """Probability of each label, in the order of ``labels``."""
        sums = list(self._bias)
        for name in found:
            for place, weight in self._weights.get(name, ()):
                sums[place] += weight
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = sum(powers)
        return [power / total for power in powers]

    def loudest(self, found: set[str], label: str) -> tuple[str, ...]:
        """The three features that speak loudest for a label: its evidence."""
        place = self.labels.index(label)
        weighed = sorted(
            ((weight, name) for name in found for at, weight in self._weights.get(name, ()) if at == place),
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
