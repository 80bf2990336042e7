"""The timer of ``momentum weekly``: shown first, put in place, taken away."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum.model import UsageError

if TYPE_CHECKING:
    from inbox_momentum.config import Config


def put(arguments: argparse.Namespace, config: Config, named: bool) -> int:
    """Show the timer's texts and, unless they are only to be shown, put them in place.

    ``named`` is False when the configuration says what is read: then it goes on doing so.
    """
    from inbox_momentum.cli import dialogue
    from inbox_momentum.weekly import schedule

    home = Path.home()
    plan = schedule.Plan(_command(arguments, config, named), *schedule.moment(arguments.day, arguments.at))
    only_shown = arguments.schedule == "print"
    manners = tuple(schedule.Manner) if only_shown else (schedule.Manner(arguments.schedule),)
    for manner in manners:
        for text in schedule.texts(manner, plan, home):
            print(f"# {manner}: {text.where}\n{text.content}")
    if only_shown:
        return 0
    if not arguments.yes and not dialogue.agreed("Write and enable this timer?"):
        raise UsageError("The timer was not written. Say yes when asked, or give --yes.")
    schedule.put(manners[0], plan, home)
    print(f"Done. Take it away again with: momentum weekly --unschedule ({manners[0]})")
    return 0


def remove() -> int:
    """Take every timer away."""
    from inbox_momentum.weekly import schedule

    found = schedule.installed(Path.home())
    for manner in found:
        schedule.remove(manner, Path.home())
    print(f"Taken away: {', '.join(found)}." if found else "There was no timer.")
    return 0


def _command(arguments: argparse.Namespace, config: Config, named: bool) -> tuple[str, ...]:
    """The command of the timer: this program with the same options, every path from the root."""
    from inbox_momentum.accounts import is_account

    # -P: a timer runs in the home folder, and no file of that name there may stand in for a module.
    words = [*_moved(), sys.executable, "-P", "-m", "inbox_momentum", "weekly", "--quiet"]
    for option in ("config", "output", "corrections"):
        value = getattr(arguments, option)
        words += [f"--{option}", os.path.abspath(value)] if value else []  # noqa: PTH100 (keeps links)
    for address in arguments.me:
        words += ["--me", address]
    words += ["--timezone", arguments.timezone] if arguments.timezone else []
    words += [f"--{name.replace('_', '-')}" for name in ("no_quotes", "no_email") if vars(arguments)[name]]
    words.append("--notify" if arguments.notify else "--notify-failure")
    if named:
        words += [one if is_account(config, one) else os.path.abspath(one) for one in arguments.sources]  # noqa: PTH100
    return tuple(words)


def _moved() -> list[str]:
    """What moves this program's folders in a shell, and what no timer would know of."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME")
    found = [f"{name}={os.environ[name]}" for name in names if os.environ.get(name)]
    return ["/usr/bin/env", *found] if found else []
