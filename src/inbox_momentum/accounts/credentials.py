"""What opens an account: from a program, the keyring, or the user at the terminal."""

from __future__ import annotations

from collections.abc import Callable

from inbox_momentum.accounts import oauth, programs, secrets
from inbox_momentum.accounts.account import Account, Credential, SignIn
from inbox_momentum.model import AccountError

Ask = Callable[[str], str]
"""Shows a question, returns what the user typed unseen."""
_LONGEST = 16_384


def entry(account: Account) -> str:
    """The keyring's name for the account's secret: the same for a name and for an address."""
    return f"{account.user}@{account.host}"


def credential(account: Account, ask: Ask | None = None, *, stored: bool = True) -> Credential:
    """The secret of ``account``: printed by a program, from the keyring, or typed by the user.

    ``ask`` is given when somebody sits at a terminal; ``stored`` False passes the keyring over,
    for a password that was refused. Raises ``AccountError`` with the one thing to do.
    """
    if account.sign_in is SignIn.OAUTH2:
        return Credential(True, _checked(_token(account), account))
    return Credential(False, _checked(_password(account, ask, stored), account))


def renewed(account: Account) -> Credential:
    """A new token in place of one that the server takes no more. Raises ``AccountError``."""
    oauth.drop(account)
    return credential(account)


def _token(account: Account) -> str:
    if account.token_command:
        return programs.first_line(account.token_command, f"accounts.{account.name}.token_command")
    return oauth.access_token(account)


def _password(account: Account, ask: Ask | None, stored: bool) -> str:
    if account.password_command:
        return programs.first_line(account.password_command, f"accounts.{account.name}.password_command")
    problem, kept = "", None
    try:
        kept = secrets.get(entry(account)) if stored else None
    except (secrets.NoKeyring, secrets.KeyringFailed) as error:
        problem = str(error)
    if kept is not None:
        return kept
    if ask is not None:
        return ask(f"Password for {account.user} at {account.host}: ")
    raise AccountError(
        f"There is no password for the account {account.name}. "
        + (
            problem
            or f"Run {_how(account)} in a terminal to keep it in the keyring, or set password_command."
        )
    )


def again(account: Account) -> str:
    """How to keep a new secret when the one that is kept was refused; '' when none is kept for it."""
    if account.password_command or account.token_command or not _is_named(account):
        return ""
    return f" To keep a new one: momentum init --sign-in {account.name}"


def _is_named(account: Account) -> bool:
    """False for an account that was only named by its address."""
    return account.name != f"{account.user}@{account.host}"


def _how(account: Account) -> str:
    """The command that keeps the password; an account that was only named by its address is set up first."""
    return f"momentum init --sign-in {account.name}" if _is_named(account) else "momentum init"


def _checked(value: str, account: Account) -> str:
    """The secret, when it can be sent in one line."""
    if not value or len(value) > _LONGEST or any(character in value for character in "\0\r\n"):
        raise AccountError(
            f"The secret for the account {account.name} is empty, or is no single line. Nothing was sent."
        )
    return value
