"""Fitted weights of evidence: a plain sum for each question (logistic regression, fitted beforehand)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox_momentum import assets
from inbox_momentum.stages.likeness import stems
from inbox_momentum.stages.proposals import NAME, OTHER_MATTER
from inbox_momentum.stages.scan import CONDITIONAL, Scan

_ODDS = 4.0
"""Bound of the log odds of one sentence."""
_ELSEWHERE = 0.95
"""Bound of the share of other matters that is left out of account."""
WORD = "word "
"""What the evidence of single words begins with."""

Tell = Callable[[str, dict[str, float]], None]
"""Takes a message's id and the evidence of what it says."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Is told the evidence of messages: the weights are fitted from it."""

    inbound: Tell | None = None
    outbound: Tell | None = None
    alone: Tell | None = None
    """Of received and of sent mail by itself."""
    among: Tell | None = None
    """Likewise among its neighbours."""
    weighed: bool = False
    """Whether what is told to ``inbound`` and ``outbound`` is weighed all the same, not read by the rules."""


class Weights:
    """A table: ``feature <tab> question=weight …`` in hundredths; the first line holds the questions' own."""

    def __init__(self, lines: Iterator[str]) -> None:
        biases = [pair.rpartition("=") for pair in next(lines).rstrip("\n").split("\t")[1:]]
        self.questions: tuple[str, ...] = tuple(question for question, _, _ in biases)
        self._bias = [int(weight) / 100 for _, _, weight in biases]
        self._places = {question: place for place, question in enumerate(self.questions)}
        self._rows = {name: row for name, _, row in (line.partition("\t") for line in lines)}
        """Feature -> what its line says of it; most are never asked for, so none is read before."""
        self._read: dict[str, dict[int, float]] = {}

    def _known(self, found: Mapping[str, float]) -> Iterator[tuple[str, float, dict[int, float]]]:
        """Those of ``found`` that the table has, sorted: name, value, weights by place of the question."""
        read = self._read
        for name in sorted(self._rows.keys() & found.keys()):
            row = read.get(name)
            if row is None:
                cut = (pair.rpartition("=") for pair in self._rows[name].rstrip("\n").split("\t"))
                row = {self._places[question]: int(weight) / 100 for question, _, weight in cut}
                read[name] = row
            yield name, found[name], row

    def scores(self, found: Mapping[str, float]) -> dict[str, float]:
        """The log odds of each question."""
        sums = list(self._bias)
        for _, value, row in self._known(found):  # sorted: sums of floats depend on their order
            for place, weight in row.items():
                sums[place] += weight * value
        return dict(zip(self.questions, sums, strict=True))

    def reasons(self, found: Mapping[str, float], question: str) -> tuple[str, ...]:
        """The three pieces of evidence that speak loudest for a yes to a question."""
        place = self.questions.index(question)
        spoken = sorted(
            ((row[place] * value, name) for name, value, row in self._known(found) if place in row),
            reverse=True,
        )
        return tuple(name for weight, name in spoken[:3] if weight > 0)


@cache
def table(name: str) -> Weights:
    """A table of the package (``data/<name>.tsv``)."""
    with assets.data(f"{name}.tsv").open(encoding="utf-8") as lines:
        return Weights(lines)


def share(score: float) -> float:
    """Probability of log odds."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


def shares(scores: Mapping[str, float], question: str) -> dict[str, float]:
    """Probability of each answer to a question with several, of which one is true."""
    powers = {
        name.removeprefix(question): math.exp(min(score, 50.0))
        for name, score in scores.items()
        if name.startswith(question)
    }
    total = sum(powers.values())
    return {answer: power / total for answer, power in powers.items()}


def certainty(probability: float, sure: float = 0.5) -> float:
    """Confidence of what has this probability: 0.8, the least that is acted upon, from ``sure`` on."""
    if probability < sure:
        return round(min(0.79, 0.8 * probability / sure), 2)
    return round(min(0.98, 0.8 + 0.2 * (probability - sure) / (1 - sure)), 2)


def of_words(scan: Scan, conditional: Iterable[str] = CONDITIONAL) -> dict[str, float]:
    """Evidence in the words of a message, by name: likenesses, rows that fired, concepts, links, words.

    ``conditional`` are the concepts that put a sentence under a condition.
    """
    under = frozenset(conditional)
    found = _likenesses(scan, under)
    for hit in scan.hits:
        way = "like" if hit.cue.name.startswith(NAME) else "row"
        found[f"{way} {hit.cue.group}{' subject' if scan.sentences[hit.index].subject else ''}"] = 1.0
    for sentence, tags in zip(scan.sentences, scan.tags, strict=True):
        where = "if" if tags & under else "subject" if sentence.subject else "says"
        found.update((f"{where} {tag}", 1.0) for tag in tags)
    found.update((f"link {mark}", 1.0) for mark in scan.link_marks)
    for subject, name in ((False, WORD), (True, f"subject {WORD}")):
        words = set().union(*(_named(name, one.norm) for one in scan.sentences if one.subject is subject))
        found.update(dict.fromkeys(words, 1 / math.sqrt(len(words) or 1)))
    return found


@lru_cache(maxsize=4096)
def _named(name: str, norm: str) -> frozenset[str]:
    """Evidence in the words of a sentence; kept, since sentences come again."""
    return frozenset(f"{name}{word}" for word in stems(norm))


def _likenesses(scan: Scan, conditional: frozenset[str]) -> dict[str, float]:
    """How like the intents the sentences are: the strongest, the second, any of them, and the likeliest.

    Shares of what is said of hiring at all: what a sentence has of other matters is left to the
    whole message.
    """
    most: dict[str, float] = {}
    second: dict[str, float] = {}
    none: dict[str, float] = {}
    found: dict[str, float] = {}
    for sentence, tags, said in zip(scan.sentences, scan.tags, scan.likeness, strict=True):
        if not said:
            continue
        where = "subject like" if sentence.subject else "if like" if tags & conditional else "most like"
        rest = 1 - min(_ELSEWHERE, said.get(OTHER_MATTER, 0.0))
        shares = {label: one if label == OTHER_MATTER else one / rest for label, one in said.items()}
        for label, one in shares.items():
            name = f"{where} {label}"
            best = most.get(name, 0.0)
            most[name], second[name] = max(best, one), max(second.get(name, 0.0), min(best, one))
            none[name] = none.get(name, 1.0) * (1 - one)
            if sentence.question:
                found[f"asked like {label}"] = max(found.get(f"asked like {label}", 0.0), one)
        if not sentence.subject:
            likeliest = max((label for label in shares if label != OTHER_MATTER), key=shares.__getitem__)
            found[f"likeliest {likeliest}"] = 1.0
            if sentence.question:
                found[f"likeliest asked {likeliest}"] = 1.0
    for name, one in most.items():
        if name.startswith("most like "):
            label = name.removeprefix("most like ")
            found[f"odds {label}"] = (_log_odds(one) + _ODDS) / (2 * _ODDS)
            found[f"second {label}"] = second[name]
            found[f"any {label}"] = 1 - none[name]
    return found | most


def _log_odds(probability: float) -> float:
    return max(-_ODDS, min(_ODDS, math.log((probability + 0.005) / (1.005 - probability))))
