"""``python -m training`` fits all models anew and prints how right they are on authors held out.

First the sentences. Then, for each group of authors, the sentences again without theirs, so
that the evidence of their messages is what it would be for mail that nobody has seen; from
that evidence the weights of received and of sent messages. Needs scikit-learn (``make train``
installs it); the program itself does not. Takes some minutes, and half an hour with the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

from inbox_momentum.stages import likeness, proposals, weights
from training import fit, replies, verdict
from training.verdict import FOLDER, Row

Tables = dict[tuple[str, str], list[str]]
Known = dict[tuple[str, str], list[fit.Line]]


@contextmanager
def reading_with(tables: Tables) -> Iterator[None]:
    """Sentences are likened with these tables, not with those of the package."""
    models = {key: likeness.Model(iter(rows)) for key, rows in tables.items()}
    with patch.object(proposals, "model", lambda side, language: models[side, language]):
        yield


def without(known: Known, group: frozenset[str]) -> Tables:
    """The tables of sentences fitted without a group of authors."""
    return {(side, language): rows for side, language, rows in fit.tables(known, group)}


def gather(
    paths: list[Path], folds: list[frozenset[str]], fitted: list[Tables], rows: Callable[[Path], list[Row]]
) -> list[Row]:
    """The evidence of every author's messages, read with the tables that do not know the author."""
    found: list[Row] = []
    for group, tables in zip(folds, fitted, strict=True):
        with reading_with(tables):
            found += [row for path in paths if path.stem in group for row in rows(path)]
    return found


def main() -> None:
    """Figures and tables: sentences, received messages, sent messages."""
    figures = "--no-figures" not in sys.argv
    known = fit.everything()
    if figures:
        for side, language in known:
            fit.held_out(side, language, known)
    fit.write(known)
    likeness.model.cache_clear()
    paths = sorted(FOLDER.glob("author_*.toml"))
    folds = fit.folds([path.stem for path in paths])
    with get_context("fork").Pool(2) as pool:
        fitted = pool.starmap(without, [(known, group) for group in folds], chunksize=1)
    for model, extra in ((verdict, verdict.checked() + verdict.cases()), (replies, replies.cases())):
        everything = gather(paths, folds, fitted, model.rows) + extra
        if figures:
            model.held_out(everything)
        model.write(everything)
        weights.table.cache_clear()


if __name__ == "__main__":
    main()
