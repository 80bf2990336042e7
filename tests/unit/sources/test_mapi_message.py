"""Outlook items become the messages they were; what the file does not tell stays absent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from inbox_momentum.message.calendar import appointments
from inbox_momentum.message.parse import parse
from inbox_momentum.model import Message, RawMessage
from inbox_momentum.sources import mapi, mapi_message
from inbox_momentum.sources.mapi import Item
from inbox_momentum.sources.mapi_message import Restored
from inbox_momentum.sources.mapi_people import Known, Person
from tests.unit.sources.outlook_items import EXCHANGE, SENT, SENT_AT, attached, item, person

RECEIVED = (
    "Microsoft Mail Internet Headers Version 2.0\r\n"
    "Received: from acme.example by mx.example.net; Wed, 4 Mar 2026 06:07:08 +0100\r\n"
    "From: Jane <jane@acme.example>\r\nTo: maya@example.net\r\nDate: Wed, 4 Mar 2026 06:07:07 +0100\r\n"
    "Subject: =?utf-8?Q?Gespr=C3=A4ch?=\r\nMessage-ID: <1@acme.example>\r\n"
    'Content-Type: multipart/alternative;\r\n\tboundary="old"\r\n\r\n--old\r\nFrom: no@header.example\r\n'
)


def read(one: Item, known: Known | None = None) -> tuple[Restored, Message]:
    found = mapi_message.restored(one, known or Known())
    message = parse(RawMessage("x.pst", "Inbox item 1", found.data))
    assert isinstance(message, Message)
    return found, message


def test_a_sent_item_without_any_header() -> None:
    people = (person(1, "Jane", EXCHANGE, smtp="Jane@acme.example"), person(2, "", "bob@acme.example"))
    found, message = read(item(SENT, people))
    assert found.sent and not found.draft
    assert [one.address for one in message.from_] == ["maya@example.net"]
    assert [(one.name, one.address) for one in message.to] == [("Jane", "jane@acme.example")]
    assert [one.address for one in message.cc] == ["bob@acme.example"]
    assert message.date_at == SENT_AT
    assert message.in_reply_to == ("1@acme.example",)
    assert message.thread_topic == "Interview" and message.thread_index
    assert message.id_missing  # Outlook never kept one: none is made up here
    assert message.body.text.strip() == "Friday is fine."
    assert message.internal_at is None


def test_received_mail_keeps_its_own_header() -> None:
    delivered = SENT_AT + timedelta(minutes=1)
    found, message = read(
        item({**SENT, 0x007D: RECEIVED, 0x0E07: 0x21, 0x0E06: delivered, 0x1000: "", 0x1013: b"<p>Hello</p>"})
    )
    assert not found.sent and found.internal_at == delivered
    assert [one.address for one in message.from_] == ["jane@acme.example"]
    assert message.subject == "Gespräch"
    assert message.received_at == datetime(2026, 3, 4, 5, 7, 8, tzinfo=UTC)
    assert message.message_id == "1@acme.example"
    assert message.body.text.strip() == "Hello"
    assert not any(name == "2.0" or "header.example" in text for name, text in message.headers)


@pytest.mark.parametrize(
    ("more", "sent", "draft"),
    [
        ({}, True, False),
        ({0x0E07: 0x08}, False, True),
        ({0x0040: "Maya"}, False, False),
        ({0x0040: "Maya", 0x0E07: 0x21}, False, False),
        ({0x007D: "Received: x\r\n", 0x0E07: 0x21}, False, False),
        ({0x007D: "Subject: mine\r\n"}, True, False),
    ],
)
def test_what_the_item_itself_tells_of_its_filing(
    more: dict[int, str | int], sent: bool, draft: bool
) -> None:
    found, _ = read(item({**SENT, **more}))
    assert (found.sent, found.draft) == (sent, draft)


def test_flags_from_me_alone_mean_sent() -> None:
    plain = {key: one for key, one in SENT.items() if key != 0x0E01}
    assert not read(item(plain))[0].sent
    assert read(item({**plain, 0x0E07: 0x20}))[0].sent


def test_an_exchange_name_gets_the_address_met_before() -> None:
    known = Known()
    read(item(SENT, (person(1, "Jane", EXCHANGE, smtp="jane@acme.example"),)), known)
    plain = {0x001A: "IPM.Note", 0x0042: "Jane", 0x0065: EXCHANGE.upper(), 0x0040: "Maya"}
    _, message = read(item(plain), known)
    assert [(one.name, one.address) for one in message.from_] == [("Jane", "jane@acme.example")]
    _, alone = read(item(plain))
    assert [(one.name, one.address) for one in alone.from_] == [("Jane", "")]


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ({0x3003: "IMCEASMTP-jane+40acme+2Eexample@home.example"}, "jane@acme.example"),
        ({0x3003: EXCHANGE, 0x300B: b"SMTP:JANE@ACME.EXAMPLE\0"}, "jane@acme.example"),
        ({0x3003: EXCHANGE, 0x3001: "Jane (jane@acme.example)"}, "jane@acme.example"),
        ({0x3003: "", 0x3001: "'jane@acme.example'"}, "jane@acme.example"),
        ({0x3003: EXCHANGE, 0x403E: "smtp:jane@acme.example"}, "jane@acme.example"),
        ({0x3003: EXCHANGE}, ""),
        ({0x3003: "Jane"}, ""),
    ],
)
def test_where_an_address_may_stand(row: dict[int, str | bytes], address: str) -> None:
    _, message = read(item(SENT, ({0x0C15: 1, 0x3001: "Jane", **row},)))
    assert [one.address for one in message.to] == [address]


def test_an_exchange_name_in_the_header_gives_way_to_an_address() -> None:
    header = f"Received: x\r\nFrom: {EXCHANGE}\r\nTo: maya@example.net\r\n"
    _, message = read(item({**SENT, 0x007D: header, 0x5D02: "jane@acme.example"}))
    assert [one.address for one in message.from_] == ["jane@acme.example"]


def test_a_date_named_twice_gives_way_to_the_submit_time() -> None:
    header = "Received: x\r\nDate: Thu, 5 Mar 2026 05:06:07 +0000,Thu, 5 Mar 2026 05:06:07 +0000\r\n"
    assert read(item({**SENT, 0x007D: header}))[1].date_at == SENT_AT


def test_recipients_are_read_from_the_line_shown_when_the_table_is_gone() -> None:
    _, message = read(item({**SENT, 0x0E04: "Jane Doe; 'bob@acme.example'\0"}))
    assert [(one.name, one.address) for one in message.to] == [("Jane Doe", ""), ("", "bob@acme.example")]


def test_times_that_are_none_stay_none() -> None:
    never = (0x0CB34557A3DD4000).to_bytes(8, "little")  # the year 4501: Outlook's "no date"
    values = mapi.Properties({1: mapi.Value(0x40, lambda: never), 2: mapi.Value(0x40, lambda: b"\xff" * 8)})
    assert values.moment(1) is None and values.moment(2) is None and values.moment(3) is None
    _, message = read(item({**SENT, 0x0039: datetime(1960, 1, 1, tzinfo=UTC)}))
    assert message.date_at is None


def test_attachments_by_name_type_and_size() -> None:
    files = (
        attached({0x3707: "Lebenslauf – Maya.pdf", 0x370E: "application/pdf", 0x0E20: 123_456}),
        attached({0x3704: "LETTER~1.DOC"}, b"x" * 77),
        attached({0x3001: "Re: older mail", 0x3705: 5}),
        attached({0x370E: "multipart/mixed"}, b"y"),
    )
    _, message = read(item(SENT, attachments=files))
    assert [(one.filename, one.content_type, one.size) for one in message.body.attachments] == [
        ("Lebenslauf – Maya.pdf", "application/pdf", 123_456),
        ("LETTER~1.DOC", "application/octet-stream", 77),
        ("Re: older mail", "message/rfc822", 0),
        ("", "application/octet-stream", 1),
    ]


MEETING = {
    (mapi.MEETING, 0x23): 0x8001,
    (mapi.APPOINTMENT, 0x820D): 0x8002,
    (mapi.APPOINTMENT, 0x820E): 0x8003,
}


@pytest.mark.parametrize(
    ("kind", "method", "organizer", "partstat"),
    [
        ("IPM.Schedule.Meeting.Request", "REQUEST", "maya@example.net", "NEEDS-ACTION"),
        ("IPM.Schedule.Meeting.Canceled", "CANCEL", "maya@example.net", None),
        ("IPM.Schedule.Meeting.Resp.Pos", "REPLY", "jane@acme.example", "ACCEPTED"),
        ("IPM.Schedule.Meeting.Resp.Neg", "REPLY", "jane@acme.example", "DECLINED"),
        ("IPM.Schedule.Meeting.Resp.Tent", "REPLY", "jane@acme.example", "TENTATIVE"),
    ],
)
def test_meetings_become_calendars(kind: str, method: str, organizer: str, partstat: str | None) -> None:
    foreign = bytes(40) + b"vCal-Uid\x01\x00\x00\x00abc@acme.example\x00"
    plain = {**SENT, 0x001A: kind, 0x8001: foreign, 0x8002: SENT_AT, 0x8003: SENT_AT + timedelta(hours=1)}
    _, message = read(item(plain, (person(1, "Jane", "jane@acme.example"),), named=MEETING))
    (event,) = appointments(message.body.calendars[0])
    assert (event.uid, event.method, event.organizer) == ("abc@acme.example", method, organizer)
    assert (event.starts_at, event.ends_at) == (SENT_AT, SENT_AT + timedelta(hours=1))
    assert event.partstat == partstat
    assert event.summary == "Interview on Friday"
    assert message.body.text.strip() == "Friday is fine."


def test_names_of_properties() -> None:
    group = mapi.APPOINTMENT
    entries = (0x820D).to_bytes(4, "little") + (3 << 1).to_bytes(2, "little") + (5).to_bytes(2, "little")
    by_string = (4).to_bytes(4, "little") + (3 << 1 | 1).to_bytes(2, "little") + (6).to_bytes(2, "little")
    beyond = (1).to_bytes(4, "little") + (9 << 1).to_bytes(2, "little") + (7).to_bytes(2, "little")
    assert mapi.named(group.bytes_le, entries + by_string + beyond + b"cut") == {(group, 0x820D): 0x8005}
    assert isinstance(group, UUID)


def test_a_report_that_a_message_was_not_delivered() -> None:
    plain = {
        **SENT,
        0x001A: "REPORT.IPM.Note.NDR",
        0x0042: "postmaster",
        0x1046: "<9@example.net>",
        0x0040: "M",
    }
    _, message = read(item(plain))
    assert message.automated == "bounce"
    assert message.body.bounced_ids == ("9@example.net",)


def test_an_out_of_office_answer() -> None:
    plain = {
        **SENT,
        0x001A: "IPM.Note.Rules.OofTemplate.Microsoft",
        0x0040: "Maya",
        0x5D02: "jane@acme.example",
    }
    assert read(item(plain))[1].automated == "auto-replied"


def test_a_signed_message_is_its_one_attachment() -> None:
    signed = b'MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary="s"\r\n\r\n--s\r\n\r\nsigned text\r\n--s--\r\n'
    plain = {**SENT, 0x001A: "IPM.Note.SMIME.MultipartSigned", 0x1000: "shown text"}
    _, message = read(item(plain, attachments=(attached({0x3707: "smime.p7m"}, signed),)))
    assert message.body.text.strip() == "signed text"


@pytest.mark.parametrize(
    ("kind", "mail"),
    [("IPM.Note", True), ("", True), ("IPM.Contact", False), ("ipm.appointment", False), ("IPM.Post", True),
     ("IPM.Schedule.Meeting.Request", True), ("REPORT.IPM.Note.NDR", True), ("IPM.TaskRequest", False)],
)  # fmt: skip
def test_what_is_mail(kind: str, mail: bool) -> None:
    assert mapi_message.is_mail(item({0x001A: kind})) is mail


def test_the_subject_of_a_data_file_begins_with_a_length() -> None:
    assert read(item({**SENT, 0x0037: "\x01\x05RE: Interview"}))[1].subject == "RE: Interview"


@pytest.mark.parametrize("bad", ["a\r\nBcc: evil@x.example", "a\nb", "a\0b"])
def test_no_value_can_add_a_field(bad: str) -> None:
    people = (person(1, f'Ja"ne {bad}', "jane@acme.example"),)
    found, message = read(item({**SENT, 0x0037: bad, 0x1035: f"<{bad}@x>", 0x0070: bad}, people))
    assert not message.bcc
    assert message.date_at == SENT_AT
    assert b"\nBcc" not in found.data


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (65001, "utf-8"),
        (1251, "cp1251"),
        (936, "gb18030"),
        (99999, "cp1252"),
        (None, "cp1252"),
        (20127, "cp1252"),
    ],
)
def test_code_pages(page: int | None, name: str) -> None:
    assert mapi.charset(page) == name


def test_every_code_page_of_the_table_is_known_to_python() -> None:
    for page in mapi.words().code_pages:
        "x".encode(mapi.charset(page))


def test_html_in_its_own_charset() -> None:
    plain = {**SENT, 0x1000: "", 0x1013: "<p>собеседование</p>".encode("koi8-r"), 0x3FDE: 20866}
    assert read(item(plain))[1].body.text.strip() == "собеседование"


def test_a_person_is_written_as_a_header_has_it() -> None:
    assert Person('Ja"ne', "j@x.example").written() == '"Ja\\"ne" <j@x.example>'
    assert Person("", "").written() == ""
