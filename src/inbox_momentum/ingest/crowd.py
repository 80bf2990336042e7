"""Bulk mail as sums: what the index needs to know of messages that nobody reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from inbox_momentum.ingest.rows import UNKNOWN, Envelope, Rows, moment
from inbox_momentum.ingest.skim import text_of
from inbox_momentum.message import addresses
from inbox_momentum.model import Address, Body, Message

_NOBODY = Body("", "")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Bulk messages, each mail once. They came in, nothing is wrong with their headers, and
    their receipt times and Dates agree (``skim``)."""

    samples: tuple[tuple[Message, int], ...] = ()
    """A message with the header fields that tell whose mailbox it is, and how many are like it."""
    times: tuple[int, ...] = ()
    """When each came, in seconds since 1970; in no particular order."""

    @property
    def latest(self) -> datetime | None:
        """The last of ``times``; ``None`` when there are none."""
        return moment(max(self.times)) if self.times else None


def crowd_of(sources: Iterable[Rows]) -> Crowd:
    """The rows of all sources as sums."""
    samples: list[tuple[Message, int]] = []
    times: list[int] = []
    for rows in sources:
        counted = Counter(rows.envelopes)
        samples += [(sample(rows.table[place]), number) for place, number in sorted(counted.items())]
        times += [
            internal if received == UNKNOWN else received
            for received, internal in zip(rows.received, rows.internal, strict=True)
        ]
    return Crowd(tuple(samples), tuple(times))


def sample(envelope: Envelope) -> Message:
    """A message with these fields; all that is of one message alone is left out."""
    fields: list[tuple[str, str]] = []
    for name, raw in (*zip(envelope.names, envelope.values, strict=True), *envelope.returned):
        fields.append((name.decode("ascii"), text_of(raw) or ""))
    if envelope.travelled:
        fields.append(("received", ""))
    return Message(
        message_id="",
        id_missing=False,
        source="",
        position="",
        folder=None,
        in_sent=False,
        in_junk=envelope.junk,
        is_draft=False,
        headers=tuple(fields),
        from_=_people(fields, "from"),
        sender=(),
        reply_to=(),
        to=_people(fields, "to"),
        cc=_people(fields, "cc"),
        bcc=(),
        subject="",
        date_at=None,
        date_offset_s=None,
        received_at=None,
        internal_at=None,
        in_reply_to=(),
        references=(),
        gm_thread_id=None,
        thread_index=None,
        thread_topic=None,
        automated="bulk",
        digest="",
        body=_NOBODY,
    )


def _people(fields: list[tuple[str, str]], name: str) -> tuple[Address, ...]:
    values = tuple(value for key, value in fields if key == name)
    return _parsed(values) if values else ()


@lru_cache(maxsize=4096)
def _parsed(values: tuple[str, ...]) -> tuple[Address, ...]:
    return addresses.parse_all(list(values))
