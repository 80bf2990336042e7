"""``[accounts.NAME]`` of the configuration as accounts, and finding the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from inbox_momentum.accounts import providers
from inbox_momentum.accounts.account import Account, Security, SignIn
from inbox_momentum.accounts.address import (
    SCHEMES,
    checked_port,
    host_name,
    is_loopback,
    parse_url,
    printable,
)
from inbox_momentum.accounts.providers import Provider
from inbox_momentum.config import Config
from inbox_momentum.model import UsageError

_V = TypeVar("_V")
_E = TypeVar("_E", bound=StrEnum)
_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
_SHA256 = re.compile(r"[0-9a-f]{64}")


def find(config: Config, wanted: str | None) -> Account:
    """The account called ``wanted``, or at that ``imaps://`` address; of ``None`` the only one there is.

    An address that a configured account has too is that account, with all its
    settings. Raises ``UsageError`` that names the accounts there are.
    """
    if wanted is not None and wanted.lower().startswith(SCHEMES):
        asked = parse_url(wanted)
        same = (one for one in configured(config) if _place(one) == _place(asked))
        return next(same, None) or _by_password(asked)
    if wanted in config.accounts:
        return account(config, wanted, config.accounts[wanted])
    names = ", ".join(config.accounts)
    if not names:
        raise UsageError(
            "No account is set up yet. Run momentum init, or name the account as imaps://USER@HOST."
        )
    if wanted is not None:
        raise UsageError(f"There is no account called {wanted!r} in the configuration; known here: {names}.")
    if len(config.accounts) > 1:
        raise UsageError(f"Several accounts are set up; name the one that is meant: {names}.")
    return configured(config)[0]


def _by_password(asked: Account) -> Account:
    """An account that was only named by its address: all that can be asked for is a password."""
    known = providers.of_account(asked)
    if SignIn.PASSWORD not in known.sign_in:
        raise UsageError(f"{known.before} Set the account up with momentum init first.")
    return asked


def configured(config: Config) -> tuple[Account, ...]:
    """Every account of the configuration. Raises ``UsageError`` for one that cannot be meant."""
    return tuple(account(config, name, table) for name, table in config.accounts.items())


def is_account(config: Config, source: str) -> bool:
    """True when a SOURCE means an account rather than a path."""
    return source in config.accounts or source.lower().startswith(SCHEMES)


def _place(account: Account) -> tuple[str, str, int, bool]:
    return account.user, account.host, account.port, account.security is Security.NONE


def account(config: Config, name: str, table: Mapping[str, Any]) -> Account:
    """One table, completed from what is known of the provider; its keys and kinds are checked already.

    Raises ``UsageError`` that names the key.
    """
    where = f"{config.path or 'configuration'}: accounts.{name}"
    if not printable(name) or name.lower().startswith(SCHEMES):
        raise UsageError(f"{where}: an account wants a plain name such as [accounts.work].")
    user = table.get("user")
    if not user or not printable(user):
        raise UsageError(f"{where}.user is missing: the name you sign in with, usually your address.")
    known = _provider(table, user, where)
    host = table.get("host") or (known.host if known else None)
    if not host:
        raise UsageError(f"{where}.host is missing: your provider's IMAP server, such as imap.example.net.")
    usual = known.security if known and known.host == host else Security.TLS
    security = _choice(Security, table.get("security", usual.value), f"{where}.security")
    port = known.port if known and known.host == host and usual is security else _PORTS[security]
    password, token = _commands(table, where)
    found = Account(
        name=name,
        host=_in(where, "host", host_name, host),
        user=user,
        port=_in(where, "port", checked_port, table.get("port", port)),
        security=security,
        sign_in=_sign_in(table, known, where),
        provider=known.id if known else None,
        ca_file=_path(table.get("ca_file"), config.path),
        fingerprint=_fingerprint(table.get("fingerprint"), where),
        password_command=password,
        token_command=token,
        client_id=table.get("client_id"),
        tenant=table.get("tenant") or (known.tenant if known else None),
        folders=tuple(table.get("folders", ())),
        skip_folders=tuple(table.get("skip_folders", ())),
        since=table.get("since"),
    )
    _sensible(found, where)
    return found


def _provider(table: Mapping[str, Any], user: str, where: str) -> Provider | None:
    """The provider that is named, else the one of the address when no other host is."""
    named = table.get("provider")
    if named is None:
        found = providers.of_address(user) if "@" in user else None
        return found if found and table.get("host", found.host) == found.host else None
    if named not in providers.table():
        known = ", ".join(providers.table())
        raise UsageError(f"{where}.provider is none of those known here: {known}. Leave it out, or use one.")
    return providers.table()[named]


def _sign_in(table: Mapping[str, Any], known: Provider | None, where: str) -> SignIn:
    """What is set, else what the commands and the client id mean, else the provider's usual way."""
    if "sign_in" in table:
        return _choice(SignIn, table["sign_in"], f"{where}.sign_in")
    if "token_command" in table or "client_id" in table:
        return SignIn.OAUTH2
    if "password_command" in table or known is None:
        return SignIn.PASSWORD
    return known.sign_in[0]


def _commands(table: Mapping[str, Any], where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    password, token = tuple(table.get("password_command", ())), tuple(table.get("token_command", ()))
    if password and token:
        raise UsageError(f"{where} has both password_command and token_command; keep the one that is meant.")
    for key, command in (("password_command", password), ("token_command", token)):
        if key in table and not (command and command[0]):
            raise UsageError(f'{where}.{key} wants a program and its arguments: ["pass", "show", "mail"].')
    return password, token


def _sensible(account: Account, where: str) -> None:
    if account.security is Security.NONE and not is_loopback(account.host):
        raise UsageError(
            f'{where}.security: "none" sends the password in clear, so it is for this machine itself alone. '
            'Use "tls".'
        )
    if account.sign_in is SignIn.PASSWORD and account.token_command:
        raise UsageError(f'{where}.token_command goes with sign_in = "oauth2".')
    if account.sign_in is SignIn.OAUTH2 and account.password_command:
        raise UsageError(f'{where}.password_command goes with sign_in = "password".')


def _choice(kind: type[_E], word: str, where: str) -> _E:
    try:
        return kind(word)
    except ValueError:
        words = ", ".join(f'"{one.value}"' for one in kind)
        raise UsageError(f"{where} must be one of {words}, not {word!r}.") from None


def _in(where: str, key: str, read: Callable[[_V], _V], value: _V) -> _V:
    """What ``read`` makes of a value; its complaint with the place before it."""
    try:
        return read(value)
    except UsageError as error:
        raise UsageError(f"{where}.{key}: {error}") from None


def _fingerprint(text: str | None, where: str) -> str | None:
    if text is None:
        return None
    digits = text.lower().removeprefix("sha256:").replace(":", "").replace(" ", "")
    if not _SHA256.fullmatch(digits):
        raise UsageError(f"{where}.fingerprint wants the SHA-256 of the certificate: 64 hexadecimal digits.")
    return digits


def _path(text: str | None, beside: Path | None) -> str | None:
    """A path as the user means it: from the home folder, or beside the configuration."""
    if text is None:
        return None
    path = Path(text).expanduser()
    return str(path if path.is_absolute() or beside is None else beside.parent / path)
