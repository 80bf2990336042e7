"""A folder: Maildir, MH, ``.eml`` tree, Apple Mail, Thunderbird, mboxes, or all of them mixed.

The walk is in the order of names, so it is the same everywhere. What could stall or
lead out of the folder (links, pipes, devices) is not opened, but counted.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Literal

from inbox_momentum.model import Defect, RawMessage, SourceError
from inbox_momentum.sources import archive, bounds, content, eml, maildir
from inbox_momentum.sources.content import Messages
from inbox_momentum.sources.detect import Kind, kind_of
from inbox_momentum.sources.protocol import Look, Place, shown
from inbox_momentum.sources.streams import Peekable

_NEVER = frozenset({".git", ".hg", ".svn", ".notmuch", "__MACOSX"})
_THUNDERBIRD = frozenset({"Mail", "ImapMail"})
_HEAD = 16 << 10
"""Bytes of a message that its header block ends in, as a rule; else it is read whole."""
_LONE = (Kind.MESSAGE, Kind.EMLX)
_PLAIN = frozenset(Kind) - {Kind.EMPTY, Kind.UNKNOWN, Kind.COMPRESSED}


@dataclass(frozen=True, slots=True)
class File:
    """A regular file met on the walk."""

    path: str
    parts: tuple[str, ...]
    """Names below the folder, as the file system has them."""
    delivered: bool
    """True in a Maildir's ``cur`` or ``new``: a message, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder that the user named."""

    path: str
    place: Place

    @property
    def name(self) -> str:
        """The folder as the user named it."""
        return self.place.base

    def messages(self, look: Look | None = None, without: Container[str] = ()) -> Messages:
        """Every message below the folder, but for files at the paths ``without``.

        Of a message alone in its file whose head ``look`` does not want more of, that head is given.
        """
        missed: list[str] = []
        for found in self.walk():
            if isinstance(found, Defect):
                yield found
            elif found.path not in without:
                yield from self.read(found, missed, look)
        if missed:
            yield self.without_mail(missed)

    def without_mail(self, missed: Sequence[str]) -> Defect:
        """The defect for files of these names, which hold no mail."""
        detail = f"{len(missed)} files hold no mail and were left out (the first: {missed[0]})."
        return Defect(self.name, ".", "files-without-mail", detail)

    def holds_mail(self) -> bool:
        """True when any file below is of a known format, or the folder is a Maildir.

        Raises ``SourceError`` when there is mail, but none that can be read here.
        """
        hint: str | None = None
        if maildir.HOLDS & set(_names(self.path)):
            return True
        for found in self.walk():
            if isinstance(found, Defect):
                continue
            if found.delivered:
                return True
            try:
                with closing(open_regular(found.path)) as file:
                    kind = content.look(Peekable(file))[0]
            except OSError:
                continue
            if kind in _PLAIN:
                reason = content.unreadable(kind)
                if reason is None:
                    return True
                hint = hint or f"{shown('/'.join(found.parts))} {reason}"
        if hint is not None:
            raise SourceError(f"{self.name} holds no mail that can be read here: {hint}.")
        return False

    def read(self, file: File, missed: list[str], look: Look | None) -> Messages:
        """Messages of one file; its name goes to ``missed`` when it holds none."""
        place = self.place.below(*map(shown, file.parts))
        if archive.is_list_archive(place.inner):
            yield archive.list_archive(place)
            return
        try:
            opened = open_regular(file.path)
        except OSError as error:
            reason = error.strerror or str(error)
            yield place.defect("message-unreadable", f"The file could not be read: {reason}.", fatal=True)
            return
        with closing(opened):
            stream = Peekable(opened)
            alone = look is not None and (file.delivered or _is_message(stream))
            head = _head(stream, opened, place) if alone else None
            if head is not None and look is not None and look(head):
                yield head
            elif file.delivered:
                yield maildir.flagged(eml.read(stream, place), place)
            else:
                yield from _sorted_out(stream, file.path, place, missed)

    def lone(self, file: File, look: Look | None) -> RawMessage | Defect | None:
        """The message of a file that holds it alone; ``None`` when only ``read`` can say what is there.

        ``look`` as for ``messages``.
        """
        place = self.place.below(*map(shown, file.parts))
        if archive.is_list_archive(place.inner):
            return None
        try:
            with closing(open_regular(file.path)) as opened:
                stream = Peekable(opened)
                kind, plain = (Kind.MESSAGE, stream) if file.delivered else content.look(stream)
                if kind not in _LONE or plain is not stream:
                    return None
                head = _head(stream, opened, place) if look and kind is Kind.MESSAGE else None
                if head is not None and look is not None and look(head):
                    return head
                if file.delivered:
                    return maildir.flagged(eml.read(stream, place), place)
                return next(content.messages(kind, stream, place) or iter(()), None)
        except OSError:
            return None

    def walk(self) -> Iterator[File | Defect]:
        """Every file below the folder, depth first in the order of names."""
        root = os.path.realpath(self.path)
        waiting: list[tuple[str, tuple[str, ...], bool]] = [(self.path, (), False)]
        while waiting:
            path, parts, delivered = waiting.pop()
            try:
                entries = sorted(os.scandir(path), key=lambda one: one.name)
            except OSError as error:
                place = self.place.below(*map(shown, parts))
                reason = error.strerror or str(error)
                yield place.defect(
                    "folder-unreadable", f"The folder could not be read: {reason}.", fatal=True
                )
                continue
            names = {one.name for one in entries}
            below: list[tuple[str, tuple[str, ...], bool]] = []
            for entry in entries:
                inner = (*parts, entry.name)
                sort = _sort(entry, root)
                if sort == "folder" and _enter(entry.name, names):
                    below.append((entry.path, inner, entry.name in maildir.HOLDS))
                elif sort == "file" and not entry.name.startswith("."):
                    yield File(entry.path, inner, delivered)
                elif sort in _REFUSED:
                    place = self.place.below(*map(shown, inner))
                    yield place.defect(*_REFUSED[sort], fatal=True)
            waiting += reversed(below)


