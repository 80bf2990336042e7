"""Questions at the terminal. Only this module asks, and only where somebody can answer."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from inbox_momentum.accounts import Ask
from inbox_momentum.model import UsageError

_TRIES = 5


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


def say(line: str = "") -> None:
    """A line of the conversation; standard output is for data."""
    print(line, file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Answers from options, from the user, or by default; each question is also an option."""

    asks: bool
    """True when the user is asked for what no option says."""
    defaults: bool
    """True when a question that has a default need not be answered (``--yes``)."""

    def answer(
        self,
        option: str,
        given: str | None,
        question: str,
        default: str | None,
        check: Callable[[str], object] = str,
    ) -> str:
        """The answer to one question; ``check`` raises ``UsageError`` for one that cannot be meant.

        Raises ``UsageError`` that names the option when there is neither an answer nor anybody to ask.
        """
        if given is not None:
            check(given)
            return given
        if self.asks:
            return self._asked(question, default, check)
        if self.defaults and default is not None:
            return default
        hint = (
            ""
            if default is None or self.defaults
            else f", or accept {default or 'none'!r} and the like with --yes"
        )
        raise UsageError(f"Nobody is here to ask: give {option}{hint}.")

    def _asked(self, question: str, default: str | None, check: Callable[[str], object]) -> str:
        for _ in range(_TRIES):
            shown = f" [{default}]" if default else ""
            print(f"{question}{shown}: ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line:
                raise KeyboardInterrupt
            text = line.strip() or default
            if text is None:
                continue
            try:
                check(text)
            except UsageError as error:
                say(f"  {error}")
                continue
            return text
        raise UsageError(f"No usable answer to: {question}. Nothing was written.")
