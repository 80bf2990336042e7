"""The first half of a sync: what is new, what is gone, and the headers of what is new."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from inbox_momentum.assets import data
from inbox_momentum.sources import marks
from inbox_momentum.sources.imap.crew import Batch, Crew, Line, Unclear
from inbox_momentum.sources.imap.faults import FolderChanged, FolderGone, Refused, plain
from inbox_momentum.sources.imap.folders import Folder
from inbox_momentum.sources.imap.judged import Judged
from inbox_momentum.sources.imap.session import Examined, Fetched, Session, moment
from inbox_momentum.sources.imap.tally import Tally
from inbox_momentum.store import Store, StoredFolder, StoredMessage

BATCH = 1_000
"""UIDs asked for and kept at once."""
_SLACK = timedelta(days=2)
"""SEARCH SINCE goes by the server's day and zone; the index cuts exactly."""
_HEADER = 256 << 10
"""Bytes of one message's header fields; one with more is a defect."""
_Flags: TypeAlias = dict[int, tuple[tuple[str, ...], tuple[str, ...]]]
"""(flags, labels) by UID."""
_FLAGS_MOST = 200
"""Flags and labels kept of one message (a count)."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A folder after its headers were read."""

    folder: Folder
    stored: StoredFolder
    complete_to: int
    """Every UID up to here was there or is gone."""
    modseq: int | None
    """To be remembered when the whole sync is done."""


@cache
def _items(gmail: bool) -> str:
    """What is fetched of every message. Nothing in it sets a flag."""
    fields = tomllib.loads(data("imap.toml").read_text("utf-8"))["headers"]["fields"]
    fields = [*fields, *tomllib.loads(data("automated.toml").read_text("utf-8"))["reply_headers"]]
    names = " ".join(dict.fromkeys(name.upper() for name in fields))
    labels = " X-GM-THRID X-GM-LABELS" if gmail else ""
    return f"(UID FLAGS INTERNALDATE RFC822.SIZE{labels} BODY.PEEK[HEADER.FIELDS ({names})])"


def look(
    crew: Crew,
    store: Store,
    tally: Tally,
    folder: Folder,
    since: date | None,
    gmail: bool,
    verdicts: Judged,
    unfinished: Callable[[], None],
) -> Looked | None:
    """Bring the store up to what the folder holds, but for bodies; ``None`` when the folder went away.

    ``unfinished`` is called before the first new header is kept.
    """
    try:
        examined, served, window = _survey(crew, store, tally, folder, since)
    except (FolderGone, Refused) as error:
        tally.gone += 1
        tally.partial(
            folder.name, f"It could not be opened ({plain(error)}), so what is new in it is missing."
        )
        tally.say(f"{folder.name} could not be opened ({plain(error)}); it is left out.")
        if store.folder(tally.account.name, folder.name) is not None:
            tally.complete = False  # texts of what is known of it may still be missing
        return None
    stored = _opened(store, tally, folder, examined)
    known = store.uids(stored.id)
    if served is not None:
        vanished = known - served
        if vanished:
            store.forget(stored.id, vanished)
            tally.gone += len(vanished)
    there = known if served is None else known & served
    new = sorted(window - known, reverse=True)
    try:
        _flags(crew, store, tally, folder, stored, examined, there, gmail, unfinished)
        if new:
            unfinished()
            fetch(crew, store, tally, folder, stored, new, gmail, verdicts)
    except (FolderGone, FolderChanged):
        tally.complete = False
        tally.partial(folder.name, "It changed on the server while it was read.")
        tally.say(f"{folder.name} changed while it was read; the next sync reads it again.")
        return None
    highest = examined.uidnext - 1 if examined.uidnext else max(served or known, default=0)
    return Looked(folder, stored, max(highest, 0), examined.modseq)


def _survey(
    crew: Crew, store: Store, tally: Tally, folder: Folder, since: date | None
) -> tuple[Examined, set[int] | None, set[int]]:
    """EXAMINE, the UIDs on the server (``None``: just those known) and those of them in the window."""
    before = store.folder(tally.account.name, folder.name)

    def ask(session: Session, line: Line) -> tuple[Examined, set[int] | None, set[int]]:
        line.leave()
        line.at(folder)
        examined = line.examined
        assert examined is not None
        same = before is not None and before.uidvalidity == examined.uidvalidity
        if same and before is not None and _as_left(store, before, examined):
            return examined, None, set()
        served = session.uids() if same or since is None else set()
        if since is None:
            return examined, served, served
        inside = session.uids(since - _SLACK)
        return examined, served | inside, inside

    return crew.one(None, ask)


def _as_left(store: Store, before: StoredFolder, examined: Examined) -> bool:
    """True when nothing came and nothing went since the last sync, so that no list of UIDs is needed."""
    return examined.uidnext == before.last_uid + 1 and examined.exists == len(store.uids(before.id))


def _opened(store: Store, tally: Tally, folder: Folder, examined: Examined) -> StoredFolder:
    """The store's folder, emptied when its UIDs mean other messages now."""
    account = tally.account.name
    before = store.folder(account, folder.name)
    if before is not None and (before.uidvalidity != examined.uidvalidity or not examined.uidvalidity):
        tally.anew.append(folder.name)
        tally.say(f"The server has numbered {folder.name} anew; it is read from the start.")
        if not examined.uidvalidity:
            store.drop_folder(before.id)
    return store.open_folder(account, folder.name, folder.role, examined.uidvalidity)


