"""Hours, zones, ends of months and weeks, and what supersedes them; days beside them that nobody is held to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox_momentum.stages.dayreading import Moment
from inbox_momentum.stages.deadlines import day_wished, deadline, promise
from inbox_momentum.stages.prose import normalise

TUESDAY = Moment(datetime(2026, 11, 10, 14, 0, tzinfo=UTC), 3600, True)
"""15:00 in Paris."""


def _said(at: datetime | None) -> str | None:
    """Month-day hour:minute in the writer's zone; the day alone where it ends with it."""
    if at is None:
        return None
    local = at.astimezone(TUESDAY.zone)
    return f"{local:%m-%d}" if (local.hour, local.minute) == (23, 59) else f"{local:%m-%d %H:%M}"


def _deadline(language: str, text: str, *, slots: bool = False) -> str | None:
    found = deadline(normalise(text), text, TUESDAY, language, slots=slots)
    return _said(found.at if found else None)


def _wished(language: str, text: str) -> str | None:
    norm = normalise(text)
    found = deadline(norm, text, TUESDAY, language) or day_wished(norm, text, TUESDAY, language)
    return _said(found.at if found else None)


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Kindly sign and send it by 1400 on 17 November.", "11-17 14:00"),
        ("en", "Your form has to reach the desk by 0930 hrs, 17 November.", "11-17 09:30"),
        ("en", "All parts must be through by 17 November 2026, 18:00 CET.", "11-17 18:00"),
        ("en", "The link is open until 5 pm Central on Thursday, November 19.", "11-20 00:00"),
        ("en", "We need the paper by 3.30 pm AWST Wednesday 18 November.", "11-18 08:30"),
        ("en", "Please submit by 6 pm Manila time on Friday.", "11-13 11:00"),
        ("en", "Send it by 4 pm Timbuktu time on Friday.", "11-13 16:00"),
        ("en", "Tell us no later than COB Lagos time (16:00) on Monday 16 November.", "11-16 16:00"),
        ("en", "Upload it by noon SAST on Thursday.", "11-12 11:00"),
        ("en", "Please return it by five next Monday.", "11-16 17:00"),
        ("en", "Send your slides before nine o'clock on Thursday.", "11-12 09:00"),
        ("en", "Say yes or no by noon Friday.", "11-13 12:00"),
        ("en", "We need your papers by 2026.", None),
        ("es", "Envíalo antes de las 18:00 hora de Bogotá del jueves.", "11-13 00:00"),
        ("pt", "Mande até sexta às 20h (horário de Brasília).", "11-14 00:00"),
        ("nl", "Graag vóór negen uur donderdag terugsturen.", "11-12 09:00"),
        ("nl", "Inleveren kan tot vrijdag 20u.", "11-13 20:00"),
        ("de", "Bitte bis neun Uhr am Donnerstag.", "11-12 09:00"),
    ],
)
def test_hours_and_zones(language: str, text: str, when: str | None) -> None:
    assert _deadline(language, text) == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Send the case inside ten calendar days.", "11-20"),
        ("en", "We ask half the fee for a change inside a week.", None),
        ("en", "Kindly revert within this week.", "11-13"),
        ("en", "Profiles left unfinished after five days are deleted.", "11-15"),
        ("en", "The room is held for 24 hours only.", "11-11 15:00"),
        ("en", "All records are frozen at midnight on November 16.", "11-16"),
        ("en", "Items still open lock Thursday at noon.", "11-12 12:00"),
        ("en", "Anything received after 16 November will be left unread.", "11-16"),
        ("en", "We can not keep the file open past the 20th.", "11-20"),
        ("en", "Could you drop that in by Thursday?", "11-12"),
        ("en", "I reopened your test and it will now run until Monday 16th.", "11-16"),
        ("en", "I will keep it for you thru Friday.", "11-13"),
        ("en", "Your closing date is hereby shifted to Wednesday 18 November.", "11-18"),
        ("en", "I have moved the date for signing to Thursday.", "11-12"),
        ("en", "So Monday your latest please.", "11-16"),
        ("en", "Send two names before the board meets on Thursday.", "11-12"),
        ("en", "I need this before I hand the list over on Friday.", "11-13"),
        ("en", "Please let us have both a clear week before the 27th.", "11-20"),
        ("en", "Mail your slides two days before our session on Friday.", "11-11"),
        ("en", "Get it to us by the end of November.", "11-30"),
        ("en", "Please answer before the end of Monday.", "11-16"),
        ("en", "I know it lapses tomorrow, so please tell Ines by Friday noon.", "11-13 12:00"),
        ("en", "She is back on Thursday, so having it in my inbox by then would help.", "11-12"),
        ("en", "They close submissions on Thursday.", "11-12"),
        ("en", "Our accounts close the month on the 20th.", None),
        ("de", "Spätestens Ende November sollte es hier liegen.", "11-30"),
        ("de", "Nach 14 Tagen löschen wir offene Profile.", "11-24"),
        ("de", "Montag lese ich alles, bis dahin sollte es da sein.", "11-16"),
        ("fr", "Merci de répondre avant fin novembre.", "11-30"),
        ("fr", "Il vous reste 2 jours.", "11-12"),
        ("fr", "Expiration du lien : 16/11/2026 à 20h.", "11-16 20:00"),
        ("fr", "Il me faut ces pièces avant la commission du 17.", "11-17"),
        ("fr", "Sans votre dossier au 17 novembre, je ne peux rien.", "11-17"),
        ("es", "Mándalo antes de que termine la semana.", "11-13"),
        ("es", "Lo necesito a más tardar el día 19:", "11-19"),
        ("es", "Como tarde el viernes que viene, día 20.", "11-20"),
        ("pt", "Prazo até ao fim de novembro.", "11-30"),
        ("nl", "Bezorgt u mij dat tegen donderdagavond?", "11-12"),
        ("nl", "U krijgt tot de 19e.", "11-19"),
        ("nl", "Stuur het voor of op 19 november terug.", "11-19"),
        ("nl", "Anders sluit ik je dossier eind november.", "11-30"),
    ],
)
def test_ends_and_limits(language: str, text: str, when: str | None) -> None:
    assert _deadline(language, text) == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Could we have that this week?", "11-13"),
        ("en", "Same time next week would be fine.", "11-17"),
        ("en", "He would like to have it one week from Friday.", "11-20"),
        ("en", "Could you send it a week from tomorrow?", "11-18"),
        ("en", "Friday noon is plenty.", "11-13 12:00"),
        ("en", "Why don't we say Thursday for your decision.", "11-12"),
        ("en", "Take ten days to read it, so 20 November.", "11-20"),
        ("en", "It would be good to have it at 9 on Monday as we start then.", "11-16 09:00"),
        ("en", "Nothing is on fire, next weekend would be great.", None),
        ("en", "At your convenience, this week would be nice.", None),
        ("en", "He is off to Oslo on the 19th, so we are one short.", None),
        ("en", "Have a look, and I'll put it in front of the lead on Monday.", None),
        ("de", "Mittwoch EOD passt.", "11-11"),
        ("de", "Bis Dienstag in einer Woche wäre gut.", "11-17"),
        ("es", "Lo ideal sería tener las dos cosas el viernes, porque el lunes las presento.", "11-13"),
        ("fr", "Ce serait bien si on l'avait lundi 16.", "11-16"),
    ],
)
def test_wishes(language: str, text: str, when: str | None) -> None:
    assert _wished(language, text) == when


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "May I have a yes or no from you today or tomorrow?", "11-11"),
        ("en", "Please come back to me with one or the other today if you can.", "11-10"),
        ("en", "Just send me a rough time today please.", "11-10"),
        ("nl", "Vink aan wat past, liefst nog vandaag.", "11-10"),
        ("nl", "Ik verneem het graag maandag.", "11-16"),
        ("en", "Could you confirm 3 pm today?", None),
        ("en", "Our lead cannot take your interview today.", None),
        ("en", "I'm flat out until Friday, after that pick any slot.", None),
        ("en", "I'm at my desk by 7:15 any day this week.", None),
        ("en", "We run groups at 6 and at 2, Monday thru Thursday.", None),
        ("en", "I could manage tomorrow at 4, or Monday before 11.", None),
        ("en", "I'd like half an hour with you before Thursday is out.", None),
        ("de", "Ich bin bis auf Mittwoch immer da.", None),
        ("es", "¿O prefieres dejarlo para el martes?", None),
        ("pt", "Estou em Lisboa até quarta.", None),
        ("pt", "Mande dois horários para esta semana.", None),
    ],
)
def test_requests_for_times(language: str, text: str, when: str | None) -> None:
    assert _deadline(language, text, slots=True) == when


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I looked through Thursday's mail and found nothing."),
        ("en", "I'm hoping to get my calls done before the weekend."),
        ("en", "I can have the final version out within an hour of your yes."),
        ("en", "I'll find another room and get back to you before the weekend."),
        ("en", "She is ill and won't be back by Monday."),
        ("en", "That will be by the end of November."),
        ("de", "Wir planen die zweite Runde bis Ende November."),
        ("fr", "Quelqu'un de l'équipe la lira sous dix jours."),
        ("nl", "Roos leest je brief en mailt je binnen twee weken."),
    ],
)
def test_what_the_others_do_is_no_deadline(language: str, text: str) -> None:
    assert _deadline(language, text) is None


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("de", "Ich rechne das durch und sage Ihnen am Freitag Bescheid.", "11-13"),
        ("nl", "Jij krijgt mijn plan uiterlijk maandag.", "11-16"),
        ("pt", "Na quinta digo-lhe.", "11-12"),
        ("es", "La prueba la dejo hecha el jueves.", "11-12"),
        ("en", "I will look at it this week.", None),
        ("en", "I'll do the exercise at the weekend.", None),
        ("en", "My answer reaches you Thursday.", "11-12"),
        ("en", "The slides are with you Thursday night, I'm at a fair until then.", "11-12"),
        ("en", "May I have until Monday night?", "11-16"),
        ("en", "Monday 16 November at 3 pm is fine.", None),
        ("en", "I will attend on the 17th.", None),
        ("en", "I can talk tomorrow after six.", None),
        ("en", "On Thursday there is a school play, I'll ask at home.", None),
        ("en", "I accepted another post this evening.", None),
        ("de", "Leider komme ich morgen nicht.", None),
        ("nl", "Ik begin graag op 1 december.", None),
    ],
)
def test_promises(language: str, text: str, when: str | None) -> None:
    found = promise(normalise(text), text, TUESDAY, language)
    assert _said(found.due_at if found else None) == when
