"""The mbox splitter: what separates messages, what only looks like it, what is bounded."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import bounds, fromline, mbox
from inbox_momentum.sources.fromline import Dialect
from inbox_momentum.sources.protocol import Place


class Drip:
    """A stream that gives few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._file = io.BytesIO(data)
        self._step = step

    def read(self, size: int, /) -> bytes:
        return self._file.read(min(size, self._step))


def split(data: bytes, step: int = 1 << 20) -> list[RawMessage | Defect]:
    return list(mbox.read(Drip(data, step), Place("x.mbox")))


def bodies(data: bytes) -> list[bytes]:
    return [one.data for one in split(data) if isinstance(one, RawMessage)]


A = b"From: a@x.example\nSubject: one\n\nfirst\n"
B = b"From: b@x.example\nSubject: two\n\nsecond\n"
SEP = b"From a@x.example Tue Jan  1 15:38:05 2002\n"


@pytest.mark.parametrize(
    "line",
    [
        b"From vhouten@kpn.example Tue Jan  1 15:38:05 2002",
        b"From - Tue Apr 04 17:03:33 2006",
        b"From pdmef at cs.example  Tue Apr  4 17:03:33 2006",
        b"From 1773664405479613283@xxx Tue Aug 08 12:36:29 +0000 2023",
        b"From a@b Tue Jan 1 15:38 2002",
        b"From a@b Tue Jan 1 15:38:05 PST 2002",
        b"From a@b Tue Jan 1 15:38:05 2002 +0100",
        b"From a@b Tue Jan 1 15:38:05 2002 remote from uunet",
        b"From ???@??? Mon Jan 01 12:00:00 1997",
        b"From a@b Tue, 04 Apr 2006 17:03:33 +0200",
        b"From a@b 4 Apr 2006 17:03:33 GMT",
        b"From a@b 2006-04-04T17:03:33Z",
        b"From a@b 2006-04-04 17:03:33 +0200",
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\r",
    ],
)
def test_separator_lines(line: bytes) -> None:
    assert fromline.parse(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        b"From here on, everything is new",
        b"From Monday I am free at 10:30",
        b"From Tue Jan 1 15:38:05 2002 until now",
        b"From 9:00 to 17:00 on Jan 5 2024",
        b"From: a@b",
        b"From ",
        b"From a@b",
        b"From my side, Jan 5 works.",
        b"From a@b Tue Foo 1 15:38:05 2002",
        b"from a@b Tue Jan 1 15:38:05 2002",
        b"From " + b"x" * 2000 + b" Tue Jan 1 15:38:05 2002",
    ],
)
def test_prose_is_no_separator(line: bytes) -> None:
    assert fromline.parse(line) is None


def test_only_takeout_lines_carry_a_receipt_time() -> None:
    takeout = fromline.parse(b"From 1773664405479613283@xxx Tue Aug 08 12:36:29 +0000 2023")
    assert takeout is not None
    assert takeout.dialect is Dialect.TAKEOUT
    assert takeout.received_at == datetime(2023, 8, 8, 12, 36, 29, tzinfo=UTC)
    other = fromline.parse(b"From a@b Tue Aug 08 12:36:29 +0000 2023")
    assert other is not None
    assert other.received_at is None
    impossible = fromline.parse(b"From 17@xxx Tue Feb 31 12:36:29 +0000 2023")
    assert impossible is not None
    assert impossible.received_at is None


