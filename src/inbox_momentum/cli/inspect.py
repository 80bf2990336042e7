"""``momentum inspect``: what the program sees in each message, and why."""

from __future__ import annotations

import argparse

from inbox_momentum.cli import options
from inbox_momentum.cli.output import deliver


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "inspect", "show what is seen in each message, one JSON object a line")
    options.add_source(parser)
    parser.add_argument("--json", metavar="FILE|-", default="-", help="where to (default: standard output)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    from inbox_momentum import pipeline
    from inbox_momentum.report import json_report

    wanted = options.request(arguments)
    views = pipeline.inspect(options.mailbox(wanted), wanted.settings.corrections, wanted.settings.languages)
    deliver(arguments.json, "".join(json_report.message_line(view) for view in views))
    return 0
