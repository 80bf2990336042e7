"""Meeting messages of Outlook as ``text/calendar`` ([MS-OXCICAL], RFC 5545, RFC 5546).

Outlook takes an invitation apart; the part that other programs read is put together again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from inbox_momentum.sources import mapi, mapi_people
from inbox_momentum.sources.mapi import Item
from inbox_momentum.sources.mapi_people import Person

_GLOBAL_ID, _CLEAN_ID = 0x0003, 0x0023
_START, _END, _SEQUENCE, _LOCATION = 0x820D, 0x820E, 0x8201, 0x8208
_COMMON_START, _COMMON_END = 0x8516, 0x8517
_FOREIGN_UID = b"vCal-Uid\x01\x00\x00\x00"


def method(message_class: str) -> tuple[str, str] | None:
    """Method and answer of a meeting message; ``None`` when the class is another."""
    folded = message_class.casefold()
    for name, found in mapi.words().meetings.items():
        if folded.startswith(name):
            return found
    return None


def calendar(item: Item, message_class: str, author: Person, people: dict[int, list[Person]]) -> str | None:
    """The calendar of a meeting message; ``None`` when it is none or has no time and no identity."""
    known = method(message_class)
    uid = _uid(item.properties.octets(item.name(mapi.MEETING, _CLEAN_ID)))
    uid = uid or _uid(item.properties.octets(item.name(mapi.MEETING, _GLOBAL_ID)))
    start = _moment(item, (mapi.APPOINTMENT, _START), (mapi.COMMON, _COMMON_START), 0x0060)
    if known is None or (start is None and not uid):
        return None
    action, answer = known
    end = _moment(item, (mapi.APPOINTMENT, _END), (mapi.COMMON, _COMMON_END), 0x0061)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{action}", "BEGIN:VEVENT"]
    lines += [f"UID:{uid}"] if uid else []
    lines += [f"DTSTART:{_utc(start)}"] if start else []
    lines += [f"DTEND:{_utc(end)}"] if end and start and end >= start else []
    lines.append(f"SEQUENCE:{max(0, item.properties.integer(item.name(mapi.APPOINTMENT, _SEQUENCE)) or 0)}")
    lines.append(
        f"SUMMARY:{_escaped(item.properties.text(0x0E1D) or mapi.subject(item.properties.text(0x0037)))}"
    )
    location = _escaped(item.properties.text(item.name(mapi.APPOINTMENT, _LOCATION)))
    lines += [f"LOCATION:{location}"] if location else []
    if action == "CANCEL":
        lines.append("STATUS:CANCELLED")
    lines += _people(action, answer, author, people)
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])


def _people(action: str, answer: str, author: Person, people: dict[int, list[Person]]) -> list[str]:
    """Organizer and attendees: who answers is the author, whom is asked are the recipients."""
    asked = [one for kind in (mapi_people.TO, mapi_people.CC) for one in people[kind] if one.address]
    if action == "REPLY":
        organizer, attendees = asked[:1], [author]
    else:
        organizer, attendees = [author], asked
    status = f";PARTSTAT={answer}" if answer else ""
    lines = [f"ORGANIZER:mailto:{one.address}" for one in organizer if one.address]
    return lines + [f"ATTENDEE{status}:mailto:{one.address}" for one in attendees[:200] if one.address]


def _moment(item: Item, *keys: tuple[UUID, int] | int) -> datetime | None:
    """The first of these properties that is there, by its id or by its name."""
    ids = (key if isinstance(key, int) else item.name(*key) for key in keys)
    return next(filter(None, map(item.properties.moment, ids)), None)


def _uid(octets: bytes) -> str:
    """UID of a global object id ([MS-OXCICAL] §2.1.3.1.1.20.26): a foreign one is kept inside it."""
    if len(octets) < 40:
        return ""
    content = octets[40:]
    if content.startswith(_FOREIGN_UID):
        foreign = content[len(_FOREIGN_UID) :].split(b"\0")[0]
        return _escaped(foreign.decode("ascii", "replace"))
    return octets[:1_000].hex().upper()


def _utc(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A text value (RFC 5545 §3.3.11) on one line."""
    plain = " ".join(text.split())[:1_000]
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
