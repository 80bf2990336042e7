"""Invented reports for the tests of every output: ordinary, empty, tiny, huge and hostile."""

from __future__ import annotations

import dataclasses
import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any

from inbox_momentum import statistics
from inbox_momentum.model import (
    Application,
    ApplicationScore,
    ApplicationStatus,
    Clock,
    ClosedHow,
    Coverage,
    Deadline,
    Defect,
    Direction,
    Employer,
    Evidence,
    Lapse,
    Ledger,
    Nudge,
    Outcome,
    Owner,
    Party,
    Positive,
    Precision,
    Promise,
    Rating,
    Report,
    Score,
    ScoreValue,
    Settings,
    Severity,
    Stage,
    StageEntry,
    Statistics,
    StatRow,
    Wait,
    WaitKind,
    WaitStatus,
    WorkingCalendar,
)

AS_OF = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOUR = 3600.0
DAY = 86400.0

QUOTES = {
    WaitKind.SCHEDULE: "Does Thursday 10:00 or 14:00 work for the panel?",
    WaitKind.QUESTION: "Which of the two teams would you rather meet?",
    WaitKind.REFERENCES: "Could you send two references and your earliest start date?",
    WaitKind.CODE_TEST: "Please hand in the exercise within a week.",
    WaitKind.OFFER: "Let us know whether you would like to accept.",
    WaitKind.NEXT_STEP: "Would you like to go on to the next round?",
    WaitKind.DOCUMENTS: "Please send your signed work permit.",
    WaitKind.OUTREACH: "Would you be open to a short call about a platform role?",
    WaitKind.MESSAGE: "Good luck with the exercise!",
    WaitKind.REPLY: "",
}
_GREEN, _AMBER = DAY, 3 * DAY


