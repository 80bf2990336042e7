"""What every source is, and how a message's place is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from inbox_momentum.model import Defect, RawMessage

Look = Callable[[RawMessage], bool]
"""Shown a message of which perhaps only the head was read; True when its body is not wanted."""


class MessageSource(Protocol):
    """One thing the user named that yields messages."""

    @property
    def name(self) -> str:
        """The source as the user named it."""

    def messages(self) -> Iterator[RawMessage | Defect]:
        """Every message, or a fatal ``Defect`` for one that could not be read."""


class ByteStream(Protocol):
    """The little of a binary file that the readers need."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; ``b''`` only at the end."""


class StreamBroken(OSError):
    """The bytes end or fail before their time; what was read until then is good."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream of bytes lies: the user's name for the source and the way inside it."""

    base: str
    inner: tuple[str, ...] = ()
    """Path components inside the source; empty when the source is the file itself."""
    around: tuple[str, ...] = ()
    """Components that enclose the source and may name its folder, outermost first."""

    @property
    def many(self) -> str:
        """``Defect.source`` of a file that holds many messages."""
        return "/".join((self.base, *self.inner)) if self.inner else self.base

    @property
    def file_name(self) -> str:
        """Name of the file relative to the source: the position of a lone message."""
        return "/".join(self.inner) if self.inner else self.base.replace("\\", "/").rpartition("/")[2]

    def below(self, *parts: str) -> Place:
        """The place ``parts`` further inside."""
        return Place(self.base, self.inner + parts, self.around)

    def defect(self, code: str, detail: str, *, fatal: bool) -> Defect:
        """A defect of the file itself."""
        return Defect(self.base, self.file_name, code, detail, fatal=fatal)


def shown(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become the replacement character."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
