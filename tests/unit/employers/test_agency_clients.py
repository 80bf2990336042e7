"""Agencies known by their signature, and the clients that they name in many ways."""

from __future__ import annotations

import pytest

from tests.unit.employer_stories import Story, only


@pytest.mark.parametrize(
    ("from_", "subject", "text", "employer"),
    [
        ("Jo <jo@oakfield.example>", "Data Engineer", "I have a role. The client is Copperleaf Pay and they move fast.\n\nJo\nOakfield Search & Selection", "Copperleaf Pay"),
        ("Thea Kolb <kolb@kolb-marder.example>", "Position", "Der Mandant ist die Wendel Medizintechnik AG, rund 400 Leute.\n\nThea Kolb\nKolb & Marder Personalberatung", "Wendel Medizintechnik"),
        ("Jo <jo@brightpath.example>", "Backend role", "I'm partnering with Fernhollow on a backend engineer role.\n\nJo Ward, Brightpath Recruitment", "Fernhollow"),
        ("Jo <jo@brightpath.example>", "Backend role", "I'm working with a scale-up called Fernhollow on a backend role.\n\nJo Ward\nBrightpath Search", "Fernhollow"),
        ("Jo <jo@brightpath.example>", "Backend role", "We've been retained by Fernhollow Labs to find an engineer.\n\nJo\nBrightpath Executive Search", "Fernhollow Labs"),
        ("Jo <jo@brightpath.example>", "Driver - Marlow Foods", "My client needs a driver. Interested in the job?", "Marlow Foods"),
        ("Uwe <uwe@kessler.example>", "Stelle", "Für unseren Kunden, die Wendel Maschinenbau GmbH, suchen wir Leute. Interesse?", "Wendel Maschinenbau"),
        ("Anne <anne@talan.example>", "Poste", "Pour notre client, la société Marchand & Fils, je recherche un développeur.", "Marchand & Fils"),
        ("Trudy Ness <trudy@chalkboard.example>", "Nursery cover", "I'm looking for an assistant for a job at Little Oaks Nursery. They like patience.\n\nTrudy Ness\nChalkboard Supply", "Little Oaks Nursery"),
        ("Gem <gem@voltrise.example>", "Fernhollow want you", "Fernhollow Aerospace loved your CV for the job. They'd like a chat.\n\nGem\nVoltrise", "Fernhollow Aerospace"),
        ("Borja <borja@altoseleccion.example>", "Una cosa: Quesos Halden", "Quesos Halden busca responsable. ¿Te interesa el puesto?", "Quesos Halden"),
        ("Kev <kev@handystaffing.example>", "Starts", "The packing one is Marlow Bakery. I need your papers for the job.", "Marlow Bakery"),
    ],
)  # fmt: skip
def test_one_message(from_: str, subject: str, text: str, employer: str) -> None:
    seen = only(Story().mail("m1", from_, subject, text))
    assert (str(seen.kind), seen.employer) == ("agency", employer)


@pytest.mark.parametrize(
    "text",
    [
        "Our client success team has a role for you. Interview?\n\nJo\nBrightpath Recruitment",
        "Thank you for your application. Interview?\n\nJo\nBrightpath Recruitment",
        "You would be working in our client needs team.\n\nJo",
        "The job is at Oakley Hospital, they call it the hill. We start at nine.\n\nJo\nBrightpath Care",
    ],
)
def test_a_department_is_no_agency(text: str) -> None:
    assert str(only(Story().mail("m1", "Jo <jo@brightpath.example>", "Role", text)).kind) == "employer"


@pytest.mark.parametrize(
    "text",
    [
        "Petra Kern hat Ihren Lebenslauf gelesen. Sie haben Zeit für ein Gespräch zur Stelle?",
        "Unser Investor hat zugestimmt. Die Stelle ist frei.",
        "Petra Kern loved your CV for the job.\nShe wants to talk.",
    ],
)
def test_people_and_pronouns_are_no_clients(text: str) -> None:
    assert (
        only(Story().mail("m1", "Uwe <uwe@kessler-search.example>", "Stelle", text)).employer
        == "Kessler Search"
    )


