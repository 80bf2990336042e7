"""Applications: employer × role, what opens one, what belongs to it, its stages and its end."""

from __future__ import annotations

import dataclasses
import random

import pytest

from inbox_momentum import employers
from inbox_momentum.model import ApplicationStatus, Outcome, Party, SenderKind, Stage
from tests.unit.employer_stories import Story

APPLIED = {"stage": "applied", "receipt": True}
ASKS = {"stage": "recruiter_screen", "asks": ["schedule"]}
REJECTED = {"outcome": "rejected"}


def sole(story: Story) -> employers.grouping.Application:  # type: ignore[name-defined]
    """The only application."""
    _, found = story.applications()
    assert len(found) == 1
    return found[0]


def test_one_process_over_several_senders_is_one_application() -> None:
    story = (
        Story()
        .mail("m1", "Halden Robotics <no-reply@us.greenhouse-mail.io>", "Thank you for applying", reading={**APPLIED, "role": "Platform Engineer"})
        .mail("m2", "Dana Ortiz <dana@haldenrobotics.com>", "Call?", day=3, thread="t", reading=ASKS)
        .sent("m3", "dana@haldenrobotics.com", "Re: Call?", day=3.2, thread="t")
        .mail("m4", "Calendly <notifications@calendly.com>", "Interview with Halden Robotics", day=4, reading={"booking": True})
        .mail("m5", "HackerRank <support@hackerrankforwork.com>", "Halden Robotics has invited you to a test", day=8, reading={"stage": "code_test", "asks": ["code_test"]})
        .sent("m6", "pat@haldenrobotics.com", "My solution", day=9)
        .mail("m7", "Pat <pat@haldenrobotics.com>", "Offer", day=20, reading={"stage": "offer", "asks": ["offer"]})
    )  # fmt: skip
    parties, found = story.applications()
    assert [(one.name, one.kind, one.domains) for one in parties] == [
        ("Halden Robotics", "employer", ("haldenrobotics.com",))
    ]
    app = found[0]
    assert app.message_ids == ("m1", "m2", "m3", "m4", "m5", "m6", "m7")
    assert [one.stage for one in app.stages] == [
        Stage.APPLIED,
        Stage.RECRUITER_SCREEN,
        Stage.CODE_TEST,
        Stage.OFFER,
    ]
    assert (app.role, app.stage, app.outcome, app.status) == (
        "Platform Engineer",
        Stage.OFFER,
        None,
        ApplicationStatus.ACTIVE,
    )
    assert app.turn is Party.NOBODY
    assert app.id.startswith("a") and len(app.id) == 9
    assert parties[0].id.startswith("e") and len(parties[0].id) == 9


def test_two_roles_at_one_employer_stay_apart() -> None:
    story = (
        Story()
        .mail("m1", "Acme <no-reply@ashbyhq.com>", "Thanks", reading={**APPLIED, "role": "Data Engineer"})
        .mail("m2", "Acme <no-reply@ashbyhq.com>", "Thanks", day=1, reading={**APPLIED, "role": "Product Manager"})
        .mail("m3", "Jane <jane@acme.com>", "Data Engineer", day=2, thread="a", reading={**ASKS, "role": "Data Engineer"})
        .sent("m4", "jane@acme.com", "Re: Data Engineer", day=2.5, thread="a")
        .mail("m5", "Kim <kim@acme.com>", "Product Manager", day=3, thread="b", reading={**ASKS, "role": "Product Manager"})
        .sent("m6", "kim@acme.com", "Re: Product Manager", day=3.5, thread="b")
        .mail("m7", "Jane <jane@acme.com>", "Ready?", day=4, reading={"nudge": True})
    )  # fmt: skip
    told = story.told()
    assert told["m1"] == ("Acme", "Data Engineer", ("m1", "m3", "m4", "m7"))
    assert told["m2"] == ("Acme", "Product Manager", ("m2", "m5", "m6"))


