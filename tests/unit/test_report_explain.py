"""``explain``: the evidence in plain text."""

from __future__ import annotations

import dataclasses
import re

import pytest

from inbox_momentum.model import (
    ClosedHow,
    Deadline,
    Direction,
    Entry,
    Limit,
    Nudge,
    Report,
    UsageError,
    Wait,
    WaitKind,
    WaitStatus,
)
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
        assert str(part) in text


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


def _changed(report: Report, number: int, **fields: object) -> tuple[Report, Wait]:
    """The report with one wait changed."""
    mine = [w for w in report.waits if w.closed_by and w.waiting_on == "you"]
    wait = dataclasses.replace(mine[number], **fields)  # type: ignore[arg-type]
    waits = tuple(wait if w.id == wait.id else w for w in report.waits)
    return dataclasses.replace(report, waits=waits), wait


def test_holding_messages_and_reminders_show_their_headers() -> None:
    base = make.ordinary()
    wait = _changed(base, 3)[1]
    application = next(a for a in base.applications if a.id == wait.application_id)
    others = [i for i in base.evidence if i not in (wait.opened_by, wait.closed_by)]
    held, asked, looked = others[:3]
    application = dataclasses.replace(application, message_ids=(*application.message_ids, looked))
    report, wait = _changed(
        dataclasses.replace(
            base, applications=tuple(application if a.id == application.id else a for a in base.applications)
        ),
        3,
        held_by=(held,),
        nudges=(Nudge(asked, wait.opened_at, True),),
        reasons=(f"{looked} is an automatic reply",),
    )
    text = explain.explain(report, entries(report), wait.id)
    for one, part in (
        (held, "put it off: the wait ran on"),
        (asked, "reminder"),
        (looked, "looked at: see “because”"),
    ):
        block = text.split(f"Message <{one}> ({part})")[1].split("\n\n")[0]
        assert "Subject:" in block
        assert "From:" in block


@pytest.mark.parametrize(
    ("status", "line", "part"),
    [
        (WaitStatus.VOID, "nothing is asked any longer", "made the wait void"),
        (
            WaitStatus.UNKNOWN,
            "answered where no mail shows when",
            "shows that it was answered, but not when",
        ),
    ],
)
def test_what_was_never_answered_was_not_closed(status: WaitStatus, line: str, part: str) -> None:
    report, wait = _changed(make.ordinary(), 0, status=status, closed_how=None)
    text = explain.explain(report, entries(report), wait.id)
    assert line in text
    assert f"({part})" in text
    assert "closed the wait" not in text
    assert "  closed  " not in text


def test_a_manual_close_names_the_owner() -> None:
    report, wait = _changed(make.ordinary(), 0, closed_by=None, closed_how=ClosedHow.MANUAL)
    text = explain.explain(report, [], wait.id)
    assert "by your own mark (manual)" in text
    assert "<?>" not in text


def test_the_limit_its_numbers_and_the_hours_behind_them() -> None:
    report, wait = _changed(make.ordinary(), 0, kind=WaitKind.SCHEDULE)
    text = explain.explain(report, [], wait.id)
    assert "row “schedule”: green up to 1 working day, amber up to 2 working days, then red" in text
    assert "counted     working time is Mon Tue Wed Thu Fri 08:00–20:00 Europe/Berlin" in text
    own = dataclasses.replace(
        report,
        limits={"schedule": Limit(6 * 3600.0, None, "elapsed", False)},
        settings=(*report.settings[:4], ("away", "2026-11-02..2026-11-05"), ("holidays", "3")),
    )
    text = explain.explain(own, [], wait.id)
    assert "row “schedule”: green up to 6 h, never red, in elapsed time" in text
    assert "Europe/Berlin; 3 holidays; away 2026-11-02..2026-11-05" in text


def test_offers_and_reminders_have_rows_of_their_own() -> None:
    base = make.ordinary()
    report, wait = _changed(base, 0, kind=WaitKind.OFFER, deadline=Deadline(base.as_of, True, "by then"))
    text = explain.explain(report, [], wait.id)
    assert "row “offer_ack”" in text
    assert "green up to 75 % of the window" in text
    assert "row “offer_decide”" not in text
    report, wait = _changed(base, 0, nudges=(Nudge("m1@x.invalid", base.as_of, True),))
    assert "row “nudge”" in explain.explain(report, [], wait.id)


def test_times_name_their_zone() -> None:
    report, wait = _changed(make.ordinary(), 0)
    text = explain.explain(report, entries(report), wait.id)
    for line in text.splitlines():
        if re.match(r"  (opened|closed|red after|time|deadline) ", line):
            assert re.search(r" CES?T\b", line), line


def test_what_is_assumed_of_a_deadline_is_named() -> None:
    base = make.ordinary()
    for deadline, words in (
        (Deadline(base.as_of, False, "by Friday"), "(time of day assumed)"),
        (Deadline(base.as_of, False, "by Friday 5pm", clock=True), "(zone assumed)"),
    ):
        report, wait = _changed(base, 0, deadline=deadline)
        assert words in explain.explain(report, [], wait.id)
    report, wait = _changed(base, 0, deadline=Deadline(base.as_of, True, "by Friday 5pm CET", clock=True))
    assert "assumed" not in next(
        line for line in explain.explain(report, [], wait.id).splitlines() if line.startswith("  deadline")
    )
