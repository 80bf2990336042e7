"""Which day of a whole message belongs to its request."""

from __future__ import annotations

import pytest

from inbox_momentum.stages import read_message
from inbox_momentum.stages.context import Context
from tests.unit.labelled import make_entry, make_identity

KNOWN = Context(hiring=True, first=False)


def _days(body: str) -> set[str]:
    """Days of the deadlines of all requests; messages are of Tuesday 10 November 2026, 14:00 UTC."""
    reading = read_message(make_entry(body), make_identity("employer"), KNOWN)
    assert any(str(ask.kind) != "message" for ask in reading.asks)
    return {ask.deadline.at.date().isoformat() for ask in reading.asks if ask.deadline}


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            "Could you complete the coding exercise in the attached file? We would like it back by the 13th. "
            "Your panel interview would then be on 25 November.",
            "2026-11-13",
        ),
        (
            "Please let us know by Wednesday which of these works: Thu 12 Nov 10:00 or Fri 13 Nov 09:30.",
            "2026-11-11",
        ),
        (
            "We are pleased to offer you the position of Analyst, starting on 4 January. The salary is 50,000. "
            "Please sign the letter by Monday 16 November.",
            "2026-11-16",
        ),
        (
            "Could you send us the names of two referees? The panel meets on Thursday, so Wednesday would be ideal.",
            "2026-11-11",
        ),
        (
            "Please take the online assessment. You have 90 minutes once you start; the link stays open for five days.",
            "2026-11-15",
        ),
        (
            "We are delighted to offer you the job. If we have not heard from you by Friday, we will ask the next person.",
            "2026-11-13",
        ),
        (
            "Here is the take-home exercise. There is no rush, but do send it by Monday 16 November.",
            "2026-11-16",
        ),
    ],
)
def test_the_day_of_the_request(body: str, day: str) -> None:
    assert _days(body) == {day}


@pytest.mark.parametrize(
    "body",
    [
        "Please confirm whether Thursday 12 November at 10:00 suits you for the call.",
        "We would love to invite you for an interview. Which works: Wed 11 Nov 14:00 or Thu 12 Nov 10:00?",
        "We are pleased to offer you the position of Analyst, starting on 4 January. Let us know your decision.",
        "Could you send us two references? I am out of the office until 20 November, so please copy Jana.",
        "Could you send us your CV? We will get back to you by Friday.",
        "The vacancy closes on 30 November. Could you tell me your salary expectations?",
        "When are you free for a call? I can do any day until Friday 13 November.",
        "Please complete the test. The team will look at it on Friday and be in touch by Wednesday.",
    ],
)
def test_other_days_are_none(body: str) -> None:
    assert _days(body) == set()
