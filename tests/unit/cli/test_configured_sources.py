"""A command that is given no SOURCE reads what the configuration names, as docs/configuration.md says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inbox_momentum import cli, places
from inbox_momentum.cli import dialogue, options
from inbox_momentum.config import Config
from inbox_momentum.model import UsageError

AS_OF = ("--as-of", "2026-11-23T09:00Z")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(dialogue, "somebody_there", lambda: False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(text: str) -> None:
    (places.private(places.config_folder()) / "config.toml").write_text(text)


def test_what_is_named_goes_before_what_is_configured() -> None:
    both = Config(sources=("a.mbox", "work"), accounts={"work": {}, "home": {}})
    assert options.named(["b.mbox"], both) == ["b.mbox"]
    assert options.named([], both) == ["a.mbox", "work"]
    assert options.named([], Config(accounts={"work": {}, "home": {}})) == ["work", "home"]
    with pytest.raises(UsageError, match="Nothing to read"):
        options.named([], Config())


def test_the_report_is_the_same_with_the_source_configured(home: Path, samples: Path) -> None:
    mail = samples / "steady.mbox"
    assert cli.main(["report", str(mail), *AS_OF, "--quiet", "--json", "named.json"]) == 0
    configured(f"sources = {json.dumps([str(mail)])}\n")
    assert cli.main(["report", *AS_OF, "--quiet", "--json", "configured.json"]) == 0
    assert (home / "named.json").read_text() == (home / "configured.json").read_text()
    wait = json.loads((home / "named.json").read_text())["waits"][0]["id"]
    assert cli.main(["explain", wait, *AS_OF]) == 0
    assert cli.main(["report", *AS_OF, "-o", str(mail)]) == 2  # that mail is spared all the same


@pytest.mark.parametrize(
    "words",
    [
        ("report",),
        ("weekly",),
        ("weekly", "--schedule", "print"),
        ("threads", "--json", "-"),
        ("inspect", "--json", "-"),
        ("explain", "w1f00e6eb"),
    ],
)
def test_with_nothing_to_read_it_says_what_to_do(
    home: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(list(words)) == 2
    said = capsys.readouterr()
    assert said.err == "momentum: Nothing to read: run momentum init once, or name a SOURCE.\n"
    assert said.out == ""
    assert not list(home.glob("*.html"))
