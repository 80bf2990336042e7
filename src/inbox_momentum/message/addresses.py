"""Address lists (RFC 5322 §3.4), read as people and programs really write them.

Accepted beside the grammar: names with unquoted commas or dots, ``a@b (Name)``,
an address without brackets after a name, ``;`` as separator (Outlook), unclosed
brackets and quotes, ``mailto:``, encoded words around the whole mailbox.
One pass over the tokens; nothing here is quadratic or recursive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inbox_momentum.message import encoded_words
from inbox_momentum.model import Address

MAX_ADDRESSES = 5_000
"""Addresses kept of one field."""

_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]{1,80}\?[bBqQ]\?[^?]*\?=)      # RFC 2047 word: may hold any character
      | (?P<quoted>"(?:[^"\\]++|\\.)*+"?)
      | (?P<literal>\[[^\[\]<>,;]{0,255}\])              # domain literal
      | (?P<special>[()<>,;:])
      | (?P<space>\s+)
      | (?P<atom>(?:[^\s"()<>,;:\[\]=\\]++|[=\[\]]|\\.?)) # '=' alone: a word may start there
    """,
    re.VERBOSE | re.DOTALL,
)
_ENCODED = re.compile(r"=\?[^?\s]{1,80}\?[bBqQ]\?[^?]*\?=")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class _Item:
    """One mailbox while it is being read."""

    text: list[str] = field(default_factory=list)
    angle: list[str] | None = None
    after: list[str] = field(default_factory=list)
    """Text behind the bracket: the name of the next mailbox when a comma is missing."""
    comments: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """State of the pass."""

    found: list[Address] = field(default_factory=list)
    item: _Item = field(default_factory=_Item)
    pending: list[str] = field(default_factory=list)
    """Pieces before an unquoted comma that belongs to the next name ("Doe, John <…>")."""
    in_angle: bool = False
    depth: int = 0

    def close(self) -> None:
        """The mailbox read so far is complete."""
        item, self.item, self.in_angle = self.item, _Item(), False
        text = "".join(item.text).strip() or "".join(item.after).strip()
        if item.angle is not None:
            name = ", ".join((*self.pending, text))
            self.pending.clear()
            self.found.append(_mailbox(name, "".join(item.angle), item.comments))
            return
        if not text:
            return
        if "@" not in _unquoted(text):
            self.pending.append(text)
            return
        self.flush()
        words = _words(item.text)
        if all("@" in word.strip("@") for word in words):
            self.found.extend(_mailbox("", word, item.comments) for word in words)
            return
        spot = next((index for index, word in enumerate(words) if "@" in word.strip("@")), -1)
        if spot < 0:  # "a @ b": obsolete blanks around the at (RFC 5322 §4.4)
            self.found.append(_mailbox("", "".join(words), item.comments))
            return
        name = " ".join(words[:spot] + words[spot + 1 :])
        self.found.append(_mailbox(name, words[spot], item.comments))

    def flush(self) -> None:
        """Text that never met an address: a name alone."""
        if self.pending:
            name = display(", ".join(self.pending))
            self.pending.clear()
            if "@" in name and "<" in name:  # the whole mailbox was one encoded word
                self.found.extend(_plain(name))
            elif "@" in name and " " not in name.strip():
                self.found.append(_mailbox("", name, []))
            elif name:
                self.found.append(Address(name, ""))


def parse(value: str) -> tuple[Address, ...]:
    """Addresses of one field value in order; groups are flattened, never raises."""
    reader = _read(value, comments=True)
    if reader.depth:  # a comment that never ends would swallow the rest of the list
        reader = _read(value, comments=False)
    return tuple(reader.found[:MAX_ADDRESSES])


def _read(value: str, comments: bool) -> _Reader:
    reader = _Reader()
    for match in _TOKEN.finditer(value):
        piece = match[0]
        if not comments and piece in "()":
            reader.item.text.append(piece)
        else:
            _feed(reader, match.lastgroup or "", piece)
        if len(reader.found) >= MAX_ADDRESSES:
            break
    if reader.depth == 0:
        reader.close()
        reader.flush()
    return reader


def parse_all(values: list[str]) -> tuple[Address, ...]:
    """Addresses of a field that may wrongly repeat (RFC 5322 §3.6 allows one)."""
    if len(values) == 1:
        return parse(values[0])
    return tuple(address for value in values[:50] for address in parse(value))[:MAX_ADDRESSES]


