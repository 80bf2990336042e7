"""The full name of a company behind a squeezed or abbreviated host name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.employers.fullnames import candidates
from inbox_momentum.employers.labels import NamesOfHosts, contains, fits, led
from tests.unit.employer_stories import Story, only


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Metalúrgica Vale do Rio", "mvr.pt"), ("Van den Berg Logistiek", "vdberg.nl"), ("Royal Aldermoor Infirmary NHS Foundation Trust", "rainhs.uk"),
        ("Mill Hill Primary School", "millhill-primary.org"), ("Universität Brackenfeld", "uni-brackenfeld.de"), ("Universiteit Gent", "ugent.be"),
        ("Ayuntamiento de Morvan", "ayto-morvan.es"), ("Bank of Arlen", "bofa.com"), ("O'Malley's Bar & Grill", "omalleys.com"),
        ("Lumen University Press", "lumenpress.com"), ("Acme Robotics", "getacme.com"), ("Acme", "acme-careers.com"), ("Größler Technik", "groessler.de"),
        ("Talleres Mecánicos Ruiz", "ruiz.es"),
    ],
)  # fmt: skip
def test_a_name_accounts_for_its_host(name: str, host: str) -> None:
    assert fits(name, host)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Harbor Row", "harborbank.com"), ("Jane Ferrand", "jf.com"), ("Data Engineer", "de.com"), ("Maple Systems", "mvr.pt"),
        ("Mill Hill", "millhill-primary.org"), ("Vale Rio", "mvr.pt"), ("Acme", "jobs.com"), ("", "acme.com"),
    ],
)  # fmt: skip
def test_other_names_do_not(name: str, host: str) -> None:
    assert not fits(name, host)


def test_what_stands_before_the_labels_words_is_told() -> None:
    assert led("Talleres Ruiz", "ruiz.es")
    assert not led("Ruiz Talleres", "ruiz.es")
    assert not led("The Forge Kitchen", "forge.com")


def test_a_longer_name_contains_a_shorter_one_by_words() -> None:
    assert contains("Officine Brandi", "Brandi")
    assert contains("Halden Care Home", "Halden Care")
    assert not contains("Haldenson Motors", "Halden")
    assert not contains("Halden", "Halden")


@given(st.text(max_size=300))
def test_any_text_is_searched(text: str) -> None:
    assert all(name and len(name) < 400 for name, _ in candidates(text))


@given(st.text(alphabet="abc -&.'", max_size=80), st.text(alphabet="abc", min_size=1, max_size=30))
def test_any_name_is_held_against_a_host(name: str, label: str) -> None:
    assert fits(name, f"{label}.com") in {True, False}


@pytest.mark.parametrize(
    ("from_", "subject", "text", "employer"),
    [
        ("HR <hr@wcc.example>", "Planning Officer", "Thank you for your application for Planning Officer.\n\nHuman Resources\nWyndham County Council\nCounty Hall", "Wyndham County Council"),
        ("Mia Kern <kern@kbg-gmbh.example>", "Ihre Bewerbung", "Vielen Dank für Ihre Bewerbung.\n\nMia Kern\nPersonal\nKrafft Baustoffe Göhlen GmbH & Co. KG\nSitz: Göhlen, HRA 1", "Krafft Baustoffe Göhlen"),
        ("Kenji <kenji@dts.example>", "Interview", "Hi, the interview is confirmed.\n\nKenji Mori | Delta Tidal Systems K.K. | Tokyo", "Delta Tidal Systems"),
        ("Søren Holm <sh@vindkraft.example>", "Jobsamtale", "Hej Maya, tak for din ansøgning.\n\nSøren Holm\nVindkraft Nord ApS", "Vindkraft Nord"),
        ("Luc Perrin <luc@perrin.example>", "Votre candidature", "Bonjour, votre candidature nous intéresse.\n\nLuc Perrin\nBoulangerie Perrin SARL", "Boulangerie Perrin"),
        ("Ada Perrin <ada@perrin.example>", "Your application", "Hi Maya, thanks for applying.\n\nAda Perrin\nManaging Director", "Perrin"),
        ("Eva <eva@vdberg.example>", "sollicitatie", "Leuk dat je bij Van den Berg Logistiek gesolliciteerd hebt!\n\nEva", "Van den Berg Logistiek"),
        ("Rui <rui@mvr.example>", "Entrevista", "Na sequência da sua candidatura à Metalúrgica Vale do Rio, gostaríamos de agendar entrevista.", "Metalúrgica Vale do Rio"),
        ("Rob <rob@smithbarlow.example>", "Interview", "Interview on Monday?\n\nRob Smith\nSmith-Barlow Engineering Ltd", "Smith-Barlow Engineering"),
        ("Gus <gus@theforge.example>", "trial shift", "Hi, trial shift for the chef job on Monday?\n\nGus\nThe Forge Kitchen & Bar", "The Forge Kitchen & Bar"),
        ("School Office <office@millhill-primary.example>", "Teaching Assistant", "Thank you for your application.\n\nMrs P Ode\nMill Hill Primary School", "Mill Hill Primary School"),
        ("Jo Bell <jo@northsea.example>", "Interview", "Hi Maya, can we talk about the Driver role?\n\nJo Bell\nHalcyon Freight Ltd, Hull", "Halcyon Freight"),
        ("Bella <bella@bwf.example>", "Brackwater Foods: interview", "Hi, interview on Monday?\n\nBella Tate\nBrackwater Foods", "Brackwater Foods"),
        ("Uma <uma@acme.example>", "Interview at Acme", "We use Greenhouse Software Inc. for scheduling your interview.\n\nUma", "Acme"),
        ("HR Recruitment <hr.recruitment@nlh.example>", "Healthcare Assistant", "Thank you for your application.\n\nNorth Lea Hospitals NHS Trust is committed to equality.", "North Lea Hospitals NHS Trust"),
        ("Recruitment <recruitment@wfrs.example>", "Firefighter", "Thank you for applying to Wessmoor Fire and Rescue Service.", "Wessmoor Fire and Rescue Service"),
        ("Ola Nowak <o.nowak@stalprodukt-lis.example>", "Rekrutacja", "Dzień dobry.\n\nOla Nowak\nStalprodukt Lis Sp. z o.o. Sp. k.", "Stalprodukt Lis"),
        ("P. Ek <p.ek@lund-teknik.example>", "Anställning", "Hej! Intervju?\n\nPer Ek\nLund Teknik & Konsult AB", "Lund Teknik & Konsult"),
        ("Kate <kate@bloomandco.example>", "florist job", "Hi, interview for the florist job?\n\nKate\nBloom & Co", "Bloom & Co"),
        ("Ian <ian@jsb-joinery.example>", "Joiner job", "Interview for the job?\n\nIan\nJ. S. Barrow Joinery", "J. S. Barrow Joinery"),
        ("Lina <lina@dmp.example>", "Bewerbung", "Gespräch zur Stelle?\n\nLina Dorn\nDorn, Maier & Partner mbB", "Dorn, Maier & Partner"),
        ("Tim <tim@acme.example>", "Interview", "Interview for the role?\n\nTim Ode\nAcme\nLondon | New York | Acme House", "Acme"),
        ("Nia <nia@ember.example>", "Writer role", "Interview for the role? We met at Ember Writers Night.\n\nNia, Ember", "Ember"),
        ("Ann <ann@lumo.example>", "Interview with Lumo", "Hi, at Lumo we love people. Interview?\n\nAnn Lee\nLumo Technologies Ltd", "Lumo"),
        ("Ann <ann@harbor.example>", "Interview at Harbor", "Interview?\n\nAnn Lee\n41 Harbor Row, Boston", "Harbor"),
        ("Vi Ode <vi@arlen.example>", "Crane driver", "Interview for the job?\n\nVi Ode\nPort of Arlen", "Port of Arlen"),
        ("Jo <jo@haldenlabs.example>", "Interview", "Interview?\n\nThe Halden Labs hiring team", "Halden Labs"),
        ("Eva <eva@groessler.example>", "Gespräch", "Gespräch zur Stelle?\n\nEva\nGeschäftsführerin, Größler & Söhne", "Größler & Söhne"),
        ("Loes <loes@waterschaphalden.example>", "Gesprek", "Gesprek over de functie?\n\nLoes Vos\nP&O-adviseur Waterschap Halden", "Waterschap Halden"),
        ("Sadhbh Roe <sadhbh@ternlabs.example>", "Tern Labs - Assay Development Scientist", "Interview for the role?\n\nSadhbh Roe\nTern Labs", "Tern Labs"),
        ("Larkfield Home Nursing <hr@larkfieldhome.example>", "Nurse", "Interview for the job?", "Larkfield Home Nursing"),
        ("Haus Sankt Gereon – Pflegedienstleitung <pdl@sankt-gereon.example>", "Gespräch", "Gespräch zur Stelle?", "Haus Sankt Gereon"),
        ("Jobportal Fernhollow Logistik <jobs@fernhollow.example>", "Bewerbung", "Gespräch zur Stelle?", "Fernhollow Logistik"),
        ("Jo <jo@halden.example>", "Halden Payroll team", "Interview?\n\nJo\nHalden Talent Team", "Halden"),
    ],
)  # fmt: skip
def test_signatures_name_the_company(from_: str, subject: str, text: str, employer: str) -> None:
    assert only(Story().mail("m1", from_, subject, text)).employer == employer


def test_all_mail_of_the_host_takes_the_full_name() -> None:
    story = (
        Story()
        .mail("m1", "Ana Gil <agil@ruiz.example>", "Entrevista", "Hola, ¿entrevista el lunes?\n\nAna", day=1)
        .mail("m2", "Ana Gil <agil@ruiz.example>", "Oferta", "Hola.\n\nAna Gil\nTalleres Ruiz, S.L.", day=2)
        .mail(
            "m3",
            "Leo Ruiz <lruiz@ruiz.example>",
            "Propuesta",
            "Hola, la entrevista fue bien.\n\nLeo Ruiz",
            day=3,
        )
        .sent("m4", "Ana Gil <agil@ruiz.example>", "Re: Oferta", "Gracias.", day=4)
    )
    seen = story.identities()
    assert {one.employer for one in seen.values()} == {"Talleres Ruiz"}
    assert len({one.employer_key for one in seen.values()}) == 1


def test_the_name_in_use_stays_where_it_is_used_more_often() -> None:
    story = Story().mail("m0", "Tundra Careers <no-reply@hire.lever.co>", "Your application to Tundra", "Hi")
    for day in range(1, 6):
        story.mail(
            f"m{day}", "Rob <rob@tundra.example>", f"Tundra: round {day}", "The interview at Tundra.", day=day
        )
    story.mail("m9", "Rob <rob@tundra.example>", "Hi", "Interview?\n\nRob\nTundra Outfitters", day=9)
    assert {one.employer for one in story.identities().values()} == {"Tundra"}


@pytest.mark.parametrize(
    ("author", "name"), [("Inés Roca <ines@fernal-viajes.example>", "Fernal"), ("Inés Fernal <if@fernal-viajes.example>", "Fernal Viajes")]
)  # fmt: skip
def test_the_first_part_of_a_host_may_be_the_name_in_use(author: str, name: str) -> None:
    story = Story()
    for day in range(1, 4):
        story.mail(f"m{day}", author, "Entrevista", "La entrevista sigue en pie.\n\nFernal", day=day)
    assert {one.employer for one in story.identities().values()} == {name}


def test_a_platform_says_how_the_company_calls_itself() -> None:
    story = Story().mail("m0", "Quill Health <no-reply@ashbyhq.com>", "Your application", "Hi")
    for day in range(1, 8):
        story.mail(
            f"m{day}", "Tess <tess@quill.example>", f"Quill: round {day}", "The interview at Quill.", day=day
        )
    assert {one.employer for one in story.identities().values()} == {"Quill Health"}


def test_a_company_that_never_wrote_is_known_by_name() -> None:
    story = (
        Story()
        .mail("m1", "Crosscheck <no-reply@xref.com>", "Your referees for Lumen University Press", "Lumen University Press has asked us to collect references.")
        .sent("m2", "Graham <g.tull@lumenpress.example>", "The offer", "Dear Graham, thank you for the offer.")
        .sent("m3", "jobs@kornbau.example", "Bewerbung", "Hiermit bewerbe ich mich bei der Kornbau Stahl GmbH als Schlosserin.")
    )  # fmt: skip
    seen = story.identities()
    assert seen["m2"].employer == "Lumen University Press"
    assert seen["m3"].employer == "Kornbau Stahl"


def test_one_owner_of_a_host_is_found_or_none() -> None:
    names = NamesOfHosts(
        [("Maple Valley Research", "a"), ("Mount Vernon Radio", "b"), ("Halden Robotics", "c")]
    )
    assert names.whose("mvr.com") is None
    assert names.whose("haldenrobotics.com") == "c"
    assert names.whose("elsewhere.com") is None
