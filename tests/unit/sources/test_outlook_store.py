"""The walk through an Outlook data file, over an invented library: uses of folders, order, damage."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from inbox_momentum.sources import outlook_frames, outlook_store
from inbox_momentum.sources.outlook_frames import Event, Frame
from tests.unit.sources.outlook_items import SENT, Plain, value

RECEIVED: dict[int, Plain] = {
    0x001A: "IPM.Note",
    0x0040: "Maya",
    0x0037: "Hello",
    0x5D02: "jane@acme.example",
    0x1000: "x",
}
CONTACT: dict[int, Plain] = {0x001A: "IPM.Contact"}


class Rows:
    """Anything that has a set of properties."""

    def __init__(self, plain: dict[int, Plain] | None = None) -> None:
        self._entries = []
        for key, one in (plain or {}).items():
            kind, octets = value(one)
            self._entries.append(SimpleNamespace(entry_type=key, value_type=kind, data=octets))
        self.number_of_record_sets = 1 if plain is not None else 0
        self.number_of_entries = len(self._entries)

    def get_record_set(self, index: int) -> Rows:
        return self

    def get_entry(self, index: int) -> Any:
        return self._entries[index]


class Mail(Rows):
    number_of_attachments = 0
    recipients = None


class Folder(Rows):
    def __init__(
        self, number: int, name: str | None, items: Sequence[Any] = (), below: Sequence[Any] = (), **more: Any
    ) -> None:
        super().__init__(more.get("plain", {}))
        self.identifier, self.name, self._items, self._below = number, name, items, below
        self.number_of_sub_messages, self.number_of_sub_folders = len(items), len(below)

    def get_sub_message(self, index: int) -> Any:
        if isinstance(self._items[index], OSError):
            raise self._items[index]
        return Mail(self._items[index])

    def get_sub_folder(self, index: int) -> Any:
        if isinstance(self._below[index], OSError):
            raise self._below[index]
        return self._below[index]


def entry(number: int) -> bytes:
    return bytes(20) + number.to_bytes(4, "little")


def told(
    monkeypatch: pytest.MonkeyPatch, root: Any, store: dict[int, Plain], start: int = 0
) -> list[tuple[Frame, bytes]]:
    file = SimpleNamespace(
        open_file_object=lambda stream: None,
        ascii_codepage=b"cp1252",
        name_to_id_map=None,
        message_store=Rows(store),
        get_root_folder=lambda: root,
    )
    module = ModuleType("pypff")
    module.file = lambda: file  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pypff", module)
    out = io.BytesIO()
    outlook_store.main(start, io.FileIO(0, closefd=False), out)
    stream = io.BytesIO(out.getvalue())
    frames = []
    while (frame := outlook_frames.read(stream)) is not None:
        frames.append(frame)
    return [one for one in frames if one[0].event is not Event.AT]


def test_folders_are_what_the_file_says_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    more = (
        (5).to_bytes(4, "little")
        + b"".join((24 + 24 * n).to_bytes(4, "little") for n in range(5))
        + b"".join(map(entry, (1, 2, 3, 4, 0x62)))
    )
    inbox = Folder(
        0x22,
        "Пришло",
        [RECEIVED],
        [Folder(0x82, "Jobs", [RECEIVED])],
        plain={0x36D7: entry(0x52), 0x36D8: more},
    )
    folders = [
        inbox,
        Folder(0x42, "Xyz", [RECEIVED]),
        Folder(0x52, "Abc", [RECEIVED]),
        Folder(0x62, "Def", [RECEIVED]),
        Folder(0x72, "Gesendete Elemente", [RECEIVED]),
    ]
    tree = Folder(0x122, None, [], [Folder(0x12, "Oberste Ebene", [], folders)])
    found = told(monkeypatch, tree, {0x35E0: entry(0x12), 0x35E4: entry(0x42)})
    assert [(one.folder, one.number, one.sent, one.draft, one.junk) for one, _ in found[:-1]] == [
        (("Пришло",), 1, False, False, False),
        (("Пришло", "Jobs"), 1, False, False, False),
        (("Xyz",), 1, True, False, False),
        (("Abc",), 1, False, True, False),
        (("Def",), 1, False, False, True),
        (("Gesendete Elemente",), 1, True, False, False),
    ]
    assert found[-1][0].event is Event.END


def test_search_folders_and_loops_are_walked_once_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    below: list[Any] = [Folder(0x2223, "To-Do Search", [RECEIVED])]
    inbox = Folder(0x22, "Inbox", [RECEIVED], below)
    below.append(inbox)
    inbox.number_of_sub_folders = 2
    found = told(monkeypatch, Folder(0x122, None, [], [inbox]), {})
    assert [(one.event, one.folder) for one, _ in found] == [(Event.MAIL, ("Inbox",)), (Event.END, ())]


def test_what_cannot_be_read_is_told_with_its_place_and_without_the_librarys_stack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = OSError(
        "pypff_folder_get_sub_message_by_index: unable to retrieve sub message: 1 type. libpff_table_read: x"
    )
    inbox = Folder(0x22, "Inbox", [RECEIVED, broken, {}, SENT], [broken])
    contacts = Folder(0x32, "Contacts", [CONTACT, broken], plain={0x3613: "IPF.Contact"})
    lost = SimpleNamespace(identifier=0x92, name="Lost", number_of_record_sets=0)
    found = told(monkeypatch, Folder(0x122, None, [], [inbox, contacts, lost]), {})
    assert [(one.event, one.folder, one.number) for one, _ in found] == [
        (Event.MAIL, ("Inbox",), 1),
        (Event.BAD, ("Inbox",), 2),
        (Event.BAD, ("Inbox",), 3),
        (Event.MAIL, ("Inbox",), 4),
        (Event.BAD, ("Inbox",), 0),
        (Event.OTHER, ("Contacts",), 1),
        (Event.OTHER, ("Contacts",), 2),
        (Event.BAD, ("Lost",), 0),
        (Event.BAD, ("Lost",), 0),
        (Event.END, (), 0),
    ]
    assert found[1][0].detail == "unable to retrieve sub message"


def test_reading_goes_on_behind_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Folder(0x122, None, [], [Folder(0x22, "Inbox", [RECEIVED] * 3), Folder(0x32, "B", [RECEIVED] * 2)])
    found = told(monkeypatch, tree, {}, start=2)
    assert [(one.ordinal, one.folder, one.number) for one, _ in found[:-1]] == [
        (2, ("Inbox",), 3),
        (3, ("B",), 1),
        (4, ("B",), 2),
    ]


def test_a_file_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("pypff")

    def broken() -> Any:
        raise OSError("pypff_file_open: unable to open file. libpff_file_open: x")

    module.file = lambda: SimpleNamespace(open_file_object=lambda stream: broken())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pypff", module)
    out = io.BytesIO()
    outlook_store.main(0, io.FileIO(0, closefd=False), out)
    frame = outlook_frames.read(io.BytesIO(out.getvalue()))
    assert frame is not None
    assert (frame[0].event, frame[0].detail) == (Event.BROKEN, "unable to open file")
