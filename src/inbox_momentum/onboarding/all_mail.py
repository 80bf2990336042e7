"""All the mail that a report would read, as it lies here: files, and what was fetched of accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inbox_momentum import index, sources
from inbox_momentum.accounts import Account
from inbox_momentum.message import parse
from inbox_momentum.model import Defect, Mailbox, RawMessage


def read(paths: Sequence[str], accounts: Sequence[Account], me: Sequence[str]) -> Mailbox:
    """Every message once; nothing is asked of a server. Raises ``MomentumError`` for what cannot be read."""
    items = (item if isinstance(item, Defect) else parse.parse(item) for item in _items(paths, accounts))
    return index.build(items, me=me)


def _items(paths: Sequence[str], accounts: Sequence[Account]) -> Iterator[RawMessage | Defect]:
    if paths:
        yield from sources.read(paths)
    if not accounts:
        return
    from inbox_momentum.sources import imap
    from inbox_momentum.store import Store

    with Store.open() as store:
        for account in accounts:
            yield from imap.messages(store, account)
