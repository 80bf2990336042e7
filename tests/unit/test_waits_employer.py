"""The employer's side of the ledger, and whose turn it is."""

from __future__ import annotations

import pytest

from tests.unit.ledger_factories import at, tell

H = 3600.0


def test_the_employer_s_wait_and_its_follow_ups() -> None:
    story = tell("""
        Mon 09:00 you: replies Dear team, please find my application.
        Mon 09:01 ats: flag receipt
        Mon+1 09:00 you: replies Is there any news?
        Wed+1 09:00 them: asks schedule
    """)
    wait = story.reply()
    assert (wait.opened_by, wait.closed_by, wait.acknowledged_at) == ("m1", "m4", at("Mon 09:01"))
    assert [nudge.message_id for nudge in wait.nudges] == ["m3"]
    assert wait.rating is None


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("them: automatic", "open"),
        ("ats: flag receipt", "open"),
        ("them: flag employer_ack", "open"),
        ("them: will_answer Fri 12:00", "open"),
        ("them: says No, it is remote.", "answered"),
        ("ats: flag booking", "answered"),
        ("ats: rejects", "answered"),
        ("ats: says Five tips for your interview", "open"),
    ],
)
def test_what_answers_the_owner(line: str, status: str) -> None:
    assert tell(f"Mon 09:00 you: replies Is it on site?\nTue 09:00 {line}").reply().status == status


def test_thank_you_leaves_nothing_with_the_employer() -> None:
    assert (
        tell("Mon 09:00 them: says Good luck!\nMon 10:00 you: replies Thank you!").waits(
            "reply", side="employer"
        )
        == []
    )
    assert (
        tell("Mon 09:00 them: asks question\nMon 10:00 you: holds_off").waits("reply", side="employer") == []
    )
    assert tell("Mon 09:00 them: asks offer\nMon 10:00 you: declines").waits("reply", side="employer") == []
    assert tell("Mon 09:00 them: asks question\nMon 10:00 you: replies").reply().opened_by == "m2"


ASKED_TWICE = """
    Mon 09:00 you: replies Is there news?
    Mon+1 09:00 you: replies Is there news?
    Mon+2 09:00 you: replies Is there news?
""".strip()


@pytest.mark.parametrize(
    ("story", "as_of", "turn", "status"),
    [
        ("Mon 09:00 them: asks question", "Tue 09:00", "you", "active"),
        ("Mon 09:00 them: asks question\nMon 10:00 you: replies", "Tue 09:00", "employer", "active"),
        ("Mon 09:00 them: asks question\nMon 10:00 you: replies", "Tue+9 09:00", "employer", "active"),
        (ASKED_TWICE, "Mon+3 08:00", "employer", "active"),
        (ASKED_TWICE, "Mon+3 10:00", "employer", "quiet"),
        (ASKED_TWICE + "\nTue+2 09:00 them: flag receipt", "Tue+3 09:00", "employer", "active"),
        (ASKED_TWICE + "\nTue+2 09:00 them: flag receipt", "Tue+5 10:00", "employer", "quiet"),
        (ASKED_TWICE + "\nTue+2 09:00 them: asks question", "Tue+6 09:00", "you", "active"),
        (
            "Mon 09:00 them: says We talk to others.\nMon+1 09:00 you: cue follow-up\nMon+2 09:00 you: cue follow-up",
            "Mon+3 10:00",
            "employer",
            "quiet",
        ),
        (
            "Mon 09:00 them: says We talk to others.\nMon+1 09:00 you: cue follow-up",
            "Mon+5 10:00",
            "employer",
            "active",
        ),
        # two mails of one morning are one follow-up
        (ASKED_TWICE.replace("Mon+2 09:00", "Mon+1 11:00"), "Tue+5 09:00", "employer", "active"),
        ("Mon 09:00 them: asks question", "Tue+5 09:00", "you", "active"),
        ("Mon 09:00 them: rejects", "Tue 09:00", "nobody", "closed"),
        ("Mon 09:00 ats: flag receipt", "Tue 09:00", "employer", "active"),
        ("Mon 09:00 them: asks outreach", "Tue 09:00", "you", "active"),
        ("Mon 09:00 them: flag booking; invites u1 Thu 10:00 to Thu 11:00", "Tue 09:00", "nobody", "active"),
        ("Mon 09:00 them: flag on_hold", "Tue+9 09:00", "employer", "on_hold"),
        ("Mon 09:00 them: asks offer\nMon 10:00 you: accepts", "Tue 09:00", "nobody", "closed"),
    ],
)
def test_turn_and_status(story: str, as_of: str, turn: str, status: str) -> None:
    application = tell(story).application(as_of=as_of)
    assert (application.turn, application.status) == (turn, status)


def test_later_messages_do_not_exist() -> None:
    story = tell("Mon 09:00 them: asks question\nTue 10:00 them: rejects")
    application = story.application(as_of="Mon 12:00")
    assert (application.message_ids, application.outcome, application.last_message_at) == (
        ("m1",),
        None,
        at("Mon 09:00"),
    )
    assert story.ledger(as_of="Sun 09:00").applications != ()