@dataclass
class Builder:
    """Collects the pieces of a report."""

    as_of: datetime = AS_OF
    employers: list[Employer] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    lapses: list[Lapse] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    def message(self, app: str, at: datetime, out: bool, person: str, subject: str) -> str:
        message_id = f"m{len(self.evidence) + 1}.{app}@mx.invalid"
        self.evidence[message_id] = Evidence(
            message_id=message_id,
            source="job-mail.mbox",
            position=f"byte {81000 + 512 * len(self.evidence)}",
            folder="INBOX/Jobs" if not out else "Sent",
            direction=Direction.OUT if out else Direction.IN,
            at=at,
            clock=Clock.DATE if out else Clock.RECEIVED,
            clock_reason="your own Date header" if out else "stamp of your provider",
            from_name="Maya Lindt" if out else person,
            from_address="maya@example.net" if out else "people@example.org",
            subject=subject,
            asks=(),
            cues=("phrase: could you send",),
        )
        return message_id

    def application(
        self,
        name: str,
        role: str,
        stage: Stage | None,
        talk: list[tuple[float, float | None, WaitKind]],
        person: str = "Dana Ortiz",
        status: ApplicationStatus = ApplicationStatus.ACTIVE,
        outcome: Outcome | None = None,
        kind: str = "employer",
    ) -> Application:
        """``talk``: (days ago they asked, hours until the owner answered or None, kind)."""
        number = len(self.applications) + 1
        app, employer = f"a{number}", f"e{number}"
        self.employers.append(Employer(employer, name, (f"company{number}.example",), kind))
        ids: list[str] = []
        first = self.as_of - timedelta(days=talk[0][0] if talk else 13) - timedelta(days=3)
        ids.append(self.message(app, first, True, person, f"Application: {role}"))
        last_out = first
        open_on_you = False
        for ago, hours, asked in talk:
            at = self.as_of - timedelta(days=ago)
            ids.append(self.message(app, at, False, person, f"Re: {role}"))
            self.waits.append(self._theirs(app, len(self.waits), last_out, at, ids[-2], ids[-1], stage))
            closed = at + timedelta(hours=hours) if hours is not None else None
            if closed is not None:
                ids.append(self.message(app, closed, True, person, f"Re: {role}"))
                last_out = closed
            open_on_you = closed is None
            self.waits.append(self._mine(app, len(self.waits), at, closed, asked, stage, ids))
        live = status is not ApplicationStatus.CLOSED
        if not open_on_you and live:
            self.waits.append(self._theirs(app, len(self.waits), last_out, None, ids[-1], None, stage))
        turn = Party.NOBODY if not live else Party.YOU if open_on_you else Party.EMPLOYER
        application = Application(
            id=app,
            employer_id=employer,
            role=role,
            stage=stage,
            outcome=outcome,
            status=status,
            turn=turn,
            opened_at=first,
            last_message_at=self.evidence[ids[-1]].at,
            message_ids=tuple(ids),
            stages=(StageEntry(stage, first, ids[0], 0.93),) if stage else (),
        )
        self.applications.append(application)
        return application

    def _mine(
        self,
        app: str,
        n: int,
        at: datetime,
        closed: datetime | None,
        kind: WaitKind,
        stage: Stage | None,
        ids: list[str],
    ) -> Wait:
        elapsed = ((closed or self.as_of) - at).total_seconds()
        required = kind not in (WaitKind.OUTREACH, WaitKind.MESSAGE)
        rating = Rating.GREEN if elapsed <= _GREEN else Rating.AMBER if elapsed <= _AMBER else Rating.RED
        if not required and rating is Rating.RED:
            rating = Rating.AMBER
        return Wait(
            id=f"w{n + 1}",
            application_id=app,
            waiting_on=Party.YOU,
            kind=kind,
            stage=stage,
            opened_by=ids[-1] if closed is None else ids[-2],
            opened_at=at,
            opened_clock=Clock.RECEIVED,
            nudges=(),
            deadline=None,
            status=WaitStatus.ANSWERED if closed else WaitStatus.OPEN,
            acknowledged_at=None,
            closed_by=ids[-1] if closed else None,
            closed_at=closed,
            closed_how=ClosedHow.REPLY if closed else None,
            precision=Precision.EXACT,
            elapsed_s=elapsed,
            working_s=round(elapsed * 0.36, 3),
            rating=rating,
            confidence=0.94,
            quote=QUOTES[kind],
            reasons=("asked by a person", "two cues", "no later message of yours reaches it"),
            limit_at=at + timedelta(seconds=_AMBER),
        )

    def _theirs(
        self,
        app: str,
        n: int,
        at: datetime,
        closed: datetime | None,
        opened_by: str,
        closed_by: str | None,
        stage: Stage | None,
    ) -> Wait:
        return Wait(
            id=f"w{n + 1}",
            application_id=app,
            waiting_on=Party.EMPLOYER,
            kind=WaitKind.REPLY,
            stage=stage,
            opened_by=opened_by,
            opened_at=at,
            opened_clock=Clock.DATE,
            nudges=(),
            deadline=None,
            status=WaitStatus.ANSWERED if closed else WaitStatus.OPEN,
            acknowledged_at=None,
            closed_by=closed_by,
            closed_at=closed,
            closed_how=ClosedHow.REPLY if closed else None,
            precision=Precision.EXACT,
            elapsed_s=((closed or self.as_of) - at).total_seconds(),
            working_s=None,
            rating=None,
            confidence=0.9,
            quote="",
            reasons=(),
        )

    def lapse(self, wait: Wait, kind: str, severity: Severity, headline: bool = False) -> None:
        name = next(
            e.name
            for e in self.employers
            if e.id == next(a.employer_id for a in self.applications if a.id == wait.application_id)
        )
        days = round((wait.elapsed_s or 0) / DAY)
        self.lapses.append(
            Lapse(
                id=f"l{len(self.lapses) + 1}",
                kind=kind,
                severity=severity,
                application_id=wait.application_id,
                wait_ids=(wait.id,),
                message_ids=(wait.opened_by,),
                since=wait.opened_at,
                sentence=f"{name} asked {days} days ago.",
                action="Send three slots today.",
                headline=headline,
            )
        )

    def report(self, **changes: Any) -> Report:
        """The report; ``changes`` replace fields."""
        times = [e.at for e in self.evidence.values() if e.at]
        n = len(self.evidence)
        base = Report(
            version="0.1.0",
            as_of=self.as_of,
            owner=Owner(("maya@example.net",), ("Maya Lindt",), True, "found in the Sent folder"),
            timezone="Europe/Berlin",
            coverage=Coverage(
                messages=n + 372,
                kept=n + 31,
                duplicates=300,
                outside_window=0,
                rejected=41,
                relevant=n,
                first_message_at=min(times, default=None),
                last_message_at=max(times, default=None),
                sent_found=True,
                latency_available=True,
                latency_refused_because=None,
                defects=(
                    Defect(
                        "job-mail.mbox",
                        "byte 81234",
                        "date-unparseable",
                        "The Date header reads ‘tomorrow’.",
                        None,
                    ),
                    Defect(
                        "job-mail.mbox", "byte 91234", "no-header", "There is no header at all.", None, True
                    ),
                ),
            ),
            employers=tuple(self.employers),
            applications=tuple(self.applications),
            waits=tuple(self.waits),
            promises=tuple(self.promises),
            statistics=figures(self),
            lapses=tuple(self.lapses),
            positives=(),
            score=Score(
                ScoreValue(70, 60, 85),
                None,
                ("one request is past its limit", "19 of 22 answered in time", "both promises kept"),
                (ApplicationScore("a1", ScoreValue(45, 30, 60), None, ("one open request is late",)),),
            ),
            evidence=dict(self.evidence),
            input_digest="9f2c" * 16,
            settings=(
                ("timezone", "Europe/Berlin"),
                ("working_hours", "08:00–20:00"),
                ("working_days", "Mon Tue Wed Thu Fri"),
                ("working_day_s", "43200"),
                ("holidays", "0"),
                ("away", "none"),
                ("travel", "none"),
                ("limits", "our defaults"),
            ),
        )
        ledger = Ledger(tuple(self.waits), tuple(self.promises), tuple(self.applications))
        before = statistics.describe(ledger, self.as_of - timedelta(days=7), Settings()).overall
        return dataclasses.replace(base, **{"week_ago": before, **changes})


