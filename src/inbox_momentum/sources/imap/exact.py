"""Messages that only their whole content tells apart from others: without an id, or with another's.

Copies of a mail are told by Message-ID, then by a digest of the content. Where the id does not
decide, the digest must be the same as of the same message in a file, so the message is fetched whole.
"""

from __future__ import annotations

import hashlib
import re
import struct

from inbox_momentum.sources.imap.records import Key

_FIELD = re.compile(
    rb"^(message-id|from|to|date|subject)[ \t]*:((?:[^\n]*\n(?=[ \t]))*[^\n]*)", re.IGNORECASE | re.MULTILINE
)
_BRACKETED = re.compile(rb"<([^<>]{1,1000})>")
_SPACE = re.compile(rb"\s+")
_PACKED = struct.Struct("<QQQ")
SIZE = _PACKED.size
"""Bytes of what is ``told``."""


def told(header: bytes) -> bytes:
    """What ``Exact`` needs to know of a header, in ``SIZE`` bytes."""
    fields: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(header):
        fields.setdefault(name.lower(), _SPACE.sub(b" ", value).strip())
    date = fields.get(b"date", b"")
    content = b"\0".join(fields.get(name, b"\0") for name in (b"from", b"to", b"date", b"subject"))
    return _PACKED.pack(_sum(usable_id(fields.get(b"message-id", b""))), _sum(date), _sum(content))


def _sum(value: bytes) -> int:
    """64 bits of a digest, not the value: 50,000 messages are ordinary. 0 for nothing."""
    return int.from_bytes(hashlib.blake2b(value, digest_size=8).digest(), "little") if value else 0


class Exact:
    """Fed with what is ``told`` of every header; afterwards ``keys`` are the messages to fetch whole."""

    def __init__(self) -> None:
        self.keys: set[Key] = set()
        self._of_id: dict[int, tuple[int, Key]] = {}
        self._of_content: dict[int, tuple[int, Key]] = {}

    def add(self, key: Key, known: bytes) -> None:
        """Look at one message."""
        named, date, content = _PACKED.unpack(known)
        if not named:
            self.keys.add(key)
        else:
            # Two dates under one id are two mails, or one without a date: the content decides.
            self._pair(self._of_id, named, date, key, always=not date)
        # Two ids over one content may be one mail.
        self._pair(self._of_content, content, named, key, always=not named)

    def _pair(
        self, seen: dict[int, tuple[int, Key]], group: int, value: int, key: Key, *, always: bool
    ) -> None:
        """``key`` and the first of its group, when they differ in ``value`` (or ``always``)."""
        first = seen.setdefault(group, (value, key))
        if first[1] != key and (first[0] != value or always):
            self.keys |= {key, first[1]}


def usable_id(value: bytes) -> bytes:
    """The id of a Message-ID field; ``b''`` when it holds none (as ``message/ids.py`` reads it)."""
    found = _BRACKETED.search(value)
    if found is not None:
        return _SPACE.sub(b"", found[1])
    bare = value.strip(b" \t<>")
    return bare if bare and not _SPACE.search(bare) and len(bare) <= 1000 else b""
