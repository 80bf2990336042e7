"""MMDF mailboxes, streamed: four times Control-A on a line before and behind every message.

Written by MMDF, SCO systems, Pine and mutt. Nothing in a message is quoted; some programs
put an mbox ``From `` line at its start, which is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import bounds, fromline, marks, mbox
from inbox_momentum.sources.mbox import Frame, Window
from inbox_momentum.sources.protocol import ByteStream, Place

_MARK = b"\x01\x01\x01\x01"
_LINE = re.compile(rb"(?:\A|\n)\x01{4}\r?(?:\n|\Z)")
_LEAD = re.compile(rb"(?:\x01{4})?\r?\n")


def begins(head: bytes) -> bool:
    """True when ``head`` is the beginning of an MMDF mailbox."""
    return head.startswith((_MARK + b"\n", _MARK + b"\r\n"))


def read(stream: ByteStream, place: Place) -> Iterator[RawMessage | Defect]:
    """Every message of an MMDF stream; positions are those of their first byte."""
    window = Window(stream)
    filed = marks.of_folder((*place.around, *place.inner))
    while _to_message(window):
        yield mbox.raw_message(_frame(window), place, filed)
    if window.broken is not None:
        position = f"byte {window.base + len(window.data)}"
        detail = f"The file could not be read beyond this point: {window.broken}."
        yield Defect(place.many, position, "source-broken", detail, fatal=True)


def _to_message(window: Window) -> bool:
    """Pass over marks and blank lines; False at the end."""
    while True:
        window.ensure(bounds.LOOKAHEAD)
        lead = _LEAD.match(window.data)
        if lead is None:
            break
        window.drop(lead.end())
    if window.ended and window.data == _MARK:
        window.drop(len(_MARK))
    return bool(window.data)


def _frame(window: Window) -> Frame:
    """The message at the window's start, cut at the bound of a message."""
    offset, start = window.base, 0
    kept: bytes | None = None
    while True:
        found = _LINE.search(window.data, start)
        if found is not None and (found.end() < len(window.data) or window.ended):
            end, stop = found.start() + 1, found.end()
            break
        start = max(0, len(window.data) - len(_MARK) - 3)
        if len(window.data) > bounds.MESSAGE + bounds.BLOCK:
            kept = kept if kept is not None else bytes(window.data[: bounds.MESSAGE])
            window.drop(start)
            start = 0
        if not window.fill():
            found = _LINE.search(window.data, start)
            end, stop = (found.start() + 1, found.end()) if found else (len(window.data), len(window.data))
            break
    data = bytes(window.data[:end]) if kept is None else kept
    window.drop(stop)
    notes: tuple[tuple[str, str], ...] = ()
    if kept is not None or len(data) > bounds.MESSAGE:
        data = data[: bounds.MESSAGE]
        detail = f"The message is very large; only its first {len(data)} bytes were read."
        notes = (("message-truncated", detail),)
    first, _, rest = data.partition(b"\n")
    if first.startswith(b"From ") and fromline.parse(first):
        data = rest
    return Frame(offset, None, data, notes)