SPLITS = [
    ("plain", SEP + A + b"\n" + SEP + B + b"\n", [A, B]),
    ("no blank line before the separator", SEP + A + SEP + B, [A, B]),
    ("byte-order mark", b"\xef\xbb\xbf" + SEP + A, [A]),
    ("blank lines first", b"\r\n\n" + SEP + A, [A]),
    ("last message without a newline", SEP + A + b"\n" + SEP + B[:-1], [A, B[:-1]]),
    (
        "CRLF",
        (SEP + A + b"\n" + SEP + B).replace(b"\n", b"\r\n"),
        [A.replace(b"\n", b"\r\n"), B.replace(b"\n", b"\r\n")],
    ),
    ("mixed ends", SEP + A.replace(b"\n", b"\r\n") + b"\r\n" + SEP + B, [A.replace(b"\n", b"\r\n"), B]),
    (
        "prose",
        SEP + A + b"From here on it is fine\nFrom: not a field here\n",
        [A + b"From here on it is fine\nFrom: not a field here\n"],
    ),
    (
        "dated prose without fields behind it",
        SEP + A + b"\n" + SEP + b"and more text\n",
        [A + b"\n" + SEP + b"and more text\n"],
    ),
    (
        "a patch inside a message",
        SEP + A + b"\nFrom " + b"a" * 40 + b" Mon Sep 17 00:00:00 2001\nFrom: c@x\n\npatch\n",
        [A + b"\nFrom " + b"a" * 40 + b" Mon Sep 17 00:00:00 2001\nFrom: c@x\n\npatch\n"],
    ),
    (
        "a file of patches",
        b"From "
        + b"a" * 40
        + b" Mon Sep 17 00:00:00 2001\n"
        + A
        + b"From "
        + b"b" * 40
        + b" Mon Sep 17 00:00:00 2001\n"
        + B,
        [A, B],
    ),
    (
        "an mbox inside a Takeout message",
        b"From 1@xxx Tue Aug 08 12:36:29 +0000 2023\n" + A + b"\n" + SEP + B,
        [A + b"\n" + SEP + B],
    ),
    ("bare separators", b"From \n" + A + b"\nFrom \n" + B, [A, B]),
    (
        "a bare From in a dated file",
        SEP + A + b"\nFrom \nSubject: x\nDate: y\n",
        [A + b"\nFrom \nSubject: x\nDate: y\n"],
    ),
    ("UUCP leftover", SEP + b">From b@y Tue Jan  1 15:38:05 2002\n" + A, [A]),
    (
        "leftover behind a later separator",
        SEP + A + b"\n" + SEP + b">From b@y Tue Jan  1 15:38:05 2002\n" + B,
        [A, B],
    ),
    ("text first", b"export of my mail\n\n" + SEP + A, [A]),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in SPLITS], ids=[row[0] for row in SPLITS])
def test_splits(data: bytes, expected: list[bytes]) -> None:
    assert bodies(data) == expected


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in SPLITS], ids=[row[0] for row in SPLITS])
@pytest.mark.parametrize("step", [1, 7, 64])
def test_block_size_changes_nothing(data: bytes, expected: list[bytes], step: int) -> None:
    assert split(data, step) == split(data)
    assert [one.data for one in split(data, step) if isinstance(one, RawMessage)] == expected


def test_a_foreign_separator_in_a_takeout_is_said() -> None:
    takeout = b"From 1@xxx Tue Aug 08 12:36:29 +0000 2023\n"
    first, second = split(takeout + A + b"\n" + SEP + B + b"\n" + takeout + B)
    assert isinstance(first, RawMessage)
    assert isinstance(second, RawMessage)
    assert [one.code for one in first.defects] == ["separator-in-body"]
    assert second.defects == ()


def test_positions_are_bytes_of_the_separator() -> None:
    data = SEP + A + b"\n" + SEP + B
    assert [one.position for one in split(data)] == ["byte 0", f"byte {len(SEP + A) + 1}"]
    assert [data[int(one.position[5:]) :][:5] for one in split(data)] == [b"From ", b"From "]


BODY = b"From: c@x.example\n\nlisting:\n\n" + SEP + B + b"\nend\n"


def with_length(length: int) -> bytes:
    head, _, body = BODY.partition(b"\n\n")
    return head + b"\nContent-Length: %d\n\n" % length + body


def test_content_length_is_believed_when_it_points_at_a_separator() -> None:
    length = len(BODY.partition(b"\n\n")[2])
    inner = with_length(length)
    assert bodies(SEP + inner + b"\n" + SEP + A) == [inner, A]
    assert bodies(SEP + A + b"\n" + SEP + inner) == [A, inner]


