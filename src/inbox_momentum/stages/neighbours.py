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
SETTLED_REFEREES = frozenset(
    {"NOT_REFEREE", "REFEREE_NOT", "THANKS_FOR_DELIVERED", "HYPOTHETICAL", "NO_NEED_WORDS"}
)
_TIMES = frozenset({"TIMEWORD", "DATE", "CLOCK"})
_DUE = _TIMES | {"DEADLINE"}
_NO_SLOT = frozenset(
    {"DEADLINE", "PAST_BY_YOU", "PAST_AUX", "START_DATE", "TEST", "DOC", "REFEREE", "OFFER_WORD", "CANCELLED"}
)
_SILENT_WORK = frozenset(
    {
        "HYPOTHETICAL",
        "CANDIDATES_WHO",
        "OPTIONAL",
        "NO_NEED_WORDS",
        "DOC",
        "REFEREE",
        "OFFER_WORD",
        "HARD_FACT",
    }
)
_SHORT = 9
"""Words up to which a question leans on the sentence before it."""


def leaning(scan: Scan) -> Iterator[tuple[WaitKind, int]]:
    """Requests that only the sentences around them explain."""
    yield from _dependent(scan)
    for index in () if scan.has("submission") else _briefs(scan):
        yield WaitKind.CODE_TEST, index
    for index in _terms(scan):
        yield WaitKind.OFFER, index


def _dependent(scan: Scan) -> Iterator[tuple[WaitKind, int]]:
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


def _briefs(scan: Scan) -> Iterator[int]:
    """Sentences that tell when the work of a brief nearby is due ("Please get it to us by Monday")."""
    named = {
        index
        for index, _, tags in scan.body
        if "BRIEF_NAMED" in tags and not tags & (_SETTLED | {"OPTIONAL"})
    }
    for index, _, tags in scan.body:
        due = "HAND_IN" in tags and tags & _DUE
        if due and not tags & (_SILENT_WORK | _SETTLED) and named & set(range(index - 3, index + 2)):
            yield index


def _terms(scan: Scan) -> Iterator[int]:
    """Sentences that ask for the decision on terms which a neighbour states."""
    stated = {index for index, _, tags in scan.body if "TERMS_STATED" in tags and "HYPOTHETICAL" not in tags}
    for index, _, tags in scan.body:
        if "DECISION_ASKED" in tags and not tags & _SILENT and stated & {index - 2, index - 1, index}:
            yield index


def with_referees(scan: Scan, index: int) -> bool:
    """Whether the talk that a sentence wants is one with referees, not with the owner."""
    tags = scan.tags[index]
    return "REFEREE" in tags and not tags & (SETTLED_REFEREES | {"TIMEWORD", "CLOCK", "SCHEDLINK"})
