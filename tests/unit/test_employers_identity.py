"""Who stands behind a message: the traps of hiring mail, one by one."""

from __future__ import annotations

import random

import pytest

from inbox_momentum.model import SenderKind
from tests.unit.employer_stories import Story, only
from tests.unit.factories import OWNER


@pytest.mark.parametrize(
    ("from_", "subject", "text", "kind", "employer"),
    [
        ("Replit Hiring Team <no-reply@ashbyhq.com>", "Hello", "Hi", "ats", "Replit"),
        ("Halo <no-reply@ashbyhq.com>", "Your journey just started", "Hi", "ats", "Halo"),
        ("no-reply@us.greenhouse-mail.io", "Thank you for applying to Affirm", "Hi", "ats", "Affirm"),
        ("Workable <noreply@candidates.workablemail.com>", "Thanks for applying to CubX Inc.", "Hi", "ats", "CubX"),
        ("Workday <acme@myworkday.com>", "Thank you", "Hi", "ats", "Acme"),
        ("Workday <halden-robotics@myworkday.com>", "Thank you", "Hi", "ats", "Halden Robotics"),
        ("Workday <pru@myworkday.com>", "Thank you for applying to Prudential", "Hi", "ats", "Prudential"),
        ("noreply@myworkday.com", "Passcode", "Your code is 123456", "ats", None),
        ("Dana Ortiz <acme+email+991@talent.icims.com>", "Call?", "When are you free?", "ats", "Acme"),
        ("Personio <acme-jobs@m.personio.de>", "Bewerbung", "Danke", "ats", "Acme"),
        ("Dana Ortiz <no-reply@us.greenhouse-mail.io>", "Your application to Halden Robotics", "Hi", "ats", "Halden Robotics"),
        ("HackerRank <support@hackerrankforwork.com>", "Monday.com has invited you to take a test", "Hi", "assessment", "Monday.com"),
        ("HackerRank Team <no-reply@hackerrankforwork.com>", "Your invitation", "Halden Robotics invites you to solve a challenge.", "assessment", "Halden Robotics"),
        ("CodeSignal <no-reply@codesignal.com>", "Test", "Your test is ready.", "assessment", None),
        ("Calendly <notifications@calendly.com>", "Interview with Halden Robotics", "Confirmed.", "scheduler", "Halden Robotics"),
        ("Calendly <notifications@calendly.com>", "New Event: Dana Ortiz", "Phone call with Dana Ortiz.", "scheduler", None),
        ("LinkedIn <jobs-noreply@linkedin.com>", "Your application was sent to Acme", "Hi", "job_board", "Acme"),
        ("Dana Ortiz via LinkedIn <inmail-hit-reply@linkedin.com>", "Role at Globex", "Hi", "job_board", "Globex"),
        ("LinkedIn Job Alerts <jobalerts-noreply@linkedin.com>", "Platform Engineer at Acme and 12 more", "Hi", "bulk", None),
        ("Noa from Riskified <noa@riskified.com>", "Re: Interview on Tuesday", "Hi", "employer", "Riskified"),
        ("Dana Ortiz <dana@haldenrobotics.com>", "Hi", "I am with Halden Robotics.", "employer", "Halden Robotics"),
        ("no-reply@sentinel-group.com", "Thanks for your application for the Software Developer position", "Hi", "other", "Sentinel Group"),
        ("Kirkby Talent Acquisition <KirkbyTalentAcquisition-NoReply@kirkbygroup.com>", "Complete your application", "Hi", "employer", "Kirkby"),
        ("careers@checkpoint.com", "Application received", "Thank you, Check Point", "employer", "Check Point"),
        ("recrutement@kalmhealth.fr", "Confirmation candidature", "Bonjour", "employer", "Kalmhealth"),
        ("Anna <anna@gmail.com>", "Lunch?", "Shall we?", "person", None),
        ("Shop <no-reply@shop.example>", "Your order", "It is on its way.", "other", "Shop"),
        ("Jo <jo@techstaffing.example>", "Role", "Hello", "agency", "Techstaffing"),
        ("Jo <jo@hays.de>", "Stelle", "Hallo", "agency", "Hays"),
        ("Jo <jo@brightpath.example>", "Role", "My client, Globex, is hiring.", "agency", "Globex"),
        ("Jo <jo@techstaffing.example>", "Data Engineer", "There is a role at Globex for you.", "agency", "Globex"),
        ("Mail System <mailer-daemon@acme.example>", "Undelivered", "Sorry", "other", None),
        ("Halden Robotics via DocuSign <dse@docusign.net>", "Please sign", "Offer", "other", "Halden Robotics"),
    ],
)  # fmt: skip
def test_one_message(from_: str, subject: str, text: str, kind: str, employer: str | None) -> None:
    seen = only(Story().mail("m1", from_, subject, text))
    assert (str(seen.kind), seen.employer) == (kind, employer)
    assert 0 < seen.confidence <= 1
    assert seen.cues