@pytest.mark.parametrize("length", [0, 3, 60, 10**6, 10**14])
def test_a_wrong_content_length_loses_nothing(length: int) -> None:
    assert len(bodies(SEP + with_length(length) + b"\n" + SEP + A)) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"Hello\n>From Monday I am free\n", b"Hello\nFrom Monday I am free\n"),
        (b"> quoted\n>From Monday I am free\n", b"> quoted\nFrom Monday I am free\n"),
        (b">what about\n>From Monday on?\n>thanks\n", b">what about\n>From Monday on?\n>thanks\n"),
        (b"x\n>>From deep\n", b"x\n>>From deep\n"),
        (b"x >From the side\n", b"x >From the side\n"),
    ],
)
def test_from_quoting_where_the_dialect_is_unknown(written: bytes, meant: bytes) -> None:
    assert bodies(SEP + b"From: a@x\n\n" + written) == [b"From: a@x\n\n" + meant]


def test_from_quoting_of_mboxrd_is_exact() -> None:
    data = b"From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: a@x\n\n>a\n>From b\n>>From c\n>d\n"
    assert bodies(data) == [b"From: a@x\n\n>a\nFrom b\n>From c\n>d\n"]


def test_a_huge_message_is_cut_and_the_next_one_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MESSAGE", 10_000)
    monkeypatch.setattr(bounds, "BLOCK", 4_000)
    huge = b"From: a@x\n\n" + b"0123456789abcde\n" * 5_000
    first, second = split(SEP + huge + b"\n" + SEP + B)
    assert isinstance(first, RawMessage)
    assert isinstance(second, RawMessage)
    assert first.data == huge[:10_000]
    assert [one.code for one in first.defects] == ["message-truncated"]
    assert str(len(huge)) in first.defects[0].detail or str(len(huge) + 1) in first.defects[0].detail
    assert second.data == B
    assert second.position == f"byte {len(SEP + huge) + 1}"


def test_a_stream_that_breaks_keeps_what_was_read() -> None:
    class Broken(Drip):
        def read(self, size: int, /) -> bytes:
            piece = super().read(size)
            if not piece:
                raise OSError(5, "Input/output error")
            return piece

    found = list(mbox.read(Broken(SEP + A + b"\n" + SEP + B, 50), Place("x.mbox")))
    assert [type(one) for one in found] == [RawMessage, RawMessage, Defect]
    assert isinstance(found[-1], Defect)
    assert found[-1].fatal
    assert "Input/output error" in found[-1].detail


@pytest.mark.parametrize(
    "hostile",
    [
        b"\nFrom " * 200_000,
        b">" * 1_000_000 + b"From \n",
        b"\n>From " * 150_000,
        b"From a Tue Jan  1 15:38:05 2002" * 30_000,
        b"\n\n" * 500_000,
        b"X" * 1_000_000,
        b"\nFrom a@b Tue Jan  1 15:38:05 2002" * 30_000,
    ],
)
def test_hostile_megabytes_are_one_message(hostile: bytes) -> None:
    assert len(bodies(SEP + A + hostile)) == 1


LINES = st.lists(
    st.sampled_from(
        [
            b"text",
            b"",
            b"From here",
            b">quoted",
            b"> quoted",
            b"Subject: inner",
            b"--b",
            b" folded",
            b"\xff\x00",
            b"x\r",
        ]
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(LINES, min_size=1, max_size=5),
    st.sampled_from([b"\n", b"\r\n"]),
    st.integers(1, 200),
    st.booleans(),
)
def test_every_message_comes_back(parts: list[list[bytes]], end: bytes, step: int, blank: bool) -> None:
    mails = [b"From: a@x" + end + end + end.join(lines) + end for lines in parts]
    data = b"".join(SEP.replace(b"\n", end) + mail + (end if blank else b"") for mail in mails)
    found = [one.data for one in split(data, step) if isinstance(one, RawMessage)]
    assert len(found) == len(mails)
    assert [one.rstrip(b"\r\n") for one in found] == [mail.rstrip(b"\r\n") for mail in mails]
