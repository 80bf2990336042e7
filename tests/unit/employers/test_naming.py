"""How an employer comes by its name: agencies' clients, services, full and short forms."""

from __future__ import annotations

import pytest

from inbox_momentum.employers.names import company_words_in, strip_team
from tests.unit.employer_stories import Story, only

JESS = "Jess Ward <jess@oakspur.example>"


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Client is Fernhollow Ceramics, they move fast. Role is for you.", "Fernhollow Ceramics"),
        ("Right, client's Tern & Loom. They loved the CV. Interview on Monday?", "Tern & Loom"),
        ("May I represent you to Fernhollow? I need your right to represent for the role.", "Fernhollow"),
        ("I need your CV before I can submit you to Harrow & Vale. Sign the right-to-represent for the job.", "Harrow & Vale"),
        ("We act as an employment business. It's Fernhollow Mutual, keep that to yourself. CV for the role?", "Fernhollow Mutual"),
    ],
)  # fmt: skip
def test_an_agency_names_its_client(text: str, employer: str) -> None:
    seen = only(Story().mail("m1", JESS, "Data role", text))
    assert (str(seen.kind), seen.employer) == ("agency", employer)


@pytest.mark.parametrize(
    "text",
    [
        "You will meet the client's architects in the interview. Our role is open.\n\nJess",
        "I partner with our engineering team to fill the role. Interview?\n\nJess",
        "This contract has been on my desk all week. Interview for the job on Friday?\n\nJess",
    ],
)
def test_an_employers_recruiter_is_no_agency(text: str) -> None:
    assert str(only(Story().mail("m1", JESS, "Role", text)).kind) == "employer"


def test_the_client_is_kept_to_the_end_of_the_conversation() -> None:
    story = (
        Story()
        .mail("m1", JESS, "Data role", "The client is Fernhollow Mutual. Send me your CV for the role.")
        .mail("m2", JESS, "Fernhollow - good news", "They like you. Interview on Wednesday?", day=1)
        .mail("m3", JESS, "F&M", "All booked.", day=2)
        .mail("m4", JESS, "Feedback", "Second of six, sorry.", day=3)
    )
    assert {one.employer for one in story.identities().values()} == {"Fernhollow Mutual"}


def test_the_subject_of_a_new_conversation_goes_before_a_word_in_passing() -> None:
    story = (
        Story()
        .mail("m1", JESS, "Data role", "My client is Tern & Loom. CV for the role?")
        .mail("m2", JESS, "Copperleaf Post", "Apart from T&L: Copperleaf Post have seen your CV for the job.", day=1)
    )  # fmt: skip
    assert [one.employer for _, one in sorted(story.identities().items())] == [
        "Tern & Loom",
        "Copperleaf Post",
    ]


@pytest.mark.parametrize(
    ("from_", "subject", "text"),
    [
        ("Norvale Vetting Bureau <caseworker4@norvalevetting.example>", "Your history", "We do the five year check for Halden Robotics. Two months are missing."),
        ("Psyche Assessments <noreply@psyche.example>", "Test", "On behalf of Halden Robotics we ask you to take the tests."),
        ("MediPoint <bookings@medipoint-occhealth.example>", "Medical", "Reminder: initial medical (Halden Robotics), Thursday at 8."),
        ("Prüfwerk <post@pruefwerk-screening.example>", "Zeugnisse", "Halden Robotics hat uns beauftragt, Ihre Zeugnisse zu prüfen."),
        ("Dropbox Sign <noreply@mail.hellosign.com>", "Halden Robotics requests your signature: Offer", "Review and sign."),
        ("Checkr <no-reply@checkr.com>", "Done", "The check ordered by Halden Robotics was completed."),
        ("Halden Robotics <pulse@surveyor.example>", "How did we do?", "Two questions on your interview."),
        ("HireRight Applicant Centre <no-reply@hireright.com>", "Screening", "Halden Robotics has requested a background check."),
    ],
)  # fmt: skip
def test_a_service_writes_for_the_employer(from_: str, subject: str, text: str) -> None:
    story = (
        Story()
        .mail(
            "m1",
            "Ana Gil <ana@haldenrobotics.example>",
            "Interview",
            "Interview?\n\nAna Gil\nHalden Robotics",
        )
        .mail("m2", from_, subject, text, day=1)
    )
    assert story.identities()["m2"].employer == "Halden Robotics"


