"""The fast way through a mail file finds what the plain one finds, whatever the file and the blocks."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bench import generate
from bench.letters import letters
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum.ingest import blocks, skim
from inbox_momentum.ingest.crew import Crew
from inbox_momentum.sources.protocol import Place
from tests.unit.ingest.plain import hold

SEPARATORS = [
    b"From a@x.example Tue Jan  1 15:38:05 2002",
    b"From 1773664405479613283@xxx Tue Aug 08 12:36:29 +0000 2023",
    b"From 1773664405479613284@xxx Tue Feb 31 12:36:29 +0000 2023",
    b"From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001",
    b"From mboxrd@z Thu Jan  1 00:00:00 1970",
    b"From - Fri Nov 20 17:30:36 2026",
    b"From user at host.example  Fri Nov 20 17:30:36 2026",
    b"From x@y Fri, 20 Nov 2026 17:30:36 +0100",
    b"From x 2026-11-20T17:30:36Z",
    b"From ",
    b"From the desk of our editor",
    b">From a@x.example Tue Jan  1 15:38:05 2002",
]
FIELDS = [
    b"From: Shop <news@shop.example.com>",
    b"From: =?utf-8?q?L=C3=A4den?= <news@shop.example.com>",
    b"From: jobs@acme.example",
    b"To: maya@example.net",
    b"to: Maya K <maya@example.net>,\n b@y.example",
    b"Subject: Half price\n until Sunday",
    b"Subject: =?utf-8?q?Your_application?=",
    b"Subject: \xe4\xf6",
    "Subject: größer".encode(),
    b"Date: Tue, 08 Aug 2023 12:36:29 +0000",
    b"Date: Tue, 8 Aug 2023 05:36:29 -0700 (PDT)",
    b"Date: Tue, 08 Aug 2023 12:36:29 XYZ",
    b"Date: 1 Jan 2002 15:38:05 +0000",
    b"Received: from a by b with c id 1;\n\tTue, 08 Aug 2023 12:36:30 +0000 (UTC)",
    b"Received: from a by b; Tue, 1 Jan 2002 15:38:06 +0000",
    b"Received: by x (no; date here)",
    b"Message-ID: <1@shop.example.com>",
    b"Message-ID: <2@a b>",
    b"Message-ID: 3@x",
    b"List-Unsubscribe: <https://shop.example.com/out>",
    b"List-Id: News <news.shop.example.com>",
    b"List-Post: <mailto:talk@lists.example.org>",
    b"Precedence: bulk",
    b"Auto-Submitted: auto-replied",
    b"X-GM-THRID: 1773664405479613283",
    b"X-Gmail-Labels: Inbox,Sent",
    b"X-Gmail-Labels: Spam",
    b"Delivered-To: maya@example.net",
    b"Return-Path: <talk-bounces+maya=example.net@lists.example.org>",
    b"References: <0@x> <1@shop.example.com>",
    b"In-Reply-To: <0@x>",
    b"Content-Length: 6",
    b"Content-Length: 90",
    b"Content-Type: text/plain; charset=latin-1",
    b"Content-Type: multipart/report; report-type=delivery-status",
    b"Sender: no-reply@greenhouse.io",
    b"Reply-To: reply@shop.example.com",
    b">From inside@x Tue Jan  1 15:38:05 2002",
    b"no field at all",
    b" folded first",
    b"X-Odd : blank before the colon",
    b"X-Nul: a\0b",
]
USUAL = [
    b"From: Shop <news@shop.example.com>",
    b"Date: Tue, 08 Aug 2023 12:36:29 +0000",
    b"Received: from a by b; Tue, 08 Aug 2023 12:36:30 +0000",
    b"List-Unsubscribe: <https://shop.example.com/out>",
    b"To: maya@example.net",
]
BODIES = [
    b"first\n",
    b"From here on\n\n>From there\n> quoted\n",
    b"a\n\nFrom b@x.example Tue Jan  1 15:38:05 2002\nSubject: inside\n\ntext\n",
    b"a\n\nFrom 5@xxx Tue Aug 08 12:36:29 +0000 2023\nSubject: inside\n\n",
    b"",
    b"x" * 1500 + b"\n",
    b"\n\n\n",
]


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    number = draw(st.integers(0, 99))
    named = [b"Message-ID: <%d@shop.example.com>" % number, *USUAL]
    usual = draw(st.sampled_from([named, named, named[:-1], []]))
    fields = draw(st.permutations([*usual, *draw(st.lists(st.sampled_from(FIELDS), max_size=3))]))
    separator = draw(st.sampled_from(SEPARATORS[:2] * 4 + SEPARATORS))
    gap = draw(st.sampled_from([b"\n", b"\n", b"\n", b""]))
    end = draw(st.sampled_from([b"\n", b"\n", b""]))
    return (
        separator
        + b"\n"
        + b"".join(one + b"\n" for one in fields)
        + gap
        + draw(st.sampled_from(BODIES))
        + end
    )


@st.composite
def boxes(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf", b"\n\n", b"text before\n\n"]))
    data += b"".join(draw(st.lists(messages(), min_size=1, max_size=6)))
    if draw(st.booleans()):
        data = data.replace(b"\n", b"\r\n")
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.sampled_from([b"\n", b"\r", b"\0", b"From ", b" ", b"\xff"])) + data[at:]
    return data


@pytest.fixture(scope="module")
def small_pieces() -> Iterator[None]:
    """Pieces of a file as small as its blocks, so that everything lies across their edges."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "PIECE", 700)
        yield


