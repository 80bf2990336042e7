"""RTF bodies: the examples of the specification, text, and HTML that was wrapped."""

from __future__ import annotations

import random

import pytest

from inbox_momentum.sources import mapi_rtf

# [MS-OXRTFCP] §3.1.1, §3.1.2
PLAIN = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_examples_of_the_specification() -> None:
    assert mapi_rtf.decompressed(PLAIN) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert mapi_rtf.decompressed(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


@pytest.mark.parametrize(
    "octets", [b"", b"x" * 15, PLAIN[:17], PLAIN[:-1], PLAIN[:4] + b"\xff" * 4 + PLAIN[8:], b"\0" * 16]
)
def test_damaged_compression_gives_what_is_sound(octets: bytes) -> None:
    assert b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n".startswith(mapi_rtf.decompressed(octets))


def test_what_another_program_compressed_comes_back() -> None:
    other = pytest.importorskip("compressed_rtf")
    chance = random.Random(1)
    for _ in range(40):
        plain = (
            b"{\\rtf1 " + bytes(chance.choice(b"ab {}\\par") for _ in range(chance.randrange(9_000))) + b"}"
        )
        packed = other.compress(plain, compressed=True)
        assert mapi_rtf.decompressed(packed).rstrip(b"\0") == plain


def test_a_short_input_cannot_grow_without_end() -> None:
    octets = b"\0" * 8 + b"LZFu" + b"\0" * 4 + (b"\xff" + b"\x00\x0f" * 8) * 100_000
    assert len(mapi_rtf.decompressed(octets)) <= mapi_rtf.MOST + 200


@pytest.mark.parametrize(
    ("rtf", "text", "html"),
    [
        (
            rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator X;}\pard Hello\par W\'f6rld \{x\}\line z}",
            "Hello\nWörld {x}\nz",
            False,
        ),
        (rb"{\rtf1\ansi\ansicpg1251 \'ef\'f0\'e8\'e2\'e5\'f2}", "привет", False),
        (rb"{\rtf1\uc1 \u8364? \u-10179?\u-8704?}", "€ 😀", False),
        (rb"{\rtf1\uc2 \u228\'e4\'e4b}", "äb", False),
        (
            rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 caf\'e9{\*\htmltag84 <b>}x\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}",
            "<p>café<b>x</p>",
            True,
        ),
        (b"", "", False),
        (b"}}}}{{{{\\", "", False),
    ],
)
def test_what_an_rtf_says(rtf: bytes, text: str, html: bool) -> None:
    assert mapi_rtf.text(rtf) == (text, html)


def test_a_million_groups_are_read_in_one_pass() -> None:
    assert mapi_rtf.text(b"{" * 1_000_000 + b"a" + b"}" * 1_000_000) == ("a", False)
