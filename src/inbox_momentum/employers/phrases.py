"""Company names in running text, next to the phrases of ``data/company_phrases.toml``.

Plain searches for fixed strings and one pass over at most ``_WINDOW`` characters
behind each hit: linear in the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inbox_momentum.employers.names import (
    LONGEST_NAME,
    company_words_in,
    is_role,
    plausible,
    strip_team,
    tidy,
)
from inbox_momentum.employers.words import Phrase, fold, phrases, words

LONGEST_TEXT = 4000
"""Characters of a text that are searched: employers are named early."""

_WINDOW = 160
_MOST_WORDS = 6
_MOST_HITS = 40
_WRAPPED = 50
"""A line of at least so many characters goes on in the next one."""

_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_TOKEN = re.compile(r"\S+")
_OPENING = "\"'“‘„«([<*_`‚"
_CLOSING = "\"'”’»)]>*_`"
_ENDING = ".,;:!?…"
_HOST = re.compile(r"[a-z0-9-]{2,63}\.[a-z]{2,12}")
_POSSESSIVE = ("'s", "’s", "´s", "`s")


@dataclass(frozen=True, slots=True)
class Named:
    """A company named in a text."""

    name: str
    strong: bool
    cue: str
    """The phrase."""
    position: int


def unwrapped(text: str) -> str:
    """``text`` (its start) with hard line breaks inside sentences undone."""
    lines = text[:LONGEST_TEXT].replace("\r", "").split("\n")
    parts = []
    for here, after in zip(lines, [*lines[1:], ""], strict=True):
        goes_on = len(here) >= _WRAPPED and after.strip() != ""
        parts.append(here + (" " if goes_on else "\n"))
    return "".join(parts)


def lowered(text: str) -> str:
    """Lower case of the same length as ``text``, so that positions agree."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def companies(text: str) -> tuple[Named, ...]:
    """Every company that a phrase names in ``text``, in order of appearance."""
    low = lowered(text)
    found: dict[tuple[str, bool], Named] = {}
    for phrase in phrases():
        if phrase.text not in low:
            continue
        for start in _hits(low, phrase.text):
            name = _name_at(text, start, phrase)
            if name and fold(name.rpartition(" ")[2]) in words().hiring_words:
                name = strip_team(name)[0] or name
            strong = phrase.strong and not (name and phrase.of_role and _directly(text, start, phrase, name))
            if name and (name, strong) not in found:
                found[name, strong] = Named(name, strong, phrase.text, start)
    return tuple(sorted(found.values(), key=lambda one: (one.position, -len(one.cue), one.name)))


