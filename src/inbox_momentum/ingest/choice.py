"""Which bulk rows are read after all, and which are copies: so that no figure differs.

Every mail is counted once, by the rules of ``index.duplicates``. Rows of one Message-ID
with one Date and one envelope are copies of one mail; whatever else could be joined with
another message (one id, or one author and one Date) is read, and its content decides.
The second look is ``relevance.rescued``'s. Beside it a few rows are read for what the
stages above count over all mail: who writes to an address that others write to as well
(that makes it a list), and whose Message-IDs have the domain of the owner's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inbox_momentum.ingest import relevance, words
from inbox_momentum.ingest.crowd import sample
from inbox_momentum.ingest.relevance import Bulk, Facts
from inbox_momentum.ingest.rows import UNKNOWN, Rows, name_of, seconds_of
from inbox_momentum.model import Message, Owner

_WRITERS = 16
"""Senders' hosts of one address that are read; four make it a list (``employers``)."""


@dataclass(slots=True)
class Pool:
    """The bulk rows of all sources; a place is a number in it."""

    rows: Rows = field(default_factory=Rows)
    starts: list[int] = field(default_factory=list)
    """First place of each source."""
    refers: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Place → ids it refers to."""

    def add(self, rows: Rows) -> None:
        """Take over the rows of the next source."""
        base = len(self.rows)
        self.starts.append(base)
        if rows.refers:
            known = {at: base + place for place, at in enumerate(rows.at)}
            self.refers.update((known[at], ids) for at, ids in rows.refers.items() if at in known)
        self.rows.add(rows)


def facts_of(message: Message) -> Facts:
    """A message that is read, as ``relevance`` wants it; ids as rows have them."""
    subject = words.folded(message.subject)
    author = message.author
    many = message.automated in ("list", "bulk") or any(
        name in words.tables().bulk_fields for name, _ in message.headers
    )
    hiring = words.hires(author.local) or relevance.speaks_of_hiring(subject)
    return Facts(
        message_id=name_of(message.message_id),
        author=author.address,
        recipients=tuple(one.address for one in (*message.to, *message.cc) if one.address),
        refers=tuple(map(name_of, (*message.in_reply_to, *message.references))),
        thread=_thread(message.gm_thread_id),
        own=message.in_sent or message.is_draft,
        hiring=hiring and not many,
        process=relevance.speaks_of_own(subject) and not words.platform(author.address),
    )


def _thread(name: str | None) -> int | str | None:
    """Gmail's thread id as rows have it; others are equal to none of theirs."""
    return int(name) if name and name.isascii() and name.isdigit() else name


def copies(pool: Pool) -> tuple[set[int], set[int]]:
    """(places of copies that need not be read, places whose content must decide)."""
    rows = pool.rows
    first: dict[int, int] = {}
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for place, name in enumerate(rows.ids):
        if first.setdefault(name, place) != place:
            shared[name].append(place)
    left_out: set[int] = set()
    unclear: set[int] = set()
    for name, places in shared.items():
        every = [first[name], *places]
        if len({_looks(rows, place) for place in every}) == 1:
            left_out.update(places)
        else:
            unclear.update(every)
    seen: dict[tuple[int, str], int] = {}
    for place, key in enumerate(_written(rows)):
        if place in left_out:
            continue
        other = seen.setdefault(key, place)
        if other != place:
            unclear.update((other, place))
    return left_out, unclear


def _looks(rows: Rows, place: int) -> tuple[int, int, int, int]:
    """What must be equal for two rows of one id to be copies without a look at them."""
    received = rows.received[place]
    internal = rows.internal[place] if received == UNKNOWN else 0
    return (rows.dates[place], received, internal, rows.envelopes[place])


def _written(rows: Rows) -> Iterable[tuple[int, str]]:
    """(Date, author) of every row."""
    authors = [sample(one).author.address for one in rows.table]
    return ((date, authors[place]) for date, place in zip(rows.dates, rows.envelopes, strict=True))


def joined(pool: Pool, messages: Iterable[Message]) -> set[int]:
    """Places that could be copies of messages that are read."""
    names = set()
    written = set()
    for one in messages:
        names.add(name_of(one.message_id))
        written.add((seconds_of(one.date_at), one.author.address))
    found = {place for place, name in enumerate(pool.rows.ids) if name in names}
    return found | {place for place, key in enumerate(_written(pool.rows)) if key in written}


class SecondLook:
    """Finds what must be read of a pool, again and again while more is read."""

    def __init__(self, pool: Pool) -> None:
        """Prepare the columns once."""
        rows = pool.rows
        self._pool = pool
        made = [sample(one) for one in rows.table]
        people: dict[str, int] = {}
        by_envelope = [people.setdefault(one.author.address, len(people)) for one in made]
        self._recipients = [[who.address for who in (*one.to, *one.cc) if who.address] for one in made]
        self._writers = [one.author.domain for one in made]
        threads: list[int | None] = [one or None for one in rows.threads]
        authors = [by_envelope[place] for place in rows.envelopes]
        self._bulk = Bulk(rows.ids, threads, authors, list(people), pool.refers)

    def taken(self, read: Sequence[Message], whose: Owner) -> set[int]:
        """Places of the rows to be read beside ``read``."""
        facts = [facts_of(one) for one in read]
        found = relevance.rescued(facts, self._bulk, whose.addresses)
        own = relevance.owners(facts, whose.addresses)
        return found | self._of_lists(facts, own) | self._of_own_hosts(read, own)

    def _of_lists(self, facts: Sequence[Facts], own: frozenset[str]) -> set[int]:
        """A row for each of some hosts that write to an address to which read mail goes too."""
        wanted = {who for one in facts for who in one.recipients if one.author not in own} - own
        envelopes: set[int] = set()
        writers: defaultdict[str, set[str]] = defaultdict(set)
        for place, people in enumerate(self._recipients):
            for who in wanted.intersection(people):
                if len(writers[who]) < _WRITERS and self._writers[place] not in writers[who]:
                    writers[who].add(self._writers[place])
                    envelopes.add(place)
        return _first_of(self._pool.rows.envelopes, envelopes)

    def _of_own_hosts(self, read: Sequence[Message], own: frozenset[str]) -> set[int]:
        """A row for each domain of Message-IDs that the owner's mail has."""
        mine = {
            one.message_id.rpartition("@")[2].lower()
            for one in read
            if one.in_sent or one.author.address in own
        }
        hosts = {
            place
            for place, host in enumerate(self._pool.rows.hosts)
            if host.decode("ascii", "replace") in mine
        }
        return _first_of(self._pool.rows.domains, hosts)


def _first_of(column: Sequence[int], wanted: set[int]) -> set[int]:
    """Place of the first row with each of the ``wanted`` values."""
    found: dict[int, int] = {}
    if wanted:
        for place, value in enumerate(column):
            if value in wanted:
                found.setdefault(value, place)
    return set(found.values())
