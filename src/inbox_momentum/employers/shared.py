"""Senders from which many parties write: no correction may give all of their mail to one."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.employers import domains, senders
from inbox_momentum.model import Address


@dataclass(frozen=True, slots=True)
class Shared:
    """Why a sender is nobody's own."""

    sentence: str
    """Goes on after the sender's name."""
    free_mail: bool


def shared_sender(target: str) -> Shared | None:
    """Why an address or a domain stands for many; ``None`` for one of somebody's own.

    A platform's address is somebody's own where it names its customer (a tenant's subdomain or
    local part) or a single process (a relay address with a tag or a number).
    """
    local, at, host = target.rpartition("@")
    if not at and domains.is_free(host):
        return Shared("is free mail: anybody may write from there", True)
    row = senders.match(Address("", target if at else f"x@{host}"))
    if row is None or (row.tenant == "subdomain" and host != row.sender):
        return None
    if at and (row.tenant == "local" or "+" in local or any(one.isdigit() for one in local)):
        return None
    return Shared(f"is {row.platform}, which writes for many employers", False)
