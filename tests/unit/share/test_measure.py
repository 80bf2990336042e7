"""Suppression and rounding: what is counted, what is hidden, and that no sum brings it back."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.model import ClosedHow, Party, Report, Settings, WaitKind, WaitStatus
from inbox_momentum.model import UsageError as Refused
from inbox_momentum.share import measure, spell, suppress
from inbox_momentum.share.figures import KINDS, MIN_CELL, Figures
from tests.unit import report_factories
from tests.unit.statistics_factories import AS_OF, ago, make_application, make_wait

sizes = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12))


def report(cells: dict[tuple[WaitKind, str], int], hours: float = 5, **fields: object) -> Report:
    """One report with so many waits of each kind and application."""
    waits = [
        make_wait(number, ago(days=1 + number / 10), hours, kind=kind, application_id=app, **fields)
        for number, (kind, app) in enumerate(key for key, count in cells.items() for _ in range(count))
    ]
    applications = tuple(make_application(app) for app in sorted({app for _, app in cells}))
    return replace(
        report_factories.ordinary(), as_of=AS_OF, waits=tuple(waits), applications=applications, evidence={}
    )


def figures(found: Report, weeks: int = 13, employers: bool = False, seed: int = 0) -> Figures:
    return measure.figures(found, weeks, Settings(), employers, random.Random(seed))


@given(sizes)
def test_groups_in_a_known_sum(counts: dict[str, int]) -> None:
    shown = suppress.shown(counts)
    assert all(counts[key] >= MIN_CELL for key in shown)
    hidden = [size for key, size in counts.items() if key not in shown and size]
    assert not hidden or not shown or (len(hidden) >= 2 and sum(hidden) >= MIN_CELL)
    assert suppress.shown(dict(reversed(counts.items()))) == shown


@given(sizes)
def test_no_more_is_hidden_than_needed(counts: dict[str, int]) -> None:
    large = suppress.large_enough(counts)
    if all(size >= MIN_CELL or not size for size in counts.values()):
        assert suppress.shown(counts) == large
    assert len(large) - len(suppress.shown(counts)) <= 2 or not suppress.shown(counts)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_no_kind_can_be_recovered_from_the_totals(counts: list[int]) -> None:
    """Everything but the hidden kinds' own counts is the same whatever those counts are."""
    cells = {(kind, "a1"): count for kind, count in zip(KINDS, counts, strict=True)}
    seen = figures(report(cells))
    for kind, count in zip(KINDS, counts, strict=True):
        assert (seen.kinds[KINDS.index(kind)].n is None) == (count < MIN_CELL)
    for other in (0, MIN_CELL - 1):
        changed = {key: count if count >= MIN_CELL else other for key, count in cells.items()}
        # The waits that are left keep their times, so only the hidden ones can make a difference.
        assert figures(report(changed)).total.n == seen.total.n
        assert [row.n for row in figures(report(changed)).kinds] == [row.n for row in seen.kinds]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(KINDS[:3]), st.integers(1, 5), st.integers(0, 7)), max_size=10))
def test_no_employer_can_be_recovered_either(given_cells: list[tuple[WaitKind, int, int]]) -> None:
    cells = {(kind, f"a{app}"): count for kind, app, count in given_cells}
    seen = figures(report(cells), employers=True)
    assert seen.employers is not None
    rest = (seen.total.n or 0) - sum(one.row.n or 0 for one in seen.employers)
    assert rest == 0 or rest >= MIN_CELL or not seen.employers
    kinds = {kind for kind, row in zip(KINDS, seen.kinds, strict=True) if row.shown}
    by_app: dict[str, int] = {}
    for (kind, app), count in cells.items():
        by_app[app] = by_app.get(app, 0) + (count if kind in kinds else 0)
    hidden = [n for n in by_app.values() if n]
    for one in seen.employers:
        hidden.remove(one.row.n)  # type: ignore[arg-type]
    assert not seen.employers or len(hidden) != 1


def test_letters_are_dealt_at_random() -> None:
    cells = {(WaitKind.QUESTION, f"a{app}"): 5 + app for app in range(1, 6)}
    dealt = {
        tuple(one.row.n for one in figures(report(cells), employers=True, seed=s).employers or ())
        for s in range(40)
    }
    assert len(dealt) > 20
    assert all(sorted(one) == [6, 7, 8, 9, 10] for one in dealt)  # type: ignore[type-var]
    assert [one.letter for one in figures(report(cells), employers=True).employers or ()] == list("ABCDE")


def test_employers_only_when_asked_for() -> None:
    assert figures(report({(WaitKind.QUESTION, "a1"): 9})).employers is None


@pytest.mark.parametrize(
    ("seconds", "hours"),
    [
        (None, None), (0, 1), (59, 1), (5399, 1), (5400, 2), (19320, 5), (48 * 3600, 48), (50 * 3600, 48),
        (53 * 3600, 54), (240 * 3600, 240), (250 * 3600, 240), (260 * 3600, 264), (10**12, 87840),
    ],
)  # fmt: skip
def test_rounded(seconds: float | None, hours: int | None) -> None:
    assert measure.hours(seconds) == hours


