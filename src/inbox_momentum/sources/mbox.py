"""mbox files, streamed: one message in memory at a time, whatever the file's size.

A message begins at a valid separator line (``fromline``) behind which header fields
come. Prose that begins with "From " is none. What is done about the dialects:

* no blank line before the separator, CRLF, mixed ends, a byte-order mark: accepted;
* mboxcl2 (no quoting at all): a ``Content-Length`` is believed only when a separator
  or the end of the file lies exactly where it points, and then separators inside the
  body are body text;
* ``>From `` in a body: one ``>`` is taken off where the file says that it is mboxrd;
  elsewhere (mboxo and mboxrd cannot be told apart) too, unless a neighbouring line is
  quoted mail in the same style (``>text``), where the ``>`` is taken to be the quote's;
* ``>From `` among header fields is a leftover of UUCP and is dropped;
* the separator's date has no zone, so it is no receipt time; only Google Takeout's has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import bounds, fromline, marks
from inbox_momentum.sources.find import find
from inbox_momentum.sources.fromline import Dialect, Separator
from inbox_momentum.sources.protocol import ByteStream, Place, StreamBroken

_BOM = b"\xef\xbb\xbf"
MARK = b"\nFrom "
FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_FIELD_LINE = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_MAIL_FIELDS = frozenset({b"from", b"date", b"message-id", b"received", b"return-path"})
_LENGTH_WAYS = (b"ength:", b"ENGTH:", b"ength ", b"ENGTH ")
LENGTH = re.compile(rb"\ncontent-length[ \t]{0,20}:[ \t]{0,20}(\d{1,15})[ \t]{0,20}\r?\n")
_TOO_LONG = -1
_FOREIGN = (
    "separator-in-body",
    "A separator line that Takeout did not write was taken for text; if files were joined, name them apart.",
)
_MBOXRD = re.compile(rb"(?m)^>(>*From )")


@dataclass(slots=True)
class Window:
    """The part of the stream that is in memory; ``base`` is its offset in the stream."""

    stream: ByteStream
    data: bytearray = field(default_factory=bytearray)
    base: int = 0
    ended: bool = False
    broken: str | None = None
    foreign: bool = False
    """A separator of another writer was taken for text since this was last looked at."""

    def fill(self) -> bool:
        """Read one block more; False at the end (``broken`` says if it came too early)."""
        if self.ended:
            return False
        try:
            piece = self.stream.read(bounds.BLOCK)
        except OSError as error:
            self.broken = str(error) if isinstance(error, StreamBroken) else (error.strerror or "read error")
            piece = b""
        if not piece:
            self.ended = True
            return False
        self.data += piece
        return True

    def ensure(self, size: int) -> None:
        """Have ``size`` bytes in memory, or all there are."""
        while len(self.data) < size and self.fill():
            pass

    def line_end(self, start: int, limit: int) -> int | None:
        """Index behind the line that begins at ``start``; ``None`` when longer than ``limit``."""
        self.ensure(start + limit)
        end = self.data.find(b"\n", start, start + limit)
        if end >= 0:
            return end + 1
        return len(self.data) if len(self.data) < start + limit else None

    def drop(self, size: int) -> None:
        """Forget the first ``size`` bytes."""
        del self.data[:size]
        self.base += size


@dataclass(frozen=True, slots=True)
class Frame:
    """One message as the file frames it."""

    offset: int
    """Byte of its separator line in the (decompressed) file."""
    received_at: datetime | None
    data: bytes
    notes: tuple[tuple[str, str], ...]
    """(defect code, sentence)."""


def read(stream: ByteStream, place: Place) -> Iterator[RawMessage | Defect]:
    """Every message of an mbox stream."""
    window = Window(stream)
    filed = marks.of_folder((*place.around, *place.inner))
    for frame in _frames(window):
        yield raw_message(frame, place, filed)
    if window.broken is not None:
        position = f"byte {window.base + len(window.data)}"
        detail = f"The file could not be read beyond this point: {window.broken}."
        yield Defect(place.many, position, "source-broken", detail, fatal=True)


def raw_message(frame: Frame, place: Place, filed: marks.Marks) -> RawMessage | Defect:
    """A frame as a message; ``filed``: what its folder says. A message of nothing is refused."""
    position = f"byte {frame.offset}"
    if not frame.data.strip():
        return Defect(place.many, position, "message-empty", "The message is empty.", fatal=True)
    marked = marks.of_message(frame.data, filed)
    return RawMessage(
        source=place.many,
        position=position,
        data=frame.data,
        folder="/".join(place.inner) or None,
        in_sent=marked.sent,
        in_junk=marked.junk,
        is_draft=marked.draft,
        internal_at=frame.received_at,
        defects=tuple(Defect(place.many, position, code, detail) for code, detail in frame.notes),
    )


def begins(head: bytes) -> bool:
    """True when ``head`` is the beginning of an mbox."""
    window = Window(Nothing(), bytearray(head), ended=True)
    skip_to_text(window)
    return first_separator(window) is not None


def holds(head: bytes) -> bool:
    """True when a message begins somewhere in ``head``, behind text that is none."""
    window = Window(Nothing(), bytearray(b"\n" + head), ended=True)
    return _find(window, Separator(Dialect.PLAIN, None), 0) is not None


class Nothing:
    """A stream at its end."""

    def read(self, size: int, /) -> bytes:
        """Nothing."""
        return b""


def frame_of(stream: ByteStream, offset: int, first: Separator) -> Frame:
    """The one message that ``stream`` holds from its separator line to its end.

    ``offset`` is the line's place in the whole file, ``first`` the file's first separator.
    Raises ``StreamBroken`` when there is no message, or more than one.
    """
    window = Window(stream, base=offset)
    end = window.line_end(0, bounds.SEPARATOR) or 0
    if not window.data.startswith(b"From "):
        raise StreamBroken("the file changed while it was read")
    separator = fromline.parse(bytes(window.data[:end]))
    window.drop(end)
    data, notes, boundary = message_at(window, first)
    if window.broken is not None or (boundary is not None and boundary < len(window.data)):
        raise StreamBroken(window.broken or "the file changed while it was read")
    lead = (_FOREIGN,) if window.foreign else ()
    return Frame(offset, separator.received_at if separator else None, data, lead + notes)


def _frames(window: Window) -> Iterator[Frame]:
    """Cut the stream at its separators."""
    lead: tuple[tuple[str, str], ...] = ()
    boundary: int | None = 0
    skip_to_text(window)
    first = first_separator(window)
    if first is None:
        first = Separator(Dialect.PLAIN, None)
        boundary = _find(window, first, 0)
        lead = (("mbox-leading-text", "Text before the first message was passed over."),)
    while boundary is not None and boundary != _TOO_LONG and len(window.data) > boundary:
        window.drop(boundary)
        offset = window.base
        end = window.line_end(0, bounds.SEPARATOR) or 0
        separator = fromline.parse(bytes(window.data[:end]))
        window.drop(end)
        data, notes, boundary = message_at(window, first)
        if window.foreign:
            lead, window.foreign = (*lead, _FOREIGN), False
        yield Frame(offset, separator.received_at if separator else None, data, lead + notes)
        lead = ()


def skip_to_text(window: Window) -> None:
    """Pass over a byte-order mark and blank lines at the start."""
    window.ensure(bounds.LOOKAHEAD)
    if window.data.startswith(_BOM):
        window.drop(len(_BOM))
    head = window.data[: bounds.LOOKAHEAD]
    window.drop(len(head) - len(head.lstrip(b"\r\n")))


def first_separator(window: Window) -> Separator | None:
    """The file's first separator; here alone it may lack a date."""
    window.ensure(bounds.LOOKAHEAD)
    if not window.data.startswith(b"From "):
        return None
    end = window.line_end(0, bounds.SEPARATOR)
    if end is None:
        return None
    separator = fromline.parse(bytes(window.data[:end]))
    if separator is not None:
        return separator
    return Separator(Dialect.UNDATED, None) if _mail_follows(window, end) else None


