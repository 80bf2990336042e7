"""BODYSTRUCTURE: which parts of a message are worth fetching (RFC 3501 §7.4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_TEXT = 1_000_000
"""Bytes of one part that are fetched, before decoding."""
MAX_PARTS = 60
MAX_DEPTH = 12
_CALENDARS = ("text/calendar", "application/ics")
_REPORTED = ("message/delivery-status", "message/rfc822-headers", "message/disposition-notification")


@dataclass(slots=True)
class Part:
    """One part, with those inside it."""

    number: str
    """RFC 3501 §6.4.5: ``1.2``; '' for the message itself when it is a multipart."""
    kind: str
    """Lower-case media type."""
    size: int
    """Bytes before decoding; 0 for a multipart."""
    encoding: str
    """Lower-case transfer encoding."""
    wanted: bool
    """True for text and calendars; False for attachments, which are never fetched."""
    boundary: bytes | None
    """Of a multipart."""
    parts: list[Part] = field(default_factory=list)


class Unusable(ValueError):
    """The structure cannot be what the message is."""


def read(structure: Any) -> Part:
    """The tree behind imapclient's ``BodyData``. Raises ``Unusable``. Without recursion."""
    root: list[Part] = []
    waiting: list[tuple[Any, str, int, list[Part], bool]] = [(structure, "", 0, root, False)]
    count = 0
    while waiting:
        body, number, depth, siblings, report = waiting.pop(0)
        count += 1
        if count > MAX_PARTS or depth > MAX_DEPTH or not isinstance(body, tuple) or not body:
            raise Unusable
        if isinstance(body[0], list):
            part = _multipart(body, number)
            inside = part.kind == "multipart/report"
            prefix = f"{number}." if number else ""
            waiting += [
                (one, f"{prefix}{place}", depth + 1, part.parts, inside)
                for place, one in enumerate(body[0], 1)
            ]
        else:
            part = _leaf(body, number or "1", report)
        siblings.append(part)
    return root[0]


def _multipart(body: Sequence[Any], number: str) -> Part:
    boundary = _parameters(body[2] if len(body) > 2 else None).get("boundary")
    if not boundary or b"\r" in boundary or b"\n" in boundary or len(boundary) > 200:
        raise Unusable
    return Part(number, f"multipart/{_word(body[1] if len(body) > 1 else None)}", 0, "", True, boundary)


def _leaf(body: Sequence[Any], number: str, report: bool) -> Part:
    if len(body) < 7:
        raise Unusable
    kind = f"{_word(body[0])}/{_word(body[1])}"
    size = body[6] if isinstance(body[6], int) else 0
    at = 9 if kind.startswith("text/") else 11 if kind == "message/rfc822" else 8
    disposition = body[at] if len(body) > at else None
    attached, name = False, _parameters(body[2]).get("name", b"")
    if isinstance(disposition, tuple) and disposition:
        attached = _word(disposition[0]) == "attachment"
        name = _parameters(disposition[1] if len(disposition) > 1 else None).get("filename", name)
    calendar = kind in _CALENDARS or name.lower().endswith(b".ics")
    text = kind.startswith("text/") and not attached
    told = report and (kind in _REPORTED or (kind == "message/rfc822" and size <= MAX_TEXT // 4))
    wanted = text or (calendar and size <= MAX_TEXT) or told
    return Part(number, kind, size, _word(body[5]), wanted, None)


def leaves(root: Part) -> list[Part]:
    """Every part that holds no others, in order."""
    found: list[Part] = []
    stack = [root]
    while stack:
        part = stack.pop()
        if part.boundary is None:
            found.append(part)
        stack.extend(reversed(part.parts))
    return found


def _parameters(value: Any) -> dict[str, bytes]:
    if not isinstance(value, tuple):
        return {}
    pairs = zip(value[::2], value[1::2], strict=False)
    return {
        _word(name): raw if isinstance(raw, bytes) else str(raw).encode()
        for name, raw in pairs
        if raw is not None
    }


def _word(value: Any) -> str:
    """A media type, subtype, encoding or name of a parameter."""
    return value.decode("ascii", "replace").lower() if isinstance(value, bytes) else ""
