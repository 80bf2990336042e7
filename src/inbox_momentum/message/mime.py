"""What is cut from a body before a MIME parser sees it, so that hostile mail stays cheap.

Attachments are named by the program but never read, and they are most of a
mailbox's bytes; depth, number and size of parts are bounded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MAX_DECLARED = 60
"""Boundaries and embedded messages a body may declare before it is not parsed as MIME."""
MAX_PARTS = 500
"""Separator lines that are followed."""
MAX_PART_HEAD = 16_384
"""Bytes of one part's header."""
MAX_TEXT = 1_000_000
"""Bytes of one text part, before decoding."""
KEPT_BINARY = 2_048
"""Bytes of a part that is no text; larger ones are emptied."""
MAX_REST = 12_000_000
"""Bytes of a body after all this."""
SIZE_FIELD = "X-Momentum-Octets"
"""Header field that tells the decoded size of an emptied part."""

_DECLARED = re.compile(
    rb"boundary\*?0?\*?[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|'?([^\s;\"']{1,200}))", re.IGNORECASE
)
_EMBEDDED = re.compile(rb"\ncontent-type:[ \t]*message/")
_LINE = re.compile(rb"\n--([^\r\n]{1,202})")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_TYPE = re.compile(rb"^content-type:[ \t]*(?:\r?\n[ \t]+)?([^\s;]{1,100})", re.IGNORECASE | re.MULTILINE)
_BASE64 = re.compile(rb"^content-transfer-encoding:[ \t]*\"?base64", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(rb"text/calendar|application/ics|\.ics\b", re.IGNORECASE)
_ATTACHED = re.compile(rb"^content-disposition:[ \t]*attachment", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Slim:
    """A body that is safe to hand to a MIME parser."""

    body: bytes
    parseable: bool
    """False when it is nested too deep: it must be read as plain text."""
    problems: tuple[tuple[str, str], ...]


def slim(content_type: str, body: bytes) -> Slim:
    """``body`` with attachments emptied and bounded in size, depth and number of parts."""
    problems: dict[str, str] = {}
    if not content_type.lower().lstrip().startswith(("multipart/", "message/")):
        return Slim(_cut(body, problems), True, tuple(problems.items()))
    top = content_type.encode("utf-8", "replace")
    boundaries = {first or second for first, second in _DECLARED.findall(top)}
    if _declared(body, boundaries) > MAX_DECLARED:
        problems["mime-too-deep"] = f"More than {MAX_DECLARED} nested parts; only the first text was read."
        return Slim(body[:MAX_REST], False, tuple(problems.items()))
    body = _emptied(body, boundaries, problems)
    if len(body) > MAX_REST:
        problems["body-truncated"] = "The body is too long; its end was left out."
        body = body[:MAX_REST]
    return Slim(body, True, tuple(problems.items()))


def first_text(body: bytes) -> bytes:
    """The first part that says it is text, or the whole: what is read when MIME cannot be.

    The transfer encoding is not undone; this is the last resort.
    """
    for match in re.finditer(rb"content-type:[ \t]*text/plain", body, re.IGNORECASE):
        end = _HEAD_END.search(body, match.end(), match.end() + MAX_PART_HEAD)
        if end is None:
            continue
        stop = body.find(b"\n--", end.end())
        return body[end.end() : stop if stop >= 0 else end.end() + MAX_TEXT][:MAX_TEXT]
    return body[:MAX_TEXT]


def _declared(body: bytes, boundaries: set[bytes]) -> int:
    """How many boundaries and embedded messages ``body`` declares, counted just beyond the bound.

    The boundaries are added to ``boundaries``. Attachments are most of a body: they are gone through
    lower-cased, since a pattern that takes letters of both cases is ten times slower.
    """
    words = b"\n" + body.lower()
    declared = 0
    if b"boundary" in words:
        for match in islice(_DECLARED.finditer(body), MAX_DECLARED + 1):
            declared += 1
            boundaries.add(match[1] or match[2])
    if declared <= MAX_DECLARED:
        declared += sum(1 for _ in islice(_EMBEDDED.finditer(words), MAX_DECLARED + 1))
    return declared


def _cut(body: bytes, problems: dict[str, str]) -> bytes:
    if len(body) <= MAX_TEXT:
        return body
    problems["body-truncated"] = f"The body is longer than {MAX_TEXT} bytes; its end was left out."
    return body[:MAX_TEXT]


def _emptied(body: bytes, boundaries: set[bytes], problems: dict[str, str]) -> bytes:
    """Every segment between separator lines, made small."""
    starts = list(islice(_separators(body, boundaries), MAX_PARTS + 1))
    if len(starts) > MAX_PARTS:
        problems["too-many-parts"] = f"More than {MAX_PARTS} parts; the rest was left out."
        body = body[: starts[-1]]
    if not starts:
        return body
    out = [_cut(body[: starts[0]], problems)]
    for start, stop in zip(starts, [*starts[1:], len(body)], strict=True):
        line = body.find(b"\n", start, stop)
        if line < 0 or stop - start <= KEPT_BINARY:
            out.append(body[start:stop])
            continue
        out.append(body[start : line + 1])
        out.append(_small(body[line + 1 : stop], problems))
    return b"".join(out)


def _separators(body: bytes, boundaries: set[bytes]) -> Iterator[int]:
    """Where the separator lines of ``boundaries`` start."""
    ends = boundaries | {boundary + b"--" for boundary in boundaries}
    for match in _LINE.finditer(b"\n" + body):
        if match[1].rstrip(b" \t") in ends:
            yield match.start()


def _small(part: bytes, problems: dict[str, str]) -> bytes:
    """One part with its content cut when it is long, emptied when it is no text."""
    bare = part.startswith((b"\n", b"\r\n"))
    end = None if bare else _HEAD_END.search(part, 0, MAX_PART_HEAD)
    if end is None and not bare:
        problems["part-header-too-long"] = "The header of a part does not end; the part was cut."
        return part[:MAX_PART_HEAD] + b"\n"
    head, content = (part[: end.start()], part[end.end() :]) if end else (b"", part)
    found = _TYPE.search(head)
    kind = found[1].lower() if found else b"text/plain"
    attached = _ATTACHED.search(head) is not None
    readable = (kind.startswith(b"text/") and not attached) or kind.startswith((b"message/", b"multipart/"))
    if (readable or _CALENDAR.search(head)) and len(content) <= MAX_TEXT:
        return part
    if readable and not attached:
        problems["body-truncated"] = f"A text part is longer than {MAX_TEXT} bytes; its end was left out."
        return part[: len(part) - len(content) + MAX_TEXT] + b"\n"
    octets = len(content)
    if _BASE64.search(head):
        octets = (octets - content.count(b"\n") - content.count(b"\r")) * 3 // 4
    return head + f"\n{SIZE_FIELD}: {octets}\n\n\n".encode("ascii")
