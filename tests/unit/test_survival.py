"""The estimators against published worked examples and against another implementation."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inbox_momentum.survival import chance_of_end, compare, kaplan_meier, kendall, quantile, restricted_mean

# Remission times in weeks of 42 leukaemia patients (Freireich et al., Blood 21, 1963), the
# standard example of the field. Published: medians 23 and 8 weeks, curve of the 6-MP arm,
# log-rank observed - expected 10.25, chi-square 16.79 (Kleinbaum and Klein, chapter 2).
SIX_MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
SIX_MP_SEEN = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
ORACLE = json.loads((Path(__file__).parent / "data" / "survival_oracle.json").read_text("utf-8"))


def seen(flags: list[int]) -> list[bool]:
    return [bool(flag) for flag in flags]


def test_freireich_medians() -> None:
    drug, placebo = kaplan_meier(SIX_MP, seen(SIX_MP_SEEN)), kaplan_meier(PLACEBO, [True] * 21)
    assert (quantile(drug, 0.5).value, quantile(placebo, 0.5).value) == (23, 8)
    assert (quantile(placebo, 0.5).low, quantile(placebo, 0.5).high) == (4, 11)
    assert (quantile(drug, 0.5).low, quantile(drug, 0.5).high) == (13, None)


@pytest.mark.parametrize(
    ("week", "alive"),
    [
        (5, 1.0),
        (6, 0.8571),
        (7, 0.8067),
        (10, 0.7529),
        (13, 0.6902),
        (16, 0.6275),
        (22, 0.5378),
        (23, 0.4482),
    ],
)
def test_freireich_curve(week: int, alive: float) -> None:
    assert kaplan_meier(SIX_MP, seen(SIX_MP_SEEN)).at(week) == pytest.approx(alive, abs=5e-5)


def test_freireich_log_rank() -> None:
    found = compare((PLACEBO, [True] * 21), (SIX_MP, seen(SIX_MP_SEEN)))
    assert found is not None
    assert found.statistic == pytest.approx(10.25, abs=0.005)
    assert found.p_value < 0.002


def test_by_hand() -> None:
    """Four waits: 1 closed, 2 open, 3 closed, 4 open: S = 3/4 from 1, then 3/4 * 1/2 from 3."""
    curve = kaplan_meier([1, 2, 3, 4], [True, False, True, False])
    assert [(step.at, step.survival, step.at_risk) for step in curve.steps] == [
        (1, 0.75, 4), (2, 0.75, 3), (3, 0.375, 2), (4, 0.375, 1),
    ]  # fmt: skip
    assert quantile(curve, 0.5).value == 3
    assert restricted_mean(curve, 4) == pytest.approx(1 + 2 * 0.75 + 1 * 0.375)
    assert restricted_mean(curve, 4.5) is None
    assert curve.at(4.5) is None


@pytest.mark.parametrize("case", ORACLE["curves"])
def test_as_lifelines(case: dict[str, Any]) -> None:
    curve = kaplan_meier(case["durations"], case["observed"])
    assert [step.at for step in curve.steps] == case["times"]
    for step, alive, low, high in zip(curve.steps, case["survival"], case["low"], case["high"], strict=True):
        assert step.survival == pytest.approx(alive, abs=1e-9)
        if 0 < alive < 1:
            assert step.low == pytest.approx(low, abs=1e-6)
            assert step.high == pytest.approx(high, abs=1e-6)
    # lifelines misses a quantile that is met exactly, by a rounding error in the last digit.
    reached = {round(step.survival, 9) for step in curve.steps}
    if 0.5 not in reached:
        median = quantile(curve, 0.5)
        assert median.value == case["median"]
        if median.value is not None and not curve.ends:
            assert (median.low, median.high) == (case["median_low"], case["median_high"])
    if 0.25 not in reached:
        assert quantile(curve, 0.75).value == case["p75"]
    assert restricted_mean(curve, case["horizon"]) == pytest.approx(case["rmst"])


def observed_less_expected(case: dict[str, Any]) -> tuple[float, float]:
    """O - E of the first arm and its hypergeometric variance, straight from the definition."""
    rows = [(time, done, 0) for time, done in zip(*case["first"], strict=True)]
    rows += [(time, done, 1) for time, done in zip(*case["second"], strict=True)]
    total = variance = 0.0
    for moment in sorted({time for time, done, _ in rows if done}):
        at_risk = [row for row in rows if row[0] >= moment]
        ending = [row for row in at_risk if row[0] == moment and row[1]]
        n, first, d = len(at_risk), sum(row[2] == 0 for row in at_risk), len(ending)
        total += sum(row[2] == 0 for row in ending) - d * first / n
        if n > 1:
            variance += d * (first / n) * (1 - first / n) * (n - d) / (n - 1)
    return total, variance


@pytest.mark.parametrize("case", ORACLE["pairs"])
def test_log_rank_statistic(case: dict[str, Any]) -> None:
    """The statistic is O - E; with its variance it is the chi-square of another program."""
    found = compare(tuple(case["first"]), tuple(case["second"]))
    assert found is not None
    total, variance = observed_less_expected(case)
    assert found.statistic == pytest.approx(total)
    assert total**2 / variance == pytest.approx(case["chi2"], rel=1e-6)
    assert found.p_value == pytest.approx(case["p"], abs=0.1)  # chi-square is an approximation


def test_permutation_p_value_against_all_permutations() -> None:
    """Every way to choose ten of twenty waits, instead of a sample of them."""
    first = [1.0, 2.0, 4.0, 6.0, 7.0, 9.0, 11.0, 12.0, 14.0, 30.0]
    second = [3.0, 5.0, 8.0, 10.0, 13.0, 16.0, 19.0, 22.0, 25.0, 28.0]
    done = [True] * 9 + [False]
    found = compare((first, done), (second, done))
    assert found is not None
    times = np.array(first + second)
    ended = np.array(done + done)
    hazard = {
        moment: ended[times == moment].sum() / (times >= moment).sum()
        for moment in sorted(set(times.tolist()))
    }
    scores = np.array(
        [
            flag - sum(h for m, h in hazard.items() if m <= time)
            for time, flag in zip(times, ended, strict=True)
        ]
    )
    choices = np.array(list(itertools.combinations(range(20), 10)))
    sums = np.abs(scores[choices].sum(axis=1))
    exact = (sums >= abs(scores[:10].sum()) - 1e-9).mean()
    assert found.p_value == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / 5000))


def test_live_lifelines() -> None:
    """The same against whatever version is installed (test-only; not a dependency)."""
    lifelines = pytest.importorskip("lifelines")
    fitter = lifelines.KaplanMeierFitter().fit(SIX_MP, seen(SIX_MP_SEEN))
    curve = kaplan_meier(SIX_MP, seen(SIX_MP_SEEN))
    for step in curve.steps:
        assert step.survival == pytest.approx(float(fitter.survival_function_at_times(step.at).iloc[0]))


def test_comparison_is_refused_for_small_arms() -> None:
    big = ([float(i + 1) for i in range(10)], [True] * 10)
    assert compare(big, big) is not None
    assert compare(big, (big[0][:9], big[1][:9])) is None
    assert compare(big, (big[0], [True] * 4 + [False] * 6)) is None


def test_comparison_of_huge_arms_agrees_with_permutation(monkeypatch: pytest.MonkeyPatch) -> None:
    case = ORACLE["pairs"][0]
    arms = tuple(case["first"]), tuple(case["second"])
    drawn = compare(*arms)
    monkeypatch.setattr("inbox_momentum.survival._LARGE", 0)
    normal = compare(*arms)
    assert drawn is not None and normal is not None
    assert normal.statistic == drawn.statistic
    assert normal.p_value == pytest.approx(drawn.p_value, abs=0.03)


def test_chance_after_silence() -> None:
    """Ten waits end on days 1 to 10: of the five that last over five days, two end within two."""
    curve = kaplan_meier([float(day) for day in range(1, 11)], [True] * 10)
    assert chance_of_end(curve, 5, 2) == pytest.approx(0.4)
    assert chance_of_end(curve, 6, 2) is None  # four are left
    still = kaplan_meier([5.0] * 10, [False] * 10)
    assert chance_of_end(still, 4, 2) is None  # nobody was followed for six days


def test_kendall_published() -> None:
    """Two rankings with 2 of 10 pairs discordant: tau = (8 - 2) / 10."""
    found = kendall([1, 2, 3, 4, 5], [1, 3, 2, 5, 4])
    assert found is not None
    assert found.tau == pytest.approx(0.6)
    assert found.p_value == pytest.approx(14 / 120)  # permutations of five with at most 2 inversions
    assert kendall([1, 1, 1], [1, 2, 3]) is None


@pytest.mark.parametrize("times", [[-1.0, 2.0], [math.nan, 2.0], [math.inf, 1.0]])
def test_impossible_times_are_errors(times: list[float]) -> None:
    with pytest.raises(ValueError):
        kaplan_meier(times, [True, True])


def test_nothing() -> None:
    curve = kaplan_meier([], [])
    assert (curve.n, curve.steps, quantile(curve, 0.5).value, restricted_mean(curve, 1)) == (
        0,
        (),
        None,
        None,
    )
