"""Whether a store files a message as sent, junk or draft: folder names and Gmail labels.

The names are a table (``data/folders.toml``); what is here compares them.
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox_momentum.assets import data as table
from inbox_momentum.sources import bounds

_EXTENSION = re.compile(r"\.(?:mbox|mbx|mbs|sbd|mbd|imapmbox|emlx|gz|xz|bz2|zst)$", re.IGNORECASE)
_ODD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r" \d{1,4}(?: \d{1,4}){0,2}$")
_LABELS = b"x-gmail-labels:"
_DRAFT_INFO = b"\nx-mozilla-draft-info:"
_PROVIDER = re.compile(r"^\[(?:gmail|google mail|imap)\]/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marks:
    """How the store files a message."""

    sent: bool = False
    junk: bool = False
    draft: bool = False


NONE = Marks()
_MARKS = {"sent": Marks(sent=True), "junk": Marks(junk=True), "draft": Marks(draft=True), "inbox": NONE}


@cache
def _names() -> dict[str, Marks]:
    """Normalised folder name -> what mail in it is. Sent wins over a draft's homonym."""
    with table("folders.toml").open("rb") as file:
        uses = tomllib.load(file)
    return {
        key: _MARKS[use]
        for use in ("inbox", "draft", "junk", "sent")
        for names in uses[use].values()
        for name in names
        if (key := normalised(name))
    }


def normalised(name: str) -> str:
    """A folder name without case, accents, punctuation, extension and trailing number."""
    while (shorter := _EXTENSION.sub("", name)) != name:
        name = shorter
    flat = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in flat if not unicodedata.combining(sign) and sign != "\u200c")
    return _NUMBER.sub("", _ODD.sub(" ", bare).strip())


def of_folder(components: Sequence[str]) -> Marks:
    """What mail in the folder with this path is; the innermost name that is known decides."""
    return _of_folder(tuple(components))


@lru_cache(maxsize=256)
def _of_folder(components: tuple[str, ...]) -> Marks:
    for component in reversed(components):
        for name in reversed(_parts(component)):
            marked = _names().get(normalised(name))
            if marked is not None:
                return marked
    return NONE


def _parts(component: str) -> list[str]:
    """The folder names in one path component: Maildir++ writes ``.Archive.Sent``."""
    whole = [component, decoded_utf7(component)]
    if component.startswith(".") or component[:6].upper() == "INBOX.":
        return whole + [decoded_utf7(part) for part in component.split(".") if part]
    if "/" in component:
        return whole + component.split("/")
    return whole


def decoded_utf7(name: str) -> str:
    """Modified UTF-7 of IMAP folder names (RFC 3501 §5.1.3) as text; as given if it is none."""
    if "&" not in name or not name.isascii():
        return name
    out: list[str] = []
    for index, piece in enumerate(name.split("&")):
        coded, dash, plain = piece.partition("-")
        if index == 0:
            out.append(piece)
        elif not dash:
            return name
        elif not coded:
            out.append("&" + plain)
        else:
            try:
                raw = base64.b64decode(coded.replace(",", "/") + "=" * (-len(coded) % 4))
                out.append(raw.decode("utf-16-be") + plain)
            except (binascii.Error, UnicodeDecodeError, ValueError):
                return name
    return "".join(out)


def of_labels(labels: Iterable[str]) -> Marks:
    """What mail with these Gmail labels is. A label of the user's own below one does not count."""
    found = [
        marked
        for label in labels
        if (marked := _names().get(normalised(_PROVIDER.sub("", label)))) is not None
    ]
    return Marks(
        sent=any(one.sent for one in found),
        junk=any(one.junk for one in found),
        draft=any(one.draft for one in found),
    )


def of_message(data: bytes, filed: Marks) -> Marks:
    """What a message is, from its folder and from the fields its own store wrote."""
    head = data[: bounds.HEADER]
    end = min((hit for way in (b"\n\n", b"\n\r\n") if (hit := head.find(way)) >= 0), default=len(head))
    fields = b"\n" + head[:end].lower()
    labelled = of_labels(_gmail_labels(head, fields))
    sent = filed.sent or labelled.sent
    composing = _DRAFT_INFO in fields and not sent
    return Marks(sent, filed.junk or labelled.junk, filed.draft or labelled.draft or composing)


def _gmail_labels(head: bytes, fields: bytes) -> list[str]:
    """Labels of ``X-Gmail-Labels``; ``fields`` is the lower-cased header behind a newline.

    Takeout writes the field above everything else. One below a ``Received`` came with
    the message and says nothing.
    """
    start = fields.find(b"\n" + _LABELS)
    if start < 0 or 0 <= fields.find(b"\nreceived:") < start:
        return []
    begin = start + len(_LABELS)
    end = fields.find(b"\n", begin + 1)
    while 0 <= end < len(fields) - 1 and fields[end + 1 : end + 2] in (b" ", b"\t"):
        end = fields.find(b"\n", end + 1)
    value = head[begin : end - 1 if end >= 0 else len(fields) - 1]
    return _split_labels(_decoded(value[: bounds.LABELS]))


def _decoded(value: bytes) -> str:
    """An unfolded header value with its RFC 2047 words decoded."""
    text = value.decode("utf-8", "replace").replace("\r", "").replace("\n", "")
    if "=?" not in text:
        return text
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(_piece(content, charset) for content, charset in pieces)


def _piece(content: bytes | str, charset: str | None) -> str:
    """One decoded word."""
    if isinstance(content, str):
        return content
    try:
        return content.decode(charset or "ascii", "replace")
    except (LookupError, ValueError):  # no such charset; a NUL in its name
        return content.decode("utf-8", "replace")


def _split_labels(text: str) -> list[str]:
    """The labels of a comma list in which some stand in quotation marks."""
    labels: list[str] = []
    for index, piece in enumerate(text.split('"')):
        if index % 2:
            labels.append(piece)
        else:
            labels += piece.split(",")
    return [label.strip() for label in labels if label.strip()]