@settings(max_examples=400)
@given(
    data=boxes(), block=st.sampled_from([1 << 10, 1500, 1 << 23]), place=st.sampled_from(["box.mbox", "Sent"])
)
def test_any_mbox_in_this_process(small_pieces: None, data: bytes, block: int, place: str) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        hold(Path(file.name), None, block, Place(place, around=(place,)))


@settings(max_examples=30)
@given(data=st.lists(boxes(), min_size=1, max_size=4).map(b"\n\n".join), workers=st.integers(0, 2))
def test_any_mbox_by_several_processes(crews: list[Crew], data: bytes, workers: int) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        hold(Path(file.name), crews[workers], 1 << 10)


@pytest.fixture(scope="module")
def crews() -> Iterator[list[Crew]]:
    with Crew(1) as one, Crew(2) as two, Crew(3) as three:
        yield [one, two, three]


@pytest.mark.corpora
def test_every_mbox_of_the_corpora(corpora: Path, crews: list[Crew], tmp_path: Path) -> None:
    rows = 0
    for path in sorted(corpora.rglob("*")):
        if not path.is_file():
            continue
        with path.open("rb") as file:
            head = file.read(100)
        if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"From "):
            continue
        if path.stat().st_size > 4_000_000:
            rows += hold(path, crews[1], 5000)[0]  # one look is long enough
            continue
        data = path.read_bytes()
        for number, form in enumerate((data, data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))):
            copy = tmp_path / f"{number}.mbox"
            copy.write_bytes(form)
            rows += hold(copy, None, 1 << 10)[0]
            rows += hold(copy, crews[2], 5000)[0]
    assert rows >= 0


@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("dialect", generate.DIALECTS)
def test_every_dialect_of_the_generator(
    crews: list[Crew], small_pieces: None, tmp_path: Path, dialect: str, crlf: bool
) -> None:
    """Whatever the blocks and the processes; attachments cut short, so that pieces hold several messages."""
    some = [replace(one, blob=one.blob[-200:]) for one in letters(11, 150)]
    kind = generate.DIALECTS[dialect]
    data = b"\xef\xbb\xbf" * kind.bom + b"".join(data for _, data in generate.frames(kind, some))
    box = tmp_path / "box.mbox"
    box.write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if crlf else data)
    for crew, block in ((None, 1 << 10), (crews[0], 3000), (crews[1], 1 << 10), (crews[2], 20_000)):
        rows, read = hold(box, crew, block)
        assert rows > 100 or (crlf and kind.length)
        assert rows + read == len(some) or (crlf and kind.length)


@given(data=boxes())
def test_a_header_is_judged_alike_in_a_stream_and_in_a_file(data: bytes) -> None:
    """``skim`` never raises, and says the same twice."""
    from inbox_momentum.ingest.rows import UNKNOWN

    header = io.BytesIO(data).getvalue()[:3000]
    one, other = skim.Skimmer(), skim.Skimmer()
    assert one.skim(b"\n" + header, 0, UNKNOWN) == other.skim(b"\n" + header, 0, UNKNOWN)
