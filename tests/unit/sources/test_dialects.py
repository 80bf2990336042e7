"""Dialects and layouts of mailboxes that people bring from old and foreign programs."""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from inbox_momentum import index, sources
from inbox_momentum.ingest.rows import UNKNOWN
from inbox_momentum.ingest.skim import Skimmer
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, RawMessage, SourceError
from inbox_momentum.sources import bounds
from inbox_momentum.sources.detect import Kind, kind_of

ONE = (
    b"From: ana@acme.example\nTo: maya@example.net\nSubject: one\nMessage-ID: <1@x>\n\nfirst\nFrom here on\n"
)
TWO = b"From: maya@example.net\nTo: ana@acme.example\nSubject: two\nMessage-ID: <2@x>\n\nsecond\n"
SEP = b"From a@x.example Tue Jan  1 15:38:05 2002\n"
MARK = b"\x01\x01\x01\x01\n"
MMDF = MARK + ONE + MARK + MARK + TWO + MARK


def read(*paths: Path | str) -> list[RawMessage | Defect]:
    return list(sources.read([str(path) for path in paths]))


def mails(*paths: Path | str) -> list[RawMessage]:
    return [one for one in read(*paths) if isinstance(one, RawMessage)]


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (MMDF, [ONE, TWO]),
        (MMDF.replace(b"\n", b"\r\n"), [ONE.replace(b"\n", b"\r\n"), TWO.replace(b"\n", b"\r\n")]),
        (MARK + ONE + MARK + TWO + MARK, [ONE, TWO]),
        (MMDF.removesuffix(b"\n"), [ONE, TWO]),
        (MMDF.removesuffix(MARK), [ONE, TWO]),
        (MARK + SEP + ONE + MARK + MARK + SEP + TWO + MARK, [ONE, TWO]),
        (MARK + ONE + b"\n" + MARK + b"\n\n" + MARK + TWO + MARK, [ONE + b"\n", TWO]),
        (MARK + ONE + b"a\x01\x01\x01\x01\n" + MARK, [ONE + b"a\x01\x01\x01\x01\n"]),
    ],
)
@pytest.mark.parametrize("block", [1, 3, 1 << 20])
def test_mmdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, expected: list[bytes], block: int
) -> None:
    path = put(tmp_path / "Sent", data)
    monkeypatch.setattr(bounds, "BLOCK", block)
    found = mails(path)
    assert [one.data for one in found] == expected
    assert all(one.in_sent for one in found)
    for one in found:
        place = int(one.position.removeprefix("byte "))
        assert data[place : place + 5] in (b"From:", b"From ")


def test_a_huge_mmdf_message_is_cut_and_the_next_one_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "BLOCK", 1_000)
    monkeypatch.setattr(bounds, "MESSAGE", 5_000)
    found = mails(put(tmp_path / "x", MARK + ONE + b"x" * 50_000 + b"\n" + MARK + MARK + TWO + MARK))
    assert [len(found[0].data), found[1].data] == [5_000, TWO]
    assert [one.code for one in found[0].defects] == ["message-truncated"]


