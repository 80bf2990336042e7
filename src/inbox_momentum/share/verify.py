"""Everything that must hold before a recruiter sees a share (domain.md §6), in one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from inbox_momentum.share import chain, document, keys, reading, revocations
from inbox_momentum.share.document import Permission, Share
from inbox_momentum.share.terms import Terms, same_person

REVOKED = "revoked"
"""Event of the log of views: a share or consent was found to be taken back."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the reader knows and wants compared."""

    now: int
    """Seconds since the epoch."""
    audience: tuple[str, ...] = ()
    """What the reader is called; empty when they did not say."""
    fingerprint: str | None = None
    """The candidate's key as told by another channel; ``None`` when it was not."""
    revocations: Path | None = None
    """A revocation list or a folder of them; ``None`` when there is none."""
    again: bool = False
    """True when the reader knows that they viewed this share before."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was checked, and what could not be."""

    thumbprint: str
    audience_checked: bool
    key_compared: bool
    revocation: revocations.Checked | None
    """``None``: revocation not checked."""
    sealed: bool
    seen_before: str | None
    """When this very file was first viewed here (RFC 3339); ``None`` when it is new."""


class Revoked(reading.ShareRefused):
    """Refused since the candidate took it back; whoever knows that once must go on knowing it."""

    def __init__(self, path: Path, how: str, number: str, thumbprint: str) -> None:
        refusal = reading.refused(path, f"was revoked by the candidate{how}; delete your copies of it")
        super().__init__(str(refusal))
        self.number = number
        self.thumbprint = thumbprint


def share(
    path: Path, expected: Expected, views: Collection[chain.Line], unseal: reading.Unseal | None
) -> tuple[Share, Outcome]:
    """A share that holds in every respect. Raises ``ShareRefused`` with the reason otherwise."""
    opened = reading.opened(path, {document.SHARE_TYPE}, unseal)
    found = reading.understood(path, opened.claims, document.share)
    outcome = _outcome(path, opened, found, expected, views)
    if outcome.seen_before is not None and not expected.again:
        raise reading.refused(
            path,
            f"was viewed here before, on {outcome.seen_before}, so it is no new one (--again shows it again)",
        )
    return found, outcome


def permission(
    path: Path, expected: Expected, views: Collection[chain.Line], unseal: reading.Unseal | None
) -> tuple[Permission, Outcome]:
    """A consent to measure that holds in every respect; as ``share``, but good for more than one time."""
    opened = reading.opened(path, {document.CONSENT_TYPE}, unseal)
    found = reading.understood(path, opened.claims, document.permission)
    return found, _outcome(path, opened, found, expected, views)


def fresh(terms: Terms, now: int) -> str | None:
    """Why ``terms`` do not hold at ``now``; ``None`` when they do."""
    if terms.issued_at > now + document.SKEW_S:
        return "was made in the future: one of the two clocks is wrong"
    if terms.expires_at <= now:
        return "has expired; ask the candidate whether they will make another"
    return None


def _outcome(
    path: Path,
    opened: reading.Opened,
    found: Share | Permission,
    expected: Expected,
    views: Collection[chain.Line],
) -> Outcome:
    print_, terms = opened.signed.thumbprint, found.terms
    if expected.fingerprint is not None and not keys.same_fingerprint(expected.fingerprint, print_):
        raise reading.refused(
            path, f"is signed with another key than you expect: its fingerprint is {keys.fingerprint(print_)}"
        )
    if expected.audience and not any(same_person(terms.audience, me) for me in expected.audience):
        raise reading.refused(path, "is addressed to somebody else, or to you by another name (--audience)")
    problem = fresh(terms, expected.now)
    if problem is not None:
        raise reading.refused(path, problem)
    revoked = revocations.checked(expected.revocations, print_, terms.number, expected.now)
    if revoked is not None and revoked.revoked:
        raise Revoked(path, "", terms.number, print_)
    earlier = [line for line in views if (line.get("jti"), line.get("iss")) == (terms.number, print_)]
    if any(line.get("event") == REVOKED for line in earlier):
        raise Revoked(path, ", as a list said that you had earlier", terms.number, print_)
    return Outcome(
        thumbprint=print_,
        audience_checked=bool(expected.audience),
        key_compared=expected.fingerprint is not None,
        revocation=revoked,
        sealed=opened.sealed,
        seen_before=_seen(path, found, earlier),
    )


def _seen(path: Path, found: Share | Permission, earlier: Sequence[chain.Line]) -> str | None:
    """When the same file was viewed before. Another content under the same number is refused."""
    content = document.digest(document.payload(found))
    if any(line.get("content") != content for line in earlier):
        raise reading.refused(
            path, "bears the number of another share that you have seen: one of the two is a copy gone wrong"
        )
    return str(earlier[0]["at"]) if earlier else None
