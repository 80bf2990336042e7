"""Writing settings: what is written is what is read, and what was there stays."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum import config_file
from inbox_momentum.config_file import Setting
from inbox_momentum.model import UsageError

OLD = """\
# my own words
addresses = [ "a@example.net" ]   # the old one

[working]  # hours
start = "09:00" # early bird

[accounts.home]
user = "q"  # u
password_command = ["pass", "x"]
"""


def test_a_fresh_file_says_what_each_line_is_for() -> None:
    text = config_file.fresh(
        [
            Setting((), "timezone", "Europe/London", "yours"),
            Setting((), "sources", None, "mail to read", '["x.mbox"]'),
            Setting(("accounts", "my mail"), "user", 'o"x\\', "your server"),
            Setting((), "addresses", ["maya@example.net"]),
            Setting(("accounts", "my mail"), "since", date(2026, 1, 2)),
        ]
    )
    assert tomllib.loads(text) == {
        "timezone": "Europe/London",
        "addresses": ["maya@example.net"],
        "accounts": {"my mail": {"user": 'o"x\\', "since": date(2026, 1, 2)}},
    }
    assert '# yours\ntimezone = "Europe/London"\n' in text
    assert '# mail to read\n# sources = ["x.mbox"]\n' in text


def test_changes_keep_comments_order_and_everything_else() -> None:
    text = config_file.changed(
        OLD,
        [
            Setting((), "addresses", ["b@example.net"]),
            Setting((), "sources", ["x.mbox"], "what is read"),
            Setting(("working",), "start", "09:00"),
            Setting(("working",), "end", "17:00"),
            Setting(("accounts", "home"), "password_command", None, remove=True),
            Setting(("accounts", "work"), "user", "maya"),
            Setting(("limits", "schedule"), "green", "1 wd"),
        ],
    )
    for kept in (
        "# my own words",
        "# the old one",
        "[working]  # hours",
        'start = "09:00" # early bird',
        "# u",
    ):
        assert kept in text
    assert tomllib.loads(text) == {
        "addresses": ["b@example.net"],
        "sources": ["x.mbox"],
        "working": {"start": "09:00", "end": "17:00"},
        "accounts": {"home": {"user": "q"}, "work": {"user": "maya"}},
        "limits": {"schedule": {"green": "1 wd"}},
    }


def test_no_change_changes_nothing() -> None:
    same = [Setting((), "addresses", ["a@example.net"]), Setting(("working",), "end", None, remove=True)]
    assert config_file.changed(OLD, same) == OLD


@pytest.mark.parametrize(
    "old",
    ["accounts = {home = {user = 'q'}}\n", "accounts.home.user = 'q'\n", "[accounts]\nhome.user = 'q'\n"],
)
def test_unusual_ways_of_writing_are_kept_or_refused_never_broken(old: str) -> None:
    wanted = [
        Setting(("accounts", "home"), "host", "h", "your server"),
        Setting(("accounts", "work"), "user", "maya", "another"),
    ]
    try:
        text = config_file.changed(old, wanted)
    except UsageError:
        return
    assert tomllib.loads(text) == {"accounts": {"home": {"user": "q", "host": "h"}, "work": {"user": "maya"}}}


@pytest.mark.parametrize("old", ["[working\n", "accounts = 3\n", "x = 1\nx = 2\n"])
def test_what_cannot_be_changed_is_said(old: str) -> None:
    with pytest.raises(UsageError, match="cannot be changed"):
        config_file.changed(old, [Setting(("accounts", "home"), "user", "q")])


names = st.text(min_size=1, max_size=8).filter(lambda text: text.isprintable())
values = st.one_of(
    st.text(max_size=20), st.booleans(), st.integers(-1000, 1000), st.lists(st.text(max_size=8), max_size=3)
)


@given(st.dictionaries(names, st.dictionaries(names, values, min_size=1, max_size=3), max_size=4))
def test_any_value_survives_writing_and_writing_again(
    tables: dict[str, dict[str, config_file.Value]],
) -> None:
    lines = [
        Setting(("accounts", name), key, value, "a note")
        for name, table in tables.items()
        for key, value in table.items()
    ]
    text = config_file.fresh(lines)
    assert tomllib.loads(text).get("accounts", {}) == tables
    assert config_file.changed(text, lines) == text
    assert tomllib.loads(config_file.changed(OLD, lines))["accounts"] == {
        "home": {"user": "q", "password_command": ["pass", "x"]},
        **{
            name: ({"user": "q", "password_command": ["pass", "x"]} if name == "home" else {}) | table
            for name, table in tables.items()
        },
    }
