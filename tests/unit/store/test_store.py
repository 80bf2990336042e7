"""The store: what goes in comes out, each call is whole, and trouble is said plainly."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum import places
from inbox_momentum.store import (
    Store,
    StoreBusy,
    StoredFile,
    StoredMessage,
    StoredRun,
    StoreError,
    database,
    erase,
    schema,
    text,
)

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.sqlite3"


def message(uid: int, **changes: object) -> StoredMessage:
    values: dict[str, object] = {
        "folder": "INBOX",
        "uid": uid,
        "internal_at": MONDAY + timedelta(minutes=uid % 9999),
        "size": 4000,
        "flags": ("\\Seen",),
        "labels": (),
        "gm_thread_id": None,
        "header": b"Message-ID: <%d@x.example>\r\n\r\n" % uid,
        "body": None,
    }
    return StoredMessage(**{**values, **changes})  # type: ignore[arg-type]


def run(as_of: datetime, profile: str = "work", report: bytes = b"{}") -> StoredRun:
    return StoredRun(profile, as_of, "0.1.0", "abc", report, "/home/maya/reports")


# --------------------------------------------------------------------------- place


def test_the_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; os.umask(0)\n"
        "from inbox_momentum.store import Store\n"
        "with Store.open(Path(sys.argv[1])) as store, store.lock('weekly'):\n"
        "    store.open_folder('a', 'INBOX', None, 1)\n"
    )
    folder = tmp_path / "data"
    subprocess.run([sys.executable, "-c", code, str(folder / "s.sqlite3")], check=True)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}


def test_a_file_that_others_may_read_is_made_private(path: Path) -> None:
    Store.open(path).close()
    path.chmod(0o644)
    Store.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_users_own_store_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Store.open() as store:
        assert store.path == places.data_folder() / "store.sqlite3"
    assert stat.S_IMODE(places.data_folder().stat().st_mode) == 0o700


def test_at_rest_there_is_one_database_file(path: Path) -> None:
    with Store.open(path) as store:
        store.open_folder("work", "INBOX", None, 1)
    assert [one.name for one in path.parent.iterdir() if one.stat().st_size] == [path.name]


def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"--no-store"):
        Store.open(tmp_path / "file" / "s.sqlite3")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=r"--no-store"):
        Store.open(tmp_path / "folder")


# --------------------------------------------------------------------------- mailbox files


def test_a_file_is_kept_renewed_and_dropped(path: Path) -> None:
    first = StoredFile("/mail/\udcff.mbox", 10, 2**62, b"\x00\xff", 8, b"index" * 1000)
    with Store.open(path) as store:
        assert store.file(first.key) is None
        store.keep_file(first)
        later = StoredFile(first.key, 20, 2**62 + 1, b"", 20, b"")
        assert store.file(first.key) == first
        store.keep_file(later)
    with Store.open(path) as store:
        assert store.file(first.key) == later
        store.drop_file(first.key)
        assert store.file(first.key) is None


def test_a_spoiled_index_is_as_none(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_file(StoredFile("/a", 1, 1, b"f", 1, b"the index of a mailbox"))
    data = path.read_bytes()
    path.write_bytes(data.replace(b"the index of a mailbox", b"the index of a mailbux"))
    with Store.open(path) as store:
        assert store.file("/a") is None


# --------------------------------------------------------------------------- accounts


def test_messages_come_back_as_they_went_in(path: Path) -> None:
    odd = message(
        2,
        flags=("$\ud800", ""),
        labels=("\\Inbox", "Büro"),
        gm_thread_id="17\udc80",
        internal_at=None,
        size=0,
    )
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(1), odd], 2, modseq=99)
        store.keep_bodies(inbox.id, {1: b"hello" * 500})
    with Store.open(path) as store:
        assert list(store.messages("work")) == [message(1, body=b"hello" * 500), odd]
        assert store.uids(inbox.id) == {1, 2}
        known = store.folder("work", "INBOX")
        assert known is not None
        assert (known.last_uid, known.modseq, known.uidvalidity) == (2, 99, 7)
        assert list(store.messages("home")) == []


def test_a_batch_again_doubles_nothing_and_keeps_bodies(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(1), message(2)], 2, modseq=5)
        store.keep_bodies(inbox.id, {1: b"hello"})
        store.keep_headers(inbox.id, [message(1, flags=()), message(2)], 1)
        assert [(m.uid, m.flags, m.body) for m in store.messages("work")] == [
            (1, (), b"hello"),
            (2, ("\\Seen",), None),
        ]
        known = store.folder("work", "INBOX")
        assert known is not None
        assert (known.last_uid, known.modseq) == (2, 5), "neither goes back"


def test_new_uidvalidity_empties_the_folder_alone(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        sent = store.open_folder("work", "Sent", "sent", 1)
        for folder in (inbox, sent):
            store.keep_headers(folder.id, [message(1, body=b"x")], 1, modseq=3)
        assert store.open_folder("work", "INBOX", None, 7).last_uid == 1
        again = store.open_folder("work", "INBOX", "inbox", 8)
        assert (again.last_uid, again.modseq, again.role) == (0, None, "inbox")
        assert [m.folder for m in store.messages("work")] == ["Sent"]


def test_what_is_gone_from_the_server_goes(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(uid, body=b"x") for uid in (1, 2, 3)], 3)
        store.forget(inbox.id, [2, 40])
        store.keep_bodies(inbox.id, {2: b"came too late"})
        assert [m.uid for m in store.messages("work")] == [1, 3]
        store.drop_folder(inbox.id)
        assert store.folders("work") == []
        assert store.inventory().accounts == ()
        with pytest.raises(StoreError, match="Run the same command again"):
            store.keep_headers(inbox.id, [message(4)], 4)


def test_flags_change_without_the_header(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(1, body=b"x"), message(2)], 2)
        store.update_flags(inbox.id, {1: (("\\Answered",), ("Jobs",)), 9: ((), ())}, 12)
        first, second = store.messages("work")
        assert (first.flags, first.labels, first.body) == (("\\Answered",), ("Jobs",), b"x")
        assert second.flags == ("\\Seen",)
        assert store.folders("work")[0].modseq == 12


def test_numbers_that_no_server_may_send_do_no_harm(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(1, size=2**80)], 1, modseq=2**64)
        assert [m.size for m in store.messages("work")] == [2**63 - 1]
        assert store.folders("work")[0].modseq is None
        with pytest.raises(StoreError, match="not kept"):
            store.keep_headers(inbox.id, [message(2), message(2**64)], 3)
        assert store.uids(inbox.id) == {1}, "the batch is whole or nothing"


def test_streaming_lets_others_write_and_meets_each_message_once(path: Path) -> None:
    with Store.open(path) as reader, Store.open(path) as writer:
        inbox = writer.open_folder("work", "INBOX", None, 7)
        sent = writer.open_folder("work", "Sent", "sent", 7)
        writer.keep_headers(inbox.id, [message(uid) for uid in range(1, 1201)], 1200)
        writer.keep_headers(sent.id, [message(1, folder="Sent")], 1)
        met = []
        for found in reader.messages("work"):
            met.append((found.folder, found.uid))
            if found.uid == 10:
                writer.forget(inbox.id, [11, 900])
                writer.keep_headers(inbox.id, [message(1201)], 1201)
        assert met == [*(("INBOX", uid) for uid in range(1, 1202) if uid != 900), ("Sent", 1)]


@given(st.text(), st.text(), st.lists(st.text()), st.binary())
def test_text_goes_both_ways(name: str, half: str, words: list[str], data: bytes) -> None:
    odd = name + "\udc80" + half
    assert text.as_text(text.as_bytes(odd)) == odd
    assert text.from_list(text.as_list((*words, odd))) == (*words, odd)
    assert text.unpack(text.pack(data)) == data


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_go_both_ways(at: datetime) -> None:
    assert text.as_moment(text.as_micros(at)) == at


# --------------------------------------------------------------------------- weekly reports


def test_reports_are_kept_once_each_and_come_oldest_first(path: Path) -> None:
    week = timedelta(days=7)
    with Store.open(path) as store:
        store.keep_run(run(MONDAY))
        store.keep_run(run(MONDAY - week))
        store.keep_run(run(MONDAY, report=b'{"again": 1}'))
        store.keep_run(run(MONDAY, profile="home"))
        assert store.runs("work") == [run(MONDAY - week), run(MONDAY, report=b'{"again": 1}')]
        assert len(store.runs()) == 3
        assert store.drop_runs("work", before=MONDAY) == 1
        assert store.drop_runs("home") == 1
        assert store.runs() == [run(MONDAY, report=b'{"again": 1}')]


def test_a_time_without_zone_is_refused(path: Path) -> None:
    with Store.open(path) as store, pytest.raises(ValueError, match="zone"):
        store.keep_run(run(MONDAY.replace(tzinfo=None)))


# --------------------------------------------------------------------------- care


def test_the_inventory_counts(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.open_folder("work", "Sent", "sent", 7)
        store.open_folder("home", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(1, body=b"x"), message(2)], 2)
        store.keep_file(StoredFile("/mail/a.mbox", 100, 1, b"", 100, b"12345"))
        store.keep_run(run(MONDAY))
        store.keep_run(run(MONDAY + timedelta(days=7)))
        held = store.inventory()
    assert held.bytes == path.stat().st_size
    assert held.files == (("/mail/a.mbox", 5),)
    assert [(a.account, a.folders, a.messages, a.bodies) for a in held.accounts] == [
        ("home", 1, 0, 0),
        ("work", 2, 2, 1),
    ]
    assert [(r.profile, r.runs, r.first, r.last) for r in held.runs] == [
        ("work", 2, MONDAY, MONDAY + timedelta(days=7))
    ]


def test_purged_mail_is_nowhere_in_the_file(path: Path) -> None:
    secret = b"a sentence that is to be forgotten"
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        store.keep_headers(inbox.id, [message(uid, header=secret * 50) for uid in range(1, 300)], 300)
        store.keep_run(run(MONDAY))
        big = path.stat().st_size
        assert secret in path.read_bytes()
        store.purge(history=False)
        assert store.inventory().accounts == ()
        assert store.runs()
        assert path.stat().st_size < big / 5
        assert secret not in path.read_bytes()
        store.purge(mail=False)
        assert store.runs() == []


def test_retention_drops_old_bodies_and_no_headers(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 7)
        old = message(1, internal_at=MONDAY - timedelta(days=1), body=b"old")
        store.keep_headers(
            inbox.id, [old, message(2, body=b"new"), message(3, internal_at=None, body=b"?")], 3
        )
        assert store.drop_bodies(MONDAY) == 1
        assert [(m.uid, m.body) for m in store.messages("work")] == [(1, None), (2, b"new"), (3, b"?")]


def test_a_lock_is_for_one_and_ends(path: Path) -> None:
    with Store.open(path) as store, Store.open(path) as other:
        with store.lock("weekly"):
            with pytest.raises(StoreBusy, match="weekly"), other.lock("weekly"):
                pytest.fail("two hold one lock")
            with other.lock("Weekly!"), other.lock("sync of work/../x"):
                pass
        with other.lock("weekly"):
            pass


def test_a_lock_dies_with_its_process(path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from inbox_momentum.store import Store\n"
        "store = Store.open(Path(sys.argv[1]))\n"
        "with store.lock('weekly'):\n"
        "    print('held', flush=True); sys.stdin.read(1); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    words = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with Store.open(path) as store, pytest.raises(StoreBusy), store.lock("weekly"):
            pytest.fail("two hold one lock")
        with pytest.raises(StoreBusy):
            erase(path)
        holder.stdin.write(b"x")
        holder.stdin.flush()
        holder.wait()
    with Store.open(path) as store, store.lock("weekly"):
        pass
    assert erase(path)


def test_another_writer_is_waited_for_then_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_S", 0.01)
    with Store.open(path) as store, Store.open(path) as other:
        with database.transaction(store._database), pytest.raises(StoreBusy, match="try again"):
            other.open_folder("work", "INBOX", None, 1)
        assert other.open_folder("work", "INBOX", None, 1).id


def test_an_interruption_undoes_the_batch(path: Path) -> None:
    def stopped() -> list[int]:
        yield 1
        raise KeyboardInterrupt

    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 1)
        store.keep_headers(inbox.id, [message(1)], 1)
        with pytest.raises(KeyboardInterrupt):
            store.forget(inbox.id, stopped())
        assert store.uids(inbox.id) == {1}


# --------------------------------------------------------------------------- trouble


def test_a_full_disk_is_said_and_what_was_kept_is_whole(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 1)
        store.keep_headers(inbox.id, [message(1)], 1)
        pages = store._database.execute("PRAGMA page_count").fetchone()[0]
        store._database.execute(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(StoreError, match="Make room"):
            store.keep_headers(inbox.id, [message(uid, header=b"x" * 900) for uid in range(2, 90)], 90)
        assert store.uids(inbox.id) == {1}
        assert store.check() is None


def test_a_file_limit_in_mid_write_is_said(path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from inbox_momentum.store import Store, StoredFile, StoreError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with Store.open(Path(sys.argv[1])) as store:\n"
        "    store.keep_file(StoredFile('/a', 1, 1, b'', 1, b'x' * 10))\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "    try:\n"
        "        store.keep_file(StoredFile('/b', 1, 1, b'', 1, b'x' * 10_000_000))\n"
        "    except StoreError as error:\n"
        "        print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "Make room" in done.stdout
    with Store.open(path) as store:
        assert store.check() is None
        assert store.file("/a") is not None
        assert store.file("/b") is None


@pytest.mark.parametrize("content", [b"From x@y.example\n" * 900, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_file_is_refused_with_the_way_on(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged.*momentum data purge --everything") as caught:
        Store.open(path)
    assert caught.value.exit_status == 2
    assert path.read_bytes() == content, "nothing is written over it"
    assert erase(path)
    Store.open(path).close()


def test_damage_within_is_met_as_damage(path: Path) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 1)
        store.keep_headers(inbox.id, [message(uid, body=b"text" * 2000) for uid in range(1, 500)], 500)
    data = bytearray(path.read_bytes())
    data[20480:-4096] = b"\xa5" * (len(data) - 20480 - 4096)
    path.write_bytes(data)
    with Store.open(path) as store:
        assert store.check() is not None
        with pytest.raises(StoreError, match="damaged"):
            list(store.messages("work"))


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE body SET packed = x'00'",
        "UPDATE message SET flags = '['",
        "UPDATE message SET internal_us = 'soon'",
        "UPDATE message SET internal_us = 9223372036854775807",
        "UPDATE folder SET name = 5",
        "DROP TABLE body",
    ],
)
def test_values_that_we_never_wrote_are_damage(path: Path, spoil: str) -> None:
    with Store.open(path) as store:
        inbox = store.open_folder("work", "INBOX", None, 1)
        store.keep_headers(inbox.id, [message(1, body=b"text")], 1)
        store._database.execute("PRAGMA foreign_keys=OFF")
        store._database.execute(spoil)
        with pytest.raises(StoreError, match="damaged"):
            list(store.messages("work"))


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE bookmarks (url)")
    theirs.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store of momentum"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_and_left_alone(path: Path) -> None:
    Store.open(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version={len(schema.MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer momentum"):
        Store.open(path)
    assert path.read_bytes() == before


# --------------------------------------------------------------------------- versions


def test_each_step_is_taken_once_from_any_version(tmp_path: Path) -> None:
    steps = [
        *schema.MIGRATIONS,
        ("ALTER TABLE run ADD COLUMN note TEXT", "UPDATE run SET note = 'old'"),
        ("CREATE TABLE extra (x)", "INSERT INTO extra SELECT note FROM run"),
    ]
    for known in range(1, len(steps) + 1):
        path = tmp_path / f"{known}.sqlite3"
        old = database.connect(path, steps[:known])
        old.execute(
            "INSERT INTO run (profile, as_of_us, version, settings, packed, folder) VALUES (x'61',1,'','',x'',x'')"
        )
        old.close()
        for _ in range(2):
            now = database.connect(path, steps)
            assert now.execute("PRAGMA user_version").fetchone() == (len(steps),)
            assert now.execute("SELECT count(*) FROM run").fetchone() == (1,)
            assert now.execute("SELECT count(*) FROM extra").fetchone() == (1 if known < len(steps) else 0,)
            now.close()


def test_a_step_that_fails_leaves_the_old_version(path: Path) -> None:
    Store.open(path).close()
    before = path.read_bytes()
    broken = [*schema.MIGRATIONS, ("CREATE TABLE extra (x)", "INSERT INTO nowhere VALUES (1)")]
    with pytest.raises(StoreError):
        database.connect(path, broken)
    assert path.read_bytes() == before


def test_a_file_of_version_1_reads_as_it_did(path: Path) -> None:
    """Rows as the first schema holds them: later steps must carry this very file along."""
    old = database.connect(_made(path), [schema.MIGRATIONS[0]])
    old.execute("INSERT INTO folder VALUES (4, x'776f726b', x'494e424f58', 'inbox', 7, 1, NULL)")
    old.execute("INSERT INTO message VALUES (4, 1, 0, 10, '[\"\\\\Seen\"]', '[]', NULL, x'41', 1)")
    old.execute("INSERT INTO body VALUES (4, 1, ?)", (text.pack(b"hello"),))
    old.execute("INSERT INTO file VALUES (x'2f61', 1, 2, x'03', 4, x'05', ?)", (zlib.crc32(b"\x05"),))
    old.execute("INSERT INTO run VALUES (x'77', 0, '0.2.0', 's', ?, x'2f72')", (text.pack(b"{}"),))
    old.close()
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    with Store.open(path) as store:
        assert list(store.messages("work")) == [
            StoredMessage("INBOX", 1, epoch, 10, ("\\Seen",), (), None, b"A", b"hello")
        ]
        assert store.runs("w") == [StoredRun("w", epoch, "0.2.0", "s", b"{}", "/r")]
        assert store.file("/a") == StoredFile("/a", 1, 2, b"\x03", 4, b"\x05")


def test_two_processes_make_one_store(path: Path) -> None:
    path.parent.mkdir()
    code = (
        "import sys; from pathlib import Path\nfrom inbox_momentum.store import Store\nsys.stdin.read(1)\n"
        "with Store.open(Path(sys.argv[1])) as store:\n    store.open_folder(sys.argv[2], 'INBOX', None, 1)\n"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), f"account {n}"], stdin=subprocess.PIPE)
        for n in range(4)
    ]
    for maker in makers:
        assert maker.stdin
        maker.stdin.close()
    assert [maker.wait() for maker in makers] == [0] * 4
    with Store.open(path) as store:
        assert store.accounts() == [f"account {n}" for n in range(4)]
        assert store.check() is None


def _made(path: Path) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


# --------------------------------------------------------------------------- what was understood


def test_of_what_was_understood_the_latest_few_are_kept(path: Path) -> None:
    with Store.open(path) as store:
        assert store.understood("a") == b""
        for name in ("a", "b\udcff", "a", "c"):
            store.keep_understood(name, name[0].encode() * 9, most=2)
        assert [store.understood(name) for name in ("a", "b\udcff", "c")] == [b"a" * 9, b"", b"c" * 9]
        store.drop_understood(lambda name: name == "c")
        assert [store.understood(name) for name in ("a", "c")] == [b"a" * 9, b""]


@pytest.mark.parametrize(
    "forget", [lambda store: store.purge(history=False), lambda store: store.drop_bodies(datetime.now(UTC))]
)
def test_what_was_understood_goes_with_the_mail(path: Path, forget: Callable[[Store], object]) -> None:
    with Store.open(path) as store:
        store.keep_understood("a", b"what it said", most=2)
        forget(store)
        assert store.understood("a") == b""
    assert b"what it said" not in path.read_bytes()


def test_what_was_understood_and_is_spoiled_is_as_none(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_understood("a", b"what it said", most=2)
    path.write_bytes(path.read_bytes().replace(b"what it said", b"what it says"))
    with Store.open(path) as store:
        assert store.understood("a") == b""
