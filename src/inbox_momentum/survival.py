"""Estimators for waiting times of which some are not over yet (right-censored).

The only module that knows the survival functions of SciPy. Plain numbers in, plain
records out; a unit of time is whatever the caller counts in (seconds everywhere here).
Definitions and sources: ``docs/methods.md``.
"""

from __future__ import annotations

import math
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from statistics import NormalDist
from typing import Any

LEVEL = 0.95
"""Confidence of intervals and bands."""
PERMUTATIONS = 4999
MIN_ARM = 10
"""Fewest waits in each arm of a comparison."""
MIN_CLOSED = 5
"""Fewest closings in each arm of a comparison."""
MIN_AT_RISK = 5
"""Fewest waits still open after k days for a chance after k days of silence."""
_ATOL = 1e-9
_Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
_FEW = 5_000
"""Groups up to here are computed without SciPy, which takes half a second and 60 MB to load."""
_FEW_PAIRS, _EXACT = 5_000, 33
"""Associations up to here likewise, and up to here by the exact distribution when nothing is tied."""
_LOOPED = 100
"""Pairs of so many are compared one by one; of more, by rows."""
_CHUNK = 4_000_000
_LARGE = 20_000
"""From here on the permutation distribution is taken as normal (Hoeffding 1951)."""


@dataclass(frozen=True, slots=True)
class Step:
    """The Kaplan-Meier curve from ``at`` on, until the next step."""

    at: float
    survival: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier estimate; 1 before the first step."""

    steps: tuple[Step, ...]
    """One for each distinct time, oldest first, censored times included."""
    censored: tuple[float, ...]
    """Sorted times of the waits that were still open."""
    n: int
    longest: float
    """Longest time to which any wait was followed; 0 when there is none."""

    def at(self, time: float) -> float | None:
        """Share still waiting after ``time``; ``None`` beyond what was observed."""
        if time > self.longest + _ATOL and not self.ends:
            return None
        value = 1.0
        for step in self.steps:
            if step.at > time:
                break
            value = step.survival
        return value

    @property
    def ends(self) -> bool:
        """Whether the curve comes down to zero."""
        return bool(self.steps) and self.steps[-1].survival <= _ATOL


@dataclass(frozen=True, slots=True)
class Interval:
    """A quantile with its interval; ``None`` where the curve never gets there."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups of waits against each other."""

    statistic: float
    """Closings observed in the first group minus those expected if both were alike:
    positive when the first group is the faster one."""
    p_value: float
    """Two-sided."""


@dataclass(frozen=True, slots=True)
class Association:
    """Kendall's tau-b with its one-sided p value against "does not grow"."""

    tau: float
    p_value: float


def kaplan_meier(durations: Sequence[float], observed: Sequence[bool]) -> Curve:
    """The Kaplan-Meier curve with its log-log ("exponential Greenwood") band.

    ``observed`` is False for waits that were still open after ``durations``. Where the
    band's formula is undefined (curve at 1 or at 0) the limits are 1 at the top, and 0
    below and the last defined limit above at the bottom.
    """
    if len(durations) <= _FEW:
        return _of_few(durations, observed)
    import numpy as np
    from scipy import stats

    times, closed = _arrays(durations, observed)
    sample: Any = stats.CensoredData.right_censored(times, ~closed)
    function = stats.ecdf(sample).sf
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        band: Any = function.confidence_interval(LEVEL, method="log-log")
    grid = np.asarray(function.quantiles, dtype=float)
    alive = np.asarray(function.probabilities, dtype=float)
    alive = np.where(alive < _ATOL, 0.0, alive)
    low = np.where(alive >= 1 - _ATOL, 1.0, np.nan_to_num(band.low.probabilities, nan=0.0))
    high = np.where(alive >= 1 - _ATOL, 1.0, band.high.probabilities)
    high = np.fmin.accumulate(np.where((alive <= 0) | np.isnan(high), np.inf, high))
    high = np.where(np.isinf(high), 1.0, high)
    at_risk = len(times) - np.searchsorted(np.sort(times), grid, side="left")
    steps = tuple(
        Step(*row)
        for row in zip(
            grid.tolist(), alive.tolist(), low.tolist(), high.tolist(), at_risk.tolist(), strict=True
        )
    )
    return Curve(steps, tuple(np.sort(times[~closed]).tolist()), len(times), float(times.max()))


