"""Configuration: what is read, and how wrong settings are named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inbox_momentum import config
from inbox_momentum.model import UsageError

GOOD = """
addresses = ["maya@example.net"]
timezone = "Europe/Berlin"
languages = ["de", "EN", "de"]
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
    assert found.languages == found.settings("Europe/Berlin").languages == ("de", "en")
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
        ("languages = ['de', 'Klingon']", "languages wants codes of these: en, de, fr, es, pt, nl"),
        ("languages = 'de'", "languages must be a list"),
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
        ("[working]\ncountry = 'Atlantis'", "working.country cannot be used: no holidays are known"),
        (
            "[working]\ncountry = 'GB'\nregion = 'BY'",
            "working.region cannot be used: GB has no region 'BY'; known: ",
        ),
        ("[working]\nregion = 'SCT'", "working.region needs working.country"),
        ("[working]\ncountry = 44", "working.country must be text"),
        ("[answered]\nw12345678 = 'yesterday'", "answered.w12345678 wants the moment"),
        ("[answered]\nw12345678 = 2026-11-20", "answered.w12345678 wants the moment"),
        ("answered = ['w12345678']", "answered must be a table"),
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


def read(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return config.load(path)


@pytest.mark.parametrize(
    ("text", "day", "off"),
    [
        ("country = 'GB'", date(2026, 12, 25), True),
        ("country = 'GB'", date(2026, 11, 30), False),
        ("country = 'GB'\nregion = 'SCT'", date(2026, 11, 30), True),  # Saint Andrew's Day
        ("country = 'gb'\nregion = 'sct'", date(2026, 11, 30), True),
        ("country = 'GB'\nregion = 'SCT'", date(2026, 12, 28), True),  # Boxing Day falls on a Saturday
        ("country = 'DE'\nregion = 'BY'", date(2026, 11, 1), True),
        ("country = 'DE'\nregion = 'BE'", date(2026, 11, 1), False),
        ("country = 'DE'\nholidays = [2026-11-02]", date(2026, 11, 2), True),
        ("country = 'DE'\nholidays = [2026-11-02]", date(2026, 10, 3), True),
        ("", date(2026, 12, 25), False),
    ],
)
def test_public_holidays_of_the_years_concerned(tmp_path: Path, text: str, day: date, off: bool) -> None:
    found = read(tmp_path, f"[working]\n{text}").settings("UTC", range(2025, 2028)).calendar.holidays
    assert (day in found) is off
    assert {day.year for day in found} <= {2025, 2026, 2027}


def test_a_working_day_in_limits_is_the_owners(tmp_path: Path) -> None:
    found = read(tmp_path, "[working]\nstart = '09:00'\nend = '17:00'\n[limits]\nschedule = {green = '1 wd'}")
    assert found.limits["schedule"].green_s == 8 * 3600


def test_marks_are_meant_in_the_owners_zone(tmp_path: Path) -> None:
    text = "[answered]\nw1 = 2026-11-20T14:30:00\nw2 = 2026-11-20T14:30:00Z"
    assert read(tmp_path, text).settings("Europe/Berlin").answered == {
        "w1": datetime(2026, 11, 20, 13, 30, tzinfo=UTC),
        "w2": datetime(2026, 11, 20, 14, 30, tzinfo=UTC),
    }


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbftimezone = 'UTC'\r\n")
    assert config.load(path).timezone == "UTC"
