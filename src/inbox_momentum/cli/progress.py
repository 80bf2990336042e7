"""How far a long reading is, on standard error, for somebody who watches (an importer of rich).

Nothing is shown where standard error is no terminal, nor in the first second; nothing
of it stays on the screen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

    from inbox_momentum.sources.imap import Notice, Step

Told: TypeAlias = Callable[[int, int | None, int], None]
"""Told of (bytes read, bytes in all or ``None`` when nobody knows, messages found); any time, any often."""
Counted: TypeAlias = Callable[[str, int, int | None], None]
"""Told of (what is at work, how many are done, how many there are or ``None``)."""
Clock: TypeAlias = Callable[[], float]

_PATIENCE_S = 1.0
"""A run that is over by then shows nothing."""
_GO_ON = "To go on, run the same command again."


class _Display:
    """One line that begins after a second. Touched by one thread; rich draws in its own."""

    def __init__(self, columns: Callable[[], list[ProgressColumn]], stream: IO[str], clock: Clock) -> None:
        self._columns = columns
        self._stream = stream
        self._clock = clock
        self._begun = clock()
        self._watched = stream.isatty()
        self._progress: Progress | None = None
        self._what = ""

    def update(self, what: str, done: int, total: int | None, note: str = "") -> None:
        """Show this from now on; another ``what`` begins a new line in place of the old one."""
        if not self._watched:
            return
        if self._progress is None:
            if self._clock() - self._begun < _PATIENCE_S:
                return
            self._progress = self._started()
        progress = self._progress
        if what != self._what or not progress.task_ids:
            for task in progress.task_ids:
                progress.remove_task(task)
            progress.add_task(what, total=total, completed=done, note=note)
            self._what = what
        progress.update(progress.task_ids[0], completed=done, total=total, note=note)

    def _started(self) -> Progress:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(file=self._stream, highlight=False, markup=False, emoji=False)
        progress = Progress(*self._columns(), console=console, transient=True, get_time=self._clock)
        progress.start()
        return progress

    def say(self, line: str) -> None:
        """A line that stays, above the display."""
        if self._progress is None:
            print(line, file=self._stream)
        else:
            self._progress.console.print(line, soft_wrap=True)

    def stop(self) -> None:
        """Take it from the screen and give the cursor back."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


@contextmanager
def _shown(
    columns: Callable[[], list[ProgressColumn]], stream: IO[str] | None, clock: Clock
) -> Iterator[_Display]:
    display = _Display(columns, stream or sys.stderr, clock)
    try:
        yield display
    except KeyboardInterrupt:
        display.stop()
        display.say(_GO_ON)
        raise
    finally:
        display.stop()


@contextmanager
def reading(
    what: str = "Reading mail", *, stream: IO[str] | None = None, clock: Clock = time.monotonic
) -> Iterator[Told]:
    """For files: bytes, messages, rate and time left. ``stream`` is standard error unless given."""
    with _shown(_byte_columns, stream, clock) as display:

        def told(done: int, total: int | None, messages: int) -> None:
            display.update(what, done, total, f"{messages:,} messages")

        yield told


@contextmanager
def counting(*, stream: IO[str] | None = None, clock: Clock = time.monotonic) -> Iterator[Counted]:
    """For things that are counted, such as folders and messages: count, rate and time left."""
    with _shown(_count_columns, stream, clock) as display:

        def counted(what: str, done: int, total: int | None) -> None:
            display.update(_safe(what), done, total)

        yield counted


@contextmanager
def account(
    *, quiet: bool = False, stream: IO[str] | None = None, clock: Clock = time.monotonic
) -> Iterator[Callable[[Step | Notice], None]]:
    """For ``sources.imap.sync``: its steps, and its notices above them. ``quiet`` leaves out both."""
    from inbox_momentum.sources.imap import Step

    words = {"folders": "Looking at folders", "headers": "Headers", "bodies": "Texts"}
    with _shown(_count_columns, stream, clock) as display:

        def show(step: Step | Notice) -> None:
            if quiet:
                return
            if isinstance(step, Step):
                what = words.get(step.phase, step.phase) + (f" of {step.folder}" if step.folder else "")
                display.update(_safe(what), step.done, step.total)
            else:
                display.say(f"momentum: {_safe(step.text)}")

        yield show


def _safe(text: str) -> str:
    """Names from servers, without what would steer the terminal; short."""
    from inbox_momentum.report.clean import controls_removed

    plain = controls_removed(text.replace("\n", " "))
    return plain if len(plain) <= 200 else plain[:199] + "…"


def _byte_columns() -> list[ProgressColumn]:
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    return [
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        DownloadColumn(),
        TextColumn("{task.fields[note]}", markup=False),
        TransferSpeedColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    ]


def _count_columns() -> list[ProgressColumn]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    return [
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    ]
