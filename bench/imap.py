"""How fast an account is read, beside the bare library, mbsync and imaplib: ``python -m bench.imap``.

A Dovecot of the test suite is started on loopback and filled with invented mail. Each figure is
of a whole process: wall time, processor time (its own; little moved by what else the machine does),
and the peak of resident memory.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.imap import conftest, mail

from bench.measure import keep, machine

ROOT = Path(__file__).resolve().parent.parent
NEW = 100


def letter(number: int) -> bytes:
    """Nineteen of twenty are newsletters, as in a real mailbox."""
    at = format_datetime(mail.BEGAN + timedelta(minutes=number, seconds=20))
    trace = "".join(
        f"Received: from mx{hop}.relay.example (mx{hop}.relay.example [192.0.2.{hop}])\r\n"
        f"\tby mail.example.net with ESMTPS id abc{hop}def for <maya@example.net>;\r\n"
        f"\t{at} (UTC)\r\n"
        for hop in range(1, 4)
    )
    if number % 20 == 0:
        return trace.encode() + mail.plain_mail(number, "Could we talk on Tuesday?\n" * 20)
    return trace.encode() + mail.plain_mail(
        number,
        "Offers of the week\n" * 40,
        From=f"Shop {number % 50} <news@shop{number % 50}.example>",
        List_Unsubscribe=f"<https://shop{number % 50}.example/u/{number}>",
        List_Id=f"<news.shop{number % 50}.example>",
        Precedence="bulk",
    )


def measured(words: list[str], **environment: str) -> tuple[float, float, int]:
    """Wall seconds, processor seconds and peak MB of a process."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(file=sys.stderr);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, check=True, env=os.environ | environment
    )
    took = time.perf_counter() - began - START_UP
    cpu, peak = done.stderr.split()[-2:]
    return took, float(cpu), int(peak)


def _start_up() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import resource, subprocess"], check=True)
    return time.perf_counter() - began


START_UP = _start_up()
"""Of the process that only watches."""


def bare(port: int, user: str) -> None:
    """imapclient's own fetch of the same fields."""
    from imapclient import IMAPClient

    from inbox_momentum.sources.imap.headers import BATCH, _items

    with IMAPClient("127.0.0.1", port, ssl=False) as client:
        client.login(user, "secret")
        client.select_folder("INBOX", readonly=True)
        uids = client.search()
        for at in range(0, len(uids), BATCH):
            client.fetch(uids[at : at + BATCH], [_items(False)[1:-1]])


def thin(port: int, user: str) -> None:
    """A plain imaplib loop that parses nothing."""
    import imaplib

    from inbox_momentum.sources.imap.headers import BATCH, _items

    client = imaplib.IMAP4("127.0.0.1", port)
    client.login(user, "secret")
    client.select("INBOX", readonly=True)
    uids = client.uid("SEARCH", "ALL")[1][0].split()
    for at in range(0, len(uids), BATCH):
        client.uid("FETCH", b",".join(uids[at : at + BATCH]).decode(), _items(False))
    client.logout()


def mbsync(folder: Path, port: int, user: str) -> list[str]:
    """The command that copies the mailbox: bodies too, it cannot fetch headers alone."""
    (folder / "copy").mkdir(exist_ok=True)
    (folder / "mbsyncrc").write_text(
        f"IMAPAccount a\nHost 127.0.0.1\nPort {port}\nUser {user}\nPass secret\n"
        "SSLType None\nAuthMechs LOGIN\n\n"
        "IMAPStore far\nAccount a\n\n"
        f"MaildirStore near\nInbox {folder}/copy/INBOX\nSubFolders Verbatim\nPath {folder}/copy/\n\n"
        "Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSync Pull\nSyncState *\n"
    )
    return ["mbsync", "-q", "-c", str(folder / "mbsyncrc"), "c"]


def ours(folder: Path, port: int, user: str) -> tuple[list[str], dict[str, str]]:
    """The command as a user types it."""
    config = folder / "config" / "inbox-momentum"
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text(
        f'[accounts.bench]\nuser = "{user}"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'password_command = ["echo", "secret"]\n'
    )
    words = [sys.executable, "-m", "inbox_momentum", "sync", "--quiet"]
    return words, {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}


