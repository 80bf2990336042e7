"""The second half of a sync: the text of the messages that matter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from inbox_momentum.accounts import Account
from inbox_momentum.sources.imap import rebuild, structure
from inbox_momentum.sources.imap.crew import Batch, Crew, Unclear
from inbox_momentum.sources.imap.exact import Exact
from inbox_momentum.sources.imap.faults import FolderChanged, FolderGone
from inbox_momentum.sources.imap.headers import Looked
from inbox_momentum.sources.imap.judged import Judged
from inbox_momentum.sources.imap.rebuild import Plan
from inbox_momentum.sources.imap.records import Choice, Key
from inbox_momentum.sources.imap.session import Fetched, Session
from inbox_momentum.sources.imap.tally import Tally
from inbox_momentum.store import Store

STRUCTURES = 200
"""Messages whose structure is asked for at once."""
_COST = 4_000_000
"""Bytes of text that are asked for at once; a larger message comes alone."""
_TOGETHER = 100
_SECTION = re.compile(rb"BODY\[([A-Z0-9.]{0,200})\](?:<\d{1,10}>)?\Z")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a folder is asked for."""

    some: frozenset[int]
    """UIDs whose text matters."""
    whole: frozenset[int]
    """UIDs that are fetched in one piece, whatever they hold."""
    headless: frozenset[int]
    """UIDs whose header could not be read before."""
    sizes: Mapping[int, int]
    """Bytes by UID."""


def wanted(store: Store, account: Account, choice: Choice, verdicts: Judged) -> dict[str, Wanted]:
    """What is still to be fetched, by folder."""
    verdicts.complete()
    exact = Exact()

    def judged() -> Iterator[tuple[Key, bytes]]:
        for key, known, verdict in verdicts:
            exact.add(key, known)
            yield key, verdict

    chosen: AbstractSet[Key] = choice.decide(judged())
    folders: dict[str, Wanted] = {}
    for folder in store.folders(account.name):
        sizes: dict[int, int] = {}
        headless: set[int] = set()
        whole: set[int] = set()
        for uid, size, known in store.lacking(folder.id):
            key = (folder.name, uid)
            if not known:
                headless.add(uid)
            elif key in exact.keys:
                whole.add(uid)
                sizes[uid] = size
            elif key in chosen:
                sizes[uid] = size
        if sizes or headless:
            some = frozenset(sizes.keys() - whole)
            folders[folder.name] = Wanted(some, frozenset(whole), frozenset(headless), sizes)
    return folders


def fetch(crew: Crew, store: Store, tally: Tally, looked: Looked, want: Wanted, done: int, total: int) -> int:
    """Bring the bodies of one folder; how many messages of the phase are done then."""
    plans = {uid: rebuild.whole(want.sizes[uid]) for uid in want.whole}
    try:
        plans |= _plans(crew, tally, looked, want)
        for outcome in crew.many(looked.folder, looked.stored.uidvalidity, *_asked(plans)):
            batch = outcome.batch
            answer = outcome.answer or Fetched(bad={batch.uids[0]: batch.why})
            bodies: dict[int, bytes] = {}
            for uid in batch.uids:
                body = _body(plans[uid], answer.found.get(uid))
                if body is not None:
                    bodies[uid] = body
                elif uid in answer.found or uid in answer.bad:
                    why = answer.bad.get(uid, "its text is missing")
                    detail = f"The text could not be fetched, so the header alone is read: {why}."
                    tally.defect(looked.folder.name, uid, "body-unreadable", detail)
                else:
                    tally.gone += 1
            store.keep_bodies(looked.stored.id, bodies)
            tally.bodies += len(bodies)
            done += len(batch.uids)
            tally.step("bodies", looked.folder.name, done, total)
    except (FolderGone, FolderChanged):
        tally.complete = False
        tally.partial(looked.folder.name, "It changed on the server while its texts were read.")
        tally.say(
            f"{looked.folder.name} changed on the server while it was read; the next sync reads it again."
        )
    return done


def _plans(crew: Crew, tally: Tally, looked: Looked, want: Wanted) -> dict[int, Plan]:
    """What to fetch of each message, by its structure."""
    uids = sorted(want.some, reverse=True)
    batches = [Batch(tuple(uids[at : at + STRUCTURES])) for at in range(0, len(uids), STRUCTURES)]

    def ask(session: Session, batch: Batch) -> Fetched:
        answer = session.fetch(batch.uids, "(UID BODYSTRUCTURE)")
        if answer.unclear and not set(batch.uids) <= answer.found.keys() | answer.bad.keys():
            raise Unclear("a structure that cannot be read")
        return answer

    plans: dict[int, Plan] = {}
    for outcome in crew.many(looked.folder, looked.stored.uidvalidity, batches, ask):
        answer = outcome.answer
        for uid in outcome.batch.uids:
            size = want.sizes[uid]
            if answer is not None and uid not in answer.found and uid not in answer.bad:
                tally.gone += 1
                continue
            try:
                found = answer.found[uid][b"BODYSTRUCTURE"] if answer is not None else None
                plans[uid] = rebuild.plan(structure.read(found), size)
            except (structure.Unusable, LookupError, TypeError):
                plans[uid] = rebuild.blind(size)
                detail = "The server does not tell its parts; only the start of its text was fetched."
                tally.defect(looked.folder.name, uid, "structure-unreadable", detail)
    return plans


def _asked(plans: Mapping[int, Plan]) -> tuple[list[Batch], Any]:
    """Messages of one plan's sections together, bounded in bytes; and the question."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for uid in sorted(plans, reverse=True):
        alike[plans[uid].sections].append(uid)
    batches = [batch for uids in alike.values() for batch in _bounded(uids, plans)]

    def ask(session: Session, batch: Batch) -> Fetched:
        first = plans[batch.uids[0]]
        items = " ".join(f"BODY.PEEK{section}" for section in first.sections)
        literal = max(2 * plans[uid].cost for uid in batch.uids) + structure.MAX_TEXT
        answer = session.fetch(batch.uids, f"(UID {items})", literal=literal)
        if answer.unclear and not set(batch.uids) <= answer.found.keys() | answer.bad.keys():
            raise Unclear("an answer that cannot be read")
        return answer

    return batches, ask


def _bounded(uids: Sequence[int], plans: Mapping[int, Plan]) -> Iterator[Batch]:
    together: list[int] = []
    cost = 0
    for uid in uids:
        if together and (cost + plans[uid].cost > _COST or len(together) >= _TOGETHER):
            yield Batch(tuple(together))
            together, cost = [], 0
        together.append(uid)
        cost += plans[uid].cost
    if together:
        yield Batch(tuple(together))


def _body(plan: Plan, items: Mapping[bytes, Any] | None) -> bytes | None:
    """The message from the sections that came; ``None`` when they are not enough."""
    if items is None:
        return None
    sections = {
        found[1].decode("ascii"): value
        for name, value in items.items()
        if isinstance(value, bytes) and (found := _SECTION.match(name.upper()))
    }
    return rebuild.message(plan, sections) or None
