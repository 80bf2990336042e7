"""The golden cases of domain.md §3 as stories, and every rule of opening and closing."""

from __future__ import annotations

import pytest

from inbox_momentum.model import Settings, WorkingCalendar
from tests.unit.ledger_factories import at, tell

H = 3600.0


def test_friday_evening_to_monday_morning() -> None:
    wait = tell("""
        Fri 19:00 them: asks schedule
        Mon+1 09:00 you: answers schedule
    """).wait("schedule")
    assert (wait.status, wait.closed_by, wait.closed_how, wait.precision) == (
        "answered",
        "m2",
        "reply",
        "exact",
    )
    assert (wait.elapsed_s, wait.working_s, wait.rating) == (62 * H, 2 * H, "green")


def test_ask_nudge_and_reply_are_one_wait_from_the_first() -> None:
    wait = tell("""
        Mon 09:00 them: asks schedule
        Wed 09:00 them: nudges schedule
        Wed 11:00 you: answers schedule
    """).wait("schedule")
    assert (wait.opened_by, wait.closed_by, wait.elapsed_s) == ("m1", "m3", 50 * H)
    assert [(nudge.message_id, nudge.human) for nudge in wait.nudges] == [("m2", True)]
    assert wait.limit_at == at("Wed 09:00")


def test_out_of_office_then_reply() -> None:
    wait = tell("""
        Mon 09:00 them: asks question
        Mon 09:01 you: automatic
        Tue 09:00 you: replies
    """).wait("question")
    assert (wait.closed_by, wait.elapsed_s) == ("m3", 24 * H)
    assert any("m2" in reason and "automatic" in reason for reason in wait.reasons)


def test_an_answer_within_seconds_is_a_machine_s() -> None:
    story = """
        Mon 09:00:00 them: asks question
        Mon 09:00:04 you: replies
    """
    assert tell(story).wait("question").status == "open"
    assert tell(story.replace("question", "schedule")).wait("schedule").status == "open"
    assert (
        tell(story.replace("question", "schedule").replace("replies", "answers schedule"))
        .wait("schedule")
        .closed_by
    )


def test_a_bounced_reply_answers_nothing_and_the_clock_runs_from_the_start() -> None:
    story = tell("""
        Mon 09:00 them: asks question
        Mon 10:00 you: replies
        Mon 10:05 robot: bounces m2
        Tue 09:00 you: replies
    """)
    wait = story.wait("question")
    assert (wait.closed_by, wait.elapsed_s) == ("m4", 24 * H)
    assert story.wait("question", as_of="Mon 10:01").status == "answered"  # the report had not come yet
    assert story.wait("question", as_of="Mon 12:00").status == "open"


def test_the_night_in_which_the_clocks_change() -> None:
    settings = Settings(calendar=WorkingCalendar(zone="Europe/Berlin"))
    story = tell("""
        Fri+3 18:00 them: asks schedule
        Mon+4 08:00 you: answers schedule
    """)  # 27 March 19:00 in Berlin; summer time begins on 29 March; 30 March 10:00 in Berlin
    (wait,) = [one for one in story.ledger(settings=settings).waits if one.waiting_on == "you"]
    assert (wait.elapsed_s, wait.working_s) == (62 * H, 3 * H)


def test_a_decline_closes_what_is_asked_and_the_application() -> None:
    story = tell("""
        Mon 09:00 them: asks offer
        Mon 09:30 them: asks question
        Tue 09:00 you: declines
        Wed 09:00 them: asks question
    """)
    assert [(one.kind, one.status, one.closed_by) for one in story.waits()] == [
        ("offer", "answered", "m3"),
        ("question", "answered", "m3"),
    ]
    application = story.application()
    assert (application.outcome, application.status, application.turn) == ("declined", "closed", "nobody")


def test_a_list_header_on_the_request_of_a_known_platform_excludes_nothing() -> None:
    assert tell("Mon 09:00 ats: asks schedule; listed").wait("schedule").status == "open"
    assert tell("Mon 09:00 them: asks schedule; bulk").waits() == []


