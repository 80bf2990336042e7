"""The tables behind ``relevance``: words of hiring, fields of bulk mail, known senders."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox_momentum import assets, free_mail

_BLANKED = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(
    range(128, 256)
)
"""Capitals to small letters, every other sign of ASCII to a blank."""


_SUBJECT = 1000
"""Characters of a subject that are looked at."""


@dataclass(frozen=True, slots=True)
class Tables:
    """``data/relevance.toml`` and ``data/senders.tsv``, ready for comparison."""

    bulk_fields: frozenset[str]
    hiring: tuple[bytes, ...]
    """Folded pieces of subjects (``folded``)."""
    own: tuple[bytes, ...]
    """... that speak of the reader's own application."""
    careers: frozenset[str]
    career_parts: tuple[str, ...]
    relays: frozenset[str]
    senders: dict[str, bool]
    """Domain or address of a platform → False when it sends advertising alone."""
    second_level: frozenset[str]
    reserved: frozenset[str]
    free: frozenset[str]
    free_labels: frozenset[str]


@cache
def tables() -> Tables:
    """The tables, read once."""
    rows = tomllib.loads(assets.data("relevance.toml").read_text("utf-8"))
    domains = tomllib.loads(assets.data("threading.toml").read_text("utf-8"))["domains"]
    free, free_labels = free_mail.table()
    return Tables(
        bulk_fields=frozenset(rows["bulk_fields"]),
        hiring=_needles(word for group in rows["subject"].values() for word in group),
        own=_needles(rows["own"]["words"]),
        careers=frozenset(rows["senders"]["careers"]),
        career_parts=tuple(rows["senders"]["parts"]),
        relays=frozenset(rows["senders"]["relays"]),
        senders=_senders(),
        second_level=frozenset(domains["second_level"]),
        reserved=frozenset(domains["reserved"]),
        free=free,
        free_labels=free_labels,
    )


def _needles(words: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(sorted({_blanked(word) for word in words}, key=lambda one: (len(one), one)))


def _senders() -> dict[str, bool]:
    lines = assets.data("senders.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    category, sender = rows[0].index("category"), rows[0].index("sender")
    return {row[sender].lower(): row[category] != "board-bulk" for row in rows[1:]}


def _blanked(text: str) -> bytes:
    if not text.isascii():
        parted = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in parted if not unicodedata.combining(sign)).casefold()
    return text.encode("utf-8", "replace").translate(_BLANKED)


def folded(subject: str) -> bytes:
    """A decoded subject for comparison: no case, accents and punctuation, a blank at both ends."""
    return b" %b " % b" ".join(_blanked(subject[:_SUBJECT]).split())


def pieces(subject: bytes) -> list[bytes]:
    """The words of ``folded``, for a subject that is ASCII and encodes nothing."""
    return subject[:_SUBJECT].translate(_BLANKED).split()


@lru_cache(maxsize=65_536)
def may_speak(word: bytes) -> bool:
    """False for a word of a folded subject in which no needle of hiring is or begins.

    Words come again and again: with this most subjects need no search at all.
    """
    whole, ends = _first_words()
    return word in whole or word.endswith(ends) or hiring_pattern().search(b" %b " % word) is not None


@cache
def _first_words() -> tuple[frozenset[bytes], tuple[bytes, ...]]:
    """First words of needles of several words: whole ones, and ends of words."""
    several = [needle for needle in tables().hiring if b" " in needle.strip()]
    whole = frozenset(needle.split()[0] for needle in several if needle.startswith(b" "))
    return whole, tuple(sorted({needle.split()[0] for needle in several} - whole))


@lru_cache(maxsize=65_536)
def home(host: str) -> str:
    """The part of a host name that one organisation registered; '' for free mail and no domain.

    Needs no public suffix list: a suffix taken for a name only means that more is read.
    """
    known = tables()
    labels = host.strip(".").lower().split(".")
    if len(labels) < 2:
        return ""
    short = len(labels[-1]) == 2 and labels[-2] in known.second_level
    taken = 3 if len(labels) > 2 and (short or ".".join(labels[-2:]) in known.reserved) else 2
    name = ".".join(labels[-taken:])
    free = name in known.free or host in known.free or labels[-taken] in known.free_labels
    return "" if free else name


@lru_cache(maxsize=65_536)
def platform(address: str) -> bool | None:
    """Whether a known platform of hiring sends from ``address``; ``None``: its advertising alone does."""
    known = tables()
    local, _, host = address.rpartition("@")
    labels = host.split(".")[-8:]
    candidates = [address, f"{local.partition('+')[0]}@{host}"]
    candidates += [".".join(labels[place:]) for place in range(len(labels))]
    row = next((known.senders[one] for one in candidates if one in known.senders), None)
    if row is False:
        return None
    return row is True or (len(labels) > 2 and labels[0] in known.relays)


@lru_cache(maxsize=65_536)
def hires(local: str) -> bool:
    """Whether a local part is a hiring department's (``jobs``, ``acme-careers``, ``KirkbyRecruiting``)."""
    known = tables()
    bare = local.partition("+")[0].lower()
    parts = bare.translate({ord(sign): "-" for sign in "._"}).split("-")
    whole = bare in known.careers or parts[0] in known.careers or parts[-1] in known.careers
    return whole or any(part in bare for part in known.career_parts)


@cache
def hiring_pattern() -> re.Pattern[bytes]:
    """Finds any of ``Tables.hiring``."""
    return _pattern(tables().hiring)


@cache
def own_pattern() -> re.Pattern[bytes]:
    """Finds any of ``Tables.own``."""
    return _pattern(tables().own)


_Tree = dict[int, "_Tree"]


def _pattern(needles: Sequence[bytes]) -> re.Pattern[bytes]:
    """One expression that branches byte by byte: four hundred needles cost as much as a few."""
    root: _Tree = {}
    ends: set[int] = set()
    for needle in needles:
        node = root
        for code in needle:
            node = node.setdefault(code, {})
        ends.add(id(node))
    return re.compile(_branches(root, ends))


def _branches(node: _Tree, ends: set[int]) -> bytes:
    """Expression of what may follow; nothing behind a whole needle, for finding it is enough."""
    if id(node) in ends:
        return b""
    ways = [re.escape(bytes([code])) + _branches(below, ends) for code, below in sorted(node.items())]
    return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")"
