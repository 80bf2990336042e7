"""The job title that a message names."""

from __future__ import annotations

import pytest

from tests.accuracy.run import views


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Your application to Ferrous Labs (Senior Backend Engineer) was received.",
            "Senior Backend Engineer",
        ),
        ("Your application to Acme (Data Engineer) has reached us.", "Data Engineer"),
        ("We received your application for Platform Engineer (Berlin).", "Platform Engineer (Berlin)"),
        ("We received your application for Platform Engineer.", "Platform Engineer"),
    ],
)
def test_the_employer_before_the_brackets_is_no_part_of_the_title(text: str, role: str) -> None:
    row = {
        "id": "r1",
        "direction": "in",
        "from": "Acme <no-reply@us.greenhouse-mail.io>",
        "to": "maya@postbox.example",
        "subject": "Thank you for applying",
        "date": "2026-10-05T09:00:00+00:00",
        "body": f"Hi Maya,\n\n{text}\n",
    }
    assert views([row])["r1"].reading.role == role


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Could you send us your CV?\n\nKind regards,\nSofia Rossi\nEngineering Manager | Acme", None),
        ("Could you send us your CV?\n\nWarmly,\nSofia Rossi\nTechnical Recruiter @ Acme", None),
        ("Could you send us your CV?\n\n- Anne-Marie O’Neill\nHead of People - Acme", None),
        ("We received your application. The job:\nPlatform Engineer - Acme, Berlin", "Platform Engineer"),
        (
            "You applied for the Data Engineer role.\n\nSofia Rossi\nHead of People - Acme",
            "Data Engineer",
        ),
    ],
)
def test_what_the_sender_is_is_no_role_on_offer(body: str, role: str | None) -> None:
    row = {
        "id": "r1",
        "direction": "in",
        "from": "Sofia Rossi <sofia@acme.example>",
        "to": "maya@postbox.example",
        "subject": "Interview",
        "date": "2026-10-05T09:00:00+00:00",
        "body": f"Hi Maya,\n\n{body}\n",
    }
    assert views([row])["r1"].reading.role == role
