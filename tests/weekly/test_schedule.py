"""The timer's texts, and putting them in place with programs that only pretend."""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from inbox_momentum.model import UsageError
from inbox_momentum.weekly import programs, schedule
from inbox_momentum.weekly.schedule import Manner, Plan

HARD = ("/opt/py thon", "-m", "inbox_momentum", "weekly", '/home/me/50% "mail" $HOME\\x & <y>')
PLAN = Plan(HARD, weekday=4, hour=9, minute=5)


class Pretend:
    """Programs that remember what they were asked."""

    def __init__(self, crontab: str | None = None, failing: str = "") -> None:
        self.crontab = crontab
        self.failing = failing
        self.asked: list[list[str]] = []

    def __call__(self, command: Sequence[str], text: str) -> tuple[int, str]:
        self.asked.append(list(command))
        if self.failing and self.failing in command:
            return 1, "Failed to connect to bus"
        if command[0] == "crontab":
            if self.crontab is None:
                return programs.NOT_THERE, "crontab is not installed"
            if command[1] == "-":
                self.crontab = text
                return 0, ""
            return (0, self.crontab) if self.crontab else (1, "no crontab for me")
        return 0, ""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("08:30", (0, 8, 30)), ("8:05", (0, 8, 5)), ("00:00", (0, 0, 0)), ("23:59", (0, 23, 59))],
)
def test_a_time_of_day(clock: str, expected: tuple[int, int, int]) -> None:
    assert schedule.moment("mon", clock) == expected


@pytest.mark.parametrize("clock", ["24:00", "8", "8.30", "", "-1:00", "08:60", "08:30:00"])
def test_no_time_of_day(clock: str) -> None:
    with pytest.raises(UsageError, match="--at"):
        schedule.moment("mon", clock)


def test_the_cron_line_is_the_command_again_for_a_shell(home: Path) -> None:
    (text,) = schedule.texts(Manner.CRON, PLAN, home)
    line = next(line for line in text.content.splitlines() if line.startswith("5 9 * * *"))
    command = line.removeprefix("5 9 * * * ").replace("\\%", "%")  # crontab(5): % is a newline unless escaped
    assert "%" not in line.replace("\\%", "")
    assert shlex.split(command) == [*HARD, "--if-due", "fri"]


def test_launchd_reads_the_command_again(home: Path) -> None:
    (text,) = schedule.texts(Manner.LAUNCHD, PLAN, home)
    table = plistlib.loads(text.content.encode())
    assert table["ProgramArguments"] == list(HARD)
    assert table["StartCalendarInterval"] == {"Weekday": 5, "Hour": 9, "Minute": 5}
    # launchd.plist(5): these keys of these kinds, and no run at every log-in.
    assert set(table) == {"Label", "ProgramArguments", "StartCalendarInterval", "Umask"}
    assert table["Umask"] == 0o077
    assert text.where.endswith(f"/Library/LaunchAgents/{table['Label']}.plist")


def test_a_timer_of_launchd_that_is_loaded_is_replaced(home: Path) -> None:
    loaded: set[str] = set()

    def launchctl(command: Sequence[str], text: str) -> tuple[int, str]:
        label = Path(command[-1]).name.removesuffix(".plist")
        if command[1] == "bootout":
            return (0, "") if label in loaded and not loaded.discard(label) else (3, "No such process")
        if label in loaded:
            return 5, "Bootstrap failed: 5: Input/output error"
        loaded.add(label)
        return 0, ""

    schedule.put(Manner.LAUNCHD, PLAN, home, launchctl)
    schedule.put(Manner.LAUNCHD, Plan(HARD, 0, 7, 0), home, launchctl)
    (path,) = (home / "Library/LaunchAgents").iterdir()
    assert plistlib.loads(path.read_bytes())["StartCalendarInterval"]["Hour"] == 7
    assert loaded == {path.stem}
    assert schedule.remove(Manner.LAUNCHD, home, launchctl)
    assert loaded == set()


@pytest.mark.parametrize(("weekday", "number"), [(0, 1), (5, 6), (6, 0)])
def test_launchd_weeks_begin_on_sunday(home: Path, weekday: int, number: int) -> None:
    (text,) = schedule.texts(Manner.LAUNCHD, Plan(("x",), weekday, 8, 0), home)
    assert plistlib.loads(text.content.encode())["StartCalendarInterval"]["Weekday"] == number