def test_spellings_are_one_employer() -> None:
    story = (
        Story()
        .mail("m1", "ACME Hiring Team via Greenhouse <no-reply@greenhouse-mail.io>", "Thank you")
        .mail("m2", "Jane Doe <jane@acme.com>", "Hi", day=1)
        .mail("m3", "Workday <acme@myworkday.com>", "Hi", day=2)
        .mail("m4", '"Acme, Inc." <no-reply@ashbyhq.com>', "Hi", day=3)
    )
    seen = story.identities().values()
    assert {one.employer_key for one in seen} == {"acme"}
    assert all(one.domains == ("acme.com",) for one in seen)
    assert len({one.employer for one in seen}) == 1


def test_people_are_told_from_machines() -> None:
    story = (
        Story()
        .mail("m1", "Riley Okonkwo - Cobalt <riley@cobalt.teamtailor-mail.com>")
        .mail("m2", "Cobalt <no-reply@cobalt.teamtailor-mail.com>")
        .mail("m3", "Dana Ortiz <acme+email+1@talent.icims.com>")
        .mail(
            "m4", "Acme @ icims <acme+autoreply@talent.icims.com>".replace("Acme @ icims", '"Acme @ icims"')
        )
        .mail("m5", "Dana Ortiz <dana@acme.com>")
        .mail("m6", "Acme Careers <careers@acme.com>")
        .mail("m7", "Ortiz, Dana <dana@acme.com>".replace("Ortiz, Dana", '"Ortiz, Dana"'))
    )
    people = {mid: one.person for mid, one in story.identities().items()}
    assert people == {
        "m1": "Riley Okonkwo", "m2": None, "m3": "Dana Ortiz", "m4": None, "m5": "Dana Ortiz", "m6": None, "m7": "Dana Ortiz",
    }  # fmt: skip


def test_recruiter_from_own_domain_after_platform_mail() -> None:
    """A host name unlike the company's name is joined through the conversation."""
    story = (
        Story()
        .mail("m1", "Halden Robotics <no-reply@us.greenhouse-mail.io>", "Thank you for applying", thread="t")
        .mail("m2", "Dana Ortiz <dana@hlr.io>", "Re: Thank you for applying", day=2, thread="t")
        .sent("m3", "Dana Ortiz <dana@hlr.io>", "Interview times", day=3)
    )
    seen = story.identities()
    assert {one.employer for one in seen.values()} == {"Halden Robotics"}
    assert {one.employer_key for one in seen.values()} == {"haldenrobotics"}
    assert seen["m3"].domains == ("hlr.io",)


def test_platform_mail_takes_the_conversations_employer() -> None:
    story = (
        Story()
        .mail("m1", "Dana Ortiz <dana@haldenrobotics.com>", "Interview", thread="t")
        .mail("m2", "Calendly <notifications@calendly.com>", "Re: Interview", "Booked.", day=1, thread="t")
        .mail("m3", "Calendly <notifications@calendly.com>", "Dentist", "Booked.", day=1)
    )
    seen = story.identities()
    assert seen["m2"].employer == "Haldenrobotics"
    assert seen["m3"].employer is None


