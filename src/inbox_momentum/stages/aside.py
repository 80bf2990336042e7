"""A process that scans messages for another one: ``ahead`` starts it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

from inbox_momentum.ingest import worker
from inbox_momentum.stages.scan import Words, headlines, scanned


def scans(batch: Sequence[Sequence[Any]], languages: Sequence[str]) -> bytes:
    """For each of the messages (fields of ``Words``, whether a person wrote it) its scan, and whether
    the latter matters; pickled together, so that what they have in common is there once."""
    found = []
    for *fields, human in batch:
        words = Words(*fields)
        scan = scanned(words, human=human, languages=languages)
        found.append((scan, headlines(scan, words)))
    return pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL)


def main() -> None:
    """Answer until the input ends."""
    worker.serve({"scans": scans})
