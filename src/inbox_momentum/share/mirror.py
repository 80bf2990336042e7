"""A recruiter's own mailbox, seen from the side of one candidate who agreed to it.

The program knows one way to read a hiring process: a candidate who is asked, and an
employer who asks. In a recruiter's mailbox the same letters lie the other way round.
So the mail with that one candidate is turned: what the recruiter sent has come in,
what the candidate wrote was sent. All other mail is left out before anything is read.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from inbox_momentum.index import address_key
from inbox_momentum.model import Address, Direction, Entry, Mailbox, Owner, UsageError
from inbox_momentum.share.document import Permission

_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}


def address_digest(salt: str, address: str) -> str:
    """What a consent says of the candidate's address: nothing to whoever does not know it."""
    return hashlib.sha256(f"{salt}\0{address_key(address)}".encode()).hexdigest()


def candidate(mailbox: Mailbox, consent: Permission, named: str | None) -> str:
    """The one address that the consent speaks of. Raises ``UsageError`` when the mail does not show it."""
    if named is not None:
        if not _is_of(consent, named):
            raise UsageError(
                f"The consent is not one of {named}: it was given for another address. Nothing was measured."
            )
        return address_key(named)
    known = {one.address for entry in mailbox.entries for one in _people(entry) if one.address}
    found = sorted({address_key(one) for one in known if _is_of(consent, one)})
    if not found:
        raise UsageError(
            "No message in this mail is from or to the candidate who gave the consent. Nothing was measured."
        )
    return found[0]


def turned(mailbox: Mailbox, address: str, since: datetime) -> Mailbox:
    """Only the mail between the owner and ``address`` from ``since`` on, from the other side.

    Raises ``UsageError`` when no reply time can be claimed from this mail.
    """
    if mailbox.latency_refused_because is not None:
        raise UsageError(f"Nothing can be measured here. {mailbox.latency_refused_because}")
    entries = tuple(_turned(entry, address) for entry in mailbox.entries if _between(entry, address, since))
    names = tuple(dict.fromkeys(one.name for entry in entries for one in _who(entry, address) if one.name))
    return replace(
        mailbox,
        entries=entries,
        owner=Owner((address,), names, inferred=False, evidence="named by the candidate's consent"),
        # Mail with others is outside of what is looked at; the sums of the whole mailbox stay true.
        outside_window=mailbox.found - mailbox.duplicates - mailbox.rejected - len(entries),
        defects=(),
        sent_found=any(entry.direction is Direction.OUT for entry in entries),
    )


def _is_of(consent: Permission, address: str) -> bool:
    return hmac.compare_digest(address_digest(consent.salt, address), consent.address_sha256)


def _people(entry: Entry) -> Iterator[Address]:
    message = entry.message
    yield from (*message.from_, *message.to, *message.cc)


def _between(entry: Entry, address: str, since: datetime) -> bool:
    """From the candidate to the owner, or from the owner to the candidate."""
    message = entry.message
    if message.is_draft or entry.at is None or entry.at < since:
        return False
    if entry.direction is Direction.IN:
        return any(address_key(one.address) == address for one in message.from_)
    if entry.direction is Direction.OUT:
        return any(address_key(one.address) == address for one in (*message.to, *message.cc))
    return False


def _turned(entry: Entry, address: str) -> Entry:
    direction = _TURNED[entry.direction]
    message = replace(entry.message, in_sent=direction is Direction.OUT, in_junk=False, bcc=())
    addressed = any(address_key(one.address) == address for one in message.to)
    return replace(entry, message=message, direction=direction, addressed=addressed)


def _who(entry: Entry, address: str) -> Iterator[Address]:
    return (one for one in _people(entry) if address_key(one.address) == address)
