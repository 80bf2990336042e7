"""Private mailboxes at unlisted hosts, and the companies that people on them speak of."""

from __future__ import annotations

import pytest

from inbox_momentum.employers.mailboxes import private_hosts
from tests.unit.employer_stories import Story, only
from tests.unit.factories import OWNER, make_entry


@pytest.mark.parametrize(
    ("from_", "subject", "text", "kind", "employer"),
    [
        ("Rasmus B <rasmus@freemail.example>", "your talk", "Hi, the company is called Tidewell Robotics. I look for an engineer.", "person", "Tidewell Robotics"),
        ("Nadia A <nadia.building.fernpath@gmail.com>", "talk", "hi, im building fernpath, looking for a first engineer", "person", "Fernpath"),
        ("Anselm P <anselm@gmail.com>", "references", "Send me references.\n\nAnselm (Ploverloft, still waiting for the domain)", "person", "Ploverloft"),
        ("Dave Trelawn <dave.t@gmail.com>", "trainee", "Alright. Dave here, Trelawn Plumbing & Heating. Come for a job trial?", "person", "Trelawn Plumbing & Heating"),
        ("Tom <tom.h@gmail.com>", "work", "Hi Maya, Tom from Hadley Roofing here. Interview on Monday for the office job?", "person", "Hadley Roofing"),
        ("Rosa Lim <rosalim@gmail.com>", "Role?", "Hi Maya, I'm the founder of Quillpath, we hire an engineer.\n\nRosa", "person", "Quillpath"),
        ("Mrs Jones <office.stmarys@gmail.com>", "TA post", "Thank you for applying for the post.\n\nMrs Jones\nSt Mary's Primary School", "person", "St Mary's Primary School"),
        ("Mark Novak <mark@marknovak.example>", "job", "Come for an interview for the joiner job.\n\nMark\nNovak Joinery Ltd", "person", "Novak Joinery"),
        ("Kay <kay@fastmailbox.example>", "lunch", "Hi love, lunch on Sunday? Did you get the job?", "person", None),
        ("Lea <lea@novamail.example>", "Engineer", "Hi, I work at Nova Mail and we hire an engineer.\n\nLea\nNova Mail", "employer", "Nova Mail"),
        ("careers@novamail.example", "Engineer", "Your application has reached us.", "employer", "Novamail"),
        ("Ivo Tan <ivo.tan@outpost.example>", "Interview", "Interview for the engineer role on Monday?\n\nIvo", "employer", "Outpost"),
        ("Anna <anna@gmail.com>", "Lunch?", "Shall we? I started a new book.", "person", None),
        ("Tom Reed <tom@gmail.com>", "Sunday", "Are you coming?\n\nTom Reed", "person", None),
    ],
)  # fmt: skip
def test_one_message(from_: str, subject: str, text: str, kind: str, employer: str | None) -> None:
    seen = only(Story().mail("m1", from_, subject, text))
    assert (str(seen.kind), seen.employer) == (kind, employer)


def test_all_mail_of_a_founder_and_the_answers_go_to_the_firm() -> None:
    story = (
        Story()
        .mail("m1", "Rasmus B <rasmus@freemail.example>", "talk", "Great talk! Open to hear about a role?", thread="t")
        .sent("m2", "Rasmus B <rasmus@freemail.example>", "Re: talk", "Yes.", day=1, thread="t")
        .mail("m3", "Rasmus B <rasmus@freemail.example>", "Re: talk", "We are called Tidewell Robotics. A call?", day=2, thread="t")
    )  # fmt: skip
    assert {one.employer for one in story.identities().values()} == {"Tidewell Robotics"}


def test_hosts_of_providers_and_families_are_private() -> None:
    entries = [
        make_entry(message_id="o", direction="out", from_=f"Maya Lindqvist <{OWNER}>"),
        make_entry(message_id="1", from_="Mum <ann.lindqvist@hearth.example>", text="Tea?"),
        make_entry(message_id="2", from_="Olle Lindqvist <olle@lindbygg.example>", text="Come to Lindbygg."),
        make_entry(message_id="3", from_="Bo Lindqvist <bo@shared.example>", text="Tea?"),
        make_entry(message_id="4", from_="Ida Holm <ida@shared.example>", text="An interview?"),
        make_entry(message_id="5", from_="Ida Holm <ida@nicemail.example>", text="Tea?"),
        make_entry(message_id="6", from_="Ida Holm <ida@royalmail.example>", text="Tea?\n\nIda\nRoyal Mail"),
    ]
    assert private_hosts(entries) == {"hearth.example", "nicemail.example"}
