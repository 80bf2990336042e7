"""Any bytes under any name: a plain refusal or messages and defects, never a traceback."""

from __future__ import annotations

import gzip
import io
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_momentum import sources
from inbox_momentum.model import Defect, RawMessage, SourceError
from inbox_momentum.sources.detect import kind_of

ONE = b"From: ana@acme.example\nTo: maya@example.net\nSubject: one\nMessage-ID: <1@x>\n\nfirst\n"
SEP = b"From a@x.example Tue Jan  1 15:38:05 2002\n"
MBOX = SEP + ONE + b"\n" + SEP + b"X-Gmail-Labels: =?utf-8?q?Sent?=\nContent-Length: 6\n" + ONE


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/Mail/Sent.mbox", MBOX)
        archive.writestr("a.eml", ONE)
    return held.getvalue()


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("Takeout/Mail/Sent.mbox", "ü" * 120 + ".eml"):
            info = tarfile.TarInfo(name)
            info.size = len(MBOX)
            archive.addfile(info, io.BytesIO(MBOX))
    return held.getvalue()


EMLX = (
    b"%d\n" % len(ONE)
    + ONE
    + b'<?xml version="1.0"?><plist version="1.0"><dict><key>flags</key><integer>1</integer></dict></plist>'
)
SEEDS = [MBOX, ONE, EMLX, _zip(), _tar(), gzip.compress(MBOX), gzip.compress(_tar())]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        piece = draw(
            st.binary(max_size=8) | st.sampled_from([b"\n", b"From ", b"\xff" * 8, b"\0" * 16, b"9" * 12])
        )
        end = min(len(data), at + draw(st.sampled_from([0, 0, 1, len(piece), 40])))
        data[at:end] = piece
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


@settings(max_examples=400, deadline=None)
@given(damaged() | st.binary(max_size=600), st.sampled_from(["x", "x.eml", "x.mbox", "cur/1:2,S"]))
def test_any_bytes(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        for source in (str(path), folder):
            try:
                found = list(sources.read([source]))
            except SourceError as refused:
                assert "\n" not in str(refused)
                continue
            assert all(isinstance(one, RawMessage | Defect) and one.position for one in found)


@settings(max_examples=300, deadline=None)
@given(damaged() | st.binary(max_size=2000), st.booleans())
def test_detection_never_fails(data: bytes, named: bool) -> None:
    assert kind_of(data, named=named) is kind_of(data, named=named)


@pytest.mark.parametrize("data", SEEDS)
def test_seeds_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert any(isinstance(one, RawMessage) for one in sources.read([str(tmp_path / "x")]))
