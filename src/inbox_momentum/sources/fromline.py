"""The ``From `` line that separates messages of an mbox (RFC 4155 appendix A).

Prose begins with "From " too, so a line counts only when a date ends it. Every
leniency was seen in real exports: a zone before or after the year, RFC 5322 date
order (old Eudora and some converters), ISO 8601, senders that contain blanks
(Mailman's ``user at host``), ``remote from`` of UUCP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum

from inbox_momentum.sources import bounds

_MONTHS = {
    name: number
    for number, name in enumerate(
        (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"), 1
    )
}
_TIME = re.compile(rb"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?")
_DAY = re.compile(rb"\d{1,2},?")
_YEAR = re.compile(rb"(?:19|20|21)\d\d")
_OFFSET = re.compile(rb"[+-]\d{4}")
_ZONE = re.compile(rb"[+-]\d{4}|[A-Z]{1,5}|\([A-Z]{1,5}\)|\"[A-Z]{1,5}\"")
_ISO = re.compile(rb"(?:19|20|21)\d\d-\d\d-\d\d(?:T\d\d:\d\d.{0,20})?")
_TAKEOUT = re.compile(rb"\d{1,20}@xxx")
_COMMIT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_GIT_DATE = b"Mon Sep 17 00:00:00 2001"


class Dialect(Enum):
    """Who wrote a separator line, as far as the line itself tells."""

    PLAIN = "plain"
    TAKEOUT = "takeout"
    """Google: ``<Gmail id>@xxx`` and the receipt time in UTC."""
    QUOTED = "mboxrd"
    """public-inbox: says itself that the file is mboxrd."""
    PATCH = "patch"
    """``git format-patch``: a fixed date, no mail was delivered then."""
    UNDATED = "undated"
    """``From `` alone or with a name: a separator only in a file that begins so."""


@dataclass(frozen=True, slots=True)
class Separator:
    """A valid separator line."""

    dialect: Dialect
    received_at: datetime | None
    """Gmail's receipt time (Takeout only); other writers use local time without a zone."""


def parse(line: bytes) -> Separator | None:
    """Read one line without its end; ``None`` when it separates nothing."""
    if not line.startswith(b"From ") or len(line) > bounds.SEPARATOR:
        return None
    words = line[5:].split()
    if len(words) > 4 and words[-3:-1] == [b"remote", b"from"]:
        words = words[:-3]
    if not (_ends_in_asctime(words) or _ends_in_rfc5322(words) or _ends_in_iso(words)):
        return None
    if _TAKEOUT.fullmatch(words[0]):
        return Separator(Dialect.TAKEOUT, _receipt(words))
    if words[0] == b"mboxrd@z":
        return Separator(Dialect.QUOTED, None)
    if _COMMIT.fullmatch(words[0]) and line.rstrip().endswith(_GIT_DATE):
        return Separator(Dialect.PATCH, None)
    return Separator(Dialect.PLAIN, None)


def _month_at(words: list[bytes]) -> int | None:
    """Index of the last month name among the last seven words."""
    for index in range(len(words) - 1, max(-1, len(words) - 8), -1):
        if words[index].lower() in _MONTHS:
            return index
    return None


def _ends_in_asctime(words: list[bytes]) -> bool:
    """``Tue Jan  1 15:38:05 2002``, with a zone before or after the year or without."""
    at = _month_at(words)
    if at is None or len(words) < at + 4:
        return False
    day, time, rest = words[at + 1], words[at + 2], words[at + 3 :]
    if not (_DAY.fullmatch(day) and _TIME.fullmatch(time) and len(rest) <= 3):
        return False
    years = [word for word in rest if _YEAR.fullmatch(word)]
    return len(years) == 1 and all(word in years or _ZONE.fullmatch(word) for word in rest)


def _ends_in_rfc5322(words: list[bytes]) -> bool:
    """``Tue, 04 Apr 2006 17:03:33 +0200``."""
    at = _month_at(words)
    if at is None or at < 1 or len(words) < at + 3:
        return False
    day, year, time, rest = words[at - 1], words[at + 1], words[at + 2], words[at + 3 :]
    return bool(
        _DAY.fullmatch(day)
        and _YEAR.fullmatch(year)
        and _TIME.fullmatch(time)
        and len(rest) <= 2
        and all(_ZONE.fullmatch(word) for word in rest)
    )


def _ends_in_iso(words: list[bytes]) -> bool:
    """``2006-04-04T17:03:33Z`` or ``2006-04-04 17:03:33 +0200``."""
    tail = words[-3:]
    for index, word in enumerate(tail):
        if _ISO.fullmatch(word):
            after = tail[index + 1 :]
            if b"T" in word:
                return not after
            return bool(after) and bool(_TIME.fullmatch(after[0])) and all(map(_ZONE.fullmatch, after[1:]))
    return False


def _receipt(words: list[bytes]) -> datetime | None:
    """The receipt time of a Takeout line; ``None`` when the calendar has no such day."""
    at = _month_at(words)
    if at is None or len(words) < at + 4:
        return None
    clock = _TIME.fullmatch(words[at + 2])
    year = next((word for word in words[at + 3 :] if _YEAR.fullmatch(word)), None)
    if clock is None or year is None:
        return None
    zone = next((word for word in words[at + 3 :] if _OFFSET.fullmatch(word)), b"+0000")
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
    hour, minute, second = (int(part or b"0") for part in clock.groups())
    try:
        return datetime(
            int(year),
            _MONTHS[words[at].lower()],
            int(words[at + 1].rstrip(b",")),
            hour,
            minute,
            second,
            tzinfo=timezone(-offset if zone[:1] == b"-" else offset),
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
