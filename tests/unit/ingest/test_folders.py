"""Folders read by several processes and from memory: the mail of the plain way, file by file."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import index, pipeline, sources
from inbox_momentum.index import whose_mailbox
from inbox_momentum.ingest import crew, known_folder
from inbox_momentum.ingest.collect import Collected, Ways, collect
from inbox_momentum.ingest.known import Memory
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Mailbox, Message, RawMessage, Settings
from inbox_momentum.report import json_report
from inbox_momentum.sources.folder import FolderSource
from inbox_momentum.store import Store
from tests.simulation.run import write_mbox
from tests.simulation.story import AS_OF, mailbox
from tests.simulation.world import OWNER
from tests.unit.ingest.test_known_mail import KILLED, ROOT, bulk, personal, same


def plain(letter: bytes) -> bytes:
    """Without its separator line."""
    return letter.partition(b"\n")[2]


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """A Maildir of a season with newsletters, and with everything beside it that folders collect."""
    season = tmp_path / "season.mbox"
    write_mbox(mailbox(4, AS_OF), season)
    root = tmp_path / "Mail"
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Junk/cur", ".Drafts/cur", "tree/a", "tree/b"):
        (root / name).mkdir(parents=True)
    for number, piece in enumerate(season.read_bytes().split(b"\nFrom ")):
        place = "tree/a" if number % 3 else "new" if number % 2 else "cur"
        (root / place / f"{number}.host:2,S").write_bytes(piece.partition(b"\n")[2])
    for number in range(50):
        place = (root / ("cur" if number % 2 else "tree/b")) / f"b{number}.eml"
        place.write_bytes(plain(bulk(number)).replace(b"\n", b"\r\n" if number % 5 == 0 else b"\n"))
    (root / ".Sent" / "cur" / "1:2,S").write_bytes(plain(personal(1)).replace(b"ann@friends", b"maya@x"))
    (root / ".Junk" / "cur" / "1:2,").write_bytes(plain(bulk(77)))
    (root / ".Drafts" / "cur" / "1:2,D").write_bytes(plain(personal(78)).replace(b"ann@friends", b"maya@x"))
    (root / "tree" / "box").write_bytes(b"".join(map(bulk, range(60, 70))) + personal(2) + bulk(71))
    (root / "tree" / "box.gz").write_bytes(gzip.compress(bulk(80) + personal(3)))
    with zipfile.ZipFile(root / "tree" / "old.zip", "w") as archive:
        archive.writestr("mail/x.mbox", bulk(81) + personal(4))
    (root / "tree" / "mac.eml").write_bytes(plain(personal(5)).replace(b"\n", b"\r"))
    (root / "tree" / "7.emlx").write_bytes(b"%d\n" % len(plain(personal(6))) + plain(personal(6)))
    (root / "tree" / "8.emlx").write_bytes(b"%d\n" % len(plain(bulk(82))) + plain(bulk(82)))
    (root / "tree" / "empty.eml").write_bytes(b"")
    (root / "cur" / "empty").write_bytes(b"")
    (root / "cur" / "long").write_bytes(b"X-Long: " + b"x" * 70_000 + b"\n" + plain(bulk(83)))
    (root / "cur" / "separated").write_bytes(bulk(84))
    (root / "tree" / "notes.txt").write_bytes(b"milk, bread")
    (root / "tree" / "data.eml").write_bytes(b"\0\1\2")
    (root / "tree" / "link").symlink_to("/etc/hostname")
    os.mkfifo(root / "tree" / "pipe")
    (root / os.fsdecode(b"tree/\xff\xfe.eml")).write_bytes(plain(personal(7)))
    return root


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "kept" / "store.sqlite3") as opened:
        yield opened


def read(folder: Path, store: Store | None = None, workers: int = 0, small: int = 30_000) -> Collected:
    memory = None if store is None else Memory(lambda: store, lambda _: None)
    ways = Ways(workers=workers, small=small, block=20_000, memory=memory)
    return collect([str(folder)], [OWNER], whose_mailbox, (), ways)


def one_by_one(folder: Path) -> Collected:
    """The way for small folders: message by message, in this process."""
    return read(folder, small=1 << 40)


def report(mail: Mailbox) -> dict[str, Any]:
    found: dict[str, Any] = json_report.as_json(pipeline.analyze(mail, AS_OF, Settings()), True)
    found.pop("input_digest")
    found["coverage"]["defects"] = [one for one in found["coverage"]["defects"] if one["fatal"]]
    return found


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_the_same_mail_in_the_same_order(maildir: Path, workers: int) -> None:
    found = read(maildir, workers=workers)
    expected = one_by_one(maildir)
    assert len(expected.crowd.times) > 60
    same(found, expected)


def test_the_figures_of_the_plain_way(maildir: Path) -> None:
    ways = Ways(workers=2, small=30_000)
    skimmed = pipeline.skim_mailbox([str(maildir)], [OWNER], None, AS_OF, ways=ways)
    assert skimmed.bulk.kept >= 50
    assert report(skimmed) == report(pipeline.read_mailbox([str(maildir)], [OWNER], None, AS_OF))


def test_a_large_mbox_in_a_folder_is_read_by_blocks(maildir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = (maildir / "tree" / "box").stat().st_size
    monkeypatch.setattr("inbox_momentum.ingest.collect._FILE", 1 << 20)
    found = read(maildir, small=small)
    expected = one_by_one(maildir)
    assert {repr(one) for one in found.messages} == {repr(one) for one in expected.messages}
    assert len(found.messages) == len(expected.messages)
    assert sorted(found.crowd.times) == sorted(expected.crowd.times)
    (maildir / "tree" / "box").unlink()
    with_it, without = len(found.messages), len(read(maildir, small=small).messages)
    assert with_it == without + 1


def test_a_folder_with_one_large_mbox_is_read_by_blocks_and_remembered(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an unpacked Takeout is."""
    place = tmp_path / "Takeout" / "Mail"
    place.mkdir(parents=True)
    (place / "All mail.mbox").write_bytes(
        b"".join(map(bulk, range(300))) + b"".join(map(personal, range(60)))
    )
    (place / "small.mbox").write_bytes(personal(70) + bulk(310))
    first = read(tmp_path / "Takeout", store, small=50_000)
    assert len(first.crowd.times) == 301
    expected = one_by_one(tmp_path / "Takeout")
    assert sorted(map(repr, first.messages)) == sorted(map(repr, expected.messages))
    assert sorted(first.crowd.times) == sorted(expected.crowd.times)
    seen = Read(monkeypatch)
    same(read(tmp_path / "Takeout", store, small=50_000), first)
    assert seen.parsed == 1  # the small one's


