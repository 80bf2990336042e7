"""Which folders of an account are read, and what each is for (RFC 6154, or its name)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inbox_momentum.assets import data
from inbox_momentum.sources import marks
from inbox_momentum.sources.imap.faults import plain
from inbox_momentum.sources.imap.session import Listed

_USES = frozenset({"all", "archive", "drafts", "flagged", "junk", "sent", "trash", "important"})
_CLOSED = frozenset({"noselect", "nonexistent"})
MOST = 5_000
"""Folders of one account that are read (a count)."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the server."""

    raw: bytes
    """The name as the server writes it."""
    name: str
    """Decoded; what the user calls it."""
    role: str | None
    """As in ``StoredFolder.role``; ``inbox`` for the inbox."""
    readable_name: bool = True
    """False when the name breaks the rules of its encoding (RFC 3501 §5.1.3)."""


@dataclass(frozen=True, slots=True)
class _Table:
    """``[folders]`` and ``[trash]`` of ``data/imap.toml``."""

    views: frozenset[str]
    asked: frozenset[str]
    first: tuple[str, ...]
    trash: frozenset[str]


@cache
def _table() -> _Table:
    rows = tomllib.loads(data("imap.toml").read_text("utf-8"))
    uses = rows["folders"]
    trash = (marks.normalised(name) for names in rows["trash"].values() for name in names)
    return _Table(
        frozenset(uses["views"]),
        frozenset(uses["asked"]),
        tuple(uses["first"]),
        frozenset(filter(None, trash)),
    )


def of_server(listed: Sequence[Listed], foreign: Sequence[bytes] = ()) -> list[Folder]:
    """The user's own folders that can be opened, each with its use.

    A use that no folder has by SPECIAL-USE is given by name, in the languages of ``folders.toml``.
    """
    own = [
        one for one in listed if not one.flags & _CLOSED and not any(one.raw.startswith(p) for p in foreign)
    ][:MOST]
    declared = {use for one in own for use in one.flags & _USES}
    found: dict[str, Folder] = {}
    for one in own:
        name, readable = decoded(one.raw)
        role = _role(one, name, declared)
        found.setdefault(name, Folder(one.raw, name, role, readable))
    return list(found.values())


def decoded(raw: bytes) -> tuple[str, bool]:
    """A folder's name, and whether it kept to modified UTF-7."""
    text = raw.decode("utf-8", "replace")
    name = marks.decoded_utf7(text)
    broken = not raw.isascii() or ("&" in text and name == text)
    return plain(name) or "?", not broken


def _role(one: Listed, name: str, declared: set[str]) -> str | None:
    if one.raw.upper() == b"INBOX":
        return "inbox"
    uses = sorted(one.flags & _USES)
    if uses:
        return uses[0]
    parts = name.split(one.delimiter) if one.delimiter else [name]
    last = parts[-1:]
    marked = marks.of_folder(last)
    if marked.sent and "sent" not in declared:
        return "sent"
    if marked.junk and "junk" not in declared:
        return "junk"
    if marked.draft and "drafts" not in declared:
        return "drafts"
    if "trash" not in declared and marks.normalised(last[0]) in _table().trash:
        return "trash"
    return None


def chosen(
    folders: Sequence[Folder],
    *,
    gmail: bool,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    asked: frozenset[str] = frozenset(),
) -> list[Folder]:
    """What is read: Gmail's \\All alone, else all but views, junk, trash and drafts; the inbox first.

    ``only`` and ``skip`` are names as the user writes them; ``asked`` are uses to read as well.
    """
    table = _table()
    if only:
        names = {name.casefold() for name in only}
        return _ordered([one for one in folders if one.name.casefold() in names])
    everything = [one for one in folders if one.role == "all"] if gmail else []
    if everything:
        # Gmail's other folders are labels: every message of theirs is in \All, with the labels beside it.
        read = everything + [one for one in folders if one.role in (table.asked - {"drafts"}) & asked]
    else:
        left_out = table.views | (table.asked - asked)
        read = [one for one in folders if one.role not in left_out]
    unwanted = {name.casefold() for name in skip}
    return _ordered([one for one in read if one.name.casefold() not in unwanted])


def _ordered(folders: list[Folder]) -> list[Folder]:
    first = _table().first
    rank = {use: place for place, use in enumerate(first)}
    return sorted(folders, key=lambda one: (rank.get(one.role or "", len(first)), one.name))
