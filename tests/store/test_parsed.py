"""Messages of mailbox files in the store: kept with their file's state, and gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_momentum.store import Store, StoredFile, StoredMail

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
BOX = StoredFile("/mail/\udcff.mbox", 10, 2**62, b"\x00\xff", 8, b"index")
MOST = 1 << 20


def mail(place: int, at: datetime | None = MONDAY) -> StoredMail:
    return StoredMail(place, at, b"message %d" % place)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        opened.keep_file(BOX)
        opened.keep_parsed(BOX, [mail(-(2**63)), mail(1), mail(2, None), mail(2**63 - 1)], MOST)
        yield opened


def places(store: Store, known: StoredFile = BOX) -> list[int]:
    return sorted(place for place, _ in store.parsed(known, [-(2**63), 0, 1, 2, 3, 2**63 - 1]))


def test_messages_come_back_by_place(store: Store) -> None:
    assert dict(store.parsed(BOX, [2, 77, 1])) == {1: b"message 1", 2: b"message 2"}
    assert dict(store.parsed(BOX, list(range(-3000, 3000)))) == {1: b"message 1", 2: b"message 2"}


@pytest.mark.parametrize(
    "other",
    [
        StoredFile(BOX.key, 11, BOX.mtime_ns, BOX.fingerprint, 8, BOX.index),
        StoredFile(BOX.key, 10, 5, BOX.fingerprint, 8, BOX.index),
        StoredFile(BOX.key, 10, BOX.mtime_ns, b"", 8, BOX.index),
        StoredFile(BOX.key, 10, BOX.mtime_ns, BOX.fingerprint, 8, b"other"),
        StoredFile("/mail/b.mbox", 10, BOX.mtime_ns, BOX.fingerprint, 8, BOX.index),
    ],
)
def test_another_state_of_the_file_has_none_of_them(store: Store, other: StoredFile) -> None:
    assert places(store, other) == []
    store.keep_parsed(other, [mail(3)], MOST)
    assert places(store) == [-(2**63), 1, 2, 2**63 - 1]


def test_a_renewed_file_keeps_what_it_is_told_to_keep(store: Store) -> None:
    later = StoredFile(BOX.key, 20, 2**62 + 1, b"", 20, b"")
    store.keep_file(later, {1, 2, 50})
    assert places(store) == []
    assert places(store, later) == [1, 2]
    store.keep_parsed(later, [mail(3)], MOST)
    store.keep_file(BOX)
    assert places(store) == []


def test_a_file_that_is_forgotten_takes_them_along(store: Store) -> None:
    store.drop_file(BOX.key)
    store.keep_file(BOX)
    assert places(store) == []


def test_no_file_has_more_than_its_share(store: Store) -> None:
    store.keep_parsed(BOX, [mail(3)], 70)
    assert 3 not in places(store)
    store.keep_parsed(BOX, [mail(3)], 90)
    assert 3 in places(store)


def test_the_inventory_counts_them(store: Store) -> None:
    held = sum(len(data) for _, data in store.parsed(BOX, [-(2**63), 1, 2, 2**63 - 1]))
    assert store.inventory().files == ((BOX.key, len(BOX.index) + held),)


def test_retention_forgets_old_ones_and_those_of_no_time(store: Store) -> None:
    store.keep_parsed(BOX, [mail(3, MONDAY - timedelta(microseconds=1))], MOST)
    assert store.drop_bodies(MONDAY) == 2
    assert places(store) == [-(2**63), 1, 2**63 - 1]


def test_purged_messages_are_nowhere_in_the_file(path: Path) -> None:
    secret = b"a sentence that is to be forgotten"
    with Store.open(path) as store:
        store.keep_file(BOX)
        store.keep_parsed(BOX, [StoredMail(n, MONDAY, secret * 50) for n in range(300)], MOST)
        assert secret in path.read_bytes()
        store.purge(history=False)
        assert store.inventory().files == ()
        assert secret not in path.read_bytes()
        assert path.stat().st_size < 100_000
