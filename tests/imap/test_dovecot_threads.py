"""REFERENCES against Dovecot, message by message, over real list archives.

The trees must be the same: the same threads, in the same order, each message below the
same parent. docs/threading.md lists what has to be equal before they can be.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from random import Random

import pytest

from inbox_momentum.cli import main
from inbox_momentum.model import Entry
from inbox_momentum.threads import Forest, references_forest
from tests.corpora.thread_mail import entry_of, forest_of, raw_messages
from tests.imap import watch
from tests.imap.conftest import Dovecot

pytestmark = [pytest.mark.corpora, pytest.mark.dovecot]


def deliver(server: Dovecot, user: str, mail: list[tuple[bytes, datetime]]) -> None:
    """Fill the user's Maildir: file names sort in the order of ``mail``, which makes it UID order."""
    folder = server.state / "mail" / user
    owner = server.state.stat()
    for name in ("", "cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        os.chown(folder / name, owner.st_uid, owner.st_gid)
    for number, (data, at) in enumerate(mail, 1):
        path = folder / "cur" / f"{number:09d}.M{number}.test:2,S"
        path.write_bytes(data)
        os.utime(path, (at.timestamp(), at.timestamp()))
        os.chown(path, owner.st_uid, owner.st_gid)


def thread(server: Dovecot, user: str, count: int) -> Forest:
    with watch.other_client(server, user) as client:
        status, found = client.select("INBOX", readonly=True)
        assert status == "OK"
        assert int(found[0] or 0) == count
        status, response = client.thread("REFERENCES", "UTF-8", "ALL")
        assert status == "OK"
        return forest_of(b"".join(response).decode(), count)


def sent(entry: Entry) -> Entry:
    """The entry with its Date as the standard library reads it: this is about trees, not about dates."""
    try:
        read = parsedate_to_datetime(entry.message.header("date") or "")
    except ValueError:
        return entry
    at = read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC)
    return replace(entry, message=replace(entry.message, date_at=at if at.year > 1970 else None))


@pytest.mark.parametrize("archive", ["linux-mips-2002.mbox", "mutt-ng-devel.mbox"])
def test_same_trees_as_dovecot(dovecot: Dovecot, corpora: Path, tmp_path: Path, archive: str) -> None:
    path = corpora / "lists" / archive
    if not path.is_file():
        pytest.skip(f"no {archive} among the corpora")
    mail = list(raw_messages(path))
    deliver(dovecot, archive, mail)
    theirs = thread(dovecot, archive, len(mail))
    entries = [entry_of(data, at, n) for n, (data, at) in enumerate(mail, 1)]
    ours = references_forest([sent(entry) for entry in entries])
    different = [place + 1 for place, parent in enumerate(theirs.parents) if parent != ours.parents[place]]
    assert different == []
    assert set(map(frozenset, ours.threads)) == set(map(frozenset, theirs.threads))
    assert ours.threads == theirs.threads

    # The command itself, with its own reading of dates and its own order: the same messages together.
    ids = [entry.message.message_id for entry in entries]
    told = tmp_path / "threads.json"
    assert main(["threads", str(path), "--algorithm", "rfc5256", "--json", str(told)]) == 0
    together = {frozenset(one["message_ids"]) for one in json.loads(told.read_text())["threads"]}
    assert together == {frozenset(ids[place] for place in thread) for thread in theirs.threads}


def invented(seed: int) -> list[tuple[bytes, datetime]]:
    """A small mailbox of missing parents, loops, repeated ids, equal subjects and equal times."""
    chance = Random(seed)
    ids = [f"<{name}@x>" for name in "abcdefgh"]
    subjects = [
        "",
        "s",
        "S",
        "Re: s",
        "[l] s",
        "s (fwd)",
        "[fwd: s]",
        "t",
        "Re: t",
        "Re:",
        "[l] Re: [m] t",
        "\t[l]",
    ]
    mail = []
    for number in range(chance.randint(2, 9)):
        lines = [f"From: p{number}@x", f"Subject: {chance.choice(subjects)}"]
        if chance.random() < 0.95:
            lines.append(f"Message-ID: {chance.choice(ids)}")
        if chance.random() < 0.7:
            lines.append("References: " + " ".join(chance.choices([*ids, "<no.id>"], k=chance.randint(1, 4))))
        if chance.random() < 0.3:
            lines.append(
                "In-Reply-To: " + " ".join(chance.choices([*ids, "<no.id>"], k=chance.randint(1, 2)))
            )
        at = datetime(2026, 3, 2, 9, chance.randint(0, 4), tzinfo=UTC)
        if chance.random() < 0.9:
            lines.append(f"Date: {format_datetime(at + timedelta(minutes=chance.randint(-3, 3)))}")
        mail.append(("\r\n".join([*lines, "", "body", ""]).encode(), at))
    return mail


def test_same_trees_as_dovecot_over_invented_mailboxes(dovecot: Dovecot) -> None:
    for seed in range(200):
        mail = invented(seed)
        deliver(dovecot, f"user{seed}", mail)
        theirs = thread(dovecot, f"user{seed}", len(mail))
        ours = references_forest([entry_of(data, at, n) for n, (data, at) in enumerate(mail, 1)])
        assert ours == theirs, f"seed {seed}:\n" + b"".join(data for data, _ in mail).decode()
