"""Bare hours behind a day, days to which something is moved, and spans of few hours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox_momentum.stages.dayreading import Moment
from inbox_momentum.stages.deadlines import deadline, promise
from inbox_momentum.stages.prose import normalise

TUESDAY = Moment(datetime(2026, 11, 10, 14, 0, tzinfo=UTC), 3600, True)


def _said(at: datetime) -> str:
    return at.astimezone(TUESDAY.zone).strftime("%d %H:%M")


def _deadline(language: str, text: str, *, slots: bool = False) -> str | None:
    found = deadline(normalise(text), text, TUESDAY, language, slots=slots)
    return _said(found.at) if found else None


def _promise(language: str, text: str) -> str | None:
    found = promise(normalise(text), text, TUESDAY, language)
    return _said(found.due_at) if found else None


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Please reply by Friday at 4", "13 16:00"),
        ("en", "Submit by Wednesday at 2.", "11 14:00"),
        ("en", "Could you reply by Friday, at about 3?", "13 15:00"),
        ("en", "Please reply by Thursday around 12, thanks", "12 12:00"),
        ("en", "Please let me know by tomorrow at 11", "11 11:00"),
        ("en", "Send it by 12 November at 5", "12 17:00"),
        ("en", "Send it by Friday 13 at 4", "13 16:00"),
        ("en", "Send it by Friday at 4 ET", "13 22:00"),
        ("de", "Bitte antworten Sie bis Donnerstag um 3", "12 15:00"),
        ("de", "Bitte antworten Sie bis Freitag gegen 4.", "13 16:00"),
        ("de", "Bitte bis Freitag um 16, danke", "13 16:00"),
        ("fr", "Merci de répondre d'ici vendredi à 4", "13 16:00"),
        ("fr", "Au plus tard vendredi vers 11", "13 11:00"),
        ("es", "Responde hasta el jueves a las 3", "12 15:00"),
        ("es", "Hasta el viernes sobre las 4", "13 16:00"),
        ("es", "Hasta el viernes a la 1", "13 13:00"),
        ("pt", "Responda até sexta às 4", "13 16:00"),
        ("pt", "Responda até quinta por volta das 3", "12 15:00"),
        ("nl", "Graag uiterlijk vrijdag om 4", "13 16:00"),
        ("nl", "Uiterlijk donderdag rond 3", "12 15:00"),
    ],
)
def test_a_bare_hour_of_a_deadline(language: str, text: str, when: str) -> None:
    assert _deadline(language, text) == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "I will send it on Thursday at 3", "12 15:00"),
        ("en", "I'll send it Thursday by 3", "12 15:00"),
        ("en", "I'll send it tomorrow at 9", "11 09:00"),
        ("de", "Ich schicke es am Donnerstag gegen 3", "12 15:00"),
        ("es", "Te lo mando el jueves a las 3", "12 15:00"),
        ("nl", "Ik stuur het donderdag om 3", "12 15:00"),
    ],
)
def test_a_bare_hour_of_a_promise(language: str, text: str, when: str) -> None:
    assert _promise(language, text) == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Please reply by Friday 13", "13 23:59"),
        ("en", "Please reply by Friday at the latest 3 of you", "13 23:59"),
        ("en", "I will call you by Friday about 3 roles", "13 23:59"),
        ("en", "Please reply by Friday at 31", "13 23:59"),
        ("de", "Bitte bis Freitag 13.", "13 23:59"),
        ("de", "Bitte bis Freitag, spätestens bis 20.", "20 23:59"),
        ("de", "Ich schicke es am Donnerstag ab 3", "12 23:59"),
    ],
)
def test_other_numbers_behind_a_day_are_no_hours(language: str, text: str, when: str) -> None:
    assert _promise(language, text) == when


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our interviewer is sick. Could we move to Thursday at 3?"),
        ("en", "We need to push it to Monday, please confirm"),
        ("en", "Can we push this back to Monday?"),
        ("en", "The interview is postponed until Thursday."),
        ("es", "¿Podemos moverla para el jueves a las 3?"),
        ("es", "¿Podríamos aplazar la entrevista hasta el lunes?"),
        ("fr", "Pouvons-nous reporter l'entretien pour jeudi ?"),
        ("pt", "Podemos remarcar para quinta às 3?"),
        ("pt", "Precisamos adiar a entrevista para segunda, pode confirmar?"),
        ("nl", "Kunnen we het uitstellen tot maandag?"),
    ],
)
def test_a_day_to_which_a_meeting_is_moved_is_no_deadline(language: str, text: str) -> None:
    assert _deadline(language, text, slots=True) is None


@pytest.mark.parametrize("slots", [False, True])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We have moved the deadline to Friday"),
        ("en", "We moved your deadline for the case study to Friday"),
        ("en", "The deadline was short, so we pushed it to Friday"),
        ("en", "We have extended it until Friday"),
        ("de", "Die Frist wurde bis Freitag verlängert"),
        ("es", "Hemos ampliado el plazo hasta el viernes"),
        ("es", "Hemos pospuesto la fecha límite hasta el viernes"),
        ("pt", "Adiamos o prazo para sexta"),
        ("nl", "De deadline is uitgesteld tot vrijdag"),
    ],
)
def test_a_moved_deadline_is_one(language: str, text: str, slots: bool) -> None:
    assert _deadline(language, text, slots=slots) == "13 23:59"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Você pode remarcar a entrevista até sexta?"),
        ("es", "Puedes cambiar la cita hasta el viernes"),
        ("fr", "Vous pouvez déplacer le rendez-vous jusqu'à vendredi"),
    ],
)
def test_until_when_a_meeting_may_be_moved(language: str, text: str) -> None:
    assert _deadline(language, text, slots=True) == "13 23:59"


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Please answer within 4 hours", "10 19:00"),
        ("de", "Bitte antworten Sie innerhalb von 4 Stunden", "10 19:00"),
        ("es", "Responde en un plazo de 4 horas", "10 19:00"),
        ("en", "You have 4 hours", None),
        ("es", "Tienes 4 horas", None),
    ],
)
def test_few_hours_are_a_limit_only_after_a_limiting_word(language: str, text: str, when: str | None) -> None:
    assert _deadline(language, text) == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Please reply by Friday at 4:30", "13 16:30"),
        ("en", "Please reply by Friday, 4:30 am", "13 04:30"),
        ("en", "Please reply by Friday at 04:30", "13 04:30"),
        ("en", "Please reply by Friday at 9:30", "13 09:30"),
        ("de", "Bitte antworten Sie bis Freitag um 4:30 Uhr", "13 16:30"),
    ],
)
def test_of_two_readings_of_a_time_the_later(language: str, text: str, when: str) -> None:
    assert _deadline(language, text) == when
