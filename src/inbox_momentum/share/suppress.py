"""Which groups are shown, so that no total gives a small one away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from inbox_momentum.share.figures import MIN_CELL

K = TypeVar("K")


def large_enough(sizes: Mapping[K, int]) -> frozenset[K]:
    """Primary suppression: the groups of ``MIN_CELL`` or more."""
    return frozenset(key for key, size in sizes.items() if size >= MIN_CELL)


def shown(sizes: Mapping[K, int]) -> frozenset[K]:
    """Groups that may be shown where their sum is known too (complementary suppression).

    Who knows the sum can take the shown groups from it. What is left is then either
    nothing, or at least two groups with ``MIN_CELL`` requests between them: while it is
    not, the smallest group that is still shown is hidden as well.
    """
    kept = set(large_enough(sizes))
    while True:
        hidden = [size for key, size in sizes.items() if key not in kept and size]
        if not hidden or (len(hidden) >= 2 and sum(hidden) >= MIN_CELL) or not kept:
            return frozenset(kept)
        # Equal sizes: by the text of the key, so that the same mail hides the same group.
        kept.remove(min(kept, key=lambda key: (sizes[key], str(key))))
