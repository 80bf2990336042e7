"""``momentum demo``: the whole way on the bundled sample mailbox."""

from __future__ import annotations

import argparse
from pathlib import Path

from inbox_momentum.cli import options, report

AS_OF = "2026-11-23T08:00:00Z"
"""The moment at which the sample's story is told."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = options.command(commands, "demo", "analyse the bundled sample mailbox and write its report", "")
    parser.add_argument(
        "-o",
        "--output-dir",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder for report.html (default: this one)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    from inbox_momentum.assets import asset

    folder: Path = arguments.output_dir
    folder.mkdir(parents=True, exist_ok=True)
    sample = asset("sample_mailboxes") / "weekly_audit.mbox"
    words = argparse.Namespace(
        sources=[str(sample)],
        me=[],
        timezone="Europe/London",
        as_of=AS_OF,
        since=None,
        until=None,
        config="",
        output=folder / "report.html",
        json=None,
        no_quotes=False,
        templates=None,
        quiet=False,
        fail_on=None,
    )
    return report.run(words)
