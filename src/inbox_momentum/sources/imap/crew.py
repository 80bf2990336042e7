"""One or two connections that come back when they break, and the batches they work through.

A batch is asked for, answered and kept as one; what breaks while it is asked for costs that
batch alone. A batch that fails twice is cut in half, so that one message which no server or
parser can handle ends up alone and is given up, and the others go on.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar

from inbox_momentum.model import AccountError
from inbox_momentum.sources.imap.faults import (
    ConnectionLost,
    Fault,
    FolderChanged,
    FolderGone,
    Garbled,
    Refused,
    ServerBusy,
)
from inbox_momentum.sources.imap.folders import Folder
from inbox_momentum.sources.imap.pair import Pair
from inbox_momentum.sources.imap.patience import Patience
from inbox_momentum.sources.imap.session import Examined, Session
from inbox_momentum.sources.imap.tally import Tally

Dial = Callable[[], Session]
_A = TypeVar("_A")
_FATE = 2
"""Failures of one batch until it is cut in half, or given up when it is a single message."""
_UNSIGNED = 3
"""Sign-ins without an answer in a row: more could lock the account."""
_WORTH = 4
"""Batches that must be left for a second connection to pay."""
_IDLE = 0.6
"""Share of its time that one connection waits for bytes, from which on a second one helps."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that are asked for at once."""

    uids: tuple[int, ...]
    failures: int = 0
    why: str = ""
    """What went wrong last."""

    def halves(self) -> list[Batch]:
        """Two of half the size; none when one message is left."""
        middle = len(self.uids) // 2
        return [Batch(self.uids[:middle]), Batch(self.uids[middle:])] if middle else []


@dataclass(frozen=True, slots=True)
class Outcome(Generic[_A]):
    """What came of a batch."""

    batch: Batch
    answer: _A | None
    """``None`` when the batch, a single message, is given up; its ``why`` tells the reason."""


class Unclear(Fault):
    """An answer that cannot be read and does not say whose it is; the line is good."""


