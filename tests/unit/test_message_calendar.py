"""Appointments of calendar parts, from whatever program wrote them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox_momentum.message.calendar import appointments


def event(*lines: str, method: str | None = "REQUEST", head: tuple[str, ...] = ()) -> str:
    start = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else []), *head]
    return "\r\n".join([*start, "BEGIN:VEVENT", "UID:u1", *lines, "END:VEVENT", "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("start", "head", "expected"),
    [
        ("DTSTART:20240710T100000Z", (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;TZID=Europe/Berlin:20240710T120000", (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;TZID=W. Europe Standard Time:20240710T120000", (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;TZID=Pacific Standard Time:20240710T030000", (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ('DTSTART;TZID="(UTC-08:00) Pacific Time (US & Canada)":20240710T030000', (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;TZID=/citadel.org/20240101_1/Europe/Paris:20240710T120000", (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;TZID=GMT+0200:20240710T120000", (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ('DTSTART;TZID="tzone://Microsoft/Utc":20240710T100000', (), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART:20240710T120000", ("X-WR-TIMEZONE:Europe/Berlin",), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;TZID=Custom:20240710T123000",
         ("BEGIN:VTIMEZONE", "TZID:Custom", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0230",
          "TZOFFSETTO:+0230", "END:STANDARD", "END:VTIMEZONE"), datetime(2024, 7, 10, 10, tzinfo=UTC)),
        ("DTSTART;VALUE=DATE:20240710", (), datetime(2024, 7, 10, tzinfo=UTC)),
        ("DTSTART:20240710T100000", (), None),  # floating: RFC 5545 §3.3.5
        ("DTSTART;TZID=Nowhere:20240710T100000", (), None),
        ("DTSTART:INVALID", (), None),
        ("SUMMARY:no start", (), None),
    ],
)  # fmt: skip
def test_starts(start: str, head: tuple[str, ...], expected: datetime | None) -> None:
    (found,) = appointments(event(start, head=head))
    assert found.starts_at == expected
    assert found.all_day == ("VALUE=DATE:" in start)


def test_all_fields() -> None:
    (found,) = appointments(
        event(
            "SEQUENCE:3", "DTSTART:20240710T100000Z", "DURATION:PT45M", "SUMMARY:Interview\\, Acme", "ORGANIZER;CN=Jane:MAILTO:Jane@Acme.example",
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:max@x.org",
        )
    )  # fmt: skip
    assert (found.uid, found.method, found.sequence, found.summary) == ("u1", "REQUEST", 3, "Interview, Acme")
    assert found.ends_at == datetime(2024, 7, 10, 10, 45, tzinfo=UTC)
    assert (found.organizer, found.partstat) == ("jane@acme.example", "NEEDS-ACTION")


@pytest.mark.parametrize("status", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_replies(status: str) -> None:
    (found,) = appointments(event(f"ATTENDEE;PARTSTAT={status};CN=Max:mailto:max@x.org", method="REPLY"))
    assert (found.method, found.partstat) == ("REPLY", status)


def test_of_several_attendees_the_owner_is_asked_for() -> None:
    text = event(
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jane@acme.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:MAX@x.org"
    )
    assert appointments(text)[0].partstat is None
    assert appointments(text, ["max@x.org"])[0].partstat == "DECLINED"


@pytest.mark.parametrize(
    ("method", "status", "expected"),
    [("REQUEST", "CANCELLED", "CANCEL"), (None, "CANCELLED", "CANCEL"), ("CANCEL", "CANCELLED", "CANCEL"),
     ("REQUEST", "CONFIRMED", "REQUEST"), (None, "CONFIRMED", ""), ("REPLY", "CANCELLED", "REPLY")],
)  # fmt: skip
def test_methods(method: str | None, status: str, expected: str) -> None:
    assert appointments(event(f"STATUS:{status}", method=method))[0].method == expected


def test_broken_neighbours_do_not_hide_an_interview() -> None:
    text = event(
        "RRULE:FREQ=NONSENSE", "DTSTART:20240710T100000Z", "ATTENDEE;CN=\"open:mailto:x", "BEGIN:VALARM", "TRIGGER:never",
        "SUMMARY:alarm", "END:VALARM", "SUMMARY:Interview",
    )  # fmt: skip
    (found,) = appointments(text)
    assert (found.starts_at, found.summary) == (datetime(2024, 7, 10, 10, tzinfo=UTC), "Interview")


@pytest.mark.parametrize(
    "text", ["", "BEGIN:VCALENDAR", "no calendar", "BEGIN:VEVENT\n" * 50_000, "BEGIN:VCALENDAR\n" * 50_000, "END:VEVENT\n" * 9,
             "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\n" * 20_000, "\x00" * 1000]
)  # fmt: skip
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert appointments(text) == ()


def test_many_events_are_bounded() -> None:
    text = (
        "BEGIN:VCALENDAR\n"
        + "BEGIN:VEVENT\nUID:x\nDTSTART:20240710T100000Z\nEND:VEVENT\n" * 10_000
        + "END:VCALENDAR"
    )
    assert len(appointments(text)) == 200


def test_zones_of_one_mail_do_not_change_the_next() -> None:
    def event(zones: str) -> str:
        return (
            f"BEGIN:VCALENDAR\n{zones}BEGIN:VEVENT\nUID:u\n"
            "DTSTART;TZID=W. Europe Standard Time:20240710T120000\nEND:VEVENT\nEND:VCALENDAR\n"
        )

    wrong = (
        "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:+0700\nTZOFFSETTO:+0700\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    before = appointments(event(""))
    appointments(event(wrong))
    assert appointments(event("")) == before
