"""Which messages are worth reading in full, told by their headers alone.

Nineteen of twenty messages of a mailbox are newsletters and notices whose bodies no
figure depends on. ``choose`` takes one ``Row`` a message and returns the keys of those
that may matter; bodies of the others need not be read, fetched or kept::

    rows = (Row(uid, header, in_sent=folder_is_sent, gm_thread_id=thrid) for ...)
    wanted = choose(rows, me=("maya@example.net",))

A message is *certainly bulk* when all of this holds:

* its header says that it went to many (``List-Id``, ``List-Unsubscribe``,
  ``Precedence: bulk`` …; ``data/relevance.toml``), or a job board's advertising address
  sent it (``data/senders.tsv``, ``board-bulk``). A ``no-reply`` sender or ``Auto-Submitted``
  alone is no such sign: employers' own systems write so;
* it is no bounce, automatic reply, report or calendar mail;
* no known hiring platform, no hiring department's address and no address of the owner sent it;
* its subject has no word of hiring in any language of the table;
* the store does not file it as sent or a draft.

A second look takes bulk messages back that belong to something that matters: they refer
to, are referred to by or share Gmail's thread with a message that is read; the owner wrote
to their sender or its domain; their domain also sends hiring mail that is not bulk; or a
mass mailer's own words speak of the reader's application ("your application").

Everything here errs on the side of reading. Pure: no file, no clock.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inbox_momentum.ingest import words
from inbox_momentum.message import addresses, automated, encoded_words, headers, ids
from inbox_momentum.message.automated import Report
from inbox_momentum.message.headers import HeaderBlock
from inbox_momentum.model import Address

_SPECIAL = ("multipart/report", "message/", "text/calendar", "application/ics")
"""Content types of reports, receipts, forwards and invitations: always read."""
_ALWAYS = (automated.BOUNCE, automated.AUTO_REPLIED)


@dataclass(frozen=True, slots=True)
class Row:
    """One message as ``choose`` wants it."""

    key: Hashable
    """Whatever names the message for the caller (UID, place in a file)."""
    header: bytes
    """The raw header block, or the raw fields that were fetched (at least From, To, Cc, Subject,
    Message-ID, In-Reply-To, References, Content-Type, Precedence, Auto-Submitted, Sender, Reply-To,
    List-Id and List-Unsubscribe)."""
    in_sent: bool = False
    """The store files it as sent."""
    in_junk: bool = False
    """The store files it as junk; it is judged like any other."""
    is_draft: bool = False
    gm_thread_id: str | None = None
    """Gmail's thread id when the store knows it; else ``X-GM-THRID`` of the header is taken."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need of a message that is not bulk."""

    message_id: Hashable
    """'' when there is none."""
    author: str
    """Address, lower-case; '' when unreadable."""
    recipients: tuple[str, ...]
    """To and Cc, lower-case."""
    refers: tuple[Hashable, ...]
    """Ids of In-Reply-To and References."""
    thread: Hashable | None
    """Gmail's thread id."""
    own: bool
    """Filed as sent or a draft."""
    hiring: bool
    """Its subject or sender speaks of hiring, and it did not go to many."""
    process: bool
    """Its subject speaks of the reader's own application."""


@dataclass(slots=True)
class Bulk:
    """Messages that are bulk by their own header, as columns; ``i`` is a place in them."""

    ids: Sequence[Hashable]
    """Message-ID, or anything that is equal for equal ids."""
    threads: Sequence[Hashable | None]
    authors: Sequence[int]
    """Place of the author in ``people``."""
    people: Sequence[str]
    """Addresses, lower-case."""
    refers: Mapping[int, Sequence[Hashable]] = field(default_factory=dict)
    """``i`` → ids it refers to; without those that refer to none."""


def choose(rows: Iterable[Row], me: Sequence[str] = ()) -> set[Hashable]:
    """Keys of the messages whose bodies may matter; see the module's text for the rules.

    ``me`` are addresses of the owner, as far as they are known. One pass over ``rows``;
    of bulk messages only a few words are kept.
    """
    read: list[Facts] = []
    chosen: set[Hashable] = set()
    keys: list[Hashable] = []
    people: dict[str, int] = {}
    bulk = Bulk(ids=[], threads=[], authors=[], people=[])
    columns: tuple[list[Hashable], list[Hashable | None], list[int]] = ([], [], [])
    refers: dict[int, Sequence[Hashable]] = {}
    for row in rows:
        block = headers.read(row.header)
        own = row.in_sent or row.is_draft
        found = facts(block, own, row.gm_thread_id)
        if own or not is_bulk(block):
            read.append(found)
            chosen.add(row.key)
            continue
        if found.refers:
            refers[len(keys)] = found.refers
        keys.append(row.key)
        columns[0].append(found.message_id or None)
        columns[1].append(found.thread)
        columns[2].append(people.setdefault(found.author, len(people)))
    bulk = Bulk(columns[0], columns[1], columns[2], list(people), refers)
    chosen.update(keys[place] for place in rescued(read, bulk, me))
    return chosen


