"""The weighing of a whole message: what it keeps, drops and adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_momentum.model import Ask, Reading, SenderKind, Stage, WaitKind
from inbox_momentum.stages import read_message
from inbox_momentum.stages.context import ALONE, Context
from inbox_momentum.stages.scan import Scan, scan
from inbox_momentum.stages.verdict import KINDS, Verdict, rejected_by, verdict, weighed
from inbox_momentum.stages.weights import Weights, certainty, share
from tests.unit.labelled import make_entry, make_identity

KNOWN = Context(hiring=True, first=False)
NOTHING = Verdict(0.9, 0.0, dict.fromkeys(KINDS, 0.01), None, 0.9)
TEXT = "It was a pleasure to meet you. Please send us your certificates. Which day next week suits you?"


def of(**shares: float) -> Verdict:
    return replace(NOTHING, asks=NOTHING.asks | {WaitKind(kind): share for kind, share in shares.items()})


def text() -> Scan:
    return scan(make_entry(TEXT))


def stand_in(kind: WaitKind, index: int) -> Ask:
    return Ask(kind, text().sentences[index].raw, 0.0)


def settled(asks: dict[str, float], verdict: Verdict, invited: bool = False) -> dict[str, float]:
    given = tuple(Ask(WaitKind(kind), "said", sure) for kind, sure in asks.items())
    found = weighed(given, verdict, text(), stand_in, invited=invited)
    return {ask.kind.value: ask.confidence for ask in found}


@pytest.mark.parametrize(
    ("asks", "shares", "wanted"),
    [
        ({"schedule": 0.9}, {"schedule": 0.9}, {"schedule": 0.96}),
        ({"schedule": 0.9}, {"schedule": 0.5}, {"schedule": 0.8}),  # a sure rule needs less
        ({"schedule": 0.9}, {"schedule": 0.05}, {"schedule": 0.08}),  # and is left for review
        ({"schedule": 0.7}, {"schedule": 0.05}, {}),
        ({"schedule": 0.7}, {"schedule": 0.4}, {"schedule": 0.53}),
        ({}, {"documents": 0.6}, {"documents": 0.8}),
        ({}, {"documents": 0.5}, {"documents": 0.67}),
        ({}, {"documents": 0.45}, {}),
        ({"schedule": 0.9}, {"schedule": 0.9, "next_step": 0.9}, {"schedule": 0.96}),
        ({"schedule": 0.9, "question": 0.9}, {"outreach": 0.6, "schedule": 0.9}, {"outreach": 0.8}),
    ],
)
def test_what_stands(asks: dict[str, float], shares: dict[str, float], wanted: dict[str, float]) -> None:
    assert settled(asks, of(**shares)) == wanted


def test_an_invitation_asks_whatever_the_words() -> None:
    assert settled({"schedule": 0.9}, NOTHING, invited=True) == {"schedule": 0.9}


def test_what_no_rule_found_is_quoted_by_the_sentence_most_like_it() -> None:
    found = weighed((), of(documents=0.9, schedule=0.9), text(), stand_in, invited=False)
    assert {ask.kind.value: ask.quote for ask in found} == {
        "documents": "Please send us your certificates.",
        "schedule": "Which day next week suits you?",
    }


@pytest.mark.parametrize(("share", "sure"), [(0.5, 0.5), (0.3, 0.3)])
def test_certainty_reaches_the_limit_where_it_should(share: float, sure: float) -> None:
    assert certainty(share, sure) == 0.8
    assert certainty(share - 0.001, sure) < 0.8
    steps = [certainty(step / 100, sure) for step in range(101)]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0.0, 0.98)


@pytest.mark.parametrize(
    ("share", "by_rules", "wanted"), [(0.4, True, True), (0.4, False, False), (0.7, False, True)]
)
def test_a_rejection_that_a_rule_sees_needs_less(share: float, by_rules: bool, wanted: bool) -> None:
    assert rejected_by(replace(NOTHING, rejected=share), by_rules=by_rules) is wanted


def test_a_table_is_a_plain_sum() -> None:
    table = Weights(iter(["\thiring=0\task offer=10", "word\thiring=200\task offer=-300"]))
    scores = table.scores({"word": 0.5, "other": 1.0})
    assert scores == {"hiring": 1.0, "ask offer": pytest.approx(-1.4)}
    assert share(scores["hiring"]) == pytest.approx(0.7311, abs=1e-4)
    assert table.reasons({"word": 0.5, "other": 1.0}, "hiring") == ("word",)
    assert table.reasons({"word": 0.5, "other": 1.0}, "ask offer") == ()


def test_the_table_of_the_package_knows_every_question() -> None:
    found = verdict({})
    assert set(found.asks) == set(KINDS)
    assert found.hiring < 0.9


def read(
    body: str, subject: str = "", context: Context = ALONE, kind: str = "employer", **more: str
) -> Reading:
    return read_message(make_entry(body, subject=subject, **more), make_identity(kind), context)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (
            "Final offer: 20 % off until Sunday",
            "Our final offer on the kettle you looked at. Accept the offer: to your basket.",
        ),
        (
            "Sunday lunch",
            "Let me know which train you take so that Dad can pick you up. Did the job people call back?",
        ),
        (
            "Your tenancy application",
            "Please send us two references and a copy of your passport so that we can go on.",
        ),
        ("Boiler service", "We have Tuesday 10:00 or Wednesday 14:00. Which suits you?"),
    ],
)
def test_requests_of_other_matters_are_not_taken_up(subject: str, body: str) -> None:
    found = read(body, subject, kind="other", sender="anna@kettles.example")
    assert [ask for ask in found.asks if ask.confidence >= 0.8] == []


def test_a_request_counts_only_among_its_evidence() -> None:
    """The same words, from somebody who hires and from nobody known."""
    body = "Could you send us a scan of your diploma and of your passport by Friday?"
    known = read(body, "Papers for your contract", KNOWN)
    assert {ask.kind for ask in known.asks if ask.confidence >= 0.8} == {WaitKind.DOCUMENTS}
    unknown = read(body, "Visa", kind=SenderKind.OTHER.value, sender="office@travel.example")
    assert [ask for ask in unknown.asks if ask.confidence >= 0.8] == []


@pytest.mark.parametrize(
    ("body", "files", "wanted"),
    [
        (
            "I'm applying for the designer role. My portfolio is at halvorsen.example.",
            ("Halvorsen_Resume_2026.pdf",),
            "applied",
        ),
        ("Gladly. My CV is attached, as you asked.", ("CV Petra Lang.pdf",), "applied"),
        ("Here are the certificates you asked for.", ("certificates.pdf",), None),
    ],
)
def test_a_cv_sent_first_is_an_application(body: str, files: tuple[str, ...], wanted: str | None) -> None:
    """Also where the conversation is known to be of hiring, and in answer to a pitch."""
    context = Context(hiring=True, first=False, stage=Stage.SOURCED)
    found = read_message(make_entry(body, out=True, attachments=files), make_identity(), context)
    assert (found.stage.value if found.stage else None) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [("Thursday at 11:00 would work for me.", True), ("With pleasure, I can take that on.", False)],
)
def test_a_time_that_nobody_asked_for_has_to_be_named(body: str, wanted: bool) -> None:
    context = Context(hiring=True, first=False, threaded=True, owner_wrote=True)
    found = read_message(make_entry(body, out=True, subject="Re: next"), make_identity(), context)
    assert (WaitKind.SCHEDULE in found.answers) is wanted
