"""Every format a path can have, told by content; and what must never stall or be lost."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inbox_momentum import sources
from inbox_momentum.model import Defect, RawMessage, SourceError
from inbox_momentum.sources import bounds
from inbox_momentum.sources.detect import Kind, kind_of

ONE = b"From: ana@acme.example\nTo: maya@example.net\nSubject: one\nMessage-ID: <1@x>\n\nfirst\n"
TWO = b"From: maya@example.net\nTo: ana@acme.example\nSubject: two\nMessage-ID: <2@x>\n\nsecond\n"
SEP = b"From a@x.example Tue Jan  1 15:38:05 2002\n"
MBOX = SEP + ONE + b"\n" + SEP + TWO + b"\n"


def messages(*paths: Path | str) -> list[RawMessage]:
    return [one for one in sources.read([str(path) for path in paths]) if isinstance(one, RawMessage)]


def defects(*paths: Path | str) -> list[Defect]:
    return [one for one in sources.read([str(path) for path in paths]) if isinstance(one, Defect)]


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def maildir(root: Path, *folders: str) -> Path:
    for folder in folders or ("",):
        for part in ("cur", "new", "tmp"):
            (root / folder / part).mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"\n\r\n", Kind.EMPTY),
        (MBOX, Kind.MBOX),
        (b"\xef\xbb\xbf\r\n" + MBOX, Kind.MBOX),
        (ONE, Kind.MESSAGE),
        (b"\r\n" + ONE.replace(b"\n", b"\r\n"), Kind.MESSAGE),
        (b"Received: from x\n\tby y; z\nbroken line\nFrom: a\n\nx", Kind.MESSAGE),
        (b"Subject: only\nTo: a@b\n\n", Kind.MESSAGE),
        (b"86\n" + ONE, Kind.EMLX),
        (b"497      \n" + ONE, Kind.EMLX),
        (b"Title: a document\nAuthor: b\n\ntext", Kind.UNKNOWN),
        (b"name: ci\non: push\n", Kind.UNKNOWN),
        (b"Subject: a note\n\nnothing else", Kind.UNKNOWN),
        (b"From the author: this is prose.\n", Kind.UNKNOWN),
        (b"Example of an mbox:\n\n" + MBOX, Kind.UNKNOWN),
        (b"<html>From: x</html>", Kind.UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", Kind.UNKNOWN),
        (b"12\nlines of text", Kind.UNKNOWN),
        (b"PK\x03\x04xx", Kind.ZIP),
        (b"!BDN....", Kind.OUTLOOK_STORE),
        (b"\x00" * 300, Kind.UNKNOWN),
    ],
)
def test_kind_is_told_by_content(head: bytes, kind: Kind) -> None:
    assert kind_of(head) is kind


def test_a_named_file_may_have_text_before_its_first_message() -> None:
    assert kind_of(b"Exported today.\n\n" + MBOX, named=True) is Kind.MBOX


@pytest.mark.parametrize("name", ["mail.mbox", "mail.txt", "mail", "mail.jpg"])
def test_mbox_under_any_name(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name, MBOX)
    assert [(one.source, one.position, one.data) for one in messages(path)] == [
        (str(path), "byte 0", ONE),
        (str(path), f"byte {len(SEP + ONE) + 1}", TWO),
    ]


def zstd(data: bytes) -> bytes:
    package = pytest.importorskip("zstandard", reason="the optional package zstandard is not installed")
    packed: bytes = package.ZstdCompressor().compress(data)
    return packed


PACKERS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, lzma.compress, zstd]


@pytest.mark.parametrize("pack", PACKERS)
def test_compressed_streams(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = put(tmp_path / "Sent.mbox.packed", pack(MBOX))
    assert [one.data for one in messages(path)] == [ONE, TWO]
    members = put(tmp_path / "several", pack(MBOX[:70]) + pack(MBOX[70:]))
    assert [one.data for one in messages(members)] == [ONE, TWO]
    lone = put(tmp_path / "lone", pack(ONE))
    assert [one.data for one in messages(lone)] == [ONE]


@pytest.mark.parametrize("pack", PACKERS)
def test_a_cut_compressed_stream_says_so(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    noise = b"".join(b"%d %d\n" % (i, i * i * 7919 % 1_000_003) for i in range(60_000))
    packed = pack(SEP + ONE + noise + b"\n" + SEP + TWO)
    path = put(tmp_path / "cut", packed[: len(packed) - 20])
    if pack is bz2.compress:  # one block, of which nothing can be read
        with pytest.raises(SourceError, match="end too early"):
            sources.read([str(path)])
        return
    found = list(sources.read([str(path)]))
    assert isinstance(found[-1], Defect)
    assert found[-1].code == "source-broken"
    assert found[-1].fatal


@pytest.mark.parametrize("pack", PACKERS)
def test_a_bomb_is_stopped(
    tmp_path: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "EXPANSION_FREE", 1 << 20)
    monkeypatch.setattr(bounds, "EXPANSION", 20)
    path = put(tmp_path / "bomb", pack(SEP + ONE + b"0" * (30 << 20)))
    try:
        [defect] = defects(path)
    except SourceError as refused:  # zstandard shows it at once
        assert "expand" in str(refused)
        return
    assert defect.fatal
    assert "expand" in defect.detail


def test_maildir(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Maildir", "", ".Sent", ".Entw&APw-rfe", ".Archive.2021")
    put(root / "cur" / "1700000000.1.host:2,S", ONE)
    put(root / "new" / "1700000001.1.host", ONE)
    put(root / "tmp" / "1700000002.1.host", ONE)
    put(root / "cur" / "1700000003.1.host:2,DS", TWO)
    put(root / ".Sent" / "cur" / "1700000004.1.host:2,S", TWO)
    put(root / ".Entw&APw-rfe" / "cur" / "1700000005.1.host:2,", TWO)
    put(root / ".Archive.2021" / "cur" / "1700000006.1.host:2,T", ONE)
    put(root / "dovecot.index", b"\x07\x00\x00")
    found = {one.position: one for one in messages(root)}
    assert set(found) == {
        "cur/1700000000.1.host:2,S",
        "new/1700000001.1.host",
        "cur/1700000003.1.host:2,DS",
        ".Sent/cur/1700000004.1.host:2,S",
        ".Entw&APw-rfe/cur/1700000005.1.host:2,",
        ".Archive.2021/cur/1700000006.1.host:2,T",
    }
    assert {position for position, one in found.items() if one.in_sent} == {".Sent/cur/1700000004.1.host:2,S"}
    assert {position for position, one in found.items() if one.is_draft} == {
        "cur/1700000003.1.host:2,DS",
        ".Entw&APw-rfe/cur/1700000005.1.host:2,",
    }
    assert all(one.source == str(root) and one.internal_at is None for one in found.values())
    assert found[".Sent/cur/1700000004.1.host:2,S"].folder == ".Sent"


def test_a_maildir_folder_named_alone_is_still_sent(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Maildir", ".Sent")
    file = put(root / ".Sent" / "cur" / "1:2,S", TWO)
    for path in (root / ".Sent", root / ".Sent" / "cur", f"{root / '.Sent'}/"):
        assert [one.in_sent for one in messages(path)] == [True], path
    assert [one.is_draft for one in messages(file)] == [False]


def test_file_times_are_no_receipt_times(tmp_path: Path) -> None:
    file = put(maildir(tmp_path / "M") / "cur" / "1:2,S", ONE)
    os.utime(file, (1, 1))
    assert messages(tmp_path / "M")[0].internal_at is None
    assert messages(put(tmp_path / "x.mbox", MBOX))[0].internal_at is None


def test_takeout_lines_give_the_receipt_time(tmp_path: Path) -> None:
    line = b"From 1773664405479613283@xxx Tue Aug 08 12:36:29 +0000 2023\n"
    path = put(tmp_path / "All mail.mbox", line + b"X-GM-THRID: 7\nX-Gmail-Labels: Gesendet\n" + TWO)
    [one] = messages(path)
    assert one.internal_at == datetime(2023, 8, 8, 12, 36, 29, tzinfo=UTC)
    assert one.in_sent


def test_maildir_and_mbox_hold_the_same_bytes(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Maildir")
    put(root / "cur" / "1:2,S", ONE)
    put(root / "cur" / "2:2,S", TWO)
    path = put(tmp_path / "x.mbox", MBOX)
    assert [one.data for one in messages(root)] == [one.data for one in messages(path)]


def test_folder_tree_of_plain_names(tmp_path: Path) -> None:
    put(tmp_path / "box" / "inbox" / "13.", ONE)
    put(tmp_path / "box" / "sent_items" / "2.", TWO)
    put(tmp_path / "box" / "notes.txt", b"Buy milk: today\n")
    put(tmp_path / "box" / "photo.jpg", b"\xff\xd8\xff\x00")
    found = messages(tmp_path / "box")
    assert [(one.position, one.folder, one.in_sent) for one in found] == [
        ("inbox/13.", "inbox", False),
        ("sent_items/2.", "sent_items", True),
    ]
    [left] = defects(tmp_path / "box")
    assert not left.fatal
    assert left.detail.startswith("2 files hold no mail")


def test_mh_folder(tmp_path: Path) -> None:
    put(tmp_path / "Mail" / "inbox" / "1", ONE)
    put(tmp_path / "Mail" / "inbox" / ".mh_sequences", b"unseen: 1\n")
    put(tmp_path / "Mail" / "sent" / "1", TWO)
    assert [(one.position, one.in_sent) for one in messages(tmp_path / "Mail")] == [
        ("inbox/1", False),
        ("sent/1", True),
    ]


def test_a_single_message_knows_its_folder(tmp_path: Path) -> None:
    [one] = messages(put(tmp_path / "Sent Items" / "a.eml", TWO))
    assert one.in_sent
    assert one.position == "a.eml"
    [other] = messages(put(tmp_path / "a.eml", ONE))
    assert not other.in_sent


@pytest.mark.parametrize("name", ["Sent", "Sent.mbox", "Gesendet.mbox", "sent-mail", "Sent Items.mbx"])
def test_an_mbox_named_sent(tmp_path: Path, name: str) -> None:
    assert all(one.in_sent for one in messages(put(tmp_path / name, MBOX)))


def test_the_way_to_a_source_says_nothing(tmp_path: Path) -> None:
    path = put(tmp_path / "sent" / "drafts" / "2023" / "all.mbox", MBOX)
    assert not any(one.in_sent or one.is_draft for one in messages(path))


def test_thunderbird_profile(tmp_path: Path) -> None:
    root = tmp_path / "abc.default"
    put(root / "prefs.js", b"")
    put(root / "cache" / "old.eml", ONE)
    put(
        root / "Mail" / "Local Folders" / "Inbox",
        b"From - Tue Jan 01 15:38:05 2002\nX-Mozilla-Status: 0001\n" + ONE,
    )
    put(root / "Mail" / "Local Folders" / "Inbox.msf", b'// <!-- <mdb:mork:z v="1.4"/> -->\n')
    put(root / "ImapMail" / "imap.example.net" / "Sent", b"From - Tue Jan 01 15:38:05 2002\n" + TWO)
    put(root / "ImapMail" / "imap.example.net" / "INBOX.sbd" / "Jobs", SEP + ONE)
    put(root / "ImapMail" / "imap.example.net" / "Empty", b"")
    assert [(one.source.removeprefix(str(root)), one.in_sent) for one in messages(root)] == [
        ("/ImapMail/imap.example.net/Sent", True),
        ("/ImapMail/imap.example.net/INBOX.sbd/Jobs", False),
        ("/Mail/Local Folders/Inbox", False),
    ]


PLIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>flags</key><integer>%d</integer><key>date-received</key><integer>1581000000</integer></dict></plist>
"""


