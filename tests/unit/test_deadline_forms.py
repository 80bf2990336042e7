"""Further forms of due days and promised days, beside forms that only look like them; ``None`` where no day is due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox_momentum.stages.dayreading import Moment
from inbox_momentum.stages.deadlines import (
    day_named,
    day_wished,
    deadline,
    presses,
    promise,
    replies,
    span_alone,
)
from inbox_momentum.stages.prose import normalise

TUESDAY = Moment(datetime(2026, 11, 10, 14, 0, tzinfo=UTC), 3600, True)


def _day(at: datetime | None) -> str | None:
    return at.astimezone(TUESDAY.zone).date().isoformat() if at else None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Please send it by the 30th.", "2026-11-30"),
        ("en", "Please return by 16/11.", "2026-11-16"),
        ("en", "COB Thursday", "2026-11-12"),
        ("en", "EOD Thursday please", "2026-11-12"),
        ("en", "Needed: COB Thursday", "2026-11-12"),
        ("en", "No later than Wednesday 18", "2026-11-18"),
        ("en", "Due: 18 Nov", "2026-11-18"),
        ("en", "Return by: 18/11/26", "2026-11-18"),
        ("en", "Respond by 18 Nov 2026", "2026-11-18"),
        ("en", "Completion date: 18 November 2026", "2026-11-18"),
        ("en", "Complete by 18 November 2026", "2026-11-18"),
        ("en", "Reply by: Wed 18 Nov", "2026-11-18"),
        ("en", "Response needed by: Nov 18", "2026-11-18"),
        ("en", "Deadline", None),
        ("en", "Deadline 18.11.", "2026-11-18"),
        ("en", "Please answer tonight.", "2026-11-10"),
        ("en", "Let me know tonight if you can", "2026-11-10"),
        ("en", "An answer by return would help", None),
        ("en", "Before we meet on Thursday please send me the form", "2026-11-12"),
        ("en", "Please send the form before we meet on Thursday", "2026-11-12"),
        ("en", "Please fill it in before your interview on Thursday", "2026-11-12"),
        ("en", "I need it ahead of our call on Friday", "2026-11-13"),
        ("en", "ultimately on Monday 16 November", "2026-11-16"),
        ("en", "you may do it from anywhere before the end of 18 November 2026", "2026-11-18"),
        ("en", "I need your response until Tuesday for buying the tickets", "2026-11-17"),
        ("en", "I can hold the shift til Friday 13th close of play", "2026-11-13"),
        ("en", "We will keep your slot until Friday", "2026-11-13"),
        ("en", "Raj is in London until the 13th", None),
        ("en", "Your test came through on Sunday: 15 out of 20", None),
        ("en", "You have until 23:59 on 18 November", "2026-11-18"),
        ("en", "You have until this Friday, 6pm.", "2026-11-13"),
        ("en", "midnight on Sunday is the cut off", "2026-11-15"),
        ("en", "I must have the papers in hand by 09:00 hrs CET Thursday", "2026-11-12"),
        ("en", "Kindly revert latest by tomorrow EOD IST", "2026-11-11"),
        ("en", "Kindly share on or before 14/11/2026", "2026-11-14"),
        ("en", "by close of business (5pm GMT) on Friday 20th", "2026-11-20"),
        ("en", "any time up to Friday lunchtime", "2026-11-13"),
        ("en", "so long as it reaches me by Friday", "2026-11-13"),
        ("en", "It needs to be with us by the 20th at noon", "2026-11-20"),
        ("en", "not after Friday", "2026-11-13"),
        ("en", "anytime this week is fine", None),
        ("en", "Take until the 20th", "2026-11-20"),
        ("en", "The window shuts Friday at 5", "2026-11-13"),
        ("en", "Test window 10.11.-17.11.", "2026-11-17"),
        ("en", "Sit the test between now and Tuesday", "2026-11-17"),
        ("en", "within a week of today", "2026-11-17"),
        ("en", "in the next 48 hours", "2026-11-12"),
        ("en", "within the next five days", "2026-11-15"),
        ("en", "within 5 (five) calendar days", "2026-11-15"),
        ("en", "You've got 'til Sunday night", "2026-11-15"),
        ("en", "You have 7 days", "2026-11-17"),
        ("en", "before you fly on Friday", None),
        ("en", "Latest: Friday", "2026-11-13"),
        ("en", "Friday latest please", "2026-11-13"),
        ("en", "by Fri. 13 Nov., 3 p.m. CET", "2026-11-13"),
        ("en", "By the end of Thursday", "2026-11-12"),
        ("en", "by tomorrow's close", "2026-11-11"),
        ("en", "by mid-week", None),
        ("en", "by the weekend", "2026-11-15"),
        ("en", "by next Wed", "2026-11-18"),
        ("en", "by Wednesday next week", "2026-11-18"),
        ("en", "by this time tomorrow", "2026-11-11"),
        ("en", "by 1st December", "2026-12-01"),
        ("en", "by Dec. 1st", "2026-12-01"),
        ("en", "We would like an answer by Monday, 16 November 2026, 12:00 (CET).", "2026-11-16"),
        ("en", "We start on 1 December", None),
        ("en", "The role starts by 1 December", None),
        ("en", "We will let you know by Friday", None),
        ("en", "We hope to fill the role by Christmas", None),
        ("en", "I am on leave until Monday", None),
        ("en", "I will call you before 5pm", None),
        ("en", "The interview is on Friday at 3pm", None),
        ("en", "Please arrive by 9:45 on Thursday", None),
        ("de", "bis 16.11.", "2026-11-16"),
        ("de", "bis zum 16.", "2026-11-16"),
        ("de", "bis einschließlich Montag, den 16.11.2026", "2026-11-16"),
        ("de", "spätestens Montag, 16.11., 12 Uhr", "2026-11-16"),
        ("de", "Bitte bis Ende der Woche", "2026-11-13"),
        ("de", "Rückmeldung bitte bis morgen Mittag", "2026-11-11"),
        ("de", "Frist: 16.11.2026", "2026-11-16"),
        ("de", "Abgabe: 16.11.2026, 18:00 Uhr", "2026-11-16"),
        ("de", "Einreichungsfrist 16. November", "2026-11-16"),
        ("de", "bis Freitagabend", "2026-11-13"),
        ("de", "bis Mitte nächster Woche", None),
        ("de", "bis heute Abend", "2026-11-10"),
        ("de", "bis übermorgen", "2026-11-12"),
        ("de", "innerhalb der nächsten drei Werktage", "2026-11-13"),
        ("de", "innerhalb einer Woche", "2026-11-17"),
        ("de", "Ich bin bis Montag im Urlaub", None),
        ("de", "Vom 16.11. bis 20.11. bin ich weg", None),
        ("de", "Zu erledigen bis: 16.11.", "2026-11-16"),
        ("de", "noch vor dem Wochenende", "2026-11-13"),
        ("fr", "À signer avant le 18 novembre.", "2026-11-18"),
        ("fr", "Merci de me l'adresser d'ici lundi 16.", "2026-11-16"),
        ("fr", "jusqu'au 16/11 inclus", "2026-11-16"),
        ("fr", "Réponse souhaitée pour le 16 novembre", "2026-11-16"),
        ("fr", "Date limite : 16/11/2026 à 18h", "2026-11-16"),
        ("fr", "avant vendredi 18h", "2026-11-13"),
        ("fr", "d'ici la fin de la semaine", "2026-11-13"),
        ("fr", "d'ici vendredi", "2026-11-13"),
        ("fr", "sous 48h", "2026-11-12"),
        ("fr", "dans les 5 jours ouvrés", "2026-11-17"),
        ("fr", "au plus tard le lundi 16 à midi", "2026-11-16"),
        ("fr", "Vous avez jusqu'à dimanche soir", "2026-11-15"),
        ("fr", "À rendre pour lundi", "2026-11-16"),
        ("es", "antes del viernes 20 a las 12h", "2026-11-20"),
        ("es", "el plazo termina el 16 de noviembre", "2026-11-16"),
        ("es", "hasta el lunes 16 incluido", "2026-11-16"),
        ("es", "para el lunes", "2026-11-16"),
        ("es", "a más tardar el 16/11", "2026-11-16"),
        ("es", "en 48 horas", "2026-11-12"),
        ("es", "en un plazo de 5 días hábiles", "2026-11-17"),
        ("es", "Fecha límite: 16/11/2026", "2026-11-16"),
        ("es", "como muy tarde mañana a mediodía", "2026-11-11"),
        ("es", "antes de final de mes", "2026-11-30"),
        ("pt", "até dia 16", "2026-11-16"),
        ("pt", "até segunda-feira, 16/11, às 18h", "2026-11-16"),
        ("pt", "até ao final da semana", "2026-11-13"),
        ("pt", "Até à próxima sexta", "2026-11-13"),
        ("pt", "no prazo de 5 dias úteis", "2026-11-17"),
        ("pt", "Prazo: 16/11/2026", "2026-11-16"),
        ("pt", "até amanhã ao meio-dia", "2026-11-11"),
        ("pt", "em 48 horas", "2026-11-12"),
        ("nl", "uiterlijk maandag 16 november", "2026-11-16"),
        ("nl", "voor maandag 12 uur", "2026-11-16"),
        ("nl", "t/m zondag 15 november", "2026-11-15"),
        ("nl", "Inleveren kan tot zondag 23:59", "2026-11-15"),
        ("nl", "Graag vóór het weekend", "2026-11-13"),
        ("nl", "binnen een week", "2026-11-17"),
        ("nl", "Reageren kan tot en met 16-11", "2026-11-16"),
        ("nl", "Deadline: 16-11-2026", "2026-11-16"),
        ("nl", "voor het eind van de dag", "2026-11-10"),
        ("en", "Please reply by tomorrow, 12 noon UK time.", "2026-11-11"),
        ("en", "We need this back before noon on Thursday.", "2026-11-12"),
        ("en", "Kindly submit within 2 working days i.e. by 12th November.", "2026-11-12"),
        ("en", "Return the form no later than Friday, 20 November 2026 at 17:00 (CET).", "2026-11-20"),
        ("en", "Closes 18/11/2026 at 23:59", "2026-11-18"),
        ("en", "Closing date: midday, 18 November", "2026-11-18"),
        ("en", "Your link is valid until 18 November 2026.", "2026-11-18"),
        ("en", "Valid until: 2026-11-18T17:00", "2026-11-18"),
        ("en", "Valid till 18-Nov-26", "2026-11-18"),
        ("en", "Expires: Nov 18, 2026, 5:00 PM PST", "2026-11-19"),
        ("en", "Expiry 18 Nov", "2026-11-18"),
        ("en", "due date 18-11-2026", "2026-11-18"),
        ("en", "I'd need your answer Friday at the very latest", "2026-11-13"),
        ("en", "please get it to us for Friday", "2026-11-13"),
        ("en", "Could we say by the 18th?", "2026-11-18"),
        ("en", "by Thu, Nov 19", "2026-11-19"),
        ("en", "by Thu 19/11", "2026-11-19"),
        ("en", "We'd want to hear from you by the end of next week.", "2026-11-20"),
        ("en", "by the end of the month", "2026-11-30"),
        ("en", "by early next week", "2026-11-20"),
        ("en", "by Monday morning, first thing", "2026-11-16"),
        ("en", "by Monday 9 am sharp", "2026-11-16"),
        ("en", "by 9 on Monday", "2026-11-16"),
        ("en", "by 17h00 Friday", "2026-11-13"),
        ("en", "by Friday 17.00", "2026-11-13"),
        ("en", "before you go to bed tonight", None),
        ("en", "The offer stands until the close of business on 20 November.", "2026-11-20"),
        ("en", "This offer lapses if not accepted by 20 November", "2026-11-20"),
        ("en", "You have a week to think about it", "2026-11-17"),
        ("en", "Take a week to think it over", None),
        ("en", "Take your time, a week is fine", None),
        ("en", "Please complete within 10 calendar days of the date of this letter", "2026-11-20"),
        ("en", "It should reach us not later than 18th inst.", "2026-11-18"),
        ("en", "Offer valid for 5 business days", "2026-11-17"),
        ("en", "valid for seven (7) days", "2026-11-17"),
        ("en", "The portal shuts at midnight on Sunday", "2026-11-15"),
        ("en", "The portal closes tonight at midnight", "2026-11-10"),
        ("en", "We'll hold it open till the 18th", "2026-11-18"),
        ("en", "We will be interviewing until the 18th", None),
        ("en", "The panel meets on the 18th", None),
        ("en", "Our office is closed until 16 November", None),
        ("en", "I worked there until March 5", None),
        ("en", "Applications close on 18 November", None),
        ("en", "We expect to be done by Friday", None),
        ("en", "You will hear from us by Friday", None),
        ("en", "The interview runs from 9 until 12 on Friday", None),
        ("en", "Notice period until 31 December", None),
        ("en", "The contract runs until 31 December 2026", None),
        ("en", "contract through December 31", None),
        ("en", "a fixed term until 30 November", None),
        ("en", "probation until 30 November", None),
        ("en", "budget approved through 30 November", None),
        ("en", "the 3-month contract ends on 30 November", None),
        ("en", "Your trial ends on 30 November", None),
        ("en", "Save 20% until Friday", None),
        ("en", "Early bird until Friday", None),
        ("en", "She is away until Thursday, so please answer me by Friday.", "2026-11-13"),
        ("en", "I'm out from tomorrow until Monday, please send it to Ana by Thursday.", "2026-11-12"),
        ("de", "bitte bis spätestens Mittwoch, den 18. November 2026, 12:00 Uhr", "2026-11-18"),
        ("de", "bis Dienstag nächster Woche", "2026-11-17"),
        ("de", "bis kommenden Montag", "2026-11-16"),
        ("de", "bis einschl. 18.11.", "2026-11-18"),
        ("de", "bis 18.11., 23:59", "2026-11-18"),
        ("de", "Abgabetermin ist der 18.11.26", "2026-11-18"),
        ("de", "Antworten Sie bitte bis zum 18.11. um 12 Uhr.", "2026-11-18"),
        ("de", "Das Angebot gilt bis zum 20. November.", "2026-11-20"),
        ("de", "Wir halten das Angebot bis 20.11. aufrecht.", "2026-11-20"),
        ("de", "Der Link läuft in 72 Stunden ab", "2026-11-13"),
        ("de", "Sie haben sieben Tage Zeit", "2026-11-17"),
        ("de", "Der Vertrag läuft bis 31.12.2026", None),
        ("de", "befristet bis 31.12.2026", None),
        ("de", "Die Stelle ist bis 31.12. befristet", None),
        ("de", "Wir melden uns bis Freitag", None),
        ("de", "Unser Büro ist bis Montag geschlossen", None),
        ("de", "bis Montagmittag", "2026-11-16"),
        ("fr", "pour le lundi 16 novembre au plus tard", "2026-11-16"),
        ("fr", "avant le 18/11", "2026-11-18"),
        ("fr", "Nous attendons votre réponse pour vendredi", "2026-11-13"),
        ("fr", "d'ici demain soir", "2026-11-11"),
        ("fr", "d'ici mercredi midi", "2026-11-11"),
        ("fr", "avant la fin du mois", "2026-11-30"),
        ("fr", "jusqu'à vendredi 18 h", "2026-11-13"),
        ("fr", "Vous disposez de 7 jours", "2026-11-17"),
        ("fr", "Le lien expire dans 48 heures", "2026-11-12"),
        ("fr", "La date limite est fixée au 18 novembre", "2026-11-18"),
        ("fr", "Nous vous répondrons d'ici vendredi", None),
        ("fr", "CDD jusqu'au 31 décembre", None),
        ("fr", "Je suis en congé jusqu'au 16", None),
        ("es", "antes del 18/11", "2026-11-18"),
        ("es", "hasta el viernes a las 18:00", "2026-11-13"),
        ("es", "tienes hasta el domingo", "2026-11-15"),
        ("es", "a lo más tardar el viernes", "2026-11-13"),
        ("es", "el viernes como tarde", "2026-11-13"),
        ("es", "para el próximo lunes 16", "2026-11-16"),
        ("es", "El enlace caduca en 48 horas", "2026-11-12"),
        ("es", "Necesitaríamos tu respuesta el viernes a más tardar", "2026-11-13"),
        ("es", "contrato hasta el 31 de diciembre", None),
        ("es", "Te diremos algo antes del viernes", None),
        ("es", "Estoy de vacaciones hasta el lunes", None),
        ("pt", "até sexta-feira, dia 13", "2026-11-13"),
        ("pt", "até às 18h de sexta", "2026-11-13"),
        ("pt", "até 18/11/2026", "2026-11-18"),
        ("pt", "o mais tardar na sexta", "2026-11-13"),
        ("pt", "O link expira em 48 horas", "2026-11-12"),
        ("pt", "antes do dia 18", "2026-11-18"),
        ("pt", "Estou de férias até segunda", None),
        ("pt", "contrato até 31 de dezembro", None),
        ("nl", "uiterlijk vrijdag 17.00 uur", "2026-11-13"),
        ("nl", "vóór vrijdag 12 uur", "2026-11-13"),
        ("nl", "voor aanstaande maandag", "2026-11-15"),
        ("nl", "Je hebt een week de tijd", "2026-11-17"),
        ("nl", "De link verloopt over 48 uur", "2026-11-12"),
        ("nl", "Reactie graag vóór 18-11", "2026-11-18"),
        ("nl", "contract tot 31 december", None),
        ("nl", "Ik ben tot maandag afwezig", None),
        ("nl", "Tot donderdag!", None),
        ("en", "Please send it on Friday by 5pm.", "2026-11-13"),
        ("en", "Please let me know tomorrow by noon", "2026-11-11"),
        ("en", "Please reply on Friday before noon", "2026-11-13"),
        ("de", "Bitte melden Sie sich Freitag bis 12 Uhr", "2026-11-13"),
        ("fr", "merci de répondre vendredi avant midi", "2026-11-13"),
        ("es", "contéstame el viernes antes de las 12:00", "2026-11-13"),
        ("en", "The office is open Friday until 6pm", None),
        ("de", "Bis Freitag!", None),
        ("de", "Bis Freitag, bitte.", "2026-11-13"),
        ("es", "¡Hasta el lunes!", None),
        ("en", "The contract is open for signature until 20 November", "2026-11-20"),
        ("en", "You can sign the contract until 20 November", "2026-11-20"),
        ("en", "The contract offer is valid until 20 November", "2026-11-20"),
    ],
)
def test_a_deadline_is_stated(language: str, text: str, day: str | None) -> None:
    found = deadline(normalise(text), text, TUESDAY, language)
    assert _day(found.at if found else None) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "tomorrow or Thurs before 3pm?", None),
        ("en", "Send me three windows before the weekend", "2026-11-13"),
        ("en", "It would be handy to hear before the weekend", "2026-11-13"),
        ("en", "Give me two slots by tonight", "2026-11-10"),
        ("en", "Can you pick between Nov 17, 18 or 19?", None),
        (
            "fr",
            "Envoie-moi deux plages où tu es dispo la semaine prochaine (idéalement avant 17 h chez vous).",
            None,
        ),
        ("en", "Are you free on Friday before noon?", None),
    ],
)
def test_a_request_for_times(language: str, text: str, day: str | None) -> None:
    found = deadline(normalise(text), text, TUESDAY, language, slots=True)
    assert _day(found.at if found else None) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "16/11 please", "2026-11-16"),
        ("en", "Monday please", "2026-11-16"),
        ("en", "Wanted by 21.11.", "2026-11-21"),
        ("en", "get me those, and pick between Nov 17, 18 or 19", None),
        ("en", "get me those, and choose Nov 17 or 19", None),
        ("en", "By Friday if that's doable.", "2026-11-13"),
        ("en", "If the 30th of November is too tight, tell me", "2026-11-30"),
        ("en", "They have said Friday is ok instead", "2026-11-13"),
        ("en", "Would Thursday be more realistic?", "2026-11-12"),
        ("en", "Shall we say Wednesday 18th for the signature?", "2026-11-18"),
        ("en", "One week, so 17.11.", "2026-11-17"),
        ("en", "one week (17 Nov)", "2026-11-17"),
        ("de", "27. passt, kein Stress", "2026-11-27"),
        ("de", "Montag reicht völlig", "2026-11-16"),
    ],
)
def test_a_day_beside_a_request(language: str, text: str, day: str | None) -> None:
    norm = normalise(text)
    found = (
        deadline(norm, text, TUESDAY, language)
        or day_wished(norm, text, TUESDAY, language)
        or span_alone(norm, text, TUESDAY, language)
    )
    assert _day(found.at if found else None) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("es", "Sin problema, el 29 vale.", "2026-11-29"),
    ],
)
def test_an_extension_names_a_day(language: str, text: str, day: str | None) -> None:
    found = day_named(normalise(text), text, TUESDAY, language)
    assert _day(found.at if found else None) == day


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "youll have it sun", "2026-11-15"),
        ("en", "I can now confirm Friday 13 November for the panel in Leeds.", None),
        ("en", "Starting on the art test after the weekend", None),
        ("en", "Until seven is OK on three days a week, on Tue and Thu I pick her up", None),
        ("en", "I can't make the 13th, I'm the only one on release duty that day.", None),
        ("en", "can start dec 7", None),
        ("en", "There is an airline day the 16 and I want to be fair with you.", None),
        ("en", "I'm at a wedding all weekend, so Sunday is going to be confetti and regret.", None),
        ("en", "I'd get the repo to you on Tuesday 17 November if that isn't trouble.", "2026-11-17"),
        ("en", "I will have it recorded by Monday the 16th", "2026-11-16"),
        ("en", "You will have it Thursday", "2026-11-12"),
        ("en", "Sending it over tonight", "2026-11-10"),
        ("en", "will do it this evening", "2026-11-10"),
        ("en", "expect it Friday", "2026-11-13"),
        ("en", "back to you tmrw", "2026-11-11"),
        ("en", "by the weekend at the latest", "2026-11-15"),
        ("en", "I'll turn it in on the 16th", "2026-11-16"),
        ("en", "I should be able to submit Thursday or Friday", "2026-11-13"),
        ("en", "I am free on Thursday", None),
        ("en", "See you on Thursday", None),
        ("en", "I am travelling until Friday", None),
        ("de", "Ich schicke es dir am Sonntag", "2026-11-15"),
        ("de", "Bis Freitag haben Sie meine Antwort", "2026-11-13"),
        ("fr", "Je vous réponds d'ici vendredi", "2026-11-13"),
        ("fr", "Je vous envoie tout ça ce soir", "2026-11-10"),
        ("es", "Te lo mando el martes", "2026-11-17"),
        ("nl", "Je hoort vrijdag van me", "2026-11-13"),
        ("pt", "Envio tudo até sexta", "2026-11-13"),
        ("en", "Let's talk Thursday", None),
        ("en", "Have a good weekend", None),
        ("en", "I'll get it across to you first thing Monday", "2026-11-16"),
        ("en", "I'd like until Friday if possible", "2026-11-13"),
        ("en", "You'll get my answer on the 18th", "2026-11-18"),
        ("en", "Could I let you know by Friday?", "2026-11-13"),
        ("en", "I will be back on Monday", None),
        ("en", "I was off sick until today", None),
        ("en", "My notice period ends on 31 December", None),
        ("en", "I have another interview on Thursday", None),
        ("en", "My mother's birthday is on Friday, so I will send it on Saturday", "2026-11-14"),
        ("en", "I'm out Thursday and Friday but will send it Saturday", "2026-11-14"),
        ("en", "I'm working until Friday, then I'll do the test on Saturday", "2026-11-14"),
        ("de", "Ich melde mich morgen", "2026-11-11"),
        ("de", "Die Lösung kommt bis Sonntagabend", "2026-11-15"),
        ("fr", "Vous aurez ma réponse demain", "2026-11-11"),
        ("es", "Te contesto mañana", "2026-11-11"),
        ("nl", "Ik stuur het morgenavond", "2026-11-11"),
    ],
)
def test_a_promise(language: str, text: str, day: str | None) -> None:
    found = promise(normalise(text), text, TUESDAY, language)
    assert _day(found.due_at if found else None) == day


def test_two_orders_far_apart_are_told_by_the_nearer() -> None:
    monday = Moment(datetime(2026, 10, 5, 14, 0, tzinfo=UTC), 0, None)
    found = deadline("please complete it by 10/12/2026.", "", monday, "en")
    assert found is not None
    assert found.at.date().isoformat() == "2026-10-12"


def test_two_orders_near_each_other_tell_nothing() -> None:
    monday = Moment(datetime(2026, 10, 5, 14, 0, tzinfo=UTC), 0, None)
    assert deadline("please complete it by 10/11/2026.", "", monday, "en") is None


def test_a_polite_condition_leaves_the_day_standing() -> None:
    assert presses("by friday if that is doable.", "en")
    assert presses("if the 30th is too tight, tell me", "en")
    assert not presses("if you pass, we meet on friday", "en")


def test_a_due_line_is_of_the_whole_message() -> None:
    assert replies("by friday 5 pm, please.", "en")
    assert not replies("we spoke of friday", "en")
