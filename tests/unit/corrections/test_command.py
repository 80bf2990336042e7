"""``momentum correct`` as it is typed, and what every output shows of it."""

from __future__ import annotations

import json
import re
import shlex
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from inbox_momentum.cli import main
from inbox_momentum.corrections import table
from inbox_momentum.model import Report
from inbox_momentum.report import html, json_report, schema, terminal
from tests.unit import report_factories as make
from tests.unit.corrections.test_applied import report, said

AS_OF = ["--as-of", "2026-11-23T08:00:00Z", "--timezone", "Europe/London"]
KEPT = Path("config/inbox-momentum/corrections.toml")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def correct(*words: str) -> int:
    return main(["correct", *words])


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_said_listed_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert correct("list") == 0
    assert "Nothing has been put right yet" in shown(capsys)
    assert correct("sender", "Jobs@Acme.example", "--employer", "Acme, Inc.", "--note", "they merged") == 0
    assert correct("answered", "w1a2b3c4d", "--at", "2026-11-20T14:30+01:00", "--how", "phone") == 0
    told = shown(capsys)
    assert "Noted as correction 1" in told
    assert "w1a2b3c4d was answered elsewhere (phone)" in told
    assert stat.S_IMODE(KEPT.stat().st_mode) == 0o600
    assert stat.S_IMODE(KEPT.parent.stat().st_mode) == 0o700
    assert "# Mail from jobs@acme.example is from Acme, Inc.\n[[correction]]" in KEPT.read_text("utf-8")
    correct("list")
    first, second = shown(capsys).splitlines()
    assert first.endswith("Mail from jobs@acme.example is from Acme, Inc.  (they merged)")
    correct("undo", "1")
    assert "Taken back: Mail from jobs@acme.example" in shown(capsys)
    assert correct("undo", second.split()[1]) == 0
    correct("list")
    assert "Nothing has been put right yet" in capsys.readouterr().out.splitlines()[-1]


