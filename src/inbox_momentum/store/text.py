"""Values between Python and SQLite, both ways without loss."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**63 - 1
_LEVEL = 6
"""zlib's usual trade: mail text shrinks to about a third; higher levels gain 2 % for twice the time."""


def as_bytes(text: str) -> bytes:
    """``text`` as UTF-8 that also carries lone surrogates (undecodable file names have them)."""
    return text.encode("utf-8", "surrogatepass")


def as_text(data: bytes) -> str:
    """What ``as_bytes`` was given."""
    return blob(data).decode("utf-8", "surrogatepass")


def blob(value: object) -> bytes:
    """``value`` as the bytes that a column must hold. Raises ``ValueError`` when it holds something else."""
    if not isinstance(value, bytes):
        raise ValueError("a value is not what was written")
    return value


def as_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC. Raises ``ValueError`` for a naive time."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return (at - _EPOCH) // _MICROSECOND


def as_moment(micros: int) -> datetime:
    """What ``as_micros`` was given, in UTC."""
    return _EPOCH + micros * _MICROSECOND


def as_list(words: tuple[str, ...]) -> str:
    """Flags or labels as JSON in plain ASCII."""
    return json.dumps(words)


def from_list(text: str) -> tuple[str, ...]:
    """What ``as_list`` was given."""
    return tuple(json.loads(text))


def bounded(number: int) -> int:
    """``number`` within what a column holds; servers may claim any size."""
    return min(max(number, 0), _LARGEST)


def fits(number: int | None) -> int | None:
    """``number``, or ``None`` when no column holds it (RFC 7162 §3.1.1 allows 63 bits)."""
    return number if number is not None and 0 <= number <= _LARGEST else None


def pack(data: bytes) -> bytes:
    """Compressed; carries a checksum (RFC 1950)."""
    return zlib.compress(data, _LEVEL)


def unpack(data: bytes) -> bytes:
    """What ``pack`` was given. Raises ``ValueError`` when it is not whole."""
    try:
        return zlib.decompress(blob(data))
    except zlib.error as error:
        raise ValueError(str(error)) from None
