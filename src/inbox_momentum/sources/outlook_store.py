"""Outlook data files (``.pst``, ``.ost``; [MS-PST]), the only importer of ``pypff`` (LGPL-3, optional).

Runs as a process of its own (``outlook_reader`` starts it): the library is written in C, and
a damaged file can end or stall it. The file is its standard input, frames are its output.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any
from uuid import UUID

from inbox_momentum.sources import mapi, mapi_message, marks
from inbox_momentum.sources.mapi import Attached, Item, Properties, Value
from inbox_momentum.sources.mapi_people import MOST, Known
from inbox_momentum.sources.marks import Marks
from inbox_momentum.sources.outlook_frames import Event, Frame, write

MEMORY = 3 << 30
"""Bytes that the process may take."""
_FOLDERS = 100_000
_DEPTH = 200
_ITEMS = 5_000_000
_SEARCH_FOLDER = 0x03
_ROOTS = frozenset({"ipm_subtree", "top of personal folders", "top of outlook data file", "root - mailbox"})
_SUBTREE, _SENT, _TRASH, _DRAFTS, _MORE = 0x35E0, 0x35E4, 0x35E3, 0x36D7, 0x36D8
_CLASS = 0x3613
_JUNK_AT = 4
"""Place of the junk folder in PR_ADDITIONAL_REN_ENTRYIDS ([MS-OXOSFLD] §2.2.4)."""
_FAILURES = (OSError, ValueError, TypeError, MemoryError, OverflowError, SystemError, AttributeError)
"""What the library has been seen to raise on damaged files."""


@dataclass(slots=True)
class _Store:
    """What is known of the open file."""

    charset: str
    named: dict[tuple[UUID, int], int]
    subtree: int | None = None
    uses: dict[int, Marks] = field(default_factory=dict)
    """Folder number -> its use, where the file states one."""
    known: Known = field(default_factory=Known)
    broken: list[str] = field(default_factory=list)
    """What could not be read of the item at hand."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be read."""

    folder: Any
    path: tuple[str, ...]
    use: Marks
    depth: int
    other: bool = False
    """True for folders of contacts, appointments and the like."""


def main(start: int, stream: io.FileIO, out: IO[bytes]) -> None:
    """Tell every item from number ``start`` on."""
    import pypff

    file = pypff.file()
    try:
        file.open_file_object(stream)
        store = _opened(file)
        root = file.get_root_folder()
    except _FAILURES as error:
        write(out, Frame(Event.BROKEN, detail=_said(error)))
        return
    ordinal = 0
    for folder in _walk(root, store, out):
        count = _counted(folder, "number_of_sub_messages", out)
        for number in range(1, count + 1):
            if ordinal >= start:
                where = Frame(Event.AT, ordinal, folder.path, number)
                write(out, where)
                _tell(folder, number, where, store, out)
            ordinal += 1
            if ordinal > _ITEMS:
                write(out, Frame(Event.BROKEN, detail="it claims to hold millions of items"))
                return
    write(out, Frame(Event.END))


def _said(error: BaseException) -> str:
    """The library's words, without its own function names."""
    said = str(error).partition(": ")[2] or str(error) or type(error).__name__
    said = re.sub(
        r":? *\d* *(?:type\.)? *lib[a-z]+_.*", "", said, flags=re.DOTALL
    )  # its whole stack of calls
    return " ".join(said.split())[:200].rstrip(".")


def _opened(file: Any) -> _Store:
    page = str(
        file.ascii_codepage.decode() if isinstance(file.ascii_codepage, bytes) else file.ascii_codepage
    )
    store = _Store(mapi.charset(int(page[2:]) if page[2:].isdecimal() else None), {})
    names = _properties(file.name_to_id_map, store)
    store.named = mapi.named(names.octets(2), names.octets(3))
    facts = _properties(file.message_store, store)
    store.subtree = _entry(facts.octets(_SUBTREE))
    for key, use in ((_SENT, Marks(sent=True)), (_TRASH, marks.NONE)):
        if (number := _entry(facts.octets(key))) is not None:
            store.uses[number] = use
    return store


def _entry(octets: bytes) -> int | None:
    """Folder number of an entry id ([MS-PST] §2.4.3.2)."""
    return int.from_bytes(octets[20:24], "little") if len(octets) == 24 else None


def _walk(root: Any, store: _Store, out: IO[bytes]) -> Iterator[_Folder]:
    """Every folder that holds items, depth first in the order of the file; search folders are left out."""
    waiting = [_Folder(root, (), marks.NONE, 0)]
    seen: set[int] = set()
    while waiting and len(seen) < _FOLDERS:
        here = waiting.pop()
        number = _number(here.folder, "identifier")
        if number in seen or here.depth > _DEPTH or number & 0x1F == _SEARCH_FOLDER:
            continue
        seen.add(number)
        facts = _properties(here.folder, store)
        _note_uses(facts, store)
        other = facts.text(_CLASS).casefold().startswith(mapi.words().not_mail_folders)
        yield _Folder(here.folder, here.path, store.uses.get(number, here.use), here.depth, other)
        below: list[_Folder] = []
        for index in range(_counted(here, "number_of_sub_folders", out)):
            try:
                below.append(_below(here, here.folder.get_sub_folder(index), store))
            except _FAILURES as error:
                detail = f"sub-folder {index + 1}: {_said(error)}"
                write(out, Frame(Event.BAD, folder=here.path, detail=detail))
        waiting += reversed(below)