def test_a_silent_mail_of_a_service_is_about_the_employer_that_it_works_for() -> None:
    service = "Norvale Vetting <cases@norvalevetting.example>"
    story = (
        Story()
        .mail("m1", service, "Case 12", "We carry out checks for Halden Robotics. Upload your passport.")
        .mail("m2", service, "Case 12", "We have received your passport.", day=1)
    )
    assert {one.employer for one in story.identities().values()} == {"Halden Robotics"}


@pytest.mark.parametrize(
    ("from_", "text", "employer"),
    [
        ("Halden Ground Crew Recruitment <groundcrew@halden.example>", "Your application has landed.", "Halden"),
        ("Halden Mobility Office <mobility@halden.example>", "About your interview.", "Halden"),
        ("Arlen University Recruitment <jobs@arlen.example>", "Your application.\n\nHuman Resources\nArlen University", "Arlen University"),
        ("Landesamt für Geodaten Arlen <personal@geodaten-arlen.example>", "Ihre Bewerbung.", "Landesamt für Geodaten Arlen"),
        ("R. Rao <careers@haldengears.example>", "Your interview is on Monday.\n\nFor HALDEN GEARS LIMITED\nR. Rao", "Halden Gears"),
        ("Equipo de Talento de Halden <halden@teamtailor-mail.com>", "Tu candidatura.", "Halden"),
    ],
)  # fmt: skip
def test_departments_are_no_part_of_the_name(from_: str, text: str, employer: str) -> None:
    assert only(Story().mail("m1", from_, "Application", text)).employer == employer


def test_the_full_name_is_known_from_others_mail() -> None:
    story = (
        Story()
        .mail("m1", "Ana <ana@halden.example>", "Interview", "Interview at Halden on Monday?\n\nAna")
        .mail("m2", "Bo <bo@nicemail.example>", "fyi", "Halden Semiconductors are looking for people.", day=1)
    )
    assert story.identities()["m1"].employer == "Halden Semiconductors"


def test_two_full_names_with_one_first_word_give_none() -> None:
    story = (
        Story()
        .mail("m1", "Ana <ana@halden.example>", "Interview", "Interview at Halden on Monday?\n\nAna")
        .mail("m2", "Bo <bo@nicemail.example>", "fyi", "Halden Semiconductors are looking for people.", day=1)
        .mail("m3", "Bo <bo@nicemail.example>", "fyi", "Halden Ceramics as well.", day=2)
    )
    assert story.identities()["m1"].employer == "Halden"


@pytest.mark.parametrize(
    ("from_", "subject", "text", "employer"),
    [
        ("Priya S. <inmail-hit-reply@linkedin.com>", "Backend @ Halden", "I source engineers for Halden.", "Halden"),
        ("Pieter Maas <inmail-hit-reply@linkedin.com>", "A role", "Pieter Maas\nEngineering manager at Halden Wind\n\nHello!", "Halden Wind"),
        ("Riley Okonkwo <riley.okonkwo@hire.lever.co>", "Your application", "Two things.\n\nRiley Okonkwo\nTalent Acquisition Specialist\nHalden Robotics", "Halden Robotics"),
        ("Riley Okonkwo <job.k8f2@halden.recruitee.com>", "Coffee?", "Shall we meet?", "Halden"),
        ("Mensajes de LinkedIn <inmail-hit-reply@linkedin.com>", "Te han escrito", "Inés Roca\nDirectora de producto en Fernhollow\n\nHola, ¿hablamos?", "Fernhollow"),
        ("Message LinkedIn <inmail-hit-reply@linkedin.com>", "Un message", "Luc Roux\nFondateur @ Fernhollow\n\nBonjour, un café ?", "Fernhollow"),
        ("LinkedIn <inmail-hit-reply@linkedin.com>", "Bericht van Jet", "Jet Vos\nHoofd inkoop bij Fernhollow Wonen\n\nHallo, koffie?", "Fernhollow Wonen"),
    ],
)  # fmt: skip
def test_people_write_through_platforms(from_: str, subject: str, text: str, employer: str) -> None:
    assert only(Story().mail("m1", from_, subject, text)).employer == employer


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("i run ploverloft (seed, 6 people) and need an engineer for the job", "Ploverloft"),
        ("We're hitting it at my company, Ploverloft, and I'd hire whoever solves it.", "Ploverloft"),
        ("Ik start met Ploverloft, fietskoeriers. Zin in de job?", "Ploverloft"),
        ("Company's called Ploverloft btw. Ploverloft Labs in full. Interview?", "Ploverloft Labs"),
    ],
)
def test_founders_on_private_mail(text: str, employer: str) -> None:
    assert only(Story().mail("m1", "Mack Dean <mackdean@gmail.com>", "hi", text)).employer == employer


