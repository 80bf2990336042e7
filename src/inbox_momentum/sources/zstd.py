"""Zstandard streams (RFC 8878), when the optional package ``zstandard`` is installed.

The only importer of zstandard.
"""

from __future__ import annotations

from typing import Any

from inbox_momentum.sources import bounds
from inbox_momentum.sources.protocol import StreamBroken

MAGIC = b"\x28\xb5\x2f\xfd"
_PIECE = 1024
"""Fed at once: four bytes may stand for a block of 128 KB, and the output has no bound."""


class Decoder:
    """One frame; see ``streams``."""

    def __init__(self, zstandard: Any) -> None:
        """Decode with the package ``zstandard``."""
        self._inner = zstandard.ZstdDecompressor(max_window_size=bounds.DICTIONARY).decompressobj()
        self._error: type[Exception] = zstandard.ZstdError
        self._waiting = b""

    def feed(self, data: bytes) -> bytes:
        """Decode a little of what waits and ``data``."""
        waiting = self._waiting + data
        piece, self._waiting = waiting[:_PIECE], waiting[_PIECE:]
        try:
            decoded: bytes = self._inner.decompress(piece)
        except self._error as error:
            raise StreamBroken(str(error)) from error
        return decoded

    @property
    def pending(self) -> bool:
        """True when more can be decoded without more input."""
        return bool(self._waiting) and not self._inner.eof

    @property
    def rest(self) -> bytes | None:
        """What lies behind the end of the frame; ``None`` before it."""
        return self._inner.unused_data + self._waiting if self._inner.eof else None


def package() -> Any | None:
    """The package ``zstandard``, or ``None`` when it is not installed."""
    try:
        import zstandard
    except ImportError:
        return None
    return zstandard
