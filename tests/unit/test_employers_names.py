"""Names of companies: keys, display names, phrases, spelling, roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.employers import agencies, domains, phrases, words
from inbox_momentum.employers.display import parse_display
from inbox_momentum.employers.names import is_role, name_key, strip_team, without_legal_form
from inbox_momentum.employers.roles import alike_roles, same_role
from inbox_momentum.employers.spelling import spellings


@pytest.mark.parametrize(
    "name",
    [
        "Acme, Inc.", "ACME", "acme", "Acme GmbH", "Acme GmbH & Co. KG", "Acme Ltd", "Acme Limited", "ACME S.A.", "Acme s.r.o.",
        "Acme Sp. z o.o.", "Acme B.V.", "Acme Pty Ltd", "The Acme Company", "acme.com", "Acme.io", "“Acme”", "Acme​", "Acme Oy",
        "Ácme S.r.l.", "Acme Pvt. Ltd.", "Acme Corp.", "Acme KGaA", "Acme 🚀",
    ],
)  # fmt: skip
def test_spellings_of_one_company_have_one_key(name: str) -> None:
    assert name_key(name) == "acme"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Halden Robotics", "Halden Health"), ("Acme", "Acmeon"), ("P&O", "P Corp"), ("Bank of America", "America"),
        ("Atlas", "Atlas Copco"), ("Nova Labs", "Nova"),
    ],
)  # fmt: skip
def test_different_companies_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_squeezed_and_spaced_names_have_one_key() -> None:
    assert name_key("Halden Robotics") == name_key("haldenrobotics") == name_key("halden-robotics.com")
    assert name_key("Johnson & Johnson") == name_key("Johnson and Johnson")


def test_a_legal_form_alone_stays() -> None:
    assert without_legal_form("Company") == "Company"
    assert name_key("Limited") == "limited"


@given(st.text(max_size=80))
def test_keys_hold_letters_and_digits_only(name: str) -> None:
    key = name_key(name)
    assert key == "" or key.isalnum()
    assert name_key(f"  {name} ") == key


@pytest.mark.parametrize(
    ("shown", "person", "company", "whole"),
    [
        ("ACME Hiring Team via Greenhouse", None, "ACME", None),
        ("Jane from Acme", "Jane", "Acme", None),
        ("Jane at Acme", "Jane", "Acme", None),
        ("Jane Doe (Acme)", "Jane Doe", "Acme", None),
        ("Jane Doe (she/her)", None, None, "Jane Doe"),
        ("Riley Okonkwo - Cobalt", "Riley Okonkwo", "Cobalt", None),
        ("Redwood Systems, Inc. @ icims", None, "Redwood Systems, Inc.", None),
        ("Dana Ortiz via LinkedIn", None, None, "Dana Ortiz"),
        ("Recruiting at Kestrel Energy", None, "Kestrel Energy", None),
        ("Kirkby Talent Acquisition", None, "Kirkby", None),
        ("Solis HR", None, "Solis", None),
        ("Team Halden", None, "Halden", None),
        ("Careers", None, None, None),
        ("Talent Acquisition Team", None, None, None),
        ("Workday", None, None, None),
        ("LinkedIn Job Alerts", None, None, None),
        ("HackerRank Team", None, None, None),
        ("Work at a Startup", None, None, None),
        ("Ana Lima - Talent Partner", None, None, "Ana Lima"),
        ("Dana Ortiz, Halden Robotics", "Dana Ortiz", "Halden Robotics", None),
        ("Maple Systems", None, "Maple Systems", None),
        ("Équipe recrutement Halden", None, "Halden", None),
        ("Halden Karriere", None, "Halden", None),
        ("גיוס GlocalTech", None, "GlocalTech", None),
        ("no-reply@acme.com", None, None, None),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_display_names(shown: str, person: str | None, company: str | None, whole: str | None) -> None:
    got = parse_display(shown)
    assert (got.person, got.company, got.whole) == (person, company, whole)


@pytest.mark.parametrize(
    ("name", "rest"),
    [("ACME Hiring Team", "ACME"), ("Halden P&O Talent Acquisition", "Halden P&O"), ("People Data Labs", "People Data Labs"),
     ("Nordvale DoNotReply", "Nordvale"), ("Talent", "")],
)  # fmt: skip
def test_department_words_go(name: str, rest: str) -> None:
    assert strip_team(name)[0] == rest


@pytest.mark.parametrize("row", words.phrases(), ids=lambda row: f"{row.language}:{row.text}")
def test_every_phrase_finds_the_name_of_its_example(row: words.Phrase) -> None:
    found = [one.name for one in phrases.companies(phrases.unwrapped(row.example))]
    assert row.employer in found
    assert row.text in row.example.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Your application to the Platform Engineer position has been received.",
        "Thank you for your interest in our company.",
        "Thank you for your interest in the Data Platform role.",
        "Interview on Monday at 10:00",
        "Are you available for an interview at noon?",
        "We received your application for Senior Software Engineer.",
        "Thanks for applying to our open role!",
        "The Hiring Team",
        "Best regards,\nThe Talent Acquisition Team",
        "Your interest in Python is noted.",
        "You have been invited to take a test.",
        "I will be at Zoom.",
    ],
)
def test_texts_that_name_no_company(text: str) -> None:
    assert [one.name for one in phrases.companies(phrases.unwrapped(text)) if one.strong] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Thank you for applying to the Senior Data Engineer position at Halden Robotics, we will be in touch.",
            "Halden Robotics",
        ),
        ("We appreciate your interest in Halden\nRobotics.", "Halden"),
        ("Your Application To Halden Robotics For The Platform Engineer Role", "Halden Robotics"),
        ("Your application to Project Manager at TEEMA", "TEEMA"),
        ("Thank you for applying to ​Backend Engineer​ at ​Pixelia​", "Pixelia"),
        ("Thanks for applying to Bank of Norrby!", "Bank of Norrby"),
        ("Thanks for applying to monday.com", "monday.com"),
        ("Thanks for your interest in Halden's engineering team", "Halden"),
        (
            "We have received your application for the role of Data Engineer with Lumen & Sons.",
            "Lumen & Sons",
        ),
    ],
)
def test_names_in_sentences(text: str, name: str) -> None:
    from inbox_momentum.employers.names import tidy

    found = [
        one.name
        for one in phrases.companies(tidy(text) if "​" in text else phrases.unwrapped(text))
        if one.strong
    ]
    assert name in found


def test_subject_segments_leave_roles_out() -> None:
    assert phrases.segments("Re: Platform Engineer - Halden Robotics") == ("Halden Robotics",)
    assert phrases.segments("Interview") == ()
    assert phrases.segments("Senior Engineer – next steps") == ()


def test_texts_of_hostile_size_are_cut() -> None:
    for text in (
        "your application to " * 60_000,
        "A " * 500_000,
        "a" * 1_000_000,
        "at At " * 200_000,
        "(" * 1_000_000,
    ):
        assert len(phrases.companies(phrases.unwrapped(text))) <= 400
        parse_display(text)
        agencies.agency_by_text(phrases.unwrapped(text))
        is_role(text[:60])


@pytest.mark.parametrize(
    ("text", "key", "forms"),
    [
        ("Greetings from Halden Robotics! Visit haldenrobotics.com", "haldenrobotics", ("Halden Robotics",)),
        ("dana@haldenrobotics.com", "haldenrobotics", ()),
        ("At Halden Robotics, Halden counts.", "halden", ("Halden Robotics", "Halden")),
        ("the halden team", "halden", ()),
        ("CyberArk's team", "cyberark", ("CyberArk",)),
        ("Check Point", "checkpoint", ("Check Point",)),
    ],
)
def test_how_a_company_spells_itself(text: str, key: str, forms: tuple[str, ...]) -> None:
    assert spellings(text, key) == forms


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("mail.acme.co.uk", "acme.co.uk"), ("acme.example", "acme.example"), ("careers.acme.com", "acme.com"),
        ("acme.example.com", "acme.example.com"), ("talent.acme.example.com", "acme.example.com"), ("example.net", "example.net"),
        ("foo.github.io", "foo.github.io"), ("com", "com"), ("", ""), ("localhost", "localhost"),
    ],
)  # fmt: skip
def test_registrable_domains(host: str, expected: str) -> None:
    assert domains.registrable(host) == expected


@pytest.mark.parametrize(
    ("host", "free"),
    [
        ("gmail.com", True), ("yahoo.co.uk", True), ("yahoo.com.br", True), ("web.de", True), ("mail.gmail.com", True),
        ("gmail.com.evil.example", False), ("notgmail.com", False), ("acme.com", False), ("hey.com", True), ("proton.me", True),
    ],
)  # fmt: skip
def test_free_mail(host: str, free: bool) -> None:
    assert domains.is_free(host) is free


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sr. Backend Engineer (m/w/d)", "Senior Backend Engineer"), ("Platform Engineer - R-12345", "Platform Engineer"),
        ("Software Developer", "Software Engineer"), ("Data Engineer (Berlin)", "data engineer"), ("Front-End Engineer", "Frontend Engineer"),
        ("Full Stack Developer H/F", "Full-stack Developer"), ("the Platform Engineer role", "Platform Engineer"),
    ],
)  # fmt: skip
def test_one_role(one: str, other: str) -> None:
    assert same_role(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data Engineer", "Data Scientist"), ("Platform Engineer", "Product Manager"), ("Backend Engineer", "Frontend Engineer"),
        ("Engineering Manager", "Software Engineer"), ("Software Engineer II", "Software Engineer III"),
    ],
)  # fmt: skip
def test_two_roles(one: str, other: str) -> None:
    assert not same_role(one, other)
    assert not alike_roles(one, other)


@pytest.mark.parametrize(
    ("text", "cue", "named"),
    [
        ("I am writing on behalf of my client, Globex, who need you", True, ("Globex",)),
        ("Our client Initech GmbH is looking for an engineer", True, ("Initech GmbH",)),
        ("My client is a fintech in London", True, ()),
        ("Unser Kunde, die Firma Globex, sucht", True, ("Globex",)),
        ("Notre client Globex recherche", True, ("Globex",)),
        ("Join our client success team", False, ()),
        ("You would work in our client services department", False, ()),
        ("our clients love us", False, ()),
    ],
)
def test_what_agencies_say(text: str, cue: bool, named: tuple[str, ...]) -> None:
    assert (agencies.agency_by_text(text) is not None) is cue
    assert agencies.clients(text) == named
