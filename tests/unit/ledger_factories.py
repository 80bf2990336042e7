"""Stories for tests of the ledger: one line per message, read like a diary.

    story = tell('''
        Mon 09:00 them: asks schedule
        Tue 10:00 you: answers schedule
    ''')
    story.wait("schedule").closed_by   # "m2"

A line is ``DAY[+WEEKS] HH:MM WHO [in APP]: words; words``. Messages are called m1, m2 …; the
first Monday is 2 March 2026, times are UTC. WHO is ``them`` (a recruiter), ``ats``,
``scheduler``, ``goodtime``, ``board`` (a relay), ``robot`` (a mail server), or ``you``. Without ``new thread`` a message
answers the last one of the other side in its application.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from inbox_momentum import waits
from inbox_momentum.model import (
    Application,
    ApplicationStatus,
    Appointment,
    Ask,
    Attachment,
    Deadline,
    Entry,
    Ledger,
    Mailbox,
    Outcome,
    Party,
    Promise,
    Reading,
    SenderIdentity,
    SenderKind,
    Settings,
    Stage,
    StatedPromise,
    Thread,
    Wait,
    WaitKind,
)
from tests.unit.factories import make_body, make_entry, make_mailbox, make_owner

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LINE = re.compile(r"(\S+ \d\d:\d\d(?::\d\d)?) (\w+)(?: in (\w+))?: ?(.*)")
_SENDERS = {
    "them": ("Ana Silva <ana@{app}.example>", SenderKind.EMPLOYER, "Ana Silva", None),
    "ats": ("{app} Hiring <no-reply@greenhouse-mail.io>", SenderKind.ATS, None, "no-reply"),
    "tests": ("HackerRank <no-reply@hackerrankforwork.com>", SenderKind.ASSESSMENT, None, "no-reply"),
    "scheduler": ("Calendly <no-reply@calendly.com>", SenderKind.SCHEDULER, None, "no-reply"),
    "goodtime": ("GoodTime <no-reply@goodtime.io>", SenderKind.SCHEDULER, None, "no-reply"),
    "board": ("Ana via LinkedIn <inmail-hit-reply@linkedin.com>", SenderKind.JOB_BOARD, "Ana", None),
    "robot": ("Mail Delivery System <mailer-daemon@example.net>", SenderKind.OTHER, None, "bounce"),
}


def at(text: str) -> datetime:
    """``Tue 10:00`` or ``Tue+2 10:00`` (two weeks later), UTC."""
    day, _, clock = text.partition(" ")
    name, _, weeks = day.partition("+")
    parts = [int(part) for part in (clock or "00:00").split(":")]
    hours, minutes, seconds = (*parts, 0)[:3]
    return MONDAY + timedelta(
        days=_DAYS.index(name) + 7 * int(weeks or 0), hours=hours, minutes=minutes, seconds=seconds
    )


def make_reading(message_id: str, **fields: object) -> Reading:
    """A Reading that says nothing, but for ``fields``."""
    usual: dict[str, object] = {
        "hiring": True,
        "stage": None,
        "outcome": None,
        "asks": (),
        "role": None,
        "company": None,
        "extends": None,
        "employer_promise": None,
        "voids": frozenset(),
        "answers": frozenset(),
        "promises": (),
        "appointments": (),
        "confidence": 0.95,
        "cues": (),
    }
    flags = (
        "nudge",
        "praise",
        "receipt",
        "booking",
        "submission",
        "employer_ack",
        "on_hold",
        "resumed",
        "reschedule",
        "holding",
    )
    usual |= dict.fromkeys(flags, False)
    return Reading(message_id=message_id, **(usual | fields))  # type: ignore[arg-type]


def make_identity(message_id: str, **fields: object) -> SenderIdentity:
    """An employer's human sender, but for ``fields``."""
    usual: dict[str, object] = {
        "kind": SenderKind.EMPLOYER,
        "employer": "Acme",
        "employer_key": "acme",
        "domains": ("acme.example",),
        "person": "Ana Silva",
        "relay": False,
        "confidence": 0.95,
        "cues": (),
    }
    return SenderIdentity(message_id=message_id, **(usual | fields))  # type: ignore[arg-type]


