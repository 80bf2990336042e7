"""One signed-in conversation with a server. Only importer of imapclient.

Read-only by construction: what is sent after signing in is LIST, NAMESPACE, EXAMINE, UID SEARCH,
UID FETCH with BODY.PEEK, and LOGOUT. Errors come out as ``faults``.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response, parse_response

from inbox_momentum.accounts import Account, Credential
from inbox_momentum.model import AccountError
from inbox_momentum.sources.imap import faults
from inbox_momentum.sources.imap.faults import ConnectionLost, Fault, FolderGone, Garbled, plain
from inbox_momentum.sources.imap.link import GOODBYE_S, LITERAL, Link
from inbox_momentum.sources.imap.patience import Patience
from inbox_momentum.sources.imap.sign_in import sign_in
from inbox_momentum.sources.imap.trust import Trust, trust

_BROKEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, OverflowError)
"""What imaplib and imapclient have been seen to raise on answers that are no IMAP."""
_ECHO = re.compile(rb"BODY\[HEADER\.FIELDS [^\]]{0,4000}\]", re.IGNORECASE)
_UID = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_MOST = 1 << 63
"""Numbers from here on are none that a server counts with (RFC 7162 §7)."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of LIST."""

    raw: bytes
    """The name as the server writes it."""
    flags: frozenset[str]
    """Attributes without the backslash, lower-case."""
    delimiter: str
    """'' for a flat name space."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A folder as EXAMINE shows it."""

    uidvalidity: int
    """0 when the server keeps no UIDs."""
    uidnext: int | None
    """``None`` when it was not said."""
    exists: int
    modseq: int | None
    """HIGHESTMODSEQ; ``None`` without CONDSTORE."""


@dataclass(slots=True)
class Fetched:
    """Answer to one FETCH, message by message."""

    found: dict[int, dict[bytes, Any]] = field(default_factory=dict)
    """Items by UID, names upper-case."""
    bad: dict[int, str] = field(default_factory=dict)
    """Why a message's answer cannot be read, by UID."""
    unclear: bool = False
    """True when an answer cannot be read and does not say whose it is."""


class _Client(IMAPClient):  # type: ignore[misc]
    """imapclient on our own wire, with the few commands it lacks."""

    def __init__(self, account: Account, trusted: Trust, patience: Patience) -> None:
        self.link = Link(account.host, account.port, trusted, patience)
        first = trusted.context is not None and self.link.tls_first
        timeout = SocketTimeout(patience.connect_s, patience.silence_s)
        super().__init__(account.host, account.port, ssl=first, ssl_context=trusted.context, timeout=timeout)
        # imapclient hands every line to the log, formatted whether anybody reads it or not; and no line of a
        # conversation that holds a password and mail belongs there.
        self._imap.debug = 0
        self.normalise_times = False
        self.folder_encode = False

    def _create_IMAP4(self) -> Link:
        return self.link

    def examine(self, quoted: bytes) -> dict[bytes, Any]:
        """EXAMINE with the name as the server wrote it, 8-bit octets included."""
        self._command_and_check("select", quoted, True)
        answer: dict[bytes, Any] = self._process_select_response(self._imap.untagged_responses)
        return answer

    def untagged(self, command: str, *words: str) -> list[Any]:
        """The untagged answers to a command, as imaplib collects them."""
        kind, data = self._imap._simple_command(command, *words)
        self._checkok(command, kind, data)
        _, data = self._imap._untagged_response(kind, data, command)
        return list(data)

    def search_raw(self, *words: str) -> list[Any]:
        """UID SEARCH, as imaplib collects its answers."""
        self._imap.untagged_responses.pop("SEARCH", None)
        kind, data = self._imap._simple_command("UID", "SEARCH", *words)
        self._checkok("SEARCH", kind, data)
        _, data = self._imap._untagged_response(kind, data, "SEARCH")
        return [line for line in data if line is not None]

    def fetch_raw(self, uids: str, items: str, modifier: str | None) -> list[Any]:
        """UID FETCH, as imaplib collects its answers."""
        self._imap.untagged_responses.pop("FETCH", None)
        kind, data = self._imap._simple_command("UID", "FETCH", uids, items, modifier)
        self._checkok("FETCH", kind, data)
        _, data = self._imap._untagged_response(kind, data, "FETCH")
        return list(data)


