"""``momentum explain``: the evidence behind one wait or lapse."""

from __future__ import annotations

import argparse
import sys

from inbox_momentum.cli import options


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "explain", "show the evidence behind one wait or lapse")
    parser.add_argument(
        "id", metavar="ID", help="id of a wait (w…), lapse (l…) or promise (p…), as the report names it"
    )
    options.add_source(parser)
    options.add_store(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    from inbox_momentum import pipeline
    from inbox_momentum.report import explain

    wanted = options.request(arguments)
    mail = options.skimmed(wanted)
    report = pipeline.analyze(mail, wanted.as_of, wanted.settings)
    sys.stdout.write(explain.explain(report, mail.entries, arguments.id))
    return 0