def figures(builder: Builder) -> Statistics:
    """The real figures of what was invented."""
    ledger = Ledger(tuple(builder.waits), tuple(builder.promises), tuple(builder.applications))
    settings = Settings(calendar=WorkingCalendar(zone="Europe/Berlin"))
    return statistics.describe(ledger, builder.as_of, settings)


@cache
def ordinary() -> Report:
    """Eleven employers, three of them waiting, one past its limit."""
    b = Builder()
    s, q, k = WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind
    b.application(
        "Halden Robotics",
        "Platform Engineer",
        Stage.ONSITE,
        [(38, 10, s), (31, 14, q), (20, 5, s), (11, 14, k.NEXT_STEP), (4.1, None, k.REFERENCES)],
    )
    b.application(
        "Okapi Health", "Backend Engineer", Stage.RECRUITER_SCREEN, [(9, 10, q), (1.4, None, s)], "Priya Nair"
    )
    b.application("Quillmark", "Platform Lead", Stage.SOURCED, [(0.25, None, q)], "T. Okoro")
    b.application(
        "Bluefinch Bank",
        "Data Engineer",
        Stage.OFFER,
        [(34, 7, s), (27, 53, q), (7, 7, k.OFFER)],
        "Ann Field",
    )
    b.application(
        "Lumen & Sons <GmbH>",
        "Systems Engineer",
        Stage.CODE_TEST,
        [(29, 7, q), (21, 98, k.CODE_TEST)],
        "Jo Weber",
    )
    b.application("Ferrous Labs", "SRE", Stage.RECRUITER_SCREEN, [(25, 19, s), (12.2, 5, q)])
    b.application(
        "株式会社みどり (Midori)",
        "ソフトウェアエンジニア",
        Stage.RECRUITER_SCREEN,
        [(19, 38, s), (14, 7, q), (7, 5, s)],
    )
    b.application("مختبرات النور", "مهندس برمجيات", Stage.APPLIED, [])
    b.application("Tessellate", "Engineer, Maps", Stage.ONSITE, [(40, 10, s), (33, 98, q), (17.3, 7, s)])
    b.application(
        "Pemberton, Ashworth & Associated Engineers of Greater Northumberland PLC",
        "Principal Engineer for the Integration of Reporting Systems",
        Stage.TECH_SCREEN,
        [(19, 12, s), (9, 58, q)],
    )
    b.application("Corvid Analytics", "Analyst", Stage.APPLIED, [])
    b.application(
        "Nimbus Freight",
        "Engineer",
        Stage.TECH_SCREEN,
        [(60, 4, s), (50, 90, q)],
        status=ApplicationStatus.CLOSED,
        outcome=Outcome.REJECTED,
    )
    random_talk(b)
    open_ = {
        w.application_id: w for w in b.waits if w.status is WaitStatus.OPEN and w.waiting_on is Party.YOU
    }
    halden = dataclasses.replace(
        open_["a1"], nudges=(Nudge("m9@x.invalid", AS_OF - timedelta(days=1), True),)
    )
    okapi = dataclasses.replace(
        open_["a2"], deadline=Deadline(AS_OF + timedelta(days=1, hours=6), True, "by Tuesday afternoon")
    )
    b.waits = [halden if w.id == halden.id else okapi if w.id == okapi.id else w for w in b.waits]
    b.lapse(halden, "dropped_after_nudge", Severity.URGENT, headline=True)
    for app in ("a5", "a9"):
        slow = next(w for w in b.waits if w.application_id == app and w.rating is Rating.RED)
        b.lapse(slow, "slow_schedule", Severity.ATTENTION)
    b.promises = [
        Promise(
            "p1",
            "a4",
            "m20@x.invalid",
            AS_OF - timedelta(days=5),
            AS_OF + timedelta(days=2),
            None,
            "I will decide by Wednesday",
        ),
        Promise(
            "p2",
            "a6",
            "m21@x.invalid",
            AS_OF - timedelta(days=13),
            AS_OF - timedelta(days=12),
            AS_OF - timedelta(days=12, hours=3),
            "I send it tomorrow",
        ),
    ]
    return b.report(positives=(Positive("streak", "You answered nine requests in a row in good time.", ()),))


