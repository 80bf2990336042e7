"""What ``momentum report`` keeps of a mailbox file: shown, private, gone when purged; nothing with --no-store."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from inbox_momentum.cli import main, recalled
from inbox_momentum.stages import reader
from inbox_momentum.store import Store, StoreError, default_path
from tests.unit.ingest.test_known_mail import bulk, personal

WORDS = ["--as-of", "2026-11-23T08:00:00+00:00", "--timezone", "Europe/London", "--quiet", "--me"]


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Large enough to be remembered."""
    for name in ("config", "data"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    path = tmp_path / "all.mbox"
    blob = b"QUJD" * 18 + b"\n"
    with path.open("wb") as file:
        for number in range(50):
            file.write(bulk(number) + blob * 2500 + b"\n" + personal(number))
    assert path.stat().st_size > 8 << 20
    return path


def report(box: Path, *more: str) -> str:
    target = box.with_name("report.json")
    out = str(box.with_name("r.html"))
    words = ["report", str(box), *WORDS, "maya.lindqvist@postbox.example", "-o", out]
    assert main([*words, "--json", str(target), *more]) == 0
    return target.read_text("utf-8")


def test_nothing_without_a_store(box: Path) -> None:
    before = report(box, "--no-store")
    assert not default_path().exists()
    assert report(box) == before
    kept = default_path().read_bytes()
    assert report(box, "--no-store") == before
    assert default_path().read_bytes() == kept


def test_it_is_private_shown_and_gone_when_purged(box: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report(box)
    assert stat.S_IMODE(default_path().stat().st_mode) == 0o600
    with Store.open() as store:
        ((name, size),) = store.inventory().files
    assert (name, size > 5_000) == (str(box), True)
    capsys.readouterr()
    assert main(["data", "show"]) == 0
    shown = capsys.readouterr().out
    assert str(box) in shown and "of what was read" in shown
    assert main(["data", "purge", "--store", "--yes"]) == 0
    with Store.open() as store:
        assert not store.inventory().files
    assert default_path().stat().st_size < size + 60_000
    assert report(box) == before


def test_what_was_understood_is_kept_while_the_file_is_there(
    box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalled, "FEW", 10)
    before = report(box)
    with sqlite3.connect(default_path()) as database:
        ((sources,),) = database.execute("SELECT sources FROM understood").fetchall()
    assert str(box) in sources.decode()
    monkeypatch.setattr(reader, "_judge", lambda *_: pytest.fail("read again"))
    assert report(box) == before
    other = box.with_name("other.mbox")
    box.rename(other)
    monkeypatch.undo()
    monkeypatch.setattr(recalled, "FEW", 10)
    for name in ("config", "data"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(box.with_name(name)))
    report(other)
    with sqlite3.connect(default_path()) as database:
        assert [
            str(other) in row.decode() for (row,) in database.execute("SELECT sources FROM understood")
        ] == [True]


def test_a_store_that_fails_is_no_hindrance_to_understanding(
    box: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recalled, "FEW", 10)
    before = report(box)

    def fail(*_: object) -> bytes:
        raise StoreError("The store is full.")

    monkeypatch.setattr(Store, "understood", fail)
    assert report(box) == before
    assert "The store is full. This run goes on without it." in capsys.readouterr().err
