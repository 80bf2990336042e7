"""``imaps://user%40example.net@host[:port]`` as an account."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote

from inbox_momentum.accounts.account import Account, Security
from inbox_momentum.model import UsageError

SCHEMES = ("imaps://", "imap://")
_FORM = "imaps://USER@HOST or imaps://USER@HOST:PORT (write the @ of a user name as %40)"
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}\.?", re.ASCII)
_PORTS = {"imaps": 993, "imap": 143}


def parse_url(url: str) -> Account:
    """The account of an ``imaps://`` address; ``imap://`` is for this machine itself alone.

    Raises ``UsageError``. What was typed is not repeated: it may hold a password.
    """
    scheme, mark, rest = url.partition("://")
    scheme = scheme.lower()
    if not mark or scheme not in _PORTS:
        raise UsageError(f"This is no address of an account; it wants the form {_FORM}.")
    user_part, at, place = rest.rpartition("@")
    if ":" in user_part:
        raise UsageError(
            "A password does not belong in an address: it stays in the shell's history and shows in the list "
            "of processes. Leave it out; it is asked for, or read from the keyring (momentum init keeps it)."
        )
    user = unquote(user_part, errors="replace")
    host, port = _place(place, _PORTS[scheme])
    if not at or not printable(user):
        raise UsageError(f"The address of the account names no user; it wants the form {_FORM}.")
    security = Security.TLS if scheme == "imaps" else Security.NONE
    if security is Security.NONE and not is_loopback(host):
        raise UsageError(
            "imap:// sends the password in clear, so it is for this machine itself alone. Use imaps://."
        )
    return Account(name=f"{user}@{host}", host=host, user=user, port=port, security=security)


def _place(place: str, usual_port: int) -> tuple[str, int]:
    """Host and port of what follows the last ``@``."""
    place = place.removesuffix("/")
    bracketed = re.fullmatch(r"\[([0-9a-fA-F:.]{2,45})\](?::(\d{1,5}))?", place, re.ASCII)
    plain = re.fullmatch(r"([^:/?#\[\]]{1,253})(?::(\d{1,5}))?", place, re.ASCII)
    found = bracketed or plain
    if found is None:
        raise UsageError(
            f"The address of the account cannot be read; it wants the form {_FORM}, and nothing after it. "
            "Folders are chosen in the configuration."
        )
    port = int(found[2]) if found[2] else usual_port
    return host_name(found[1]), checked_port(port)


def host_name(text: str) -> str:
    """A host's name in lower case, non-ASCII names as they are looked up. Raises ``UsageError``."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        pass
    try:
        name = text.encode("idna").decode("ascii").lower() if not text.isascii() else text.lower()
    except UnicodeError:
        name = ""
    if not _HOST.fullmatch(name) or len(name) > 253:
        raise UsageError("The server's name wants the form imap.example.net.")
    return name.removesuffix(".")


def checked_port(port: int) -> int:
    """``port`` when it is one. Raises ``UsageError``."""
    if not 1 <= port <= 65535:
        raise UsageError("A port lies between 1 and 65535; IMAP with TLS usually has 993.")
    return port


def is_loopback(host: str) -> bool:
    """True for this machine itself, by its usual names; nothing is looked up."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")  # RFC 6761 §6.3


def printable(text: str) -> bool:
    """True for text that can stand in one line of a protocol: not empty, no control characters."""
    return bool(text) and len(text) <= 320 and text.isprintable()
