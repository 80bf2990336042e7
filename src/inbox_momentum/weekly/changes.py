"""What became of things between two reports of one mailbox. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from inbox_momentum import statistics
from inbox_momentum.model import (
    Changes,
    Lapse,
    Promise,
    Report,
    Settings,
    Settled,
    Wait,
    WaitStatus,
)

WEEK = timedelta(days=7)
_COMPARED = ("timezone", "working_hours", "working_days", "away", "travel", "limits", "languages")
"""Settings of a report whose change is said. Counts that grow by themselves are not among them."""
_DAYS_OFF, _ADDRESSES = "days_off", "addresses"
_LOOKED_AT = timedelta(weeks=26)
"""How far back days off are compared: what a report shows of waits is hardly older."""


def remembered(report: Report, settings: Settings) -> dict[str, str]:
    """What is kept of the settings of ``report``, to be held against those of the next one."""
    kept = dict(report.settings) | {_DAYS_OFF: _days_off(report.as_of, settings)}
    return kept if report.owner.inferred else kept | {_ADDRESSES: _addresses(report)}


def between(before: Report | None, then: Mapping[str, str], now: Report, settings: Settings) -> Changes:
    """From ``before`` (today's mail as it stood at the last report; ``None`` for the first) to ``now``.

    ``then`` is what was ``remembered`` of the last report and, as ``version``, its program.
    """
    start = now.as_of - WEEK
    week, month = (start, now.as_of), (start - 4 * WEEK, start)
    rows = [
        statistics.of_period(now.waits, now.applications, now.as_of, settings, period)
        for period in (week, month)
    ]
    if before is None:
        return Changes(None, 0, (), None, (), (), (), (), (), *rows)
    same = _matches(before.lapses, now.lapses)
    gone = [lapse for lapse in before.lapses if lapse.id not in same.values()]
    waits = {wait.id: wait for wait in now.waits}
    return Changes(
        since=before.as_of,
        missed_weeks=_missed(before.as_of, now.as_of, ZoneInfo(now.timezone)),
        other_settings=tuple(_other_settings(then, before.as_of, now, settings)),
        other_version=then["version"] if then.get("version", now.version) != now.version else None,
        new=tuple(lapse for lapse in now.lapses if lapse.id not in same),
        recurring=tuple(lapse for lapse in now.lapses if lapse.id in same),
        resolved=tuple(Settled(lapse, _how(lapse, waits)) for lapse in gone),
        kept=tuple(one for one in now.promises if _within(one.kept_at, before.as_of, now.as_of)),
        broken=tuple(one for one in now.promises if _broken(one, before.as_of, now.as_of)),
        week=rows[0],
        four_weeks=rows[1],
    )


def _other_settings(
    then: Mapping[str, str], last: datetime, now: Report, settings: Settings
) -> Iterator[str]:
    """Names of settings that are others than those of the report of ``last``."""
    shown = dict(now.settings)
    yield from (name for name in _COMPARED if name in then and then[name] != shown.get(name))
    # The days off of that time, by what is said of them now: a year that is added is no other setting.
    if _DAYS_OFF in then and then[_DAYS_OFF] != _days_off(last, settings):
        yield "holidays"
    if _ADDRESSES in then and not now.owner.inferred and then[_ADDRESSES] != _addresses(now):
        yield _ADDRESSES


def _days_off(as_of: datetime, settings: Settings) -> str:
    """The holidays of the half year up to ``as_of``."""
    last = as_of.date()
    first = last - _LOOKED_AT
    return " ".join(f"{day}" for day in sorted(settings.calendar.holidays) if first <= day <= last)


def _addresses(report: Report) -> str:
    return " ".join(sorted(report.owner.addresses))


def _matches(before: tuple[Lapse, ...], now: tuple[Lapse, ...]) -> dict[str, str]:
    """Id of each lapse of today that was one then, with its id then.

    A lapse may have grown into another kind since ("open" into "slow"): what matters is
    that the same request is behind it. Each lapse of then is met by at most one of today.
    """
    found: dict[str, str] = {}
    left = {lapse.id: lapse for lapse in before}
    for lapse in now:
        if lapse.id in left:
            found[lapse.id] = lapse.id
            del left[lapse.id]
    for lapse in now:
        if lapse.id in found:
            continue
        waits = set(lapse.wait_ids)
        other = next((one for one in left.values() if waits & set(one.wait_ids)), None)
        if other is not None:
            found[lapse.id] = other.id
            del left[other.id]
    return found


def _how(lapse: Lapse, waits: Mapping[str, Wait]) -> str:
    """Why a lapse of then is none today."""
    states = {waits[one].status for one in lapse.wait_ids if one in waits}
    if WaitStatus.ANSWERED in states and WaitStatus.OPEN not in states:
        return "answered"
    return "closed" if WaitStatus.VOID in states else "passed"


def _within(at: datetime | None, after: datetime, until: datetime) -> bool:
    return at is not None and after < at <= until


def _broken(promise: Promise, after: datetime, until: datetime) -> bool:
    late = promise.kept_at is None or promise.kept_at > promise.due_at
    return late and after < promise.due_at <= until


def _missed(before: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Whole weeks without a report, by the owner's calendar."""
    days = (now.astimezone(zone).date() - before.astimezone(zone).date()).days
    return max(0, days // 7 - 1)
