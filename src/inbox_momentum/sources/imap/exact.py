"""Messages that only their whole content tells apart from others: without an id, or with another's.

Copies of a mail are told by Message-ID, then by a digest of the content. Where the id does not
decide, the digest must be the same as of the same message in a file, so the message is fetched whole.
"""

from __future__ import annotations

import re

from inbox_momentum.sources.imap.records import Key

_FIELD = re.compile(
    rb"^(message-id|from|to|date|subject)[ \t]*:((?:[^\n]*\n(?=[ \t]))*[^\n]*)", re.IGNORECASE | re.MULTILINE
)
_BRACKETED = re.compile(rb"<([^<>]{1,1000})>")
_SPACE = re.compile(rb"\s+")


class Exact:
    """Fed with every header; afterwards ``keys`` are the messages to fetch whole."""

    def __init__(self) -> None:
        self.keys: set[Key] = set()
        # Digests of 64 bits, not the values: 50,000 messages are ordinary.
        self._of_id: dict[int, tuple[int, Key]] = {}
        self._of_content: dict[int, tuple[int, Key]] = {}

    def add(self, key: Key, header: bytes) -> None:
        """Look at one message."""
        fields: dict[bytes, bytes] = {}
        for name, value in _FIELD.findall(header):
            fields.setdefault(name.lower(), _SPACE.sub(b" ", value).strip())
        own_id = usable_id(fields.get(b"message-id", b""))
        if not own_id:
            self.keys.add(key)
        date = fields.get(b"date", b"")
        named = hash(own_id) if own_id else 0
        content = hash((fields.get(b"from"), fields.get(b"to"), date, fields.get(b"subject")))
        # Two dates under one id are two mails, or one without a date: the content decides.
        self._pair(self._of_id, named, hash(date) if date else 0, key, bool(own_id), not date)
        # Two ids over one content may be one mail.
        self._pair(self._of_content, content, named, key, True, not own_id)

    def _pair(
        self, seen: dict[int, tuple[int, Key]], group: int, value: int, key: Key, counts: bool, always: bool
    ) -> None:
        """``key`` and the first of its group, when they differ in ``value`` (or ``always``)."""
        if not counts:
            return
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
