"""``momentum demo``: the whole way on the bundled sample mailbox."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from inbox_momentum.cli import options

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
    """Do it: ``momentum report`` on the sample, at the sample's own moment."""
    from inbox_momentum.assets import asset
    from inbox_momentum.cli import parser
    from inbox_momentum.report import files

    folder = files.private_folder(arguments.output_dir)
    sample = asset("sample_mailboxes") / "weekly_audit.mbox"
    words = [
        "report",
        str(sample),
        "-o",
        str(folder / "report.html"),
        "--as-of",
        AS_OF,
        "--timezone",
        "Europe/London",
        "--corrections",
        os.devnull,  # the owner's own are not about the sample
    ]
    reporting = parser().parse_args(words)
    status: int = reporting.run(reporting)
    return status
