"""The employer's side: how long the owner waits for an answer (kind ``reply``)."""

from __future__ import annotations

from inbox_momentum.model import ClosedHow, Nudge, Outcome, Party, Precision, WaitKind
from inbox_momentum.waits.book import ANY_REPLY, Book
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.stream import Event
from inbox_momentum.waits.tables import rules


def written(book: Book, event: Event, answered: bool, held: bool) -> None:
    """The owner wrote: opens the employer's wait, or nudges in it.

    ``answered`` tells that it closed a request, ``held`` that it only put one off.
    """
    if event.at is None or event.clock is None or book.outcome is not None:
        return
    asks_for_news = not rules().follow_up_cues.isdisjoint(event.reading.cues)
    if (held or event.reading.holding) and not answered and not asks_for_news:
        return
    if book.theirs is not None:
        if _says_something(book, event, answered):
            book.theirs.asked_again(event, Nudge(event.id, event.at, human=True))
        return
    if _says_something(book, event, answered):
        _open(book, event)


def handed_in(book: Book, event: Event) -> None:
    """A platform says that the owner delivered: the ball is with the employer from then."""
    if book.theirs is None and event.at is not None and event.clock is not None:
        _open(book, event)


def heard(book: Book, event: Event) -> None:
    """The employer or its platform wrote: closes the wait, or only acknowledges."""
    draft = book.theirs
    if draft is None:
        return
    reading = event.reading
    resumed = reading.resumed and not reading.receipt
    substance = bool(reading.asks) or reading.booking or reading.outcome is not None or resumed
    if substance or reading.on_hold or reading.voids:
        _answered(book, draft, event)
    elif (
        reading.receipt or reading.employer_ack or reading.employer_promise is not None or reading.submission
    ):
        draft.acknowledge(event, f"{event.id} acknowledges; the answer itself is still to come")
    elif event.human:
        _answered(book, draft, event)


def _answered(book: Book, draft: Draft, event: Event) -> None:
    draft.close(event, ClosedHow.REPLY, Precision.EXACT, f"the employer answers in {event.id}")
    if event.reading.outcome is Outcome.REJECTED:
        draft.note("a rejection may have been held back on purpose: its delay says little")
    book.settle(draft)


def _says_something(book: Book, event: Event, answered: bool) -> bool:
    """Whether a message leaves the ball with the employer: more than thank you."""
    body, reading = event.message.body, event.reading
    if answered or reading.answers - ANY_REPLY or not book.sure or "?" in body.new_text or body.attachments:
        return True
    if not rules().expecting_cues.isdisjoint(reading.cues):
        return True
    return len(body.new_text) > rules().courtesy_chars


def _open(book: Book, event: Event) -> None:
    assert event.at is not None and event.clock is not None
    draft = Draft(
        side=Party.EMPLOYER,
        kind=WaitKind.REPLY,
        stage=book.stage,
        opened=event,
        opened_at=event.at,
        opened_clock=event.clock,
        quote="",
        confidence=1.0,
        latest=event.at,
    )
    draft.join(event)
    draft.note(f"opened by {event.id}: the ball is with the employer")
    book.add(draft)
