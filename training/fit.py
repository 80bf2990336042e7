"""Fits the weight tables of ``stages/likeness.py`` from the sentences in this folder.

A language other than English learns words from its own few sentences, and what the concepts
mean from the English ones as well, at a smaller weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
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
MAIL = FOLDER / "sentences"
"""The sentences of the labelled messages, by author."""
SIDES = {"inbound": "in", "outbound": "out"}
STRENGTH = 100.0
STRENGTH_ELSEWHERE = 50.0
"""Of the languages with few sentences."""
BORROWED = 0.2
"""Weight of an English sentence, known by its concepts only, in the table of another language."""
LEAST = 0.3
"""Weights nearer to zero than this are left out."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of known intent."""

    author: str
    """Of the message that it stands in; the file's name for a sentence on its own."""
    label: str
    found: Set[str]


Borrowed = Counter[tuple[str, frozenset[str]]]
"""Label and concepts of sentences in another language, and their number."""
NOTHING: Borrowed = Counter()


def lines(side: str, language: str) -> list[Line]:
    """Every sentence of one side in one language: ``*_N.tsv`` here, and those of the labelled messages."""
    table = lexicon(language, owner=side == "outbound")
    pattern = f"{side}_[0-9]*.tsv" if language == "en" else f"{side}_{language}*.tsv"
    found = []
    for path in sorted(FOLDER.glob(pattern)):
        for row in path.read_text("utf-8").splitlines():
            label, tab, text = row.partition("\t")
            if tab and text.strip() and not label.startswith("#"):
                found.append(Line(path.stem, label.strip(), _features(text, table)))
    for path in sorted(MAIL.glob("author_*.tsv")):
        for row in path.read_text("utf-8").splitlines():
            label, where, tongue, _, text = row.split("\t")
            if where == SIDES[side] and tongue == language:
                found.append(Line(path.stem, label, _features(text, table)))
    return found


def _features(text: str, table: Lexicon) -> set[str]:
    found: set[str] = set()
    for sentence in sentences("", text):
        concepts = frozenset(marks.tags(sentence, table))
        found |= features(sentence.norm, concepts, {cue.group for cue in table.fire(concepts)})
    return found


def concepts_of(training: Sequence[Line]) -> Borrowed:
    """The same sentences, known by what does not depend on their language, and how many are alike."""
    return Counter(
        (line.label, frozenset(name for name in line.found if name[0] in "=#")) for line in training
    )


def fitted(training: Sequence[Line], borrowed: Borrowed) -> tuple[TfidfVectorizer, LogisticRegression]:
    """Vocabulary and weights; ``borrowed``: sentences of another language, or none."""
    words = TfidfVectorizer(analyzer=sorted, binary=True, min_df=1 if borrowed else 2, dtype=np.float64)
    both = [*((line.label, line.found) for line in training), *borrowed]
    matrix = words.fit_transform([found for _, found in both])
    weights = LogisticRegression(
        C=STRENGTH_ELSEWHERE if borrowed else STRENGTH,
        max_iter=300,
        class_weight=None if borrowed else "balanced",
    )
    shares = [1.0] * len(training) + [BORROWED * times for times in borrowed.values()]
    weights.fit(matrix, [label for label, _ in both], sample_weight=shares)
    return words, weights


def table(training: Sequence[Line], borrowed: Borrowed) -> Iterator[str]:
    """The lines of a table of weights, in hundredths."""
    words, weights = fitted(training, borrowed)
    labels = list(weights.classes_)
    yield "\t".join(
        ["", *(f"{label}={round(b * 100)}" for label, b in zip(labels, weights.intercept_, strict=True))]
    )
    for place, (feature, rarity) in enumerate(zip(words.get_feature_names_out(), words.idf_, strict=True)):
        column = weights.coef_[:, place]
        kept = [
            f"{label}={round(w * 100)}" for label, w in zip(labels, column, strict=True) if abs(w) >= LEAST
        ]
        if kept:
            yield "\t".join([feature, str(round(rarity * 100)), *kept])


def everything() -> dict[tuple[str, str], list[Line]]:
    """All sentences, by side and language."""
    return {(side, language): lines(side, language) for side in SIDES for language in LANGUAGES}


def tables(
    known: dict[tuple[str, str], list[Line]], without: Set[str] = frozenset()
) -> Iterator[tuple[str, str, list[str]]]:
    """(side, language, lines of the table), fitted on all but the authors ``without``."""
    for (side, language), found in known.items():
        training = [line for line in found if line.author not in without]
        english = [line for line in known[side, "en"] if line.author not in without]
        yield side, language, list(table(training, NOTHING if language == "en" else concepts_of(english)))


def folds(authors: Sequence[str]) -> list[frozenset[str]]:
    """The authors in a few groups, to be held out in turn."""
    return [frozenset(sorted(authors)[place::FOLDS]) for place in range(FOLDS)]


def held_out(side: str, language: str, known: dict[tuple[str, str], list[Line]]) -> None:
    """Figures with each group of authors held out in turn."""
    found = known[side, language]
    english = [] if language == "en" else known[side, "en"]
    said: list[str] = []
    sure: list[bool] = []
    true: list[str] = []
    for group in folds(sorted({line.author for line in found})):
        test = [line for line in found if line.author in group]
        if not test:
            continue
        words, weights = fitted(
            [line for line in found if line.author not in group],
            concepts_of([line for line in english if line.author not in group]),
        )
        shares = weights.predict_proba(words.transform([line.found for line in test]))
        said += list(weights.classes_[np.argmax(shares, axis=1)])
        sure += list(shares.max(axis=1) >= 0.8)
        true += [line.label for line in test]
    right = np.array([s == t for s, t in zip(said, true, strict=True)])
    firm = right[np.array(sure)].mean()
    print(f"{side} {language}: right {right.mean():.3f}; {firm:.3f} of the {np.mean(sure):.0%} that are sure")
    wrong = Counter((t, s) for t, s in zip(true, said, strict=True) if t != s)
    print("   ", ", ".join(f"{t}→{s} {n}" for (t, s), n in wrong.most_common(8)))


def write(known: dict[tuple[str, str], list[Line]]) -> None:
    """The tables of the package."""
    for side, language, rows in tables(known):
        path = data(f"likeness_{side}_{language}.tsv")
        path.write_text("\n".join(rows) + "\n", "utf-8")
        size = path.stat().st_size // 1024
        print(f"{path.name}: {len(known[side, language])} sentences, {len(rows) - 1} features, {size} KB")
