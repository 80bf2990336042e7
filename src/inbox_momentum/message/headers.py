"""The header block of a message: found, unfolded and cut into pairs (RFC 5322 §2.2).

Leniencies, each seen in public mail: an mbox ``From `` line left at the top, a
byte-order mark, line ends of any kind, blanks before the colon (RFC 5322 §4.5),
8-bit values, NULs, a stray line between fields, no blank line before the body.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from inbox_momentum import assets
from inbox_momentum.message import charsets

MAX_FIELDS = 2_000
"""Fields kept; further ones are kept only when the program reads them."""
MAX_NEEDED = 2_000
"""Further fields kept of those the program reads."""
MAX_VALUE = 1_000_000
"""Bytes of one field's value that are kept."""
MAX_BLOCK = 16_000_000
"""Bytes of a header block that are looked at."""

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,60})", re.IGNORECASE)
_MBOX_LINE = re.compile(rb">?From (?![ \t]*:)")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")


@dataclass(frozen=True, slots=True)
class _Names:
    """The table ``data/mail_fields.toml``."""

    known: frozenset[bytes]
    known_prefixes: tuple[bytes, ...]
    needed: frozenset[bytes]


@cache
def _names() -> _Names:
    rows = tomllib.loads(assets.data("mail_fields.toml").read_text("utf-8"))
    known, prefixes, needed = (
        [name.encode("ascii") for name in rows[key]] for key in ("known", "known_prefixes", "needed")
    )
    return _Names(frozenset(known), tuple(prefixes), frozenset(needed))


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The fields of a message and where its body starts."""

    fields: tuple[tuple[str, str], ...]
    """(lower-case name, unfolded value) in file order."""
    body: bytes
    problems: tuple[tuple[str, str], ...]
    """(defect code, one sentence)."""
    known: bool
    """True when at least one field is one that mail has."""

    def first(self, name: str) -> str | None:
        """First value of field ``name`` (lower-case), or ``None``."""
        return next((value for key, value in self.fields if key == name), None)

    def all(self, name: str) -> list[str]:
        """Every value of field ``name`` (lower-case) in file order."""
        return [value for key, value in self.fields if key == name]


def read(data: bytes) -> HeaderBlock:
    """Split ``data`` into header fields and body; never raises."""
    problems: dict[str, str] = {}
    data = _normal_start(data, problems)
    lines, body = _block(data, problems)
    raw = _fields(lines, problems)
    names = _names()
    fields: list[tuple[str, str]] = []
    known = False
    needed = 0
    hint = _charset_hint(raw)
    for name, value in raw:
        known = known or name in names.known or name.startswith(names.known_prefixes)
        if len(fields) >= MAX_FIELDS:
            problems["too-many-headers"] = f"More than {MAX_FIELDS} header fields; the rest was left out."
            if name not in names.needed or needed >= MAX_NEEDED:
                continue
            needed += 1
        fields.append((name.decode("ascii"), _value(value, hint, problems)))
    return HeaderBlock(tuple(fields), body, tuple(problems.items()), known)


def _normal_start(data: bytes, problems: dict[str, str]) -> bytes:
    """Without byte-order mark, leading blank lines and a leftover mbox line."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    head = data[:65536]
    if b"\n" not in head and b"\r" in head:
        problems["bare-cr"] = "Lines end in a lone carriage return."
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = 0
    while start < len(data) and data[start] in b"\r\n":
        start += 1
    if start:
        problems["leading-blank-lines"] = "Blank lines before the header."
        data = data[start:]
    if _MBOX_LINE.match(data):
        end = data.find(b"\n")
        data = data[end + 1 :] if end >= 0 else b""
    return data


def _block(data: bytes, problems: dict[str, str]) -> tuple[list[bytes], bytes]:
    """Lines of the header block without line ends, and the body."""
    lines: list[bytes] = []
    position = 0
    size = len(data)
    while position < size:
        if position > MAX_BLOCK:
            problems["header-too-long"] = "The header block is too long; the rest was left out."
            return lines, b""
        end = data.find(b"\n", position)
        stop = size if end < 0 else end
        line = data[position:stop].rstrip(b"\r")
        following = stop + 1
        if not line:
            return lines, data[following:]
        if line[0] not in b" \t" and not _FIELD.match(line) and not _stray(data, line, following):
            if lines:
                problems["header-end-missing"] = "No blank line between header and body."
            return lines, data[position:]
        lines.append(line)
        position = following
    return lines, b""


def _stray(data: bytes, line: bytes, following: int) -> bool:
    """Is this a foreign line inside the header, with known fields going on after it?"""
    if _MBOX_LINE.match(line):
        return True
    match = _FIELD.match(data, following, following + 256)
    return match is not None and match[1].lower() in _names().known


def _fields(lines: list[bytes], problems: dict[str, str]) -> list[tuple[bytes, list[bytes]]]:
    """(lower-case name, value pieces); folded lines belong to the field above them."""
    fields: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        if line[0] in b" \t":
            if fields:
                fields[-1][1].append(line)
            else:
                problems["header-folded-first"] = "The header starts with a folded line."
            continue
        match = _FIELD.match(line)
        if match is None:
            problems["header-stray-line"] = "A line inside the header is no header field."
            continue
        fields.append((match[1].lower(), [line[match.end() :]]))
    return fields


def _value(pieces: list[bytes], hint: str | None, problems: dict[str, str]) -> str:
    """Unfolded value (RFC 5322 §2.2.3: a fold is its white space without the line end)."""
    value = pieces[0].strip() if len(pieces) == 1 else b"".join(pieces).strip()
    if len(value) > MAX_VALUE:
        problems["header-too-long"] = (
            f"A header value is longer than {MAX_VALUE} bytes; the rest was left out."
        )
        value = value[:MAX_VALUE]
    if b"\x00" in value:
        problems["nul-in-header"] = "A header value holds NUL bytes; they were dropped."
        value = value.replace(b"\x00", b"")
    if b"\r" in value:
        problems["bare-cr"] = "A header value holds a lone carriage return."
        value = value.replace(b"\r", b" ")
    if value.isascii():
        return value.decode("ascii")
    if b"\x1b" in value:
        return charsets.decode(value, "iso-2022-jp")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return charsets.decode(value, hint)


def _charset_hint(raw: list[tuple[bytes, list[bytes]]]) -> str | None:
    """Charset of the body: 8-bit header values without UTF-8 are mostly written in it too."""
    for name, pieces in raw:
        if name == b"content-type":
            match = _CHARSET.search(b"".join(pieces)[:2000])
            return match[1].decode("ascii", "replace") if match else None
    return None