def make_application(application_id: str, message_ids: tuple[str, ...], **fields: object) -> Application:
    """An open application of the employer of the same name."""
    usual: dict[str, object] = {
        "employer_id": f"e-{application_id}",
        "role": None,
        "stage": None,
        "outcome": None,
        "status": ApplicationStatus.ACTIVE,
        "turn": Party.NOBODY,
        "opened_at": None,
        "last_message_at": None,
        "stages": (),
    }
    return Application(id=application_id, message_ids=message_ids, **(usual | fields))  # type: ignore[arg-type]


@dataclass
class Line:
    """One message while its line is read."""

    id: str
    moment: datetime
    who: str
    app: str
    reading: dict[str, object] = field(default_factory=dict)
    identity: dict[str, object] = field(default_factory=dict)
    message: dict[str, object] = field(default_factory=dict)
    body: dict[str, object] = field(default_factory=dict)
    addressed: bool = True
    timeless: bool = False
    fresh: bool = False
    loose: bool = False
    answers_to: str | None = None

    def ask(self, kind: str, confidence: float = 0.95, until: str | None = None) -> None:
        deadline = Deadline(at(until), True, until) if until else None
        known = self.reading.get("asks", ())
        self.reading["asks"] = (*known, Ask(WaitKind(kind), f"Please: {kind}.", confidence, deadline))  # type: ignore[misc]

    def take(self, words: str) -> None:
        verb, _, rest = words.strip().partition(" ")
        taker = getattr(self, f"do_{verb}", None)
        assert taker is not None, f"the story does not know {words!r}"
        taker(rest)

    # the employer
    def do_asks(self, rest: str) -> None:
        kind, _, until = rest.partition(" until ")
        self.ask(kind, until=until or None)

    def do_perhaps(self, rest: str) -> None:
        self.ask(rest.removeprefix("asks "), 0.6)

    def do_nudges(self, rest: str) -> None:
        self.reading["nudge"] = True
        for kind in rest.split():
            self.ask(kind)

    def do_voids(self, rest: str) -> None:
        self.reading["voids"] = frozenset(WaitKind(kind) for kind in rest.split())

    def do_extends(self, rest: str) -> None:
        self.reading["extends"] = Deadline(at(rest.removeprefix("to ")), True, rest)

    def do_says(self, rest: str) -> None:
        self.body["text"] = rest

    def do_flag(self, rest: str) -> None:
        self.reading[rest] = True

    def do_rejects(self, rest: str) -> None:
        self.reading["outcome"] = Outcome.REJECTED
        self.reading["confidence"] = 0.6 if rest == "perhaps" else 0.95

    def do_stage(self, rest: str) -> None:
        self.reading["stage"] = Stage(rest)

    def do_will_answer(self, rest: str) -> None:
        self.reading["employer_promise"] = StatedPromise(at(rest), rest)

    def do_invites(self, rest: str) -> None:
        uid, _, span = rest.partition(" ")
        self._appoint(uid, "REQUEST", span, None)

    def do_cancels(self, rest: str) -> None:
        self._appoint(rest, "CANCEL", "", None)

    def do_bounces(self, rest: str) -> None:
        self.body["bounced_ids"] = (rest,)

    def do_cc(self, rest: str) -> None:
        self.addressed = False

    def do_junk(self, rest: str) -> None:
        self.message["in_junk"] = True

    def do_links(self, rest: str) -> None:
        self.body["links"] = (rest,)

    def do_bulk(self, rest: str) -> None:
        self.identity["kind"] = SenderKind.BULK
        self.message["automated"] = "list"

    def do_listed(self, rest: str) -> None:
        self.message["automated"] = "list"

    # the owner
    def do_answers(self, rest: str) -> None:
        self.reading["answers"] = frozenset(WaitKind(kind) for kind in rest.split())

    def do_replies(self, rest: str) -> None:
        self.body["text"] = rest or "Thank you, this is my answer to it."

    def do_cue(self, rest: str) -> None:
        self.reading["cues"] = (rest,)

    def do_holds_off(self, rest: str) -> None:
        self.reading["holding"] = True

    def do_promises(self, rest: str) -> None:
        self.reading["holding"] = True
        known = self.reading.get("promises", ())
        self.reading["promises"] = (*known, StatedPromise(at(rest), rest))  # type: ignore[misc]

    def do_accepts(self, rest: str) -> None:
        self.reading["outcome"] = Outcome.ACCEPTED

    def do_declines(self, rest: str) -> None:
        self.reading["outcome"] = Outcome.DECLINED

    def do_withdraws(self, rest: str) -> None:
        self.reading["outcome"] = Outcome.WITHDRAWN

    def do_rsvp(self, rest: str) -> None:
        uid, _, partstat = rest.partition(" ")
        self._appoint(uid, "REPLY", "", partstat or "ACCEPTED")

    def do_automatic(self, rest: str) -> None:
        self.message["automated"] = rest or "auto-replied"

    def do_draft(self, rest: str) -> None:
        self.message["is_draft"] = True

    def do_to(self, rest: str) -> None:
        self.message["to"] = rest

    def do_subject(self, rest: str) -> None:
        self.message["subject"] = rest

    def do_role(self, rest: str) -> None:
        self.reading["role"] = rest

    def do_attaches(self, rest: str) -> None:
        self.body["attachments"] = (
            Attachment(rest, "image/png" if rest.endswith("png") else "application/pdf", 9),
        )

    # both
    def do_new(self, rest: str) -> None:
        self.fresh = True

    def do_loose(self, rest: str) -> None:
        self.fresh = self.loose = True

    def do_answering(self, rest: str) -> None:
        self.answers_to = rest

    def do_timeless(self, rest: str) -> None:
        self.timeless = True

    def do_praise(self, rest: str) -> None:
        self.reading["praise"] = True

    def _appoint(self, uid: str, method: str, span: str, partstat: str | None) -> None:
        start, _, end = span.partition(" to ")
        event = Appointment(
            uid,
            method,
            0,
            at(start) if start else None,
            at(end) if end else None,
            False,
            "Interview",
            "",
            partstat,
        )
        known = self.reading.get("appointments", ())
        self.reading["appointments"] = (*known, event)  # type: ignore[misc]


