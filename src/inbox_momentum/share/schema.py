"""What a share, a consent to measure and a revocation list look like, and the check of it.

The same tables are published as JSON Schema (``docs/schema``) and enforced here; only the
few words of JSON Schema that they use are understood. Everything is closed: an unknown
member is an error, since it could carry what a share must not hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from inbox_momentum.share import wording
from inbox_momentum.share.figures import KINDS, MAX_COUNT, MAX_EMPLOYERS, MAX_HOURS, MIN_CELL, PERIODS
from inbox_momentum.share.terms import (
    CONSENT_SCOPES,
    MAX_AUDIENCE,
    MAX_PURPOSE,
    NUMBER,
    SHARE_SCOPES,
    THUMBPRINT,
    Scope,
)

Json = dict[str, Any]
SHARE = "inbox-momentum/share/1"
CONSENT = "inbox-momentum/consent/1"
REVOCATIONS = "inbox-momentum/revocations/1"
MAX_REVOKED = 300
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LINE = r"^[^<>\u0000-\u001f\u007f-\u009f]+$"


class Unlike(ValueError):
    """Where and why a value does not fit, as the end of a sentence ("it …")."""


def documents() -> dict[str, str]:
    """File name to text of every published schema, for ``docs.generate``."""
    titled = {"share-1": (share(), SHARE), "consent-1": (consent(), CONSENT)}
    titled["revocations-1"] = (revocations(), REVOCATIONS)
    return {
        f"{stem}.json": json.dumps(
            {"$schema": _DIALECT, "title": title, "description": _ABOUT, **schema},
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for stem, (schema, title) in titled.items()
    }


_ABOUT = (
    "Claims of a JWS (compact, alg Ed25519). Times are seconds since the epoch (RFC 7519 NumericDate). "
    "Closed: an unknown member makes the file invalid."
)


def share() -> Json:
    """Claims of a share."""
    row = _row_members()
    kind = _object({"kind": {"enum": [one.value for one in KINDS]}, "suppressed": _BOOL, **row})
    employer = _object({"employer": _text(r"^[A-Z]$", 1), **row})
    figures = _object(
        {
            "minimum_cell": {"const": MIN_CELL},
            "total": _object({"suppressed": _BOOL, **row}),
            "kinds": {"type": "array", "items": kind, "minItems": len(KINDS), "maxItems": len(KINDS)},
            "employers": {"anyOf": [{"type": "array", "items": employer, "maxItems": MAX_EMPLOYERS}, _NULL]},
        }
    )
    percent = {"type": "integer", "minimum": 0, "maximum": 100}
    completeness = _object(
        {
            **{name: {"anyOf": [percent, _NULL]} for name in ("measured_percent", "unclear_percent")},
            "unreadable_percent": percent,
            **dict.fromkeys(("reaches_back", "reaches_end", "own_marks"), _BOOL),
        }
    )
    return _object(
        {
            "schema": {"const": SHARE},
            **_terms(SHARE_SCOPES),
            "period": _object(
                {"weeks": {"enum": list(PERIODS)}, "ends": _text(r"^[0-9]{4}-(0[1-9]|1[0-2])$", 7)}
            ),
            "figures": figures,
            "completeness": completeness,
            "limits": {"const": list(wording.load().limits)},
            "consent": {"type": "object"},
        }
    )


def consent() -> Json:
    """Claims of a consent to measure a recruiter's own mailbox."""
    subject = _object({"salt": _text(NUMBER, 22), "address_sha256": _text(r"^[0-9a-f]{64}$", 64)})
    return _object(
        {
            "schema": {"const": CONSENT},
            **_terms(CONSENT_SCOPES),
            "period": _object({"weeks": {"enum": list(PERIODS)}}),
            "subject": subject,
            "consent": {"type": "object"},
        }
    )


def revocations() -> Json:
    """Claims of a revocation list."""
    return _object(
        {
            "schema": {"const": REVOCATIONS},
            "iss": _text(THUMBPRINT, 43),
            "iat": _TIME,
            "revoked": {"type": "array", "items": _text(NUMBER, 22), "maxItems": MAX_REVOKED},
        }
    )


_BOOL: Json = {"type": "boolean"}
_NULL: Json = {"type": "null"}
_TIME: Json = {"type": "integer", "minimum": 0, "maximum": 10**11}


def _row_members() -> Json:
    hours = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAX_HOURS}, _NULL]}
    return {
        "n": {"anyOf": [{"type": "integer", "minimum": MIN_CELL, "maximum": MAX_COUNT}, _NULL]},
        "open": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": MAX_COUNT}, _NULL]},
        "median_hours": hours,
        "low_hours": hours,
        "high_hours": hours,
    }


def _terms(scopes: tuple[Scope, ...]) -> Json:
    return {
        "iss": _text(THUMBPRINT, 43),
        "aud": _text(_LINE, MAX_AUDIENCE),
        "purpose": _text(_LINE, MAX_PURPOSE),
        "scope": {
            "type": "array",
            "items": {"enum": [one.value for one in scopes]},
            "minItems": 1,
            "maxItems": 3,
        },
        "iat": _TIME,
        "exp": _TIME,
        "jti": _text(NUMBER, 22),
        "tool": _object({"name": {"const": "inbox-momentum"}, "version": _text(r"^[0-9][0-9a-z.+-]*$", 40)}),
    }


def _text(pattern: str, most: int) -> Json:
    return {"type": "string", "pattern": pattern, "maxLength": most}


def _object(members: Json) -> Json:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


# ------------------------------------------------------------------------------ the check

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


def check(value: Any, schema: Json, name: str = "") -> None:
    """Raises ``Unlike`` where ``value`` does not fit ``schema``."""
    place = f'"{name}"' if name else "the content"
    if "anyOf" in schema:
        _any_of(value, schema["anyOf"], name)
        return
    closed = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if closed is not None:
        if not any(value == one and type(value) is type(one) for one in closed):
            raise Unlike(f"has something unknown in {place}")
        return
    if not _TYPES[schema["type"]](value):
        raise Unlike(f"has something of another sort in {place}")
    if schema["type"] == "object":
        if "properties" in schema:
            _members(value, schema, name)
    elif schema["type"] == "array":
        if not schema.get("minItems", 0) <= len(value) <= schema["maxItems"]:
            raise Unlike(f"has a list of another length in {place}")
        for one in value:
            check(one, schema["items"], name)
    else:
        _scalar(value, schema, place)


def _scalar(value: Any, schema: Json, place: str) -> None:
    if schema["type"] == "string":
        # In JSON Schema "$" is the very end, in Python it may stand before a newline.
        if len(value) > schema["maxLength"] or not re.search(schema["pattern"].replace("$", r"\Z"), value):
            raise Unlike(f"has a text in {place} that may not stand there")
    elif schema["type"] == "integer" and not schema["minimum"] <= value <= schema["maximum"]:
        raise Unlike(f"has a number in {place} that cannot be")


def _any_of(value: Any, schemas: list[Json], name: str) -> None:
    """The ``null`` of an optional value is tried first, so that the other one gives the reason."""
    if value is None and _NULL in schemas:
        return
    for schema in schemas:
        if schema != _NULL:
            check(value, schema, name)


def _members(value: Json, schema: Json, name: str) -> None:
    for key, inner in schema["properties"].items():
        if key not in value:
            raise Unlike(f'lacks "{key}"')
        check(value[key], inner, f"{name}.{key}" if name else key)
    unknown = [key for key in value if key not in schema["properties"]]
    if unknown:
        raise Unlike("holds a member that does not belong there")
