"""What the pages say is what the program takes."""

from __future__ import annotations

import re
from pathlib import Path

from inbox_momentum import accounts, config
from inbox_momentum.accounts import providers

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_example_of_the_configuration_is_one(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (DOCS / "configuration.md").read_text("utf-8"), re.DOTALL)
    found = config.parse(blocks[0], tmp_path / "config.toml")
    assert [one.name for one in accounts.configured(found)] == ["gmail", "work", "own"]
    assert found.not_a_lapse and found.snoozed and found.answered and found.limits and found.delivery
    named = set(re.findall(r"^#? ?(\w+) = ", blocks[0], re.MULTILINE))
    assert set(config._ACCOUNT) - {"token_command"} <= named
    assert "token_command" in blocks[0]
    tables = set(re.findall(r"^\[(\w+)", blocks[0], re.MULTILINE))
    assert named | tables >= config._TOP | config._WORKING
    assert found.keep_days == 365


def test_every_provider_is_on_its_page() -> None:
    page = (DOCS / "accounts.md").read_text("utf-8")
    for row in providers.table().values():
        if row.host:
            assert f"| `{row.id}` | [{row.name}]({row.source}) | `{row.host}:{row.port}" in page


def test_what_links_from_page_to_page_is_there() -> None:
    for name in ("tutorial", "data", "privacy-and-consent", "corrections", "configuration"):
        for place in re.findall(r"\]\(([^)#:]+)\)", (DOCS / f"{name}.md").read_text("utf-8")):
            assert (DOCS / place).exists(), f"{name}.md: {place}"
