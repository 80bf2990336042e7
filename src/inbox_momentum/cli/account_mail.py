"""Accounts as sources of a report: brought up to date, then read from the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from inbox_momentum.cli.options import Request
    from inbox_momentum.model import Defect, RawMessage
    from inbox_momentum.store import Store


def opened(store: Store | None) -> AbstractContextManager[Any]:
    """The store in use, or the user's own one."""
    if store is not None:
        return nullcontext(store)
    from inbox_momentum.store import Store as Kept

    return Kept.open()


def fetched(wanted: Request, store: Store, quiet: bool) -> Iterator[RawMessage | Defect]:
    """Every message of the accounts as the store has it, after a sync of each.

    What a server could not give, and folders of which something is missing, are defects among
    them. Raises ``AccountError`` before anything is read when an account cannot be reached.
    """
    from inbox_momentum.cli import progress, sync
    from inbox_momentum.sources import imap

    missing: list[Defect] = []
    for account in wanted.accounts:
        with progress.account(quiet=quiet) as told:
            since = wanted.since.date() if wanted.since else None
            result = sync.fetch(account, store, wanted.me, since, quiet=quiet, progress=told)
        # A message that is rejected has its defect from ``messages``, in every report alike.
        missing += [one for one in result.defects if not one.fatal]
    return chain(missing, *(imap.messages(store, account) for account in wanted.accounts))
