"""``explain``: the evidence in plain text."""

from __future__ import annotations

import re

import pytest

from inbox_momentum.model import Direction, Entry, Report, UsageError
from inbox_momentum.report import explain
from tests.unit import factories
from tests.unit import report_factories as make


def entries(report: Report) -> list[Entry]:
    return [
        factories.make_entry(
            factories.make_message(
                message_id=one.message_id, subject=one.subject, from_=f"{one.from_name} <p@x.example>"
            ),
            direction=one.direction,
            at=one.at,
            clock=one.clock,
            clock_reason=one.clock_reason,
        )
        for one in report.evidence.values()
    ]


def test_a_wait_with_its_messages() -> None:
    report = make.ordinary()
    wait = next(w for w in report.waits if w.closed_by and w.waiting_on == "you")
    text = explain.explain(report, entries(report), wait.id)
    for part in (
        wait.id,
        wait.opened_by,
        wait.closed_by,
        "because     two cues",
        "opened the wait",
        "closed the wait",
        "received: stamp of your provider",
        "they wrote  “",
        "of working time",
        "Subject:",
    ):
        assert part in text


def test_a_lapse_with_its_rule_and_wait() -> None:
    report = make.ordinary()
    text = explain.explain(report, entries(report), "l1")
    assert "Lapse l1: Halden Robotics asked 4 days ago." in text
    assert "dropped_after_nudge: a reminder from a person is unanswered" in text
    assert f"Wait {report.lapses[0].wait_ids[0]}" in text


def test_a_promise() -> None:
    text = explain.explain(make.ordinary(), [], "p1")
    assert "Promise p1 to Bluefinch Bank" in text
    assert "kept        not yet" in text


@pytest.mark.parametrize("wanted", ["w0", "", "\x1b[2J"])
def test_an_unknown_id_is_a_plain_error(wanted: str) -> None:
    with pytest.raises(UsageError, match="there is no wait, lapse or promise") as caught:
        explain.explain(make.tiny(), [], wanted)
    assert "\x1b" not in str(caught.value)


def test_no_length_is_claimed_without_sent_mail() -> None:
    report = make.no_sent()
    wait = next(w for w in report.waits if w.waiting_on == "you")
    assert "length" not in explain.explain(report, [], wait.id)


@pytest.mark.parametrize("payload", make.PAYLOADS)
def test_hostile_mail_moves_no_cursor(payload: str) -> None:
    report = make.hostile(payload)
    text = explain.explain(report, [], report.lapses[0].id)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_directions_are_shown() -> None:
    report = make.ordinary()
    wait = next(w for w in report.waits if w.closed_by and w.waiting_on == "you")
    text = explain.explain(report, entries(report), wait.id)
    assert f"direction   {Direction.IN}" in text
    assert f"direction   {Direction.OUT}" in text
