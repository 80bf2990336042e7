"""RFC 2047 encoded words in header values, read leniently.

Seen in practice and accepted: words glued to text, words inside quoted
strings, raw spaces in the encoded text, base64 without padding, a multibyte
character split over two words, charsets that no one knows.
"""

from __future__ import annotations

import binascii
import re

from inbox_momentum.message import charsets

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")


def decode(value: str) -> str:
    """``value`` with its encoded words decoded (RFC 2047 §6); never raises."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending = bytearray()
    pending_charset = ""
    end = 0
    for match in _WORD.finditer(value):
        between = value[end : match.start()]
        charset = match[1].partition("*")[0].lower()  # RFC 2231 §5: language suffix
        if not match[3].isascii():
            charset = "utf-8"  # raw 8-bit text inside the word, already read
        data = _octets(match[2], match[3])
        if end and not between.strip():  # RFC 2047 §6.2: blanks between words are not shown
            if charset != pending_charset:
                out.append(charsets.decode(bytes(pending), pending_charset))
                pending.clear()
        else:
            out.append(charsets.decode(bytes(pending), pending_charset or None))
            out.append(between)
            pending.clear()
        pending += data
        pending_charset = charset
        end = match.end()
    if not end:
        return value
    out.append(charsets.decode(bytes(pending), pending_charset))
    out.append(value[end:])
    # A decoded word may hold line ends: they must not become header structure.
    return _CONTROLS.sub(" ", "".join(out))


def _octets(encoding: str, text: str) -> bytes:
    """Octets of one encoded text (RFC 2047 §4)."""
    if encoding in "qQ":
        raw = text.replace("_", " ").encode("utf-8", "replace")
        return binascii.a2b_qp(raw)
    packed = _NOT_BASE64.sub("", text)
    if len(packed) % 4 == 1:
        packed = packed[:-1]
    try:
        return binascii.a2b_base64(packed + "=" * (-len(packed) % 4))
    except binascii.Error:
        return text.encode("utf-8", "replace")
