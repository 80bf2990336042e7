"""``.msg`` files, and the process that reads ``.pst`` files: nothing lost, nothing stops the rest."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from inbox_momentum import sources
from inbox_momentum.model import Defect, RawMessage, SourceError
from inbox_momentum.sources import outlook_frames, outlook_message, outlook_reader
from inbox_momentum.sources.outlook_frames import Event, Frame
from inbox_momentum.sources.protocol import Place
from tests.unit.sources.outlook_items import SENT, msg_file, ole_file, person

PEOPLE = (person(1, "Jane", "jane@acme.example"),)


def read(*paths: Path) -> list[RawMessage | Defect]:
    return list(sources.read([str(path) for path in paths]))


@pytest.fixture(scope="module")
def message() -> bytes:
    pytest.importorskip("extract_msg")
    return msg_file(SENT, PEOPLE, ("cv.pdf",))


def test_a_message_file(tmp_path: Path, message: bytes) -> None:
    path = tmp_path / "whatever"
    path.write_bytes(message)
    (found,) = read(path)
    assert isinstance(found, RawMessage)
    assert found.in_sent and found.position == "whatever"
    assert b'To: "Jane" <jane@acme.example>\r\n' in found.data
    assert b"\r\nX-Momentum-Octets: 10\r\n" in found.data


def test_message_files_in_a_folder_and_in_an_archive(tmp_path: Path, message: bytes) -> None:
    root = tmp_path / "mail"
    (root / "Gesendete Elemente").mkdir(parents=True)
    (root / "Gesendete Elemente" / "a.msg").write_bytes(message.replace(b"\x01\x0e\x03", b"\x01\x0f\x03"))
    contact = msg_file({0x001A: "IPM.Contact", 0x3001: "Jane"})
    (root / "contact.msg").write_bytes(contact)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("Drafts/b.msg", message)
    found = read(root, tmp_path / "a.zip")
    assert [(one.position, one.in_sent, one.folder) for one in found if isinstance(one, RawMessage)] == [
        ("Gesendete Elemente/a.msg", True, "Gesendete Elemente"),
        ("Drafts/b.msg", True, "Drafts"),
    ]
    (left_out,) = (one for one in found if isinstance(one, Defect))
    assert (left_out.code, left_out.position, left_out.fatal) == ("items-without-mail", "contact.msg", False)


def test_a_damaged_message_file_is_counted(tmp_path: Path, message: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\n\nx\n")
    (tmp_path / "cut.msg").write_bytes(message[:700])
    (tmp_path / "word.doc").write_bytes(message[:512] + b"\0" * 2048)
    (tmp_path / "word2.doc").write_bytes(ole_file({"WordDocument": b"text" * 2_000}))
    defects = [one for one in read(tmp_path) if isinstance(one, Defect)]
    assert [(one.position, one.code, one.fatal) for one in defects] == [
        ("cut.msg", "message-unreadable", True),
        ("word.doc", "message-unreadable", True),
        ("word2.doc", "items-without-mail", False),
    ]


@pytest.mark.parametrize("step", range(20))
def test_any_damage_is_a_message_or_a_defect(message: bytes, step: int) -> None:
    for at in range(step * 97, len(message), 1_940):
        bent = message[:at] + b"\xff\xfe\xfd\x00" + message[at + 4 :]
        found = outlook_message.read(io.BytesIO(bent), Place("x.msg"))
        assert found is None or isinstance(found, RawMessage) or found.fatal


@pytest.mark.parametrize(
    ("module", "magic"), [(outlook_message, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), (outlook_reader, b"!BDN")]
)
def test_without_the_libraries_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, magic: bytes
) -> None:
    monkeypatch.setattr(module, "available", lambda: False)
    path = tmp_path / "mail.bin"
    path.write_bytes(magic + bytes(600))
    with pytest.raises(SourceError, match=r"pip install 'inbox-momentum\[outlook\]'"):
        read(path)
    with pytest.raises(SourceError, match=r"mail\.bin is an Outlook .*inbox-momentum\[outlook\]"):
        read(tmp_path)
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\n\nx\n")
    defects = [one for one in read(tmp_path) if isinstance(one, Defect)]
    assert [(one.code, one.fatal) for one in defects] == [("format-unsupported", True)]
    assert "inbox-momentum[outlook]" in defects[0].detail


class _Runs:
    """What the reading process tells, one list for each time it is started; a list may just stop."""

    def __init__(self, *runs: Sequence[tuple[Frame, bytes]]) -> None:
        self.runs = list(runs)
        self.starts: list[int] = []

    def __call__(self, file: BinaryIO, start: int) -> Generator[tuple[Frame, bytes], None, None]:
        self.starts.append(start)
        yield from self.runs.pop(0)


def at(ordinal: int) -> tuple[Frame, bytes]:
    return Frame(Event.AT, ordinal, ("Inbox",), ordinal + 1), b""


def mail(ordinal: int) -> tuple[Frame, bytes]:
    return Frame(Event.MAIL, ordinal, ("Inbox",), ordinal + 1, internal_at=0.0), b"From: a@b.example\r\n\r\nx"


END = (Frame(Event.END), b"")


def told(
    monkeypatch: pytest.MonkeyPatch, *runs: Sequence[tuple[Frame, bytes]]
) -> tuple[list[RawMessage | Defect], list[int]]:
    script = _Runs(*runs)
    monkeypatch.setattr(outlook_reader, "_frames", script)
    return list(outlook_reader.read(io.BytesIO(), Place("x.pst"))), script.starts


def test_an_item_that_ends_the_process_is_counted_and_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    found, starts = told(monkeypatch, [at(0), mail(0), at(1)], [at(2), mail(2), END])
    assert starts == [0, 2]
    assert [one.position for one in found] == ["Inbox item 1", "Inbox item 2", "Inbox item 3"]
    assert isinstance(found[0], RawMessage) and found[0].internal_at == datetime(1970, 1, 1, tzinfo=UTC)
    assert isinstance(found[1], Defect) and found[1].fatal and found[1].code == "outlook-item-unreadable"


def test_an_end_between_two_items_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    found, starts = told(monkeypatch, [at(0), mail(0)], [at(1), mail(1), END])
    assert starts == [0, 1]
    assert [type(one) for one in found] == [RawMessage, RawMessage]


def test_a_file_that_ends_the_process_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = told(monkeypatch, [])
    assert [(one.code, one.fatal) for one in found if isinstance(one, Defect)] == [("source-broken", True)]


def test_the_process_is_not_started_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [[at(number)] for number in range(outlook_reader.RESTARTS + 1)]
    found, starts = told(monkeypatch, *runs)
    assert len(starts) == outlook_reader.RESTARTS + 1
    assert [one.code for one in found if isinstance(one, Defect)][-2:] == [
        "outlook-item-unreadable",
        "source-broken",
    ]


def test_items_that_are_no_mail_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    other = (Frame(Event.OTHER, 0, ("Contacts",), 1), b"")
    (found,), _ = told(monkeypatch, [at(0), other, at(1), other, END])
    assert isinstance(found, Defect) and not found.fatal
    assert found.detail.startswith("2 items")


def test_a_stalled_process_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Stalled(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **more: object) -> None:
            super().__init__(
                [sys.executable, "-c", "import sys; sys.stdin.read()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            started.append(self)

        def kill(self) -> None:
            if self.stdin:
                self.stdin.close()
            super().kill()

    monkeypatch.setattr(subprocess, "Popen", Stalled)
    monkeypatch.setattr(outlook_reader, "PATIENCE", 0.05)
    found = list(outlook_reader.read(io.BytesIO(), Place("x.pst")))
    assert [(one.code, one.fatal) for one in found if isinstance(one, Defect)] == [("source-broken", True)]
    assert [process.poll() is not None for process in started] == [True]


def test_frames_come_back_as_they_were() -> None:
    out = io.BytesIO()
    frame = Frame(Event.MAIL, 3, ("Пошта", "a/b"), 4, sent=True, internal_at=1.5, detail="x")
    outlook_frames.write(out, frame, b"data")
    outlook_frames.write(out, *END)
    stream = io.BytesIO(out.getvalue())
    assert [outlook_frames.read(stream) for _ in range(3)] == [(frame, b"data"), END, None]
    for size in range(len(out.getvalue()) - 1):
        cut = io.BytesIO(out.getvalue()[:size])
        while outlook_frames.read(cut) is not None:
            pass


@pytest.mark.parametrize("data", [b"!BDN" + bytes(600), b"!BDN"])
def test_a_data_file_that_is_none_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("pypff")
    path = tmp_path / "mail.pst"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="Outlook data file could not be read") as refused:
        read(path)
    assert "libpff" not in str(refused.value) and "pypff" not in str(refused.value)
