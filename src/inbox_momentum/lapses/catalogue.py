"""The catalogue ``data/lapses.toml``: numbers, words and sentences of each lapse."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inbox_momentum.assets import data


@dataclass(frozen=True, slots=True)
class Says:
    """One wording: a sentence with the fact and its scope, and one action."""

    sentence: str
    action: str


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of lapse."""

    kind: str
    title: str
    rule: str
    """The rule in words, for "why this counts"."""
    severity: str
    rank: int
    """The lowest speaks when several rules meet in one root cause."""
    says: Mapping[str, Says]
    """By variant, such as ``open`` and ``closed``."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Thresholds; ``data/lapses.toml`` explains each."""

    trusted: float
    headlines: int
    neglect_replies: int
    holding_replies: int
    moves: int
    quiet_wd: float
    promised_wd: float
    park_days: float
    test_warning_h: float
    offer_warning_h: float
    promise_grace_h: float
    thanks_h: float
    thanks_until_days: float
    edge_share: float
    edge_of: int
    edge_count: int
    praise_after: int
    praise_before: int
    praise_ratio: float
    praise_dominance: float
    praise_p: float
    trend_n: int
    trend_tau: float
    trend_p: float
    trend_step_p: float
    trend_growth: float
    trend_since_days: int
    trend_since_n: int
    trend_since_tau: float
    trend_since_growth: float
    streak: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that sentences are filled with."""

    minute: tuple[str, str]
    hour: tuple[str, str]
    day: tuple[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    someone: str
    with_role: str
    long_past: str
    """The action where nobody awaits an answer any more."""
    asked: Mapping[str, str]
    """By kind of wait: what the employer did."""
    do: Mapping[str, str]
    """By kind of wait: what answers it."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    with data("lapses.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def rows() -> Mapping[str, Row]:
    """All kinds of lapse by name."""
    found = {}
    for kind, row in _table()["lapse"].items():
        says = {name: Says(**one) for name, one in row.items() if isinstance(one, dict)}
        found[kind] = Row(kind, row["title"], row["rule"], row["severity"], row["rank"], says)
    return found


@lru_cache(maxsize=1)
def numbers() -> Numbers:
    """The thresholds."""
    return Numbers(**_table()["numbers"])


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words."""
    words = _table()["words"]
    return Vocabulary(
        minute=_forms(words["minute"]),
        hour=_forms(words["hour"]),
        day=_forms(words["day"]),
        weekdays=tuple(words["weekdays"]),
        months=tuple(words["months"]),
        date=words["date"],
        someone=words["someone"],
        with_role=words["with_role"],
        long_past=words["long_past"],
        asked=_table()["asked"],
        do=_table()["do"],
    )


def _forms(pair: list[str]) -> tuple[str, str]:
    one, many = pair
    return one, many


def positive(kind: str, n: int) -> str:
    """Sentence template of something that goes well, for ``n`` cases."""
    row: dict[str, str] = _table()["positive"][kind]
    return row.get("one", row["sentence"]) if n == 1 else row["sentence"]
