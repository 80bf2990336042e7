"""The file of corrections: readable, editable by hand, checked, and kept as it is."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.corrections import table, writing
from inbox_momentum.model import CorrectionKind, Outcome, UsageError, WaitKind

HAND_MADE = """\
# my own words
[[correction]]            # the recruiter's private address
says = "sender"
sender = "Greta@Mail.example"
employer = "Lumen Söhne"

# Dana said on the phone
# that it is settled
  [[ correction ]]
says = 'answered'
wait = "w1a2b3c4d"
at = 2026-11-20T14:30:00
how = "phone"

[[correction]]
says = "not-a-request"
message = "<odd id@mx.example>"
kind = "question"
"""


def read(text: str) -> tuple[Any, ...]:
    return table.read(text, "corrections.toml")


def test_what_is_written_by_hand_is_read() -> None:
    sender, answered, request = read(HAND_MADE)
    assert (sender.says, sender.target, sender.employer, sender.hiring) == (
        CorrectionKind.SENDER,
        "greta@mail.example",
        "Lumen Söhne",
        True,
    )
    assert (answered.target, answered.at, answered.how) == (
        "w1a2b3c4d",
        datetime(2026, 11, 20, 14, 30),
        "phone",
    )
    assert (request.target, request.wait_kind) == ("odd id@mx.example", WaitKind.QUESTION)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[correction]", "not valid TOML"),
        ("a = " + "[" * 3000, "not valid TOML"),
        ("colour = 1", "colour is not known here"),
        ("correction = 1", "begins with [[correction]]"),
        ("[[correction]]\nlapse = 'l1a2b3c4d'", "correction 1: says is missing"),
        ("[[correction]]\nsays = 'merge'", "says is 'merge'; known are sender, not-a-request"),
        ("[[correction]]\nsays = 'not-a-lapse'\nlapse = 'l1'", "lapse must be an id as the report shows it"),
        ("[[correction]]\nsays = 'not-a-lapse'\nlapse = 'w1a2b3c4d'", "such as l1a2b3c4d"),
        (
            "[[correction]]\nsays = 'not-a-lapse'\nlapse = 'l1a2b3c4d'\ncolour = 1",
            "colour is no key of 'not-a-lapse'",
        ),
        (
            "[[correction]]\nsays = 'not-a-lapse'\nlapse = 'l1a2b3c4d'\nnote = \"a\\nb\"",
            "note must be one short line",
        ),
        ("[[correction]]\nsays = 'snooze'\nlapse = 'l1a2b3c4d'", "until wants a day"),
        (
            "[[correction]]\nsays = 'snooze'\nlapse = 'l1a2b3c4d'\nuntil = 2026-11-20T10:00:00",
            "until wants a day",
        ),
        ("[[correction]]\nsays = 'answered'\nwait = 'w1a2b3c4d'\nat = 2026-11-20", "at wants a moment"),
        (
            "[[correction]]\nsays = 'answered'\nwait = 'w1a2b3c4d'\nat = 0001-01-01T00:00:00",
            "at wants a moment",
        ),
        (
            "[[correction]]\nsays = 'sender'\nsender = 'acme'\nemployer = 'A'",
            "sender wants an address or a domain",
        ),
        ("[[correction]]\nsays = 'sender'\nsender = 'acme.com'", "employer is missing"),
        (
            "[[correction]]\nsays = 'sender'\nsender = 'acme.com'\nhiring = 'no'",
            "hiring must be true or false",
        ),
        (
            "[[correction]]\nsays = 'sender'\nsender = 'acme.com'\nhiring = false\nagency = true",
            "leave employer",
        ),
        ("[[correction]]\nsays = 'same'\napplications = ['a1a2b3c4d']", "applications wants two ids"),
        (
            "[[correction]]\nsays = 'same'\napplications = ['a1a2b3c4d', 'a1a2b3c4d']",
            "applications wants two ids",
        ),
        (
            "[[correction]]\nsays = 'outcome'\napplication = 'a1a2b3c4d'\noutcome = 'gone'",
            "outcome must be one of",
        ),
        ("[[correction]]\nsays = 'not-a-request'", "wait or message must be there"),
        ("[[correction]]\nsays = 'not-a-request'\nmessage = 'm@x'\nkind = 'reply'", "kind must be one of"),
        (
            "[[correction]]\nsays = 'not-a-request'\nwait = 'w1a2b3c4d'\nkind = 'offer'",
            "kind goes with message",
        ),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        read(text)
    assert str(raised.value).replace("The corrections ", "").startswith("corrections.toml")
    assert said in str(raised.value)


def test_the_second_wrong_one_is_named_by_its_number() -> None:
    with pytest.raises(UsageError, match="correction 2: lapse"):
        read(
            "[[correction]]\nsays='not-a-lapse'\nlapse='l1a2b3c4d'\n[[correction]]\nsays='not-a-lapse'\nlapse=3"
        )


def test_the_id_is_of_what_is_said_not_of_when_or_why() -> None:
    row = {"says": "snooze", "lapse": "l1a2b3c4d", "until": date(2026, 12, 1)}
    plain = table.checked(row, "x")
    later = table.checked({**row, "note": "why", "said_at": datetime(2026, 11, 1, tzinfo=UTC)}, "x")
    assert plain.id == later.id != table.checked({**row, "until": date(2026, 12, 2)}, "x").id


_NAMES = st.text("abcdefghijklmnöß \"'\\#[]=&日", min_size=1, max_size=20).filter(
    lambda text: text.strip() == text
)
_HEX = st.text("0123456789abcdef", min_size=8, max_size=8)
_DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=timezone(timedelta(hours=at.hour % 12)))
)
ROWS = st.one_of(
    st.fixed_dictionaries(
        {"says": st.just("sender"), "sender": st.just("jobs@acme.example"), "employer": _NAMES},
        optional={"note": _NAMES, "said_at": _MOMENTS, "agency": st.booleans()},
    ),
    st.fixed_dictionaries({"says": st.just("not-a-request"), "wait": _HEX.map("w".__add__)}),
    st.fixed_dictionaries(
        {"says": st.just("answered"), "wait": _HEX.map("w".__add__), "at": _MOMENTS}, optional={"how": _NAMES}
    ),
    st.fixed_dictionaries({"says": st.just("snooze"), "lapse": _HEX.map("l".__add__), "until": _DAYS}),
    st.fixed_dictionaries({"says": st.just("same"), "applications": st.just(["a00000000", "a11111111"])}),
    st.fixed_dictionaries(
        {
            "says": st.just("outcome"),
            "application": _HEX.map("a".__add__),
            "outcome": st.sampled_from([str(one) for one in Outcome]),
            "on": _DAYS,
        }
    ),
)


@given(
    st.lists(ROWS, min_size=1, max_size=6), st.sampled_from(["", HAND_MADE, "correction = []\n"]), st.data()
)
def test_what_is_added_is_read_and_what_is_removed_is_gone(
    rows: list[dict[str, Any]], text: str, data: st.DataObject
) -> None:
    for row in rows:
        before = read(text)
        text = writing.added(text, row, f"a comment {row['says']}\n[[correction]]", "f")
        assert read(text) == (*before, table.checked(row, "f"))
    while known := read(text):
        number = data.draw(st.integers(1, len(known)))
        text = writing.removed(text, number, "f")
        assert read(text) == (*known[: number - 1], *known[number:])


def test_what_stands_there_by_hand_stays() -> None:
    added = writing.added(HAND_MADE, {"says": "not-a-lapse", "lapse": "l1a2b3c4d"}, "none", "f")
    assert added.startswith(HAND_MADE)
    assert writing.removed(added, 4, "f") == HAND_MADE + "\n"
    without = writing.removed(HAND_MADE, 2, "f")
    assert "Dana" not in without
    assert "# my own words" in without
    assert "the recruiter's private address" in without


@pytest.mark.parametrize(
    "text",
    [
        'correction = [{says = "not-a-lapse", lapse = "l1a2b3c4d"}, {says = "same", applications = ["a00000000", "a11111111"]}]',
        '[[correction]]\nsays = "answered"\nwait = "w1a2b3c4d"\nat = 2026-11-20T14:30:00\n'
        '[["correction"]]\nsays = "not-a-lapse"\nlapse = "l1a2b3c4d"\n',
    ],
    ids=["inline", "quoted head"],
)
def test_other_forms_of_toml_are_taken_apart_all_the_same(text: str) -> None:
    first, second = read(text)
    assert read(writing.removed(text, 1, "f")) == (second,)
    assert read(writing.removed(text, 2, "f")) == (first,)
    row = {"says": "not-a-lapse", "lapse": "lffffffff"}
    assert read(writing.added(text, row, "", "f"))[:2] == (first, second)
    assert tomllib.loads(writing.added(text, row, "", "f"))