def _below(here: _Folder, folder: Any, store: _Store) -> _Folder:
    name = str(folder.name or "").replace("/", "-").replace("\0", "") or f"folder {folder.identifier}"
    inner = folder.identifier == store.subtree or name.casefold() in _ROOTS
    path = () if inner else (*here.path, name)
    named = marks.of_folder((name,))
    return _Folder(folder, path, named if named != marks.NONE else marks.of_folder(path), here.depth + 1)


def _note_uses(facts: Properties, store: _Store) -> None:
    """Drafts and junk as the inbox and the root name them ([MS-OXOSFLD] §2.2.3, §2.2.4)."""
    if (number := _entry(facts.octets(_DRAFTS))) is not None:
        store.uses.setdefault(number, Marks(draft=True))
    entries = facts.octets(_MORE)
    count = int.from_bytes(entries[:4], "little") if facts.has(_MORE) else 0
    if _JUNK_AT < count < 100:
        start = int.from_bytes(entries[4 + 4 * _JUNK_AT : 8 + 4 * _JUNK_AT], "little")
        if (number := _entry(entries[start : start + 24])) is not None:
            store.uses.setdefault(number, Marks(junk=True))


def _counted(folder: _Folder, name: str, out: IO[bytes]) -> int:
    """How many items or folders there are; a folder that cannot tell is a defect, not an empty folder."""
    try:
        return int(getattr(folder.folder, name))
    except _FAILURES as error:
        write(out, Frame(Event.BAD, folder=folder.path, detail=_said(error)))
        return 0


def _number(thing: Any, name: str) -> int:
    """A count of the library; 0 when it cannot tell."""
    try:
        return int(getattr(thing, name) or 0)
    except _FAILURES:
        return 0


def _tell(folder: _Folder, number: int, where: Frame, store: _Store, out: IO[bytes]) -> None:
    """What one item is."""
    store.broken.clear()
    try:
        item = _item(folder.folder.get_sub_message(number - 1), store)
        if not mapi_message.is_mail(item):
            write(out, Frame(Event.OTHER, where.ordinal, folder.path, number))
            return
        found = mapi_message.restored(item, store.known)
    except _FAILURES as error:
        event = Event.OTHER if folder.other else Event.BAD
        write(out, Frame(event, where.ordinal, folder.path, number, detail=_said(error)))
        return
    sent = folder.use.sent or found.sent
    frame = Frame(
        Event.MAIL,
        where.ordinal,
        folder.path,
        number,
        sent=sent,
        junk=folder.use.junk,
        draft=(folder.use.draft or found.draft) and not sent,
        internal_at=found.internal_at.timestamp() if found.internal_at else None,
        detail=store.broken[0] if store.broken else "",
    )
    write(out, frame, found.data)


def _item(message: Any, store: _Store) -> Item:
    properties = _properties(message, store)
    if not properties.values:
        raise OSError(store.broken[0] if store.broken else "it has no properties")
    page = properties.integer(0x3FFD)
    charset = mapi.charset(page) if page and page != 1200 else store.charset
    rows = _guarded(lambda: message.recipients, store)
    attachments = (
        _guarded(partial(message.get_attachment, index), store)
        for index in range(min(_number(message, "number_of_attachments"), mapi_message.MOST_ATTACHMENTS))
    )
    return Item(
        Properties(properties.values, charset),
        tuple(_rows(rows, store, charset)) if rows is not None else (),
        tuple(_attached(one, store, charset) for one in attachments if one is not None),
        store.named,
    )


def _guarded(read: Callable[[], Any], store: _Store) -> Any:
    try:
        return read()
    except _FAILURES as error:
        store.broken.append(_said(error))
        return None


def _rows(table: Any, store: _Store, charset: str) -> Iterator[Properties]:
    """A set of properties for each recipient."""
    for index in range(min(_number(table, "number_of_record_sets"), MOST)):
        row = _guarded(partial(table.get_record_set, index), store)
        if row is not None:
            yield Properties(dict(_values(row, store)), charset)


def _properties(thing: Any, store: _Store) -> Properties:
    """The properties of an item, folder or attachment; none when it has no record set."""
    rows = _rows(thing, store, store.charset) if thing is not None else iter(())
    return next(rows, Properties({}, store.charset))


def _values(row: Any, store: _Store) -> Iterator[tuple[int, Value]]:
    for index in range(_number(row, "number_of_entries")):
        entry = _guarded(partial(row.get_entry, index), store)
        if entry is not None and entry.entry_type is not None:
            yield entry.entry_type, Value(entry.value_type or 0, partial(_octets, entry, store))


def _octets(entry: Any, store: _Store) -> bytes | None:
    found: bytes | None = _guarded(lambda: entry.data, store)
    return found


def _attached(attachment: Any, store: _Store, charset: str) -> Attached:
    def content(most: int) -> bytes:
        size = min(most, _number(attachment, "size"))
        return (_guarded(lambda: attachment.read_buffer(size), store) or b"") if size > 0 else b""

    properties = _properties(attachment, store)
    return Attached(Properties(properties.values, charset), content, lambda: _number(attachment, "size"))


def _limit_memory() -> None:
    """A damaged size must not take the machine down (where the system has such a limit)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit_memory()
    with io.FileIO(0, "rb", closefd=False) as _stdin, os.fdopen(os.dup(1), "wb") as _stdout:
        main(int(sys.argv[1]), _stdin, _stdout)
