"""Seconds and memory of ledger, statistics, lapses and score at 10,000, 100,000 and a million waits.

``python -m bench.ledger [WAITS …]``; a million only when asked for (``python -m bench.ledger 1000000``).
The mailbox is made of ready records, ten requests to an application, so that nothing but these
stages is measured; MB are the growth of the process beyond that mailbox.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from inbox_momentum import lapses, score, statistics, waits
from inbox_momentum.model import (
    Address,
    Application,
    ApplicationStatus,
    Ask,
    Body,
    Clock,
    Direction,
    Employer,
    Entry,
    Ledger,
    Mailbox,
    Message,
    Owner,
    Party,
    Reading,
    SenderIdentity,
    SenderKind,
    Settings,
    Stage,
    Thread,
    WaitKind,
)

SIZES = (10_000, 100_000, 1_000_000)
PER_APPLICATION = 10
START = datetime(2020, 1, 6, 9, tzinfo=UTC)
_KINDS = (WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind.NEXT_STEP, WaitKind.DOCUMENTS, WaitKind.SCHEDULE)
_STAGES = (Stage.APPLIED, Stage.RECRUITER_SCREEN, Stage.TECH_SCREEN, Stage.ONSITE, Stage.CHECKS)
_ME = Address("Maya Stone", "maya@example.net")
_BODY = Body("As discussed, with what you asked for.", "As discussed, with what you asked for.")
_NONE: frozenset[WaitKind] = frozenset()
T = TypeVar("T")


class Mail:
    """A mailbox of ``size`` requests, nine of ten answered, in applications of ten."""

    def __init__(self, size: int) -> None:
        self.entries: list[Entry] = []
        self.identities: dict[str, SenderIdentity] = {}
        self.readings: dict[str, Reading] = {}
        self.threads: list[Thread] = []
        self.applications: list[Application] = []
        self.employers: list[Employer] = []
        count = max(size // PER_APPLICATION, 1)
        self.as_of = START + timedelta(minutes=7 * count, days=90)
        for number in range(count):
            self._application(number)
        self.mailbox = Mailbox(
            tuple(sorted(self.entries, key=lambda entry: (entry.at or START, entry.id))),
            Owner((_ME.address,), (_ME.name,), False, "given"),
            found=len(self.entries),
            duplicates=0,
            outside_window=0,
            rejected=0,
            defects=(),
            sent_found=True,
            latency_refused_because=None,
        )

    def _application(self, number: int) -> None:
        who = Address("Ana Silva", f"ana@employer{number}.example")
        ids: list[str] = []
        at = START + timedelta(minutes=7 * number)
        for place in range(PER_APPLICATION):
            kind = _KINDS[(number + place) % len(_KINDS)]
            at += timedelta(days=3 + (number * 7 + place * 5) % 4, minutes=(number * 13 + place) % 50)
            asked = f"q{number}.{place}@employer{number}.example"
            parent = (ids[-1],) if ids else ()
            self._add(asked, Direction.IN, at, who, parent, number)
            stage = _STAGES[place * len(_STAGES) // PER_APPLICATION]
            asks = (Ask(kind, "Could you tell me?", 0.95),)
            self.readings[asked] = _reading(
                asked, stage=stage, asks=asks, praise=place == 5 and number % 3 == 0
            )
            ids.append(asked)
            if (number + place) % 10 == 9:
                continue
            answer = f"a{number}.{place}@example.net"
            after = timedelta(minutes=20 + (number * 31 + place * 97) % 4000)
            self._add(answer, Direction.OUT, min(at + after, at + timedelta(days=2)), who, (asked,), number)
            self.readings[answer] = _reading(answer, answers=frozenset({kind, WaitKind.MESSAGE}))
            ids.append(answer)
        self.threads.append(Thread(f"t{number}", tuple(ids)))
        self.employers.append(
            Employer(f"e{number}", f"Employer {number}", (f"employer{number}.example",), "employer")
        )
        self.applications.append(
            Application(
                f"a{number}",
                f"e{number}",
                "Engineer",
                Stage.CHECKS,
                None,
                ApplicationStatus.ACTIVE,
                Party.NOBODY,
                None,
                None,
                tuple(ids),
                (),
            )
        )

    def _add(
        self, one: str, way: Direction, at: datetime, who: Address, parent: tuple[str, ...], number: int
    ) -> None:
        inbound = way is Direction.IN
        sender, to = (who, _ME) if inbound else (_ME, who)
        message = Message(
            message_id=one,
            id_missing=False,
            source="bench",
            position="",
            folder=None,
            in_sent=not inbound,
            in_junk=False,
            is_draft=False,
            headers=(),
            from_=(sender,),
            sender=(),
            reply_to=(),
            to=(to,),
            cc=(),
            bcc=(),
            subject="Interview",
            date_at=at,
            date_offset_s=0,
            received_at=at if inbound else None,
            internal_at=None,
            in_reply_to=parent,
            references=parent,
            gm_thread_id=None,
            thread_index=None,
            thread_topic=None,
            automated=None,
            digest=one,
            body=_BODY,
        )
        self.entries.append(Entry(message, way, at, Clock.RECEIVED if inbound else Clock.DATE, "", True))
        self.identities[one] = SenderIdentity(
            one,
            SenderKind.EMPLOYER if inbound else SenderKind.OTHER,
            f"Employer {number}",
            f"employer{number}",
            (f"employer{number}.example",) if inbound else (),
            "Ana Silva" if inbound else None,
            False,
            0.95,
            (),
        )


def _reading(
    one: str,
    stage: Stage | None = None,
    asks: tuple[Ask, ...] = (),
    answers: frozenset[WaitKind] = _NONE,
    praise: bool = False,
) -> Reading:
    return Reading(
        message_id=one,
        hiring=True,
        stage=stage,
        outcome=None,
        asks=asks,
        role=None,
        company=None,
        nudge=False,
        praise=praise,
        receipt=False,
        booking=False,
        submission=False,
        employer_ack=False,
        on_hold=False,
        resumed=False,
        voids=_NONE,
        extends=None,
        reschedule=False,
        employer_promise=None,
        answers=answers,
        holding=False,
        promises=(),
        appointments=(),
        confidence=0.95,
        cues=(),
    )


def rows(sizes: tuple[int, ...] = SIZES) -> list[tuple[str, str]]:
    """(stage at a size, seconds and MB) for the report of the bench."""
    return [row for size in sizes for row in _measured(size)]


def _measured(size: int) -> Iterator[tuple[str, str]]:
    mail, settings = Mail(size), Settings()
    before = _peak_mb()

    def run() -> Ledger:
        return waits.ledger(
            mail.mailbox,
            mail.threads,
            mail.identities,
            mail.readings,
            mail.applications,
            mail.as_of,
            settings,
        )

    seconds, ledger = _timed(run)
    yield f"ledger, {len(ledger.waits):,} waits of both sides", f"{seconds:.1f} s"
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("statistics", lambda: statistics.describe(ledger, mail.as_of, settings)),
        ("lapses", lambda: lapses.judge(ledger, mail.employers, mail.readings, mail.as_of, settings)),
        ("score", lambda: score.score(mail.mailbox, ledger, mail.as_of, settings)),
    )
    for name, step in steps:
        yield f"{name}, {size:,} requests", f"{_timed(step)[0]:.1f} s"
    yield f"memory, {size:,} requests", f"{_peak_mb() - before:,.0f} MB beyond {before:,.0f} MB of mailbox"


def _timed(step: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = step()
    return time.perf_counter() - start, result


def _peak_mb() -> float:
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6


if __name__ == "__main__":
    for name, value in rows(tuple(int(word) for word in sys.argv[1:]) or SIZES):
        print(f"{name:44} {value}", flush=True)
