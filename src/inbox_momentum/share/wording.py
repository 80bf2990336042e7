"""The sentences of a share, from ``data/share.toml``: one table for both sides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from inbox_momentum import assets


@dataclass(frozen=True, slots=True)
class Wording:
    """Every fixed sentence of shares and of the pages made from them."""

    banner: str
    unaltered: str
    hidden: str
    limits: tuple[str, ...]
    own_limits: tuple[str, ...]
    """What a recruiter is told who measures their own mail."""
    kinds: Mapping[str, str]
    """Heading of a row, by kind of wait."""
    scopes: Mapping[str, str]
    """What a scope means, by its name."""
    consent: Mapping[str, str]
    """Fixed fields of the consent record."""


@lru_cache(maxsize=1)
def load() -> Wording:
    """The table."""
    table = tomllib.loads(assets.data("share.toml").read_text(encoding="utf-8"))
    return Wording(
        banner=table["banner"],
        unaltered=table["unaltered"],
        hidden=table["hidden"],
        limits=tuple(table["limits"]),
        own_limits=tuple(table["own_limits"]),
        kinds=table["kinds"],
        scopes=table["scopes"],
        consent=table["consent"],
    )
