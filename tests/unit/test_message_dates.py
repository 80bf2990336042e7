"""Date and Received values: the grammar, its obsolete forms, and what is left unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from inbox_momentum.message import dates

TEN = datetime(2024, 3, 5, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected", "offset_s"),
    [
        ("Tue, 5 Mar 2024 10:00:00 +0000", TEN, 0),
        ("Tue, 05 Mar 2024 11:00:00 +0100 (CET)", TEN, 3600),
        ("5 Mar 2024 10:00 +0000", TEN, 0),
        ("Tue,5 Mar 2024 10:00:00 GMT", TEN, 0),
        ("Tue, 5 Mar 2024 05:00:00 EST", TEN, -18000),
        ("Tue, 5 Mar 2024 02:00:00 PST", TEN, -28800),
        ("Tue, 5 Mar 2024 10:00:00 UT", TEN, 0),
        ("Tue, 5 Mar 24 10:00:00 +0000", TEN, 0),
        ("Tue, 5 Mar 124 10:00:00 +0000", TEN, 0),
        ("Tue, 5 Mar 0124 10:00:00 +0000", TEN, 0),
        ("Tue, 5 Mar 2024 10:00:00 -0000", TEN, None),
        ("Tue (day), 5 (of) Mar (c(n)) 2024 10:00:00 +0000", TEN, 0),
        ("Tue, 5 Mar 2024 15:30:00 +0530 (IST)", TEN, 19800),
        ("Tue Mar  5 10:00:00 2024 +0000", TEN, 0),
        ("Tue Mar 05 10:00:00 +0000 2024", TEN, 0),
        ("Tue Mar 5 11:00:00 CET 2024", TEN, 3600),
        ("2024-03-05T10:00:00Z", TEN, 0),
        ("2024-03-05 11:00:00+01:00", TEN, 3600),
        ("2024-03-05T10:00:00.123456Z", TEN, 0),
        ("Tue, 5 Mar 2024 12:00:00 +02:00", TEN, 7200),
        ("Tue, 5 Mar 2024 12:00:00 GMT+0200", TEN, 7200),
        ("Tue, 5 Mar 2024 10:00:00 AM GMT", TEN, 0),
        ("Tue, 5 Mar 2024 05:00:00 PM -0700", datetime(2024, 3, 6, 0, 0, tzinfo=UTC), -25200),
        ("Mon, 18 Feb 2002 17:2:22 +0800", datetime(2002, 2, 18, 9, 2, 22, tzinfo=UTC), 28800),
        ("Di, 5 März 2024 11:00:00 +0100", TEN, 3600),
        ("mar., 5 mars 2024 11:00:00 +0100", TEN, 3600),
        ("mié, 6 dic 2023 11:00:00 +0100", datetime(2023, 12, 6, 10, 0, tzinfo=UTC), 3600),
        ("5 августа 2024 г. 10:00:00 +0000", datetime(2024, 8, 5, 10, 0, tzinfo=UTC), 0),
        ("Wed, 31 Dec 2023 24:00:00 +0000", datetime(2024, 1, 1, tzinfo=UTC), 0),
        ("Sat, 31 Dec 2016 23:59:60 +0000", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC), 0),
        ("13/03/2024 10:00:00 +0000", datetime(2024, 3, 13, 10, 0, tzinfo=UTC), 0),
        ("Tue, 2 Jul 2024 11:00:00 BST", datetime(2024, 7, 2, 10, 0, tzinfo=UTC), 3600),
        ("Thu, 1 Jan 1970 00:00:00 +0000", datetime(1970, 1, 1, tzinfo=UTC), 0),
    ],
)
def test_reads(value: str, expected: datetime, offset_s: int | None) -> None:
    moment = dates.read(value)
    assert (moment.at, moment.offset_s) == (expected, offset_s)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", "date-unparseable"),
        ("yesterday", "date-unparseable"),
        ("Tue, 5 Mar 2024", "date-unparseable"),
        ("Tue, 31 Feb 2024 10:00:00 +0000", "date-unparseable"),
        ("Tue, 5 Mar 2024 25:00:00 +0000", "date-unparseable"),
        ("Tue, 5 Mar 2024 10:61:00 +0000", "date-unparseable"),
        ("Tue, 5 Mar 2024 24:00:01 +0000", "date-unparseable"),
        ("8/11/2023 10:00:00 +0000", "date-unparseable"),  # August or November
        ("Tue, 5 Mar 2024 10:00:00 +9900", "date-zone-invalid"),
        ("Tue, 5 Mar 2024 10:00:00 +0175", "date-zone-invalid"),
        ("Wed, 31 Dec 1969 23:59:59 +0000", "date-out-of-range"),
        ("Mon, 30 Jun 3609 15:33:50 +0600", "date-out-of-range"),
        ("Thu, 1 Jan 1970 00:00:00 +0100", "date-out-of-range"),
        ("Tue, 5 Mar 2024 10:00:00 IST", "date-zone-ambiguous"),
        ("Tue, 5 Mar 2024 10:00:00 BST", "date-zone-ambiguous"),  # no British Summer Time in March
        ("99999999999999999999 Mar 2024 10:00:00 +0000", "date-out-of-range"),
        ("Mon, 1 Jan 2024 " + "9" * 400 + ":00:00 +0000", "date-unparseable"),
    ],
)
def test_unknown_is_none_and_said(value: str, problem: str) -> None:
    assert dates.read(value) == dates.Moment(None, None, problem)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("Tue, 5 Mar 2024 10:00:00", "date-zone-missing"),
        ("Tue, 5 Mar 2024 10:00:00 XYZT", "date-zone-unknown"),
        ("Tue, 5 Mar 2024 10:00:00 A", "date-zone-unknown"),  # RFC 5322 §4.3: military letters say nothing
        ("Tue, 5 Mar 2024 10:00:00 Z", None),
    ],
)
def test_unknown_zones_are_utc_without_offset(value: str, problem: str | None) -> None:
    moment = dates.read(value)
    assert moment.at == TEN
    assert moment.problem == problem
    assert moment.offset_s == (None if problem else 0)


@pytest.mark.parametrize(("zone", "hours"), [("IST", 5.5), ("IST", 2), ("BST", 6), ("AST", -4), ("AST", 3)])
def test_receipt_decides_between_the_meanings_of_a_zone(zone: str, hours: float) -> None:
    received_at = TEN - timedelta(hours=hours) + timedelta(seconds=4)
    moment = dates.read(f"Tue, 5 Mar 2024 10:00:00 {zone}", received_at)
    assert moment == dates.Moment(TEN - timedelta(hours=hours), int(hours * 3600))


def test_receipt_that_fits_no_meaning_decides_nothing() -> None:
    moment = dates.read("Tue, 5 Mar 2024 10:00:00 IST", TEN + timedelta(days=3))
    assert moment == dates.Moment(None, None, "date-zone-ambiguous")


@pytest.mark.parametrize(
    "value",
    [
        "from a by b; Tue, 5 Mar 2024 10:00:00 +0000",
        "from a (c; d) by b (v; Mon, 1 Jan 2001 00:00:00 +0000); Tue, 5 Mar 2024 10:00:00 +0000 (UTC)",
        "by b with SMTP id x; Tue, 5 Mar 2024 02:00:00 -0800 (PST; queued)",
        "from a (unclosed by b; Tue, 5 Mar 2024 10:00:00 +0000",
        "by filter0 (SG) with SMTP id x 2024-03-05 10:00:00.123456789 +0000 UTC",
    ],
)
def test_received_time_follows_the_last_semicolon(value: str) -> None:
    assert dates.received(value).at == TEN


@pytest.mark.parametrize("value", ["", "from a by b", "from a by b;", ";;;", "(;" * 500])
def test_received_without_time_is_unknown(value: str) -> None:
    assert dates.received(value).at is None
