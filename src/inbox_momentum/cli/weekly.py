"""``momentum weekly``: the report of the week, and what changed since the last one."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from inbox_momentum import places
from inbox_momentum.cli import options, recalled, weekly_timer
from inbox_momentum.cli import report as report_command
from inbox_momentum.config import Config, load
from inbox_momentum.model import MomentumError

if TYPE_CHECKING:
    from inbox_momentum.weekly import Made

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MANNERS = ("systemd", "cron", "launchd")
_DETAILS = (
    "Without a SOURCE it reads what the configuration names (sources, else every account). Each run makes a "
    "folder of its day with the page, a summary and the JSON; a second run of one day replaces the first."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(
        commands, "weekly", "report the week and what changed since the last report", _DETAILS
    )
    options.add_source(parser)
    out = parser.add_argument_group("outputs")
    out.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="where the dated folders go (default: see momentum data show)",
    )
    out.add_argument(
        "--no-quotes", action="store_true", help="leave the words of your mail out of every output"
    )
    out.add_argument(
        "--no-email", action="store_true", help="do not mail the report, whatever [delivery] says"
    )
    out.add_argument("--notify", action="store_true", help="show a line on the desktop too")
    out.add_argument(
        "--notify-failure", action="store_true", help="show one when no report was made, as a timer does"
    )
    out.add_argument("--quiet", action="store_true", help="print nothing but errors")
    out.add_argument(
        "--fail-on", choices=("lapse", "urgent"), help="exit with status 1 as momentum report does"
    )
    timer = parser.add_argument_group("timer")
    timer.add_argument(
        "--schedule",
        choices=(*_MANNERS, "print"),
        help="run by itself every week; 'print' shows what would be written and writes nothing",
    )
    timer.add_argument("--unschedule", action="store_true", help="take the timer away again")
    timer.add_argument("--day", choices=_DAYS, default="mon", help="the day of the timer (default: mon)")
    timer.add_argument("--at", default="08:30", metavar="HH:MM", help="its time (default: 08:30)")
    timer.add_argument("--yes", action="store_true", help="do not ask before the timer is written")
    timer.add_argument(
        "--if-due", choices=_DAYS, metavar="DAY", help="do nothing when a report was made since the last DAY"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the report, or set its timer."""
    if arguments.unschedule:
        return weekly_timer.remove()  # also while the configuration is broken
    if arguments.schedule:
        config = _config(arguments)
        by_user = bool(arguments.sources)
        arguments.sources = options.named(arguments.sources, config)
        return weekly_timer.put(arguments, config, by_user)
    from inbox_momentum.store import StoreBusy
    from inbox_momentum.weekly import status

    begun = datetime.now(UTC)
    try:
        return _report(arguments, begun)
    except StoreBusy:
        raise  # another run is at work, and will say itself how it ended
    except MomentumError as error:
        with suppress(OSError, MomentumError):  # where nothing can be kept, the error itself says so
            profile = "; ".join(arguments.sources)
            status.write(status.LastRun(begun, profile, str(error), error.exit_status))
        _failed(arguments, str(error))
        raise


def _config(arguments: argparse.Namespace) -> Config:
    return load(Path(arguments.config) if arguments.config else None)


def _report(arguments: argparse.Namespace, begun: datetime) -> int:
    from inbox_momentum import weekly
    from inbox_momentum.cli import kept
    from inbox_momentum.store import Store
    from inbox_momentum.weekly import status

    config = _config(arguments)
    arguments.sources = options.named(arguments.sources, config)
    profile = _profile(arguments.sources, config)
    wanted = options.request(arguments)
    with Store.open() as store, store.lock("weekly"):
        zone = ZoneInfo(wanted.settings.calendar.zone)
        if arguments.if_due and not weekly.due(
            store, profile, wanted.as_of, zone, _DAYS.index(arguments.if_due)
        ):
            return 0
        status.write(status.LastRun(begun, profile, "", None))
        out = arguments.output or places.data_folder() / "weekly"
        mailbox = options.skimmed(wanted, store, arguments.quiet)
        with recalled.recalled(wanted, mailbox, store) as recall:
            made = weekly.make(
                mailbox,
                wanted.as_of,
                wanted.settings,
                store,
                profile,
                out.absolute(),
                quotes=not arguments.no_quotes,
                recall=recall,
            )
        _deliver(made, arguments, config)
        status.write(status.LastRun(begun, profile, str(made.page), 0))
    if config.keep_days is not None:
        kept.forget_history(wanted.as_of - timedelta(days=config.keep_days))
    if not arguments.quiet:
        _print(made, quotes=not arguments.no_quotes)
    return report_command.status(made.report, arguments.fail_on)


def _profile(sources: list[str], config: Config) -> str:
    """One line that is the same every week for the same mail, wherever the command is run."""
    from inbox_momentum.accounts import is_account

    return "; ".join(sorted(one if is_account(config, one) else str(Path(one).resolve()) for one in sources))


def _print(made: Made, quotes: bool) -> None:
    from inbox_momentum.report import terminal

    terminal.print_weekly(made.report, sys.stdout, str(made.page), quotes)


def _deliver(made: Made, arguments: argparse.Namespace, config: Config) -> None:
    """Mail and notification; the report lies in its folder whatever becomes of them."""
    from inbox_momentum.cli import dialogue
    from inbox_momentum.report import terminal
    from inbox_momentum.weekly import delivery, notification

    quotes = not arguments.no_quotes
    if arguments.notify:
        notification.show(terminal.weekly_lines(made.report, quotes)[0])
    post = None if arguments.no_email else delivery.settings(config)
    if post is not None:
        delivery.send(post, delivery.message(made.report, post.to, quotes), dialogue.asker())


def _failed(arguments: argparse.Namespace, said: str) -> None:
    from inbox_momentum.weekly import notification

    if arguments.notify or arguments.notify_failure:
        notification.show(f"The weekly report was not made or not sent. {said}")
