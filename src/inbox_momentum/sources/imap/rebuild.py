"""A message put together again from its parts, its attachments empty but named and sized."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inbox_momentum.sources import bounds
from inbox_momentum.sources.imap.structure import MAX_TEXT, Part, leaves

SIZE_FIELD = b"X-Momentum-Octets"
"""Header field that tells the decoded size of an emptied part; ``message/mime.py`` reads it."""
WHOLE = 2_000_000
"""Bytes up to which a message without attachments is fetched in one piece."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fetched of one message."""

    sections: tuple[str, ...]
    """Of BODY.PEEK: ``[]``, ``[HEADER]``, ``[1.MIME]``, ``[1]<0.1000000>``."""
    cost: int
    """Bytes that will come, about."""
    root: Part | None
    """``None`` when the message comes in one piece."""


def whole(size: int) -> Plan:
    """The message as it is, bounded as one in a file is."""
    cut = size > bounds.MESSAGE or size <= 0
    return Plan((f"[]<0.{bounds.MESSAGE}>" if cut else "[]",), min(size, bounds.MESSAGE), None)


def blind(size: int) -> Plan:
    """For a message whose structure nobody knows: its header and the start of its text."""
    return Plan(("[HEADER]", f"[TEXT]<0.{MAX_TEXT // 4}>"), min(size, MAX_TEXT // 4), None)


def plan(root: Part, size: int) -> Plan:
    """Text and calendars, never attachments."""
    ends = leaves(root)
    if all(part.wanted for part in ends) and 0 < size <= WHOLE:
        return Plan(("[]",), size, None)
    sections = ["[HEADER]"]
    cost = 4_000
    stack = [root]
    while stack:
        part = stack.pop()
        if part is not root:
            sections.append(f"[{part.number}.MIME]")
        if part.boundary is None and part.wanted:
            cut = part.size > MAX_TEXT
            sections.append(f"[{part.number}]<0.{MAX_TEXT}>" if cut else f"[{part.number}]")
        cost += min(part.size, MAX_TEXT) * part.wanted + 300
        stack.extend(reversed(part.parts))
    return Plan(tuple(sections), cost, root)


def message(chosen: Plan, sections: Mapping[str, bytes]) -> bytes | None:
    """The message; ``None`` when the server left out what nothing can be made without.

    ``sections`` by name without the brackets, upper-case: ``''``, ``HEADER``, ``1.MIME``, ``1``.
    """
    if chosen.root is None:
        if "" in sections:
            return sections[""]
        return _ended(sections["HEADER"]) + sections.get("TEXT", b"") if "HEADER" in sections else None
    if "HEADER" not in sections:
        return None
    out = [_ended(sections["HEADER"])]
    # (part, how its container closes it); a marker of bytes is written as it is.
    stack: list[Part | bytes] = [chosen.root]
    while stack:
        one = stack.pop()
        if isinstance(one, bytes):
            out.append(one)
            continue
        if one is not chosen.root:
            out.append(_head(one, sections.get(f"{one.number}.MIME", b"")))
        if one.boundary is None:
            out.append(sections.get(one.number, b"") if one.wanted else b"")
            continue
        closing: list[Part | bytes] = []
        for part in one.parts:
            closing += [b"\r\n--" + one.boundary + b"\r\n", part]
        stack.extend(reversed([*closing, b"\r\n--" + one.boundary + b"--\r\n"]))
    return b"".join(out)


def _ended(head: bytes) -> bytes:
    """A header block with the one blank line behind it."""
    return head.rstrip(b"\r\n") + b"\r\n\r\n"


def _head(part: Part, mime: bytes) -> bytes:
    if not mime.strip():
        mime = f"Content-Type: {part.kind}\r\n".encode("ascii", "replace")
    if not part.wanted and not part.kind.startswith("message/"):
        mime = mime.rstrip(b"\r\n") + b"\r\n" + SIZE_FIELD + b": %d" % _octets(part)
    return _ended(mime)


def _octets(part: Part) -> int:
    """Decoded size, by the line length that everybody uses for base64 (RFC 2045 §6.8)."""
    if part.encoding != "base64":
        return part.size
    lines = (part.size + 77) // 78
    return max(0, part.size - 2 * lines) * 3 // 4
