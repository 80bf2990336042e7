"""The last stage: sums, digests and evidence."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.model import (
    Limit,
    Mailbox,
    Report,
    Score,
    Settings,
    Statistics,
    StatRow,
    Understood,
    WorkingCalendar,
)
from inbox_momentum.report import assemble
from inbox_momentum.waits import ledger
from tests.unit import factories

AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
ROW = StatRow(None, 0, 0, None, None, None, None, None, None)


def mailbox(count: int = 3, **fields: object) -> Mailbox:
    entries = [
        factories.make_entry(
            factories.make_message(message_id=f"m{n}@x.example", subject=f"S{n}"),
            at=AS_OF - timedelta(days=n),
        )
        for n in range(count)
    ]
    return factories.make_mailbox(entries, **fields)


def report(box: Mailbox, settings: Settings | None = None) -> Report:
    chosen = settings or Settings()
    empty = ledger(box, (), {}, {}, (), AS_OF, chosen)
    figures = Statistics(ROW, (), (), (), (), ROW)
    mail = Understood(box, (), {}, {})
    return assemble.report(mail, (), empty, figures, (), (), Score(None, "too few", (), ()), AS_OF, chosen)


def test_the_sums_hold() -> None:
    box = mailbox(3, found=11, duplicates=4, outside_window=1, rejected=3)
    coverage = report(box).coverage
    assert (
        coverage.messages == coverage.kept + coverage.duplicates + coverage.outside_window + coverage.rejected
    )
    assert (coverage.kept, coverage.relevant) == (3, 0)
    assert (coverage.first_message_at, coverage.last_message_at) == (AS_OF - timedelta(days=2), AS_OF)


def test_refused_latency_is_carried_over() -> None:
    coverage = report(mailbox(1, latency_refused_because="no sent mail", sent_found=False)).coverage
    assert (coverage.latency_available, coverage.latency_refused_because) == (False, "no sent mail")


def test_an_empty_mailbox_has_no_times() -> None:
    coverage = report(mailbox(0)).coverage
    assert (coverage.first_message_at, coverage.last_message_at, coverage.kept) == (None, None, 0)


@given(st.permutations(range(5)))
def test_the_digest_knows_no_order_and_no_place(order: list[int]) -> None:
    entries = list(mailbox(5).entries)
    moved = [
        dataclasses.replace(e, message=dataclasses.replace(e.message, source="other", position=f"byte {n}"))
        for n, e in enumerate(entries)
    ]
    assert assemble.input_digest(moved[i] for i in order) == assemble.input_digest(entries)
    assert assemble.input_digest(entries[1:]) != assemble.input_digest(entries)


def test_settings_that_shape_figures_are_shown() -> None:
    calendar = WorkingCalendar(zone="Europe/London", start_s=9 * 3600, end_s=17 * 3600 + 1800)
    limits = {"schedule": Limit(3600.0, None, "working", True)}
    shown = dict(report(mailbox(1), Settings(calendar, limits)).settings)
    assert shown["timezone"] == "Europe/London"
    assert shown["working_hours"] == "09:00–17:30"
    assert shown["working_day_s"] == "30600"
    assert shown["limits"] == "schedule 1 h/none working"
