"""Whatever the bytes, parsing ends in a message or a fatal defect, the same one every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.message import addresses, dates, encoded_words, headers, ids
from inbox_momentum.message.calendar import appointments
from inbox_momentum.message.html_text import read as read_html
from inbox_momentum.message.parse import parse
from inbox_momentum.message.quotes import new_text
from inbox_momentum.model import Defect, Message, RawMessage

SEED = (
    b"Received: from mx (a; b) by home; Tue, 5 Mar 2024 10:00:07 +0000\r\nFrom: =?utf-8?q?J=C3=BC?= <J@Acme.example>\r\n"
    b'To: "Poe, Max" <max@x.org>, Team: kim@x.org;\r\nSubject: =?utf-8?b?R3LDvMOf?= x\r\nDate: Tue, 5 Mar 2024 11:00:00 +0100\r\n'
    b"Message-ID: <m1@acme.example>\r\nReferences: <a@b>\r\n <c@d>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n'
    b"Hi \r\nthere\r\nOn Tue, Mar 5, 2024 at 10:00 Jane <j@x.org> wrote:\r\n> x\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi<br>"
    b"<a href=http://x.y>z</a>\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--b\r\n"
    b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFSCg==\r\n--b--\r\n"
)
PIECES = [b"\r\n", b"\n", b"\r", b"\x00", b"--b", b"--b--", b": ", b"\r\n ", b"=?utf-8?q?", b"?=", b"<", b">", b'"', b"(", b")",
          b";", b"\xff", b"\xc3", b"Content-Type: message/rfc822\r\n\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n\r\n",
          b"charset=", b"base64", b"Content-Disposition: attachment; filename*0*=x\r\n", b"BEGIN:VEVENT\n"]  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The seed with pieces cut out, doubled, swapped and put in."""
    data = SEED
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.integers(0, 60)))
        change = draw(st.sampled_from(["cut", "double", "insert", "flip"]))
        if change == "cut":
            data = data[:at] + data[to:]
        elif change == "double":
            data = data[:to] + data[at:to] + data[to:]
        elif change == "insert":
            data = data[:at] + draw(st.sampled_from(PIECES)) * draw(st.integers(1, 3)) + data[at:]
        else:
            data = data[:at] + draw(st.binary(max_size=4)) + data[at + 1 :]
    return data


def check(data: bytes) -> None:
    found = parse(RawMessage("s", "p", data))
    if isinstance(found, Defect):
        assert found.fatal
        return
    assert isinstance(found, Message)
    assert found == parse(RawMessage("s", "p", data))
    assert found.message_id
    assert found.date_at is None or found.date_at.tzinfo is UTC
    for text in (found.subject, found.body.text, found.body.new_text, *(value for _, value in found.headers)):
        text.encode("utf-8")
        assert "\x00" not in text
    assert all(
        (defect.source, defect.position) == ("s", "p") and not defect.fatal for defect in found.defects
    )


@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.binary(max_size=500))
def test_any_bytes_behind_a_header(data: bytes) -> None:
    check(b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n" + data)


@settings(max_examples=200)
@given(mutations())
def test_mutated_mail(data: bytes) -> None:
    check(data)


@given(st.text(max_size=300))
def test_single_values_never_raise(text: str) -> None:
    addresses.parse(text)
    dates.read(text)
    dates.received(text)
    ids.message_id(text)
    ids.in_reply_to([text])
    encoded_words.decode(text)
    read_html(text)
    appointments("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + text + "\nEND:VEVENT")
    assert len(new_text(text)) <= len(text)


@given(
    st.datetimes(datetime(1970, 1, 3), datetime(2100, 12, 29)),
    st.integers(-12 * 4, 14 * 4),
)
def test_written_dates_are_read_back(local: datetime, quarters: int) -> None:
    zone = timezone(timedelta(minutes=15 * quarters))
    at = local.replace(microsecond=0, tzinfo=zone)
    moment = dates.read(format_datetime(at))
    assert moment.at == at.astimezone(UTC)
    assert moment.offset_s == 15 * 60 * quarters
    assert dates.read(at.isoformat()).at == moment.at


@given(
    st.lists(st.from_regex(r"[a-z0-9]{1,8}@[a-z]{1,8}\.[a-z]{2,4}", fullmatch=True), max_size=8),
    st.sampled_from([", ", ",\r\n ", " , "]),
)
def test_written_addresses_are_read_back(found: list[str], comma: str) -> None:
    value = comma.join(f'"Name, {number}" <{address}>' for number, address in enumerate(found))
    assert [address.address for address in addresses.parse(value)] == found


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,10}", fullmatch=True),
            st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([b"\n", b"\r\n"]),
)
def test_written_fields_are_read_back(fields: list[tuple[str, str]], end: bytes) -> None:
    data = end.join(f"{name}: {value}".encode() for name, value in fields) + end * 2 + b"body"
    block = headers.read(b"Subject: x" + end + data)
    assert list(block.fields) == [("subject", "x"), *((name.lower(), value) for name, value in fields)]
    assert block.body == b"body"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_encoded_words_are_read_back(text: str) -> None:
    from email.header import Header

    encoded = Header(text, "utf-8").encode().replace("\n", "\r\n")
    assert encoded_words.decode(encoded) == text
