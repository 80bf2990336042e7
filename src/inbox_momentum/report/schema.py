"""JSON Schemas of the contract, made from the tables that write the output.

``python -m docs.generate`` writes them into ``docs/schema``; a test keeps them fresh.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inbox_momentum.report import records
from inbox_momentum.report.shapes import Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    "report-1": (records.REPORT, records.REPORT_SCHEMA),
    "threads-1": (records.THREADS, records.THREADS_SCHEMA),
    "message-1": (records.MESSAGE, records.MESSAGE_SCHEMA),
}


def schemas(closed: bool = False) -> dict[str, dict[str, Any]]:
    """File stem to schema, for each document of the contract.

    The published ones are open, since the contract grows by adding; ``closed``
    makes the strict form that the tests hold our own output to.
    """
    return {stem: _document(table, title, closed) for stem, (table, title) in _TITLES.items()}


def _document(table: Table, title: str, closed: bool) -> dict[str, Any]:
    inner = {name: one.definition(closed) for name, one in table.inner().items() if name != table.name}
    return {
        "$schema": DIALECT,
        "title": title,
        "description": "Times are RFC 3339 in UTC, durations seconds, Message-IDs without angle brackets; "
        "absent is null. Later versions of this number may add members: ignore those you do not know.",
        **table.definition(closed),
        "$defs": inner,
    }


def documents() -> dict[str, str]:
    """File name to text of every published schema, for ``docs.generate``."""
    return {f"{stem}.json": dumps(schema) for stem, schema in schemas().items()}


def dumps(schema: Mapping[str, Any]) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