def in_brackets(text: str) -> tuple[str, ...]:
    """Companies in brackets behind a person: "Theo Mansour (CEO, Kestrel Loom)"."""
    found = []
    for inner, start in ((one.group(1), one.start()) for one in _BRACKETS.finditer(text)):
        title, comma, company = inner.partition(", ")
        before = text[max(0, start - 60) : start].split()
        named = len(before) >= 2 and all(_capital(one) and one[-1].isalpha() for one in before[-2:])
        name = tidy(company if comma else title)
        titled = bool(comma) and (is_role(title) or fold(title) in words().role_words)
        if named and (titled or not comma) and _capital(name) and plausible(name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _hits(low: str, needle: str) -> Iterator[int]:
    """Positions of ``needle`` between word boundaries."""
    position, count = low.find(needle), 0
    while position >= 0 and count < _MOST_HITS:
        end = position + len(needle)
        before = low[position - 1] if position else " "
        after = low[end] if end < len(low) else " "
        if not before.isalnum() and not after.isalnum():
            count += 1
            yield position
        position = low.find(needle, end)


def _directly(text: str, start: int, phrase: Phrase, name: str) -> bool:
    """True for "application for Warehouse Operative": the name is where the job title may be."""
    behind = text[start + len(phrase.text) :][:_WINDOW].lstrip(" \n" + _OPENING)
    return behind.startswith(name) and not company_words_in(name)


def _name_at(text: str, start: int, phrase: Phrase) -> str | None:
    if not phrase.follows:
        return name_before(text, start)
    end = start + len(phrase.text)
    return name_after(text[end : end + _WINDOW], phrase.language)


def name_after(window: str, language: str = "en") -> str | None:
    """Company at the start of ``window``, or behind "at" in the same sentence.

    "Halden Robotics for the role" → Halden Robotics; "the Data Engineer role at
    Halden" → Halden; a role alone names nobody.
    """
    window = window.split("\n\n", 1)[0].lstrip()
    tokens = _TOKEN.findall(window.split("\n", 1)[0])
    if not tokens:
        return None
    first = 1 if fold(tokens[0]) in {"the", "our", "die", "der", "dem", "den"} else 0
    name = _forward(tokens[first:])
    if name and plausible(name) and not _role_follows(tokens, name, first):
        return name
    at_words = words().at_words.get(language, frozenset())
    for index, token in enumerate(tokens[:-1]):
        if index and tokens[index - 1][-1] in ".!?;" and not fold(tokens[index - 1]).startswith(("sr", "jr")):
            break
        if fold(token) in at_words:
            follower = tokens[index + 1 :]
            name = _forward(follower[1:] if fold(follower[0]) in {"the", "der", "la"} else follower)
            if name and plausible(name):
                return name
    return None


def _role_follows(tokens: list[str], name: str, first: int) -> bool:
    """True for "Data Platform role": the capitals name a post, not a company."""
    behind = first + len(name.split())
    if behind <= len(tokens) and tokens[behind - 1][-1:] in _ENDING:
        return False
    following = fold(tokens[behind].strip(_ENDING)) if behind < len(tokens) else ""
    return following in {
        "role",
        "position",
        "job",
        "opening",
        "vacancy",
        "posting",
        "roles",
        "stelle",
        "internship",
    }


def _forward(tokens: list[str]) -> str | None:
    """The run of name-like words at the start of ``tokens``."""
    taken: list[str] = []
    for index, raw in enumerate(tokens[: _MOST_WORDS + 2]):
        if taken and raw[0] in "([{":
            break
        core = raw.lstrip(_OPENING)
        bare = core.rstrip(_CLOSING + _ENDING)
        ended = core != bare and not core.endswith("&")
        if not bare:
            if core == "&" or raw == "&":
                taken.append("&")
                continue
            break
        if (fold(bare) in words().joiners and taken and bare.islower()) or bare in {"&", "+"}:
            if not taken or index + 1 >= len(tokens) or not _capital(tokens[index + 1].lstrip(_OPENING)):
                break
            taken.append(bare)
            continue
        if not _name_like(bare, first=not taken) or (fold(bare) in words().stop_words):
            break
        owned = bare.endswith(_POSSESSIVE)
        taken.append(bare[:-2] if owned else bare)
        if owned or len(taken) >= _MOST_WORDS:
            break
        if ended:
            _append_legal(taken, core, tokens[index + 1 : index + 2])
            break
    while taken and fold(taken[-1]) in words().joiners | {"&", "+"}:
        taken.pop()
    name = " ".join(taken)
    return tidy(name) if name and len(name) <= LONGEST_NAME else None


def _append_legal(taken: list[str], core: str, following: list[str]) -> None:
    """Keep the dot of "Inc." and the legal form behind "Acme,"."""
    forms = words().legal_forms
    if core.endswith(".") and (fold(taken[-1]).replace(".", ""),) in forms and len(taken) > 1:
        taken[-1] += "."
    elif core.endswith(",") and following:
        form = following[0].rstrip(_CLOSING + ",;:!?")
        if (fold(form).replace(".", ""),) in forms and form[:1].isupper():
            taken[-1] += ","
            taken.append(form)


def name_before(text: str, position: int) -> str | None:
    """Company that ends right before ``position`` ("Halden Robotics| has invited you")."""
    window = text[max(0, position - 100) : position]
    window = window[window.rfind("\n") + 1 :]
    if window and not window[-1].isspace():
        return None
    taken: list[str] = []
    for raw in reversed(_TOKEN.findall(window)):
        core = raw.strip(_OPENING + _CLOSING)
        final = core.rstrip(_ENDING)
        sentence_end = core != final and not (taken == [] and core.endswith("."))
        legal = bool(taken) and (fold(taken[0]).replace(".", ""),) in words().legal_forms
        if not final or (sentence_end and taken and not (core.endswith(",") and legal)):
            break
        joiner = fold(final) in words().joiners and bool(taken)
        if not joiner and (not _name_like(final, first=True) or fold(final) in words().stop_words):
            break
        if sentence_end and not taken:
            break
        owned = final.endswith(_POSSESSIVE)
        if owned and taken:
            taken = []
        taken.insert(0, final[:-2] if owned else final)
        if raw[0] in "([" and raw[-1] not in ")]":
            break  # "Ana Gil (Halden Robotics) has sent you"
        if len(taken) >= _MOST_WORDS:
            break
    unwanted = words().generic_names | words().joiners | words().stop_words
    while taken and (fold(taken[0]) in unwanted or fold(taken[0]) in {"ihr", "dein", "votre", "tu", "su"}):
        taken.pop(0)
    name, _ = strip_team(tidy(" ".join(taken)))
    return name if name and plausible(name) else None


def _capital(token: str) -> bool:
    """True when ``token`` starts like a proper name (also in scripts without case)."""
    first = token[:1]
    return first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())


def _name_like(token: str, *, first: bool) -> bool:
    if _capital(token):
        return True
    if first and _HOST.fullmatch(token):
        return True
    return token[:1].islower() and any(one.isupper() for one in token[1:3])


def segments(subject: str) -> tuple[str, ...]:
    """Parts of a subject between dashes and bars that may be a company.

    "Data Engineer - Halden Robotics" → Halden Robotics.
    """
    text = tidy(subject[:300])
    while ":" in text[:6] and text.split(":", 1)[0].strip().isalpha():
        text = text.split(":", 1)[1].strip()
    for mark in (" – ", " — ", " | ", " · ", " // ", " / ", ": ", " • "):
        text = text.replace(mark, " - ")
    parts = [tidy(one) for one in text.split(" - ") if "(" not in one]
    if " - " not in text:
        return ()
    kept = []
    for part in parts:
        tokens = part.split()
        if 0 < len(tokens) <= 4 and _capital(part) and plausible(part) and not is_role(part):
            lower = [one for one in tokens if one.islower() and fold(one) not in words().joiners]
            if not lower:
                kept.append(part)
    return tuple(kept)
