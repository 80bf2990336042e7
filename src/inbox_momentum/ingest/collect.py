"""All sources in two tiers: whole messages of what may matter, sums of the rest.

mbox files are read by blocks and large folders by files, both by several processes;
everything else message by message. A file that cannot be read by blocks, or that changes
or fails while it is, is read by the plain reader instead, whose word on it stands.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from inbox_momentum.ingest import choice, folders
from inbox_momentum.ingest.choice import Pool, SecondLook
from inbox_momentum.ingest.crew import Crew, CrewError
from inbox_momentum.ingest.crowd import Crowd, crowd_of
from inbox_momentum.ingest.folders import Folder, Others
from inbox_momentum.ingest.known import Memory
from inbox_momentum.ingest.known_folder import MOST, FolderMemory
from inbox_momentum.ingest.mailfile import BLOCK, Contents, MailFile, Progress
from inbox_momentum.ingest.rows import Rows
from inbox_momentum.ingest.stream import Messages, Stream
from inbox_momentum.model import Defect, Message, Owner, RawMessage
from inbox_momentum.sources.archive import is_list_archive
from inbox_momentum.sources.detect import Kind
from inbox_momentum.sources.folder import FolderSource, open_regular
from inbox_momentum.sources.mbox import begins
from inbox_momentum.sources.opening import FileSource, InputSource, open_sources
from inbox_momentum.sources.protocol import MessageSource, StreamBroken, shown

SMALL = 8 << 20
"""Files below are read in this process: starting others would take longer."""
_HEAD = 1 << 16
_FILE = 16 << 10
"""Bytes that a file in a folder counts for: what is read of one that holds bulk mail."""
_FEW = 40
"""Messages that are not worth another process."""


class Whose(Protocol):
    """Whose mailbox it is: ``index.whose_mailbox``, which stands above this package."""

    def __call__(self, messages: Iterable[Message], me: Sequence[str], crowd: Crowd) -> Owner:
        """The owner by these messages and the bulk mail."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How to read; none of it changes what is found."""

    progress: Progress | None = None
    memory: Memory | None = None
    """Where what was read before is kept; ``None`` reads everything."""
    workers: int | None = None
    """Processes; ``None``: one for each processor, 0: none but this."""
    small: int = SMALL
    """Bytes below which a file is read in this process, and not remembered."""
    block: int = BLOCK


@dataclass(frozen=True, slots=True)
class Collected:
    """What the index is made of."""

    messages: tuple[Message | Defect, ...]
    crowd: Crowd
    copies: int
    """Copies of bulk mail that were left out."""


def collect(
    paths: Sequence[str],
    me: Sequence[str],
    whose: Whose,
    fetched: Iterable[RawMessage | Defect] = (),
    ways: Ways | None = None,
) -> Collected:
    """Read all sources and ``fetched``, mail that lies in the store.

    Raises ``SourceError`` before anything is read, as ``sources.read``.
    """
    with ExitStack() as stack:
        reading = _Reading(ways or Ways(), stack)
        for source in open_sources(paths):
            reading.add(source)
        reading.stream(lambda _: fetched, once=True)
        return reading.settled(me, whose)


@dataclass(slots=True)
class _Read:
    """One source that was read."""

    rows: Rows
    again: Callable[[array[int]], Iterator[tuple[int, Message | Defect]]]
    """Reads messages by ``Rows.at``."""
    plain: Callable[[], Iterator[Message | Defect]] | None
    """Everything, by the plain reader; ``None`` for what cannot change nor be read twice."""
    found: list[Message | Defect]