def test_one_conversation_that_names_two_roles_is_cut() -> None:
    """Workable: one subject for all mail of a process, threads of two roles can look alike."""
    story = (
        Story()
        .mail("m1", "Acme <noreply@candidates.workablemail.com>", "Acme", thread="t", reading={**APPLIED, "role": "Data Engineer"})
        .mail("m2", "Acme <noreply@candidates.workablemail.com>", "Acme", day=1, thread="t", reading={**APPLIED, "role": "Product Manager"})
        .mail("m3", "Acme <noreply@candidates.workablemail.com>", "Re: Acme", day=2, thread="t", in_reply_to="m1", reading=ASKS)
    )  # fmt: skip
    assert {one[2] for one in story.told().values()} == {("m1", "m3"), ("m2",)}


def test_short_and_long_title_are_one_role_but_two_receipts_are_two() -> None:
    one = (
        Story()
        .mail("m1", "Acme <no-reply@ashbyhq.com>", "Thanks", reading={**APPLIED, "role": "Senior Backend Engineer (m/w/d)"})
        .mail("m2", "Jane <jane@acme.com>", "Backend Engineer", day=2, reading={**ASKS, "role": "Backend Engineer"})
    )  # fmt: skip
    assert len(one.applications()[1]) == 1
    two = one.mail(
        "m3", "Acme <no-reply@ashbyhq.com>", "Thanks", day=3, reading={**APPLIED, "role": "Backend Engineer"}
    )
    assert len(two.applications()[1]) == 2


def test_two_clients_of_one_agency_are_two_applications() -> None:
    story = (
        Story()
        .mail("m1", "Jo <jo@techstaffing.example>", "Platform Engineer", "My client, Globex, is hiring.", thread="a", reading={"stage": "sourced", "asks": ["outreach"], "role": "Platform Engineer"})
        .sent("m2", "jo@techstaffing.example", "Re: Platform Engineer", day=1, thread="a")
        .mail("m3", "Jo <jo@techstaffing.example>", "Data Engineer", "My client, Initech, is hiring.", day=2, thread="b", reading={"stage": "sourced", "asks": ["outreach"], "role": "Data Engineer"})
        .sent("m4", "jo@techstaffing.example", "Re: Data Engineer", day=3, thread="b")
    )  # fmt: skip
    told = story.told()
    assert told == {
        "m1": ("Globex", "Platform Engineer", ("m1", "m2")), "m3": ("Initech", "Data Engineer", ("m3", "m4")),
    }  # fmt: skip
    assert all(one.domains == () for one in story.applications()[0])


def test_an_agency_that_names_no_client_is_the_employer() -> None:
    story = Story().mail(
        "m1",
        "Jo <jo@techstaffing.example>",
        "A role",
        "A client of mine.",
        reading={"stage": "sourced", "asks": ["outreach"]},
    )
    parties, found = story.applications()
    assert [(one.name, one.kind) for one in parties] == [("Techstaffing", "agency")]
    assert len(found) == 1


def test_a_private_sender_who_hires() -> None:
    plain = {"stage": "recruiter_screen", "asks": ["schedule"]}
    story = Story().mail("m1", "Lea Roth <lea.roth@gmail.com>", "Role", reading={**plain, "role": "Nanny"})
    parties, _ = story.applications()
    assert [(one.name, one.kind, one.domains) for one in parties] == [("Lea Roth", "person", ())]
    friend = Story().mail("m1", "Lea Roth <lea.roth@gmail.com>", "How was it?", reading=plain)
    assert friend.applications() == ((), ())


