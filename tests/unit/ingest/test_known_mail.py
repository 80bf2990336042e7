"""Messages that were parsed once are not parsed again, and never believed of a file that changed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum import index
from inbox_momentum.ingest import edition, known
from inbox_momentum.ingest.collect import Collected, Ways, collect
from inbox_momentum.ingest.known import Memory
from inbox_momentum.message import parse
from inbox_momentum.model import Message, RawMessage
from inbox_momentum.store import Store, StoredFile
from tests.simulation.run import write_mbox
from tests.simulation.story import AS_OF, mailbox
from tests.simulation.world import OWNER

PADDING = "It is a long way, so leave early.\n" * 60
ROOT = Path(__file__).resolve().parents[3]


def bulk(number: int) -> bytes:
    clock = f"{9 + number // 60:02d}:{number % 60:02d}"
    return (
        f"From a@x.example Mon Nov  2 09:00:00 2026\nReceived: from a by b; Mon, 2 Nov 2026 {clock}:01 +0000\n"
        f"From: Shop <news@shop.example.com>\nTo: {OWNER}\nSubject: Half price {number}\n"
        f"Date: Mon, 2 Nov 2026 {clock}:00 +0000\nMessage-ID: <{number}@shop.example.com>\n"
        f"List-Unsubscribe: <https://shop.example.com/out>\n\nSale.\n\n"
    ).encode()


def personal(number: int, more: str = "") -> bytes:
    return (
        f"From a@x.example Mon Nov  9 09:00:00 2026\n{more}From: Ann <ann@friends.example.com>\nTo: {OWNER}\n"
        f"Subject: Sunday {number}\nDate: Mon, 9 Nov 2026 09:00:00 +0000\n"
        f"Message-ID: <{number}@friends.example.com>\n\nSee you on Sunday {number}.\n{PADDING}\n"
    ).encode()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "box.mbox"
    write_mbox(mailbox(3, AS_OF), path)
    with path.open("ab") as file:
        file.write(b"".join(map(bulk, range(40))) + personal(1))
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "kept" / "store.sqlite3") as opened:
        yield opened


def read(box: Path | str, store: Store | None, workers: int = 0) -> Collected:
    memory = None if store is None else Memory(lambda: store, lambda _: None)
    ways = Ways(workers=workers, small=0, block=20_000, memory=memory)
    return collect([str(box)], [OWNER], index.whose_mailbox, (), ways)


def same(one: Collected, other: Collected) -> None:
    assert one.messages == other.messages
    assert [repr(message) for message in one.messages] == [repr(message) for message in other.messages]
    assert sorted(one.crowd.times) == sorted(other.crowd.times)
    assert one.copies == other.copies


class Parsed:
    """How often the parser was called in this process."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.subjects: list[str] = []
        before = parse.parse

        def noted(raw: RawMessage) -> Any:
            found = before(raw)
            self.subjects.append(found.subject if isinstance(found, Message) else "")
            return found

        patch.setattr(parse, "parse", noted)