class Line:
    """One connection, opened when it is needed and again when it broke."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self.session: Session | None = None
        self._open: bytes | None = None
        self.examined: Examined | None = None
        self.dialled = 0
        """Connections made so far (a count)."""

    def at(self, folder: Folder | None, uidvalidity: int | None = None) -> Session:
        """The session, with ``folder`` open. Raises a ``Fault``: ``FolderChanged`` for other UIDs."""
        if self.session is None:
            self.session = self._dial()
            self._open = None
            self.dialled += 1
        if folder is not None and self._open != folder.raw:
            self._open = None
            self.examined = self.session.examine(folder.raw)
            self._open = folder.raw
        if uidvalidity is not None and self.examined is not None and self.examined.uidvalidity != uidvalidity:
            raise FolderChanged
        return self.session

    def leave(self) -> None:
        """Forget which folder is open, so that the next look is fresh."""
        self._open = None

    def drop(self) -> None:
        """Let go of a line that broke."""
        if self.session is not None:
            self.session.abandon()
        self.session = None

    def close(self) -> None:
        """Say goodbye."""
        if self.session is not None:
            self.session.close()
        self.session = None


class Crew:
    """The connections of one sync, and how much they may still fail."""

    def __init__(self, dial: Dial, tally: Tally, patience: Patience, parallel: bool | None = None) -> None:
        self._lines = [Line(dial)]
        self._dial = dial
        self._tally = tally
        self._patience = patience
        self._parallel = parallel
        self._guard = threading.Lock()
        self._failures = 0
        self._unsigned = 0
        self._waited_s = 0.0

    # ----------------------------------------------------------------- one question

    def one(self, folder: Folder | None, question: Callable[[Session, Line], _A]) -> _A:
        """The answer, asked for again when the line broke. ``Refused`` and folder faults pass."""
        line = self._lines[0]
        while True:
            try:
                answer = question(line.at(folder), line)
            except (Refused, FolderGone, FolderChanged, Unclear):
                raise
            except Fault as fault:
                self._failed(line, fault, self._tally.say)
            else:
                self._worked()
                self._alerts(self._tally.say)
                return answer

    # ----------------------------------------------------------------- many batches

    def many(
        self,
        folder: Folder,
        uidvalidity: int,
        batches: Sequence[Batch],
        question: Callable[[Session, Batch], _A],
    ) -> Iterator[Outcome[_A]]:
        """The outcome of every batch, as they come.

        Raises ``FolderGone``, ``FolderChanged``, ``AccountError``.
        """
        waiting = deque(batches)
        line = self._lines[0]
        asked = 0
        while waiting:
            if asked >= 2 and len(waiting) >= _WORTH and self._second(line):
                yield from self._together(folder, uidvalidity, waiting, question)
                return
            asked += 1
            found = self._try(line, folder, uidvalidity, waiting.popleft(), question, self._tally.say)
            self._alerts(self._tally.say)
            if isinstance(found, Outcome):
                yield found
            else:
                waiting.extend(found)

    def _try(
        self,
        line: Line,
        folder: Folder,
        uidvalidity: int,
        batch: Batch,
        question: Callable[[Session, Batch], _A],
        say: Callable[[str], None],
    ) -> Outcome[_A] | list[Batch]:
        """One batch: its outcome, or what is to be tried instead."""
        try:
            answer = question(line.at(folder, uidvalidity), batch)
        except (FolderGone, FolderChanged):
            raise
        except (Refused, Unclear) as fault:
            # The line is good and the answer will be the same: look for the message it is about.
            return batch.halves() or Outcome(replace(batch, why=str(fault)), None)
        except ServerBusy as fault:
            self._failed(line, fault, say)
            return [batch]
        except Fault as fault:
            self._failed(line, fault, say)
            tried = replace(batch, failures=batch.failures + 1, why=str(fault))
            if tried.failures < _FATE and not (isinstance(fault, Garbled) and len(batch.uids) > 1):
                return [tried]
            return tried.halves() or Outcome(tried, None)
        self._worked()
        return Outcome(batch, answer)

    def _second(self, line: Line) -> bool:
        """True when there are two connections: where the first mostly waits, and the server allows it."""
        if len(self._lines) > 1:
            return True
        if self._parallel is False or line.session is None:
            return False
        if self._parallel is None:
            link = line.session.link
            spent = self._patience.monotonic() - link.since
            if spent <= 0 or link.waited_s / spent < _IDLE:
                return False
        other = Line(self._dial)
        try:
            other.at(None)
        except (Fault, AccountError):
            self._parallel = False  # one is enough; a limit of connections is nothing to bother anybody with
            return False
        self._lines.append(other)
        return True

    def _together(
        self,
        folder: Folder,
        uidvalidity: int,
        waiting: deque[Batch],
        question: Callable[[Session, Batch], _A],
    ) -> Iterator[Outcome[_A]]:
        """The same with a thread a connection. What comes is kept by the caller's thread alone."""
        pair: Pair[Batch, Outcome[_A]] = Pair(waiting)

        def attempt(line: Line, batch: Batch) -> Outcome[_A] | list[Batch]:
            return self._try(line, folder, uidvalidity, batch, question, pair.say)

        works = [partial(attempt, line) for line in self._lines]
        for found in pair.run(works, self._tally.say, self._drop):
            yield found
            self._alerts(self._tally.say)

    def _drop(self) -> None:
        for line in self._lines:
            line.drop()

    # ----------------------------------------------------------------- failures

    def _worked(self) -> None:
        with self._guard:
            self._failures = self._unsigned = 0

    def _failed(self, line: Line, fault: Fault, say: Callable[[str], None]) -> None:
        """Wait before the next try, or raise ``AccountError`` when it was enough."""
        signed = line.session is not None
        broke = not (isinstance(fault, ServerBusy) and signed and not fault.ended)
        if broke:
            line.drop()
        host = self._tally.account.host
        with self._guard:
            self._failures += 1
            self._unsigned = 0 if signed else self._unsigned + 1
            self._tally.reconnects += broke
            pause = self._patience.back_off_s(self._failures)
            if isinstance(fault, ServerBusy) and fault.wait_s is not None:
                pause = fault.wait_s
            self._waited_s += pause
            enough = self._failures >= self._patience.tries or self._unsigned >= _UNSIGNED
            too_long = self._waited_s > self._patience.waiting_s
        if too_long:
            raise AccountError(
                f"{host} asks to wait longer than this run does ({fault}). Try again later. "
                f"{self._tally.kept()}"
            )
        if enough:
            raise AccountError(f"{host} cannot be read: {fault}. {_what_to_do(fault)}{self._tally.kept()}")
        if isinstance(fault, ServerBusy):
            say(f"{host} asks for patience ({fault}); going on in {pause:.0f} s.")
        elif isinstance(fault, ConnectionLost) and signed:
            say(f"The connection to {host} broke ({fault}); trying again.")
        self._patience.sleep(pause)

    def _alerts(self, say: Callable[[str], None]) -> None:
        """Hand on what servers want read."""
        for line in self._lines:
            if line.session is not None:
                for text in line.session.link.alerts:
                    say(f"{self._tally.account.host} says: {text}")

    def close(self, *, politely: bool) -> None:
        """End every connection."""
        for line in self._lines:
            if politely:
                line.close()
            else:
                line.drop()


def _what_to_do(fault: Fault) -> str:
    if isinstance(fault, ServerBusy):
        return "Try again later. "
    return "Check the network and the server's name and port. " if isinstance(fault, ConnectionLost) else ""
