"""Invented Outlook items, as properties and as a ``.msg`` file."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from uuid import UUID

from inbox_momentum.sources.mapi import BINARY, TEXT, Attached, Item, Properties, Value

Plain = str | int | bytes | datetime
SENT_AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
EXCHANGE = "/o=Acme/ou=Exchange Administrative Group/cn=Recipients/cn=jane"


def filetime(at: datetime) -> bytes:
    ticks = int((at - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    return ticks.to_bytes(8, "little")


def value(plain: Plain) -> tuple[int, bytes]:
    """Type and octets of one property."""
    if isinstance(plain, str):
        return TEXT, plain.encode("utf-16-le")
    if isinstance(plain, bytes):
        return BINARY, plain
    if isinstance(plain, datetime):
        return 0x0040, filetime(plain)
    return 0x0003, struct.pack("<i", plain)


def properties(plain: dict[int, Plain]) -> Properties:
    def held(kind: int, octets: bytes) -> Value:
        return Value(kind, lambda: octets)

    return Properties({key: held(*value(one)) for key, one in plain.items()})


def attached(plain: dict[int, Plain], content: bytes = b"") -> Attached:
    return Attached(properties(plain), lambda most: content[:most], lambda: len(content))


def item(
    plain: dict[int, Plain],
    people: tuple[dict[int, Plain], ...] = (),
    attachments: tuple[Attached, ...] = (),
    named: dict[tuple[UUID, int], int] | None = None,
) -> Item:
    return Item(properties(plain), tuple(map(properties, people)), attachments, named or {})


def person(kind: int, name: str, address: str, **more: Plain) -> dict[int, Plain]:
    smtp: dict[int, Plain] = {0x39FE: more["smtp"]} if "smtp" in more else {}
    return {0x0C15: kind, 0x3001: name, 0x3003: address, **smtp}


SENT: dict[int, Plain] = {
    0x001A: "IPM.Note",
    0x0E07: 1,
    0x0E01: 0,
    0x0037: "Interview on Friday",
    0x0039: SENT_AT,
    0x0042: "Maya",
    0x0065: "/o=Home/cn=maya",
    0x5D0A: "Maya@example.net",
    0x0070: "Interview",
    0x0071: b"\x01\xdc\xab\x00\x01\x02" + b"\x07" * 16,
    0x1042: "<1@acme.example>",
    0x1000: "Friday is fine.\r\n",
}


def _streams(folder: str, plain: dict[int, Plain], header: int) -> dict[str, bytes]:
    """Streams of one object of a ``.msg`` file ([MS-OXMSG] §2.4)."""
    rows, streams = b"", {}
    for key, one in plain.items():
        kind, octets = value(one)
        if kind in (TEXT, BINARY):
            streams[f"{folder}__substg1.0_{key:04X}{kind:04X}"] = octets
            rows += struct.pack("<HHIII", kind, key, 6, len(octets), 0)
        else:
            rows += struct.pack("<HHI8s", kind, key, 6, octets.ljust(8, b"\0"))
    streams[f"{folder}__properties_version1.0"] = bytes(header) + rows
    return streams


def msg_file(
    plain: dict[int, Plain], people: tuple[dict[int, Plain], ...] = (), files: tuple[str, ...] = ()
) -> bytes:
    """A ``.msg`` file; each of ``files`` is an attachment of ten octets."""
    streams = _streams("", plain, 32)
    for number, row in enumerate(people):
        streams |= _streams(f"__recip_version1.0_#{number:08X}/", row, 8)
    for number, name in enumerate(files):
        folder = f"__attach_version1.0_#{number:08X}/"
        streams |= _streams(folder, {0x3707: name, 0x370E: "application/pdf", 0x3701: b"0123456789"}, 8)
    names = "__nameid_version1.0/__substg1.0_"
    streams |= {f"{names}00020102": b"\0" * 16, f"{names}00030102": b"\0" * 8, f"{names}00040102": b"\0" * 4}
    return ole_file(streams)


def ole_file(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams."""
    from extract_msg.ole_writer import OleWriter

    writer = OleWriter()
    for path, octets in streams.items():
        writer.addEntry(path, octets)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
