"""The plainest hiring mail, each the only message of its mailbox: nothing around it helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_momentum import pipeline
from inbox_momentum.model import Reading

OWNER = "maya@postbox.example"


def read(
    folder: Path, subject: str, body: str, sender: str = "Jane Miller <jane.miller@acme.example>"
) -> Reading:
    (folder / "1.eml").write_text(
        f"From: {sender}\nTo: {OWNER}\nSubject: {subject}\nMessage-ID: <1@acme.example>\n"
        f"Date: Wed, 4 Mar 2026 05:06:07 +0000\n\n{body}\n"
    )
    understood = pipeline.understand(pipeline.read_mailbox([str(folder)], [OWNER]))
    return next(iter(understood.readings.values()))


@pytest.mark.parametrize(
    ("subject", "body", "asked"),
    [
        ("Interview", "Hi Maya, could you send me your availability for an interview next week? Jane", "schedule"),
        ("Phone screen", "Hi Maya, thanks for applying to Acme. When could you do a 30 minute call?", "schedule"),
        ("Next steps", "Hi Maya, we would like to invite you to a first interview. What times work for you?", "schedule"),
        ("Your application", "Dear Maya, please book a time for your interview: https://calendly.com/acme/30min", "schedule"),
        ("Coding test", "Hi Maya, please find the coding test attached. Send us your solution by Friday.", "code_test"),
        ("Technical assessment", "Dear Maya, please complete the online assessment within five days.", "code_test"),
        ("Your application", "Dear Maya, could you please send us your CV and your certificates?", "documents"),
        ("References", "Hi Maya, before we make an offer we need two references. Could you send us their contact details?", "references"),
        ("Offer", "Dear Maya, we are pleased to offer you the position of data analyst. Please let us know by Friday.", "offer"),
        ("Salary", "Hi Maya, before the interview: what are your salary expectations and your notice period?", "question"),
        ("Data analyst at Acme", "Hi Maya, I came across your profile. We are hiring a data analyst. Interested?", "outreach"),
    ],
)  # fmt: skip
def test_a_plain_request_alone_in_a_mailbox_is_heard(
    tmp_path: Path, subject: str, body: str, asked: str
) -> None:
    reading = read(tmp_path, subject, body)
    assert reading.hiring
    assert asked in {ask.kind.value for ask in reading.asks}


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (
            "Your application",
            "Dear Maya, unfortunately we have decided to go with another candidate. Good luck!",
        ),
        (
            "Data analyst",
            "Hi Maya, thank you for the interview. We will not be moving forward with your application.",
        ),
        (
            "Bewerbung",
            "Sehr geehrte Frau Lindqvist, leider haben wir uns für einen anderen Bewerber entschieden.",
        ),
    ],
)
def test_a_plain_rejection_alone_in_a_mailbox_is_heard(tmp_path: Path, subject: str, body: str) -> None:
    assert read(tmp_path, subject, body).outcome == "rejected"


@pytest.mark.parametrize(
    ("subject", "body", "sender"),
    [
        ("Dinner?", "Hey Maya, are you free on Thursday evening? Let me know what time works.", "Tom <tom@webpost.example>"),
        ("Your appointment", "Dear Maya, please confirm your appointment at the dentist on Monday at 3 pm.", "Praxis <info@dental.example>"),
        ("Documents", "Dear customer, please send us a copy of your identity card to open your account.", "Bank <service@bank.example>"),
        ("Contract renewal", "Hi Maya, please sign the attached contract for your phone by Friday.", "Telco <hello@telco.example>"),
        ("Meeting", "Hi Maya, can you send me the slides before the meeting tomorrow?", "Bob <bob@office.example>"),
    ],
)  # fmt: skip
def test_plain_mail_of_other_matters_asks_nothing(
    tmp_path: Path, subject: str, body: str, sender: str
) -> None:
    reading = read(tmp_path, subject, body, sender)
    assert not [ask for ask in reading.asks if ask.kind != "message" and ask.confidence >= 0.8]
