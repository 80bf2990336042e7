"""Names of companies without departments, of public bodies, and of hosts that add something to the name."""

from __future__ import annotations

import pytest

from inbox_momentum.employers.labels import fits
from inbox_momentum.employers.names import label_name, strip_team, with_kind
from tests.unit.employer_stories import Story, only


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("RH Halden", "Halden"),
        ("RR. HH. Halden", "Halden"),
        ("DRH Halden", "Halden"),
        ("Candidatures Halden", "Halden"),
        ("Secretaría Halden", "Halden"),
        ("Halden TA", "Halden"),
        ("Halden Travel Desk", "Halden"),
        ("Recrutement DRH", ""),
        ("Talent Garden", "Talent Garden"),
    ],
)
def test_departments_in_front_and_behind(name: str, company: str) -> None:
    assert strip_team(name)[0] == company


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("mairie-halden.fr", "Mairie de Halden"),
        ("commune-ormel.ch", "Commune d'Ormel"),
        ("gemeente-halden.nl", "Gemeente Halden"),
        ("sentinel-group.com", "Sentinel Group"),
        ("mairie.fr", "Mairie"),
    ],
)
def test_a_public_bodys_name_is_made_of_its_host(host: str, name: str) -> None:
    assert label_name(host) == name


def test_the_kind_comes_back_with_the_accents_of_the_name() -> None:
    assert with_kind("Sévane", "mairie-sevane.fr") == "Mairie de Sévane"
    assert with_kind("Halden", "mairie-sevane.fr") == "Halden"


def test_a_group_may_turn_its_name_around() -> None:
    assert fits("Grupo Halden", "haldengrupo.com")
    assert not fits("Maria Halden", "haldenmaria.com")


@pytest.mark.parametrize(
    ("from_", "text", "employer"),
    [
        ("Gestoría Penaluz <despacho@gestoria-penaluz.example>", "Tenemos una plaza. ¿Entrevista mañana?", "Gestoría Penaluz"),
        ("HU Faculty Recruitment <no-reply@halden-university.example>", "Your application is here.", "Halden University"),
        ("WA Dept Schools Talent <talent@westerly.example>", "Your application is here.", "Westerly"),
        ("DRH Halden <recrutement@mairie-halden.example>", "Votre candidature est retenue.", "Mairie de Halden"),
        ("Ines Roy <ines@commune-ormel.example>", "Entretien jeudi ?\n\nInes Roy\nCommune d'Ormel", "Commune d'Ormel"),
        ("Piet Vos <p.vos@werkenbijhalden.example>", "Gesprek voor de functie?\n\nPiet Vos | gemeente Halden", "Gemeente Halden"),
        ("Eva Lang <lang@sz-haldenau.example>", "Danke für Ihre Bewerbung im Seniorenzentrum Haldenau. Gespräch?", "Seniorenzentrum Haldenau"),
        ("Académie de Halden – DPE <dpe@ac-halden.example>", "Votre candidature est retenue.", "Académie de Halden"),
        ("Lea Kern <lea@kornbloom-muesli.example>", "Bei Kornbloom suchen wir dich. Gespräch am Montag?", "Kornbloom"),
        ("Ana Gil <ana@lumeo-sistemas.example>", "En Lumeo hay una vacante. ¿Entrevista?", "Lumeo Sistemas"),
        ("Cal Reyes <cal@haldentx.example>", "I run biophysics at Halden Therapeutics (Series B, Cambridge). A role for you?", "Halden Therapeutics"),
        ("Jo Ward <jo@haldensystems.example>", "At Halden Systems I hire for the role. Interview?\n\nJo Ward\nHalden Systems", "Halden Systems"),
    ],
)  # fmt: skip
def test_the_name_that_a_reader_would_write_down(from_: str, text: str, employer: str) -> None:
    assert only(Story().mail("m1", from_, "Interview", text)).employer == employer


def test_a_department_is_not_the_company_that_signs() -> None:
    story = (
        Story()
        .mail("m1", "Helen Marsh <helen@haldendialysis.example>", "Interview", "Interview?\n\nHelen, Halden Dialysis")
        .mail("m2", "Halden Learning <noreply@calc.haldendialysis.example>", "Result", "Your test is recorded.", day=1)
    )  # fmt: skip
    assert {one.employer for one in story.identities().values()} == {"Halden Dialysis"}


def test_the_brand_in_use_goes_before_the_platforms_longer_name() -> None:
    story = Story().mail("m1", "Halden Payments <halden@myworkday.com>", "Your application", "Thanks.")
    for day in range(1, 8):
        sign = "\n\nLisa\nHalden Payments" if day == 1 else ""
        story.mail(
            f"h{day}", "Lisa May <lisa@halden.example>", "Halden", f"Interview at Halden?{sign}", day=day
        )
    assert {one.employer for one in story.identities().values()} == {"Halden"}


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Ihre Bewerbung als DGKP", "Vielen Dank. Gespräch am Montag?"),
        ("Halden: go on", "You started an application for Warehouse Picking - Avonport."),
    ],
)
def test_a_job_title_behind_for_is_no_employer(subject: str, text: str) -> None:
    assert only(Story().mail("m1", "Eva Lang <eva@halden.example>", subject, text)).employer == "Halden"
