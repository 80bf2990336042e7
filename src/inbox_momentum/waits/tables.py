"""What the ledger knows from ``data/waits.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from inbox_momentum.assets import data


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers and lists of ``data/waits.toml``, which explains each."""

    trusted: float
    new_thread_days: int
    message_days: int
    quiet_days: int
    quiet_follow_ups: int
    long_past_days: int
    sent_gap_days: int
    sent_asks_before: int
    sent_asks_after: int
    auto_reply_s: float
    courtesy_chars: int
    reminder_chars: int
    reminder_after_h: float
    subject_likeness: float
    reply_prefixes: frozenset[str]
    forward_prefixes: frozenset[str]
    expecting_cues: frozenset[str]
    follow_up_cues: frozenset[str]
    empty_cues: frozenset[str]
    withdrawing_cues: tuple[str, ...]
    web_availability: tuple[str, ...]
    automatic_replies: frozenset[str]
    machine_made: frozenset[str]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The table, read once."""
    with data("waits.toml").open("rb") as file:
        table = tomllib.load(file)
    return Rules(
        trusted=float(table["trusted"]),
        new_thread_days=int(table["new_thread_days"]),
        message_days=int(table["message_days"]),
        quiet_days=int(table["quiet_days"]),
        quiet_follow_ups=int(table["quiet_follow_ups"]),
        long_past_days=int(table["long_past_days"]),
        sent_gap_days=int(table["sent_gap_days"]),
        sent_asks_before=int(table["sent_asks_before"]),
        sent_asks_after=int(table["sent_asks_after"]),
        auto_reply_s=float(table["auto_reply_s"]),
        courtesy_chars=int(table["courtesy_chars"]),
        reminder_chars=int(table["reminder_chars"]),
        reminder_after_h=float(table["reminder_after_h"]),
        subject_likeness=float(table["subject_likeness"]),
        reply_prefixes=frozenset(table["reply_prefixes"]),
        forward_prefixes=frozenset(table["forward_prefixes"]),
        expecting_cues=frozenset(table["expecting_cues"]),
        follow_up_cues=frozenset(table["follow_up_cues"]),
        empty_cues=frozenset(table["empty_cues"]),
        withdrawing_cues=tuple(table["withdrawing_cues"]),
        web_availability=tuple(table["web_availability"]),
        automatic_replies=frozenset(table["automatic_replies"]),
        machine_made=frozenset(table["machine_made"]),
    )


def under(domain: str, parent: str) -> bool:
    """Whether ``domain`` is ``parent`` or lies below it (label boundaries)."""
    return domain == parent or domain.endswith("." + parent)
