"""The product, read from top to bottom: mail goes in, a report falls out.

Every stage takes immutable records and returns new ones; nothing flows back up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox_momentum import employers, index, lapses, score, sources, stages, statistics, threads, waits
from inbox_momentum.message import parse
from inbox_momentum.model import (
    Application, Employer, Entry, Ledger, Mailbox, MessageView, Reading, Report, SenderIdentity, Settings, Thread,
)
from inbox_momentum.report import assemble


@dataclass(frozen=True, slots=True)
class Understood:
    """Mail that has been read: who wrote what to whom, and what it says."""

    mailbox: Mailbox
    threads: tuple[Thread, ...]
    identities: dict[str, SenderIdentity]
    readings: dict[str, Reading]


def read_mailbox(
    paths: Sequence[str], me: Sequence[str], since: datetime | None, until: datetime | None
) -> Mailbox:
    """Every message of the sources, parsed once and filed under its owner."""
    messages = (parse.parse(raw) for raw in sources.read(paths))
    return index.build(messages, me=me, since=since, until=until)


def understand(mailbox: Mailbox) -> Understood:
    """Conversations, the employer behind each sender, and what each message says."""
    conversations = threads.conversations(mailbox.entries)
    identities = employers.identify(mailbox.entries, conversations)
    readings = stages.read(mailbox.entries, identities)
    return Understood(mailbox, conversations, identities, readings)


def analyze(mailbox: Mailbox, as_of: datetime, settings: Settings) -> Report:
    """From an indexed mailbox to the report (domain.md)."""
    mail = understand(mailbox)
    parties, applications = employers.applications(mailbox.entries, mail.threads, mail.identities, mail.readings)
    ledger = waits.ledger(mailbox, mail.threads, mail.identities, mail.readings, applications, as_of, settings)
    figures = statistics.describe(ledger, as_of, settings)
    flagged, positives = lapses.judge(ledger, parties, mail.readings, as_of, settings)
    points = score.score(mailbox, ledger, as_of, settings)
    return assemble.report(mail, parties, ledger, figures, flagged, positives, points, as_of, settings)
