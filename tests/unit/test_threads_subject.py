"""Base subjects (RFC 5256 §2.1) and the subjects of conversations."""

import pytest

from inbox_momentum.message.subject import base_subject, casemap, conversation_subject


@pytest.mark.parametrize(
    ("subject", "base", "is_reply"),
    [
        ("", "", False),
        ("   ", "", False),
        ("Interview", "Interview", False),
        ("Re: Interview", "Interview", True),
        ("RE:Interview", "Interview", True),
        ("re : Interview", "Interview", True),
        ("Fw: Interview", "Interview", True),
        ("FWD: Interview", "Interview", True),
        ("Re:", "", True),
        ("Re: Re: fwd: a", "a", True),
        ("a  b\tc\r\n d", "a b c d", False),
        ("a (fwd)", "a", True),
        ("a (fWd)  (fwd) ", "a", True),
        ("(fwd)", "", True),
        ("a (fwd) b", "a (fwd) b", False),
        ("[list] a", "a", False),
        ("[list]", "[list]", False),
        ("[a] [b]", "[b]", False),
        ("[a][b] c", "c", False),
        ("[list] Re: a", "a", True),
        ("Re: [list] a", "a", True),
        ("Re: [list]", "[list]", True),
        ("[list] Re:", "", True),
        ("Re[2]: a", "a", True),
        ("Re [note] : a", "a", True),
        ("Re[[2]]: a", "Re[[2]]: a", False),
        ("Re: [foo] Fwd: [bar] Re: fw: b (fWd)  (fwd)", "b", True),
        ("[fwd: a]", "a", True),
        ("[Fwd: [fwd: re: [fwd: babylon]]]", "babylon", True),
        ("re: [fwd: [fwd: re: [fwd: babylon]]]", "babylon", True),
        ("[fwd: a (fwd)]", "a", True),
        ("[fwd: [x] a] (fwd)", "a", True),
        ("[fwd:]", "", True),
        ("[fwd: a", "[fwd: a", False),
        ("[list] [fwd: a]", "a", True),
        # Localized prefixes are not RFC 5256's.
        ("AW: a", "AW: a", False),
        ("Ad: Re: Ad: Re: Ad: x", "Ad: Re: Ad: Re: Ad: x", False),
        ("Regarding: a", "Regarding: a", False),
        ("[unclosed a", "[unclosed a", False),
        ("a]", "a]", False),
        ("b (a)", "b (a)", False),
    ],
)
def test_base_subject(subject: str, base: str, is_reply: bool) -> None:
    found = base_subject(subject)
    # "[fwd:]" is a subj-blob too, and the only one: step 6 takes it apart.
    assert (found.text, found.is_reply) == (base, is_reply)


def test_casemap_ignores_case_and_compatibility_forms() -> None:
    assert casemap("Straße") == casemap("STRAßE")
    assert casemap("éa") == casemap("E\u0301A")
    assert casemap("ﬁ") == casemap("ﬁ".upper()[:0] + "ﬁ")
    assert casemap("a") != casemap("b")


@pytest.mark.parametrize(
    ("subject", "key", "is_reply"),
    [
        ("Interview", "interview", False),
        ("Re: Interview", "interview", True),
        ("AW: AW: WG: Interview", "interview", True),
        ("Antw: Interview", "interview", True),
        ("SV: Interview", "interview", True),
        ("RE : Interview", "interview", True),
        ("TR : Entretien", "entretien", True),
        ("Réf. : Entretien", "entretien", True),
        ("RV: Entrevista", "entrevista", True),
        ("ENC: Entrevista", "entrevista", True),
        ("RES: Entrevista", "entrevista", True),
        ("R: Colloquio", "colloquio", True),
        ("Odp: Rozmowa", "rozmowa", True),
        ("Vá: Interjú", "interjú", True),
        ("YNT: Görüşme", "görüşme", True),
        ("回复：面试", "面试", True),
        ("答复: Re: 面试", "面试", True),
        ("转发：面试", "面试", True),
        ("返信: 面接", "面接", True),
        ("Re[2]: Interview", "interview", True),
        ("Re(3): Interview", "interview", True),
        ("Re^2: Interview", "interview", True),
        ("RE2: Interview", "interview", True),
        ("Accepted: Interview with Acme", "interview with acme", True),
        ("Automatic reply: Interview", "interview", True),
        ("Réponse automatique : Entretien", "entretien", True),
        ("Invitation: Interview with Acme", "interview with acme", False),
        ("[EXTERNAL] Re: Interview", "interview", True),
        ("Re: [EXT] Interview", "interview", True),
        ("EXTERNAL: Interview", "interview", False),
        ("[Acme] Interview", "[acme] interview", False),
        ("Re: [Acme] Interview", "[acme] interview", True),
        ("[Acme] Re: Interview", "[acme] interview", True),
        ("[fwd: AW: Interview]", "interview", True),
        ("Interview (fwd)", "interview", True),
        ("Re: \u200bInterview\u00a0 now", "interview now", True),
        ("Re:", "", True),
        ("", "", False),
        # Words that only begin like a prefix, or lack the colon.
        ("Rent: Interview", "rent: interview", False),
        ("Re Interview", "re interview", False),
        ("Backend Engineer - Acme", "backend engineer - acme", False),
        ("Response time: a question", "response time: a question", False),
    ],
)
def test_conversation_subject(subject: str, key: str, is_reply: bool) -> None:
    found = conversation_subject(subject)
    assert (found.key, found.is_reply) == (key, is_reply)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "]",
        "[]",
        "[a]",
        "re:",
        "re[",
        "[fwd:",
        "(fwd)",
        " ",
        "re ",
        "fw[a]",
        "[re:]",
        "AW:",
        "Re[2]",
        "\u200b",
    ],
)
def test_a_megabyte_of_anything_ends(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    for hostile in (text + "x", "[fwd:" * 1000 + text + "]" * 1000):
        assert len(base_subject(hostile).text) <= len(hostile)
        assert len(conversation_subject(hostile).key) <= len(hostile)
