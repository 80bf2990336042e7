"""What an earlier run understood of the same mail, so that only what is new has to be read.

Nothing is taken over unless all that it was made of is the same: the message, who stands behind
it, what was known around it, and the program itself. Whatever is missing, other or damaged is
read again, so that a report is the same with and without it.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import blake2b

import msgspec

from inbox_momentum.model import Correction, Entry, Reading, SenderIdentity

_SIZE = 16
"""Bytes of a digest: no two of any mailbox are equal by chance."""
_LEVEL = 1


class _Kept(msgspec.Struct, array_like=True):
    """One message."""

    entry: bytes
    """Digest of the message."""
    told: bytes = b""
    """Digest of what ``weight`` and ``odds`` were made of."""
    weight: float = 0.0
    odds: float | None = None
    known: bytes = b""
    """Digest of what ``reading`` was made of besides."""
    reading: Reading | None = None


class _Whole(msgspec.Struct, array_like=True):
    """Everything that is kept of some sources."""

    edition: bytes
    whose: bytes
    """Digest of what ``identities`` were made of."""
    identities: list[SenderIdentity]
    messages: dict[str, _Kept]


_decoder = msgspec.msgpack.Decoder(_Whole)
_encoder = msgspec.msgpack.Encoder()


class Recall:
    """Takes over what an earlier run understood, and gathers what this one does.

    ``packed`` is what ``packed()`` gave then (empty: nothing), ``edition`` a digest of the program:
    what another one understood is not taken over. Without an edition it does nothing.
    """

    def __init__(self, packed: bytes = b"", edition: bytes = b"") -> None:
        self._edition = edition
        found = _unpacked(packed)
        before = found is not None and found.edition == edition
        self._before = found if before and found is not None else _Whole(edition, b"", [], {})
        self._now = _Whole(edition, b"", [], {})
        self._entries: dict[str, bytes] = {}

    def changed(self) -> bool:
        """Whether this run understood anything that the earlier one did not."""
        return self._now != self._before

    def packed(self) -> bytes:
        """All that this run understood, for the next one."""
        now = self._now
        if not _encodable(now):  # halves of surrogate pairs out of broken mail
            good = {name: kept for name, kept in now.messages.items() if _encodable((name, kept))}
            same = _encodable(now.identities)
            now = _Whole(now.edition, now.whose if same else b"", now.identities if same else [], good)
        return zlib.compress(_encoder.encode(now), _LEVEL)

    def next(self) -> Recall:
        """For another run of the same process."""
        other = Recall(edition=self._edition)
        other._before = self._now
        return other

    def knows(self, entry: Entry) -> bool:
        """Whether the message was read before; most likely it need not be again."""
        kept = self._before.messages.get(entry.id)
        return kept is not None and kept.reading is not None and kept.entry == self._entry(entry)

    def identities(
        self,
        entries: Sequence[Entry],
        said: Sequence[Correction],
        make: Callable[[], dict[str, SenderIdentity]],
    ) -> dict[str, SenderIdentity]:
        """Who stands behind each message: all as before when no message is new, else as ``make`` has it."""
        if not self._edition:
            return make()
        whose = digest([self._entry(entry) for entry in entries], said)
        if self._before.whose == whose:
            found = {one.message_id: one for one in self._before.identities}
        else:
            found = make()
        self._now.whose, self._now.identities = whose, list(found.values())
        return found

    def alone(
        self, entry: Entry, told: Sequence[object], make: Callable[[], tuple[float, float | None]]
    ) -> tuple[float, float | None]:
        """What a message says of hiring by itself (weight, log odds); ``told`` is all that ``make`` uses."""
        if not self._edition:
            return make()
        now = _Kept(self._entry(entry), digest(told))
        kept = self._before.messages.get(entry.id)
        same = kept is not None and (kept.entry, kept.told) == (now.entry, now.told)
        now.weight, now.odds = (kept.weight, kept.odds) if kept is not None and same else make()
        self._now.messages[entry.id] = now
        return now.weight, now.odds

    def reading(self, entry: Entry, known: Sequence[object], make: Callable[[], Reading]) -> Reading:
        """What a message says; ``known`` is all that ``make`` uses beyond what ``alone`` was told."""
        if not self._edition:
            return make()
        now = self._now.messages[entry.id]
        now.known = digest(known)
        kept = self._before.messages.get(entry.id)
        same = kept is not None and (kept.entry, kept.told, kept.known) == (now.entry, now.told, now.known)
        now.reading = kept.reading if kept is not None and same and kept.reading is not None else make()
        return now.reading

    def _entry(self, entry: Entry) -> bytes:
        digest = self._entries.get(entry.id)
        if digest is None:
            digest = self._entries[entry.id] = _of_entry(entry)
        return digest


def _unpacked(packed: bytes) -> _Whole | None:
    try:
        return _decoder.decode(zlib.decompress(packed)) if packed else None
    except (zlib.error, msgspec.MsgspecError, ValueError):
        return None  # read again: the mail itself is the truth


def _encodable(value: object) -> bool:
    try:
        _encoder.encode(value)
    except UnicodeEncodeError:
        return False
    return True


def _of_entry(entry: Entry) -> bytes:
    """Digest of a message and whose it is; where it lay and what was wrong with it tells nothing."""
    one = entry.message
    body = one.body
    people = [
        [(who.name, who.address) for who in some]
        for some in (one.from_, one.sender, one.reply_to, one.to, one.cc, one.bcc)
    ]
    values = (
        (entry.direction.value, _moment(entry.at), str(entry.clock), entry.addressed),
        (one.message_id, one.id_missing, one.folder, one.in_sent, one.in_junk, one.is_draft),
        one.headers,
        people,
        one.subject,
        (_moment(one.date_at), one.date_offset_s, _moment(one.received_at), _moment(one.internal_at)),
        (one.in_reply_to, one.references, one.gm_thread_id, one.thread_index, one.thread_topic),
        one.automated,
        (body.text, body.new_text, body.calendars, body.links, body.bounced_ids),
        [(part.filename, part.content_type, part.size) for part in body.attachments],
    )
    # Version 2: later ones write how often an object is in use, which is not the same twice.
    return blake2b(marshal.dumps(values, 2), digest_size=_SIZE).digest()


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def digest(*values: object) -> bytes:
    """The same for equal values, in every process: records, sequences, sets, mappings and plain values."""
    return blake2b(repr(_plain(values)).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def _plain(value: object) -> object:
    """The same for equal values in every process: sets have no order of their own."""
    if value is None or isinstance(value, str | bytes | int | float):
        return value
    if isinstance(value, set | frozenset):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(one)) for key, one in value.items())
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    return repr(value)