def display(text: str) -> str:
    """A display name as people read it: decoded, unquoted, one line."""
    text = encoded_words.decode(text)
    if '"' in text or "\\" in text:
        text = _ESCAPE.sub(r"\1", text.replace('\\"', "\x00").replace('"', "").replace("\x00", '"'))
    text = _SPACES.sub(" ", text).strip().strip(",;").strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1].strip()
    return text[:500]


def _feed(reader: _Reader, kind: str, piece: str) -> None:
    if reader.depth or piece in "()":
        _comment(reader, piece)
    elif reader.in_angle:
        _angle(reader, kind, piece)
    elif kind != "special":
        (reader.item.text if reader.item.angle is None else reader.item.after).append(piece)
    elif piece == "<":
        if reader.item.angle is not None and "@" in "".join(reader.item.angle):
            name = reader.item.after if "".join(reader.item.text).strip() else []
            reader.close()  # two mailboxes without a comma between them
            reader.item.text = name
        reader.in_angle = True
        if reader.item.angle is None:
            reader.item.angle = []
    elif piece == ":":
        if "@" not in "".join(reader.item.text[-50:]):  # group name, or "mailto:"
            reader.item.text.clear()
            reader.pending.clear()
    elif piece != ">":
        reader.close()
        if piece == ";":
            reader.flush()


def _comment(reader: _Reader, piece: str) -> None:
    if piece == "(":
        reader.depth += 1
    elif piece == ")":
        reader.depth = max(0, reader.depth - 1)
    elif len(reader.item.comments) < 50:
        reader.item.comments.append(piece)


def _angle(reader: _Reader, kind: str, piece: str) -> None:
    angle = reader.item.angle
    if angle is None:
        return
    if piece == ">":
        reader.in_angle = False
    elif piece == "<" or piece == ":":
        angle.clear()
    elif piece in (",", ";") and kind == "special":
        if not "".join(angle).lstrip().startswith("@"):  # no route: the bracket was never closed
            reader.close()
    else:
        angle.append(piece)


def _plain(text: str) -> list[Address]:
    name, _, rest = text.rpartition("<")
    return [_mailbox(name, rest.partition(">")[0], [])]


def _mailbox(name: str, spec: str, comments: list[str]) -> Address:
    """One mailbox from its parts; the address is '' when it has no ``local@domain``."""
    address = _address(spec)
    shown = display(name)
    if not shown and comments:
        shown = display("".join(comments))
    if shown.lower() == address:
        shown = ""
    return Address(shown, address)


def _address(spec: str) -> str:
    if "@" not in spec and "=?" in spec:
        spec = encoded_words.decode(spec)
    words = spec.split()
    if len(words) > 1 and not spec.startswith('"'):
        joined = "".join(words)
        whole = [word for word in words if "@" in word.strip("@")]
        spec = whole[0] if whole and '"' not in spec else joined
    spec = spec.strip().strip("'<>,;").rstrip(".").lower()
    local, at, domain = spec.rpartition("@")
    if not at or not local or not domain or len(spec) > 1000:
        return ""
    stray = domain if len(local) > 1 and local[0] == local[-1] == '"' else spec
    if "<" in stray or ">" in stray:
        return ""  # a quotation mark that was never closed took the brackets with it
    if (
        local[0] == '"'
        and local[-1] == '"'
        and len(local) > 2
        and not set(local[1:-1]) & set('" \\@,;:<>()[]')
    ):
        local = local[1:-1]  # RFC 5322 §3.4.1: needless quoting means the same mailbox
    local = local.lstrip("'")
    return f"{local}@{_domain(domain)}" if local else ""


def _domain(domain: str) -> str:
    """ASCII form of an internationalised domain (RFC 5890), so that one domain has one spelling."""
    if domain.isascii() or len(domain) > 253:
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _words(pieces: list[str]) -> list[str]:
    """Words of a text; a quoted string is never cut."""
    words: list[list[str]] = [[]]
    for piece in pieces:
        if piece.isspace():
            words.append([])
        else:
            words[-1].append(piece)
    return ["".join(word) for word in words if word]


def _unquoted(text: str) -> str:
    """``text`` without quoted strings and encoded words: an at in them makes no address."""
    if "=?" in text:
        text = _ENCODED.sub("", text)
    if '"' not in text:
        return text
    return "".join(text.split('"')[::2])
