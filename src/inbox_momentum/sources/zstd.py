"""Zstandard streams (RFC 8878), when the optional package ``zstandard`` is installed.

The only importer of zstandard.
"""

from __future__ import annotations

from typing import Protocol

from inbox_momentum.sources import bounds
from inbox_momentum.sources.protocol import ByteStream, StreamBroken

MAGIC = b"\x28\xb5\x2f\xfd"


class _Counted:
    """The compressed bytes, counted."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = bounds.HEAD) -> bytes:
        piece = self._stream.read(size)
        self.taken += len(piece)
        return piece


class _Reader(Protocol):
    def read(self, size: int) -> bytes: ...


class _Zstandard:
    """The decoded bytes, bounded as every other compression is."""

    def __init__(self, source: _Counted, reader: _Reader, error: type[Exception]) -> None:
        self._source = source
        self._reader = reader
        self._error = error
        self._given = 0

    def read(self, size: int, /) -> bytes:
        try:
            piece = self._reader.read(size)
        except self._error as error:
            raise StreamBroken(f"the compressed data are damaged ({error})") from error
        self._given += len(piece)
        if self._given > bounds.EXPANSION_FREE + bounds.EXPANSION * self._source.taken:
            raise StreamBroken(f"the compressed data expand more than {bounds.EXPANSION} times")
        return piece


def decompressed(stream: ByteStream) -> ByteStream | None:
    """A decoding view of ``stream``; ``None`` when the package is not installed."""
    try:
        import zstandard
    except ImportError:
        return None
    source = _Counted(stream)
    decoder = zstandard.ZstdDecompressor(max_window_size=bounds.DICTIONARY)
    reader = decoder.stream_reader(source, read_size=bounds.HEAD, read_across_frames=True)
    return _Zstandard(source, reader, zstandard.ZstdError)
