"""Who allows whom to see what, for which purpose and until when."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from inbox_momentum.model import UsageError
from inbox_momentum.report.clean import controls_removed

DAY_S = 86_400
USUAL_DAYS, MOST_DAYS = 14, 30
MAX_AUDIENCE, MAX_PURPOSE = 120, 200
THUMBPRINT = r"^[A-Za-z0-9_-]{43}$"
"""RFC 7638 with SHA-256, base64url."""
NUMBER = r"^[A-Za-z0-9_-]{22}$"
"""A ``jti``: 128 random bits, base64url."""


class Scope(StrEnum):
    """What may be seen. The first three are of a share, the others of a consent to measure."""

    BY_KIND = "reply_times_by_kind"
    BY_EMPLOYER = "reply_times_by_employer"
    COMPLETENESS = "completeness"
    CANDIDATE_SIDE = "candidate_side"
    RECRUITER_SIDE = "recruiter_side"


SHARE_SCOPES = (Scope.BY_KIND, Scope.BY_EMPLOYER, Scope.COMPLETENESS)
CONSENT_SCOPES = (Scope.CANDIDATE_SIDE, Scope.RECRUITER_SIDE)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the candidate typed and agreed to; nothing in here comes out of mail."""

    issuer: str
    """Thumbprint of the candidate's public key (RFC 7638)."""
    audience: str
    """The one recruiter, as the candidate addresses them."""
    purpose: str
    scope: tuple[Scope, ...]
    issued_at: int
    """Seconds since the epoch (RFC 7519 §2, NumericDate)."""
    expires_at: int
    """As ``issued_at``; at most thirty days later."""
    number: str
    """``jti``: unique."""


def sentence(text: str, name: str, most: int) -> str:
    """``text`` as it may stand in a share: one line of plain words.

    Raises ``UsageError`` that names the option ``name``.
    """
    plain = unicodedata.normalize("NFC", text.strip())
    problem = wrong_with(plain, most)
    if problem:
        raise UsageError(f"{name} {problem}.")
    return plain


def wrong_with(text: str, most: int) -> str | None:
    """Why ``text`` may not stand in a share; ``None`` when it may."""
    if not text or text != text.strip():
        return "must not be empty or begin or end with a space"
    if len(text) > most:
        return f"is longer than {most} characters"
    if re.search(r"[<>]", text):
        return "must not contain < or >"
    if controls_removed(text) != text or unicodedata.normalize("NFC", text) != text:
        return "holds control, invisible or unusual characters"
    return None


def same_person(one: str, other: str) -> bool:
    """Two ways to write one addressee: case and width of letters do not count."""
    return unicodedata.normalize("NFKC", one.strip()).casefold() == (
        unicodedata.normalize("NFKC", other.strip()).casefold()
    )
