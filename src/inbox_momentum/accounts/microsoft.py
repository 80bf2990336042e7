"""Microsoft's tokens by the device-code flow (RFC 8628). Only importer of msal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inbox_momentum.accounts import oauth
from inbox_momentum.accounts.account import Account
from inbox_momentum.accounts.oauth import Show, Tokens

if TYPE_CHECKING:
    from msal import PublicClientApplication

AUTHORITY = "https://login.microsoftonline.com"
SCOPES = ("https://outlook.office.com/IMAP.AccessAsUser.All",)
"""Reading by IMAP; msal adds the permission to renew (offline_access)."""


class MicrosoftFlow:
    """A public client: it has no secret."""

    def sign_in(self, account: Account, client_secret: str | None, show: Show) -> Tokens:
        """The user types a code at Microsoft's page, in any browser on any machine."""
        return _asked(account, lambda application: _by_device(application, account, show))

    def renew(self, account: Account, client_secret: str | None, refresh: str) -> Tokens:
        """A new access token, and Microsoft's next refresh token."""
        return _asked(
            account, lambda application: application.acquire_token_by_refresh_token(refresh, list(SCOPES))
        )


def _by_device(application: PublicClientApplication, account: Account, show: Show) -> dict[str, Any]:
    flow = application.initiate_device_flow(list(SCOPES))
    if "user_code" not in flow or "verification_uri" not in flow:
        raise oauth.failed(account, str(flow.get("error", "")))
    show(f"Open {flow['verification_uri']} in any browser, sign in as {account.user}, and type the code:")
    show(f"    {flow['user_code']}")
    answer: dict[str, Any] = application.acquire_token_by_device_flow(flow)
    return answer


def _asked(account: Account, question: Any) -> Tokens:
    """The tokens of an answer. What Microsoft says in an error is not repeated: it names the account."""
    import requests
    from msal import PublicClientApplication

    oauth.quiet()
    try:
        application = PublicClientApplication(
            account.client_id,
            authority=f"{AUTHORITY}/{account.tenant or 'common'}",
            instance_discovery=False,  # the authority is a constant: nobody has to vouch for it
            timeout=oauth.TIMEOUT_S,
        )
        answer = question(application)
    except requests.RequestException:
        answer = None
    except (ValueError, KeyError, RuntimeError):  # what msal makes of an answer that is none
        answer = {"error": "unauthorized_client"}
    if answer is None:
        raise oauth.unreachable(account)
    if "access_token" not in answer:
        raise oauth.failed(account, str(answer.get("error", "")))
    return Tokens(
        access=str(answer["access_token"]),
        lasts_s=float(answer.get("expires_in", 0)),
        refresh=answer.get("refresh_token"),
    )
