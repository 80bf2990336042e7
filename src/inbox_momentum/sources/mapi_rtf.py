"""The text of a message that Outlook kept as RTF alone ([MS-OXRTFCP], [MS-OXRTFEX]).

Every other body Outlook keeps as text or HTML too, so this is read only when both are
missing. HTML that was wrapped in RTF comes out as HTML.
"""

from __future__ import annotations

import re
import struct

from inbox_momentum.sources import mapi

MOST = 4 << 20
"""Octets that are decompressed and read."""
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4096
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer filetbl listtable listoverridetable "
    b"generator xmlnstbl themedata datastore latentstyles rsidtbl mmathPr bkmkstart bkmkend fldinst".split()
)
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t",
    b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d",
    b"bullet": "\u2022", b"endash": "\u2013", b"emdash": "\u2014",
}  # fmt: skip


def decompressed(octets: bytes) -> bytes:
    """RTF of PR_RTF_COMPRESSED, as much of it as is sound ([MS-OXRTFCP] §2.2)."""
    if len(octets) < 16:
        return b""
    size, kind = struct.unpack_from("<I4s", octets, 4)
    if kind == b"MELA":
        return octets[16 : 16 + min(size, MOST)]
    if kind != b"LZFu":
        return b""
    # One growing buffer instead of the ring of 4,096: a place of the ring is the last one written there.
    out = bytearray(_SIZE) + _DICTIONARY
    start, at, end = len(out), 16, len(octets)
    most = start + MOST
    while at < end and len(out) < most:
        control = octets[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                out += octets[at : at + 1]
                at += 1
                continue
            if at + 2 > end:
                return bytes(out[start:])
            pair = octets[at] << 8 | octets[at + 1]
            at += 2
            back, length = (len(out) - (pair >> 4)) % _SIZE, (pair & 15) + 2
            if not back:  # the mark of the end
                return bytes(out[start:])
            piece = out[len(out) - back : len(out) - back + length]
            out += (piece * (length // back + 1))[:length] if back < length else piece
    return bytes(out[start:])


class _Reader:
    """State of the pass over the tokens."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.pending = bytearray()
        self.codec = "cp1252"
        self.skip = 0
        """Characters still to be passed over: what old readers show for the last ``\\u``."""
        self.per_unicode = 1
        self.silent = False
        self.hidden = False
        self.markup = False
        """Inside the HTML that RTF carries along."""
        self.html = False
        self.stack: list[tuple[bool, bool, bool, int]] = []

    def flush(self) -> None:
        """Octets collected so far become text."""
        if self.pending:
            self.out.append(self.pending.decode(self.codec, "replace"))
            self.pending.clear()

    def say(self, text: str) -> None:
        """Text of a control word."""
        self.flush()
        self.out.append(text)

    @property
    def shown(self) -> bool:
        """True where text counts."""
        return not self.silent and (self.markup or not self.hidden)


def text(octets: bytes) -> tuple[str, bool]:
    """What an RTF says, and whether it is HTML; '' when it says nothing."""
    reader = _Reader()
    for match in _TOKEN.finditer(octets[:MOST]):
        if match["brace"]:
            _brace(reader, match["brace"])
        elif match["word"]:
            _word(reader, match["word"], int(match["number"]) if match["number"] else None)
        elif match["sign"]:
            _sign(reader, match["sign"])
        elif match["hex"] or match["text"]:
            piece = bytes.fromhex(match["hex"].decode()) if match["hex"] else match["text"]
            passed = min(reader.skip, len(piece))
            reader.skip -= passed
            if reader.shown:
                reader.pending += piece[passed:]
    reader.flush()
    said = "".join(reader.out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return said, reader.html


def _brace(reader: _Reader, brace: bytes) -> None:
    reader.skip = 0
    if brace == b"{":
        if len(reader.stack) < 10_000:
            reader.stack.append((reader.silent, reader.hidden, reader.markup, reader.per_unicode))
    elif reader.stack:
        reader.flush()
        reader.silent, reader.hidden, reader.markup, reader.per_unicode = reader.stack.pop()


def _sign(reader: _Reader, sign: bytes) -> None:
    if sign == b"*":
        reader.silent = True  # a destination that may be ignored; ``htmltag`` says otherwise
    elif reader.shown and sign in (b"\\", b"{", b"}"):
        reader.pending += sign
    elif reader.shown and sign == b"~":
        reader.say("\u00a0")
    elif reader.shown and sign in (b"\n", b"\r"):
        reader.say("\n")


def _word(reader: _Reader, word: bytes, number: int | None) -> None:
    if word == b"htmltag":
        reader.silent, reader.markup = not reader.html, True
    elif word == b"htmlrtf":
        reader.hidden = number != 0
    elif word == b"fromhtml":
        reader.html = True
    elif word in _SILENT:
        reader.silent = True
    elif word == b"ansicpg":
        reader.flush()
        reader.codec = mapi.charset(number)
    elif word == b"uc":
        reader.per_unicode = max(0, min(number or 0, 16))
    elif word == b"u" and number is not None and reader.shown:
        reader.say(chr(number & 0xFFFF))  # half of a pair beyond the first 65,536 characters
        reader.skip = reader.per_unicode
    elif word in _SIGNS and reader.shown and (not reader.markup or word in (b"par", b"tab")):
        reader.say(_SIGNS[word])