def test_cc_alone_informs() -> None:
    assert tell("Mon 09:00 them: asks schedule; cc").waits() == []
    assert (
        tell("Mon 09:00 them: asks schedule; cc; says Maya, when are you free?").wait("schedule").status
        == "open"
    )


def test_kinds_are_separate_and_asked_again_after_an_answer_is_a_new_wait() -> None:
    story = tell("""
        Mon 09:00 them: asks schedule; asks documents
        Mon 10:00 you: answers schedule documents
        Thu 09:00 them: asks schedule
    """)
    assert [(one.kind, one.opened_by, one.status) for one in story.waits()] == [
        ("schedule", "m1", "answered"),
        ("documents", "m1", "answered"),
        ("schedule", "m3", "open"),
    ] or {(one.kind, one.opened_by, one.status) for one in story.waits()} == {
        ("schedule", "m1", "answered"),
        ("documents", "m1", "answered"),
        ("schedule", "m3", "open"),
    }


@pytest.mark.parametrize(
    ("kind", "answer", "status"),
    [
        ("question", "replies", "answered"),
        ("schedule", "replies", "answered"),
        ("next_step", "replies", "answered"),
        ("outreach", "replies", "answered"),
        ("question", "holds_off", "open"),
        ("schedule", "holds_off", "open"),
        ("code_test", "replies", "needs_review"),
        ("code_test", "replies; links https://git.maya.example/solution", "needs_review"),
        ("code_test", "replies; attaches solution.pdf", "needs_review"),
        ("code_test", "holds_off; links https://maya.example", "open"),
        ("offer", "replies; attaches signed.pdf", "needs_review"),
        ("code_test", "answers code_test", "answered"),
        ("code_test", "withdraws", "answered"),
        ("offer", "replies", "needs_review"),
        ("offer", "answers offer", "answered"),
        ("offer", "accepts", "answered"),
        ("offer", "declines", "answered"),
        ("documents", "replies", "needs_review"),
        ("documents", "attaches cv.pdf", "answered"),
        ("documents", "attaches logo.png", "needs_review"),
        ("documents", "answers documents", "answered"),
        ("references", "replies", "needs_review"),
        ("references", "answers references", "answered"),
        ("question", "draft", "open"),
        ("question", "replies; to friend@elsewhere.example; subject Fwd: Interview at acme", "open"),
        ("question", "replies; to stranger@elsewhere.example", "needs_review"),
        ("question", "replies; to boss@eu.acme.example", "answered"),
    ],
)
def test_what_closes_a_wait(kind: str, answer: str, status: str) -> None:
    wait = tell(f"""
        Mon 09:00 them: asks {kind}
        Mon 12:00 you: {answer}
    """).wait(kind)
    assert wait.status == status
    assert wait.closed_by == ("m2" if status == "answered" else None)
    assert (
        wait.closed_how == {"code_test": "submission" if "answers" in answer else "reply"}.get(kind, "reply")
        or status != "answered"
    )


def test_a_holding_reply_acknowledges_and_the_wait_runs_on() -> None:
    story = tell("""
        Mon 09:00 them: asks code_test until Mon+1 09:00
        Mon 12:00 you: promises Thu 23:59:59
        Wed 12:00 tests: flag submission
    """)
    wait = story.wait("code_test")
    assert (wait.acknowledged_at, wait.closed_by, wait.closed_how) == (at("Mon 12:00"), "m3", "submission")
    assert story.promise().kept_at == at("Wed 12:00")
    assert story.promise(as_of="Tue 09:00").kept_at is None


def test_a_compound_mail_may_be_answered_in_part() -> None:
    story = tell("""
        Mon 09:00 them: asks schedule; asks documents
        Mon 12:00 you: answers documents; holds_off
        Tue 12:00 you: answers schedule
    """)
    assert story.wait("documents").closed_by == "m2"
    assert (story.wait("schedule").acknowledged_at, story.wait("schedule").closed_by) == (
        at("Mon 12:00"),
        "m3",
    )


def test_a_reply_that_answers_the_other_request_leaves_the_times_in_doubt_until_asked_again() -> None:
    story = tell("""
        Mon 09:00 them: asks schedule; asks documents
        Mon 12:00 you: answers documents
        Thu 12:00 them: nudges schedule
    """)
    assert story.wait("schedule", as_of="Tue 12:00").status == "needs_review"
    assert story.wait("schedule").status == "open"


