"""Invented people, employers and the mail they send each other, with the truth kept beside it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from types import ModuleType
from zoneinfo import ZoneInfo

from tests.simulation import wording
from tests.simulation.facts import Facts, TrueWait

OWNER = "maya.lindqvist@postbox.example"
OWNER_NAME = "Maya Lindqvist"
ZONE = ZoneInfo("Europe/London")

EMPLOYERS = (
    "Halden Robotics",
    "Okapi Health",
    "Quillmark",
    "Bluefinch Bank",
    "Ferrous Labs",
    "Tessellate",
    "Corvid Analytics",
    "Lumen & Sons",
    "Norrby Energy",
    "Fathom Bay",
    "Brightwell Software",
    "Ostrava Systems",
    "Pinecrest AI",
    "Mirelle",
    "Sable Networks",
    "Tidewater Insurance",
    "Larkspur",
    "Oakhurst Mobility",
    "Vantablock",
    "Juniper Peak",
)
PEOPLE = (
    "Dana Ortiz",
    "Priya Nair",
    "Tom Okoro",
    "Léa Fontaine",
    "Sven Aalto",
    "Grace Kim",
    "Marek Novak",
    "Ines Duarte",
    "Bill Hartley",
    "Yuki Tanaka",
    "Sofia Rossi",
    "Omar Haddad",
    "Nora Walsh",
    "Peter Lang",
    "Asha Rao",
    "Jon Beck",
)
TITLES = (
    "Talent Acquisition Partner",
    "Technical Recruiter",
    "Head of People",
    "Engineering Manager",
    "Recruiter",
)
ROLES = (
    "Platform Engineer",
    "Senior Backend Engineer",
    "Data Engineer",
    "Site Reliability Engineer",
    "Python Developer",
    "Machine Learning Engineer",
    "Engineering Manager",
    "Staff Software Engineer",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(slots=True)
class Company:
    """An employer with its people and habits."""

    name: str
    role: str
    recruiter: str
    title: str
    other: str
    domain: str
    slug: str
    platform: str
    """Which hiring platform sends its automatic mail; '' for none."""
    subject: str

    def address(self, person: str) -> str:
        """Mailbox of one of its people."""
        return f"{person.split()[0].lower().replace('é', 'e')}@{self.domain}"


@dataclass(slots=True)
class World:
    """A mailbox in the making."""

    rng: random.Random
    clock: datetime
    bank: ModuleType = wording
    """Where the words come from: ``wording`` or ``wording_b``."""
    messages: list[tuple[datetime, bool, EmailMessage]] = field(default_factory=list)
    waits: list[TrueWait] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    number: int = 0

    def company(self, name: str) -> Company:
        """An employer made up on the spot."""
        rng = self.rng
        plain = "".join(c for c in name.lower() if c.isalnum())
        role = rng.choice(ROLES)
        subjects = (
            f"{role} at {name}",
            f"Your application - {role}",
            "Interview",
            f"{name} / {OWNER_NAME}",
            "Next steps",
            f"Re: {role}",
            "Quick chat?",
            f"{role} - {name}",
        )
        recruiter, other = rng.sample(PEOPLE, 2)
        platform = rng.choice(("greenhouse", "ashby", "workable", "", "", "teamtailor"))
        return Company(
            name,
            role,
            recruiter,
            rng.choice(TITLES),
            other,
            f"{plain}.example",
            plain,
            platform,
            rng.choice(subjects),
        )

    def pick(self, intent: str) -> str:
        """One template of the bank."""
        chosen: str = self.rng.choice(getattr(self.bank, intent))
        return chosen

    def say(self, intent: str, company: Company, deadline: datetime | None = None) -> str:
        """One template of the bank with its words put in."""
        return self.fill(self.pick(intent), company, deadline)

    def fill(self, text: str, company: Company, deadline: datetime | None = None) -> str:
        """Words of a template put in."""
        day1, day2 = self.rng.sample(DAYS, 2)
        shown = ""
        if deadline:
            shown = self.rng.choice(
                (
                    f"{deadline:%A}, {deadline.day} {deadline:%B}",
                    f"{deadline:%B} {deadline.day}",
                    f"{deadline:%d %b %Y}",
                )
            )
        return text.format(
            me=OWNER_NAME.split()[0],
            role=company.role,
            employer=company.name,
            sender=company.recruiter,
            slug=company.slug,
            title=company.title,
            other=company.other,
            day1=day1,
            day2=day2,
            deadline=shown,
            n3=self.rng.randint(100, 999),
        )

    def message_id(self, domain: str) -> str:
        """A fresh one."""
        self.number += 1
        return f"{self.number:05d}.{self.rng.getrandbits(48):012x}@{domain}"

    def inbound(
        self,
        at: datetime,
        company: Company,
        body: str,
        subject: str,
        *,
        sender: str | None = None,
        parent: EmailMessage | None = None,
        headers: dict[str, str] | None = None,
        frame: bool = True,
    ) -> EmailMessage:
        """A message to the owner, with the trace that its way leaves."""
        mail = EmailMessage()
        mail["Received"] = (
            f"from mx.relay.example by mx.postbox.example with ESMTPS id {self.rng.getrandbits(32):x}; {format_datetime(at)}"
        )
        mail["From"] = sender or f'"{company.recruiter}" <{company.address(company.recruiter)}>'
        mail["To"] = f"{OWNER_NAME} <{OWNER}>"
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at - timedelta(seconds=self.rng.randint(1, 40)))
        mail["Message-ID"] = f"<{self.message_id(company.domain)}>"
        self._thread(mail, parent)
        for name, value in (headers or {}).items():
            mail[name] = value
        if frame:
            greeting = self.say("GREETINGS", company)
            closing = self.say("CLOSINGS", company)
            body = f"{greeting}\n\n{body}\n\n{closing}\n"
        self._set(mail, body, parent)
        self.messages.append((at, False, mail))
        return mail

    def outbound(
        self,
        at: datetime,
        company: Company,
        body: str,
        subject: str,
        *,
        parent: EmailMessage | None = None,
        to: str | None = None,
        headers: dict[str, str] | None = None,
        attachment: str | None = None,
    ) -> EmailMessage:
        """A message of the owner."""
        mail = EmailMessage()
        mail["From"] = f"{OWNER_NAME} <{OWNER}>"
        mail["To"] = to or f"{company.recruiter} <{company.address(company.recruiter)}>"
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at.astimezone(ZONE))
        mail["Message-ID"] = f"<{self.message_id('postbox.example')}>"
        self._thread(mail, parent)
        for name, value in (headers or {}).items():
            mail[name] = value
        name = company.recruiter.split()[0]
        opening = self.rng.choice((f"Hi {name},\n\n", f"Dear {name},\n\n", f"Hello {name},\n\n", ""))
        ending = self.rng.choice(
            (
                "\n\nBest regards,\nMaya",
                "\n\nMaya",
                "\n\nThanks\nMaya Lindqvist",
                "\n\nBest\nMaya\n\nSent from my iPhone",
            )
        )
        self._set(mail, opening + body + ending + "\n", parent)
        if attachment:
            mail.add_attachment(
                b"%PDF-1.4 invented", maintype="application", subtype="octet-stream", filename=attachment
            )
        self.messages.append((at, True, mail))
        return mail

    def _thread(self, mail: EmailMessage, parent: EmailMessage | None) -> None:
        if parent is not None:
            mail["In-Reply-To"] = parent["Message-ID"]
            mail["References"] = f"{parent['References'] or ''} {parent['Message-ID']}".strip()

    def _set(self, mail: EmailMessage, body: str, parent: EmailMessage | None) -> None:
        if parent is not None and self.rng.random() < 0.8:
            quoted = plain((parent.get_body() or parent).get_content())
            who = str(parent["From"]).split("<")[0].strip().strip('"')
            lines = "\n".join("> " + line for line in quoted.splitlines())
            body += f"\nOn {parent['Date']}, {who} wrote:\n{lines}\n"
        if self.rng.random() < 0.15:
            mail.set_content(
                "<html><body>"
                + "".join(f"<p>{escape(p)}</p>" for p in body.split("\n\n"))
                + "</body></html>",
                subtype="html",
            )
        else:
            mail.set_content(body)


def plain(text: str) -> str:
    """Text of our own HTML, as a mail program quotes it."""
    if not text.startswith("<html>"):
        return text
    for mark, words in (
        ("<br>", "\n"),
        ("</p>", "\n\n"),
        ("<p>", ""),
        ("<html><body>", ""),
        ("</body></html>", ""),
    ):
        text = text.replace(mark, words)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def escape(text: str) -> str:
    """Text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def office_hours(rng: random.Random, at: datetime) -> datetime:
    """The next moment at which somebody in an office would write."""
    local = at.astimezone(ZONE)
    if local.weekday() >= 5 or local.hour >= 18:
        days = {5: 2, 6: 1, 4: 3}.get(local.weekday(), 1)
        local = (local + timedelta(days=days)).replace(hour=8)
    if local.hour < 8:
        local = local.replace(hour=8)
    return (
        (local + timedelta(minutes=rng.randint(0, 90), seconds=rng.randint(0, 59)))
        .astimezone(UTC)
        .replace(microsecond=0)
    )
