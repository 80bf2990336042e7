"""Wordings of deadlines, wishes and promises in six languages, and of days that are none of these."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.stages.dayreading import HORIZON, Moment
from inbox_momentum.stages.deadlines import (
    day_wished,
    deadline,
    delivered,
    polite,
    presses,
    promise,
    replies,
    span_alone,
)
from inbox_momentum.stages.lexicon import LANGUAGES
from inbox_momentum.stages.prose import normalise

TUESDAY = Moment(datetime(2026, 11, 10, 14, 0, tzinfo=UTC), 3600, True)


def _day(at: datetime) -> str:
    return at.astimezone(TUESDAY.zone).date().isoformat()


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "The invite lapses on the 18th.", "2026-11-18"),
        ("en", "We close the shortlist Monday November 16.", "2026-11-16"),
        ("en", "Applications documents: we are shutting the folder on Thursday 19 November", "2026-11-19"),
        ("en", "The test is live till tomorrow 11th November, 9 PM IST", "2026-11-11"),
        ("en", "Please be so kind to return it till 20.11.2026", "2026-11-20"),
        ("en", "Kindly send the same by 13-Nov-2026 EOD", "2026-11-13"),
        ("en", "Sign by the 17th please.", "2026-11-17"),
        ("en", "The test stays open for 5 days.", "2026-11-15"),
        ("en", "You have a week from opening this e-mail.", "2026-11-17"),
        ("en", "You have seven days to finish.", "2026-11-17"),
        ("en", "no later than close of business on Friday", "2026-11-13"),
        ("en", "by COB Thursday", "2026-11-12"),
        ("en", "by EOD", "2026-11-10"),
        ("en", "by end of play tomorrow", "2026-11-11"),
        ("en", "before midnight on the 20th", "2026-11-20"),
        ("en", "by noon on Monday", "2026-11-16"),
        ("en", "within two working days", "2026-11-12"),
        ("en", "within 2-3 business days of receipt", "2026-11-13"),
        ("en", "Deadline: 2026-11-19 17:00 CET", "2026-11-19"),
        ("en", "due 19/11/2026", "2026-11-19"),
        ("en", "The deadline for the exercise is Sunday the 15th.", "2026-11-15"),
        ("en", "Submission deadline - 16 Nov 2026", "2026-11-16"),
        ("en", "Your invitation will expire on 11/17/2026.", "2026-11-17"),
        ("en", "It expires in 3 days.", "2026-11-13"),
        ("en", "Please answer before the weekend", "2026-11-13"),
        ("en", "before next week", "2026-11-15"),
        ("en", "Could I have it back on or before the 14th?", "2026-11-14"),
        ("en", "Thursday is the cut-off", "2026-11-12"),
        ("en", "Cut-off is Thursday", "2026-11-12"),
        ("en", "We can keep the offer on the table until the 20th.", "2026-11-20"),
        ("en", "The offer is valid through November 18", "2026-11-18"),
        ("en", "We would need your signature by Wednesday 18 Nov, 12:00", "2026-11-18"),
        ("en", "Let me know by end of the week", "2026-11-13"),
        ("en", "Let us know today or tomorrow", "2026-11-11"),
        ("en", "Can you turn it round by Monday week?", "2026-11-23"),
        ("en", "Please complete the assessment within 72 hours of receiving this email.", "2026-11-13"),
        ("en", "You will have 48 hours to complete it", "2026-11-12"),
        ("en", "The link is only good for 24 hours", "2026-11-11"),
        ("en", "7-day deadline", "2026-11-17"),
        ("en", "We are happy to extend the deadline to Friday 20 November.", "2026-11-20"),
        ("en", "I have pushed the due date back to the 24th", "2026-11-24"),
        ("en", "You can have until Monday instead.", "2026-11-16"),
        ("en", "Please respond by 5:00 p.m. ET on November 13", "2026-11-13"),
        ("en", "by 11.59pm GMT on Sunday 15 November", "2026-11-16"),
        ("en", "not later than the 16th of November", "2026-11-16"),
        ("en", "by this coming Thursday", "2026-11-12"),
        ("en", "by close of play Friday", "2026-11-13"),
        ("en", "latest Friday", "2026-11-13"),
        ("en", "Friday latest", "2026-11-13"),
        ("en", "by tomorrow evening", "2026-11-11"),
        ("en", "by tomorrow lunchtime", "2026-11-11"),
        ("en", "before Thursday evening", "2026-11-12"),
        ("en", "Kindly revert latest by tomorrow", "2026-11-11"),
        ("en", "to be submitted by Nov. 16", "2026-11-16"),
        ("en", "Available until 18 Nov 2026", "2026-11-18"),
        ("en", "The portal shuts at 23:59 on 15 November", "2026-11-15"),
        ("en", "Please book by Nov 12; slots go quickly", "2026-11-12"),
        ("en", "by the end of the month", "2026-11-30"),
        ("en", "by 1st December", "2026-12-01"),
        ("en", "Expiry date: 20/11/2026", "2026-11-20"),
        ("en", "Expires: November 20, 2026", "2026-11-20"),
        ("en", "Due date: Fri, Nov 20", "2026-11-20"),
        ("en", "Closing date: 20 November", "2026-11-20"),
        ("en", "by Fri 13/11", "2026-11-13"),
        ("en", "return it within five calendar days", "2026-11-15"),
        ("en", "You have until 9am on Thursday", "2026-11-12"),
        ("en", "we will need your papers by Thursday", "2026-11-12"),
        ("en", "we'll hold the place for you until Friday", "2026-11-13"),
        ("en", "I have to have your answer by Friday", "2026-11-13"),
        ("en", "the system locks it on the 16th", "2026-11-16"),
        ("en", "We must receive them by 16 November", "2026-11-16"),
        ("de", "Bitte unterschreiben Sie bis zum 16.", "2026-11-16"),
        ("de", "Die Frist endet am 18.11.2026 um 12 Uhr.", "2026-11-18"),
        ("de", "Bis Donnerstag, 12.11. wäre super.", "2026-11-12"),
        ("de", "Der Link ist 7 Tage gültig.", "2026-11-17"),
        ("de", "Der Link ist noch bis Freitag freigeschaltet", "2026-11-13"),
        ("de", "Abgabe spätestens Montag, 16. November", "2026-11-16"),
        ("de", "Könnten Sie uns bis Ende der Woche Bescheid geben?", "2026-11-13"),
        ("de", "Sie haben dafür fünf Werktage Zeit.", "2026-11-17"),
        ("de", "binnen 48 Stunden", "2026-11-12"),
        ("de", "Einsendeschluss ist der 20. November", "2026-11-20"),
        ("de", "Wir brauchen die Unterlagen bis morgen Mittag", "2026-11-11"),
        ("de", "bis kommenden Dienstag", "2026-11-17"),
        ("de", "vor Freitag", "2026-11-13"),
        ("fr", "avant le 20", "2026-11-20"),
        ("fr", "pour vendredi 13", "2026-11-13"),
        ("fr", "jusqu'au 18 novembre inclus", "2026-11-18"),
        ("fr", "vous avez cinq jours ouvrés pour répondre", "2026-11-17"),
        ("fr", "d'ici lundi soir", "2026-11-16"),
        ("fr", "Le lien expire le 17/11", "2026-11-17"),
        ("fr", "au plus tard le 19 novembre", "2026-11-19"),
        ("fr", "le 19 novembre au plus tard", "2026-11-19"),
        ("fr", "La date limite est fixée au 16 novembre", "2026-11-16"),
        ("fr", "Le lien reste actif pendant 7 jours", "2026-11-17"),
        ("fr", "d'ici la fin du mois", "2026-11-30"),
        ("fr", "avant demain midi", "2026-11-11"),
        ("es", "hasta el 20", "2026-11-20"),
        ("es", "antes del viernes", "2026-11-13"),
        ("es", "a más tardar el lunes 16", "2026-11-16"),
        ("es", "el jueves como muy tarde", "2026-11-12"),
        ("es", "tienes 5 días para completarla", "2026-11-15"),
        ("es", "El enlace caduca el 18 de noviembre", "2026-11-18"),
        ("es", "El plazo termina el martes 17", "2026-11-17"),
        ("es", "antes de que termine el jueves", "2026-11-12"),
        ("es", "en un plazo de 48 horas", "2026-11-12"),
        ("es", "para el lunes", "2026-11-16"),
        ("es", "antes del final de la semana", "2026-11-13"),
        ("pt", "até sexta-feira", "2026-11-13"),
        ("pt", "até dia 20", "2026-11-20"),
        ("pt", "até ao dia 18 de novembro", "2026-11-18"),
        ("pt", "no prazo de 5 dias úteis", "2026-11-17"),
        ("pt", "O link expira em 3 dias", "2026-11-13"),
        ("pt", "até quinta, 19/11", "2026-11-19"),
        ("pt", "o mais tardar na segunda", "2026-11-16"),
        ("nl", "uiterlijk vrijdag 13 november", "2026-11-13"),
        ("nl", "vóór donderdag", "2026-11-12"),
        ("nl", "tot en met 18 november", "2026-11-18"),
        ("nl", "binnen vijf werkdagen", "2026-11-17"),
        ("nl", "De link verloopt op 17-11", "2026-11-17"),
        ("nl", "Je hebt 7 dagen de tijd", "2026-11-17"),
        ("en", "Would you get these back to me by the close of Thursday?", "2026-11-12"),
        ("en", "The deadline to accept is November 18 at 5 PM PST.", "2026-11-19"),
        ("en", "Deadline to submit: Wed 18 Nov, 23:59 UTC", "2026-11-19"),
        ("en", "We request you to return it latest by 18th November 2026.", "2026-11-18"),
        ("en", "by tomorrow EOD", "2026-11-11"),
        ("en", "Submission must reach us before 6 PM on 13th Nov", "2026-11-13"),
        ("en", "Your one-way interview expires in 72 hours", "2026-11-13"),
        ("en", "Complete by: 11/18/2026", "2026-11-18"),
        ("en", "Respond by Nov 18", "2026-11-18"),
        ("en", "Valid until: 18.11.2026", "2026-11-18"),
        ("en", "You've got until Sunday night.", "2026-11-15"),
        ("en", "you've got 4 days", "2026-11-14"),
        ("en", "Our cutoff is noon Friday.", "2026-11-13"),
        ("en", "Take your time, but no later than the 20th", "2026-11-20"),
        ("en", "in the next 48 hours", "2026-11-12"),
        ("en", "Please complete it over the next 3 days", "2026-11-13"),
        ("en", "by first thing Monday", "2026-11-16"),
        ("en", "by Friday, November 13th, at 5:00 PM (Eastern)", "2026-11-13"),
        ("en", "by 5pm your time tomorrow", "2026-11-11"),
        ("en", "shall remain open for acceptance for a period of seven days", "2026-11-17"),
        ("en", "If we do not hear from you by 18 November we will assume you withdrew.", "2026-11-18"),
        ("en", "till the end of this week", "2026-11-13"),
        ("en", "We kindly ask you to send it within Friday 13th November.", "2026-11-13"),
        ("en", "Friday (13 November) at the latest", "2026-11-13"),
        ("en", "by 2026/11/18", "2026-11-18"),
        ("en", "by Wed, 18 Nov 2026 22:59:00 GMT", "2026-11-18"),
        ("en", "before Thursday's debrief", "2026-11-12"),
        ("en", "You will want to send this back by Friday", "2026-11-13"),
        ("en", "I would need it back from you by Thursday", "2026-11-12"),
        ("en", "It should be back with us by Friday", "2026-11-13"),
        ("de", "Rückmeldung bis Ende dieser Woche", "2026-11-13"),
        ("de", "bis Ende nächster Woche", "2026-11-20"),
        ("de", "bis spätestens zum 18.11.", "2026-11-18"),
        ("de", "bis einschließlich Sonntag", "2026-11-15"),
        ("de", "bis heute 18 Uhr", "2026-11-10"),
        ("de", "bis morgen Abend", "2026-11-11"),
        ("de", "Deadline ist Freitag", "2026-11-13"),
        ("de", "innerhalb einer Woche", "2026-11-17"),
        ("de", "in den nächsten zwei Tagen", "2026-11-12"),
        ("de", "Sie haben Zeit bis Sonntag", "2026-11-15"),
        ("de", "bis kommenden Freitag", "2026-11-13"),
        ("de", "Frist: 18.11.", "2026-11-18"),
        ("de", "bis zum 18.11.2026, 12:00 Uhr", "2026-11-18"),
        ("fr", "vous avez jusqu'à vendredi", "2026-11-13"),
        ("fr", "date limite : 18/11", "2026-11-18"),
        ("fr", "le lien est valable 7 jours", "2026-11-17"),
        ("fr", "pour vendredi au plus tard", "2026-11-13"),
        ("fr", "d'ici demain soir", "2026-11-11"),
        ("fr", "avant le lundi 16", "2026-11-16"),
        ("fr", "dans les 48 heures", "2026-11-12"),
        ("fr", "dans un délai de 5 jours", "2026-11-15"),
        ("fr", "avant vendredi midi", "2026-11-13"),
        ("fr", "sous 3 jours ouvrés", "2026-11-13"),
        ("fr", "avant la fin de la semaine", "2026-11-13"),
        ("es", "antes del próximo lunes", "2026-11-16"),
        ("es", "como muy tarde el viernes", "2026-11-13"),
        ("es", "a más tardar mañana", "2026-11-11"),
        ("es", "dispones de 72 horas", "2026-11-13"),
        ("es", "el enlace estará activo hasta el domingo", "2026-11-15"),
        ("es", "para mañana", "2026-11-11"),
        ("es", "para este viernes", "2026-11-13"),
        ("es", "en las próximas 48 horas", "2026-11-12"),
        ("es", "el plazo de entrega es el 18", "2026-11-18"),
        ("es", "el próximo viernes como tarde", "2026-11-13"),
        ("es", "tienes hasta el domingo 15 a las 23:59", "2026-11-15"),
        ("es", "antes del viernes a las 14:00", "2026-11-13"),
        ("pt", "até amanhã", "2026-11-11"),
        ("pt", "até o fim da semana", "2026-11-13"),
        ("pt", "até segunda-feira, dia 16", "2026-11-16"),
        ("pt", "nas próximas 48 horas", "2026-11-12"),
        ("pt", "você tem 5 dias para responder", "2026-11-15"),
        ("pt", "o prazo termina na sexta", "2026-11-13"),
        ("pt", "até às 18h de quinta-feira", "2026-11-12"),
        ("nl", "voor vrijdag", "2026-11-13"),
        ("nl", "voor het einde van de week", "2026-11-13"),
        ("nl", "uiterlijk op 18 november", "2026-11-18"),
        ("nl", "tot vrijdag 17.00 uur", "2026-11-13"),
        ("nl", "binnen 48 uur", "2026-11-12"),
        ("nl", "deadline is vrijdag", "2026-11-13"),
        ("nl", "graag uiterlijk morgen", "2026-11-11"),
        ("nl", "je hebt tot zondag", "2026-11-15"),
        ("nl", "vóór 18 november", "2026-11-18"),
        ("nl", "uiterlijk woensdag 18/11", "2026-11-18"),
        ("en", "Could you give me a shout by Thursday?", "2026-11-12"),
        ("en", "Just ping it over by the weekend", "2026-11-15"),
        ("en", "Any chance of having it by Thursday lunch?", "2026-11-12"),
        ("en", "Need this signed & back with me by 3pm tomorrow mate", "2026-11-11"),
        ("en", "Deadline's Friday btw", "2026-11-13"),
        ("en", "Window closes Sunday night (23:59 PT)", "2026-11-16"),
        ("en", "closes in 48 hrs", "2026-11-12"),
        ("en", "The clock runs out on Saturday.", "2026-11-14"),
        ("en", "You have until the 19th of Nov to complete this step.", "2026-11-19"),
        ("en", "We request your kind acceptance of the offer on or before 18-11-2026.", "2026-11-18"),
        ("en", "Kindly acknowledge by return mail latest by 12 noon tomorrow.", "2026-11-11"),
        ("en", "Offer validity: 20th November 2026", "2026-11-20"),
        ("en", "The offer shall stand withdrawn if not accepted by 20 Nov", "2026-11-20"),
        ("en", "This offer is valid for 7 days from the date of this letter.", "2026-11-17"),
        (
            "en",
            "This offer will lapse automatically at 5:00 PM on Wednesday, 18 November 2026.",
            "2026-11-18",
        ),
        ("en", "Your personal link expires in 14 days", "2026-11-24"),
        ("en", "This invitation is valid for the next 10 days.", "2026-11-20"),
        ("en", "We ask all candidates to finish within one week of receiving this message.", "2026-11-17"),
        ("en", "Must be completed before 11/20/2026 11:59 PM PST", "2026-11-21"),
        ("en", "Complete your assessment by Nov 17, 2026 at 9:00 AM EST", "2026-11-17"),
        ("en", "Reminder: 2 days left to finish your assessment", "2026-11-12"),
        ("en", "You have less than 24 hours left", "2026-11-11"),
        ("en", "Only 3 days remaining", "2026-11-13"),
        ("en", "The task should reach us by Monday morning, 9am CET", "2026-11-16"),
        ("en", "If you can turn this around by Thu that would be awesome", "2026-11-12"),
        ("en", "We will need to have them on file by 1 Dec", "2026-12-01"),
        ("en", "Please ensure they are uploaded by close of play on Thursday 12th", "2026-11-12"),
        ("en", "please return no later than 5pm on Monday 16th November", "2026-11-16"),
        ("en", "We would be grateful for a decision by Monday.", "2026-11-16"),
        ("en", "We will hold this offer for you through Friday, November 20.", "2026-11-20"),
        ("en", "Happy to push it to Monday the 16th if that helps", "2026-11-16"),
        ("en", "Let's say Monday as the new deadline", "2026-11-16"),
        ("en", "I have given you until Sunday 15th", "2026-11-15"),
        ("en", "The extended deadline is 22 November", "2026-11-22"),
        ("en", "Feel free to hand it in by the 18th instead of the 15th", "2026-11-18"),
        ("de", "Der Zugang läuft am 18.11. ab.", "2026-11-18"),
        ("de", "Bitte geben Sie uns bis Mittwoch, den 18. November, eine Rückmeldung.", "2026-11-18"),
        ("de", "Das Angebot gilt bis 20.11.", "2026-11-20"),
        ("de", "bis übermorgen", "2026-11-12"),
        ("de", "Ich bräuchte die Zeugnisse bis spätestens Montag.", "2026-11-16"),
        ("de", "Der Test ist 5 Tage lang verfügbar", "2026-11-15"),
        ("de", "Sie können die Aufgabe bis zum 20. bearbeiten", "2026-11-20"),
        ("de", "Rückmeldefrist: Freitag, 13.11.2026", "2026-11-13"),
        ("de", "Innerhalb von 14 Tagen", "2026-11-24"),
        ("fr", "Merci de nous faire un retour avant jeudi soir", "2026-11-12"),
        ("fr", "Vous avez jusqu'au 20 novembre pour accepter", "2026-11-20"),
        ("fr", "Votre lien expirera dans 72h", "2026-11-13"),
        ("fr", "À rendre pour lundi", "2026-11-16"),
        ("fr", "réponse attendue au plus tard vendredi 13 à 18h", "2026-11-13"),
        ("fr", "sous une semaine", "2026-11-17"),
        ("fr", "Offre valable jusqu'au 20/11", "2026-11-20"),
        ("es", "El enlace estará disponible durante 5 días", "2026-11-15"),
        ("es", "Necesitamos tu respuesta antes del jueves 19", "2026-11-19"),
        ("es", "La oferta es válida hasta el 20/11", "2026-11-20"),
        ("es", "Plazo: 7 días", "2026-11-17"),
        ("es", "Nos lo puedes enviar hasta el lunes a mediodía", "2026-11-16"),
        ("es", "fecha límite: 18 de noviembre", "2026-11-18"),
        ("pt", "Prazo: sexta, 13/11", "2026-11-13"),
        ("pt", "O link fica disponível até domingo", "2026-11-15"),
        ("pt", "Preciso disso até o final do dia de amanhã", "2026-11-11"),
        ("pt", "A proposta é válida até 20 de novembro", "2026-11-20"),
        ("pt", "responder em até 48 horas", "2026-11-12"),
        ("nl", "Graag ontvangen we je reactie voor vrijdag 12.00 uur", "2026-11-13"),
        ("nl", "Het aanbod is geldig tot en met 20 november", "2026-11-20"),
        ("nl", "De test staat nog 5 dagen open", "2026-11-15"),
        ("nl", "stuur het uiterlijk eind deze week", "2026-11-13"),
        ("nl", "tot 17 uur morgen", "2026-11-11"),
        (
            "en",
            "To keep things moving we would appreciate it if you could get the completed forms over to us no later than Thursday the 19th.",
            "2026-11-19",
        ),
        (
            "en",
            "If it is at all possible, we would like to receive your code by the end of the day on Sunday.",
            "2026-11-15",
        ),
        (
            "en",
            "Once you open the link you will have 2 hours, and it needs to be done before Friday 5pm.",
            "2026-11-13",
        ),
        (
            "en",
            "The committee meets next Wednesday so we must have your certificates by Monday.",
            "2026-11-16",
        ),
        ("en", "I know it is short notice, but the client wants an answer by tomorrow noon.", "2026-11-11"),
        (
            "en",
            "Please don't spend more than 3 hours on it, and send it back whenever you like before the 20th.",
            "2026-11-20",
        ),
        (
            "en",
            "The client is keen to close this week so can I get your references by Thursday?",
            "2026-11-12",
        ),
        ("en", "Happy to wait until Monday for your decision, but not longer.", "2026-11-16"),
        (
            "en",
            "HR have asked me to get your bank details and passport copy by Friday at the latest.",
            "2026-11-13",
        ),
        (
            "en",
            "The background check form expires on Tuesday 17 November, so please fill it in before then.",
            "2026-11-17",
        ),
        ("en", "You will find the brief attached; submissions are due Monday 16th, 9am.", "2026-11-16"),
        (
            "en",
            "Take your time and have a think over the weekend, I just need to know either way by Monday lunchtime.",
            "2026-11-16",
        ),
        ("en", "Your DocuSign envelope will expire in 5 days.", "2026-11-15"),
        (
            "en",
            "In order to proceed, kindly submit the below mentioned documents on or before 14th November.",
            "2026-11-14",
        ),
        ("en", "Request you to please share your availability by EOD today.", "2026-11-10"),
        (
            "en",
            "As per process, the assessment link will be active till 15-Nov-2026, 11:59 PM IST.",
            "2026-11-15",
        ),
        ("en", "Could you let us have your answer within the next seven days?", "2026-11-17"),
        ("en", "We would like to hear back from you by the 17th at the latest.", "2026-11-17"),
        ("en", "The final date for acceptance is 20 November 2026.", "2026-11-20"),
        ("en", "We kindly remind you that tomorrow is the last day to submit your solution.", "2026-11-11"),
        ("en", "Hi, quick reminder that your coding test is due in two days.", "2026-11-12"),
        (
            "en",
            "Your test link has been extended by 3 days and will now expire on 16 November.",
            "2026-11-16",
        ),
        ("en", "I can give you until next Wednesday at the very latest.", "2026-11-18"),
        ("en", "Do get in touch by Friday if you would like to go ahead.", "2026-11-13"),
        ("en", "RSVP by 13 November", "2026-11-13"),
        ("en", "Please accept or decline by Nov 17.", "2026-11-17"),
        ("en", "You have one week to decide", "2026-11-17"),
        ("en", "We require a response within 5 business days of the date of this letter", "2026-11-17"),
        ("en", "Respond no later than 11/16.", "2026-11-16"),
        ("en", "Please have this back to me by C.O.B. Friday", "2026-11-13"),
        ("en", "I would need the two letters by mid-afternoon on Thursday", "2026-11-12"),
        ("en", "send to me by latest Monday", "2026-11-16"),
        ("en", "The form has to be with the council by 1 December.", "2026-12-01"),
        ("en", "anytime up to Friday is ok", "2026-11-13"),
        ("de", "Könnten Sie mir die Unterlagen bitte bis Donnerstag, 12 Uhr, zukommen lassen?", "2026-11-12"),
        ("de", "Wir würden uns freuen, bis zum 18. November von Ihnen zu hören.", "2026-11-18"),
        ("de", "Für die Bearbeitung haben Sie eine Woche Zeit.", "2026-11-17"),
        ("de", "Der Link verliert am 17. November seine Gültigkeit.", "2026-11-17"),
        (
            "de",
            "Bitte senden Sie uns den Vertrag bis zum Ende der Woche unterschrieben zurück.",
            "2026-11-13",
        ),
        ("de", "Das Angebot halten wir bis Freitag aufrecht.", "2026-11-13"),
        ("de", "Abgabefrist ist Montag, der 16.11.", "2026-11-16"),
        ("fr", "Pourriez-vous nous confirmer votre choix avant mercredi 18 novembre, 12h ?", "2026-11-18"),
        ("fr", "Nous attendons votre réponse pour le 20 novembre au plus tard.", "2026-11-20"),
        ("fr", "Vous disposez de 7 jours pour compléter le test.", "2026-11-17"),
        ("fr", "Merci de renvoyer le contrat signé d'ici la fin de semaine.", "2026-11-13"),
        ("fr", "Le test doit être rendu dimanche soir au plus tard.", "2026-11-15"),
        ("es", "¿Podrías enviarnos los documentos antes del próximo viernes?", "2026-11-13"),
        ("es", "Necesitaríamos tu respuesta como muy tarde el martes 17 de noviembre.", "2026-11-17"),
        ("es", "Dispones de una semana para completar la prueba.", "2026-11-17"),
        ("es", "La prueba estará abierta hasta las 23:59 del domingo.", "2026-11-15"),
        ("es", "Si pudieras mandarlo antes del jueves, perfecto.", "2026-11-12"),
        ("pt", "Poderia enviar os documentos até quinta-feira, dia 12?", "2026-11-12"),
        ("pt", "O prazo para envio é 18 de novembro.", "2026-11-18"),
        ("pt", "Aguardamos o seu retorno até às 18h de sexta-feira.", "2026-11-13"),
        ("nl", "Zou je de opdracht voor maandag 16 november kunnen inleveren?", "2026-11-16"),
        ("nl", "We horen graag uiterlijk donderdag of je akkoord bent.", "2026-11-12"),
        ("nl", "De uiterste datum is 18 november.", "2026-11-18"),
        ("en", "Send over whatever you have by midday Friday and we will take it from there.", "2026-11-13"),
        ("en", "HR needs your ID docs ASAP, ideally by tomorrow.", "2026-11-11"),
        (
            "en",
            "Please note the portal will be closing at 17:00 GMT on Friday 13 November 2026.",
            "2026-11-13",
        ),
        ("en", "The HackerRank link I sent is going to expire on Saturday.", "2026-11-14"),
        ("en", "Your Codility session must be started before 14 Nov 2026, 10:00 UTC.", "2026-11-14"),
        ("en", "All three referees have to have answered by Wednesday 18th.", "2026-11-18"),
        (
            "en",
            "If you could kindly complete your right-to-work check by Monday, we can issue the contract.",
            "2026-11-16",
        ),
        ("en", "You have been given 10 calendar days to sign.", "2026-11-20"),
        ("en", "Hi! Still waiting on your payslips - can you get them to me by tonight?", "2026-11-10"),
        ("en", "Reply YES by 6pm today to confirm your place", "2026-11-10"),
        ("en", "I can hold the slot till tomorrow morning", "2026-11-11"),
        ("en", "Please choose your slot before Thursday midnight.", "2026-11-12"),
        ("en", "The scheduling link is valid until Nov 14", "2026-11-14"),
        ("en", "Ideally we would receive your portfolio before the weekend.", "2026-11-13"),
        ("en", "Submit within 4 days; late work is not marked.", "2026-11-14"),
        ("en", "You have up to 5 days for the exercise.", "2026-11-15"),
        ("en", "Please send both letters so they reach us before 1 December", "2026-12-01"),
        ("en", "Final call: your assessment closes tonight at 11:59 PM.", "2026-11-10"),
        ("en", "The deadline has moved: you now have until 24 November.", "2026-11-24"),
        ("en", "New deadline: Tuesday 17 Nov", "2026-11-17"),
        ("en", "Happy to grant you an extension until Friday.", "2026-11-13"),
        ("en", "No problem, send it by the 20th.", "2026-11-20"),
        ("en", "Is it possible to have your final answer by say Thursday?", "2026-11-12"),
        ("en", "Payroll cuts off on the 15th.", "2026-11-15"),
        ("en", "we need an answer off you by half five tomorrow", "2026-11-11"),
        ("en", "The deadline was Thursday, but you have until Monday now.", "2026-11-16"),
        ("en", "The window has been extended from 13 November to 20 November.", "2026-11-20"),
        ("en", "The due date has been moved to the 18th.", "2026-11-18"),
        ("en", "Please complete this request within 14 days.", "2026-11-24"),
        ("en", "Expiration: Nov 20, 2026, 5:00 PM UTC", "2026-11-20"),
        ("en", "Offer expiration date: 11/20/2026", "2026-11-20"),
        ("en", "This link can be used until November 18.", "2026-11-18"),
        ("en", "You can take the test any time between now and 17 November.", "2026-11-17"),
        ("en", "You may start at any time before Nov 17, 2026.", "2026-11-17"),
        ("en", "Your access ends on Sunday.", "2026-11-15"),
        ("en", "Your task expires Thursday, November 12 at 11:30 AM EST", "2026-11-12"),
        ("en", "Please action by Friday.", "2026-11-13"),
        ("en", "Action required by 13 Nov 2026", "2026-11-13"),
        ("en", "Complete before: 13/11/2026", "2026-11-13"),
        ("en", "Response needed by: Friday", "2026-11-13"),
        ("en", "Respond-by date: November 13", "2026-11-13"),
        ("en", "Time left: 3 days", "2026-11-13"),
        ("en", "The survey link remains active for 72 hours.", "2026-11-13"),
        ("en", "Kindly sign the letter within 3 days of receipt of this email.", "2026-11-13"),
        ("en", "We look forward to receiving your signed contract by Friday, 20 November.", "2026-11-20"),
        ("en", "Looking forward to your reply by Thursday", "2026-11-12"),
        ("en", "I look forward to hearing from you by the end of Thursday.", "2026-11-12"),
        ("en", "Hoping you can get back to me before Thursday evening", "2026-11-12"),
        ("en", "it would help me a lot to know by Thursday", "2026-11-12"),
        ("en", "We are hoping to receive your decision by 18 November.", "2026-11-18"),
        ("en", "The team is hoping for your solution by Monday", "2026-11-16"),
        (
            "en",
            "We would like to have everything signed by the 20th so that payroll can set you up.",
            "2026-11-20",
        ),
        ("en", "The latest we can accept it is Monday 16 November.", "2026-11-16"),
        (
            "en",
            "I must submit the paperwork on Thursday, so please get it to me by Wednesday night.",
            "2026-11-11",
        ),
        (
            "en",
            "Ana is on holiday from Friday so anything that needs her eyes has to arrive by Thursday.",
            "2026-11-12",
        ),
        ("en", "I am off from Monday, please send it to Ben by Friday.", "2026-11-13"),
        ("en", "Please could you provide these within the next five working days?", "2026-11-17"),
        ("en", "could u get this to me by fri", "2026-11-13"),
        ("en", "by thurs pls", "2026-11-12"),
        ("en", "by 5 tomorrow", "2026-11-11"),
        ("en", "by 5 on Friday", "2026-11-13"),
        ("en", "by tmrw 5pm", "2026-11-11"),
        ("en", "till wed max", "2026-11-11"),
        ("en", "we need it no later then Friday", "2026-11-13"),
        ("en", "by the latest on Friday", "2026-11-13"),
        ("en", "not later as 18th November", "2026-11-18"),
        ("en", "until the 18. November", "2026-11-18"),
        ("en", "up to and including 18 November", "2026-11-18"),
        ("en", "within Monday 16th", "2026-11-16"),
        ("en", "before the 18th of November included", "2026-11-18"),
        ("de", "Bitte reichen Sie die Lösung bis zum 18. November 2026, 23:59 Uhr MEZ ein.", "2026-11-18"),
        ("de", "Wir bitten um Rücksendung bis Montag.", "2026-11-16"),
        ("de", "Melden Sie sich bitte bis Freitag bei mir.", "2026-11-13"),
        ("de", "Wenn Sie uns bis Donnerstag Bescheid geben, können wir den Raum buchen.", "2026-11-12"),
        (
            "fr",
            "Nous vous remercions de nous retourner le document signé avant le 18 novembre.",
            "2026-11-18",
        ),
        ("fr", "Merci de me dire d'ici jeudi si cela vous convient.", "2026-11-12"),
        ("es", "Te agradeceríamos que nos contestaras antes del 18 de noviembre.", "2026-11-18"),
        ("es", "Por favor, envíanos la documentación antes de las 14:00 del viernes.", "2026-11-13"),
        ("pt", "Pedimos que nos envie os documentos até 18/11/2026.", "2026-11-18"),
        ("nl", "Zou je ons voor donderdag 19 november kunnen laten weten of je akkoord gaat?", "2026-11-19"),
    ],
)
def test_stated(language: str, text: str, day: str) -> None:
    found = deadline(normalise(text), text, TUESDAY, language)
    assert found is not None
    assert _day(found.at) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "by a week on Friday"),
        ("en", "You can have three more days."),
        ("en", "Time to complete: 5 days"),
        ("en", "I will get back to you by Friday."),
        ("en", "You will hear from us by Thursday."),
        ("en", "We'll review everything and be in touch within a week."),
        ("en", "I am out of office until Monday."),
        ("en", "Our office is closed until 16 November."),
        ("en", "Core hours are 10 till 4."),
        ("en", "The interview is from 9am until 12pm on Thursday"),
        ("en", "Monday 16 Nov until Wednesday 18 Nov would suit us"),
        ("en", "The session ends at 3pm"),
        ("en", "Can you start by 1 December?"),
        ("en", "We hope to have someone start by January 4"),
        ("en", "Stop by on Friday"),
        ("en", "It should take you 5 days to complete"),
        ("en", "You have 3 hours to complete the test once you start it."),
        ("en", "spend no more than 4 hours"),
        ("en", "The position requires 2 days in the office per week"),
        ("en", "We spoke on Tuesday"),
        ("en", "I have worked here for 5 years"),
        ("en", "Sale ends Friday: 20% off"),
        ("en", "My colleague is on leave till the 18th"),
        ("en", "Please arrive by 9:45"),
        ("en", "The team will decide by the end of next week"),
        ("en", "We aim to finish interviews by 20 November"),
        ("en", "Kim is travelling until Thursday, so a bit of patience please"),
        ("en", "You should receive an answer by Friday"),
        ("en", "We are interviewing until Friday"),
        ("en", "Our benefits include 25 days holiday, after 5 years 28 days"),
        ("en", "The role is open until filled"),
        ("en", "Interviews run through 20 November"),
        ("en", "up to 3 days a week from home"),
        ("en", "We have been in business for 20 years"),
        ("en", "The process takes up to 3 weeks"),
        ("en", "You will have 45 minutes with Ana and then 2 hours in the lab"),
        ("en", "within 30 minutes of Leeds"),
        ("en", "I was hoping to hear from you by yesterday"),
        ("de", "Wir melden uns bis Freitag bei Ihnen."),
        ("de", "Das Gespräch findet am Donnerstag statt."),
        ("de", "Ich bin bis Montag im Urlaub."),
        ("de", "von 9 bis 12 Uhr"),
        ("de", "Wir haben 30 Tage Urlaub"),
        ("de", "Sie hören bis nächste Woche von uns"),
        ("de", "Der Termin dauert von 10:00 bis 11:30 Uhr"),
        ("fr", "Nous reviendrons vers vous avant vendredi"),
        ("fr", "Je suis en congés jusqu'au 16"),
        ("fr", "Nous vous donnerons une réponse sous 8 jours"),
        ("fr", "L'entretien aura lieu jeudi de 9h à 11h"),
        ("es", "Te diremos algo antes del viernes"),
        ("es", "Estaré de vacaciones hasta el lunes"),
        ("es", "la entrevista es el jueves de 10 a 11"),
        ("pt", "Voltaremos a contactar até sexta"),
        ("nl", "We laten je uiterlijk vrijdag iets weten"),
        ("nl", "Ik ben tot maandag vrij"),
        ("en", "Results will be shared by Friday"),
        ("en", "A decision will be made by 20 November"),
        ("en", "You will be contacted by Friday"),
        ("en", "We are hoping to decide by Friday"),
        ("en", "The contract should be with you by Thursday"),
        ("en", "The panel can only discuss it on Thursday"),
        ("en", "We expect to have news by Wednesday"),
        ("en", "The working week is 40 hours, Monday to Friday until 5pm"),
        ("en", "Parking is free until 6pm"),
        ("en", "I can be reached until 5pm"),
        ("en", "Reception is staffed from 8am until 6pm"),
        ("en", "Lunch is until 1pm"),
        ("de", "Wir entscheiden bis Ende des Monats"),
        ("fr", "Nous prendrons notre décision avant la fin du mois"),
        ("en", "Test available: Nov 10 - Nov 17"),
        ("en", "before you join us on 1 December"),
        ("en", "We met last Thursday"),
        ("en", "Since 5 October we have been hiring"),
        ("en", "The course runs until 18 December"),
        ("en", "I am in the office until 5pm"),
        ("en", "I will be on annual leave from 12 to 20 November"),
        ("en", "The contract is for 6 months"),
        ("en", "Probation is 3 months"),
        ("en", "your start date would be 1 February"),
        ("en", "You will receive the assessment by Friday"),
        ("en", "The results come out by Friday"),
        ("en", "Our office is open until 6pm every day"),
        ("en", "The interview will last until noon"),
        ("en", "it takes about 2 days to process"),
        ("en", "Expect an e-mail from the agency within 3 days"),
        ("en", "I should have an update by Thursday"),
        ("en", "He hopes to decide before the weekend"),
        ("en", "we review applications within 5 working days"),
        ("en", "Allow up to 10 working days for a reply"),
        ("en", "Our team will respond within 48 hours"),
        ("en", "We respond to all applicants within two weeks"),
        ("en", "We will be closed from 24 December until 2 January"),
        ("en", "The salary review is due in April"),
        ("de", "Ab 1. Dezember suchen wir jemanden"),
        ("de", "Wir sind bis 18 Uhr im Büro"),
        ("de", "Sie erhalten bis Freitag eine Rückmeldung von uns"),
        ("de", "Unser Urlaub geht vom 10. bis 20. November"),
        ("fr", "Je serai absente jusqu'à lundi"),
        ("fr", "Le poste est à pourvoir pour le 4 janvier"),
        ("fr", "Vous recevrez une réponse d'ici vendredi"),
        ("es", "La incorporación sería para el 4 de enero"),
        ("es", "Nos pondremos en contacto contigo antes del viernes"),
        ("es", "el horario es de 9 a 18"),
        ("pt", "Você receberá uma resposta até sexta"),
        ("nl", "Je ontvangt uiterlijk vrijdag bericht van ons"),
        ("en", "Only today left to submit your test!"),
        ("en", "Could you do Friday instead for the paperwork?"),
        ("en", "The final round takes place between 16 and 20 November."),
        ("en", "We plan to hold final interviews on 18 and 19 November."),
        ("en", "I was away until Monday so sorry for the delay."),
        ("en", "Our working hours are 9 until 5:30."),
        ("en", "You would report to Ana until the new head starts in January."),
        ("en", "The position is remote until March, then hybrid."),
        ("en", "We had hoped to fill this by October."),
        ("en", "Applications are reviewed within 10 days."),
        ("en", "The trip would be 2 days in total"),
        ("en", "Successful candidates will be notified by 27 November."),
        ("en", "He has been with us for 3 years and will be on the call from 2 to 3."),
        ("en", "Candidates who pass will be invited to an onsite by 30 November."),
        ("en", "I am back in the office on Thursday."),
        ("en", "Your interview is in 2 days!"),
        ("en", "Interviews in the next two weeks will be on Teams."),
        ("en", "Joining within 30 days is a must for this role."),
        ("en", "We are looking for someone who can join by 1st December."),
        ("en", "Notice period: 60 days"),
        ("en", "The last working day of our receptionist is Friday"),
        ("en", "I will follow up by Thursday if I have not heard from you."),
        ("de", "Wir planen die Gespräche bis Ende November."),
        ("de", "Nächste Woche bin ich bis Mittwoch nicht im Haus."),
        ("de", "Das Büro ist bis 3. Januar geschlossen."),
        ("fr", "Nos bureaux sont fermés jusqu'au 16 novembre."),
        ("fr", "Nous aurons pris notre décision d'ici fin novembre."),
        ("es", "La oficina permanecerá cerrada hasta el lunes."),
        ("es", "Esperamos tomar una decisión antes de final de mes."),
        ("pt", "Estarei de férias até segunda."),
        ("pt", "Daremos retorno até sexta-feira."),
        ("nl", "Ons kantoor is gesloten tot maandag."),
        ("nl", "We nemen voor vrijdag contact met je op."),
        ("en", "Would Thursday be doable for getting this back to us?"),
        (
            "en",
            "We are keen to wrap things up, so if possible could we have your feedback on the offer by the middle of next week?",
        ),
        ("en", "Your extension to Friday is approved."),
        ("en", "Monday is absolutely fine, take the weekend for it."),
        ("en", "Your interviewers are Ana (until 2pm) and Ben."),
        ("en", "The lunch will be at noon on Thursday."),
        ("en", "We have 2 openings and hope to fill both by January."),
        ("en", "The onsite is scheduled for 20 November from 10:00 until 15:00."),
        ("en", "Our Series B closes in January."),
        ("en", "We launched the product within 6 months."),
        ("en", "The trial shift lasts until 10pm on Friday."),
        ("en", "Please arrive by 8:50 on Monday."),
        ("en", "Trains run until midnight."),
        ("en", "We expect the new hire to be productive within 3 months."),
        ("en", "The team grew to 40 people in 2 years."),
        ("en", "You can claim expenses up to 30 days after the visit."),
        ("en", "You get 5 days of training in the first month."),
        ("en", "You would have 3 days a week at home."),
        ("en", "Interviews will be held by Zoom on Tuesday 17 November."),
        ("en", "He is free until 3 on Thursday."),
        ("en", "Please keep Thursday until 4pm free for us."),
        ("en", "I expect Marta to reply before Friday."),
        ("en", "Once you send it we will reply within two working days."),
        ("en", "After you submit, expect feedback in about a week."),
        ("en", "Feedback normally takes 3 to 5 working days."),
        ("en", "Thank you for your patience while we decide; that will be by the end of November."),
        ("en", "Our next board meeting is in two weeks."),
        ("en", "The job was posted within the last 5 days"),
        ("en", "The deadline was Friday."),
        ("en", "The test will be available from 10 Nov to 17 Nov."),
        ("en", "Does Monday work as a deadline?"),
        ("en", "Shall we say Thursday close of business?"),
        ("en", "Would the 18th give you enough time?"),
        ("en", "need it b4 friday"),
    ],
)
def test_none_is_stated(language: str, text: str) -> None:
    assert deadline(normalise(text), text, TUESDAY, language) is None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Sunday the 15th would suit us best.", "2026-11-15"),
        ("en", "The 18th still stands.", "2026-11-18"),
        ("en", "Tomorrow is fine as well.", "2026-11-11"),
        ("en", "Could I have the two numbers today, please?", "2026-11-10"),
        ("en", "Could you send it over on Thursday please?", "2026-11-12"),
        ("en", "Ideally I would have it Thursday", "2026-11-12"),
        ("en", "I need them tomorrow.", "2026-11-11"),
        ("es", "¿Sería posible tenerlo el 18 de noviembre?", "2026-11-18"),
        ("es", "¿Puedes enviarlo mañana?", "2026-11-11"),
        ("de", "Freitag reicht völlig.", "2026-11-13"),
        ("fr", "Vendredi serait parfait", "2026-11-13"),
        ("nl", "Vrijdag zou fijn zijn", "2026-11-13"),
        ("pt", "Sexta seria ótimo", "2026-11-13"),
    ],
)
def test_wished(language: str, text: str, day: str) -> None:
    found = day_wished(normalise(text), text, TUESDAY, language)
    assert found is not None
    assert _day(found.at) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We spoke on Thursday"),
        ("en", "Your interview on Thursday would be great fun"),
        ("en", "The panel is on Friday."),
        ("en", "Please bring your passport to the interview on Friday."),
        ("en", "Could you send it after our call tomorrow?"),
        ("en", "Please find attached the form we discussed Tuesday."),
        ("en", "The start date is 1 December."),
        ("de", "Können Sie es mir morgen schicken?"),
    ],
)
def test_nothing_is_wished(language: str, text: str) -> None:
    assert day_wished(normalise(text), text, TUESDAY, language) is None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "I'll complete everything by Monday", "2026-11-16"),
        ("en", "I'll have the form over to you on Thursday", "2026-11-12"),
        ("en", "I'm away until Friday, so you'll have it on Monday", "2026-11-16"),
        ("en", "link to my fork tomorrow before lunch", "2026-11-11"),
        ("en", "My referee is abroad until Friday but I will send her number on Saturday", "2026-11-14"),
        ("en", "It will be done on the 15th", "2026-11-15"),
        ("en", "Give me until Thursday", "2026-11-12"),
        ("en", "I can have it ready by the weekend", "2026-11-15"),
        ("es", "te mando los nombres el jueves", "2026-11-12"),
        ("de", "Sie bekommen die Lösung am Donnerstag", "2026-11-12"),
        ("de", "Ich schicke es Ihnen bis Freitag", "2026-11-13"),
        ("fr", "Je vous envoie le dossier jeudi", "2026-11-12"),
        ("fr", "vous aurez ma réponse vendredi", "2026-11-13"),
        ("nl", "Ik stuur het morgen", "2026-11-11"),
        ("pt", "Envio na quinta-feira", "2026-11-12"),
        ("en", "I can do the second half this evening and send the rest over the weekend", "2026-11-15"),
        ("en", "Expect my answer early next week", "2026-11-20"),
        ("en", "will revert tmrw", "2026-11-11"),
        ("en", "in two days", "2026-11-12"),
        ("en", "Got it, I will have this done before Friday.", "2026-11-13"),
        ("en", "Thanks! Let me talk to my partner and I will let you know on Thursday.", "2026-11-12"),
        ("en", "I can get the references to you by Monday morning.", "2026-11-16"),
        ("en", "Will send the signed copy tonight.", "2026-11-10"),
        ("en", "I hope to have it finished by Sunday evening", "2026-11-15"),
        ("en", "You can expect my submission on Saturday.", "2026-11-14"),
        ("en", "I will reply properly after my trip, on the 20th.", "2026-11-20"),
        ("en", "Received - working on it, aiming for Wednesday.", "2026-11-11"),
        ("en", "Give me till the end of the week please.", "2026-11-13"),
        ("en", "I will sleep on it and come back tomorrow.", "2026-11-11"),
        ("en", "Will do it first thing tomorrow", "2026-11-11"),
        ("en", "I need a day or two, answer by Thursday.", "2026-11-12"),
        (
            "en",
            "I am on a train right now but will fill in the form when I am home this evening",
            "2026-11-10",
        ),
        ("en", "will upload both papers by friday noon", "2026-11-13"),
        ("de", "Ich melde mich morgen bei Ihnen.", "2026-11-11"),
        ("de", "Sie erhalten meine Unterlagen bis spätestens Freitag.", "2026-11-13"),
        ("de", "Ich gebe Ihnen bis Ende der Woche Bescheid.", "2026-11-13"),
        ("de", "Am Wochenende setze ich mich daran, Sie haben es dann am Montag.", "2026-11-16"),
        ("fr", "Je vous réponds demain matin.", "2026-11-11"),
        ("fr", "Vous recevrez mon test dimanche soir.", "2026-11-15"),
        ("fr", "Je reviens vers vous d'ici vendredi.", "2026-11-13"),
        ("es", "Os digo algo el jueves.", "2026-11-12"),
        ("es", "Lo entrego el domingo sin falta.", "2026-11-15"),
        ("es", "Te confirmo mañana.", "2026-11-11"),
        ("pt", "Respondo até quinta-feira.", "2026-11-12"),
        ("pt", "Vou enviar amanhã.", "2026-11-11"),
        ("nl", "Ik laat het je donderdag weten.", "2026-11-12"),
        ("nl", "Je krijgt het zondag.", "2026-11-15"),
    ],
)
def test_promised(language: str, text: str, day: str) -> None:
    found = promise(normalise(text), text, TUESDAY, language)
    assert found is not None
    assert _day(found.due_at) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "sat down to read it last Sunday"),
        ("de", "so bald wie möglich"),
    ],
)
def test_nothing_is_promised(language: str, text: str) -> None:
    assert promise(normalise(text), text, TUESDAY, language) is None


@pytest.mark.parametrize(
    "text",
    [
        "Are you free for a call before Friday?",
        "Could we talk by the end of the week?",
        "When are you available within the next two weeks?",
        "Can you do a chat with Ana until Thursday?",
        "Please send your availability for next week.",
    ],
)
def test_the_bounds_of_a_meeting_are_no_deadline(text: str) -> None:
    assert deadline(normalise(text), text, TUESDAY, "en", slots=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "Please send your availability by Friday.",
        "Let me know by Friday when you are free.",
        "Book one of the slots until Friday, please.",
        "Shout by Friday.",
    ],
)
def test_an_answer_about_times_has_a_deadline(text: str) -> None:
    found = deadline(normalise(text), text, TUESDAY, "en", slots=True)
    assert found is not None
    assert _day(found.at) == "2026-11-13"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("no later than Friday 18:00", "17:00"),
        ("by Friday noon", "11:00"),
        ("by COB on Friday", "16:00"),
        ("by Friday midnight", "22:59"),
        ("by end of day Friday", "22:59"),
    ],
)
def test_the_hour(text: str, clock: str) -> None:
    found = deadline(normalise(text), text, TUESDAY, "en")
    assert found is not None
    assert found.at.strftime("%dT%H:%M") == f"13T{clock}"


def test_a_weekday_settles_the_order_of_day_and_month() -> None:
    unsure = Moment(TUESDAY.at, 0, None)
    text = "by Saturday 12/12"
    assert deadline(normalise(text), text, unsure, "en") is not None
    for text, day in (("by Thursday 12/11", "2026-11-12"), ("by Friday 12/11", "2026-12-11")):
        found = deadline(normalise(text), text, unsure, "en")
        assert found is not None
        assert found.at.date().isoformat() == day


def test_an_impossible_order_is_turned_round() -> None:
    text = "by 11/25"
    found = deadline(normalise(text), text, TUESDAY, "en")
    assert found is not None
    assert _day(found.at) == "2026-11-25"


def test_two_letter_zones_are_words_without_a_time() -> None:
    text = "avant vendredi et en PDF"
    found = deadline(normalise(text), text, TUESDAY, "fr")
    assert found is not None
    assert _day(found.at) == "2026-11-13"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Let me know by Friday", True),
        ("de", "Geben Sie uns Bescheid", True),
        ("en", "It is sunny", False),
    ],
)
def test_an_answer_is_asked_for(language: str, text: str, wanted: bool) -> None:
    assert replies(normalise(text), language) is wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "If we have not heard from you by Friday, the place goes to somebody else.", True),
        ("en", "Unless it is signed by Friday, the offer lapses.", True),
        ("es", "Si no recibimos respuesta antes del viernes, cerramos el proceso.", True),
        ("en", "If you pass, the final round is on Friday.", False),
    ],
)
def test_conditions_that_press(language: str, text: str, wanted: bool) -> None:
    assert presses(normalise(text), language) is wanted


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "I have taken Thursday off, so everything will be finished on the 13th", "2026-11-13"),
        ("en", "My flatmate is away until Monday, but the scan will be with you on Wednesday", "2026-11-11"),
        ("de", "Am Freitag bin ich unterwegs, ich schicke alles am Samstag", "2026-11-14"),
        ("es", "El viernes viajo, te mando todo el domingo", "2026-11-15"),
        ("en", "Elsa will be there on 20 November", None),
        ("en", "We moved house on Friday", None),
    ],
)
def test_handed_over(language: str, text: str, day: str | None) -> None:
    found = delivered(normalise(text), text, TUESDAY, language)
    assert (_day(found.due_at) if found else None) == day


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "I'll send it on Monday if that works for you", True),
        ("en", "You will have it by Monday, if possible", True),
        ("de", "Ich schicke es am Montag, wenn das in Ordnung ist", True),
        ("en", "I'll send it on Monday if my boss agrees to the leave", False),
    ],
)
def test_a_polite_condition(language: str, text: str, wanted: bool) -> None:
    assert polite(normalise(text), language) is wanted


_PIECES = (
    "by until within before due closing the we will send you have in for 5 31 0 99 24 days hours weeks friday tomorrow "
    "today next week month end of at 17:00 25:99 5pm 31/31 2026-13-45 31. februar 30 feb bis zum d'ici hasta el ate dia "
    "tot uiterlijk spatestens ce vendredi lunes segunda maandag , . : ( - or and latest please would be great utc+99 ist et"
).split()


@settings(max_examples=400)
@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join))
def test_any_heap_of_words_is_read_and_every_day_is_ahead(language: str, text: str) -> None:
    found = [
        deadline(text, text, TUESDAY, language),
        deadline(text, text, TUESDAY, language, slots=True),
        day_wished(text, text, TUESDAY, language),
    ]
    promised = promise(text, text, TUESDAY, language)
    days = [item.at for item in found if item] + ([promised.due_at] if promised else [])
    assert all(TUESDAY.at < day <= TUESDAY.at + HORIZON for day in days)
    span_alone(text, text, TUESDAY, language)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_forged_date_at_the_end_of_time_is_no_base(year: int) -> None:
    moment = Moment(datetime(year, 12, 31, 23, tzinfo=UTC), -12 * 3600, True)
    for text in ("within 5 days", "by the end of next month", "1 week", "friday would be great"):
        assert deadline(text, text, moment, "en") is None
        assert day_wished(text, text, moment, "en") is None
        assert span_alone(text, text, moment, "en") is None
        assert promise(text, text, moment, "en") is None
