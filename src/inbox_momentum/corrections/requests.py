"""Takes back what was no request: "this asks nothing of me"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from inbox_momentum import ids
from inbox_momentum.model import Correction, CorrectionKind, Party, Reading, WaitKind

OWNERS = frozenset(WaitKind) - {WaitKind.REPLY}
"""Kinds of wait on the owner."""
_CUE = "you said: not a request"


@dataclass(frozen=True, slots=True)
class Requests:
    """What the owner says was no request."""

    messages: Mapping[str, frozenset[WaitKind]]
    """By Message-ID, the kinds that it does not ask for."""
    waits: frozenset[str]
    """Ids of waits that are none."""

    def none_of(self, message_id: str, reading: Reading) -> frozenset[WaitKind]:
        """The kinds of request that a message does not make, whatever it seems to say."""
        said = self.messages.get(message_id, frozenset())
        if not self.waits:
            return said
        return said | {kind for kind in seeming(reading) if wait_of(message_id, kind) in self.waits}


def requests(corrections: Iterable[Correction]) -> Requests:
    """Corrections of requests, by what they name."""
    messages: dict[str, frozenset[WaitKind]] = {}
    waits: set[str] = set()
    for one in corrections:
        if one.says is not CorrectionKind.NOT_A_REQUEST:
            continue
        if ids.is_id(one.target, "w"):
            waits.add(one.target)
            continue
        kinds = OWNERS if one.wait_kind is None else frozenset({one.wait_kind})
        messages[one.target] = messages.get(one.target, frozenset()) | kinds
    return Requests(messages, frozenset(waits))


def seeming(reading: Reading) -> frozenset[WaitKind]:
    """What a message seems to ask for; a remark that asks nothing may open a wait as well."""
    return frozenset({WaitKind.MESSAGE, *(ask.kind for ask in reading.asks)})


def wait_of(message_id: str, kind: WaitKind) -> str:
    """Id of the wait on the owner that a message opens."""
    return ids.wait_id(message_id, kind, Party.YOU)


def without(readings: Mapping[str, Reading], corrections: Iterable[Correction]) -> Mapping[str, Reading]:
    """``readings`` without the requests that were none.

    A message that asks nothing at all reminds of nothing either.
    """
    said = requests(corrections)
    if not said.messages and not said.waits:
        return readings
    changed: dict[str, Reading] = {}
    for message_id, reading in readings.items():
        none = said.none_of(message_id, reading)
        if none:
            asks = tuple(ask for ask in reading.asks if ask.kind not in none)
            nudge = reading.nudge and none != OWNERS
            cues = (*reading.cues, _CUE)
            changed[message_id] = replace(reading, asks=asks, nudge=nudge, not_asked=none, cues=cues)
    return {**readings, **changed} if changed else readings
