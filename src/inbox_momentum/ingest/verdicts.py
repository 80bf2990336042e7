"""The choice of ``relevance`` for mail whose headers come a few at a time and are kept.

Each message is judged once, when its header is new; what the rules need to know of it is a
short text that the caller keeps. ``decide`` then takes all of them, of today and of last
year, and says which bodies matter, as ``relevance.choose`` over all headers would.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from inbox_momentum import __version__, assets
from inbox_momentum.sources.imap import Row
from inbox_momentum.sources.imap.records import Key

if TYPE_CHECKING:
    from inbox_momentum.ingest.relevance import Facts
    from inbox_momentum.ingest.skim import Skimmer

# What judges is imported where it is needed: most syncs find nothing new.

_FORM = b"1"
"""Of the text of a verdict."""
_TABLES = ("relevance.toml", "senders.tsv", "automated.toml", "folders.toml", "threading.toml")
_READ, _BULK = 0, 1


@cache
def _edition() -> bytes:
    """Changes with the rules: the program and the tables behind a verdict."""
    told = hashlib.sha256(b"\0".join((_FORM, __version__.encode())))
    for name in _TABLES:
        told.update(assets.data(name).read_bytes())
    return told.digest()[:8]


class Verdicts:
    """Judges headers one by one and decides over all that were judged."""

    def __init__(self, me: Sequence[str] = ()) -> None:
        """``me`` are addresses of the owner, as far as they are known."""
        self._me = tuple(me)
        self.edition = _edition()
        """Verdicts of another edition are to be made anew."""
        self.mark = hashlib.sha256("\0".join(sorted(self._me)).encode()).digest()[:8]
        """With another mark the same verdicts may come to another decision."""
        self._authors: dict[int, str] = {}

    @cached_property
    def _skimmer(self) -> Skimmer:
        from inbox_momentum.ingest.skim import Skimmer

        return Skimmer()

    def judge(self, row: Row) -> bytes:
        """What the rules need to know of a message, of a few dozen bytes."""
        from inbox_momentum.ingest import relevance
        from inbox_momentum.ingest.rows import name_of
        from inbox_momentum.message import headers

        own = row.in_sent or row.is_draft
        if not own and (quick := self._skimmed(row)) is not None:
            return quick
        block = headers.read(row.header)
        found = relevance.facts(block, own, row.gm_thread_id)
        ids = [name_of(one) for one in found.refers if isinstance(one, str)]
        told: list[Any] = [name_of(str(found.message_id)) if found.message_id else None]
        told += [found.author, found.thread, ids]
        if not own and relevance.is_bulk(block):
            return _packed([_BULK, *told])
        return _packed([_READ, *told, found.recipients, found.own, found.hiring, found.process])

    def _skimmed(self, row: Row) -> bytes | None:
        """The verdict on certain bulk, ten times as fast; ``None`` when that takes a closer look."""
        from inbox_momentum.ingest.crowd import sample
        from inbox_momentum.ingest.rows import seconds_of
        from inbox_momentum.ingest.skim import LONGEST

        if len(row.header) > LONGEST:
            return None
        block = b"\n" + row.header.rstrip(b"\r\n") + b"\n"
        if not self._skimmer.skim(block, 0, seconds_of(row.internal_at), row.in_junk):
            return None
        rows = self._skimmer.rows
        place = rows.envelopes[-1]
        if place not in self._authors:
            self._authors[place] = sample(rows.table[place]).author.address
        thread = row.gm_thread_id or (str(rows.threads[-1]) if rows.threads[-1] else None)
        return _packed([_BULK, rows.ids[-1], self._authors[place], thread, rows.refers.pop(0, ())])

    def decide(self, judged: Iterable[tuple[Key, bytes]]) -> set[Key]:
        """Keys of the messages whose bodies may matter, by the verdicts on all messages of the account."""
        from inbox_momentum.ingest.relevance import Bulk, Facts, rescued

        read: list[Facts] = []
        chosen: set[Key] = set()
        keys: list[Key] = []
        ids: list[int | None] = []
        threads: list[str | None] = []
        authors: list[int] = []
        people: dict[str, int] = {}
        refers: dict[int, list[int]] = {}
        for key, packed in judged:
            kind, name, author, thread, named, *rest = json.loads(packed)
            if kind == _READ:
                recipients, own, hiring, process = rest
                read.append(
                    Facts(name or "", author, tuple(recipients), tuple(named), thread, own, hiring, process)
                )
                chosen.add(key)
                continue
            if named:
                refers[len(keys)] = named
            keys.append(key)
            ids.append(name)
            threads.append(thread)
            authors.append(people.setdefault(author, len(people)))
        bulk = Bulk(ids, threads, authors, list(people), refers)
        chosen.update(keys[place] for place in rescued(read, bulk, self._me))
        return chosen


def _packed(told: list[Any]) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode("ascii")
