"""The product, read from top to bottom: mail goes in, a report falls out.

Every stage takes immutable records and returns new ones; nothing flows back up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from threading import Thread

from inbox_momentum import (
    corrections,
    employers,
    index,
    lapses,
    score,
    sources,
    stages,
    statistics,
    threads,
    waits,
)
from inbox_momentum.ingest.collect import Ways, collect
from inbox_momentum.message import parse
from inbox_momentum.model import (
    Correction,
    Defect,
    Mailbox,
    MessageView,
    RawMessage,
    Report,
    Settings,
    Understood,
)
from inbox_momentum.recall import Recall
from inbox_momentum.report import assemble


def read_mailbox(
    paths: Sequence[str],
    me: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    fetched: Iterable[RawMessage | Defect] = (),
) -> Mailbox:
    """Every message of the sources with ``since <= at < until``, filed under its owner.

    ``fetched`` is mail of accounts that lies in the store.
    """
    raw = chain(sources.read(paths), fetched)
    items = (item if isinstance(item, Defect) else parse.parse(item) for item in raw)
    return index.build(items, me=me, since=since, until=until)


def skim_mailbox(
    paths: Sequence[str],
    me: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    fetched: Iterable[RawMessage | Defect] = (),
    ways: Ways | None = None,
) -> Mailbox:
    """As ``read_mailbox``, but mail that its header shows to be bulk is counted, not read.

    No figure of a report depends on that mail (``ingest.relevance``). ``ways`` is how to read.
    """
    found = collect(paths, me, index.whose_mailbox, fetched, ways)
    return index.build(found.messages, me, since, until, found.crowd, found.copies)


def understand(
    mailbox: Mailbox,
    said: Sequence[Correction] = (),
    languages: Sequence[str] = (),
    meanwhile: Callable[[], object] | None = None,
    recall: Recall | None = None,
) -> Understood:
    """Conversations, the employer behind each sender, and what each message says.

    ``said`` is what the owner has put right, ``languages`` what that mail is written in, if told.
    ``meanwhile`` is done in a thread while other processes scan the mail, if any do. ``recall`` is
    what an earlier run understood, and takes what this one does.
    """
    recall, entries = recall or Recall(), mailbox.entries
    with stages.scanning(entries, languages, recall=recall) as scans:
        conversations = threads.conversations(entries)
        who = partial(employers.identify, entries, conversations, said)
        identities = recall.identities(entries, said, who)
        if meanwhile is not None and scans is not stages.here:
            Thread(target=meanwhile).start()
        readings = stages.read(entries, identities, languages=languages, scans=scans, recall=recall)
    return Understood(mailbox, conversations, identities, readings)


def analyze(mailbox: Mailbox, as_of: datetime, settings: Settings, recall: Recall | None = None) -> Report:
    """From an indexed mailbox to the report (the definitions are in docs/methods.md).

    ``recall``: what an earlier run understood of the same mail; the report is the same without it.
    """
    settings = corrections.folded(settings, as_of)
    said = settings.corrections
    mail = read = understand(mailbox, said, settings.languages, _load, recall)
    entries, conversations, identities = mailbox.entries, mail.threads, mail.identities
    parties, processes = employers.applications(entries, conversations, identities, mail.readings, said)
    mail = replace(mail, readings=corrections.without(mail.readings, said))
    readings = mail.readings
    ledger = waits.ledger(mailbox, conversations, identities, readings, processes, as_of, settings)
    figures = statistics.describe(ledger, as_of, settings)
    flagged, positives = lapses.judge(ledger, parties, readings, as_of, settings)
    points = score.score(mailbox, ledger, as_of, settings)
    silenced = lapses.silenced(ledger, parties, readings, as_of, settings) if said else {}
    corrected = corrections.results(settings, read, ledger, silenced, lapses.kinds(), as_of)
    return assemble.report(
        mail, parties, ledger, figures, flagged, positives, points, as_of, settings, corrected
    )


def _load() -> None:
    """Libraries that a report needs at its end, and that take a while."""
    statistics.load()
    from inbox_momentum.report import outputs  # noqa: F401


def as_it_stood(mailbox: Mailbox, moment: datetime) -> Mailbox:
    """The same mailbox before anything came or was sent after ``moment``; undated mail stays."""
    entries = tuple(one for one in mailbox.entries if one.at is None or one.at <= moment)
    return replace(mailbox, entries=entries)


def inspect(
    mailbox: Mailbox, said: Sequence[Correction] = (), languages: Sequence[str] = ()
) -> tuple[MessageView, ...]:
    """What the program sees in each kept message and why, oldest first; arguments as ``understand``."""
    mail = understand(mailbox, said, languages)
    entries = mailbox.entries
    _, processes = employers.applications(entries, mail.threads, mail.identities, mail.readings, said)
    readings = corrections.without(mail.readings, said)
    settled = employers.settle(entries, mail.threads, mail.identities, readings, processes)
    trusted = waits.rules().trusted
    return tuple(MessageView(entry, settled[entry.id], readings[entry.id], trusted) for entry in entries)