@pytest.mark.parametrize(
    ("from_", "reading", "fields"),
    [
        ("Ben <ben@acme.com>", {}, {}),
        ("Ben <ben@acme.com>", {"hiring": True}, {}),
        ("Ben <ben@acme.com>", {"stage": "onsite", "confidence": 0.4}, {}),
        ("Shop <no-reply@shop.example>", {"hiring": True, "asks": ["question"]}, {}),
        ("Bank <no-reply@bank.example>", {"stage": "applied", "confidence": 0.65}, {}),
        ("Calendly <notifications@calendly.com>", {"booking": True, "hiring": False}, {}),
        ("LinkedIn <jobalerts-noreply@linkedin.com>", ASKS, {}),
        ("LinkedIn <messages-noreply@linkedin.com>", ASKS, {}),
        ("Acme News <news@acme.com>", APPLIED, {}),
        ("Acme <no-reply@ashbyhq.com>", {}, {}),
        ("Jane <jane@acme.com>", ASKS, {"to": "dev@lists.example", "addressed": False}),
        (
            "Jane <jane@acme.com>",
            ASKS,
            {"headers": [("list-id", "<dev.lists.example>")], "automated": "list"},
        ),
        ("Jane <jane@acme.com>", ASKS, {"is_draft": True}),
    ],
)
def test_what_opens_no_application(from_: str, reading: dict[str, object], fields: dict[str, object]) -> None:
    story = (
        Story().sent("m0", "mum@gmail.com").mail("m1", from_, "Hello", "Hi", day=1, reading=reading, **fields)
    )
    assert story.applications() == ((), ())


@pytest.mark.parametrize(
    ("from_", "reading", "name"),
    [
        ("Acme <no-reply@ashbyhq.com>", APPLIED, "Acme"),
        (
            "HackerRank <support@hackerrankforwork.com>",
            {"stage": "code_test", "asks": ["code_test"], "company": "Acme"},
            "Acme",
        ),
        ("LinkedIn <jobs-noreply@linkedin.com>", {**APPLIED, "company": "Acme"}, "Acme"),
        ("Jane <jane@acme.com>", ASKS, "Acme"),
        ("no-reply@acme.com", APPLIED, "Acme"),
        (
            "Dana Ortiz via LinkedIn <inmail-hit-reply@linkedin.com>",
            {"stage": "sourced", "asks": ["outreach"]},
            "Dana Ortiz",
        ),
    ],
)
def test_what_opens_an_application(from_: str, reading: dict[str, object], name: str) -> None:
    parties, found = Story().mail("m1", from_, "Hello", "Hi", reading=reading).applications()
    assert [one.name for one in parties] == [name]
    assert len(found) == 1


def test_a_reading_in_some_doubt_needs_a_word_of_hiring() -> None:
    doubtful = {**ASKS, "confidence": 0.82}
    assert Story().mail(
        "m1", "Jane <jane@acme.com>", "RE: Hi", "Are you okay?", reading=doubtful
    ).applications() == ((), ())
    assert (
        len(
            Story()
            .mail("m1", "Jane <jane@acme.com>", "Hi", "Send your CV?", reading=doubtful)
            .applications()[1]
        )
        == 1
    )


def test_a_list_without_list_headers_opens_nothing() -> None:
    """Old archives: no List-Id, the owner in To beside the list."""
    story = Story().sent("m0", "dev@lists.example", "patch")
    for place, host in enumerate(("a.example", "b.example", "c.example", "d.example", "e.example")):
        to = ["maya@example.net", "dev@lists.example"]
        story.mail(f"m{place + 1}", f"X <x@{host}>", "position", "interview", to=to, day=place, reading=ASKS)
    assert story.applications() == ((), ())


def test_the_authors_own_title_is_not_the_role() -> None:
    text = "Here is the task.\n\nBest,\nJane Doe\nTalent Acquisition Lead\nAcme\n"
    story = (
        Story()
        .mail("m1", "Acme <no-reply@ashbyhq.com>", "Thanks", reading={**APPLIED, "role": "Data Engineer"})
        .mail(
            "m2",
            "Jane Doe <jane@acme.com>",
            "Task",
            text,
            day=1,
            reading={**ASKS, "role": "Talent Acquisition Lead"},
        )
    )
    assert sole(story).role == "Data Engineer"


def test_a_cold_application_of_the_owner_opens_one() -> None:
    story = (
        Story()
        .sent("m1", "jobs@acme.com", "Application for Data Engineer", thread="t", reading={"stage": "applied", "role": "Data Engineer"})
        .mail("m2", "Jane <jane@acme.com>", "Re: Application", day=2, thread="t", reading=ASKS)
    )  # fmt: skip
    assert story.told() == {"m1": ("Acme", "Data Engineer", ("m1", "m2"))}


