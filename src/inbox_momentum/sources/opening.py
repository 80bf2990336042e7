"""From what the user named to sources that can be read, or to a plain refusal."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from inbox_momentum.model import Defect, RawMessage, SourceError
from inbox_momentum.sources import archive, content, maildir
from inbox_momentum.sources.content import Messages
from inbox_momentum.sources.detect import Kind
from inbox_momentum.sources.folder import FolderSource, open_regular
from inbox_momentum.sources.protocol import MessageSource, Place, shown
from inbox_momentum.sources.streams import Peekable

_STANDARD_INPUT = "-"
_READ = frozenset(Kind) - {Kind.UNKNOWN, Kind.COMPRESSED}
_KNOWN = "mbox, Maildir, MH, .eml, .emlx, Outlook's .msg and .pst, an archive of those, or a folder of those"


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file that the user named; its kind was told when the sources were opened."""

    path: str
    place: Place
    kind: Kind

    @property
    def name(self) -> str:
        """The file as the user named it."""
        return self.place.base

    def messages(self) -> Messages:
        """Every message of the file."""
        if self.kind is Kind.ZIP:
            yield from archive.zip_messages(self.path, self.place)
            return
        try:
            with closing(open_regular(self.path)) as file:
                kind, stream = content.look(Peekable(file), named=True)
                yield from _stream_messages(kind, stream, self.place)
        except OSError as error:
            detail = f"The file could not be read: {error.strerror or error}."
            yield self.place.defect("source-broken", detail, fatal=True)


@dataclass(frozen=True, slots=True)
class InputSource:
    """Standard input."""

    stream: Peekable
    kind: Kind
    place: Place

    @property
    def name(self) -> str:
        """``-``."""
        return self.place.base

    def messages(self) -> Messages:
        """Every message of the stream."""
        return _stream_messages(self.kind, self.stream, self.place)


def _stream_messages(kind: Kind, stream: Peekable, place: Place) -> Messages:
    """Messages of a stream whose kind is known to hold some."""
    if kind is Kind.ZIP:
        return archive.zip_stream_messages(stream, place)
    if kind is Kind.TAR:
        return archive.tar_messages(stream, place)
    return content.messages(kind, stream, place) or iter(())


def open_sources(paths: Sequence[str]) -> list[MessageSource]:
    """One source for each path; ``SourceError`` for the first that cannot be one."""
    if list(paths).count(_STANDARD_INPUT) > 1:
        raise SourceError("Standard input (-) was named twice; it can be read only once.")
    return [_standard_input() if path == _STANDARD_INPUT else _open(path) for path in paths]


def _standard_input() -> InputSource:
    """Standard input, told by its first bytes."""
    try:
        kind, stream = content.look(Peekable(sys.stdin.buffer), named=True)
    except OSError as error:
        raise SourceError(f"Standard input could not be read ({error.strerror or error}).") from error
    if (reason := content.unreadable(kind)) is not None:
        raise SourceError(f"Standard input {reason}.")
    if kind not in _READ:
        raise SourceError("Standard input holds no mail. Name the file or folder instead of piping it.")
    return InputSource(stream, kind, Place(_STANDARD_INPUT))


def _open(path: str) -> MessageSource:
    """A file or folder of a known format."""
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
            return _open_folder(path)
        if not stat.S_ISREG(mode):
            raise SourceError(
                f"{shown(path)} is a pipe or device; send it to standard input and name the source -."
            )
        with closing(open_regular(path)) as file:
            kind, _ = content.look(Peekable(file), named=True)
    except FileNotFoundError:
        raise SourceError(f"{shown(path)} does not exist; check the name.") from None
    except PermissionError:
        raise SourceError(f"{shown(path)} may not be read; check its permissions.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{shown(path)} could not be read ({reason}).") from error
    return _open_file(path, kind)


def _open_folder(path: str) -> FolderSource:
    """A folder that holds mail."""
    source = FolderSource(path, Place(_named(path), around=_enclosing(_full(path))))
    if not source.holds_mail():
        raise SourceError(f"{shown(path)} holds no mail of a known format ({_KNOWN}).")
    return source


def _open_file(path: str, kind: Kind) -> FileSource:
    """A file of a known format."""
    if (reason := content.unreadable(kind)) is not None:
        raise SourceError(f"{shown(path)} {reason}.")
    if kind not in _READ:
        raise SourceError(f"{shown(path)} is of no known format ({_KNOWN}).")
    full = _full(path)
    if kind in (Kind.ZIP, Kind.TAR, Kind.OUTLOOK_STORE, Kind.OUTLOOK_MESSAGE):
        _refuse_without_mail(FileSource(path, Place(_named(path)), kind))
    single = kind in (Kind.MESSAGE, Kind.EMLX, Kind.OUTLOOK_MESSAGE)
    around = _enclosing(full.parent) if single else _enclosing(full)
    return FileSource(path, Place(_named(path), around=around), kind)


def _refuse_without_mail(source: FileSource) -> None:
    """``SourceError`` unless the file yields a message; it is read up to its first one."""
    first_defect: Defect | None = None
    for found in source.messages():
        if isinstance(found, RawMessage):
            return
        if found.fatal and first_defect is None:
            first_defect = found
    if first_defect is not None:
        raise SourceError(f"{source.name}: {first_defect.detail.rstrip('.')}; make the export again.")
    raise SourceError(f"{source.name} holds no mail of a known format ({_KNOWN}).")


def _named(path: str) -> str:
    """The path as it is shown, without a slash at its end."""
    return shown(path).rstrip("/") or shown(path)


def _full(path: str) -> Path:
    """The path from the root, links left as they are."""
    return Path(os.path.normpath(Path.cwd() / path))


def _enclosing(full: Path) -> tuple[str, ...]:
    """The component that may name the folder, with its parent where that one does not tell.

    ``…/Sent/cur`` and Apple's ``Sent.mbox/mbox`` are named by what is around them.
    """
    if full.name in maildir.HOLDS or full.name == "mbox":
        return (shown(full.parent.name), shown(full.name))
    return (shown(full.name),)
