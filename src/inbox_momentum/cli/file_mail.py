"""How a command reads mail files: with what an earlier run found, and a word on how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inbox_momentum.ingest.collect import Ways
    from inbox_momentum.store import Store


@contextmanager
def ways(store: Store | None, remember: bool, quiet: bool) -> Iterator[Ways]:
    """How to read: ``store`` is the one that is open already, ``remember`` False goes without any."""
    from inbox_momentum.cli import progress
    from inbox_momentum.ingest.collect import Ways
    from inbox_momentum.ingest.known import Memory

    with ExitStack() as stack:

        def opened() -> Store:
            from inbox_momentum.store import Store as Kept

            return store if store is not None else stack.enter_context(Kept.open())

        told = None if quiet else stack.enter_context(progress.reading())
        yield Ways(told, Memory(opened, _say) if remember else None)


def _say(line: str) -> None:
    print(f"momentum: {line}", file=sys.stderr)
