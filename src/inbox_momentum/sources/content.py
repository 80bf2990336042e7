"""Messages out of one stream of bytes, whichever format it turns out to be."""

from __future__ import annotations

from collections.abc import Iterator

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import bounds, eml, emlx, maildir, mbox, mmdf, outlook_message, outlook_reader
from inbox_momentum.sources.detect import Kind, kind_of, old_mac
from inbox_momentum.sources.protocol import Place
from inbox_momentum.sources.streams import OldMac, Peekable, decompressed, seekable

Messages = Iterator[RawMessage | Defect]


def look(stream: Peekable, *, named: bool = False) -> tuple[Kind, Peekable]:
    """The format of ``stream`` and the stream to read it from, decompressed if need be.

    It stays ``Kind.COMPRESSED`` when the package that could decompress it is missing.
    Raises ``OSError`` when the head cannot be read or decompressed.
    """
    kind, plain = _plain(stream, named)
    if kind is not Kind.COMPRESSED:
        return kind, plain
    inner = decompressed(stream)
    if inner is None:
        return Kind.COMPRESSED, stream
    inside, plain = _plain(Peekable(inner), named)
    nested = inside in (Kind.COMPRESSED, Kind.ZIP)  # once is ordinary, twice is a bomb's way
    return (Kind.UNKNOWN if nested else inside), plain


def _plain(stream: Peekable, named: bool) -> tuple[Kind, Peekable]:
    """The format, and the stream with line ends that the readers know."""
    if old_mac(stream.peek(bounds.HEAD)):
        stream = Peekable(OldMac(stream))
    return kind_of(stream.peek(bounds.HEAD), named=named), stream


def messages(kind: Kind, stream: Peekable, place: Place) -> Messages | None:
    """The messages of a stream of this kind; ``None`` when it holds no mail."""
    if kind is Kind.EMPTY:
        return iter(())
    if kind is Kind.MBOX:
        return _not_empty(mbox.read(stream, place))
    if kind is Kind.MMDF:
        return mmdf.read(stream, place)
    if kind is Kind.MESSAGE:
        return iter((maildir.flagged(eml.read(stream, place), place),))
    if kind is Kind.EMLX:
        return iter((emlx.read(stream, place),))
    if kind in _OUTLOOK:
        return _outlook(kind, stream, place)
    return None


_OUTLOOK = (Kind.OUTLOOK_MESSAGE, Kind.OUTLOOK_STORE)


def unreadable(kind: Kind) -> str | None:
    """Why a file of this kind cannot be read here and what to do; ``None`` when it can be."""
    if kind is Kind.COMPRESSED:
        return "cannot be decompressed here; install the package zstandard"
    there = outlook_message.available() if kind is Kind.OUTLOOK_MESSAGE else outlook_reader.available()
    if kind in _OUTLOOK and not there:
        return f"is an {kind.value}; to read it: pip install 'inbox-momentum[outlook]'"
    return None


def _outlook(kind: Kind, stream: Peekable, place: Place) -> Messages:
    """Messages of an Outlook file."""
    if (reason := unreadable(kind)) is not None:
        yield place.defect("format-unsupported", f"The file {reason}.", fatal=True)
    elif kind is Kind.OUTLOOK_MESSAGE:
        found = outlook_message.read(stream, place)
        if found is None:
            detail = "The Outlook item is no mail (a contact, an appointment or the like)."
            found = place.defect("items-without-mail", detail, fatal=False)
        yield found
    else:
        try:
            with seekable(stream) as file:
                yield from outlook_reader.read(file, place)
        except OSError as error:
            reason = error.strerror or str(error)
            yield place.defect(
                "source-broken", f"The Outlook data file could not be read: {reason}.", fatal=True
            )


def _not_empty(found: Messages) -> Messages:
    """Refuse messages without any content, which no parser can judge."""
    for one in found:
        if isinstance(one, RawMessage) and not one.data.strip():
            yield Defect(one.source, one.position, "message-empty", "The message is empty.", fatal=True)
        else:
            yield one
