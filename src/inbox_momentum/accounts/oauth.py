"""OAuth2 with the user's own client: refresh tokens in the keyring alone, access tokens in memory alone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from inbox_momentum.accounts import providers, secrets
from inbox_momentum.accounts.account import Account
from inbox_momentum.model import AccountError

Show = Callable[[str], None]
"""Shows the user a line: where to go, which code to type."""
TIMEOUT_S = 30.0
"""How long the provider may take to answer one question."""
_SPARE_S = 300.0
"""An access token that ends sooner than this is renewed first."""

_EXPIRED = frozenset(
    ["invalid_grant", "interaction_required", "consent_required", "login_required", "missing_refresh_token"]
)
_DECLINED = frozenset(["access_denied", "authorization_declined"])
_LATE = frozenset(["expired_token", "code_expired", "authorization_pending"])
_BAD_CLIENT = frozenset(["invalid_client", "unauthorized_client", "invalid_scope", "deleted_client"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider handed out. The values are in no ``repr``."""

    access: str = field(repr=False)
    lasts_s: float
    """Seconds the access token is good for."""
    refresh: str | None = field(repr=False, default=None)
    """``None`` when the one we have stays good."""


class Flow(Protocol):
    """What a provider's module does."""

    def sign_in(self, account: Account, client_secret: str | None, show: Show) -> Tokens:
        """Let the user sign in at the provider; ``AccountError`` when that comes to nothing."""

    def renew(self, account: Account, client_secret: str | None, refresh: str) -> Tokens:
        """A new access token; ``AccountError`` when the refresh token is no good any more."""


_held: dict[str, tuple[str, float]] = {}
"""Access tokens of this process and until when (monotonic seconds) they are used."""


def refresh_entry(account: Account) -> str:
    """The keyring's name for the account's refresh token."""
    return f"{account.user}@{account.host} refresh token"


def client_secret_entry(account: Account) -> str:
    """The keyring's name for the secret of the user's own client, which Google gives also to programs."""
    return f"{account.client_id} client secret"


def sign_in(account: Account, show: Show, client_secret: str | None = None) -> None:
    """Let the user sign in; the refresh token goes to the keyring. Raises ``AccountError``.

    ``client_secret`` is kept too; ``None`` uses the one that is there, if any.
    """
    flow = _flow(account)
    secrets.backend_name()  # without a keyring nothing is begun that could not be kept
    tokens = flow.sign_in(account, client_secret or secrets.get(client_secret_entry(account)), show)
    if not tokens.refresh:
        raise AccountError(
            f"The provider of {account.name} gave no lasting permission. Allow offline access for your "
            "client id and sign in again."
        )
    if client_secret:
        secrets.set(client_secret_entry(account), client_secret)
    secrets.set(refresh_entry(account), tokens.refresh)
    _hold(account, tokens)


def access_token(account: Account) -> str:
    """A token that is good for the next minutes, renewed when need be. Raises ``AccountError``."""
    flow = _flow(account)
    token, until = _held.get(refresh_entry(account), ("", 0.0))
    if token and time.monotonic() < until:
        return token
    refresh = secrets.get(refresh_entry(account))
    if refresh is None:
        raise AccountError(f"You have not signed in to the account {account.name} yet. {_again(account)}")
    tokens = flow.renew(account, secrets.get(client_secret_entry(account)), refresh)
    if tokens.refresh and tokens.refresh != refresh:
        secrets.set(refresh_entry(account), tokens.refresh)
    _hold(account, tokens)
    return tokens.access


def drop(account: Account) -> None:
    """Let go of the access token at hand, so that the next one is new."""
    _held.pop(refresh_entry(account), None)


def forget(account: Account) -> bool:
    """Remove the account's refresh token from here; False when there was none."""
    drop(account)
    return secrets.delete(refresh_entry(account))


def failed(account: Account, error: str) -> AccountError:
    """What to say for an error code (RFC 6749 §5.2, RFC 8628 §3.5); the provider's own words are left out."""
    if error in _EXPIRED:
        said = f"The sign-in of the account {account.name} has ended or was withdrawn."
        if providers.of_account(account).oauth2 == "google":
            said += (
                " While your Google client is in testing it ends after 7 days; publish it to make it last."
            )
        return AccountError(f"{said} {_again(account)}")
    if error in _DECLINED:
        return AccountError(f"The sign-in of the account {account.name} was declined. {_again(account)}")
    if error in _LATE:
        return AccountError(f"The sign-in of the account {account.name} took too long. {_again(account)}")
    if error in _BAD_CLIENT:
        return AccountError(
            f"The provider does not accept the client id of the account {account.name} ({error}). Compare "
            "client_id and tenant with your registration; docs/accounts.md says how to make one."
        )
    word = error if error.isascii() and error.isprintable() and len(error) < 60 else "no reason given"
    return AccountError(
        f"The provider of the account {account.name} refused a token ({word}). {_again(account)}"
    )


def unreachable(account: Account) -> AccountError:
    """What to say when the provider's sign-in server did not answer."""
    return AccountError(
        f"The sign-in server for the account {account.name} cannot be reached. Check the connection and try "
        "again."
    )


def quiet() -> None:
    """Keep libraries from writing tokens to a log that somebody may have turned on."""
    for name in ("requests_oauthlib", "oauthlib", "google_auth_oauthlib", "google", "msal", "urllib3"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _again(account: Account) -> str:
    return f"Run: momentum init --sign-in {account.name}"


def _hold(account: Account, tokens: Tokens) -> None:
    _held[refresh_entry(account)] = (tokens.access, time.monotonic() + tokens.lasts_s - _SPARE_S)


def _flow(account: Account) -> Flow:
    kind = providers.of_account(account).oauth2
    if kind is None:
        raise AccountError(
            f"No OAuth2 sign-in is built in for {account.host}. Name a program that prints a token with "
            f"token_command in [accounts.{account.name}], or use an app password."
        )
    if not account.client_id:
        raise AccountError(
            f"The account {account.name} needs a client id of your own for OAuth2: set client_id in its "
            "table (docs/accounts.md says how to get one), or name a program with token_command."
        )
    if kind == "google":
        from inbox_momentum.accounts.google import GoogleFlow

        return GoogleFlow()
    from inbox_momentum.accounts.microsoft import MicrosoftFlow

    return MicrosoftFlow()
