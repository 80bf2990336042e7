"""A parsed message as bytes and back is the message, to the last field."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_momentum import sources
from inbox_momentum.ingest import parcel
from inbox_momentum.message import parse
from inbox_momentum.model import Address, Attachment, Body, Defect, Message

TEXT = st.sampled_from(["", "a", "Büro\n", "\0\ud800", "😀" * 300])  # half a surrogate pair too
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MAYBE = st.none() | TEXT
TIMES = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.replace(fold=0)
)
NAMES = st.sampled_from(["box.mbox", "/mail/box.mbox", "other"])
PEOPLE = st.lists(st.builds(Address, TEXT, TEXT), max_size=3).map(tuple)
DEFECTS = st.builds(Defect, NAMES, TEXT, TEXT, TEXT, MAYBE, st.booleans())
BODIES = st.builds(
    Body, TEXT, TEXT, TEXTS, st.lists(st.builds(Attachment, TEXT, TEXT, st.integers(0)), max_size=2).map(tuple),
    TEXTS, TEXTS,
)  # fmt: skip
MESSAGES = st.builds(
    Message, TEXT, st.booleans(), NAMES, TEXT, MAYBE, st.booleans(), st.booleans(), st.booleans(),
    st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple), PEOPLE, PEOPLE, PEOPLE, PEOPLE, PEOPLE, PEOPLE,
    TEXT, TIMES, st.none() | st.integers(-90_000, 90_000), TIMES, TIMES, TEXTS, TEXTS, MAYBE, MAYBE, MAYBE,
    MAYBE, TEXT, BODIES, st.lists(DEFECTS, max_size=2).map(tuple),
)  # fmt: skip


@given(MESSAGES | DEFECTS, NAMES)
def test_there_and_back_nothing_changes(one: Message | Defect, source: str) -> None:
    for back in (
        parcel.loaded(parcel.dumped(one, source), source),
        parcel.unpacked(parcel.packed(parcel.dumped(one, source)), source),
    ):
        assert back == one
        assert repr(back) == repr(one)


def test_every_field_goes_along() -> None:
    """A field that is added to a record must be added here too."""
    counts = {kind: len(fields(kind)) for kind in (Message, Body, Attachment, Address, Defect)}
    assert counts == {Message: 29, Body: 6, Attachment: 3, Address: 2, Defect: 6}


def test_real_messages_and_the_name_that_the_source_has_now(samples: Path) -> None:
    box = str(samples / "juggler.mbox")
    found = [one if isinstance(one, Defect) else parse.parse(one) for one in sources.read([box])]
    assert found
    for one in found:
        data = parcel.packed(parcel.dumped(one, box))
        assert parcel.unpacked(data, box) == one
        assert parcel.unpacked(data, "here").source == "here"


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    at = datetime(2026, 11, 2, 9, tzinfo=timezone(timedelta(hours=1)))
    defect = Defect("a", "b", "c", "d")
    assert parcel.moment_of(defect) is None
    assert parcel._moment(parcel._micros(at)) == at


@pytest.mark.parametrize("spoil", [b"", b"x", b"\x78\x01nonsense"])
def test_spoiled_bytes_are_told(spoil: bytes) -> None:
    with pytest.raises(parcel.DAMAGED):
        parcel.unpacked(spoil, "box")
    with pytest.raises(parcel.DAMAGED):
        parcel.unpacked(parcel.packed(b"N"), "box")
    with pytest.raises(parcel.DAMAGED):
        parcel.unpacked(parcel.packed(b""), "box")
