"""What a file is, from its first bytes; its name counts for nothing."""

from __future__ import annotations

from enum import Enum

from inbox_momentum.sources import eml, emlx, mbox, mmdf


class Kind(Enum):
    """Formats that a file can have."""

    EMPTY = "empty"
    MBOX = "mbox"
    MMDF = "mmdf"
    MESSAGE = "message"
    EMLX = "emlx"
    COMPRESSED = "compressed file"
    ZIP = "zip"
    TAR = "tar"
    OUTLOOK_STORE = "Outlook data file (.pst or .ost)"
    OUTLOOK_MESSAGE = "Outlook message file (.msg)"
    UNKNOWN = "unknown"


_MAGIC = (
    (b"\x1f\x8b\x08", Kind.COMPRESSED),
    (b"BZh", Kind.COMPRESSED),
    (b"\xfd7zXZ\x00", Kind.COMPRESSED),
    (b"\x28\xb5\x2f\xfd", Kind.COMPRESSED),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"!BDN", Kind.OUTLOOK_STORE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OUTLOOK_MESSAGE),
)


def old_mac(head: bytes) -> bool:
    """True for text whose lines end in a lone carriage return, as Macintosh programs wrote them."""
    return b"\r" in head and b"\n" not in head and b"\0" not in head[:8192]


def kind_of(head: bytes, *, named: bool = False) -> Kind:
    """The format of a file that begins with ``head`` (``bounds.HEAD`` bytes suffice).

    A file that the user named may have text before its first message; one that was
    met in a folder may not, for documents quote messages.
    """
    if not head:
        return Kind.EMPTY
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return Kind.TAR
    if mmdf.begins(head):
        return Kind.MMDF
    if mbox.begins(head):
        return Kind.MBOX
    if emlx.begins(head):
        return Kind.EMLX
    if eml.begins(head):
        return Kind.MESSAGE
    if not head.strip():
        return Kind.EMPTY
    if named and b"\0" not in head[:8192] and mbox.holds(head):
        return Kind.MBOX
    return Kind.UNKNOWN