def test_apple_mail(tmp_path: Path) -> None:
    root = tmp_path / "V9"
    put(root / "INBOX.mbox" / "Messages" / "1.emlx", b"%-10d\n" % len(ONE) + ONE + PLIST % 1)
    put(root / "Sent Messages.mbox" / "Messages" / "2.emlx", b"%d\n" % len(TWO) + TWO + PLIST % 1)
    put(root / "INBOX.mbox" / "Messages" / "3.partial.emlx", b"%d\n" % len(TWO) + TWO + PLIST % 65)
    put(root / "INBOX.mbox" / "Messages" / "4.emlx", b"%d\n" % len(ONE) + ONE + b"<plist>&bomb;")
    put(root / "Old.mbox" / "mbox", MBOX)
    found = {
        (one.position if "/" in one.position else one.source.removeprefix(str(root))): one
        for one in messages(root)
    }
    first = found["INBOX.mbox/Messages/1.emlx"]
    assert (first.data, first.is_draft) == (ONE, False)
    assert first.internal_at == datetime.fromtimestamp(1581000000, UTC)
    assert found["Sent Messages.mbox/Messages/2.emlx"].in_sent
    assert found["INBOX.mbox/Messages/3.partial.emlx"].is_draft
    assert found["INBOX.mbox/Messages/4.emlx"].internal_at is None
    assert len(messages(root)) == 6


