"""One sync, read from top to bottom: folders, headers, the choice, bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from inbox_momentum import __version__
from inbox_momentum.accounts import Account, Credential
from inbox_momentum.model import AccountError, UsageError
from inbox_momentum.sources.imap import bodies, folders, headers
from inbox_momentum.sources.imap.crew import Crew
from inbox_momentum.sources.imap.faults import Fault, SignInRefused
from inbox_momentum.sources.imap.folders import Folder
from inbox_momentum.sources.imap.headers import Looked
from inbox_momentum.sources.imap.judged import Judged
from inbox_momentum.sources.imap.patience import Patience
from inbox_momentum.sources.imap.records import Choice, Notice, Progress, Step, SyncResult
from inbox_momentum.sources.imap.session import Session
from inbox_momentum.sources.imap.tally import Tally
from inbox_momentum.store import Store, StoredFile

PATIENT = Patience()


def silent(step: Step | Notice) -> None:
    """Progress that nobody looks at."""


def sync(
    account: Account,
    credential: Credential,
    store: Store,
    choice: Choice,
    since: date | None = None,
    progress: Progress = silent,
    *,
    asked: Mapping[str, bool] = MappingProxyType({}),
    next_step: str = "",
    renew: Callable[[], Credential] | None = None,
    patience: Patience = PATIENT,
    parallel: bool | None = None,
) -> SyncResult:
    """Bring the store up to what the account holds; the server is only read.

    ``choice`` names the messages whose text matters. ``since`` (else the account's own) leaves
    out what arrived before. ``asked`` says of ``junk``, ``trash`` and ``drafts`` whether to read
    such folders as well; what it does not name is done as the last time. ``next_step`` is what the
    provider wants done when it refuses the sign-in; ``renew`` gets a new token when the old one runs
    out on the way. ``parallel``: two connections always, never, or (``None``) where they help.

    Raises ``AccountError`` when it cannot go on, with what is kept; ``StoreError`` and
    ``StoreBusy`` of the store; ``UsageError`` for folders that are not there.
    """
    tally = Tally(account, progress)
    dial = _dialler(account, credential, patience, next_step, renew)
    crew = Crew(dial, tally, patience, parallel)
    politely = False
    with store.lock(f"sync {account.name}"):
        try:
            result = _run(crew, store, tally, choice, since or account.since, asked)
            politely = True
        except Fault as fault:  # what no folder and no message is to blame for
            raise AccountError(f"{account.host} cannot be read: {fault}. {tally.kept()}") from None
        finally:
            crew.close(politely=politely)
    return result


def _dialler(
    account: Account,
    credential: Credential,
    patience: Patience,
    next_step: str,
    renew: Callable[[], Credential] | None,
) -> Callable[[], Session]:
    """How to open a session; a token that let us in before is renewed once when it no longer does."""
    current = [credential]
    good = [False]

    def dial() -> Session:
        try:
            session = Session.open(account, current[0], patience, next_step)
        except SignInRefused:
            if not (good[0] and current[0].token and renew is not None):
                raise
            good[0] = False
            current[0] = renew()
            session = Session.open(account, current[0], patience, next_step)
        good[0] = True
        return session

    return dial


def _run(
    crew: Crew, store: Store, tally: Tally, choice: Choice, since: date | None, asked: Mapping[str, bool]
) -> SyncResult:
    account = tally.account
    chosen, gmail = _folders(crew, store, tally, asked)
    finished = store.file(_mark(account))
    verdicts = Judged(store, account, choice)
    as_left = finished is not None and finished.index == _state(choice)
    if not as_left:
        verdicts.renew()
    looked: list[Looked] = []
    for place, folder in enumerate(chosen):
        tally.step("folders", folder.name, place, len(chosen))
        tally.folders.append(folder.name)
        found = headers.look(
            crew, store, tally, folder, since, gmail, verdicts, lambda: _unfinished(store, account)
        )
        if found is not None:
            looked.append(found)
    if not as_left or store.file(_mark(account)) is None:
        _bodies(crew, store, tally, choice, verdicts, looked, gmail)
    for one in looked:
        if (one.stored.last_uid, one.stored.modseq) != (one.complete_to, one.modseq):
            store.keep_headers(one.stored.id, [], one.complete_to, one.modseq)
    mark = store.file(_mark(account))
    if tally.complete and (mark is None or mark.index != _state(choice)):
        store.keep_file(StoredFile(_mark(account), 0, 0, b"", 0, _state(choice)))
    return SyncResult(
        account=account.name,
        folders=tuple(tally.folders),
        found=sum(len(store.uids(one.stored.id)) for one in looked),
        new=tally.new,
        bodies=tally.bodies,
        gone=tally.gone,
        changed=tally.changed,
        anew=tuple(tally.anew),
        reconnects=tally.reconnects,
        defects=tuple(tally.defects),
        notices=tuple(tally.notices),
    )


def _folders(crew: Crew, store: Store, tally: Tally, asked: Mapping[str, bool]) -> tuple[list[Folder], bool]:
    """The folders to read, and whether this is Gmail; folders that are no longer read are forgotten."""
    account = tally.account
    listed, unread = crew.one(None, lambda session, _: session.folders())
    foreign = crew.one(None, lambda session, _: session.foreign_prefixes())
    gmail = crew.one(None, lambda session, _: "X-GM-EXT-1" in session.capabilities)
    for line in unread:
        tally.odd(line, "folder-unreadable", "A folder's line in the server's list cannot be read.")
    own = folders.of_server(listed, foreign)
    also = _also(store, account, asked)
    chosen = folders.chosen(own, gmail=gmail, only=account.folders, skip=account.skip_folders, asked=also)
    if gmail and not account.folders and "all" not in {one.role for one in own}:
        tally.say(
            "Gmail does not show All Mail here, so its labels are read one by one. "
            'Turn on "Show in IMAP" for All Mail in the settings of Gmail.'
        )
    if not chosen and account.folders:
        names = ", ".join(one.name for one in own[:20])
        raise UsageError(f"accounts.{account.name}.folders names no folder of the account; it has {names}.")
    if not chosen:
        raise AccountError(f"{account.host} shows no folder of {account.user} that could be read.")
    _oddities(tally, own, chosen)
    names_read = {one.name for one in chosen}
    for gone in store.folders(account.name):
        if gone.name not in names_read:
            store.drop_folder(gone.id)
            if gone.name not in {one.name for one in own}:
                tally.gone += 1
                tally.say(f"{gone.name} is no longer on the server.")
    return chosen, gmail


def _also(store: Store, account: Account, asked: Mapping[str, bool]) -> frozenset[str]:
    """Uses of folders to read beside the usual ones: a report reads what the sync before was told to."""
    mark = f"imap: {account.name}: also"
    known = store.file(mark)
    before = frozenset(known.index.decode("ascii", "replace").split()) if known else frozenset()
    also = frozenset(before | {use for use, wanted in asked.items() if wanted}) - {
        use for use, wanted in asked.items() if not wanted
    }
    if also != before:
        store.keep_file(StoredFile(mark, 0, 0, b"", 0, " ".join(sorted(also)).encode()))
    return also


def _oddities(tally: Tally, own: list[Folder], chosen: list[Folder]) -> None:
    """What is strange about the folders, each a defect of its own."""
    account = tally.account
    there = {one.name.casefold() for one in own}
    for missing in sorted(set(account.folders), key=str.casefold):
        if missing.casefold() not in there:
            detail = "The configuration names it, the account does not have it."
            tally.odd(missing, "folder-missing", detail)
    for one in chosen:
        if not one.readable_name:
            detail = (
                "The folder's name breaks modified UTF-7 (RFC 3501 §5.1.3); its mail is read all the same."
            )
            tally.odd(one.name, "folder-name-unreadable", detail)
    tally.sent = frozenset(one.name for one in chosen if one.role in ("sent", "all"))
    for one in own:
        if one.role == "sent" and not tally.sent:
            detail = (
                "The settings of the account leave this folder of sent mail out. Answers of yours in it are "
                "missing, so waits may look open that are not."
            )
            tally.odd(one.name, "sent-left-out", detail)


def _bodies(
    crew: Crew,
    store: Store,
    tally: Tally,
    choice: Choice,
    verdicts: Judged,
    looked: list[Looked],
    gmail: bool,
) -> None:
    """Text of what matters, folder by folder."""
    wanted = bodies.wanted(store, tally.account, choice, verdicts)
    if _second_look(crew, store, tally, verdicts, looked, wanted, gmail):
        wanted = bodies.wanted(store, tally.account, choice, verdicts)
    total = sum(len(one.some) + len(one.whole) for one in wanted.values())
    done = 0
    tally.step("bodies", "", 0, total)
    for one in looked:
        want = wanted.get(one.folder.name)
        if want is not None:
            done = bodies.fetch(crew, store, tally, one, want, done, total)


def _second_look(
    crew: Crew,
    store: Store,
    tally: Tally,
    verdicts: Judged,
    looked: list[Looked],
    wanted: Mapping[str, bodies.Wanted],
    gmail: bool,
) -> bool:
    """Ask again for headers that an earlier sync could not read; True when one could be read now."""
    before = tally.new
    now = {(defect.source, defect.position) for defect in tally.defects}
    for one in looked:
        want = wanted.get(one.folder.name)
        place = f"{tally.account.name}/{one.folder.name}"
        again = sorted(uid for uid in want.headless if (place, f"UID {uid}") not in now) if want else []
        if again:
            headers.fetch(crew, store, tally, one.folder, one.stored, again, gmail, verdicts)
    return tally.new > before


def _mark(account: Account) -> str:
    """Key under which the store remembers that the last sync came to its end."""
    return f"imap: {account.name}: complete"


def _state(choice: Choice) -> bytes:
    """What the mark says: another version may choose other messages, and so may another owner's address."""
    return f"2 {__version__} ".encode() + choice.edition + choice.mark


def _unfinished(store: Store, account: Account) -> None:
    """From here on the store lacks something, until the sync is through."""
    store.drop_file(_mark(account))