def test_the_client_named_last_goes_before_the_place_of_the_subject() -> None:
    agency = "Rui Dias <rui@haldemselecao.example>"
    story = (
        Story()
        .mail("m1", agency, "Tester - confidencial - Braga", "Apoio uma empresa em Braga. Interesse na vaga?")
        .mail(
            "m2",
            agency,
            "Re: Tester - confidencial - Braga",
            "O cliente é a Fernhollow. CV para a vaga?",
            day=1,
        )
    )
    assert story.identities()["m2"].employer == "Fernhollow"


def test_two_clients_of_one_agency_stay_apart() -> None:
    agency = "Jess Ward <jess@brightpath.example>"
    story = (
        Story()
        .mail("m1", agency, "Kestrel Loom - Platform Engineer", "My client Kestrel Loom is looking for an engineer.")
        .mail("m2", agency, "Feedback", "Kestrel Loom loved you. Second interview?", day=1)
        .mail("m3", agency, "Tidemark Analytics", "My client Tidemark Analytics needs a data engineer.", day=2)
        .mail("m4", agency, "Offer", "Kestrel Loom have made an offer.", day=3)
        .mail("m5", agency, "Next", "Tidemark would like to see you on Friday.", day=4)
    )  # fmt: skip
    said = [one.employer for _, one in sorted(story.identities().items())]
    assert said == [
        "Kestrel Loom",
        "Kestrel Loom",
        "Tidemark Analytics",
        "Kestrel Loom",
        "Tidemark Analytics",
    ]


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("A cliente é a Mútua Halden (peço discrição). Posso apresentar o seu CV para a vaga?", "Mútua Halden"),
        ("This one's fully remote: Fern & Loom, recipe boxes, they need a copywriter. CV for the role?", "Fern & Loom"),
        ("My client is a cheese wholesaler, Fern & Loom, 40 people. CV for the role?", "Fern & Loom"),
        ("Fernhollow Offshore are building a yard in Leith. CV for the role?", "Fernhollow Offshore"),
        ("Bakkerij Fernhollow (Gent) wil je spreken over de vacature.", "Bakkerij Fernhollow"),
        ("A Clínica do Haldem (Porto) quer um técnico. Interessa a vaga?", "Clínica do Haldem"),
        ("I presented you to Fernhollow yesterday. No for this role, sorry.", "Fernhollow"),
        ("Posso abrir o nome: é o Hospital Haldem. Para a vaga falta o currículo.", "Hospital Haldem"),
    ],
)  # fmt: skip
def test_an_agency_announces_its_client(text: str, employer: str) -> None:
    assert only(Story().mail("m1", "Jo <jo@oakfieldsearch.example>", "Next", text)).employer == employer


@pytest.mark.parametrize(
    ("from_", "text", "employer"),
    [
        ("Fern & Wille Selectie <jobs@fernwille.example>", "Uw kandidatuur bij onze opdrachtgever Lumora NV is ontvangen.", "Lumora"),
        ("Dr. Kern <kern@kern-personalberatung.example>", "Unser Mandant ist, wie besprochen, die Halder Verpackungen GmbH & Co. KG.", "Halder Verpackungen"),
        ("Jobs <jobs@lumenworks.example>", "Du berätst unsere Kunden, und unser Kunde freut sich auf dich. Bewerbung?", "Lumenworks"),
    ],
)  # fmt: skip
def test_clients_named_by_departments_and_in_passing(from_: str, text: str, employer: str) -> None:
    assert only(Story().mail("m1", from_, "Ihre Bewerbung", text)).employer == employer


def test_a_job_title_of_the_subject_is_no_client() -> None:
    story = Story().mail(
        "m1",
        "Annelies Kern <kern@kernsearch.example>",
        "Mandate in Zurich: Group Financial Controller",
        "My client in Zurich is looking for a Group Financial Controller. Would you talk to me?",
    )
    assert only(story).employer == "Kernsearch"


def test_a_second_client_is_taken_and_a_person_is_none() -> None:
    agency = "Prue Hart <prue@oakfieldsearch.example>"
    story = (
        Story()
        .mail("m1", agency, "Data role", "My client is Tern & Loom. CV for the role?")
        .mail("m2", agency, "Herr Maler would like to see you", "He has read your CV for the job.", day=1)
        .mail("m3", agency, "Bellbird would like to see you teach", "They liked your CV for the job.", day=2)
    )
    said = [one.employer for _, one in sorted(story.identities().items())]
    assert said == ["Tern & Loom", "Tern & Loom", "Bellbird"]
