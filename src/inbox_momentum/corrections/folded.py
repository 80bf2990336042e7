"""Corrections that are settings in other words, and those that end an application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inbox_momentum import ids
from inbox_momentum.model import Application, Correction, CorrectionKind, Outcome, Settings

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ended:
    """An application that ended where no mail shows it."""

    at: datetime
    """The end of the day that the owner names; ``as_of`` on that very day."""
    outcome: Outcome


def folded(settings: Settings, as_of: datetime) -> Settings:
    """``settings`` with what the owner answered elsewhere, settled, or put off until later than ``as_of``.

    Moments without an offset are meant in the owner's zone; afterwards all are UTC. Of two
    corrections that say when, for one target, the later in the file counts.
    """
    if not settings.corrections:
        return settings
    zone = ZoneInfo(settings.calendar.zone)
    today = as_of.astimezone(zone).date()
    said = tuple(_in_utc(one, zone) for one in settings.corrections)
    answered = {one.target: one.at for one in said if one.at is not None}
    settled = {one.target for one in said if one.says is CorrectionKind.NOT_A_LAPSE}
    days = {one.target: one.until for one in said if one.until is not None}
    later = {target for target, until in days.items() if today < until}
    return replace(
        settings,
        answered={**settings.answered, **answered},
        not_a_lapse=settings.not_a_lapse | settled,
        snoozed=settings.snoozed | later,
        corrections=said,
    )


def _in_utc(correction: Correction, zone: ZoneInfo) -> Correction:
    moments = {
        name: (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
        for name in ("at", "said_at")
        if (at := getattr(correction, name)) is not None
    }
    return replace(correction, **moments) if moments else correction


def by_id(applications: Iterable[Application], wanted: Iterable[str]) -> dict[str, Application]:
    """Application of each wanted id.

    An application goes by the id of any of its messages, so that an id still means the same
    one when older mail has been found, or when two have become one.
    """
    ids_wanted = set(wanted)
    if not ids_wanted:
        return {}
    return {
        one: application
        for application in applications
        for message_id in application.message_ids
        if (one := ids.application_id(message_id)) in ids_wanted
    }


def ended(applications: Sequence[Application], settings: Settings, as_of: datetime) -> Mapping[str, Ended]:
    """By application id, how the owner says that it ended; days after ``as_of`` are not there yet."""
    said = [one for one in settings.corrections if one.says is CorrectionKind.OUTCOME]
    found = by_id(applications, (one.target for one in said))
    ends: dict[str, Ended] = {}
    for one in said:
        application = found.get(one.target)
        if application is None or one.outcome is None or one.on is None:
            continue
        zone = ZoneInfo(settings.calendar.zone)
        if _midnight(one.on, zone) <= as_of:
            at = min(_midnight(one.on + timedelta(days=1), zone) - _TICK, as_of)
            ends[application.id] = Ended(at, one.outcome)
    return ends


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
