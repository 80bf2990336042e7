"""Fits the weights of ``stages/replies.py`` from the labelled messages in ``training/messages``.

The received mail around them is read with the table of ``training.verdict``, which is fitted before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from tests.unit import labelled

from inbox_momentum.stages.replies import HOLDING, NO_OUTCOME, OUTCOMES
from inbox_momentum.stages.verdict import KINDS, NO_STAGE
from inbox_momentum.stages.weights import Witness
from training.evidence import Row
from training.verdict import Vocabulary, figures, figures_of_stages, lines

STRENGTH = 1.0
SURE = 0.5
QUESTIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    **{f"answer {kind.value}": (lambda truth, kind=kind: kind.value in truth["answers"]) for kind in KINDS},
    HOLDING: lambda truth: bool(truth[HOLDING]),
}


def cases() -> list[Row]:
    """The sent messages of the unit tests, each with the context that its row states."""
    kept = []
    for file in ("labelled_dev.toml", "labelled_held.toml"):
        for case in labelled.cases(file):
            if not case.row.get("out") or "answers" not in case.row:
                continue
            evidence: dict[str, float] = {}
            witness = Witness(outbound=lambda _, told, found=evidence: found.update(told))
            reading = labelled.read_case(case, witness)
            truth = {"answers": case.row["answers"], HOLDING: case.row.get(HOLDING, reading.holding)}
            truth |= {name: case.row[name] for name in ("outcome", "stage") if name in case.row}
            kept += [Row("cases", evidence, truth)] if evidence else []
    return kept


@dataclass(frozen=True, slots=True)
class Fitted:
    """A vocabulary and a model for each question."""

    words: Vocabulary
    questions: dict[str, LogisticRegression]
    outcome: LogisticRegression
    stage: LogisticRegression


def fitted(training: Sequence[Row]) -> Fitted:
    """All models of some rows."""
    words = Vocabulary(training)
    matrix = words.matrix(training)
    models = {
        name: LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, [true(row.truth) for row in training])
        for name, true in QUESTIONS.items()
    }

    def chosen(name: str, nothing: str) -> LogisticRegression:
        told = [place for place, row in enumerate(training) if name in row.truth]
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        return model.fit(matrix[told], [training[place].truth[name] or nothing for place in told])

    return Fitted(words, models, chosen("outcome", NO_OUTCOME), chosen("stage", NO_STAGE))


def held_out(everything: Sequence[Row]) -> None:
    """Figures with each author held out in turn."""
    said: dict[str, list[bool]] = {name: [] for name in QUESTIONS}
    true: dict[str, list[bool]] = {name: [] for name in QUESTIONS}
    ends: list[tuple[str, str]] = []
    steps: list[tuple[str, str]] = []
    for author in sorted({row.author for row in everything if row.author.startswith("author")}):
        models = fitted([row for row in everything if row.author != author])
        test = [row for row in everything if row.author == author]
        matrix = models.words.matrix(test)
        for name, model in models.questions.items():
            said[name] += list(model.predict_proba(matrix)[:, 1] >= SURE)
            true[name] += [QUESTIONS[name](row.truth) for row in test]
        known = [row.truth["outcome"] or NO_OUTCOME for row in test]
        ends += zip(models.outcome.predict(matrix), known, strict=True)
        shown = [row.truth["stage"] or NO_STAGE for row in test]
        steps += zip(models.stage.predict(matrix), shown, strict=True)
    for name in QUESTIONS:
        figures(name, np.array(said[name]), np.array(true[name]))
    for one in OUTCOMES:
        figures(str(one), np.array([s == one for s, _ in ends]), np.array([t == one for _, t in ends]))
    figures_of_stages(steps)


def table(training: Sequence[Row]) -> list[str]:
    """The lines of the table."""
    models = fitted(training)
    columns = {name: (model.coef_[0], model.intercept_[0]) for name, model in models.questions.items()}
    for name, model in (("outcome", models.outcome), ("stage", models.stage)):
        for place, answer in enumerate(model.classes_):
            columns[f"{name} {answer}"] = (model.coef_[place], model.intercept_[place])
    return lines(models.words, columns)
