"""What an inbound message closes, voids, moves or puts on hold (domain.md §3, "Closes" 4 to 6)."""

from __future__ import annotations

from inbox_momentum.model import (
    REQUIRED_KINDS,
    ClosedHow,
    Outcome,
    Party,
    Precision,
    SenderKind,
    Stage,
    WaitKind,
    WaitStatus,
)
from inbox_momentum.waits.book import STAGE_RANK, Book
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.stream import Event
from inbox_momentum.waits.tables import rules

_EXTENDED_FIRST = (WaitKind.CODE_TEST, WaitKind.OFFER, WaitKind.DOCUMENTS, WaitKind.REFERENCES)
_BOOKERS = frozenset({SenderKind.SCHEDULER, SenderKind.ATS})


def close_waits(book: Book, event: Event) -> None:
    """Let an inbound message close, void or change the owner's open waits."""
    reading = event.reading
    if reading.outcome is Outcome.REJECTED and reading.confidence >= rules().trusted:
        _end(book, event)
        return
    if reading.outcome is Outcome.REJECTED:
        for draft in book.drafts():
            draft.note(f"{event.id} may be a rejection, but that is not sure enough to end the process")
    _hold(book, event)
    if reading.booking:
        _book(book, event)
    named = [draft for draft in book.drafts() if draft.kind in reading.voids]
    for draft in named:
        draft.void(event, f"withdrawn or answered by the employer itself in {event.id}")
        book.settle(draft)
    if not named:
        _take_back(book, event)
    if reading.submission and (test := book.open.get(WaitKind.CODE_TEST)) is not None:
        test.close(
            event, ClosedHow.SUBMISSION, Precision.EXACT, f"{event.id} says that the test was handed in"
        )
        book.settle(test)
    if reading.employer_ack:
        _thanked(book, event)
    _moved_on(book, event)
    _extend(book, event)


def _end(book: Book, event: Event) -> None:
    book.outcome = Outcome.REJECTED
    for draft in list(book.drafts()):
        draft.void(event, f"the employer ended the process in {event.id}")
        book.settle(draft)


def _take_back(book: Book, event: Event) -> None:
    """A short "never mind" that names no kind withdraws the last request that it replies to."""
    reading, body = event.reading, event.message.body
    withdraws = any(cue.startswith(rules().withdrawing_cues) for cue in reading.cues)
    asks = any(ask.kind in REQUIRED_KINDS for ask in reading.asks)
    if not withdraws or asks or reading.nudge or body.attachments:
        return
    reached = [draft for draft in book.drafts() if draft.kind in REQUIRED_KINDS and draft.reached_by(event)]
    if reached and len(body.new_text) <= rules().reminder_chars:
        latest = max(reached, key=lambda draft: (draft.opened_at, draft.kind))
        latest.void(event, f"taken back by the employer in {event.id}")
        book.settle(latest)


def _hold(book: Book, event: Event) -> None:
    if event.at is None:
        return
    asks = [ask for ask in event.reading.asks if ask.confidence >= rules().trusted]
    if event.reading.on_hold and not book.on_hold:
        book.holds.append((event.at, None))
        for draft in book.drafts():
            draft.note(f"{event.id} puts the process on hold: its clock stands still")
    elif book.on_hold and (event.reading.resumed or (asks and not event.reading.on_hold)):
        since = book.holds[-1][0]
        book.holds[-1] = (since, max(event.at, since))
        for draft in book.drafts():
            draft.note(f"{event.id} takes the process up again")