def test_platform_mail_by_reply_address_and_by_known_name() -> None:
    story = (
        Story()
        .mail("m1", "Dana Ortiz <dana@haldenrobotics.com>", "Interview", "Halden Robotics here.")
        .mail(
            "m2",
            "Dana Ortiz <notifications@calendly.com>",
            "Booked",
            reply_to="dana@haldenrobotics.com",
            day=1,
        )
        .mail("m3", "Dana Ortiz <notifications@calendly.com>", "Booked", day=1)
        .mail(
            "m4",
            "Codility <no-reply@codility.com>",
            "Test",
            "Good luck! Questions? Ask Halden Robotics.",
            day=2,
        )
    )
    assert {one.employer for one in story.identities().values()} == {"Halden Robotics"}


def test_employers_are_not_joined_through_a_platform_or_an_agency() -> None:
    story = (
        Story()
        .mail("m1", "Acme <no-reply@ashbyhq.com>")
        .mail("m2", "Globex <no-reply@ashbyhq.com>")
        .mail("m3", "Jo <jo@techstaffing.example>", "Role at Acme", "The role at Acme.", thread="a")
        .mail("m4", "Jo <jo@techstaffing.example>", "Role at Globex", "The role at Globex.", thread="b")
        .mail("m5", "HackerRank <support@hackerrankforwork.com>", "Acme has invited you to a test")
        .mail("m6", "HackerRank <support@hackerrankforwork.com>", "Globex has invited you to a test")
    )
    keys = {mid: one.employer_key for mid, one in story.identities().items()}
    assert keys == {"m1": "acme", "m2": "globex", "m3": "acme", "m4": "globex", "m5": "acme", "m6": "globex"}


def test_who_offers_roles_at_several_companies_is_an_agency() -> None:
    story = (
        Story()
        .mail("m1", "Jo <jo@brightpath.example>", "An opportunity at Globex", "Interested?")
        .mail("m2", "Jo <jo@brightpath.example>", "An opportunity at Initech", "Interested?", day=3)
        .mail("m3", "Jo <jo@brightpath.example>", "Catching up", "How are you?", day=5)
    )
    seen = story.identities()
    assert {one.kind for one in seen.values()} == {SenderKind.AGENCY}
    assert [seen[mid].employer for mid in ("m1", "m2", "m3")] == ["Globex", "Initech", "Brightpath"]
    assert seen["m1"].domains == ()


def test_an_agencys_client_holds_for_the_conversation() -> None:
    story = (
        Story()
        .mail(
            "m1", "Jo <jo@techstaffing.example>", "Platform role", "A client of mine needs you.", thread="t"
        )
        .sent("m2", "jo@techstaffing.example", "Re: Platform role", "Who is it?", day=1, thread="t")
        .mail(
            "m3",
            "Jo <jo@techstaffing.example>",
            "Re: Platform role",
            "My client, Globex, is in Leeds.",
            day=2,
            thread="t",
        )
        .mail("m4", "Jo <jo@techstaffing.example>", "Re: Platform role", "Any thoughts?", day=4, thread="t")
    )
    assert {one.employer for one in story.identities().values()} == {"Globex"}


def test_private_mailbox_of_a_recruiter() -> None:
    story = (
        Story()
        .mail("m1", "Halden <no-reply@ashbyhq.com>", "Thank you for applying to Halden", thread="t")
        .mail("m2", "Dana Ortiz <dana.ortiz@gmail.com>", "Re: Thank you", day=1, thread="t")
        .sent("m3", "dana.ortiz@gmail.com", "Re: Thank you", day=2, thread="t")
        .mail("m4", "Sam from Norvale <sam.norvale@gmail.com>", "Hello", day=2)
    )
    seen = story.identities()
    assert [seen[mid].employer for mid in ("m1", "m2", "m3", "m4")] == [
        "Halden",
        "Halden",
        "Halden",
        "Norvale",
    ]
    assert seen["m2"].kind is SenderKind.PERSON
    assert seen["m2"].domains == ()


def test_a_friend_to_whom_the_owner_forwards_is_no_employer() -> None:
    story = (
        Story()
        .mail("m1", "Halden <no-reply@ashbyhq.com>", "Your application to Halden", thread="t")
        .sent(
            "m2",
            "Bob <bob@initech.com>",
            "Fwd: Your application to Halden",
            "What do you think?",
            day=1,
            thread="t",
        )
        .mail(
            "m3",
            "Bob <bob@initech.com>",
            "Re: Fwd: Your application to Halden",
            "Great!",
            day=1.1,
            thread="t",
        )
    )
    seen = story.identities()
    assert seen["m1"].employer_key == "halden"
    assert seen["m1"].domains == ()
    assert seen["m3"].employer_key == "initech"


