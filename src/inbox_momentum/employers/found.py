"""The party found for one message, and why."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_momentum.employers.names import name_key, without_legal_form
from inbox_momentum.employers.parties import Directory, Party

FOUNDER = "speaks of their own company,"
"""Begins the cue of a private sender who says whose company it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """A party for one message, and why."""

    party: Party | None
    confidence: float
    cue: str
    name: str | None = None
    """Employer's name when no party of the directory has it (an agency's client)."""
    client: bool = False
    """True when it is the client of an agency that wrote or is addressed."""
    said: bool = False
    """True when it is the owner's own word."""

    @property
    def key(self) -> str | None:
        """Employer's key; ``None`` when nobody was found."""
        if self.party is not None:
            return self.party.key
        return name_key(self.name) if self.name else None


def client_found(name: str, confidence: float, why: str, known: Directory) -> Found:
    """An agency's client: a party of the mailbox, or a name alone."""
    name = without_legal_form(name)
    party = known.party(f"n:{name_key(name)}")
    if party is not None and party.agency:
        party = None
    return Found(party, confidence, f"client {name} ({why})", None if party else name, client=True)