def test_a_job_boards_confirmation_and_the_employers_mail_are_one() -> None:
    story = (
        Story()
        .mail("m1", "LinkedIn <jobs-noreply@linkedin.com>", "Your application was sent to Acme", reading={**APPLIED, "role": "Data Engineer"})
        .mail("m2", "Jane <jane@acme.com>", "Data Engineer", day=5, reading={**ASKS, "role": "Data Engineer"})
    )  # fmt: skip
    assert sole(story).message_ids == ("m1", "m2")


def test_after_a_rejection_a_new_application_is_new() -> None:
    story = (
        Story()
        .mail("m1", "Acme <no-reply@ashbyhq.com>", "Thanks", reading=APPLIED)
        .mail("m2", "Acme <no-reply@ashbyhq.com>", "Update", day=10, reading=REJECTED)
        .mail("m3", "Acme <no-reply@ashbyhq.com>", "Survey", day=12)
        .mail("m4", "Acme <no-reply@ashbyhq.com>", "Thanks", day=14, reading=APPLIED)
        .mail("m5", "Jane <jane@acme.com>", "Call?", day=20, reading=ASKS)
    )
    told = story.told()
    assert set(told) == {"m1", "m4"}
    assert told["m1"][2][:2] == ("m1", "m2")
    assert told["m4"][2] == ("m4", "m5")
    _, found = story.applications()
    assert [(one.outcome, one.status) for one in found] == [
        (Outcome.REJECTED, ApplicationStatus.CLOSED), (None, ApplicationStatus.ACTIVE),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "count"), [(100, 1), (119, 1), (121, 2), (400, 2)])
def test_silence_of_120_days_makes_a_new_application(day: float, count: int) -> None:
    for thread in ("t", "u"):
        story = (
            Story()
            .mail("m1", "Acme <no-reply@ashbyhq.com>", "Thanks", thread="t", reading=APPLIED)
            .mail("m2", "Acme <no-reply@ashbyhq.com>", "Thanks", day=day, thread=thread, reading=ASKS)
        )
        assert len(story.applications()[1]) == count


def test_thanks_after_a_rejection_open_nothing() -> None:
    story = (
        Story()
        .mail("m1", "Jane <jane@acme.com>", "Call?", thread="t", reading=ASKS)
        .mail("m2", "Jane <jane@acme.com>", "Update", day=10, thread="t", reading=REJECTED)
        .sent("m3", "jane@acme.com", "Re: Update", day=11, thread="t")
        .mail("m4", "Acme <no-reply@ashbyhq.com>", "Your application to Acme", day=12, reading=REJECTED)
    )
    assert sole(story).message_ids == ("m1", "m2", "m3", "m4")


def test_an_acceptance_stands_when_papers_follow() -> None:
    story = (
        Story()
        .mail(
            "m1", "Jane <jane@acme.com>", "Offer", thread="t", reading={"stage": "offer", "asks": ["offer"]}
        )
        .sent("m2", "jane@acme.com", "Re: Offer", day=1, thread="t", reading={"outcome": "accepted"})
        .mail(
            "m3", "Jane <jane@acme.com>", "Papers", day=20, reading={"stage": "checks", "asks": ["documents"]}
        )
    )
    app = sole(story)
    assert (app.outcome, app.message_ids) == (Outcome.ACCEPTED, ("m1", "m2", "m3"))


def test_a_process_that_goes_on_was_not_ended() -> None:
    story = (
        Story()
        .mail("m1", "Jane <jane@acme.com>", "Interview", thread="t", reading=ASKS)
        .mail("m2", "Jane <jane@acme.com>", "Re: Interview", day=1, thread="t", reading=REJECTED)
        .mail("m3", "Jane <jane@acme.com>", "Re: Interview", day=2, thread="t", reading=ASKS)
    )
    app = sole(story)
    assert (app.outcome, app.status) == (None, ApplicationStatus.ACTIVE)


