"""What the last report over the same sources understood of their mail, from the store and back into it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum.recall import Recall

if TYPE_CHECKING:
    from inbox_momentum.cli.options import Request
    from inbox_momentum.model import Mailbox
    from inbox_momentum.store import Store

FEW = 400
"""Messages that are read sooner than it is worth to remember what they said."""
_MOST = 8
"""Sets of sources of which that is kept."""


@contextmanager
def recalled(wanted: Request, mailbox: Mailbox, store: Store | None = None) -> Iterator[Recall]:
    """What is known of the request's mail; what a run understands is kept once it ends well.

    ``store`` is the one that is open already. Without a store, or where it fails, nothing is known.
    """
    from inbox_momentum.store import Store as Kept
    from inbox_momentum.store import StoreError

    if not wanted.remember or len(mailbox.entries) < FEW:
        yield Recall()
        return
    from inbox_momentum.ingest.edition import whole_edition

    sources, packed = _line(wanted), b""
    with ExitStack() as stack:
        try:
            store = store or stack.enter_context(Kept.open())
            store.drop_understood(_gone)
            packed = store.understood(sources)
        except StoreError as error:
            _say(error)
            store = None
        recall = Recall(packed, whole_edition())
        yield recall
        if store is not None and recall.changed():
            try:
                store.keep_understood(sources, recall.packed(), _MOST)
            except StoreError as error:
                _say(error)


def _line(wanted: Request) -> str:
    """One line for the sources and the owner, the same wherever the command is run."""
    paths = [one if one == "-" else str(Path(one).absolute()) for one in wanted.sources]
    return json.dumps([paths, [one.name for one in wanted.accounts], wanted.me])


def _gone(sources: str) -> bool:
    """Of a mailbox that is no longer there nothing is kept either."""
    return any(os.path.isabs(one) and not os.path.lexists(one) for one in json.loads(sources)[0])  # noqa: PTH117


def _say(error: Exception) -> None:
    print(f"momentum: {error} This run goes on without it.", file=sys.stderr)
