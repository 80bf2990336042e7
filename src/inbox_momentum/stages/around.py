"""How likely the messages around a message are of hiring: the rest of its conversation, its correspondent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST = 6.0
"""Bound of log odds."""
OWN = "own odds"
_MANY = 4
"""Others from which on more do not count."""


@dataclass(frozen=True, slots=True)
class Others:
    """Log odds of the other messages of a group."""

    most: float
    mean: float
    number: int


@dataclass(frozen=True, slots=True)
class Around:
    """A message among its neighbours; ``None``: there are none."""

    own: float
    """Log odds of the message by itself."""
    conversation: Others | None
    correspondent: Others | None

    def evidence(self) -> Iterator[tuple[str, float]]:
        """By name, from 0 to 1."""
        yield OWN, _part(self.own)
        for name, others in (("conversation", self.conversation), ("correspondent", self.correspondent)):
            if others is not None:
                yield f"{name} some", 1.0
                yield f"{name} most", _part(others.most)
                yield f"{name} mean", _part(others.mean)
                yield f"{name} number", min(others.number, _MANY) / _MANY


def _part(log_odds: float) -> float:
    return (log_odds + MOST) / (2 * MOST)


class Voices:
    """Log odds of a group of messages, each of which can be left out."""

    __slots__ = ("_highest", "_number", "_second", "_sum")

    def __init__(self) -> None:
        self._highest = self._second = -MOST
        self._sum = 0.0
        self._number = 0

    def add(self, log_odds: float) -> None:
        """One more message."""
        self._second = max(self._second, min(self._highest, log_odds))
        self._highest = max(self._highest, log_odds)
        self._sum += log_odds
        self._number += 1

    def without(self, log_odds: float) -> Others | None:
        """The group without one of its messages; ``None`` when nothing is left."""
        rest = self._number - 1
        if rest < 1:
            return None
        most = self._second if log_odds >= self._highest else self._highest
        return Others(most, (self._sum - log_odds) / rest, rest)
