"""docs/tutorial.md, typed as it stands on an empty home, with Dovecot as the mail server."""

from __future__ import annotations

import imaplib
import mailbox
import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.imap import watch
from tests.imap.conftest import Dovecot

pytestmark = pytest.mark.dovecot
PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
PORT, USER, HOME = "1143", "maya", "/home/maya"
"""As the page has them."""
WEEKS = ("2026-11-09T09:00", "2026-11-16T09:00", "2026-11-23T09:00")


class Person:
    """Somebody with an empty home, a terminal and an account."""

    def __init__(self, home: Path, server: Dovecot, user: str) -> None:
        self.home, self.server, self.user = home, server, user
        home.mkdir()

    def types(self, line: str) -> str:
        """What ``line`` prints, in the page's words."""
        words = [self._here(word) for word in shlex.split(line)]
        assert words[0] == "momentum"
        done = subprocess.run(
            [sys.executable, "-m", "inbox_momentum", *words[1:]],
            env={"HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        return done.stdout.replace(str(self.home), HOME)

    def _here(self, word: str) -> str:
        return {PORT: str(self.server.port), USER: self.user}.get(word, word)

    def receives(self, mbox: Path, after: str, until: str) -> int:
        """The mail of the sample between two moments comes to the server."""
        begin, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (after, until))
        count = 0
        source = mailbox.mbox(mbox)
        messages = list(source)
        source.close()
        with watch.other_client(self.server, self.user) as connection:
            if "Sent" not in str(connection.list()[1]):
                connection.create("Sent")
            for message in messages:
                at = parsedate_to_datetime(message["Date"]) if message["Date"] else begin
                if begin < at <= end:
                    folder = "Sent" if "maya.lindqvist@" in str(message["From"]) else "INBOX"
                    connection.append(folder, "", imaplib.Time2Internaldate(at), message.as_bytes())
                    count += 1
        return count


def shown() -> list[tuple[str, str]]:
    """(command, what the page says it prints) of every console block, in order."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    found = []
    for block in blocks:
        parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
        found += list(zip(parts[::2], parts[1::2], strict=True))
    return found


def headers_asked(server: Dovecot) -> int:
    """How many messages' headers the server has sent so far, by its own log."""
    answers = b"".join(watch.sessions(server, "out"))
    return len(re.findall(rb"\* \d+ FETCH \([^\r\n]*BODY\[HEADER\.FIELDS", answers))


def test_from_nothing_to_the_third_report(
    dovecot: Dovecot, tmp_path: Path, samples: Path, request: pytest.FixtureRequest
) -> None:
    update_golden = request.config.getoption("--update-golden")
    user = "tutorial"
    maya = Person(tmp_path / "home", dovecot, user)
    sample = samples / "weekly_audit.mbox"
    came = maya.receives(sample, "2000-01-01T00:00", WEEKS[0])
    week = 0
    text = PAGE.read_text("utf-8")
    for line, said in shown():
        if "--schedule systemd" in line:
            continue  # it would be enabled in earnest
        if "weekly --as-of" in line:
            if week:
                came = maya.receives(sample, WEEKS[week - 1], WEEKS[week])
            week += 1
        asked = headers_asked(dovecot)
        printed = maya.types(line)
        if "weekly --as-of" in line:
            fetched = headers_asked(dovecot) - asked
            assert fetched == came, f"{line}: {fetched} headers fetched, {came} messages are new"
        if not said:
            continue
        if update_golden:
            text = text.replace(f"$ {line}\n{said}", f"$ {line}\n{printed}")
        else:
            assert printed == said, line
    assert week == 3
    if update_golden:
        PAGE.write_text(text, "utf-8")