def random_talk(b: Builder, seed: int = 7) -> None:
    """Thirteen weeks of answered requests at older, quieter employers."""
    dice = random.Random(seed)
    kinds = [WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind.CODE_TEST, WaitKind.NEXT_STEP]
    stages = list(Stage)[1:]
    for number in range(9):
        days = sorted((dice.uniform(8, 88) for _ in range(dice.randint(3, 9))), reverse=True)
        talk = [(d, min(d * 24 - 1, math.exp(dice.gauss(2.1, 1.0))), dice.choice(kinds)) for d in days]
        b.application(
            f"Sample Works {number + 1}",
            "Engineer",
            dice.choice(stages),
            list(talk),
            f"Person {number + 1}",
            ApplicationStatus.CLOSED if number % 2 else ApplicationStatus.ACTIVE,
            Outcome.WITHDRAWN if number % 2 else None,
        )


@cache
def empty(kept: int = 0) -> Report:
    """No application at all; ``kept`` messages of other sorts."""
    base = Builder().report()
    coverage = dataclasses.replace(
        base.coverage, messages=kept, kept=kept, duplicates=0, rejected=0, defects=()
    )
    nothing = Score(None, "only 0 due requests in 60 days; it takes eight", (), ())
    return dataclasses.replace(base, coverage=coverage, score=nothing)


@cache
def tiny() -> Report:
    """Two employers, three requests: too early for figures."""
    b = Builder()
    b.application("Okapi Health", "Backend Engineer", Stage.RECRUITER_SCREEN, [(9, 10, WaitKind.QUESTION)])
    b.application(
        "Quillmark",
        "Platform Lead",
        Stage.RECRUITER_SCREEN,
        [(6, 4, WaitKind.SCHEDULE), (0.4, None, WaitKind.SCHEDULE)],
    )
    return b.report(score=Score(None, "only 3 due requests in 60 days; it takes eight", (), ()))


@cache
def quiet() -> Report:
    """Everything is answered."""
    b = Builder()
    b.application(
        "Okapi Health",
        "Backend Engineer",
        Stage.ONSITE,
        [(9, 10, WaitKind.QUESTION), (3, 2, WaitKind.SCHEDULE)],
    )
    b.application("Quillmark", "Platform Lead", Stage.OFFER, [(6, 4, WaitKind.SCHEDULE)])
    return b.report(positives=(Positive("all_clear", "Everything is answered.", ()),))


@cache
def no_sent() -> Report:
    """A mailbox without sent mail: nothing may be claimed about reply times."""
    base = ordinary()
    refused = "The sources hold no sent mail."
    coverage = dataclasses.replace(
        base.coverage, sent_found=False, latency_available=False, latency_refused_because=refused
    )
    waits = tuple(
        dataclasses.replace(
            w,
            status=WaitStatus.UNKNOWN,
            elapsed_s=None,
            working_s=None,
            rating=None,
            closed_at=None,
            closed_by=None,
            closed_how=None,
            precision=Precision.UNKNOWN,
        )
        for w in base.waits
    )
    none = StatRow(None, 0, 0, None, None, None, None, None, refused)
    return dataclasses.replace(
        base,
        coverage=coverage,
        waits=waits,
        lapses=(),
        positives=(),
        statistics=Statistics(none, (), (), (), (), none),
        week_ago=None,
        score=Score(None, refused, (), ()),
    )


