"""Letting oneself in: STARTTLS, PLAIN, LOGIN, XOAUTH2 and OAUTHBEARER. ID is never sent."""

from __future__ import annotations

import base64
import binascii
import imaplib
import json
from typing import Any

from inbox_momentum.accounts import Account, Credential, Security
from inbox_momentum.model import AccountError
from inbox_momentum.sources.imap import faults
from inbox_momentum.sources.imap.faults import Garbled, SignInRefused, plain
from inbox_momentum.sources.imap.trust import Trust

_ADVICE = {
    False: "Check the user name and the password; most providers want an app password here.",
    True: "Get a new token: sign in with your provider again.",
}
"""What to do when nobody knows the provider, by ``Credential.token``."""


def sign_in(client: Any, account: Account, trusted: Trust, credential: Credential, next_step: str) -> None:
    """Protect the line if that is still to be done, then sign in. One try, never two.

    ``client`` is imapclient's. Raises ``SignInRefused``, ``AccountError`` or a ``Fault``.
    """
    if account.security is Security.STARTTLS:
        _upgrade(client, account, trusted)
    if client.link.state == "AUTH":  # greeted with PREAUTH: a tunnel that knows us already
        return
    offered = {name.decode("ascii", "replace").upper() for name in client.capabilities()}
    challenges: list[bytes] = []
    try:
        if credential.token:
            _by_token(client, account, credential, offered, challenges)
        else:
            _by_password(client, account, credential, offered)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        bye = client.link.untagged_responses.get("BYE")
        if bye:  # imapclient calls that a refusal too
            raise faults.goodbye(bye[-1]) from None
        said = _said(error, challenges, credential)
    else:
        return
    finally:
        client.link._cmd_log = {}  # imaplib remembers the last lines it sent
    if faults.is_busy(said) and faults.code(said) not in ("", "ALERT"):
        raise faults.busy(said) from None
    raise SignInRefused(_refused(account, said, next_step or _ADVICE[credential.token])) from None


def _upgrade(client: Any, account: Account, trusted: Trust) -> None:
    if client.link.state == "AUTH" or not client.has_capability("STARTTLS"):
        raise AccountError(
            f"{account.host} offers no STARTTLS on port {account.port}, or somebody on the way took it out. "
            'Nothing was sent. Use port 993 with security = "tls".'
        )
    client.starttls(trusted.context)


def _by_password(client: Any, account: Account, credential: Credential, offered: set[str]) -> None:
    if "AUTH=PLAIN" in offered:
        answer = f"\0{account.user}\0{credential.value}".encode()
        client.sasl_login("PLAIN", lambda _: answer)
    elif "LOGINDISABLED" in offered:
        raise AccountError(
            f"{account.host} takes no password on this connection. Nothing was sent. "
            'Use security = "tls", or sign_in = "oauth2" if your provider wants that.'
        )
    elif not (credential.value.isascii() and account.user.isascii()):
        raise AccountError(
            f"{account.host} takes only plain ASCII passwords. Set an app password, and use that here."
        )
    else:
        user = account.user.replace("\\", "\\\\").replace('"', '\\"')
        client.login(f'"{user}"', credential.value)


def _by_token(
    client: Any, account: Account, credential: Credential, offered: set[str], challenges: list[bytes]
) -> None:
    """XOAUTH2 where it is offered, else OAUTHBEARER (RFC 7628)."""
    if "AUTH=OAUTHBEARER" in offered and "AUTH=XOAUTH2" not in offered:
        mechanism, last = "OAUTHBEARER", b"\x01"
        name = account.user.replace("=", "=3D").replace(",", "=2C")
        place = f"host={account.host}\x01port={account.port}"
        first = f"n,a={name},\x01{place}\x01auth=Bearer {credential.value}\x01\x01"
    else:
        mechanism, last = "XOAUTH2", b""
        first = f"user={account.user}\x01auth=Bearer {credential.value}\x01\x01"
    answers = [first.encode()]

    def answer(challenge: bytes) -> bytes:
        # A second challenge tells what is wrong; it wants an empty answer (RFC 7628 §3.2.3).
        if answers:
            return answers.pop()
        challenges.append(challenge)
        if len(challenges) > 3:
            raise Garbled("a sign-in without end")
        return last

    client.sasl_login(mechanism, answer)


def _said(error: Exception, challenges: list[bytes], credential: Credential) -> str:
    """What the server said against it, without our secret."""
    said = plain(error).removeprefix("authenticate failed: ").removeprefix("login failed: ")
    said = said.removeprefix("b'").removeprefix('b"').removesuffix("'").removesuffix('"')
    for challenge in challenges[:1]:
        said += _reason(challenge)
    for secret in (credential.value, base64.b64encode(credential.value.encode()).decode()):
        said = said.replace(secret, "…")
    return said


def _reason(challenge: bytes) -> str:
    """The status of an OAuth2 error object: ``{"status":"400","schemes":"Bearer"}``."""
    try:
        told = json.loads(challenge)
    except (ValueError, binascii.Error, RecursionError):
        return ""
    status = told.get("status") if isinstance(told, dict) else None
    return f" (status {plain(status)})" if isinstance(status, str | int) else ""


def _refused(account: Account, said: str, next_step: str) -> str:
    words = said.rstrip(".") or "no reason was given"
    return f"{account.host} did not let {account.user} in: {words}. It was not tried again. {next_step}"
