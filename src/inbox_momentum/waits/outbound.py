"""What a message of the owner closes (domain.md §3, "Closes" 1 to 3 and 5, "Never closes")."""

from __future__ import annotations

from datetime import timedelta

from inbox_momentum.model import REQUIRED_KINDS, Attachment, ClosedHow, Outcome, Precision, WaitKind
from inbox_momentum.waits.book import ANY_REPLY, Book
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.stream import Event, alike_role, machine_made
from inbox_momentum.waits.subject import alike, is_forward
from inbox_momentum.waits.tables import rules

_ONLY_IN_SUBSTANCE = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER, WaitKind.DOCUMENTS, WaitKind.REFERENCES})
_HANDED_OVER = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER})
"""Kinds answered with a file or a link that its name alone may not give away."""
_POLITE = frozenset({WaitKind.MESSAGE})
"""All that a reply answers which only thanks, or asks back."""
_FINAL = frozenset({Outcome.ACCEPTED, Outcome.DECLINED, Outcome.WITHDRAWN})
_RSVP = frozenset({"ACCEPTED", "TENTATIVE", "DECLINED"})


def rsvp(book: Book, event: Event) -> bool:
    """3: an answer to a calendar invitation (RFC 5546 §3.2.3); True when ``event`` is one."""
    replies = [one for one in event.reading.appointments if one.method == "REPLY"]
    answered = {one.uid for one in replies if one.partstat is None or one.partstat in _RSVP}
    draft = book.open.get(WaitKind.SCHEDULE)
    if draft is not None and not answered.isdisjoint(draft.uids):
        draft.close(event, ClosedHow.CALENDAR, Precision.EXACT, f"{event.id} answers the calendar invitation")
        book.settle(draft)
    return bool(replies)


def barred(event: Event, draft: Draft | None, bounced: frozenset[str]) -> str | None:
    """Why a message of the owner can answer nothing; ``None`` when it can."""
    if event.id in bounced:
        return f"{event.id} came back undelivered: it answers nothing, the clock runs from the start"
    if machine_made(event.message):
        return f"{event.id} is an automatic reply ({event.message.automated}): it answers nothing"
    if draft is None or event.at is None or draft.latest is None or event.reading.answers - ANY_REPLY:
        return None
    if timedelta(0) <= event.at - draft.latest <= timedelta(seconds=rules().auto_reply_s):
        return f"{event.id} came within seconds: nobody wrote it by hand, it answers nothing"
    return None


def elsewhere(event: Event, reached: list[Draft]) -> str:
    """What a message means that went to nobody known at the employer: a forward is no answer.

    A direct reply that is no forward may have gone to a colleague whom no mail has shown.
    """
    if not is_forward(event.message.subject):
        for draft in reached:
            if not draft.requests.isdisjoint(event.references):
                draft.review = f"{event.id} replies to it, but to people not known to be of the employer"
    return f"{event.id} went to third parties alone: it answers nothing"


def close_waits(book: Book, event: Event) -> list[Draft]:
    """Let a message that reached the employer answer open waits; gives those it holds off."""
    outcome = event.reading.outcome
    if outcome in _FINAL and event.reading.confidence >= rules().trusted and _of_this(book, event):
        _finish(book, event, outcome)
        return []
    held = []
    answered_others = event.reading.answers & book.open.keys()
    for draft in list(book.drafts()):
        how = _route(book, draft, event)
        if how is None:
            continue
        if _is_substance(draft, event, answered_others):
            if draft.kind is WaitKind.CODE_TEST:
                how = ClosedHow.SUBMISSION
            draft.close(event, how, Precision.EXACT, _why(how, event))
            book.settle(draft)
        elif _is_doubtful(draft, event, answered_others):
            draft.acknowledge(event, f"{event.id} says something else; whether it answers cannot be told")
            draft.review = f"{event.id} may or may not have answered it"
        else:
            draft.acknowledge(event, f"{event.id} only acknowledges: the substance is still to come")
            if event.reading.holding:
                draft.review = None  # who puts it off now has not answered it before
            held.append(draft)
    return held or _held_elsewhere(book, event)


def _held_elsewhere(book: Book, event: Event) -> list[Draft]:
    """A holding reply to the recruiter about what a platform asked: it means the latest request."""
    if not event.reading.holding or not _of_this(book, event):
        return []
    latest = max(
        (draft for draft in book.drafts() if draft.kind in REQUIRED_KINDS),
        key=lambda draft: (draft.opened_at, draft.opened.id),
        default=None,
    )
    if latest is None:
        return []
    latest.acknowledge(event, f"{event.id} only acknowledges, in another conversation of the process")
    return [latest]


def _of_this(book: Book, event: Event) -> bool:
    """Whether a final word that is in no conversation of the application is meant for it."""
    if not event.stray:
        return True
    role = event.reading.role
    if book.application.role and role:
        return alike_role(role, book.application.role)
    return book.siblings == 1