def test_an_empty_mmdf_message_is_counted_nowhere_and_text_is_no_mail(tmp_path: Path) -> None:
    assert mails(put(tmp_path / "a", MARK + MARK + MARK + TWO + MARK))[0].data == TWO
    assert kind_of(b"\x01\x01\x01 no") is Kind.UNKNOWN


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_lone_carriage_returns_as_old_macintosh_programs_wrote_them(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    data = SEP + ONE + b"\n" + SEP + TWO + b"\n"
    path = put(tmp_path / "Out", pack(data.replace(b"\n", b"\r")))
    found = mails(path)
    assert [one.data for one in found] == [ONE, TWO]
    assert [one.position for one in found] == ["byte 0", f"byte {len(SEP + ONE) + 1}"]
    assert mails(put(tmp_path / "one.eml", ONE.replace(b"\n", b"\r")))[0].data == ONE


EUDORA = (
    b"From ???@??? Tue Jan 06 09:12:33 1998\r\nTo: jane@acme.example\r\nFrom: Maya <maya@example.net>\r\n"
    b"Subject: Re: Interview\r\nDate: Tue, 6 Jan 1998 09:12:33 +0100\r\n"
    b'Content-Type: multipart/mixed; boundary="gone"\r\n\r\n<x-html>\r\n<b>Tuesday</b> is fine.<br>Maya\r\n</x-html>\r\n\r\n'
)


def test_eudora(tmp_path: Path) -> None:
    (found,) = mails(put(tmp_path / "Eudora" / "Out.mbx", EUDORA))
    message = parse.parse(found)
    assert not isinstance(message, Defect)
    assert found.in_sent
    assert message.body.new_text == "Tuesday is fine.\nMaya"


def test_thunderbirds_profile(tmp_path: Path) -> None:
    root = tmp_path / "abc.default"
    put(root / "prefs.js", b"")
    status = b"From - Tue Jan  1 15:38:05 2002\nX-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n"
    gone = status.replace(b"0001", b"0009")
    put(root / "Mail" / "Local Folders" / "Inbox", gone + ONE + b"\n" + status + TWO + b"\n")
    put(root / "Mail" / "Local Folders" / "Inbox.msf", b"// <!-- <mdb:mork:z -->\n")
    put(root / "Mail" / "Local Folders" / "Inbox.sbd" / "Jobs", status + ONE + b"\n")
    put(
        root / "ImapMail" / "imap.example.net" / "Sent-1",
        status + TWO.replace(b"<2@x>", b"<3@x>") + b"third\n\n",
    )
    items = read(root)
    mailbox = index.build(one if isinstance(one, Defect) else parse.parse(one) for one in items)
    sent = {(one.id, one.message.in_sent) for one in mailbox.entries}
    assert sent == {("1@x", False), ("2@x", False), ("3@x", True)}
    assert (mailbox.found, mailbox.rejected) == (4, 1)
    (expunged,) = (one for one in mailbox.defects if one.code == "message-expunged")
    assert expunged.source.endswith("Inbox") and expunged.position == "byte 0"


@pytest.mark.parametrize(
    ("header", "gone"),
    [
        (b"X-Mozilla-Status: 0008\n", True),
        (b"X-Mozilla-Status: 0009\n", True),
        (b"X-Account-Key: account1\nX-Mozilla-Status: 100b\n", True),
        (b"X-Mozilla-Status: 0001\n", False),
        (b"X-Mozilla-Status: 1000\n", False),
        (b"X-Mozilla-Status: 8\n", False),
        (b"X-Mozilla-Status: zzzz\n", False),
        (b"Received: from a by b; Tue, 6 Jan 1998 09:12:33 +0100\nX-Mozilla-Status: 0008\n", False),
    ],
)
def test_the_mark_of_expunged_mail(header: bytes, gone: bool) -> None:
    found = parse.parse(RawMessage("Inbox", "byte 0", header + ONE))
    assert (isinstance(found, Defect) and found.fatal and found.code == "message-expunged") is gone


TAKEOUT = b"From 1800000000000000001@xxx Tue Mar 03 10:00:00 +0000 2026\nX-Gmail-Labels: %s\n"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_several_parts_of_a_takeout_in_any_language_together(tmp_path: Path) -> None:
    inbox, sent = TAKEOUT % b"=?UTF-8?Q?Posteingang,Ge=C3=B6ffnet?=", TAKEOUT % b"Gesendet"
    first = zipped(
        tmp_path / "takeout-20260303T100000Z-001.zip",
        {
            "Takeout/E-Mail/Alle Nachrichten einschließlich Spam und Papierkorb.mbox": inbox + ONE + b"\n",
            "Takeout/Google Groups/team@acme.example/topics.mbox": SEP + ONE + b"\n",
            "Takeout/Gruppen/team@googlegroups.com/topics.mbox": SEP + ONE + b"\n",
            "Takeout/archive_browser.html": b"<html></html>",
        },
    )
    second = tmp_path / "takeout-20260303T100000Z-002.tgz"
    with tarfile.open(second, "w:gz") as archive:
        for name, data in {
            "Takeout/E-Mail/Gesendet.mbox": sent + TWO + b"\n",
            "Takeout/E-Mail/topics.mbox": inbox + ONE.replace(b"<1@", b"<9@"),
        }.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    for found in (read(first, second), read(tmp_path)):
        items = [one for one in found if isinstance(one, RawMessage)]
        assert sorted((one.in_sent, one.data[-7:]) for one in items) == [
            (False, b"ere on\n"),
            (False, b"ere on\n"),
            (True, b"second\n"),
        ]
        assert all(one.internal_at is not None for one in items)
        left_out = [
            one.position for one in found if isinstance(one, Defect) and one.code == "list-archive-left-out"
        ]
        assert len(left_out) == 2


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_zip_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {"Mail/Sent.mbox": SEP + ONE + b"\n", "Mail/in.mbox": SEP + TWO})
    monkeypatch.setattr(sys, "stdin", _Input(path.read_bytes()))
    assert [(one.position, one.in_sent) for one in mails("-")] == [("byte 0", True), ("byte 0", False)]
    monkeypatch.setattr(sys, "stdin", _Input(path.read_bytes()))
    monkeypatch.setattr(bounds, "SPOOL", 100)
    (refused,) = (one for one in read("-") if isinstance(one, Defect))
    assert refused.fatal and "too large" in refused.detail


def test_standard_input_without_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(b"hello\n"))
    with pytest.raises(SourceError, match="no mail"):
        read("-")


def test_apple_mail_folders_are_packages(tmp_path: Path) -> None:
    box = tmp_path / "Sent Messages.mbox"
    put(box / "mbox", SEP + ONE + b"\n")
    put(box / "table_of_contents", b"\0\1\2")
    emlx = (
        b"%d\n" % len(TWO)
        + TWO
        + b'<?xml version="1.0"?>\n<!DOCTYPE plist><plist version="1.0"><dict/></plist>\n'
    )
    put(tmp_path / "INBOX.mbox" / "A1B2" / "Data" / "1" / "Messages" / "12.partial.emlx", emlx)
    assert [
        (Path(one.position).name, one.in_sent, one.data) for one in mails(box, tmp_path / "INBOX.mbox")
    ] == [
        ("byte 0", True, ONE),
        ("12.partial.emlx", False, TWO),
    ]


@pytest.mark.parametrize(("status", "bulk"), [(b"0001", True), (b"0009", False), (b"1008", False)])
def test_the_fast_way_does_not_count_expunged_bulk(status: bytes, bulk: bool) -> None:
    """It never looks at the whole of bulk mail; what is expunged it leaves to the parser, which refuses it."""
    header = (
        b"\nX-Mozilla-Status: " + status + b"\nReceived: from a by b; Wed, 4 Mar 2026 05:06:07 +0000\n"
        b"From: News <news@shop.example>\nTo: maya@example.net\nList-Id: <news.shop.example>\nPrecedence: bulk\n"
        b"Date: Wed, 4 Mar 2026 05:06:07 +0000\nMessage-ID: <b@shop.example>\nSubject: Sale\n"
    )
    assert Skimmer().skim(header, 0, UNKNOWN) is bulk
