"""The text of the file with one correction more, or one less; what stands there by hand is kept."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from inbox_momentum.corrections import table
from inbox_momentum.model import UsageError

_HEAD = """\
# What you have put right. `momentum correct` writes here; you may edit it as well.
# Each correction holds in every later report until it is taken out: momentum correct undo NUMBER
"""
_BEGINS = re.compile(r"\s*\[\[\s*correction\s*\]\]\s*(#.*)?$")


def added(text: str, row: Mapping[str, Any], comment: str, path: str) -> str:
    """``text`` with ``row`` at its end, below a comment. Raises ``UsageError`` when ``text`` is wrong."""
    before = table.read(text, path)
    after = (*before, table.checked(row, path))
    start = text if text.strip() else _HEAD
    new = start + ("" if start.endswith("\n") else "\n") + block(row, comment)
    return new if _says(new, after, path) else _anew([*_rows(text), row])


def removed(text: str, number: int, path: str) -> str:
    """``text`` without its correction ``number`` (from 1) and the comment above it."""
    before = table.read(text, path)
    after = (*before[: number - 1], *before[number:])
    lines = text.splitlines(keepends=True)
    starts = [_with_comment(lines, place) for place, line in enumerate(lines) if _BEGINS.match(line)]
    if len(starts) == len(before):
        ends = [*starts[1:], len(lines)]
        new = "".join([*lines[: starts[number - 1]], *lines[ends[number - 1] :]])
        if _says(new, after, path):
            return new
    rows = _rows(text)
    return _anew([*rows[: number - 1], *rows[number:]])


def block(row: Mapping[str, Any], comment: str = "") -> str:
    """One correction as TOML, with an empty line above it."""
    above = "# " + " ".join("".join(c if c.isprintable() else " " for c in comment).split()) + "\n"
    lines = "".join(f"{key} = {_value(value)}\n" for key, value in row.items())
    return f"\n{above if comment else ''}[[correction]]\n{lines}"


def _with_comment(lines: Sequence[str], place: int) -> int:
    """Where the comment that stands right above a correction begins."""
    while place > 0 and lines[place - 1].lstrip().startswith("#"):
        place -= 1
    return place


def _says(text: str, wanted: Sequence[object], path: str) -> bool:
    """Whether ``text`` reads as exactly the wanted corrections: hand-made files have many forms."""
    try:
        return list(table.read(text, path)) == list(wanted)
    except UsageError:
        return False


def _rows(text: str) -> list[Mapping[str, Any]]:
    return list(tomllib.loads(text).get("correction", []))


def _anew(rows: Sequence[Mapping[str, Any]]) -> str:
    return _HEAD + "".join(block(row) for row in rows)


def _value(value: object) -> str:
    """A checked value as TOML: JSON's text form is TOML's for what can be printed."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