def _book(book: Book, event: Event) -> None:
    """4: a booking confirmation answers a request for times."""
    draft = book.open.get(WaitKind.SCHEDULE)
    if draft is None:
        return
    if event.human:
        how, precision = ClosedHow.EMPLOYER_ACK, Precision.UPPER
        why = "a person confirms the time; when you answered does not show, so it is an upper bound"
    elif _same_party(draft, event):
        how, precision, why = (
            ClosedHow.BOOKING,
            Precision.EXACT,
            "the scheduler that asked confirms the booking",
        )
    elif draft.opened.platform or event.identity.kind not in _BOOKERS:
        how, precision = ClosedHow.BOOKING, Precision.UPPER
        why = "the times were given on a web page; the confirmation is only an upper bound"
    else:
        how, precision, why = ClosedHow.BOOKING, Precision.EXACT, "the scheduler confirms the booking"
    draft.close(event, how, precision, f"{event.id}: {why}")
    book.settle(draft)


def _same_party(draft: Draft, event: Event) -> bool:
    asked, books = draft.opened.message.author.domain, event.message.author.domain
    if not draft.opened.platform or not asked or not books:
        return False
    return asked == books or asked.endswith("." + books) or books.endswith("." + asked)


def _thanked(book: Book, event: Event) -> None:
    """6: "thanks, got your slots" with no trace in Sent is an upper bound.

    When the owner did write since the request, the thanks are for that message and say
    nothing of what it left open.
    """
    asked = {ask.kind for ask in event.reading.asks}
    for draft in list(book.drafts()):
        if draft.kind in asked or draft.touched or not draft.reached_by(event):
            continue
        draft.close(
            event,
            ClosedHow.EMPLOYER_ACK,
            Precision.UPPER,
            f"{event.id} thanks for it, but the sources hold no answer of yours: an upper bound",
        )
        book.settle(draft)


def _moved_on(book: Book, event: Event) -> None:
    """A later stage shows that an earlier request was met where no mail shows it."""
    reading = event.reading
    later = reading.stage
    if later is None or reading.nudge or reading.confidence < rules().trusted or not reading.asks:
        return
    for kind in (WaitKind.SCHEDULE, WaitKind.CODE_TEST):
        draft = book.open.get(kind)
        if draft is None or draft.stage is None or draft.reached_by(event) or draft.touched:
            continue
        reached = STAGE_RANK[later] > STAGE_RANK[draft.stage]
        if kind is WaitKind.CODE_TEST:
            reached = reached and draft.opened.platform and STAGE_RANK[later] >= STAGE_RANK[Stage.ONSITE]
        if reached and _was_web(draft):
            draft.lose(event, f"{event.id} belongs to a later stage: answered where no mail shows when")
            book.settle(draft)


def _was_web(draft: Draft) -> bool:
    """Whether the request could be answered on a web page."""
    return bool(draft.opened.message.body.links) or draft.opened.platform


def _extend(book: Book, event: Event) -> None:
    deadline = event.reading.extends
    if deadline is None:
        return
    open_waits = list(book.drafts())
    dated = [draft for draft in open_waits if draft.deadline is not None]
    listed = [draft for kind in _EXTENDED_FIRST for draft in open_waits if draft.kind is kind]
    required = [draft for draft in open_waits if draft.kind is not WaitKind.MESSAGE]
    for candidates in (dated, listed, required[:1] if len(required) == 1 else []):
        if candidates:
            reached = [draft for draft in candidates if draft.reached_by(event)]
            chosen = (reached or candidates)[0]
            chosen.deadline = deadline
            chosen.note(f"{event.id} moves the deadline to {deadline.at.isoformat()}; the start stays")
            return


def relayed(draft: Draft) -> str | None:
    """Why a missing answer proves nothing; ``None`` when it does."""
    opened = draft.opened
    if draft.side is not Party.YOU or draft.status is not WaitStatus.OPEN:
        return None
    if opened.identity.relay:
        return "the platform relays human mail: an answer may live only on its site"
    domain = opened.message.author.domain
    web = any(domain == one or domain.endswith("." + one) for one in rules().web_availability)
    if web and draft.kind is WaitKind.SCHEDULE:
        return "this scheduler takes availability on its own page: no mail shows whether you gave it"
    return None
