"""Every seed and every input that once broke something, as an ordinary test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent
INPUTS = sorted(path for kind in ("seeds", "findings") for path in (HERE / kind).rglob("*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: "/".join(path.parts[-3:]))
def test_input_holds(path: Path) -> None:
    TARGETS[path.parent.name].check(path.read_bytes())


def test_every_target_has_seeds() -> None:
    assert {path.parent.name for path in INPUTS if "seeds" in path.parts} == set(TARGETS)
