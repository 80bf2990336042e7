"""Dated folders, and what a power cut leaves of them."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import stat
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from inbox_momentum import cli, pipeline
from inbox_momentum.model import Mailbox, Settings, UsageError, WorkingCalendar
from inbox_momentum.store import Store
from inbox_momentum.store.records import StoredRun
from inbox_momentum.weekly import archive, due, make, status

SETTINGS = Settings(WorkingCalendar("Europe/London"))
FIRST = datetime(2026, 11, 2, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
PROFILE = "steady"
RUNS = 50
KEPT = 100
"""Days that reports are kept while the power is cut: no whole weeks, so that it is clear which ones go."""


@pytest.fixture(scope="module")
def mailbox(samples: Path) -> Mailbox:
    return pipeline.read_mailbox([str(samples / "steady.mbox")])


def run_of(as_of: datetime, report: bytes = b"{}") -> StoredRun:
    return StoredRun(PROFILE, as_of, "1", "{}", report, "")


def weekly(mailbox: Mailbox, home: Path, as_of: datetime) -> Path:
    with Store.open(home / "store.sqlite3") as store, store.lock("weekly"):
        return make(mailbox, as_of, SETTINGS, store, PROFILE, home / "weekly").folder


def days(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "weekly").iterdir())


def test_three_weeks_make_three_folders_and_a_history(mailbox: Mailbox, tmp_path: Path) -> None:
    folders = [weekly(mailbox, tmp_path, FIRST + number * WEEK) for number in range(3)]
    assert days(tmp_path) == ["2026-11-02", "2026-11-09", "2026-11-16"]
    since = [json.loads((folder / archive.REPORT).read_text())["changes"]["since"] for folder in folders]
    assert since == [None, "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"]
    for path in (tmp_path / "weekly").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    with Store.open(tmp_path / "store.sqlite3") as store:
        assert [run.as_of for run in store.runs(PROFILE)] == [FIRST, FIRST + WEEK, FIRST + 2 * WEEK]


def test_a_second_run_of_one_day_replaces_the_first_and_compares_with_the_week_before(
    mailbox: Mailbox, tmp_path: Path
) -> None:
    weekly(mailbox, tmp_path, FIRST)
    weekly(mailbox, tmp_path, FIRST + WEEK)
    again = weekly(mailbox, tmp_path, FIRST + WEEK + timedelta(hours=3))
    report = json.loads((again / archive.REPORT).read_text())
    assert report["changes"]["since"] == "2026-11-02T08:00:00Z"
    assert report["as_of"] == "2026-11-09T11:00:00Z"
    assert days(tmp_path) == ["2026-11-02", "2026-11-09"]


def test_another_profile_has_a_history_of_its_own(mailbox: Mailbox, tmp_path: Path) -> None:
    weekly(mailbox, tmp_path, FIRST)
    with Store.open(tmp_path / "store.sqlite3") as store:
        made = make(mailbox, FIRST + WEEK, SETTINGS, store, "other", tmp_path / "weekly")
    assert made.report.changes is not None
    assert made.report.changes.since is None


@pytest.mark.parametrize(
    ("made", "now", "weekday", "is_due"),
    [
        (None, "2026-11-16T08:00", 0, True),
        ("2026-11-16T08:00", "2026-11-16T20:00", 0, False),
        ("2026-11-16T08:00", "2026-11-22T23:59", 0, False),
        ("2026-11-16T08:00", "2026-11-23T00:00", 0, True),
        ("2026-11-15T23:59", "2026-11-16T00:00", 0, True),
        (
            "2026-11-18T08:00",
            "2026-11-23T08:00",
            0,
            True,
        ),  # made up for on Wednesday; Monday comes all the same
        ("2026-11-18T08:00", "2026-11-23T08:00", 2, False),
    ],
)
def test_due_once_a_week(tmp_path: Path, made: str | None, now: str, weekday: int, is_due: bool) -> None:
    zone = SETTINGS.calendar.zone
    from zoneinfo import ZoneInfo

    local = ZoneInfo(zone)
    with Store.open(tmp_path / "s") as store:
        if made:
            store.keep_run(run_of(datetime.fromisoformat(made).replace(tzinfo=local).astimezone(UTC)))
        at = datetime.fromisoformat(now).replace(tzinfo=local).astimezone(UTC)
        assert due(store, PROFILE, at, local, weekday) is is_due


def test_a_failed_report_leaves_the_one_of_the_morning(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / archive.REPORT).write_text("{}")

    def fail(folder: Path) -> None:
        raise UsageError("disk full")

    day = date(2026, 11, 16)
    archive.put(tmp_path, day, run_of(FIRST), fill)
    with pytest.raises(UsageError):
        archive.put(tmp_path, day, run_of(FIRST), fail)
    assert [one.run.as_of for one in archive.finished(tmp_path)] == [FIRST]
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11-16"]


def test_a_removal_that_was_cut_off_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(folder: Path) -> None:
        for name in (archive.REPORT, "report.html"):
            (folder / name).write_text("{}")

    def cut(folder: Path, ignore_errors: bool = False) -> None:
        if folder.exists():
            (folder / archive.RECORD).unlink()
            raise OSError("power")

    place = archive.put(tmp_path, date(2026, 11, 16), run_of(FIRST), fill)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", cut)
        with pytest.raises(OSError, match="power"):
            archive.remove(place)
    assert not place.exists() and list(tmp_path.iterdir()) != []
    archive.tidy(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["{", "[]", '{"profile": "x"}', '{"profile": "x", "as_of": "never"}'])
def test_a_damaged_folder_is_passed_over(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "2026-11-16"
    folder.mkdir()
    (folder / archive.RECORD).write_text(damage)
    (folder / archive.REPORT).write_text("{}")
    assert list(archive.finished(tmp_path)) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(UsageError, match="Choose another"):
        archive.put(file / "out", date(2026, 11, 16), run_of(FIRST), lambda _: None)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_fifty_power_cuts_lose_no_history_and_double_no_report(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole command is killed at some act on the disk (an audit event); the next run mends what is left."""
    (tmp_path / "config.toml").write_text(f'timezone = "Europe/London"\nkeep_days = {KEPT}\n')
    words = ["weekly", str(samples / "traveller.mbox"), "--config", str(tmp_path / "config.toml"), "--quiet"]
    home = _entered(tmp_path / "home", monkeypatch)
    assert cli.main([*words, "--as-of", FIRST.isoformat()]) == 0
    acts = _acts_of_a_run(words, tmp_path, monkeypatch)
    home = _entered(tmp_path / "home", monkeypatch)
    random_act = random.Random(1)
    finished = 0
    for number in range(1, RUNS + 1):
        as_of = FIRST + number * WEEK
        if _killed(words, as_of, random_act.randrange(1, acts + 1)):
            assert cli.main([*words, "--as-of", (as_of + timedelta(hours=1)).isoformat()]) == 0
        else:
            finished += 1
        _assert_whole(home, number)
    assert finished < RUNS / 2  # the cuts did hit


