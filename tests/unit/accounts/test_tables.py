"""``[accounts.NAME]``: from the file to accounts, and which one a name means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inbox_momentum import accounts, config
from inbox_momentum.accounts import Security, SignIn
from inbox_momentum.config import Config
from inbox_momentum.model import UsageError

WORK = '[accounts.work]\nuser = "maya@example.net"\nhost = "imap.example.net"\n'


def read(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return config.load(path)


def test_the_short_table_has_safe_defaults(tmp_path: Path) -> None:
    found = accounts.find(read(tmp_path, WORK), "work")
    assert (found.name, found.user, found.host) == ("work", "maya@example.net", "imap.example.net")
    assert (found.port, found.security, found.sign_in) == (993, Security.TLS, SignIn.PASSWORD)


def test_every_setting_arrives(tmp_path: Path) -> None:
    digits = "ab" * 32
    text = f"""{WORK}port = 1143
security = "starttls"
ca_file = "own.pem"
fingerprint = "SHA256:{":".join(["AB"] * 32)}"
password_command = ["pass", "show", "mail"]
folders = ["INBOX", "Gesendete Objekte"]
skip_folders = ["Lists"]
since = 2026-01-01
"""
    found = accounts.find(read(tmp_path, text), "work")
    assert (found.port, found.security) == (1143, Security.STARTTLS)
    assert found.ca_file == str(tmp_path / "own.pem")
    assert found.fingerprint == digits
    assert found.password_command == ("pass", "show", "mail")
    assert (found.folders, found.skip_folders) == (("INBOX", "Gesendete Objekte"), ("Lists",))
    assert found.since == date(2026, 1, 1)


def test_a_way_to_a_token_means_oauth2(tmp_path: Path) -> None:
    assert accounts.find(read(tmp_path, WORK + 'token_command = ["t"]'), "work").sign_in is SignIn.OAUTH2
    assert accounts.find(read(tmp_path, WORK + 'client_id = "c"'), "work").sign_in is SignIn.OAUTH2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("accounts = 3", "accounts must be a table"),
        ("[accounts]\nwork = 3", "accounts.work must be a table"),
        (WORK + 'colour = "red"', "accounts.work.colour is not a setting"),
        (WORK + 'password = "canary"', "accounts.work.password does not belong in a file"),
        (WORK + 'client_secret = "canary"', "accounts.work.client_secret does not belong in a file"),
        (WORK + "port = true", "accounts.work.port must be a number"),
        (WORK + "port = 70000", "accounts.work.port"),
        (WORK + "since = 2026-01-01T10:00:00", "accounts.work.since must be a day"),
        (WORK + 'password_command = "pass show"', "accounts.work.password_command must be a list"),
        (WORK + "password_command = []", "accounts.work.password_command wants a program"),
        (WORK + 'password_command = ["a"]\ntoken_command = ["b"]', "both"),
        (WORK + 'sign_in = "oauth2"\npassword_command = ["a"]', "goes with"),
        (WORK + 'sign_in = "password"\ntoken_command = ["a"]', "goes with"),
        (WORK + 'provider = "gmale"', "accounts.work.provider is none of those known here: gmail,"),
        (WORK + 'security = "ssl"', '"tls", "starttls", "none"'),
        (WORK + 'security = "none"', "clear"),
        (WORK + 'fingerprint = "abc"', "64 hexadecimal digits"),
        ('[accounts.work]\nhost = "imap.example.net"', "accounts.work.user is missing"),
        ('[accounts.work]\nuser = "maya"', "accounts.work.host is missing"),
        ('[accounts.work]\nuser = "maya"\nhost = "a b"', "accounts.work.host: The server's name"),
        ('[accounts.""]\nuser = "maya"\nhost = "a"', "plain name"),
        ("sources = 'x'", "sources must be a list"),
    ],
)
def test_names_what_is_wrong_and_no_secret(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=r"config\.toml") as caught:
        accounts.configured(read(tmp_path, text))
    assert words in str(caught.value)
    assert "canary" not in str(caught.value)


def test_finds_the_only_one_and_names_those_there_are(tmp_path: Path) -> None:
    one = read(tmp_path, WORK)
    assert accounts.find(one, None).name == "work"
    with pytest.raises(UsageError, match=r"no account called 'home'.*work"):
        accounts.find(one, "home")
    two = read(tmp_path, WORK + WORK.replace("work", "home"))
    with pytest.raises(UsageError, match="work, home"):
        accounts.find(two, None)
    with pytest.raises(UsageError, match="momentum init"):
        accounts.find(Config(), None)


def test_an_address_of_a_configured_account_is_that_account(tmp_path: Path) -> None:
    found = read(tmp_path, WORK + 'skip_folders = ["Lists"]')
    assert accounts.find(found, "imaps://maya%40example.net@imap.example.net").name == "work"
    other = accounts.find(found, "imaps://other@imap.example.net")
    assert (other.name, other.skip_folders) == ("other@imap.example.net", ())


def test_tells_accounts_from_paths(tmp_path: Path) -> None:
    found = read(tmp_path, WORK)
    assert accounts.is_account(found, "work")
    assert accounts.is_account(found, "IMAPS://maya@host")
    assert not accounts.is_account(found, "work/inbox.mbox")


def test_an_address_is_no_way_in_where_passwords_are_not_taken() -> None:
    with pytest.raises(UsageError, match=r"Microsoft takes no passwords.*momentum init"):
        accounts.find(Config(), "imaps://maya%40outlook.com@outlook.office365.com")
