"""The wire: imaplib with TLS as it must be, and with bounds on what a server may send.

imaplib reads literals of any announced size in one go and waits for a trickle for ever;
here every byte comes through ``_Wire``, which counts and looks at the clock.
"""

from __future__ import annotations

import contextlib
import imaplib
import io
import re
import socket
import ssl
from typing import Any

from inbox_momentum.accounts import Security
from inbox_momentum.model import AccountError
from inbox_momentum.sources.imap import trust
from inbox_momentum.sources.imap.faults import ConnectionLost, Garbled, plain
from inbox_momentum.sources.imap.patience import Patience
from inbox_momentum.sources.imap.trust import Trust

BUFFER = 1 << 16
LINE = 32 << 20
"""Bytes of one line: the UIDs of four million messages."""
LITERAL = 1 << 20
"""Bytes kept of one literal unless the command asked for more."""
DRAIN = 256 << 20
"""A literal may announce that much before the line is given up."""
ANSWER = 128 << 20
"""Bytes of one command's whole answer."""
ALERTS = 20
GOODBYE_S = 2.0
"""For what may follow a goodbye."""

_ALERT = re.compile(rb"(?:\*|[A-Z]{1,10}\d+) (?:OK|NO|BAD|BYE|PREAUTH) \[ALERT\] ?(.{0,1000})", re.IGNORECASE)


class _Wire(io.RawIOBase):
    """The socket as a stream that ends in a fault, never in a hang."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        return self._link.receive(buffer)


class Link(imaplib.IMAP4):
    """One connection to a server, signed in or not."""

    def __init__(self, host: str, port: int, trusted: Trust, patience: Patience) -> None:
        self.alerts: list[str] = []
        """What the server wants the user to read (RFC 3501 §7.1), each once."""
        self.literal_limit = LITERAL
        """Bytes kept of one literal of the command at work; of a longer one the rest is passed over."""
        self.waited_s = 0.0
        """Seconds spent waiting for bytes."""
        self.since = patience.monotonic()
        """When the connection was begun, by the clock of ``Patience``."""
        self.received = 0
        """Bytes that came."""
        self._trusted = trusted
        self._patience = patience
        self._deadline = 0.0
        self._answer_left = ANSWER
        self._host = host
        self.begin()
        super().__init__(host, port, patience.connect_s)

    def begin(self, within_s: float | None = None) -> None:
        """A new command: its time and its bytes are counted from here."""
        self._deadline = self._patience.monotonic() + (within_s or self._patience.command_s)
        self._answer_left = ANSWER
        self.literal_limit = LITERAL

    # ----------------------------------------------------------------- what imaplib calls

    def open(self, host: str = "", port: int = 993, timeout: float | None = None) -> None:
        """Connect; with TLS from the first byte unless the account says otherwise."""
        self.host, self.port = host, port
        bare = socket.create_connection((host, port), timeout)
        try:
            if self._trusted.security is Security.NONE:
                trust.checked_loopback(bare, host)
            self.sock = trust.wrapped(bare, self._trusted, host) if self.tls_first else bare
        except BaseException:
            bare.close()
            raise
        self._reader = io.BufferedReader(_Wire(self), BUFFER)

    @property
    def tls_first(self) -> bool:
        """True for TLS from the first byte (RFC 8314)."""
        return self._trusted.security is Security.TLS

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> Any:
        """Upgrade. What the server said in clear is forgotten, also what it said too early (RFC 2595 §4)."""
        kind, answer = self._simple_command("STARTTLS")
        if kind != "OK":
            raise AccountError(
                f"{self._host} refuses STARTTLS, so the password would be sent in clear. Nothing was sent."
            )
        self.sock = trust.wrapped(self.sock, self._trusted, self._host)
        self._reader = io.BufferedReader(_Wire(self), BUFFER)
        self.untagged_responses = {}
        self._tls_established = True
        self._get_capabilities()
        return kind, answer

    def receive(self, buffer: bytearray | memoryview) -> int:
        """Some bytes of the server into ``buffer``; raises ``ConnectionLost`` when none come in time."""
        began = self._patience.monotonic()
        if began >= self._deadline:
            raise ConnectionLost(f"it took longer than {self._patience.command_s:g} s to answer")
        self.sock.settimeout(min(self._patience.silence_s, self._deadline - began))
        try:
            count = self.sock.recv_into(buffer)
        except TimeoutError:
            raise ConnectionLost(f"it was silent for {self._patience.silence_s:g} s") from None
        except (OSError, ssl.SSLError) as error:
            raise ConnectionLost(plain(error.strerror or error)) from None
        self.waited_s += self._patience.monotonic() - began
        if count == 0:
            raise ConnectionLost("it closed the connection")
        self.received += count
        self._answer_left -= count
        if self._answer_left < 0:
            raise Garbled("an answer without end")
        return count

    def read(self, size: int) -> bytes:
        """A literal. Of one beyond the limit the rest is passed over; the parser then finds it too short."""
        if size > DRAIN:
            raise Garbled(f"a literal of {size} bytes was announced")
        kept = self._reader.read(min(size, self.literal_limit)) or b""
        left = size - len(kept)
        while left > 0:
            left -= len(self._reader.read(min(left, BUFFER)) or b"")
        return kept

    def readline(self) -> bytes:
        """A line of the protocol, never of a message."""
        line = self._reader.readline(LINE + 1)
        if len(line) > LINE:
            raise Garbled("a line without end")
        if line[:5].upper() == b"* BYE":  # whoever says so and stays is not waited for
            self._deadline = min(self._deadline, self._patience.monotonic() + GOODBYE_S)
        if b"[ALERT]" in line[:40].upper() and (found := _ALERT.match(line)):
            text = plain(found[1])
            if text and text not in self.alerts and len(self.alerts) < ALERTS:
                self.alerts.append(text)
        return line

    def send(self, data: Any) -> None:
        """Send; raises ``ConnectionLost`` when the line is dead."""
        try:
            self.sock.settimeout(self._patience.silence_s)
            self.sock.sendall(data)
        except OSError as error:
            raise ConnectionLost(plain(error.strerror or error)) from None

    def shutdown(self) -> None:
        """Close, whatever state the line is in."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self.sock.close()
