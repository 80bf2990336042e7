"""Where mail comes from: every format a mailbox can be exported in, told by its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from inbox_momentum.model import Defect, RawMessage

__all__ = ["read"]


def read(paths: Sequence[str]) -> Iterator[RawMessage | Defect]:
    """Every message of all sources, in their order.

    A fatal ``Defect`` stands for one message that could not be read. Raises
    ``SourceError`` before anything is read when a path does not exist, cannot be read
    or holds no mail of a known format. ``-`` is an mbox on standard input.
    """
    # Processes that read parts of files need none of the formats behind this.
    from inbox_momentum.sources.opening import open_sources

    return chain.from_iterable(source.messages() for source in open_sources(paths))
