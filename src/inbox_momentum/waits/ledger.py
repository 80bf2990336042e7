"""Goes through every application's messages once and settles what they leave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from inbox_momentum import corrections
from inbox_momentum.clock import WorkingClock
from inbox_momentum.corrections import Ended
from inbox_momentum.limits import limits
from inbox_momentum.model import (
    Application,
    Ledger,
    Mailbox,
    Promise,
    Reading,
    SenderIdentity,
    Settings,
    Thread,
    Wait,
    WaitKind,
)
from inbox_momentum.waits import employer_side, inbound, manual, opening, outbound, promises
from inbox_momentum.waits.book import Book
from inbox_momentum.waits.settle import Settler, settle_application
from inbox_momentum.waits.span import Span, Unanswered, sent_span, unanswered
from inbox_momentum.waits.stream import PLATFORMS, Context, Event, automatic_reply

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,200}")
_SEARCHED_CHARS = 20_000


def ledger(
    mailbox: Mailbox,
    threads: Sequence[Thread],
    identities: Mapping[str, SenderIdentity],
    readings: Mapping[str, Reading],
    applications: Sequence[Application],
    as_of: datetime,
    settings: Settings,
) -> Ledger:
    """Waits of both sides and promises as of ``as_of``; later messages do not exist for it.

    Applications without a message up to ``as_of`` are left out. Waits are sorted by opening
    time. When the mailbox allows no claim on reply times, the owner's waits are ``unknown``
    and there are none of the employer's.
    """
    context = Context(mailbox, threads, identities, readings, applications, as_of)
    refused = mailbox.latency_refused_because
    settler = Settler(as_of, WorkingClock(settings.calendar), limits(settings), refused, Span())
    found = _go_through(context, applications, settings, settler)
    if refused is None and (covered := sent_span(context, found.silent, as_of)) != Span():
        # What is known to be missing changes what may be claimed: once more with it.
        settler = replace(settler, covered=covered)
        found = _go_through(context, applications, settings, settler)
    found.waits.sort(key=lambda wait: (wait.opened_at, wait.id))
    found.promises.sort(key=lambda promise: (promise.made_at, promise.id))
    return Ledger(
        tuple(found.waits),
        tuple(found.promises),
        tuple(found.applications),
        found.times,
        frozenset(found.sent),
        refused,
        settler.covered.ends,
    )


@dataclass(slots=True)
class _Found:
    """What all applications left; their drafts are not kept."""

    waits: list[Wait] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    times: dict[str, datetime] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    silent: list[Unanswered] = field(default_factory=list)


def _go_through(
    context: Context, applications: Sequence[Application], settings: Settings, settler: Settler
) -> _Found:
    """Follow and settle one application after the other."""
    found = _Found()
    ends = corrections.ended(applications, settings, context.as_of)
    for application in applications:
        if not any(one in context.entries for one in application.message_ids):
            continue
        book, events = follow(context, application, settings.answered, ends.get(application.id))
        found.silent.extend(unanswered(book))
        lines, vows = settler.settle(book)
        found.waits += lines
        found.promises += vows
        found.applications.append(settle_application(book, lines, context, settler.refused))
        found.times.update((event.id, event.at) for event in events if event.at is not None)
        found.sent.update(
            event.id for event in events if not event.inbound and event.id not in context.bounced
        )
    return found


def follow(
    context: Context, application: Application, marks: Mapping[str, datetime], end: Ended | None = None
) -> tuple[Book, list[Event]]:
    """One application's messages, from the first to the last.

    ``marks`` are the owner's own answers, ``end`` is how the owner says that it ended.
    """
    events, people = context.events(application)
    book = Book(application, context.owner, people, context.roles[application.employer_id])
    kept = []
    for event in events:
        manual.close_marked(book, marks, event.order)
        end = manual.end_said(book, end, event.order)
        if event.inbound:
            _received(book, event)
        elif not _sent(context, book, event):
            continue
        kept.append(event)
        if event.at is not None:
            book.last_at = event.at if book.last_at is None else max(book.last_at, event.at)
    manual.close_marked(book, marks, context.as_of)
    manual.end_said(book, end, context.as_of)
    promises.conclude(book)
    return book, kept


def _received(book: Book, event: Event) -> None:
    if automatic_reply(event.message) and event.identity.kind not in PLATFORMS:
        if book.theirs is not None:
            book.theirs.note(f"{event.id} is an automatic reply: it answers nothing")
        return
    if event.thread is not None:
        book.sure[event.thread] = max(book.sure.get(event.thread, 0.0), event.identity.confidence)
    if event.at is not None:
        book.heard_at = event.at
    inbound.close_waits(book, event)
    employer_side.heard(book, event)
    if event.reading.submission:
        employer_side.handed_in(book, event)
    opening.open_waits(book, event)
    if event.reading.stage is not None:
        book.stage = event.reading.stage
    if _ADDRESS.search(event.message.body.text[:_SEARCHED_CHARS]):
        book.words.append(event.message.body.text[:_SEARCHED_CHARS].lower())
    for appointment in event.reading.appointments if event.reading.booking else ():
        ends = appointment.ends_at or appointment.starts_at
        if ends is not None and (book.booked_until is None or ends > book.booked_until):
            book.booked_until = ends


def _sent(context: Context, book: Book, event: Event) -> bool:
    """The owner wrote; False when it was not to this employer at all."""
    if outbound.rsvp(book, event):
        return True
    reached = [draft for draft in book.drafts() if draft.reached_by(event)]
    reason = outbound.barred(event, reached[0] if reached else None, context.bounced)
    if reason is None and not context.reaches_employer(event, book.people, book.words):
        reason = outbound.elsewhere(event, reached)
    if reason is not None:
        for draft in reached:
            draft.note(reason)
        return False
    if event.at is not None:
        book.wrote_at = event.at
    before = _required(book)
    held = outbound.close_waits(book, event)
    promises.deliver(book, event)
    promises.make(book, event, held)
    if book.outcome is not None and book.theirs is not None:
        book.theirs.void(event, f"the process ended in {event.id}")
        book.settle(book.theirs)
    employer_side.written(book, event, answered=_required(book) < before, held=bool(held))
    return True


def _required(book: Book) -> int:
    return len(book.open.keys() - {WaitKind.MESSAGE})