def fetch(
    crew: Crew,
    store: Store,
    tally: Tally,
    folder: Folder,
    stored: StoredFolder,
    wanted: Sequence[int],
    gmail: bool,
    verdicts: Judged,
) -> None:
    """Headers of ``wanted``, newest first, a batch a transaction."""
    batches = [Batch(tuple(wanted[at : at + BATCH])) for at in range(0, len(wanted), BATCH)]

    def ask(session: Session, batch: Batch) -> Fetched:
        answer = session.fetch(batch.uids, _items(gmail), literal=_HEADER)
        if answer.unclear and not set(batch.uids) <= answer.found.keys() | answer.bad.keys():
            raise Unclear("an answer that cannot be read")
        return answer

    done = 0
    tally.step("headers", folder.name, 0, len(wanted))
    for outcome in crew.many(folder, stored.uidvalidity, batches, ask):
        answer = outcome.answer or Fetched(bad={outcome.batch.uids[0]: outcome.batch.why})
        rows = [
            row for uid, items in answer.found.items() if (row := message(folder, uid, items)) is not None
        ]
        kept = {row.uid for row in rows}
        lost = {uid: why for uid, why in answer.bad.items() if uid not in kept}
        lost |= dict.fromkeys(answer.found.keys() - kept - lost.keys(), "the header is missing")
        for uid, why in lost.items():
            tally.defect(folder.name, uid, "message-unreadable", f"The server's answer: {why}.", fatal=True)
            # Kept without a header, so that reports count it; it is asked for again next time.
            rows.append(StoredMessage(folder.name, uid, None, 0, (), (), None, b"", None))
        store.keep_headers(stored.id, rows, stored.last_uid, verdicts=verdicts.of_folder(rows))
        tally.new += len(kept)
        tally.gone += len(set(outcome.batch.uids) - kept - lost.keys())
        done += len(outcome.batch.uids)
        tally.step("headers", folder.name, done, len(wanted))


def _flags(
    crew: Crew,
    store: Store,
    tally: Tally,
    folder: Folder,
    stored: StoredFolder,
    examined: Examined,
    known: set[int],
    gmail: bool,
    unfinished: Callable[[], None],
) -> None:
    """New flags and labels. Whatever a figure depends on of them, a draft or a label, is judged anew."""
    if not known or (examined.modseq is not None and examined.modseq == stored.modseq):
        return
    before = store.drafts(stored.id)
    try:
        if examined.modseq is not None and (stored.modseq is not None or gmail):
            changed = _now(crew, folder, "1:*", known, gmail, f"(CHANGEDSINCE {stored.modseq or 1})")
        else:
            # No other flag matters. Without CONDSTORE, and after a first sync that did not come to its end.
            drafts = crew.one(folder, lambda session, _: session.uids(drafts=True))
            changed = _now(crew, folder, sorted((drafts ^ before) & known), known, gmail)
    except Refused:
        return
    if changed:
        if gmail or any((uid in before) != _is_draft(flags) for uid, (flags, _) in changed.items()):
            unfinished()
        store.update_flags(stored.id, changed)
        tally.changed += len(changed)


def _now(
    crew: Crew, folder: Folder, which: Sequence[int] | str, known: set[int], gmail: bool, modifier: str = ""
) -> _Flags:
    """Flags and labels as they are now; with ``modifier`` of what has changed alone (RFC 7162)."""
    if not which:
        return {}
    items = "(UID FLAGS X-GM-LABELS)" if gmail else "(UID FLAGS)"
    answer = crew.one(folder, lambda session, _: session.fetch(which, items, modifier or None))
    return {
        uid: (_words(found.get(b"FLAGS")), labels(found.get(b"X-GM-LABELS")))
        for uid, found in answer.found.items()
        if uid in known and b"FLAGS" in found
    }


def _is_draft(flags: Iterable[str]) -> bool:
    return any(flag.lower() == "\\draft" for flag in flags)


def message(folder: Folder, uid: int, items: dict[bytes, Any]) -> StoredMessage | None:
    """A fetched message as it is kept; ``None`` when its header did not come."""
    header = items.get(b"BODY[HEADER]")
    if not isinstance(header, bytes):
        return None
    size, thread = items.get(b"RFC822.SIZE"), items.get(b"X-GM-THRID")
    return StoredMessage(
        folder=folder.name,
        uid=uid,
        internal_at=moment(items.get(b"INTERNALDATE")),
        size=size if isinstance(size, int) else 0,
        flags=_words(items.get(b"FLAGS")),
        labels=labels(items.get(b"X-GM-LABELS")),
        gm_thread_id=str(thread) if isinstance(thread, int) else None,
        header=header,
        body=None,
    )


def _words(value: Any) -> tuple[str, ...]:
    items: Iterable[Any] = value[:_FLAGS_MOST] if isinstance(value, tuple) else ()
    return tuple(plain(item) for item in items if item is not None)


def labels(value: Any) -> tuple[str, ...]:
    """Gmail's labels, in modified UTF-7 on the wire."""
    return tuple(marks.decoded_utf7(word) for word in _words(value))