@dataclass
class Story:
    """A told story: everything that the ledger takes."""

    mailbox: Mailbox
    threads: tuple[Thread, ...]
    identities: dict[str, SenderIdentity]
    readings: dict[str, Reading]
    applications: tuple[Application, ...]
    end: datetime

    def ledger(self, as_of: str | datetime | None = None, settings: Settings | None = None) -> Ledger:
        """Of the story up to ``as_of``, by default a second after its last line."""
        moment = at(as_of) if isinstance(as_of, str) else as_of or self.end
        return waits.ledger(
            self.mailbox,
            self.threads,
            self.identities,
            self.readings,
            self.applications,
            moment,
            settings or Settings(),
        )

    def waits(self, kind: str | None = None, as_of: str | None = None, side: str = "you") -> list[Wait]:
        """The waits of one kind and side."""
        return [
            wait
            for wait in self.ledger(as_of).waits
            if wait.waiting_on == side and (kind is None or wait.kind == kind)
        ]

    def wait(self, kind: str, as_of: str | None = None) -> Wait:
        """The only wait of ``kind`` on the owner."""
        (one,) = self.waits(kind, as_of)
        return one

    def reply(self, as_of: str | None = None) -> Wait:
        """The only wait on the employer."""
        (one,) = self.waits("reply", as_of, side="employer")
        return one

    def promise(self, as_of: str | None = None) -> Promise:
        """The only promise."""
        (one,) = self.ledger(as_of).promises
        return one

    def application(self, as_of: str | None = None) -> Application:
        """The only application."""
        (one,) = self.ledger(as_of).applications
        return one


