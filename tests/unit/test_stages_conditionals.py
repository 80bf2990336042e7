"""What may come later, or what only others do, asks nothing; what the owner puts off answers nothing."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_momentum.model import Outcome, WaitKind
from inbox_momentum.stages import read_message
from inbox_momentum.stages.context import Context
from tests.unit.labelled import make_entry, make_identity

KNOWN = Context(hiring=True, first=False)


def _in(body: str, context: Context = KNOWN):
    reading = read_message(make_entry(body), make_identity(), context)
    return {ask.kind for ask in reading.asks} - {WaitKind.MESSAGE}, reading.stage


def _out(body: str, *asked: WaitKind, offered: bool = False):
    context = Context(
        hiring=True, first=False, asked=frozenset(asked), offered=offered, threaded=True, owner_wrote=True
    )
    return read_message(
        make_entry(body, subject="Re: next", out=True, in_reply_to=("a@x.example",)), make_identity(), context
    )


@pytest.mark.parametrize(
    "body",
    [
        # should + any subject
        "Should they want to go ahead, we would send you a short coding exercise and ask for two references. Nothing for you to do for now.",
        "Should they want to go ahead, we would send you a short coding exercise and ask for two references.",
        "Should the committee agree, you will get a take-home assignment.",
        "Should everyone be on board, our recruiter would ask you for the names of two referees.",
        "Should it come to that, we will need a copy of your passport.",
        # moving forward
        "If you move forward, you'll be asked to take a coding test.",
        "You'll be asked to complete an assessment if you move on to the next round.",
        "If you get through the screening, we will send a test.",
        "Once you've moved on to the next stage you will receive a coding challenge.",
        "When you pass the first call, a take-home follows.",
        # inversion
        "Were the panel to say yes, the next thing would be a take-home.",
        "Were we to go ahead, you would be asked to complete an online assessment.",
        "Were they to like it, a contract would be drawn up for you to sign.",
        # provided, assuming, in case + noun
        "Provided references check out, an offer letter would go out in December.",
        "Assuming the budget clears, we will send you an offer letter next month.",
        "In case the client bites, a coding challenge would be next.",
        "Supposing the board approves, we would then ask for two references.",
        "An offer letter will go out in December, provided references check out.",
        "If the panel says yes, the next thing would be a take-home test.",
        "If it goes to the next round, we'd ask for a coding test.",
        "Had the board agreed, we would have made you an offer.",
        "Depending on how the panel feels, there might be a take-home.",
        "Once the others have finished, we would ask you to complete the coding exercise.",
        # only announced
        "You'll do a coding test later on; I'll let you know when it's time.",
        "I'll send over the exercise tomorrow morning.",
        "We will share the take-home with you early next week.",
        "There will be a programming task at a later point.",
        "The coding test will be sent to you tomorrow.",
        "You'll receive the assignment next Monday.",
        "We'll be sending the challenge over in the next few days.",
        "Expect the assignment from us on Thursday.",
    ],
)
def test_what_may_come_asks_nothing(body):
    assert _in(body) == (set(), None)


@pytest.mark.parametrize(
    "body",
    [
        "No need to do anything on your side just yet. We would ask for your passport in January.",
        "We are calling your referees this week. The coding test comes after. Nothing for you to do for now.",
        "Please keep your two references ready. No action needed from you at this point.",
        "Could be that we ask for your diploma. You do not have to do anything yet.",
        "We would like you to complete a coding test. At the moment nothing is needed from you.",
    ],
)
def test_nothing_to_do_vetoes_every_ask(body):
    assert _in(body)[0] == set()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("If you've already done the test, no action is needed. Otherwise please complete the coding test.", "code_test"),
        ("Please complete the coding test by Friday. There is nothing else for you to do.", "code_test"),
        ("Assuming you are still interested, please send me your availability for next week.", "schedule"),
        ("Should Tuesday not suit, could you send me some other times?", "schedule"),
        ("We'd like you to do a short coding exercise. I'll send over the invite to the follow-up tomorrow.", "code_test"),
        ("We are delighted to offer you the role, provided references check out.", "offer"),
        ("I will send you the test today. Please complete it within 5 days.", "code_test"),
        ("If this sounds good, would you be free for a call on Thursday?", "schedule"),
        ("Should we say Tuesday at 10?", "schedule"),
        ("Provided you agree, please send us two references.", "references"),
    ],
)  # fmt: skip
def test_a_request_beside_a_condition_still_asks(body, kind):
    assert WaitKind(kind) in _in(body)[0]


@pytest.mark.parametrize(
    "body",
    [
        "Quick one: did the test link arrive?",
        "Has the link to the coding challenge reached you?",
        "Did the assignment come through?",
    ],
)
def test_whether_the_test_arrived_is_a_question(body):
    assert _in(body)[0] <= {WaitKind.QUESTION}


# ---------------------------------------------------------------- the owner's side (10 November 2026 is a Tuesday)
@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("cracking on at the weekend - you'll have it on Monday", date(2026, 11, 16)),
        (
            "Got the exercise, thanks. I'll work on it this weekend and send it on Tuesday.",
            date(2026, 11, 17),
        ),
        ("Working on it over the weekend, expect it Monday.", date(2026, 11, 16)),
        ("Starting tomorrow, will send the solution Sunday.", date(2026, 11, 15)),
        ("I'm at it tonight, it will be with you by Thursday.", date(2026, 11, 12)),
    ],
)
def test_due_the_day_it_is_to_arrive(body, day):
    reading = _out(body, WaitKind.CODE_TEST)
    assert reading.holding
    assert [one.due_at.date() for one in reading.promises][-1] in (day, date.fromordinal(day.toordinal() + 1))
    assert len(reading.promises) == 1
    assert WaitKind.CODE_TEST not in reading.answers


@pytest.mark.parametrize(
    "body",
    [
        "Not this week I fear, exams. Will write Sunday with times.",
        "No chance this week, sorry. I'll send you times on Sunday.",
        "Busy this week; you'll get my times on Sunday.",
        "Not before next week I'm afraid. Will come back Sunday with some slots.",
    ],
)
def test_times_to_come_answer_no_schedule(body):
    reading = _out(body, WaitKind.SCHEDULE)
    assert reading.holding
    assert len(reading.promises) == 1
    assert reading.promises[0].due_at.date() in (date(2026, 11, 15), date(2026, 11, 16))
    assert WaitKind.SCHEDULE not in reading.answers


@pytest.mark.parametrize(
    "body",
    [
        "Sadly I've signed elsewhere.",
        "I'm sorry, I went with another company in the end.",
        "I have taken a job elsewhere, I'm afraid.",
    ],
)
def test_signed_elsewhere_declines_an_offer(body):
    assert _out(body, WaitKind.OFFER, offered=True).outcome is Outcome.DECLINED
    assert _out(body, WaitKind.SCHEDULE).outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize(
    "body",
    [
        "Passport to follow once I find the scanner.",
        "The signed NDA follows as soon as I'm home.",
        "Diploma will follow when my parents have scanned it.",
    ],
)
def test_papers_to_follow_are_not_sent(body):
    reading = _out(body, WaitKind.DOCUMENTS)
    assert reading.holding
    assert WaitKind.DOCUMENTS not in reading.answers
