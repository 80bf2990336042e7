"""The certificate of a mail server, looked at before anybody signs in."""

from __future__ import annotations

import hashlib
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime

from inbox_momentum.accounts import Account, Security
from inbox_momentum.model import AccountError

_PATIENCE_S = 15.0
_LINE = 4_096
_LINES = 50


class NotThere(AccountError):
    """Nobody answers there, or not as a mail server does."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the server shows."""

    ends_at: datetime | None
    """``None`` of a pinned certificate: its chain is not read."""
    fingerprint: str
    """SHA-256, lower-case hex."""


def of_server(account: Account) -> Certificate:
    """Connect, protect the line as the account says, and hang up.

    Raises ``NotThere``, or another ``AccountError`` when the server is not the one that is meant.
    """
    from inbox_momentum.sources.imap import trust

    try:
        with socket.create_connection((account.host, account.port), _PATIENCE_S) as plain:
            if account.security is Security.STARTTLS:
                _upgrade(plain, account)
            with trust.wrapped(plain, trust.trust(account), account.host) as secure:
                return _read(secure)
    except ssl.SSLError as error:
        reason = (error.reason or "").lower().replace("_", " ") or "no reason given"
        raise NotThere(
            f"{account.host} does not speak TLS as it should on port {account.port} ({reason})."
        ) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error) or "no answer").lower()
        raise NotThere(f"{account.host}, port {account.port}: {reason}.") from None


def shown_fingerprint(account: Account) -> str | None:
    """The fingerprint of whatever certificate is shown, to be compared by its owner; ``None`` without one.

    Nothing is sent on such a line: it is not trusted.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((account.host, account.port), _PATIENCE_S) as plain:
            if account.security is Security.STARTTLS:
                _upgrade(plain, account)
            with context.wrap_socket(plain, server_hostname=account.host) as secure:
                return _read(secure).fingerprint
    except (OSError, ValueError, AccountError):
        return None


def _read(secure: ssl.SSLSocket) -> Certificate:
    told = secure.getpeercert() or {}
    ends = told.get("notAfter")
    at = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None
    return Certificate(at, hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest())


def _upgrade(plain: socket.socket, account: Account) -> None:
    """STARTTLS (RFC 3501 §6.2.1), byte by byte so that nothing said too early is taken along."""
    _line(plain)
    plain.sendall(b"a STARTTLS\r\n")
    for _ in range(_LINES):
        line = _line(plain)
        if line.startswith(b"a "):
            if line[2:4].upper() == b"OK":
                return
            break
    raise AccountError(f"{account.host} refuses STARTTLS on port {account.port}. Nothing was sent.")


def _line(plain: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < _LINE:
        byte = plain.recv(1)
        if not byte:
            raise ConnectionError("it closed the connection")
        line += byte
    return line
