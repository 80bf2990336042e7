"""How the process that opens an Outlook data file tells what it finds, item by item."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from enum import Enum
from typing import IO

_SIZES = struct.Struct(">II")
_MOST_FACTS = 1 << 20
_MOST_DATA = 1 << 30


class Event(Enum):
    """What a frame tells."""

    AT = "at"
    """The item is about to be read: where to go on when reading it ends the process."""
    MAIL = "mail"
    OTHER = "other"
    """An item that is no mail."""
    BAD = "bad"
    """An item or folder that cannot be read."""
    BROKEN = "broken"
    """The file cannot be read."""
    END = "end"


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing found."""

    event: Event
    ordinal: int = 0
    """Number of the item in the file, from 0."""
    folder: tuple[str, ...] = ()
    number: int = 0
    """Number of the item in its folder, from 1; 0 for the folder itself."""
    sent: bool = False
    junk: bool = False
    draft: bool = False
    internal_at: float | None = None
    """Seconds since 1970; ``None`` when the file has no delivery time."""
    detail: str = ""
    """What is wrong, without a full stop; '' when nothing is."""


def write(out: IO[bytes], frame: Frame, data: bytes = b"") -> None:
    """Send one frame at once."""
    facts = json.dumps({**asdict(frame), "event": frame.event.value}).encode("ascii")
    out.write(_SIZES.pack(len(facts), len(data)) + facts + data)
    out.flush()


def read(stream: IO[bytes]) -> tuple[Frame, bytes] | None:
    """The next frame; ``None`` at the end, be it in the middle of a frame."""
    head = stream.read(_SIZES.size)
    if len(head) < _SIZES.size:
        return None
    facts_size, data_size = _SIZES.unpack(head)
    if facts_size > _MOST_FACTS or data_size > _MOST_DATA:
        return None
    facts, data = stream.read(facts_size), stream.read(data_size)
    if len(facts) < facts_size or len(data) < data_size:
        return None
    told = json.loads(facts)
    told["event"], told["folder"] = Event(told["event"]), tuple(told["folder"])
    return Frame(**told), data
