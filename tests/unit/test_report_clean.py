"""Mail text made harmless to read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.report import clean
from inbox_momentum.report.text import MailText, Said, isolate, mail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("  two\r\n lines\t here ", "two lines here"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("\x1b[31mred", "[31mred"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066x\u2069\u200f\u061c", "x"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\ud800x\ufdd0\U000e0041", "x"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 6),
        ("", ""),
    ],
)
def test_line(text: str, expected: str) -> None:
    assert clean.line(text) == expected


def test_long_text_is_cut_at_a_word() -> None:
    assert clean.line("one two three four", 12) == "one two…"
    assert clean.line("x" * 5000, 10) == "x" * 9 + "…"
    assert len(clean.line("\u0301" * 1_000_000, 100)) <= 100
    assert len(clean.line("a b" * 400_000, 100)) <= 100


@given(st.text(), st.integers(min_value=2, max_value=400))
def test_never_a_control_never_too_long(text: str, limit: int) -> None:
    shown = clean.line(text, limit)
    assert len(shown) <= limit
    assert clean.controls_removed(shown) == shown
    assert not any(
        unicodedata.category(c) in ("Cc", "Cs")
        or unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for c in shown
    )
    shown.encode("utf-8")


def test_mail_text_wraps_and_escapes_itself() -> None:
    assert mail("<b>&\"'").__html__() == "<bdi>&lt;b&gt;&amp;&quot;&#x27;</bdi>"
    assert Said(("for ", MailText("<x>"), " & me")).__html__() == "for <bdi>&lt;x&gt;</bdi> &amp; me"


@pytest.mark.parametrize(
    ("sentence", "names", "parts"),
    [
        ("Acme asked.", ["Acme"], (MailText("Acme"), " asked.")),
        (
            "To Acme Labs, not Acme.",
            ["Acme", "Acme Labs"],
            ("To ", MailText("Acme Labs"), ", not ", MailText("Acme"), "."),
        ),
        ("No name here.", ["", "Zeta"], ("No name here.",)),
    ],
)
def test_isolate(sentence: str, names: list[str], parts: tuple[object, ...]) -> None:
    assert isolate(sentence, names).parts == parts


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=4))
def test_isolate_keeps_the_words(sentence: str, names: list[str]) -> None:
    assert isolate(sentence, names).plain == clean.line(sentence, 400)
