"""Every row of the cue tables against its examples, and the phrase syntax."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.stages import marks
from inbox_momentum.stages.lexicon import LANGUAGES, Lexicon, _Phrase, examples, guess_language, lexicon
from inbox_momentum.stages.prose import normalise, sentences

ROWS = [
    (cue, text, wanted)
    for cue in lexicon("en").cues
    for wanted, texts in ((True, cue.yes), (False, cue.no))
    for text in texts
]
EXAMPLES = [
    (language, example) for language in LANGUAGES if language != "en" for example in examples(language)
]


def _fired(text: str, table: Lexicon) -> list:
    return [cue for sentence in sentences("", text) for cue in table.fire(marks.tags(sentence, table))]


@pytest.mark.parametrize(
    ("cue", "text", "wanted"), ROWS, ids=lambda value: getattr(value, "name", None) or str(value)[:40]
)
def test_row_fires_on_its_examples_only(cue, text, wanted):
    names = {(other.group, other.name) for other in _fired(text, lexicon("en"))}
    assert ((cue.group, cue.name) in names) is wanted


def test_every_english_row_has_both_kinds_of_example():
    bare = [cue.name for cue in lexicon("en").cues if not cue.yes or not cue.no]
    assert bare == []


def test_rows_name_only_known_concepts():
    table = lexicon("en")
    named = {name for cue in table.cues for need in cue.needs for name in need}
    named |= {name for cue in table.cues for name in cue.bars}
    assert named - table.concepts - marks.MARKS == set()


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=lambda value: str(value)[:50])
def test_other_languages_fire_on_their_examples(language, example):
    groups = {cue.group for cue in _fired(example["text"], lexicon(language))}
    assert set(example.get("yes", ())) <= groups
    assert not set(example.get("no", ())) & groups


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_reads_the_main_matters(language):
    groups = {cue.group for cue in lexicon(language).cues}
    assert {"schedule", "code_test", "documents", "offered", "reject", "receipt", "nudge"} <= groups


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Could you let me know when you are free?", "en"),
        ("Könnten Sie mir bitte Ihre Unterlagen schicken?", "de"),
        ("Pourriez-vous me communiquer vos disponibilités ?", "fr"),
        ("Muchas gracias por tu interés en el puesto.", "es"),
        ("Obrigado pelo seu interesse na nossa vaga, você tem disponibilidade?", "pt"),
        ("Bedankt voor je sollicitatie, we willen je graag spreken.", "nl"),
        ("", "en"),
        ("OK", "en"),
    ],
)
def test_language_by_stop_words(text, language):
    assert guess_language(normalise(text)) == language


@pytest.mark.parametrize(
    ("text", "chosen", "language"),
    [
        ("Passt Dienstag 10 Uhr?", (), "en"),
        ("Passt Dienstag 10 Uhr?", ("de", "fr"), "de"),
        ("Passt Dienstag 10 Uhr?", ("en", "de"), "en"),
        ("Could you let me know when you are free?", ("de",), "en"),
        ("Pourriez-vous me communiquer vos disponibilités ?", ("de", "fr"), "fr"),
        ("Bedankt voor je sollicitatie, we willen je graag spreken.", ("nl",), "nl"),
        ("", ("nl",), "nl"),
    ],
)
def test_language_among_those_of_the_owner(text, chosen, language):
    assert guess_language(normalise(text), chosen) == language


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("send ~ cv", "send me your latest cv", True),
        ("send ~ cv", "send one two three four five cv", False),
        ("availab*", "her availability", True),
        ("(pick|choose) a (good )?slot", "choose a slot", True),
        ("(pick|choose) a (good )?slot", "choose a bad slot", False),
        ("^book", "hi, book a slot", True),
        ("^book", "the book is good", False),
        ("cat", "concatenate", False),
    ],
)
def test_phrase_syntax(phrase, text, found):
    table = Lexicon({"language": "xx", "concepts": {"A": [phrase]}, "cue": []})
    assert ("A" in table.tags(sentences("", text)[0])) is found


def test_phrase_must_begin_with_a_letter():
    with pytest.raises(ValueError, match="begins with no letter"):
        Lexicon({"language": "xx", "concepts": {"A": [".*x"]}, "cue": []})


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    for sentence in sentences(text, text):
        lexicon("en").fire(marks.tags(sentence, lexicon("en")))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We\u2019d love to\u00a0meet.", "we would love to meet."),
        ("can\u200b't", "can not"),
        ("Entretien prévu à Zürich", "entretien prevu a zurich"),
        ("don't   worry", "do not worry"),
    ],
)
def test_normalise(text, wanted):
    assert normalise(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Call at 3 p.m. on Friday. Does it work?", ["Call at 3 p.m. on Friday.", "Does it work?"]),
        ("Bis zum 12. November bitte. Danke.", ["Bis zum 12. November bitte.", "Danke."]),
        ("We are Acme Inc. and we hire.", ["We are Acme Inc. and we hire."]),
        ("- one\n- two", ["one", "two"]),
        (
            "This is a line that was wrapped by the mailer at about seventy-two\ncharacters. Yes.",
            ["This is a line that was wrapped by the mailer at about seventy-two characters.", "Yes."],
        ),
    ],
)
def test_sentences(text, wanted):
    assert [sentence.raw for sentence in sentences("", text)] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("owner", [True, False])
def test_words_that_a_phrase_needs_spare_no_match(language, owner, monkeypatch):
    told = {text for cue in lexicon("en").cues for text in (*cue.yes, *cue.no)}
    told |= {example["text"] for name in LANGUAGES for example in examples(name)}
    lines = [one for text in sorted(told) for one in sentences("", text)]
    spared = [lexicon(language, owner=owner).tags(one) for one in lines]
    really = _Phrase.lacks

    def lacks(phrase, begun):  # a bar outside parentheses: by its last word alone
        return "|" in _outside(phrase.source) and really(phrase, begun)

    monkeypatch.setattr(_Phrase, "lacks", lacks)
    assert [lexicon(language, owner=owner).tags(one) for one in lines] == spared


def _outside(source):
    while source != (source := re.sub(r"\([^()]*\)", "", source)):
        pass
    return source
