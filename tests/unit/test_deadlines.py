"""Deadlines and promises: what is stated, what is assumed, and what is no date at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.stages.deadlines import Moment, deadline, promise
from inbox_momentum.stages.locale import day_first
from inbox_momentum.stages.prose import normalise

TUESDAY = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
IN_PARIS = Moment(TUESDAY, 3600, None)


def _read(text: str, moment: Moment = IN_PARIS, language: str = "en"):
    found = deadline(normalise(text), text, moment, language)
    return (found.at.strftime("%Y-%m-%dT%H:%M"), found.stated) if found else None


@pytest.mark.parametrize(
    ("text", "at", "stated"),
    [
        ("by Friday 5pm PT", "2026-11-14T01:00", True),
        ("within 72 hours", "2026-11-13T14:00", True),
        ("in 5 days", "2026-11-15T22:59", False),
        ("before the end of next week", "2026-11-20T22:59", False),
        ("The link expires on 3 March", "2027-03-03T22:59", False),
        ("until 12.11.", "2026-11-12T22:59", False),
        ("by EOD tomorrow", "2026-11-11T22:59", False),
        ("no later than Nov 12th 17:00 CET", "2026-11-12T16:00", True),
        ("by 2026-11-15", "2026-11-15T22:59", False),
        ("You have 7 days to complete it.", "2026-11-17T22:59", False),
        ("by 15/11", "2026-11-15T22:59", False),
        ("Friday at the latest", "2026-11-13T22:59", False),
        ("by next Friday", "2026-11-20T22:59", False),
        ("within two business days", "2026-11-12T22:59", False),
        ("by tomorrow noon", "2026-11-11T11:00", False),
        ("by 5pm", "2026-11-10T16:00", False),
        ("The deadline is Monday, 16 November at 23:59 (GMT+1)", "2026-11-16T22:59", True),
        ("the link will expire in 48h", "2026-11-12T14:00", True),
        ("valid until November 20, 2026 11:59 PM EST", "2026-11-21T04:59", True),
        ("before Friday", "2026-11-13T22:59", False),
        ("by the 20th", "2026-11-20T22:59", False),
        ("by the end of this month", "2026-11-30T22:59", False),
        ("Please finish before midnight on Sunday", "2026-11-15T22:59", False),
    ],
)
def test_stated_days(text, at, stated):
    assert _read(text) == (at, stated)


@pytest.mark.parametrize(
    "text",
    [
        "May I ask you something?",
        "I have 10 engineers in my team.",
        "The role is 5 days a week in the office.",
        "A 60 minute call with our CTO.",
        "It takes about 3 hours.",
        "by 12/11",
        "by 3 February 2020",
        "by 31 June",
        "by all means",
        "until further notice",
    ],
)
def test_no_deadline_is_invented(text):
    assert _read(text) is None


def test_month_and_day_need_evidence():
    american = Moment(TUESDAY, -5 * 3600, False)
    british = Moment(TUESDAY, 0, True)
    assert _read("by 12/11", american) == ("2026-12-12T04:59", False)
    assert _read("by 12/11", british) == ("2026-11-12T23:59", False)


def test_unknown_zone_takes_the_later_reading():
    assert _read("by Friday", Moment(TUESDAY, None, None)) == ("2026-11-14T11:59", False)


def test_weekday_of_today_is_next_week():
    assert _read("by Tuesday") == ("2026-11-17T22:59", False)


def test_ambiguous_zone_follows_the_writer():
    india = Moment(TUESDAY, 19800, True)
    assert _read("by Friday 18:00 IST", india) == ("2026-11-13T12:30", True)


def test_summer_time_is_that_of_the_day():
    october = Moment(datetime(2026, 10, 20, 12, 0, tzinfo=UTC), 3600, None)
    assert _read("by Friday 30 October 17:00 UK time", october) == ("2026-10-30T17:00", True)


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("de", "Bitte bis spätestens Freitag zurücksenden.", "2026-11-13T22:59"),
        ("de", "bis zum 15. November", "2026-11-15T22:59"),
        ("de", "innerhalb von 5 Tagen", "2026-11-15T22:59"),
        ("fr", "avant vendredi", "2026-11-13T22:59"),
        ("fr", "d'ici la fin de la semaine", "2026-11-13T22:59"),
        ("fr", "sous 48 h", "2026-11-12T14:00"),
        ("es", "antes del 20 de noviembre", "2026-11-20T22:59"),
        ("es", "en un plazo de 3 días", "2026-11-13T22:59"),
    ],
)
def test_other_languages(language, text, at):
    found = _read(text, IN_PARIS, language)
    assert found is not None
    assert found[0] == at


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I'll send it tomorrow", "2026-11-11"),
        ("I'll get back to you by Friday", "2026-11-13"),
        ("will start tonight", "2026-11-10"),
        ("you will have it this weekend", "2026-11-15"),
        ("in a couple of days", "2026-11-12"),
        ("I will answer you on Thursday", "2026-11-12"),
    ],
)
def test_promises(text, day):
    found = promise(normalise(text), text, IN_PARIS, "en")
    assert found is not None
    assert found.due_at.date().isoformat() == day


def test_no_day_no_promise():
    assert promise("i will get back to you soon", "I'll get back to you soon", IN_PARIS, "en") is None


@pytest.mark.parametrize(
    ("language", "offset", "domain", "norms", "wanted"),
    [
        ("en", -18000, "acme.com", [], False),
        ("en", 0, "acme.com", [], None),
        ("en", 0, "acme.co.uk", [], True),
        ("de", 0, "acme.com", [], True),
        ("en", None, "acme.com", ["from 25/11 on"], True),
        ("en", 3600, "acme.com", ["on 11/25"], False),
    ],
)
def test_day_first(language, offset, domain, norms, wanted):
    assert day_first(language, offset, domain, norms) is wanted


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="by until within friday 0123456789/.:-pm tomorrow end of next week", max_size=120))
def test_a_deadline_is_always_ahead(text):
    found = deadline(normalise(text), text, IN_PARIS, "en")
    assert found is None or TUESDAY < found.at <= TUESDAY + timedelta(days=200)


def test_hostile_text_is_read_in_passing():
    text = ("by " * 200)[:600]
    assert deadline(text, text, IN_PARIS, "en") is None
    for hostile in ("1/" * 300, "within " * 90, "1 january " * 60, "9" * 600):
        found = deadline(("by " + hostile)[:600], hostile, IN_PARIS, "en")
        assert found is None or found.at > TUESDAY


@pytest.mark.parametrize(
    ("text", "clock", "stated"),
    [
        ("by Friday 5pm", True, False),
        ("no later than 12 November, 17:00", True, False),
        ("please reply by 3pm on Thursday", True, False),
        ("by Friday", False, False),
        ("within 5 days", False, False),
        ("by Friday 5pm PT", True, True),
    ],
)
def test_a_time_without_a_zone_is_a_stated_time(text, clock, stated):
    found = deadline(normalise(text), text, IN_PARIS, "en")
    assert found is not None
    assert (found.clock, found.stated) == (clock, stated)
