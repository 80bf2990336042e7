"""The claims of a share and of a consent to measure, written and read back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, TypeVar

from inbox_momentum.share import consent, schema, strict_json, wording
from inbox_momentum.share.figures import (
    KINDS,
    MIN_CELL,
    Completeness,
    EmployerRow,
    Figures,
    Period,
    PrivateField,
    Row,
)
from inbox_momentum.share.terms import (
    DAY_S,
    MAX_AUDIENCE,
    MAX_PURPOSE,
    MOST_DAYS,
    Scope,
    Terms,
    wrong_with,
)

SHARE_TYPE = "momentum-share+jwt"
CONSENT_TYPE = "momentum-consent+jwt"
REVOCATION_TYPE = "momentum-revocations+jwt"
"""``typ`` of the header (RFC 8725 §3.11): no file can pass for one of another sort."""
SKEW_S = 300
"""How far two clocks may differ."""
_ROW = ("n", "open", "median_hours", "low_hours", "high_hours")
Json = dict[str, Any]
Document = TypeVar("Document", "Share", "Permission")


@dataclass(frozen=True, slots=True)
class Share:
    """What a recruiter gets: terms that the candidate typed, and figures."""

    terms: Terms
    figures: Figures
    version: str
    """Version of this program."""


@dataclass(frozen=True, slots=True)
class Permission:
    """A candidate's consent that one recruiter measures their own mail with that candidate."""

    terms: Terms
    weeks: int
    """How far back, one of ``figures.PERIODS``."""
    salt: str
    address_sha256: str
    """Of the salt and the candidate's address: whoever knows the address can tell, others cannot read it."""
    version: str


def payload(document: Share | Permission) -> bytes:
    """The very bytes that are signed."""
    return strict_json.dumps(claims(document)).encode("utf-8")


def digest(data: bytes) -> str:
    """Of a payload that somebody has seen, for ``--yes``."""
    return hashlib.sha256(data).hexdigest()[:32]


def claims(document: Share | Permission) -> Json:
    """As plain JSON data."""
    terms = document.terms
    common = {
        "iss": terms.issuer,
        "aud": terms.audience,
        "purpose": terms.purpose,
        "scope": [one.value for one in terms.scope],
        "iat": terms.issued_at,
        "exp": terms.expires_at,
        "jti": terms.number,
        "tool": {"name": "inbox-momentum", "version": document.version},
        "consent": consent.record(terms),
    }
    if isinstance(document, Permission):
        subject = {"salt": document.salt, "address_sha256": document.address_sha256}
        return {"schema": schema.CONSENT, **common, "period": {"weeks": document.weeks}, "subject": subject}
    figures, complete = document.figures, document.figures.completeness
    return {
        "schema": schema.SHARE,
        **common,
        "period": {"weeks": figures.period.weeks, "ends": figures.period.ends},
        "figures": {
            "minimum_cell": MIN_CELL,
            "total": _written(figures.total, suppressed=True),
            "kinds": [
                {"kind": kind.value, **_written(row, suppressed=True)}
                for kind, row in zip(KINDS, figures.kinds, strict=True)
            ],
            "employers": None
            if figures.employers is None
            else [{"employer": one.letter, **_written(one.row)} for one in figures.employers],
        },
        "completeness": {name: getattr(complete, name) for name in Completeness.__dataclass_fields__},
        "limits": list(wording.load().limits),
    }


def _written(row: Row, suppressed: bool = False) -> Json:
    known = {name: getattr(row, name) for name in _ROW}
    return {"suppressed": not row.shown, **known} if suppressed else known


# ------------------------------------------------------------------------------ reading back


def share(value: Any) -> Share:
    """The share in ``value``. Raises ``schema.Unlike`` for anything that we would not have written."""
    _known(value, schema.SHARE)
    schema.check(value, schema.share())
    terms = _terms(value)
    try:
        figures = _figures(value)
    except PrivateField as error:
        raise schema.Unlike(f"contradicts itself: {error}") from None
    found = Share(terms, figures, value["tool"]["version"])
    wanted = {Scope.BY_KIND, Scope.COMPLETENESS} | (
        {Scope.BY_EMPLOYER} if figures.employers is not None else set()
    )
    if set(terms.scope) != wanted:
        raise schema.Unlike("holds figures that its own scope does not name")
    return _same(found, value)


def permission(value: Any) -> Permission:
    """The consent in ``value``; as ``share``."""
    _known(value, schema.CONSENT)
    schema.check(value, schema.consent())
    subject = value["subject"]
    found = Permission(
        _terms(value),
        value["period"]["weeks"],
        subject["salt"],
        subject["address_sha256"],
        value["tool"]["version"],
    )
    return _same(found, value)


def _known(value: Any, name: str) -> None:
    if not isinstance(value, dict):
        raise schema.Unlike("does not hold what a file of this sort holds")
    given = value.get("schema")
    if given != name:
        family = name.rpartition("/")[0]
        if isinstance(given, str) and given.rpartition("/")[0] == family:
            raise schema.Unlike("has a schema that this version does not know; a newer version may")
        raise schema.Unlike("has an unknown schema")


def _terms(value: Json) -> Terms:
    for name, most in (("aud", MAX_AUDIENCE), ("purpose", MAX_PURPOSE)):
        problem = wrong_with(value[name], most)
        if problem:
            raise schema.Unlike(f'has a text in "{name}" that {problem}')
    if len(set(value["scope"])) != len(value["scope"]):
        raise schema.Unlike("names a scope twice")
    if not 0 < value["exp"] - value["iat"] <= MOST_DAYS * DAY_S:
        raise schema.Unlike(f"is valid for longer than {MOST_DAYS} days, or for no time at all")
    scope = tuple(Scope(one) for one in value["scope"])
    return Terms(
        value["iss"], value["aud"], value["purpose"], scope, value["iat"], value["exp"], value["jti"]
    )


def _figures(value: Json) -> Figures:
    given, period = value["figures"], value["period"]
    rows = given["kinds"]
    if [row["kind"] for row in rows] != [kind.value for kind in KINDS]:
        raise schema.Unlike("lists the kinds in another order")
    employers = given["employers"]
    year, month = period["ends"].split("-")
    return Figures(
        period=Period(period["weeks"], int(year), int(month)),
        total=_row(given["total"]),
        kinds=tuple(_row(row) for row in rows),
        employers=None
        if employers is None
        else tuple(EmployerRow(one["employer"], _row(one)) for one in employers),
        completeness=Completeness(**value["completeness"]),
    )


def _row(given: Json) -> Row:
    return Row(*(given[name] for name in _ROW))


def _same(found: Document, value: Json) -> Document:
    """``found``, if writing it gives ``value`` again: so every member means what we read."""
    if claims(found) != value:
        raise schema.Unlike("contradicts itself, or holds a consent record that does not fit its terms")
    return found