class Read:
    """Files that were opened for their message, and messages that were parsed, in this process."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        self.parsed = 0
        lone, parsed = FolderSource.lone, parse.parse

        def opening(source: FolderSource, file: Any, look: Any) -> Any:
            self.names.append(file.parts[-1])
            return lone(source, file, look)

        def parsing(raw: RawMessage) -> Any:
            self.parsed += 1
            return parsed(raw)

        patch.setattr(FolderSource, "lone", opening)
        patch.setattr(parse, "parse", parsing)


@pytest.fixture
def tidy(maildir: Path) -> Path:
    """The Maildir alone, with nothing but a message in each file."""
    for path in sorted((maildir / "tree").rglob("*")):
        if path.parent.name == "tree" and not path.is_dir():
            path.unlink()
    return maildir


@pytest.mark.parametrize("workers", [0, 2])
def test_an_unchanged_folder_is_not_opened_again(
    tidy: Path, store: Store, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    first = read(tidy, store, workers)
    same(first, one_by_one(tidy))
    seen = Read(monkeypatch)
    same(read(tidy, store), first)
    assert (seen.names, seen.parsed) == ([], 0)


def test_with_everything_beside_it_memory_changes_nothing(maildir: Path, store: Store) -> None:
    expected = one_by_one(maildir)
    for _ in range(3):
        same(read(maildir, store), expected)


def test_only_what_is_new_or_changed_is_opened(
    tidy: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(tidy, store)
    (tidy / "new" / "zz").write_bytes(plain(personal(50)))
    (tidy / "cur" / "b1.eml").unlink()
    (tidy / "cur" / "b3.eml").rename(tidy / "cur" / "b3.eml:2,S")
    changed = tidy / "cur" / "b5.eml"
    changed.write_bytes(plain(personal(51)))
    stamp = (tidy / "cur" / "b7.eml").stat()
    os.utime(tidy / "cur" / "b7.eml", ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1))
    expected = one_by_one(tidy)
    seen = Read(monkeypatch)
    same(read(tidy, store), expected)
    assert sorted(seen.names) == ["b3.eml:2,S", "b5.eml", "b7.eml", "zz"]
    seen.names.clear()
    same(read(tidy, store), expected)
    assert not seen.names


def test_what_is_gone_is_forgotten(tidy: Path, store: Store) -> None:
    read(tidy, store)
    before = store.inventory().files[0][1]
    for path in (tidy / "tree" / "a").iterdir():
        path.unlink()
    same(read(tidy, store), one_by_one(tidy))
    assert store.inventory().files[0][1] < before * 0.6


def test_another_edition_and_a_spoiled_index_are_read_anew(
    tidy: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(tidy, store)
    for spoil in (
        "UPDATE parsed SET packed = x'00'",
        "UPDATE file SET content = x'00'",
        "DELETE FROM parsed",
    ):
        store._database.execute(spoil)
        same(read(tidy, store), first)
    monkeypatch.setattr(known_folder, "edition", lambda: b"another edition!")
    seen = Read(monkeypatch)
    same(read(tidy, store), first)
    assert seen.parsed == sum(isinstance(one, Message) for one in first.messages)


def test_a_folder_with_too_many_files_is_not_remembered(
    tidy: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inbox_momentum.ingest.collect.MOST", 10)
    read(tidy, store)
    assert not store.inventory().files


@pytest.mark.parametrize("fatal", ["folder", "files", "rows"])
def test_a_process_that_dies_costs_time_not_mail(
    maildir: Path, store: Store, monkeypatch: pytest.MonkeyPatch, fatal: str
) -> None:
    asked = crew.Hand.request

    def dying(hand: crew.Hand, name: str, *values: object) -> None:
        asked(hand, name, *values)
        if name == fatal:
            hand._process.kill()

    monkeypatch.setattr(crew.Hand, "request", dying)
    same(read(maildir, store, workers=2), one_by_one(maildir))


def test_mail_that_an_answer_makes_matter_is_read_whole(tidy: Path, store: Store) -> None:
    read(tidy, store)
    answer = plain(personal(60)).replace(b"ann@friends", b"maya@x")
    answer = answer.replace(b"Message-ID:", b"In-Reply-To: <9@shop.example.com>\nMessage-ID:")
    (tidy / ".Sent" / "cur" / "2:2,S").write_bytes(answer)
    for _ in range(2):
        found = read(tidy, store)
        same(found, one_by_one(tidy))
        ids = {one.message_id for one in found.messages if isinstance(one, Message)}
        assert "9@shop.example.com" in ids


def test_a_file_that_goes_between_the_looks_is_as_if_never_there(
    tidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index.whose_mailbox

    def going(*values: Any) -> Any:
        (tidy / "cur" / "b9.eml").unlink(missing_ok=True)
        return before(*values)

    answer = plain(personal(60)).replace(b"ann@friends", b"maya@x")
    (tidy / ".Sent" / "cur" / "2:2,S").write_bytes(
        answer.replace(b"Message-ID:", b"In-Reply-To: <9@shop.example.com>\nMessage-ID:")
    )
    found = collect([str(tidy)], [OWNER], going, (), Ways(workers=0, small=0))
    everything = [one for one in sources.read([str(tidy)]) if not isinstance(one, Defect)]
    assert len([one for one in found.messages if isinstance(one, Message)]) == len(everything)


def test_killed_at_any_moment_the_next_run_finds_the_same(tidy: Path, tmp_path: Path) -> None:
    chance, place = random.Random(6), tmp_path / "killed" / "store.sqlite3"
    killed = 0
    for number in range(8):
        (tidy / "new" / f"k{number}").write_bytes(plain(personal(100 + number)))
        (tidy / "tree" / "b" / f"b{2 * number}.eml").unlink()
        words = [sys.executable, "-c", KILLED, str(tidy), str(place), str(chance.randint(1, 300))]
        killed += subprocess.run(words, cwd=ROOT, capture_output=True).returncode < 0
        with Store.open(place) as store:
            assert store.check() is None
            same(read(tidy, store), one_by_one(tidy))
    assert killed > 3
