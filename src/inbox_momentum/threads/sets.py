"""Disjoint sets of positions: joining in any order gives the same sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable


class DisjointSets:
    """Sets of the positions below ``count``, joined in pairs or under keys (near-linear)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._size = [1] * count
        self._keys: dict[Hashable, int] = {}

    def find(self, place: int) -> int:
        """Representative of the set of ``place`` (path halving)."""
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make one set of two (by size)."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return
        if self._size[one] < self._size[other]:
            one, other = other, one
        self._parent[other] = one
        self._size[one] += self._size[other]

    def join_key(self, place: int, key: Hashable) -> None:
        """Join ``place`` with every other that was given the same key."""
        self.join(place, self._keys.setdefault(key, place))

    def groups(self) -> Iterable[list[int]]:
        """The sets, each in rising order."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._parent)):
            found[self.find(place)].append(place)
        return found.values()
