"""Copies of one mail are joined, different mails never; whatever the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from inbox_momentum import index
from inbox_momentum.model import Message
from tests.unit.factories import BASE, OWNER, make_message

ONE = make_message(message_id="a@x", subject="Interview", text="When?", digest="d1")


def kept(*messages: Message) -> tuple[Message, ...]:
    return tuple(entry.message for entry in index.build(messages).entries)


def count(*messages: Message) -> int:
    return len(kept(*messages))


def but(message: Message = ONE, **changes: object) -> Message:
    return replace(message, **changes)  # type: ignore[arg-type]


OTHER_FROM = make_message(from_="bob@other.example").from_
LATER = BASE + timedelta(days=9)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("the same", but()),
        ("a list's subject and footer", but(subject="[jobs] Re: Interview", digest="d2")),
        ("a list's author", but(from_=OTHER_FROM, subject="[jobs] Interview", digest="d2")),
        ("another author and subject, one Date", but(from_=OTHER_FROM, subject="Other", digest="d2")),
        (
            "a Date shifted by an export",
            but(date_at=BASE + timedelta(hours=1), from_=OTHER_FROM, digest="d2"),
        ),
        ("a draft's Date", but(date_at=LATER, digest="d2")),
        ("no Date", but(date_at=None, from_=OTHER_FROM, digest="d2")),
    ],
)
def test_copies(second: str, expected: Message) -> None:
    mailbox = index.build([ONE, expected])
    assert (len(mailbox.entries), mailbox.duplicates) == (1, 1), second


@pytest.mark.parametrize(
    "other",
    [
        but(from_=OTHER_FROM, date_at=LATER, subject="Rent", digest="d2"),
        but(date_at=LATER, subject="Your code test", digest="d2"),
        but(from_=OTHER_FROM, date_at=LATER, digest="d2"),
    ],
)
def test_a_reused_id_is_no_copy(other: Message) -> None:
    results = {kept(*order) for order in permutations([ONE, other, but(other, position="elsewhere")])}
    assert len(results) == 1 or len({tuple(one.message_id for one in result) for result in results}) == 1
    first, second = next(iter(results))
    assert first.message_id == "a@x"
    assert second.message_id.startswith("sha256-")
    assert second.message_id.endswith("@collision.invalid")
    assert [one.code for one in second.defects] == ["message-id-reused"]
    assert not first.defects


def test_a_sender_that_gives_every_mail_one_id_keeps_them_apart() -> None:
    mails = [but(subject=f"Role {n}", date_at=BASE + timedelta(days=n), digest=f"d{n}") for n in range(30)]
    found = kept(*mails)
    assert len(found) == 30
    assert len({one.message_id for one in found}) == 30


def test_copies_by_content() -> None:
    assert count(ONE, but(message_id="b@x")) == 1
    assert count(ONE, but(message_id="b@x", digest="d2")) == 2
    assert count(ONE, but(message_id="b@x", to=OTHER_FROM)) == 2, "one text to two people is two mails"
    undated = but(date_at=None, received_at=BASE)
    assert count(undated, but(undated, message_id="b@x")) == 1
    assert count(undated, but(undated, message_id="b@x", received_at=LATER)) == 2, (
        "the same reminder every week"
    )


def test_the_senders_own_id_is_kept_and_references_follow() -> None:
    made = but(message_id="sha256-1@missing.invalid", id_missing=True)
    answer = make_message(
        from_=OWNER, references=["sha256-1@missing.invalid"], in_reply_to="sha256-1@missing.invalid"
    )
    for order in permutations([ONE, made, answer]):
        first, second = kept(*order)
        assert (first.message_id, first.id_missing) == ("a@x", False)
        assert second.references == second.in_reply_to == ("a@x",)


def test_facts_of_all_copies_are_kept() -> None:
    inbox = but(received_at=BASE, in_junk=False, position="1")
    store = but(internal_at=LATER, in_junk=True, is_draft=True, gm_thread_id="77", position="2")
    sent = but(in_sent=True, in_junk=True, position="3", thread_index="abc", is_draft=True)
    for order in permutations([inbox, store, sent]):
        [one] = kept(*order)
        assert one.in_sent
        assert not one.in_junk
        assert not one.is_draft
        assert (one.internal_at, one.gm_thread_id, one.thread_index) == (LATER, "77", "abc")
    assert all(one.in_junk and one.is_draft for one in kept(store, but(store, position="9")))


def test_the_first_arrival_counts() -> None:
    direct, by_list = (
        but(received_at=BASE, digest="d1"),
        but(received_at=LATER, digest="d2", subject="[l] Interview"),
    )
    for order in ([direct, by_list], [by_list, direct]):
        assert kept(*order)[0].received_at == BASE
