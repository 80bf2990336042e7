"""``momentum weekly`` as it is typed and as a timer runs it: programs of the machine are played by scripts."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from inbox_momentum import cli, places
from inbox_momentum.cli import dialogue
from inbox_momentum.store import Store
from inbox_momentum.weekly import status

AS_OF = ("--as-of", "2026-11-23T09:00Z", "--quiet")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home whose path is no easy reading for a shell, and whose programs are scripts."""
    home = tmp_path / 'it\'s 100% "mine" $HOME'
    (home / "bin").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")
    for name in ("CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setattr(dialogue, "somebody_there", lambda: False)
    script(home, "crontab", 'if [ "$1" = -l ]; then cat "$HOME/tab" 2>/dev/null; else cat > "$HOME/tab"; fi')
    script(home, "notify-send", 'printf "%s\\n" "$@" >> "$HOME/shown"')
    return home


def script(home: Path, name: str, text: str) -> None:
    path = home / "bin" / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o700)


def configured(*sources: Path) -> None:
    place = places.private(places.config_folder()) / "config.toml"
    place.write_text(f"sources = {json.dumps([str(one) for one in sources])}\n")


def asked_by_cron(table: str) -> list[str]:
    """Commands of a crontab, read as crontab(5) says; anything that it does not allow is an error."""
    found = []
    bounds = (59, 23, 31, 12, 7)
    assert table.endswith("\n"), "cron leaves out a last line without its end"
    for line in table.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        *times, command = line.split(maxsplit=5)
        assert len(times) == 5 and len(line) < 998
        for one, most in zip(times, bounds, strict=True):
            assert one == "*" or (one.isdecimal() and int(one) <= most), line
        assert not re.search(r"(?<!\\)%", command), "a bare % ends the command"
        found.append(command.replace("\\%", "%"))
    return found


def days(home: Path) -> list[str]:
    return sorted(one.name for one in (home / "data" / "inbox-momentum" / "weekly").iterdir())


