"""What was said to Dovecot, by its own log: only what a reader may say."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

MAY_BE_SAID = re.compile(
    rb"^\d+\.\d+ \S+ (?:CAPABILITY|LIST \"\" \"\*\"(?: RETURN \(SPECIAL-USE\))?|NAMESPACE|LOGOUT"
    rb"|EXAMINE \"(?:[^\"\\]|\\.)*\"(?: \(CONDSTORE\))?|UID SEARCH (?:ALL|DRAFT|SINCE \d+-[A-Z]{3}-\d+)"
    rb"|UID FETCH [0-9:,*]+ \(UID(?: FLAGS| INTERNALDATE| RFC822\.SIZE| BODYSTRUCTURE"
    rb"| BODY\.PEEK\[[A-Z0-9. ()-]*\](?:<0\.\d+>)?)*\)(?: \(CHANGEDSINCE \d+\))?"
    rb"|UID FETCH [0-9:,*]+ \((?:FLAGS|BODY\.PEEK\[HEADER\.FIELDS \(SUBJECT\)\])\))\r?$",
    re.IGNORECASE,
)
"""Every command after signing in, whole. Whatever else is sent, a change or not, fails the test."""
_OF_TESTS = b"ENABLE X-TEST"
"""With this as its first command a session is a test's own."""


class Loopback(Protocol):
    """A Dovecot on loopback."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def state(self) -> Path: ...


@contextmanager
def other_client(server: Loopback, user: str) -> Iterator[imaplib.IMAP4]:
    """A client of the test, which may do what it likes: its session is left out of the judgement."""
    client = imaplib.IMAP4(server.host, server.port)
    try:
        client.login(user, "secret")
        client.enable(_OF_TESTS.split()[1].decode())
        yield client
    finally:
        client.logout()


def sessions(server: Loopback, kind: str = "in") -> list[bytes]:
    """What was said in each session of the program since ``forget`` (``in``: by it, ``out``: to it)."""
    found = []
    for path in sorted((server.state / "rawlog").glob("*.in")):
        said = path.read_bytes()
        if _OF_TESTS not in said.partition(b"\n")[0]:
            found.append(said if kind == "in" else path.with_suffix(".out").read_bytes())
    return found


def commands(server: Loopback) -> list[bytes]:
    """Every whole line that the program sent; a line that was cut on its way never became a command."""
    return [line for said in sessions(server) for line in said.split(b"\n")[:-1] if line.strip()]


def forget(server: Loopback) -> None:
    """Begin anew."""
    for path in (server.state / "rawlog").iterdir():
        path.unlink()


def judge(server: Loopback) -> None:
    """Fails when anything was said that a reader may not say."""
    said = commands(server)
    forbidden = [line for line in said if not MAY_BE_SAID.match(line)]
    assert not forbidden, f"said to the server: {forbidden[:5]}"
