"""Bytes to text when the declared charset is absent, wrong or unknown."""

from __future__ import annotations

import codecs
from functools import lru_cache

_ALIASES = {
    "ansi_x3.4-1968": "us-ascii",
    "iso-8859-1": "cp1252",  # what senders mean by it: WHATWG Encoding §4.2
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "utf-8n": "utf-8",
}
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Python codecs that are no charsets of mail: quadratic, or not text."""


@lru_cache(maxsize=256)
def codec(charset: str) -> str | None:
    """Python codec for a charset name of mail; ``None`` when it is unknown or no charset."""
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if name.startswith("x-") and name not in _ALIASES:
        name = name[2:]
    if name.startswith("cp-"):
        name = "cp" + name[3:]
    if not name or len(name) > 60 or not name.isascii():
        return None
    try:
        found = codecs.lookup(name)
        b"".decode(found.name)
    except (LookupError, ValueError, TypeError):
        return None
    return None if found.name.replace("-", "_") in _NOT_CHARSETS else found.name


def choose(data: bytes, declared: str | None) -> tuple[str, bool]:
    """Codec that reads ``data``, and whether it is the declared one.

    Order: the declared charset, UTF-8, windows-1252. The last reads any byte
    when errors are replaced.
    """
    wanted = codec(declared) if declared else None
    for name in (wanted, "utf-8"):
        if name is None:
            continue
        try:
            data.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
        return name, declared is None or name == wanted
    return "cp1252", False


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of ``data``; never raises, never holds a lone surrogate."""
    name, _ = choose(data, declared)
    text = data.decode(name, "replace")
    if name == "utf-7":  # Python's utf-7 lets surrogates through
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text
