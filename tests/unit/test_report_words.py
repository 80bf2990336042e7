"""The table of sentences: complete, used, and filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inbox_momentum.model import Clock, Outcome, Stage, WaitKind
from inbox_momentum.report import spans, words
from inbox_momentum.report.text import MailText

WORDS = words.load()
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "under a minute"),
        (59, "under a minute"),
        (60, "1 min"),
        (59.4 * 60, "59 min"),
        (59.9 * 60, "59 min"),
        (3600, "1 h"),
        (23.4 * 3600, "23 h"),
        (23.99 * 3600, "23 h"),
        (98 * 3600, "4 d 2 h"),
        (239.4 * 3600, "9 d 23 h"),
        (240 * 3600 - 0.3, "10 d"),
        (17.9 * 86400, "17 d"),
        (4000 * 86400, "4,000 d"),
    ],
)
def test_durations(seconds: float, expected: str) -> None:
    assert spans.duration(seconds, WORDS) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (1, "under half a working day"),
        (6, "0.5 working days"),
        (12, "1 working day"),
        (17, "1.5 working days"),
        (24, "2 working days"),
    ],
)
def test_working_days(hours: float, expected: str) -> None:
    assert spans.working_days(hours * 3600, 12 * 3600, WORDS) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "One employer is waiting for you."),
        (3, "Three employers are waiting for you."),
        (12, "Twelve employers are waiting for you."),
        (13, "13 employers are waiting for you."),
        (1284, "1,284 employers are waiting for you."),
    ],
)
def test_plurals_and_number_words(n: int, expected: str) -> None:
    assert WORDS.text("first.waiting", n=n) == expected


def test_mail_text_in_a_field_stays_mail_text_and_is_never_a_template() -> None:
    said = WORDS.say("ball.row", n=2, employer=MailText("{now} <b>"), now="them")
    assert MailText("{now} <b>") in said.parts
    assert said.plain == "{now} <b>: 2 messages; now: them"


@pytest.mark.parametrize("key", ["first.nothing_such", "no_such.key"])
def test_unknown_keys_are_errors(key: str) -> None:
    with pytest.raises(KeyError):
        WORDS.say(key)


def test_every_name_of_the_model_has_its_word() -> None:
    wanted = [f"kind.{kind}" for kind in WaitKind] + [f"action.{kind}" for kind in WaitKind]
    wanted += [f"stage.{stage}" for stage in Stage] + [f"outcome.{outcome}" for outcome in Outcome]
    wanted += [f"clock.{clock}" for clock in Clock]
    assert [key for key in wanted if not WORDS.has(key)] == []


def test_every_sentence_is_used_somewhere() -> None:
    code = "".join(path.read_text() for path in (ROOT / "src/inbox_momentum/report").rglob("*.py"))
    code += "".join(path.read_text() for path in (ROOT / "templates").rglob("*.j2"))
    written = set(re.findall(r"[\"']([a-z_]+\.[A-Za-z_]+)[\"']", code))
    made = [
        re.sub(r"\{[^{}]*(\{[^{}]*\})?[^{}]*\}", "[a-z_]*", key)
        for key in re.findall(r'f"([a-z_]+\.[^"]*\{[^"]*)"', code)
        + re.findall(r"f'([a-z_]+\.[^']*\{[^']*)'", code)
    ]
    keys = [
        f"{section}.{name}"
        for section, table in WORDS.table.items()
        if isinstance(table, dict)
        for name in table
    ]
    unused = [
        key
        for key in keys
        if key not in written
        and not any(re.fullmatch(pattern, key) for pattern in made)
        and not key.startswith(("pattern.", "duration."))
    ]
    assert unused == []
