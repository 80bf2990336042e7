"""Message-IDs and the lists of them."""

from __future__ import annotations

import pytest

from inbox_momentum.message import ids


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<a@b>", "a@b"),
        ("  <a@b>  (added by postmaster@x)", "a@b"),
        ('<"01KF8JCEOCBS0045PS"@xxx.yyy.com>', "01KF8JCEOCBS0045PS@xxx.yyy.com"),  # RFC 5256 §3
        ('<"a b"@c>', "ab@c"),
        ("<folded\r\n  id@b>", "foldedid@b"),
        ("a@b", "a@b"),
        ("<no-at>", "no-at"),
        ("", ""),
        ("<>", ""),
        ("two words", ""),
        ("<" + "x" * 2000 + ">", ""),
    ],
)
def test_message_id(value: str, expected: str) -> None:
    assert ids.message_id(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<a@b>", ("a@b",)),
        ("<a@b> <c@d>", ("a@b", "c@d")),
        ('Your message of "Thu, 1 Jan 2004 10:00:00 +0100" <a@b>', ("a@b",)),
        ("<a@b> from Jane Roe <jane@x.org> at 10:00", ("a@b",)),
        ('Message from "Jane" <jane@x.org> of "Thu, 1 Jan"', ("jane@x.org",)),
        ("Your message of Thursday", ()),
        ("mail from jane@x.org", ()),
        ("a@b", ("a@b",)),
        ("", ()),
    ],
)
def test_in_reply_to(value: str, expected: tuple[str, ...]) -> None:
    assert ids.in_reply_to([value]) == expected


def test_references_keep_order_and_repeats_of_the_field() -> None:
    assert ids.references(["<a@x>\r\n <b@x>", "<c@x>"]) == (("a@x", "b@x", "c@x"), False)


def test_long_references_keep_the_root_and_the_last() -> None:
    found, cut = ids.references([" ".join(f"<{number}@x>" for number in range(50_000))])
    assert cut
    assert len(found) == ids.MAX_REFERENCES
    assert (found[0], found[-1]) == ("0@x", "49999@x")


@pytest.mark.parametrize("piece", ['<"', "<", "a@b ", '"\\', "<x", ">"])
def test_megabytes_of_one_piece_end(piece: str) -> None:
    value = piece * (1_000_000 // len(piece))
    assert len(ids.references([value])[0]) <= ids.MAX_REFERENCES
    assert len(ids.in_reply_to([value])) <= ids.MAX_REFERENCES
    assert len(ids.message_id(value)) <= 1000
