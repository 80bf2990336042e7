"""Writes numbered batches into a store until it is killed; says each one that it was told is kept.

``python -m tests.store.writer STORE STEPS``: after STEPS callbacks of SQLite's virtual machine
it kills itself (0: never; its parent does).
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inbox_momentum.store import Store, StoredMessage, StoredRun

BATCH = 40
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


def message(uid: int) -> StoredMessage:
    at = BEGIN + timedelta(seconds=uid)
    return StoredMessage("INBOX", uid, at, uid, (), (), None, b"Message-ID: <%d@x.example>\n" % uid * 9, None)


def body(uid: int) -> bytes:
    return bytes(str(uid) * 700, "ascii")


def main(path: Path, steps: int) -> None:
    left = steps

    def count() -> int:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    with Store.open(path) as store:
        if steps:
            store._database.set_progress_handler(count, 40)
        folder = store.open_folder("work", "INBOX", None, 1)
        if folder.last_uid:
            finish(store, folder.id, folder.last_uid)  # as a sync does that was cut off
        first = folder.last_uid + 1
        while True:
            last = first + BATCH - 1
            store.keep_headers(folder.id, [message(uid) for uid in range(first, last + 1)], last, modseq=last)
            finish(store, folder.id, last)
            first += BATCH


def finish(store: Store, folder: int, last: int) -> None:
    """What belongs to the batch that ends with UID ``last``, apart from its headers; it may be there."""
    first = last - BATCH + 1
    store.keep_bodies(folder, {uid: body(uid) for uid in range(first, last + 1)})
    store.keep_run(StoredRun("work", BEGIN + timedelta(days=first), "1", "s", body(first), "/r"))
    store.forget(folder, [uid for uid in range(first, last + 1) if uid % BATCH == 7])
    print(last, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
