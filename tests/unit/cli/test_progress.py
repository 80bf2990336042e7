"""The progress line: for a watcher, after a second, and gone without a trace."""

from __future__ import annotations

import io
import re

import pytest

from inbox_momentum.cli import progress
from inbox_momentum.sources.imap import Notice, Step


class Screen(io.StringIO):
    """A terminal that remembers what was sent to it."""

    def isatty(self) -> bool:
        return True


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "140")


def left_on(screen: Screen) -> str:
    """What stays to be read: lines that were not erased again."""
    shown: list[str] = [""]
    for token in re.findall(r"\x1b\[[\d;?]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", screen.getvalue()):
        if token == "\n":
            shown.append("")
        elif token == "\x1b[1A":
            shown.pop()
        elif token == "\x1b[2K":
            shown[-1] = ""
        elif not token.startswith(("\x1b", "\r")):
            shown[-1] += token
    return "\n".join(shown).strip()


def test_no_terminal_no_word() -> None:
    stream, clock = io.StringIO(), Hand()
    with progress.reading(stream=stream, clock=clock) as told:
        told(1, 10, 1)
        clock.now += 60
        told(5, 10, 1)
    assert stream.getvalue() == ""


def test_nothing_in_the_first_second() -> None:
    screen, clock = Screen(), Hand()
    with progress.reading(stream=screen, clock=clock) as told:
        for done in range(10):
            clock.now += 0.09
            told(done, 10, done)
    assert screen.getvalue() == ""


def test_bytes_messages_rate_and_time_left_then_a_clean_screen() -> None:
    screen, clock = Screen(), Hand()
    with progress.reading(stream=screen, clock=clock) as told:
        for second in range(5):
            clock.now += 1
            told(second * 100_000_000, 1_000_000_000, second * 1500)
    seen = screen.getvalue()
    assert "Reading mail" in seen
    assert "0.4/1.0 GB" in seen
    assert "6,000 messages" in seen
    assert "100.0 MB/s" in seen
    assert "00:06" in seen
    assert left_on(screen) == ""
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h"), "the cursor is there again"


def test_a_size_that_nobody_knows() -> None:
    screen, clock = Screen(), Hand()
    with progress.reading(stream=screen, clock=clock) as told:
        clock.now += 2
        told(300_000_000, None, 9)
    assert "9 messages" in screen.getvalue()
    assert left_on(screen) == ""


def test_interrupted_it_says_how_to_go_on_and_leaves_nothing_else() -> None:
    screen, clock = Screen(), Hand()
    with pytest.raises(KeyboardInterrupt), progress.reading(stream=screen, clock=clock) as told:
        clock.now += 2
        told(5, 10, 1)
        raise KeyboardInterrupt
    assert left_on(screen) == "To go on, run the same command again."
    assert screen.getvalue().count("\x1b[?25l") == screen.getvalue().count("\x1b[?25h")


def test_an_error_leaves_nothing() -> None:
    screen, clock = Screen(), Hand()
    with pytest.raises(ValueError, match="x"), progress.counting(stream=screen, clock=clock) as counted:
        clock.now += 2
        counted("Folders", 1, 3)
        raise ValueError("x")
    assert "1/3" in screen.getvalue()
    assert left_on(screen) == ""


def test_an_account_shows_steps_and_keeps_its_notices() -> None:
    screen, clock = Screen(), Hand()
    with progress.account(stream=screen, clock=clock) as show:
        show(Notice("first"))
        clock.now += 2
        show(Step("headers", "INBOX\x1b[2J[red]", 500, 2000))
        show(Step("bodies", "Sent", 1, 7))
        show(Notice("the server says [bold]\x1b]0;hi\x07 wait"))
    seen = screen.getvalue()
    assert " 500/2000" in seen
    assert "Texts of Sent" in seen
    assert "\x1b[2J" not in seen
    assert "\x1b]0" not in seen
    stays = left_on(screen).splitlines()
    assert stays[0] == "momentum: first"
    assert stays[1].startswith("momentum: the server says [bold]")
    assert len(stays) == 2


def test_quiet_is_quiet() -> None:
    screen, clock = Screen(), Hand()
    with progress.account(quiet=True, stream=screen, clock=clock) as show:
        clock.now += 2
        show(Step("headers", "INBOX", 1, 2))
        show(Notice("hello"))
    assert screen.getvalue() == ""
