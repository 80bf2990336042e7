"""Every refusal of domain.md §5, from raw mail to the report; each has a neighbour that is not refused."""

from __future__ import annotations

import email
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest

from inbox_momentum.model import Report, Settings, WorkingCalendar
from tests.simulation import wording
from tests.simulation.lapses import analysed
from tests.simulation.oracle import Calendar
from tests.simulation.personas import Teller
from tests.simulation.story import AS_OF
from tests.simulation.world import EMPLOYERS, World

QUESTIONS = (
    "Could you let me know what your notice period is?",
    "Quick one before we continue: what are your salary expectations for this position?",
    "Could you tell me whether you need a work permit?",
)


@dataclass
class Search:
    """A plain job search: so many employers, so many questions each, answered after so long."""

    tell: Teller = field(
        default_factory=lambda: Teller(
            World(random.Random(5), AS_OF, wording), AS_OF, Calendar(), list(EMPLOYERS)
        )
    )

    def ask(
        self, employers: int, questions: int, working_days: float | None = 0.2, nudged_for: float = 0
    ) -> Search:
        """``None`` working days: left open. ``nudged_for``: asked again, so many working days ago for the first."""
        for _ in range(employers):
            script = self.tell.employer()
            script.apply(self.tell.ago(34))
            for place in range(questions):
                at = self.tell.ago((nudged_for or 30) - 4 * place - self.tell.rng.random())
                mail = script.ask(at, "question", text=QUESTIONS[place % len(QUESTIONS)])
                if nudged_for:
                    script.nudge(mail, self.tell.after(at, 0.8))
                if working_days is not None:
                    script.answer(
                        mail, self.tell.after(at, working_days), text="My answer: four weeks, and no."
                    )
        return self

    def relayed(self, count: int) -> Search:
        """Requests whose answers live on a job board."""
        for place in range(count):
            company = self.tell.employer().company
            self.tell.world.inbound(
                self.tell.ago(12 + place),
                company,
                "Could you send me a few times that suit you next week for an interview?",
                f"{company.role} at {company.name}",
                sender=f'"{company.recruiter} (LinkedIn)" <inmail-hit-reply@linkedin.com>',
            )
        return self

    def without_sent(self) -> Search:
        """An inbox alone."""
        world = self.tell.world
        world.messages = [one for one in world.messages if not one[1]]
        return self

    def with_bad_clocks(self, every: int) -> Search:
        """Each so-manieth inbound mail has no Received line, and a zone that nobody knows."""
        messages, inbound = self.tell.world.messages, -1
        for place, (at, mine, mail) in enumerate(messages):
            inbound += not mine
            if mine or inbound % every:
                continue
            raw = re.sub(rb"(?m)^Date: (.*) [+-]\d{4}$", rb"Date: \1 XQT", mail.as_bytes())
            doubtful = email.message_from_bytes(raw)
            del doubtful["Received"]
            messages[place] = (at, mine, cast(EmailMessage, doubtful))
        return self

    def report(self, path: Path, away: tuple[tuple[date, date], ...] = ()) -> Report:
        """What the program says."""
        world = self.tell.world
        world.messages.sort(key=lambda one: one[0])
        return analysed(world, path / "search.mbox", Settings(WorkingCalendar("Europe/London", away=away)))


def _away(days: int) -> tuple[tuple[date, date], ...]:
    last = AS_OF.date()
    return ((last - timedelta(days=days - 1), last),)


TABLE: list[tuple[str, Callable[[], Search], int, str | None]] = [
    ("a plain search", lambda: Search().ask(4, 3), 0, None),
    ("eight due", lambda: Search().ask(4, 2), 0, None),
    ("seven due", lambda: Search().ask(3, 2).ask(1, 1), 0, "7 requests were due"),
    ("no sent mail", lambda: Search().ask(4, 3).without_sent(), 0, "no mail that you sent"),
    ("a quarter on a job board", lambda: Search().ask(3, 3).relayed(3), 0, None),
    ("more than a quarter there", lambda: Search().ask(3, 3).relayed(4), 0, "need review"),
    ("a tenth of the clocks doubtful", lambda: Search().ask(4, 3).with_bad_clocks(6), 0, None),
    ("half of the inbound clocks doubtful", lambda: Search().ask(4, 3).with_bad_clocks(2), 0, "cannot be trusted"),
    ("away for 30 of 60 days", lambda: Search().ask(4, 3), 30, None),
    ("away for 31", lambda: Search().ask(4, 3), 31, "away for more than half"),
    ("now so, now so", lambda: Search().ask(4, 1, 0.9, nudged_for=4).ask(4, 1, None, nudged_for=9), 0, "vary too much"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("search", "away", "because"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_overall_score(
    search: Callable[[], Search], away: int, because: str | None, tmp_path: Path
) -> None:
    found = search().report(tmp_path, _away(away) if away else ()).score
    if because is None:
        assert found.overall is not None, found.refused_because
        assert found.refused_because is None
    else:
        assert found.overall is None
        assert because in str(found.refused_because)
        assert found.reasons == ()


def test_an_application_needs_three_due_requests(tmp_path: Path) -> None:
    report = Search().ask(2, 3).ask(2, 2).report(tmp_path)
    assert report.score.overall is not None
    shown = [one for one in report.score.by_application if one.score is not None]
    held_back = [str(one.refused_because) for one in report.score.by_application if one.score is None]
    assert len(shown) == 2
    assert len(held_back) == 2
    assert all("2 requests were due" in why for why in held_back)


def test_what_is_refused_for_all_is_refused_for_each(tmp_path: Path) -> None:
    report = Search().ask(4, 3).without_sent().report(tmp_path)
    assert not report.coverage.latency_available
    assert all(one.score is None and one.refused_because for one in report.score.by_application)
