"""The last stage: everything that was found out, put into one ``Report``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from inbox_momentum import __version__, statistics
from inbox_momentum.limits import limits
from inbox_momentum.model import (
    CorrectionResult,
    Coverage,
    Employer,
    Entry,
    Evidence,
    Lapse,
    Ledger,
    Limit,
    Mailbox,
    Positive,
    Report,
    Score,
    Settings,
    Statistics,
    Understood,
)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def report(
    mail: Understood,
    employers: Sequence[Employer],
    ledger: Ledger,
    figures: Statistics,
    lapses: Sequence[Lapse],
    positives: Sequence[Positive],
    score: Score,
    as_of: datetime,
    settings: Settings,
    corrected: Sequence[CorrectionResult] = (),
) -> Report:
    """One report of all stages' results; ``relevant`` are the kept messages of some application."""
    wanted = {mid for application in ledger.applications for mid in application.message_ids}
    relevant = [entry for entry in mail.mailbox.entries if entry.id in wanted]
    return Report(
        version=__version__,
        as_of=as_of,
        owner=mail.mailbox.owner,
        timezone=settings.calendar.zone,
        coverage=coverage(mail.mailbox, len(relevant)),
        employers=tuple(employers),
        applications=ledger.applications,
        waits=ledger.waits,
        promises=ledger.promises,
        statistics=figures,
        lapses=tuple(lapses),
        positives=tuple(positives),
        score=score,
        evidence={entry.id: _evidence(entry, mail) for entry in relevant},
        input_digest=input_digest(mail.mailbox.entries),
        settings=settings_shown(settings),
        limits=limits(settings),
        corrections=tuple(corrected),
        week_ago=statistics.describe(ledger, as_of - timedelta(days=7), settings).overall,
    )


def coverage(mailbox: Mailbox, relevant: int) -> Coverage:
    """The sums: what was found = kept + duplicates + outside the window + rejected."""
    bulk = mailbox.bulk
    times = [entry.at for entry in mailbox.entries if entry.at is not None]
    times += [at for at in (bulk.first_at, bulk.last_at) if at is not None]
    return Coverage(
        messages=mailbox.found,
        kept=len(mailbox.entries) + bulk.kept,
        duplicates=mailbox.duplicates,
        outside_window=mailbox.outside_window,
        rejected=mailbox.rejected,
        relevant=relevant,
        first_message_at=min(times, default=None),
        last_message_at=max(times, default=None),
        sent_found=mailbox.sent_found,
        latency_available=mailbox.latency_refused_because is None,
        latency_refused_because=mailbox.latency_refused_because,
        defects=mailbox.defects,
    )


def input_digest(entries: Iterable[Entry]) -> str:
    """sha256 over the sorted digests of the kept messages: same mail in any format, same value."""
    digests = sorted(entry.message.digest for entry in entries)
    return hashlib.sha256("\n".join(digests).encode("ascii", "replace")).hexdigest()


def settings_shown(settings: Settings) -> tuple[tuple[str, str], ...]:
    """(name, value) of each setting that shaped the figures, in a fixed order."""
    calendar = settings.calendar
    away = [f"{first}..{last}" for first, last in calendar.away]
    travel = [f"{first}..{last} {zone}" for first, last, zone in calendar.travel]
    return (
        ("timezone", calendar.zone),
        ("working_hours", f"{_clock(calendar.start_s)}–{_clock(calendar.end_s)}"),
        ("working_days", " ".join(_DAYS[day] for day in sorted(calendar.weekdays)) or "none"),
        ("working_day_s", str(calendar.end_s - calendar.start_s)),
        ("holidays", str(len(calendar.holidays))),
        ("away", ", ".join(away) or "none"),
        ("travel", ", ".join(travel) or "none"),
        (
            "limits",
            "; ".join(_limit(n, settings.limits[n]) for n in sorted(settings.limits)) or "our defaults",
        ),
        ("languages", " ".join(settings.languages) or "any"),
        ("not_a_lapse", str(len(settings.not_a_lapse))),
        ("snoozed", str(len(settings.snoozed))),
        ("corrections", _corrections(settings)),
    )


def _corrections(settings: Settings) -> str:
    """How many, and a digest of what they say: another set of as many is another setting."""
    said = [one.id for one in settings.corrections]
    return f"{len(said)} ({hashlib.sha256(' '.join(said).encode()).hexdigest()[:8]})" if said else "none"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _limit(name: str, limit: Limit) -> str:
    bounds = [
        f"{value / 3600:g} h" if value is not None else "none" for value in (limit.green_s, limit.amber_s)
    ]
    return f"{name} {bounds[0]}/{bounds[1]} {limit.clock}"


def _evidence(entry: Entry, mail: Understood) -> Evidence:
    message = entry.message
    identity = mail.identities.get(entry.id)
    reading = mail.readings.get(entry.id)
    return Evidence(
        message_id=entry.id,
        source=message.source,
        position=message.position,
        folder=message.folder,
        direction=entry.direction,
        at=entry.at,
        clock=entry.clock,
        clock_reason=entry.clock_reason,
        from_name=message.author.name,
        from_address=message.author.address,
        subject=message.subject,
        asks=reading.asks if reading else (),
        cues=(identity.cues if identity else ()) + (reading.cues if reading else ()),
    )
