"""The stored account as a source: what ``messages`` yields goes the way of every other mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from inbox_momentum.accounts import Account
from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import marks
from inbox_momentum.sources.imap.records import Row
from inbox_momentum.sources.imap.tally import defect
from inbox_momentum.sources.marks import Marks
from inbox_momentum.store import Store, StoredMessage

_CONTENT = re.compile(
    rb"^content-[a-z-]{1,60}[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE
)
_ROLES = {"sent": Marks(sent=True), "junk": Marks(junk=True), "drafts": Marks(draft=True)}


def messages(store: Store, account: Account) -> Iterator[RawMessage | Defect]:
    """Every message the store has of the account; of those without a body, the header alone.

    Nothing is asked of the server: ``sync`` comes first.
    """
    filing = Filing(store, account)
    for one in store.messages(account.name):
        if not one.header:
            detail = "The server's answer for this message could not be read."
            yield defect(account.name, one.folder, one.uid, "message-unreadable", detail, fatal=True)
            continue
        content = one.body if one.body is not None else bare(one.header)
        filed = filing.of(one, content)
        if one.gm_thread_id is not None:
            content = b"X-GM-THRID: " + one.gm_thread_id.encode("ascii", "replace") + b"\r\n" + content
        yield RawMessage(
            source=f"{account.name}/{one.folder}",
            position=f"UID {one.uid}",
            data=content,
            folder=one.folder,
            in_sent=filed.sent,
            in_junk=filed.junk,
            is_draft=filed.draft,
            internal_at=one.internal_at,
        )


def bare(header: bytes) -> bytes:
    """A header that stands alone: what it says of a body that is not there would only mislead."""
    return _CONTENT.sub(b"", header.rstrip(b"\r\n") + b"\r\n") + b"\r\n"


class Filing:
    """How the account's folders file their mail: by their use, or by their name."""

    def __init__(self, store: Store, account: Account) -> None:
        self._marks: dict[str, Marks] = {}
        for folder in store.folders(account.name):
            by_use = _ROLES.get(folder.role or "")
            self._marks[folder.name] = by_use or marks.of_folder((folder.name,))

    def of(self, one: StoredMessage, content: bytes) -> Marks:
        """How a message with this ``content`` is filed."""
        filed = self._marks.get(one.folder, marks.NONE)
        if one.labels:
            labelled = marks.of_labels(one.labels)
            filed = Marks(
                filed.sent or labelled.sent, filed.junk or labelled.junk, filed.draft or labelled.draft
            )
        draft = filed.draft or (not filed.sent and any(flag.lower() == "\\draft" for flag in one.flags))
        return marks.of_message(content, replace(filed, draft=draft))

    def row(self, one: StoredMessage) -> Row:
        """What the choice of messages looks at."""
        filed = self.of(one, one.header)
        key = (one.folder, one.uid)
        return Row(key, one.header, one.internal_at, filed.sent, filed.junk, filed.draft, one.gm_thread_id)
