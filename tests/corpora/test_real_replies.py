"""Three replies of real mail, with the times that ``docs/methods.md`` works out by hand.

The Enron mailboxes have no Received and no References: pairing is by subject, people and
quoted text alone, and every time is that of the Date field.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from inbox_momentum import pipeline, threads
from inbox_momentum.clock import WorkingClock, elapsed_s
from inbox_momentum.model import REQUIRED_KINDS, Clock, Direction, Settings, WorkingCalendar

pytestmark = pytest.mark.corpora

ZONE = "America/Los_Angeles"
REPLIES = [
    ("slinger-r", "Sun, 20 Jan 2002 22:37:57 -0800", "Thu, 24 Jan 2002 10:07:28 -0800", 300_571, 137_248),
    ("crandell-s", "Fri, 9 Nov 2001 17:58:56 -0800", "Mon, 12 Nov 2001 13:59:12 -0800", 244_816, 28_816),
    ("phanis-s", "Thu, 27 Dec 2001 08:11:39 -0800", "Thu, 27 Dec 2001 08:19:27 -0800", 468, 468),
]
"""Mailbox, the two Date fields as written, elapsed and working seconds by hand."""


def _moment(date: str) -> datetime:
    return datetime.strptime(date, "%a, %d %b %Y %H:%M:%S %z")


@pytest.mark.parametrize(("name", "asked", "answered", "elapsed", "working"), REPLIES)
def test_three_real_replies(
    corpora: Path, name: str, asked: str, answered: str, elapsed: int, working: int
) -> None:
    folder = corpora / "enron" / name
    if not folder.is_dir():
        pytest.skip(f"no Enron mailbox {name} among the corpora")
    mail = pipeline.read_mailbox([str(folder)])
    (request,) = (e for e in mail.entries if (e.message.header("date") or "").startswith(asked))
    (reply,) = (e for e in mail.entries if (e.message.header("date") or "").startswith(answered))
    assert (request.direction, reply.direction) == (Direction.IN, Direction.OUT)
    assert (request.clock, reply.clock) == (Clock.DATE, Clock.DATE)
    assert (request.at, reply.at) == (_moment(asked), _moment(answered))
    (thread,) = (t for t in threads.conversations(mail.entries) if request.id in t.message_ids)
    place = thread.message_ids.index(request.id)
    assert thread.message_ids[place + 1] == reply.id
    clock = WorkingClock(WorkingCalendar(zone=ZONE))
    assert request.at is not None
    assert reply.at is not None
    assert elapsed_s(request.at, reply.at) == elapsed
    assert clock.working_s(request.at, reply.at) == working


@pytest.mark.parametrize("name", [row[0] for row in REPLIES])
def test_office_mail_holds_no_request_of_an_employer(corpora: Path, name: str) -> None:
    folder = corpora / "enron" / name
    if not folder.is_dir():
        pytest.skip(f"no Enron mailbox {name} among the corpora")
    as_of = _moment("Mon, 1 Jul 2002 00:00:00 +0000")
    settings = Settings(calendar=WorkingCalendar(zone=ZONE))
    report = pipeline.analyze(pipeline.read_mailbox([str(folder)]), as_of, settings)
    sure = [wait for wait in report.waits if wait.kind in REQUIRED_KINDS and wait.confidence >= 0.8]
    assert sure == []  # a friend's question about a job may be left for review
    assert report.lapses == ()
    assert report.score.overall is None


def test_the_one_recruiter_of_the_three_mailboxes(corpora: Path) -> None:
    """A pitch without an answer: counted from its Date, never red."""
    folder = corpora / "enron" / "slinger-r"
    if not folder.is_dir():
        pytest.skip("no Enron mailbox slinger-r among the corpora")
    as_of = _moment("Mon, 1 Jul 2002 00:00:00 +0000")
    report = pipeline.analyze(pipeline.read_mailbox([str(folder)]), as_of, Settings())
    (wait,) = (wait for wait in report.waits if wait.status != "needs_review")  # friends ask of moving
    assert wait.opened_at == _moment("Wed, 3 Oct 2001 17:13:08 -0700")
    assert (wait.kind, wait.status, wait.rating) == ("outreach", "open", None)
    assert wait.elapsed_s == 23_327_212
