"""No command ranks, compares, sorts or collects candidates, and the docs say why."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inbox_momentum import cli
from inbox_momentum.share import document
from tests.share import made
from tests.share.conftest import Home
from tests.share.test_hostile import signed

ROOT = Path(__file__).resolve().parents[2]
Homes = Callable[[str], Home]


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command and action with its parser."""
    waiting = [("momentum", cli.parser())]
    while waiting:
        name, parser = waiting.pop()
        yield name, parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += [(f"{name} {key}", one) for key, one in action.choices.items()]


READERS = {"momentum review", "momentum share inspect"}


def test_a_share_is_read_from_exactly_one_file() -> None:
    found = {name: parser for name, parser in parsers() if name in READERS}
    assert set(found) == READERS
    for parser in found.values():
        files = [one for one in parser._actions if not one.option_strings]
        assert [(one.dest, one.nargs) for one in files] == [("file", None)]


def test_no_command_and_no_option_ranks_or_collects() -> None:
    banned = re.compile(r"rank|compar|sort|import|bulk|batch|score|leader|candidates\b", re.I)
    for name, parser in parsers():
        words = name.split()[1:] + [text for one in parser._actions for text in one.option_strings]
        if name.split()[1:2] in (["share"], ["review"], ["report"]):
            assert [word for word in words if banned.search(word)] == [], name
    assert not {"rank", "compare", "sort", "import"} & set(cli.COMMANDS)


@pytest.mark.parametrize(
    "words",
    [("a", "b"), ("a", "--sort", "n"), ("a", "--compare", "b"), ("a", "--csv", "d"), ("a", "--json", "-")],
)
def test_more_than_one_file_is_wrong_usage(homes: Homes, words: tuple[str, ...]) -> None:
    ana = homes("recruiter")
    for name in ("a", "b"):
        (ana.folder / name).write_text(signed(document.claims(made.share())), encoding="ascii")
    assert ana.run("review", *words) == 2
    assert list(ana.folder.rglob("*.html")) == []


def test_a_folder_of_shares_is_refused(homes: Homes, capsys: pytest.CaptureFixture[str]) -> None:
    ana = homes("recruiter")
    for number in range(3):
        (ana.folder / f"{number}.momentum-share").write_text(signed(document.claims(made.share())))
    assert ana.run("review", ana.folder) == 2
    assert "shares are not collected or compared" in capsys.readouterr().err


def test_the_view_log_holds_no_figure(homes: Homes) -> None:
    ana = homes("recruiter")
    file = ana.folder / "a.momentum-share"
    file.write_text(signed(document.claims(made.share())), encoding="ascii")
    assert ana.run("review", file) == 0
    log = next(ana.folder.rglob("views.log")).read_text()
    assert not re.search(r"median|hours|open|kinds|total", log)


def test_the_docs_say_why() -> None:
    text = (ROOT / "docs" / "privacy-and-consent.md").read_text(encoding="utf-8")
    assert "## One share at a time" in text
    for word in (
        "Annex III",
        "Article 5(1)(f)",
        "Article 7",
        "Local Law 144",
        "ISO/IEC TS 27560",
        "Retention",
    ):
        assert word in text
