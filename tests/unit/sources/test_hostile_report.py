"""Hostile mail all the way to the report's JSON: no traceback, nothing lost, every defect has its place."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inbox_momentum.cli import main

HEAD = b"From: Jane <jane@acme.example>\nTo: maya@example.net\nDate: Wed, 4 Mar 2026 05:06:07 +0000\nMessage-ID: <%d@x>\n"
ASK = b"Subject: Interview\n\nHi Maya, could you send me your availability for an interview next week? Jane\n"
SEP = b"From a@x.example Wed Mar  4 05:06:07 2026\n"


def nested(depth: int) -> bytes:
    out = []
    for number in range(depth):
        out.append(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number))
    return b"".join(out) + b"\ntext\n"


def with_date(value: bytes) -> bytes:
    return b"From: j@acme.example\nMessage-ID: <1@x>\nDate: " + value + b"\nSubject: x\n\nx\n"


DATES = [
    b"", b" ", b"never", b"0", b"Wed, 32 Mar 2026 05:06:07 +0000", b"Wed, 4 Mar 2026 25:06:07 +0000",
    b"Wed, 4 Mar 2026 05:06:61 +0000", b"Wed, 30 Feb 2026 05:06:07 +0000", b"Wed, 4 Mar 99999 05:06:07 +0000",
    b"Wed, 4 Mar 0000 05:06:07 +0000", b"Wed, 4 Mar 1899 05:06:07 +0000", b"Wed, 4 Mar 2026 05:06:07 +9999",
    b"Wed, 4 Mar 2026 05:06:07 -0000", b"Wed, 4 Mar 2026 24:00:00 +0000", b"Thu, 1 Jan 1970 00:00:00 +0100",
    b"Fri, 31 Dec 2100 23:59:59 -1200", b"\xff\xfe\x00", b"4" * 5_000, b"(" * 5_000, b"1:" * 3_000,
    b"=?utf-8?Q?Wed=2C_4_Mar_2026_05=3A06=3A07_+0000?=", b"Wed, 4 Mar 2026 05:06:07 IST", b"4/3/26 5:06 PM",
    b"Sun, 29 Mar 2026 02:30:00 Europe/Berlin", "水, 4 3月 2026 05:06:07 +0900".encode(),
]  # fmt: skip

MAILS: dict[str, Callable[[], bytes]] = {
    "a hundred thousand header fields": lambda: HEAD % 1 + b"X-A: b\n" * 100_000 + ASK,
    "a header field of two megabytes": lambda: HEAD % 1 + b"X-A: " + b"b" * 2_000_000 + b"\n" + ASK,
    "a header folded a hundred thousand times": lambda: HEAD % 1 + b"To:" + b"\n a@b.example," * 100_000 + b"\n" + ASK,
    "ten thousand levels of MIME": lambda: HEAD % 1 + nested(10_000),
    "ten thousand messages in one another": lambda: HEAD % 1 + b"Content-Type: message/rfc822\n\n" * 10_000 + b"x\n",
    "fifty thousand references": lambda: HEAD % 1 + b"References:" + b"".join(b" <%d@y>\n" % n for n in range(50_000)) + ASK,
    "fifty thousand addresses": lambda: HEAD % 1 + b"Cc: " + b"a@b.example, " * 50_000 + b"\n" + ASK,
    "NULs everywhere": lambda: (HEAD % 1 + ASK).replace(b"a", b"a\0"),
    "nothing but NULs": lambda: b"\0" * 100_000,
    "nothing but a header": lambda: b"From: a@b.example",
    "an unknown charset": lambda: HEAD % 1 + b'Content-Type: text/plain; charset="x-\xff\0unknown"\n' + ASK,
    "a charset that is no text": lambda: HEAD % 1 + b"Content-Type: text/plain; charset=base64\n" + ASK,
    "an idna charset": lambda: HEAD % 1 + b"Content-Type: text/plain; charset=idna\n" + ASK,
    "eight bits in every field": lambda: (HEAD % 1).replace(b"Jane", bytes(range(128, 256))) + b"Subject: \xe4\xff\n\n\xe4\xff\n",
    "an address of a megabyte": lambda: b"From: " + b"<" * 500_000 + b"a@b" + b">" * 500_000 + b"\nDate: x\n\nx\n",
    "a subject of brackets": lambda: HEAD % 1 + b"Subject: " + b"[" * 300_000 + b"\n\nx\n",
    "encoded words without end": lambda: HEAD % 1 + b"Subject: " + b"=?utf-8?B?" * 50_000 + b"\n\nx\n",
    "lone surrogates and controls": lambda: HEAD % 1 + b"Subject: \xed\xa0\x80\x1b[2J\x07\n\n\xed\xa0\x80\x1b[2J\x07\n",
    "a calendar of a million lines": lambda: HEAD % 1 + b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100_000,
    "a megabyte of quote marks": lambda: HEAD % 1 + b"\n" + b">" * 1_000_000 + b"\n",
    "a megabyte of tags": lambda: HEAD % 1 + b"Content-Type: text/html\n\n" + b"<div>" * 200_000,
    "entities without end": lambda: HEAD % 1 + b"Content-Type: text/html\n\n" + b"&#x" * 300_000,
    "base64 of nothing": lambda: HEAD % 1 + b"Content-Transfer-Encoding: base64\n\n" + b"=" * 500_000,
    "a thousand boundaries": lambda: HEAD % 1 + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 50_000,
}  # fmt: skip


def report(folder: Path, capsys: pytest.CaptureFixture[str], *sources: Path) -> dict[str, object]:
    """The report's JSON of these sources; the command ends as on any other mail."""
    out = folder / "report.json"
    command = [
        "report",
        *map(str, sources),
        "--json",
        str(out),
        "-o",
        str(folder / "report.html"),
        "--me",
        "maya@example.net",
    ]
    assert main([*command, "--as-of", "2026-03-10T09:00:00Z", "--timezone", "UTC"]) == 0
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    found: dict[str, object] = json.loads(out.read_text("utf-8"))
    return found


