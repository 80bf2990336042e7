"""Readable text, attachments, calendars and links."""

from __future__ import annotations

import base64

import pytest

from inbox_momentum.message import clean_text, flowed, html_text, mime
from inbox_momentum.message.parse import parse
from inbox_momentum.model import Attachment, Body, Message, RawMessage


def body(data: bytes | str) -> Body:
    raw = data.encode() if isinstance(data, str) else data
    found = parse(RawMessage("s", "p", b"From: a@b.c\n" + raw))
    assert isinstance(found, Message)
    return found.body


@pytest.mark.parametrize(
    ("head", "content", "text"),
    [
        (b"", b"plain\r\ntext\r\n", "plain\ntext"),
        (b"Content-Type: text/plain; charset=utf-8\n", "Grüße".encode(), "Grüße"),
        (b"Content-Type: text/plain; charset=iso-8859-1\n", "Grüße".encode("latin-1"), "Grüße"),
        (b"Content-Type: text/plain; charset=utf-8\n", "Grüße".encode("latin-1"), "Grüße"),
        (b"Content-Type: text/plain; charset=us-ascii\n", "Grüße".encode(), "Grüße"),
        (b"Content-Type: text/plain; charset=nonsense\n", "Grüße".encode(), "Grüße"),
        (b"Content-Type: text/plain; charset=gb2312\n", "中文".encode("gb18030"), "中文"),
        (b"", "Grüße".encode("latin-1"), "Grüße"),
        (b"Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n", b"Gr=C3=BC=\n=C3=9Fe",
         "Grüße"),
        (b"Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n",
         base64.b64encode("Grüße".encode()), "Grüße"),
        (b"Content-Transfer-Encoding: base64\n", b"not base64 at all!", None),
        (b"Content-Transfer-Encoding: nonsense\n", b"plain", "plain"),
        (b"Content-Type: nonsense\n", b"plain", "plain"),
        (b"Content-Type: text/html\n", b"<p>Hi <b>Max</b></p><p>Call?</p>", "Hi Max\n\nCall?"),
        (b"Content-Type: multipart/mixed\n", b"no boundary", "no boundary"),
        (b"Content-Type: multipart/mixed; boundary=x\n", b"no such boundary", "no such boundary"),
        (b"Content-Type: multipart/mixed; boundary=x\n", b"--x\n\nunclosed", "unclosed"),
    ],
)  # fmt: skip
def test_text(head: bytes, content: bytes, text: str | None) -> None:
    found = body(head + b"\n" + content).text
    if text is not None:
        assert found == text


def alternative(plain: str, html: str) -> Body:
    return body(
        "Content-Type: multipart/alternative; boundary=x\n\n"
        f"--x\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--x\nContent-Type: text/html; charset=utf-8\n\n{html}\n--x--\n"
    )


LONG = "<p>" + "Please send us three times that suit you next week. " * 8 + "</p>"


@pytest.mark.parametrize(
    ("plain", "html", "from_html"),
    [
        ("Please pick a time.", "<p>Please pick a time.</p>", False),
        ("", "<p>Please pick a time.</p>", True),
        ("   \n", LONG, True),
        ("To view this email in HTML, use another program.", LONG, True),
        ("View this email in your browser: https://x.org", LONG, True),
        ("Please send us three times. " * 6, LONG, False),
        ("Text", "", False),
    ],
)
def test_the_html_part_is_read_when_the_plain_one_is_a_stub(plain: str, html: str, from_html: bool) -> None:
    text = alternative(plain, html).text
    assert (text.strip() != plain.strip()) == (from_html and bool(html))


