"""The oracle against hand-made facts, and the program against the oracle over people with one habit each."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_momentum.model import Settings, Severity, WorkingCalendar
from tests.simulation.facts import Meeting, TrueWait, Vow
from tests.simulation.lapses import Score, analysed, judge
from tests.simulation.oracle import WD, Calendar, Oracle
from tests.simulation.personas import PERSONAS, Teller, away_of, few_data, told
from tests.simulation.script import Script
from tests.simulation.story import AS_OF
from tests.simulation.world import EMPLOYERS, World

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""London is on UTC from 25 October 2026."""


def later(start: datetime, wd: float) -> datetime:
    return Calendar().after(start, wd * WD)


def asked(kind: str, answered_wd: float | None = None, **fields: object) -> TrueWait:
    """A request of Monday at nine."""
    wait = TrueWait("Acme", kind, f"{kind}@acme", MONDAY, "open")
    for name, value in fields.items():
        setattr(wait, name, value)
    if answered_wd is not None:
        wait.status, wait.closed_by, wait.closed_at = "answered", "r@me", later(MONDAY, answered_wd)
    return wait


def kinds(as_of: datetime, *waits: TrueWait, world: World | None = None) -> list[tuple[str, ...]]:
    world = world or World(random.Random(0), as_of)
    world.waits = list(waits)
    return [cause.kinds for cause in Oracle(world, as_of).causes() if not cause.moot]


