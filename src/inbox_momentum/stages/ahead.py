"""Scans that other processes make while this one finds out who the senders are.

What the words of a message say is most of the work of reading it, and needs nothing of
other messages. Who wrote it is guessed, and where the guess was wrong and matters, the
message is scanned again here: what comes out is what ``scan`` gives.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeAlias

from inbox_momentum.ingest.crew import Crew, CrewError, processors
from inbox_momentum.model import Direction, Entry
from inbox_momentum.recall import Recall
from inbox_momentum.stages import aside
from inbox_momentum.stages.scan import Scan, scan, words_of

FEW = 400
"""Messages that are scanned sooner here than processes start."""
_BATCH = 64
"""Messages handed over at a time."""

Scanner: TypeAlias = Callable[[Entry, bool, Sequence[str]], Scan]
"""Gives the scan of a message: whether a person wrote it, and the languages that the owner named."""
_Batch: TypeAlias = list[Entry]


def here(entry: Entry, human: bool, languages: Sequence[str]) -> Scan:
    """A scan made at once in this process."""
    return scan(entry, human=human, languages=languages)


@contextmanager
def scanning(
    entries: Sequence[Entry],
    languages: Sequence[str] = (),
    workers: int | None = None,
    few: int = FEW,
    recall: Recall | None = None,
) -> Iterator[Scanner]:
    """Scans of ``entries``, begun at once by other processes where that is worth it.

    ``workers``: how many; ``None``: one for each other processor and each ``few`` messages (what one
    learns on its way, all must), 0: none. What ``recall`` knows is not begun.
    """
    new = entries if recall is None else [entry for entry in entries if not recall.knows(entry)]
    likely = [entry for entry in new if _is_read(entry)]
    hands = min(processors() - 1, len(likely) // few) if workers is None else workers
    if not hands or len(likely) < few:
        yield here
        return
    with ExitStack() as stack:
        try:
            crew = stack.enter_context(Crew(hands, aside.__name__))
        except OSError:
            yield here
            return
        yield _Ahead(crew, likely, languages).scan


def _is_read(entry: Entry) -> bool:
    """Most likely read, whoever its sender turns out to be."""
    return entry.direction is not Direction.IN or entry.message.automated not in ("list", "bulk")


def _guess(entry: Entry) -> bool:
    """Whether a person seems to have written the message."""
    return entry.message.automated is None


def _told(entry: Entry) -> tuple[Any, ...]:
    """What ``aside.scans`` wants of a message."""
    words = words_of(entry)
    return (words.subject, words.text, words.links, words.answers, words.owner, _guess(entry))


class _Ahead:
    """Takes the scans as they come."""

    def __init__(self, crew: Crew, entries: Sequence[Entry], languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._coming = {entry.id for entry in entries}
        self._there: dict[str, tuple[Scan, bool, bool]] = {}
        """By message: its scan, whether it matters that a person wrote it, and what was guessed."""
        self._answers: SimpleQueue[tuple[_Batch, bytes] | None] = SimpleQueue()
        """``None`` ends it."""
        batches = [list(entries[at : at + _BATCH]) for at in range(0, len(entries), _BATCH)]
        Thread(target=self._collect, args=(crew, batches), daemon=True).start()

    def _collect(self, crew: Crew, batches: list[_Batch]) -> None:
        try:
            asked = crew.share(
                batches,
                lambda hand, batch: hand.ask("scans", [_told(one) for one in batch], self._languages),
            )
            for _, batch, answer in asked:
                self._answers.put((batch, answer))
        except CrewError:
            pass  # what is missing is scanned here
        finally:
            self._answers.put(None)

    def scan(self, entry: Entry, human: bool, languages: Sequence[str]) -> Scan:
        """The scan of a message, waiting for it if it is on its way."""
        while entry.id in self._coming and entry.id not in self._there:
            answer = self._answers.get()
            if answer is None:
                self._coming.clear()
            else:
                self._take(*answer)
        found, matters, guessed = self._there.pop(entry.id, (None, False, human))
        if found is None or (matters and guessed is not human):
            return here(entry, human, languages)
        return found

    def _take(self, batch: _Batch, answer: bytes) -> None:
        scans = pickle.loads(answer)  # noqa: S301  # from a process that this one started
        for entry, (found, matters) in zip(batch, scans, strict=True):
            self._there[entry.id] = (found, matters, _guess(entry))
