"""Whether a message speaks of hiring at all, and how sure a verdict is."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.model import SenderIdentity, SenderKind
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.scan import Scan

PLATFORMS = frozenset({SenderKind.ATS, SenderKind.ASSESSMENT})
"""Senders whose every mail is of hiring, noise apart."""

_ENOUGH = 1.5
_ENOUGH_KNOWN = 0.5
_CONTRARY = 1.5
_LEADING = 3
"""Sentences (subject included) in which noise decides what a mail is."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a message stands to hiring."""

    hiring: bool
    """The text speaks of hiring."""
    relevant: bool
    """The text, the thread or the platform makes it hiring mail: only then are asks meant."""
    noise: bool
    """A code, an alert, a survey, advertising."""
    cues: float
    """Pieces of evidence beside the request itself: the text's (at most 1) and the sender's (1)."""
    human: bool
    """A person wrote it."""


def stand(scan: Scan, identity: SenderIdentity, context: Context, automated: str | None) -> Standing:
    """Weigh the words of hiring against those of other matters."""
    strong = len({hit.index for hit in scan.of("hiring")})
    weak = len({hit.index for hit in scan.of("hiring_weak")} - {hit.index for hit in scan.of("hiring")})
    against = len({hit.phrase for hit in scan.of("not_hiring")})
    decisive = 1 if scan.has("reject", "offered", "receipt", "code_test", "submission") and not against else 0
    score = strong + 0.25 * min(weak, 3) + decisive - _CONTRARY * against
    platform = identity.kind in PLATFORMS
    board = identity.kind is SenderKind.JOB_BOARD
    known = (platform or context.hiring or identity.kind is SenderKind.AGENCY) and against < 2
    asks = scan.has("schedule", "documents", "references", "question.fact", "pitch", "next_step", "meeting_wish")
    if asks and strong:
        score += 0.5
    hiring = score >= (_ENOUGH_KNOWN if known or board else _ENOUGH)
    return Standing(
        hiring=hiring,
        relevant=hiring or (known and score > -1),
        noise=_noise(scan, identity),
        cues=min(1.0, max(0.0, score) / _ENOUGH) + (1.0 if known else 0.4 if board else 0.0),
        human=_human(identity, automated),
    )


def _noise(scan: Scan, identity: SenderIdentity) -> bool:
    hits = scan.of("noise")
    if not hits:
        return False
    leading = any(hit.index < _LEADING for hit in hits)
    if identity.kind in (SenderKind.JOB_BOARD, SenderKind.BULK):
        return True
    return leading or len({hit.index for hit in hits}) >= 3


def _human(identity: SenderIdentity, automated: str | None) -> bool:
    if identity.relay:
        return True
    if identity.kind in (SenderKind.ASSESSMENT, SenderKind.SCHEDULER, SenderKind.BULK):
        return False
    if identity.kind in (SenderKind.ATS, SenderKind.JOB_BOARD):
        return identity.person is not None and automated is None
    return automated is None


def confidence(weight: float, cues: float) -> float:
    """Two cues, or one cue and a known sender, reach 0.8; fewer stay below."""
    total = weight + cues
    if total < 1.2:
        return round(max(0.3, 0.5 * total), 2)
    if total < 1.6:
        return round(0.6 + 0.35 * (total - 1.2), 2)
    return round(min(0.97, 0.8 + 0.11 * (total - 1.6)), 2)
