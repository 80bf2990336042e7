"""Reply times as a careful statistician would give them (domain.md §3, "Statistics").

What counts, what is censored, what stays out and from how many waits on a figure is
given at all: ``docs/methods.md``. Pure: no I/O and no wall clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from inbox_momentum import survival
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Application,
    ApplicationStatus,
    CurvePoint,
    Ledger,
    Party,
    Precision,
    Settings,
    Silence,
    Stage,
    Statistics,
    StatRow,
    Trend,
    Wait,
    WaitingCurve,
    WaitKind,
    WaitStatus,
)

if TYPE_CHECKING:
    import pandas as pd

DAY_S = 86_400.0
HORIZON_S = 7 * DAY_S
"""Restricted means look at the first seven days …"""
TEST_HORIZON_S = 14 * DAY_S
"""… and at fourteen for code tests."""
MIN_MEDIAN, MIN_INTERVAL, MIN_TREND = 5, 8, 15
KENDALL_BELOW = 30
"""Closings below which a trend is judged by Kendall's tau."""
PERIOD_S = 42 * DAY_S
"""Length of "now" and of the period before it, six weeks each."""
SILENT_DAYS = (3, 7, 14, 21)
WITHIN_DAYS = 14
MAX_POINTS = 300
_ANSWERED_ONLY = (WaitKind.MESSAGE, WaitKind.OUTREACH)
_ANSWERED_ONLY_NOTE = "answered ones only: nobody had to answer the others"
_COLUMNS = ("stage", "kind", "employer", "week", "opened_s", "duration_s", "observed", "upper")
_UNITS = ((DAY_S, "day"), (3600.0, "hour"), (60.0, "minute"))


@dataclass(frozen=True, slots=True)
class Observation:
    """One wait as the estimators need it."""

    wait: Wait
    duration_s: float
    observed: bool
    """False: still open, withdrawn or ended after ``duration_s`` (right-censored)."""
    upper: bool
    """True: ``duration_s`` is only an upper bound; kept out of every estimate."""


def describe(ledger: Ledger, as_of: datetime, settings: Settings) -> Statistics:
    """All figures at ``as_of``: the owner's side in groups, the employers' side as a whole."""
    applications = {item.id: item for item in ledger.applications}
    mine = observations(ledger.waits, applications, as_of, Party.YOU)
    required = _frame((o for o in mine if o.wait.kind in REQUIRED_KINDS), applications, settings)
    optional = _frame((o for o in mine if o.wait.kind in _ANSWERED_ONLY), applications, settings)
    theirs = _frame(observations(ledger.waits, applications, as_of, Party.EMPLOYER), applications, settings)
    stages, kinds = [item.value for item in Stage], [item.value for item in WaitKind]
    by_kind = _rows(required, "kind", kinds)
    by_kind += tuple(_row(key, part, _ANSWERED_ONLY_NOTE) for key, part in _groups(optional, "kind", kinds))
    now_s = as_of.timestamp()
    return Statistics(
        overall=_row(None, _group(required)),
        by_stage=_rows(required, "stage", stages),
        by_kind=by_kind,
        by_employer=_rows(
            required, "employer", list(dict.fromkeys(a.employer_id for a in ledger.applications))
        ),
        by_week=_rows(required, "week", sorted(set(required["week"]))),
        employer_side=_row(None, _group(theirs)),
        curves=_curves(required, theirs, now_s),
        silence=_silence(theirs),
        trend=_trend(required),
    )


def load() -> None:
    """Load the library ahead of its first use."""
    import pandas  # noqa: F401


def of_period(
    waits: Iterable[Wait],
    applications: Iterable[Application],
    as_of: datetime,
    settings: Settings,
    period: tuple[datetime, datetime],
) -> StatRow:
    """Required waits on the owner that opened in ``period`` (its end not included), followed to ``as_of``."""
    start, end = period
    by_id = {item.id: item for item in applications}
    opened = [wait for wait in waits if wait.kind in REQUIRED_KINDS and start <= wait.opened_at < end]
    return _row(None, _group(_frame(observations(opened, by_id, as_of, Party.YOU), by_id, settings)))


def observations(
    waits: Iterable[Wait], applications: dict[str, Application], as_of: datetime, party: Party
) -> list[Observation]:
    """Waits on ``party`` as durations, oldest first; those that say nothing are left out."""
    found = [
        item
        for wait in waits
        if wait.waiting_on is party and wait.opened_at <= as_of
        for item in (_observe(wait, applications.get(wait.application_id), as_of),)
        if item is not None
    ]
    return sorted(found, key=lambda item: (item.wait.opened_at, item.wait.id))


