"""Options that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from inbox_momentum.config import Config, load, zone_info
from inbox_momentum.model import Defect, Mailbox, RawMessage, Settings, UsageError

if TYPE_CHECKING:
    from inbox_momentum.accounts import Account
    from inbox_momentum.store import Store

_EPILOGUE = (
    "A SOURCE is an mbox file, a Maildir, or a folder tree of mail files; its format is found from its "
    "content. '-' reads an mbox from standard input."
)
_FIRST_YEAR = 1990
"""Public holidays are worked out from here on when no window is given."""


def command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    details: str = _EPILOGUE,
) -> argparse.ArgumentParser:
    """A sub-command with the help text in its usual places."""
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", epilog=details)


def add_source(parser: argparse.ArgumentParser) -> None:
    """SOURCE… and what decides how it is read."""
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="mail to read; several are read together (default: what the configuration names)",
    )
    parser.add_argument(
        "--me",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="an address of yours (repeatable); found from your sent mail when not given",
    )
    parser.add_argument(
        "--timezone", metavar="ZONE", help="yours, e.g. Europe/London (default: this machine's)"
    )
    parser.add_argument(
        "--as-of",
        metavar="ISO8601",
        help="judge as if it were this moment (default: now); later mail is left out",
    )
    parser.add_argument("--since", metavar="DATE", help="leave out mail before this day (YYYY-MM-DD)")
    parser.add_argument("--until", metavar="DATE", help="leave out mail after this day (YYYY-MM-DD)")
    parser.add_argument(
        "--config", metavar="FILE", help="TOML settings (default: your own, if there are any)"
    )
    add_corrections(parser)


def add_store(parser: argparse.ArgumentParser) -> None:
    """Whether large mail files are remembered."""
    parser.add_argument(
        "--no-store",
        action="store_true",
        help="search large mail files anew, and remember nothing of what was found in them",
    )


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Where the owner's corrections lie."""
    parser.add_argument(
        "--corrections",
        type=Path,
        metavar="FILE",
        help="what you have put right with 'momentum correct' (default: your own file)",
    )


@dataclass(frozen=True, slots=True)
class Request:
    """What the shared options come to."""

    sources: tuple[str, ...]
    me: tuple[str, ...]
    as_of: datetime
    since: datetime | None
    until: datetime | None
    """Excluded bound; never later than just after ``as_of``."""
    settings: Settings
    accounts: tuple[Account, ...] = ()
    """Accounts among what was named; ``sources`` holds the rest."""
    remember: bool = True
    """False without a store for mail files (``--no-store``)."""


def request(arguments: argparse.Namespace) -> Request:
    """Read configuration and clock once. Raises ``UsageError`` for what cannot be meant."""
    from inbox_momentum import accounts, corrections

    config: Config = load(Path(arguments.config) if arguments.config else None)
    sources = named(arguments.sources, config)
    zone_name = arguments.timezone or config.timezone or local_zone()
    zone = zone_info(zone_name, "--timezone" if arguments.timezone else "timezone")
    as_of = moment(arguments.as_of, zone) if arguments.as_of else datetime.now(UTC)
    since = day_start(arguments.since, zone, "--since") if arguments.since else None
    just_after = as_of + timedelta(microseconds=1)
    until = min(next_day(arguments.until, zone), just_after) if arguments.until else just_after
    if since and since >= until:
        raise UsageError("The window is empty: --since must lie before --until and --as-of.")
    first_year = since.year - 1 if since else _FIRST_YEAR
    settings = config.settings(zone_name, range(first_year, as_of.year + 2))
    settings = replace(settings, corrections=corrections.load(arguments.corrections))
    me = tuple(arguments.me) or config.addresses
    for address in me:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            raise UsageError(f"--me wants a mail address such as maya@example.net, not {address!r}.")
    paths = tuple(one for one in sources if not accounts.is_account(config, one))
    wanted = tuple(accounts.find(config, one) for one in sources if one not in paths)
    return Request(
        paths, me, as_of, since, until, settings, wanted, not getattr(arguments, "no_store", False)
    )


def named(sources: Sequence[str], config: Config) -> list[str]:
    """What is read: what the user named, else what the configuration does (``sources``, or every account)."""
    found = list(sources or config.sources or config.accounts)
    if not found:
        raise UsageError("Nothing to read: run momentum init once, or name a SOURCE.")
    return found


def mailbox(wanted: Request, store: Store | None = None, quiet: bool = False) -> Mailbox:
    """The indexed mail of a request; accounts are brought up to date first.

    ``store`` is the one that is open already, if any. Raises ``SourceError`` or ``AccountError``.
    """
    from inbox_momentum import pipeline

    paths, window = wanted.sources, (wanted.since, wanted.until)
    if not wanted.accounts:
        return pipeline.read_mailbox(paths, wanted.me, *window)
    from inbox_momentum.cli import account_mail

    with account_mail.opened(store) as kept:
        fetched = account_mail.fetched(wanted, kept, quiet)
        return pipeline.read_mailbox(paths, wanted.me, *window, fetched=fetched)


def skimmed(wanted: Request, store: Store | None = None, quiet: bool = False) -> Mailbox:
    """As ``mailbox``, for a report: bulk mail is counted, not read; files that did not change are known."""
    from inbox_momentum import pipeline
    from inbox_momentum.cli import account_mail, file_mail

    paths, window = wanted.sources, (wanted.since, wanted.until)
    with ExitStack() as stack:
        fetched: Iterable[RawMessage | Defect] = ()
        if wanted.accounts:
            store = stack.enter_context(account_mail.opened(store))
            fetched = account_mail.fetched(wanted, store, quiet)
        ways = stack.enter_context(file_mail.ways(store, wanted.remember, quiet))
        return pipeline.skim_mailbox(paths, wanted.me, *window, fetched, ways)


def local_zone() -> str:
    """IANA name of this machine's zone; ``UTC`` when it does not say."""
    from tzlocal import get_localzone_name

    try:
        return str(get_localzone_name() or "UTC")
    except (ValueError, LookupError, OSError):
        return "UTC"


def moment(text: str, zone: ZoneInfo, option: str = "--as-of") -> datetime:
    """An ISO 8601 moment in UTC; without an offset it is meant in ``zone``."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} wants a moment such as 2026-11-20T09:00:00Z, not {text!r}.") from None
    return _in_utc(at if at.tzinfo else at.replace(tzinfo=zone), option)


def _in_utc(at: datetime, option: str) -> datetime:
    """``at`` in UTC, with room around it for windows and working days."""
    if not 1900 <= at.year <= 2200:
        raise UsageError(f"{option} lies outside the years 1900 to 2200: {at.date().isoformat()}.")
    return at.astimezone(UTC)


def day_start(text: str, zone: ZoneInfo, option: str) -> datetime:
    """Local midnight that begins a day, in UTC."""
    return _in_utc(datetime.combine(day(text, option), time(), zone), option)


def day(text: str, option: str) -> date:
    """A day as ISO 8601 has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} wants a day such as 2026-11-20, not {text!r}.") from None


def next_day(text: str, zone: ZoneInfo) -> datetime:
    """Local midnight that ends a day, in UTC (days are not always 24 h long)."""
    start = day_start(text, zone, "--until").astimezone(zone)
    return datetime.combine(start.date() + timedelta(days=1), time(), zone).astimezone(UTC)
