"""From drafts to records: status, clocks, rating, ids; and the application's own state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inbox_momentum import ids
from inbox_momentum.clock import WorkingClock, elapsed_s
from inbox_momentum.limits import Span, rate, rate_span, row_of
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    ApplicationStatus,
    Limit,
    Party,
    Precision,
    Promise,
    Rating,
    Wait,
    WaitKind,
    WaitStatus,
)
from inbox_momentum.waits.book import Book, Vow
from inbox_momentum.waits.draft import Draft, wait_id
from inbox_momentum.waits.inbound import relayed
from inbox_momentum.waits.span import Span as SentSpan
from inbox_momentum.waits.stream import Context
from inbox_momentum.waits.tables import rules

_ORDER = (Rating.GREEN, Rating.AMBER, Rating.RED)
_JUDGED = frozenset({WaitStatus.OPEN, WaitStatus.ANSWERED})
_BY_DEADLINE = frozenset({WaitKind.CODE_TEST, WaitKind.OFFER})


@dataclass(frozen=True, slots=True)
class Settler:
    """What turns drafts into records."""

    as_of: datetime
    clock: WorkingClock
    rows: Mapping[str, Limit]
    refused: str | None
    """Why no reply time may be claimed; ``None`` when it may."""
    covered: SentSpan
    """For which time the owner's sent mail is there."""

    def settle(self, book: Book) -> tuple[list[Wait], list[Promise]]:
        """All waits and promises of one application."""
        drafts = book.done + list(book.drafts()) + ([book.theirs] if book.theirs is not None else [])
        if self.refused is not None:
            drafts = [draft for draft in drafts if draft.side is Party.YOU]
        waits = [self._wait(book, draft) for draft in drafts if _counts(draft)]
        if self.refused is not None:
            return waits, []
        return waits, self._promises(book)

    def _promises(self, book: Book) -> list[Promise]:
        application = book.application.id
        return [
            Promise(
                id=_promise_id(application, vow),
                application_id=application,
                message_id=vow.event.id,
                made_at=vow.made_at,
                due_at=vow.due_at,
                kept_at=vow.kept_at,
                quote=vow.quote,
            )
            for vow in book.vows
            if not vow.moot and not self._unseen(vow)
        ]

    def _unseen(self, vow: Vow) -> bool:
        """Whether the promise may have been kept after the sent mail ends."""
        return vow.kept_at is None and self.covered.ends is not None

    def _wait(self, book: Book, draft: Draft) -> Wait:
        self._decide(draft)
        ended = draft.closed_at or (self.as_of if draft.status is WaitStatus.OPEN else None)
        elapsed = working = rating = None
        if ended is not None and draft.precision is not Precision.UNKNOWN:
            elapsed = max(elapsed_s(draft.opened_at, ended), 0.0)
            working = max(self.clock.working_s(draft.opened_at, ended) - self._held(book, draft, ended), 0.0)
            rating = self._rating(draft, ended, working, elapsed)
        return Wait(
            id=wait_id(book.application.id, draft),
            application_id=book.application.id,
            waiting_on=draft.side,
            kind=draft.kind,
            stage=draft.stage,
            opened_by=draft.opened.id,
            opened_at=draft.opened_at,
            opened_clock=draft.opened_clock,
            nudges=tuple(draft.nudges),
            deadline=draft.deadline,
            status=draft.status,
            acknowledged_at=draft.acknowledged_at,
            closed_by=draft.closed_by,
            closed_at=draft.closed_at,
            closed_how=draft.closed_how,
            precision=draft.precision,
            elapsed_s=elapsed,
            working_s=working,
            rating=rating,
            confidence=round(draft.confidence, 4),
            quote=draft.quote,
            reasons=tuple(draft.reasons),
            limit_at=self._limit_at(draft),
            junk=draft.opened.message.in_junk,
            held_by=tuple(draft.holding),
        )

    def _decide(self, draft: Draft) -> None:
        """The status of what no message settled, and of what may not be claimed."""
        if self.refused is not None:
            draft.status, draft.precision = WaitStatus.UNKNOWN, Precision.UNKNOWN
            draft.closed_by = draft.closed_at = draft.closed_how = draft.acknowledged_at = None
            draft.note(self.refused)
            return
        if draft.side is Party.YOU:
            self._cover(draft)
        if draft.status is not WaitStatus.OPEN or draft.side is not Party.YOU:
            return
        if (why := relayed(draft)) is not None:
            draft.status, draft.precision = WaitStatus.UNKNOWN, Precision.UNKNOWN
        elif (why := draft.review) is not None:
            draft.status, draft.precision = WaitStatus.NEEDS_REVIEW, Precision.UNKNOWN
        elif draft.confidence < rules().trusted:
            why = f"it is only {draft.confidence:.0%} sure that this asks for it"
            draft.status, draft.precision = WaitStatus.NEEDS_REVIEW, Precision.UNKNOWN
        if why is not None:
            draft.note(why)

    def _cover(self, draft: Draft) -> None:
        """What may have been answered where the sent mail is missing is not known to be open."""
        why = self.covered.misses(draft.opened_at)
        if why is None:
            return
        if draft.status is WaitStatus.OPEN:
            draft.status, draft.precision, draft.lost = WaitStatus.UNKNOWN, Precision.UNKNOWN, True
            draft.note(why)
        elif draft.by_mail and self.covered.is_before(draft.opened_at) and draft.precision is Precision.EXACT:
            draft.precision = Precision.UPPER
            draft.note(f"{why}; this one is an upper bound")

    def _held(self, book: Book, draft: Draft, ended: datetime) -> float:
        """Working seconds of the wait in which the employer had the process on hold."""
        total = 0.0
        for start, stop in book.holds:
            begins, ends = max(start, draft.opened_at), min(stop or ended, ended)
            if ends > begins:
                total += self.clock.working_s(begins, ends)
        return total

    def _rating(self, draft: Draft, ended: datetime, working: float, elapsed: float) -> Rating | None:
        if draft.side is not Party.YOU or draft.status not in _JUDGED or draft.confidence < rules().trusted:
            return None
        if draft.kind not in REQUIRED_KINDS and draft.status is WaitStatus.OPEN:
            return None
        deadline = draft.deadline.at if draft.deadline is not None else None
        whole = rate_span(self.rows, Span(draft.kind, draft.opened_at, ended, working, elapsed, deadline))
        if draft.kind is WaitKind.OFFER:
            whole = self._offer_rating(draft, whole, ended)
        worst = max((whole, *self._nudge_ratings(draft, ended)), key=_ORDER.index)
        if draft.precision is Precision.UPPER:
            # The true answer came earlier: only a green upper bound says anything.
            return Rating.GREEN if worst is Rating.GREEN else None
        if draft.opened.message.in_junk and worst is Rating.RED:
            return Rating.AMBER
        return worst

    def _offer_rating(self, draft: Draft, decided: Rating, ended: datetime) -> Rating:
        """An offer has two clocks: the first word on it, and the decision."""
        first = draft.acknowledged_at or ended
        spoken = rate(
            self.rows["offer_ack"],
            self.clock.working_s(draft.opened_at, first),
            elapsed_s(draft.opened_at, first),
        )
        if (
            decided is Rating.RED
            and draft.deadline is None
            and draft.agreed is not None
            and ended <= draft.agreed
        ):
            decided = Rating.AMBER
        return max(spoken, decided, key=_ORDER.index)

    def _nudge_ratings(self, draft: Draft, ended: datetime) -> Iterable[Rating]:
        """Answers to a human's reminders: each counts from the first one that it leaves unanswered."""
        since: datetime | None = None
        for nudge in draft.nudges:
            if not nudge.human or (since is not None and not _between(draft.touched, since, nudge.at)):
                continue
            since = nudge.at
            first = min((at for at in draft.touched if at >= since), default=ended)
            yield rate(self.rows["nudge"], self.clock.working_s(since, first), elapsed_s(since, first))

    def _limit_at(self, draft: Draft) -> datetime | None:
        if draft.side is not Party.YOU or draft.kind not in REQUIRED_KINDS:
            return None
        if draft.deadline is not None and draft.kind in _BY_DEADLINE:
            return draft.deadline.at
        usual = self._passes_at(self.rows[row_of(draft.kind)], draft.opened_at)
        if draft.deadline is None or usual is None:
            return usual
        return max(draft.deadline.at, usual)

    def _passes_at(self, limit: Limit, opened_at: datetime) -> datetime | None:
        if limit.amber_s is None or not limit.may_be_red:
            return None
        if limit.clock == "working":
            return self.clock.add_working(opened_at, limit.amber_s)
        return opened_at + timedelta(seconds=limit.amber_s)


