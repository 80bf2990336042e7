"""The score of domain.md §5, and every reason to refuse it.

Points are a judgement of ours, not a measurement: what a due wait earns, how the three
parts are weighed and when no score is shown are told in ``docs/methods.md``. Pure and
deterministic: the bootstrap draws from a seed made of the application's id.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from inbox_momentum.clock import WorkingClock
from inbox_momentum.credit import BY_DEADLINE, credit_of
from inbox_momentum.limits import limits
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    ApplicationScore,
    ApplicationStatus,
    Clock,
    Entry,
    Ledger,
    Limit,
    Mailbox,
    Outcome,
    Party,
    Precision,
    Promise,
    Score,
    ScoreValue,
    Settings,
    Stage,
    Wait,
    WaitKind,
    WaitStatus,
)
from inbox_momentum.statistics import in_words
from inbox_momentum.waits import long_past

WINDOW_DAYS = 60
HALF_LIFE_DAYS = 21.0
TIMELINESS, COVERAGE, COMMITMENTS = 0.60, 0.25, 0.15
PRIOR_WAITS, PRIOR_LEVEL = 2.0, 75.0
MIN_APPLICATION, MIN_OVERALL = 3, 8
WIDEST_INTERVAL = 40.0
MAX_UNKNOWN, MAX_UNTRUSTED, MAX_AWAY = 0.25, 0.20, 0.50
GRACE_WORKING_S = 4 * 3600.0
"""A promise counts as kept until four working hours after its day."""
DRAWS = 500
_CELLS = 2_000_000
_LATE_STAGES = frozenset({Stage.CODE_TEST, Stage.ONSITE, Stage.CHECKS, Stage.OFFER})
_SILENT = frozenset({WaitStatus.UNKNOWN, WaitStatus.NEEDS_REVIEW})
_NAMES = {
    WaitKind.SCHEDULE: "A request for times",
    WaitKind.CODE_TEST: "A code test",
    WaitKind.QUESTION: "A question",
    WaitKind.DOCUMENTS: "A request for documents",
    WaitKind.REFERENCES: "A request for references",
    WaitKind.OFFER: "An offer",
    WaitKind.NEXT_STEP: "A next step",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A due wait or a dated commitment that earns or loses points."""

    application_id: str
    ended_at: datetime
    """When it was answered or decided; ``as_of`` while it is open."""
    weight: float
    """1 or 2, without the decay of age."""
    credit: float | None
    """Timeliness, 0 to 100; ``None`` for a commitment or a length known only in part."""
    answered: bool | None
    """Coverage; ``None`` for a commitment."""
    kept: bool | None
    """Commitment kept; ``None`` when the item carries none."""
    due: bool
    """Whether it is a due wait."""
    words: str
    """What happened, one phrase for the reasons."""


