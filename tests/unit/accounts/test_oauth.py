"""Tokens: signing in, renewing, refresh tokens that end; and a secret that must be nowhere but in the keyring."""

from __future__ import annotations

import logging
import threading
import traceback
import urllib.request
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest
from keyring.backends.fail import Keyring as FailKeyring

from inbox_momentum import accounts
from inbox_momentum.accounts import Account, SignIn, google, microsoft, oauth, secrets
from inbox_momentum.model import AccountError
from tests.unit.accounts import fake_authority
from tests.unit.accounts.fake_authority import Answer, Authority
from tests.unit.memory_keyring import MemoryKeyring

WORK = Account(
    "work",
    "outlook.office365.com",
    "maya@acme.example",
    sign_in=SignIn.OAUTH2,
    client_id="client-1",
)
GMAIL = Account("gmail", "imap.gmail.com", "maya@gmail.com", sign_in=SignIn.OAUTH2, client_id="client-2")
REFRESH = "maya@acme.example@outlook.office365.com refresh token"


def good(access: str, refresh: str | None = None, lasts: int = 3600) -> Answer:
    answer = {"access_token": access, "expires_in": lasts, "token_type": "Bearer"}
    return 200, answer | ({"refresh_token": refresh} if refresh else {})


def bad(error: str) -> Answer:
    return 400, {"error": error, "error_description": "canary-description"}


@pytest.fixture
def authority(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Authority]:
    with fake_authority.running(tmp_path_factory.mktemp("authority")) as (made, pem):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
        monkeypatch.setattr(microsoft, "AUTHORITY", made.url)
        monkeypatch.setattr(google, "TOKEN", f"{made.url}/token")
        monkeypatch.setattr(oauth, "_held", {})
        yield made


def test_device_code_sign_in_keeps_the_refresh_token_in_the_keyring(
    authority: Authority, memory_keyring: MemoryKeyring
) -> None:
    authority.token_answers = [bad("authorization_pending"), good("access-1", "refresh-1")]
    shown: list[str] = []
    oauth.sign_in(WORK, shown.append)
    assert any("https://example.test/device" in line and "maya@acme.example" in line for line in shown)
    assert any("ABCD-EFGH" in line for line in shown)
    assert memory_keyring.kept == {("inbox-momentum", REFRESH): "refresh-1"}
    assert accounts.credential(WORK).value == "access-1"  # the one at hand; nothing more is asked
    assert len(authority.asked) == 2


def test_an_access_token_is_renewed_when_it_ends(authority: Authority, memory_keyring: MemoryKeyring) -> None:
    secrets.set(REFRESH, "refresh-1")
    authority.token_answers = [good("access-2", "refresh-2", lasts=200), good("access-3", "refresh-3")]
    assert accounts.credential(WORK).value == "access-2"
    assert secrets.get(REFRESH) == "refresh-2"
    assert accounts.credential(WORK).value == "access-3"  # 200 s are too few to begin with
    assert accounts.credential(WORK).value == "access-3"
    assert [form["refresh_token"] for form in authority.asked] == ["refresh-1", "refresh-2"]
    assert secrets.get(REFRESH) == "refresh-3"
    assert not any("access" in kept for kept in memory_keyring.kept.values())


def test_a_token_the_server_takes_no_more_is_replaced(authority: Authority) -> None:
    secrets.set(REFRESH, "refresh-1")
    authority.token_answers = [good("access-2"), good("access-3")]
    assert accounts.credential(WORK).value == "access-2"
    assert accounts.renewed(WORK).value == "access-3"
    assert accounts.credential(WORK).value == "access-3"


@pytest.mark.parametrize("account", [WORK, GMAIL])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("invalid_grant", "has ended or was withdrawn"),
        ("interaction_required", "has ended or was withdrawn"),
        ("unauthorized_client", "does not accept the client id"),
        ("unsupported_grant_type", "refused a token (unsupported_grant_type)"),
        ("\u202ecanary\n", "refused a token (no reason given)"),
    ],
)
def test_a_refresh_token_that_ended_says_the_next_step(
    authority: Authority, account: Account, error: str, words: str
) -> None:
    secrets.set(oauth.refresh_entry(account), "canary-refresh")
    authority.token_answers = [bad(error)]
    with pytest.raises(AccountError) as caught:
        accounts.credential(account)
    assert words in str(caught.value)
    assert "canary" not in "".join(traceback.format_exception(caught.value))
    assert ("7 days" in str(caught.value)) == (account is GMAIL and "ended" in words)
    if "client id" not in words:
        assert f"momentum init --sign-in {account.name}" in str(caught.value)


@pytest.mark.parametrize(
    ("error", "words"), [("authorization_declined", "was declined"), ("expired_token", "took too long")]
)
def test_a_sign_in_that_comes_to_nothing(
    authority: Authority, memory_keyring: MemoryKeyring, error: str, words: str
) -> None:
    authority.token_answers = [bad(error)]
    with pytest.raises(AccountError, match=words):
        oauth.sign_in(WORK, lambda _: None)
    assert memory_keyring.kept == {}


def test_a_device_code_that_is_not_given(authority: Authority) -> None:
    authority.device_answer = bad("unauthorized_client")
    with pytest.raises(AccountError, match="does not accept the client id"):
        oauth.sign_in(WORK, lambda _: None)


