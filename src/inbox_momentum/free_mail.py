"""Domains at which anybody may have a mailbox: ``data/free_mail.txt``, read in one place."""

from __future__ import annotations

from functools import cache

from inbox_momentum.assets import data


@cache
def table() -> tuple[frozenset[str], frozenset[str]]:
    """(exact domains, labels that are free mail under every public suffix: ``yahoo.*``)."""
    lines = [one.strip() for one in data("free_mail.txt").read_text(encoding="utf-8").splitlines()]
    rows = [one for one in lines if one and not one.startswith("#")]
    exact = frozenset(one for one in rows if not one.endswith(".*"))
    return exact, frozenset(one[:-2] for one in rows if one.endswith(".*"))