class _Reading:
    """The sources while they are read."""

    def __init__(self, ways: Ways, stack: ExitStack) -> None:
        self._ways = ways
        self._stack = stack
        self._sources: list[_Read] = []
        self._workers = ways.workers
        self._crew: Crew | None = None
        self._told = _Told(ways.progress)

    def add(self, source: MessageSource) -> None:
        """Read one source."""
        if isinstance(source, FileSource):
            read = self._by_blocks(source)
            if read is not None:
                self._sources.append(read)
                return
        if isinstance(source, FolderSource) and self._by_files(source):
            return
        self.stream(_messages(source), once=isinstance(source, InputSource))

    def stream(self, messages: Messages, once: bool) -> None:
        """Read messages one by one; ``once``: they cannot be had again."""
        stream = Stream(messages, once)
        self._stack.callback(stream.close)
        found = list(stream.read(self._told.messages))
        self._told.past(0)
        plain = None if once else stream.everything
        self._sources.append(_Read(stream.rows, stream.again, plain, found))

    def _by_files(self, source: FolderSource) -> bool:
        """A folder of many or of large files; False when it is not worth more than one process."""
        folder = Folder.walked(source)
        least = self._ways.small
        if len(folder.files) * _FILE < least and folder.largest() < least:
            return False
        before = len(self._sources)
        try:
            self._sources.append(self._folder(folder))
        except CrewError:
            del self._sources[before:]
            self._dismiss()
            self._sources.append(self._folder(folder))
        return True

    def _folder(self, folder: Folder) -> _Read:
        """The files of a folder: those of one message each by all processes, the others here."""
        kept = self._ways.memory
        memory = FolderMemory(kept, folder) if kept is not None and len(folder.files) <= MOST else None
        rows, found = (Rows(), []) if memory is None else memory.recalled()
        known = {*rows.at, *(at for at, _ in found)}
        fresh = [at for at in folder.files if at not in known]
        looked = folders.look(
            folder,
            fresh,
            self._hands(len(fresh) * _FILE),
            lambda done: self._told.messages(len(known) + done),
            None if memory is None else memory.keep,
        )
        self._told.past(0)
        rows.add(looked.rows)
        rows = folders.ordered(rows)
        lone = sorted(known.union(fresh).difference(looked.left))
        if memory is not None:
            memory.renew(rows, lone)
        others = Others(folder)
        for at in looked.left:
            if not self._apart(folder, at, others):
                found += others.read(at, self._told.messages)
                self._told.past(0)
        rows.add(others.rows)
        found += looked.found + folder.defects + others.missed_at_the_end()
        return _Read(
            folders.ordered(rows),
            lambda places: self._files_again(folder, memory, others, places),
            others.everything,
            [one for _, one in sorted(found, key=_by_place)],
        )

    def _apart(self, folder: Folder, at: int, others: Others) -> bool:
        """Read a large mbox in a folder as one that was named itself; False for anything else."""
        file = folder.files[at]
        place = folder.source.place.below(*map(shown, file.parts))
        if is_list_archive(place.inner):
            return False
        read = self._by_blocks(FileSource(file.path, place, Kind.MBOX), self._ways.small)
        if read is not None:
            others.apart.add(file.path)
            self._sources.append(read)
        return read is not None

    def _files_again(
        self, folder: Folder, memory: FolderMemory | None, others: Others, places: Sequence[int]
    ) -> Iterator[tuple[int, Message | Defect]]:
        """Messages of a folder's files that were taken for bulk."""
        yield from others.again(places)
        left = {at for at in places if at in folder.files and at not in others.streams}
        if memory is not None:
            for at, one in memory.messages(sorted(left)):
                left.discard(at)
                yield at, one
        crew = self._hands(len(left) * _FILE) if len(left) > _FEW else self._crew
        yield from folders.whole(folder, sorted(left), crew, None if memory is None else memory.keep)
        if memory is not None:
            memory.flush()

    def _by_blocks(self, source: FileSource, least: int = 0) -> _Read | None:
        """An mbox file of ``least`` bytes; ``None`` when it is none, or cannot be read so."""
        try:
            handle = self._stack.enter_context(_Opened(source.path))
            size = os.fstat(handle).st_size
            if size < least or not begins(os.read(handle, _HEAD)):
                return None
            file = MailFile(os.fsencode(str(Path(source.path).absolute())), handle, size, source.place)
            try:
                return self._read(file, source)
            except CrewError:
                self._dismiss()
                return self._read(file, source)
        except OSError:
            return None

    def _read(self, file: MailFile, source: FileSource) -> _Read | None:
        contents = self._contents(file)
        if contents is None:
            return None
        found = [one for _, one in sorted(self._parsed(file, contents, contents.wanted), key=_by_place)]
        self._told.past(file.size)
        return _Read(
            contents.rows,
            lambda places: self._parsed(file, contents, places),
            Stream(_messages(source), once=False).everything,
            found,
        )

    def _contents(self, file: MailFile) -> Contents | None:
        """What the file holds, as far as may be from memory."""
        memory, ways = self._ways.memory, self._ways
        if memory is None or file.size < ways.small:
            return file.contents(self._hands(file.size), ways.block, self._told.bytes)
        return memory.contents(file, lambda: self._hands(file.size), ways.block, self._told.bytes)

    def _parsed(
        self, file: MailFile, contents: Contents, places: Sequence[int]
    ) -> Iterator[tuple[int, Message | Defect]]:
        """Messages of a file, as far as may be from memory."""
        memory = self._ways.memory

        def crew(number: int) -> Crew | None:
            # Few messages are read sooner here than processes start.
            return self._hands(file.size) if number > _FEW else self._crew

        if memory is None or file.size < self._ways.small:
            return file.messages(contents, places, crew(len(places)))
        return memory.messages(file, contents, places, crew)

    def _hands(self, size: int) -> Crew | None:
        """The processes, started for the first ``size`` bytes that are worth it."""
        if size < self._ways.small or self._workers == 0:
            return None
        if self._crew is None:
            self._crew = self._stack.enter_context(Crew(self._workers))
        return self._crew

    def _dismiss(self) -> None:
        """Go on without processes: one of them died or could not read."""
        self._crew, self._workers = None, 0

    # ----------------------------------------------------------------- the second look

    def settled(self, me: Sequence[str], whose: Whose) -> Collected:
        """Read what the second look takes back, until that is nothing more."""
        try:
            return self._settled(me, whose)
        except OSError:
            # A file changed between the two looks: nothing that was seen of it can be trusted.
            self._dismiss()
            for source in self._sources:
                if source.plain is not None:
                    source.found, source.rows = list(source.plain()), Rows()
            return self._settled(me, whose)

    def _settled(self, me: Sequence[str], whose: Whose) -> Collected:
        pool = Pool()
        for source in self._sources:
            pool.add(source.rows)
        found = [one for source in self._sources for one in source.found]
        messages = [one for one in found if isinstance(one, Message)]
        left_out, waiting = choice.copies(pool)
        waiting |= choice.joined(pool, messages)
        owner = whose(messages, me, crowd_of([pool.rows]))
        look = SecondLook(pool)
        read: set[int] = set()
        while True:
            waiting |= look.taken(messages, owner)
            waiting = _with_copies(pool, waiting, left_out) - read
            if not waiting:
                break
            more = self._again(pool, waiting)
            found += more
            messages += [one for one in more if isinstance(one, Message)]
            read |= waiting
        left_out -= read
        gone = read | left_out
        rest = pool.rows.only([place for place in range(len(pool.rows)) if place not in gone])
        return Collected(tuple(found), crowd_of([rest]), len(left_out))

    def _again(self, pool: Pool, places: set[int]) -> list[Message | Defect]:
        """The messages at these places of the pool."""
        found: list[Message | Defect] = []
        bounds = [*pool.starts, len(pool.rows)]
        for source, first, after in zip(self._sources, bounds, bounds[1:], strict=False):
            at = array("q", sorted(pool.rows.at[place] for place in places if first <= place < after))
            if at:
                more = sorted(source.again(at), key=_by_place)
                if [place for place, _ in more] != list(at):
                    raise StreamBroken("the source changed while it was read")
                found += [one for _, one in more]
        return found


