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
_BOARD_MATTERS = ("receipt", "reject", "schedule", "meeting_wish", "code_test", "nudge", "booking", "offered")
"""What a job board's own mail must speak of to be more than an advertisement."""
_MEDIUM = ("hiring_role", "hiring_title", "hiring_candidate")
_ASKING = ("schedule", "documents", "references", "question.fact", "pitch", "next_step", "meeting_wish")
_STAGED = ("stage.tech_screen", "stage.onsite", "stage.checks", "stage.code_test")
_REFEREES = 1.5
"""Two sentences that ask for referees: nobody but an employer writes so."""
_COLLEAGUE = 2.0
"""Mail inside one company is seldom a candidate's."""
_COURTING = 0.75
_LONG = 40
"""Sentences beyond which a mail is likelier a digest: its evidence is thinned out."""
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
    score: float
    """Weight of the text's own words."""
    cues: float
    """Pieces of evidence beside the request itself: the text's (at most 1) and the sender's (1)."""
    human: bool
    """A person wrote it."""


def stand(
    scan: Scan, identity: SenderIdentity, context: Context, automated: str | None, *, internal: bool = False
) -> Standing:
    """Weigh the words of hiring against those of other matters.

    ``internal``: sender and owner write from the same company's domain.
    """
    score, against = _score(scan)
    if context.first and not (context.owner_wrote or against):
        score += _pitched(scan)
    if internal:
        score -= _COLLEAGUE
    platform = identity.kind in PLATFORMS
    board = identity.kind is SenderKind.JOB_BOARD
    known = (platform or context.hiring or identity.kind is SenderKind.AGENCY) and against < 2
    hiring = score >= (_ENOUGH_KNOWN if known or board else _ENOUGH)
    if board and not identity.relay and not (scan.has(*_BOARD_MATTERS) or scan.tagged("YOUR_APPLICATION")):
        hiring = known = False
    slight = against == 1 and context.hiring and context.owner_wrote
    return Standing(
        hiring=hiring,
        relevant=hiring or (known and (score > -1 or slight)),
        noise=_noise(scan, identity),
        score=score,
        cues=min(1.0, max(0.0, score) / _ENOUGH) + (1.0 if known else 0.4 if board else 0.0),
        human=is_human(identity, automated),
    )


def _score(scan: Scan) -> tuple[float, int]:
    """Weight of the words of hiring, and how many phrases speak of another matter."""
    hiring = {hit.index for hit in scan.of("hiring")}
    medium = sum(scan.has_row(group) for group in _MEDIUM)
    pitched = len({hit.index for hit in scan.of("pitch_profile")} - hiring)
    against = len({hit.phrase for hit in scan.of("not_hiring")})
    score = len(hiring) + 0.5 * medium + 0.75 * min(pitched, 2)
    if not against:
        decisive = scan.has_row("reject", "offered", "receipt", "submission") or (
            scan.has_row("code_test") and bool(hiring or medium)
        )
        score += 0.5 if any("CANDIDACY" in scan.tags[hit.index] for hit in scan.of("reject")) else 0.0
        named = any("INTERVIEW_NAMED" in scan.tags[index] for index in hiring)
        first_call = decisive and scan.has_row("stage.recruiter_screen")
        asks = scan.has_row(*_ASKING) and (hiring or medium or first_call)
        score += 0.5 if scan.has_row(*_STAGED) else 0.0
        score += _REFEREES if len({hit.index for hit in scan.of("references")}) > 1 else 0.0
        score += 0.5 if scan.tagged("SIGN_DOC") and medium else 0.0
        score += (1.0 if decisive else 0.0) + (0.5 if named else 0.0) + (0.5 if asks else 0.0)
    if len(scan.sentences) > _LONG:
        score *= _LONG / len(scan.sentences)
    return score - _CONTRARY * against, against


def _pitched(scan: Scan) -> float:
    """A first mail that courts the reader in two sentences, and names a post, is of hiring."""
    courting = {hit.index for hit in scan.of("pitch") if not scan.sentences[hit.index].subject}
    posts = scan.has_row("hiring_role", "hiring_title")
    return _COURTING if len(courting) > 1 and posts and len(scan.sentences) <= _LONG else 0.0


def _noise(scan: Scan, identity: SenderIdentity) -> bool:
    hits = scan.of("noise")
    if not hits:
        return False
    if identity.kind not in PLATFORMS and not scan.has("hiring") and scan.tagged("UNSUBSCRIBE"):
        return True
    leading = any(hit.index < _LEADING for hit in hits)
    if identity.kind in (SenderKind.JOB_BOARD, SenderKind.BULK):
        return True
    return leading or len({hit.index for hit in hits}) >= 3


def is_human(identity: SenderIdentity, automated: str | None) -> bool:
    """Whether a person wrote the message, also through a platform."""
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