@pytest.mark.parametrize(
    ("answer", "status", "how"),
    [
        ("Wed 09:00 you: new thread; answers schedule", "answered", "new_thread"),
        ("Wed 09:00 you: new thread; replies; subject Interview at acme: my times", "answered", "new_thread"),
        ("Wed 09:00 you: new thread; replies", "needs_review", None),
        ("Wed+3 09:00 you: new thread; replies", "open", None),
        ("Wed+3 09:00 you: new thread; answers schedule", "needs_review", None),
        ("Wed 09:00 you: loose; answers schedule", "answered", "new_thread"),
        ("Wed 09:00 you: loose; answers schedule; to someone@other.example", "open", None),
        ("Wed 09:00 you: new thread; answers documents", "open", None),
    ],
)
def test_an_answer_in_a_new_conversation(answer: str, status: str, how: str | None) -> None:
    wait = tell(f"""
        Mon 09:00 them: asks schedule
        {answer}
    """).wait("schedule")
    assert (wait.status, wait.closed_how) == (status, how)


def test_calendar_replies() -> None:
    ask = "Mon 09:00 them: asks schedule; invites u1 Thu 10:00 to Thu 11:00"
    for partstat in ("ACCEPTED", "TENTATIVE", "DECLINED"):
        wait = tell(f"{ask}\nMon 12:00 you: loose; rsvp u1 {partstat}; to calendar@elsewhere.example").wait(
            "schedule"
        )
        assert (wait.status, wait.closed_how) == ("answered", "calendar")
    assert tell(f"{ask}\nMon 12:00 you: rsvp u2 ACCEPTED").wait("schedule").status == "open"
    assert tell(f"{ask}\nMon 12:00 you: rsvp u1 DELEGATED").wait("schedule").status == "open"


@pytest.mark.parametrize(
    ("ask", "confirmation", "precision", "how"),
    [
        ("scheduler: asks schedule", "scheduler: flag booking", "exact", "booking"),
        (
            "them: asks schedule; links https://calendly.com/acme",
            "scheduler: flag booking",
            "exact",
            "booking",
        ),
        ("them: asks schedule", "ats: flag booking", "exact", "booking"),
        ("goodtime: asks schedule; links https://goodtime.io/x", "ats: flag booking", "upper", "booking"),
        (
            "goodtime: asks schedule; links https://goodtime.io/x",
            "them: flag booking",
            "upper",
            "employer_ack",
        ),
        ("them: asks schedule", "them: flag employer_ack", "upper", "employer_ack"),
    ],
)
def test_closings_by_the_other_side(ask: str, confirmation: str, precision: str, how: str) -> None:
    wait = tell(f"Mon 09:00 {ask}\nTue 09:00 {confirmation}").wait("schedule")
    assert (wait.status, wait.closed_by, wait.precision, wait.closed_how) == (
        "answered",
        "m2",
        precision,
        how,
    )
    assert wait.elapsed_s == 24 * H


def test_thanks_for_one_thing_do_not_close_another() -> None:
    story = tell("""
        Mon 09:00 them: asks code_test
        Mon 12:00 you: holds_off
        Mon 13:00 them: flag employer_ack
    """)
    assert story.wait("code_test").status == "open"


def test_what_no_mail_can_show_is_unknown() -> None:
    assert tell("Mon 09:00 board: asks question").wait("question").status == "unknown"
    assert tell("Mon 09:00 goodtime: asks schedule").wait("schedule").status == "unknown"
    assert (
        tell("Mon 09:00 board: asks question\nMon 10:00 you: replies; to inmail-hit-reply@linkedin.com")
        .wait("question")
        .status
        == "answered"
    )
    moved = tell("""
        Mon 09:00 ats: asks schedule; stage recruiter_screen; links https://ats.example/book
        Mon+1 09:00 them: new thread; asks schedule; stage onsite
    """)
    assert [(one.opened_by, one.status) for one in moved.waits("schedule")] == [
        ("m1", "unknown"),
        ("m2", "open"),
    ]


