"""Real mail of many origins: nothing is lost, invented or able to stop the reader."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from inbox_momentum import index, sources
from inbox_momentum.message import parse
from inbox_momentum.model import Clock, Defect, Direction, Mailbox, RawMessage
from inbox_momentum.sources.folder import FolderSource
from inbox_momentum.sources.protocol import Place

pytestmark = pytest.mark.corpora


def present(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not among the corpora of this machine")
    return path


def read(*paths: Path) -> list[RawMessage | Defect]:
    return list(sources.read([str(path) for path in paths]))


def build(*paths: Path, me: tuple[str, ...] = ()) -> Mailbox:
    found = read(*paths)
    mailbox = index.build((one if isinstance(one, Defect) else parse.parse(one) for one in found), me=me)
    assert mailbox.found == sum(isinstance(one, RawMessage) or one.fatal for one in found)
    assert (
        mailbox.found == len(mailbox.entries) + mailbox.duplicates + mailbox.outside_window + mailbox.rejected
    )
    return mailbox


@pytest.mark.parametrize("name", ["linux-mips-2002.mbox", "mutt-ng-devel.mbox"])
def test_list_archives_hold_what_a_plain_count_finds(corpora: Path, name: str) -> None:
    path = present(corpora / "lists" / name)
    data = path.read_bytes()
    separators = re.findall(rb"(?m)^From [^\n]*\d\d:\d\d:\d\d \d{4}$(?=\n[A-Za-z-]+:)", data)
    found = read(path)
    assert len(found) == len(separators) > 100
    for one in found:
        assert isinstance(one, RawMessage)
        start = int(one.position.removeprefix("byte "))
        line_end = data.index(b"\n", start) + 1
        assert data[start : start + 5] == b"From "
        assert data[line_end : line_end + 200].startswith(one.data[:100])
        assert not (one.in_sent or one.in_junk or one.is_draft)


def test_an_archive_is_nobodys_mailbox(corpora: Path) -> None:
    mailbox = build(present(corpora / "lists" / "linux-mips-2002.mbox"))
    assert mailbox.owner.addresses == ()
    assert mailbox.latency_refused_because is not None


@pytest.mark.parametrize(
    ("name", "files", "sent", "address"),
    [
        ("crandell-s", 519, 149, "sean.crandall@enron.com"),
        ("phanis-s", 35, 4, "stephanie.panus@enron.com"),
        ("slinger-r", 132, 48, "ryan.slinger@enron.com"),
    ],
)
def test_enron_mailboxes(corpora: Path, name: str, files: int, sent: int, address: str) -> None:
    root = present(corpora / "enron" / name)
    assert sum(path.is_file() for path in root.rglob("*")) == files
    mailbox = build(root)
    assert mailbox.found == len(mailbox.entries) == files
    assert sum(one.message.in_sent for one in mailbox.entries) == sent
    assert mailbox.owner.addresses == (address,)
    assert build(root, me=(address,)).owner.addresses == (address,)
    assert all(one.direction is Direction.OUT for one in mailbox.entries if one.message.in_sent)
    assert {one.clock for one in mailbox.entries} == {Clock.DATE}
    assert mailbox.sent_found


def test_one_mailbox_as_tree_mbox_and_maildir(corpora: Path, tmp_path: Path) -> None:
    root = present(corpora / "enron" / "slinger-r")
    maildir = tmp_path / "Maildir"
    for number, path in enumerate(sorted(path for path in root.rglob("*") if path.is_file())):
        folder = path.parent.name
        data = path.read_bytes()
        target = maildir / f".{folder}" / "cur" / f"{number}:2,S"
        target.parent.mkdir(parents=True, exist_ok=True)
        (maildir / f".{folder}" / "new").mkdir(exist_ok=True)
        target.write_bytes(data)
        quoted = re.sub(rb"(?m)^From ", b">From ", data)
        with (tmp_path / f"{folder}.mbox").open("ab") as file:
            file.write(b"From x@y.example Tue Jan  1 15:38:05 2002\n" + quoted + b"\n")
    forms = [build(root), build(maildir), build(*sorted(tmp_path.glob("*.mbox")))]

    def facts(mailbox: Mailbox) -> object:
        return (
            [
                (
                    e.id,
                    e.direction,
                    e.at,
                    e.clock,
                    e.addressed,
                    e.message.digest,
                    e.message.in_sent,
                    e.message.body.new_text,
                )
                for e in mailbox.entries
            ],
            mailbox.owner,
            mailbox.sent_found,
            mailbox.duplicates,
        )

    assert facts(forms[0]) == facts(forms[1]) == facts(forms[2])


def test_apple_samples(corpora: Path) -> None:
    found = read(present(corpora / "apple"))
    mails = [one for one in found if isinstance(one, RawMessage)]
    emlx = [path for path in (corpora / "apple").rglob("*.emlx") if path.name != "invalid.emlx"]
    assert {Path(one.position).name for one in mails} >= {path.name for path in emlx}
    assert all(not one.data.rstrip().endswith(b"</plist>") for one in mails)
    assert any(one.internal_at is not None for one in mails)


def test_zip_and_mbox_hold_the_same(corpora: Path, tmp_path: Path) -> None:
    packed = present(corpora / "parser" / "mox" / "testdata" / "importtest.mbox.zip")
    with zipfile.ZipFile(packed) as archive:
        plain = tmp_path / "plain"
        plain.write_bytes(archive.read("importtest.mbox"))
    found = [one for one in read(packed) if isinstance(one, RawMessage)]
    assert [one.data for one in read(plain) if isinstance(one, RawMessage)] == [one.data for one in found]
    assert [one.position for one in found] == ["byte 0", "byte 414"]
    assert b"\nFrom testing\n" in found[0].data


def test_notmuch_maildirs(corpora: Path) -> None:
    root = present(corpora / "parser" / "notmuch" / "test" / "corpora" / "default")
    files = [path for path in root.rglob("*") if path.is_file() and path.parent.name in ("cur", "new")]
    found = [one for one in read(root) if isinstance(one, RawMessage)]
    assert {one.position for one in found} >= {path.relative_to(root).as_posix() for path in files}
    assert all("cur" not in (one.folder or "").split("/") for one in found)


FOLDERS = ["parser", "apple", "dkim", "threading", "outlook", "reply_parsing", "calendar"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_corpus_goes_through_and_sums_hold(corpora: Path, folder: str) -> None:
    root = present(corpora / folder)
    if not any(isinstance(one, RawMessage) for one in FolderSource(str(root), Place("x")).messages()):
        pytest.skip(f"{folder} holds no mail of a format that can be read")
    mailbox = build(root)
    assert mailbox.found > 0
    assert all(defect.position and defect.source for defect in mailbox.defects)


@pytest.mark.parametrize("name", ["importtest.mbox"])
def test_a_copy_twice_is_all_duplicates(corpora: Path, tmp_path: Path, name: str) -> None:
    source = present(corpora / "parser" / "mox" / "testdata" / name)
    shutil.copy(source, tmp_path / "again")
    once, twice = build(source), build(source, tmp_path / "again")
    assert [one.id for one in once.entries] == [one.id for one in twice.entries]
    assert twice.duplicates == once.duplicates + once.found