def _observe(wait: Wait, application: Application | None, as_of: datetime) -> Observation | None:
    """One wait; ``None`` when it tells nothing about a reply time."""
    if wait.status in (WaitStatus.UNKNOWN, WaitStatus.NEEDS_REVIEW) or wait.precision is Precision.UNKNOWN:
        return None
    if wait.status is WaitStatus.ANSWERED:
        if wait.closed_at is not None and wait.closed_at > as_of:
            return Observation(wait, _seconds(wait.opened_at, as_of), False, False)
        length = wait.elapsed_s
        if length is None and wait.closed_at is not None:
            length = _seconds(wait.opened_at, wait.closed_at)
        if length is None or length < 0:
            return None
        return Observation(
            wait, length, wait.precision is not Precision.LOWER, wait.precision is Precision.UPPER
        )
    if wait.junk or wait.kind in _ANSWERED_ONLY:
        return None
    end = wait.closed_at if wait.status is WaitStatus.VOID else as_of
    if application is not None and application.status is ApplicationStatus.CLOSED:
        end = min(filter(None, (end, application.last_message_at)), default=None)
    if end is None:
        return None if wait.elapsed_s is None else Observation(wait, max(wait.elapsed_s, 0.0), False, False)
    return Observation(wait, max(_seconds(wait.opened_at, min(end, as_of)), 0.0), False, False)


def _seconds(start: datetime, end: datetime) -> float:
    return end.timestamp() - start.timestamp()


def _frame(
    found: Iterable[Observation], applications: dict[str, Application], settings: Settings
) -> pd.DataFrame:
    """Observations as columns, oldest first."""
    import pandas as pd

    zone = ZoneInfo(settings.calendar.zone)
    rows = [
        (
            o.wait.stage.value if o.wait.stage else None,
            o.wait.kind.value,
            applications[o.wait.application_id].employer_id
            if o.wait.application_id in applications
            else None,
            _week(o.wait.opened_at, zone),
            o.wait.opened_at.timestamp(),
            o.duration_s,
            o.observed,
            o.upper,
        )
        for o in found
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"observed": bool, "upper": bool})


def _week(at: datetime, zone: ZoneInfo) -> str:
    """ISO 8601 week of the owner's date, e.g. ``2026-W47``."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year:04d}-W{week:02d}"


@dataclass(frozen=True, slots=True)
class _Group:
    """Durations of one group, oldest first; upper bounds are kept apart."""

    durations: list[float]
    observed: list[bool]
    bounds: list[float]

    @property
    def curve(self) -> survival.Curve:
        return survival.kaplan_meier(self.durations, self.observed)

    @property
    def curve_with_bounds(self) -> survival.Curve:
        over = [*self.observed, *(True for _ in self.bounds)]
        return survival.kaplan_meier([*self.durations, *self.bounds], over)


def _group(frame: pd.DataFrame) -> _Group:
    """The whole frame as one group."""
    known, bounds = frame[~frame["upper"]], frame[frame["upper"]]
    return _Group(*_columns(known), bounds["duration_s"].tolist())


def _groups(frame: pd.DataFrame, column: str, order: Sequence[str]) -> list[tuple[str, _Group]]:
    """Parts of the frame with one value each, in the given order; rows without a value drop out."""
    parts: dict[str, _Group] = {}
    rows = zip(frame[column], frame["duration_s"], frame["observed"], frame["upper"], strict=True)
    for key, duration, observed, upper in rows:
        if key is None:
            continue
        part = parts.setdefault(key, _Group([], [], []))
        if upper:
            part.bounds.append(duration)
        else:
            part.durations.append(duration)
            part.observed.append(observed)
    return [(key, parts[key]) for key in order if key in parts]


def _rows(frame: pd.DataFrame, column: str, order: Sequence[str]) -> tuple[StatRow, ...]:
    return tuple(_row(key, part) for key, part in _groups(frame, column, order))


def _row(key: str | None, group: _Group, *notes: str) -> StatRow:
    """One line of figures, as far as the number of waits allows (domain.md, minimum n)."""
    n, still = len(group.durations), group.observed.count(False)
    curve = group.curve if n >= MIN_MEDIAN else survival.kaplan_meier((), ())
    median = survival.quantile(curve, 0.5)
    full = n >= MIN_INTERVAL
    test = key in (Stage.CODE_TEST.value, WaitKind.CODE_TEST.value)
    words = [*_size_notes(n, still, curve, median.value), *_upper_notes(group, n), *notes]
    return StatRow(
        key=key,
        n=n,
        open=still,
        median_s=median.value if n >= MIN_MEDIAN else None,
        ci_low_s=median.low if full else None,
        ci_high_s=median.high if full else None,
        p75_s=survival.quantile(curve, 0.75).value if full else None,
        rmst_s=survival.restricted_mean(curve, TEST_HORIZON_S if test else HORIZON_S) if full else None,
        note="; ".join(words) or None,
    )


def _curve(frame: pd.DataFrame) -> survival.Curve:
    return survival.kaplan_meier(*_columns(frame))


def _columns(frame: pd.DataFrame) -> tuple[list[float], list[bool]]:
    """Durations and whether each is over, as the estimators take them."""
    return frame["duration_s"].tolist(), frame["observed"].tolist()


def _size_notes(n: int, still: int, curve: survival.Curve, median: float | None) -> list[str]:
    """What a reader must know about the size of the group and a median that is not there."""
    if n == 0:
        return ["nothing to measure"]
    if n < MIN_MEDIAN:
        return ["fewer than five: see the cases"]
    words = []
    if median is None:
        words.append(f"more than half still open after {in_words(_followed(curve))}" if still else "")
    if n < MIN_INTERVAL:
        words.append("fewer than eight: no interval")
    return [word for word in words if word]


def _followed(curve: survival.Curve) -> float:
    """The longest time to which at least three waits were followed (or all, if fewer)."""
    needed = min(3, curve.n)
    return max((step.at for step in curve.steps if step.at_risk >= needed), default=0.0)


def _upper_notes(group: _Group, n: int) -> list[str]:
    """The sensitivity run: the median if upper bounds were the times themselves."""
    bounds = len(group.bounds)
    if not bounds:
        return []
    text = f"{bounds} known only as an upper bound, left out"
    with_bounds = survival.quantile(group.curve_with_bounds, 0.5).value
    if n >= MIN_MEDIAN and with_bounds is not None:
        text += f" (with {'it' if bounds == 1 else 'them'} the median would be {in_words(with_bounds)})"
    return [text]


def in_words(seconds: float) -> str:
    """A length rounded down to one unit that people use: "3 days", "1 hour", "under a minute"."""
    for size, name in _UNITS:
        count = int(seconds // size)
        if count >= 1:
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    return "under a minute"


def _curves(required: pd.DataFrame, theirs: pd.DataFrame, now_s: float) -> tuple[WaitingCurve, ...]:
    """The owner's last six weeks, the six before, and the employers, as far as each is large enough."""
    age = now_s - required["opened_s"]
    parts = (
        ("you_now", required[age < PERIOD_S]),
        ("you_before", required[(age >= PERIOD_S) & (age < 2 * PERIOD_S)]),
        ("employers", theirs),
    )
    known = ((key, frame[~frame["upper"]]) for key, frame in parts)
    return tuple(_drawn(key, frame) for key, frame in known if len(frame) >= MIN_INTERVAL)