def test_void() -> None:
    withdrawn = tell("Mon 09:00 them: asks schedule\nTue 09:00 them: voids schedule").wait("schedule")
    assert (withdrawn.status, withdrawn.closed_by, withdrawn.rating) == ("void", "m2", None)
    rejected = tell("Mon 09:00 them: asks schedule\nFri+2 09:00 them: rejects").wait("schedule")
    assert (rejected.status, rejected.closed_how) == ("void", None)
    perhaps = tell("Mon 09:00 them: asks schedule\nFri+2 09:00 them: rejects perhaps").wait("schedule")
    assert perhaps.status == "open"


def test_a_process_thought_to_be_over_goes_on() -> None:
    story = tell("""
        Mon 09:00 them: rejects
        Mon+1 09:00 them: asks question
        Tue+1 09:00 them: asks schedule
    """)
    assert [one.kind for one in story.waits()] == ["schedule"]
    assert story.application().outcome is None


def test_an_extension_moves_the_deadline_not_the_start() -> None:
    story = tell("""
        Mon 09:00 them: asks code_test until Fri 09:00
        Wed 09:00 you: replies Could I have until Monday?
        Wed 12:00 them: extends to Mon+1 09:00
        Sun 09:00 you: answers code_test
    """)
    wait = story.wait("code_test")
    assert wait.deadline is not None
    assert (wait.opened_at, wait.deadline.at, wait.rating) == (at("Mon 09:00"), at("Mon+1 09:00"), "amber")


def test_on_hold_stops_the_working_clock() -> None:
    story = tell("""
        Mon 09:00 them: asks question
        Mon 15:00 them: flag on_hold
        Mon+2 09:00 them: flag resumed
        Mon+2 10:00 you: replies
    """)
    assert story.application(as_of="Fri 09:00").status == "on_hold"
    wait = story.wait("question")
    assert (wait.working_s, wait.rating, wait.elapsed_s) == (7 * H, "green", (14 * 24 + 1) * H)


def test_confidence_below_the_line_needs_review() -> None:
    story = tell("""
        Mon 09:00 them: perhaps asks schedule
        Wed 09:00 them: asks schedule
    """)
    assert story.wait("schedule", as_of="Tue 09:00").status == "needs_review"
    assert [(one.opened_by, one.status) for one in story.waits("schedule")] == [
        ("m1", "needs_review"),
        ("m2", "open"),
    ]
    answered = tell("Mon 09:00 them: perhaps asks schedule\nMon 10:00 you: replies").wait("schedule")
    assert (answered.status, answered.rating) == ("answered", None)


def test_messages_without_requests_count_only_when_answered() -> None:
    story = tell("""
        Mon 09:00 them: says It was good to meet you.
        Mon 12:00 you: replies
        Tue 09:00 them: says Likewise.
    """)
    assert [(one.opened_by, one.status) for one in story.waits()] == [("m1", "answered")]
    assert story.application().turn == "employer"  # a remark asks nothing


def test_no_claims_without_sent_mail() -> None:
    story = tell(
        "Mon 09:00 them: asks schedule\nTue 09:00 scheduler: flag booking",
        latency_refused_because="no sent mail",
    )
    wait = story.wait("schedule")
    assert (wait.status, wait.elapsed_s, wait.working_s, wait.rating, wait.closed_by) == (
        "unknown",
        None,
        None,
        None,
        None,
    )
    assert "no sent mail" in wait.reasons
    assert story.ledger().promises == ()


def test_clocks_that_cannot_be_trusted() -> None:
    late = tell("Mon 09:00 them: asks question\nMon 10:00 you: replies; timeless").wait("question")
    assert (late.status, late.precision, late.elapsed_s, late.closed_at, late.rating) == (
        "answered",
        "unknown",
        None,
        None,
        None,
    )
    before = tell("Mon 09:00 them: asks question\nSun 10:00 you: replies").mailbox
    assert before.entries  # the owner's clock runs behind: see the next lines
    skewed = tell("Tue 09:00 them: asks question\nMon 10:00 you: replies").wait("question", as_of="Wed 09:00")
    assert (skewed.status, skewed.precision, skewed.elapsed_s, skewed.closed_by) == (
        "answered",
        "unknown",
        None,
        "m2",
    )
    assert tell("Mon 09:00 them: asks question; timeless").waits() == []