class Session:
    """One signed-in connection."""

    def __init__(self, client: _Client, patience: Patience) -> None:
        self._client = client
        self._patience = patience
        self.link: Link = client.link
        self.capabilities: frozenset[str] = frozenset()

    @classmethod
    def open(
        cls, account: Account, credential: Credential, patience: Patience, next_step: str = ""
    ) -> Session:
        """Connect and sign in. ``next_step`` is what the provider wants done when it refuses.

        Raises ``AccountError`` for what no second try mends, a ``Fault`` for the rest.
        """
        trusted = trust(account)
        try:
            client = _Client(account, trusted, patience)
        except (Fault, AccountError):
            raise
        except imaplib.IMAP4.error as error:
            raise (
                faults.refusal(plain(error)) if faults.is_busy(plain(error)) else Garbled(plain(error))
            ) from None
        except OSError as error:
            raise ConnectionLost(plain(error.strerror or error)) from None
        except _BROKEN as error:
            raise Garbled(type(error).__name__) from None
        session = cls(client, patience)
        try:
            session._ask(lambda: sign_in(client, account, trusted, credential, next_step))
            named = session._ask(client.capabilities)
        except BaseException:
            session.abandon()
            raise
        session.capabilities = frozenset(name.decode("ascii", "replace").upper() for name in named)
        return session

    # ----------------------------------------------------------------- questions

    def folders(self) -> tuple[list[Listed], list[str]]:
        """Every folder, and the lines that could not be read."""
        extended = ("RETURN", "(SPECIAL-USE)") if "SPECIAL-USE" in self.capabilities else ()
        try:
            answer = self._ask(lambda: self._client.untagged("LIST", '""', '"*"', *extended))
        except faults.Refused:
            answer = self._ask(lambda: self._client.untagged("LIST", '""', '"*"'))
        listed: list[Listed] = []
        unread: list[str] = []
        for group in _groups(answer):
            one = _listed(group)
            if one is None:
                unread.append(plain(_text(group)))
            else:
                listed.append(one)
        return listed, unread

    def foreign_prefixes(self) -> tuple[bytes, ...]:
        """Prefixes of other users' and shared folders (RFC 2342); empty when nobody says."""
        if "NAMESPACE" not in self.capabilities:
            return ()
        try:
            spaces = self._ask(self._client.namespace)
        except (faults.Refused, Garbled):
            return ()
        found = [prefix for part in spaces[1:] for prefix, _ in (part or ()) if prefix]
        return tuple(one if isinstance(one, bytes) else str(one).encode() for one in found)

    def examine(self, raw: bytes) -> Examined:
        """Open a folder for reading. Raises ``FolderGone`` when that is refused."""
        quoted = b'"' + raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
        # Without the parameter some servers do not tell HIGHESTMODSEQ (RFC 7162 §3.1.8).
        if "CONDSTORE" in self.capabilities or "QRESYNC" in self.capabilities:
            quoted += b" (CONDSTORE)"
        try:
            answer = self._ask(lambda: self._client.examine(quoted))
        except faults.Refused as error:
            raise FolderGone(str(error)) from None
        numbers = {key: value for key, value in answer.items() if isinstance(value, int) and value < _MOST}
        return Examined(
            uidvalidity=numbers.get(b"UIDVALIDITY", 0),
            uidnext=numbers.get(b"UIDNEXT"),
            exists=numbers.get(b"EXISTS", 0),
            modseq=numbers.get(b"HIGHESTMODSEQ") or None,
        )

    def uids(self, since: date | None = None, *, drafts: bool = False) -> set[int]:
        """UIDs in the open folder, or of what arrived since a day (the server's day), or of drafts."""
        words: tuple[str, ...] = ("DRAFT",) if drafts else ("ALL",)
        if since is not None:
            words = ("SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}")
        lines = self._ask(lambda: self._client.search_raw(*words))
        # RFC 7162 appends (MODSEQ n); some servers answer in several lines.
        words_said = (word for line in lines for word in _text([line]).partition(b"(")[0].split())
        return {int(word) for word in words_said if word.isdigit() and len(word) <= 10}

    def fetch(
        self, uids: Sequence[int] | str, items: str, modifier: str | None = None, literal: int = LITERAL
    ) -> Fetched:
        """Items of messages of the open folder; ``literal`` bounds each of their octet strings, in bytes.

        What the server says unasked of other messages is left out.
        """
        wanted = uids if isinstance(uids, str) else sequence_set(uids)

        def ask() -> list[Any]:
            self.link.literal_limit = literal
            return self._client.fetch_raw(wanted, items, modifier)

        asked = None if isinstance(uids, str) else frozenset(uids)
        answer = Fetched()
        for group in _groups(self._ask(ask)):
            _read_fetch(group, asked, answer)
        return answer

    # ----------------------------------------------------------------- the end

    def close(self) -> None:
        """Say goodbye, shortly."""
        with contextlib.suppress(Fault, AccountError):
            self._ask(self._client.logout, GOODBYE_S)
        self.abandon()

    def abandon(self) -> None:
        """Let go of the line without a word."""
        self.link.shutdown()

    def _ask(self, question: Callable[[], _T], within_s: float | None = None) -> _T:
        """The answer, or the fault that it comes to."""
        self.link.begin(within_s)
        try:
            return question()
        except ConnectionLost:
            bye = self.link.untagged_responses.get("BYE")
            if not bye:
                raise
            raise faults.goodbye(bye[-1]) from None  # what it said before it left tells more
        except (Fault, AccountError):
            raise
        except (imaplib.IMAP4.abort, ProtocolError) as error:
            bye = self.link.untagged_responses.get("BYE")
            if not bye:
                raise Garbled(plain(error)) from None
            raise faults.goodbye(bye[-1]) from None
        except imaplib.IMAP4.error as error:
            raise faults.refusal(plain(error)) from None
        except OSError as error:
            raise ConnectionLost(plain(error.strerror or error)) from None
        except _BROKEN as error:
            raise Garbled(f"an answer that is no IMAP ({type(error).__name__})") from None


