"""What a wait earns, how the parts are weighed, and when there is no score."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from inbox_momentum.clock import WorkingClock
from inbox_momentum.credit import credit, credit_of
from inbox_momentum.limits import limits
from inbox_momentum.model import (
    ApplicationStatus,
    Clock,
    Deadline,
    Defect,
    Mailbox,
    Outcome,
    Precision,
    Promise,
    Score,
    Settings,
    Stage,
    Wait,
    WaitKind,
    WaitStatus,
    WorkingCalendar,
)
from inbox_momentum.score import score
from tests.unit.factories import make_entry, make_mailbox, make_message
from tests.unit.ledger_factories import at, tell
from tests.unit.statistics_factories import (
    AS_OF,
    HOUR,
    ago,
    make_application,
    make_ledger,
    make_nudge,
    make_wait,
)


def mailbox(**fields: Any) -> Mailbox:
    return make_mailbox((), **({"sent_found": True} | fields))


def judged(
    waits: list[Wait], settings: Settings | None = None, mail: Mailbox | None = None, **more: Any
) -> Score:
    return score(mail or mailbox(), make_ledger(waits, **more), AS_OF, settings or Settings())


def answered(count: int, working_h: float = 2, first: int = 0, **fields: Any) -> list[Wait]:
    """Waits answered after ``working_h`` working hours, one a day."""
    return [
        make_wait(first + i, ago(days=2 + i), working_h, working_s=working_h * HOUR, **fields)
        for i in range(count)
    ]


def value(found: Score) -> int:
    assert found.overall is not None, found.refused_because
    return found.overall.value


# ----- points of one wait


@pytest.mark.parametrize(
    ("length", "points"),
    [
        (0, 100),
        (12, 100),
        (24, 50),
        (12 * 2**0.5, 75),
        (48, 25),
        (96, 0),
        (1000, 0),
    ],
)
def test_credit_is_straight_in_log_time(length: float, points: float) -> None:
    """Green 12 h, amber 24 h: 0 from 96 h."""
    assert credit(length, 12, 24) == pytest.approx(points)


@pytest.mark.parametrize(
    ("kind", "working_h", "points"),
    [
        (WaitKind.SCHEDULE, 12, 100), (WaitKind.SCHEDULE, 24, 50), (WaitKind.SCHEDULE, 48, 25),
        (WaitKind.DOCUMENTS, 24, 100), (WaitKind.DOCUMENTS, 48, 50), (WaitKind.OFFER, 36, 100), (WaitKind.OFFER, 60, 50),
    ],
)  # fmt: skip
def test_credit_by_kind(kind: WaitKind, working_h: float, points: float) -> None:
    wait = make_wait(1, ago(days=30), 200, kind=kind, working_s=working_h * HOUR)
    found, green = credit_of(
        wait, wait.closed_at or AS_OF, limits(Settings()), WorkingClock(WorkingCalendar())
    )
    assert found == pytest.approx(points)
    assert green == (points == 100)


@pytest.mark.parametrize(("hours", "points"), [(74, 100), (75, 100), (100, 50), (200, 25), (400, 0)], ids=str)
def test_credit_of_a_test_with_a_deadline(hours: float, points: float) -> None:
    """A window of 100 h: green up to 75 h, 50 points at the deadline."""
    opened = ago(days=30)
    deadline = Deadline(opened + timedelta(hours=100), True, "")
    wait = make_wait(1, opened, hours, kind=WaitKind.CODE_TEST, deadline=deadline)
    found, _ = credit_of(wait, wait.closed_at or AS_OF, limits(Settings()), WorkingClock(WorkingCalendar()))
    assert found == pytest.approx(points)


# ----- the whole


def test_all_green() -> None:
    """Raw 100, drawn towards 75 by two pseudo-waits: with eight waits of nearly full weight about 95."""
    found = judged(answered(8))
    assert found.overall is not None
    assert (found.overall.value, found.overall.high) == (95, 100)
    assert found.reasons == ("Every request that was due had its answer in good time",)


def test_by_hand() -> None:
    """Eight waits that end at one moment, six green, two at amber (50), all answered, none promised.

    Timeliness (600 + 2 x 50) / 8 = 87.5, coverage 100; without commitments the weights are
    60 and 25 of 85: raw 91.18; with two pseudo-waits at 75: (8 x 91.18 + 150) / 10 = 87.94.
    """
    end = ago(days=1)
    waits = [
        make_wait(i, end - timedelta(hours=h), h, working_s=w * HOUR)
        for i, (h, w) in enumerate([(2, 2)] * 6 + [(40, 24)] * 2)
    ]
    assert value(judged(waits)) == 90
    assert value(judged([*waits[:6], *answered(2, 24, first=20, stage=Stage.ONSITE)])) == 85


def test_one_late_answer_costs_and_is_named() -> None:
    late = make_wait(50, ago(days=6), 100, working_s=60 * HOUR, kind=WaitKind.SCHEDULE)
    before, after = judged(answered(12)), judged([*answered(12), late])
    assert value(after) < value(before)
    assert after.reasons == ("A request for times of 17 November was answered after 5.0 working days (−4)",)


def test_open_waits_count_by_their_age_and_green_ones_not_at_all() -> None:
    fresh = make_wait(60, ago(hours=1), None, working_s=HOUR)
    old = make_wait(61, ago(days=8), None, working_s=60 * HOUR)
    base = judged(answered(10))
    assert judged([*answered(10), fresh]) == base
    assert value(judged([*answered(10), old])) < value(base)


@pytest.mark.parametrize(
    "wait",
    [
        make_wait(70, ago(days=5), 100, working_s=60 * HOUR, status=WaitStatus.VOID),
        make_wait(70, ago(days=5), None, working_s=60 * HOUR, junk=True),
        make_wait(70, ago(days=5), None, working_s=60 * HOUR, kind=WaitKind.MESSAGE),
        make_wait(70, ago(days=5), None, working_s=60 * HOUR, kind=WaitKind.OUTREACH),
        make_wait(70, ago(days=5), None, status=WaitStatus.NEEDS_REVIEW),
        make_wait(70, ago(days=70), 24, working_s=24 * HOUR),
        make_wait(70, ago(days=-1), None),
    ],
    ids=["void", "junk", "message", "outreach", "review", "old", "future"],
)
def test_what_does_not_count(wait: Wait) -> None:
    assert judged([*answered(10), wait]) == judged(answered(10))


@pytest.mark.parametrize("status", [ApplicationStatus.ON_HOLD, ApplicationStatus.CLOSED])
def test_open_waits_of_a_held_or_closed_application_do_not_count(status: ApplicationStatus) -> None:
    held = make_application("a2", status=status)
    wait = make_wait(70, ago(days=5), None, working_s=60 * HOUR, application_id="a2")
    assert judged([*answered(10), wait], applications=[held]).overall == judged(answered(10)).overall


def test_upper_bounds_count_as_answered_but_not_for_time() -> None:
    bound = [
        make_wait(80 + i, ago(days=6), 100, working_s=60 * HOUR, precision=Precision.UPPER) for i in range(4)
    ]
    assert value(judged([*answered(10), *bound])) >= value(judged(answered(10)))


def test_kept_and_broken_commitments() -> None:
    def promise(number: int, kept_h: float | None) -> Promise:
        due = ago(days=5)
        kept = due + timedelta(hours=kept_h) if kept_h is not None else None
        return Promise(f"p{number}", "a1", f"m{number}", ago(days=7), due, kept, "")

    slow = answered(10, 24)
    kept = judged(slow, promises=[promise(1, -3), promise(2, 2)])
    broken = judged(slow, promises=[promise(1, None), promise(2, 48)])
    assert value(broken) < value(judged(slow)) < value(kept) + 5
    assert value(broken) <= value(kept) - 10
    assert "What you promised for 18 November did not go out by then" in " ".join(broken.reasons)


def test_promise_of_today_is_not_judged_yet() -> None:
    promise = Promise("p1", "a1", "m1", ago(days=1), AS_OF - timedelta(hours=1), None, "")
    assert judged(answered(10), promises=[promise]) == judged(answered(10))


def test_later_stages_and_nudged_requests_weigh_double() -> None:
    plain = make_wait(90, ago(days=4), 48, working_s=48 * HOUR)
    for heavy in (
        make_wait(90, ago(days=4), 48, working_s=48 * HOUR, stage=Stage.ONSITE),
        make_wait(90, ago(days=4), 48, working_s=48 * HOUR, nudges=(make_nudge(ago(days=3)),)),
    ):
        light_low = judged([*answered(8), plain])
        heavy_low = judged([*answered(8), heavy])
        assert value(heavy_low) < value(light_low)
    robot = make_wait(
        90, ago(days=4), 48, working_s=48 * HOUR, nudges=(make_nudge(ago(days=3), human=False),)
    )
    assert judged([*answered(8), robot]).overall == judged([*answered(8), plain]).overall


def test_recent_waits_weigh_more() -> None:
    def mixed(good_days: int, bad_days: int) -> list[Wait]:
        good = [make_wait(i, ago(days=good_days), 2, working_s=2 * HOUR) for i in range(6)]
        bad = [make_wait(10 + i, ago(days=bad_days), 36, working_s=36 * HOUR) for i in range(6)]
        return good + bad

    assert value(judged(mixed(good_days=3, bad_days=50))) > value(judged(mixed(good_days=50, bad_days=4)))


def test_no_decay_while_the_ball_is_with_the_employer() -> None:
    """The same waits seen three weeks later give the same points."""
    waits = answered(10, 18)
    later = score(mailbox(), make_ledger(waits), AS_OF + timedelta(days=21), Settings())
    assert later.overall == judged(waits).overall


def test_score_of_an_application_and_its_reasons() -> None:
    good = answered(8, application_id="a1")
    bad = answered(4, 40, first=30, application_id="a2")
    found = judged([*good, *bad])
    first, second = found.by_application
    assert first.score is not None and second.score is not None
    assert first.score.value > second.score.value
    assert first.score.low <= first.score.value <= first.score.high
    assert len(second.reasons) == 3


def test_after_a_rejection_no_length_is_told() -> None:
    gone = make_application("a1", status=ApplicationStatus.CLOSED, outcome=Outcome.REJECTED)
    found = judged(answered(9, 40), applications=[gone])
    assert found.reasons
    assert not any("working days" in reason for reason in found.reasons)


def test_deterministic_and_independent_of_order() -> None:
    waits = [*answered(9, 20), *answered(5, 2, first=40, application_id="a2")]
    apps = [make_application("a1"), make_application("a2")]
    assert judged(waits, applications=apps) == judged(waits, applications=apps)
    assert judged(waits, applications=apps).overall == judged(waits[::-1], applications=apps).overall


def test_steps_of_five() -> None:
    for hours in (2, 13, 17, 22, 30, 41):
        found = judged(answered(15, hours)).overall
        assert found is not None
        assert all(number % 5 == 0 for number in (found.value, found.low, found.high))
        assert 0 <= found.low <= found.value <= found.high <= 100


# ----- refusals


def refusal(waits: list[Wait], **more: Any) -> str:
    found = judged(waits, **more)
    assert found.overall is None
    assert found.reasons == ()
    assert found.refused_because is not None
    return found.refused_because


def test_refused_below_eight_and_three() -> None:
    assert "7 requests were due" in refusal(answered(7))
    found = judged([*answered(6), *answered(2, first=20, application_id="a2")])
    assert found.overall is not None
    assert [item.score is None for item in found.by_application] == [False, True]
    assert "2 requests were due" in str(found.by_application[1].refused_because)


def test_refused_without_any_wait() -> None:
    empty = score(mailbox(), make_ledger([], [make_application("a1")]), AS_OF, Settings())
    assert (empty.overall, empty.by_application[0].score) == (None, None)
    assert "Too early to tell" in str(empty.refused_because)


def test_refused_without_sent_mail() -> None:
    assert "no sent mail" in refusal(answered(10), mail=mailbox(sent_found=False))
    told = mailbox(latency_refused_because="There is no Sent folder.")
    assert refusal(answered(10), mail=told) == "There is no Sent folder."
    assert judged(answered(10), mail=told).by_application[0].score is None


@pytest.mark.parametrize(("unclear", "refused"), [(3, False), (4, True)])
def test_refused_when_a_quarter_is_unclear(unclear: int, refused: bool) -> None:
    """3 of 12 is a quarter, not more."""
    doubtful = [
        make_wait(90 + i, ago(days=3), None, status=status)
        for i, status in zip(range(unclear), [WaitStatus.UNKNOWN, WaitStatus.NEEDS_REVIEW] * 2, strict=False)
    ]
    found = judged([*answered(9), *doubtful])
    assert (found.overall is None) == refused
    if refused:
        assert "need review" in str(found.refused_because)


@pytest.mark.parametrize(("bad", "refused"), [(2, False), (3, True)])
def test_refused_when_times_cannot_be_trusted(bad: int, refused: bool) -> None:
    """2 of 10 is 20 %, not more."""
    doubt = (Defect("x", "byte 0", "date-zone-unknown", ""),)
    entries = [make_entry(make_message(message_id=f"ok{i}")) for i in range(10 - bad)]
    entries += [
        make_entry(make_message(message_id=f"bad{i}", defects=doubt), clock=Clock.DATE)
        for i in range(bad - 1)
    ]
    entries += [make_entry(make_message(message_id="none"), at=None)]
    names = tuple(entry.id for entry in entries)
    found = judged(
        answered(10),
        mail=make_mailbox(entries, sent_found=True),
        applications=[make_application("a1", message_ids=names)],
    )
    assert (found.overall is None) == refused


def test_a_doubtful_date_does_no_harm_when_another_clock_was_used() -> None:
    doubt = (Defect("x", "byte 0", "date-zone-unknown", ""),)
    entries = [
        make_entry(make_message(message_id=f"m{i}", defects=doubt), clock=Clock.RECEIVED) for i in range(5)
    ]
    app = make_application("a1", message_ids=tuple(entry.id for entry in entries))
    found = judged(answered(10), mail=make_mailbox(entries, sent_found=True), applications=[app])
    assert found.overall is not None


@pytest.mark.parametrize(("first", "refused"), [(date(2026, 10, 25), False), (date(2026, 10, 24), True)])
def test_refused_when_away(first: date, refused: bool) -> None:
    """Thirty of sixty days is a half, not more."""
    calendar = WorkingCalendar(away=((first, date(2026, 11, 23)),))
    found = judged(answered(10), Settings(calendar=calendar))
    assert (found.overall is None) == refused


def test_refused_when_the_interval_is_wide() -> None:
    """Three waits, two perfect and one hopeless: nobody can tell."""
    waits = [*answered(2), make_wait(9, ago(days=20), None, working_s=500 * HOUR, kind=WaitKind.SCHEDULE)]
    found = judged(waits).by_application[0]
    assert found.score is None
    assert "interval" in str(found.refused_because)


def test_never_a_score_with_an_inverted_or_empty_interval() -> None:
    moment = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
    waits = [make_wait(i, moment, 0.0, working_s=0.0) for i in range(9)]
    found = judged(waits).overall
    assert found is not None
    assert found.low < found.high


def test_open_requests_of_a_process_that_is_long_past_do_not_count() -> None:
    story = tell("Mon 09:00 them: asks schedule")
    last_day, later = at("Fri+8 09:00"), at("Fri+8 09:01")
    found = {
        moment: score(story.mailbox, story.ledger(moment), moment, Settings()).refused_because
        for moment in (last_day, later)
    }
    assert "1 requests were due" in str(found[last_day])
    assert "0 requests were due" in str(found[later])
