"""``momentum data``: everything is shown, copied, and gone when it is to go; mail itself stays."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from inbox_momentum import places
from inbox_momentum.cli import dialogue, main
from inbox_momentum.store import Store, StoredFile, StoredMessage, StoredRun, default_path
from inbox_momentum.weekly import archive
from tests.unit.memory_keyring import MemoryKeyring

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dialogue, "somebody_there", lambda: False)
    return tmp_path


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    memory = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: memory)
    return memory


def report(out: Path, days_ago: int) -> StoredRun:
    as_of = NOW - timedelta(days=days_ago)
    day = as_of.date()
    run = StoredRun("work", as_of, "1", "{}", b'{"score": 1}', str(out / day.isoformat()))
    archive.put(out, day, run, lambda half: (half / archive.REPORT).write_bytes(run.report) and None)
    with Store.open() as store:
        store.keep_run(run)
    return run


def fill(home: Path) -> Path:
    """A life with the program: settings, mail of an account, a mailbox file, reports in two folders."""
    config = places.config_folder()
    config.mkdir(parents=True)
    (config / "config.toml").write_text(
        'addresses = ["maya@example.net"]\n[accounts.work]\nhost = "imap.example.net"\nuser = "maya@example.net"\n'
    )
    mbox = home / "mail.mbox"
    mbox.write_bytes(b"From x\n\nthe mail itself")
    with Store.open() as store:
        inbox = store.open_folder("work", "INBOX", None, 1)
        for uid, days_ago in ((1, 400), (2, 3)):
            at = NOW - timedelta(days=days_ago)
            store.keep_headers(
                inbox.id,
                [StoredMessage("INBOX", uid, at, 9, ("\\Seen",), (), None, b"Subject: \xff\n\n", b"text")],
                uid,
            )
        store.keep_file(StoredFile(str(mbox), 9, 9, b"f", 9, b"the index"))
        store.keep_file(StoredFile("imap: work: complete", 0, 0, b"", 0, b"note"))
    report(places.data_folder() / "weekly", 400)
    report(places.data_folder() / "weekly", 3)
    report(home / "elsewhere", 500)
    (home / "elsewhere" / "diary.txt").write_text("not ours")
    share = places.private(places.data_folder() / "share")
    (share / "log.jsonl").write_text("{}\n")
    (share / "signing-key.pem").write_text("PRIVATE")
    return mbox


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_an_empty_home_is_shown_and_stays_empty(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "show"]) == 0
    assert str(default_path()) in capsys.readouterr().out
    assert list(home.iterdir()) == []


def test_show_names_every_place_and_counts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mbox = fill(home)
    assert main(["data", "show"]) == 0
    words = said(capsys)
    for part in (
        str(places.config_folder() / "config.toml"),
        str(home / "elsewhere"),
        "2 messages, 2 with text",
        f"{mbox} 9 bytes of what was read",
        "weekly reports work 3,",
        "Keyring maya@example.net@imap.example.net ",
        "share 2 files",
    ):
        assert part in words, part
    assert "imap: work" not in words, "a note of the store's own is no mailbox file"


def test_export_is_a_private_readable_copy(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(home)
    assert main(["data", "export", "copy"]) == 0
    copy = home / "copy"
    files = [one for one in copy.rglob("*") if one.is_file()]
    assert f"{len(files)} files" in capsys.readouterr().out
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in (copy, *copy.rglob("*")) if one.is_dir()} == {0o700}
    messages = [json.loads(line) for line in (copy / "messages.jsonl").read_text("utf-8").splitlines()]
    assert [(m["uid"], m["body"], m["flags"]) for m in messages] == [
        (1, "text", ["\\Seen"]),
        (2, "text", ["\\Seen"]),
    ]
    kept_files = [
        json.loads(line)["file"] for line in (copy / "mailbox-files.jsonl").read_text().splitlines()
    ]
    assert kept_files == [str(home / "mail.mbox")]
    history = [json.loads(line) for line in (copy / "weekly-history.jsonl").read_text("utf-8").splitlines()]
    assert [run["report"] for run in history] == [{"score": 1}] * 3
    names = {one.name for one in files}
    assert {"config.toml", "log.jsonl", "report.json", "mailbox-files.jsonl"} <= names
    assert not {"signing-key.pem", "diary.txt"} & names, "private keys and what is not ours are not copied"
    assert len(list(copy.rglob("report.json"))) == 3


def test_export_spares_what_is_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(home)
    (home / "full").mkdir()
    (home / "full" / "x").write_text("x")
    assert main(["data", "export", "full"]) == 2
    assert main(["data", "export", "no/such/place"]) == 2
    assert "no/such/place" in capsys.readouterr().err
    assert not list(home.glob(".*.part"))


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ([], "--everything"),
        (["--store"], "--yes"),
        (["--everything", "--older-than", "9", "--yes"], "one of them"),
        (["--older-than", "0", "--yes"], "from 1 to"),
        (["--older-than", "99999999999", "--yes"], "from 1 to"),
    ],
)
def test_purge_wants_a_clear_word(
    home: Path, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    fill(home)
    before = sorted(home.rglob("*"))
    assert main(["data", "purge", *words]) == 2
    assert hint in capsys.readouterr().err
    with Store.open() as store:
        assert len(store.runs()) == 3
        assert len(list(store.messages("work"))) == 2
    assert sorted(home.rglob("*")) == before


def test_a_typed_yes_is_a_yes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(home)
    monkeypatch.setattr(dialogue, "agreed", lambda question: True)
    assert main(["data", "purge", "--store"]) == 0
    with Store.open() as store:
        assert list(store.messages("work")) == []
        assert store.inventory().files == ()
        assert len(store.runs()) == 3


def test_history_goes_with_its_folders_so_that_it_does_not_come_back(home: Path) -> None:
    mbox = fill(home)
    assert main(["data", "purge", "--history", "--yes"]) == 0
    assert list((places.data_folder() / "weekly").iterdir()) == []
    assert [one.name for one in (home / "elsewhere").iterdir()] == ["diary.txt"]
    with Store.open() as store:
        assert store.runs() == []
        assert len(list(store.messages("work"))) == 2
    assert mbox.is_file()


def test_only_the_old_goes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(home)
    assert main(["data", "purge", "--older-than", "90", "--yes"]) == 0
    assert "Weekly reports removed: 2. Texts of mail removed: 1." in said(capsys)
    with Store.open() as store:
        assert len(store.runs()) == 1
        assert [(m.uid, m.body) for m in store.messages("work")] == [(1, None), (2, b"text")]
    assert len(list((places.data_folder() / "weekly").iterdir())) == 1


def test_everything_is_everything_but_what_the_user_wrote(home: Path, ring: MemoryKeyring) -> None:
    mbox = fill(home)
    ring.kept = {
        ("inbox-momentum", "maya@example.net@imap.example.net"): "secret",
        ("inbox-momentum", "maya@example.net@imap.example.net refresh token"): "secret",
        ("another-program", "maya@example.net@imap.example.net"): "theirs",
    }
    assert main(["data", "purge", "--everything", "--yes"]) == 0
    assert list(ring.kept) == [("another-program", "maya@example.net@imap.example.net")]
    assert [one.name for one in places.data_folder().rglob("*")] in ([], ["store.sqlite3.lock"])
    assert [one.name for one in (home / "elsewhere").iterdir()] == ["diary.txt"]
    assert (places.config_folder() / "config.toml").is_file()
    assert mbox.read_bytes().endswith(b"the mail itself")


def test_a_damaged_store_is_shown_as_such_and_can_go(
    home: Path, ring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(home)
    default_path().write_bytes(b"\x00garbage" * 4000)
    assert main(["data", "show"]) == 0
    assert "damaged" in said(capsys)
    assert main(["data", "purge", "--everything", "--yes"]) == 0
    assert not default_path().exists()
    assert main(["data", "show"]) == 0


def test_a_locked_keyring_is_said_and_the_rest_goes(
    home: Path, ring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(home)
    ring.locked = True
    assert main(["data", "purge", "--everything", "--yes"]) == 0
    assert "keyring" in said(capsys)
    assert not default_path().exists()


def test_a_store_in_use_is_not_taken_away(home: Path, ring: MemoryKeyring) -> None:
    fill(home)
    ring.kept = {("inbox-momentum", "maya@example.net@imap.example.net"): "secret"}
    before = sorted(home.rglob("*"))
    with Store.open():
        assert main(["data", "purge", "--everything", "--yes"]) == 2
    assert sorted(home.rglob("*")) == before
    assert ring.kept


def test_without_a_keyring_it_says_what_may_be_left_elsewhere(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyring.backends.fail import Keyring as NoKeyring

    fill(home)
    monkeypatch.setattr(keyring, "get_keyring", NoKeyring)
    assert main(["data", "purge", "--everything", "--yes"]) == 0
    words = said(capsys)
    assert words.count("There is no keyring here.") == 1
    assert "still holds: maya@example.net@imap.example.net" in words