def test_junk_is_never_red() -> None:
    wait = tell("Mon 09:00 them: asks schedule; junk").wait("schedule", as_of="Mon+2 09:00")
    assert (wait.junk, wait.rating) == (True, "amber")


@pytest.mark.parametrize(
    ("story", "rating"),
    [
        ("Mon 09:00 them: asks code_test until Fri 09:00\nThu 08:00 you: answers code_test", "green"),
        ("Mon 09:00 them: asks code_test until Fri 09:00\nThu 20:00 you: answers code_test", "amber"),
        ("Mon 09:00 them: asks code_test until Fri 09:00\nFri 09:01 you: answers code_test", "red"),
        ("Mon 09:00 them: asks code_test\nSat 08:00 you: answers code_test", "green"),
        ("Mon 09:00 them: asks code_test\nMon+1 08:00 you: answers code_test", "amber"),
        ("Mon 09:00 them: asks code_test\nMon+1 09:01 you: answers code_test", "red"),
        ("Mon 09:00 them: asks offer\nTue 09:00 you: holds_off\nThu 08:00 you: answers offer", "green"),
        ("Mon 09:00 them: asks offer\nTue 09:00 you: holds_off\nFri 08:00 you: answers offer", "amber"),
        ("Mon 09:00 them: asks offer\nThu 08:00 you: answers offer", "red"),
        (
            "Mon 09:00 them: asks offer\nMon 12:00 you: promises Tue+1 12:00\nTue+1 09:00 you: answers offer",
            "amber",
        ),
        ("Mon 09:00 them: asks question\nMon 12:00 them: nudges\nMon 16:00 you: replies", "green"),
        ("Mon 09:00 them: asks question\nMon 12:00 them: nudges\nTue 08:00 you: replies", "amber"),
        ("Mon 09:00 them: asks question\nMon 12:00 ats: nudges\nTue 08:00 you: replies", "green"),
        ("Mon 09:00 them: asks documents\nWed 09:00 you: answers documents", "green"),
        ("Mon 09:00 them: asks outreach\nMon+3 09:00 you: replies", "amber"),
        ("Mon 09:00 goodtime: asks schedule\nFri 09:00 them: flag booking", None),
    ],
)
def test_ratings(story: str, rating: str | None) -> None:
    (wait,) = [one for one in tell(story).waits() if one.kind != "message"]
    assert wait.rating == rating


def test_promises_moved_before_the_day_and_released_by_the_employer() -> None:
    moved = tell("""
        Mon 09:00 them: asks question
        Mon 12:00 you: promises Wed 23:59
        Tue 12:00 you: promises Fri 23:59
        Thu 12:00 you: replies
    """)
    assert [(one.due_at, one.kept_at) for one in moved.ledger().promises] == [
        (at("Fri 23:59"), at("Thu 12:00"))
    ]
    broken = tell("""
        Mon 09:00 them: asks question
        Mon 12:00 you: promises Tue 23:59
        Thu 12:00 you: promises Fri 23:59
    """)
    assert [one.kept_at for one in broken.ledger().promises] == [None, None]
    released = tell("""
        Mon 09:00 them: asks question
        Mon 12:00 you: promises Wed 23:59
        Tue 12:00 them: voids question
    """)
    assert released.ledger().promises == ()
    alone = tell("""
        Mon 09:00 you: promises Wed 23:59
        Tue 12:00 you: replies
    """)
    assert alone.promise().kept_at == at("Tue 12:00")


@pytest.mark.parametrize(
    ("reply", "promises"),
    [
        ("answers schedule; promises Fri 23:59", 0),  # "Friday suits me"
        ("flag reschedule; promises Fri 23:59", 0),  # "can we move Friday?"
        ("answers question; promises Fri 23:59", 1),  # "fine with me; the portfolio comes on Friday"
        ("promises Fri 23:59", 1),
    ],
)
def test_the_day_of_a_meeting_is_no_promise(reply: str, promises: int) -> None:
    """Only what puts something off, or stands alone, announces a delivery (domain.md §3)."""
    story = tell(f"Mon 09:00 them: says Hello.\nMon 12:00 you: {reply}")
    assert len(story.ledger().promises) == promises


