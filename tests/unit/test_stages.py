"""Readings of whole messages and of conversations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox_momentum.model import Outcome, Stage, WaitKind
from inbox_momentum.stages import read, read_message
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.evidence import confidence
from tests.unit.labelled import AT, cases, faults, make_entry, make_identity, read_case

LABELLED = [*cases("labelled_dev.toml"), *cases("labelled_held.toml")]
KNOWN = Context(hiring=True, first=False)


def test_labelled_messages():
    """Nearly every message is read wholly right; refitted models may cost one in twenty of these short ones."""
    wrong = {case.name: found for case in LABELLED if (found := faults(case, read_case(case)))}
    assert len(wrong) <= len(LABELLED) / 20, wrong


def _asks(body: str, kind: str = "employer", context: Context = KNOWN, **more) -> set[str]:
    reading = read_message(make_entry(body, **more), make_identity(kind), context)
    return {ask.kind.value for ask in reading.asks}


# ---------------------------------------------------------------- the traps of domain.md §1, three wordings each
@pytest.mark.parametrize(
    "body",
    [
        "Unfortunately our interviewer is sick, so we need to reschedule your interview. Could you do Thursday at 14:00?",
        "I'm afraid Anna has come down with the flu and can't hold the interview. Would Monday work instead?",
        "Regrettably something urgent came up on our side. Can we move the interview to next week?",
    ],
)
def test_sick_interviewer_is_no_rejection(body):
    reading = read_message(make_entry(body), make_identity(), KNOWN)
    assert reading.outcome is None
    assert reading.reschedule
    assert {ask.kind for ask in reading.asks} == {WaitKind.SCHEDULE}


@pytest.mark.parametrize(
    "body",
    [
        "If it's not the right fit this time we'll tell you that too, a person reads every application.",
        "Sadly I can't take your file any further until the missing form is with legal.",
        "Should we decide against you we will say so within two weeks.",
        "We cannot put your candidature to the panel unless all three parts are complete.",
    ],
)
def test_a_rejection_under_a_condition_is_none(body):
    assert read_message(make_entry(body), make_identity(), KNOWN).outcome is None


@pytest.mark.parametrize(
    "body",
    [
        "We can't move forward until you finish the test.",
        "We are not able to proceed with your application before you have completed the assessment.",
        "Your application cannot progress unless the coding challenge is submitted.",
    ],
)
def test_blocked_by_the_test_is_no_rejection(body):
    reading = read_message(make_entry(body), make_identity(), KNOWN)
    assert reading.outcome is None
    assert WaitKind.CODE_TEST in {ask.kind for ask in reading.asks}


@pytest.mark.parametrize(
    "body",
    [
        "Thank you for your time and for the interesting conversations. We have decided to proceed with another candidate.",
        "Thanks so much for applying and for the effort you put into the take-home! Sadly we won't be moving forward.",
        "It was a pleasure to meet you. After careful consideration we regret to inform you that you were not selected.",
    ],
)
def test_rejection_that_opens_with_thanks(body):
    reading = read_message(make_entry(body), make_identity(), KNOWN)
    assert reading.outcome is Outcome.REJECTED
    assert reading.asks == ()
    assert not reading.praise


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Interview at Acme? 14 new jobs for you", "Backend Engineer, Acme. Apply now."),
        ("Your job alert: Python Developer", "5 jobs match your search. Prepare for your interview with us."),
        (
            "Companies hiring near you",
            "Recommended jobs: Data Engineer at Foo. Schedule your interview prep today.",
        ),
    ],
)
def test_job_alert_asks_nothing(subject, body):
    reading = read_message(make_entry(body, subject=subject), make_identity("job_board"))
    assert (reading.asks, reading.hiring, reading.stage) == ((), False, None)


@pytest.mark.parametrize(
    "body",
    [
        "Book your mock interview with a coach today.",
        "Ready to practise? Choose a time for your practice interview.",
        "Your mock interview on Friday: please confirm the slot.",
    ],
)
def test_mock_interview_asks_nothing(body):
    assert _asks(body, "other", Context()) == set()


@pytest.mark.parametrize(
    "body",
    [
        "Thanks for applying! If we like what we see, we'll invite you to a phone screen, then a take-home, then an onsite.",
        "We received your application. Our process consists of a recruiter call, a technical interview and a final panel.",
        "Thank you for your application. Candidates who advance will be asked to complete a coding test.",
    ],
)
def test_receipt_that_describes_later_interviews(body):
    reading = read_message(make_entry(body), make_identity("ats"))
    assert (reading.stage, reading.receipt, reading.asks) == (Stage.APPLIED, True, ())


@pytest.mark.parametrize(
    "body",
    [
        "If you are not selected, we will not contact you further. We received your application.",
        "Thank you for applying. We are unable to offer visa sponsorship for this role.",
        "Thank you for applying. Due to volume only successful applicants will be contacted.",
    ],
)
def test_conditional_rejection_is_none(body):
    assert read_message(make_entry(body), make_identity("ats")).outcome is None


@pytest.mark.parametrize(
    "body",
    [
        "Let me know if you have any questions.",
        "Feel free to reach out any time. Looking forward to meeting you!",
        "Should you have questions, please do not hesitate to contact us.",
    ],
)
def test_closing_words_ask_nothing(body):
    assert _asks("Your interview is confirmed for Tuesday at 10:00. " + body) == set()


# ---------------------------------------------------------------- what is not of hiring
@pytest.mark.parametrize("kind", ["bulk"])
def test_bulk_is_not_read(kind):
    reading = read_message(make_entry("Please send us your CV and book an interview."), make_identity(kind))
    assert (reading.asks, reading.hiring) == ((), False)


def test_person_without_hiring_words_asks_nothing():
    assert _asks("Are you free on Tuesday at 3pm? Can you send me the slides?", "person", Context()) == set()


def test_colleague_is_no_employer():
    entry = make_entry(
        "Could you do the interview with the candidate on Friday at 2? Please confirm.",
        sender="ann@example.net",
    )
    assert read_message(entry, make_identity()).asks == ()


def test_cc_only_is_left_for_review():
    entry = make_entry("Could you send your availability for the technical interview?", addressed=False)
    reading = read_message(entry, make_identity("ats"))
    assert all(ask.confidence < 0.8 for ask in reading.asks)


@pytest.mark.parametrize(
    ("weight", "cues", "sure"),
    [
        (1.0, 0.0, False),
        (1.0, 0.3, False),
        (1.0, 1.0, True),
        (0.9, 0.9, True),
        (0.6, 1.0, True),
        (0.5, 0.5, False),
    ],
)
def test_two_cues_make_sure(weight, cues, sure):
    assert (confidence(weight, cues) >= 0.8) is sure


# ---------------------------------------------------------------- conversations
def _thread(*turns: tuple[str, bool]):
    entries, identities = [], {}
    for number, (body, out) in enumerate(turns):
        id_ = f"m{number}@example.net"
        entries.append(
            make_entry(
                body,
                subject="Backend Engineer interview" if number == 0 else "Re: Backend Engineer interview",
                out=out,
                id_=id_,
                at=AT + timedelta(hours=number),
                in_reply_to=(f"m{number - 1}@example.net",) if number else (),
            )
        )
        identities[id_] = make_identity(id_=id_)
    return list(read(entries, identities).values())


def test_short_turn_is_read_by_its_conversation():
    first, answer, confirmed = _thread(
        ("We'd like to interview you for the Backend Engineer role. When are you free?", False),
        ("Thursday at 3?", True),
        ("Perfect, see you Thursday at 3!", False),
    )
    assert {ask.kind for ask in first.asks} == {WaitKind.SCHEDULE}
    assert WaitKind.SCHEDULE in answer.answers
    assert confirmed.asks == ()
    assert confirmed.booking


def test_attachment_closes_what_was_asked():
    _, answer = _thread(
        ("Could you send us your CV for the Backend Engineer role?", False),
        ("Sure, here you go: https://drive.google.com/file/x", True),
    )
    assert WaitKind.DOCUMENTS in answer.answers or WaitKind.QUESTION in answer.answers


def test_each_message_has_one_reading():
    readings = _thread(("Hello", False), ("Hi", True))
    assert [reading.message_id for reading in readings] == ["m0@example.net", "m1@example.net"]


def test_pitch_stays_outreach_until_the_owner_answers():
    pitch, again = _thread(
        ("I came across your profile and we're hiring a Backend Engineer. Are you free for a chat?", False),
        ("Just following up on this - could you do a quick call this week?", False),
    )
    assert {ask.kind for ask in pitch.asks} == {WaitKind.OUTREACH}
    assert {ask.kind for ask in again.asks} == {WaitKind.OUTREACH}
    assert again.nudge


def test_empty_and_hostile_input():
    for body in ("", "?" * 5_000, "please " * 5_000, "a" * 1_000_000, "\n" * 50_000, "if you " * 20_000):
        read_message(make_entry(body), make_identity("ats"), KNOWN)
