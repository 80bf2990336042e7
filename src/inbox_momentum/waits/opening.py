"""What an inbound message opens (domain.md §3, "Opens")."""

from __future__ import annotations

import re
from datetime import timedelta

from inbox_momentum.model import Ask, Deadline, Nudge, Outcome, Owner, Party, SenderKind, WaitKind
from inbox_momentum.waits.book import Book
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.stream import Event
from inbox_momentum.waits.tables import rules

_VAGUE = frozenset({WaitKind.QUESTION, WaitKind.NEXT_STEP, WaitKind.MESSAGE})
"""What a reminder asks in its own words ("any news?") without meaning anything new."""
_REOPENING = frozenset({WaitKind.SCHEDULE, WaitKind.CODE_TEST, WaitKind.OFFER})
"""Requests that show that a process thought to be over goes on."""
_QUOTE_CHARS = 160


def open_waits(book: Book, event: Event) -> None:
    """Open what ``event`` asks for, or count it as a nudge of what is open already."""
    if _excluded(book, event):
        return
    asks = _asks(book, event)
    if book.outcome is not None:
        asks = [ask for ask in asks if ask.kind in _REOPENING and ask.confidence >= rules().trusted]
        if not asks or book.outcome is Outcome.ACCEPTED:
            return
        book.outcome = None
    if (event.reading.nudge or _reads_as_reminder(book, event, asks)) and _remind(book, event, asks):
        return
    if _takes_up_again(book, event) and all(ask.kind in _VAGUE for ask in asks):
        known = [draft for draft in book.drafts() if draft.kind is not WaitKind.MESSAGE]
        for draft in known:
            draft.join(event)  # "we would like to go on" means what is open already
        asks = [] if known else asks
    for ask in asks:
        _open(book, event, ask)
    if not asks:
        _open_message(book, event)
    else:
        # What is asked now is what a reply answers; the earlier remark no longer waits.
        book.drop(WaitKind.MESSAGE)


def _excluded(book: Book, event: Event) -> bool:
    if event.at is None or event.clock is None:
        return True
    if event.identity.kind is SenderKind.BULK or event.reading.outcome is Outcome.REJECTED:
        return True
    return not event.entry.addressed and not _named(book.owner, event.message.body.new_text)


def _named(owner: Owner, text: str) -> bool:
    """Whether someone in Cc is spoken to by name (domain.md §3, "Excluded inbound")."""
    words = set(re.findall(r"\w+", text[:20_000].casefold()))
    firsts = {name.split()[0].casefold() for name in owner.names if name.split()}
    return any(len(first) > 1 and first in words for first in firsts)


def _asks(book: Book, event: Event) -> list[Ask]:
    """What it asks; one ask per kind, the surest one. A pitch asks nothing but an answer to it."""
    best: dict[WaitKind, Ask] = {}
    for ask in event.reading.asks:
        if ask.kind not in best or ask.confidence > best[ask.kind].confidence:
            best[ask.kind] = ask
    best.pop(WaitKind.MESSAGE, None)  # asks nothing: see _open_message
    if WaitKind.OUTREACH in best:
        return [best[WaitKind.OUTREACH]]
    if event.reading.booking:
        best.pop(WaitKind.SCHEDULE, None)
    if event.reading.submission:
        best.pop(WaitKind.CODE_TEST, None)
    return [best[kind] for kind in WaitKind if kind in best]


def _takes_up_again(book: Book, event: Event) -> bool:
    """Whether this very mail ended a hold."""
    return event.at is not None and bool(book.holds) and book.holds[-1][1] == event.at