def _of_few(durations: Sequence[float], observed: Sequence[bool]) -> Curve:
    """The same for small groups, of which there may be tens of thousands: SciPy takes 1 ms for each."""
    if len(durations) != len(observed):
        raise ValueError("durations and observed differ in length")
    if not all(math.isfinite(time) and time >= 0 for time in durations):
        raise ValueError("a duration is negative or no number")
    closings = Counter(time for time, over in zip(durations, observed, strict=True) if over)
    leaving = Counter(durations)
    at_risk, alive, variance, top = len(durations), 1.0, 0.0, 1.0
    steps = []
    for time in sorted(leaving):
        closed = closings[time]
        if closed:
            alive *= 1 - closed / at_risk
            if closed < at_risk:
                variance += closed / (at_risk * (at_risk - closed))
        if alive < _ATOL:
            alive = low = 0.0
        elif alive >= 1 - _ATOL:
            low = 1.0
        else:
            factor = math.exp(_Z * math.sqrt(variance) / -math.log(alive))
            low, top = alive**factor, min(top, alive ** (1 / factor))
        steps.append(Step(float(time), alive, low, top, at_risk))
        at_risk -= leaving[time]
    censored = sorted(float(time) for time, over in zip(durations, observed, strict=True) if not over)
    return Curve(tuple(steps), tuple(censored), len(durations), float(max(durations, default=0.0)))


def quantile(curve: Curve, share_done: float) -> Interval:
    """When ``share_done`` of the waits are over: the first time with survival at or below the rest.

    The interval holds the times at which the band contains that survival
    (Brookmeyer and Crowley 1982).
    """
    rest = 1 - share_done + _ATOL
    value = next((step.at for step in curve.steps if step.survival <= rest), None)
    low = next((step.at for step in curve.steps if step.low <= rest), None)
    high = next((step.at for step in curve.steps if step.high <= rest), None)
    return Interval(value, low if value is not None else None, high)


def restricted_mean(curve: Curve, horizon: float) -> float | None:
    """Mean time waited up to ``horizon``: the area under the curve.

    ``None`` when no wait was followed that far and the curve has not come down to zero.
    """
    if not curve.steps or (curve.longest < horizon - _ATOL and not curve.ends):
        return None
    area, left, height = 0.0, 0.0, 1.0
    for step in curve.steps:
        if step.at >= horizon:
            break
        area += (step.at - left) * height
        left, height = step.at, step.survival
    return area + (horizon - left) * height


def chance_of_end(curve: Curve, silent: float, within: float) -> float | None:
    """Chance that a wait which has lasted ``silent`` is over ``within`` from then.

    ``None`` when fewer than five waits lasted that long, or none was followed to the end
    of the window.
    """
    now, later = curve.at(silent), curve.at(silent + within)
    at_risk = next((step.at_risk for step in curve.steps if step.at > silent), 0)
    if now is None or later is None or now <= _ATOL or at_risk < MIN_AT_RISK:
        return None
    return 1 - later / now