def _promise_id(application_id: str, vow: Vow) -> str:
    """Like a wait's: the message alone, unless it may belong to several applications."""
    shared = (application_id,) if vow.event.stray else ()
    return ids.digest("p", vow.event.id, str(vow.place), *shared)


def _between(moments: Sequence[datetime], start: datetime, end: datetime) -> bool:
    return any(start <= at <= end for at in moments)


def _counts(draft: Draft) -> bool:
    """A human turn without a request is counted when answered and forgotten when not."""
    return draft.kind is not WaitKind.MESSAGE or draft.status is WaitStatus.ANSWERED


def settle_application(
    book: Book, waits: Sequence[Wait], context: Context, refused: str | None
) -> Application:
    """The application at ``as_of``: what it has reached, who has the ball, whether it sleeps."""
    given = book.application
    known = tuple(one for one in given.message_ids if one in context.entries)
    stages = tuple(step for step in given.stages if step.entered_at <= context.as_of)
    cut = len(stages) < len(given.stages)
    turn = _turn(book, waits, context.as_of) if refused is None else Party.NOBODY
    moments = [at for one in known if (at := context.entries[one].at) is not None]
    return replace(
        given,
        stage=(stages[-1].stage if stages else None) if cut else given.stage,
        outcome=book.outcome,
        status=_status(book, turn, context.as_of),
        turn=turn,
        opened_at=min(moments, default=None),
        last_message_at=max(moments, default=None),
        message_ids=known,
        stages=stages,
    )


