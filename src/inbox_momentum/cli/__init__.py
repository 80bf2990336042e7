"""The command line: one small module per command.

Only this package reads the wall clock. Nothing heavy is imported before a
command runs, so that ``momentum --help`` stays instant.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from inbox_momentum import __version__
from inbox_momentum.model import MomentumError

COMMANDS = (
    "demo",
    "report",
    "threads",
    "inspect",
    "explain",
    "correct",
    "init",
    "doctor",
    "sync",
    "weekly",
    "data",
    "share",
    "review",
)
"""Modules of this package, in the order of ``--help``."""

INTERRUPTED = 130
_GARBAGE = 500_000
"""Objects made before the next search for those that hold each other: ours hardly do, and looking was a tenth
of a long run."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; ``docs/cli.md`` is generated from it."""
    root = argparse.ArgumentParser(
        prog="momentum",
        description="Reads a job seeker's mailbox, measures how long each employer waited for an answer, "
        "and flags lapses in momentum while they can still be mended. Nothing leaves this machine.",
        epilog="Start with: momentum demo",
    )
    root.add_argument("--version", action="version", version=f"momentum {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"{__name__}.{name}").add(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (``contract.md``, "Exit status").

    ``argv`` defaults to the process's own arguments. Errors that the user can
    mend are one or two sentences on standard error.
    """
    if argv is None:
        gc.set_threshold(_GARBAGE, 10, 10)
        atexit.register(gc.freeze)  # nor is there anything to look for when all of it goes
    arguments = parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except MomentumError as error:
        print(f"momentum: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("momentum: interrupted; nothing half-written was left behind.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (``momentum … | head``): not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status
