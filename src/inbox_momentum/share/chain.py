"""Logs in which every line holds the digest of the one before it.

A line changed, moved or taken out of the middle is noticed; lines cut off the end are
not (``docs/privacy-and-consent.md``, "What the logs can show").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from inbox_momentum.model import UsageError
from inbox_momentum.report import files
from inbox_momentum.share import strict_json

Line = dict[str, Any]
_START = "0" * 64
MAX_BYTES = 16_000_000


def lines(path: Path) -> list[Line]:
    """Every line, oldest first; none when there is no log. Raises ``UsageError`` when it was altered."""
    try:
        if not path.exists():
            return []
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"The log {path} is too large. Move it away to begin a new one.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "it is not text").lower()
        raise UsageError(f"The log {path} cannot be read: {reason}.") from None
    found: list[Line] = []
    previous = _START
    for number, raw in enumerate(text.splitlines(), 1):
        line = _line(raw)
        if line is None or line.get("n") != number or line.get("previous") != previous:
            raise _altered(path, number)
        previous = _digest(line)
        if line.get("digest") != previous:
            raise _altered(path, number)
        found.append(line)
    return found


def append(path: Path, at: str, event: str, facts: Mapping[str, Any]) -> None:
    """One more line; ``at`` is RFC 3339. The file keeps mode 0600 and is replaced as a whole."""
    with _held(path):
        before = lines(path)
        line: Line = {
            "n": len(before) + 1,
            "at": at,
            "event": event,
            **facts,
            "previous": before[-1]["digest"] if before else _START,
        }
        line["digest"] = _digest(line)
        text = "".join(strict_json.dumps(one) + "\n" for one in [*before, line])
        files.write_private(path, text)


def _line(raw: str) -> Line | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def _digest(line: Line) -> str:
    bare = {key: value for key, value in line.items() if key != "digest"}
    return hashlib.sha256(strict_json.dumps(bare).encode("utf-8", "surrogatepass")).hexdigest()


def _altered(path: Path, number: int) -> UsageError:
    return UsageError(
        f"The log {path} was altered at line {number}: its digests no longer fit. Keep the file, "
        "and move it away to begin a new one."
    )


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """One writer at a time, where the platform has file locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with path.with_suffix(".lock").open("w") as stream:
        path.with_suffix(".lock").chmod(0o600)
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
