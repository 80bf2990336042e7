"""Finding a few bytes in many: the only importer of ``stringzilla``, with ``re`` where it is missing.

Searching is nearly all the work on a mailbox that is mostly attachments, and
``bytearray.find`` needs seven times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

Buffer = bytes | bytearray | memoryview


@cache
def _pattern(wanted: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(wanted))


def plain_find(data: Buffer, wanted: bytes, start: int, stop: int) -> int:
    """As ``find``, without stringzilla."""
    match = _pattern(wanted).search(data, start, stop)
    return -1 if match is None else match.start()


def plain_count(data: Buffer, wanted: bytes) -> int:
    """As ``count``, without stringzilla."""
    return sum(1 for _ in _pattern(wanted).finditer(data))


try:
    import stringzilla as _fast
except ImportError:  # no wheel for this machine: slower, otherwise the same
    _fast = None

find: Callable[[Buffer, bytes, int, int], int] = plain_find if _fast is None else _fast.find
"""First place of ``wanted`` (second argument) that lies wholly in ``data[start:stop]``; -1 for none."""
count: Callable[[Buffer, bytes], int] = plain_count if _fast is None else _fast.count
"""How often the second argument stands in the first, without overlaps."""
