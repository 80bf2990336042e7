"""Laws of threads: nothing lost, and the order of delivery does not matter."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.message.subject import base_subject, conversation_subject
from inbox_momentum.model import Entry
from inbox_momentum.threads import conversations, references, references_forest
from tests.unit.factories import BASE, make_entry


def trees(count: int) -> list[tuple[int, ...]]:
    """Parents of messages 1.. of every tree in which a reply comes after its parent."""
    return list(product(*(range(place) for place in range(1, count))))


def tree_mail(parents: tuple[int, ...], full: bool) -> list[Entry]:
    """One message a node; References as a whole path, or the parent alone."""
    entries = [make_entry(message_id="0@x", subject="s0", at=BASE)]
    for place, parent in enumerate(parents, 1):
        above = entries[parent].message
        path = (*above.references, above.message_id) if full else (above.message_id,)
        at = BASE + timedelta(hours=place)
        entries.append(make_entry(message_id=f"{place}@x", subject=f"s{place}", references=path, at=at))
    return entries


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("full", [True, False])
def test_every_tree_in_every_order_of_delivery(count: int, full: bool) -> None:
    for parents in trees(count):
        entries = tree_mail(parents, full)
        for order in permutations(range(count)):
            delivered = [entries[place] for place in order]
            forest = references_forest(delivered)
            found = {order[at]: None if up is None else order[up] for at, up in enumerate(forest.parents)}
            assert found == {0: None} | dict(enumerate(parents, 1))
            assert conversations(delivered) == conversations(entries)
            assert len(conversations(delivered)) == len(references(delivered)) == 1


def test_every_tree_with_missing_messages() -> None:
    """Any messages may be missing: what hangs together by whole paths is one conversation."""
    for parents in trees(5):
        entries = tree_mail(parents, full=True)
        for kept in product([False, True], repeat=5):
            held = [entry for entry, keep in zip(entries, kept, strict=True) if keep]
            assert len(conversations(held)) == (1 if held else 0)  # All name message 0, or are it.
            assert conversations(held[::-1]) == conversations(held)


names = st.sampled_from(["a@x", "b@x", "c@x", "d@x", "e@x", "no.id"])
subjects = st.sampled_from(
    ["", "Interview", "Re: Interview", "Engineer at Acme", "Re: Engineer at Acme", "[l] x"]
)
addresses = st.sampled_from(
    ["ana@acme.example", "bob@acme.example", "p@gmail.com", "Acme <no-reply@ashbyhq.com>"]
)


@st.composite
def mailboxes(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for place in range(draw(st.integers(0, 8))):
        out = draw(st.booleans())
        other = draw(addresses)
        at = draw(st.none() | st.integers(0, 200))
        entries.append(
            make_entry(
                message_id=draw(names | st.just(f"own{place}@x")),
                direction="out" if out else "in",
                subject=draw(subjects),
                references=draw(st.lists(names, max_size=4)),
                in_reply_to=draw(st.lists(names, max_size=2)),
                gm_thread_id=draw(st.none() | st.sampled_from(["1", "2"])),
                at=None if at is None else BASE + timedelta(days=at),
                **({"to": other} if out else {"from_": other}),  # type: ignore[arg-type]
            )
        )
    return entries


@settings(max_examples=200, deadline=None)
@given(mailboxes(), st.randoms(use_true_random=False))
def test_each_message_is_in_one_conversation_whatever_the_order(
    entries: list[Entry], chance: random.Random
) -> None:
    threads = conversations(entries)
    assert sorted(one for thread in threads for one in thread.message_ids) == sorted(
        entry.id for entry in entries
    )
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert conversations(shuffled) == threads
    assert len({thread.id for thread in threads}) == len(threads)


@settings(max_examples=200, deadline=None)
@given(mailboxes())
def test_a_forest_holds_each_message_once_and_has_no_loops(entries: list[Entry]) -> None:
    forest = references_forest(entries)
    assert sorted(place for thread in forest.threads for place in thread) == list(range(len(entries)))
    for thread in forest.threads:
        seen: set[int | None] = {None}
        for place in thread:
            assert forest.parents[place] in seen
            seen.add(place)
    assert sum(len(thread.message_ids) for thread in references(entries)) == len(entries)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]:( )reRfwdFWDaAwW2\t\u00e9：", max_size=40))
def test_a_base_subject_has_nothing_left_to_take_off(subject: str) -> None:
    once = base_subject(subject)
    assert base_subject(once.text).text == once.text
    key = conversation_subject(subject).key
    assert conversation_subject(key).key == key or key.startswith("[")