def _drawn(key: str, frame: pd.DataFrame) -> WaitingCurve:
    curve = _curve(frame)
    steps = [step for step, before in _with_previous(curve.steps) if step.survival < before]
    points = tuple(CurvePoint(s.at, s.survival, s.low, s.high) for s in _thinned(steps))
    return WaitingCurve(
        key=key,
        n=curve.n,
        open=len(curve.censored),
        points=points,
        open_at_s=tuple(_thinned(curve.censored)),
        longest_s=curve.longest,
    )


def _with_previous(steps: Sequence[survival.Step]) -> Iterable[tuple[survival.Step, float]]:
    """Each step with the survival before it."""
    return zip(steps, [1.0, *(step.survival for step in steps)], strict=False)


def _thinned(items: Sequence[Any]) -> Sequence[Any]:
    """At most ``MAX_POINTS`` of them, evenly picked, the last one always among them."""
    if len(items) <= MAX_POINTS:
        return items
    last = len(items) - 1
    return [items[round(i * last / (MAX_POINTS - 1))] for i in range(MAX_POINTS)]


def _silence(theirs: pd.DataFrame) -> tuple[Silence, ...]:
    """Chance of an answer in the next fourteen days after k silent ones."""
    known = theirs[~theirs["upper"]]
    if len(known) < MIN_INTERVAL:
        return ()
    curve = _curve(known)
    return tuple(
        Silence(
            silent_s=days * DAY_S,
            within_s=WITHIN_DAYS * DAY_S,
            chance=survival.chance_of_end(curve, days * DAY_S, WITHIN_DAYS * DAY_S),
            at_risk=int((known["duration_s"] > days * DAY_S).sum()),
        )
        for days in SILENT_DAYS
    )


def _trend(required: pd.DataFrame) -> Trend | None:
    """Faster or slower over the weeks: Kendall below 30 closings, else older half against newer."""
    known = required[~required["upper"]]
    if len(known) < MIN_TREND:
        return None
    closed = known[known["observed"]]
    if len(closed) < KENDALL_BELOW:
        found = survival.kendall(closed["opened_s"].tolist(), closed["duration_s"].tolist())
        if found is None:
            return None
        value = min(1.0, 2 * min(found.p_value, 1 - found.p_value))
        return _judged(len(known), found.tau, value, "kendall")
    half = len(known) // 2
    older, newer = known.iloc[:half], known.iloc[half:]
    compared = survival.compare(_columns(older), _columns(newer))
    if compared is None:
        return None
    return _judged(len(known), compared.statistic, compared.p_value, "log-rank")


def _judged(n: int, slower: float, p_value: float, method: str) -> Trend:
    """A trend; ``slower`` is positive when later waits are the longer ones."""
    direction = None if p_value >= 0.05 or slower == 0 else "slower" if slower > 0 else "faster"
    return Trend(n, direction, p_value, method)
