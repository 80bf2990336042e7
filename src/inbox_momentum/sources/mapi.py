"""What Outlook keeps of an item: MAPI properties, the same in ``.msg`` and ``.pst`` files.

An adapter hands over the values as they lie in the file; they are read here, leniently:
a value of the wrong type or size counts as absent ([MS-OXCDATA] §2.11).
"""

from __future__ import annotations

import codecs
import struct
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from inbox_momentum.assets import data as table

TEXT = 0x001F
ANSI = 0x001E
BINARY = 0x0102
_INTEGERS = {0x0002: "<h", 0x0003: "<i", 0x0014: "<q", 0x000B: "<?"}
_TIME = 0x0040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_NAMES = 100_000

MEETING = UUID("6ed8da90-450b-101b-98da-00aa003f1305")
APPOINTMENT = UUID("00062002-0000-0000-c000-000000000046")
COMMON = UUID("00062008-0000-0000-c000-000000000046")


class DamagedItem(ValueError):
    """An item that cannot be read, in words for the user."""


@dataclass(frozen=True, slots=True)
class Value:
    """One property as it lies in the file."""

    kind: int
    """Property type ([MS-OXCDATA] §2.11.1)."""
    read: Callable[[], bytes | None]
    """Its octets, little-endian; ``None`` or an exception of the adapter's library when unreadable."""


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of one object."""

    values: Mapping[int, Value]
    """By property id, without the type."""
    charset: str = "cp1252"
    """Codec of 8-bit strings."""

    def octets(self, key: int) -> bytes:
        """Raw octets; ``b''`` when absent or unreadable."""
        value = self.values.get(key)
        return b"" if value is None else (value.read() or b"")

    def text(self, key: int) -> str:
        """A string without NULs; '' when absent or no string."""
        value = self.values.get(key)
        if value is None or value.kind not in (TEXT, ANSI):
            return ""
        octets = value.read() or b""
        if value.kind == TEXT:
            decoded = octets[: len(octets) & ~1].decode("utf-16-le", "replace")
        else:
            decoded = octets.decode(self.charset, "replace")
        return decoded.replace("\0", "")

    def integer(self, key: int) -> int | None:
        """An integer or truth value; ``None`` when absent."""
        value = self.values.get(key)
        form = _INTEGERS.get(value.kind) if value is not None else None
        octets = self.octets(key) if form else b""
        if form is None or len(octets) < struct.calcsize(form):
            return None
        return int(struct.unpack_from(form, octets)[0])

    def moment(self, key: int) -> datetime | None:
        """A FILETIME as UTC; ``None`` when absent or before 1970 or after 2100 (Outlook's "none" is 4501)."""
        value = self.values.get(key)
        octets = self.octets(key) if value is not None and value.kind == _TIME else b""
        if len(octets) < 8:
            return None
        ticks = int.from_bytes(octets[:8], "little")
        if ticks >= 1 << 62:
            return None
        try:
            at = _EPOCH + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None
        return at if 1970 <= at.year <= 2100 else None

    def has(self, key: int) -> bool:
        """True when the property is there, whatever its value."""
        return key in self.values


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: by name, type and size; its content only where it is part of the message."""

    properties: Properties
    content: Callable[[int], bytes]
    """Up to so many of its octets."""
    size: Callable[[], int]
    """Its octets, where no property tells."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an Outlook file."""

    properties: Properties
    recipients: tuple[Properties, ...]
    attachments: tuple[Attached, ...]
    named: Mapping[tuple[UUID, int], int]
    """Property set and number -> property id ([MS-OXPROPS] §1.3.2)."""

    def name(self, group: UUID, number: int) -> int:
        """Property id of a named property; 0, which no property has, when the file has none."""
        return self.named.get((group, number), 0)


def named(guids: bytes, entries: bytes) -> dict[tuple[UUID, int], int]:
    """The numbered names of a file ([MS-OXMSG] §2.2.3.1.2, [MS-PST] §2.4.7.1: the same layout)."""
    found: dict[tuple[UUID, int], int] = {}
    for at in range(0, min(len(entries), 8 * _MOST_NAMES) - 7, 8):
        number, group, index = struct.unpack_from("<IHH", entries, at)
        start = ((group >> 1) - 3) * 16
        if group & 1 or start < 0 or start + 16 > len(guids):
            continue  # named by a string, or of a set that holds nothing of use here
        found[UUID(bytes_le=guids[start : start + 16]), number] = 0x8000 + index
    return found


@dataclass(frozen=True, slots=True)
class Table:
    """The table ``data/mapi.toml``."""

    not_mail: tuple[str, ...]
    not_mail_folders: tuple[str, ...]
    meetings: Mapping[str, tuple[str, str]]
    code_pages: Mapping[int, str]


@cache
def words() -> Table:
    """The table, read once."""
    with table("mapi.toml").open("rb") as file:
        rows = tomllib.load(file)
    return Table(
        tuple(rows["not_mail"]),
        tuple(rows["not_mail_folders"]),
        {name: (method, answer) for name, (method, answer) in rows["meetings"].items()},
        {int(number): name for number, name in rows["code_pages"].items()},
    )


def charset(code_page: int | None) -> str:
    """Codec of a Windows code page; ``cp1252`` for an unknown one."""
    if not code_page:
        return "cp1252"
    name = words().code_pages.get(code_page, f"cp{code_page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def subject(text: str) -> str:
    """In a ``.pst`` a control character and a length stand before the subject ([MS-PST] §2.5.3.1.1.1)."""
    return text[2:] if text[:1] == "\x01" else text