def _entered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own; where the program keeps its data there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder / "inbox-momentum"


def _assert_whole(home: Path, last_week: int) -> None:
    with Store.open(home / "store.sqlite3") as store:
        assert store.check() is None
        runs = store.runs()
    kept = range(max(0, last_week - KEPT // 7), last_week + 1)
    expected = [(FIRST + number * WEEK).date().isoformat() for number in kept]
    assert days(home) == expected
    assert sorted({run.as_of.date().isoformat() for run in runs}) == expected
    last = json.loads((home / "weekly" / expected[-1] / archive.REPORT).read_text())
    before = last["changes"]["since"]
    assert (before or "")[:10] == expected[-2]
    told = status.read(home)
    assert told is not None and told.exit_status == 0 and expected[-1] in told.said


def _killed(words: list[str], as_of: datetime, act: int) -> bool:
    child = os.fork()
    if child == 0:
        left = act

        def hook(event: str, arguments: object) -> None:
            nonlocal left
            if event.startswith(("open", "os.", "shutil.", "sqlite3.", "tempfile.")):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        ended = 70
        try:
            ended = cli.main([*words, "--as-of", as_of.isoformat()])
        finally:
            os._exit(ended)
    _, waited = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(waited) in (0, -signal.SIGKILL)
    return os.WIFSIGNALED(waited)


def _acts_of_a_run(words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many acts on the disk a run has, by killing later and later until it ends."""
    low, high = 1, 4096
    while low < high:
        middle = (low + high) // 2
        _entered(folder / str(middle), monkeypatch)
        if _killed(words, FIRST, middle):
            low = middle + 1
        else:
            high = middle
    return low
