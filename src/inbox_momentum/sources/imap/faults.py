"""What can go wrong between this machine and a mail server, sorted by what follows from it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from inbox_momentum.assets import data
from inbox_momentum.model import AccountError

_CODE = re.compile(r"\[([A-Za-z-]{1,40})[\] ]")
_TOLD = re.compile(
    r"(\d{1,12})\s{0,3}(ms|msec|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)\b", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 300


class Fault(Exception):
    """The conversation with the server did not go as it should; the work may go on."""


class ConnectionLost(Fault):
    """The line is dead or silent: connect anew and go on."""


class Garbled(Fault):
    """The server said what is no IMAP: connect anew, and find the message it says it of."""


class ServerBusy(Fault):
    """The server asks for patience."""

    def __init__(self, said: str, wait_s: float | None) -> None:
        super().__init__(said)
        self.wait_s = wait_s
        """What the server told to wait, seconds; ``None`` when it named no time."""
        self.ended = False
        """True when the server ended the connection as well."""


class Refused(Fault):
    """The server said NO or BAD to one command; the line is good."""


class FolderGone(Fault):
    """The folder cannot be opened (any more)."""


class FolderChanged(Fault):
    """The folder's UIDs mean other messages than a moment ago."""


class SignInRefused(AccountError):
    """The server does not let the user in. Never tried again by itself."""


@dataclass(frozen=True, slots=True)
class _Codes:
    """The table ``data/imap.toml``, ``[codes]``."""

    wait: frozenset[str]
    wait_words: tuple[str, ...]


@cache
def _codes() -> _Codes:
    rows = tomllib.loads(data("imap.toml").read_text("utf-8"))["codes"]
    return _Codes(frozenset(rows["wait"]), tuple(rows["wait_words"]))


def plain(text: object) -> str:
    """What a server said as one short line that is safe to show."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return _CONTROL.sub(" ", str(text)).strip()[:_LONGEST]


def code(said: str) -> str:
    """The response code in square brackets (RFC 5530), upper-case; '' when there is none."""
    found = _CODE.search(said)
    return found[1].upper() if found else ""


def is_busy(said: str) -> bool:
    """True when a refusal only means "not now"."""
    low = said.lower()
    return code(said) in _codes().wait or any(word in low for word in _codes().wait_words)


def busy(said: str) -> ServerBusy:
    """The fault for such a refusal, with the time it names.

    Exchange: "Request is throttled. Suggested Backoff Time: 299962 milliseconds".
    """
    told = _TOLD.search(said)
    if told is None:
        return ServerBusy(said, None)
    unit = told[2].lower()
    factor = 0.001 if unit.startswith(("ms", "milli")) else 60.0 if unit[0] == "m" else 1.0
    return ServerBusy(said, int(told[1]) * factor)


def refusal(said: str) -> Fault:
    """The fault for a NO or BAD to a command."""
    return busy(said) if is_busy(said) else Refused(said)


def goodbye(line: object) -> Fault:
    """The fault behind a BYE."""
    said = plain(line)
    if not is_busy(said):
        return ConnectionLost(f"it ended the connection ({said})")
    fault = busy(said)
    fault.ended = True
    return fault
