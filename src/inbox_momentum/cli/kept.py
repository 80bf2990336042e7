"""Everything this program keeps on the machine: found, counted, copied, removed.

The mail itself, wherever it lies, is not ours and is never touched.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from inbox_momentum import places
from inbox_momentum.model import MomentumError, UsageError
from inbox_momentum.store import Inventory, Store, StoreError, default_path, erase

_PRIVATE_KEYS = ".pem"
"""Ending of private keys in the folder of shares; they are not copied."""
_NOTE = "imap: "
"""How the store's own notes on accounts begin, which lie among the mailbox files there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file of ours, or a folder with files of ours."""

    what: str
    path: Path
    files: tuple[Path, ...]
    """Empty when nothing is there yet."""

    @property
    def bytes(self) -> int:
        """Size of the files together."""
        return sum(one.lstat().st_size for one in self.files)


def found() -> list[Place]:
    """Where everything lies, also what is not there yet; the store apart (``stored``)."""
    data = places.data_folder()
    return [
        _place("Settings", places.config_folder() / "config.toml"),
        _place("Corrections", places.config_folder() / "corrections.toml"),
        *(Place("Weekly reports", folder, _reports(folder)) for folder in report_folders()),
        _place("Last weekly run", data / "last-weekly-run.json"),
        _place("Shares: log, consent, keys", data / "share"),
    ]


def stored() -> Inventory | None:
    """What the store holds; ``None`` when there is none. Raises ``StoreError`` when it cannot be read."""
    if not default_path().is_file():
        return None
    with Store.open() as store:
        return store.inventory()


def mailbox_files(held: Inventory) -> list[tuple[str, int]]:
    """Each mailbox file or folder of which anything is kept, with its bytes."""
    return [(name, size) for name, size in held.files if not name.startswith(_NOTE)]


def report_folders() -> list[Path]:
    """Folders with dated weekly reports: the usual one, and those that the history names."""
    usual = places.data_folder() / "weekly"
    named: set[Path] = set()
    if default_path().is_file():
        try:
            with Store.open() as store:
                named = {Path(run.folder).parent for run in store.runs()}
        except StoreError:
            pass  # the usual folder is known without it; whoever needs the store is told
    return [usual, *sorted(named - {usual})]


def keyring_entries() -> list[str]:
    """Names under which secrets may lie in the keyring, by the settings; nothing is asked of the keyring."""
    from inbox_momentum import accounts
    from inbox_momentum.accounts import oauth
    from inbox_momentum.config import load
    from inbox_momentum.weekly import delivery

    config = load(None)
    names = []
    for account in accounts.configured(config):
        names += [accounts.entry(account), oauth.refresh_entry(account)]
        names += [oauth.client_secret_entry(account)] if account.client_id else []
    post = delivery.settings(config)
    names += [accounts.entry(post.server)] if post is not None else []
    return list(dict.fromkeys([*names, *_share_entries()]))


def _share_entries() -> list[str]:
    from inbox_momentum.share import keys

    if not (places.data_folder() / "share").is_dir():
        return []  # asking would make the folder
    uses = (keys.SIGNING, keys.SEALING)
    known = [one for one in map(keys.known, uses) if one is not None and one.kept == "keyring"]
    return [keys.entry(one.use, one.thumbprint) for one in known]


def _place(what: str, path: Path) -> Place:
    return Place(what, path, tuple(_files(path)))


def _reports(folder: Path) -> tuple[Path, ...]:
    """Files of finished weekly reports; whatever else the user has in that folder is not ours."""
    from inbox_momentum.weekly import archive

    return tuple(file for one in archive.finished(folder) for file in _files(one.path))


def _files(path: Path) -> Iterator[Path]:
    """Files at or under ``path``; links are not followed."""
    if path.is_symlink() or path.is_file():
        yield path
    elif path.is_dir():
        for folder, _, names in os.walk(path):
            yield from (Path(folder) / name for name in sorted(names))


# --------------------------------------------------------------------------- copied


def export(target: Path) -> int:
    """Copy everything readable into the new folder ``target`` (0700, files 0600); how many files.

    Whole or not there. Raises ``UsageError`` when it cannot be made, or has something in it.
    """
    place = target.absolute()
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise UsageError(f"{target} is there already and not empty. Name a new folder.")
        half = Path(tempfile.mkdtemp(prefix=f".{place.name[:40]}.", suffix=".part", dir=place.parent))
    except OSError as error:
        raise UsageError(f"cannot make {target}: {(error.strerror or str(error)).lower()}.") from None
    try:
        _fill(half)
        for folder, _, _ in os.walk(half):
            Path(folder).chmod(0o700)
        half.replace(place)  # an empty folder gives way
    except OSError as error:
        raise UsageError(f"cannot write {target}: {(error.strerror or str(error)).lower()}.") from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return sum(1 for _ in _files(place))


