"""The evidence of labelled messages, as the program itself collects it while it reads them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.accuracy.run import OWNER, letters

from inbox_momentum import employers, stages, threads
from inbox_momentum.stages.weights import Witness

FOLDER = Path(__file__).resolve().parent / "messages"


@dataclass(frozen=True, slots=True)
class Row:
    """One message: the evidence, and the truth."""

    author: str
    found: dict[str, float]
    truth: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was told of the messages of one or more authors, by who asks for it."""

    alone: list[Row] = field(default_factory=list)
    """Each message by itself …"""
    among: list[Row] = field(default_factory=list)
    """… and among its neighbours (``stages/matter.py``)."""
    inbound: list[Row] = field(default_factory=list)
    """``stages/verdict.py``"""
    outbound: list[Row] = field(default_factory=list)
    """``stages/replies.py``"""

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.alone + other.alone,
            self.among + other.among,
            self.inbound + other.inbound,
            self.outbound + other.outbound,
        )


def of_author(path: Path, *, weighed: bool) -> Evidence:
    """Of every message of one author that is read at all; ``weighed``: what went before was weighed."""
    document = tomllib.loads(path.read_text("utf-8"))
    mailbox, ids = letters(document["message"], document.get("owner", OWNER))
    identities = employers.identify(mailbox.entries, threads.conversations(mailbox.entries))
    told: dict[str, dict[str, dict[str, float]]] = {"alone": {}, "among": {}, "inbound": {}, "outbound": {}}
    stages.read(
        mailbox.entries,
        identities,
        Witness(**{name: kept.__setitem__ for name, kept in told.items()}, weighed=weighed),
    )

    def rows(kept: Mapping[str, dict[str, float]]) -> list[Row]:
        return [
            Row(path.stem, kept[ids[row["id"]]], row["expect"] | {"direction": row["direction"]})
            for row in document["message"]
            if ids[row["id"]] in kept
        ]

    return Evidence(**{name: rows(kept) for name, kept in told.items()})