def test_parts_of_a_mail() -> None:
    found = body(
        "Content-Type: multipart/mixed; boundary=x\n\npreamble\n"
        "--x\nContent-Type: text/plain\n\nSee attached.\n"
        '--x\nContent-Type: application/pdf; name="=?utf-8?q?Lebensl=C3=A4ufe.pdf?="\nContent-Transfer-Encoding: base64\n\n'
        + base64.b64encode(b"x" * 3000).decode()
        + "\n--x\nContent-Type: application/zip\nContent-Disposition: attachment; filename*=utf-8''l%C3%B6sung.zip\n\nPK\n"
        "--x\nContent-Type: message/rfc822\n\nFrom: d@e.f\nSubject: inner\n\nInner words: please reply.\n"
        "--x\nContent-Type: image/png\nContent-ID: <logo>\n\nPNG\n--x--\nepilogue\n"
    )
    assert found.text == "See attached."
    assert found.attachments == (
        Attachment("Lebensläufe.pdf", "application/pdf", 3000),
        Attachment("lösung.zip", "application/zip", 2),
        Attachment("", "message/rfc822", 0),
        Attachment("", "image/png", 3),
    )


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8",
        "Content-Type: text/calendar; name=invite.ics\nContent-Disposition: attachment; filename=invite.ics",
        "Content-Type: application/ics; name=invite.ics",
        "Content-Type: application/octet-stream; name=invite.ics",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_calendars(head: str, packed: bool) -> None:
    ics = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nSUMMARY:Gespräch\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    content = ics
    if packed:
        head += "\nContent-Transfer-Encoding: base64"
        content = base64.encodebytes(ics.encode()).decode()
    found = body(f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nHi\n--x\n{head}\n\n{content}\n--x--\n")
    assert found.text == "Hi"
    assert [text.strip() for text in found.calendars] == [ics.strip()]


def test_a_large_calendar_survives_the_cutting_of_attachments() -> None:
    events = "".join(f"BEGIN:VEVENT\nUID:{number}\nEND:VEVENT\n" for number in range(500))
    ics = f"BEGIN:VCALENDAR\n{events}END:VCALENDAR"
    found = body(
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nHi\n--x\nContent-Type: application/octet-stream; name=a.ics\n"
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(ics.encode()).decode()}\n--x--\n"
    )
    assert found.calendars == (ics,)