def test_on_hold_and_resumed() -> None:
    story = (
        Story()
        .mail("m1", "Jane <jane@acme.com>", "Interview", thread="t", reading=ASKS)
        .mail("m2", "Jane <jane@acme.com>", "Re: Interview", day=1, thread="t", reading={"on_hold": True})
    )
    assert sole(story).status is ApplicationStatus.ON_HOLD
    story.mail("m3", "Jane <jane@acme.com>", "Re: Interview", day=9, thread="t", reading={"resumed": True})
    assert sole(story).status is ApplicationStatus.ACTIVE


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["applied", "recruiter_screen", "applied"], ["applied", "recruiter_screen"]),
        (["applied", "onsite", "recruiter_screen"], ["applied", "onsite"]),
        (["tech_screen", "code_test", "tech_screen"], ["tech_screen", "code_test", "tech_screen"]),
        (["onsite", "code_test"], ["onsite", "code_test"]),
        (["offer", "checks"], ["offer", "checks"]),
        (["sourced", "applied", "sourced"], ["sourced", "applied"]),
        (["applied", "applied"], ["applied"]),
        (["recruiter_screen", "onsite", "offer"], ["recruiter_screen", "onsite", "offer"]),
    ],
)
def test_stages_are_sticky(steps: list[str], expected: list[str]) -> None:
    story = Story()
    for place, stage in enumerate(steps):
        story.mail(
            f"m{place}", "Jane <jane@acme.com>", "Interview", day=place, thread="t", reading={"stage": stage}
        )
    assert [str(one.stage) for one in sole(story).stages] == expected


def test_doubtful_stages_and_the_owners_words_are_not_entered() -> None:
    story = (
        Story()
        .mail("m1", "Jane <jane@acme.com>", "Interview", thread="t", reading=ASKS)
        .mail(
            "m2",
            "Jane <jane@acme.com>",
            "Re: Interview",
            day=1,
            thread="t",
            reading={"stage": "offer", "confidence": 0.3},
        )
        .sent("m3", "jane@acme.com", "Re: Interview", day=2, thread="t", reading={"stage": "onsite"})
    )
    assert [one.stage for one in sole(story).stages] == [Stage.RECRUITER_SCREEN]


def test_a_platforms_mail_without_employer_goes_by_role_or_nowhere() -> None:
    story = (
        Story()
        .mail("m1", "Acme <no-reply@ashbyhq.com>", "Thanks", reading={**APPLIED, "role": "Data Engineer"})
        .mail("m2", "Globex <no-reply@ashbyhq.com>", "Thanks", reading={**APPLIED, "role": "Product Manager"})
        .mail("m3", "CodeSignal <no-reply@codesignal.com>", "Test", day=2, reading={"stage": "code_test", "asks": ["code_test"], "role": "Data Engineer"})
        .mail("m4", "CodeSignal <no-reply@codesignal.com>", "Test", day=2, reading={"stage": "code_test", "asks": ["code_test"]})
    )  # fmt: skip
    placed = [mid for one in story.told().values() for mid in one[2]]
    assert story.told()["m1"][2] == ("m1", "m3")
    assert "m4" not in placed


def test_other_mail_of_an_employer_stays_out() -> None:
    story = (
        Story()
        .mail("m1", "Jane <jane@acme.com>", "Interview", reading=ASKS)
        .mail("m2", "Acme <no-reply@acme.com>", "Your order", day=1)
        .mail("m3", "Bob <bob@acme.com>", "Football", day=2)
        .mail("m4", "Acme News <news@acme.com>", "News", day=2)
        .mail("m5", "Jane <jane@acme.com>", "Nice to meet you", day=3)
    )
    assert sole(story).message_ids == ("m1", "m5")


