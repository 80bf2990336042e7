"""Writes ``weekly_audit.mbox`` and its expectation: thirteen weeks of one job search.

``python make_weekly_audit.py [FOLDER]``. Every text is written out below and used once;
only the moments of most answers are drawn, from a seed, so that the same bytes come
out each time. ``{+3}`` in a text is the third working day after the mail that asks.
"""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from mailwriter import Event, Part, Person, Story, Truth, to_toml, wait
from weekly_audit_texts import NOISE, PROCESSES, Step

ZONE = ZoneInfo("Europe/Berlin")
AS_OF = datetime(2026, 11, 23, 8, tzinfo=UTC)
MAYA = Person(
    "Maya Lindqvist",
    "maya.lindqvist@fernmail.example",
    "thunderbird",
    "Europe/Berlin",
    "Maya Lindqvist\n+49 30 5550 0142",
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(slots=True)
class Search:
    """The mailbox while it is being written, and the truth beside it."""

    story: Story
    random: Random
    waits: list[dict[str, object]] = field(default_factory=list)

    def answer_at(self, asked: datetime) -> datetime:
        """When she answers: hours, log-normal, shorter as the weeks go by, awake only."""
        weeks = (asked - datetime(2026, 8, 24, tzinfo=ZONE)).days / 7
        hours = math.exp(self.random.gauss(math.log(4.5 - 0.22 * weeks), 0.85))
        local = asked.astimezone(ZONE) + timedelta(hours=min(max(hours, 0.35), 15))
        if local.hour >= 22 or local.hour < 8:
            morning = local + timedelta(days=1 if local.hour >= 22 else 0)
            local = morning.replace(hour=8, minute=self.random.randrange(4, 58), second=local.second)
        return local.replace(microsecond=0)


def working_day(start: datetime, count: int) -> str:
    """The working day ``count`` days after ``start``, as people write it."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return f"{day:%A} {day.day} {day:%B}"


def filled(text: str, asked: datetime) -> str:
    """The text with its dates."""
    return re.sub(r"\{\+(\d+)\}", lambda match: working_day(asked, int(match.group(1))), text)


def write_step(search: Search, employer: str, step: Step, last: str | None) -> str:
    """One step of a process; returns the key that the next one answers."""
    story = search.story
    parts = [Part(name, "application/pdf", PDF) for name in step.files]
    start = datetime.fromisoformat(step.when).replace(tzinfo=ZONE)
    sender = step.sender if step.sender else MAYA
    parent = None if step.subject else last
    event = None
    if step.event_start:
        begins = datetime.fromisoformat(step.event_start).replace(tzinfo=ZONE)
        event = Event(
            f"{step.key}@google.com",
            "REQUEST",
            step.subject or employer,
            begins,
            45,
            sender,
            MAYA,
        )
    mail = story.mail(
        step.key,
        sender,
        local_of(step.when, sender),
        step.subject,
        filled(step.text, start),
        to=step.to,
        reply=parent,
        html=step.html,
        event=event,
        parts=parts if not step.answer else (),
        headers=step.headers,
    )
    last = step.key if sender.software != "platform" or last is None else last
    if not step.kind:
        return last
    closing = None
    if step.answer:
        closing = f"{step.key}-answer"
        at = step.answered or search.answer_at(mail.seen_at).strftime("%Y-%m-%d %H:%M:%S")
        story.mail(closing, MAYA, at, "", filled(step.answer, start), reply=step.key, parts=parts)
        last = closing
    elif step.closed_by:
        closing = step.closed_by
        story.mail(
            closing, step.closer or sender, step.answered, step.closed_subject, step.closed_text, html=True
        )
    more = dict(step.truth)
    if not closing:
        more |= {"as_of": AS_OF, "precision": "lower"}
    search.waits.append(wait(story, step.kind, employer, step.key, closing, **more))
    return last


def local_of(when: str, sender: Person) -> str:
    """Berlin time of the plan as the author's own local time."""
    moment = datetime.fromisoformat(when).replace(tzinfo=ZONE)
    return moment.astimezone(ZoneInfo(sender.zone)).strftime("%Y-%m-%d %H:%M:%S")


def write(search: Search) -> Truth:
    """All processes, then the mail that has nothing to do with them."""
    applications: list[dict[str, object]] = []
    lapses: list[dict[str, object]] = []
    for process in PROCESSES:
        last: str | None = None
        for step in process.steps:
            last = write_step(search, process.employer, step, last)
        applications.append({"employer": process.employer, **process.truth})
        lapses += [{"employer": process.employer, **row} for row in process.lapses]
    for step in NOISE:
        sender = step.sender or MAYA
        search.story.mail(
            step.key,
            sender,
            local_of(step.when, sender),
            step.subject,
            step.text,
            html=step.html,
            headers=step.headers,
        )
        if step.answer:
            search.story.mail(f"{step.key}-answer", MAYA, step.answered, "", step.answer, reply=step.key)
    search.waits.sort(key=lambda row: str(row["opened_at"]))
    head = (("owner", [MAYA.address]), ("as_of", AS_OF), ("timezone", "Europe/Berlin"))
    return Truth(head, tuple(applications), tuple(search.waits), tuple(lapses))


def main(folder: Path) -> None:
    """Write both files into ``folder``."""
    search = Search(Story("weekly_audit", MAYA, "mx2.fernmail.example"), Random(47))
    truth = write(search)
    bodies = [mail.own for mail in search.story.mails.values()]
    if len(bodies) != len(set(bodies)):
        raise ValueError("two mails say the same")
    (folder / "expected").mkdir(parents=True, exist_ok=True)
    (folder / "weekly_audit.mbox").write_bytes(search.story.mbox())
    comment = "What weekly_audit.mbox holds; written by make_weekly_audit.py from the plan of the story."
    (folder / "expected" / "weekly_audit.toml").write_text(to_toml(truth, comment), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
