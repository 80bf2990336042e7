"""Configuration: what is read, and how wrong settings are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inbox_momentum import config
from inbox_momentum.model import UsageError

GOOD = """
addresses = ["maya@example.net"]
timezone = "Europe/Berlin"
not_a_lapse = ["l12345678"]

[working]
start = "09:00"
end = "17:30"
days = ["mon", "Tue", "wed"]
holidays = [2026-12-25]
away = [{from = 2026-08-01, to = 2026-08-14}]
travel = [{from = 2026-09-01, to = 2026-09-05, zone = "Asia/Tokyo"}]
"""


def test_reads_every_setting(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(GOOD)
    found = config.load(path)
    assert found.addresses == ("maya@example.net",)
    assert found.timezone == "Europe/Berlin"
    assert found.not_a_lapse == {"l12345678"}
    calendar = found.settings("Europe/Berlin").calendar
    assert (calendar.zone, calendar.start_s, calendar.end_s) == ("Europe/Berlin", 9 * 3600, 17 * 3600 + 1800)
    assert calendar.weekdays == {0, 1, 2}
    assert calendar.holidays == {date(2026, 12, 25)}
    assert calendar.away == ((date(2026, 8, 1), date(2026, 8, 14)),)
    assert calendar.travel == ((date(2026, 9, 1), date(2026, 9, 5), "Asia/Tokyo"),)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("addresses = 'maya@example.net'", "addresses must be a list"),
        ("colour = 'red'", "colour is not a setting"),
        ("timezone = 'Mars/Olympus'", "no time zone"),
        ("[working]\nstart = '20:00'\nend = '08:00'", "working.end must lie after start"),
        ("[working]\nstart = '8am'", "working.start wants a time"),
        ("[working]\ndays = ['someday']", "working.days"),
        ("[working]\naway = ['Christmas']", "working.away"),
        ("[working]\naway = [{from = 2026-08-14, to = 2026-08-01}]", "working.away"),
        ("[working]\ntravel = [{from = 2026-08-14}]", "working.travel"),
        ("[limits]\nschedule = 3", "limits"),
        ("[limits]\nhurry = {green_s = 1}", "limits"),
        ("addresses = [", "not valid TOML"),
    ],
)
def test_names_what_is_wrong(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"config\.toml") as caught:
        config.load(path)
    assert named in str(caught.value)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        config.load(tmp_path / "absent.toml")


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert config.load(None) == config.Config()
