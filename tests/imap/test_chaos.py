"""Cut anywhere, killed anywhere: the end is that of a sync that was left in peace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from inbox_momentum.model import AccountError
from inbox_momentum.sources.imap import bodies, headers
from inbox_momentum.store import Store
from tests.imap import mail
from tests.imap.conftest import Dovecot
from tests.imap.cutter import Cutter, cutting

pytestmark = pytest.mark.dovecot

RUNS = 200
KILLS = 12
LETTERS = 24


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "BATCH", 7)
    monkeypatch.setattr(bodies, "STRUCTURES", 9)
    monkeypatch.setattr(bodies, "_TOGETHER", 5)


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Dovecot:
    letters = [mail.plain_mail(n, f"Text {n}\n" * (n * 3)) for n in range(1, LETTERS + 1)]
    mail.deliver(dovecot, "chaos", letters)
    mail.deliver(dovecot, "chaos", [mail.mail_with_attachment(n) for n in range(1, 6)], "Sent")
    mail.deliver(dovecot, "chaos", [mail.plain_mail(n, Message_ID="") for n in range(60, 63)], "Archive")
    return dovecot


def peaceful(server: Dovecot, cutter: Cutter, folder: Path) -> tuple[dict[str, bytes], int]:
    """The state of an uncut sync, and how many bytes the server sends for it."""
    where = mail.account(server, "chaos", cutter.port)
    with Store.open(folder / "peaceful.sqlite3") as store:
        mail.run(where, store, parallel=False)
        return mail.content(store, where), cutter.passed


@pytest.mark.parametrize("parallel", [False, True])
def test_cut_at_any_byte_nothing_is_lost_and_nothing_double(
    mailbox: Dovecot, tmp_path: Path, parallel: bool
) -> None:
    chance = Random(20260302 + parallel)
    with cutting((mailbox.host, mailbox.port)) as cutter:
        expected, size = peaceful(mailbox, cutter, tmp_path)
        assert len(expected) == LETTERS + 8
        where = mail.account(mailbox, "chaos", cutter.port)
        interrupted = 0
        for run in range(RUNS // 2):
            cutter.connections = 0
            cutter.cuts = [chance.randrange(1, size) for _ in range(chance.randint(1, 3))]
            with Store.open(tmp_path / "cut.sqlite3") as store:
                try:
                    mail.run(
                        where, store, parallel=parallel, patience=mail.quick(tries=chance.choice([1, 2, 6]))
                    )
                except AccountError:
                    interrupted += 1
                    cutter.cuts = []
                    mail.run(where, store, parallel=parallel)
                assert mail.content(store, where) == expected, f"run {run}"
                if run % 5 == 0:
                    after = mail.run(where, store)
                    assert (after.new, after.bodies, after.found) == (0, 0, len(expected)), f"run {run}"
                store.purge()
        assert interrupted > RUNS // 20


def test_killed_at_any_byte_nothing_is_lost_and_nothing_double(mailbox: Dovecot, tmp_path: Path) -> None:
    chance = Random(7)
    home = tmp_path / "home"
    words = [sys.executable, "-m", "tests.imap.sync_process"]
    with cutting((mailbox.host, mailbox.port)) as cutter:
        expected, size = peaceful(mailbox, cutter, tmp_path)
        where = mail.account(mailbox, "chaos", cutter.port)
        killed = 0
        for run in range(KILLS):
            path = home / f"{run}.sqlite3"
            cutter.connections = 0
            cutter.cuts = [chance.randrange(1, size)]
            process = subprocess.Popen(
                [*words, str(path), str(cutter.port)], env=os.environ | {"PYTHONPATH": "."}
            )
            cutter.at_cut = process.kill
            killed += process.wait(60) == -signal.SIGKILL
            cutter.cuts, cutter.at_cut = [], lambda: None
            with Store.open(path) as store:
                mail.run(where, store)
                assert mail.content(store, where) == expected, f"run {run}"
        assert killed >= KILLS // 2
