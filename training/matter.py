"""Fits the weights of ``stages/matter.py`` from the labelled messages in ``training/messages``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from tests.unit import labelled

from inbox_momentum.model import Direction
from inbox_momentum.stages.matter import ALONE, AMONG
from inbox_momentum.stages.weights import Witness
from training.evidence import Evidence, Row
from training.verdict import HIRING, QUESTIONS, Vocabulary, figures, lines, weights_of

CASES = "cases"
STRENGTH_ALONE, STRENGTH_AMONG = 0.2, 1.0
SURE = 0.5


def of_hiring(row: Row) -> bool:
    """Whether the message is of the owner's hiring, and no mere noise in it."""
    return QUESTIONS[HIRING](row.truth)


def cases() -> list[Row]:
    """The received messages of the unit tests that stand by themselves."""
    found = []
    for file in ("labelled_dev.toml", "labelled_held.toml"):
        for case in labelled.cases(file):
            if case.row.get("out") or case.row.get("known") or "asks" not in case.row:
                continue
            told: dict[str, float] = {}
            witness = Witness(alone=lambda _, evidence, told=told: told.update(evidence))
            hiring = bool(case.row.get("hiring", labelled.read_case(case, witness).hiring))
            if told:
                found.append(Row(CASES, told, {"hiring": hiring, "direction": Direction.IN}))
    return found


def table(evidence: Evidence) -> list[str]:
    """The lines of the table: what a message is by itself, and, when that is told, among others."""
    training = evidence.alone + evidence.among
    words = Vocabulary(training)
    matrix = words.matrix(training)
    alone = np.arange(len(training)) < len(evidence.alone)
    true = np.array([of_hiring(row) for row in training])
    counts = weights_of(training)
    columns = {}
    for direction in ALONE:
        of_direction = np.array([Direction(row.truth["direction"]) is direction for row in training])
        for name, which, strength in (
            (ALONE[direction], alone, STRENGTH_ALONE),
            (AMONG[direction], ~alone, STRENGTH_AMONG),
        ):
            which = which & of_direction
            if which.any():
                model = LogisticRegression(C=strength, max_iter=3000)
                model.fit(matrix[which], true[which], sample_weight=counts[which])
                columns[name] = (model.coef_[0], model.intercept_[0])
            else:
                columns[name] = (np.zeros(matrix.shape[1]), -5.0)  # not known yet: nothing is of hiring
    return lines(words, columns)


def held_out(rows: Sequence[Row]) -> None:
    """How right the odds are of each message by itself and among others, fitted without their author."""
    authors = sorted({row.author for row in rows})
    for direction in ALONE:
        mine = [row for row in rows if Direction(row.truth["direction"]) is direction]
        true, said, own = [], [], []
        for author in authors:
            training = [row for row in mine if row.author != author]
            test = [row for row in mine if row.author == author]
            if not test:
                continue
            words = Vocabulary(training)
            model = LogisticRegression(C=STRENGTH_AMONG, max_iter=3000)
            model.fit(words.matrix(training), [of_hiring(row) for row in training])
            said += list(model.predict_proba(words.matrix(test))[:, 1] >= SURE)
            own += [row.found.get("own odds", 0.0) >= SURE for row in test]
            true += [of_hiring(row) for row in test]
        figures(ALONE[direction], np.array(own), np.array(true))
        figures(AMONG[direction], np.array(said), np.array(true))