def test_only_the_period_and_the_required_kinds_count() -> None:
    found = report({(WaitKind.QUESTION, "a1"): 6, (WaitKind.MESSAGE, "a1"): 9, (WaitKind.OUTREACH, "a1"): 9})
    old = tuple(make_wait(900 + n, ago(days=100 + n), 400.0) for n in range(9))
    seen = figures(replace(found, waits=(*found.waits, *old)))
    assert seen.total.n == 6 and seen.total.median_hours == 5
    assert figures(replace(found, waits=(*found.waits, *old)), weeks=26).total.n == 15


def test_open_requests_are_censored_not_left_out() -> None:
    found = report({(WaitKind.QUESTION, "a1"): 6})
    still = tuple(make_wait(50 + n, ago(days=20 + n), None) for n in range(7))
    seen = figures(replace(found, waits=(*found.waits, *still)))
    row = seen.kinds[KINDS.index(WaitKind.QUESTION)]
    assert (row.n, row.open, row.median_hours) == (13, 7, None)


def test_a_few_open_ones_are_not_counted_out() -> None:
    found = report({(WaitKind.QUESTION, "a1"): 9, (WaitKind.SCHEDULE, "a1"): 9})
    seen = figures(replace(found, waits=(*found.waits, make_wait(77, ago(days=3), None))))
    assert seen.kinds[KINDS.index(WaitKind.QUESTION)].open is None
    assert seen.kinds[KINDS.index(WaitKind.SCHEDULE)].open == 0
    assert seen.total.open is None, "the total would give the one away"


def test_completeness() -> None:
    found = report({(WaitKind.QUESTION, "a1"): 15})
    unclear = tuple(
        make_wait(60 + n, ago(days=2 + n), None, status=status)
        for n, status in enumerate([WaitStatus.UNKNOWN, *[WaitStatus.NEEDS_REVIEW] * 4])
    )
    marked = make_wait(70, ago(days=9), 3.0, closed_how=ClosedHow.MANUAL)
    coverage = replace(
        found.coverage, messages=100, rejected=11, first_message_at=ago(days=10), last_message_at=ago(days=9)
    )
    seen = figures(replace(found, waits=(*found.waits, *unclear, marked), coverage=coverage)).completeness
    assert (seen.measured_percent, seen.unclear_percent, seen.unreadable_percent) == (75, 25, 10)
    assert (seen.reaches_back, seen.reaches_end, seen.own_marks) == (False, False, True)


@pytest.mark.parametrize(
    ("asked", "unclear", "shown"),
    [(9, 0, (100, 0)), (9, 1, None), (9, 4, None), (9, 5, (65, 35)), (4, 5, None), (0, 4, None), (0, 5, (0, 100)),
     (4, 0, None), (0, 0, None), (60, 3, None)],
)  # fmt: skip
def test_a_few_unclear_ones_are_not_counted_out(
    asked: int, unclear: int, shown: tuple[int, int] | None
) -> None:
    found = report({(WaitKind.QUESTION, "a1"): asked})
    more = tuple(
        make_wait(200 + n, ago(days=2), None, status=WaitStatus.NEEDS_REVIEW) for n in range(unclear)
    )
    seen = figures(replace(found, waits=(*found.waits, *more))).completeness
    assert (seen.measured_percent, seen.unclear_percent) == (shown or (None, None))
    said = spell.completeness(seen)[0]
    assert ("not shown" in said) == (shown is None)


def test_refused_where_no_reply_time_can_be_claimed() -> None:
    with pytest.raises(Refused, match="No share can be made of this mail"):
        figures(report_factories.no_sent())


def test_one_side_as_one_group() -> None:
    found = report({(kind, "a1"): 2 for kind in KINDS[:4]})
    assert measure.side(found, 13, Settings(), Party.YOU).n == 8
    assert not measure.side(found, 13, Settings(), Party.EMPLOYER).shown
    assert all(not row.shown for row in figures(found).kinds)


def test_every_kind_has_its_words() -> None:
    from inbox_momentum.share import wording
    from inbox_momentum.share.terms import Scope

    assert set(wording.load().kinds) == {kind.value for kind in KINDS}
    assert set(wording.load().scopes) == {scope.value for scope in Scope}
    assert list(itertools.chain(wording.load().limits, wording.load().own_limits))


def test_a_large_open_part_of_the_total_gives_no_small_one_away() -> None:
    """9 open in all, 6 of them scheduling: the 3 questions could be worked out, so the 9 is hidden too."""
    found = report({(WaitKind.QUESTION, "a1"): 9, (WaitKind.SCHEDULE, "a1"): 9})
    still = [make_wait(200 + n, ago(days=30 + n), None, kind=WaitKind.SCHEDULE) for n in range(6)]
    still += [make_wait(300 + n, ago(days=40 + n), None) for n in range(3)]
    seen = figures(replace(found, waits=(*found.waits, *still)))
    assert [row.open for row in seen.kinds if row.shown] == [6, None]
    assert (seen.total.n, seen.total.open) == (27, None)
