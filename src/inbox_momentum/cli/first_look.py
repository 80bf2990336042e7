"""Trying it out: signing in to a new account, or reading exported mail, before anything is written."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from inbox_momentum import accounts
from inbox_momentum.accounts import Account, Credential, SignIn, oauth, providers, secrets
from inbox_momentum.cli import dialogue
from inbox_momentum.cli.dialogue import Dialogue, say
from inbox_momentum.config import Config
from inbox_momentum.model import AccountError, UsageError

if TYPE_CHECKING:
    from inbox_momentum.onboarding.look import Look

DELIVERY = "delivery"
"""What ``--sign-in`` calls the server of ``[delivery]``."""
_TRIES = 3
"""Passwords that a user may type in a row; each is one try at the server, and it counts them too."""


def signed_in(
    account: Account, arguments: argparse.Namespace, talk: Dialogue, stored: bool = True
) -> str | None:
    """Sign in and show the folders. The password that worked, when it is new and to be kept.

    ``stored`` False leaves aside what the keyring holds. Raises ``AccountError`` when it cannot be opened.
    """
    if account.sign_in is SignIn.OAUTH2:
        if not account.token_command:
            oauth.sign_in(account, say, _client_secret(account, talk))
        _show(account, accounts.credential(account))
        return None
    if account.password_command:
        _show(account, accounts.credential(account))
        return None
    if arguments.password_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
        _show(account, accounts.credential(account, lambda _: typed, stored=False))
        return typed
    return _by_password(account, talk, stored)


def _by_password(account: Account, talk: Dialogue, stored: bool) -> str | None:
    """With the password in the keyring, else with what the user types."""
    from inbox_momentum.sources.imap.faults import SignInRefused

    ask = dialogue.secret if talk.asks else None
    for turn in range(_TRIES):
        typed: list[str] = []

        def asked(question: str, typed: list[str] = typed) -> str:
            assert ask is not None
            typed.append(ask(question))
            return typed[-1]

        credential = accounts.credential(account, asked if ask else None, stored=stored)
        try:
            _show(account, credential)
        except SignInRefused as error:
            if ask is None or turn == _TRIES - 1:
                raise
            say(f"  {error}")
            stored = False  # what the keyring holds was refused too
            continue
        return typed[-1] if typed else None
    raise AccountError(f"The account {account.name} could not be opened.")


def sign_in_anew(account: Account, arguments: argparse.Namespace, talk: Dialogue) -> None:
    """Only the secret: for an expired token or a changed password."""
    if account.token_command or account.password_command:
        raise UsageError(
            f"The account {account.name} gets its secret from a program; there is nothing to keep."
        )
    secret = signed_in(account, arguments, talk, stored=False)
    if secret is not None:
        keep(account, secret)
    print(f"Signed in to {account.name}.")


def keep_delivery(known: Config, arguments: argparse.Namespace, talk: Dialogue) -> None:
    """The password of the server that mails the weekly report; it is tried by the next weekly run."""
    from inbox_momentum.weekly import delivery

    post = delivery.settings(known)
    assert post is not None
    if not (talk.asks or arguments.password_stdin):
        raise UsageError("Nobody is here to ask: give --password-stdin.")
    ask = dialogue.secret if talk.asks else lambda _: sys.stdin.readline().rstrip("\r\n")
    keep(post.server, accounts.credential(post.server, ask, stored=False).value)


def keep(account: Account, secret: str) -> None:
    """The password to the keyring; where there is none, say how to live without."""
    try:
        secrets.set(accounts.entry(account), secret)
    except AccountError as error:
        say(f"The password was not kept: {error} Until then it is asked for each time.")
        return
    say(f"The password is in the keyring ({secrets.backend_name()}).")


def _client_secret(account: Account, talk: Dialogue) -> str | None:
    """Google gives a secret also to programs on a desktop; Microsoft's public clients have none."""
    if providers.of_account(account).oauth2 != "google" or not talk.asks:
        return None
    if secrets.get(oauth.client_secret_entry(account)) is not None:
        return None
    return dialogue.secret("Secret of that client (Enter for none): ") or None


def _show(account: Account, credential: Credential) -> None:
    """Folders and counts, as a dry run of the first sync."""
    from inbox_momentum.onboarding.look import look

    say(f"Signing in to {account.host} as {account.user} …")
    _print(look(account, credential))


def _print(found: Look) -> None:
    from inbox_momentum.onboarding.checks import counted

    read = [one for one in found.folders if one.is_read]
    others = [one.name for one in found.folders if not one.is_read]
    messages, folders = counted(found.messages, "message"), counted(len(read), "folder")
    say(f"It works. {messages} in {folders} would be read, none changed:")
    for one in read[:20]:
        count = "cannot be opened" if one.messages is None else f"{one.messages:,}"
        say(f"    {one.name:<30} {count:>12}" + (f"  ({one.role})" if one.role else ""))
    if len(read) > 20:
        say(f"    and {len(read) - 20} more")
    if others:
        say(f"  Not read: {', '.join(others[:12])}{' …' if len(others) > 12 else ''}")
    if found.sent is None:
        say("  No folder of sent mail was found, so no reply time can be measured. Name it in folders.")
    for alert in found.alerts:
        say(f"  The server says: {alert}")


def read(paths: tuple[str, ...], me: tuple[str, ...]) -> list[str]:
    """Read exported mail once: counts for the user, and the addresses that are the owner's by inference."""
    from inbox_momentum import pipeline

    say("Reading …")
    mailbox = pipeline.read_mailbox(paths, me)
    say(f"It works. {mailbox.found:,} messages found, {len(mailbox.entries):,} kept.")
    if mailbox.latency_refused_because:
        say(f"  {mailbox.latency_refused_because}")
    if mailbox.owner.inferred and mailbox.owner.addresses:
        say(f"  {mailbox.owner.evidence}")
    return list(mailbox.owner.addresses[:10])
