"""What only leans on a request, deadlines away from it, and answers to what was not asked."""

from __future__ import annotations

import pytest

from inbox_momentum.model import WaitKind
from inbox_momentum.stages import read_message
from inbox_momentum.stages.context import Context
from tests.unit.labelled import make_entry, make_identity

KNOWN = Context(hiring=True, first=False, threaded=True)


def _reading(body: str, context: Context = KNOWN, **more):
    return read_message(make_entry(body, **more), make_identity(), context)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Here is the coding challenge. 1 week. Reply with a link to your repo.", "2026-11-17"),
        ("You have been invited to complete an assessment. Expires: 16 Nov 2026 10:00 AM UTC", "2026-11-16"),
        (
            "Please complete the coding test. It has three parts. Use any language. Good luck. "
            "The link expires on November 20, 2026.",
            "2026-11-20",
        ),
    ],
)
def test_deadline_of_a_test_away_from_its_request(body: str, day: str) -> None:
    asks = [ask for ask in _reading(body).asks if ask.kind is WaitKind.CODE_TEST]
    assert [ask.deadline.at.date().isoformat() for ask in asks if ask.deadline] == [day]


@pytest.mark.parametrize(
    "body",
    [
        "Könnten Sie uns bitte einen aktuellen Lebenslauf zukommen lassen?",
        "Pourriez-vous nous transmettre votre CV et une copie de votre diplôme ?",
        "¿Podría enviarnos su currículum actualizado, por favor?",
        "Poderia enviar-nos o seu currículo atualizado, por favor?",
        "Kunt u ons alstublieft uw actuele cv toesturen?",
    ],
)
def test_papers_in_other_languages_are_no_request_for_times(body: str) -> None:
    assert {ask.kind for ask in _reading(body).asks} == {WaitKind.DOCUMENTS}


@pytest.mark.parametrize(
    "body",
    ["I will have it with you on Tuesday.", "You'll have my answer on Friday.", "Will be done by Thursday."],
)
def test_a_day_is_no_slot_where_a_test_is_asked(body: str) -> None:
    context = Context(hiring=True, first=False, threaded=True, asked=frozenset({WaitKind.CODE_TEST}))
    assert WaitKind.SCHEDULE not in _reading(body, context, out=True).answers


def test_an_automatic_reply_of_the_owner_answers_nothing() -> None:
    context = Context(hiring=True, first=False, threaded=True, asked=frozenset({WaitKind.SCHEDULE}))
    body = "I am away until Monday and will reply when I am back."
    reading = _reading(body, context, out=True, automated="auto-replied")
    assert reading.answers == frozenset()
    assert not reading.holding


def test_a_counter_offer_is_no_acceptance() -> None:
    context = Context(
        hiring=True, first=False, threaded=True, offered=True, asked=frozenset({WaitKind.OFFER})
    )
    body = "Before I can sign the offer, I would like to raise the base: could you do 104,000?"
    assert _reading(body, context, out=True).outcome is None


@pytest.mark.parametrize(
    "body",
    [
        "Assuming Tuesday works, please confirm.",
        "If Thursday suits, could you confirm the interview slot?",
        "Provided that 3pm is fine, please confirm your attendance.",
    ],
)
def test_a_condition_that_the_owner_decides_asks_now(body: str) -> None:
    assert WaitKind.SCHEDULE in {ask.kind for ask in _reading(body).asks}


def test_a_condition_that_the_employer_decides_asks_nothing() -> None:
    body = "Should you be selected, please expect to be asked for your availability."
    assert {ask.kind for ask in _reading(body).asks} <= {WaitKind.MESSAGE}
