"""Laws of the estimators that hold for every set of waits."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum import survival
from inbox_momentum.model import Settings, StatRow, WaitStatus
from inbox_momentum.statistics import describe
from inbox_momentum.survival import kaplan_meier, kendall, quantile, restricted_mean
from tests.unit.statistics_factories import AS_OF, ago, make_ledger, make_wait

TIMES = st.floats(min_value=0, max_value=1e7, allow_nan=False).map(lambda value: round(value, 3))
WAITS = st.lists(st.tuples(TIMES, st.booleans()), max_size=40)


@given(WAITS)
def test_curve_falls_within_its_band(waits: list[tuple[float, bool]]) -> None:
    curve = kaplan_meier([time for time, _ in waits], [done for _, done in waits])
    assert all(0 <= step.low <= step.survival + 1e-12 for step in curve.steps)
    assert all(step.survival - 1e-12 <= step.high <= 1 for step in curve.steps)
    for before, after in pairwise(curve.steps):
        assert after.survival <= before.survival
        assert after.low <= before.low + 1e-9
        assert after.high <= before.high + 1e-9
    assert curve.n == len(waits)
    assert len(curve.censored) == sum(not done for _, done in waits)


@given(st.lists(TIMES, min_size=1, max_size=40))
def test_without_open_waits_the_median_is_the_plain_one(times: list[float]) -> None:
    found = quantile(kaplan_meier(times, [True] * len(times)), 0.5)
    assert found.value == sorted(times)[(len(times) + 1) // 2 - 1]
    assert found.low is not None
    assert found.low <= found.value


@given(st.lists(st.tuples(TIMES, st.booleans()), min_size=1, max_size=30), st.data())
def test_an_open_wait_never_makes_one_look_faster(
    waits: list[tuple[float, bool]], data: st.DataObject
) -> None:
    """Leaving an answer out, so that its wait is still open, raises the curve everywhere it is known."""
    place = data.draw(st.integers(0, len(waits) - 1))
    reopened = [(time, done and index != place) for index, (time, done) in enumerate(waits)]
    lower, upper = (kaplan_meier([t for t, _ in rows], [d for _, d in rows]) for rows in (waits, reopened))
    for step, other in zip(lower.steps, upper.steps, strict=True):
        assert other.survival >= step.survival - 1e-9


@given(WAITS, st.floats(min_value=1, max_value=1e6))
def test_restricted_mean_is_between_zero_and_its_horizon(
    waits: list[tuple[float, bool]], horizon: float
) -> None:
    area = restricted_mean(kaplan_meier([t for t, _ in waits], [d for _, d in waits]), horizon)
    assert area is None or -1e-6 <= area <= horizon * (1 + 1e-9)


@given(
    st.lists(
        st.tuples(st.integers(1, 59), st.integers(1, 2000), st.sampled_from(list(WaitStatus))), max_size=30
    )
)
def test_rows_keep_the_rules_of_size(rows: list[tuple[int, int, WaitStatus]]) -> None:
    waits = []
    for number, (days, hours, status) in enumerate(rows):
        if status is WaitStatus.OPEN:
            waits.append(make_wait(number, ago(days=days), None))
        else:
            waits.append(make_wait(number, ago(days=days), min(hours, 24 * days), status=status))
    found = describe(make_ledger(waits), AS_OF, Settings())
    assert sum(row.n for row in found.by_week) == found.overall.n
    for row in (found.overall, found.employer_side, *found.by_kind, *found.by_week, *found.by_employer):
        keeps_the_rules(row)


def keeps_the_rules(row: StatRow) -> None:
    assert 0 <= row.open <= row.n
    if row.n < 5:
        assert row.median_s is None
        assert row.note
    if row.n < 8:
        assert (row.ci_low_s, row.ci_high_s, row.p75_s, row.rmst_s) == (None, None, None, None)
    if row.median_s is None and row.n:
        assert row.note
    if row.ci_low_s is not None:
        assert row.median_s is not None
        assert row.ci_low_s <= row.median_s
    if row.ci_high_s is not None and row.median_s is not None:
        assert row.ci_high_s >= row.median_s


@given(WAITS.filter(bool))
def test_small_groups_have_scipys_curve(waits: list[tuple[float, bool]]) -> None:
    times, over = [time for time, _ in waits], [done for _, done in waits]
    small = kaplan_meier(times, over)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survival, "_FEW", 0)
        large = kaplan_meier(times, over)
    assert (small.n, small.censored, small.longest) == (large.n, large.censored, large.longest)
    for one, other in zip(small.steps, large.steps, strict=True):
        assert (one.at, one.at_risk) == (other.at, other.at_risk)
        assert (one.survival, one.low, one.high) == pytest.approx(
            (other.survival, other.low, other.high), abs=1e-9
        )


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=40), st.booleans())
def test_few_pairs_have_scipys_association(pairs: list[tuple[int, int]], tied: bool) -> None:
    order = [x if tied else x + n / 100 for n, (x, _) in enumerate(pairs)]
    values = [y if tied else y + n / 100 for n, (_, y) in enumerate(pairs)]
    few = kendall(order, values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survival, "_FEW_PAIRS", 0)
        many = kendall(order, values)
    if few is None or many is None:
        assert few is many
        return
    assert (few.tau, few.p_value) == pytest.approx((many.tau, many.p_value), abs=1e-12)


@settings(max_examples=25)
@given(
    st.integers(101, 400), st.integers(0, 2**32 - 1), st.sampled_from(["tied", "free", "falling", "rising"])
)
def test_many_pairs_have_scipys_association(n: int, seed: int, kind: str) -> None:
    random = Random(seed)
    order = [float(place) for place in range(n)]
    values = {
        "tied": lambda: [float(random.randrange(9)) for _ in order],
        "free": lambda: random.sample(order, n),
        "falling": lambda: order[::-1],
        "rising": lambda: [order[1], order[0], *order[2:]],
    }[kind]()
    ours = kendall(order, values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survival, "_FEW_PAIRS", 0)
        theirs = kendall(order, values)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert ours.tau == pytest.approx(theirs.tau, abs=1e-12)
        assert ours.p_value == pytest.approx(theirs.p_value, rel=1e-9, abs=1e-12)
