"""Questions at the terminal. Only this module asks, and only where somebody can answer."""

from __future__ import annotations

import getpass
import os
import sys

from inbox_momentum.accounts import Ask


def somebody_there() -> bool:
    """True when questions can be seen and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asker() -> Ask | None:
    """How to ask for a secret; ``None`` when nobody sits at a terminal."""
    return secret if somebody_there() else None


def secret(question: str) -> str:
    """What the user types, unseen. An end of input (Ctrl-D) is an empty answer."""
    try:
        return getpass.getpass(question, stream=sys.stderr) if os.name == "nt" else getpass.getpass(question)
    except EOFError:
        return ""


def agreed(question: str) -> bool:
    """Whether the user typed yes; False where nobody can be asked."""
    if not somebody_there():
        return False
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
