"""Google's tokens by the loopback flow (RFC 8252 §7.3). Only importer of google_auth_oauthlib.

The device-code flow is no way here: Google does not give it the scope for mail.
"""

from __future__ import annotations

import os
import sys
import webbrowser
from typing import Any

from inbox_momentum.accounts import oauth
from inbox_momentum.accounts.account import Account
from inbox_momentum.accounts.oauth import Show, Tokens

AUTHORIZE = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN = "https://oauth2.googleapis.com/token"  # noqa: S105 (an address)
SCOPES = ("https://mail.google.com/",)
"""The only scope that IMAP takes; reading alone is our promise, not Google's."""
PATIENCE_S = 300
"""How long the user may take to sign in."""
_LASTS_S = 0.0
"""The library tells an end by its own wall clock alone, so a Google token is renewed at every need."""
_BROWSER = "inbox-momentum"
_DONE = "Signed in. You can close this page and go back to the terminal."


class GoogleFlow:
    """A client of the kind "Desktop app", with the secret Google gives to it."""

    def sign_in(self, account: Account, client_secret: str | None, show: Show) -> Tokens:
        """The user signs in in a browser on this machine, which then comes back to us."""
        import google_auth_oauthlib.flow as library
        import requests
        from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

        oauth.quiet()
        try:
            flow = library.InstalledAppFlow.from_client_config(_client(account, client_secret), list(SCOPES))
            webbrowser.register(_BROWSER, None, _Browser(show))
            found = flow.run_local_server(
                host="127.0.0.1",
                port=0,
                authorization_prompt_message=None,
                success_message=_DONE,
                timeout_seconds=PATIENCE_S,
                browser=_BROWSER,
                login_hint=account.user if "@" in account.user else None,
                prompt="consent",  # without it Google gives a refresh token only the first time
            )
            return Tokens(str(found.token), _LASTS_S, found.refresh_token)
        except library.WSGITimeoutError:
            error = "expired_token"
        except OAuth2Error as refusal:
            error = str(refusal.error or "")
        except Warning:  # oauthlib's way to say that another scope was granted than asked for
            error = "access_denied"
        except (requests.RequestException, OSError):
            raise oauth.unreachable(account) from None
        raise oauth.failed(account, error)

    def renew(self, account: Account, client_secret: str | None, refresh: str) -> Tokens:
        """A new access token; the refresh token stays."""
        from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
        from google.auth.transport.requests import Request
        from google.oauth2.credentials import Credentials

        oauth.quiet()
        found = Credentials(  # type: ignore[no-untyped-call]
            None,
            refresh_token=refresh,
            token_uri=TOKEN,
            client_id=account.client_id,
            client_secret=client_secret or "",
            scopes=list(SCOPES),
        )
        try:
            found.refresh(Request())  # type: ignore[no-untyped-call]
        except TransportError:
            raise oauth.unreachable(account) from None
        except RefreshError as refusal:
            raise oauth.failed(account, _code(refusal)) from None
        except GoogleAuthError:
            raise oauth.failed(account, "") from None
        return Tokens(str(found.token), _LASTS_S)


class _Browser(webbrowser.BaseBrowser):
    """Shows the address, and opens it where there is a desktop; asked by name by the library."""

    def __init__(self, show: Show) -> None:
        super().__init__(_BROWSER)
        self._show = show
        self._opening = False

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        """Called by the library; and by ``webbrowser`` itself when no other browser is there."""
        if self._opening:
            return False
        self._show("Sign in with a browser on this machine, at this address:")
        self._show(f"    {url}")
        if _desktop():
            self._opening = True
            webbrowser.open(url, new, autoraise)
            self._opening = False
        return True


def _desktop() -> bool:
    """True where a browser opens beside the terminal rather than in it."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _client(account: Account, client_secret: str | None) -> dict[str, Any]:
    return {
        "installed": {
            "client_id": account.client_id,
            "client_secret": client_secret or "",
            "auth_uri": AUTHORIZE,
            "token_uri": TOKEN,
        }
    }


def _code(refusal: Exception) -> str:
    """The error code in what the library raises; its text may hold the whole answer."""
    for part in refusal.args[1:]:
        if isinstance(part, dict):
            return str(part.get("error", ""))
    return ""
