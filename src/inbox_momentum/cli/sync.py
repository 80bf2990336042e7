"""``momentum sync``: bring an account's mail into the local store, read-only."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from inbox_momentum.cli import options
from inbox_momentum.model import UsageError

if TYPE_CHECKING:
    from inbox_momentum.accounts import Account
    from inbox_momentum.sources.imap import Progress, SyncResult
    from inbox_momentum.store import Store

_DETAILS = (
    "Nothing on the server is changed, not even what is marked as read. The text of messages that have "
    "nothing to do with applications is not fetched, attachments never are."
)

_ASKED = {
    "junk": "the junk folder too; its mail is marked so",
    "drafts": "the drafts too",
    "trash": "the trash too",
}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "sync", "fetch what is new in an account, read-only", _DETAILS)
    parser.add_argument(
        "account",
        nargs="?",
        metavar="ACCOUNT",
        help="its name in the configuration, or imaps://USER@HOST[:PORT] (default: the only one there is)",
    )
    parser.add_argument("--since", metavar="DATE", help="leave out mail before this day (YYYY-MM-DD)")
    for use, what in _ASKED.items():
        parser.add_argument(
            f"--{use}", action=argparse.BooleanOptionalAction, help=f"read {what} (default: as the last time)"
        )
    parser.add_argument(
        "--ca", metavar="FILE", help="trust the authority of this PEM file instead of the platform's"
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")
    parser.add_argument(
        "--config", metavar="FILE", help="TOML settings (default: your own, if there are any)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    from dataclasses import replace

    from inbox_momentum import accounts
    from inbox_momentum.cli import progress
    from inbox_momentum.config import load
    from inbox_momentum.store import Store

    config = load(Path(arguments.config) if arguments.config else None)
    account = accounts.find(config, arguments.account)
    if arguments.ca:
        account = replace(account, ca_file=arguments.ca)
    asked = {use: bool(wanted) for use in _ASKED if (wanted := getattr(arguments, use)) is not None}
    since = _day(arguments.since)
    with Store.open() as store, progress.account(quiet=arguments.quiet) as told:
        result = fetch(account, store, config.addresses, since, asked, progress=told)
    if not arguments.quiet:
        print(summary(result), file=sys.stderr)
    return 0


def fetch(
    account: Account,
    store: Store,
    me: tuple[str, ...],
    since: date | None = None,
    asked: Mapping[str, bool] = MappingProxyType({}),
    *,
    quiet: bool = False,
    progress: Progress | None = None,
) -> SyncResult:
    """Sync an account the way every command does: its secret found, its provider's advice at hand.

    ``me`` are the owner's addresses as far as they are known.
    """
    from inbox_momentum import accounts
    from inbox_momentum.accounts import providers
    from inbox_momentum.cli import dialogue
    from inbox_momentum.ingest.verdicts import Verdicts
    from inbox_momentum.sources import imap

    own = tuple(dict.fromkeys((*me, *((account.user,) if "@" in account.user else ()))))
    return imap.sync(
        account,
        accounts.credential(account, dialogue.asker()),
        store,
        Verdicts(own),
        since,
        progress or _notices(quiet),
        asked=asked,
        next_step=f"{providers.of_account(account).refused}{accounts.again(account)}",
        renew=lambda: accounts.renewed(account),
    )


def summary(result: SyncResult) -> str:
    """One line on what a sync brought."""
    parts = [f"{result.account}: {result.new} new messages", f"{result.bodies} texts fetched"]
    if result.gone:
        parts.append(f"{result.gone} gone")
    unread = sum(defect.position.startswith("UID ") for defect in result.defects)
    if unread:
        parts.append(f"{unread} could not be read whole")
    return ", ".join(parts) + f"; {result.found} messages in {len(result.folders)} folders are here."


def _notices(quiet: bool) -> Progress:
    """Notices to standard error, steps to nobody; ``quiet`` leaves the notices of servers."""
    from inbox_momentum.sources.imap import Notice, Step

    def show(step: Step | Notice) -> None:
        if isinstance(step, Notice) and not quiet:
            print(f"momentum: {step.text}", file=sys.stderr)

    return show


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--since wants a day such as 2026-11-20, not {text!r}.") from None
