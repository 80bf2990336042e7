"""The owner's languages: what a message too short to show its own is read in."""

from __future__ import annotations

import pytest

from inbox_momentum import stages
from inbox_momentum.model import Reading, WaitKind
from tests.unit.labelled import make_entry, make_identity


def read(text: str, *languages: str) -> Reading:
    entry = make_entry(f"{text}\n")
    return stages.read([entry], {entry.id: make_identity("ats")}, languages=languages)[entry.id]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bewerbung eingegangen.", "de"),
        ("Candidature enregistrée.", "fr"),
        ("Sollicitatie ontvangen.", "nl"),
        ("Candidatura recibida.", "es"),
    ],
)
def test_a_short_receipt_is_read_in_the_usual_language(text: str, language: str) -> None:
    assert read(text).stage is None
    assert read(text, "en", language).stage is None
    assert read(text, language).stage == "applied"
    assert read(text, language, "en").stage == "applied"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lebenslauf bitte nachreichen.", "de"),
        ("Merci d'envoyer CV.", "fr"),
    ],
)
def test_a_short_request_is_read_in_the_usual_language(text: str, language: str) -> None:
    assert not [ask for ask in read(text).asks if ask.confidence >= 0.8]
    assert [ask.kind for ask in read(text, language).asks if ask.confidence >= 0.8] == [WaitKind.DOCUMENTS]
