"""The command line: exit statuses, outputs, and words for bad input."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_momentum.cli import COMMANDS, main

AS_OF = ["--as-of", "2026-11-23T08:00:00Z", "--timezone", "Europe/London"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and no configuration of this machine's user."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_help_imports_nothing_heavy() -> None:
    heavy = [
        "pandas",
        "scipy",
        "jinja2",
        "rich",
        "mailparser",
        "imapclient",
        "numpy",
        "selectolax",
        "icalendar",
        "babel",
    ]
    code = (
        "import sys\nfrom inbox_momentum.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('HEAVY', [name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("HEAVY []\n")
    assert all(name in done.stdout for name in COMMANDS)


def test_report_writes_private_files_and_a_summary(
    samples: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["report", str(samples / "steady.mbox"), *AS_OF, "--json", "out.json", "--csv", "tables"]
    assert main([*words, "--markdown", "out.md", "--ics", "out.ics"]) == 0
    written = [elsewhere / name for name in ("momentum-report.html", "out.json", "out.md", "out.ics")]
    for path in [*written, *(elsewhere / "tables").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert "momentum-report.html" in capsys.readouterr().out
    assert json.loads(written[1].read_text("utf-8"))["schema"] == "inbox-momentum/report/1"


def test_standard_output_carries_data_alone(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(samples / "steady.mbox"), *AS_OF, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["coverage"]["messages"] > 0


def test_two_runs_are_equal_to_the_byte(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        main(["report", str(samples / "juggler.mbox"), *AS_OF, "--json", "-"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_inspect_gives_one_object_a_message(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(samples / "traveller.mbox"), *AS_OF]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == (samples / "traveller.mbox").read_bytes().count(b"\nMessage-ID: ")
    assert {"message_id", "sender_kind", "asks", "cues"} <= set(json.loads(lines[0]))


@pytest.mark.parametrize("algorithm", ["conversation", "rfc5256"])
def test_every_message_is_in_one_thread(
    samples: Path, capsys: pytest.CaptureFixture[str], algorithm: str
) -> None:
    assert main(["threads", str(samples / "juggler.mbox"), *AS_OF, "--algorithm", algorithm]) == 0
    ids = [i for t in json.loads(capsys.readouterr().out)["threads"] for i in t["message_ids"]]
    assert len(ids) == len(set(ids)) > 30


def test_fail_on_asks_for_status_1(samples: Path) -> None:
    quiet = ["report", str(samples / "juggler.mbox"), *AS_OF, "--quiet"]
    assert main(quiet) == 0
    assert main([*quiet, "--fail-on", "lapse"]) == 1


def test_information_alone_fails_nothing(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calm = ["report", str(samples / "traveller.mbox"), *AS_OF]
    assert main([*calm, "--json", "-"]) == 0
    assert {one["severity"] for one in json.loads(capsys.readouterr().out)["lapses"]} == {"info"}
    assert main([*calm, "--quiet", "--fail-on", "lapse"]) == 0


def test_explain_names_clocks_and_headers(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(samples / "juggler.mbox")
    main(["report", source, *AS_OF, "--json", "-"])
    found = json.loads(capsys.readouterr().out)
    for wanted in (found["waits"][0]["id"], found["lapses"][0]["id"]):
        assert main(["explain", wanted, source, *AS_OF]) == 0
        said = capsys.readouterr().out
        assert wanted in said
        assert "Date:" in said


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["report", "absent.mbox"], 3, "absent.mbox"),
        (["report", "imaps://maya@imap.example"], 4, "maya@imap.example"),
        (["report", "SAMPLE", "-o", "-"], 2, "--json -"),
        (["report", "."], 3, "."),
        (["report", "SAMPLE", "--as-of", "yesterday"], 2, "--as-of"),
        (["report", "SAMPLE", "--timezone", "Mars/Olympus"], 2, "Mars/Olympus"),
        (["report", "SAMPLE", "--me", "maya"], 2, "--me"),
        (["report", "SAMPLE", "--since", "2026-13-01"], 2, "--since"),
        (["report", "SAMPLE", "--since", "2027-01-01", "--as-of", "2026-01-01T00:00Z"], 2, "window is empty"),
        (["report", "SAMPLE", "--config", "absent.toml"], 2, "absent.toml"),
        (["report", "SAMPLE", "-o", "no/such/folder/x.html"], 2, "no/such/folder"),
        (["report", "SAMPLE", "--templates", "nowhere"], 2, "nowhere"),
        (["explain", "w00000000", "SAMPLE"], 2, "w00000000"),
        (["report", "SAMPLE", "--as-of", "9999-12-31T23:59:59-14:00"], 2, "--as-of"),
        (["report", "SAMPLE", "--as-of", "0001-01-01T00:00:00+14:00"], 2, "--as-of"),
        (["report", "SAMPLE", "--until", "9999-12-31"], 2, "--until"),
        (["report", "SAMPLE", "--since", "0001-01-01", "--timezone", "Asia/Tokyo"], 2, "--since"),
    ],
)
def test_bad_input_is_named(
    samples: Path,
    capsys: pytest.CaptureFixture[str],
    elsewhere: Path,
    words: list[str],
    status: int,
    said: str,
) -> None:
    given = [str(samples / "traveller.mbox") if word == "SAMPLE" else word for word in words]
    assert main(given) == status
    problem = capsys.readouterr().err
    assert problem.startswith("momentum: ")
    assert said in problem
    assert "Traceback" not in problem
    assert not list(elsewhere.glob("*.html")), "nothing may be written"


@pytest.mark.parametrize("option", ["-o", "--json", "--markdown", "--ics"])
def test_mail_is_never_overwritten(samples: Path, elsewhere: Path, option: str) -> None:
    mail = elsewhere / "mail.mbox"
    mail.write_bytes((samples / "traveller.mbox").read_bytes())
    box = elsewhere / "box"
    (box / "cur").mkdir(parents=True)
    (box / "new").mkdir()
    (box / "tmp").mkdir()
    message = box / "cur" / "one"
    message.write_bytes(
        b"From: a@b.example\nTo: c@d.example\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nSubject: x\n\nx\n"
    )
    before = mail.read_bytes(), message.read_bytes()
    assert main(["report", str(mail), *AS_OF, option, str(mail)]) == 2
    assert main(["report", str(box), *AS_OF, option, str(message)]) == 2
    assert (mail.read_bytes(), message.read_bytes()) == before


def test_wrong_usage_is_status_2() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["rapport"])
    assert caught.value.code == 2


def test_standard_input_is_an_mbox(samples: Path) -> None:
    with (samples / "traveller.mbox").open("rb") as mail:
        done = subprocess.run(
            [sys.executable, "-m", "inbox_momentum", "report", "-", *AS_OF, "--json", "-"],
            stdin=mail, capture_output=True, text=True, env={**os.environ},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["coverage"]["kept"] > 10


def test_demo_runs_anywhere(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "-o", "shown"]) == 0
    assert (elsewhere / "shown" / "report.html").is_file()
    assert "report.html" in capsys.readouterr().out
