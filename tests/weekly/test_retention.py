"""Old weekly reports go when the configuration says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_momentum import cli
from inbox_momentum.config import load
from inbox_momentum.model import UsageError


@pytest.mark.parametrize("value", ["0", "13", "-5", "true", "'a year'", "99999999"])
def test_a_span_that_cannot_be_meant(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"keep_days = {value}\n")
    with pytest.raises(UsageError, match="keep_days"):
        load(path)


def test_old_reports_go_and_the_last_one_stays(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    path = tmp_path / "config.toml"
    path.write_text("keep_days = 20\n")
    for day in ("2026-10-26", "2026-11-02", "2026-11-16", "2026-11-23"):
        status = cli.main(
            [
                "weekly",
                str(samples / "steady.mbox"),
                "--as-of",
                f"{day}T09:00Z",
                "--config",
                str(path),
                "--quiet",
            ]
        )
        assert status == 0
    folder = tmp_path / "XDG_DATA_HOME" / "inbox-momentum" / "weekly"
    assert sorted(one.name for one in folder.iterdir()) == ["2026-11-16", "2026-11-23"]
