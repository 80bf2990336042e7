"""Checks of this machine: the configuration, the keyring, the store."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from inbox_momentum.accounts import Account, SignIn, entry, oauth, secrets
from inbox_momentum.config import Config
from inbox_momentum.model import AccountError, MomentumError
from inbox_momentum.onboarding.checks import Check, counted, fail, ok, skipped, warn

_CONFIGURATION = 2


def configuration(config: Config) -> list[Check]:
    """What a configuration that could be read says, and whether others may read it."""
    name = "configuration"
    if config.path is None:
        return [warn(name, "There is none, so the defaults hold.", "Run momentum init.")]
    accounts, named = counted(len(config.accounts), "account"), counted(len(config.sources), "source")
    found = [ok(name, f"{config.path}: {accounts}, {named}.")]
    if os.name == "posix" and stat.S_IMODE(config.path.stat().st_mode) & 0o077:
        found.append(warn(name, "Other users of this machine may read it.", f"Run: chmod 600 {config.path}"))
    if not config.addresses:
        found.append(
            warn(
                "addresses",
                "It names no address of yours; they are worked out from the mail each time.",
                "Set addresses, so that mail you send from another address is known as yours.",
            )
        )
    if config.timezone is None:
        found.append(
            warn("time zone", "It names none; this machine's is used.", "Set timezone, so that figures stay.")
        )
    return found


def corrections() -> list[Check]:
    """Whether what the owner has put right can be read; nothing is said where there is nothing."""
    from inbox_momentum.corrections import load

    try:
        kept = load()
    except MomentumError as error:
        return [fail("corrections", str(error), "Mend that line, or take it out.", _CONFIGURATION)]
    return [ok("corrections", f"{counted(len(kept), 'correction')} of yours.")] if kept else []


def keyring(accounts: tuple[Account, ...]) -> list[Check]:
    """Whether secrets can be kept, and whether each account's is there."""
    name = "keyring"
    needing = [one for one in accounts if not (one.password_command or one.token_command)]
    try:
        found = [ok(name, f"{secrets.backend_name()} is in use.")]
    except AccountError as error:
        if needing:
            todo = "Do that, or type the password each time; a weekly timer cannot."
            return [warn(name, str(error), todo)]
        return [ok(name, "There is none, and no account needs one.")]
    for account in needing:
        token = account.sign_in is SignIn.OAUTH2
        what, where = ("permission", oauth.refresh_entry(account)) if token else ("password", entry(account))
        try:
            kept = secrets.get(where) is not None
        except AccountError as error:
            return [warn(name, str(error), "Unlock it and run momentum doctor again.")]
        if kept:
            found.append(ok(name, f"It holds a {what}.", account.name))
        else:
            todo = f"Run: momentum init --sign-in {account.name}"
            found.append(warn(name, f"It holds no {what}.", todo, account.name))
    return found


def sources(paths: Sequence[str]) -> list[Check]:
    """Whether the paths that are read are there."""
    found = []
    for path in paths:
        if Path(path).exists():
            found.append(ok("source", "It is there.", path))
        else:
            todo = "Export the mail there again, or take it out of sources."
            found.append(fail("source", "There is no such file or folder.", todo, 3, path))
    return found


def store(path: Path | None = None) -> Check:
    """Whether the local store is whole; one that is not there yet is not made."""
    from inbox_momentum.store import Store, default_path

    name = "store"
    place = path or default_path()
    if not place.is_file():
        return skipped(name, "Nothing is kept yet: it is made by the first momentum sync or weekly.")
    try:
        with Store.open(path) as opened:
            problem = opened.check()
            if problem is not None:
                todo = "Run momentum data purge, then momentum sync: the mail itself is not touched."
                return fail(name, f"{place} is damaged: {problem}.", todo, _CONFIGURATION)
            held = opened.inventory()
    except MomentumError as error:
        return fail(name, str(error), "", _CONFIGURATION)
    kept = ", ".join(f"{one.account} ({one.messages:,} messages)" for one in held.accounts) or "no account"
    return ok(name, f"Whole, {held.bytes / 1e6:,.1f} MB: {kept}.")


def kept_accounts() -> frozenset[str]:
    """Names of the accounts whose mail is in the local store; none when there is no store to be read."""
    from inbox_momentum.store import Store, default_path

    if not default_path().is_file():
        return frozenset()
    try:
        with Store.open() as opened:
            return frozenset(opened.accounts())
    except MomentumError:
        return frozenset()