@dataclass(frozen=True, slots=True)
class Result:
    """Points before rounding."""

    points: float
    low: float
    high: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What judging one wait needs besides the wait."""

    as_of: datetime
    clock: WorkingClock
    rows: Mapping[str, Limit]
    applications: Mapping[str, Application]


def score(mailbox: Mailbox, ledger: Ledger, as_of: datetime, settings: Settings) -> Score:
    """The score overall and of each application, or why there is none."""
    clock = WorkingClock(settings.calendar)
    rules = Rules(as_of, clock, limits(settings), {item.id: item for item in ledger.applications})
    past = long_past(ledger.applications, ledger.waits, ledger.promises, as_of)
    mine = [wait for wait in ledger.waits if wait.application_id not in past and _counts(wait, as_of)]
    items = _items(mine, [one for one in ledger.promises if one.application_id not in past], rules)
    general = _refused_for_all(mailbox, ledger, as_of, settings)
    whole = _result(items, PRIOR_LEVEL, "overall")
    overall = general or _refused(items, mine, whole, MIN_OVERALL)
    level = whole.points if items else PRIOR_LEVEL
    by_id: dict[str, list[Item]] = {}
    for item in items:
        by_id.setdefault(item.application_id, []).append(item)
    waits: dict[str, list[Wait]] = {}
    for wait in mine:
        waits.setdefault(wait.application_id, []).append(wait)
    one = partial(_of_application, general=general, level=level)
    return Score(
        overall=None if overall else _rounded(whole),
        refused_because=overall,
        reasons=() if overall else whole.reasons,
        by_application=tuple(
            one(item.id, by_id.get(item.id, []), waits.get(item.id, [])) for item in ledger.applications
        ),
    )


def _of_application(
    application_id: str, items: Sequence[Item], waits: Sequence[Wait], general: str | None, level: float
) -> ApplicationScore:
    result = _result(items, level, application_id)
    refused = general or _refused(items, waits, result, MIN_APPLICATION)
    if refused:
        return ApplicationScore(application_id, None, refused, ())
    return ApplicationScore(application_id, _rounded(result), None, result.reasons)


# --------------------------------------------------------------------------- refusals


def _refused_for_all(mailbox: Mailbox, ledger: Ledger, as_of: datetime, settings: Settings) -> str | None:
    """Reasons that lie in the mailbox as a whole."""
    if mailbox.latency_refused_because:
        return mailbox.latency_refused_because
    if not mailbox.sent_found:
        return "The sources hold no sent mail, so that no answer can be seen."
    relevant = {name for item in ledger.applications for name in item.message_ids}
    entries = [entry for entry in mailbox.entries if entry.id in relevant]
    if entries and sum(map(_untrusted, entries)) > MAX_UNTRUSTED * len(entries):
        return "More than 20 % of the messages have a time that cannot be trusted."
    today = WorkingClock(settings.calendar).local(as_of).date()
    window = [today - timedelta(days=back) for back in range(WINDOW_DAYS)]
    away = sum(any(first <= day <= last for first, last in settings.calendar.away) for day in window)
    if away > MAX_AWAY * WINDOW_DAYS:
        return "You were away for more than half of the last 60 days."
    return None


def _untrusted(entry: Entry) -> bool:
    """A message without a time, or whose only time is a doubtful Date field."""
    doubtful = any(defect.code.startswith("date-") for defect in entry.message.defects)
    return entry.at is None or (entry.clock is Clock.DATE and doubtful)


def _refused(items: Sequence[Item], waits: Sequence[Wait], result: Result, least: int) -> str | None:
    """Reasons that lie in the waits of one group."""
    due = sum(item.due for item in items)
    if due < least:
        return (
            f"Too early to tell: {due} requests were due in the last {WINDOW_DAYS} days, {least} are needed."
        )
    unclear = sum(wait.status in _SILENT or wait.precision is Precision.UNKNOWN for wait in waits)
    if unclear > MAX_UNKNOWN * len(waits):
        return "More than a quarter of the requests need review or were answered where no mail shows it."
    if result.high - result.low > WIDEST_INTERVAL:
        return "The figures vary too much for a score (the interval is wider than 40 points)."
    return None


# --------------------------------------------------------------------------- items


def _counts(wait: Wait, as_of: datetime) -> bool:
    """A request that had to be answered, alive in the last sixty days."""
    if wait.waiting_on is not Party.YOU or wait.kind not in REQUIRED_KINDS or wait.opened_at > as_of:
        return False
    if wait.status is WaitStatus.VOID or wait.junk:
        return False
    open_ended = wait.status is WaitStatus.OPEN
    end = as_of if open_ended else wait.closed_at or wait.opened_at
    return end >= as_of - timedelta(days=WINDOW_DAYS)


def _items(waits: Sequence[Wait], promises: Sequence[Promise], rules: Rules) -> list[Item]:
    found = [_wait_item(wait, rules) for wait in waits]
    found += [_promise_item(promise, rules) for promise in promises]
    return [item for item in found if item is not None]


def _wait_item(wait: Wait, rules: Rules) -> Item | None:
    """A wait with its points; ``None`` while nothing can be said of it."""
    if wait.status not in (WaitStatus.ANSWERED, WaitStatus.OPEN) or wait.precision is Precision.UNKNOWN:
        return None
    application = rules.applications.get(wait.application_id)
    stopped = application is not None and application.status in (
        ApplicationStatus.ON_HOLD,
        ApplicationStatus.CLOSED,
    )
    answered = wait.status is WaitStatus.ANSWERED and (wait.closed_at or rules.as_of) <= rules.as_of
    if not answered and stopped:
        return None
    ended = (wait.closed_at if answered else None) or rules.as_of
    points, green = credit_of(wait, ended, rules.rows, rules.clock)
    if not answered and green:
        return None
    known: float | None = points
    if wait.precision is Precision.UPPER and not green:
        known = None
    return Item(
        application_id=wait.application_id,
        ended_at=ended,
        weight=_weight(wait),
        credit=known,
        answered=answered,
        kept=_kept_deadline(wait, answered, ended, rules.as_of),
        due=True,
        words=_words(wait, answered, application, rules.clock),
    )


def _weight(wait: Wait) -> float:
    """2 for tests, later stages, offers and requests that a person had to repeat."""
    late = wait.stage in _LATE_STAGES or wait.kind in BY_DEADLINE
    return 2.0 if late or any(nudge.human for nudge in wait.nudges) else 1.0


def _kept_deadline(wait: Wait, answered: bool, ended: datetime, as_of: datetime) -> bool | None:
    """Whether the employer's deadline was kept; ``None`` without one, or while it is ahead."""
    if wait.deadline is None:
        return None
    if answered:
        late = ended > wait.deadline.at
        return None if late and wait.precision is Precision.UPPER else not late
    return False if as_of > wait.deadline.at else None


def _promise_item(promise: Promise, rules: Rules) -> Item | None:
    """A dated promise; ``None`` while its day is not over, or when it is old."""
    application = rules.applications.get(promise.application_id)
    limit = rules.clock.add_working(promise.due_at, GRACE_WORKING_S)
    kept = promise.kept_at is not None and promise.kept_at <= min(limit, rules.as_of)
    if not kept and rules.as_of <= limit:
        return None
    gone = application is not None and application.status is not ApplicationStatus.ACTIVE
    if (not kept and gone and promise.kept_at is None) or promise.made_at > rules.as_of:
        return None
    ended = min(promise.kept_at or limit, rules.as_of)
    if ended < rules.as_of - timedelta(days=WINDOW_DAYS):
        return None
    words = f"What you promised for {_day(promise.due_at, rules.clock)} did not go out by then"
    return Item(promise.application_id, ended, 1.0, None, None, kept, False, words)


