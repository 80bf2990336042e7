"""What to do today: by deadline, and on one day the later stage first."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

from inbox_momentum.model import Deadline, Report, Settings, Stage, WaitKind, WaitStatus
from inbox_momentum.report import terminal, words
from inbox_momentum.report.context import context
from inbox_momentum.report.sections import since
from inbox_momentum.weekly import between
from tests.unit import report_factories

NOW = report_factories.AS_OF
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def weekly(*due: tuple[str, Stage, timedelta, timedelta | None]) -> Report:
    """A report with an open request each: employer, stage, limit and stated deadline, from now."""
    base = report_factories.ordinary()
    mine = next(one for one in base.waits if one.waiting_on == "you" and one.status is WaitStatus.OPEN)
    home = {one.id: one for one in base.applications}[mine.application_id]
    firm = {one.id: one for one in base.employers}[home.employer_id]
    waits = tuple(
        replace(
            mine,
            id=f"w{number}",
            application_id=f"a{number}",
            kind=WaitKind.SCHEDULE,
            stage=stage,
            limit_at=NOW + limit,
            deadline=None if stated is None else Deadline(NOW + stated, True, "by then"),
        )
        for number, (_, stage, limit, stated) in enumerate(due)
    )
    found = replace(
        base,
        waits=waits,
        lapses=(),
        applications=tuple(replace(home, id=f"a{n}", employer_id=f"e{n}") for n in range(len(due))),
        employers=tuple(replace(firm, id=f"e{n}", name=one[0]) for n, one in enumerate(due)),
    )
    return replace(found, changes=between(None, {}, found, Settings()))


def order(report: Report) -> list[str]:
    section = since.since(context(report, words.load()))
    assert section is not None
    return [line.employer.plain for line in section.today]


def test_by_deadline_then_by_stage() -> None:
    report = weekly(
        ("Later", Stage.OFFER, 3 * DAY, None),
        ("Early stage", Stage.RECRUITER_SCREEN, HOUR, None),
        ("Late stage", Stage.ONSITE, 2 * HOUR, None),
        ("Past", Stage.APPLIED, -2 * DAY, None),
        ("Stated", Stage.APPLIED, 9 * DAY, DAY),
    )
    assert order(report) == ["Past", "Late stage", "Early stage", "Stated", "Later"]


def test_five_lines_with_the_two_most_pressing() -> None:
    due = [(f"Firm {number}", Stage.ONSITE, number * DAY, None) for number in range(7, 0, -1)]
    report = weekly(*due)
    assert order(report) == [f"Firm {number}" for number in range(1, 6)]
    out = io.StringIO()
    terminal.print_weekly(report, out, "/home/maya/report.html", True)
    lines = out.getvalue().splitlines()
    assert len(lines) == 5
    assert "Firm 1" in lines[3] and "Firm 2" in lines[3] and "Firm 3" not in lines[3]
    assert lines[4] == "Report: /home/maya/report.html"