def is_boundary(window: Window, start: int, file: Separator) -> bool:
    """True when a message begins at ``start``, which is the start of a line."""
    end = window.line_end(start, bounds.SEPARATOR)
    if end is None or not window.data.startswith(b"From ", start):
        return False
    separator = fromline.parse(bytes(window.data[start:end]))
    if separator is None:
        return file.dialect is Dialect.UNDATED and _mail_follows(window, end)
    if separator.dialect is Dialect.PATCH and file.dialect is not Dialect.PATCH:
        return False  # a patch inside a message, as git writes it
    if file.dialect is Dialect.TAKEOUT and separator.dialect is not Dialect.TAKEOUT:
        # Google writes every separator itself: this is an mbox inside a message.
        window.foreign = window.foreign or _fields_follow(window, end)
        return False
    return _fields_follow(window, end)


def _fields_follow(window: Window, start: int) -> bool:
    """True when a header field begins at ``start``, leftovers of UUCP passed over."""
    for _ in range(4):
        end = window.line_end(start, bounds.LOOKAHEAD)
        line = bytes(window.data[start : start + 200])
        if not line.startswith(b">From ") or end is None:
            return FIELD.match(line) is not None
        start = end
    return False


def _mail_follows(window: Window, start: int) -> bool:
    """True when a block of header fields, one of mail's own, begins at ``start``."""
    window.ensure(start + bounds.LOOKAHEAD)
    known = False
    for line in bytes(window.data[start : start + bounds.LOOKAHEAD]).split(b"\n")[:16]:
        if not line.strip():
            break
        name = _FIELD_LINE.match(line)
        if name is None and line[:1] not in (b" ", b"\t"):
            return False
        known = known or (name is not None and name[1].lower() in _MAIL_FIELDS)
    return known


