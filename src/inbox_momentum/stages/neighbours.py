"""Requests that only a neighbouring sentence explains: "Could you send me both?", "Which shall I take?"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from inbox_momentum.model import WaitKind
from inbox_momentum.stages.scan import Scan

_ASKING = frozenset({"REQUEST", "IMPERATIVE", "QUESTION"})
_SILENT = frozenset({"HYPOTHETICAL", "CANDIDATES_WHO", "OPTIONAL", "NO_NEED_WORDS", "CLOSING", "WE_WILL"})
_OBJECTS = (
    (frozenset({"REFEREE"}), WaitKind.REFERENCES),
    (frozenset({"DOC"}), WaitKind.DOCUMENTS),
    (frozenset({"TEST_NAMED"}), WaitKind.CODE_TEST),
)
_OWN_OBJECT = frozenset({"DOC", "REFEREE", "TEST_NAMED", "TEST", "AVAILABILITY", "OFFER_WORD", "HARD_FACT"})
_SETTLED = frozenset(
    {"TEST_DONE", "TEST_DISCUSS", "THANKS_FOR_DELIVERED", "HYPOTHETICAL", "CANDIDATES_WHO", "NO_NEED_WORDS"}
)
_TIMES = frozenset({"TIMEWORD", "DATE", "CLOCK"})
_NO_SLOT = frozenset(
    {"DEADLINE", "PAST_BY_YOU", "PAST_AUX", "START_DATE", "TEST", "DOC", "REFEREE", "OFFER_WORD", "CANCELLED"}
)
_SHORT = 9
"""Words up to which a question leans on the sentence before it."""


def dependent(scan: Scan) -> Iterator[tuple[WaitKind, int]]:
    """Requests whose object is a pronoun, with the kind that the one or two sentences before name."""
    for index, sentence, tags in scan.body:
        if "ITS_OBJECT" not in tags or not tags & _ASKING or tags & (_SILENT | _OWN_OBJECT):
            continue
        if len(sentence.norm[sentence.start :].split()) > 2 * _SHORT:
            continue
        for before in (index - 1, index - 2):
            kind = _named(scan, before)
            if kind:
                yield kind, index
                break


def _named(scan: Scan, index: int) -> WaitKind | None:
    if index < 0 or scan.sentences[index].subject or scan.tags[index] & _SETTLED:
        return None
    return next((kind for words, kind in _OBJECTS if scan.tags[index] & words), None)


def choices(scan: Scan, taken: Set[int]) -> Iterator[int]:
    """Short questions that choose among times stated just before ("Tuesday or Thursday. Which suits?")."""
    for index, sentence, tags in scan.body:
        if "QUESTION" not in tags or "CHOICE" not in tags or tags & (_SILENT | {"HARD_FACT", "DOC"}):
            continue
        if len(sentence.norm[sentence.start :].split()) > _SHORT:
            continue
        before = index - 1
        if before < 0 or scan.sentences[before].subject or before in taken:
            continue
        if (
            scan.tags[before] & _TIMES
            and not scan.tags[before] & _NO_SLOT
            and not scan.tags[before] & _SILENT
        ):
            yield index
