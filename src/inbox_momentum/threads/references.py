"""Threads by RFC 5256 §3, REFERENCES: the whole algorithm, step by step.

"Sequence number" is the position in the entries given, which the RFC uses for ties and
for duplicate Message-IDs. Nothing here is recursive, and no step is quadratic on mail:
a hostile mailbox can at worst make the loop check of step 1 walk the smaller of two trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from inbox_momentum.message.subject import base_subject, casemap
from inbox_momentum.model import Entry, Thread
from inbox_momentum.threads.naming import name_threads

_NONE = -1
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Forest:
    """Reply trees over a sequence of entries, all by position in it."""

    threads: tuple[tuple[int, ...], ...]
    """Each thread in reading order (parents before children, siblings by sent date)."""
    parents: tuple[int | None, ...]
    """Parent of each entry; ``None`` at the top, also below a dummy (RFC 5256 §3):
    a thread with several such entries has a dummy at its top."""


def references(entries: Sequence[Entry]) -> tuple[Thread, ...]:
    """Threads of RFC 5256 §3 REFERENCES, each message in exactly one."""
    return name_threads(entries, references_forest(entries).threads)


def references_forest(entries: Sequence[Entry]) -> Forest:
    """Reply trees of RFC 5256 §3 REFERENCES."""
    links = _Links()
    for place, entry in enumerate(entries):
        links.add(place, entry)
    roots, children = _prune(links)
    sent = _SentOrder(entries, links.place, children)
    roots.sort(key=sent.of_root)  # (4)
    roots = _merge_subjects(entries, links.place, roots, children, sent)
    roots.sort(key=sent.of_root)
    for siblings in children:  # (6)
        siblings.sort(key=sent.of)
    return _forest(len(entries), links.place, roots, children)


class _Links:
    """Step 1: parent/child links between messages, held or only referred to (dummies)."""

    def __init__(self) -> None:
        self.place: list[int] = []
        """Position of each node's entry, or -1 for a dummy."""
        self.parent: list[int] = []
        self.children: list[dict[int, None]] = []
        self._by_id: dict[str, int] = {}

    def add(self, place: int, entry: Entry) -> None:
        """Steps 1 (A) and (B) for one message."""
        message = entry.message
        node = self._own_node(message.message_id, message.id_missing, place)
        # No valid id in References: the first valid one of In-Reply-To is the only reference.
        valid = [one for one in message.references if _is_valid(one)]
        last = _NONE
        for reference in valid or [one for one in message.in_reply_to if _is_valid(one)][:1]:
            found = self._node(reference)
            # (A) An existing parent stays: a truncated References list proves nothing about its neighbours.
            if last != _NONE and self.parent[found] == _NONE and not self._is_below(last, found):
                self._link(last, found)
            last = found
        # (B) The message's own last reference is its parent, whatever others implied.
        if last == _NONE or self.parent[node] != last:
            self._unlink(node)
            if last != _NONE and not self._is_below(last, node):
                self._link(last, node)

    def _own_node(self, message_id: str, missing: bool, place: int) -> int:
        # A missing id, or one that an earlier message has, is replaced by a unique one.
        if missing or not _is_valid(message_id):
            return self._new(place)
        node = self._node(message_id)
        if self.place[node] != _NONE:
            return self._new(place)
        self.place[node] = place
        return node

    def _node(self, message_id: str) -> int:
        node = self._by_id.get(message_id)
        if node is None:
            node = self._by_id[message_id] = self._new(_NONE)
        return node

    def _new(self, place: int) -> int:
        self.place.append(place)
        self.parent.append(_NONE)
        self.children.append({})
        return len(self.place) - 1

    def _link(self, parent: int, child: int) -> None:
        self.parent[child] = parent
        self.children[parent][child] = None

    def _unlink(self, child: int) -> None:
        parent = self.parent[child]
        if parent != _NONE:
            del self.children[parent][child]
            self.parent[child] = _NONE

    def _is_below(self, node: int, top: int) -> bool:
        """Whether ``node`` is ``top`` or a descendant of it (a link would make a loop).

        Walks up from ``node`` and down from ``top`` by turns: over when the shorter is.
        """
        if node == top:
            return True
        below = list(self.children[top])
        while below:
            node = self.parent[node]
            if node == top:
                return True
            if node == _NONE:
                return False
            below.extend(self.children[below.pop()])
        return False


