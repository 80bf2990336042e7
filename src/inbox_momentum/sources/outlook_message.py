"""Outlook's ``.msg`` files ([MS-OXMSG]), the only importer of ``extract_msg`` (GPL-3, optional).

The library opens the compound file; the properties are read here, so that no attachment,
embedded message or unknown class can stop the rest.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import struct
from collections.abc import Callable
from functools import partial
from typing import Any

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import mapi, mapi_message, marks
from inbox_momentum.sources.mapi import Attached, DamagedItem, Item, Properties, Value
from inbox_momentum.sources.mapi_people import MOST, Known
from inbox_momentum.sources.protocol import ByteStream, Place

LARGEST = 256 << 20
"""Bytes of a file that is opened: it is read into memory."""
_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})")
_FIXED = "__properties_version1.0"
_NAMES = "__nameid_version1.0/__substg1.0_"
_ROOT_HEADER, _ROW_HEADER = 32, 8
_NOT_THERE = b""


def available() -> bool:
    """True when the library is installed."""
    return importlib.util.find_spec("extract_msg") is not None


def read(stream: ByteStream, place: Place, piece: int = 1 << 20) -> RawMessage | Defect | None:
    """The message; a fatal defect when it cannot be read, ``None`` when it is no mail."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= LARGEST and (octets := stream.read(piece)):
            pieces.append(octets)
            size += len(octets)
    except OSError as error:
        reason = error.strerror or str(error)
        return place.defect("message-unreadable", f"The file could not be read: {reason}.", fatal=True)
    if size > LARGEST:
        detail = f"The file is larger than {LARGEST >> 20} MB and was not opened."
        return place.defect("message-too-large", detail, fatal=True)
    try:
        return _message(b"".join(pieces), place)
    except DamagedItem as error:
        return place.defect("message-unreadable", f"The Outlook message is damaged ({error}).", fatal=True)


def _message(data: bytes, place: Place) -> RawMessage | None:
    opened = _opened(data)
    if opened is None:
        return None
    item, close = opened
    try:
        if not mapi_message.is_mail(item):
            return None
        found = mapi_message.restored(item, Known())
    finally:
        close()
    filed = marks.of_folder((*place.around, *place.inner[:-1]))
    sent = filed.sent or found.sent
    return RawMessage(
        source=place.base,
        position=place.file_name,
        data=found.data,
        folder="/".join(place.inner[:-1]) or None,
        in_sent=sent,
        in_junk=filed.junk,
        is_draft=(filed.draft or found.draft) and not sent,
        internal_at=found.internal_at,
    )


def _opened(data: bytes) -> tuple[Item, Callable[[], None]] | None:
    """The item of a file and what closes it again; ``None`` for Word's, Excel's and other such files."""
    from extract_msg import MSGFile
    from extract_msg.enums import ErrorBehavior

    for name in ("extract_msg", "olefile"):  # they tell standard error about every oddity
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        file: Any = MSGFile(  # type: ignore[no-untyped-call,unused-ignore]
            data, delayAttachments=True, errorBehavior=ErrorBehavior.SUPPRESS_ALL
        )
    except Exception as error:  # noqa: BLE001 - a damaged file makes the library raise anything
        raise DamagedItem(_said(error)) from None
    try:
        names = [path[0] for path in file.listDir(True, True, True)]
        if names and not any(name.startswith("__") for name in names):
            file.close()
            return None
        return _item(file), file.close
    except Exception as error:  # noqa: BLE001
        file.close()
        raise DamagedItem(_said(error)) from None


def _said(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")[:200]


def _item(file: Any) -> Item:
    """The properties of the file, its rows of recipients and its attachments."""
    streams: dict[str, dict[int, tuple[int, str]]] = {}
    for path in file.listDir(True, False, True):
        match = _STREAM.fullmatch(path[-1])
        if len(path) <= 2 and match is not None:
            key, kind = int(match[1], 16), int(match[2], 16)
            streams.setdefault("/".join(path[:-1]), {})[key] = (kind, "/".join(path))
        elif len(path) == 2 and path[-1].lower() == _FIXED:
            streams.setdefault(path[0], {})
    root = _properties(file, "", streams.get("", {}), "cp1252", _ROOT_HEADER)
    if not root.values:
        raise DamagedItem("it has no properties")
    page = root.integer(0x3FFD) or root.integer(0x3FDE)
    charset = mapi.charset(page if page != 1200 else None)
    charset = "cp1252" if charset.startswith("utf-16") else charset
    root = Properties(root.values, charset)
    rows = {name: found for name, found in sorted(streams.items()) if name.lower().startswith("__recip_")}
    attached = {
        name: found for name, found in sorted(streams.items()) if name.lower().startswith("__attach_")
    }
    return Item(
        root,
        tuple(_properties(file, *row, charset) for row in list(rows.items())[:MOST]),
        tuple(
            _attached(file, *row, charset) for row in list(attached.items())[: mapi_message.MOST_ATTACHMENTS]
        ),
        mapi.named(_octets(file, _NAMES + "00020102"), _octets(file, _NAMES + "00030102")),
    )


def _properties(
    file: Any, folder: str, streams: dict[int, tuple[int, str]], charset: str, header: int = _ROW_HEADER
) -> Properties:
    """Fixed values from their one stream, the others from a stream each ([MS-OXMSG] §2.4)."""
    values: dict[int, Value] = {}
    fixed = _octets(file, f"{folder}/{_FIXED}" if folder else _FIXED)
    for at in range(header, len(fixed) - 15, 16):
        kind, key = struct.unpack_from("<HH", fixed, at)
        values[key] = Value(kind, partial(bytes, fixed[at + 8 : at + 16]))
    for key, (kind, path) in streams.items():
        values[key] = Value(kind, partial(_octets, file, path))
    return Properties(values, charset)


def _attached(file: Any, folder: str, streams: dict[int, tuple[int, str]], charset: str) -> Attached:
    path = streams.get(0x3701, (0, ""))[1]

    def content(most: int) -> bytes:
        return _octets(file, path)[:most] if path else _NOT_THERE

    return Attached(_properties(file, folder, streams, charset), content, lambda: len(content(LARGEST)))


def _octets(file: Any, path: str) -> bytes:
    """A stream's octets; ``b''`` when it is absent or damaged."""
    try:
        return file.getStream(path) or b""
    except Exception:  # noqa: BLE001 - as above
        return b""
