"""REFERENCES (RFC 5256 §3), rule by rule."""

from __future__ import annotations

import pytest

from inbox_momentum.model import Entry
from inbox_momentum.threads import references, references_forest
from tests.unit.factories import make_entry


def mail(name: str, refs: str = "", *, subject: str = "", reply_to: str = "", minute: int = 0) -> Entry:
    return make_entry(
        message_id=f"{name}@x" if name else "",
        id_missing=not name,
        subject=subject or name,
        references=[f"{one}@x" for one in refs.split()],
        in_reply_to=[f"{one}@x" for one in reply_to.split()],
        at=f"2026-03-02T09:{minute:02}Z",
    )


def shape(entries: list[Entry]) -> list[str]:
    """``child<parent`` of each entry, in reading order, threads apart."""
    forest = references_forest(entries)
    names = [entry.id.removesuffix("@x") for entry in entries]

    def one(place: int) -> str:
        above = forest.parents[place]
        return names[place] if above is None else f"{names[place]}<{names[above]}"

    return [" ".join(one(place) for place in thread) for thread in forest.threads]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # The tests of jwzthreading: one, two unrelated, two, two the wrong way round, two of a missing parent.
        ([mail("a")], ["a"]),
        ([mail("a"), mail("b")], ["a", "b"]),
        ([mail("a"), mail("b", "a")], ["a b<a"]),
        ([mail("b", "a"), mail("a")], ["a b<a"]),
        ([mail("a", "gone"), mail("b", "gone")], ["a b"]),
        # References rather than In-Reply-To; of In-Reply-To the first alone.
        ([mail("a"), mail("b"), mail("c", "a", reply_to="b")], ["a c<a", "b"]),
        ([mail("a"), mail("b"), mail("c", reply_to="a b")], ["a c<a", "b"]),
        # (1)(A) missing messages between are bridged, an existing parent stays.
        ([mail("a"), mail("c", "a gone")], ["a c<a"]),
        ([mail("a"), mail("b", "a"), mail("c"), mail("d", "c b")], ["a b<a d<b", "c"]),
        # (1)(B) the message's own last reference wins over what others implied.
        ([mail("x", "a b"), mail("a"), mail("b"), mail("c")], ["a", "b x<b", "c"]),
        ([mail("x", "a b"), mail("a"), mail("c"), mail("b", "c")], ["a", "c b<c x<b"]),
        # Loops are not made.
        ([mail("a", "a")], ["a"]),
        ([mail("a", "b"), mail("b", "a")], ["b a<b"]),
        ([mail("a", "c"), mail("b", "a"), mail("c", "b")], ["c a<c b<a"]),
        ([mail("a", "a b a"), mail("b", "b a b")], ["a", "b"]),
        # A duplicate id is a message of its own; who refers to it means the first.
        ([mail("a"), mail("a", subject="q"), mail("b", "a")], ["a b<a", "a"]),
        ([mail("a"), mail("a", "b", subject="q"), mail("b", "a")], ["a b<a a<b"]),
        # (3) a dummy with one child goes, with two it stays only at the top.
        ([mail("b", "gone")], ["b"]),
        ([mail("a"), mail("b", "a gone"), mail("c", "a gone")], ["a b<a c<a"]),
        ([mail("b", "gone1 gone2"), mail("c", "gone1 gone2")], ["b c"]),
        # (5) equal base subjects.
        ([mail("a", subject="s"), mail("b", subject="Re: s")], ["a b<a"]),
        ([mail("a", subject="Re: s"), mail("b", subject="s", minute=1)], ["b a<b"]),
        ([mail("a", subject="s"), mail("b", subject="S", minute=1)], ["a b"]),
        ([mail("a", subject="s"), mail("b", subject="s"), mail("c", subject="Re: s")], ["a b c"]),
        ([mail("a", subject="Re: s"), mail("b", subject="Re: s")], ["a b"]),
        ([mail("a", "gone", subject="s"), mail("b", "gone", subject="s"), mail("c", subject="s")], ["a b c"]),
        ([mail("a", "g", subject="s"), mail("b", "g"), mail("c", "h", subject="Re: s"), mail("d", "h")], ["a b c d"]),
        ([mail("a", subject="Re:"), mail("b", subject="Re:")], ["a", "b"]),
        # (4), (6) by sent date, ties by sequence number.
        ([mail("a", minute=5), mail("b", minute=1)], ["b", "a"]),
        ([mail("a"), mail("b", "a", minute=5), mail("c", "a", minute=1)], ["a c<a b<a"]),
    ],
)  # fmt: skip
def test_rule(entries: list[Entry], expected: list[str]) -> None:
    assert shape(entries) == expected


def test_placeholders_and_missing_ids_join_nobody() -> None:
    strangers = [
        make_entry(message_id=f"{n}@x", subject=f"s{n}", in_reply_to="no.id", references=["none"])
        for n in range(3)
    ]
    nameless = [make_entry(message_id="same", id_missing=True, subject=f"t{n}") for n in range(3)]
    assert len(references([*strangers, *nameless])) == 6


def test_threads_are_named_after_their_oldest_message_and_sorted() -> None:
    entries = [mail("b", "a", minute=1), mail("c", minute=2), mail("a")]
    threads = references(entries)
    assert [thread.message_ids for thread in threads] == [("a@x", "b@x"), ("c@x",)]
    assert [thread.id for thread in threads] == [thread.id for thread in references(entries[::-1])]
    assert all(len(thread.id) == 11 and thread.id[0] == "t" for thread in threads)
    twins = references([mail("a", subject="p"), mail("a", subject="q")])
    assert len({thread.id for thread in twins}) == 2


def test_no_mail_has_no_threads() -> None:
    assert references([]) == ()
    assert references_forest([]).threads == ()


@pytest.mark.parametrize("step", [1, -1])
def test_a_chain_ten_thousand_deep(step: int) -> None:
    chain = [mail("0", subject="s0")] + [mail(str(n), str(n - 1), subject=f"s{n}") for n in range(1, 10_000)]
    forest = references_forest(chain[::step])
    assert len(forest.threads) == 1
    assert sum(parent is None for parent in forest.parents) == 1


def test_fifty_thousand_references_in_one_message_twice() -> None:
    ids = [f"{n}@y" for n in range(50_000)]
    entries = [make_entry(message_id=f"m{n}@x", subject=f"s{n}", references=ids) for n in range(2)]
    last = make_entry(message_id="l@x", subject="l", references=ids[::-1])
    assert [len(thread.message_ids) for thread in references([*entries, last])] in ([3], [2, 1])


def test_looping_references_of_many_messages_end() -> None:
    count = 3_000
    ids = [f"{n}@x" for n in range(count)]
    entries = [
        make_entry(
            message_id=ids[n], subject=f"s{n}", references=[ids[(n * 7 + k) % count] for k in range(5)]
        )
        for n in range(count)
    ]
    assert sum(len(thread.message_ids) for thread in references(entries)) == count
