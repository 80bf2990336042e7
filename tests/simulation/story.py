"""Random stories: what an employer asks, what the owner does about it, and which wait that truly makes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from tests.simulation import wording, wording_b
from tests.simulation.facts import TrueWait
from tests.simulation.world import EMPLOYERS, OWNER, OWNER_NAME, ZONE, Company, World, office_hours

BANKS = {"a": wording, "b": wording_b}
"""Who wrote the words; even seeds speak with ``a``, odd ones with ``b``."""
ASKS = {
    "schedule": ("SCHEDULE", "ANSWER_SCHEDULE"),
    "question": ("QUESTION", "ANSWER_QUESTION"),
    "code_test": ("CODE_TEST", "ANSWER_TEST"),
    "documents": ("DOCUMENTS", "ANSWER_DOCUMENTS"),
    "references": ("REFERENCES", "ANSWER_REFERENCES"),
    "offer": ("OFFER", "ACCEPT_OFFER"),
    "onsite": ("ONSITE", "ANSWER_SCHEDULE"),
    "outreach": ("OUTREACH", "ANSWER_OUTREACH"),
}
"""Intents in the bank: the request and its answer."""
PLATFORM_SENDERS = {
    "greenhouse": "{employer} <no-reply@us.greenhouse-mail.io>",
    "ashby": "{employer} Hiring Team <no-reply@ashbyhq.com>",
    "workable": "{employer} <noreply@candidates.workablemail.com>",
    "teamtailor": "{employer} <noreply@{slug}.teamtailor-mail.com>",
}
PATHS = (
    ("schedule", "code_test", "onsite", "references", "offer"),
    ("question", "schedule", "onsite", "offer"),
    ("outreach", "schedule", "code_platform"),
    ("schedule", "schedule", "documents"),
    ("code_platform", "schedule", "onsite"),
    ("question",),
    ("schedule",),
    ("documents", "schedule", "code_test"),
)


@dataclass(slots=True)
class Pace:
    """How the owner answers."""

    median_h: float
    spread: float
    drop: float
    """Chance that a request is left open."""


def bank_of(seed: int) -> str:
    """Name of the bank that a seed speaks with."""
    return "b" if seed % 2 else "a"


def mailbox(seed: int, as_of: datetime, weeks: int = 13, employers: int = 8) -> World:
    """A season of mail up to ``as_of`` with its truth."""
    rng = random.Random(seed)
    world = World(rng, as_of, BANKS[bank_of(seed)])
    pace = Pace(rng.choice((4.0, 12.0, 30.0)), 1.0, rng.choice((0.03, 0.1, 0.2)))
    for name in rng.sample(EMPLOYERS, employers):
        start = as_of - timedelta(days=rng.uniform(7, weeks * 7))
        _process(world, world.company(name), office_hours(rng, start), as_of, pace)
    for _ in range(weeks * 2):
        _noise(world, as_of - timedelta(days=rng.uniform(0, weeks * 7)))
    world.messages = sorted((m for m in world.messages if m[0] <= as_of), key=lambda m: m[0])
    return world


def _noise(world: World, at: datetime) -> None:
    sender, subject, body, bulk = world.rng.choice(world.bank.NOISE)
    headers = (
        {"List-Unsubscribe": "<https://news.example/u>", "Precedence": "bulk", "List-Id": "<n.news.example>"}
        if bulk
        else {}
    )
    company = Company("Noise", "", "", "", "", "noise.example", "noise", "", "")
    world.inbound(at, company, body, subject, sender=sender, headers=headers, frame=False)


def _process(world: World, company: Company, at: datetime, as_of: datetime, pace: Pace) -> None:
    rng = world.rng
    path = rng.choice(PATHS)
    if path[0] != "outreach":
        world.outbound(
            at,
            company,
            world.say("APPLICATION", company),
            f"Application: {company.role}",
            attachment="cv.pdf",
        )
        world.facts.turn(company.name, at, True, "passes")
        at += timedelta(minutes=rng.randint(1, 20))
        if company.platform and at <= as_of:
            sender = PLATFORM_SENDERS[company.platform].format(employer=company.name, slug=company.slug)
            world.inbound(
                at,
                company,
                world.say("RECEIPT", company),
                f"Thank you for applying to {company.name}",
                sender=sender,
            )
    parent: EmailMessage | None = None
    for kind in path:
        at = office_hours(rng, at + timedelta(days=rng.uniform(1, 7)))
        if at > as_of:
            return
        result = _round(world, company, kind, at, as_of, pace, parent)
        if result is None:
            return
        at, parent = result
        if rng.random() < 0.3:
            at = office_hours(rng, at + timedelta(hours=rng.uniform(1, 20)))
            if at > as_of:
                return
            parent = world.inbound(
                at,
                company,
                world.say("EMPLOYER_ANSWER", company),
                reply_subject(company.subject),
                parent=parent,
            )
            world.facts.turn(company.name, at, False, "awaits")
    if world.outcomes.get(company.name) is None and rng.random() < 0.5:
        at = office_hours(rng, at + timedelta(days=rng.uniform(2, 9)))
        if at <= as_of:
            world.inbound(
                at,
                company,
                world.say("REJECTION", company),
                reply_subject(company.subject),
                parent=parent,
            )
            world.outcomes[company.name] = "rejected"


def reply_subject(subject: str) -> str:
    """The subject of an answer."""
    return subject if subject.startswith("Re: ") else f"Re: {subject}"


def _round(
    world: World,
    company: Company,
    kind: str,
    at: datetime,
    as_of: datetime,
    pace: Pace,
    parent: EmailMessage | None,
) -> tuple[datetime, EmailMessage] | None:
    """One request and what became of it; ``None`` when the process stands still there."""
    rng = world.rng
    subject = reply_subject(company.subject) if parent is not None else company.subject
    if kind == "code_platform":
        return _platform_test(world, company, at, as_of, pace, parent)
    wanted = {"onsite": "schedule"}.get(kind, kind)
    deadline = (at + timedelta(days=rng.randint(4, 9))) if kind in ("code_test", "offer") else None
    praise = world.say("PRAISE", company) if kind in ("onsite", "references") and rng.random() < 0.6 else ""
    request = world.inbound(
        at, company, praise + world.say(ASKS[kind][0], company, deadline), subject, parent=parent
    )
    wait = TrueWait(
        company.name, wanted, id_of(request), at, "open", why=kind, deadline=_last_moment(deadline)
    )
    world.waits.append(wait)
    world.facts.turn(company.name, at, False, "passes")
    if praise:
        world.facts.praised.setdefault(company.name, at)
    if rng.random() < pace.drop:
        later = office_hours(rng, at + timedelta(days=rng.uniform(3, 6)))
        if later <= as_of and rng.random() < 0.6:
            world.inbound(later, company, world.say("NUDGE", company), reply_subject(subject), parent=request)
            wait.nudges.append(later)
        return None
    reply_at = at + timedelta(hours=rng.lognormvariate(0, pace.spread) * pace.median_h)
    if wanted in ("code_test", "documents", "offer"):
        reply_at += timedelta(hours=rng.uniform(4, 40))
    reply_at = reply_at.replace(microsecond=0)
    return _answer(world, company, wanted, request, wait, reply_at, as_of)


def _answer(
    world: World,
    company: Company,
    wanted: str,
    request: EmailMessage,
    wait: TrueWait,
    at: datetime,
    as_of: datetime,
) -> tuple[datetime, EmailMessage] | None:
    rng = world.rng
    asked, subject = wait.opened_at, reply_subject(str(request["Subject"]))
    trick = rng.random()
    if trick < 0.08 and asked + timedelta(seconds=9) < as_of:
        world.outbound(
            asked + timedelta(seconds=7),
            company,
            world.say("OUT_OF_OFFICE", company),
            f"Automatic reply: {request['Subject']}",
            parent=request,
            headers={"Auto-Submitted": "auto-replied"},
        )
    elif trick < 0.2 and wanted in ("code_test", "documents", "references", "offer"):
        holding = asked + (at - asked) / 3
        if holding <= as_of:
            world.outbound(holding, company, world.say("HOLDING", company), subject, parent=request)
            wait.held.append(holding)
    elif trick < 0.28:
        nudge_at = office_hours(rng, asked + (at - asked) / 2)
        if nudge_at < at and nudge_at <= as_of and (at - asked) > timedelta(days=2):
            request = world.inbound(nudge_at, company, world.say("NUDGE", company), subject, parent=request)
            wait.nudges.append(nudge_at)
    elif trick < 0.32 and at + timedelta(hours=1) <= as_of:
        lost = world.outbound(
            asked + (at - asked) / 2,
            company,
            "I hope this reaches you.",
            subject,
            parent=request,
            to=f"{company.recruiter} <{company.slug}.typo@{company.domain}>",
        )
        _bounce(world, lost, asked + (at - asked) / 2 + timedelta(seconds=30))
    if at > as_of:
        return None
    chosen = world.pick(ASKS[wanted][1])
    if wanted == "offer" and rng.random() < 0.4:
        chosen = world.pick("DECLINE_OFFER")
        world.outcomes[company.name] = "declined"
    elif wanted == "offer":
        world.outcomes[company.name] = "accepted"
    attachment = "documents.pdf" if "attached" in chosen.lower() or "PDF" in chosen else None
    fresh = rng.random() < 0.1 and wanted != "outreach"
    reply = world.outbound(
        at,
        company,
        world.fill(chosen, company),
        f"{company.role}: my answer" if fresh else subject,
        parent=None if fresh else request,
        attachment=attachment,
    )
    wait.status, wait.closed_by, wait.closed_at = "answered", id_of(reply), at
    wait.why += " new_thread" if fresh else ""
    world.facts.turn(company.name, at, True, "passes")
    return at, reply


def _platform_test(
    world: World, company: Company, at: datetime, as_of: datetime, pace: Pace, parent: EmailMessage | None
) -> tuple[datetime, EmailMessage] | None:
    rng = world.rng
    deadline = at + timedelta(days=rng.randint(4, 8))
    sender = rng.choice(
        (
            "HackerRank Team <support@hackerrankforwork.com>",
            f"{company.name} via Codility <no-reply@codility.com>",
        )
    )
    invitation = world.inbound(
        at,
        company,
        world.say("CODE_TEST_PLATFORM", company, deadline),
        f"{company.name} - {company.role} test invitation",
        sender=sender,
        frame=False,
    )
    wait = TrueWait(
        company.name,
        "code_test",
        id_of(invitation),
        at,
        "open",
        why="platform",
        stage="code_test",
        deadline=_last_moment(deadline),
    )
    world.waits.append(wait)
    world.facts.turn(company.name, at, False, "passes")
    if rng.random() < pace.drop:
        return None
    done = (at + timedelta(hours=rng.uniform(20, 150))).replace(microsecond=0)
    if done > as_of:
        return None
    notice = world.inbound(
        done,
        company,
        world.say("SUBMISSION", company),
        f"{company.name} - {company.role} test completed",
        sender=sender,
        frame=False,
    )
    wait.status, wait.closed_by, wait.closed_at = "answered", id_of(notice), done
    world.facts.turn(company.name, done, True, "passes")
    return done, parent if parent is not None else invitation


def _bounce(world: World, lost: EmailMessage, at: datetime) -> None:
    """A delivery report as RFC 3464 has it."""
    boundary = "=_report"
    text = (
        f"Received: by mx.postbox.example; {format_datetime(at)}\nFrom: Mail Delivery System <mailer-daemon@mx.postbox.example>\n"
        f"To: {OWNER}\nSubject: Undelivered Mail Returned to Sender\nDate: {format_datetime(at)}\n"
        f"Message-ID: <{world.message_id('mx.postbox.example')}>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"\n\n--{boundary}\n'
        f"Content-Type: text/plain\n\nYour message could not be delivered: user unknown.\n\n--{boundary}\n"
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.postbox.example\n\nFinal-Recipient: rfc822; "
        f"{lost['To'].addresses[0].addr_spec}\nAction: failed\nStatus: 5.1.1\n\n--{boundary}\n"
        f"Content-Type: text/rfc822-headers\n\nFrom: {OWNER_NAME} <{OWNER}>\nTo: {lost['To']}\nSubject: {lost['Subject']}\n"
        f"Message-ID: {lost['Message-ID']}\n\n--{boundary}--\n"
    )
    import email
    import email.policy

    report = email.message_from_bytes(text.encode(), policy=email.policy.default)
    assert isinstance(report, EmailMessage)
    world.messages.append((at, False, report))


def _last_moment(day: datetime | None) -> datetime | None:
    """A deadline that names a day ends with it; the employers live in the owner's zone."""
    if day is None:
        return None
    return day.astimezone(ZONE).replace(hour=23, minute=59, second=59, microsecond=0).astimezone(UTC)


def id_of(mail: EmailMessage) -> str:
    """Message-ID without brackets."""
    return str(mail["Message-ID"]).strip("<>")


AS_OF = datetime(2026, 11, 20, 9, tzinfo=UTC)
