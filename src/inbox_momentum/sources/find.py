"""Finding a few bytes in many: the only importer of ``stringzilla``, with ``re`` where it is missing.

Searching is nearly all the work on a mailbox that is mostly attachments, and
``bytearray.find`` needs seven times as long.
"""

from __future__ import annotations

import re
from functools import cache

try:
    from stringzilla import count as _fast_count
    from stringzilla import find as _fast_find
except ImportError:  # no wheel for this machine: slower, otherwise the same
    _fast_count = _fast_find = None

Buffer = bytes | bytearray | memoryview


@cache
def _pattern(wanted: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(wanted))


def find(data: Buffer, wanted: bytes, start: int, stop: int) -> int:
    """First place of ``wanted`` that lies wholly in ``data[start:stop]``; -1 for none."""
    if _fast_find is not None:
        return int(_fast_find(data, wanted, start, stop))
    return plain_find(data, wanted, start, stop)


def plain_find(data: Buffer, wanted: bytes, start: int, stop: int) -> int:
    """As ``find``, without stringzilla."""
    match = _pattern(wanted).search(data, start, stop)
    return -1 if match is None else match.start()


def count(data: bytes, wanted: bytes) -> int:
    """How often ``wanted`` stands in ``data``, without overlaps."""
    return int(_fast_count(data, wanted)) if _fast_count is not None else data.count(wanted)