def test_outbound_goes_to_the_party_addressed() -> None:
    story = (
        Story()
        .mail("m1", "Dana <dana@acme.com>", "Interview", thread="t")
        .sent("m2", "Dana <dana@acme.com>", "Re: Interview", day=1, thread="t")
        .sent("m3", "pat@acme.com", "My slots", day=2)
        .sent("m4", "Mum <mum@gmail.com>", "News", day=2)
        .sent("m5", "jobs@globex.com", "Application for Data Engineer", day=3)
        .sent("m6", OWNER, "Note to self", day=3, direction="self")
    )
    seen = story.identities()
    got = {mid: (one.kind, one.employer_key) for mid, one in seen.items() if mid != "m1"}
    assert got == {
        "m2": (SenderKind.PERSON, "acme"), "m3": (SenderKind.PERSON, "acme"), "m4": (SenderKind.PERSON, None),
        "m5": (SenderKind.PERSON, "globex"), "m6": (SenderKind.PERSON, None),
    }  # fmt: skip


def test_answers_to_a_platforms_relay() -> None:
    story = (
        Story()
        .mail("m1", "Dana Ortiz <acme+email+9@talent.icims.com>", "Call?", thread="t")
        .sent("m2", "acme+email+9@talent.icims.com", "Re: Call?", day=1, thread="t")
        .mail(
            "m3",
            "Globex <no-reply@candidates.workablemail.com>",
            "Call?",
            reply_to="x1y2@inbound.workablemail.com",
            thread="u",
        )
        .sent("m4", "x1y2@inbound.workablemail.com", "Re: Call?", day=1, thread="u")
    )
    seen = story.identities()
    assert (seen["m2"].employer_key, seen["m4"].employer_key) == ("acme", "globex")


LIST = [("list-id", "<dev.lists.example>"), ("precedence", "list")]


def test_lists_and_advertising_are_bulk() -> None:
    story = (
        Story()
        .mail(
            "m1",
            "Jane <jane@acme.com>",
            "[dev] patch",
            headers=LIST,
            automated="list",
            to="dev@lists.example",
        )
        .mail("m2", "Acme News <news@acme.com>", "Our week")
        .mail("m3", "Acme <no-reply@ashbyhq.com>", "Thanks", headers=[("list-unsubscribe", "<mailto:x@y>")])
        .mail(
            "m4", "Acme <no-reply@ashbyhq.com>", "Thanks", headers=[("precedence", "bulk")], automated="bulk"
        )
        .mail(
            "m5",
            "Acme Careers <careers@acme.com>",
            "Thanks",
            headers=[("precedence", "bulk")],
            automated="bulk",
        )
    )
    kinds = {mid: str(one.kind) for mid, one in story.identities().items()}
    assert kinds == {"m1": "bulk", "m2": "bulk", "m3": "ats", "m4": "ats", "m5": "employer"}


def test_a_companys_own_group_is_no_list_for_who_writes_to_it() -> None:
    own = [("list-id", "<talent.acme.com>"), ("precedence", "list")]
    story = (
        Story()
        .sent("m0", "jobs@acme.com", "Application")
        .mail("m1", "Jane <jane@acme.com>", "Interview", headers=own, automated="list", day=1)
        .mail(
            "m2",
            "Jane <jane@globex.com>",
            "Offers",
            headers=[("list-id", "<x.globex.com>")],
            automated="list",
            day=1,
        )
    )
    seen = story.identities()
    assert (seen["m1"].kind, seen["m2"].kind) == (SenderKind.EMPLOYER, SenderKind.BULK)


def test_colleagues_are_no_employers() -> None:
    story = Story()
    story.mail("m1", "Ken <ken@enron.example>", "Interview", "role at Enron", to="maya@enron.example")
    story.sent("m2", "ken@enron.example", "Re: Interview", day=1)
    changed = story.entries[1].message
    import dataclasses

    from inbox_momentum.model import Address

    story.entries[1] = dataclasses.replace(
        story.entries[1], message=dataclasses.replace(changed, from_=(Address("Maya", "maya@enron.example"),))
    )
    assert story.identities()["m1"].kind is SenderKind.PERSON
    assert story.identities()["m1"].employer is None


