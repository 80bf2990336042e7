"""A Sent folder that covers a part of the time: what cannot be seen is no lapse."""

from __future__ import annotations

import dataclasses

import pytest

from inbox_momentum import lapses
from inbox_momentum.model import Employer, Settings
from tests.unit.ledger_factories import Story, at, tell

BEGINS_LATE = """
Mon 09:00 them: asks question
Wed 09:00 them in blue: asks schedule
Mon+3 09:00 them in red: asks question
Mon+3 12:00 you in red: replies Six weeks.
"""
ENDS_EARLY = """
Mon 09:00 them: asks question
Mon 12:00 you: replies Six weeks.
Wed+1 09:00 them: asks documents
Tue+2 09:00 them in blue: asks schedule
Thu+2 09:00 them in red: asks question
"""


def statuses(story: str, as_of: str) -> list[tuple[str, str]]:
    return [
        (wait.opened_by, wait.status.value)
        for wait in tell(story).ledger(as_of).waits
        if wait.kind != "reply"
    ]


def severe(story: Story, as_of: str) -> list[str]:
    employers = [Employer(one.employer_id, one.id, (), "employer") for one in story.applications]
    found = lapses.judge(story.ledger(as_of), employers, story.readings, at(as_of), Settings())[0]
    return [one.kind for one in found if one.severity != "info"]


def test_requests_before_the_sent_mail_begins_are_unknown() -> None:
    assert statuses(BEGINS_LATE, "Thu+3 09:00") == [("m1", "unknown"), ("m2", "unknown"), ("m3", "answered")]
    story = tell(BEGINS_LATE)
    wait = story.waits("question", "Thu+3 09:00")[0]
    assert "your sent mail begins only on 23 March 2026: an earlier answer would not show" in wait.reasons
    assert (wait.rating, wait.elapsed_s) == (None, None)
    assert severe(story, "Thu+3 09:00") == []
    assert [one.turn for one in story.ledger("Thu+3 09:00").applications] == ["nobody", "nobody", "employer"]


@pytest.mark.parametrize(
    "story",
    [
        # one request alone: the owner may have been slow
        "Mon 09:00 them: asks question\nMon+3 09:00 them in red: asks question\nMon+3 12:00 you in red: replies",
        # less than a fortnight
        "Mon 09:00 them: asks question\nWed 09:00 them in blue: asks schedule\nMon+1 09:00 you in red: replies News?",
        # something else was left unanswered under the eyes of the sent mail
        BEGINS_LATE + "Tue+3 09:00 them in pink: asks question\nTue+6 09:00 you in red: replies News?",
    ],
)
def test_a_late_first_answer_alone_proves_nothing(story: str) -> None:
    assert ("m1", "open") in statuses(story, "Tue+7 09:00")


def test_a_late_answer_to_the_first_requests_is_measured() -> None:
    story = """
        Mon 09:00 them: asks question
        Wed 09:00 them in blue: asks schedule
        Mon+3 12:00 you: replies Six weeks.
        Mon+3 12:01 you in blue: answers schedule
    """
    found = tell(story).ledger("Thu+3 09:00").waits
    assert [wait.precision for wait in found if wait.waiting_on == "you"] == ["exact", "exact"]


def test_an_answer_to_what_came_before_is_an_upper_bound() -> None:
    story = tell(BEGINS_LATE + "Tue+3 09:00 you: replies Here it is again.")
    wait = story.waits("question", "Thu+3 09:00")[0]
    assert (wait.status, wait.precision) == ("answered", "exact")  # one silent request alone is left
    more = "Thu 09:00 them in pink: asks question\n" + BEGINS_LATE.strip()
    story = tell(more + "\nTue+3 09:00 you: replies Here it is again.")
    wait = next(one for one in story.ledger("Thu+3 09:00").waits if one.opened_by == "m2")
    assert (wait.status, wait.precision, wait.rating) == ("answered", "upper", None)


def test_requests_after_the_sent_mail_ends_are_unknown() -> None:
    assert statuses(ENDS_EARLY, "Thu+3 09:00") == [
        ("m1", "answered"),
        ("m3", "unknown"),
        ("m4", "unknown"),
        ("m5", "unknown"),
    ]
    story = tell(ENDS_EARLY)
    wait = story.wait("schedule", "Thu+3 09:00")
    assert "your sent mail ends on 2 March 2026: a later answer would not show" in wait.reasons
    assert severe(story, "Thu+3 09:00") == []


@pytest.mark.parametrize(
    "story",
    [
        # two requests
        "\n".join(ENDS_EARLY.strip().splitlines()[:-1]),
        # one employer
        ENDS_EARLY.replace(" in blue", "").replace(" in red", ""),
        # one was left before
        "Mon 08:00 them in pink: asks schedule\n" + ENDS_EARLY.strip(),
        # all of them within a fortnight of the last sent mail
        ENDS_EARLY.replace("Tue+2", "Tue+1").replace("Thu+2", "Thu+1"),
        # all of them came in the last few days
        ENDS_EARLY.replace("Wed+1", "Fri+1"),
        # who is reminded was not answered
        ENDS_EARLY + "Fri+2 09:00 them: nudges",
        # the owner goes on writing
        ENDS_EARLY + "Fri+2 09:00 you in green: replies Is there news?",
    ],
)
def test_a_silent_owner_is_not_excused_lightly(story: str) -> None:
    assert "open" in dict.fromkeys(status for _, status in statuses(story, "Thu+3 09:00"))
    assert severe(tell(story), "Thu+3 09:00")


def test_a_promise_whose_delivery_could_not_show_is_neither_kept_nor_broken() -> None:
    story = tell(ENDS_EARLY.replace("you: replies Six weeks.", "you: replies Six weeks.; promises Wed 23:59"))
    assert story.ledger("Thu+3 09:00").promises == ()


def _reply_to(story: Story, number: str, parent: str) -> Story:
    """The story in which message ``number`` replies to ``parent``, and ids have their makers' domains."""
    entries = []
    for entry in story.mailbox.entries:
        message = entry.message
        if message.message_id == number:
            message = dataclasses.replace(message, in_reply_to=(parent,), references=(parent,))
        entries.append(dataclasses.replace(entry, message=message))
    return dataclasses.replace(story, mailbox=dataclasses.replace(story.mailbox, entries=tuple(entries)))


@pytest.mark.parametrize(
    ("parent", "status"),
    [("lost@maya.example", "unknown"), ("lost@acme.example", "open"), ("own@maya.example", "open")],
)
def test_a_reply_to_a_message_that_is_not_there_gives_the_gap_away(parent: str, status: str) -> None:
    story = tell("""
        Mon 09:00 them: asks question
        Mon+3 12:00 you in blue: replies Is there news?
    """)
    ids = {"m1": "first@acme.example", "m2": "own@maya.example"}
    entries = tuple(
        dataclasses.replace(
            entry, message=dataclasses.replace(entry.message, message_id=ids[entry.id], id_missing=False)
        )
        for entry in story.mailbox.entries
    )
    story = dataclasses.replace(
        story,
        mailbox=dataclasses.replace(story.mailbox, entries=entries),
        readings={ids[k]: dataclasses.replace(v, message_id=ids[k]) for k, v in story.readings.items()},
        identities={ids[k]: dataclasses.replace(v, message_id=ids[k]) for k, v in story.identities.items()},
        applications=tuple(
            dataclasses.replace(one, message_ids=tuple(ids[k] for k in one.message_ids))
            for one in story.applications
        ),
    )
    story = _reply_to(story, "first@acme.example", parent)
    assert story.wait("question", "Thu+3 09:00").status == status