def _find(window: Window, file: Separator, start: int) -> int | None:
    """Index of the next separator behind ``start``, reading on as needed.

    ``None`` at the end of the file, ``_TOO_LONG`` when the bound of a message is passed.
    """
    while True:
        hit = find(window.data, MARK, start, len(window.data))
        if hit >= 0:
            if is_boundary(window, hit + 1, file):
                return hit + 1
            start = hit + 1
            continue
        start = max(start, len(window.data) - len(MARK) + 1)
        if start > bounds.MESSAGE + bounds.BLOCK:
            return _TOO_LONG
        if not window.fill():
            return None


def message_at(window: Window, file: Separator) -> tuple[bytes, tuple[tuple[str, str], ...], int | None]:
    """The message at the window's start, what is wrong with it, and the next separator.

    The next separator is an index into the window, ``None`` at the end of the file.
    """
    began = window.base
    if window.data.startswith(b"From ") and is_boundary(window, 0, file):
        return b"", (), 0
    boundary = _find(window, file, 0)
    if boundary == _TOO_LONG or (len(window.data) if boundary is None else boundary) > bounds.MESSAGE:
        return _long_message(window, file, began, boundary)
    unquoted = False
    if boundary is not None:
        stated = stated_end(window, file, boundary)
        if stated is not None:
            boundary, unquoted = stated, True
    end = len(window.data) if boundary is None or boundary >= len(window.data) else boundary
    data, notes = _clean(_without_separator(bytes(window.data[:end])), file, unquoted)
    return data, notes, None if end == len(window.data) and window.ended else boundary


def _long_message(
    window: Window, file: Separator, began: int, boundary: int | None
) -> tuple[bytes, tuple[tuple[str, str], ...], int | None]:
    """As ``_message`` for one beyond the bound: its head is kept, the rest passed over."""
    head = bytes(window.data[: bounds.MESSAGE])
    while boundary == _TOO_LONG:
        window.drop(len(window.data) - bounds.LOOKAHEAD)
        boundary = _find(window, file, 0)
    size = window.base - began + (len(window.data) if boundary is None else boundary)
    detail = f"The message has {size} bytes; only the first {len(head)} were read."
    data, notes = _clean(head, file, False)
    return data, (*notes, ("message-truncated", detail)), boundary