def tell(text: str, **mailbox: object) -> Story:
    """Read a story; ``mailbox`` fields such as ``latency_refused_because`` may be given."""
    lines = [_line(row.strip(), number) for number, row in enumerate(text.strip().splitlines(), 1)]
    entries: list[Entry] = []
    threads: dict[str, list[str]] = {}
    last: dict[tuple[str, bool], str] = {}
    thread_of: dict[str, str] = {}
    for line in lines:
        outbound = line.who == "you"
        parent = line.answers_to or (
            None if line.fresh or line.who == "robot" else last.get((line.app, not outbound))
        )
        home = thread_of.get(parent or "", f"t-{line.app}" if not line.fresh else f"t-{line.id}")
        thread_of[line.id] = home
        threads.setdefault(home, []).append(line.id)
        last[line.app, outbound] = line.id
        entries.append(_entry(line, parent))
    grouped: dict[str, list[str]] = {}
    for line in lines:
        if not line.loose and line.who != "robot":
            grouped.setdefault(line.app, []).append(line.id)
    return Story(
        mailbox=make_mailbox(
            entries, owner=make_owner(names=("Maya Stone",)), **({"sent_found": True} | mailbox)
        ),
        threads=tuple(Thread(one, tuple(ids)) for one, ids in threads.items()),
        identities={line.id: _identity(line) for line in lines},
        readings={line.id: make_reading(line.id, **line.reading) for line in lines},
        applications=tuple(make_application(app, tuple(ids)) for app, ids in grouped.items()),
        end=max(line.moment for line in lines) + timedelta(seconds=1),
    )


def later(story: Story, **application: object) -> Story:
    """The same story with fields of its applications changed."""
    changed = tuple(dataclasses.replace(one, **application) for one in story.applications)  # type: ignore[arg-type]
    return dataclasses.replace(story, applications=changed)


def _line(row: str, number: int) -> Line:
    match = _LINE.fullmatch(row)
    assert match is not None, f"not a line of a story: {row!r}"
    line = Line(f"m{number}", at(match[1]), match[2], match[3] or "acme")
    for words in match[4].split("; "):
        if words.strip():
            line.take(words)
    return line


def _entry(line: Line, parent: str | None) -> Entry:
    usual: dict[str, object] = {"subject": f"Interview at {line.app}", "message_id": line.id}
    if parent is not None:
        usual |= {"in_reply_to": parent, "references": (parent,)}
    if line.fresh:
        usual["subject"] = f"Something else {line.id}"
    if line.who == "you":
        usual |= {"direction": "out", "to": f"ana@{line.app}.example"}
    else:
        usual |= {
            "direction": "in",
            "from_": _SENDERS[line.who][0].format(app=line.app),
            "automated": _SENDERS[line.who][3],
        }
    usual["body"] = make_body(**({"text": "As discussed."} | line.body))  # type: ignore[arg-type]
    return make_entry(
        at=None if line.timeless else line.moment,
        addressed=line.addressed,
        **(usual | line.message),  # type: ignore[arg-type]
    )


def _identity(line: Line) -> SenderIdentity:
    if line.who == "you":
        return make_identity(
            line.id, kind=SenderKind.OTHER, employer=None, employer_key=None, domains=(), person=None
        )
    _, kind, person, _ = _SENDERS[line.who]
    usual = {
        "kind": kind,
        "person": person,
        "employer": line.app.title(),
        "employer_key": line.app,
        "domains": (f"{line.app}.example",) if kind is SenderKind.EMPLOYER else (),
        "relay": line.who == "board",
    }
    return make_identity(line.id, **(usual | line.identity))
