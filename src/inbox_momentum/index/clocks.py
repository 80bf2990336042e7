"""Which of a message's clocks is believed (domain.md §3, "Which time").

Inbound: topmost ``Received``, the store's receipt time, ``Date``. Outbound: ``Date``,
the store's time, ``Received``. Clocks that a migration rewrote and clocks that
contradict a better one are passed over, and the reason is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from inbox_momentum.message import dates
from inbox_momentum.model import Clock, Defect, Direction, Message

_DAY = timedelta(days=1)
_LEAST_MIGRATED = 20
_FIRST_MAIL = datetime(1980, 1, 1, tzinfo=UTC)
"""Earlier dates are clocks that were never set."""
_HORIZON = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class _Grain:
    """What makes many messages with one receipt time a migration and not a backlog."""

    width_s: int
    skew: timedelta
    """Each lies further than this from its Date."""
    spread: timedelta
    """Their Dates lie further apart than this."""


_GRAINS = (
    _Grain(60, _DAY, timedelta(days=2)),
    _Grain(86400, timedelta(days=30), timedelta(days=30)),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What all messages together say about their clocks."""

    migrated_store: frozenset[tuple[int, int]]
    """(grain, bucket) of store times that a migration set."""
    migrated_received: frozenset[tuple[int, int]]
    latest: datetime | None
    """A ``Date`` that nothing confirms is not believed behind this; ``None``: no bound."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The time of a message."""

    at: datetime | None
    clock: Clock | None
    reason: str
    defect: Defect | None = None


def survey(messages: Iterable[Message], others: int = 0, latest: datetime | None = None) -> Survey:
    """Look for migrations and for the last time that a server confirms.

    ``others`` are further messages whose clocks agree, the last of them of ``latest``.
    """
    rows = list(messages)
    store = _migrations((one.internal_at, one.date_at) for one in rows)
    received = _migrations((one.received_at, one.date_at) for one in rows)
    bare = Survey(store, received, None)
    confirmed = [at for one in rows for at in (_received(one, bare), _store(one, bare)) if at is not None]
    confirmed += [latest] if latest is not None else []
    if not confirmed:
        return bare
    bound = max(confirmed) + _HORIZON
    beyond = sum(1 for one in rows if one.date_at is not None and one.date_at > bound)
    # Many messages out there are a source of their own (a newer Sent folder), not wrong clocks.
    return Survey(store, received, bound if beyond <= max(2, (len(rows) + others) // 100) else None)


def choose(message: Message, direction: Direction, found: Survey) -> Chosen:
    """The time of ``message`` with its clock and the reason."""
    chosen = (
        _outbound(message, found)
        if direction in (Direction.OUT, Direction.SELF)
        else _inbound(message, found)
    )
    at, date = chosen.at, message.date_at
    if at is None and date is not None:
        return Chosen(
            None, None, chosen.reason, _defect(message, "date-implausible", "No clock of it is plausible.")
        )
    if at is not None and date is not None and abs(at - date) > _DAY:
        detail = "The Date lies more than a day from the time of receipt, which was taken instead."
        return Chosen(at, chosen.clock, chosen.reason, _defect(message, "date-skewed", detail))
    return chosen


def _inbound(message: Message, found: Survey) -> Chosen:
    received, store = _received(message, found), _store(message, found)
    passed = ""
    if message.received_at is not None and received is None:
        lower = _lower_received(message)
        if lower is not None:
            return Chosen(lower, Clock.RECEIVED, "a migration wrote the topmost Received; the one below it")
        passed = "a migration wrote the topmost Received; "
    if received is not None and store is not None and received - store > _DAY:
        return Chosen(store, Clock.INTERNALDATE, "the topmost Received lies behind the store's receipt time")
    if received is not None:
        return Chosen(received, Clock.RECEIVED, "topmost Received")
    if store is not None:
        return Chosen(store, Clock.INTERNALDATE, f"{passed or 'no Received; '}the store's receipt time")
    passed += "a migration wrote the store's time; " if message.internal_at is not None else ""
    date = _date(message, found)
    if date is not None:
        return Chosen(date, Clock.DATE, f"{passed or 'no receipt time; '}Date")
    return Chosen(None, None, "no clock could be trusted")


def _outbound(message: Message, found: Survey) -> Chosen:
    received, store, date = _received(message, found), _store(message, found), _date(message, found)
    if date is not None and received is not None and abs(date - received) > _DAY:
        return Chosen(received, Clock.RECEIVED, "Date lies more than a day from Received")
    if date is not None and store is not None and date - store > _DAY:
        return Chosen(store, Clock.INTERNALDATE, "Date lies behind the store's receipt time")
    if date is not None:
        return Chosen(date, Clock.DATE, "Date of a message that the owner wrote")
    if store is not None:
        return Chosen(store, Clock.INTERNALDATE, "no usable Date; the store's receipt time")
    if received is not None:
        return Chosen(received, Clock.RECEIVED, "no usable Date; topmost Received")
    return Chosen(None, None, "no clock could be trusted")


def _received(message: Message, found: Survey) -> datetime | None:
    """Topmost ``Received`` where it can be believed."""
    at = message.received_at
    return at if _believable(at) and not _is_migrated(at, message.date_at, found.migrated_received) else None


def _store(message: Message, found: Survey) -> datetime | None:
    """The store's receipt time where it can be believed."""
    at = message.internal_at
    return at if _believable(at) and not _is_migrated(at, message.date_at, found.migrated_store) else None


def _date(message: Message, found: Survey) -> datetime | None:
    """``Date`` where it can be believed."""
    at = message.date_at
    if at is None or not _believable(at):
        return None
    confirmed = message.received_at is not None or message.internal_at is not None
    return None if not confirmed and found.latest is not None and at > found.latest else at


def _believable(at: datetime | None) -> bool:
    return at is not None and at >= _FIRST_MAIL


def _lower_received(message: Message) -> datetime | None:
    """The first ``Received`` below the topmost that is of another day; ``None`` when none is."""
    top = message.received_at
    values = [value for name, value in message.headers if name == "received"]
    for value in values[1:20]:
        at = dates.received(value).at
        if at is not None and top is not None and top - at > _DAY and _believable(at):
            return at
    return None


def _migrations(pairs: Iterable[tuple[datetime | None, datetime | None]]) -> frozenset[tuple[int, int]]:
    """Buckets of receipt times that very many messages of very different Dates share."""
    buckets: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for stamp, date in pairs:
        if stamp is None or date is None:
            continue
        for index, grain in enumerate(_GRAINS):
            if stamp - date > grain.skew:
                buckets[(index, int(stamp.timestamp()) // grain.width_s)].append(date)
    return frozenset(
        key
        for key, found in buckets.items()
        if len(found) >= _LEAST_MIGRATED and max(found) - min(found) > _GRAINS[key[0]].spread
    )


def _is_migrated(stamp: datetime | None, date: datetime | None, migrated: frozenset[tuple[int, int]]) -> bool:
    """True when ``stamp`` is one that a migration set."""
    if not migrated or stamp is None:
        return False
    for index, grain in enumerate(_GRAINS):
        if (index, int(stamp.timestamp()) // grain.width_s) in migrated:
            return date is None or stamp - date > grain.skew
    return False


def _defect(message: Message, code: str, detail: str) -> Defect:
    return Defect(message.source, message.position, code, detail, message.message_id)
