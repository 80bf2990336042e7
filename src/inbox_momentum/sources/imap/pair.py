"""Two threads that work off one pile, and the caller who takes what they find."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from typing import Generic, TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")
_ROOM = 4
"""Results that may wait to be taken: they are mail, and memory is bounded."""
_JOIN_S = 5.0


class Pair(Generic[_T, _R]):
    """A pile of tasks; working at one gives a result, or tasks to do instead."""

    def __init__(self, pile: deque[_T]) -> None:
        self._pile = pile
        self._open = len(pile)
        self._ready = threading.Condition()
        self._stopped = False
        self._room = threading.Semaphore(_ROOM)
        self._told: SimpleQueue[tuple[str, object]] = SimpleQueue()

    def say(self, text: str) -> None:
        """From a worker: something for the user; it is said by the caller's thread."""
        self._told.put(("say", text))

    def run(
        self,
        works: Sequence[Callable[[_T], _R | list[_T]]],
        say: Callable[[str], None],
        abandon: Callable[[], None],
    ) -> Iterator[_R]:
        """Every result, with a thread for each of ``works``.

        ``abandon`` frees threads that wait for a server.
        """
        threads = [threading.Thread(target=self._work, args=(work,), daemon=True) for work in works]
        for thread in threads:
            thread.start()
        ended = 0
        try:
            while ended < len(threads):
                kind, value = self._told.get()
                if kind == "end":
                    ended += 1
                elif kind == "say":
                    say(str(value))
                elif isinstance(value, BaseException):
                    raise value
                else:
                    self._room.release()
                    yield value  # type: ignore[misc]  # put there by _work
        finally:
            self._stop()
            if ended < len(threads):
                abandon()
                for _ in threads:
                    self._room.release()
            for thread in threads:
                thread.join(_JOIN_S)

    def _work(self, work: Callable[[_T], _R | list[_T]]) -> None:
        try:
            while (task := self._next()) is not None:
                found = work(task)
                if isinstance(found, list):
                    self._done(found)
                    continue
                self._room.acquire()
                self._told.put(("found", found))
                self._done([])
        except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
            self._told.put(("error", error))
            self._stop()
        finally:
            self._told.put(("end", None))

    def _next(self) -> _T | None:
        """The next task; waits while the other thread may still cut its own into smaller ones."""
        with self._ready:
            self._ready.wait_for(lambda: self._pile or self._open == 0 or self._stopped)
            return self._pile.popleft() if self._pile and not self._stopped else None

    def _done(self, instead: list[_T]) -> None:
        with self._ready:
            self._pile.extend(instead)
            self._open += len(instead) - 1
            self._ready.notify_all()

    def _stop(self) -> None:
        with self._ready:
            self._stopped = True
            self._ready.notify_all()
