"""The pages of docs/ about the report: the example does what it says, the pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

from inbox_momentum.report import html
from tests.unit import report_factories as make

DOCS = Path(__file__).parents[2] / "docs"
TEMPLATES = Path(__file__).parents[2] / "templates"
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.S)


def test_the_example_changes_its_blocks_and_nothing_else(tmp_path: Path) -> None:
    files = dict(_FILE.findall((DOCS / "templates.md").read_text("utf-8")))
    assert set(files) == {"report.html.j2", "extra.css"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    mine, stock = html.render(make.ordinary(), templates=tmp_path), html.render(make.ordinary())
    assert "Today 3 of them wait." in mine
    assert ".mine {" in mine
    assert "Where your attention goes" in stock
    assert "Where your attention goes" not in mine
    for heading in ("Who has the ball", "Lapses and their evidence", "What this report cannot see"):
        assert heading in mine


def test_the_pictures_are_there_and_small() -> None:
    shown = re.findall(r"\]\((screenshots/[\w-]+\.png)\)", (DOCS / "report.md").read_text("utf-8"))
    assert {path.relative_to(DOCS).as_posix() for path in (DOCS / "screenshots").iterdir()} == set(shown)
    assert max((DOCS / name).stat().st_size for name in shown) < 250_000


def test_every_block_is_named() -> None:
    blocks = re.findall(r"{% block (\w+) %}", (TEMPLATES / "report.html.j2").read_text("utf-8"))
    listed = (DOCS / "templates.md").read_text("utf-8").partition("## Blocks")[2].partition("##")[0]
    assert re.findall(r"`(\w+)`", listed) == blocks
