"""Requests explained by their neighbours, notices of platforms, and who is a colleague."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_momentum.stages import read_message
from inbox_momentum.stages.colleagues import internal
from inbox_momentum.stages.context import Context
from tests.unit.labelled import make_entry, make_identity

KNOWN = Context(hiring=True, first=False)


def _read(body: str, kind: str = "employer", context: Context = KNOWN, **more):
    return read_message(make_entry(body, **more), make_identity(kind), context)


def _asks(body: str, kind: str = "employer", context: Context = KNOWN, **more) -> set[str]:
    return {ask.kind.value for ask in _read(body, kind, context, **more).asks}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Payroll is missing your degree certificate and a payslip. Could you send me both?", {"documents"}),
        ("We spoke of two professional references. Could you send their names over?", {"references"}),
        ("The take-home is attached. Can you return it by Friday?", {"code_test"}),
        ("We have Monday 10:00 or Tuesday 15:00. Which shall I take?", {"schedule"}),
    ],
)
def test_a_leaning_request_takes_the_kind_of_the_sentence_before(body, wanted):
    assert _asks(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "Your session has ended. Your answers were recorded and passed on to Halden Robotics.",
        "You reached the end of the challenge. Your solutions have been submitted.",
        "Thank you for taking the test. Your results go to the team.",
    ],
)
def test_a_platform_s_notice_of_the_end_asks_nothing(body):
    reading = _read(body, "assessment", subject="Session closed")
    assert reading.asks == ()
    assert reading.submission


@pytest.mark.parametrize(
    "body",
    [
        "Please complete the assessment by Friday. Your answers are saved as you go.",
        "You have not finished the test yet. Please finish it by 12 November.",
    ],
)
def test_a_platform_s_invitation_is_no_notice_of_the_end(body):
    assert _asks(body, "assessment") == {"code_test"}


def test_an_announced_test_is_not_asked_for_yet():
    assert _asks("I am sending the coding exercise over in the next days.") == {"message"}


def test_take_your_time_does_not_undo_a_stated_deadline():
    reading = _read(
        "Attached is our offer of employment. Take your time with it. We need your decision by Friday, 18:00."
    )
    assert [ask.deadline is not None for ask in reading.asks] == [True]


def test_a_recruiter_s_colleague_on_copy_makes_nothing_internal():
    entry = make_entry("One more thing: how many people did you lead?")
    copied = replace(entry.message, cc=(entry.message.author,))
    entry = replace(entry, message=copied)
    assert internal(entry)
    assert not internal(entry, frozenset({"example.net"}))
    assert internal(entry, frozenset({"acme.example"}))
