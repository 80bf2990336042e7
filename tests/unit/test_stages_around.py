"""What the neighbours of a message say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum import pipeline
from inbox_momentum.model import Reading
from inbox_momentum.stages.around import MOST, Around, Others, Voices

ODDS = st.floats(-MOST, MOST)


@given(st.lists(ODDS, min_size=1, max_size=8), st.data())
def test_a_group_without_one_of_its_messages(group: list[float], data: st.DataObject) -> None:
    voices = Voices()
    for one in group:
        voices.add(one)
    place = data.draw(st.integers(0, len(group) - 1))
    rest = group[:place] + group[place + 1 :]
    found = voices.without(group[place])
    if not rest:
        assert found is None
        return
    assert found is not None
    assert (found.most, found.number) == (max(rest), len(rest))
    assert found.mean == pytest.approx(sum(rest) / len(rest), abs=1e-9)


def test_evidence_lies_between_0_and_1_and_says_nothing_of_neighbours_that_are_not() -> None:
    assert dict(Around(0.0, None, None).evidence()) == {"own odds": 0.5}
    both = dict(Around(MOST, Others(MOST, 0.0, 9), Others(-MOST, -MOST, 1)).evidence())
    assert both == {
        "own odds": 1.0,
        "conversation some": 1.0,
        "conversation most": 1.0,
        "conversation mean": 0.5,
        "conversation number": 1.0,
        "correspondent some": 1.0,
        "correspondent most": 0.0,
        "correspondent mean": 0.0,
        "correspondent number": 0.25,
    }


def read(folder: Path, *mails: tuple[str, str]) -> list[Reading]:
    """The readings of mails of one conversation, in their order."""
    for number, (subject, body) in enumerate(mails):
        (folder / f"{number}.eml").write_text(
            "From: Sue Hart <sue@hartjoinery.example>\nTo: maya@postbox.example\n"
            f"Subject: {subject}\nMessage-ID: <{number}@x>\nReferences: <0@x>\n"
            f"Date: Wed, 4 Mar 2026 0{number}:06:07 +0000\n\n{body}\n"
        )
    understood = pipeline.understand(pipeline.read_mailbox([str(folder)], ["maya@postbox.example"]))
    return [understood.readings[entry.id] for entry in understood.mailbox.entries]


SHORT = ("Thursday", "Hi Maya, Thursday at ten suits us all. Would that be alright with you? Sue")
LATER = (
    "Re: Thursday",
    "Hi Maya, thank you for coming to the interview. We are pleased to offer you the job as a joiner. Sue",
)


def test_a_short_mail_is_of_hiring_by_what_comes_after_it(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "both").mkdir()
    assert [one.hiring for one in read(tmp_path / "alone", SHORT)] == [False]
    assert [one.hiring for one in read(tmp_path / "both", SHORT, LATER)] == [True, True]