def is_bulk(block: HeaderBlock) -> bool:
    """Whether a message is certainly bulk by its own header; where it is filed is the caller's to know."""
    author = _author(block)
    known = words.platform(author.address)
    if known or (block.first("content-type") or "").strip().lower().startswith(_SPECIAL):
        return False
    if known is None:
        return True
    if not author.address or words.hires(author.local):
        return False
    if any(words.platform(one.address) for one in _behind(block)):
        return False
    subject = subject_of(block)
    reason = automated.reason(block, author, subject, Report())
    if reason in _ALWAYS or not went_to_many(block, reason):
        return False
    return not speaks_of_hiring(words.folded(subject))


def went_to_many(block: HeaderBlock, reason: str | None) -> bool:
    """Whether the header says that the message went to many; ``reason`` is ``automated.reason``'s."""
    if reason in (automated.LIST, automated.BULK):
        return True
    return any(name in words.tables().bulk_fields for name, _ in block.fields)


def speaks_of_hiring(subject: bytes) -> bool:
    """Whether a folded subject (``words.folded``) has a word of hiring."""
    return words.hiring_pattern().search(subject) is not None


def speaks_of_own(subject: bytes) -> bool:
    """Whether a folded subject speaks of the reader's own application."""
    return words.own_pattern().search(subject) is not None


def subject_of(block: HeaderBlock) -> str:
    """The decoded subject; '' when there is none."""
    return encoded_words.decode(block.first("subject") or "").strip()


def facts(block: HeaderBlock, own: bool, thread: str | None = None) -> Facts:
    """What the rules need to know of a message; ``own``: filed as sent or a draft."""
    author = _author(block)
    subject = words.folded(subject_of(block))
    lists = went_to_many(block, None)
    people = addresses.parse_all([*block.all("to"), *block.all("cc")])
    hiring = words.hires(author.local) or speaks_of_hiring(subject)
    return Facts(
        message_id=next(filter(None, map(ids.message_id, block.all("message-id"))), ""),
        author=author.address,
        recipients=tuple(one.address for one in people if one.address),
        refers=(*ids.in_reply_to(block.all("in-reply-to")), *ids.references(block.all("references"))[0]),
        thread=thread or (block.first("x-gm-thrid") or "").strip() or None,
        own=own,
        hiring=hiring and not lists,
        process=speaks_of_own(subject) and not words.platform(author.address),
    )


def _author(block: HeaderBlock) -> Address:
    found = next((some for value in block.all("from")[:10] if (some := addresses.parse(value))), ())
    return found[0] if found else Address("", "")


def _behind(block: HeaderBlock) -> tuple[Address, ...]:
    """Who else may stand behind a message: an employer's mail sent by a platform, or answered there."""
    return addresses.parse_all([*block.all("sender"), *block.all("reply-to")])


def owners(read: Iterable[Facts], me: Sequence[str] = ()) -> frozenset[str]:
    """The owner's addresses as far as sent mail and ``me`` tell."""
    return frozenset({one.author for one in read if one.own} | {one.strip().lower() for one in me}) - {""}


def rescued(read: Sequence[Facts], bulk: Bulk, me: Sequence[str] = ()) -> set[int]:
    """Places of the bulk messages that the second look takes back (see the module's text)."""
    own = owners(read, me)
    hosts, senders = _partners(read, own)
    spared = [
        place in own or place in senders or words.home(place.rpartition("@")[2]) in hosts
        for place in bulk.people
    ]
    taken = {place for place, author in enumerate(bulk.authors) if spared[author]}
    return taken | _linked(read, bulk, taken)


def _partners(read: Sequence[Facts], own: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(domains, addresses) whose bulk mail is read too."""
    hosts: set[str] = set()
    senders: set[str] = set()
    for one in read:
        if one.own or one.author in own:
            senders.update(one.recipients)
            hosts.update(words.home(who.rpartition("@")[2]) for who in one.recipients)
        elif one.hiring and not words.platform(one.author):
            senders.add(one.author)
            hosts.add(words.home(one.author.rpartition("@")[2]))
        elif one.process:
            senders.add(one.author)
    mine = {words.home(one.rpartition("@")[2]) for one in own}
    return frozenset(hosts - mine - {""}), frozenset(senders - own - {""})


def _linked(read: Sequence[Facts], bulk: Bulk, taken: set[int]) -> set[int]:
    """Places in the conversations of what is read: by references, both ways, and by Gmail's thread."""
    by_id: dict[Hashable, list[int]] = {}
    by_thread: dict[Hashable, list[int]] = {}
    for place, name in enumerate(bulk.ids):
        if name is not None:
            by_id.setdefault(name, []).append(place)
    for place, thread in enumerate(bulk.threads):
        if thread is not None:
            by_thread.setdefault(thread, []).append(place)
    naming: dict[Hashable, list[int]] = {}
    for place, named in bulk.refers.items():
        for name in named:
            naming.setdefault(name, []).append(place)
    found: set[int] = set()
    seen: set[Hashable] = set()
    waiting: list[Hashable] = [name for one in read for name in (one.message_id, *one.refers) if name]
    threads: set[Hashable] = {one.thread for one in read if one.thread is not None}
    queue = [place for thread in threads for place in by_thread.get(thread, ())] + list(taken)
    while waiting or queue:
        if not queue:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                queue += by_id.get(name, ())
                queue += naming.get(name, ())
            continue
        place = queue.pop()
        if place in found:
            continue
        found.add(place)
        waiting += [bulk.ids[place], *bulk.refers.get(place, ())]
        thread = bulk.threads[place]
        if thread is not None and thread not in threads:
            threads.add(thread)
            queue += by_thread[thread]
    return found
