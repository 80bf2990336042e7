"""The quick search for words of hiring finds what a plain one finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum.ingest import words


@given(
    st.lists(st.sampled_from([*words.tables().hiring, b" a ", b"x", b"of", b" "]), max_size=4).map(b"".join),
    st.data(),
)
def test_the_pattern_finds_what_a_plain_search_finds(text: bytes, data: st.DataObject) -> None:
    text = text[data.draw(st.integers(0, 4)) :]
    assert (words.hiring_pattern().search(text) is not None) == any(
        one in text for one in words.tables().hiring
    )
    assert (words.own_pattern().search(text) is not None) == any(one in text for one in words.tables().own)


@given(
    st.lists(
        st.sampled_from([*words.tables().hiring, b"a ", b"x", b"of", b" ", b"your", b"on "]), max_size=4
    ).map(b"".join)
)
def test_a_subject_whose_words_say_nothing_says_nothing(text: bytes) -> None:
    pieces = text.split()
    folded = b" %b " % b" ".join(pieces)
    assert any(map(words.may_speak, pieces)) or words.hiring_pattern().search(folded) is None
