"""The product, read from top to bottom: mail goes in, a report falls out.

Every stage takes immutable records and returns new ones; nothing flows back up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from inbox_momentum import employers, index, lapses, score, sources, stages, statistics, threads, waits
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Mailbox, MessageView, Report, Settings, Understood
from inbox_momentum.report import assemble


def read_mailbox(
    paths: Sequence[str],
    me: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> Mailbox:
    """Every message of the sources with ``since <= at < until``, filed under its owner."""
    items = (item if isinstance(item, Defect) else parse.parse(item) for item in sources.read(paths))
    return index.build(items, me=me, since=since, until=until)


def understand(mailbox: Mailbox) -> Understood:
    """Conversations, the employer behind each sender, and what each message says."""
    conversations = threads.conversations(mailbox.entries)
    identities = employers.identify(mailbox.entries, conversations)
    readings = stages.read(mailbox.entries, identities)
    return Understood(mailbox, conversations, identities, readings)


def analyze(mailbox: Mailbox, as_of: datetime, settings: Settings) -> Report:
    """From an indexed mailbox to the report (the definitions are in docs/methods.md)."""
    mail = understand(mailbox)
    entries, conversations, identities, readings = (
        mailbox.entries, mail.threads, mail.identities, mail.readings,
    )  # fmt: skip
    parties, processes = employers.applications(entries, conversations, identities, readings)
    ledger = waits.ledger(mailbox, conversations, identities, readings, processes, as_of, settings)
    figures = statistics.describe(ledger, as_of, settings)
    flagged, positives = lapses.judge(ledger, parties, readings, as_of, settings)
    points = score.score(mailbox, ledger, as_of, settings)
    return assemble.report(mail, parties, ledger, figures, flagged, positives, points, as_of, settings)


def as_it_stood(mailbox: Mailbox, moment: datetime) -> Mailbox:
    """The same mailbox before anything came or was sent after ``moment``; undated mail stays."""
    entries = tuple(one for one in mailbox.entries if one.at is None or one.at <= moment)
    return replace(mailbox, entries=entries)


def inspect(mailbox: Mailbox) -> tuple[MessageView, ...]:
    """What the program sees in each kept message and why, oldest first."""
    mail = understand(mailbox)
    entries, readings = mailbox.entries, mail.readings
    _, processes = employers.applications(entries, mail.threads, mail.identities, readings)
    settled = employers.settle(entries, mail.threads, mail.identities, readings, processes)
    return tuple(MessageView(entry, settled[entry.id], readings[entry.id]) for entry in entries)