@pytest.mark.parametrize(
    "shown", ["InMail do LinkedIn", "Nachrichten von LinkedIn", "LinkedIn Berichten", "Alertes Indeed"]
)
def test_a_platforms_own_name_is_no_employer(shown: str) -> None:
    address = "inmail-hit-reply@linkedin.com" if "LinkedIn" in shown else "noreply@indeed.com"
    assert only(Story().mail("m1", f"{shown} <{address}>", "Hallo", "Shall we talk?")).employer is None


def test_whoever_a_scheduler_writes_for_is_no_employer() -> None:
    text = 'A message from Riley: "Looking forward!"'
    seen = only(Story().mail("m1", "Riley Okonkwo via Calendly <no-reply@calendly.com>", "Confirmed", text))
    assert seen.employer is None


def test_a_persons_first_name_is_no_employer() -> None:
    seen = only(
        Story().mail(
            "m1",
            "Calendly <no-reply@calendly.com>",
            "Cancelled: talk with Riley Okonkwo",
            'Message from Riley: "Sorry, ill."',
        )
    )
    assert seen.employer is None


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Dorn & Partner", "Dorn & Partner"),
        ("Acme University Recruiting", "Acme"),
        ("Arlen University", "Arlen University"),
        ("Recruitment Cell", ""),
        ("Careers at Halden", "Halden"),
        ("Halden Talent Network", "Halden"),
        ("Halden Network", "Halden Network"),
        ("Fernhollow Kandidatenportal", "Fernhollow"),
        ("Talentteam Fernhollow", "Fernhollow"),
    ],
)
def test_teams_are_stripped(name: str, company: str) -> None:
    assert strip_team(name)[0] == company


@pytest.mark.parametrize(
    ("name", "company"),
    [("Halden Marine", True), ("Halden Ferries", True), ("Digital Marine", False), ("Legal Pensions", False)],
)
def test_kinds_of_business_alone_name_nobody(name: str, company: bool) -> None:
    assert company_words_in(name) is company


@pytest.mark.parametrize(
    ("subject", "text", "employer"),
    [
        ("Your role at Fernhollow", "We saw that your role at Fernhollow Brewing ended. Interview?\n\nAna\nHalden", "Halden"),
        ("Interview", "Interview?\n\nAna Gil\nHead of People\nHalden\nPart of Fernhollow Group", "Halden"),
        ("Role", "Our client success team has a role. Interview?\n\nAna Gil\nHalden Data Platform", "Halden"),
        ("Reference", "We spoke to Fernhollow Brewing for your reference. Offer for the role follows.\n\nAna\nHalden", "Halden"),
        ("Interview", "Interview?\n\nAna Gil\nHalden Robotics (formerly Fernhollow Labs)", "Halden Robotics"),
    ],
)  # fmt: skip
def test_another_companys_name_in_passing_changes_nothing(subject: str, text: str, employer: str) -> None:
    assert only(Story().mail("m1", "Ana <ana@halden.example>", subject, text)).employer == employer


@pytest.mark.parametrize(
    "text",
    [
        "Wir suchen im Auftrag der Fernhollow AG einen Entwickler. Lebenslauf?",
        "Je recrute pour Fernhollow, éditeur de logiciels. Le poste vous intéresse ?",
        "Mon client est la société Fernhollow. Votre CV pour le poste ?",
        "El cliente es Fernhollow, en Valencia. ¿Te interesa el puesto?",
        "O cliente é a Fernhollow. Tens interesse na vaga?",
        "De opdrachtgever is Fernhollow in Leeuwarden. Interesse in de vacature?",
        "Mein Auftraggeber sind die Fernhollow. Lebenslauf für die Stelle?",
        "O cliente, e já posso dizer quem é (Fernhollow, de Braga), gostou do currículo. Entrevista?",
        "Days are open for the job, same client (Fernhollow). CV?",
    ],
)
def test_clients_in_other_languages(text: str) -> None:
    seen = only(Story().mail("m1", JESS, "Data", text))
    assert (str(seen.kind), seen.employer) == ("agency", "Fernhollow")