@pytest.mark.parametrize("workers", [0, 2])
def test_an_unchanged_file_is_not_parsed_again(
    box: Path, store: Store, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    first = read(box, store, workers)
    same(first, read(box, None))
    parsed = Parsed(monkeypatch)
    same(read(box, store), first)
    assert not parsed.subjects


def test_of_an_appended_file_the_last_message_and_the_new_ones_are_parsed(
    box: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(box, store)
    with box.open("ab") as file:
        file.write(bulk(50) + personal(2) + bulk(51))
    expected = read(box, None)
    parsed = Parsed(monkeypatch)
    same(read(box, store), expected)
    assert parsed.subjects == ["Sunday 1", "Sunday 2"]
    parsed.subjects.clear()
    same(read(box, store), expected)
    assert not parsed.subjects


def test_a_last_message_that_grew_is_parsed_anew(box: Path, store: Store) -> None:
    read(box, store)
    with box.open("ab") as file:
        file.write(b"And bring the cake.\n")
    found = read(box, store)
    same(found, read(box, None))
    assert any("cake" in one.body.text for one in found.messages if isinstance(one, Message))


def test_a_change_inside_is_seen_though_the_size_is_the_same(tmp_path: Path, store: Store) -> None:
    """Far from every page that the sampled digest looks at."""
    path = tmp_path / "long.mbox"
    path.write_bytes(b"".join(map(personal, range(1000))))
    read(path, store)
    data = path.read_bytes()
    at = next(
        place
        for number in range(200, 900)
        if (place := data.index(b"See you on Sunday %d." % number)) % (len(data) // 64) > 8192
    )
    path.write_bytes(data[:at] + b"See me" + data[at + 6 :])
    stamp = path.stat()
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1_000_000))
    found = read(path, store)
    assert sum("See me" in one.body.text for one in found.messages if isinstance(one, Message)) == 1


def test_flags_that_thunderbird_writes_into_old_messages_are_seen(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "Inbox"
    status = "X-Mozilla-Status: 0001\n"
    path.write_bytes(b"".join(personal(number, status) for number in range(1000)))
    read(path, store)
    data = path.read_bytes()
    at = data.index(b"0001", data.index(b"Sunday 471") - 200)
    path.write_bytes(data[:at] + b"0009" + data[at + 4 :] + personal(3000, status))
    same(read(path, store), read(path, None))


def test_messages_say_the_name_that_the_source_has_now(
    box: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(box, store)
    monkeypatch.chdir(box.parent)
    parsed = Parsed(monkeypatch)
    found = read(box.name, store)
    assert not parsed.subjects
    same(found, read(box.name, None))
    assert {one.source for one in found.messages} == {box.name}


def test_a_file_that_lay_in_a_named_folder_is_read_anew_when_it_is_named_itself(
    tmp_path: Path, store: Store
) -> None:
    """The folder's name says what its mail is; from outside it is another name."""
    path = tmp_path / "Sent" / "2024" / "box"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"".join(map(personal, range(40))) + b"".join(map(bulk, range(40))))
    for source in (tmp_path / "Sent", path, path.parent, tmp_path):
        for _ in range(2):
            same(read(source, store), read(source, None))


def test_another_edition_of_the_program_reads_anew(
    box: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(box, store)
    monkeypatch.setattr(known, "edition", lambda: b"another edition!")
    parsed = Parsed(monkeypatch)
    same(read(box, store), first)
    assert len(parsed.subjects) == len(first.messages)


def test_the_edition_is_the_code_and_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = edition.edition.__wrapped__()
    assert told == edition.edition.__wrapped__()
    table = tmp_path / "senders.tsv"
    table.write_text("another")
    monkeypatch.setattr(edition.assets, "data", lambda name: table)
    assert edition.edition.__wrapped__() != told


def test_a_message_that_was_spoiled_is_parsed_again(
    box: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(box, store)
    store._database.execute("UPDATE parsed SET packed = x'00' WHERE place % 2 = 0")
    parsed = Parsed(monkeypatch)
    same(read(box, store), first)
    assert 0 < len(parsed.subjects) < len(first.messages)


def test_what_was_forgotten_is_parsed_again(box: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(box, store)
    assert store.drop_bodies(AS_OF) > 0
    parsed = Parsed(monkeypatch)
    same(read(box, store), first)
    assert parsed.subjects


def test_of_a_file_that_is_gone_nothing_is_kept(box: Path, store: Store, tmp_path: Path) -> None:
    store.keep_file(StoredFile("sync of work", 0, 0, b"", 0, b"not of a file"))
    other = tmp_path / "other.mbox"
    other.write_bytes(b"".join(map(personal, range(50))))
    read(box, store)
    read(other, store)
    assert store.files() == [str(box), str(other), "sync of work"]
    box.unlink()
    read(other, store)
    assert store.files() == [str(other), "sync of work"]
    assert store._database.execute("SELECT count(*) FROM parsed").fetchone() == (50,)


def test_a_bound_leaves_the_rest_to_be_parsed(
    box: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "_MOST", 60_000)
    first = read(box, store)
    assert 0 < store.inventory().files[0][1] < 100_000
    same(read(box, store), first)


KILLED = """
import os, signal, sys
from pathlib import Path
from inbox_momentum import index
from inbox_momentum.ingest import known
from inbox_momentum.ingest.collect import Ways, collect
from inbox_momentum.store import Store, StoredFile
known._AT_ONCE = 20_000
left = int(sys.argv[3])
def count():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0
with Store.open(Path(sys.argv[2])) as store:
    store._database.set_progress_handler(count, 5)
    ways = Ways(workers=0, small=0, memory=known.Memory(lambda: store, print))
    collect([sys.argv[1]], [], index.whose_mailbox, (), ways)
"""


def test_killed_at_any_moment_the_next_run_finds_the_same(box: Path, tmp_path: Path) -> None:
    chance, place = random.Random(5), tmp_path / "killed" / "store.sqlite3"
    killed = 0
    for number in range(8):
        with box.open("ab") as file:
            file.write(personal(100 + number))
        words = [sys.executable, "-c", KILLED, str(box), str(place), str(chance.randint(1, 400))]
        killed += subprocess.run(words, cwd=ROOT, capture_output=True).returncode < 0
        with Store.open(place) as store:
            assert store.check() is None
            found = read(box, store)
        same(found, read(box, None))
        if number % 3 == 2:
            box.write_bytes(box.read_bytes()[5_000:].partition(b"\nFrom ")[2].join((b"From ", b"")))
    assert killed > 3
