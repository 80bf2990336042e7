"""``momentum threads``: conversations only."""

from __future__ import annotations

import argparse

from inbox_momentum.cli import options
from inbox_momentum.cli.output import deliver


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "threads", "list the conversations as JSON")
    options.add_source(parser)
    parser.add_argument("--json", metavar="FILE|-", default="-", help="where to (default: standard output)")
    parser.add_argument(
        "--algorithm",
        choices=("conversation", "rfc5256"),
        default="conversation",
        help="rfc5256: REFERENCES exactly as the standard has it",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    from inbox_momentum import threads
    from inbox_momentum.report import json_report

    entries = options.mailbox(options.request(arguments)).entries
    found = (
        threads.references(entries) if arguments.algorithm == "rfc5256" else threads.conversations(entries)
    )
    deliver(arguments.json, json_report.dumps(json_report.as_threads_json(found)))
    return 0