def _reads_as_reminder(book: Book, event: Event, asks: list[Ask]) -> bool:
    """Whether a person follows up on their own unanswered request without asking anything new.

    A short second mail in the same conversation, a day later, nothing from the owner in
    between, with no more than a vague question: "did my letter reach you?"
    """
    if not event.human or not asks or event.at is None or any(ask.kind not in _VAGUE for ask in asks):
        return False
    if _takes_up_again(book, event):
        return False
    if len(event.message.body.new_text) > rules().reminder_chars:
        return False
    wanted = [
        draft
        for draft in book.drafts()
        if draft.kind not in _VAGUE or draft.kind in {ask.kind for ask in asks}
    ]
    since = event.at - timedelta(hours=rules().reminder_after_h)
    return any(
        draft.reached_by(event) and draft.opened.human and not draft.touched and draft.opened_at <= since
        for draft in wanted
    ) and (book.wrote_at is None or all(book.wrote_at < draft.opened_at for draft in wanted))


def _remind(book: Book, event: Event, asks: list[Ask]) -> bool:
    """Count a reminder for what is open; True when it says nothing beyond that.

    A remark that asked nothing cannot be reminded of: what is asked now is the request.
    """
    new = [ask for ask in asks if ask.kind not in book.open and ask.kind not in _VAGUE]
    same = [book.open[ask.kind] for ask in asks if ask.kind in book.open]
    known = [draft for draft in book.drafts() if not asks or draft.kind is not WaitKind.MESSAGE]
    meant = same or [draft for draft in known if draft.reached_by(event)] or known
    if not meant:
        return False
    for draft in meant:
        _nudge(draft, event, next((ask.deadline for ask in asks if ask.kind is draft.kind), None))
    for ask in new:
        _open(book, event, ask)
    return True


def _open(book: Book, event: Event, ask: Ask) -> None:
    confidence = min(ask.confidence, _identity_confidence(book, event))
    known = book.open.get(ask.kind)
    if known is not None:
        if known.confidence >= rules().trusted or confidence < rules().trusted:
            _nudge(known, event, ask.deadline)
            return
        known.review = "it is not sure enough that the first message asked for this; a later one clearly does"
        book.settle(known)
    book.add(_draft(book, event, ask.kind, ask.quote, confidence, ask.deadline))


def _nudge(draft: Draft, event: Event, deadline: Deadline | None) -> None:
    if event.at is None or event.at < draft.opened_at or event.reading.extends is not None:
        draft.join(event)  # more time is no reminder
        return
    draft.asked_again(event, Nudge(event.id, event.at, event.human))
    draft.review = None  # whatever looked like an answer was none: the employer still waits
    if deadline is not None and (draft.deadline is None or deadline.at > draft.deadline.at):
        draft.deadline = deadline
        draft.note(f"{event.id} names the deadline {deadline.at.isoformat()}")


def _open_message(book: Book, event: Event) -> None:
    """A human turn that asks nothing: counted if it is answered, never a lapse if not."""
    reading = event.reading
    silent = (
        reading.receipt or reading.employer_ack or reading.booking or reading.submission or reading.on_hold
    )
    if (
        silent
        or not event.human
        or WaitKind.MESSAGE in reading.not_asked
        or reading.employer_promise is not None
        or book.open.keys() - {WaitKind.MESSAGE}
    ):
        return
    book.drop(WaitKind.MESSAGE)
    quote = " ".join(event.message.body.new_text.split())[:_QUOTE_CHARS]
    book.add(_draft(book, event, WaitKind.MESSAGE, quote, _identity_confidence(book, event), None))


def _draft(
    book: Book, event: Event, kind: WaitKind, quote: str, confidence: float, deadline: Deadline | None
) -> Draft:
    assert event.at is not None and event.clock is not None
    draft = Draft(
        side=Party.YOU,
        kind=kind,
        stage=book.stage_for(kind, event),
        opened=event,
        opened_at=event.at,
        opened_clock=event.clock,
        quote=quote,
        confidence=confidence,
        deadline=deadline,
        latest=event.at,
    )
    draft.join(event)
    who = event.identity.person or event.identity.employer or event.message.author.address or "the sender"
    draft.note(f"opened by {event.id} from {who}: {kind.value}; its time: {event.entry.clock_reason}")
    return draft


def _identity_confidence(book: Book, event: Event) -> float:
    """How sure it is who asks: a conversation keeps the surest of its senders."""
    return max(event.identity.confidence, book.sure.get(event.thread or "", 0.0))
