"""Shares made without any mail, for the tests of what is refused."""

from __future__ import annotations

from functools import cache

from inbox_momentum.share import document, token
from inbox_momentum.share.figures import HIDDEN, Completeness, EmployerRow, Figures, Period, Row
from inbox_momentum.share.terms import Scope, Terms
from tests.share.conftest import DAY, NOW

NUMBER = "AAAAAAAAAAAAAAAAAAAAAA"


@cache
def key() -> token.Key:
    """The candidate's key."""
    return token.new_key("signing")


def figures(employers: bool = False) -> Figures:
    """Two kinds that are shown, one of them with an interval."""
    schedule, question = Row(12, 0, 5, 2, 9), Row(6, None, 30, None, None)
    return Figures(
        period=Period(13, 2026, 11),
        total=Row(18, None, 7, 3, 24),
        kinds=(schedule, HIDDEN, question, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
        employers=(EmployerRow("A", Row(7, None, 4, None, None)),) if employers else None,
        completeness=Completeness(90, 10, 0, True, True, False),
    )


def terms(signer: token.Key | None = None, scope: tuple[Scope, ...] | None = None) -> Terms:
    """Terms that hold for a fortnight from ``NOW``."""
    return Terms(
        issuer=token.thumbprint((signer or key()).public),
        audience="ana@halden.example",
        purpose="one talk about scheduling",
        scope=scope or (Scope.BY_KIND, Scope.COMPLETENESS),
        issued_at=NOW - 60,
        expires_at=NOW - 60 + 14 * DAY,
        number=NUMBER,
    )


def share(signer: token.Key | None = None) -> document.Share:
    """An ordinary share."""
    return document.Share(terms(signer), figures(), "0.1.0")


def permission(**changes: object) -> document.Permission:
    """A consent to measure, for an address that the test names by its digest."""
    known = {"weeks": 26, "salt": NUMBER, "address_sha256": "0" * 64, "version": "0.1.0"}
    scope = (Scope.CANDIDATE_SIDE, Scope.RECRUITER_SIDE)
    return document.Permission(terms=terms(scope=scope), **(known | changes))  # type: ignore[arg-type]