def sequence_set(uids: Sequence[int]) -> str:
    """UIDs as RFC 3501 §9 writes them, runs shortened."""
    ordered = sorted(uids)
    runs: list[str] = []
    start = last = ordered[0]
    for uid in [*ordered[1:], -1]:
        if uid == last + 1:
            last = uid
            continue
        runs.append(str(start) if start == last else f"{start}:{last}")
        start = last = uid
    return ",".join(runs)


def _groups(answer: Sequence[Any]) -> Iterator[list[Any]]:
    """The untagged answers one by one: imaplib leaves (text, literal) pairs and then the last text."""
    group: list[Any] = []
    for item in answer:
        if item is None:
            continue
        group.append(item)
        if isinstance(item, bytes):
            yield group
            group = []


def _text(group: Sequence[Any]) -> bytes:
    """What a group says outside its literals."""
    return b" ".join(item if isinstance(item, bytes) else item[0] for item in group)


def _listed(group: list[Any]) -> Listed | None:
    """A line of LIST; ``None`` when it cannot be read."""
    try:
        flags, delimiter, name = parse_response(group)[:3]
        raw = str(name).encode() if isinstance(name, int) else name
        if not isinstance(raw, bytes) or not raw or len(raw) > 2000:
            return None
        plain_flags = frozenset(flag.decode("ascii", "replace").lstrip("\\").lower() for flag in flags)
        return Listed(raw, plain_flags, delimiter.decode("ascii", "replace") if delimiter else "")
    except (ProtocolError, *_BROKEN):
        return None


def _read_fetch(group: list[Any], asked: frozenset[int] | None, answer: Fetched) -> None:
    """One FETCH line into ``answer``."""
    # The echo of fifty field names is most of what the parser would have to look at.
    for place, item in enumerate(group):
        if isinstance(item, bytes):
            group[place] = _ECHO.sub(b"BODY[HEADER]", item)
        else:
            group[place] = (_ECHO.sub(b"BODY[HEADER]", item[0]), item[1])
    try:
        for items in parse_fetch_response(group, False, False).values():
            uid = items.get(b"UID")
            if uid is not None and (asked is None or uid in asked):
                answer.found.setdefault(uid, {}).update(items)
    except (ProtocolError, *_BROKEN) as error:
        named = _UID.search(_text(group))
        if named is None:
            answer.unclear = True
        elif asked is None or int(named[1]) in asked:
            answer.bad[int(named[1])] = plain(error)


def moment(value: object) -> datetime | None:
    """INTERNALDATE in UTC; ``None`` when it is none, or impossible."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
