"""Fits the weights of ``stages/verdict.py`` from the labelled messages in ``training/messages``.

``python -m training.verdict`` prints figures with each author held out in turn, then fits
on all and writes ``data/verdict.tsv``. The labelled mail of ``tests/accuracy`` has other
authors and is never part of it. Needs scikit-learn; the program itself does not.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import diags_array
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from tests.accuracy.run import OWNER, letters
from tests.unit import labelled

from inbox_momentum import employers, pipeline, stages, threads
from inbox_momentum.assets import data
from inbox_momentum.model import Reading
from inbox_momentum.stages.verdict import FIRM, HIRING, KINDS, NO_STAGE, REJECTED

FOLDER = Path(__file__).resolve().parent / "messages"
SAMPLES = FOLDER.parent.parent / "sample_mailboxes"
CHECKED = 1.0
CASES = 0.2
"""Weight of mail that the tests hold the program to and the rules were written with."""
STRENGTH = 0.3
STRENGTH_OF_MATTER = 0.1
MATTER = (
    "row ", "like ", "score", "standing", "sender kind", "sender employer", "sender relay", "context", "was ",
    "asked", "draft", "odds", "most like", "subject like", "if like", "link", "reply", "unsubscribe",
)  # fmt: skip
"""Evidence of what a message is about. Whether it is of hiring is told from this alone: the concepts
of its sentences ("need", "slot", "document") are of every office's mail."""
LEAST = 0.02
"""Weights nearer to zero than this are left out."""
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One received message: the evidence, and the truth."""

    author: str
    found: dict[str, float]
    truth: dict[str, Any]
    weight: float = 1.0


QUESTIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    HIRING: lambda truth: truth["hiring"] and not truth.get("automated"),
    REJECTED: lambda truth: truth["outcome"] == "rejected",
    **{f"ask {kind.value}": (lambda truth, kind=kind: kind.value in truth["asks"]) for kind in KINDS},
}


def rows(path: Path) -> list[Row]:
    """Every received message of one author that is read at all."""
    document = tomllib.loads(path.read_text("utf-8"))
    truths = {row["id"]: row for row in document["message"]}
    mailbox, ids = letters(document["message"], document.get("owner", OWNER))
    conversations = threads.conversations(mailbox.entries)
    identities = employers.identify(mailbox.entries, conversations)
    found: dict[str, dict[str, float]] = {}
    stages.read(mailbox.entries, identities, found.__setitem__)
    return [
        Row(path.stem, found[ids[name]], row["expect"])
        for name, row in truths.items()
        if row["direction"] == "in" and ids[name] in found
    ]


def checked() -> list[Row]:
    """The received mail of the sample mailboxes, labelled in ``samples.tsv``."""
    lines = (FOLDER.parent / "samples.tsv").read_text("utf-8").splitlines()[1:]
    truths = {name: rest for name, *rest in (line.split("\t") for line in lines)}
    found: list[Row] = []
    for path in (*sorted(SAMPLES.glob("*.mbox")), SAMPLES / "relaxes_after_praise"):
        mailbox = pipeline.read_mailbox([str(path)])
        identities = employers.identify(mailbox.entries, threads.conversations(mailbox.entries))
        evidence: dict[str, dict[str, float]] = {}
        stages.read(mailbox.entries, identities, evidence.__setitem__)
        found += [Row("samples", told, _label(*truths[name]), CHECKED) for name, told in evidence.items()]
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
            reading = labelled.read_case(case, lambda _, told, kept=evidence: kept.update(told))
            if evidence:
                truth = _said(reading) | {"asks": case.row["asks"]}
                truth |= {name: case.row[name] for name in ("hiring", "stage", "outcome") if name in case.row}
                found.append(Row("cases", evidence, truth, CASES))
    return found


@dataclass(frozen=True, slots=True)
class Fitted:
    """A vocabulary, a model for each question and one for the stages."""

    words: DictVectorizer
    questions: dict[str, LogisticRegression]
    stage: LogisticRegression


def fitted(training: Sequence[Row]) -> Fitted:
    """All models of some rows."""
    words = DictVectorizer()
    matrix = words.fit_transform([row.found for row in training])
    columns = [name.startswith(MATTER) for name in words.get_feature_names_out()]
    matter = matrix @ diags_array(np.array(columns, dtype=float))

    shares = [row.weight for row in training]

    def fit(name: str, true: Callable[[dict[str, Any]], bool]) -> LogisticRegression:
        strength, known = (STRENGTH_OF_MATTER, matter) if name == HIRING else (STRENGTH, matrix)
        answers = [true(row.truth) for row in training]
        return LogisticRegression(C=strength, max_iter=3000).fit(known, answers, sample_weight=shares)

    questions = {name: fit(name, true) for name, true in QUESTIONS.items()}
    stage = LogisticRegression(C=STRENGTH, max_iter=3000)
    stage.fit(matrix, [row.truth["stage"] or NO_STAGE for row in training], sample_weight=shares)
    return Fitted(words, questions, stage)


def figures(name: str, said: np.ndarray, true: np.ndarray) -> None:
    """Precision, recall and F1 of one question."""
    right, invented, missed = (said & true).sum(), (said & ~true).sum(), (~said & true).sum()
    precision, recall = right / max(1, right + invented), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + invented + missed)
    print(f"{name:18} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def held_out(everything: Sequence[Row]) -> None:
    """Figures with each author held out in turn."""
    said: dict[str, list[bool]] = {name: [] for name in QUESTIONS}
    true: dict[str, list[bool]] = {name: [] for name in QUESTIONS}
    steps: list[tuple[str, str]] = []
    for author in sorted({row.author for row in everything if row.author.startswith("author")}):
        models = fitted([row for row in everything if row.author != author])
        test = [row for row in everything if row.author == author]
        matrix = models.words.transform([row.found for row in test])
        for name, model in models.questions.items():
            said[name] += list(model.predict_proba(matrix)[:, 1] >= SURE)
            true[name] += [QUESTIONS[name](row.truth) for row in test]
        steps += zip(
            models.stage.predict(matrix), [row.truth["stage"] or NO_STAGE for row in test], strict=True
        )
    for name in QUESTIONS:
        figures(name, np.array(said[name]), np.array(true[name]))
    asked = [name for name in QUESTIONS if name.startswith("ask ")]
    figures(
        "all asks", np.array([said[n] for n in asked]).ravel(), np.array([true[n] for n in asked]).ravel()
    )
    for stage in sorted({step for step, _ in steps} | {step for _, step in steps}):
        figures(
            f"stage {stage}",
            np.array([s == stage for s, _ in steps]),
            np.array([t == stage for _, t in steps]),
        )


def write(training: Sequence[Row]) -> None:
    """The table of weights, in hundredths."""
    models = fitted(training)
    columns = {name: (model.coef_[0], model.intercept_[0]) for name, model in models.questions.items()}
    for place, stage in enumerate(models.stage.classes_):
        columns[f"stage {stage}"] = (models.stage.coef_[place], models.stage.intercept_[place])
    lines = ["\t".join(["", *(f"{name}={round(bias * 100)}" for name, (_, bias) in columns.items())])]
    for place, feature in enumerate(models.words.get_feature_names_out()):
        kept = [
            f"{name}={round(weights[place] * 100)}"
            for name, (weights, _) in columns.items()
            if abs(weights[place]) >= LEAST
        ]
        if kept:
            lines.append("\t".join([feature, *kept]))
    path = data("verdict.tsv")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(
        f"{path.name}: {len(training)} messages, {len(lines) - 1} features, {path.stat().st_size // 1024} KB"
    )


def main() -> None:
    """Figures, then the table."""
    everything = [row for path in sorted(FOLDER.glob("author_*.toml")) for row in rows(path)]
    everything += checked() + cases()
    if "--no-figures" not in sys.argv:
        held_out(everything)
    write(everything)


if __name__ == "__main__":
    main()
