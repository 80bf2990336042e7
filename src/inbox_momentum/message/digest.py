"""What makes two copies of a message the same one, whatever store they lie in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_SPACES = re.compile(r"\s+")
_QUOTED_FROM = re.compile(rb"\n>+(?=From )")


def content(authors: Iterable[str], date: str, subject: str, body: bytes) -> str:
    """sha256 (hex) over From, Date, Subject and body.

    Line ends, final blank lines and mbox's ``>From`` quoting differ between
    stores, so they do not count; trace and store fields are left out.
    """
    digest = hashlib.sha256()
    for value in (" ".join(authors), date, subject):
        digest.update(_SPACES.sub(" ", value).strip().encode("utf-8", "replace") + b"\n")
    digest.update(normal_body(body))
    return digest.hexdigest()


def normal_body(body: bytes) -> bytes:
    """``body`` with LF line ends, without mbox quoting and final blank lines."""
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b">From " in body:
        body = _QUOTED_FROM.sub(b"\n", b"\n" + body)[1:]
    return body.rstrip(b"\n ")


def made_id(digest: str) -> str:
    """A Message-ID for a message without one: the same for every copy of it."""
    return f"sha256-{digest[:32]}@missing.invalid"
