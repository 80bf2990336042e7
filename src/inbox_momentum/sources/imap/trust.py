"""Whom a connection trusts, and what to say when it does not."""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import ssl
from dataclasses import dataclass

from inbox_momentum.accounts import Account, Security
from inbox_momentum.model import AccountError, UsageError


@dataclass(frozen=True, slots=True)
class Trust:
    """How a connection is protected."""

    security: Security
    context: ssl.SSLContext | None
    """``None`` without TLS."""
    fingerprint: str | None
    """SHA-256 of the one certificate that is accepted, lower-case hex; ``None`` when a chain is checked."""


def trust(account: Account) -> Trust:
    """The platform's authorities, the account's own ``ca_file``, or its pinned certificate.

    There is no way to check nothing: without TLS only this machine itself is connected to
    (``checked_loopback``). Raises ``UsageError`` for a ``ca_file`` that is none.
    """
    if account.security is Security.NONE:
        return Trust(account.security, None, None)
    try:
        context = ssl.create_default_context(cafile=account.ca_file)
    except (OSError, ssl.SSLError):
        raise UsageError(
            f"{account.ca_file}: the file of trusted authorities cannot be read. It must be a PEM file."
        ) from None
    context.minimum_version = max(context.minimum_version, ssl.TLSVersion.TLSv1_2)
    if account.fingerprint is not None:
        # The certificate itself is compared after the handshake, before a word is said.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return Trust(account.security, context, account.fingerprint)


def wrapped(plain: socket.socket, trusted: Trust, host: str) -> ssl.SSLSocket:
    """``plain`` with TLS. Raises ``AccountError`` when the server is not the one that is meant."""
    assert trusted.context is not None
    try:
        secure = trusted.context.wrap_socket(plain, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise AccountError(_distrusted(host, error)) from None
    if trusted.fingerprint is not None:
        found = hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()
        if found != trusted.fingerprint:
            secure.close()
            raise AccountError(
                f"{host} shows another certificate than the pinned one (SHA-256 {found}). Nothing was sent. "
                "If you renewed the certificate of your own server, change fingerprint in the configuration."
            )
    return secure


def checked_loopback(plain: socket.socket, host: str) -> None:
    """Raises ``AccountError`` unless ``plain`` leads to this machine itself."""
    address = str(plain.getpeername()[0]).partition("%")[0]
    if not ipaddress.ip_address(address).is_loopback:
        raise AccountError(
            f"{host} is another machine, and without TLS the password would be sent in clear. Use imaps://."
        )


def _distrusted(host: str, error: ssl.SSLCertVerificationError) -> str:
    reason = error.verify_message or "it could not be checked"
    return (
        f"The certificate of {host} is not trusted: {reason}. Nothing was sent. For a server of your own "
        "name its authority with ca_file (sync, init: --ca FILE), or pin its certificate with fingerprint."
    )
