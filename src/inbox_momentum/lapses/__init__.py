"""Lapses in momentum, and what goes well (domain.md §4).

``rules`` (waits), ``processes`` and ``trends`` find what the catalogue
``data/lapses.toml`` describes; ``choose`` keeps one finding per root cause and words it.
A new rule is a row in the catalogue and a function in one of these three modules.
"""

from inbox_momentum.lapses.choose import judge, kinds, silenced

__all__ = ["judge", "kinds", "silenced"]
