"""Byte streams: a look at the head without losing it, and bounded decompression."""

from __future__ import annotations

import bz2
import lzma
import os
import shutil
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from typing import BinaryIO, Protocol

from inbox_momentum.sources import bounds, zstd
from inbox_momentum.sources.protocol import ByteStream, StreamBroken


class Peekable:
    """A stream whose first bytes can be looked at."""

    def __init__(self, stream: ByteStream) -> None:
        """Wrap ``stream``; it is read from its present position."""
        self._stream = stream
        self._head = b""

    def peek(self, size: int) -> bytes:
        """Up to ``size`` first bytes, still to be read."""
        while len(self._head) < size:
            piece = self._stream.read(size - len(self._head))
            if not piece:
                break
            self._head += piece
        return self._head[:size]

    def file(self) -> BinaryIO | None:
        """The ordinary file behind the stream, at its start; ``None`` for every other stream."""
        if not isinstance(self._stream, FileIO) or not stat.S_ISREG(os.fstat(self._stream.fileno()).st_mode):
            return None
        self._stream.seek(0)
        self._head = b""
        return self._stream

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; ``b''`` at the end."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._stream.read(size)


class OldMac:
    """A stream whose lone carriage returns are line ends; no byte changes its place."""

    def __init__(self, stream: ByteStream) -> None:
        """Read ``stream`` from its present position."""
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes."""
        return self._stream.read(size).replace(b"\r", b"\n")


@contextmanager
def seekable(stream: Peekable) -> Iterator[BinaryIO]:
    """The stream as a file that can be read out of order: itself, or a private temporary copy.

    Raises ``OSError`` when it is too large for the disk.
    """
    file = stream.file()
    if file is not None:
        yield file
        return
    with tempfile.TemporaryFile(
        prefix="momentum-"
    ) as copy:  # readable by its owner alone, and without a name
        most = min(bounds.SPOOL, shutil.disk_usage(tempfile.gettempdir()).free - bounds.SPOOL_LEFT)
        size = 0
        while piece := stream.read(bounds.BLOCK):
            size += len(piece)
            if size > most:
                raise StreamBroken("it is too large for a temporary copy")
            copy.write(piece)
        copy.seek(0)
        yield copy


class _Decoder(Protocol):
    """The part that zlib, bz2, lzma and zstandard have in common, adapted."""

    def feed(self, data: bytes) -> bytes:
        """Decode; may keep some input back when the output is at its bound."""

    @property
    def pending(self) -> bool:
        """True when more output can come without more input."""

    @property
    def rest(self) -> bytes | None:
        """Bytes behind the end of the compressed stream; ``None`` before the end."""


class _Zlib:
    """gzip (RFC 1952)."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def feed(self, data: bytes) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, bounds.BLOCK)

    @property
    def pending(self) -> bool:
        return bool(self._inner.unconsumed_tail)

    @property
    def rest(self) -> bytes | None:
        return self._inner.unused_data if self._inner.eof else None


class _Module:
    """bz2 and lzma share one interface."""

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    def feed(self, data: bytes) -> bytes:
        return self._inner.decompress(data, bounds.BLOCK)

    @property
    def pending(self) -> bool:
        return not self._inner.eof and not self._inner.needs_input

    @property
    def rest(self) -> bytes | None:
        return self._inner.unused_data if self._inner.eof else None


def _lzma() -> _Decoder:
    return _Module(lzma.LZMADecompressor(memlimit=bounds.DICTIONARY))


def _bz2() -> _Decoder:
    return _Module(bz2.BZ2Decompressor())


_DECODERS: tuple[tuple[bytes, Callable[[], _Decoder]], ...] = (
    (b"\x1f\x8b\x08", _Zlib),
    (b"BZh", _bz2),
    (b"\xfd7zXZ\x00", _lzma),
)


class Decompressed:
    """The decoded bytes of a compressed stream, several members in a row included."""

    def __init__(self, stream: ByteStream, make: Callable[[], _Decoder]) -> None:
        """Decode ``stream`` with decoders from ``make``, one for each member."""
        self._stream = stream
        self._make = make
        self._decoder = make()
        self._input = b""
        self._output = b""
        self._taken = 0
        self._given = 0
        self._fresh = True

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; raises ``StreamBroken`` on damage or absurd growth."""
        while not self._output:
            if not self._step():
                return b""
        piece, self._output = self._output[:size], self._output[size:]
        return piece

    def _step(self) -> bool:
        """Decode a little more; False at the end of the stream."""
        if not self._input and not self._decoder.pending:
            self._input = self._stream.read(bounds.HEAD)
            self._taken += len(self._input)
            if self._fresh and self._given:
                # Padding of NULs behind the last member is allowed (gzip and xz tools do it).
                self._input = self._input.lstrip(b"\0")
            if not self._input:
                if self._fresh:
                    return False
                raise StreamBroken("the compressed data end too early")
        try:
            self._output = self._decoder.feed(self._input)
        except (zlib.error, lzma.LZMAError, OSError, EOFError) as error:
            raise StreamBroken(f"the compressed data are damaged ({error})") from error
        self._input = b""
        self._fresh = False
        self._given += len(self._output)
        if self._given > bounds.EXPANSION_FREE + bounds.EXPANSION * self._taken:
            raise StreamBroken(f"the compressed data expand more than {bounds.EXPANSION} times")
        rest = self._decoder.rest
        if rest is not None:
            self._input = rest.lstrip(b"\0")
            self._decoder = self._make()
            self._fresh = not self._input
        return True


def decompressed(stream: Peekable) -> Decompressed | None:
    """A decoding view of ``stream``, or ``None`` when its head is of no known compression."""
    head = stream.peek(8)
    if head.startswith(zstd.MAGIC):
        package = zstd.package()
        return None if package is None else Decompressed(stream, lambda: zstd.Decoder(package))
    for magic, make in _DECODERS:
        if head.startswith(magic):
            return Decompressed(stream, make)
    return None
