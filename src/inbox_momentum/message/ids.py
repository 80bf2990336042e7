"""Message-IDs out of Message-ID, References and In-Reply-To (RFC 5322 §3.6.4)."""

from __future__ import annotations

import re

MAX_REFERENCES = 1_000
"""Ids kept of one References list."""
KEPT_FIRST = 100
"""Of those, how many from its start (the root matters); the rest are its last ones."""

_BRACKETED = re.compile(r"<([^<>]{1,1000})>")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_QUOTED = re.compile(r'"([^"]{1,500})"')
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_ESCAPE = re.compile(r"\\(.)")


def normal(text: str) -> str:
    """One id without brackets, folding white space and needless quoting.

    RFC 5256 §3: ``<"abc"@x>`` and ``<abc@x>`` are the same id. '' when nothing is left.
    """
    text = _CONTROL.sub("", text)
    if not text.startswith('"'):
        return text
    local, _, domain = text.rpartition("@")
    match = _QUOTED.fullmatch(local)
    if match is None:
        return text
    plain = _ESCAPE.sub(r"\1", match[1])
    return f"{plain}@{domain}" if _DOT_ATOM.fullmatch(plain) else f'"{match[1]}"@{domain}'


def message_id(value: str) -> str:
    """The id of a Message-ID field; '' when it holds none.

    Leniency: no brackets (old Outlook, some web forms) when the value is one word.
    """
    match = _BRACKETED.search(value)
    if match is not None:
        return normal(match[1])
    bare = value.strip().strip("<>")
    usable = bare and len(bare) <= 1000 and not _SPACE.search(bare) and not set(bare) & set("<>")
    return normal(bare) if usable else ""


def references(values: list[str]) -> tuple[tuple[str, ...], bool]:
    """Ids of the References fields in order, and whether some had to be left out."""
    found: list[str] = []
    for value in values:
        bracketed = _BRACKETED.findall(value)
        found.extend(normal(item) for item in (bracketed or _bare(value)))
    found = [item for item in found if item]
    if len(found) <= MAX_REFERENCES:
        return tuple(found), False
    return (*found[:KEPT_FIRST], *found[KEPT_FIRST - MAX_REFERENCES :]), True


def in_reply_to(values: list[str]) -> tuple[str, ...]:
    """Ids of the In-Reply-To fields.

    RFC 822 allowed prose there ("Your message of …", names and addresses in
    angle brackets after the id): beside prose only the first bracketed item
    counts, as RFC 5256 §3 takes the first id.
    """
    found: list[str] = []
    for value in values:
        bracketed = _BRACKETED.findall(value)
        if not bracketed:
            found.extend(_bare(value))
            continue
        prose = _BRACKETED.sub("", value).strip(" \t,;")
        likely = [item for item in bracketed if "@" in item] or bracketed
        found.extend(likely[:1] if prose else bracketed)
    return tuple(dict.fromkeys(item for item in map(normal, found) if item))[:MAX_REFERENCES]


def _bare(value: str) -> list[str]:
    """Ids without brackets: only when every word looks like one."""
    words = value.replace(",", " ").split()
    usable = all("@" in word.strip("@") and len(word) <= 1000 and not set(word) & set("<>") for word in words)
    return words if usable else []