def test_the_same_thing_said_twice_is_kept_once(capsys: pytest.CaptureFixture[str]) -> None:
    correct("not-a-lapse", "l1a2b3c4d")
    before = KEPT.read_text("utf-8")
    assert correct("not-a-lapse", "l1a2b3c4d", "--note", "again") == 0
    assert "said already (correction 1" in shown(capsys)
    assert KEPT.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["not-a-lapse", "w1a2b3c4d"], "lapse must be an id as the report shows it, such as l1a2b3c4d"),
        (["not-a-request", "w1"], "wait must be an id"),
        (["answered", "w1a2b3c4d", "--at", "yesterday"], "--at wants a moment"),
        (["snooze", "l1a2b3c4d", "--until", "soon"], "--until wants a day"),
        (["snooze", "l1a2b3c4d", "--until", "0001-01-01"], "until wants a day"),
        (["outcome", "a1a2b3c4d", "rejected", "--on", "20.11.2026"], "--on wants a day"),
        (["same", "a1a2b3c4d", "a1a2b3c4d"], "wants two ids"),
        (["sender", "gmail.com", "--employer", "Acme"], "gmail.com is free mail"),
        (["sender", "gmail.com", "--not-hiring"], "gmail.com is free mail"),
        (["sender", "greenhouse-mail.io", "--employer", "Acme"], "writes for many employers"),
        (["sender", "no-reply@ashbyhq.com", "--employer", "Acme"], "is Ashby, which writes for many"),
        (["sender", "acme.example"], "employer is missing"),
        (["sender", "acme.example", "--employer", "a\nb"], "employer must be one short line of text"),
        (["sender", "acme.example", "--employer", "A", "--not-hiring"], "leave employer and agency out"),
        (["undo", "1"], "There is no correction '1'"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correct(*words) == 2
    assert told in capsys.readouterr().err
    assert not KEPT.exists()


def test_a_file_that_cannot_be_read_is_not_written_over(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    KEPT.parent.mkdir(parents=True)
    KEPT.write_text("[[correction]]\nsays = 'merge'\n")
    for words in (
        ["correct", "not-a-lapse", "l1a2b3c4d"],
        ["correct", "list"],
        ["report", str(samples / "steady.mbox"), *AS_OF],
    ):
        assert main(words) == 2
        told = capsys.readouterr().err
        assert "corrections.toml: correction 1: says is 'merge'" in told
    assert KEPT.read_text() == "[[correction]]\nsays = 'merge'\n"
    assert not Path("momentum-report.html").exists()


def test_a_file_of_ones_own_and_a_link_to_one(samples: Path) -> None:
    assert correct("not-a-lapse", "l1a2b3c4d", "--corrections", "mine.toml") == 0
    assert not KEPT.exists()
    Path("link.toml").symlink_to("mine.toml")
    correct("snooze", "l1a2b3c4d", "--until", "2027-01-01", "--corrections", "link.toml")
    assert Path("link.toml").is_symlink()
    assert Path("mine.toml").read_text("utf-8").count("[[correction]]") == 2
    words = ["report", str(samples / "steady.mbox"), *AS_OF, "--quiet", "--json", "out.json"]
    assert main([*words, "--corrections", "mine.toml"]) == 0
    assert len(json.loads(Path("out.json").read_text("utf-8"))["corrections"]) == 2
    assert main([*words, "--corrections", "gone.toml"]) == 2


def test_the_demo_knows_nothing_of_the_owners_corrections() -> None:
    correct("not-a-lapse", "l1a2b3c4d")
    main(["demo", "-o", "demo"])
    assert "Corrected by you" not in Path("demo/report.html").read_text("utf-8")


def test_each_line_of_the_page_can_be_typed_and_does_what_it_says(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command under "Not right?" is accepted as it stands; the next report shows them as applied."""
    source = str(samples / "weekly_audit.mbox")
    main(["report", source, *AS_OF, "--quiet"])
    page = Path("momentum-report.html").read_text("utf-8")
    lines = {
        re.sub(r"<[^>]+>", "", line).replace("&#34;", '"')
        for line in re.findall(r"<dd><code>(<bdi>momentum .*?)</code>", page)
    }
    kinds = {line.split()[2] for line in lines}
    assert kinds == {"not-a-request", "answered", "not-a-lapse", "snooze", "sender"}
    for line in sorted(lines):
        assert main(shlex.split(line)[1:]) == 0, line
        main(["report", source, *AS_OF, "--quiet", "--json", "out.json"])
        (result,) = json.loads(Path("out.json").read_text("utf-8"))["corrections"]
        assert result["status"] == "applied", line
        main(["correct", "undo", result["id"]])


# ------------------------------------------------------------------------------ what is shown


ROWS: tuple[dict[str, Any], ...] = (
    {"says": "sender", "sender": "midori.example", "employer": 'Midori <b>&"Co'},
    {"says": "sender", "sender": "nowhere.example", "hiring": False},
    {"says": "not-a-lapse", "lapse": "l7608a6dd", "note": "MY SECRET NOTE"},
)


def corrected() -> Report:
    return report(*(said(**row) for row in ROWS))


def test_the_json_obeys_its_schema_and_keeps_the_note_back() -> None:
    document = json_report.as_json(corrected())
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema.schemas(closed=True)["report-1"], format_checker=checker).validate(
        document
    )
    assert [one["status"] for one in document["corrections"]] == ["applied", "not_found", "applied"]
    assert [one["says"] for one in document["corrections"]] == ["sender", "sender", "not_a_lapse"]
    assert "MY SECRET NOTE" not in json_report.dumps(document) + html.render(corrected())


def test_the_page_says_what_was_put_right_and_how_to_take_it_back() -> None:
    page = html.render(corrected())
    assert "Corrected by you" in page
    assert "Midori &lt;b&gt;&amp;&#34;Co" in page.replace("&quot;", "&#34;")
    assert "1 correction that changed nothing here" in page
    undo = [one.correction.id for one in corrected().corrections]
    assert all(f"momentum correct undo {one}" in page for one in undo)
    assert "Corrected by you" not in html.render(report())


def test_the_terminal_shows_one_line_to_put_right_and_one_of_what_was(
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal.print_summary(report())
    plain = shown(capsys)
    assert plain.count("momentum correct not-a-request w") == 1
    assert "corrections of yours" not in plain
    terminal.print_summary(corrected())
    assert "2 corrections of yours applied, 1 changed nothing in this mail." in shown(capsys)


def test_explain_says_why_an_id_is_gone(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wait = next(one for one in report().waits if one.kind == "references" and one.status == "open")
    words = ["explain", wait.id, str(samples / "weekly_audit.mbox"), *AS_OF]
    main(words)
    assert f"momentum correct not-a-request {wait.id}" in shown(capsys)
    correct("not-a-request", wait.id)
    shown(capsys)
    assert main(words) == 0
    told = shown(capsys)
    assert f"Corrected by you: {wait.id} is no request" in told
    assert "momentum correct undo c" in told


def test_inspect_shows_what_is_not_asked(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wait = next(one for one in report().waits if one.kind == "references" and one.status == "open")
    correct("not-a-request", wait.opened_by)
    shown(capsys)
    main(["inspect", str(samples / "weekly_audit.mbox"), *AS_OF])
    rows = [json.loads(line) for line in shown(capsys).splitlines()]
    (row,) = [row for row in rows if row["message_id"] == wait.opened_by]
    assert row["asks"] == []
    assert "you said: not a request" in row["cues"]


@pytest.mark.parametrize(
    "address",
    ["a;rm -rf ~@x.example", "$(id)@x.example", "a'b@x.example", "-n@x.example", "no-reply@ashbyhq.com"],
)
def test_no_line_to_copy_is_made_of_a_strange_or_shared_address(address: str) -> None:
    plain = make.ordinary()
    evidence = {key: replace(one, from_address=address) for key, one in plain.evidence.items()}
    page = html.render(replace(plain, evidence=evidence))
    assert "momentum correct not-a-request" in page
    assert "momentum correct sender" not in page.replace("momentum correct sender ADDRESS", "")


def test_the_docs_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line of docs/corrections.md is accepted, and its file is read."""
    text = (Path(__file__).resolve().parents[3] / "docs" / "corrections.md").read_text("utf-8")
    lines = re.findall(r"`(momentum correct [^`]+)`", text)
    assert len(lines) == 13
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, line
    said_by_hand = table.read(text.partition("```toml\n")[2].partition("```")[0], "docs")
    assert len(said_by_hand) == 6
    shown(capsys)
    correct("list")
    assert len(shown(capsys).splitlines()) == 10