def test_ids_and_groups_do_not_depend_on_order() -> None:
    story = Story()
    for place, name in enumerate(("Acme", "Globex", "Initech", "Norvale")):
        story.mail(
            f"a{place}",
            f"{name} <no-reply@ashbyhq.com>",
            "Thanks",
            day=place,
            reading={**APPLIED, "role": "Data Engineer"},
        )
        story.mail(
            f"b{place}",
            f"Jane <jane@{name.lower()}.com>",
            "Call?",
            day=place + 5,
            thread=f"t{place}",
            reading=ASKS,
        )
        story.sent(f"c{place}", f"jane@{name.lower()}.com", "Re: Call?", day=place + 6, thread=f"t{place}")
    first = story.applications()
    assert len(first[1]) == 4
    rng = random.Random(3)
    for _ in range(4):
        rng.shuffle(story.entries)
        threads = list(story.threads.items())
        rng.shuffle(threads)
        story.threads = dict(threads)
        assert story.applications() == first


def test_mail_without_time_is_kept() -> None:
    story = Story().mail("m1", "Jane <jane@acme.com>", "Call?", thread="t", reading=ASKS)
    story.mail("m2", "Jane <jane@acme.com>", "Re: Call?", thread="t")
    story.entries[1] = dataclasses.replace(story.entries[1], at=None, clock=None)
    app = sole(story)
    assert app.message_ids == ("m1", "m2")
    assert app.opened_at == app.last_message_at == story.entries[0].at


def test_settle_takes_back_what_only_looked_like_an_employer() -> None:
    story = (
        Story()
        .mail("m1", "Jane <jane@acme.com>", "Interview", reading=ASKS)
        .mail("m2", "Bob Friend <bob@initech.com>", "Football")
        .mail("m3", "Bank <cards@bank.example>", "Statement")
        .mail("m4", "no-reply@sentinel-group.com", "Your application", day=1, reading=APPLIED)
        .mail("m5", "Lea <lea@gmail.com>", "Role", day=1, reading={**ASKS, "role": "Nanny"})
        .mail("m6", "Acme <no-reply@ashbyhq.com>", "Survey", day=1)
        .sent("m7", "bob@initech.com", "Re: Football", day=2)
    )
    seen = story.settled()
    got = {mid: (one.kind, one.employer) for mid, one in seen.items()}
    assert got == {
        "m1": (SenderKind.EMPLOYER, "Acme"), "m2": (SenderKind.PERSON, None), "m3": (SenderKind.OTHER, None),
        "m4": (SenderKind.EMPLOYER, "Sentinel Group"), "m5": (SenderKind.PERSON, "Lea"), "m6": (SenderKind.ATS, "Acme"),
        "m7": (SenderKind.PERSON, None),
    }  # fmt: skip


def test_whoever_the_owner_withdraws_from_is_an_employer() -> None:
    out = {"outcome": "withdrawn", "hiring": True}
    story = (
        Story()
        .mail("m1", "Fay <fay@oddlot.example>", "good chat", "Really enjoyed that.", thread="t")
        .sent("m2", "Fay <fay@oddlot.example>", "Re: good chat", "I am out.", day=1, thread="t", reading=out)
        .mail("m3", "Leo <leo@bench.example>", "good chat", "Really enjoyed that.", thread="u")
        .sent("m4", "Leo <leo@bench.example>", "Re: good chat", "So did I.", day=1, thread="u")
    )
    got = {mid: (one.kind, one.employer) for mid, one in story.settled().items() if mid in {"m1", "m3"}}
    assert got == {"m1": (SenderKind.EMPLOYER, "Oddlot"), "m3": (SenderKind.PERSON, None)}


def test_an_empty_mailbox() -> None:
    assert Story().applications() == ((), ())
    assert Story().identities() == {}


def test_unreadable_addresses_bind_nobody() -> None:
    """List archives with "name at host" instead of addresses; a swindler's "client"."""
    story = Story().mail(
        "m1",
        "",
        "Compliments",
        "Our client Mile Krstev died.",
        reading={"stage": "sourced", "asks": ["outreach"]},
    )
    for place in range(5):
        story.mail(f"p{place}", "", "patch", "x", day=place, reading={"nudge": True})
    assert story.applications() == ((), ())
