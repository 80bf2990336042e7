"""Whether two keys, or a name and a host name, can be one company's."""

from __future__ import annotations

from inbox_momentum.employers.names import label_key, name_key, name_keys, name_words
from inbox_momentum.employers.words import words


def alike(one: str, other: str) -> bool:
    """True when two keys may be one company's: equal, or one starts the other (≥ 4 letters)."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 4 and long.startswith(short))


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
    initials = "".join(one[0] for one in name_words(name))
    return len(initials) >= 3 and initials == label


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
