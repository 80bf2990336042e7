"""``momentum doctor``: is everything as it should be, and what is to be mended."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum import accounts
from inbox_momentum.cli import dialogue, habit_checks, options
from inbox_momentum.cli.output import deliver
from inbox_momentum.config import Config, load, zone_info
from inbox_momentum.model import MomentumError

if TYPE_CHECKING:
    from inbox_momentum.onboarding.checks import Check

SCHEMA = "inbox-momentum/doctor/1"
_DETAILS = (
    "Each line is ok, warn, fail or skipped, with the one thing to do below it. Nothing is changed, neither "
    "here nor on the server. Exit status: 0, or 2 when the configuration, 3 when a source, 4 when an account "
    "has to be mended."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "doctor", "check settings, accounts and mail", _DETAILS)
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="ACCOUNT|SOURCE",
        help="check these (default: all that the configuration names)",
    )
    parser.add_argument("--config", metavar="FILE", help="TOML settings (default: your own)")
    parser.add_argument("--as-of", metavar="ISO8601", help="judge as if it were this moment (default: now)")
    parser.add_argument("--quick", action="store_true", help="leave out what needs all the mail read")
    parser.add_argument("--json", metavar="FILE|-", help="the findings as JSON, instead of lines")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look at everything, say it line by line."""
    from inbox_momentum.onboarding import checks

    found: list[Check] = []
    for one in _checks(arguments):
        found.append(one)
        if not arguments.json:
            _print(one)
    if arguments.json:
        rows = [asdict(one) for one in found]
        deliver(arguments.json, json.dumps({"schema": SCHEMA, "checks": rows}, indent=1) + "\n")
    return checks.exit_status(found)


def _checks(arguments: argparse.Namespace) -> Iterator[Check]:
    """Every check in the order in which a fault spreads: settings, secrets, accounts, mail, habits."""
    from inbox_momentum.onboarding import account_checks, checks, machine_checks

    try:
        config = load(Path(arguments.config) if arguments.config else None)
        named = [accounts.find(config, one) for one in arguments.sources if accounts.is_account(config, one)]
        wanted = tuple(named) if arguments.sources else accounts.configured(config)
    except MomentumError as error:
        yield checks.fail("configuration", str(error), "Mend it, or take the line out.", error.exit_status)
        return
    zone = zone_info(config.timezone or options.local_zone(), "timezone")
    as_of = options.moment(arguments.as_of, zone) if arguments.as_of else datetime.now(UTC)
    yield from machine_checks.configuration(config)
    yield from machine_checks.corrections()
    yield from machine_checks.keyring(wanted)
    for account in wanted:
        yield from account_checks.account(account, as_of, dialogue.asker())
    paths = [one for one in (arguments.sources or config.sources) if not accounts.is_account(config, one)]
    yield from machine_checks.sources(paths)
    yield from _mail(arguments, config, wanted, paths, as_of)
    if config.delivery:
        yield habit_checks.delivery(config)
    yield machine_checks.store()
    yield habit_checks.last_weekly(as_of)


def _mail(
    arguments: argparse.Namespace,
    config: Config,
    wanted: tuple[accounts.Account, ...],
    paths: list[str],
    as_of: datetime,
) -> Iterator[Check]:
    """What the mail itself shows: all sources together, as a report would read them."""
    from inbox_momentum.onboarding import all_mail, checks, machine_checks, mail_checks

    if arguments.quick:
        yield checks.skipped("mail", "Left out by --quick.")
        return
    kept = machine_checks.kept_accounts()
    for one in wanted:
        if one.name not in kept:
            why = "Nothing of it is on this machine yet: the first momentum weekly fetches it."
            yield checks.skipped("mail", why, one.name)
    fetched = [one for one in wanted if one.name in kept]
    if not (fetched or paths):
        if not wanted:
            yield checks.skipped("mail", "There is no account or source.")
        return
    try:
        mailbox = all_mail.read(paths, fetched, config.addresses)
    except MomentumError as error:
        yield checks.skipped("mail", str(error))
        return
    yield from mail_checks.mail(mailbox, "", as_of)


def _print(one: Check) -> None:
    from inbox_momentum.report.clean import controls_removed

    about = f"{one.name} ({one.subject})" if one.subject else one.name
    # Servers and mail have a say in these words; none of them may steer the terminal.
    print(controls_removed(f"{one.state:<8}{about}: {one.found}"))
    if one.todo:
        print(controls_removed(f"        → {one.todo}"))
    sys.stdout.flush()
