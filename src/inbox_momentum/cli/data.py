"""``momentum data``: what is kept on this machine; a copy of it; its end."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inbox_momentum.cli import options
from inbox_momentum.model import UsageError

_DETAILS = (
    "Your mail itself, in its files or on its server, is never touched. docs/data.md says what each "
    "part is for and how long it stays."
)
_MOST_DAYS = 36_500


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its three."""
    parser = options.command(commands, "data", "show, copy or remove what is kept on this machine", _DETAILS)
    acts = parser.add_subparsers(dest="act", metavar="ACTION", required=True)
    show = options.command(acts, "show", "show where everything lies, and how much it is", _DETAILS)
    show.set_defaults(run=_show)
    export = options.command(acts, "export", "copy everything in readable form into a new folder", _DETAILS)
    export.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet, or empty")
    export.set_defaults(run=_export)
    purge = options.command(acts, "purge", "remove what is kept, or the old of it", _DETAILS)
    purge.add_argument(
        "--store", action="store_true", help="what was read of mail; it is read again when needed"
    )
    purge.add_argument("--history", action="store_true", help="the weekly reports and their history")
    purge.add_argument(
        "--everything",
        action="store_true",
        help="all but your settings and corrections; keys and passwords too",
    )
    purge.add_argument(
        "--older-than",
        type=int,
        metavar="DAYS",
        help="only weekly reports and texts of mail from before that; headers stay",
    )
    purge.add_argument("--yes", action="store_true", help="do not ask")
    purge.set_defaults(run=_purge)


def _show(arguments: argparse.Namespace) -> int:
    from inbox_momentum.cli import kept
    from inbox_momentum.report.clean import controls_removed
    from inbox_momentum.store import StoreError, default_path

    for place in kept.found():
        there = f"{len(place.files):,} files, {_size(place.bytes)}" if place.files else "nothing"
        _row(place.what, str(place.path), there)
    try:
        held = kept.stored()
    except StoreError as error:
        _row("Store", str(default_path()), str(error))
        held = None
    else:
        _row("Store", str(default_path()), _size(held.bytes) if held else "nothing")
    if held:
        for account in held.accounts:
            _row("  account", account.account, f"{account.messages:,} messages, {account.bodies:,} with text")
        for name, size in kept.mailbox_files(held):
            _row("  mailbox file", name, f"{_size(size)} of what was read")
        for runs in held.runs:
            dates = f"{runs.first:%Y-%m-%d} to {runs.last:%Y-%m-%d}"
            _row("  weekly reports", runs.profile, f"{runs.runs:,}, {dates}")
    for name in kept.keyring_entries():
        _row("Keyring", controls_removed(name), "named inbox-momentum there, if it was kept")
    return 0


def _row(what: str, where: str, how_much: str) -> None:
    from inbox_momentum.report.clean import controls_removed

    print(f"{what:<28} {controls_removed(where)}\n{'':<28} {controls_removed(how_much)}")


def _size(count: int) -> str:
    """Bytes for people."""
    size = float(count)
    for unit in ("bytes", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _export(arguments: argparse.Namespace) -> int:
    from inbox_momentum.cli import kept

    files = kept.export(arguments.folder)
    print(f"{files} files in {arguments.folder}, readable by you alone. They hold mail: keep them as such.")
    return 0


def _purge(arguments: argparse.Namespace) -> int:
    """Say what goes, ask, do it."""
    from inbox_momentum.cli import dialogue, kept

    before = _before(arguments.older_than)
    chosen = _chosen(arguments, before is not None)
    for line in chosen.values():
        print(line)
    if not arguments.yes and not dialogue.agreed("Remove this for good?"):
        raise UsageError("Nothing was removed. Say yes when asked, or give --yes.")
    if "everything" in chosen:
        troubles = kept.forget_everything()
        for trouble in troubles:
            print(trouble)
        print("Done." if not troubles else "Done, but for the above.")
        print("Your settings are left, and a timer if there is one (momentum weekly --unschedule).")
        return 0
    if "history" in chosen:
        print(f"Weekly reports removed: {kept.forget_history(before)}.")
    if "store" in chosen and before is not None:
        print(f"Texts of mail removed: {kept.forget_bodies(before)}.")
    elif "store" in chosen:
        kept.forget_mail()
        print("What was read of mail is removed.")
    return 0


def _chosen(arguments: argparse.Namespace, only_old: bool) -> dict[str, str]:
    """What is to go, each with a line about it. Raises ``UsageError`` for a choice that cannot be meant."""
    if arguments.everything:
        if only_old:
            raise UsageError("--everything and --older-than cannot both be meant. Give one of them.")
        return {
            "everything": "All but settings and corrections: store, weekly reports, shares, keys, secrets."
        }
    if not (arguments.store or arguments.history or only_old):
        raise UsageError("Say what: --store, --history, --everything, or --older-than DAYS.")
    both = only_old and not (arguments.store or arguments.history)
    age = f" older than {arguments.older_than} days" if only_old else ""
    chosen = {}
    if arguments.history or both:
        chosen["history"] = f"Weekly reports{age}: their folders and their history."
    if arguments.store or both:
        what = f"The text of mail{age}" if only_old else "What was read of mailbox files and accounts"
        chosen["store"] = f"{what}, from the store."
    return chosen


def _before(days: int | None) -> datetime | None:
    if days is None:
        return None
    if not 1 <= days <= _MOST_DAYS:
        raise UsageError(f"--older-than wants a number of days from 1 to {_MOST_DAYS}, not {days}.")
    return datetime.now(UTC) - timedelta(days=days)
