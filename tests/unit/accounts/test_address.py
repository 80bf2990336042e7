"""``imaps://`` addresses: what is meant, and what is refused without repeating it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.accounts import Account, Security, parse_url
from inbox_momentum.model import UsageError


@pytest.mark.parametrize(
    ("url", "user", "host", "port", "security"),
    [
        ("imaps://maya@imap.example.net", "maya", "imap.example.net", 993, Security.TLS),
        (
            "imaps://maya%40example.net@imap.example.net",
            "maya@example.net",
            "imap.example.net",
            993,
            Security.TLS,
        ),
        (
            "imaps://maya@example.net@imap.example.net:1993/",
            "maya@example.net",
            "imap.example.net",
            1993,
            Security.TLS,
        ),
        ("IMAPS://Maya@IMAP.Example.net.", "Maya", "imap.example.net", 993, Security.TLS),
        ("imaps://maya@[2001:db8::1]:994", "maya", "2001:db8::1", 994, Security.TLS),
        ("imaps://maya@büro.example", "maya", "xn--bro-hoa.example", 993, Security.TLS),
        ("imap://maya@localhost:11143", "maya", "localhost", 11143, Security.NONE),
        ("imap://maya@127.0.0.1", "maya", "127.0.0.1", 143, Security.NONE),
        ("imap://maya@[::1]", "maya", "::1", 143, Security.NONE),
    ],
)
def test_reads(url: str, user: str, host: str, port: int, security: Security) -> None:
    found = parse_url(url)
    assert (found.user, found.host, found.port, found.security) == (user, host, port, security)
    assert found.name == f"{user}@{host}"


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("imaps://maya:canary@imap.example.net", "history"),
        ("imaps://maya:can/ary?#@imap.example.net", "history"),
        ("imaps://maya%40example.net:canary@imap.example.net:993", "history"),
        ("imap://maya:canary@localhost", "history"),
        ("imap://maya@imap.example.net", "clear"),
        ("imap://maya@127.0.0.1.example.net", "clear"),
        ("imap://maya@localhost.example.net", "clear"),
        ("imaps://imap.example.net", "no user"),
        ("imaps://@imap.example.net", "no user"),
        ("imaps://maya%0d%0aLOGOUT@imap.example.net", "no user"),
        ("imaps://maya@imap.example.net/INBOX", "Folders"),
        ("imaps://maya@imap.example.net?x", "Folders"),
        ("imaps://maya@imap.example.net:0", "port"),
        ("imaps://maya@imap.example.net:65536", "port"),
        ("imaps://maya@imap.example.net:٩٩٣", "cannot be read"),
        ("imaps://maya@", "cannot be read"),
        ("imaps://maya@-x", "server's name"),
        ("imaps://maya@a..b", "server's name"),
        ("imaps://maya@a b", "server's name"),
        ("https://maya@imap.example.net", "form"),
    ],
)
def test_refuses_with_a_reason_and_without_repeating(url: str, word: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_url(url)
    assert word in str(caught.value)
    assert "canary" not in str(caught.value)
    assert "can/ary" not in str(caught.value)


@given(st.text(max_size=60))
def test_anything_is_an_account_or_a_plain_refusal(text: str) -> None:
    try:
        found = parse_url(f"imaps://{text}")
    except UsageError:
        return
    assert isinstance(found, Account)
    assert ":" not in text.rpartition("@")[0]
    assert found.user.isprintable()
    assert found.host.isascii()
    assert 1 <= found.port <= 65535
