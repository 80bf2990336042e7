"""Archives read in place (Google Takeout's ``.zip`` and ``.tgz``): nothing is unpacked to disk.

Names in an archive are only labels here, still one that points out of it is refused;
links and devices are not followed; growth is bounded (``bounds``).
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from inbox_momentum.model import Defect
from inbox_momentum.sources import bounds, content
from inbox_momentum.sources.content import Messages
from inbox_momentum.sources.protocol import ByteStream, Place, StreamBroken, shown
from inbox_momentum.sources.streams import Peekable, seekable

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_TAR_ERRORS = (tarfile.TarError, ValueError, OverflowError, EOFError, OSError)


class _Member:
    """A member of a zip file; its many ways to fail become one."""

    def __init__(self, stream: ByteStream, packed: int) -> None:
        self._stream = stream
        self._most = bounds.EXPANSION_FREE + bounds.EXPANSION * packed
        self._given = 0

    def read(self, size: int, /) -> bytes:
        try:
            piece = self._stream.read(size)
        except _ZIP_ERRORS as error:
            raise StreamBroken(f"the archive is damaged ({error})") from error
        self._given += len(piece)
        if self._given > self._most:
            raise StreamBroken(f"the compressed data expand more than {bounds.EXPANSION} times")
        return piece


class _Forward:
    """What tarfile needs of a file, over a stream that only goes forward."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._ahead = b""
        self._last = b""
        self._at = 0

    def tell(self) -> int:
        return self._at

    def read(self, size: int) -> bytes:
        if size > 4 * bounds.LINK_FIELD:
            raise StreamBroken("the archive has an absurd header")
        pieces = []
        while size > 0:
            piece = self._ahead[:size] or self._stream.read(size)
            self._ahead = self._ahead[len(piece) :]
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        data = b"".join(pieces)
        self._at += len(data)
        self._last = data[-tarfile.BLOCKSIZE :] or self._last
        return data

    def seek(self, to: int, whence: int = 0) -> int:
        back = self._at - to
        if back > 0:
            if whence or back > len(self._last):
                raise StreamBroken("the archive cannot be read in order")
            self._ahead = self._last[-back:] + self._ahead
            self._at, self._last = to, self._last[:-back]
        while self._at < to and self.read(min(bounds.BLOCK, to - self._at)):
            pass
        return self._at


def zip_messages(file: str | BinaryIO, place: Place) -> Messages:
    """Every message in the members of a zip file, by member name."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = sorted(archive.infolist(), key=lambda one: one.filename)[: bounds.ARCHIVE_MEMBERS]
            other = _Other(place)
            for info in members:
                if not info.is_dir():
                    yield from _zip_member(archive, info, place, other)
            yield from other.summary()
    except (*_ZIP_ERRORS, OSError) as error:
        yield place.defect("source-broken", f"The archive could not be read: {_reason(error)}.", fatal=True)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place, other: _Other) -> Messages:
    """Messages of one member."""
    parts = _safe_parts(info.filename)
    if parts is None:
        yield _unsafe(place, info.filename)
        return
    inner = place.below(*parts)
    try:
        stream = archive.open(info)
    except (*_ZIP_ERRORS, OSError) as error:
        yield inner.defect("source-broken", f"The member could not be read: {_reason(error)}.", fatal=True)
        return
    with closing(stream):
        yield from _member(_Member(stream, info.compress_size), inner, other)


def zip_stream_messages(stream: Peekable, place: Place) -> Messages:
    """As ``zip_messages`` for a stream, by way of a private temporary copy: a zip's index is at its end."""
    try:
        with seekable(stream) as file:
            yield from zip_messages(file, place)
    except OSError as error:
        yield place.defect("source-broken", f"The archive could not be read: {_reason(error)}.", fatal=True)


def tar_messages(stream: ByteStream, place: Place) -> Messages:
    """Every message in the members of a tar stream, in the order of the archive."""
    other = _Other(place)
    try:
        with tarfile.open(fileobj=_Forward(stream), mode="r:") as archive:  # type: ignore[call-overload]
            for count, info in enumerate(archive):
                archive.members = []  # tarfile would keep every header
                if count >= bounds.ARCHIVE_MEMBERS:
                    raise StreamBroken("the archive has too many members")
                if not info.isreg():
                    continue
                parts = _safe_parts(info.name)
                if parts is None:
                    yield _unsafe(place, info.name)
                    continue
                member = archive.extractfile(info)
                if member is not None:
                    yield from _member(member, place.below(*parts), other)
    except _TAR_ERRORS as error:
        yield place.defect("source-broken", f"The archive could not be read: {_reason(error)}.", fatal=True)
    yield from other.summary()


def _member(stream: ByteStream, place: Place, other: _Other) -> Messages:
    """Messages of one member's bytes."""
    if is_list_archive(place.inner):
        yield list_archive(place)
        return
    try:
        kind, plain = content.look(Peekable(stream))
    except OSError as error:
        yield place.defect("source-broken", f"The member could not be read: {_reason(error)}.", fatal=True)
        return
    found = content.messages(kind, plain, place)
    if found is None:
        other.add(place)
    else:
        yield from found


class _Other:
    """Files that hold no mail, counted for one line of the defects."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._count = 0
        self._first = ""

    def add(self, place: Place) -> None:
        self._count += 1
        self._first = self._first or place.file_name

    def summary(self) -> Iterator[Defect]:
        if self._count:
            detail = f"{self._count} files hold no mail and were left out (the first: {self._first})."
            yield self._place.defect("files-without-mail", detail, fatal=False)


def _safe_parts(name: str) -> tuple[str, ...] | None:
    """Path components of a member's name; ``None`` when it points out of the archive."""
    plain = shown(name).replace("\\", "/")
    parts = tuple(part for part in plain.split("/") if part not in ("", "."))
    if plain.startswith("/") or ".." in parts or plain[1:2] == ":" or not parts:
        return None
    return parts


def _unsafe(place: Place, name: str) -> Defect:
    detail = "A member's name points out of the archive; it was not read."
    return Defect(place.base, shown(name)[:200], "archive-unsafe-name", detail, fatal=True)


def is_list_archive(parts: tuple[str, ...]) -> bool:
    """True for the mboxes of Google Groups in a Takeout: other people's mail to a group."""
    # The product's folder has a name in every language, the group's own is its address.
    return parts[-1:] == ("topics.mbox",) and any(
        part.casefold().endswith("groups") or "@" in part for part in parts[:-1]
    )


def list_archive(place: Place) -> Defect:
    """That a group's archive was left out."""
    return place.defect("list-archive-left-out", "The archive of a Google group was left out.", fatal=False)


def _reason(error: BaseException) -> str:
    """An error's own words, without a full stop."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (said or type(error).__name__).rstrip(".")