# --------------------------------------------------------------------------- points


def _result(items: Sequence[Item], level: float, seed: str) -> Result:
    """Points of a group, drawn towards ``level`` by two pseudo-waits, with an 80 % interval."""
    import numpy as np

    if not items:
        return Result(level, level, level, ())
    newest = max(item.ended_at for item in items)
    ages = np.array([(newest - item.ended_at).total_seconds() / 86_400 for item in items])
    weights = np.array([item.weight for item in items]) * 2.0 ** (-ages / HALF_LIFE_DAYS)
    shares = (TIMELINESS, COVERAGE, COMMITMENTS)
    parts = [
        (share, np.array([math.nan if value is None else float(value) for value in values]))
        for share, values in zip(
            shares,
            (
                [item.credit for item in items],
                [None if item.answered is None else 100.0 * item.answered for item in items],
                [None if item.kept is None else 100.0 * item.kept for item in items],
            ),
            strict=True,
        )
    ]
    due = np.array([item.due for item in items], dtype=float)
    amounts = [(share, weights * ~np.isnan(values), np.nan_to_num(values)) for share, values in parts]
    used = sum(share for share, weight, _ in amounts if weight.sum() > 0)

    def points(counts: np.ndarray, pulled: np.ndarray | float) -> np.ndarray:
        """Weighted points of resampled groups (rows of ``counts``) with their pseudo-waits."""
        top, bottom = np.zeros(len(counts)), np.zeros(len(counts))
        for share, weight, values in amounts:
            mass = counts @ weight
            present = mass > 0
            top[present] += share * (counts @ (weight * values))[present] / mass[present]
            bottom[present] += share
        raw = np.divide(top, bottom, out=np.full(len(counts), level), where=bottom > 0)
        mass = counts @ (weights * due)
        return np.asarray((mass * raw + PRIOR_WAITS * pulled) / (mass + PRIOR_WAITS))

    total = float(points(np.ones((1, len(items))), level)[0])
    random = np.random.default_rng(zlib.crc32(seed.encode()))
    drawn = []
    for size in _batches(len(items)):
        counts = random.multinomial(len(items), np.full(len(items), 1 / len(items)), size=size)
        pseudo = random.binomial(int(PRIOR_WAITS), min(max(level / 100, 0.0), 1.0), size=size)
        drawn.append(points(counts.astype(float), 100 * pseudo / PRIOR_WAITS))
    low, high = np.quantile(np.concatenate(drawn), (0.1, 0.9))
    mass = float((weights * due).sum())
    lost = sum(
        share / used * weight * (100 - values) / max(weight.sum(), 1e-300)
        for share, weight, values in amounts
    )
    losses = np.asarray(lost) * mass / (mass + PRIOR_WAITS)
    return Result(total, float(low), float(high), _reasons(items, losses.tolist()))


def _batches(n: int) -> list[int]:
    """Sizes of the batches in which the draws are made, so that memory stays bounded."""
    size = max(1, min(DRAWS, _CELLS // n))
    total = DRAWS if n <= 20_000 else 100
    return [min(size, total - done) for done in range(0, total, size)]


def _rounded(result: Result) -> ScoreValue:
    """To the nearest five, the value inside its interval."""
    value, low, high = (5 * math.floor(x / 5 + 0.5) for x in (result.points, result.low, result.high))
    return ScoreValue(value, max(0, min(low, value)), min(100, max(high, value)))


# --------------------------------------------------------------------------- words


def _reasons(items: Sequence[Item], losses: Sequence[float]) -> tuple[str, ...]:
    """The three items that cost most, at least half a point each."""
    ranked = sorted(zip(losses, items, strict=True), key=lambda pair: (-pair[0], pair[1].words))
    worst = [f"{item.words} (−{loss:.0f})" for loss, item in ranked[:3] if loss >= 0.5]
    return tuple(worst) or ("Every request that was due had its answer in good time",)


def _words(wait: Wait, answered: bool, application: Application | None, clock: WorkingClock) -> str:
    """What became of a request; after a rejection no length is told."""
    name = f"{_NAMES[wait.kind]} of {_day(wait.opened_at, clock)}"
    if wait.nudges and any(nudge.human for nudge in wait.nudges):
        name += ", asked for again,"
    verb = "was answered" if answered else "is open"
    rejected = application is not None and application.outcome is Outcome.REJECTED
    if rejected or wait.elapsed_s is None:
        return f"{name} {verb}"
    joint = "after" if answered else "for"
    if wait.working_s is not None and wait.kind not in BY_DEADLINE:
        return f"{name} {verb} {joint} {wait.working_s / clock.day_s:.1f} working days"
    return f"{name} {verb} {joint} {in_words(wait.elapsed_s)}"


def _day(at: datetime, clock: WorkingClock) -> str:
    here = clock.local(at)
    return f"{here.day} {here:%B}"