def _with_copies(pool: Pool, places: set[int], left_out: set[int]) -> set[int]:
    """``places`` with all copies of what is read: then their content decides."""
    if not left_out:
        return places
    names = {pool.rows.ids[place] for place in places}
    return places | {place for place in left_out if pool.rows.ids[place] in names}


def _messages(source: MessageSource) -> Messages:
    """How to read a source from its start; only folders can leave bodies out."""
    if isinstance(source, FolderSource):
        return source.messages
    return lambda _: source.messages()


def _by_place(found: tuple[int, Message | Defect]) -> int:
    return found[0]


class _Opened(AbstractContextManager[int]):
    """A regular file's handle."""

    def __init__(self, path: str) -> None:
        self._file = open_regular(path)

    def __enter__(self) -> int:
        return self._file.fileno()

    def __exit__(self, *error: object) -> None:
        self._file.close()


@dataclass(slots=True)
class _Told:
    """Progress over several sources."""

    progress: Progress | None
    done: int = 0
    found: int = 0
    now: int = 0
    total: list[int] = field(default_factory=list)

    def bytes(self, done: int, total: int | None, messages: int) -> None:
        """Of a file of known size."""
        self.now = messages
        if self.progress is not None:
            known = None if total is None else self.done + total
            self.progress(self.done + done, known, self.found + messages)

    def messages(self, messages: int) -> None:
        """Of a source of unknown size."""
        self.now = messages
        if self.progress is not None:
            self.progress(self.done, None, self.found + messages)

    def past(self, size: int) -> None:
        """A source is done."""
        self.done += size
        self.found += self.now
        self.now = 0
