"""The owner's own marks: "answered by phone" (domain.md §3, "Closes" 7), "they turned me down"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from inbox_momentum.corrections import Ended
from inbox_momentum.waits.book import Book
from inbox_momentum.waits.draft import wait_id


def close_marked(book: Book, marks: Mapping[str, datetime], until: datetime) -> None:
    """Close the owner's open waits that were marked as answered up to ``until``.

    Marks take their place among the messages: a later request is a new wait, and what mail
    answered earlier stays answered by mail. A mark from before the request is refused.
    """
    if not marks:
        return
    for draft in [*book.drafts(), *book.overtaken()]:
        at = marks.get(wait_id(book.application.id, draft))
        if at is None or at > until:
            continue
        if at < draft.opened_at:
            draft.note(f"your own mark of {at.isoformat()} is from before the request: it closes nothing")
            continue
        draft.close_by_hand(at)
        if draft not in book.done:
            book.settle(draft)


def end_said(book: Book, end: Ended | None, until: datetime) -> Ended | None:
    """End the application as the owner says, when that lies no later than ``until``; what is left to do.

    Whatever is open on either side is void: nothing is asked any longer. Mail that comes after
    it and plainly goes on takes the process up again, as it does after an outcome in mail.
    """
    if end is None or end.at > until:
        return end
    book.outcome = end.outcome
    for draft in [*book.drafts(), *([book.theirs] if book.theirs is not None else [])]:
        draft.void_by_hand(end.at, f"your own word: {end.outcome.value} by {end.at.isoformat()}")
        book.settle(draft)
    return None