def run(messages: int, *, mbsync_too: bool = True) -> dict[str, Any]:
    """Every figure."""
    figures: dict[str, Any] = {"messages": messages, "at": datetime.now(UTC).isoformat(timespec="minutes")}
    fixture = conftest.dovecot_server.__wrapped__()  # the fixture's generator, without pytest
    server = next(fixture)
    (server.state / "rawlog").rmdir()  # else it writes down every session
    try:
        with TemporaryDirectory() as name:
            folder = Path(name)
            mail.deliver(server, "bench", [letter(n) for n in range(1, messages + 1)])
            again = [sys.executable, "-m", "bench.imap", "--only"]
            port = str(server.port)
            measured([*again, "bare", port])  # the server's index and caches, for all alike
            words, where = ours(folder, server.port, "bench")
            headers_only = [*again, "headers", port, str(folder / "headers.sqlite3")]

            def note(key: str, act: Callable[[], tuple[float, float, int]]) -> None:
                took, cpu, peak = act()
                load = round(os.getloadavg()[0], 1)
                figures[key] = {"s": round(took, 2), "cpu_s": round(cpu, 2), "peak_mb": peak, "load": load}
                print(key, figures[key], flush=True)

            note("imapclient bare", lambda: measured([*again, "bare", port]))
            note("momentum headers only", lambda: measured(headers_only))
            note("imapclient bare, again", lambda: measured([*again, "bare", port]))
            note("imaplib loop", lambda: measured([*again, "thin", port]))
            note("momentum sync, first", lambda: measured(words, **where))
            note("momentum sync, nothing new", lambda: measured(words, **where))
            page = [*words[:3], "report", "bench", "--quiet", "-o", str(folder / "report.html")]
            note("momentum report, nothing new", lambda: measured(page, **where))
            with_mbsync = mbsync_too and shutil.which("mbsync") is not None
            if with_mbsync:
                copy = mbsync(folder, server.port, "bench")
                note("mbsync, first (with bodies)", lambda: measured(copy))
                note("mbsync, nothing new", lambda: measured(copy))
            more = [letter(n) for n in range(messages + 1, messages + NEW + 1)]
            mail.deliver(server, "bench", more, first=messages + 1)
            measured([*again, "look", port])
            note(f"momentum sync, {NEW} new", lambda: measured(words, **where))
            if with_mbsync:
                note(f"mbsync, {NEW} new", lambda: measured(copy))
    finally:
        fixture.close()
    return figures


def only(what: str, port: int, rest: list[str]) -> None:
    """One measured process."""
    if what == "bare":
        bare(port, "bench")
    elif what == "thin":
        thin(port, "bench")
    elif what == "look":
        import imaplib

        client = imaplib.IMAP4("127.0.0.1", port)
        client.login("bench", "secret")
        client.select("INBOX", readonly=True)
        client.logout()
    else:
        from inbox_momentum.accounts import Account, Security
        from inbox_momentum.store import Store

        where = Account("bench", "127.0.0.1", "bench", port, Security.NONE)
        with Store.open(Path(rest[0])) as store:
            mail.run(where, store, mail.Nothing(), patience=mail.quick(silence_s=60.0))


def table(messages: int, found: dict[str, dict[str, float]]) -> list[str]:
    """The part of RESULTS.md."""
    rows = [
        f"| {name} | {row['s']:.2f} s | {row['cpu_s']:.2f} s | {row['peak_mb']:.0f} MB |"
        for name, row in found.items()
    ]
    return [
        "## An account",
        "",
        f"Written by `python -m bench.imap --keep`: {messages:,} messages in a Dovecot on the same machine. "
        + machine(),
        "",
        "| what | time | processor time | peak |",
        "|---|---|---|---|",
        *rows,
    ]


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--messages", type=int, default=50_000)
    asked.add_argument("--json", type=Path)
    asked.add_argument("--keep", action="store_true", help="write the figures into RESULTS.md")
    asked.add_argument("--without-mbsync", action="store_true")
    asked.add_argument("--only", nargs="+")
    given = asked.parse_args()
    if given.only:
        only(given.only[0], int(given.only[1]), given.only[2:])
    else:
        found = run(given.messages, mbsync_too=not given.without_mbsync)
        if given.json:
            given.json.write_text(json.dumps(found, indent=2))
        if given.keep:
            keep("bench.imap", table(given.messages, found))
