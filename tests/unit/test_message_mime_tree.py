"""A MIME tree built from its separator lines is the one that the standard library builds, or none."""

from __future__ import annotations

import email
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.message import mime_tree

MIXED = b'Content-Type: multipart/mixed; boundary="b"\n\n'
INNER = b"--b\nContent-Type: multipart/alternative;\n boundary=c\n\n--c\n\nplain\n--c\nContent-Type: text/html\n\n<p>\n--c--\n"

WELL_FORMED = {
    "one text": (b"Content-Type: text/plain\n\n", b"hello\n--b\n"),
    "no fields": (b"\n", b"hello"),
    "parts": (
        MIXED,
        b"preamble\n--b\n\none\n\n--b \t\nContent-Type: text/html\n\n--bb\n-- \n--b--\nepilogue\n",
    ),
    "no newline at the end": (MIXED, b"--b\nContent-Type: text/plain\n\n\n--b--"),
    "CRLF": (MIXED, b"--b\r\nContent-Type: text/plain\r\n\r\none\r\n--b--\r\n"),
    "nested": (MIXED, INNER + b"between\n--b\nContent-Type: image/png; name=a.png\n\nxx\n--b--\n"),
    "8-bit": (MIXED, b"--b\nContent-Type: text/plain; name=\xe9\n\n\xe9\xff\n--b--\n"),
}
OTHERS = {
    "not closed": (MIXED, b"--b\n\none\n"),
    "closed before it starts": (MIXED, b"--b--\n"),
    "goes on after its end": (MIXED, b"--b\n\none\n--b--\n--b\n\ntwo\n--b--\n"),
    "inner one not closed": (MIXED, INNER.removesuffix(b"--c--\n") + b"--b--\n"),
    "one boundary for two": (MIXED, b"--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b--\n"),
    "no boundary": (b"Content-Type: multipart/mixed\n\n", b"--b\n\none\n--b--\n"),
    "no end of a head": (MIXED, b"--b\nContent-Type: text/plain\n--b--\n"),
    "no line below a separator": (MIXED, b"--b\n\none\n--b"),
    "prose in a head": (MIXED, b"--b\nContent-Type: text/plain\nprose\n\none\n--b--\n"),
    "digest": (MIXED.replace(b"mixed", b"digest"), b"--b\n\nSubject: x\n\none\n--b--\n"),
    "embedded message": (MIXED, b"--b\nContent-Type: message/rfc822\n\nSubject: x\n\none\n--b--\n"),
    "a message": (b"Content-Type: message/rfc822\n\n", b"Subject: x\n\none\n"),
    "attached parts": (MIXED, INNER.replace(b"=c\n", b"=c\nContent-Disposition: attachment\n") + b"--b--\n"),
    "lone carriage return": (MIXED, b"--b\n\none\r--b\n\ntwo\n--b--\n"),
}  # fmt: skip

FIELDS = [b"Content-Type: text/html", b"Content-Type: multipart/mixed; boundary=c", b"Content-Type: message/rfc822",
          b'Content-Type: multipart/related; boundary="b--"', b"Content-Disposition: attachment", b" folded", b"prose"]  # fmt: skip
LINES = [
    b"text",
    b"",
    b"-- ",
    b"--",
    b"--b",
    b"--b--",
    b"--c\n",
    b"--c-- ",
    b"--bb",
    b"caf\xe9",
    b"field: value",
    b"x\ry",
]


@st.composite
def parts(draw: st.DrawFn) -> bytes:
    """A separator line and what stands below it, seldom as it should be to the last byte."""
    separator = draw(st.sampled_from([b"--b", b"--b", b"--b ", b"--c"]))
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=1))
    lines = draw(st.lists(st.sampled_from(LINES), max_size=3))
    return b"\n".join([separator, *fields, b"", *lines])


def shape(part: Any) -> tuple[Any, ...]:
    """All that is read of a part later, and of the parts in it."""
    content = part.get_payload()
    inner = [shape(one) for one in content] if isinstance(content, list) else part._payload
    return list(part.raw_items()), part.get_content_type(), list(map(type, part.defects)), inner


@pytest.mark.parametrize(("head", "body"), WELL_FORMED.values(), ids=WELL_FORMED)
def test_well_formed_mail_has_the_tree_of_the_library(head: bytes, body: bytes) -> None:
    found = mime_tree.read(head, body)
    assert found is not None
    assert shape(found) == shape(email.message_from_bytes(head + body))


@pytest.mark.parametrize(("head", "body"), OTHERS.values(), ids=OTHERS)
def test_other_mail_is_left_to_the_library(head: bytes, body: bytes) -> None:
    assert mime_tree.read(head, body) is None


@settings(max_examples=400)
@given(st.lists(parts(), min_size=1, max_size=4), st.sampled_from([b"--b--\n", b"--b--", b""]), st.booleans())
def test_any_parts_have_the_tree_of_the_library_or_none(found: list[bytes], last: bytes, crlf: bool) -> None:
    body = b"\n".join([*found, last])
    body = body.replace(b"\n", b"\r\n") if crlf else body
    tree = mime_tree.read(MIXED, body)
    assert tree is None or shape(tree) == shape(email.message_from_bytes(MIXED + body))
