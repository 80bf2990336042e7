"""The table of providers: complete, sensible, and found by address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inbox_momentum import accounts, config
from inbox_momentum.accounts import Account, Security, SignIn, parse_url, providers
from inbox_momentum.accounts.address import host_name, is_loopback


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("maya@gmail.com", "gmail"),
        ("maya@GoogleMail.com", "gmail"),
        ("maya@yahoo.co.uk", "yahoo"),
        ("maya@hotmail.de", "outlook"),
        ("maya@live.com.ar", "outlook"),
        ("maya@live.example.com", None),  # somebody's own host called live
        ("maya@notgmail.com", None),
        ("maya@acme.onmicrosoft.com", "microsoft365"),
        ("maya@gmx.de", "gmx"),
        ("maya@gmx.com", "gmx_com"),
        ("maya@web.de", "webde"),
        ("maya@pm.me", "proton"),
        ("maya@me.com", "icloud"),
        ("maya@example.net", None),
        ("", None),
    ],
)
def test_found_by_the_domain_of_an_address(address: str, found: str | None) -> None:
    provider = providers.of_address(address)
    assert (provider.id if provider else None) == found


def test_every_row_is_complete_and_safe() -> None:
    rows = providers.table()
    assert len(rows) >= 15
    for row in rows.values():
        assert row.before.endswith(".") and row.refused.endswith("."), row.id
        assert row.source.startswith("https://")
        assert date(2026, 1, 1) <= row.checked <= date(2030, 1, 1)
        assert row.sign_in
        assert (row.oauth2 is not None) == (SignIn.OAUTH2 in row.sign_in), row.id
        assert row.oauth2 in (None, "google", "microsoft")
        assert row.security is not Security.NONE
        if row.id != providers.GENERIC:
            assert host_name(row.host) == row.host
            assert row.security is Security.TLS or is_loopback(row.host)


def test_a_domain_belongs_to_one_provider() -> None:
    domains = [domain for row in providers.table().values() for domain in row.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(
    ("account", "found"),
    [
        (parse_url("imaps://maya%40gmail.com@imap.gmail.com"), "gmail"),
        (parse_url("imaps://maya%40acme.example@outlook.office365.com"), "microsoft365"),
        (parse_url("imaps://maya%40outlook.com@outlook.office365.com"), "outlook"),
        (parse_url("imaps://maya%40acme.example@imap.gmail.com"), "google_workspace"),
        (parse_url("imaps://maya%40gmail.com@imap.example.net"), "generic"),
        (parse_url("imap://maya@localhost"), "generic"),
        (parse_url("imap://maya@127.0.0.1"), "generic"),
        (replace(parse_url("imap://maya@127.0.0.1"), provider="proton"), "proton"),
        (Account("x", "127.0.0.1", "maya@proton.me", 1143, Security.STARTTLS), "proton"),
    ],
)
def test_what_is_known_of_an_account(account: Account, found: str) -> None:
    assert providers.of_account(account).id == found


def test_an_address_alone_makes_an_account(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[accounts.a]\nuser = "maya@gmail.com"\n[accounts.b]\nuser = "maya"\nprovider = "icloud"\n'
        '[accounts.c]\nuser = "maya@proton.me"\n[accounts.d]\nuser = "maya@hotmail.com"\nclient_id = "x"\n'
        '[accounts.e]\nuser = "maya@gmail.com"\nhost = "mail.example.net"\n'
        '[accounts.f]\nuser = "maya@acme.example"\nprovider = "google_workspace"\n'
    )
    gmail, icloud, proton, outlook, own, work = accounts.configured(config.load(path))
    assert (gmail.host, gmail.port, gmail.sign_in) == ("imap.gmail.com", 993, SignIn.PASSWORD)
    assert (icloud.host, icloud.user) == ("imap.mail.me.com", "maya")
    assert (proton.host, proton.port, proton.security) == ("127.0.0.1", 1143, Security.STARTTLS)
    assert (outlook.sign_in, outlook.tenant) == (SignIn.OAUTH2, "consumers")
    assert (own.host, own.provider) == ("mail.example.net", None)
    assert work.sign_in is SignIn.OAUTH2


def test_the_user_name_each_provider_wants() -> None:
    assert providers.table()["icloud"].user("maya@icloud.com") == "maya"
    assert providers.table()["gmail"].user("maya@gmail.com") == "maya@gmail.com"