def test_a_sign_in_without_a_lasting_permission_is_refused(
    authority: Authority, memory_keyring: MemoryKeyring
) -> None:
    authority.token_answers = [good("access-1")]
    with pytest.raises(AccountError, match="no lasting permission"):
        oauth.sign_in(WORK, lambda _: None)
    assert memory_keyring.kept == {}


def test_without_a_keyring_nothing_is_begun(authority: Authority) -> None:
    keyring.set_keyring(FailKeyring())
    authority.token_answers = [good("access-1", "refresh-1")]
    with pytest.raises(secrets.NoKeyring):
        oauth.sign_in(WORK, lambda _: None)
    assert authority.asked == []


@pytest.mark.parametrize("account", [WORK, GMAIL])
def test_a_server_that_is_not_there(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, account: Account
) -> None:
    secrets.set(oauth.refresh_entry(account), "canary-refresh")
    monkeypatch.setattr(microsoft, "AUTHORITY", "https://127.0.0.1:1")
    monkeypatch.setattr(google, "TOKEN", "https://127.0.0.1:1/token")
    with pytest.raises(AccountError, match="cannot be reached") as caught:
        accounts.credential(account)
    assert "canary" not in "".join(traceback.format_exception(caught.value))


def test_a_server_with_a_strange_certificate_gets_no_token(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.set(oauth.refresh_entry(GMAIL), "canary-refresh")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(AccountError, match="cannot be reached"):
        accounts.credential(GMAIL)
    assert authority.asked == []


def in_a_browser(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """A user whose browser comes back with ``answer``; the addresses it was sent to."""
    seen: list[str] = []

    def opened(self: object, url: str, new: int = 0, autoraise: bool = True) -> bool:
        seen.append(url)
        asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        back = f"{asked['redirect_uri']}?state={asked['state']}&{answer}"
        threading.Thread(target=lambda: urllib.request.urlopen(back).read(), daemon=True).start()
        return True

    monkeypatch.setattr(google._Browser, "open", opened)
    return seen


def test_loopback_sign_in_at_google(
    authority: Authority, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = in_a_browser(monkeypatch, "code=canary-code&scope=https://mail.google.com/")
    authority.token_answers = [good("access-1", "refresh-1"), good("access-2")]
    oauth.sign_in(GMAIL, lambda _: None, client_secret="GOCSPX-1")
    asked = parse_qs(urlsplit(seen[0]).query)
    assert asked["scope"] == ["https://mail.google.com/"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["login_hint"] == ["maya@gmail.com"]
    assert urlsplit(asked["redirect_uri"][0]).hostname == "127.0.0.1"
    assert authority.asked[0]["code"] == "canary-code"
    assert authority.asked[0]["client_secret"] == "GOCSPX-1"
    assert memory_keyring.kept == {
        ("inbox-momentum", "client-2 client secret"): "GOCSPX-1",
        ("inbox-momentum", "maya@gmail.com@imap.gmail.com refresh token"): "refresh-1",
    }
    assert accounts.credential(GMAIL).value == "access-2"
    assert authority.asked[1]["client_secret"] == "GOCSPX-1"


def test_declining_at_google(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_browser(monkeypatch, "error=access_denied")
    authority.token_answers = [good("access-1", "refresh-1")]
    with pytest.raises(AccountError, match="was declined"):
        oauth.sign_in(GMAIL, lambda _: None)


def test_the_address_is_shown_where_there_is_no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(google.sys, "platform", "linux")
    monkeypatch.setattr(webbrowser, "open", lambda *_: pytest.fail("opened"))
    shown: list[str] = []
    assert google._Browser(shown.append).open("https://accounts.example/auth")
    assert "https://accounts.example/auth" in shown[1]


def test_what_is_missing_is_named() -> None:
    with pytest.raises(AccountError, match="client_id"):
        accounts.credential(replace(WORK, client_id=None))
    with pytest.raises(AccountError, match="token_command"):
        accounts.credential(replace(WORK, host="imap.example.net"))
    with pytest.raises(AccountError, match=r"not signed in.*momentum init --sign-in work"):
        accounts.credential(WORK)


def test_a_secret_is_nowhere_but_in_the_keyring(
    authority: Authority,
    memory_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Every secret of both flows holds the word canary; every log is on; then all that was written is read."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    tokens = [good("canary-a", "canary-r"), good("canary-a2", "canary-r2"), bad("invalid_grant")]
    shown: list[str] = []
    for account in (WORK, GMAIL):
        in_a_browser(monkeypatch, "code=canary-code")
        authority.token_answers = list(tokens)
        oauth.sign_in(account, shown.append, client_secret="canary-client")
        oauth._held.clear()
        found = accounts.credential(account)
        assert found.value == "canary-a2"
        oauth._held.clear()
        with pytest.raises(AccountError) as caught:
            accounts.credential(account)
        said = "".join(traceback.format_exception(caught.value)) + repr(found) + repr(account)
        assert "canary" not in said
    assert any("canary" in kept for kept in memory_keyring.kept.values())
    assert "canary" not in "".join(shown)
    assert "canary" not in "".join(capfd.readouterr())
    assert "canary" not in caplog.text
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in written if b"canary" in path.read_bytes()]
