"""The questions of ``momentum init`` about an account."""

from __future__ import annotations

import argparse
import shlex
from typing import Any

from inbox_momentum import accounts
from inbox_momentum.accounts import Account, SignIn, providers, tables
from inbox_momentum.accounts.providers import Provider
from inbox_momentum.cli.dialogue import Dialogue, say
from inbox_momentum.config import Config
from inbox_momentum.model import UsageError
from inbox_momentum.onboarding import answers

_CONTRARY = {
    "password_command": ("token_command", "client_id", "tenant"),
    "token_command": ("password_command", "client_id", "tenant"),
    "client_id": ("password_command", "token_command"),
}
"""What an option takes out of an account that is set up already."""


def account(arguments: argparse.Namespace, talk: Dialogue, known: Config, address: str) -> Account:
    """The account of an address: as it is set up, from what is known of its provider, and what is asked."""
    named = arguments.provider
    if named is not None and named not in providers.table():
        raise UsageError(f"--provider is none of those known here: {', '.join(providers.table())}.")
    provider = providers.table()[named] if named else providers.of_address(address)
    user = arguments.user or (provider.user(address) if provider else address)
    said = _said(arguments)
    before = _set_up(arguments, known, user)
    if before is not None:
        say(f"{before.name} is set up already ({before.host}); what is not said anew stays.")
        return tables.account(known, before.name, _renewed(known.accounts[before.name], said, arguments.way))
    table: dict[str, Any] = {"user": user}
    if provider is not None and (named or arguments.host is None):
        table["provider"] = provider.id
    table |= _place(arguments, talk, provider, address) | said
    table["sign_in"] = _way(arguments, talk, provider if "provider" in table else None)
    if table["sign_in"] == SignIn.OAUTH2 and not {"client_id", "token_command"} & set(said):
        question = "Client id of your own registration (docs/accounts.md)"
        table["client_id"] = talk.answer("--client-id", None, question, None)
    name = arguments.account or answers.account_name(address, known.accounts)
    return tables.account(known, name, table)


def _set_up(arguments: argparse.Namespace, known: Config, user: str) -> Account | None:
    """The account that is meant, when it is in the configuration; another name or server means another."""
    for one in accounts.configured(known):
        same = arguments.host in (None, one.host) and arguments.account in (None, one.name)
        if same and arguments.provider in (None, one.provider) and one.user == user:
            return one
    return None


def _renewed(before: dict[str, Any], said: dict[str, Any], way: str | None) -> dict[str, Any]:
    """An account's table with what was said anew, without what that contradicts."""
    gone = {key for word in said for key in _CONTRARY.get(word, ()) if key not in said}
    if way is not None:
        gone |= {"password_command"} if way == SignIn.OAUTH2 else {"token_command", "client_id", "tenant"}
    elif {"client_id", "token_command", "password_command"} & set(said):
        gone.add("sign_in")  # what was said means one
    table = {key: value for key, value in before.items() if key not in gone} | said
    return table | ({"sign_in": way} if way else {})


def _place(
    arguments: argparse.Namespace, talk: Dialogue, provider: Provider | None, address: str
) -> dict[str, Any]:
    """The server, where the provider does not say it."""
    if arguments.host is not None:
        return {}
    if provider is not None and provider.host:
        say(f"{provider.name}: {provider.host}, port {provider.port}.")
        say(f"  {provider.before}")
        return {}
    # A guess is for a person to confirm: with --yes alone the password would go to whoever is there.
    guess = providers.guess(address)
    say(f"This provider is not known here. {guess} is only a guess: your provider's help has the name.")
    usual = guess if talk.asks else None
    return {"host": talk.answer("--host", None, "IMAP server", usual, accounts.address.host_name)}


def _said(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the options say of the account, by its keys in the configuration."""
    said = {
        "host": arguments.host,
        "port": arguments.port,
        "security": arguments.security,
        "ca_file": str(arguments.ca.resolve()) if arguments.ca else None,
        "fingerprint": arguments.fingerprint,
        "client_id": arguments.client_id,
        "tenant": arguments.tenant,
        "password_command": _words(arguments.password_command, "--password-command"),
        "token_command": _words(arguments.token_command, "--token-command"),
    }
    return {key: value for key, value in said.items() if value is not None}


def _words(command: str | None, option: str) -> list[str] | None:
    """A command as a shell would split it; no shell will see it."""
    if command is None:
        return None
    try:
        return shlex.split(command)
    except ValueError:
        raise UsageError(f"{option}: a quotation mark is open. Nothing was run.") from None


def _way(arguments: argparse.Namespace, talk: Dialogue, provider: Provider | None) -> str:
    """Password or OAuth2: as said, as it follows from what was said, as asked, or the provider's usual."""
    if arguments.way is not None:
        return str(arguments.way)
    if arguments.client_id or arguments.token_command:
        return SignIn.OAUTH2.value
    if arguments.password_command or provider is None:
        return SignIn.PASSWORD.value
    usual = provider.sign_in[0].value
    if len(provider.sign_in) == 1:
        return usual
    return talk.answer("--with", None, "Sign in with password or oauth2", usual, _way_word)


def _way_word(text: str) -> None:
    if text not in {one.value for one in SignIn}:
        raise UsageError("Answer password or oauth2.")