def stated_end(window: Window, file: Separator, boundary: int) -> int | None:
    """Where ``Content-Length`` says the message ends, if that is behind ``boundary`` and true."""
    fields_end, body_start = header_end(window.data, boundary)
    if body_start is None or not any(window.data.find(way, 0, fields_end) >= 0 for way in _LENGTH_WAYS):
        return None
    length = LENGTH.search(b"\n" + window.data[:fields_end].lower() + b"\n")
    if length is None:
        return None
    end = body_start + int(length[1])
    if end <= boundary or end > bounds.MESSAGE:
        return None
    return true_end(window, file, end)


def true_end(window: Window, file: Separator, end: int) -> int | None:
    """Where the message ends that is said to end at ``end``; ``None`` when that is not so."""
    window.ensure(end + bounds.LOOKAHEAD)
    if end > len(window.data):
        return None
    if not bytes(window.data[end : end + 8]).strip() and end + 8 >= len(window.data):
        return len(window.data)
    for skip in (b"", b"\n", b"\r\n"):
        start = end + len(skip)
        at_line_start = start == 0 or window.data[start - 1 : start] == b"\n"
        if at_line_start and bytes(window.data[end:start]) == skip and is_boundary(window, start, file):
            return start
    return None


def header_end(data: bytes | bytearray, limit: int) -> tuple[int, int | None]:
    """Index behind the last header field, and where the body begins (``None``: no body)."""
    ends = [(hit, hit + len(way)) for way in (b"\n\n", b"\n\r\n") if (hit := data.find(way, 0, limit)) >= 0]
    if not ends:
        return limit, None
    hit, body = min(ends)
    return hit + 1, body


def _without_separator(data: bytes) -> bytes:
    """Take off the blank line that mbox puts behind every message."""
    if data.endswith(b"\n\r\n"):
        return data[:-2]
    return data[:-1] if data.endswith(b"\n\n") else data


def _clean(data: bytes, file: Separator, unquoted: bool) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """Undo what mbox did to the message's lines."""
    if b">From " not in data:
        return data, ()
    cut, _ = header_end(data, len(data))
    header, body = data[:cut], data[cut:]
    notes: tuple[tuple[str, str], ...] = ()
    if header.startswith(b">From ") or b"\n>From " in header:
        lines = header.splitlines(keepends=True)
        header = b"".join(line for line in lines if not line.startswith(b">From "))
        notes = (("from-line-in-header", 'A ">From " line among the header fields was dropped.'),)
    if unquoted or b"\n>" not in body:
        return header + body, notes
    return header + (_MBOXRD.sub(rb"\1", body) if file.dialect is Dialect.QUOTED else _unquote(body)), notes


def _unquote(body: bytes) -> bytes:
    """Take one ``>`` off ``>From `` lines that do not stand in quoted mail of that style."""
    pieces: list[bytes] = []
    done = 0
    hit = body.find(b"\n>From ")
    while hit >= 0:
        start = hit + 1
        before = body[body.rfind(b"\n", 0, hit) + 1 : hit]
        line_end = body.find(b"\n", start)
        after = body[line_end + 1 : line_end + 9] if line_end >= 0 else b""
        if not (_tightly_quoted(before) or _tightly_quoted(after)):
            pieces.append(body[done:start])
            done = start + 1
        hit = body.find(b"\n>From ", start)
    return b"".join(pieces) + body[done:]


def _tightly_quoted(line: bytes) -> bool:
    """True for ``>text``: quoted mail without a blank behind the mark."""
    return line[:1] == b">" and line[1:2] not in (b" ", b"", b"\r", b"\n") and not line.startswith(b">From ")
