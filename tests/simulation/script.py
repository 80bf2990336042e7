"""One employer's process, told step by step: each step writes its mail and notes what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage

from tests.simulation import wording_c
from tests.simulation.facts import Meeting, TrueWait, Vow
from tests.simulation.oracle import day_end
from tests.simulation.story import ASKS, PLATFORM_SENDERS, id_of, reply_subject
from tests.simulation.world import OWNER, OWNER_NAME, ZONE, Company, World

_OWN = {"screen": "SCREEN", "tech": "TECH", "test_open": "TEST_OPEN", "go_on": "GO_ON"}
_KIND = {
    "screen": "schedule",
    "tech": "schedule",
    "onsite": "schedule",
    "test_open": "code_test",
    "go_on": "next_step",
}
_ANSWER = {"screen": "schedule", "tech": "schedule", "test_open": "code_test", "go_on": "question"}
_STAGE = {
    "screen": "recruiter_screen",
    "tech": "tech_screen",
    "onsite": "onsite",
    "code_test": "code_test",
    "test_open": "code_test",
    "references": "checks",
    "offer": "offer",
}


@dataclass(slots=True)
class Script:
    """A process in the making. Steps must be told in the order of time."""

    world: World
    company: Company
    stage: str = ""
    last: EmailMessage | None = None
    """The newest mail of the process, which the next one answers."""
    mails: dict[str, EmailMessage] = field(default_factory=dict)
    """Requests by Message-ID."""
    booked: int = 0

    # ------------------------------------------------------------------ the employer's side

    def ask(
        self,
        at: datetime,
        what: str,
        deadline: datetime | None = None,
        praise: bool = False,
        text: str | None = None,
    ) -> TrueWait:
        """A request; ``what`` is an intent of the banks or of ``wording_c``, ``text`` takes its place."""
        kind = _KIND.get(what, what)
        self.stage = _STAGE.get(what, self.stage)
        if text is None and what in _OWN:
            text = self._own(_OWN[what])
        text = text or self.world.say(ASKS[what][0], self.company, deadline)
        if praise:
            text = self.world.say("PRAISE", self.company) + text
            self.world.facts.praised.setdefault(self.company.name, at)
        mail = self._in(at, text)
        wait = TrueWait(self.company.name, kind, id_of(mail), at, "open", why=what, stage=self.stage)
        if deadline is not None:
            wait.deadline = day_end(deadline.astimezone(ZONE).date())
        self.mails[wait.opened_by] = mail
        self.world.waits.append(wait)
        self._turn(at, False, "passes")
        return wait

    def nudge(self, wait: TrueWait, at: datetime) -> None:
        """A person reminds of a request."""
        self._in(at, self.world.say("NUDGE", self.company), self.mails[wait.opened_by])
        wait.nudges.append(at)
        self._turn(at, False, "passes")

    def extend(self, wait: TrueWait, at: datetime, deadline: datetime) -> None:
        """More time: the deadline moves, the start stays."""
        here = deadline.astimezone(ZONE)
        self._in(at, self._own("EXTEND", date=f"{here:%A}, {here.day} {here:%B}"), self.mails[wait.opened_by])
        wait.deadline = day_end(here.date())
        self._turn(at, False, "keeps")

    def never_mind(self, wait: TrueWait, at: datetime) -> None:
        """The request is taken back."""
        mail = self._in(at, self._own("NEVER_MIND"), self.mails[wait.opened_by])
        wait.status, wait.closed_by = "void", id_of(mail)
        self._turn(at, False, "withdraws")

    def ask_both(self, at: datetime) -> tuple[TrueWait, TrueWait]:
        """A question and a request for documents in one mail."""
        texts = [self.world.pick("QUESTION"), "And one more thing: " + self.world.pick("DOCUMENTS")]
        first = self.ask(at, "question", text=self.world.fill("\n\n".join(texts), self.company))
        second = replace(first, kind="documents", why="both", nudges=[], held=[])
        self.world.waits.append(second)
        return first, second

    def good_news(self, at: datetime) -> None:
        """Praise that asks nothing."""
        self._in(at, self._own("GOOD_NEWS"))
        self.world.facts.praised.setdefault(self.company.name, at)
        self._turn(at, False, "awaits")

    def noted(self, at: datetime) -> None:
        """The employer will come back to it."""
        self._in(at, self.world.say("EMPLOYER_ANSWER", self.company))
        self._turn(at, False, "awaits")

    def names_day(self, at: datetime, day: datetime) -> None:
        """The employer says by which day it will come back."""
        here = day.astimezone(ZONE)
        date = self.world.rng.choice((f"{here:%A}, {here.day} {here:%B}", f"{here.day} {here:%B}"))
        self._in(at, self._own("EMPLOYER_DAY", date=date))
        self.world.facts.turn(self.company.name, at, False, "names", here.date())

    def pause(self, at: datetime) -> None:
        """Put on hold."""
        self._in(at, self.world.say("ON_HOLD", self.company))
        self.world.facts.paused.setdefault(self.company.name, []).append(at)
        self._turn(at, False, "awaits")

    def resume(self, at: datetime) -> None:
        """Taken up again."""
        self._in(at, self._own("RESUME"))
        self.world.facts.paused[self.company.name].append(at)
        self._turn(at, False, "awaits")

    def reject(self, at: datetime) -> None:
        """The end."""
        self._in(at, self.world.say("REJECTION", self.company))
        self.world.outcomes[self.company.name] = "rejected"

    def invite(self, at: datetime, starts: datetime, moved: bool = False) -> Meeting:
        """A calendar invitation to a time that is agreed: it asks nothing."""
        mail = self._in(at, self._own("MOVED" if moved else "INVITE"))
        self.booked += not moved
        ends = starts + timedelta(hours=1)
        lines = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Example//Calendar//EN",
            "METHOD:REQUEST",
            "BEGIN:VEVENT",
            f"UID:{self.booked}-{self.company.slug}@{self.company.domain}",
            f"SEQUENCE:{int(moved)}",
            f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
            f"DTSTART:{starts.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTEND:{ends.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:Interview {self.company.name}",
            f"ORGANIZER:mailto:{self.company.address(self.company.recruiter)}",
            f"ATTENDEE;CN={OWNER_NAME}:mailto:{OWNER}",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
        mail.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REQUEST"})
        meeting = Meeting(self.company.name, id_of(mail), ends)
        if moved:
            self.world.facts.meetings = [
                one for one in self.world.facts.meetings if one.employer != self.company.name
            ]
        self.world.facts.meetings.append(meeting)
        self._turn(at, False, "keeps")
        return meeting

    # ------------------------------------------------------------------ the owner's side

    def apply(self, at: datetime) -> None:
        """The application, and the platform's receipt."""
        name, role = self.company.name, self.company.role
        self.world.outbound(
            at,
            self.company,
            self.world.say("APPLICATION", self.company),
            f"Application: {role}",
            attachment="cv.pdf",
        )
        self._turn(at, True, "passes")
        if self.company.platform:
            sender = PLATFORM_SENDERS[self.company.platform].format(employer=name, slug=self.company.slug)
            at += timedelta(minutes=3)
            text, subject = self.world.say("RECEIPT", self.company), f"Thank you for applying to {name}"
            self.world.inbound(at, self.company, text, subject, sender=sender)

    def answer(self, wait: TrueWait, at: datetime, text: str | None = None) -> None:
        """The substance."""
        what = _ANSWER.get(wait.why, wait.kind)
        chosen = text or self.world.pick(ASKS[what][1])
        if wait.why == "go_on":
            chosen = "Yes, absolutely, I'd like to go on. Looking forward to it!"
        attachment = "documents.pdf" if "attached" in chosen.lower() or "PDF" in chosen else None
        if wait.kind == "code_test" and attachment:
            attachment = "solution.zip"
        mail = self._out(at, self.world.fill(chosen, self.company), self.mails[wait.opened_by], attachment)
        wait.status, wait.closed_by, wait.closed_at = "answered", id_of(mail), at
        self._turn(at, True, "passes")
        if wait.kind == "offer":
            self.world.outcomes[self.company.name] = "accepted"

    def hold(self, wait: TrueWait, at: datetime) -> None:
        """A word without the substance and without a day."""
        self._out(at, self.world.say("HOLDING", self.company), self.mails[wait.opened_by])
        wait.held.append(at)
        self._turn(at, True, "keeps")

    def promise(self, wait: TrueWait, at: datetime, day: datetime) -> None:
        """A word that names a day within the next six."""
        here, now = day.astimezone(ZONE).date(), at.astimezone(ZONE).date()
        names = [f"{here:%A}", f"{here.day} {here:%B}"]
        if (here - now).days == 1:
            names.append("tomorrow")
        text = self._own("PROMISE", day=self.world.rng.choice(names))
        for mark in ("by tomorrow", "on tomorrow"):
            text = text.replace(mark, "tomorrow")
        mail = self._out(at, text, self.mails[wait.opened_by])
        wait.held.append(at)
        wait.promised = here
        self.world.facts.vows.append(Vow(self.company.name, id_of(mail), at, here, wait))
        self._turn(at, True, "keeps")

    def thank(self, at: datetime) -> None:
        """Thanks after an interview."""
        self._out(at, self._own("THANKS"), self.last)
        self._turn(at, True, "keeps")

    def follow_up(self, at: datetime) -> None:
        """Asks for news."""
        self._out(at, self._own("FOLLOW_UP"), self.last)
        self._turn(at, True, "follows")

    def agree(self, wait: TrueWait, at: datetime, starts: datetime) -> None:
        """Answers a request for times with the time that the interview will have."""
        mail = self._out(at, self._own("AGREE", **_named(starts)), self.mails[wait.opened_by])
        wait.status, wait.closed_by, wait.closed_at = "answered", id_of(mail), at
        self._turn(at, True, "passes")

    def move(self, at: datetime, meeting: Meeting, starts: datetime) -> None:
        """Asks for another time, which it names, for a booked interview."""
        old = f"{meeting.ends_at.astimezone(ZONE):%A}"
        self._out(at, self._own("MOVE", old=old, **_named(starts)), self.last)
        self.world.facts.moves.setdefault(self.company.name, []).append(at)
        self._turn(at, True, "passes")

    # ------------------------------------------------------------------ mail

    def _own(self, intent: str, **more: str) -> str:
        text = self.world.rng.choice(getattr(wording_c, intent))
        for name, value in more.items():
            text = text.replace("{" + name + "}", value)
        return self.world.fill(text, self.company)

    def _in(self, at: datetime, text: str, parent: EmailMessage | None = None) -> EmailMessage:
        parent = parent or self.last
        subject = self.company.subject if parent is None else reply_subject(self.company.subject)
        self.last = self.world.inbound(at, self.company, text, subject, parent=parent)
        return self.last

    def _out(
        self, at: datetime, text: str, parent: EmailMessage | None, attachment: str | None = None
    ) -> EmailMessage:
        subject = reply_subject(str(parent["Subject"]) if parent is not None else self.company.subject)
        self.last = self.world.outbound(at, self.company, text, subject, parent=parent, attachment=attachment)
        return self.last

    def _turn(self, at: datetime, mine: bool, says: str) -> None:
        self.world.facts.turn(self.company.name, at, mine, says)


def _named(starts: datetime) -> dict[str, str]:
    here = starts.astimezone(ZONE)
    return {"day": f"{here:%A} {here.day} {here:%B}", "clock": f"{here:%H:%M}"}


def morning(at: datetime, hour: int = 9) -> datetime:
    """The same day at an hour of the owner's zone."""
    return datetime.combine(at.astimezone(ZONE).date(), time(hour), ZONE).astimezone(UTC)
