"""JSON from a stranger: bounded, without the liberties that parsers usually take."""

from __future__ import annotations

import json
from typing import Any, NoReturn

MAX_BYTES = 32_768
MAX_DEPTH = 12
_MAX_DIGITS = 15


class Rejected(ValueError):
    """Why some text is not accepted, as the end of a sentence ("it …")."""


def loads(data: bytes) -> Any:
    """The value. Refuses what two readers might read differently (RFC 8259, RFC 7493 I-JSON)."""
    if len(data) > MAX_BYTES:
        raise Rejected(f"is larger than {MAX_BYTES // 1024} KB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Rejected("is not valid UTF-8") from None
    _depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except json.JSONDecodeError:
        raise Rejected("is not valid JSON") from None
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Rejected("holds half a character (a lone surrogate)") from None
    return value


def dumps(value: Any) -> str:
    """Compact and in one fixed order: the same value is the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _depth(text: str) -> None:
    """Counts brackets outside strings, so that deep nesting is refused before anything recurses."""
    depth, quoted, escaped = 0, False, False
    for char in text:
        if quoted:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Rejected(f"is nested deeper than {MAX_DEPTH} levels")
        elif char in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Rejected("names a claim twice")
        found[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise Rejected("holds a number that is too large")
    return int(digits)


def _no_float(_text: str) -> NoReturn:
    raise Rejected("holds a number that is not whole")
