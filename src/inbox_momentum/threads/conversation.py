"""Conversations as people mean them: the default of the program (docs/threading.md).

Everything is a union of sets, so the answer depends on neither the order of delivery nor
on cycles, and costs little more than reading the headers once.
"""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from inbox_momentum.message.subject import ConversationSubject, conversation_subject
from inbox_momentum.model import Direction, Entry, Thread
from inbox_momentum.threads.links import Links, links
from inbox_momentum.threads.naming import name_threads
from inbox_momentum.threads.participants import Counterpart, counterpart, is_generic, rules
from inbox_momentum.threads.sets import DisjointSets

_CONVERSATION_HEADER = 22
"""Bytes of Thread-Index that a whole conversation shares ([MS-OXOMSG] 2.2.1.3); a reply adds five more."""
_SPECIFIC_WORDS = 3


def conversations(entries: Sequence[Entry]) -> tuple[Thread, ...]:
    """Conversations of a mailbox, each message in exactly one.

    Joined by: Message-IDs referred to (held or not), Gmail's thread id, Outlook's
    Thread-Index with its topic; and by subject only between the same parties, inside a
    window, when the subject says something or says that it is a reply.
    """
    subjects = [conversation_subject(entry.message.subject) for entry in entries]
    sides = [counterpart(entry) for entry in entries]
    refers = links(entries, subjects, sides)
    sets = DisjointSets(len(entries))
    for place, entry in enumerate(entries):
        message = entry.message
        sets.join_key(place, entry.id)
        for reference in refers[place].ids:
            sets.join_key(place, reference)
        if message.gm_thread_id:
            sets.join_key(place, ("gmail", message.gm_thread_id))
        header = _thread_index(message.thread_index)
        if header is not None:
            topic = conversation_subject(message.thread_topic or message.subject).key
            sets.join_key(place, ("outlook", header, topic))
    _join_subjects(sets, _talks(entries, subjects, sides, refers))
    return name_threads(entries, sets.groups())


def _thread_index(value: str | None) -> bytes | None:
    """Conversation header of an Outlook Thread-Index; ``None`` when there is no real one."""
    if not value:
        return None
    try:
        data = base64.b64decode("".join(value[:200].split())[:120].encode("ascii", "replace"))
    except (binascii.Error, ValueError):
        return None
    header = data[:_CONVERSATION_HEADER]
    # A header of one repeated byte identifies nothing.
    return header if len(header) == _CONVERSATION_HEADER and len(set(header[6:])) > 1 else None


@dataclass(frozen=True, slots=True)
class _Talk:
    """One message in one (subject, counterpart) group."""

    place: int
    at: datetime
    id: str
    digest: str
    is_reply: bool
    outgoing: bool
    machine: bool
    gmail: str | None
    linked: bool
    """True when its References reach a held message: its place is known already."""


def _talks(
    entries: Sequence[Entry],
    subjects: list[ConversationSubject],
    sides: list[Counterpart],
    refers: list[Links],
) -> dict[tuple[str, str, bool], list[_Talk]]:
    """Groups under (subject, key of the counterpart, whether that key is an organisation)."""
    groups: dict[tuple[str, str, bool], list[_Talk]] = defaultdict(list)
    for place, (entry, subject, side) in enumerate(zip(entries, subjects, sides, strict=True)):
        if entry.at is None or not subject.key:
            continue
        message = entry.message
        talk = _Talk(
            place,
            entry.at,
            entry.id,
            message.digest,
            subject.is_reply,
            entry.direction is Direction.OUT,
            message.automated is not None,
            message.gm_thread_id,
            refers[place].linked,
        )
        for key in side.exact:
            groups[subject.key, key, False].append(talk)
        for key in side.organisations:
            groups[subject.key, key, True].append(talk)
    return groups


def _join_subjects(sets: DisjointSets, groups: dict[tuple[str, str, bool], list[_Talk]]) -> None:
    """Neighbours in time of one group, when the evidence is good enough."""
    windows = rules()
    for (subject, _, is_organisation), talks in groups.items():
        if len(talks) < 2:
            continue
        talks.sort(key=lambda talk: (talk.at, talk.id, talk.is_reply, talk.digest))
        generic = is_generic(subject)
        specific = len(subject.split()) >= _SPECIFIC_WORDS
        for earlier, later in pairwise(talks):
            if later.linked:
                continue
            gap = (later.at - earlier.at).total_seconds()
            late = later.is_reply and not is_organisation
            if gap > (windows.reply_s if late else windows.same_subject_s):
                continue
            if earlier.gmail and later.gmail and earlier.gmail != later.gmail:
                continue  # Gmail looked at both and kept them apart.
            if is_organisation:
                joins = _is_one_organisations_talk(earlier, later, generic, specific)
            else:
                joins = later.is_reply or not generic
            if joins:
                sets.join(earlier.place, later.place)


def _is_one_organisations_talk(earlier: _Talk, later: _Talk, generic: bool, specific: bool) -> bool:
    """Whether two people of one organisation speak of one matter.

    A reply to what a colleague wrote, or to a colleague; else the subject must be
    specific, as machines of one domain send "Your application" to everybody.
    """
    if later.is_reply:
        return True
    if generic or earlier.machine or later.machine:
        return False
    return specific or earlier.outgoing != later.outgoing