def test_times_for_one_request_and_a_day_for_the_other_are_a_promise() -> None:
    story = tell("""
        Mon 09:00 them: asks schedule; asks documents
        Mon 12:00 you: answers schedule; promises Fri 23:59
    """)
    assert story.promise().due_at == at("Fri 23:59")


def test_taken_up_again_even_when_the_hold_is_spoken_of() -> None:
    """ "The freeze is over, we go on": it speaks of the hold and ends it; and it reminds of nothing."""
    story = tell("""
        Mon 09:00 them: asks schedule
        Mon 15:00 them: flag on_hold
        Mon+1 09:00 them: flag on_hold; flag resumed
    """)
    assert story.application(as_of="Tue+1 09:00").status == "active"
    assert story.wait("schedule", "Tue+1 09:00").working_s == 18 * 3600.0
    story = tell("""
        Mon 09:00 them: asks schedule
        Mon 15:00 them: flag on_hold
        Mon+1 09:00 them: flag resumed; asks next_step
    """)
    assert [(one.kind, one.nudges) for one in story.ledger("Tue+1 09:00").waits] == [("schedule", ())]


@pytest.mark.parametrize(
    ("mail", "status"),
    [
        ("cue void: withdrawn request «please ignore»", "void"),
        (
            "cue void: withdrawn request «please ignore»; flag nudge",
            "open",
        ),  # "... if you have answered already"
        ("cue void: withdrawn request «please ignore»; asks documents", "open"),
        ("cue void: withdrawn request «disregard»; attaches cv.pdf", "open"),  # "... the first attachment"
        ("cue void: withdrawn request «please ignore»; new thread", "open"),
        ("cue void: withdrawn request «please ignore»; voids schedule", "open"),  # and that was another one
        ("says Never mind.", "open"),
    ],
)
def test_never_mind_takes_back_the_last_request_that_it_replies_to(mail: str, status: str) -> None:
    story = tell(f"Mon 08:00 them: asks schedule\nMon 09:00 them: asks question\nTue 09:00 them: {mail}")
    assert story.wait("question", "Wed 09:00").status == status


def test_more_time_is_no_reminder() -> None:
    story = tell("""
        Mon 09:00 them: asks code_test until Fri 09:00
        Tue 09:00 them: asks code_test until Mon+1 09:00; extends to Mon+1 09:00
    """)
    wait = story.wait("code_test", "Thu 09:00")
    assert (wait.nudges, wait.opened_at, wait.deadline.at) == ((), at("Mon 09:00"), at("Mon+1 09:00"))


@pytest.mark.parametrize(
    ("reply", "status"), [("answers question", "open"), ("replies", "needs_review"), ("holds_off", "open")]
)
def test_what_answers_one_of_two_requests_is_not_in_doubt_about_the_other(reply: str, status: str) -> None:
    story = tell(f"Mon 09:00 them: asks question; asks documents\nMon 12:00 you: {reply}")
    assert story.wait("documents", "Tue 09:00").status == status


def test_who_puts_it_off_has_not_answered_it_before() -> None:
    story = tell("Mon 09:00 them: asks documents\nMon 12:00 you: replies\nTue 12:00 you: holds_off")
    assert story.wait("documents", "Mon 18:00").status == "needs_review"
    assert story.wait("documents", "Wed 09:00").status == "open"


def test_a_reply_with_an_answer_may_still_decline_the_offer() -> None:
    story = tell("Mon 09:00 them: asks question; asks offer\nMon 12:00 you: answers question")
    assert story.wait("offer", "Tue 09:00").status == "needs_review"