def _turn(book: Book, waits: Sequence[Wait], as_of: datetime) -> Party:
    """Who has the ball: the owner only while something is asked, not after a mere remark."""
    if book.outcome is not None:
        return Party.NOBODY
    if any(wait.waiting_on is Party.YOU and wait.status is WaitStatus.OPEN for wait in waits):
        return Party.YOU
    if any(draft.lost for draft in book.drafts()):
        return Party.NOBODY
    if book.booked_until is not None and book.booked_until > as_of:
        return Party.NOBODY
    return Party.EMPLOYER


def _status(book: Book, turn: Party, as_of: datetime) -> ApplicationStatus:
    if book.outcome is not None:
        return ApplicationStatus.CLOSED
    if book.on_hold:
        return ApplicationStatus.ON_HOLD
    if turn is Party.EMPLOYER and book.theirs is not None and _is_quiet(book, book.theirs, as_of):
        return ApplicationStatus.QUIET
    return ApplicationStatus.ACTIVE


def _is_quiet(book: Book, theirs: Draft, as_of: datetime) -> bool:
    """Whether the owner followed up twice, and the employer has said nothing for three weeks."""
    since = theirs.opened_at
    if _is_follow_up(theirs) and book.heard_at is not None:
        since = min(since, book.heard_at)  # it had the ball before the first follow-up
    silent = as_of - max([since, *theirs.touched])
    return silent >= timedelta(days=rules().quiet_days) and follow_ups(theirs) >= rules().quiet_follow_ups


def follow_ups(theirs: Draft) -> int:
    """How often the owner came back to it; a second mail on the same day is no follow-up."""
    count, last = int(_is_follow_up(theirs)), theirs.opened_at
    for nudge in theirs.nudges:
        if nudge.at - last >= timedelta(hours=rules().reminder_after_h):
            count, last = count + 1, nudge.at
    return count


def _is_follow_up(theirs: Draft) -> bool:
    """Whether the wait was opened by a mail that asks for news already."""
    return not rules().follow_up_cues.isdisjoint(theirs.opened.reading.cues)