def test_sender_header_of_a_platform_keeps_the_author() -> None:
    seen = only(Story().mail("m1", "Dana <dana@acme.com>", "Hi", sender="no-reply@us.greenhouse-mail.io"))
    assert (seen.kind, seen.employer, seen.person) == (SenderKind.EMPLOYER, "Acme", "Dana")


def test_relays_are_marked() -> None:
    seen = only(Story().mail("m1", "Dana Ortiz via LinkedIn <hit-reply@linkedin.com>", "A role"))
    assert (seen.relay, seen.person, seen.kind) == (True, "Dana Ortiz", SenderKind.JOB_BOARD)


def test_short_and_long_name_are_one_only_when_unambiguous() -> None:
    one = (
        Story()
        .mail("m1", "Halden Careers <no-reply@ashbyhq.com>")
        .mail("m2", "Halden Robotics <no-reply@hire.lever.co>")
    )
    assert len({seen.employer_key for seen in one.identities().values()}) == 1
    two = one.mail("m3", "Halden Health <no-reply@hire.lever.co>")
    assert len({seen.employer_key for seen in two.identities().values()}) == 3


def test_order_of_input_does_not_matter() -> None:
    story = (
        Story()
        .mail("m1", "Halden Robotics <no-reply@us.greenhouse-mail.io>", "Thanks", thread="t")
        .mail("m2", "Dana Ortiz <dana@hlr.io>", "Re: Thanks", day=2, thread="t")
        .sent("m3", "dana@hlr.io", "Re: Thanks", day=3, thread="t")
        .mail("m4", "Jo <jo@techstaffing.example>", "Role at Globex", "The role at Globex")
        .mail("m5", "Globex <no-reply@ashbyhq.com>", "Thank you for applying to Globex", day=4)
    )
    first = story.identities()
    rng = random.Random(7)
    for _ in range(5):
        rng.shuffle(story.entries)
        assert story.identities() == first


def test_every_entry_has_an_identity() -> None:
    story = Story().mail("m1", "", "", "").mail("m2", "broken", "x").sent("m3", "", "x")
    assert set(story.identities()) == {"m1", "m2", "m3"}


def test_umlauts_and_ampersands_in_host_names() -> None:
    story = (
        Story()
        .mail("m1", "Lumen & Söhne GmbH <lumen-jobs@m.personio.de>", "Ihre Bewerbung bei Lumen & Söhne")
        .mail("m2", "Greta <greta@lumenundsoehne.example>", "Gespräch", day=1)
    )
    assert {one.employer for one in story.identities().values()} == {"Lumen & Söhne"}


@pytest.mark.parametrize("shown", ["Michael Smith (Mike)", "Michael Smith - Berlin", "Mike Smith (PhD)"])
def test_nicknames_and_places_are_no_companies(shown: str) -> None:
    seen = only(Story().mail("m1", f"{shown} <mike@acme.com>", "Hi"))
    assert (seen.employer, seen.employer_key) == ("Acme", "acme")
    assert only(Story().mail("m1", f"{shown} <mike@gmail.com>", "Hi")).employer is None


def test_a_friend_who_talks_of_an_employer_is_not_joined_with_it() -> None:
    story = (
        Story()
        .mail("m1", "Halden <no-reply@ashbyhq.com>", "Thank you for applying to Halden")
        .mail(
            "m2",
            "Bob <bob@initech.com>",
            "So?",
            "How did your interview at Halden go? The role at Halden is great.",
            day=1,
        )
    )
    seen = story.identities()
    assert (seen["m1"].employer_key, seen["m2"].employer_key) == ("halden", "initech")


def test_a_name_in_two_scripts() -> None:
    seen = only(
        Story().mail(
            "m1",
            "مختبرات النور Noor Labs Hiring Team <no-reply@ashbyhq.com>",
            "Noor Labs has received your application",
        )
    )
    assert seen.employer == "Noor Labs"