def test_two_roles_do_not_share_an_answer() -> None:
    story = tell("""
        Mon 09:00 them in red: asks schedule
        Mon 09:00 them in blue: asks schedule
        Mon 12:00 you in red: answers schedule
    """)
    assert [(one.application_id, one.status) for one in story.waits("schedule")] == [
        ("red", "answered"),
        ("blue", "open"),
    ] or {(one.application_id, one.status) for one in story.waits("schedule")} == {
        ("red", "answered"),
        ("blue", "open"),
    }


@pytest.mark.parametrize(
    ("second", "nudges"),
    [
        ("Tue 09:00 them: asks question; says Did my letter reach you?", ["m2"]),
        ("Mon 12:00 them: asks question; says Also: do you need a visa?", []),
        ("Tue 09:00 them: asks documents; says Did my letter reach you? Send a CV too.", []),
        ("Tue 09:00 ats: asks question; says Did my letter reach you?", []),
        ("Tue 09:00 them: new thread; asks question; says Did my letter reach you?", []),
        ("Tue 09:00 them: asks question; says " + "A long letter with new matters. " * 20, []),
    ],
)
def test_a_short_second_mail_a_day_later_is_a_reminder(second: str, nudges: list[str]) -> None:
    wait = tell(f"Mon 09:00 them: asks schedule\n{second}").wait("schedule")
    assert [nudge.message_id for nudge in wait.nudges] == nudges


@pytest.mark.parametrize(
    ("kind", "answer", "status"),
    [
        ("question", "answers message; cue thank-you; says Thank you so much.", "open"),
        ("question", "answers message; says None whatsoever.", "answered"),
        ("question", "answers message; cue thank-you; says 39, thanks.", "answered"),
        (
            "question",
            "answers message; cue question-to-employer; says Thanks! Who will be there?",
            "needs_review",
        ),
        ("schedule", "answers message; cue thank-you; says Thank you so much.", "open"),
        ("schedule", "answers message question; says Gladly, after lunch.", "answered"),
        ("question", "answers message question; says Four years.", "answered"),
    ],
)
def test_thanks_alone_are_no_answer(kind: str, answer: str, status: str) -> None:
    assert tell(f"Mon 09:00 them: asks {kind}\nTue 09:00 you: {answer}").wait(kind).status == status


def test_a_holding_reply_to_the_recruiter_puts_off_what_the_platform_asked() -> None:
    story = tell("""
        Mon 09:00 tests: asks code_test until Mon+1 09:00
        Mon 12:00 you: new thread; promises Wed 23:59:59
        Wed 12:00 tests: flag submission
        Mon+1 12:00 you: answers question
    """)
    assert story.wait("code_test").acknowledged_at == at("Mon 12:00")
    assert story.promise().kept_at == at("Wed 12:00")


def test_a_booking_that_the_reader_also_takes_for_an_answer_is_a_booking() -> None:
    wait = tell("""
        Mon 09:00 them: asks schedule; links https://calendly.com/acme
        Tue 09:00 scheduler: flag booking; voids schedule
    """).wait("schedule")
    assert (wait.status, wait.closed_how) == ("answered", "booking")


def test_a_promise_about_a_request_in_doubt_is_neither_kept_nor_broken() -> None:
    story = tell("""
        Mon 09:00 them: asks code_test until Fri 09:00
        Mon 12:00 you: promises Wed 23:59
        Wed 12:00 you: replies; links https://git.maya.example/solution
    """)
    assert story.ledger("Fri+1 09:00").promises == ()


def test_a_remark_cannot_be_reminded_of() -> None:
    """What reads as a reminder but asks something first is a request of its own."""
    story = tell("""
        Mon 09:00 them: says Your letter has gone to my partner.
        Fri 09:00 them: nudges question; says Are you still interested, and from when?
        Mon+1 09:00 you: replies I am. Six weeks.
    """)
    wait = story.wait("question")
    assert (wait.opened_by, wait.nudges, wait.closed_by) == ("m2", (), "m3")
    assert story.waits("message") == []


def test_a_reminder_without_a_request_still_goes_with_the_remark() -> None:
    story = tell("""
        Mon 09:00 them: says Great to meet you.
        Fri 09:00 them: nudges
        Mon+1 09:00 you: replies
    """)
    assert [nudge.message_id for nudge in story.wait("message").nudges] == ["m2"]