def test_what_cron_is_given_makes_the_report_once_a_week(home: Path, samples: Path) -> None:
    configured(samples / "steady.mbox")
    (home / "tab").write_text("0 1 * * * backup\n")
    assert cli.main(["weekly", "--schedule", "cron", "--at", "07:05", "--yes"]) == 0
    table = (home / "tab").read_text()
    backup, command = asked_by_cron(table)
    assert backup == "backup" and "\n5 7 * * * " in table
    # As cron runs it: by a shell, in the home, with next to nothing in the environment.
    (home / "json.py").write_text("raise SystemExit('not this one')\n")
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    done = subprocess.run(["/bin/sh", "-c", command], env=bare, cwd=home, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(days(home)) == 1
    page = home / "data" / "inbox-momentum" / "weekly" / days(home)[0] / "report.html"
    page.write_text("as it was")
    assert cli.main(shlex.split(command)[shlex.split(command).index("weekly") :]) == 0
    assert page.read_text() == "as it was", "the second one of the week was made all the same"
    assert cli.main(["weekly", "--unschedule"]) == 0
    assert (home / "tab").read_text() == "0 1 * * * backup\n"


def test_a_failure_under_a_timer_is_seen(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configured(home / "gone.mbox")
    assert cli.main(["weekly", "--schedule", "cron", "--yes"]) == 0
    words = shlex.split(asked_by_cron((home / "tab").read_text())[0])
    capsys.readouterr()
    assert cli.main(words[words.index("weekly") :]) == 3
    assert "gone.mbox does not exist" in capsys.readouterr().err
    assert "gone.mbox does not exist" in (home / "shown").read_text()
    cli.main(["doctor", "--quick"])
    assert re.search(r"warn +weekly: The run of .* failed: .*gone\.mbox", capsys.readouterr().out)


@pytest.mark.parametrize("text", ["colour = 1\n", 'timezone = "Nowhere/Else"\n', "["])
def test_a_broken_configuration_is_a_failure_that_is_seen(home: Path, text: str) -> None:
    (places.private(places.config_folder()) / "config.toml").write_text(text)
    assert cli.main(["weekly", "--notify-failure"]) == 2
    last = status.read()
    assert last is not None and last.exit_status == 2 and "config.toml" in last.said
    assert "config.toml" in (home / "shown").read_text()
    assert cli.main(["weekly", "--unschedule"]) == 0  # a timer can be taken away all the same


def test_a_damaged_store_is_a_failure_that_is_seen(home: Path, samples: Path) -> None:
    place = places.private(places.data_folder()) / "store.sqlite3"
    place.write_bytes(b"no store at all" * 1000)
    assert cli.main(["weekly", str(samples / "steady.mbox"), *AS_OF]) == 2
    last = status.read()
    assert last is not None and last.exit_status == 2 and "store.sqlite3" in last.said
    assert not (home / "shown").exists()  # nobody asked for it


def test_where_nothing_can_be_kept_it_says_so(
    home: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "data").write_text("a file where the folder should be")
    assert cli.main(["weekly", str(samples / "steady.mbox"), *AS_OF]) == 2
    said = capsys.readouterr().err
    assert said.startswith("momentum: ") and said.count("\n") == 1


def test_a_mail_that_cannot_be_sent_leaves_the_report(home: Path, samples: Path) -> None:
    place = places.private(places.config_folder()) / "config.toml"
    server = 'host = "127.0.0.1"\nport = 1\nsecurity = "none"\n'
    place.write_text(f'addresses = ["maya@example.net"]\n[delivery]\n{server}')
    assert cli.main(["weekly", str(samples / "steady.mbox"), *AS_OF]) == 4
    assert days(home) == ["2026-11-23"]
    last = status.read()
    assert last is not None and last.exit_status == 4 and "It lies in its folder" in last.said
    with Store.open() as store:
        assert len(store.runs()) == 1
    assert cli.main(["weekly", str(samples / "steady.mbox"), "--no-email", *AS_OF]) == 0


def test_two_runs_at_once_are_one(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open() as store, store.lock("weekly"):
        assert cli.main(["weekly", str(samples / "steady.mbox"), "--notify-failure", *AS_OF]) == 2
    assert "weekly" in capsys.readouterr().err
    assert status.read() is None  # the other one tells how it ended
    assert not (places.data_folder() / "weekly").exists()


def test_a_timer_without_a_yes_is_not_written(home: Path, samples: Path) -> None:
    configured(samples / "steady.mbox")
    assert cli.main(["weekly", "--schedule", "cron"]) == 2
    assert cli.main(["weekly", "--schedule", "print"]) == 0
    assert not (home / "tab").exists()


def test_a_timer_does_what_the_user_typed(home: Path, samples: Path) -> None:
    mail, other = samples / "steady.mbox", home / "other.toml"
    other.write_text('[accounts.work]\nuser = "maya"\nhost = "localhost"\n')
    typed = ["--me", "maya@example.net", "--timezone", "Asia/Tokyo", "--no-quotes", "--no-email", "--notify"]
    typed += ["--config", str(other), "-o", str(home / "out"), "--corrections", str(home / "c.toml")]
    assert cli.main(["weekly", os.path.relpath(mail), "work", "--schedule", "cron", "--yes", *typed]) == 0
    words = shlex.split(asked_by_cron((home / "tab").read_text())[0])
    assert words[0] == "/usr/bin/env"
    known = cli.parser().parse_args(words[words.index("weekly") :])
    assert known.sources == [str(mail), "work"]
    assert (known.me, known.timezone, known.config) == (["maya@example.net"], "Asia/Tokyo", str(other))
    assert (known.output, known.corrections) == (home / "out", home / "c.toml")
    assert known.no_quotes and known.no_email and known.notify and known.quiet
    assert known.if_due == "mon"
