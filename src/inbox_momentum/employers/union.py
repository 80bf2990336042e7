"""Union-find over names, domains and tenants."""

from __future__ import annotations


class Union:
    """Disjoint sets of strings; iterative, near-linear."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, node: str) -> str:
        """Representative of the set of ``node`` (a new set when unseen)."""
        parent = self._parent
        parent.setdefault(node, node)
        root = node
        while parent[root] != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    def join(self, one: str, other: str) -> None:
        """Put both in one set; the smaller string represents it, whatever the order."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def nodes(self) -> tuple[str, ...]:
        """Every node seen, sorted."""
        return tuple(sorted(self._parent))
