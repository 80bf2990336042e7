"""Verdicts on headers: kept as long as the header and its filing are the same, gone with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inbox_momentum.store import Store, StoredFolder
from tests.unit.store.test_store import message


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def inbox(store: Store) -> StoredFolder:
    folder = store.open_folder("work", "INBOX", "inbox", 7)
    verdicts = {uid: b"v%d" % uid for uid in (1, 2, 3)}
    store.keep_headers(folder.id, [message(uid) for uid in (1, 2, 3)], 3, verdicts=verdicts)
    return folder


def kept(store: Store, folder: StoredFolder) -> dict[int, bytes]:
    return dict(store.verdicts(folder.id))


def unjudged(store: Store) -> list[int]:
    return [one.uid for page in store.unjudged("work", 2) for one in page.values()]


def test_they_come_back(store: Store, inbox: StoredFolder) -> None:
    assert kept(store, inbox) == {1: b"v1", 2: b"v2", 3: b"v3"} and unjudged(store) == []


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda store, id: store.keep_headers(id, [message(2)], 3), {1, 3}),
        (lambda store, id: store.update_flags(id, {3: (("\\Draft",), ())}), {1, 2}),
        (lambda store, id: store.forget(id, [1]), {2, 3}),
        (lambda store, id: store.open_folder("work", "INBOX", "sent", 7), set()),
        (lambda store, id: store.open_folder("work", "INBOX", "inbox", 8), set()),
        (lambda store, id: store.drop_folder(id), set()),
        (lambda store, id: store.drop_verdicts("work"), set()),
        (lambda store, id: store.drop_verdicts("other"), {1, 2, 3}),
        (lambda store, id: store.keep_bodies(id, {1: b"text"}), {1, 2, 3}),
        (lambda store, id: store.purge(), set()),
    ],
)
def test_they_go_with_what_was_judged(
    store: Store, inbox: StoredFolder, change: Callable[[Store, int], object], left: set[int]
) -> None:
    change(store, inbox.id)
    assert kept(store, inbox).keys() == left
    assert store.check() is None


def test_what_lacks_one_is_found_and_judged(store: Store, inbox: StoredFolder) -> None:
    store.keep_headers(inbox.id, [message(uid) for uid in range(4, 9)] + [message(9, header=b"")], 9)
    assert unjudged(store) == [4, 5, 6, 7, 8]  # without a header there is nothing to judge
    store.keep_verdicts({(inbox.id, 5): b"v5", (inbox.id, 77): b"gone meanwhile", (99, 1): b"no folder"})
    assert unjudged(store) == [4, 6, 7, 8]
    assert kept(store, inbox).keys() == {1, 2, 3, 5}


def test_what_has_no_body_and_what_is_a_draft(store: Store, inbox: StoredFolder) -> None:
    store.keep_headers(inbox.id, [message(4, header=b"", size=0), message(5, flags=("\\Seen", "\\DRAFT"))], 5)
    store.keep_bodies(inbox.id, {1: b"text"})
    assert store.lacking(inbox.id) == [(2, 4000, True), (3, 4000, True), (4, 0, False), (5, 4000, True)]
    assert store.drafts(inbox.id) == {5}
