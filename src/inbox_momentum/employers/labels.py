"""Whether two keys, or a name and a host name, can be one company's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from inbox_momentum.employers import domains
from inbox_momentum.employers.names import german, label_key, name_key, name_keys, name_words
from inbox_momentum.employers.words import words

_FULL_WORD = 4
"""Letters of a word that makes a host name a company's by itself."""
_PREFIX = 5
"""Letters of a host name that may be the start of a longer word."""
_MOST_WORDS = 12
_MOST_STEPS = 400
_MOST_AHEAD = 3
"""Words that may stand before those of the label: "Talleres Mecánicos Ruiz"."""


def alike(one: str, other: str) -> bool:
    """True when two keys may be one company's: equal, or one starts the other (≥ 4 letters)."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 4 and long.startswith(short))


def contains(longer: str, name: str) -> bool:
    """True when the words of ``name`` stand inside ``longer``, which has more."""
    parts, whole = name_words(name), name_words(longer)
    if not parts or len(parts) >= len(whole) or len("".join(parts)) < _FULL_WORD:
        return False
    return any(whole[at : at + len(parts)] == parts for at in range(len(whole) - len(parts) + 1))


def extends(longer: str, name: str) -> bool:
    """True when ``longer`` is ``name`` with words after it."""
    key = name_key(name)
    return (
        len(key) >= 4 and name_key(longer).startswith(key) and len(name_words(longer)) > len(name_words(name))
    )


def matches_label(name: str, host: str) -> bool:
    """True when ``host`` can be named after ``name``: alike, with an affix, or its initials."""
    label = label_key(host)
    if not label:
        return False
    bare = bare_labels(host)
    if any(alike(label, key) or key in bare for key in name_keys(name)):
        return True
    return fits(name, host)


def bare_labels(host: str) -> tuple[str, ...]:
    """The label without "get", "hq", "careers" and other additions to a taken domain."""
    label = label_key(host)
    found = []
    for tail in words().domain_suffixes:
        tail = tail.replace("-", "")
        if label.endswith(tail) and len(label) - len(tail) >= 3:
            found.append(label.removesuffix(tail))
    for head in words().domain_prefixes:
        head = head.replace("-", "")
        if label.startswith(head) and len(label) - len(head) >= 3:
            found.append(label.removeprefix(head))
    return tuple(sorted(set(found), key=lambda one: (-len(one), one)))


def fits(name: str, host: str) -> bool:
    """True when beginnings of the words of ``name``, in order, make up the whole label of ``host``.

    "Van den Berg Logistiek" → vdberg, "Metalúrgica Vale do Rio" → mvr; words may
    be left over before and behind, but not when only initials speak for the name.
    """
    if any(_start(parts, one) is not None for parts in _spelled(name) for one in _labels(host)):
        return True
    parts = name_words(name)  # "Grupo Halden" may write from haldengrupo.com
    turned = len(parts) > 1 and parts[0] in words().leading_kinds
    return turned and label_key(host) == "".join((*parts[1:], parts[0]))


class NamesOfHosts:
    """Names by the letters that a host named after them begins with."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are pairs of a name and whose it is."""
        self._by_letter: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, whose in names:
            for letter in sorted({word[0] for parts in _spelled(name) for word in parts}):
                self._by_letter[letter].append((name, whose))

    def whose(self, host: str) -> str | None:
        """The only one with a name that accounts for ``host``."""
        letters = {one[0] for one in _labels(host)}
        found = {whose for one in letters for name, whose in self._by_letter.get(one, ()) if fits(name, host)}
        return next(iter(found)) if len(found) == 1 else None


def led(name: str, host: str) -> bool:
    """True when other words stand before the label's: "Carla Brandi", "Officine Brandi"."""
    found = [_start(parts, one) for parts in _spelled(name) for one in _labels(host)]
    starts = [one for one in found if one is not None]
    return bool(starts) and min(starts) > 0


@lru_cache(maxsize=1 << 12)
def _labels(host: str) -> tuple[str, ...]:
    """What a name may have to account for: the label, without additions, or its one long part.

    "ayto-morvan" is Ayuntamiento de Morvan.
    """
    label = label_key(host)
    if not label:
        return ()
    parts = domains.label(host).split("-")
    long = [one for one in parts if len(one) >= _PREFIX]
    short = [one for one in parts if len(one) < _PREFIX]
    alone = tuple(long) if len(long) == 1 and short and all(len(one) <= _FULL_WORD for one in short) else ()
    return (label, *bare_labels(host), *alone)


def is_whole(name: str, host: str) -> bool:
    """True when every word of ``name`` gives the label its beginning, but for "Trust" and the like behind."""
    labels = _labels(host)
    return any(_accounts(parts, 0, one, strict=True) for parts in _spelled(name) for one in labels)


_ANDS = ("", "and", "und", "et", "y")


@lru_cache(maxsize=1 << 13)
def _spelled(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of ``name``, with umlauts and the ampersand in their ways to be spelled."""
    joined = {name.replace("&", f" {one} ").replace("+", f" {one} ") for one in _ANDS}
    forms = (name, *sorted(joined - {name})) if "&" in name or "+" in name else (name,)
    return tuple(dict.fromkeys(name_words(one) for form in forms for one in (form, german(form))))


@lru_cache(maxsize=1 << 14)
def _start(parts: tuple[str, ...], label: str) -> int | None:
    """How many words stand before the label's; ``None`` when ``parts`` do not account for it."""
    if len(parts) > _MOST_WORDS:
        return None
    significant = 0
    for start, word in enumerate(parts):
        if _accounts(parts, start, label):
            return significant
        significant += word not in words().name_joiners
        if significant > _MOST_AHEAD:
            break
    return None


def _accounts(parts: tuple[str, ...], start: int, label: str, *, strict: bool = False) -> bool:
    """Whether the label is made of beginnings of the words from ``start`` on."""
    joiners = words().name_joiners
    # (next word, letters used, letters of whole long words, words that gave letters)
    stack = [(start, 0, 0, 0)]
    for _ in range(_MOST_STEPS):
        if not stack:
            return False
        at, used, whole, given = stack.pop()
        if used == len(label):
            if _enough(parts, start, at, label, 0 if strict else whole, given):
                return True
            continue
        if at == len(parts):
            if whole and not strict and label[used:] in words().domain_suffixes:
                return True
            continue
        word = parts[at]
        if at > start and (word in joiners or len(word) == 1 or (whole and not strict)):
            stack.append((at + 1, used, whole, given))
        size = 0
        while size < len(word) and word[size : size + 1] == label[used + size : used + size + 1]:
            size += 1
            long = size if size == len(word) >= _FULL_WORD else 0
            stack.append((at + 1, used + size, whole + long, given + (word not in joiners)))
    return False


def _enough(parts: tuple[str, ...], start: int, at: int, label: str, whole: int, given: int) -> bool:
    """A whole long word, the start of one long word, or the beginnings of all words of the name."""
    if whole or (given == 1 and len(label) >= _PREFIX):
        return True
    before = [one for one in parts[:start] if one not in words().name_joiners]
    kinds = words().name_joiners | words().kinds_of_business | words().group_words | words().body_words
    return given >= 2 and len(label) >= 3 and not before and all(one in kinds for one in parts[at:])
