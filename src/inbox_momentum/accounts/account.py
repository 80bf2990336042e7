"""An IMAP account as the configuration or an ``imaps://`` address describes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Security(StrEnum):
    """How the connection is protected."""

    TLS = "tls"
    """TLS from the first byte (RFC 8314)."""
    STARTTLS = "starttls"
    """Upgraded before anything is said; a server that does not offer it is refused."""
    NONE = "none"
    """Only to this machine itself (loopback)."""


class SignIn(StrEnum):
    """How the user signs in."""

    PASSWORD = "password"  # noqa: S105 (the name of a method)
    OAUTH2 = "oauth2"


@dataclass(frozen=True, slots=True)
class Account:
    """Where the user's mail lies and how to get in; never the secret itself."""

    name: str
    """The user's name for it; of an address on the command line ``user@host``."""
    host: str
    user: str
    port: int = 993
    security: Security = Security.TLS
    sign_in: SignIn = SignIn.PASSWORD
    provider: str | None = None
    """Row of ``data/providers.toml``; ``None`` for a server nobody knows."""
    ca_file: str | None = None
    """PEM file of the authority to trust instead of the platform's; ``None`` for the platform's."""
    fingerprint: str | None = None
    """SHA-256 of the server's own certificate, lower-case hex, accepted instead of a chain."""
    password_command: tuple[str, ...] = ()
    """A program that prints the password; empty when there is none."""
    token_command: tuple[str, ...] = ()
    """A program that prints an OAuth2 access token; empty when there is none."""
    client_id: str | None = None
    """The user's own OAuth2 client; ``None`` when none is used."""
    tenant: str | None = None
    """Microsoft tenant; ``None`` for ``common``."""
    folders: tuple[str, ...] = ()
    """Read these alone; empty for those that matter."""
    skip_folders: tuple[str, ...] = ()
    since: date | None = None
    """Leave out what came before; ``None`` for everything."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What opens the account. Its value is in no ``repr``, log or traceback."""

    token: bool
    """True for an OAuth2 access token, False for a password."""
    value: str = field(repr=False)
