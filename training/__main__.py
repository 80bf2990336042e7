"""``python -m training`` fits all models anew and prints how right they are on authors held out.

First the sentences. Then, for each group of authors, the sentences again without theirs, so
that the evidence of their messages is what it would be for mail that nobody has seen. From that
evidence, each step again without the group whose messages it is used on: what a message is by itself;
what it is among its neighbours; what it asks, shows and answers, first with what the rules read before
it, then with what was read as the program reads it. Needs scikit-learn (``make train`` installs it);
the program itself does not. Takes a quarter of an hour, and more with the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from unittest.mock import patch

from inbox_momentum.assets import data
from inbox_momentum.stages import likeness, proposals, weights
from training import evidence, fit, matter, replies, verdict
from training.evidence import Evidence, Row

Sentences = dict[tuple[str, str], list[str]]
Known = dict[tuple[str, str], list[fit.Line]]


@dataclass(frozen=True, slots=True)
class Fold:
    """A group of authors, and all tables that were fitted without them so far."""

    authors: frozenset[str]
    sentences: Sentences
    tables: dict[str, list[str]] = field(default_factory=dict)


@contextmanager
def reading_with(fold: Fold) -> Iterator[None]:
    """Messages are read with the tables of a fold, not with those of the package."""
    models = {key: likeness.Model(iter(rows)) for key, rows in fold.sentences.items()}
    tables = {name: weights.Weights(iter(rows)) for name, rows in fold.tables.items()}
    package = weights.table
    with (
        patch.object(proposals, "model", lambda side, language: models[side, language]),
        patch.object(weights, "table", lambda name: tables.get(name) or package(name)),
    ):
        yield


def without(known: Known, group: frozenset[str]) -> Sentences:
    """The tables of sentences fitted without a group of authors."""
    return {(side, language): rows for side, language, rows in fit.tables(known, group)}


def of_fold(paths: Sequence[Path], weighed: bool, fold: Fold) -> Evidence:
    """The evidence of a fold's messages, read with tables that do not know their authors."""
    with reading_with(fold):
        return sum(
            (evidence.of_author(path, weighed=weighed) for path in paths if path.stem in fold.authors),
            Evidence(),
        )


def gathered(paths: Sequence[Path], folds: Sequence[Fold], pool: Pool, *, weighed: bool = False) -> Evidence:
    """The evidence of every author's messages."""
    return sum(pool.map(partial(of_fold, paths, weighed), folds, chunksize=1), Evidence())


def unknown(rows: Sequence[Row], fold: Fold) -> list[Row]:
    """The rows of all authors but those of the fold."""
    return [row for row in rows if row.author not in fold.authors]


def _matter(found: Evidence, fold: Fold) -> list[str]:
    return matter.table(Evidence(unknown(found.alone, fold), unknown(found.among, fold)))


def _verdict(found: Sequence[Row], fold: Fold) -> list[str]:
    return verdict.table(unknown(found, fold))


def _replies(found: Sequence[Row], fold: Fold) -> list[str]:
    return replies.table(unknown(found, fold))


def write(name: str, rows: Sequence[str]) -> None:
    """A table of the package."""
    path = data(f"{name}.tsv")
    path.write_text("\n".join(rows) + "\n", "utf-8")
    weights.table.cache_clear()
    print(f"{path.name}: {len(rows) - 1} features, {path.stat().st_size // 1024} KB", flush=True)


def sentences(known: Known, paths: Sequence[Path], pool: Pool) -> list[Fold]:
    """The tables of sentences of the package, and folds with their own."""
    fit.write(known)
    likeness.model.cache_clear()
    groups = fit.folds([path.stem for path in paths])
    return [
        Fold(group, tables)
        for group, tables in zip(groups, pool.map(partial(without, known), groups, chunksize=1), strict=True)
    ]


def messages(paths: Sequence[Path], folds: Sequence[Fold], pool: Pool) -> Evidence:
    """The tables of whole messages, of the package and of the folds; returns the evidence used at the end."""

    def learn(name: str, tables: Sequence[list[str]]) -> None:
        for fold, rows in zip(folds, tables, strict=True):
            fold.tables[name] = rows

    alone = Evidence(gathered(paths, folds, pool).alone + matter.cases())
    learn("matter", pool.map(partial(_matter, alone), folds, chunksize=1))
    among = Evidence(alone.alone, gathered(paths, folds, pool).among)
    learn("matter", pool.map(partial(_matter, among), folds, chunksize=1))
    write("matter", matter.table(among))
    extra = Evidence(inbound=verdict.checked() + verdict.cases(), outbound=replies.cases())
    found = gathered(paths, folds, pool) + extra
    learn("verdict", pool.map(partial(_verdict, found.inbound), folds, chunksize=1))
    learn("replies", pool.map(partial(_replies, found.outbound), folds, chunksize=1))
    found = gathered(paths, folds, pool, weighed=True) + extra
    write("verdict", verdict.table(found.inbound))
    write("replies", replies.table(found.outbound))
    return found


def main() -> None:
    """Figures and tables: sentences, the matter of messages, received messages, sent messages."""
    figures = "--no-figures" not in sys.argv
    known = fit.everything()
    if figures:
        for side, language in known:
            fit.held_out(side, language, known)
    paths = sorted(evidence.FOLDER.glob("author_*.toml"))
    with get_context("fork").Pool(2) as pool:
        found = messages(paths, sentences(known, paths, pool), pool)
    if figures:
        matter.held_out(found.among)
        verdict.held_out(found.inbound)
        replies.held_out(found.outbound)


if __name__ == "__main__":
    main()