def test_links_of_new_text_and_anchors_without_quotes_and_repeats() -> None:
    found = alternative(
        "Book here: https://cal.example/max). See (https://en.example/a_(b)) https://cal.example/max\n\n"
        "On Tue, Mar 5, 2024 at 10:00 Jane <j@x.org> wrote:\n> https://old.example/\n",
        '<a href="https://click.example/1">Book</a><blockquote><a href="https://old.example/2">x</a></blockquote>'
        '<a href="mailto:j@x.org">mail</a>',
    )
    assert found.links == ("https://cal.example/max", "https://en.example/a_(b)", "https://click.example/1")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<table><tr><td>When</td><td>Friday</td></tr><tr><td>Where</td><td>Online</td></tr></table>",
         "When Friday\nWhere Online"),
        ("<style>p{}</style><script>x()</script><title>t</title>seen", "seen"),
        ('<div style="display:none">preheader</div>seen', "seen"),
        ("a&nbsp;b&amp;c", "a b&c"),
        ('<p>These suit:</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px">Tuesday 3 pm</blockquote><p>?</p>', "These suit:\n\nTuesday 3 pm\n\n?"),
        ("<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote>", "new\n\n> old\n>\n> > older\n> >"),
        ("<pre>x\n  y</pre>", "x\n  y"),
        ('yes<div class="gmail_signature">Max</div>', "yes\n-- \nMax"),
        ("unclosed <b>tag", "unclosed tag"),
        ("", ""),
    ],
)  # fmt: skip
def test_html(html: str, text: str) -> None:
    assert html_text.read(html)[0] == text


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<blockquote>", "<b>", "<table><tr><td>", "<a href=http://x>", "<", "<p>", "<p></p>", "<b><i></b></i>", "<ul><li>",
     "<svg>", "<!--", "&", "<option>", "x</tt><html>", "<select><option>"],
)  # fmt: skip
def test_html_of_one_piece_ends(piece: str) -> None:
    text, links = html_text.read(piece * (500_000 // len(piece)))
    assert len(links) <= html_text.MAX_LINKS
    assert len(text) <= 1_500_000


def test_a_tag_with_a_hundred_thousand_attributes_ends() -> None:
    assert html_text.read("<a " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</a>y")[
        0
    ].endswith("y")


@pytest.mark.parametrize(
    ("text", "delsp", "expected"),
    [
        ("one \ntwo", False, "one two"),
        ("one \ntwo", True, "onetwo"),
        ("one\ntwo", False, "one\ntwo"),
        ("> a \n> b\nc", False, "> a b\nc"),
        ("> a \n>> b", False, "> a \n>> b"),
        ("end \n-- \nMax", False, "end \n-- \nMax"),
        (" >stuffed", False, ">stuffed"),
        ("tail ", False, "tail "),
    ],
)
def test_flowed(text: str, delsp: bool, expected: str) -> None:
    assert flowed.unflow(text, delsp) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u200bb\u200d\ufeffc\u00add", "abcd"),
        ("a\u202eb\u2066c", "abc"),
        ("a\x00b\x07\x9fc", "abc"),
        ("a\u00a0b\u2003c", "a b c"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("tab\tstays", "tab\tstays"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("x" * 400_000, "x" * clean_text.MAX_TEXT),
    ],
)
def test_readable(text: str, expected: str) -> None:
    assert clean_text.readable(text) == expected


def test_attachments_are_emptied_and_their_size_is_kept() -> None:
    content = base64.encodebytes(b"x" * 100_000)
    part = b"--x\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + content + b"--x--\n"
    slim = mime.slim("multipart/mixed; boundary=x", part)
    assert len(slim.body) < 500
    found = body(b"Content-Type: multipart/mixed; boundary=x\n\n" + part)
    assert abs(found.attachments[0].size - 100_000) < 10


def nested(depth: int) -> bytes:
    out = [b"Content-Type: multipart/mixed; boundary=b0\n\n"]
    out += [
        b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (level, level + 1)
        for level in range(depth)
    ]
    return b"".join(out) + b"--b%d\nContent-Type: text/plain\n\nhello\n" % depth


@pytest.mark.parametrize(
    ("depth", "code"), [(5, None), (50, None), (500, "mime-too-deep"), (10_000, "mime-too-deep")]
)
def test_deep_mime_is_read_or_said(depth: int, code: str | None) -> None:
    found = parse(RawMessage("s", "p", b"From: a@b.c\n" + nested(depth)))
    assert isinstance(found, Message)
    assert found.body.text == "hello"
    assert (code in {defect.code for defect in found.defects}) == (code is not None)


@pytest.mark.parametrize(
    "piece", [b"--B\nCONTENT-TYPE: MESSAGE/RFC822\n\n", b'Boundary="x"\n', b"BOUNDARY=y\n"]
)
def test_nesting_is_counted_whatever_the_case_of_the_letters(piece: bytes) -> None:
    few, many = (
        mime.slim("multipart/mixed; boundary=B", piece * (mime.MAX_DECLARED + more)) for more in (0, 1)
    )
    assert (few.parseable, many.parseable) == (True, False)


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: message/rfc822\n\n" * 10_000 + b"x",
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 5_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
        b"Content-Type: multipart/mixed; " + b'x="\\";' * 170_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; "
        + b'x="\\";' * 100_000
        + b"\n\nx\n--b--",
        b"Content-Type: application/x; "
        + b" ".join(b"name*%d*=a;" % number for number in range(30_000))
        + b"\n\nx",
        b"\n" + b"x" * 20_000_000,
    ],
)
def test_hostile_structures_are_said(data: bytes) -> None:
    found = parse(RawMessage("box", "byte 7", b"From: a@b.c\n" + data))
    assert isinstance(found, Message)
    assert len(found.body.text) <= clean_text.MAX_TEXT
    assert {(defect.source, defect.position) for defect in found.defects} == {("box", "byte 7")}
