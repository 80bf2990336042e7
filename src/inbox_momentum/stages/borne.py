"""Whether the words about a hit bear it out: of a likeness, and of a withdrawn request."""

from __future__ import annotations

from inbox_momentum.model import WaitKind
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.scan import Hit, Scan

_TEST_WORDS = frozenset({"TEST", "TEST_NAMED", "TESTLINK", "SUBMITTED_ASK"})
_REFEREE_WORDS = frozenset({"REFEREE", "CONTACT_DATA"})
_OFFER_WORDS = frozenset({"OFFER_WORD", "OFFERED", "SIGN_OFFER", "SIGN_DOC", "DECIDE_JOIN", "SIGNED_COPY"})
_DELIVERED = frozenset({"THANKS_FOR_DELIVERED", "TEST_DONE"})
_ASKS_OF_YOU = frozenset({"REQUEST", "IMPERATIVE", "QUESTION", "WELCOME", "NEED"})
_STRONG = 0.96
"""A likeness that needs no word beside it."""


def borne_out(kind: WaitKind, hit: Hit, scan: Scan, context: Context) -> bool:
    """Whether a likeness is strong, or has words of its matter about it: of referees, of an offer."""
    index = hit.index
    tags = scan.tags[index]
    around = frozenset().union(*scan.tags[max(0, index - 1) : index + 2])
    if tags & _DELIVERED and not tags & {"REQUEST", "IMPERATIVE", "QUESTION"}:
        return False  # what came is no longer asked for
    if kind is WaitKind.CODE_TEST and ("TO_COME" in tags or ("S_TECH" in tags and not tags & _TEST_WORDS)):
        return False  # announced, or a conversation
    if kind is WaitKind.REFERENCES and "QUESTION" in tags and not around & _REFEREE_WORDS:
        return False
    if hit.cue.weight >= _STRONG:
        return True
    if kind is WaitKind.REFERENCES:
        return bool(around & _REFEREE_WORDS) and bool(tags & _ASKS_OF_YOU)
    if kind is WaitKind.OFFER and "PRAISE_WORDS" in tags:
        return context.offered or any(found & _OFFER_WORDS for found in scan.tags)
    return True


def voided(tags: frozenset[str]) -> frozenset[WaitKind]:
    """Kinds that a sentence of withdrawal names; empty when it names none."""
    kinds: set[WaitKind] = set()
    if not tags.isdisjoint({"TEST_NAMED", "TEST"}):
        kinds.add(WaitKind.CODE_TEST)
    if "REFEREE" in tags:
        kinds.add(WaitKind.REFERENCES)
    if "DOC" in tags:
        kinds.add(WaitKind.DOCUMENTS)
    if not kinds and not tags.isdisjoint({"MEETING_NAMED", "AVAILABILITY", "BOOKED_THING"}):
        kinds.add(WaitKind.SCHEDULE)
    return frozenset(kinds)
