"""A process that reads parts of mail files for another one: ``crew`` starts it.

It answers requests from standard input on standard output, each with its length before
it. Requests and answers are plain values and bytes. It keeps nothing, writes no file,
and ends when its input does.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from inbox_momentum.ingest.blocks import Part
from inbox_momentum.ingest.skim import Skimmer
from inbox_momentum.sources import marks
from inbox_momentum.sources.fromline import Dialect, Separator

_LENGTH = struct.Struct("<Q")
_GARBAGE = 100_000
"""Objects made before the next search for those that hold each other: what is read hardly does."""
OPEN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def send(stream: BinaryIO, value: Any) -> None:
    """Write one request or answer."""
    data = marshal.dumps(value)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one; ``EOFError`` when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    size = _LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return marshal.loads(data)  # noqa: S302  # from the process that started this one, or that it started


class _Reader:
    """What is open between requests: one file and what was seen of it."""

    def __init__(self) -> None:
        self._handle = -1
        self._part: Part | None = None
        self._skimmer = Skimmer()
        self._lone: Any = None

    def open(self, path: bytes, size: int, dialect: str, filed: tuple[bool, bool, bool]) -> None:
        """Begin with a mail file."""
        self.close()
        self._handle = os.open(path, os.O_RDONLY | OPEN)
        self._skimmer = Skimmer(marks.Marks(*filed))
        self._part = Part(self._handle, size, Separator(Dialect(dialect), None), self._skimmer)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def read(self, start: int, stop: int, begins: bool) -> tuple[int, int]:
        """Read a block; (rows, messages to be read) so far."""
        assert self._part is not None
        self._part.read(start, stop, begins)
        return len(self._skimmer.rows), len(self._part.found.wanted)

    def result(self) -> tuple[bytes, bytes, dict[int, int], bytes]:
        """Everything that was found."""
        assert self._part is not None
        found = self._part.found
        return self._skimmer.rows.packed(), found.wanted.tobytes(), found.stated, found.foreign.tobytes()

    def parse(
        self, place: Sequence[Any], dialect: str, spans: Sequence[tuple[int, int]], pack: bool
    ) -> list[bytes]:
        """The messages of these spans of bytes, parsed; ``pack``: as the store keeps them."""
        from inbox_momentum.ingest import parcel
        from inbox_momentum.ingest.spans import name_of_source, parsed

        source = name_of_source(place)
        found = [parcel.dumped(one, source) for one in parsed(self._handle, place, dialect, spans)]
        return list(map(parcel.packed, found)) if pack else found

    def folder(self, path: str, place: Sequence[Any]) -> None:
        """Begin with a folder of files."""
        from inbox_momentum.ingest.lone import Lone
        from inbox_momentum.sources.folder import FolderSource
        from inbox_momentum.sources.protocol import Place

        base, inner, around = place
        self._lone = Lone(FolderSource(path, Place(base, tuple(inner), tuple(around))))

    def files(
        self, files: Sequence[tuple[int, str, tuple[str, ...], bool]], whole: bool, pack: bool
    ) -> tuple[list[tuple[int, bytes]], list[int]]:
        """As ``Lone.read``, messages as ``parse`` gives them."""
        from inbox_momentum.ingest import parcel
        from inbox_momentum.sources.folder import File

        found, left = self._lone.read(
            [(at, File(path, parts, delivered)) for at, path, parts, delivered in files], whole
        )
        source = self._lone.source.place.base
        answer = [(at, parcel.dumped(one, source)) for at, one in found]
        return [(at, parcel.packed(data)) for at, data in answer] if pack else answer, left

    def rows(self) -> bytes:
        """Bulk mail of the folder's files that were read here."""
        packed: bytes = self._lone.skimmer.rows.packed()
        return packed


def main() -> None:
    """Answer until the input ends."""
    reader = _Reader()
    serve(
        {
            "open": reader.open,
            "read": reader.read,
            "result": reader.result,
            "parse": reader.parse,
            "folder": reader.folder,
            "files": reader.files,
            "rows": reader.rows,
        }
    )


def serve(known: Mapping[str, Callable[..., object]]) -> None:
    """Answer requests by name until the input ends; one that fails is answered with the reason."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides
    gc.set_threshold(_GARBAGE, 10, 10)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            name, *values = receive(source)
        except EOFError:
            return
        try:
            answer = (True, known[name](*values))
        except OSError as error:
            answer = (False, error.strerror or str(error))
        send(target, answer)
