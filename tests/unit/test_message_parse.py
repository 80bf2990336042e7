"""The entrance: whole messages, made ids, digests and defects."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox_momentum.message.parse import parse
from inbox_momentum.model import Address, Defect, Message, RawMessage

MAIL = (
    b"Received: from mx by home; Tue, 5 Mar 2024 10:00:07 +0000\n"
    b"Received: from a by mx; Tue, 5 Mar 2024 10:00:01 +0000\n"
    b"From: =?utf-8?q?J=C3=BCrgen?= <J@Acme.example>\nTo: Max <max@x.org>, kim@x.org\nCc: lee@x.org\n"
    b"Reply-To: jobs@acme.example\nSubject: =?utf-8?q?Gespr=C3=A4ch?=\n am Freitag\nDate: Tue, 5 Mar 2024 11:00:00 +0100\n"
    b"Message-ID: <m1@acme.example>\nIn-Reply-To: <m0@x.org>\nReferences: <r0@x.org> <m0@x.org>\n"
    b"X-GM-THRID: 1773664405479613283\nThread-Topic: Interview\nThread-Index: AdpuAA==\n\nPasst 10 Uhr?\n"
)


def read(data: bytes, **fields: object) -> Message:
    found = parse(RawMessage("box.mbox", "byte 12", data, **fields))  # type: ignore[arg-type]
    assert isinstance(found, Message)
    return found


def test_a_whole_message() -> None:
    found = read(MAIL, folder="INBOX", in_sent=True, internal_at=datetime(2024, 3, 5, 10, 0, 9, tzinfo=UTC))
    assert (found.message_id, found.id_missing) == ("m1@acme.example", False)
    assert (found.source, found.position, found.folder, found.in_sent) == (
        "box.mbox",
        "byte 12",
        "INBOX",
        True,
    )
    assert found.from_ == (Address("Jürgen", "j@acme.example"),)
    assert found.to == (Address("Max", "max@x.org"), Address("", "kim@x.org"))
    assert [address.address for address in (*found.cc, *found.reply_to)] == ["lee@x.org", "jobs@acme.example"]
    assert found.subject == "Gespräch am Freitag"
    assert (found.date_at, found.date_offset_s) == (datetime(2024, 3, 5, 10, tzinfo=UTC), 3600)
    assert found.received_at == datetime(2024, 3, 5, 10, 0, 7, tzinfo=UTC)
    assert found.internal_at == datetime(2024, 3, 5, 10, 0, 9, tzinfo=UTC)
    assert (found.in_reply_to, found.references) == (("m0@x.org",), ("r0@x.org", "m0@x.org"))
    assert (found.gm_thread_id, found.thread_topic, found.thread_index) == (
        "1773664405479613283",
        "Interview",
        "AdpuAA==",
    )
    assert (found.automated, found.body.new_text, found.defects) == (None, "Passt 10 Uhr?", ())
    assert [name for name, _ in found.headers].count("received") == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-message"), (b" \n\n", "empty-message"), (b"a list of groceries\n", "not-mail")],
)
def test_what_is_no_mail_is_a_fatal_defect(data: bytes, code: str) -> None:
    found = parse(RawMessage("box.mbox", "byte 12", data))
    assert isinstance(found, Defect)
    assert (found.source, found.position, found.code, found.fatal) == ("box.mbox", "byte 12", code, True)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"Subject: x\n\nhi", {"date-missing", "from-missing", "message-id-missing"}),
        (b"From: a@b.c\nDate: nonsense\nMessage-ID: <a@b>\n\nhi", {"date-unparseable"}),
        (b"From: a@b.c\nDate: Tue, 5 Mar 2024 10:00:00 +0000\nDate: x\nMessage-ID: <a@b>\n\nhi", {"date-repeated"}),
        (b"From: a@b.c\nFrom: d@e.f\nDate: Tue, 5 Mar 2024 10:00:00 +0000\nMessage-ID: <a@b>\n\nhi", {"from-repeated"}),
        (b"From: a@b.c\nReceived: from x\nDate: Tue, 5 Mar 2024 10:00:00 +0000\nMessage-ID: <a@b>\n\nhi",
         {"received-unparseable"}),
        (b"From: a@b.c\nDate: Tue, 5 Mar 2024 10:00:00 +0000\nMessage-ID: <>\n\nhi", {"message-id-missing"}),
    ],
)  # fmt: skip
def test_defects_name_the_message_and_the_place(data: bytes, codes: set[str]) -> None:
    found = read(data)
    assert {defect.code for defect in found.defects} == codes
    assert all(
        (defect.source, defect.position, defect.message_id, defect.fatal)
        == ("box.mbox", "byte 12", found.message_id, False)
        for defect in found.defects
    )


def test_framing_defects_of_the_source_stay() -> None:
    framing = Defect("box.mbox", "byte 12", "mbox-no-blank-line", "…")
    assert read(MAIL, defects=(framing,)).defects == (framing,)


def test_a_forged_second_from_is_not_joined() -> None:
    found = read(b"From: nobody\nFrom: a@b.c\nFrom: d@e.f\n\nhi")
    assert found.from_ == (Address("", "a@b.c"),)


WITHOUT_ID = b"From: a@b.c\nDate: Tue, 5 Mar 2024 10:00:00 +0000\nSubject: x\n\nline\n>From here\n"


@pytest.mark.parametrize(
    "copy",
    [
        WITHOUT_ID,
        WITHOUT_ID.replace(b"\n", b"\r\n"),
        WITHOUT_ID + b"\n",
        b"From a@b.c Tue Mar  5 10:00:00 2024\n" + WITHOUT_ID,
        WITHOUT_ID.replace(b">From", b"From"),
        WITHOUT_ID.replace(b">From", b">>From"),
        b"X-Mozilla-Status: 0001\nStatus: RO\nX-Gmail-Labels: Sent\nContent-Length: 17\nReceived: from a; x\n"
        + WITHOUT_ID,
        WITHOUT_ID.replace(b"Subject: x", b"Subject:\n x"),
    ],
)
def test_copies_of_a_mail_without_id_are_one_mail(copy: bytes) -> None:
    first, second = read(WITHOUT_ID), read(copy)
    assert first.id_missing
    assert first.message_id.startswith("sha256-")
    assert first.message_id.endswith("@missing.invalid")
    assert (first.message_id, first.digest) == (second.message_id, second.digest)


@pytest.mark.parametrize(
    "other",
    [WITHOUT_ID.replace(b"a@b.c", b"d@b.c"), WITHOUT_ID.replace(b"10:00", b"10:01"), WITHOUT_ID.replace(b"t: x", b"t: y"),
     WITHOUT_ID.replace(b"line", b"Line")],
)  # fmt: skip
def test_other_mail_has_another_digest(other: bytes) -> None:
    assert read(other).digest != read(WITHOUT_ID).digest