def check(found: dict[str, object], messages: int) -> None:
    coverage = found["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["messages"] == messages
    parts = ("kept", "duplicates", "outside_window", "rejected")
    assert coverage["messages"] == sum(coverage[part] for part in parts)
    for defect in coverage["defects"]:
        assert defect["source"] and defect["position"] and defect["code"] and defect["detail"], defect


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))


@pytest.mark.parametrize("name", MAILS)
def test_hostile_mail_beside_ordinary_mail(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder of files and in an mbox between two others: those two are read as if it were not there."""
    bad = MAILS[name]()
    mail = tmp_path / "mail"
    mail.mkdir()
    (mail / "1.eml").write_bytes(HEAD % 2 + ASK)
    (mail / "2.eml").write_bytes(bad)
    between = b"\n\n".join(
        (
            SEP + HEAD % 3 + ASK.replace(b"Jane", b"Ann"),
            SEP + bad.replace(b"\nFrom ", b"\n>From "),
            SEP + HEAD % 4 + ASK,
        )
    )
    (mail / "box").write_bytes(between + b"\n")
    found = report(tmp_path, capsys, mail)
    coverage = found["coverage"]
    assert isinstance(coverage, dict)
    assert coverage["messages"] in (4, 5), coverage  # NULs alone are no message of an mbox
    check(found, coverage["messages"])
    waits = found["waits"]
    assert isinstance(waits, list) and waits


@pytest.mark.parametrize("value", DATES, ids=lambda value: repr(value[:30]))
def test_no_date_is_made_up(value: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.eml").write_bytes(with_date(value))
    found = report(tmp_path, capsys, tmp_path / "a.eml")
    check(found, 1)
    coverage = found["coverage"]
    assert isinstance(coverage, dict)
    first = coverage["first_message_at"]
    assert first is None or first[:4] in ("2026", "1970", "2101", "2100")
    assert first is not None or coverage["defects"] or coverage["outside_window"]


def test_every_dialect_of_one_mailbox_holds_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = HEAD % 1 + ASK, (HEAD % 2).replace(b"05:06", b"07:08") + b"Subject: Other\n\nother\n"
    mark = b"\x01\x01\x01\x01\n"
    forms = {
        "mbox": SEP + one + b"\n" + SEP + two + b"\n",
        "crlf": (SEP + one + b"\n" + SEP + two + b"\n").replace(b"\n", b"\r\n"),
        "cr": (SEP + one + b"\n" + SEP + two + b"\n").replace(b"\n", b"\r"),
        "bom": b"\xef\xbb\xbf" + SEP + one + b"\n" + SEP + two + b"\n",
        "bare": SEP + one + SEP + two,
        "mmdf": mark + one + mark + mark + two + mark,
        "gzip": gzip.compress(SEP + one + b"\n" + SEP + two + b"\n"),
    }
    seen = set()
    for name, data in forms.items():
        (tmp_path / name).write_bytes(data)
        found = report(tmp_path, capsys, tmp_path / name)
        check(found, 2)
        waits = found["waits"]
        assert isinstance(waits, list)
        seen.add(json.dumps([(wait["opened_by"], wait["opened_at"], wait["kind"]) for wait in waits]))
    assert len(seen) == 1 and seen != {"[]"}


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
@pytest.mark.parametrize("suffix", ["mbox", "eml", "mbox.gz"])
def test_a_message_of_three_hundred_megabytes_needs_little_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"big.{suffix}"
    line = base64.b64encode(b"x" * 57) + b"\n"
    with gzip.open(path, "wb", 1) if suffix.endswith("gz") else path.open("wb") as file:
        file.write((b"" if suffix == "eml" else SEP) + HEAD % 1 + ASK)
        for _ in range(300):
            file.write(line * 13_000)
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))\n"
        "from inbox_momentum import sources\n"
        "from inbox_momentum.message import parse\n"
        "print([parse.parse(one).message_id for one in sources.read(sys.argv[1:])])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "['1@x']", run.stderr[-500:]
