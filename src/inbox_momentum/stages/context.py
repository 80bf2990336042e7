"""What the other messages of a conversation say about one message."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from inbox_momentum.model import Outcome, Stage, WaitKind
from inbox_momentum.stages.around import Around


@dataclass(frozen=True, slots=True)
class Context:
    """Known before a message is judged; the default is a message on its own."""

    hiring: bool = False
    """The conversation, or the correspondent, is known to be about hiring."""
    told: bool = False
    """Words of hiring say so, not only how likely the messages are."""
    owner_wrote: bool = False
    """The owner has written in this conversation before."""
    applied: bool = False
    """The owner applied to this employer before."""
    outreach_only: bool = False
    """So far the conversation is a pitch without an answer."""
    first: bool = True
    """The first message of its conversation."""
    stage: Stage | None = None
    """Latest stage seen in the conversation."""
    asked: frozenset[WaitKind] = field(default_factory=frozenset)
    """Kinds that the employer asked for in this conversation so far."""
    agreed: frozenset[datetime] = field(default_factory=frozenset)
    """Starts of the appointments that both sides have agreed to."""
    booked: bool = False
    """A slot was booked or confirmed before."""
    times_named: bool = False
    """The owner's last word there gave times."""
    offered: bool = False
    """An offer was made before."""
    ended: Outcome | None = None
    """How the owner, or the employer, ended it before."""
    own: frozenset[str] = field(default_factory=frozenset)
    """Domains that the owner writes from."""
    threaded: bool = False
    """The messages before were read: ``asked`` is all that is known to be asked."""
    around: Around | None = None
    """How likely its neighbours are of hiring; ``None`` when they were not weighed."""


ALONE = Context()
