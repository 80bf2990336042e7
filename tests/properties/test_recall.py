"""What an earlier run understood changes nothing in a later one, whatever came, went or changed between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inbox_momentum import pipeline, recall, stages
from inbox_momentum.model import Mailbox, Understood
from inbox_momentum.recall import Recall
from inbox_momentum.stages import reader
from tests.simulation import story
from tests.simulation.run import write_mbox
from tests.simulation.world import OWNER
from tests.unit.factories import make_entry, make_mailbox, make_message
from tests.unit.ledger_factories import make_reading

EDITION = b"one"


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Mailbox:
    box = tmp_path_factory.mktemp("recall") / "life.mbox"
    write_mbox(story.mailbox(5, AS_OF, weeks=8, employers=4), box)
    samples = sorted(str(path) for path in Path("sample_mailboxes").glob("*.mbox"))
    return pipeline.read_mailbox([str(box), *samples], [OWNER])


AS_OF = make_entry().at + timedelta(days=100)  # type: ignore[operator]


@pytest.fixture(scope="module")
def plain(mailbox: Mailbox) -> Understood:
    return pipeline.understand(mailbox)


def run(mailbox: Mailbox, packed: bytes = b"", edition: bytes = EDITION) -> tuple[Understood, Recall]:
    known = Recall(packed, edition)
    return pipeline.understand(mailbox, recall=known), known


def test_the_same_mail_is_not_read_again(
    mailbox: Mailbox, plain: Understood, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, known = run(mailbox)
    assert first == plain and known.changed()

    def read(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(reader, "_judge", read)
    monkeypatch.setattr(reader, "_odds", read)
    monkeypatch.setattr(stages.ahead, "here", read)
    monkeypatch.setattr(pipeline.employers, "identify", read)
    again, later = run(mailbox, known.packed())
    assert again == plain and not later.changed()
    assert pipeline.understand(mailbox, recall=known.next()) == plain


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mail_that_came_or_went_meanwhile(mailbox: Mailbox, data: st.DataObject) -> None:
    before, after = (
        replace(mailbox, entries=tuple(one for one in mailbox.entries if one.id not in left))
        for left in (
            data.draw(st.sets(st.sampled_from([one.id for one in mailbox.entries]), max_size=most))
            for most in (150, 20)
        )
    )
    _, known = run(before)
    found, _ = run(after, known.packed())
    assert found == pipeline.understand(after)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_mailbox_that_grew(mailbox: Mailbox, plain: Understood, share: float) -> None:
    dated = [one.at for one in mailbox.entries if one.at is not None]
    _, known = run(pipeline.as_it_stood(mailbox, sorted(dated)[int(share * len(dated))]))
    found, _ = run(mailbox, known.packed())
    assert found == plain


@pytest.mark.parametrize("languages", [("de",), ("fr", "en")])
def test_other_settings_are_read_anew(mailbox: Mailbox, languages: tuple[str, ...]) -> None:
    _, known = run(mailbox)
    found = pipeline.understand(mailbox, languages=languages, recall=Recall(known.packed(), EDITION))
    assert found == pipeline.understand(mailbox, languages=languages)


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-9], lambda kept: b"\0" + kept, lambda _: b"x"])
def test_what_is_damaged_or_of_another_program_is_left(mailbox: Mailbox, plain: Understood, spoil) -> None:
    small = replace(mailbox, entries=mailbox.entries[:40])
    _, known = run(small)
    assert run(small, known.packed(), b"two")[1].changed()
    found, later = run(small, spoil(known.packed()))
    assert found == pipeline.understand(small) and later.changed()


def test_halves_of_characters_are_no_hindrance() -> None:
    entries = [make_entry(make_message(text=text)) for text in ("Are you free on Monday? \ud800", "Hello")]
    broken = make_mailbox(entries)
    found, known = run(broken)
    again, _ = run(broken, known.packed())
    assert again == found == pipeline.understand(broken)
    kept = Recall(known.packed(), EDITION)
    assert kept.knows(entries[1])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (frozenset({"a", "b", "c"}), frozenset({"c", "b", "a"}), True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ((1, 2), (1, 2, 3), False),
        ("1", 1, False),
        (("ab", "c"), ("a", "bc"), False),
        (make_reading("m1", confidence=0.5), make_reading("m1", confidence=0.5), True),
        (make_reading("m1", confidence=0.5), make_reading("m1", confidence=0.51), False),
    ],
)
def test_digests(one: object, other: object, same: bool) -> None:
    assert (recall.digest(one) == recall.digest(other)) is same
