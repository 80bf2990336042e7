"""A parsed message as bytes and back: between processes, and in the store.

Plain values in ``marshal``'s form, which can hold no code, with zlib's checksum where it
lies in the store. What many messages have in common (names of fields, addresses) is one
object in all of them when they are back.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from inbox_momentum.model import Address, Attachment, Body, Defect, Message

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LEVEL = 1
"""Mail shrinks to a third; higher levels gain a tenth for three times the time."""
DAMAGED = (ValueError, TypeError, EOFError, KeyError, IndexError, OverflowError, zlib.error)
"""What reading bytes may raise that are not as they were written."""


def dumped(one: Message | Defect, source: str) -> bytes:
    """For another process; ``source`` is the name of the source, which is left out."""
    return marshal.dumps(_defect(one, source) if isinstance(one, Defect) else _message(one, source))


def loaded(data: bytes, source: str) -> Message | Defect:
    """The reverse of ``dumped``, from a source that is called ``source`` now."""
    values = marshal.loads(data)  # noqa: S302  # of a process of ours, or checked by zlib and the store
    return _as_defect(values, source) if len(values) == _DEFECT else _as_message(values, source)


def packed(data: bytes) -> bytes:
    """``dumped`` bytes for the store."""
    return zlib.compress(data, _LEVEL)


def unpacked(data: bytes, source: str) -> Message | Defect:
    """The reverse of ``packed``. Raises one of ``DAMAGED``."""
    return loaded(zlib.decompress(data), source)


def moment_of(one: Message | Defect) -> datetime | None:
    """When a message came, or was written; ``None`` when nothing tells."""
    return None if isinstance(one, Defect) else one.received_at or one.internal_at or one.date_at


# --------------------------------------------------------------------------- there


def _name(name: str, source: str) -> str | None:
    return None if name == source else name


def _micros(at: datetime | None) -> int | None:
    return None if at is None else (at - _EPOCH) // _MICROSECOND


def _people(some: Sequence[Address]) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.address) for one in some)


def _defect(one: Defect, source: str) -> tuple[Any, ...]:
    return (_name(one.source, source), one.position, one.code, one.detail, one.message_id, one.fatal)


_DEFECT = 6


def _message(one: Message, source: str) -> tuple[Any, ...]:
    body = one.body
    return (
        one.message_id,
        one.id_missing,
        _name(one.source, source),
        one.position,
        one.folder,
        (one.in_sent, one.in_junk, one.is_draft),
        one.headers,
        tuple(map(_people, (one.from_, one.sender, one.reply_to, one.to, one.cc, one.bcc))),
        one.subject,
        (_micros(one.date_at), one.date_offset_s, _micros(one.received_at), _micros(one.internal_at)),
        one.in_reply_to,
        one.references,
        (one.gm_thread_id, one.thread_index, one.thread_topic),
        one.automated,
        one.digest,
        body.text,
        None if body.new_text == body.text else body.new_text,
        body.calendars,
        tuple((part.filename, part.content_type, part.size) for part in body.attachments),
        body.links,
        body.bounced_ids,
        tuple(_defect(defect, source) for defect in one.defects),
    )


# --------------------------------------------------------------------------- and back


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else _EPOCH + timedelta(microseconds=micros)


@lru_cache(maxsize=1 << 14)
def _address(one: tuple[str, str]) -> Address:
    return Address(*one)


@lru_cache(maxsize=1 << 12)
def _field(one: tuple[str, str]) -> tuple[str, str]:
    return (_word(one[0]), one[1])


@lru_cache(maxsize=1 << 12)
def _word(one: str) -> str:
    return one


def _as_defect(values: Sequence[Any], source: str) -> Defect:
    name, *rest = values
    return Defect(source if name is None else name, *rest)


def _as_message(values: Sequence[Any], source: str) -> Message:
    (
        message_id, id_missing, name, position, folder, filed, fields, people, subject, times,
        in_reply_to, references, threads, automated, digest,
        text, new_text, calendars, parts, links, bounced_ids, defects,
    ) = values  # fmt: skip
    date_us, offset_s, received_us, internal_us = times
    in_sent, in_junk, is_draft = filed
    from_, sender, reply_to, to, cc, bcc = (tuple(map(_address, some)) for some in people)
    gm_thread_id, thread_index, thread_topic = threads
    body = Body(
        text,
        text if new_text is None else new_text,
        calendars,
        tuple(Attachment(*part) for part in parts),
        links,
        bounced_ids,
    )
    return Message(
        message_id,
        id_missing,
        source if name is None else name,
        position,
        None if folder is None else _word(folder),
        in_sent,
        in_junk,
        is_draft,
        tuple(map(_field, fields)),
        from_,
        sender,
        reply_to,
        to,
        cc,
        bcc,
        subject,
        _moment(date_us),
        offset_s,
        _moment(received_us),
        _moment(internal_us),
        in_reply_to,
        references,
        gm_thread_id,
        thread_index,
        thread_topic,
        automated,
        digest,
        body,
        tuple(_as_defect(one, source) for one in defects),
    )
