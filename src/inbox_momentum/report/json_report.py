"""Machine-readable output, exactly as the contract has it: same input, same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from inbox_momentum.model import MessageView, Report, Thread
from inbox_momentum.report import records


def as_json(report: Report, quotes: bool = True) -> dict[str, Any]:
    """``inbox-momentum/report/1``; ``quotes`` False leaves out every sentence taken from mail."""
    return records.REPORT.write(report, quotes)


def as_threads_json(threads: Sequence[Thread]) -> dict[str, Any]:
    """``inbox-momentum/threads/1``."""
    return records.THREADS.write(threads, True)


def as_message_json(view: MessageView, quotes: bool = True) -> dict[str, Any]:
    """``inbox-momentum/message/1``."""
    return records.MESSAGE.write(view, quotes)


def message_line(view: MessageView, quotes: bool = True) -> str:
    """``inbox-momentum/message/1`` as one line of ``inspect``, with its newline."""
    return dumps_line(as_message_json(view, quotes))


def dumps(document: Mapping[str, Any]) -> str:
    """Indented JSON with a newline at its end. Lone surrogates out of broken mail become U+FFFD."""
    return _encodable(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def dumps_line(document: Mapping[str, Any]) -> str:
    """One JSON object on one line, with its newline; for ``inspect``."""
    return _encodable(json.dumps(document, ensure_ascii=False, allow_nan=False)) + "\n"


def _encodable(text: str) -> str:
    return (
        text.encode("utf-8", "replace")
        .decode("utf-8")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
