"""Address lists as the grammar and as people write them."""

from __future__ import annotations

import pytest

from inbox_momentum.message import addresses


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("jane@x.org", [("", "jane@x.org")]),
        ("Jane Roe <Jane@X.org>", [("Jane Roe", "jane@x.org")]),
        ('"Roe, Jane" <jane@x.org>, bob@y.org', [("Roe, Jane", "jane@x.org"), ("", "bob@y.org")]),
        (
            "Roe, Jane <jane@x.org>, Poe, Bob <bob@y.org>",
            [("Roe, Jane", "jane@x.org"), ("Poe, Bob", "bob@y.org")],
        ),
        ("jane@x.org (Jane Roe)", [("Jane Roe", "jane@x.org")]),
        ("Jane jane@x.org", [("Jane", "jane@x.org")]),
        ("a@x.org b@y.org", [("", "a@x.org"), ("", "b@y.org")]),
        ("Bob <bob@x.org> Kim <kim@x.org>", [("Bob", "bob@x.org"), ("Kim", "kim@x.org")]),
        ("jane@x.org; bob@y.org", [("", "jane@x.org"), ("", "bob@y.org")]),
        ("undisclosed-recipients:;", []),
        (
            "Team: jane@x.org, Bob <bob@y.org>;, kim@z.org",
            [("", "jane@x.org"), ("Bob", "bob@y.org"), ("", "kim@z.org")],
        ),
        ("=?utf-8?q?J=C3=BCrgen?= <j@x.org>", [("Jürgen", "j@x.org")]),
        ("=?utf-8?q?Roe=2C_Jane?= <j@x.org>", [("Roe, Jane", "j@x.org")]),
        ('"=?utf-8?b?SsO8cmdlbg==?=" <j@x.org>', [("Jürgen", "j@x.org")]),
        ("=?gb2312?q?=B3=C2_<hung@21cn.com>?=", [("陈", "hung@21cn.com")]),
        ('"Jane \\"JR\\" Roe" <j@x.org>', [('Jane "JR" Roe', "j@x.org")]),
        ("'Jane Roe' <j@x.org>", [("Jane Roe", "j@x.org")]),
        ("'j@x.org'", [("", "j@x.org")]),
        ("<mailto:j@x.org>", [("", "j@x.org")]),
        ("Jane <@relay.org,@b.org:j@x.org>", [("Jane", "j@x.org")]),
        ("Jane (her (nested) comment) <j@x.org>", [("Jane", "j@x.org")]),
        ("Jane <j@x.org", [("Jane", "j@x.org")]),
        ("Jane <j@x.org, bob@y.org", [("Jane", "j@x.org"), ("", "bob@y.org")]),
        ("Jane (open <j@x.org>, bob@y.org", [("Jane (open", "j@x.org"), ("", "bob@y.org")]),
        ('"j@x.org" <j@x.org>', [("", "j@x.org")]),
        ("a@b.org <real@x.org>", [("a@b.org", "real@x.org")]),
        ('"quoted local"@x.org', [("", '"quoted local"@x.org')]),
        ('"plain"@x.org', [("", "plain@x.org")]),
        ("j@m\u00fcnchen.example", [("", "j@xn--mnchen-3ya.example")]),
        ("j@[192.0.2.1]", [("", "j@[192.0.2.1]")]),
        ("Acme Recruiting", [("Acme Recruiting", "")]),
        ("Jane <>", [("Jane", "")]),
        ("", []),
        (",,;,", []),
        ("j@x.org,", [("", "j@x.org")]),
        ("j@x.org.", [("", "j@x.org")]),
        ("Jane Roe via Acme <j=x.org@acme.com>", [("Jane Roe via Acme", "j=x.org@acme.com")]),
    ],
)
def test_lists(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.name, found.address) for found in addresses.parse(value)] == expected


def test_repeated_fields_are_joined() -> None:
    assert [found.address for found in addresses.parse_all(["a@x.org", "b@x.org"])] == ["a@x.org", "b@x.org"]


@pytest.mark.parametrize("piece", ['"\\', "<", "(", "a,", "=?", "[", "a@b <", "x ", "@", ";", '"'])
def test_megabytes_of_one_piece_end(piece: str) -> None:
    found = addresses.parse(piece * (1_000_000 // len(piece)))
    assert len(found) <= addresses.MAX_ADDRESSES