def _finish(book: Book, event: Event, outcome: Outcome | None) -> None:
    """The owner accepts, declines or withdraws: that answers the offer, or all that is asked."""
    book.outcome = outcome
    for draft in list(book.drafts()):
        if outcome is Outcome.ACCEPTED and draft.kind not in (WaitKind.OFFER, *event.reading.answers):
            draft.void(event, f"the offer was accepted in {event.id}: the process is over")
        else:
            how = ClosedHow.REPLY if draft.reached_by(event) else ClosedHow.NEW_THREAD
            draft.close(event, how, Precision.EXACT, f"{event.id} settles it: {outcome}")
        book.settle(draft)


def _route(book: Book, draft: Draft, event: Event) -> ClosedHow | None:
    """How the message gets to the request: a reply, or in a conversation of its own (1, 2, 5)."""
    if draft.reached_by(event):
        if draft.kind is WaitKind.MESSAGE and _gap(draft, event) > timedelta(days=rules().message_days):
            book.drop(WaitKind.MESSAGE)
            return None
        return ClosedHow.REPLY
    if draft.kind is WaitKind.MESSAGE:
        return None
    near = _gap(draft, event) <= timedelta(days=rules().new_thread_days)
    specific = alike(event.message.subject, draft.opened.message.subject) or _names_role(book, event)
    cue = draft.kind in event.reading.answers and (not event.stray or book.siblings == 1)
    if cue and draft.kind is WaitKind.CODE_TEST:
        return ClosedHow.NEW_THREAD
    if near and (specific or cue):
        return ClosedHow.NEW_THREAD
    answers_other = bool(event.reading.answers) and draft.kind not in event.reading.answers
    if answers_other or not (near or specific or cue):
        draft.note(f"{event.id} went to the same employer but is no answer to this")
        return None
    if not event.reading.holding:
        draft.review = f"{event.id} went to the same employer in another conversation and may be the answer"
        draft.note(draft.review)
    return None


def _gap(draft: Draft, event: Event) -> timedelta:
    return (event.at or event.order) - (draft.latest or draft.opened_at)


def _names_role(book: Book, event: Event) -> bool:
    role, own = event.reading.role, book.application.role
    return bool(role and own) and alike_role(role or "", own or "")


def _is_substance(draft: Draft, event: Event, answered: frozenset[WaitKind]) -> bool:
    reading = event.reading
    if draft.kind in reading.answers or draft.kind is WaitKind.MESSAGE:
        return True
    if draft.kind is WaitKind.DOCUMENTS and not reading.holding:
        return any(_is_document(part) for part in event.message.body.attachments)
    if draft.kind in _ONLY_IN_SUBSTANCE or reading.holding or _is_polite(event):
        return False
    # A reply that hands over what else was asked may have left the times out.
    return draft.kind is not WaitKind.SCHEDULE or answered <= ANY_REPLY


def _is_doubtful(draft: Draft, event: Event, answered: frozenset[WaitKind]) -> bool:
    """Whether a reply that neither holds off nor answers in known words may have answered all the same.

    What answers another of the open requests is that answer, and papers cannot be sent in passing.
    """
    if event.reading.holding:
        return False
    if draft.kind in _ONLY_IN_SUBSTANCE - _HANDED_OVER and answered - _POLITE:
        return False
    if draft.kind in _ONLY_IN_SUBSTANCE:
        # "Sadly it is a no this time" declines in words that no table has: better reviewed than called open.
        return _hands_over(draft, event) or not _is_polite(event)
    return not _is_polite(event) or "?" in event.message.body.new_text


def _is_polite(event: Event) -> bool:
    """Whether a reply only thanks or asks back; a figure or a bare "none at all" answers."""
    reading = event.reading
    if reading.answers != _POLITE or rules().empty_cues.isdisjoint(reading.cues):
        return False
    return not any(char.isdigit() for char in event.message.body.new_text)


def _hands_over(draft: Draft, event: Event) -> bool:
    """Whether a reply brings a file or a link of its own that may be the thing asked for."""
    if draft.kind not in _HANDED_OVER:
        return False
    body = event.message.body
    if any(_is_document(part) for part in body.attachments):
        return True
    new = set(body.links).difference(draft.opened.message.body.links)
    return draft.kind is WaitKind.CODE_TEST and bool(new)


def _is_document(part: Attachment) -> bool:
    kind = part.content_type.lower()
    return not kind.startswith(
        (
            "image/",
            "text/calendar",
            "text/x-vcard",
            "text/vcard",
            "message/",
            "application/pgp",
            "application/pkcs7",
            "application/x-pkcs7",
            "application/ics",
        )
    )


def _why(how: ClosedHow, event: Event) -> str:
    if how is ClosedHow.SUBMISSION:
        return f"{event.id} hands the test in"
    if how is ClosedHow.NEW_THREAD:
        return f"answered by {event.id}, in a conversation of its own to the same employer"
    return f"answered by {event.id}, a reply in the same conversation"
