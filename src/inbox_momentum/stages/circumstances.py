"""What is known of a received message beside its words: who sent it, how, and after what."""

from __future__ import annotations

from collections.abc import Iterator

from inbox_momentum.model import Entry, SenderIdentity
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.evidence import Standing
from inbox_momentum.stages.scan import Scan

_MANY = 40
"""Sentences of a long mail."""
_FEW = 3


def of_message(
    entry: Entry, identity: SenderIdentity, scan: Scan, standing: Standing
) -> Iterator[tuple[str, float]]:
    """Of the message by itself, by name; nothing is beyond 1."""
    yield "score", max(-3.0, min(3.0, standing.score)) / 3
    yield "score above 0", max(0.0, min(1.5, standing.score)) / 1.5
    for name in ("relevant", "hiring", "noise", "human"):
        yield f"standing {name}", float(getattr(standing, name))
    yield f"sender kind {identity.kind.value}", 1.0
    yield "sender relay", float(identity.relay)
    yield "sender sure", identity.confidence
    yield "sender employer", float(identity.employer is not None)
    yield "reply", float(scan.reply)
    length = sum(bool(shares) for shares in scan.likeness)
    yield "length", min(_MANY, length) / _MANY
    yield "short", float(length <= _FEW)
    yield "addressed", float(entry.addressed)
    yield f"automated {entry.message.automated}", 1.0
    yield "unsubscribe", float(entry.message.header("list-unsubscribe") is not None)


def of_context(context: Context) -> Iterator[tuple[str, float]]:
    """Of what went before and stands around, by name; nothing is beyond 1."""
    for name in ("hiring", "owner_wrote", "applied", "outreach_only", "first", "booked", "offered"):
        yield f"context {name}", float(getattr(context, name))
    yield "context ended", float(context.ended is not None)
    for kind in context.asked:
        yield f"asked {kind.value}", 1.0
    if context.stage:
        yield f"was {context.stage.value}", 1.0
