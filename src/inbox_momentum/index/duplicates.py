"""One message for each mail, however many copies of it the sources hold.

Copies are told by Message-ID, then by content. What is kept does not depend on the
order in which copies were read: the best copy is chosen by what it says, and facts
that any copy knows are kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from inbox_momentum.message.subject import conversation_subject
from inbox_momentum.model import Defect, Message

_FAR = datetime.max.replace(tzinfo=UTC)
_SAME_TIME = timedelta(days=1)
"""Exports to Outlook's formats shift a copy's Date by seconds or a zone."""


@dataclass(frozen=True, slots=True)
class Unique:
    """The mail without its copies."""

    messages: tuple[Message, ...]
    """Each with an id of its own; in no particular order."""
    duplicates: int
    """How many copies were left out."""


def without_copies(messages: Iterable[Message]) -> Unique:
    """Join the copies of each mail. Ids that different mails share are told apart."""
    by_id: dict[str, list[Message]] = defaultdict(list)
    total = 0
    for message in messages:
        by_id[message.message_id].append(message)
        total += 1
    told_apart = [one for copies in by_id.values() for one in _of_one_id(copies)]
    unique, renamed = _by_content(told_apart)
    return Unique(tuple(_relinked(one, renamed) for one in unique), total - len(unique))


def _of_one_id(copies: list[Message]) -> list[Message]:
    """The mails behind one Message-ID: nearly always one."""
    if len(copies) == 1:
        return copies
    mails = sorted((_merged(group) for group in _same_mail(copies)), key=_age)
    return mails[:1] + [_with_own_id(mail) for mail in mails[1:]]


def _same_mail(copies: Sequence[Message]) -> list[list[Message]]:
    """Group copies of one mail among messages with one Message-ID.

    Linked are: equal content; equal Date; equal subject from one author, or of about one
    time, or of an unknown one. A sender that gives every mail the same id is thus split,
    a list that changes subject or author of its copies (their Date stays) is not.
    """
    links = _Links(len(copies))
    for key in (_content_key, _date_key, _author_key):
        links.join_equal([key(copy) for copy in copies])
    by_subject: dict[str, list[int]] = defaultdict(list)
    for index, copy in enumerate(copies):
        by_subject[conversation_subject(copy.subject).key].append(index)
    for indices in by_subject.values():
        indices.sort(key=lambda index: copies[index].date_at or _FAR)
        for first, second in pairwise(indices):
            earlier, later = copies[first].date_at, copies[second].date_at
            if earlier is None or later is None or later - earlier <= _SAME_TIME:
                links.join(first, second)
    return links.groups(copies)


def _content_key(message: Message) -> Hashable:
    return message.digest


def _date_key(message: Message) -> Hashable:
    return message.date_at


def _author_key(message: Message) -> Hashable:
    if not message.author.address:
        return None
    return (message.author.address, conversation_subject(message.subject).key)


class _Links:
    """Disjoint sets of indices (union–find, without recursion)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        self._parent[self.root(one)] = self.root(other)

    def join_equal(self, keys: Sequence[Hashable]) -> None:
        """Join the indices whose keys are equal; ``None`` equals nothing."""
        first: dict[Hashable, int] = {}
        for index, key in enumerate(keys):
            if key is not None:
                self.join(index, first.setdefault(key, index))

    def groups(self, items: Sequence[Message]) -> list[list[Message]]:
        found: dict[int, list[Message]] = defaultdict(list)
        for index, item in enumerate(items):
            found[self.root(index)].append(item)
        return list(found.values())


def _by_content(mails: list[Message]) -> tuple[list[Message], dict[str, str]]:
    """Join mails of equal content (domain.md §3), with the ids that thereby went.

    Content without a Date is a copy only when it also came at the same time: the same
    reminder may be sent every week. One text sent to several people is several mails.
    """
    by_content: dict[Hashable, list[Message]] = defaultdict(list)
    for mail in mails:
        when = None if mail.date_at is not None else (mail.received_at, mail.internal_at)
        recipients = frozenset(one.address for one in (*mail.to, *mail.cc))
        by_content[(mail.digest, mail.date_at, when, recipients)].append(mail)
    unique: list[Message] = []
    renamed: dict[str, str] = {}
    for group in by_content.values():
        if len(group) == 1:
            unique += group
            continue
        kept_id, missing = min(
            (mail.message_id, mail.id_missing) for mail in sorted(group, key=_by_real_id)[:1]
        )
        renamed |= {mail.message_id: kept_id for mail in group if mail.message_id != kept_id}
        unique.append(replace(_merged(group), message_id=kept_id, id_missing=missing))
    return unique, renamed


def _by_real_id(message: Message) -> tuple[bool, bool, str]:
    """Ids that the sender gave come first."""
    return (message.id_missing, message.message_id.endswith(".invalid"), message.message_id)


def _relinked(message: Message, renamed: dict[str, str]) -> Message:
    """Point the message's references at the ids that were kept."""
    if not renamed or not any(one in renamed for one in (*message.in_reply_to, *message.references)):
        return message
    return replace(
        message,
        in_reply_to=tuple(renamed.get(one, one) for one in message.in_reply_to),
        references=tuple(renamed.get(one, one) for one in message.references),
    )


def _merged(copies: list[Message]) -> Message:
    """The best copy, with what the others know beside it.

    Sent if any copy is filed as sent; junk or draft only if all are.
    """
    if len(copies) == 1:
        return copies[0]
    best = min(copies, key=_worth)
    received_at = best.received_at
    if received_at is None and (best.date_at is None or not best.in_sent):
        received_at = _first(copies, lambda copy: copy.received_at)
    return replace(
        best,
        in_sent=any(copy.in_sent for copy in copies),
        in_junk=all(copy.in_junk for copy in copies),
        is_draft=all(copy.is_draft for copy in copies),
        received_at=received_at,
        internal_at=best.internal_at or _first(copies, lambda copy: copy.internal_at),
        gm_thread_id=best.gm_thread_id
        or min((c.gm_thread_id for c in copies if c.gm_thread_id), default=None),
        thread_index=best.thread_index
        or min((c.thread_index for c in copies if c.thread_index), default=None),
        thread_topic=best.thread_topic
        or min((c.thread_topic for c in copies if c.thread_topic), default=None),
    )


def _first(copies: list[Message], of: Callable[[Message], datetime | None]) -> datetime | None:
    """Earliest known time of the copies."""
    return min((at for copy in copies if (at := of(copy)) is not None), default=None)


def _worth(message: Message) -> tuple[object, ...]:
    """Smallest for the copy to keep: the author's own, then the first to arrive, then the fullest.

    The place comes last: it decides only between copies that say the same.
    """
    return (
        not message.in_sent,
        message.is_draft,
        message.in_junk,
        message.received_at or _FAR,
        message.internal_at or _FAR,
        -len(message.headers),
        -len(message.body.text),
        message.digest,
        message.headers,
        message.source,
        message.position,
    )


def _age(message: Message) -> tuple[datetime, str]:
    """Order of mails that share an id."""
    return (message.date_at or message.received_at or message.internal_at or _FAR, message.digest)


def _with_own_id(message: Message) -> Message:
    """The mail under an id of its own, the same on every run and in every order."""
    told = hashlib.sha256(f"{message.message_id}\n{message.digest}".encode("utf-8", "replace")).hexdigest()
    own_id = f"sha256-{told[:32]}@collision.invalid"
    detail = "Another message has the same Message-ID; this one was given an id of its own."
    defect = Defect(message.source, message.position, "message-id-reused", detail, own_id)
    return replace(message, message_id=own_id, defects=(*message.defects, defect))