def _is_valid(message_id: str) -> bool:
    """RFC 5322 §3.6.4: ``id-left "@" id-right``. Without this ``<no.id>`` joins strangers."""
    return "@" in message_id


def _prune(links: _Links) -> tuple[list[int], list[list[int]]]:
    """Steps 2 and 3: top-level nodes and children, without dummies that hold nothing together.

    A dummy stays only at the top, and only above two children or more.
    """
    roots: list[int] = []
    children: list[list[int]] = [[] for _ in links.place]
    for top, parent in enumerate(links.parent):
        if parent != _NONE:
            continue
        roots.append(top)
        pending = [(child, top) for child in links.children[top]]
        while pending:
            node, above = pending.pop()
            if links.place[node] != _NONE:
                children[above].append(node)
                above = node
            pending.extend((child, above) for child in links.children[node])
    kept = []
    for top in roots:
        if links.place[top] != _NONE or len(children[top]) > 1:
            kept.append(top)
        elif children[top]:
            kept.append(children[top].pop())
    return kept, children


class _SentOrder:
    """Sort keys "by sent date" (RFC 5256 §2.2): Date, else INTERNALDATE, then sequence number."""

    def __init__(self, entries: Sequence[Entry], place: list[int], children: list[list[int]]) -> None:
        self._place = place
        self._children = children
        self._dates: list[datetime] = []
        for entry in entries:
            message = entry.message
            self._dates.append(message.date_at or message.internal_at or entry.at or _LAST)

    def of(self, node: int) -> tuple[datetime, int]:
        place = self._place[node]
        return self._dates[place], place

    def of_root(self, root: int) -> tuple[datetime, int]:
        return self.of(root if self._place[root] != _NONE else self.first_child(root))

    def first_child(self, dummy: int) -> int:
        return min(self._children[dummy], key=self.of)


@dataclass(frozen=True, slots=True)
class _Subject:
    key: str
    is_reply: bool


def _merge_subjects(
    entries: Sequence[Entry], place: list[int], roots: list[int], children: list[list[int]], sent: _SentOrder
) -> list[int]:
    """Step 5: threads with the same base subject become one. Returns the new top level."""
    subjects: dict[int, _Subject] = {}
    table: dict[str, int] = {}
    for root in roots:  # (B)
        speaker = root if place[root] != _NONE else sent.first_child(root)
        base = base_subject(entries[place[speaker]].message.subject)
        subject = subjects[root] = _Subject(casemap(base.text), base.is_reply)
        if not subject.key:
            continue
        held = table.setdefault(subject.key, root)
        if place[held] == _NONE or held == root:
            continue
        if place[root] == _NONE or (subjects[held].is_reply and not subject.is_reply):
            table[subject.key] = root
    gone: set[int] = set()
    fresh: list[int] = []
    for root in roots:  # (C)
        subject = subjects[root]
        held = table.get(subject.key, root)
        if held == root or root in gone:
            continue
        gone.add(root)
        if place[root] == _NONE:
            # Both are dummies: a dummy is never in the table's place of a message.
            children[held].extend(children[root])
            children[root] = []
        elif place[held] == _NONE or (subject.is_reply and not subjects[held].is_reply):
            children[held].append(root)
        else:
            place.append(_NONE)
            children.append([held, root])
            table[subject.key] = len(place) - 1
            fresh.append(len(place) - 1)
            gone.add(held)
    return [root for root in (*roots, *fresh) if root not in gone]


def _forest(count: int, place: list[int], roots: list[int], children: list[list[int]]) -> Forest:
    parents: list[int | None] = [None] * count
    threads = []
    for root in roots:
        order = []
        pending = [root]
        while pending:
            node = pending.pop()
            if place[node] != _NONE:
                order.append(place[node])
                for child in children[node]:
                    parents[place[child]] = place[node]
            pending.extend(reversed(children[node]))
        threads.append(tuple(order))
    return Forest(tuple(threads), tuple(parents))
