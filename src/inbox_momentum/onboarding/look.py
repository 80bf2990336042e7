"""A first look at an account: sign in, list its folders, count their messages; nothing is fetched or kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inbox_momentum.accounts import Account, Credential, providers
from inbox_momentum.model import AccountError

if TYPE_CHECKING:
    from inbox_momentum.sources.imap.session import Session

_TRIED = 50
"""Messages that are fetched to see that this changes nothing."""
_MOST = 500
"""Folders whose messages are counted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A folder of the account."""

    name: str
    role: str | None
    """``inbox``, or its use by RFC 6154 or by name; ``None`` for the user's own."""
    messages: int | None
    """``None`` when it cannot be opened, or was not counted."""
    is_read: bool
    """Whether ``momentum sync`` reads it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the account shows."""

    folders: tuple[Seen, ...]
    """Those that are read come first."""
    changes_known: bool
    """True when the server tells what changed (CONDSTORE), so that later runs are quick."""
    flags_kept: bool | None
    """Whether fetching left every flag as it was; ``None`` when there was no message to try it with."""
    alerts: tuple[str, ...]
    """What the server wants the user to read."""

    @property
    def messages(self) -> int:
        """Messages in the folders that are read."""
        return sum(one.messages or 0 for one in self.folders if one.is_read)

    @property
    def sent(self) -> Seen | None:
        """The folder of sent mail, or the one that holds everything; ``None`` when there is neither."""
        return next((one for one in self.folders if one.role in ("sent", "all") and one.is_read), None)


def look(account: Account, credential: Credential) -> Look:
    """Sign in and count, read-only. Raises ``AccountError`` with the provider's own next step."""
    from inbox_momentum.sources.imap.faults import Fault
    from inbox_momentum.sources.imap.patience import Patience
    from inbox_momentum.sources.imap.session import Session

    next_step = providers.of_account(account).refused
    try:
        session = Session.open(account, credential, Patience(), next_step)
        try:
            return _look(session, account)
        finally:
            session.close()
    except Fault as fault:
        raise AccountError(
            f"{account.host}, port {account.port}: {fault}. Check the connection and the server's name."
        ) from None


def _look(session: Session, account: Account) -> Look:
    from inbox_momentum.sources.imap import folders
    from inbox_momentum.sources.imap.faults import FolderGone

    listed, _ = session.folders()
    own = folders.of_server(listed, session.foreign_prefixes())
    gmail = "X-GM-EXT-1" in session.capabilities
    read = folders.chosen(own, gmail=gmail, only=account.folders, skip=account.skip_folders)
    ordered = [*read, *(one for one in own if one not in read)]
    seen: list[Seen] = []
    kept: bool | None = None
    for number, folder in enumerate(ordered):
        count: int | None = None
        if number < _MOST:
            try:
                count = session.examine(folder.raw).exists
                if count and kept is None:
                    kept = _flags_kept(session)
            except FolderGone:
                count = None
        seen.append(Seen(folder.name, folder.role, count, folder in read))
    known = "CONDSTORE" in session.capabilities
    return Look(tuple(seen), known, kept, tuple(session.link.alerts))


def _flags_kept(session: Session) -> bool | None:
    """Fetch of the newest messages in the open folder as a sync does, and compare their flags."""
    newest = sorted(session.uids())[-_TRIED:]
    if not newest:
        return None
    before = _flags(session, newest)
    session.fetch(newest, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
    return before == _flags(session, newest)


def _flags(session: Session, uids: list[int]) -> dict[int, frozenset[bytes]]:
    r"""Flags by UID; \Recent is the server's own business (RFC 3501 §2.3.2)."""
    found = session.fetch(uids, "(FLAGS)").found
    return {uid: frozenset(items.get(b"FLAGS", ())) - {b"\\Recent"} for uid, items in found.items()}
