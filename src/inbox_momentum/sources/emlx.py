"""Apple Mail's ``.emlx``: a line with the message's length, the message, a property list.

The format is Apple's own and unwritten; what is relied on here was seen in files of
Mail 2 to 16. ``date-received`` is the server's receipt time (seconds since 1970).
"""

from __future__ import annotations

import plistlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.parsers.expat import ExpatError

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import bounds, eml
from inbox_momentum.sources.protocol import ByteStream, Place

_LENGTH = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]{0,20}(\d{1,12})[ \t]{0,40}\r?\n")
_DRAFT = 1 << 6


def begins(head: bytes) -> bool:
    """True when ``head`` is a length alone on a line, then a message."""
    length = _LENGTH.match(head)
    return length is not None and eml.begins(head[length.end() :])


def read(stream: ByteStream, place: Place) -> RawMessage | Defect:
    """The message, with what Apple Mail knows of it."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= bounds.MESSAGE + bounds.TAIL and (piece := stream.read(bounds.BLOCK)):
            pieces.append(piece)
            size += len(piece)
    except OSError as error:
        reason = error.strerror or str(error)
        return place.defect("message-unreadable", f"The file could not be read: {reason}.", fatal=True)
    data = b"".join(pieces)
    length = _LENGTH.match(data)
    if length is None:
        return place.defect("message-unreadable", "The file does not begin as .emlx does.", fatal=True)
    end = min(length.end() + int(length[1]), _list_start(data))
    found = eml.message(data[length.end() : end], place)
    if isinstance(found, Defect):
        return found
    received_at, draft = _known(data[end : end + bounds.TAIL])
    return replace(found, internal_at=received_at, is_draft=found.is_draft or (draft and not found.in_sent))


def _list_start(data: bytes) -> int:
    """Where the property list begins: files edited by hand or converters state wrong lengths."""
    start = data.rfind(b"<?xml", max(0, len(data) - bounds.TAIL))
    is_list = start > 0 and b"<!DOCTYPE plist" in data[start : start + 200]
    return start if is_list and data.rstrip().endswith(b"</plist>") else len(data)


def _known(tail: bytes) -> tuple[datetime | None, bool]:
    """Receipt time and draft flag of the property list; nothing when it is unreadable."""
    try:
        listed = plistlib.loads(tail.strip(), fmt=plistlib.FMT_XML)
    except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, AttributeError, LookupError):
        return None, False
    if not isinstance(listed, dict):
        return None, False
    flags, stamp = listed.get("flags"), listed.get("date-received")
    draft = isinstance(flags, int) and bool(flags & _DRAFT)
    if not isinstance(stamp, int | float) or isinstance(stamp, bool):
        return None, draft
    try:
        return datetime.fromtimestamp(stamp, UTC), draft
    except (ValueError, OverflowError, OSError):
        return None, draft
