"""Fits the weights of ``stages/verdict.py`` from the labelled messages in ``training/messages``.

The labelled mail of ``tests/accuracy`` has other authors and is never part of it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from tests.unit import labelled

from inbox_momentum import employers, pipeline, stages, threads
from inbox_momentum.model import Reading
from inbox_momentum.stages.verdict import FIRM, HIRING, KINDS, NO_STAGE, REJECTED
from inbox_momentum.stages.weights import WORD, Witness
from training.evidence import FOLDER, Row

SAMPLES = FOLDER.parent.parent / "sample_mailboxes"
STRENGTH = 1.0
STRENGTH_OF_HIRING = 0.2
LEAST, LEAST_OF_WORDS = 0.02, 0.2
"""Weights nearer to zero than this are left out; a word counts for a tenth or so."""
SELDOM = 4
"""Messages in which a word must occur to count."""
SURE = 0.5
WEIGHTS = {re.compile(r"author_(?:n[a-n]|w|x)$"): 0.4, re.compile(r"author_q[a-r]$"): 2.0}
"""Of messages in mailboxes without hiring: those that were written to be taken for it, in its plainest
words, count less, those of ordinary lives, of which there are few and in a mailbox many, more."""


QUESTIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    HIRING: lambda truth: truth["hiring"] and not truth.get("automated"),
    REJECTED: lambda truth: truth["outcome"] == "rejected",
    **{f"ask {kind.value}": (lambda truth, kind=kind: kind.value in truth["asks"]) for kind in KINDS},
}


def checked() -> list[Row]:
    """The received mail of the sample mailboxes, labelled in ``samples.tsv``."""
    lines = (FOLDER.parent / "samples.tsv").read_text("utf-8").splitlines()[1:]
    truths = {name: rest for name, *rest in (line.split("\t") for line in lines)}
    found: list[Row] = []
    for path in (*sorted(SAMPLES.glob("*.mbox")), SAMPLES / "relaxes_after_praise"):
        mailbox = pipeline.read_mailbox([str(path)])
        identities = employers.identify(mailbox.entries, threads.conversations(mailbox.entries))
        evidence: dict[str, dict[str, float]] = {}
        stages.read(
            mailbox.entries, identities, Witness(inbound=evidence.__setitem__, outbound=lambda *_: None)
        )
        found += [Row("samples", told, _label(*truths[name])) for name, told in evidence.items()]
    return found


def _label(hiring: str, stage: str, outcome: str, asks: str) -> dict[str, Any]:
    return {
        "hiring": hiring == "hiring",
        "stage": stage.strip("-"),
        "outcome": outcome.strip("-"),
        "asks": asks.strip("-").split(),
    }


def _said(reading: Reading) -> dict[str, Any]:
    return {
        "hiring": reading.hiring,
        "outcome": str(reading.outcome or ""),
        "asks": [ask.kind.value for ask in reading.asks if ask.confidence >= FIRM],
        "stage": str(reading.stage or ""),
    }


def cases() -> list[Row]:
    """The messages of the unit tests, each with the context that its row states."""
    found = []
    for file in ("labelled_dev.toml", "labelled_held.toml"):
        for case in labelled.cases(file):
            if case.row.get("out") or "asks" not in case.row:
                continue
            evidence: dict[str, float] = {}
            witness = Witness(inbound=lambda _, told, kept=evidence: kept.update(told))
            reading = labelled.read_case(case, witness)
            if evidence:
                truth = _said(reading) | {"asks": case.row["asks"]}
                truth |= {name: case.row[name] for name in ("hiring", "stage", "outcome") if name in case.row}
                found.append(Row("cases", evidence, truth))
    return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """A vocabulary, a model for each question and one for the stages."""

    words: Vocabulary
    questions: dict[str, LogisticRegression]
    stage: LogisticRegression


class Vocabulary:
    """Evidence as columns; single words count the more the rarer they are, and none that hardly occurs."""

    def __init__(self, training: Sequence[Row]) -> None:
        seen = Counter(name for row in training for name in row.found)
        self._rarity = {
            name: math.log(len(training) / times)
            for name, times in seen.items()
            if WORD in name and times >= SELDOM
        }
        self._columns = DictVectorizer().fit([self._weighted(row) for row in training])

    def _weighted(self, row: Row) -> dict[str, float]:
        return {
            name: value * self._rarity[name] if WORD in name else value
            for name, value in row.found.items()
            if WORD not in name or name in self._rarity
        }

    def matrix(self, rows: Sequence[Row]) -> csr_array:
        """One line a message."""
        return csr_array(self._columns.transform([self._weighted(row) for row in rows]))

    @property
    def names(self) -> list[str]:
        """Of the columns."""
        return list(self._columns.get_feature_names_out())

    def plain(self, weights: np.ndarray) -> np.ndarray:
        """Weights for evidence whose rarity is not yet counted."""
        return weights * np.array([self._rarity.get(name, 1.0) for name in self.names])


def weights_of(rows: Sequence[Row]) -> np.ndarray:
    """How much each message counts where hiring mail is told from other mail."""
    return np.array(
        [next((weight for names, weight in WEIGHTS.items() if names.match(row.author)), 1.0) for row in rows]
    )


def fitted(training: Sequence[Row]) -> Fitted:
    """All models of some rows. What is asked, and at which stage, is learnt from hiring mail alone."""
    words = Vocabulary(training)
    matrix = words.matrix(training)
    own = np.array([QUESTIONS[HIRING](row.truth) for row in training])
    counts = weights_of(training)

    def fit(name: str, true: Callable[[dict[str, Any]], bool]) -> LogisticRegression:
        strength = STRENGTH_OF_HIRING if name == HIRING else STRENGTH
        which = own if name.startswith("ask ") else np.ones_like(own)
        answers = np.array([true(row.truth) for row in training])
        model = LogisticRegression(C=strength, max_iter=3000)
        return model.fit(
            matrix[which], answers[which], sample_weight=counts[which] if name == HIRING else None
        )

    questions = {name: fit(name, true) for name, true in QUESTIONS.items()}
    stage = LogisticRegression(C=STRENGTH, max_iter=3000)
    steps = np.array([row.truth["stage"] or NO_STAGE for row in training])
    stage.fit(matrix[own], steps[own])
    return Fitted(words, questions, stage)


def figures(name: str, said: np.ndarray, true: np.ndarray) -> None:
    """Precision, recall and F1 of one question."""
    right, invented, missed = (said & true).sum(), (said & ~true).sum(), (~said & true).sum()
    precision, recall = right / max(1, right + invented), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + invented + missed)
    print(f"{name:18} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def figures_of_stages(steps: Sequence[tuple[str, str]]) -> None:
    """Precision, recall and F1 of each stage; pairs of what was said and what is true."""
    for stage in sorted({step for step, _ in steps} | {step for _, step in steps}):
        figures(
            f"stage {stage}",
            np.array([s == stage for s, _ in steps]),
            np.array([t == stage for _, t in steps]),
        )


def held_out(everything: Sequence[Row]) -> None:
    """Figures with each author held out in turn."""
    said: dict[str, list[bool]] = {name: [] for name in QUESTIONS}
    true: dict[str, list[bool]] = {name: [] for name in QUESTIONS}
    steps: list[tuple[str, str]] = []
    for author in sorted({row.author for row in everything if row.author.startswith("author")}):
        models = fitted([row for row in everything if row.author != author])
        test = [row for row in everything if row.author == author]
        matrix = models.words.matrix(test)
        hiring = models.questions[HIRING].predict_proba(matrix)[:, 1]
        for name, model in models.questions.items():
            share = model.predict_proba(matrix)[:, 1] * (hiring if name.startswith("ask ") else 1.0)
            said[name] += list(share >= SURE)
            true[name] += [QUESTIONS[name](row.truth) for row in test]
        stages = np.where(hiring >= SURE, models.stage.predict(matrix), NO_STAGE)
        steps += zip(stages, [row.truth["stage"] or NO_STAGE for row in test], strict=True)
    for name in QUESTIONS:
        figures(name, np.array(said[name]), np.array(true[name]))
    asked = [name for name in QUESTIONS if name.startswith("ask ")]
    figures(
        "all asks", np.array([said[n] for n in asked]).ravel(), np.array([true[n] for n in asked]).ravel()
    )
    figures_of_stages(steps)


def table(training: Sequence[Row]) -> list[str]:
    """The lines of the table."""
    models = fitted(training)
    columns = {name: (model.coef_[0], model.intercept_[0]) for name, model in models.questions.items()}
    for place, stage in enumerate(models.stage.classes_):
        columns[f"stage {stage}"] = (models.stage.coef_[place], models.stage.intercept_[place])
    return lines(models.words, columns)


def lines(words: Vocabulary, columns: dict[str, tuple[np.ndarray, float]]) -> list[str]:
    """Bias of each question, then its weight for each feature, in hundredths (``stages/weights.py``)."""
    columns = {question: (words.plain(weights), bias) for question, (weights, bias) in columns.items()}
    found = ["\t".join(["", *(f"{question}={round(bias * 100)}" for question, (_, bias) in columns.items())])]
    for place, feature in enumerate(words.names):
        kept = [
            f"{question}={round(weights[place] * 100)}"
            for question, (weights, _) in columns.items()
            if abs(weights[place]) >= (LEAST_OF_WORDS if WORD in feature else LEAST)
        ]
        if kept:
            found.append("\t".join([feature, *kept]))
    return found
