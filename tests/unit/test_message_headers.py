"""The header block: found, unfolded, mended."""

from __future__ import annotations

import pytest

from inbox_momentum.message import encoded_words, headers


@pytest.mark.parametrize(
    ("data", "fields", "body", "codes"),
    [
        (b"From: a@b\nTo: c@d\n\nhi\n", [("from", "a@b"), ("to", "c@d")], b"hi\n", []),
        (b"From: a@b\r\nSubject: a\r\n b\r\n\r\nhi", [("from", "a@b"), ("subject", "a b")], b"hi", []),
        (b"From: a@b\rTo: c@d\r\rhi", [("from", "a@b"), ("to", "c@d")], b"hi", ["bare-cr"]),
        (b"From : a@b\n\n", [("from", "a@b")], b"", []),
        (b"X-A: 1\nFrom: a@b\nX-A: 2\n\n", [("x-a", "1"), ("from", "a@b"), ("x-a", "2")], b"", []),
        (b"From x@y Tue Mar 5 10:00:00 2024\nFrom: a@b\n\nhi", [("from", "a@b")], b"hi", []),
        (b"\xef\xbb\xbfFrom: a@b\n\nhi", [("from", "a@b")], b"hi", []),
        (b"\n\nFrom: a@b\n\nhi", [("from", "a@b")], b"hi", ["leading-blank-lines"]),
        (b"From: a@b\nSubject: s\nHello there, dear\n", [("from", "a@b"), ("subject", "s")], b"Hello there, dear\n",
         ["header-end-missing"]),
        (b"From: a@b\n>From x\nTo: c@d\n\nhi", [("from", "a@b"), ("to", "c@d")], b"hi", ["header-stray-line"]),
        (b"From: a@b\nstray text\nTo: c@d\n\nhi", [("from", "a@b"), ("to", "c@d")], b"hi", ["header-stray-line"]),
        (b" folded\nFrom: a@b\n\n", [("from", "a@b")], b"", ["header-folded-first"]),
        (b"From: a\x00@b\n\n", [("from", "a@b")], b"", ["nul-in-header"]),
        ("Subject: Grüße\n\n".encode(), [("subject", "Grüße")], b"", []),
        ("Subject: Grüße\n\n".encode("latin-1"), [("subject", "Grüße")], b"", []),
        ("Content-Type: text/plain; charset=big5\nSubject: 中文\n\n".encode("big5"),
         [("content-type", "text/plain; charset=big5"), ("subject", "中文")], b"", []),
        (b"From: a@b\n", [("from", "a@b")], b"", []),
    ],
)  # fmt: skip
def test_blocks(data: bytes, fields: list[tuple[str, str]], body: bytes, codes: list[str]) -> None:
    block = headers.read(data)
    assert list(block.fields) == fields
    assert block.body == body
    assert [code for code, _ in block.problems] == codes


def test_of_too_many_fields_the_needed_ones_stay() -> None:
    data = b"".join(b"X-%d: v\n" % number for number in range(100_000)) + b"Subject: kept\nReceived: x\n\nhi"
    block = headers.read(data)
    assert block.first("subject") == "kept"
    assert len(block.fields) <= headers.MAX_FIELDS + headers.MAX_NEEDED
    assert [code for code, _ in block.problems] == ["too-many-headers"]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"just a note\nof two lines\n", b"http://x.org/a\n", b"Note: buy milk\n"]
)
def test_no_mail_is_known_as_such(data: bytes) -> None:
    assert not headers.read(data).known


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?B?R3LDvMOfZQ?=", "Grüße"),  # padding left away
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),  # RFC 2047 §6.2
        ("=?utf-8?q?a?=\t\r\n =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("=?utf-8?b?R3LD?= =?utf-8?b?vMOfZQ==?=", "Grüße"),  # split inside a character
        ("=?iso-8859-1?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?two words raw?=", "two words raw"),
        ("x=?utf-8?q?y?=z", "xyz"),
        ("=?no-such-charset?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?iso-8859-1*de?q?Gr=FC=DFe?=", "Grüße"),  # RFC 2231 §5
        ("=?windows-1252?q?caf=E9_=96_ok?=", "café – ok"),
        ("=?utf-8?q?line=0Abreak=00?=", "line break "),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
        ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("=?punycode?q?bcher-kva?=", "bcher-kva"),
        ("=?gb2312?b?1tDOxA==?=", "中文"),
        ("=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=", "日本"),
    ],
)
def test_encoded_words(value: str, expected: str) -> None:
    assert encoded_words.decode(value) == expected


@pytest.mark.parametrize("piece", ["=?", "=?a?q?", "=?utf-8?q?a?= ", "?="])
def test_megabytes_of_one_piece_end(piece: str) -> None:
    assert len(encoded_words.decode(piece * (1_000_000 // len(piece)))) <= 1_000_000
