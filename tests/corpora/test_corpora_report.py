"""Every folder of public mail all the way to the report's JSON: no traceback, sums that hold, places for all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inbox_momentum.cli import main

pytestmark = pytest.mark.corpora
FOLDERS = ["parser", "apple", "dkim", "lists", "threading", "reply_parsing", "outlook"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_public_mail(
    name: str,
    corpora: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "own"))
    if not (corpora / name).is_dir():
        pytest.skip(f"{name} is not among the corpora of this machine")
    out = tmp_path / "report.json"
    command = ["report", str(corpora / name), "--json", str(out), "-o", str(tmp_path / "report.html")]
    assert main([*command, "--as-of", "2026-11-23T08:00:00Z", "--timezone", "UTC"]) == 0
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    coverage = json.loads(out.read_text("utf-8"))["coverage"]
    parts = ("kept", "duplicates", "outside_window", "rejected")
    assert coverage["messages"] == sum(coverage[part] for part in parts) > 0
    for defect in coverage["defects"]:
        assert defect["source"] and defect["position"] and defect["code"] and defect["detail"], defect