def test_links_pipes_and_bad_files_do_not_stall(tmp_path: Path) -> None:
    root = tmp_path / "box"
    put(root / "a.eml", ONE)
    put(tmp_path / "outside" / "secret.eml", TWO)
    (root / "link.eml").symlink_to(tmp_path / "outside" / "secret.eml")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "again.eml").symlink_to(root / "a.eml")
    (root / "loop").symlink_to(root)
    (root / "self").symlink_to(root / "self")
    os.mkfifo(root / "pipe.eml")
    put(root / "empty.eml", b"")
    put(root / "garbage.eml", b"\0\1\2\3" * 100)
    put(root / "odd.eml", b"no header at all\n")
    assert sorted(one.position for one in messages(root)) == ["a.eml", "odd.eml"]
    assert {(one.position, one.code, one.fatal) for one in defects(root)} == {
        ("link.eml", "link-leaves-source", True),
        ("folder", "link-leaves-source", True),
        ("pipe.eml", "not-a-file", True),
        ("garbage.eml", "not-a-message", True),
    }


def test_empty_files_of_a_maildir_are_counted(tmp_path: Path) -> None:
    root = maildir(tmp_path / "M")
    put(root / "cur" / "1:2,S", b"")
    os.mkfifo(root / "new" / "2")
    put(root / "new" / "3", b"\x00\x01 no mail at all")
    found = list(sources.read([str(root)]))
    assert {(one.position, one.code) for one in found if isinstance(one, Defect)} == {
        ("cur/1:2,S", "message-empty"),
        ("new/2", "not-a-file"),
    }
    assert [one.position for one in found if isinstance(one, RawMessage)] == ["new/3"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files_are_counted(tmp_path: Path) -> None:
    root = maildir(tmp_path / "M")
    put(root / "cur" / "1:2,S", ONE).chmod(0)
    put(root / "cur" / "2:2,S", TWO)
    assert [one.code for one in defects(root)] == ["message-unreadable"]
    assert len(messages(root)) == 1


def test_large_single_messages_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MESSAGE", 5_000)
    [one] = messages(put(tmp_path / "a.eml", ONE + b"x" * 50_000))
    assert len(one.data) == 5_000
    assert [defect.code for defect in one.defects] == ["message-truncated"]


def archive_of(path: Path, members: Sequence[tuple[str, bytes]]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in members:
                packed.writestr(name, data)
        return path
    with tarfile.open(path, "w:gz" if path.suffix == ".tgz" else "w") as tar:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


TAKEOUT = (
    ("Takeout/archive_browser.html", b"<html></html>"),
    ("Takeout/Groups/someone@example.org/topics.mbox", MBOX),
    ("Takeout/Mail/Gesendet.mbox", SEP + TWO),
    ("Takeout/Mail/" + "n" * 150 + ".mbox", MBOX),
    ("Takeout/Mail/exactly.mbox", SEP + ONE + b"x" * (1024 - len(SEP + ONE))),
)


@pytest.mark.parametrize("suffix", [".zip", ".tgz", ".tar"])
def test_archives_are_read_in_place(tmp_path: Path, suffix: str) -> None:
    path = archive_of(tmp_path / f"takeout{suffix}", TAKEOUT)
    found = messages(path)
    assert sorted((one.source.removeprefix(str(path)), one.position, one.in_sent) for one in found) == [
        ("/Takeout/Mail/Gesendet.mbox", "byte 0", True),
        ("/Takeout/Mail/exactly.mbox", "byte 0", False),
        ("/Takeout/Mail/" + "n" * 150 + ".mbox", "byte 0", False),
        ("/Takeout/Mail/" + "n" * 150 + ".mbox", f"byte {len(SEP + ONE) + 1}", False),
    ]
    assert {one.code for one in defects(path)} == {"list-archive-left-out", "files-without-mail"}
    assert not any(one.fatal for one in defects(path))
    assert len(messages(tmp_path)) == 4


@pytest.mark.parametrize("suffix", [".zip", ".tgz"])
def test_names_that_leave_the_archive_are_refused(tmp_path: Path, suffix: str) -> None:
    names = ("../../evil.eml", "/etc/evil.eml", "a/../../evil.eml", "C:\\evil.eml")
    path = archive_of(tmp_path / f"x{suffix}", [*((name, TWO) for name in names), ("ok.eml", ONE)])
    assert [one.position for one in messages(path)] == ["ok.eml"]
    assert [one.code for one in defects(path)] == ["archive-unsafe-name"] * 4


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as tar:
        link = tarfile.TarInfo("a.eml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
        info = tarfile.TarInfo("b.eml")
        info.size = len(ONE)
        tar.addfile(info, io.BytesIO(ONE))
    assert [one.position for one in messages(path)] == ["b.eml"]


@pytest.mark.parametrize("suffix", [".zip", ".tgz", ".tar"])
def test_damaged_archives_keep_what_can_be_read(tmp_path: Path, suffix: str) -> None:
    noise = b"".join(b"%d\n" % (i * i * 7919 % 1_000_003) for i in range(20_000))
    path = archive_of(
        tmp_path / f"x{suffix}", [("a.mbox", MBOX), ("b.mbox", SEP + ONE + noise), ("c.eml", ONE)]
    )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    if suffix == ".tar":
        data = data[:middle]
    else:
        data[middle : middle + 64] = bytes(64)
    path.write_bytes(data)
    found = list(sources.read([str(path)]))
    assert [one.data for one in found if isinstance(one, RawMessage)][:2] == [ONE, TWO]
    assert any(isinstance(one, Defect) and one.fatal for one in found)


def test_an_encrypted_member_is_counted(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "x.zip", [("a.eml", ONE), ("b.eml", TWO)])
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[entry + 8] |= 1
    data[data.index(b"PK\x03\x04", 4) + 6] |= 1
    path.write_bytes(data)
    assert [one.position for one in messages(path)] == ["a.eml"]
    assert [(one.code, one.fatal) for one in defects(path)] == [("source-broken", True)]


def test_a_zip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "EXPANSION_FREE", 1 << 20)
    monkeypatch.setattr(bounds, "EXPANSION", 20)
    path = archive_of(tmp_path / "x.zip", [("a.mbox", SEP + ONE + b"0" * (30 << 20)), ("b.eml", TWO)])
    assert [one.data for one in messages(path)][-1] == TWO
    assert any("expand" in one.detail for one in defects(path))


def test_a_tar_with_an_absurd_header_is_stopped(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, (1 << 33) - 1
    good = tarfile.TarInfo("a.eml")
    good.size = len(ONE)
    block = good.tobuf() + ONE.ljust(512, b"\0")
    path = put(tmp_path / "x.tar", block + info.tobuf(tarfile.USTAR_FORMAT) + b"0" * 4096)
    assert [one.position for one in messages(path)] == ["a.eml"]
    assert [one.code for one in defects(path)] == ["source-broken"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda root: root / "missing.mbox", "does not exist"),
        (lambda root: put(root / "photo.jpg", b"\xff\xd8\xff\xe0\x00"), "no known format"),
        (lambda root: put(root / "mail.mbox", b"just text\n"), "no known format"),
        (lambda root: put(root / "x.pst", b"!BDN" + b"\0" * 100), "Outlook data file"),
        (lambda root: put(root / "x.gz", gzip.compress(b"just text\n")), "no known format"),
        (lambda root: put(root / "x.gz", b"\x1f\x8b\x08garbage"), "damaged"),
        (lambda root: put(root / "a" / "notes.txt", b"hello\n").parent, "holds no mail"),
        (lambda root: put(root / "x.zip", b"PK\x03\x04garbage"), "could not be read"),
        (lambda root: archive_of(root / "y.zip", [("a.txt", b"x")]), "holds no mail"),
        (lambda root: archive_of(root / "y.tgz", [("a.txt", b"x")]), "holds no mail"),
    ],
)
def test_refusals_come_first_and_in_plain_words(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    good = put(tmp_path / "good.mbox", MBOX)
    bad = make(tmp_path)
    with pytest.raises(SourceError, match=words) as refused:
        sources.read([str(good), str(bad)])
    assert str(bad) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_status == 3


def test_pipes_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="standard input"):
        sources.read([str(tmp_path / "pipe")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_sources_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "x.mbox", MBOX).chmod(0)
    with pytest.raises(SourceError, match="may not be read"):
        sources.read([str(tmp_path / "x.mbox")])


def test_empty_sources_are_ordinary(tmp_path: Path) -> None:
    assert messages(put(tmp_path / "Sent", b""), maildir(tmp_path / "M")) == []


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("data", [MBOX, gzip.compress(MBOX)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(data))
    assert [(one.source, one.position) for one in messages("-")] == [
        ("-", "byte 0"),
        ("-", f"byte {len(SEP + ONE) + 1}"),
    ]


def test_standard_input_twice_or_without_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="twice"):
        sources.read(["-", "-"])
    monkeypatch.setattr(sys, "stdin", _Input(b"hello\n"))
    with pytest.raises(SourceError, match="no mail"):
        sources.read(["-"])


def test_names_that_are_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.eml"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.write(handle, ONE)
        os.close(handle)
    except OSError:
        pytest.skip("this file system refuses names that are no UTF-8")
    [one] = messages(tmp_path)
    one.position.encode("utf-8")


def test_several_sources_in_order(tmp_path: Path) -> None:
    one, two = put(tmp_path / "b.mbox", SEP + ONE), put(tmp_path / "a.eml", TWO)
    assert [found.data for found in messages(one, two)] == [ONE, TWO]