def compare(
    first: tuple[Sequence[float], Sequence[bool]],
    second: tuple[Sequence[float], Sequence[bool]],
    seed: int = 0,
) -> Comparison | None:
    """Permutation log-rank test of two groups, each (durations, observed).

    ``None`` when an arm has fewer than ten waits or fewer than five closings. The log-rank
    numerator is a sum of scores over the first group, so that permuting the groups is
    drawing subsets of the scores.
    """
    import numpy as np

    left, right = _arrays(*first), _arrays(*second)
    if any(len(arm[0]) < MIN_ARM or arm[1].sum() < MIN_CLOSED for arm in (left, right)):
        return None
    scores = _logrank_scores(np.concatenate((left[0], right[0])), np.concatenate((left[1], right[1])))
    size = len(left[0])
    statistic = float(scores[:size].sum())
    if len(scores) > _LARGE:
        spread = size * (len(scores) - size) / len(scores) * float(scores.var(ddof=1))
        return Comparison(statistic, math.erfc(abs(statistic) / math.sqrt(2 * spread)))
    random = np.random.default_rng(seed)
    rows = max(1, min(PERMUTATIONS, _CHUNK // len(scores)))
    reached = done = 0
    while done < PERMUTATIONS:
        count = min(rows, PERMUTATIONS - done)
        shuffled = random.permuted(np.tile(scores, (count, 1)), axis=1)[:, :size].sum(axis=1)
        reached += int((np.abs(shuffled) >= abs(statistic) - 1e-9).sum())
        done += count
    return Comparison(statistic, (1 + reached) / (1 + PERMUTATIONS))


def kendall(order: Sequence[float], values: Sequence[float]) -> Association | None:
    """Kendall's tau-b of ``values`` against ``order``; one-sided p for growth.

    ``None`` for fewer than three pairs or when one side never varies.
    """
    if len(order) != len(values):
        raise ValueError("order and values differ in length")
    if len(order) < 3 or len(set(order)) < 2 or len(set(values)) < 2:
        return None
    if len(order) <= _FEW_PAIRS:
        return _kendall_of_few(order, values)
    from scipy import stats

    found: Any = stats.kendalltau(list(order), list(values), alternative="greater")
    return Association(float(found.statistic), float(found.pvalue))


def _kendall_of_few(order: Sequence[float], values: Sequence[float]) -> Association:
    """The same for few pairs, as SciPy has it, without the half second that SciPy takes to load.

    Exact by the number of permutations with as many inversions when nothing is tied; else by
    the normal distribution with the variance for ties (Kendall 1970).
    """
    n = len(order)
    score, discordant = _pairs(order, values) if n <= _LOOPED else _many_pairs(order, values)
    ties = [list(Counter(side).values()) for side in (order, values)]
    pairs = math.comb(n, 2)
    tied = [sum(math.comb(count, 2) for count in counts) for counts in ties]
    tau = max(-1.0, min(1.0, score / math.sqrt((pairs - tied[0]) * (pairs - tied[1]))))
    if not any(tied) and (n <= _EXACT or min(discordant, pairs - discordant) <= 1):
        if n > _EXACT and discordant > 1:  # all but one, at most: counted from the other end
            return Association(tau, 1 - _fewer_inversions(n, pairs - discordant - 1))
        return Association(tau, _fewer_inversions(n, discordant))
    first, second = (sum(c * (c - 1) * (2 * c + 5) for c in counts) for counts in ties)
    threes = [sum(c * (c - 1) * (c - 2) for c in counts) for counts in ties]
    size = n * (n - 1.0)
    variance = (size * (2 * n + 5) - first - second) / 18
    variance += 2 * tied[0] * tied[1] / size + threes[0] * threes[1] / (9 * size * (n - 2))
    return Association(tau, 0.5 * math.erfc(score / math.sqrt(2 * variance)))


def _pairs(order: Sequence[float], values: Sequence[float]) -> tuple[int, int]:
    """Concordant less discordant pairs, and discordant ones."""
    score = discordant = 0
    for (a, x), (b, y) in combinations(zip(order, values, strict=True), 2):
        sign = ((a > b) - (a < b)) * ((x > y) - (x < y))
        score += sign
        discordant += sign < 0
    return score, discordant


def _many_pairs(order: Sequence[float], values: Sequence[float]) -> tuple[int, int]:
    """The same, a row of pairs at a time."""
    import numpy as np

    first, second = np.asarray(order, dtype=float), np.asarray(values, dtype=float)
    score = discordant = 0
    for place in range(1, len(first)):
        signs = np.sign(first[:place] - first[place]) * np.sign(second[:place] - second[place])
        score += int(signs.sum())
        discordant += int((signs < 0).sum())
    return score, discordant


def _fewer_inversions(n: int, most: int) -> float:
    """Share of the permutations of ``n`` with at most ``most`` inversions."""
    counts = [1]
    for size in range(2, n + 1):
        sums = [0, *accumulate(counts)]
        reach = len(counts) + size - 1
        counts = [
            sums[min(k + 1, len(counts))] - sums[max(0, k + 1 - size)] for k in range(min(reach, most + 1))
        ]
    return sum(counts) / math.factorial(n)


def _arrays(durations: Sequence[float], observed: Sequence[bool]) -> tuple[Any, Any]:
    """Both as arrays; raises ``ValueError`` for lengths that differ and times that cannot be."""
    import numpy as np

    times, closed = np.asarray(durations, dtype=float), np.asarray(observed, dtype=bool)
    if times.shape != closed.shape:
        raise ValueError("durations and observed differ in length")
    if len(times) and (not np.isfinite(times).all() or times.min() < 0):
        raise ValueError("a duration is negative or no number")
    return times, closed


def _logrank_scores(times: Any, closed: Any) -> Any:
    """Log-rank scores: 1 for a closing, less the pooled Nelson-Aalen hazard up to its time."""
    import numpy as np

    grid, place = np.unique(times, return_inverse=True)
    deaths = np.bincount(place, weights=closed, minlength=len(grid))
    at_risk = len(times) - np.searchsorted(np.sort(times), grid, side="left")
    return closed.astype(float) - np.cumsum(deaths / at_risk)[place]
