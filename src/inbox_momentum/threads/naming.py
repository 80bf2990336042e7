"""From groups of entries to Thread records: order, and names that stay the same across runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from inbox_momentum.model import Entry, Thread

_LAST = datetime.max.replace(tzinfo=UTC)


def age_key(entry: Entry) -> tuple[bool, datetime, str]:
    """Sort key "oldest first": (at, id), entries without a time last."""
    return entry.at is None, entry.at or _LAST, entry.id


def name_threads(entries: Sequence[Entry], groups: Iterable[Sequence[int]]) -> tuple[Thread, ...]:
    """Threads of ``groups`` (positions in ``entries``), sorted by their oldest message.

    A thread is named after its oldest message. Where entries repeat a Message-ID, two
    threads may have the same oldest id: the later one gets the name that its number adds.
    """
    ordered = [sorted((entries[place] for place in group), key=age_key) for group in groups]
    ordered.sort(key=lambda group: age_key(group[0]))
    seen: dict[str, int] = {}
    threads = []
    for group in ordered:
        oldest = group[0].id
        number = seen[oldest] = seen.get(oldest, 0) + 1
        name = oldest if number == 1 else f"{oldest} {number}"
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        threads.append(Thread("t" + digest[:10], tuple(entry.id for entry in group)))
    return tuple(threads)
