"""Which clock is believed, and when it is not (domain.md §3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox_momentum import index
from inbox_momentum.model import Clock, Entry, Message
from tests.unit.factories import BASE, OTHER, OWNER, make_message

DAY = timedelta(days=1)
R, S, D = Clock.RECEIVED, Clock.INTERNALDATE, Clock.DATE


def entries(*messages: Message) -> list[Entry]:
    return list(index.build(messages, me=[OWNER]).entries)


def codes(*messages: Message) -> list[str]:
    return [defect.code for defect in index.build(messages, me=[OWNER]).defects]


def at(days: float | None) -> object:
    return None if days is None else BASE + timedelta(days=days)


@pytest.mark.parametrize(
    ("date", "received", "internal", "clock", "skewed"),
    [
        (0, 0.01, 0.02, R, False),
        (0, None, 0.02, S, False),
        (0, None, None, D, False),
        (None, 0.01, None, R, False),
        (None, None, 0.02, S, False),
        (None, None, None, None, False),
        (3, 0, None, R, True),
        (-3, 0, None, R, True),
        (-400, 0, None, R, True),
        (0, 5, 0, S, False),
        (0, 0, 5, R, False),
        (9000, None, None, D, False),
        (-20000, None, None, None, False),
        (-20000, 0, None, R, True),
        (0, -20000, None, D, False),
    ],
)
def test_inbound(
    date: float | None, received: float | None, internal: float | None, clock: Clock | None, skewed: bool
) -> None:
    message = make_message(date_at=at(date), received_at=at(received), internal_at=at(internal))  # type: ignore[arg-type]
    [one] = entries(message)
    times = {R: received, S: internal, D: date, None: None}
    assert (one.clock, one.at) == (clock, at(times[clock]))
    assert one.clock_reason
    assert ("date-skewed" in codes(message)) is skewed


@pytest.mark.parametrize(
    ("date", "received", "internal", "clock"),
    [
        (0, None, None, D),
        (0, 0.1, 0.1, D),
        (0, None, 3, D),
        (3, None, 0, S),
        (None, 0, 0.1, S),
        (None, 0, None, R),
        (3, 0, None, R),
        (-3, 0, None, R),
        (None, None, None, None),
        (-20000, None, 0, S),
    ],
)
def test_outbound(
    date: float | None, received: float | None, internal: float | None, clock: Clock | None
) -> None:
    message = make_message(
        from_=OWNER,
        to=OTHER,
        in_sent=True,
        date_at=at(date),  # type: ignore[arg-type]
        received_at=at(received),  # type: ignore[arg-type]
        internal_at=at(internal),  # type: ignore[arg-type]
    )
    [one] = entries(message)
    times = {R: received, S: internal, D: date, None: None}
    assert (one.clock, one.at) == (clock, at(times[clock]))


def test_no_time_is_said() -> None:
    message = make_message(date_at=at(-20000))  # type: ignore[arg-type]
    assert codes(message) == ["date-implausible"]
    assert entries(message)[0].at is None


def moved(count: int, spread_days: float, **changes: object) -> list[Message]:
    """Messages of different days that a move stored within a minute."""
    stored = BASE + timedelta(days=2000)
    return [
        make_message(
            at=BASE + timedelta(days=n * spread_days / count),
            **({"internal_at": stored + timedelta(seconds=n)} | changes),  # type: ignore[arg-type]
        )
        for n in range(count)
    ]


def test_migrated_store_times_are_not_believed() -> None:
    assert {one.clock for one in entries(*moved(25, 200))} == {D}
    assert "migration" in entries(*moved(25, 200))[0].clock_reason


def test_few_or_alike_messages_are_no_migration() -> None:
    assert {one.clock for one in entries(*moved(19, 200))} == {S}
    backlog = [make_message(at=BASE + timedelta(hours=n), internal_at=BASE + 3 * DAY) for n in range(25)]
    assert {one.clock for one in entries(*backlog)} == {S}


def test_a_slow_migration_is_told_by_the_day() -> None:
    slow = [
        make_message(at=BASE + n * 10 * DAY, internal_at=BASE + 3000 * DAY + timedelta(minutes=10 * n))
        for n in range(30)
    ]
    assert {one.clock for one in entries(*slow)} == {D}


def test_a_message_that_came_during_a_migration_keeps_its_time() -> None:
    stored = BASE + timedelta(days=2000)
    own = make_message(at=stored, internal_at=stored + timedelta(seconds=30))
    found = {one.id: one for one in entries(*moved(25, 200), own)}
    assert found[own.message_id].clock is S


def test_a_migrations_received_gives_way_to_the_one_below() -> None:
    stored = BASE + timedelta(days=2000)
    imported = "by import.example with HTTP; " + stored.strftime("%a, %d %b %Y %H:%M:%S +0000")
    mails = []
    for n in range(25):
        date = BASE + n * 8 * DAY
        real = "from a by b; " + (date + timedelta(minutes=5)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        mails.append(
            make_message(at=date, received_at=stored, headers=[("received", imported), ("received", real)])
        )
    found = entries(*mails)
    assert {one.clock for one in found} == {R}
    assert all(one.at == one.message.date_at + timedelta(minutes=5) for one in found if one.message.date_at)
    bare = [make_message(at=BASE + n * 8 * DAY, received_at=stored) for n in range(25)]
    assert {one.clock for one in entries(*bare)} == {D}


def test_one_date_far_behind_every_server_is_not_believed() -> None:
    ordinary = [make_message(at=BASE + n * DAY, received_at=BASE + n * DAY) for n in range(10)]
    far = make_message(at=BASE + timedelta(days=4000))
    found = {one.id: one for one in entries(*ordinary, far)}
    assert found[far.message_id].at is None
    newer = [make_message(from_=OWNER, to=OTHER, at=BASE + timedelta(days=4000 + n)) for n in range(5)]
    assert all(one.at is not None for one in entries(*ordinary, *newer))


def test_the_epoch_is_never_a_time() -> None:
    for name in ("date_at", "received_at", "internal_at"):
        times = {"date_at": None} | {name: "1970-01-01T00:00:00Z"}
        assert entries(make_message(**times))[0].at is None  # type: ignore[arg-type]
