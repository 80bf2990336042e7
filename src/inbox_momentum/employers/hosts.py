"""What a mailbox shows about the domains in it, before any message is looked at alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inbox_momentum.employers import domains
from inbox_momentum.employers.mailboxes import private_hosts
from inbox_momentum.employers.senders import SenderRow
from inbox_momentum.employers.services import unknown_services
from inbox_momentum.model import Direction, Entry

_OWNERS = (Direction.OUT, Direction.SELF)


@dataclass(frozen=True, slots=True)
class Hosts:
    """Registrable domains of a mailbox about which more is known than the tables say."""

    own: frozenset[str]
    """The owner's."""
    engaged: frozenset[str]
    """Those that the owner wrote to."""
    private: frozenset[str]
    """Mail providers' and families'."""
    services: Mapping[str, SenderRow]
    """Platforms' that no table knows."""


def hosts_of(entries: Sequence[Entry]) -> Hosts:
    """What is known of the domains of all ``entries``."""
    own = _own_domains(entries)
    engaged = _engaged_domains(entries) - own
    return Hosts(own, engaged, private_hosts(entries) - own, unknown_services(entries, own))


def _own_domains(entries: Sequence[Entry]) -> frozenset[str]:
    """Domains that the owner writes from: a colleague is no employer."""
    hosts = {one.message.author.domain for one in entries if one.direction in _OWNERS}
    return frozenset(domains.registrable(one) for one in hosts if domains.is_company_like(one))


def _engaged_domains(entries: Sequence[Entry]) -> frozenset[str]:
    """Domains that the owner wrote to."""
    hosts = {
        who.domain
        for one in entries
        if one.direction is Direction.OUT
        for who in (*one.message.to, *one.message.cc)
    }
    return frozenset(domains.registrable(one) for one in hosts if domains.is_company_like(one))