def _fill(folder: Path) -> None:
    for place in found():
        inside = folder / ("share" if place.path.name == "share" else place.path.name)
        number = 2
        while inside.exists():  # reports from several folders
            inside, number = folder / f"{place.path.name}-{number}", number + 1
        for file in place.files:
            if file.is_symlink() or file.suffix == _PRIVATE_KEYS:
                continue
            copy = inside if file == place.path else inside / file.relative_to(place.path)
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _private_copy(file, copy)
    if default_path().is_file():
        with Store.open() as store:
            _lines(folder / "messages.jsonl", _messages(store))
            _lines(folder / "weekly-history.jsonl", _runs(store))
            files = mailbox_files(store.inventory())
            _lines(
                folder / "mailbox-files.jsonl", ({"file": name, "index_bytes": size} for name, size in files)
            )


def _private_copy(source: Path, target: Path) -> None:
    with source.open("rb") as old, os.fdopen(_new(target), "wb") as new:
        shutil.copyfileobj(old, new)


def _lines(target: Path, rows: Iterator[dict[str, Any]]) -> None:
    with os.fdopen(_new(target), "w", encoding="utf-8", errors="backslashreplace") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _new(target: Path) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _messages(store: Store) -> Iterator[dict[str, Any]]:
    for account in store.accounts():
        for one in store.messages(account):
            yield {
                "account": account,
                "folder": one.folder,
                "uid": one.uid,
                "internal_at": one.internal_at.isoformat() if one.internal_at else None,
                "size": one.size,
                "flags": one.flags,
                "labels": one.labels,
                "gm_thread_id": one.gm_thread_id,
                "header": one.header.decode("utf-8", "replace"),
                "body": one.body.decode("utf-8", "replace") if one.body is not None else None,
            }


def _runs(store: Store) -> Iterator[dict[str, Any]]:
    for run in store.runs():
        yield {
            "profile": run.profile,
            "as_of": run.as_of.isoformat(),
            "version": run.version,
            "settings": run.settings,
            "folder": run.folder,
            "report": json.loads(run.report),
        }


# --------------------------------------------------------------------------- removed


def forget_mail() -> None:
    """What was read of mailbox files and accounts; it is read again when it is needed."""
    if default_path().is_file():
        with Store.open() as store:
            store.purge(mail=True, history=False)


def forget_history(before: datetime | None = None) -> int:
    """Weekly reports made for a moment before ``before`` (``None``: all), in the store and in their folders.

    Both, since a report whose folder stays would come back into the history. How many went.
    """
    from inbox_momentum.weekly import archive

    with ExitStack() as stack:
        store = stack.enter_context(Store.open())
        stack.enter_context(store.lock("weekly"))
        folders = {places.data_folder() / "weekly", *(Path(run.folder).parent for run in store.runs())}
        dated = [one for folder in sorted(folders) for one in archive.finished(folder)]
        old = [one for one in dated if before is None or one.run.as_of < before]
        gone = {(one.run.profile, one.run.as_of) for one in old}
        gone |= {(run.profile, run.as_of) for run in store.runs() if before is None or run.as_of < before}
        for one in old:
            _removed(one.path, archive.remove)
        store.drop_runs(before=before)
    return len(gone)


def forget_bodies(before: datetime) -> int:
    """The text of mail that came before ``before``; how many texts went."""
    if not default_path().is_file():
        return 0
    with Store.open() as store:
        return store.drop_bodies(before)


def forget_everything() -> list[str]:
    """All of ``found`` and the store in whatever state, but for the settings and corrections; and secrets.

    What could not be removed comes back, one sentence each. Raises ``StoreBusy``, with nothing
    removed, while another process uses the store.
    """
    from inbox_momentum.weekly import archive

    troubles: list[str] = []
    names = _tried(keyring_entries, troubles) or []
    reports = [one.path for folder in report_folders() for one in archive.finished(folder)]
    erase()  # first, since it refuses while another process is at work
    data = places.data_folder()
    for path in (*reports, data / "weekly", data / "share", data / "last-weekly-run.json"):
        _tried(_deleting(_removed, path), troubles)
    _forget_secrets(names, troubles)
    for lock in data.glob(f"{default_path().name}.*.lock"):
        lock.unlink(missing_ok=True)
    return troubles


def _forget_secrets(names: list[str], troubles: list[str]) -> None:
    from inbox_momentum.accounts import secrets

    for name in names:
        try:
            secrets.delete(name)
        except secrets.NoKeyring:
            # Nothing to set up now: what matters is where a secret may have stayed.
            left = ", ".join(names)
            troubles.append(f"There is no keyring here. One that was used before still holds: {left}.")
            return
        except MomentumError as error:
            troubles.append(str(error))


def _deleting(remove: Callable[[Any], object], what: object) -> Callable[[], object]:
    return lambda: remove(what)


def _tried(act: Callable[[], Any], troubles: list[str]) -> Any:
    try:
        return act()
    except MomentumError as error:
        if str(error) not in troubles:
            troubles.append(str(error))
        return None


def _removed(path: Path, folder: Callable[[Path], None] = shutil.rmtree) -> None:
    """``path`` is gone; ``folder`` is how a folder goes."""
    try:
        if path.is_dir() and not path.is_symlink():
            folder(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot remove {path}: {(error.strerror or str(error)).lower()}.") from None
