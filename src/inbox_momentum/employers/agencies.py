"""Recruiting agencies, and the client that a mail of theirs names."""

from __future__ import annotations

from inbox_momentum.employers import domains
from inbox_momentum.employers.phrases import lowered, name_after
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Address

_SKIPPED = {
    "is",
    "a",
    "an",
    "called",
    "named",
    "-",
    "–",
    "—",
    ":",
    ",",
    "(",
    "the",
    "namens",
    "die",
    "firma",
    "heißt",
    "heisst",
}


def agency_by_address(address: Address) -> str | None:
    """The cue that makes the sender an agency by its domain or display name; else ``None``."""
    label = fold(domains.label(address.domain))
    if label in words().agency_labels:
        return f"known agency {label}"
    flat = label.replace("-", "")
    part = next((one for one in words().agency_label_parts if one in flat), None)
    if part:
        return f"agency's domain ({part})"
    named = " " + fold(address.name) + " "
    part = next((one for one in words().agency_name_parts if f" {one} " in named), None)
    return f"agency's name ({part})" if part else None


def agency_by_text(text: str) -> str | None:
    """The phrase by which a text speaks for a client ("my client"); else ``None``."""
    return next((text_phrase for text_phrase, _ in _client_hits(text)), None)


def clients(text: str) -> tuple[str, ...]:
    """Clients named behind such a phrase ("my client, Globex, …"), in order."""
    found: list[str] = []
    for _, end in _client_hits(text):
        window = text[end : end + 120].lstrip(" ,:;-–—(\n")
        tokens = window.split(" ")
        while tokens and fold(tokens[0].strip(",:()")) in _SKIPPED | {""}:
            tokens.pop(0)
        name = name_after(" ".join(tokens), "") if tokens else None
        if name and name not in found:
            found.append(name)
    return tuple(found)


def _client_hits(text: str) -> list[tuple[str, int]]:
    """(phrase, end of it) of every place that speaks of a client, not "client success"."""
    low = lowered(text)
    hits: list[tuple[str, int]] = []
    for phrase in words().client_phrases:
        start = low.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            before = low[start - 1] if start else " "
            rest = low[end : end + 14]
            if not before.isalnum() and not rest[:1].isalnum() and not _is_department(rest):
                hits.append((phrase, end))
            start = low.find(phrase, end)
    return sorted(hits, key=lambda one: one[1])[:20]


def _is_department(rest: str) -> bool:
    stripped = rest.lstrip(" -")
    return rest[:1] in " -" and stripped.startswith(words().not_client)
