"""Fits the weight tables of ``stages/likeness.py`` from the sentences in this folder.

``python -m training.fit`` prints figures with each file held out in turn (a file
is one author's voice), then fits on all and writes ``data/likeness_*.tsv``. A language
other than English learns words from its own few files, and what the concepts mean
from the English ones as well, at a smaller weight. Needs scikit-learn (``make train``
installs it); the program itself does not.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from inbox_momentum.assets import data
from inbox_momentum.stages import marks
from inbox_momentum.stages.lexicon import LANGUAGES, Lexicon, lexicon
from inbox_momentum.stages.likeness import features
from inbox_momentum.stages.prose import sentences

FOLDER = Path(__file__).resolve().parent
STRENGTH = 100.0
STRENGTH_ELSEWHERE = 50.0
"""Of the languages with few sentences."""
BORROWED = 0.2
"""Weight of an English sentence, known by its concepts only, in the table of another language."""
LEAST = 0.3
"""Weights nearer to zero than this are left out."""
Rows = list[tuple[str, set[str]]]


def rows(path: Path, language: str) -> Rows:
    """(label, features) of each line of one file."""
    table = lexicon(language, owner=path.name.startswith("outbound"))
    found = []
    for line in path.read_text("utf-8").splitlines():
        label, tab, text = line.partition("\t")
        if tab and text.strip() and not label.startswith("#"):
            found.append((label.strip(), _features(text, table)))
    return found


def _features(text: str, table: Lexicon) -> set[str]:
    found: set[str] = set()
    for sentence in sentences("", text):
        concepts = frozenset(marks.tags(sentence, table))
        found |= features(sentence.norm, concepts, {cue.group for cue in table.fire(concepts)})
    return found


def concepts_of(training: Rows) -> Rows:
    """The same sentences, known by what does not depend on their language."""
    return [(label, {name for name in found if name[0] in "=#"}) for label, found in training]


def fitted(training: Rows, borrowed: Rows) -> tuple[TfidfVectorizer, LogisticRegression]:
    """Vocabulary and weights; ``borrowed``: sentences of another language, or none."""
    words = TfidfVectorizer(analyzer=sorted, binary=True, min_df=1 if borrowed else 2, dtype=np.float64)
    matrix = words.fit_transform([found for _, found in training + borrowed])
    weights = LogisticRegression(
        C=STRENGTH_ELSEWHERE if borrowed else STRENGTH,
        max_iter=300,
        class_weight=None if borrowed else "balanced",
    )
    shares = [1.0] * len(training) + [BORROWED] * len(borrowed)
    weights.fit(matrix, [label for label, _ in training + borrowed], sample_weight=shares)
    return words, weights


def held_out(files: dict[str, Rows], borrowed: Rows) -> None:
    """Figures with each file held out in turn."""
    for name, test in files.items():
        training = [row for other, found in files.items() if other != name for row in found]
        if not training:
            return
        words, weights = fitted(training, borrowed)
        shares = weights.predict_proba(words.transform([found for _, found in test]))
        said = weights.classes_[np.argmax(shares, axis=1)]
        true = np.array([label for label, _ in test])
        sure = shares.max(axis=1) >= 0.8
        share, firm = np.mean(said == true), np.mean((said == true)[sure])
        print(f"{name}: right {share:.3f}; {firm:.3f} of the {sure.mean():.0%} where it is sure")
        wrong = Counter((t, s) for t, s in zip(true, said, strict=True) if t != s)
        print("   ", ", ".join(f"{t}→{s} {n}" for (t, s), n in wrong.most_common(8)))


def write(name: str, training: Rows, borrowed: Rows) -> None:
    """The table of weights, in hundredths."""
    words, weights = fitted(training, borrowed)
    labels = list(weights.classes_)
    coefficients, biases = weights.coef_, weights.intercept_
    lines = ["\t".join(["", *(f"{label}={round(b * 100)}" for label, b in zip(labels, biases, strict=True))])]
    for place, (feature, rarity) in enumerate(zip(words.get_feature_names_out(), words.idf_, strict=True)):
        column = coefficients[:, place]
        kept = [
            f"{label}={round(w * 100)}" for label, w in zip(labels, column, strict=True) if abs(w) >= LEAST
        ]
        if kept:
            lines.append("\t".join([feature, str(round(rarity * 100)), *kept]))
    path = data(f"likeness_{name}.tsv")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(
        f"{path.name}: {len(training)} sentences, {len(lines) - 1} features, {path.stat().st_size // 1024} KB"
    )


def main() -> None:
    """Figures, then the tables."""
    for side in ("inbound", "outbound"):
        english: Rows = []
        for language in LANGUAGES:
            pattern = f"{side}_[0-9]*.tsv" if language == "en" else f"{side}_{language}*.tsv"
            files = {path.name: rows(path, language) for path in sorted(FOLDER.glob(pattern))}
            borrowed = concepts_of(english)
            if "--no-figures" not in sys.argv:
                held_out(files, borrowed)
            training = [row for found in files.values() for row in found]
            write(f"{side}_{language}", training, borrowed)
            english = english or training


if __name__ == "__main__":
    main()
