"""A process that writes is killed at random points, and the store is whole each time."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_momentum.store import Store
from tests.store.writer import BATCH, BEGIN, body, message

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 30


def writer(path: Path, steps: int = 0) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tests.store.writer", str(path), str(steps)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE)


def check(path: Path, told: int) -> int:
    """The store's state after a kill: whole, nothing that was reported lost, nothing twice; its last UID."""
    with Store.open(path) as store:
        assert store.check() is None
        folder = store.folder("work", "INBOX")
        if folder is None:
            assert not told
            return 0
        last = folder.last_uid
        assert last >= told, "what was reported as kept is kept"
        assert last % BATCH == 0, "a batch is whole or not there"
        assert folder.modseq == (last or None)
        found = list(store.messages("work"))
        uids = [one.uid for one in found]
        assert uids == sorted(set(uids))
        gone = set(range(1, last + 1)) - set(uids)
        assert {uid for uid in range(1, told + 1) if uid % BATCH == 7} <= gone
        assert all(uid % BATCH == 7 for uid in gone)
        for one in found:
            assert (one.header, one.size) == (message(one.uid).header, one.uid)
            assert one.body in (body(one.uid), None)
            assert one.body or one.uid > last - BATCH, "only the last batch may lack its bodies"
        assert len({one.body is None for one in found if one.uid > last - BATCH}) < 2, "all or none"
        runs = store.runs("work")
        days = [(run.as_of - BEGIN).days for run in runs]
        assert days == list(range(1, last + 1, BATCH))[: len(days)]
        assert len(days) >= told // BATCH
        assert all(run.report == body(day) for run, day in zip(runs, days, strict=True))
    return last


@pytest.mark.parametrize("seed", range(2))
def test_killed_between_any_two_steps_of_sqlite(tmp_path: Path, seed: int) -> None:
    chance, path = random.Random(seed), tmp_path / "data" / "s.sqlite3"
    last = told = 0
    for _ in range(KILLS):
        with writer(path, chance.randint(1, 400)) as process:
            assert process.stdout
            said = process.stdout.read().split()
        told = int(said[-1]) if said else told
        last = check(path, told)
    assert last > 3 * BATCH, "the writer went on from where it was"


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """From outside: also in the middle of a commit, of a write to disk, of the first opening."""
    chance, path = random.Random(7), tmp_path / "data" / "s.sqlite3"
    last = told = 0
    for _ in range(KILLS):
        with writer(path) as process:
            assert process.stdout
            for _ in range(chance.randint(0, 3)):
                told = int(process.stdout.readline())
            try:
                process.wait(chance.uniform(0, 0.02))
            except subprocess.TimeoutExpired:
                process.kill()
            rest = process.stdout.read().split()
        told = int(rest[-1]) if rest else told
        last = check(path, told)
    assert last > 3 * BATCH