def verified(home: Path, *units: Path) -> tuple[int, str]:
    """What systemd says of units: (exit status, complaints about them)."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not on this machine")
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, units)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Failed to initialize manager" not in done.stderr, "it did not look at all"
    return done.returncode, done.stderr


def test_systemd_finds_nothing_wrong_with_its_units(home: Path) -> None:
    program = shutil.which("true") or "/bin/true"
    schedule.put(Manner.SYSTEMD, Plan((program, *HARD[1:]), 4, 9, 5), home, Pretend())
    units = sorted((home / ".config/systemd/user").iterdir())
    status, said = verified(home, *units)
    assert (status, [line for line in said.splitlines() if "momentum" in line]) == (0, [])
    timer = next(line for line in units[1].read_text().splitlines() if line.startswith("OnCalendar="))
    calendar = subprocess.run(
        ["systemd-analyze", "calendar", timer.removeprefix("OnCalendar=")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert calendar.returncode == 0
    assert "Normalized form: Fri *-*-* 09:05:00" in calendar.stdout


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("ExecStart=", "ExecStart=/no/such/program "), ("Nice=10", "Nice=often"), ("[Service]", "[Servise]")],
)
def test_systemd_would_find_something_wrong(home: Path, right: str, wrong: str) -> None:
    """The check above is not blind."""
    text = schedule.texts(Manner.SYSTEMD, Plan(("/bin/true",), 4, 9, 5), home)[0].content
    assert right in text
    path = home / "momentum-weekly.service"
    path.write_text(text.replace(right, wrong))
    assert "momentum-weekly" in verified(home, path)[1]


def test_systemd_quotes_what_it_would_read(home: Path) -> None:
    service = schedule.texts(Manner.SYSTEMD, PLAN, home)[0].content
    line = next(line for line in service.splitlines() if line.startswith("ExecStart="))
    assert line.endswith('"/home/me/50%% \\"mail\\" $$HOME\\\\x & <y>"')


def test_systemd_catches_up(home: Path) -> None:
    timer = schedule.texts(Manner.SYSTEMD, PLAN, home)[1].content
    assert "Persistent=true" in timer
    assert "OnCalendar=Fri 09:05" in timer


def test_put_and_remove_leave_nothing(home: Path) -> None:
    ask = Pretend(crontab="")
    for manner in Manner:
        schedule.put(manner, PLAN, home, ask)
    assert schedule.installed(home, ask) == (Manner.SYSTEMD, Manner.LAUNCHD, Manner.CRON)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in home.rglob("*") if path.is_file())
    for manner in Manner:
        assert schedule.remove(manner, home, ask)
        assert not schedule.remove(manner, home, ask)
    assert schedule.installed(home, ask) == ()
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "before", ["", "0 1 * * * backup\n", "MAILTO=me\n# no line end", "\n\n* * * * * x\n"]
)
def test_the_rest_of_a_crontab_stays(home: Path, before: str) -> None:
    ask = Pretend(crontab=before)
    schedule.put(Manner.CRON, PLAN, home, ask)
    assert ask.crontab is not None and ask.crontab.startswith(before)
    schedule.put(Manner.CRON, Plan(("other",), 0, 7, 0), home, ask)
    assert ask.crontab.count("momentum weekly") == 2  # its two marks, once
    assert "inbox_momentum" not in ask.crontab
    schedule.remove(Manner.CRON, home, ask)
    assert ask.crontab.rstrip("\n") == before.rstrip("\n")


def test_a_timer_that_cannot_be_enabled_is_not_left_behind(home: Path) -> None:
    with pytest.raises(UsageError, match="Failed to connect to bus"):
        schedule.put(Manner.SYSTEMD, PLAN, home, Pretend(failing="enable"))
    assert schedule.installed(home, Pretend(crontab="")) == ()


def test_without_cron_it_says_so(home: Path) -> None:
    with pytest.raises(UsageError, match="not installed"):
        schedule.put(Manner.CRON, PLAN, home, Pretend())


@pytest.mark.parametrize("word", ["a\nb", "a\rb", "\x00"])
def test_a_line_break_never_gets_into_a_timer(home: Path, word: str) -> None:
    for manner in Manner:
        with pytest.raises(UsageError):
            schedule.texts(manner, Plan((word,), 0, 8, 0), home)