_REFUSED = {
    "link": (
        "link-leaves-source",
        "A link that leads out of the source was not followed; name its target as a source.",
    ),
    "special": ("not-a-file", "A pipe or device was not opened."),
    "unreadable": ("message-unreadable", "The file could not be looked at."),
}


def _sort(
    entry: os.DirEntry[str], root: str
) -> Literal["file", "folder", "link", "inside", "special", "unreadable"]:
    """What a directory entry is. A link to something inside the source is read where it lies."""
    try:
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            return "inside" if target == root or target.startswith(root.rstrip(os.sep) + os.sep) else "link"
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "file" if entry.is_file(follow_symlinks=False) else "special"
    except OSError:
        return "unreadable"


def _enter(name: str, siblings: set[str]) -> bool:
    """True when the walk goes into the folder ``name``."""
    if name in _NEVER or (name == "tmp" and maildir.HOLDS & siblings):
        return False
    profile = "prefs.js" in siblings and bool(_THUNDERBIRD & siblings)
    return not profile or name in _THUNDERBIRD


def _names(path: str) -> list[str]:
    """Names in a folder, none when it cannot be listed."""
    try:
        return [one.name for one in Path(path).iterdir()]
    except OSError:
        return []


def _sorted_out(stream: Peekable, path: str, place: Place, missed: list[str]) -> Messages:
    """Messages of a file of any kind."""
    try:
        kind, plain = content.look(stream)
    except OSError as error:
        reason = error.strerror or str(error)
        yield place.defect("message-unreadable", f"The file could not be read: {reason}.", fatal=True)
        return
    if kind is Kind.ZIP:
        yield from archive.zip_messages(path, place)
    elif kind is Kind.TAR:
        yield from archive.tar_messages(plain, place)
    elif (hint := content.unreadable(kind)) is not None:
        yield place.defect("format-unsupported", f"The file {hint}.", fatal=True)
    elif (found := content.messages(kind, plain, place)) is not None:
        yield from found
    elif place.file_name.lower().endswith(".eml"):
        yield _doubtful(plain, place)
    else:
        missed.append(place.file_name)


def _is_message(stream: Peekable) -> bool:
    """True for one message in a file, as it is."""
    try:
        return kind_of(stream.peek(bounds.HEAD)) is Kind.MESSAGE
    except OSError:
        return False


def _head(stream: Peekable, file: FileIO, place: Place) -> RawMessage | None:
    """A message as far as its first bytes tell; ``None`` when they are not enough to judge."""
    try:
        if os.fstat(file.fileno()).st_size > bounds.MESSAGE:
            return None
        found = maildir.flagged(eml.message(stream.peek(_HEAD), place), place)
    except OSError:
        return None
    return None if isinstance(found, Defect) else found


def _doubtful(stream: Peekable, place: Place) -> RawMessage | Defect:
    """A file that is called a message and does not look like one: text gets its chance."""
    if b"\0" in stream.peek(8192):
        return place.defect("not-a-message", "The file is called .eml and holds no message.", fatal=True)
    return eml.read(stream, place)


def open_regular(path: str) -> FileIO:
    """Open a regular file for reading without ever waiting for a pipe; OSError otherwise."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    )
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("it is no ordinary file")
    return FileIO(handle, "rb")
