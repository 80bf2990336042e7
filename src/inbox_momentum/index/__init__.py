"""The index: every mail once, whose it is, which way it went, and when.

In = kept + duplicates + outside the window + rejected, always.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from inbox_momentum.index import clocks, duplicates, owner
from inbox_momentum.index.owner import address_key
from inbox_momentum.ingest.crowd import Crowd
from inbox_momentum.ingest.rows import moment
from inbox_momentum.model import Bulk, Defect, Direction, Entry, Mailbox, Message, Owner

__all__ = ["address_key", "build", "whose_mailbox"]

NOBODY = Crowd()
"""No bulk mail that was left unread."""

_FAR = datetime.max.replace(tzinfo=UTC)
_RETURNED_SHARE = 10
"""Own mail that merely came back counts when it is at least a tenth of the mail to the owner."""


def build(
    messages: Iterable[Message | Defect],
    me: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    crowd: Crowd = NOBODY,
    copies: int = 0,
) -> Mailbox:
    """The mailbox in ``messages``, the same whatever their order.

    ``me`` are the owner's addresses as far as the user names them. ``crowd`` is bulk mail
    that was not read and ``copies`` how many copies of it were left out: they count, and
    tell whose mailbox it is. Kept are messages with ``since`` <= time < ``until``, and those
    whose time is unknown. Fatal defects among ``messages`` are rejected messages.
    """
    read: list[Message] = []
    defects: list[Defect] = []
    for one in messages:
        if isinstance(one, Defect):
            defects.append(one)
        else:
            read.append(one)
    rejected = sum(defect.fatal for defect in defects)
    unique = duplicates.without_copies(read)
    whose = whose_mailbox(unique.messages, me, crowd)
    entries, skewed = _entries(unique.messages, whose, crowd)
    kept = tuple(sorted((one for one in entries if _inside(one, since, until)), key=_order))
    defects += [defect for one in kept for defect in one.message.defects]
    defects += [skewed[one.id] for one in kept if one.id in skewed]
    refused = _refusal(entries, whose, crowd)
    passed = _passed(crowd, since, until)
    return Mailbox(
        entries=kept,
        owner=whose,
        found=len(read) + rejected + len(crowd.times) + copies,
        duplicates=unique.duplicates + copies,
        outside_window=len(entries) - len(kept) + len(crowd.times) - passed.kept,
        rejected=rejected,
        defects=tuple(sorted(defects, key=_defect_order)),
        sent_found=refused is None,
        latency_refused_because=refused,
        bulk=passed,
    )


def _passed(crowd: Crowd, since: datetime | None, until: datetime | None) -> Bulk:
    """The crowd inside the window."""
    first = -math.inf if since is None else since.timestamp()
    end = math.inf if until is None else until.timestamp()
    times = [at for at in crowd.times if first <= at < end]
    return Bulk(len(times), moment(min(times)), moment(max(times))) if times else Bulk()


def whose_mailbox(messages: Iterable[Message], me: Sequence[str] = (), crowd: Crowd = NOBODY) -> Owner:
    """Whose mailbox it is that holds these messages and the ``crowd``."""
    return owner.find([*((one, 1) for one in messages), *crowd.samples], me)


def _entries(
    messages: Sequence[Message], whose: Owner, crowd: Crowd
) -> tuple[list[Entry], dict[str, Defect]]:
    """Each message with its direction and time; and, by id, what is wrong with its clocks."""
    found = clocks.survey(messages, len(crowd.times), crowd.latest)
    own = frozenset(address_key(address) for address in whose.addresses)
    others = _correspondents((*messages, *(one for one, _ in crowd.samples)), own)
    entries: list[Entry] = []
    skewed: dict[str, Defect] = {}
    for message in messages:
        direction = _direction(message, own, others)
        chosen = clocks.choose(message, direction, found)
        if chosen.defect is not None:
            skewed[message.message_id] = chosen.defect
        to, cc = owner.keys(message.to), owner.keys(message.cc)
        entries.append(
            Entry(
                message=message,
                direction=direction,
                at=chosen.at,
                clock=chosen.clock,
                clock_reason=chosen.reason,
                addressed=bool(own & to) or not own & cc,
            )
        )
    return entries, skewed


def _correspondents(messages: Iterable[Message], own: frozenset[str]) -> frozenset[str]:
    """Authors of mail that is not filed as sent: whoever they are, they are not the owner."""
    return frozenset(
        key for one in messages if not (one.in_sent or one.is_draft) for key in owner.keys(one.from_) - own
    )


def _direction(message: Message, own: frozenset[str], others: frozenset[str]) -> Direction:
    """Whose message it is. Mail filed as sent is the owner's unless a known other wrote it."""
    if not own:
        return Direction.UNKNOWN
    authors = owner.keys(message.from_)
    recipients = owner.keys((*message.to, *message.cc, *message.bcc))
    if authors & own:
        return Direction.SELF if recipients and recipients <= own else Direction.OUT
    if message.in_sent and not authors & others and not recipients & own:
        return Direction.OUT
    return Direction.IN if authors else Direction.UNKNOWN


def _inside(entry: Entry, since: datetime | None, until: datetime | None) -> bool:
    """True when the entry lies in the window, or nobody knows."""
    if entry.at is None:
        return True
    return (since is None or since <= entry.at) and (until is None or entry.at < until)


def _order(entry: Entry) -> tuple[bool, datetime, str]:
    return (entry.at is None, entry.at or _FAR, entry.id)


def _defect_order(defect: Defect) -> tuple[str, int, str, str, str, str, bool]:
    number = defect.position.removeprefix("byte ")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else -1
    text = (defect.position, defect.code, defect.detail, defect.message_id or "")
    return (defect.source, at, *text, defect.fatal)


def _refusal(entries: Sequence[Entry], whose: Owner, crowd: Crowd) -> str | None:
    """Why no reply time can be claimed; ``None`` when the sources hold the owner's own mail.

    Without a Sent folder some of the owner's mail still comes back (lists, Cc to
    oneself). A few such copies beside much mail are no record of what was answered.
    """
    if not whose.addresses:
        return (
            "It is not certain whose mailbox this is, so no reply time can be measured; "
            "name your address with --me."
        )
    written = [one for one in entries if one.direction is Direction.OUT and not one.message.is_draft]
    if not written:
        return (
            "The sources hold no mail that you sent, so no reply time can be measured; add your Sent folder."
        )
    if any(one.message.in_sent or one.message.received_at is None for one in written):
        return None
    own = frozenset(address_key(address) for address in whose.addresses)
    to_owner = sum(
        one.direction is Direction.IN and bool(own & owner.keys(one.message.to)) for one in entries
    ) + sum(number for one, number in crowd.samples if own & owner.keys(one.to))
    if len(written) * _RETURNED_SHARE >= to_owner:
        return None
    return (
        f"Of the mail that you sent, the sources hold only {len(written)} copies that came back to you, "
        "so no reply time can be measured; add your Sent folder."
    )
