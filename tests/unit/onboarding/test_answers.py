"""From answers to a file that the program reads as it was meant."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from inbox_momentum import accounts, config
from inbox_momentum.accounts import Account, Security, SignIn
from inbox_momentum.model import UsageError
from inbox_momentum.onboarding import answers, suggest
from inbox_momentum.onboarding.answers import Answers

ALL = Answers(
    addresses=("maya@gmail.com", "maya@example.net"),
    timezone="Europe/London",
    start="09:00",
    end="17:30",
    days=("mon", "tue"),
    country="GB",
    region="SCT",
    limits={"schedule": ("1 wd", "3 wd")},
    sources=("/mail/x.mbox",),
)
ACCOUNTS = [
    Account("gmail", "imap.gmail.com", "maya@gmail.com", provider="gmail"),
    Account("icloud", "imap.mail.me.com", "maya", provider="icloud"),
    Account(
        "p", "127.0.0.1", "maya@proton.me", 1144, Security.STARTTLS, provider="proton", fingerprint="ab" * 32
    ),
    Account("own", "mail.example.net", "maya", 1993, password_command=("pass", "show", "my mail")),
    Account(
        "work",
        "outlook.office365.com",
        "maya@acme.example",
        sign_in=SignIn.OAUTH2,
        provider="microsoft365",
        client_id="c",
        tenant="acme",
    ),
    Account(
        "t", "imap.gmail.com", "maya@gmail.com", sign_in=SignIn.OAUTH2, provider="gmail", token_command=("t",)
    ),
]


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda one: one.name)
@pytest.mark.parametrize("old", [None, "# mine\n[accounts.other]\nuser = 'o'\nhost = 'h'\n"])
def test_what_is_answered_is_what_is_read(tmp_path: Path, account: Account, old: str | None) -> None:
    path = tmp_path / "config.toml"
    text = answers.new_text(replace(ALL, account=account), path, old)
    found = answers.write(text, path)
    assert found.addresses == ALL.addresses
    assert found.timezone == "Europe/London"
    assert (found.calendar.start_s, found.calendar.end_s) == (9 * 3600, 17.5 * 3600)
    assert (found.country, found.region) == ("GB", "SCT")
    assert found.sources == ("/mail/x.mbox",)
    assert found.limits["schedule"].amber_s == 3 * 8.5 * 3600
    assert accounts.find(found, account.name) == account
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (old is None) or text.startswith("# mine\n")


def test_a_second_way_in_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    before = Account("g", "imap.gmail.com", "maya@gmail.com", provider="gmail", password_command=("pass",))
    after = replace(before, password_command=(), sign_in=SignIn.OAUTH2, client_id="c")
    old = answers.new_text(Answers(account=before), path, None)
    new = answers.new_text(Answers(account=after), path, old)
    assert accounts.find(config.parse(new, path), "g") == after


def test_answers_that_cannot_be_meant_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(UsageError, match=r"working\.end"):
        answers.new_text(replace(ALL, end="08:00"), path, None)
    with pytest.raises(UsageError, match="no limit named"):
        answers.new_text(replace(ALL, limits={"x": ("1 wd", "2 wd")}), path, None)
    with pytest.raises(UsageError, match=r"working\.region"):
        answers.new_text(replace(ALL, region="XXX"), path, None)
    assert not path.exists()


def test_the_own_configuration_lies_in_a_private_folder_and_a_link_stays_one(tmp_path: Path) -> None:
    path = config.default_path()
    answers.write('timezone = "UTC"\n', path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    real = tmp_path / "dotfiles.toml"
    path.rename(real)
    path.symlink_to(real)
    answers.write('timezone = "Europe/Paris"\n', path)
    assert path.is_symlink()
    assert config.load(None).timezone == "Europe/Paris"


def test_names_for_accounts() -> None:
    assert answers.account_name("maya@gmail.com", {}) == "gmail"
    assert answers.account_name("maya@gmail.com", {"gmail": 1, "gmail2": 1}) == "gmail3"
    assert answers.account_name("maya@acme-inc.example", {}) == "acme-inc"
    assert answers.account_name("maya@[192.0.2.1]", {}) == "192"


def test_limits_as_typed() -> None:
    assert answers.limit("schedule=1 wd / 3 wd") == ("schedule", ("1 wd", "3 wd"))
    for text in ("schedule", "schedule=1 wd", "=1/2", "x=/2"):
        with pytest.raises(UsageError, match="wants the form"):
            answers.limit(text)


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/London", "GB"), ("Asia/Kolkata", "IN"), ("UTC", None), ("x", None)],
)
def test_the_country_of_a_zone_is_suggested_where_its_holidays_are_known(
    zone: str, country: str | None
) -> None:
    assert suggest.country(zone) == country
