"""The index does not depend on the order of reading, and its sums always hold."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum import index
from inbox_momentum.model import Defect, Entry, Mailbox, Message
from tests.unit.factories import BASE, make_message

PEOPLE = ("maya@example.net", "maya+x@example.net", "ana@acme.example", "bob@other.example", "")
TIMES = st.none() | st.sampled_from([BASE + timedelta(hours=h) for h in (0, 1, 30, 900, 90000)])


@st.composite
def mails(draw: st.DrawFn) -> Message:
    digest = draw(st.sampled_from("abcde"))
    return make_message(
        draw(st.sampled_from(PEOPLE)),
        draw(st.sampled_from(PEOPLE)),
        cc=draw(st.sampled_from(PEOPLE)),
        subject=draw(st.sampled_from(["Interview", "Re: Interview", "Test", ""])),
        message_id=draw(st.sampled_from(["1@x", "2@x", "3@x", "sha256-4@missing.invalid"])),
        date_at=draw(TIMES),
        received_at=draw(TIMES),
        internal_at=draw(TIMES),
        in_sent=draw(st.booleans()),
        in_junk=draw(st.booleans()),
        is_draft=draw(st.booleans()),
        text=digest,
        digest=digest,
        references=draw(st.lists(st.sampled_from(["1@x", "2@x", "9@x"]), max_size=2)),
        position=str(draw(st.integers(0, 3))),
        source=draw(st.sampled_from(["a.mbox", "b.mbox"])),
    )


REJECTED = st.builds(
    Defect,
    st.just("a.mbox"),
    st.sampled_from(["byte 5", "byte 40"]),
    st.just("x"),
    st.just("y."),
    st.none(),
    st.booleans(),
)
ROWS = st.lists(mails() | REJECTED, max_size=14)


def build(rows: list[Message | Defect], me: bool, window: bool) -> Mailbox:
    since = BASE + timedelta(minutes=30) if window else None
    until = BASE + timedelta(hours=900) if window else None
    return index.build(rows, me=[PEOPLE[0]] if me else [], since=since, until=until)


@settings(max_examples=300, deadline=None)
@given(ROWS, st.booleans(), st.booleans(), st.randoms(use_true_random=False))
def test_order_changes_nothing(
    rows: list[Message | Defect], me: bool, window: bool, chance: random.Random
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert build(shuffled, me, window) == build(rows, me, window)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.booleans(), st.booleans())
def test_places_change_nothing_but_places(rows: list[Message | Defect], me: bool, window: bool) -> None:
    mails_only = [one for one in rows if isinstance(one, Message)]
    moved = [replace(one, source="z", position="0") for one in mails_only]
    assert [_facts(one) for one in build(list(moved), me, window).entries] == [
        _facts(one) for one in build(list(mails_only), me, window).entries
    ]


def _facts(entry: Entry) -> object:
    bare = replace(entry.message, source="", position="", defects=())
    return replace(entry, message=bare)


@settings(max_examples=300, deadline=None)
@given(ROWS, st.booleans(), st.booleans())
def test_sums_hold(rows: list[Message | Defect], me: bool, window: bool) -> None:
    mailbox = build(rows, me, window)
    fatal = sum(isinstance(one, Defect) and one.fatal for one in rows)
    assert (
        mailbox.found == len(mailbox.entries) + mailbox.duplicates + mailbox.outside_window + mailbox.rejected
    )
    assert mailbox.rejected == fatal
    assert mailbox.found == sum(isinstance(one, Message) for one in rows) + fatal
    ids = [one.id for one in mailbox.entries]
    assert len(set(ids)) == len(ids)
    assert ids == [
        one.id for one in sorted(mailbox.entries, key=lambda e: (e.at is None, e.at or BASE, e.id))
    ]
    if not mailbox.owner.addresses:
        assert not mailbox.sent_found
    assert (mailbox.latency_refused_because is None) is mailbox.sent_found