def test_its_clock_by_hand() -> None:
    friday, monday = datetime(2026, 11, 20, 19, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert Calendar().worked(friday, monday) == 2 * 3600
    assert Calendar().after(friday, 2 * 3600) == monday
    off = Calendar(((monday.date(), monday.date()),))
    assert off.worked(friday, monday + timedelta(days=1)) == 2 * 3600


@pytest.mark.parametrize(
    ("kind", "wd", "expected"),
    [
        ("schedule", 0.99, []),
        ("schedule", 1.01, [("open_ask",)]),
        ("schedule", 1.99, [("open_ask",)]),
        ("schedule", 2.01, [("slow_schedule", "open_ask")]),
        ("question", 2.01, [("open_ask",)]),
        ("documents", 1.99, []),
        ("documents", 2.01, [("open_ask",)]),
        ("outreach", 30, []),
        ("offer", 0.99, []),
        ("offer", 1.01, [("open_ask",)]),
        ("offer", 2.01, [("offer_hanging", "open_ask")]),
    ],
)
def test_open_requests(kind: str, wd: float, expected: list[tuple[str, ...]]) -> None:
    assert kinds(later(MONDAY, wd), asked(kind)) == expected


def test_tests_and_their_deadlines() -> None:
    due = MONDAY + timedelta(days=8)
    one = asked("code_test", deadline=due, held=[MONDAY + timedelta(hours=1)])
    assert kinds(due - timedelta(hours=49), one) == []
    assert kinds(due - timedelta(hours=47), one) == [("late_test", "open_ask")]
    assert kinds(due + timedelta(hours=1), one) == [("late_test", "open_ask")]
    one.status, one.closed_at = "answered", due - timedelta(minutes=1)
    assert kinds(due + timedelta(hours=1), one) == []
    one.closed_at = due + timedelta(minutes=1)
    assert kinds(due + timedelta(hours=1), one) == [("late_test",)]
    undated = asked("code_test", held=[MONDAY])
    assert kinds(MONDAY + timedelta(days=5, hours=-1), undated) == []
    assert kinds(MONDAY + timedelta(days=7, hours=1), undated) == [("late_test", "open_ask")]


def test_reminders_and_words_that_put_off() -> None:
    nudge = later(MONDAY, 1.5)
    one = asked("question", nudges=[nudge])
    assert kinds(later(nudge, 0.99), one)[0][0] == "open_ask"
    assert kinds(later(nudge, 1.01), one)[0][0] == "dropped_after_nudge"
    one.held = [later(nudge, 0.5)]
    assert kinds(later(nudge, 1.01), one)[0][0] == "open_ask"
    many = asked("question", held=[later(MONDAY, place) for place in (0.2, 0.8, 1.5)])
    assert kinds(later(MONDAY, 1.99), many) == [("open_ask",)]
    assert kinds(later(MONDAY, 2.01), many)[0][0] == "ack_only"


def test_promises() -> None:
    world = World(random.Random(0), AS_OF)
    wait = asked("documents", held=[later(MONDAY, 0.1)])
    wait.promised = MONDAY.date()
    world.facts.vows = [Vow("Acme", "v@me", later(MONDAY, 0.1), MONDAY.date(), wait)]
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert kinds(noon, wait, world=world) == []
    assert kinds(noon + timedelta(minutes=1), wait, world=world) == [("promise",)]
    wait.status, wait.closed_at = "answered", noon - timedelta(minutes=1)
    assert kinds(noon + timedelta(days=1), wait, world=world) == []


def test_silence_thanks_and_moves() -> None:
    world = World(random.Random(0), AS_OF)
    world.facts.turn("Acme", MONDAY, True, "passes")
    assert kinds(later(MONDAY, 4.99), world=world) == []
    assert kinds(later(MONDAY, 5.01), world=world) == [("quiet_followup",)]
    world.facts.meetings = [Meeting("Acme", "i@acme", MONDAY + timedelta(hours=2))]
    assert kinds(MONDAY + timedelta(hours=25), world=world) == []
    assert kinds(MONDAY + timedelta(hours=27), world=world) == [("no_thanks",)]
    world.facts.moves = {"Acme": [MONDAY, MONDAY + timedelta(hours=1)]}
    assert ("reschedules",) in kinds(MONDAY + timedelta(hours=2), world=world)
    world.outcomes["Acme"] = "rejected"
    assert kinds(later(MONDAY, 9), world=world) == []


def test_habits() -> None:
    waits = []
    for place, hours in enumerate((1, 2, 3, 1, 2, 3, 7, 8, 9)):
        at = MONDAY - timedelta(days=70 - 7 * place)
        one = TrueWait("Acme", "question", f"q{place}", at, "answered", stage="applied")
        one.closed_by, one.closed_at = f"r{place}", at + timedelta(hours=hours)
        one.stage = ("recruiter_screen", "tech_screen", "onsite")[place // 3]
        waits.append(one)
    world = World(random.Random(0), AS_OF)
    world.facts.praised = {"Acme": waits[6].opened_at - timedelta(hours=1)}
    found = kinds(MONDAY, *waits, world=world)
    assert ("after_praise",) in found
    waits[6].closed_at = waits[7].closed_at = None
    waits[6].status = waits[7].status = "void"
    assert ("after_praise",) not in kinds(MONDAY, *waits, world=world)


def test_the_program_says_what_the_oracle_does(tmp_path: Path) -> None:
    """Two mailboxes of each person; the figures of many more stand in docs/accuracy.md."""
    score = Score()
    for persona in PERSONAS:
        for seed in (0, 1):
            tell = told(persona, seed, AS_OF)
            report = analysed(tell.world, tmp_path / "one.mbox", _settings(tell))
            causes = Oracle(tell.world, AS_OF, tell.calendar).causes()
            judge(tell.world, causes, report, score, f"{persona.__name__}#{seed}")
    whole = score.whole()
    assert whole.right >= 100
    assert whole.right / (whole.right + whole.invented) >= 0.95, score.notes
    assert whole.found / (whole.found + whole.missed) >= 0.85, score.notes


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_invented_for_who_has_few_data(seed: int, tmp_path: Path) -> None:
    tell = told(few_data, seed, AS_OF)
    report = analysed(tell.world, tmp_path / "one.mbox", _settings(tell))
    assert report.score.overall is None
    assert [one.kind for one in report.lapses if one.severity is not Severity.INFO] == []
    assert {one.kind for one in report.lapses} <= {"quiet_followup"}


def _settings(tell: Teller) -> Settings:
    return Settings(WorkingCalendar("Europe/London", away=away_of(tell)))


def test_an_interview_moved_to_the_time_that_the_owner_named_asks_nothing(tmp_path: Path) -> None:
    """Domain.md §3: an invitation to a time that is agreed is no request; to another one it is."""
    for agreed in (True, False):
        tell = Teller(World(random.Random(1), AS_OF), AS_OF, names=list(EMPLOYERS))
        script = tell.employer()
        _interview(tell, script, agreed)
        report = analysed(tell.world, tmp_path / "one.mbox", _settings(tell))
        invited = [wait for wait in report.waits if wait.kind == "schedule" and wait.status == "open"]
        assert bool(invited) != agreed


def _interview(tell: Teller, script: Script, agreed: bool) -> None:
    script.apply(tell.ago(8))
    wait = script.ask(tell.ago(5), "screen")
    starts = tell.after(tell.as_of, 2)
    script.agree(wait, tell.ago(4.8), starts)
    meeting = script.invite(tell.ago(4.5), starts)
    named = tell.after(tell.as_of, 4)
    if agreed:
        script.move(tell.ago(2), meeting, named)
    script.invite(tell.ago(1.5), named, moved=True)
