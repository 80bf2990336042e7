"""For which time the owner's sent mail is there (a Sent folder may cover a part alone).

An answer that the sources do not hold is no missing answer. The sent mail is taken to begin
(or end) in the midst of the hiring mail only when there are weeks of hiring mail without any
sent mail at all, and either several requests without an answer there, all others answered,
or an employer's reply to a message of the owner that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_momentum.model import REQUIRED_KINDS, Direction, Entry, Party, WaitStatus
from inbox_momentum.waits.book import Book
from inbox_momentum.waits.draft import Draft
from inbox_momentum.waits.inbound import relayed
from inbox_momentum.waits.stream import Context
from inbox_momentum.waits.tables import rules

_TWO_EMPLOYERS = 2


@dataclass(frozen=True, slots=True)
class Span:
    """The time that the sent mail covers; ``None`` is no bound."""

    begins: datetime | None = None
    ends: datetime | None = None

    def is_before(self, opened_at: datetime) -> bool:
        """Whether a request came before the sent mail begins."""
        return self.begins is not None and opened_at < self.begins

    def misses(self, opened_at: datetime) -> str | None:
        """Why an answer to a request of ``opened_at`` may have gone unseen; ``None``: it would show."""
        if self.begins is not None and self.is_before(opened_at):
            return f"your sent mail begins only on {_day(self.begins)}: an earlier answer would not show"
        if self.ends is not None:
            return f"your sent mail ends on {_day(self.ends)}: a later answer would not show"
        return None


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B} {at.year}"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A sure request to which nothing was sent."""

    employer_id: str
    opened_at: datetime
    reminded: bool
    """A person asked again: so it really had no answer."""


def unanswered(book: Book) -> Iterator[Unanswered]:
    """What an application leaves open without a word of the owner."""
    for draft in book.drafts():
        if _is_silent(draft):
            reminded = any(nudge.human for nudge in draft.nudges)
            yield Unanswered(book.application.employer_id, draft.opened_at, reminded)


def sent_span(context: Context, silent: Sequence[Unanswered], as_of: datetime) -> Span:
    """What the owner's sent mail covers, as far as the mail up to ``as_of`` gives it away."""
    written = [
        entry.at
        for entry in context.entries.values()
        if entry.direction is Direction.OUT and entry.at is not None and not entry.message.is_draft
    ]
    if not written:
        return Span()
    first, last, gap = min(written), max(written), timedelta(days=rules().sent_gap_days)
    lost = list(_replies_to_lost(context))
    begins = _begins(first, as_of, silent, lost)
    ends = as_of - last > gap and _ends(last, as_of, silent, lost)
    return Span(first if begins else None, last if ends else None)


def _begins(first: datetime, as_of: datetime, silent: Sequence[Unanswered], lost: Sequence[datetime]) -> bool:
    gap = timedelta(days=rules().sent_gap_days)
    if any(at < first - gap for at in lost):
        return True
    early = [one.opened_at for one in silent if one.opened_at < first]
    if len(early) < rules().sent_asks_before or min(early) >= first - gap:
        return False
    return not any(first <= one.opened_at < as_of - gap for one in silent)


def _ends(last: datetime, as_of: datetime, silent: Sequence[Unanswered], lost: Sequence[datetime]) -> bool:
    gap = timedelta(days=rules().sent_gap_days)
    if any(at > last + gap for at in lost):
        return True
    if any(one.reminded for one in silent):
        return False  # the silence is real
    late = [one for one in silent if one.opened_at > last]
    return (
        len(late) >= rules().sent_asks_after
        and len(late) == len(silent)
        and len({one.employer_id for one in late}) >= _TWO_EMPLOYERS
        and max(one.opened_at for one in late) > last + gap
        # What came in the last fortnight may simply not be answered yet.
        and min(one.opened_at for one in late) <= as_of - gap
    )


def _is_silent(draft: Draft) -> bool:
    """A sure request to which nothing was sent."""
    return (
        draft.side is Party.YOU
        and draft.kind in REQUIRED_KINDS
        and draft.status is WaitStatus.OPEN
        and draft.confidence >= rules().trusted
        and not draft.touched
        and draft.review is None
        and not draft.opened.message.in_junk
        and relayed(draft) is None
    )


def _replies_to_lost(context: Context) -> Iterable[datetime]:
    """When others replied to a message of the owner that the sources do not hold.

    Its Message-ID has the domain that the owner's own mail alone has.
    """
    own: set[str] = set()
    others: set[str] = set()
    replies: list[tuple[datetime, Entry]] = []
    for entry in context.entries.values():
        if entry.message.id_missing or entry.at is None:
            continue
        domain = entry.id.rpartition("@")[2].lower()
        if entry.direction is Direction.OUT:
            own.add(domain)
        elif entry.direction is Direction.IN:
            others.add(domain)
            if entry.message.in_reply_to and context.is_hiring(entry.id):
                replies.append((entry.at, entry))
    mine = own - others - {""}
    for at, entry in replies:
        parent = entry.message.in_reply_to[0]
        if parent not in context.entries and parent.rpartition("@")[2].lower() in mine:
            yield at
