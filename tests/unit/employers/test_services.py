"""Platforms that the table of senders does not know."""

from __future__ import annotations

import pytest

from inbox_momentum.employers.display import sides
from tests.unit.employer_stories import Story, only


@pytest.mark.parametrize(
    ("from_", "subject", "text", "kind", "employer"),
    [
        ("Brackwater Foods via TalentFlow <noreply@talentflow.example>", "Your application", "Thanks for applying.", "ats", "Brackwater Foods"),
        ("TalentFlow on behalf of Brackwater Foods <noreply@talentflow.example>", "Your application", "Thanks for applying.", "ats", "Brackwater Foods"),
        ("noreply@testsmith.example", "Halden Robotics has invited you to take a test", "Halden Robotics would like you to complete the coding test.", "assessment", "Halden Robotics"),
        ("Vetly <no-reply@vetly.example>", "Background check", "Halden Robotics has requested a background check for you.", "other", "Halden Robotics"),
        ("Refwise <hello@refwise.example>", "References for Halden Robotics", "Halden Robotics has asked us to collect references for you.", "other", "Halden Robotics"),
        ("Slotly <no-reply@slotly.example>", "Confirmed: interview with Halden Robotics", "Your interview with Halden Robotics is confirmed.", "scheduler", "Halden Robotics"),
        ("Checkr on behalf of Halden Robotics <no-reply@checkr.com>", "Background check", "Please begin.", "other", "Halden Robotics"),
        ("HR at Halden Robotics via DocuSign <dse@docusign.net>", "Please sign", "Sign.", "other", "Halden Robotics"),
        ("InfoJobs <noreply@infojobs.example>", "Tu inscripción", "Halden Robotics te invita a una entrevista. Tu candidatura a Halden Robotics sigue.", "job_board", "Halden Robotics"),
        ("Easthill HR Shared Services <hr@easthill-hr.example>", "Checks", "Thornfield Borough Council has asked us to begin the checks for your role.", "other", "Thornfield Borough Council"),
        ("PI Assessments <noreply@predictiveindex.com>", "Cobalt Freight invites you to take 2 assessments", "You have been invited to complete the following for Cobalt Freight", "assessment", "Cobalt Freight"),
        ("Applicant Echo <surveys@applicantecho.example>", "Halden Robotics values your opinion", "You had an interview at Halden Robotics. Six questions.", "other", "Halden Robotics"),
        ("Gradewell <feedback@gradewell.example>", "Rate your experience with Halden Robotics", "Two questions about the offer.", "other", "Halden Robotics"),
        ("Toets-Plein <uitnodiging@toetsplein.example>", "Uw assessment namens Halden Robotics", "Halden Robotics vraagt u een online test te maken.", "assessment", "Halden Robotics"),
        ("careers@northsea.example", "Thank you for applying to Halcyon Freight", "Thank you for applying to Halcyon Freight.", "employer", "Halcyon Freight"),
        ("Recruitment <recruitment@stadsbank.example>", "Assessment", "Assessio Labs has invited you to a test. It comes from Assessio Labs.\n\nStadsbank recruitment", "employer", "Stadsbank"),
        ("Lumen & Loom Recruitment <stores.jobs@lumenandloom.example>", "Pick a slot", "Your application for Stockroom Team Member is looked at. Stockroom needs you.\n\nLumen & Loom", "employer", "Lumen & Loom"),
        ("Jan <jan@acme.example>", "Interview", "On behalf of the whole team at Acme: thanks. Interview?\n\nJan", "employer", "Acme"),
    ],
)  # fmt: skip
def test_one_message(from_: str, subject: str, text: str, kind: str, employer: str) -> None:
    seen = only(Story().mail("m1", from_, subject, text))
    assert (str(seen.kind), seen.employer) == (kind, employer)


def test_all_mail_of_a_service_is_a_services() -> None:
    first = "Brackwater Foods via TalentFlow <invitations@talentflow-assess.example>"
    story = (
        Story()
        .mail("m1", first, "You are invited", "Please take the assessment.")
        .mail("m2", "TalentFlow Assessments <invitations@talentflow-assess.example>", "Assessment completed", "You completed the tests for Brackwater Foods.", day=1)
        .mail("m3", "Ana Gil <ana@brackwater.example>", "Next steps", "Interview at Brackwater Foods?\n\nAna Gil\nBrackwater Foods", day=2)
    )  # fmt: skip
    seen = story.identities()
    assert {one.employer for one in seen.values()} == {"Brackwater Foods"}
    assert [str(seen[mid].kind) for mid in ("m1", "m2", "m3")] == ["assessment", "assessment", "employer"]
    assert len({one.employer_key for one in seen.values()}) == 1


def test_where_people_write_from_is_no_service() -> None:
    story = (
        Story()
        .mail("m1", "no-reply@acme.example", "Halden Labs has invited you to a test", "Halden Labs has invited you.")
        .mail("m2", "Dana Ortiz <dana@acme.example>", "Interview", "Interview at Acme?", day=1)
    )  # fmt: skip
    assert str(story.identities()["m1"].kind) != "assessment"


@pytest.mark.parametrize(
    ("shown", "parts"),
    [
        ("Acme via TalentFlow", ("Acme", "TalentFlow")),
        ("Acme Hiring Team via TalentFlow", ("Acme", "TalentFlow")),
        ("TalentFlow on behalf of Acme", ("Acme", "TalentFlow")),
        ("TalentFlow namens Acme", ("Acme", "TalentFlow")),
        ("Acme", None),
        ("", None),
    ],
)
def test_sides_of_a_display_name(shown: str, parts: tuple[str, str] | None) -> None:
    assert sides(shown) == parts


def test_a_school_district_on_a_platform_is_known_by_its_first_words() -> None:
    story = (
        Story()
        .mail("m1", "Halden Falls Regional Schools <no-reply@districtapply.example>", "Confirmation", "Your application was submitted.")
        .mail("m2", "Cara Niel <cara@haldenfalls.example>", "Interview", "Interview for the role?", day=1)
    )  # fmt: skip
    found = story.identities()
    assert {one.employer for one in found.values()} == {"Halden Falls Regional Schools"}
    assert sorted(str(one.kind) for one in found.values()) == ["ats", "employer"]


def test_a_silent_mail_of_a_test_platform_is_about_its_only_employer() -> None:
    story = (
        Story()
        .mail("m1", "Hogan <noreply@hoganassessments.com>", "Halden Robotics invites you", "Halden Robotics has invited you to complete the following: HPI")
        .mail("m2", "Hogan <noreply@hoganassessments.com>", "Your participation is complete", "All three inventories have been received.", day=1)
    )  # fmt: skip
    assert {one.employer for one in story.identities().values()} == {"Halden Robotics"}
