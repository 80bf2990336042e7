"""Verdicts on headers: made when a header comes, kept beside it, read again for each decision."""

from __future__ import annotations

from collections.abc import Iterator

from inbox_momentum.accounts import Account
from inbox_momentum.sources.imap import stored
from inbox_momentum.sources.imap.exact import SIZE, told
from inbox_momentum.sources.imap.records import Choice, Key
from inbox_momentum.store import Store, StoredMessage

_PAGE = 1_000
"""Headers of an earlier version that are judged at once, in one transaction."""


class Judged:
    """The verdicts of one account. Touched by the caller's thread alone."""

    def __init__(self, store: Store, account: Account, choice: Choice) -> None:
        self._store = store
        self._account = account
        self._choice = choice

    def of_folder(self, messages: list[StoredMessage]) -> dict[int, bytes]:
        """Verdicts on new messages of one folder by UID, ready to be kept with them."""
        filing = stored.Filing(self._store, self._account)
        return {one.uid: self._verdict(one, filing) for one in messages if one.header}

    def renew(self) -> None:
        """Let go of all verdicts when the rules changed; before any new one is kept beside them."""
        name = self._account.name
        firsts = (next(self._store.verdicts(folder.id), None) for folder in self._store.folders(name))
        if any(first is not None and not first[1].startswith(self._choice.edition) for first in firsts):
            self._store.drop_verdicts(name)

    def complete(self) -> None:
        """Judge what has no verdict yet."""
        filing = stored.Filing(self._store, self._account)
        for page in self._store.unjudged(self._account.name, _PAGE):
            self._store.keep_verdicts({place: self._verdict(one, filing) for place, one in page.items()})

    def __iter__(self) -> Iterator[tuple[Key, bytes, bytes]]:
        """(message, what ``Exact`` knows of it, what the choice knows of it) of every message."""
        start = len(self._choice.edition)
        end = start + SIZE
        for folder in self._store.folders(self._account.name):
            for uid, verdict in self._store.verdicts(folder.id):
                yield (folder.name, uid), verdict[start:end], verdict[end:]

    def _verdict(self, one: StoredMessage, filing: stored.Filing) -> bytes:
        return self._choice.edition + told(one.header) + self._choice.judge(filing.row(one))
