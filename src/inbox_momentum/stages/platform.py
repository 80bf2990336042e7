"""The notices of test platforms: an invitation asks, a notice that a session is over never does."""

from __future__ import annotations

from inbox_momentum.model import SenderIdentity, SenderKind
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.scan import Scan

_UNSAID = frozenset({"HYPOTHETICAL", "NEGATED", "FUTURE_CONDITION", "IF_START", "WE_WILL", "CANDIDATES_WHO"})
_STILL_OPEN = frozenset({"DEADLINE", "TESTLINK", "TEST_NOT_DONE"})


def session_over(scan: Scan, identity: SenderIdentity) -> bool:
    """Whether an assessment platform reports a session finished, recorded, closed or handed in.

    Its subject line and its sentences are held against the marks of an open test:
    a day to finish by, a link to start, words that ask for it to be done.
    """
    if identity.kind is not SenderKind.ASSESSMENT:
        return False
    over = {
        index
        for index, tags in enumerate(scan.tags)
        if "SESSION_OVER" in tags and not tags & _UNSAID and not scan.sentences[index].question
    }
    if not over:
        return False
    asked = {
        hit.index for hit in scan.of("code_test", "test_window") if not hit.cue.name.startswith(NAME)
    } | {index for index, tags in enumerate(scan.tags) if tags & _STILL_OPEN}
    return not asked - over
