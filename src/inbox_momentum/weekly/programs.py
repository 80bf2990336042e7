"""Programs of this machine that the weekly run asks for something: a timer, a notification."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence

Run = Callable[[Sequence[str], str], tuple[int, str]]
"""(command, what it reads) to (exit status, what it printed)."""
NOT_THERE = 127
_PATIENCE_S = 30


def run(command: Sequence[str], text: str = "") -> tuple[int, str]:
    """Run ``command`` without a shell; status 127 when it is not there or does not end."""
    program = shutil.which(command[0])
    if program is None:
        return NOT_THERE, f"{command[0]} is not installed"
    try:
        done = subprocess.run(  # noqa: S603 (fixed programs, no shell)
            [program, *command[1:]],
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return NOT_THERE, f"{command[0]} did not answer ({type(error).__name__})"
    return (
        done.returncode,
        done.stdout if done.returncode == 0 else done.stderr.strip() or done.stdout.strip(),
    )