@cache
def huge(count: int = 400) -> Report:
    """Four hundred applications, some thousand requests."""
    b = Builder()
    dice = random.Random(11)
    stages = list(Stage)
    kinds = [WaitKind.SCHEDULE, WaitKind.QUESTION, WaitKind.CODE_TEST, WaitKind.DOCUMENTS]
    for number in range(count):
        days = sorted((dice.uniform(1, 90) for _ in range(dice.randint(0, 8))), reverse=True)
        talk: list[tuple[float, float | None, WaitKind]] = [
            (d, min(d * 24 - 1, math.exp(dice.gauss(2.6, 1.3))), dice.choice(kinds)) for d in days
        ]
        if number % 9 == 0 and talk:
            talk[-1] = (talk[-1][0], None, talk[-1][2])
        closed = number % 3 == 1
        b.application(
            f"Employer number {number + 1} of the long list",
            f"Engineer {number}",
            dice.choice(stages),
            talk,
            status=ApplicationStatus.CLOSED if closed else ApplicationStatus.ACTIVE,
            outcome=Outcome.REJECTED if closed else None,
        )
    for wait in [w for w in b.waits if w.rating is Rating.RED][:120]:
        b.lapse(wait, "open_ask" if wait.status is WaitStatus.OPEN else "slow_schedule", Severity.ATTENTION)
    b.lapses[0:3] = [
        dataclasses.replace(lapse, headline=True, severity=Severity.URGENT) for lapse in b.lapses[0:3]
    ]
    return b.report()


PAYLOADS = (
    "<script>window.__x=1;alert(1)</script>",
    '"><img src=http://evil.invalid/p.png onerror="window.__x=1;alert(1)">',
    '\'></title></style></textarea></bdi><svg onload="window.__x=1"><a xlink:href="javascript:alert(1)">go</a>',
    "{{ ''.__class__.__mro__ }}{% for x in range(9) %}{{ config }}{% endfor %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;img src=x&#62;",
    "\u202egnp.exe\u202c \u2066\u2067abc\u2069 \u200f\u061c",
    "\x1b[2J\x1b]0;owned\x07\x1b[31mred\x9b31m\x00\x08 [bold red]markup[/bold red]",
    '=HYPERLINK("http://evil.invalid";"click")',
    "@import url(http://evil.invalid/a.css); background:url(//evil.invalid/b)",
    '--><!-- <base href=http://evil.invalid/> <meta http-equiv=refresh content="0;url=http://evil.invalid">',
    "Z" + "\u0301" * 500 + "algo \U000e0041\U000e0042 \ud800 \ufdd0",
    "x" * 5000,
)


@cache
def hostile(payload: str) -> Report:
    """An ordinary report with ``payload`` in every free string that mail could fill."""
    base = _poisoned(ordinary(), payload, ())
    assert isinstance(base, Report)
    return dataclasses.replace(base, timezone="Europe/Berlin", version="0.1.0", input_digest="9f2c" * 16)


_NAMES = frozenset(
    {
        "id",
        "employer_id",
        "application_id",
        "wait_ids",
        "message_id",
        "message_ids",
        "opened_by",
        "closed_by",
        "key",
        "kind",
        "direction",
        "method",
    }
)
"""Identifiers hold the report together; those made from mail (Message-IDs) get the payload behind their own text."""


def _poisoned(value: Any, payload: str, path: tuple[str, ...]) -> Any:
    name = path[-1] if path else ""
    if isinstance(value, Enum | bool) or value is None:
        return value
    if isinstance(value, str):
        if name in ("message_id", "message_ids", "opened_by", "closed_by"):
            return value + payload
        return value if name in _NAMES else payload
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: _poisoned(getattr(value, f.name), payload, (*path, f.name))
            for f in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple) and name == "settings":
        return tuple((key, payload if key != "working_day_s" else text) for key, text in value)
    if isinstance(value, tuple):
        return tuple(_poisoned(item, payload, path) for item in value)
    if isinstance(value, dict):
        return {key + payload: _poisoned(item, payload, (*path, "evidence")) for key, item in value.items()}
    return value
