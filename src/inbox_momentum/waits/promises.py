"""Dated promises of the owner: made, kept, moved, or released (domain.md §3)."""

from __future__ import annotations

from collections.abc import Sequence

from inbox_momentum.model import WaitKind, WaitStatus
from inbox_momentum.waits.book import Book, Vow
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.stream import Event


def make(book: Book, event: Event, held: Sequence[Draft]) -> None:
    """Take down what the owner promises in ``event``; ``held`` are the waits it puts off.

    A mail that gives times or moves a meeting, and puts nothing off, names the day of the meeting.
    """
    if event.at is None or not event.reading.promises:
        return
    if not held and (WaitKind.SCHEDULE in event.reading.answers or event.reading.reschedule):
        return
    held_now = {id(draft) for draft in held}
    book.pending = [vow for vow in book.pending if _is_pending(vow)]
    for vow in book.pending:
        # A day moved before it came is no broken word: the employer knows.
        if vow.due_at > event.at and not held_now.isdisjoint(id(draft) for draft in vow.drafts):
            vow.moot = True
    for place, stated in enumerate(sorted(event.reading.promises, key=lambda one: (one.due_at, one.quote))):
        vow = Vow(event, event.at, stated.due_at, stated.quote, list(held), place)
        book.vows.append(vow)
        book.pending.append(vow)
        for draft in held:
            draft.agreed = max(draft.agreed or stated.due_at, stated.due_at)
            draft.note(f"{event.id} promises it by {stated.due_at.isoformat()}")


def deliver(book: Book, event: Event) -> None:
    """A message of substance keeps a promise that belongs to no request."""
    if event.at is None or event.reading.holding:
        return
    for vow in book.pending:
        if vow.drafts or vow.kept_at is not None or vow.event is event or vow.made_at > event.at:
            continue
        if event.thread == vow.event.thread or vow.event.id in event.references or event.reading.answers:
            vow.kept_at = event.at


def _is_pending(vow: Vow) -> bool:
    if vow.kept_at is not None or vow.moot:
        return False
    return not vow.drafts or any(draft.status is WaitStatus.OPEN for draft in vow.drafts)


def conclude(book: Book) -> None:
    """Settle the promises by what became of the waits that they put off."""
    for vow in book.vows:
        if vow.drafts and vow.kept_at is None:
            _conclude(vow)
        if vow.kept_at is None and not vow.moot and _released(book, vow):
            vow.moot = True


def _conclude(vow: Vow) -> None:
    answered = sorted(
        draft.closed_at
        for draft in vow.drafts
        if draft.status is WaitStatus.ANSWERED and draft.closed_at is not None
    )
    kept = [at for at in answered if at >= vow.made_at]
    if kept and (len(kept) > vow.place or len(kept) == len(vow.drafts)):
        vow.kept_at = kept[min(vow.place, len(kept) - 1)]
        vow.moot = vow.moot and vow.kept_at > vow.due_at
        return
    if any(draft.review is not None and draft.status is WaitStatus.OPEN for draft in vow.drafts):
        vow.moot = True  # whether it was kept cannot be told
    elif not any(draft.status is WaitStatus.OPEN for draft in vow.drafts):
        gone = [draft.closed_at for draft in vow.drafts if draft.status is WaitStatus.VOID]
        vow.moot = vow.moot or any(at is None or at <= vow.due_at for at in gone) or not gone


def _released(book: Book, vow: Vow) -> bool:
    """Whether the process ended before the day came."""
    return book.outcome is not None and (book.last_at is None or book.last_at <= vow.due_at)
