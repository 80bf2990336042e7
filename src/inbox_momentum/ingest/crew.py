"""Processes that read mail beside this one, and how work is handed to them.

Plain processes over pipes: they start in a few milliseconds, share nothing, and one that
dies shows itself as the end of its output. A thread for each waits for its answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from inbox_momentum.ingest import worker

_MOST = 8
_DIED = "a reading process ended before its work was done"
_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from importlib import import_module; "
    "import_module(sys.argv[1]).main()"
)

_Task = TypeVar("_Task")


class CrewError(OSError):
    """A process died, or could not do what it was asked for."""


def processors() -> int:
    """How many processes may work at once here."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, min(len(os.sched_getaffinity(0)), _MOST))
    return max(1, min(os.cpu_count() or 1, _MOST))


class Hand:
    """One process."""

    def __init__(self, module: str = worker.__name__) -> None:
        """Start ``module``'s ``main``, which answers by ``worker.serve``.

        Raises ``OSError`` when that cannot be done.
        """
        home = str(Path(__file__).resolve().parent.parent.parent)
        paths = [home, *(one for one in sys.path if one and one != home)]
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter, our own module
            [sys.executable, "-I", "-S", "-c", _START, module, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, name: str, *values: object) -> Any:
        """The answer to one request; ``CrewError`` when there is none."""
        self.request(name, *values)
        return self.answer()

    def request(self, name: str, *values: object) -> None:
        """Send a request; ``answer`` must follow."""
        assert self._process.stdin is not None
        try:
            worker.send(self._process.stdin, (name, *values))  # type: ignore[arg-type]
        except (OSError, ValueError) as error:
            raise CrewError(_DIED) from error

    def answer(self) -> Any:
        """The answer to the request that was sent last."""
        assert self._process.stdout is not None
        try:
            done, answer = worker.receive(self._process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError, TypeError) as error:
            raise CrewError(_DIED) from error
        if not done:
            raise CrewError(answer)
        return answer

    def stop(self) -> None:
        """End it at once and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


class Crew:
    """Some processes, started when the context is entered and gone when it is left."""

    def __init__(self, size: int | None = None, module: str = worker.__name__) -> None:
        """``size`` processes; ``None``: one for each processor. ``module`` is what they run (``Hand``)."""
        self._size = processors() if size is None else size
        self._module = module
        self.hands: list[Hand] = []

    def __enter__(self) -> Self:
        try:
            for _ in range(self._size):
                self.hands.append(Hand(self._module))
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        for hand in self.hands:
            hand.stop()
        self.hands.clear()

    def each(self, name: str, *values: object) -> list[Any]:
        """The same request to every process; their answers in the order of ``hands``."""
        for hand in self.hands:
            hand.request(name, *values)
        return [hand.answer() for hand in self.hands]

    def share(
        self, tasks: Sequence[_Task], do: Callable[[Hand, _Task], Any]
    ) -> Iterator[tuple[int, _Task, Any]]:
        """(place of the process, task, answer) of each task as it is done, in no particular order.

        Raises ``CrewError`` with the first failure, after which no further task is begun.
        """
        waiting = deque(tasks)
        done: SimpleQueue[tuple[int, _Task, Any] | BaseException] = SimpleQueue()

        def serve(place: int, hand: Hand) -> None:
            try:
                while waiting:
                    task = waiting.popleft()
                    done.put((place, task, do(hand, task)))
            except IndexError:
                return  # another took the last one
            except BaseException as error:  # noqa: BLE001  # raised where the answers are awaited
                done.put(error)

        for place, hand in enumerate(self.hands):
            Thread(target=serve, args=(place, hand), daemon=True).start()
        try:
            for _ in tasks:
                found = done.get()
                if isinstance(found, BaseException):
                    raise found
                yield found
        finally:
            waiting.clear()
