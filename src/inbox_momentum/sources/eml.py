"""One message in one file: ``.eml``, Maildir, MH, Enron's ``13.``, whatever its name."""

from __future__ import annotations

import re

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import bounds, marks
from inbox_momentum.sources.marks import Marks
from inbox_momentum.sources.protocol import ByteStream, Place

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_BROKEN_LINES = 2
_BOM = b"\xef\xbb\xbf"
_STRONG = frozenset(
    {
        b"from",
        b"received",
        b"return-path",
        b"message-id",
        b"delivered-to",
        b"x-original-to",
        b"envelope-to",
        b"mime-version",
        b"x-gm-thrid",
        b"x-mozilla-status",
        b"x-account-key",
    }
)
_WEAK = frozenset({b"to", b"subject", b"date", b"cc", b"bcc", b"sender", b"reply-to"})


def begins(head: bytes) -> bool:
    """True when ``head`` is the beginning of a message: fields, some of them mail's own.

    The block of fields must reach a blank line or the end of what is seen, so that
    source code, notes and configuration that open with ``name: value`` are none.
    """
    names = field_names(head)
    if names is None:
        return False
    return bool(_STRONG & names) or len(_WEAK & names) >= 2


def field_names(head: bytes) -> set[bytes] | None:
    """Lower-case names of the header block; ``None`` when it is no such block.

    Two broken lines are allowed: real mail has them (unfolded continuations).
    """
    names: set[bytes] = set()
    broken = 0
    lines = head.removeprefix(_BOM).lstrip(b"\r\n").split(b"\n")
    for index, line in enumerate(lines[:200]):
        if not line.rstrip(b"\r"):
            break
        name = _FIELD.match(line)
        if name is not None:
            names.add(name[1].lower())
        elif not names:
            return None
        elif line[:1] not in (b" ", b"\t") and index < len(lines) - 1:
            broken += 1
    return names if names and broken <= _BROKEN_LINES else None


def read(stream: ByteStream, place: Place, filed: Marks | None = None) -> RawMessage | Defect:
    """The message; a fatal defect when nothing is there or it cannot be read."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= bounds.MESSAGE and (piece := stream.read(bounds.BLOCK)):
            pieces.append(piece)
            size += len(piece)
    except OSError as error:
        reason = error.strerror or str(error)
        return place.defect("message-unreadable", f"The file could not be read: {reason}.", fatal=True)
    return message(b"".join(pieces), place, filed)


def message(data: bytes, place: Place, filed: Marks | None = None) -> RawMessage | Defect:
    """A message whose bytes are in memory."""
    if not data.strip():
        return place.defect("message-empty", "The file is empty.", fatal=True)
    defects: tuple[Defect, ...] = ()
    if len(data) > bounds.MESSAGE:
        data = data[: bounds.MESSAGE]
        detail = f"The message is very large; only its first {bounds.MESSAGE} bytes were read."
        defects = (place.defect("message-truncated", detail, fatal=False),)
    parts = (*place.around, *place.inner[:-1])
    marked = marks.of_message(data, marks.of_folder(parts) if filed is None else filed)
    return RawMessage(
        source=place.base,
        position=place.file_name,
        data=data.removeprefix(_BOM).lstrip(b"\r\n"),
        folder="/".join(place.inner[:-1]) or None,
        in_sent=marked.sent,
        in_junk=marked.junk,
        is_draft=marked.draft,
        defects=defects,
    )
