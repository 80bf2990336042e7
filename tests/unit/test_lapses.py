"""Every lapse: stories in which it must speak, and stories in which it must not."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_momentum import lapses
from inbox_momentum.lapses.catalogue import rows
from inbox_momentum.lapses.trends import by_step, chance_of_dominance
from inbox_momentum.model import Employer, Lapse, Positive, Settings, WorkingCalendar
from tests.unit.ledger_factories import Story, at, tell


def judge(
    story: Story, as_of: str, settings: Settings | None = None
) -> tuple[tuple[Lapse, ...], tuple[Positive, ...]]:
    settings = settings or Settings()
    employers = [Employer(one.employer_id, one.id.title(), (), "employer") for one in story.applications]
    return lapses.judge(story.ledger(as_of, settings), employers, story.readings, at(as_of), settings)


def kinds(story: str, as_of: str) -> list[str]:
    return [f"{one.kind} {one.severity}" for one in judge(tell(story), as_of)[0]]


OTHERS = """
Tue 09:00 them in blue: asks schedule
Tue 10:00 you in blue: answers schedule
Tue 09:00 them in red: asks question
Tue 10:00 you in red: answers question
Wed 09:00 them in blue: asks question
Wed 10:00 you in blue: answers question
"""

MOVED = """
Mon 09:00 them: flag booking; invites u1 Thu+1 10:00 to Thu+1 11:00
Mon 10:00 you: answers schedule
Mon 11:00 them: flag booking; invites u1 Mon+2 10:00 to Mon+2 11:00
Tue 10:00 you: answers schedule
Tue 11:00 them: flag booking; invites u1 Tue+2 10:00 to Tue+2 11:00
"""

TABLE = [
    # slow_schedule
    ("Mon 09:00 them: asks schedule", "Tue 09:00", []),
    ("Mon 09:00 them: asks schedule", "Tue 10:00", ["open_ask attention"]),
    ("Mon 09:00 them: asks schedule", "Wed 09:01", ["slow_schedule urgent"]),
    ("Fri 19:00 them: asks schedule", "Mon+1 19:00", []),
    ("Mon 09:00 them: asks schedule\nWed 10:00 you: answers schedule", "Thu 09:00", ["slow_schedule attention"]),
    ("Mon 09:00 them: asks schedule\nTue 10:00 you: answers schedule", "Thu 09:00", []),
    ("Mon 09:00 them: asks schedule; junk", "Fri 09:00", []),
    ("Mon 09:00 them: perhaps asks schedule", "Fri 09:00", []),
    ("Mon 09:00 them: asks schedule\nTue 09:00 them: flag on_hold", "Fri+1 09:00", []),
    ("Mon 09:00 them: asks schedule\nThu 09:00 them: rejects", "Fri 09:00", []),
    ("Mon 09:00 goodtime: asks schedule\nFri 09:00 them: flag booking", "Fri 12:00", []),
    # open_ask
    ("Mon 09:00 them: asks question", "Tue 09:00", []),
    ("Mon 09:00 them: asks question", "Tue 12:00", ["open_ask attention"]),
    ("Mon 09:00 them: asks question", "Thu 12:00", ["open_ask urgent"]),
    ("Mon 09:00 them: asks documents", "Wed 09:00", []),
    ("Mon 09:00 them: asks documents; asks question", "Thu 09:00", ["open_ask urgent"]),
    ("Mon 09:00 them: asks outreach", "Fri+3 09:00", []),
    ("Mon 09:00 them: says Great to meet you.", "Fri+3 09:00", []),
    ("Mon 09:00 board: asks question", "Fri 09:00", []),
    # late_test
    ("Mon 09:00 them: asks code_test until Mon+1 09:00", "Sat 08:00", []),
    ("Mon 09:00 them: asks code_test until Mon+1 09:00", "Sat 16:00", ["late_test urgent"]),
    ("Mon 09:00 them: asks code_test until Mon+1 09:00", "Mon+1 10:00", ["late_test urgent"]),
    ("Mon 09:00 them: asks code_test until Wed 09:00", "Tue 08:00", []),
    ("Mon 09:00 them: asks code_test until Wed 09:00", "Tue 10:00", ["late_test urgent"]),
    ("Mon 09:00 them: asks code_test", "Sat 08:00", []),
    ("Mon 09:00 them: asks code_test", "Sun 08:00", ["open_ask attention"]),
    ("Mon 09:00 them: asks code_test", "Mon+1 10:00", ["late_test urgent"]),
    ("Mon 09:00 them: asks code_test until Thu 09:00\nThu 10:00 you: answers code_test", "Fri 09:00", ["late_test attention"]),
    ("Mon 09:00 them: asks code_test until Thu 09:00\nThu 08:00 tests: flag submission", "Fri 09:00", []),
    # dropped_after_nudge
    ("Mon 09:00 them: asks question\nTue 09:00 them: nudges", "Wed 09:00", ["open_ask attention"]),
    ("Mon 09:00 them: asks question\nTue 09:00 them: nudges", "Wed 10:00", ["dropped_after_nudge urgent"]),
    ("Mon 09:00 them: asks code_test until Mon+1 09:00\nTue 09:00 ats: nudges", "Thu 10:00", []),
    ("Mon 09:00 them: asks code_test until Mon+1 09:00\nTue 09:00 them: nudges\nTue 12:00 you: holds_off", "Thu 10:00", []),
    ("Mon 09:00 them: asks question\nTue 09:00 them: nudges\nThu 12:00 you: replies", "Fri 10:00", []),
    # offer_hanging
    ("Mon 09:00 them: asks offer", "Wed 09:00", ["open_ask attention"]),
    ("Mon 09:00 them: asks offer", "Wed 10:00", ["offer_hanging urgent"]),
    ("Mon 09:00 them: asks offer\nTue 09:00 you: holds_off", "Wed 10:00", []),
    ("Mon 09:00 them: asks offer until Fri 17:00\nTue 09:00 you: holds_off", "Thu 18:00", ["offer_hanging urgent"]),
    ("Mon 09:00 them: asks offer until Fri 17:00\nTue 09:00 you: holds_off", "Fri 18:00", ["offer_hanging urgent"]),
    ("Mon 09:00 them: asks offer until Fri 17:00\nTue 09:00 you: accepts", "Fri 18:00", []),
    ("Mon 09:00 them: asks offer\nTue 09:00 you: holds_off", "Wed+1 09:00", ["open_ask urgent"]),
    ("Mon 09:00 them: asks offer\nTue 09:00 you: promises Fri+1 23:00", "Wed+1 09:00", ["open_ask attention"]),
    # promise
    ("Mon 09:00 them: asks code_test until Mon+1 09:00\nMon 12:00 you: promises Wed 23:59:59", "Thu 12:00", []),
    ("Mon 09:00 them: asks code_test until Mon+1 09:00\nMon 12:00 you: promises Wed 23:59:59", "Thu 12:01", ["promise urgent"]),
    ("Mon 09:00 them: asks question\nMon 12:00 you: promises Tue 23:59:59\nWed 11:00 you: replies", "Thu 09:00", []),
    ("Mon 09:00 them: asks question\nMon 12:00 you: promises Tue 23:59:59\nThu 11:00 you: replies", "Thu 12:00", ["promise attention"]),
    ("Mon 09:00 them: asks question\nMon 12:00 you: promises Fri 23:59:59\nTue 09:00 them: rejects", "Mon+1 18:00", []),
    # quiet_followup
    ("Mon 09:00 you: replies Is there news?", "Fri 20:00", []),
    ("Mon 09:00 you: replies Is there news?", "Mon+1 09:00", ["quiet_followup info"]),
    ("Mon 09:00 you: replies Is there news?\nMon+1 12:00 you: replies Is there news?", "Wed+1 09:00", []),
    ("Mon 09:00 you: replies Is there news?\nMon+1 12:00 you: replies Is there news?", "Tue+2 09:00", ["quiet_followup info"]),
    (
        "Mon 09:00 you: replies News?\nMon+1 12:00 you: replies News?\nMon+2 12:00 you: replies News?",
        "Tue+4 09:00",
        [],
    ),
    ("Mon 09:00 you: replies Is there news?\nTue 09:00 them: will_answer Wed+1 12:00", "Wed+1 18:00", []),
    ("Mon 09:00 you: replies Is there news?\nTue 09:00 them: will_answer Wed+1 12:00", "Mon+2 18:00", ["quiet_followup info"]),
    ("Mon 09:00 you: replies Is there news?", "Mon+9 09:00", []),
    ("Mon 09:00 them: flag booking; invites u1 Fri+1 10:00 to Fri+1 11:00\nMon 10:00 you: replies Who is there?", "Wed+1 09:00", []),
    (
        "Mon 09:00 ats: flag receipt; will_answer Wed+2 12:00\nTue 09:00 them: asks question\nTue 10:00 you: answers question",
        "Wed+1 10:00",
        ["quiet_followup info"],
    ),
    (
        "Tue 09:00 them: asks question; will_answer Wed+1 12:00\nTue 10:00 you: answers question",
        "Wed+1 10:00",
        [],
    ),
    (
        "Tue 09:00 them: asks question until Wed+1 12:00; will_answer Wed+1 12:00\nTue 10:00 you: answers question",
        "Wed+1 10:00",
        ["quiet_followup info"],
    ),
    (
        "Mon 09:00 you: replies News?\nMon+1 12:00 you: holds_off; cue follow-up\nMon+2 12:00 you: holds_off; cue follow-up",
        "Tue+3 09:00",
        [],
    ),
    ("Mon 09:00 you: replies News?\nTue 09:00 them: says Thanks, more soon.", "Tue+1 08:00", []),
    ("Mon 09:00 you: replies News?\nTue 09:00 them: says Thanks, more soon.", "Tue+1 09:00", ["quiet_followup info"]),
    ("Mon 09:00 ats: flag receipt", "Fri+2 09:00", []),
    ("Mon 09:00 you: replies Hi.\nTue 09:00 them: flag booking", "Fri+2 09:00", []),
    (
        "Mon 09:00 you: replies Hi.\nTue 09:00 them: flag booking; invites u1 Wed 10:00 to Wed 11:00\nWed 13:00 you: says Thank you.",
        "Wed+1 10:00",
        [],
    ),
    (
        "Mon 09:00 you: replies Hi.\nTue 09:00 them: flag booking; invites u1 Wed 10:00 to Wed 11:00\nWed 13:00 you: says Thank you.",
        "Wed+1 14:00",
        ["quiet_followup info"],
    ),
    ("Mon 09:00 you: replies Hi.\nTue 09:00 board: asks question", "Fri+2 09:00", []),
    # no_thanks
    ("Mon 09:00 them: flag booking; invites u1 Tue 10:00 to Tue 11:00", "Wed 10:00", []),
    ("Mon 09:00 them: flag booking; invites u1 Tue 10:00 to Tue 11:00", "Wed 12:00", ["no_thanks info"]),
    ("Mon 09:00 them: flag booking; invites u1 Tue 10:00 to Tue 11:00\nTue 12:00 you: replies Thank you!", "Wed 12:00", []),
    ("Mon 09:00 them: flag booking; invites u1 Tue 10:00 to Tue 11:00\nMon 18:00 them: cancels u1", "Wed 12:00", []),
    # reschedules
    ("Mon 09:00 you: flag reschedule", "Mon 12:00", []),
    ("Mon 09:00 you: flag reschedule\nMon 12:00 you: flag reschedule", "Mon 18:00", ["reschedules info"]),
    ("Mon 09:00 them: flag reschedule\nMon 12:00 them: flag reschedule", "Mon 18:00", []),
    (MOVED, "Wed 12:00", ["reschedules info"]),
    (MOVED.replace("answers schedule", "replies Thank you."), "Wed 12:00", []),  # the employer moved it
    (MOVED.replace("u1 Mon+2", "u1 Thu+1").replace("u1 Tue+2", "u1 Thu+1"), "Wed 12:00", []),  # the same time again
    (MOVED.replace("u1 Tue+2", "u2 Tue+2"), "Wed 12:00", []),  # another interview
    # ack_only
    (
        "Mon 09:00 them: asks question\nMon 12:00 you: holds_off\nTue 12:00 you: holds_off\nWed 12:00 you: holds_off",
        "Wed 18:00",
        ["ack_only urgent"],
    ),
    ("Mon 09:00 them: asks question\nMon 12:00 you: holds_off\nWed 12:00 you: holds_off", "Wed 18:00", ["open_ask urgent"]),
    (
        "Mon 09:00 them: asks documents\nMon 12:00 you: holds_off\nTue 12:00 you: holds_off\nWed 12:00 you: holds_off",
        "Wed 18:00",
        ["open_ask attention"],
    ),
    # neglected
    ("Mon 09:00 them: asks question" + OTHERS, "Wed 12:00", ["neglected urgent"]),
    ("Mon 09:00 them: asks question" + OTHERS, "Tue 20:00", ["open_ask attention"]),
    ("Tue 12:00 them: asks question" + OTHERS, "Fri 09:00", ["open_ask urgent"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "as_of", "expected"), TABLE)
def test_when_a_lapse_speaks(story: str, as_of: str, expected: list[str]) -> None:
    assert kinds(story, as_of) == expected


def test_the_table_has_every_lapse() -> None:
    spoken = {name.split()[0] for _, _, expected in TABLE for name in expected}
    elsewhere = {"deadline_edge", "after_praise", "stage_slowdown"}
    assert spoken | elsewhere == set(rows())


def _tests(*hours: float) -> str:
    lines = []
    for week, hour in enumerate(hours):
        lines.append(f"Mon+{week} 00:00 them: asks code_test until Fri+{week} 04:00")  # a window of 100 hours
        days, rest = divmod(hour, 24)
        day = ("Mon", "Tue", "Wed", "Thu", "Fri")[int(days)]
        lines.append(f"{day}+{week} {int(rest):02}:00 you: answers code_test")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("hours", "speaks"),
    [
        ((96, 50, 97), True),
        ((94, 94, 94), False),
        ((96, 50, 50), False),
        ((96, 96, 50, 50, 50), False),
    ],
)
def test_deadline_edge(hours: tuple[float, ...], speaks: bool) -> None:
    found = [
        one
        for one in judge(tell(_tests(*hours)), f"Sat+{len(hours)} 12:00")[0]
        if one.kind == "deadline_edge"
    ]
    assert bool(found) == speaks


def _answers(hours: list[float], *, praise_before: int | None = None, stages: list[str] | None = None) -> str:
    """A question each Monday at 08:00, answered after so many hours of the same or the next days."""
    lines = []
    for week, hour in enumerate(hours):
        if week == praise_before:
            lines.append(f"Sun+{week - 1} 12:00 them: praise; flag receipt")
        stage = f"; stage {stages[week]}" if stages else ""
        lines.append(f"Mon+{week} 08:00 them: asks question{stage}")
        days, rest = divmod(hour, 12)
        minutes = round(rest * 60)
        day = ("Mon", "Tue", "Wed", "Thu", "Fri")[int(days)]
        lines.append(f"{day}+{week} {8 + minutes // 60:02}:{minutes % 60:02} you: replies")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("hours", "speaks"),
    [
        ([1, 2, 3, 2, 1, 2, 6, 7, 8], True),
        ([1, 2, 3, 2, 1, 2, 3, 3, 3], False),  # not twice as long
        ([1, 2, 9, 9, 1, 2, 6, 7, 1], False),  # twice the median, but not longer in most pairs
        ([1, 2, 3, 2, 1, 2, 6, 7], False),  # too early to tell
        ([1, 2, 3, 2, 6, 7, 8], False),
    ],
)
def test_after_praise(hours: list[float], speaks: bool) -> None:
    turned = {7: 4, 8: 6, 9: 6}[len(hours)]
    found = [
        one
        for one in judge(tell(_answers(hours, praise_before=turned)), "Sat+9 12:00")[0]
        if one.kind == "after_praise"
    ]
    assert bool(found) == speaks
    if speaks:
        assert "3 since, 6 before" in found[0].sentence
        assert "3.5 times" in found[0].sentence


def test_slow_times_since_the_praise_are_one_lapse_with_it() -> None:
    """What is settled is evidence of the habit; what is open stays something to do."""
    hours = [1.0, 25, 1, 2, 1, 2, 1, 28, 30, 32]
    story = (
        _answers(hours, praise_before=7)
        .replace("question", "schedule")
        .replace("replies", "answers schedule")
    )
    found = judge(tell(story), "Sat+9 12:00")[0]
    assert [(one.kind, len(one.wait_ids)) for one in found] == [("slow_schedule", 1), ("after_praise", 3)]
    assert all(one.headline for one in found)
    found = judge(tell(f"{story}\nMon+10 08:00 them: asks schedule"), "Thu+10 12:00")[0]
    assert [one.kind for one in found] == ["slow_schedule", "slow_schedule", "after_praise"]
    assert found[0].severity == "urgent"


def _praised(employers: int, hours: list[float]) -> str:
    """Six quick answers to one employer; then each of the others praises and is answered three times."""
    lines = []
    for week, hour in enumerate([1, 3, 4, 5, 6, 7]):
        lines += [
            f"Mon+{week} 08:00 them in base: asks question",
            f"Mon+{week} {8 + hour:02}:00 you in base: replies",
        ]
    praises = [f"Sun+5 12:00 them in e{one}: praise; flag receipt" for one in range(employers)]
    for week, late in enumerate(hours, 6):
        days, rest = divmod(late, 12)
        answered = f"{('Mon', 'Tue')[int(days)]}+{week} {8 + int(rest):02}:{round(rest % 1 * 60):02}"
        lines += [f"Mon+{week} 08:00 them in e{one}: asks question" for one in range(employers)]
        lines += [f"{answered} you in e{one}: replies" for one in range(employers)]
    return "\n".join(lines[:12] + praises + lines[12:])


@pytest.mark.parametrize(
    ("employers", "hours", "spoken"),
    [
        (1, [11, 12, 13], 1),
        (1, [6.5, 12, 13], 1),  # one answer as quick as before
        (1, [5.5, 12, 13], 0),  # by chance in 4 of 100
        (3, [6.5, 12, 13], 3),  # three employers together
        (3, [2, 3, 4], 0),
    ],
)
def test_after_praise_of_several_employers(employers: int, hours: list[float], spoken: int) -> None:
    story = tell(_praised(employers, hours))
    found = [one for one in judge(story, "Sat+9 12:00")[0] if one.kind == "after_praise"]
    assert len(found) == spoken


def test_a_slow_employer_is_no_slow_stage() -> None:
    """The common level of an employer is taken out; its steps are compared with each other."""
    applications, ranks = ["a"] * 4 + ["b"] * 4, [1, 1, 2, 2, 3, 3, 4, 4]
    steps = by_step(applications, ranks, [1.0, 3.0, 2.0, 2.0, 20.0, 20.0, 20.0, 20.0])
    assert [rank for rank, _ in steps] == [1, 2, 3, 4]
    assert by_step(["a"] * 3, [2, 2, 2], [1.0, 2.0, 3.0]) == []
    alone = by_step(["a"] * 4, [1, 1, 2, 3], [1.0, 4.0, 4.0, 8.0])
    assert [length for _, length in alone] == pytest.approx([2.0, 4.0, 8.0])


STAGES = ["recruiter_screen"] * 3 + ["tech_screen"] * 3 + ["onsite"] * 3


@pytest.mark.parametrize(
    ("hours", "speaks"),
    [
        ([1, 1.1, 1.2, 2, 2.1, 2.2, 4, 4.1, 4.2], True),
        ([1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8], False),  # rising, but not to the double
        ([4, 1, 2, 3, 1, 4, 2, 5, 1], False),
        ([4, 4, 4, 2, 2, 2, 1, 1, 1], False),
    ],
)
def test_stage_slowdown(hours: list[float], speaks: bool) -> None:
    found = [
        one
        for one in judge(tell(_answers(hours, stages=STAGES)), "Sat+9 12:00")[0]
        if one.kind == "stage_slowdown"
    ]
    assert bool(found) == speaks


def test_a_slowdown_of_the_last_week_alone_is_not_told_yet() -> None:
    """Eight answers alike, then one day with slow ones: next week it is there or gone."""
    quick = _answers([1.0, 1.1, 1.2, 1.3, 1.4, 1.5], stages=STAGES[:2] * 3)
    slow = """
    Mon+7 08:00 them in blue: asks question; stage onsite
    Mon+7 08:10 them in red: asks question; stage onsite
    Mon+7 08:20 them in pink: asks question; stage onsite
    Mon+7 19:00 you in blue: replies
    Mon+7 19:10 you in red: replies
    Mon+7 19:20 you in pink: replies
    """
    lines = "\n".join(line.strip() for line in (quick + slow).splitlines())
    for as_of, speaks in (("Sat+7 12:00", False), ("Tue+8 12:00", True)):
        found = [one.kind for one in judge(tell(lines), as_of)[0]]
        assert ("stage_slowdown" in found) == speaks


def test_words() -> None:
    (lapse,) = judge(tell("Mon 09:00 them: asks schedule"), "Fri 10:00")[0]
    assert (lapse.sentence, lapse.action) == ("Acme asked for times 4 days ago.", "Send three slots today.")
    assert (lapse.since, lapse.headline, lapse.message_ids) == (at("Wed 09:00"), True, ("m1",))
    (late,) = judge(tell("Mon 09:00 them: asks code_test until Thu 09:00"), "Thu 10:00")[0]
    assert late.sentence == "The test for Acme was due 1 hour ago."
    (soon,) = judge(tell("Mon 09:00 them: asks code_test until Thu 09:00"), "Thu 08:30")[0]
    assert soon.sentence == "The test for Acme is due in 30 minutes."
    (quiet,) = judge(tell("Mon 09:00 you: replies News?\nTue 09:00 them: says More soon."), "Wed+1 09:00")[0]
    assert quiet.sentence == "Nothing has come from Acme for 8 days."
    (broken,) = judge(tell("Mon 09:00 them: asks question\nMon 09:30 you: promises Tue 23:59"), "Thu 09:00")[
        0
    ]
    assert broken.sentence == "You named Tuesday 3 March to Acme; nothing was sent since."


def test_no_sentence_of_the_catalogue_blames_or_guesses() -> None:
    banned = ("ignor", "fail", "cost you", "interest", "lazy", "should have", "forgot", "careless", "!")
    for row in rows().values():
        for says in row.says.values():
            assert not [word for word in banned if word in (says.sentence + says.action).lower()], row.kind
            assert says.sentence.count(".") + says.sentence.count(";") >= 1
            assert row.severity and row.rule and row.title


def test_one_root_cause_one_lapse_and_at_most_three_headlines() -> None:
    story = tell(
        "\n".join(
            f"Mon 09:00 them in app{n}: asks schedule\nTue 09:00 them in app{n}: nudges schedule"
            for n in range(5)
        )
    )
    found = judge(story, "Fri 10:00")[0]
    assert [one.kind for one in found] == ["dropped_after_nudge"] * 5
    assert sum(one.headline for one in found) == 3


def test_settled_and_snoozed() -> None:
    story = tell("Mon 09:00 them: asks schedule")
    (lapse,) = judge(story, "Fri 10:00")[0]
    assert judge(story, "Fri 10:00", Settings(snoozed=frozenset({lapse.id})))[0] == ()
    assert judge(story, "Fri 10:00", Settings(not_a_lapse=frozenset({lapse.id})))[0] == ()
    assert judge(story, "Fri 10:00", Settings(not_a_lapse=frozenset(lapse.wait_ids)))[0] == ()
    assert judge(story, "Mon+1 10:00")[0][0].id == lapse.id


def test_nothing_while_away() -> None:
    away = Settings(calendar=WorkingCalendar(away=((date(2026, 3, 5), date(2026, 3, 6)),)))
    story = tell("Mon 09:00 them: asks schedule")
    assert judge(story, "Fri 10:00", away)[0] == ()
    assert judge(story, "Mon+1 10:00", away)[0] != ()


def test_no_claims_no_lapses() -> None:
    story = tell("Mon 09:00 them: asks schedule", latency_refused_because="no sent mail")
    assert judge(story, "Fri 10:00") == ((), ())
    assert judge(tell("Mon 09:00 ats: flag receipt"), "Fri 10:00") == ((), ())


def good(story: str, as_of: str) -> list[str]:
    return [one.kind for one in judge(tell(story), as_of)[1]]


def test_positives() -> None:
    steady = _answers([1, 2, 3, 2, 1])
    found = judge(tell(steady), "Sat+4 12:00")[1]
    assert [one.kind for one in found] == ["all_clear", "streak", "fast_first_reply"]
    assert found[1].sentence == "Your last 5 answers all came in good time."
    assert found[2].sentence == "Your first answer to Acme came within half a working day."
    assert "streak" not in good(_answers([1, 2, 3, 2]), "Sat+4 12:00")
    assert "recovered" in good(_answers([30, 2, 3]), "Sat+4 12:00")
    assert "recovered" not in good(_answers([30, 2, 13]), "Sat+4 12:00")
    assert "early_test" in good(_tests(50), "Sat 12:00")
    assert "early_test" not in good(_tests(90), "Sat 12:00")
    assert "all_clear" not in good("Mon 09:00 them: asks question", "Mon 10:00")
    kept = "Mon 09:00 them: asks question\nMon 12:00 you: promises Wed 23:59\n"
    assert "kept_promises" in good(kept + "Tue 09:00 you: replies", "Sat 12:00")
    assert "kept_promises" not in good(kept + "Thu 09:00 you: replies", "Sat 12:00")
    assert "kept_promises" not in good(kept, "Tue 12:00")


@pytest.mark.parametrize(
    ("after", "before", "expected"),
    [
        ([7, 8, 9], [1, 2, 3, 4, 5, 6], 1 / 84),  # complete separation: one arrangement of 84
        ([6, 8, 9], [1, 2, 3, 4, 5, 7], 2 / 84),
        ([1, 2, 3], [4, 5, 6, 7, 8, 9], 1.0),
        ([2], [1], 1 / 2),
    ],
)
def test_chance_of_dominance_by_counting(after: list[float], before: list[float], expected: float) -> None:
    assert chance_of_dominance(after, before) == pytest.approx(expected)


def test_chance_of_dominance_exact_and_normal_agree() -> None:
    after = [float(7 * one % 45 + 12) for one in range(44)]
    before = [float(11 * one % 47) for one in range(45)]
    exact, large = chance_of_dominance(after, before), chance_of_dominance([*after, 23.5, 24.5], before)
    assert 0 < exact < 0.01
    assert large == pytest.approx(exact, rel=1.0)


LONG_SILENCE = "Mon 09:00 them: asks schedule\nMon 12:00 you in blue: replies Is there news?"


@pytest.mark.parametrize(
    ("as_of", "severity", "leads"),
    [("Tue+8 09:00", "urgent", True), ("Fri+8 09:01", "info", False), ("Fri+40 09:00", "info", False)],
)
def test_what_is_long_past_is_neither_urgent_nor_leading(as_of: str, severity: str, leads: bool) -> None:
    (found,) = (one for one in judge(tell(LONG_SILENCE), as_of)[0] if one.application_id == "acme")
    assert (found.severity, found.headline) == (severity, leads)
    assert (found.action == "Long past: close it or write it off.") is not leads


@pytest.mark.parametrize(
    "ahead",
    [
        "Mon 09:00 them: asks code_test until Mon+20 09:00; asks schedule",
        "Mon 09:00 them: asks schedule\nMon 12:00 you: promises Mon+20 09:00",
    ],
)
def test_a_date_ahead_keeps_a_silent_process_alive(ahead: str) -> None:
    assert "urgent" in [one.severity for one in judge(tell(ahead), "Mon+12 09:00")[0]]