def test_an_agencys_client_is_known_again_by_its_first_word() -> None:
    """Named once in full, then by one word in other conversations; what came before stays open."""
    jo = "Jo Hale <jo@brighttalent.example>"
    story = (
        Story()
        .mail("m1", jo, "Staff Engineer | Fintech", "I cannot name them yet.", thread="a")
        .mail(
            "m2", jo, "Interested?", "So the company is Copperleaf Pay, they do payouts.", day=1, thread="b"
        )
        .mail("m3", jo, "Tech test for Copperleaf", "Esme sends the brief.", day=5, thread="c")
        .sent("m4", "jo@brighttalent.example", "Re: Tech test for Copperleaf", "Thanks.", day=6, thread="c")
        .mail("m5", jo, "They LOVE you", "Esme would like to talk.", day=7, thread="d")
    )
    names = {mid: one.employer for mid, one in story.identities().items()}
    pay = "Copperleaf Pay"
    assert names == {"m1": "Brighttalent", "m2": pay, "m3": pay, "m4": pay, "m5": pay}


def test_who_speaks_of_other_companies_is_an_agency() -> None:
    toby = "Toby Marsh <toby@finleyrhodes.example>"
    story = (
        Story()
        .mail("m1", toby, "Castlegate interview", "Toby at Finley Rhodes. Castlegate have asked for you.")
        .mail("m2", toby, "Castlegate", "Annoying one. Castlegate have frozen everything.", day=3)
        .mail("m3", toby, "Marrow & Vine feedback", "I know Marrow & Vine are slow.", day=4)
        .mail("m4", toby, "Marrow & Vine", "Marrow & Vine have gone for another.", day=9)
    )
    seen = story.identities()
    assert {one.kind for one in seen.values()} == {SenderKind.AGENCY}
    assert [one.employer for one in seen.values()] == [
        "Castlegate",
        "Castlegate",
        "Marrow & Vine",
        "Marrow & Vine",
    ]


@pytest.mark.parametrize(
    "text", ["Hugo is back and likes you.", "Interviews are on Friday.", "They have asked.", "You are in."]
)
def test_people_and_things_are_no_clients(text: str) -> None:
    story = Story()
    for place in range(3):
        story.mail(f"m{place}", "Jo <jo@brighttalent.example>", text, text, day=place)
    assert {one.employer for one in story.identities().values()} == {"Brighttalent"}


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Dirk Krähwald <dk@kraehwald-pumpen.example>", "Krähwald Pumpen"),
        ("Ute Kern <kern@moebelhaus-kern.example>", "Möbelhaus Kern"),
        ("Ute Kern <kern@poetker-bau.example>", "Poetker Bau"),
    ],
)
def test_accents_come_back_to_names_made_of_hosts(author: str, name: str) -> None:
    assert only(Story().mail("m1", author, "Gespräch", "Gespräch zur Stelle am Montag?")).employer == name


@pytest.mark.parametrize(
    ("host", "subject", "name"),
    [
        ("talbotinsure.example", "Talbot Insurance - two vacancies", "Talbot Insurance"),
        ("stannardlaw.example", "Stannard Legal Technologies: conversation", "Stannard Legal Technologies"),
        ("pergola-rh.example", "Les avantages chez Pergola", "Pergola"),
        ("cedarnessmontessori.example", "Cedar Ness: conversation", "Cedar Ness Montessori"),
        ("northwind.example", "North Sea trip", "Northwind"),
    ],
)
def test_shortened_host_names(host: str, subject: str, name: str) -> None:
    assert only(Story().mail("m1", f"Ana Lima <ana@{host}>", subject, "About the role.")).employer == name


@pytest.mark.parametrize(
    ("from_", "subject", "text", "name"),
    [
        ("Calendly <notifications@calendly.com>", "Interview with Ines Calado (Truffle Labs)", "Booked.", "Truffle Labs"),
        ("GoodTime <scheduling@goodtime.io>", "Today", "Danielle is looking forward to speaking with you.", None),
        ("Ada from Wellfound <team@remail.wellfound.com>", "Kestrel Loom sent you a message", "Theo Mansour (CEO, Kestrel Loom) wrote.", "Kestrel Loom"),
    ],
)  # fmt: skip
def test_companies_in_brackets(from_: str, subject: str, text: str, name: str | None) -> None:
    assert only(Story().mail("m1", from_, subject, text)).employer == name
