"""How a company that is known by its host name writes itself ("haldenrobotics" → Halden Robotics)."""

from __future__ import annotations

import re
from functools import cache

from inbox_momentum.employers import domains
from inbox_momentum.employers.labels import bare_labels
from inbox_momentum.employers.names import company_words_in, german, label_key, label_name, tidy
from inbox_momentum.employers.words import fold, words

_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w{4,30}")
_TOKEN = re.compile(r"\S+")
_EDGES = "\"'“”‘’«»()[]<>{}*_,;:!?…|"
_MOST_WORDS = 4
_MOST_FORMS = 6
_SHORTEST = 5
"""Letters of a first word that a host name may be shortened after."""


def spellings(text: str, key: str) -> tuple[str, ...]:
    """Capitalised forms of ``key`` in ``text``, a following "Robotics" or "& Sons" included."""
    if len(key) < 2 or key not in squeezed(text):
        return ()
    forms: list[str] = []
    for line in text.splitlines():
        if len(forms) < _MOST_FORMS and key in squeezed(line):
            forms.extend(one for one in _in_line(_TOKEN.findall(line), key) if one not in forms)
    return tuple(dict.fromkeys(forms))[:_MOST_FORMS]


def spelled_at(text: str, host: str) -> tuple[str, ...]:
    """How ``text`` spells the name of whoever has ``host``: whole, without additions, in part."""
    key = label_key(host)
    bare = tuple(form for label in bare_labels(host) for form in spellings(text, label))
    return spellings(text, key) or bare or abbreviated(text, key) or _first_part(text, host)


def first_part(text: str, host: str) -> tuple[str, ...]:
    """ "Kornblume" at kornblume-muesli.de."""
    head, _, rest = domains.label(host).partition("-")
    return spellings(text, fold(head)) if rest and len(head) >= _SHORTEST else ()


def with_accents(text: str, host: str) -> str | None:
    """ "Mühlhaus Steuerungen" of muehlhaus-steuerungen.de, where the text says "Mühlhaus"."""
    parts = label_name(host).split()
    said = {fold(german(one)): one for one in _WORD.findall(text) if not one.isascii() and one[:1].isupper()}
    written = [said.get(fold(one), one) for one in parts]
    return " ".join(written) if written != parts else None


def _first_part(text: str, host: str) -> tuple[str, ...]:
    """As ``first_part``; a rest like "-systems" belongs to the name."""
    rest = domains.label(host).partition("-")[2]
    return () if rest in words().kinds_of_business else first_part(text, host)


def _in_line(tokens: list[str], key: str) -> list[str]:
    folded = [fold(_core(one)) if _is_word(one) else "\0" for one in tokens]
    flat = ["".join(ch for ch in one if ch.isalnum()) if one != "\0" else one for one in folded]
    found = []
    for start, first in enumerate(flat):
        if first and first != "\0" and key.startswith(first):
            end = _end_of(flat, start, key)
            form = _form(tokens, flat, start, end) if end else None
            if form:
                found.append(form)
    return found


def abbreviated(text: str, key: str) -> tuple[str, ...]:
    """Names of which ``key`` is short for: talbotinsure → Talbot Insurance, pergolarh → Pergola.

    The first word must start the key, the second begin with the letter that follows.
    """
    found: list[str] = []
    for line in text.splitlines():
        tokens = line.split()
        for start, raw in enumerate(tokens):
            first = fold(_core(raw))
            if len(first) < _SHORTEST or not raw[:1].isupper() or first == key or not key.startswith(first):
                continue
            name = _abbreviated_run(tokens, start, key[len(first) :])
            if name and name not in found:
                found.append(name)
    return tuple(found[:_MOST_FORMS])


def _abbreviated_run(tokens: list[str], start: int, rest: str) -> str | None:
    taken = [_core(tokens[start])]
    for raw in tokens[start + 1 : start + _MOST_WORDS]:
        last = tokens[start + len(taken) - 1]
        core = _core(raw)
        if (
            last != _core(last)
            or raw[0] in _EDGES
            or not core[:1].isupper()
            or not _is_word(raw)
            or fold(core) in words().stop_words
        ):
            break
        taken.append(core)
    following = [fold(one) for one in taken[1:]]
    if any(one[:1] == rest[:1] for one in following[:1]):
        return tidy(" ".join(taken))
    return taken[0] if rest.strip("-") in words().domain_suffixes else None


def squeezed(text: str) -> str:
    """Letters and digits of ``text``, folded; '' for a text of more than 16 KB."""
    return _NO_LETTER.sub("", fold(text)) if len(text) < 1 << 14 else ""


@cache
def _registered() -> frozenset[str]:
    """First words of legal forms."""
    return frozenset(one[0] for one in words().legal_forms - words().weak_legal_forms)


def _is_word(token: str) -> bool:
    """False for addresses, links and host names."""
    core = token.strip(_EDGES).rstrip(".")
    return "@" not in core and "/" not in core and "." not in core.rstrip(".")


def _core(token: str) -> str:
    core = token.strip(_EDGES).rstrip(".")
    return core[:-2] if core.endswith(("'s", "’s")) else core


def _end_of(flat: list[str], start: int, key: str) -> int:
    built = ""
    for end in range(start, min(start + _MOST_WORDS, len(flat))):
        if flat[end] == "\0":
            return 0
        built += flat[end]
        if built == key:
            return end + 1
        if not key.startswith(built):
            return 0
    return 0


def _form(tokens: list[str], flat: list[str], start: int, end: int) -> str | None:
    core = [_core(one) for one in tokens[start:end]]
    if not any(one[:1].isupper() for one in core):
        return None
    if all(one.isupper() for one in core) and len("".join(core)) > 5:
        return None
    last = tokens[end - 1]
    tail = _follower(tokens, flat, end, core[-1]) if end < len(tokens) and last == _core(last) else []
    # Commas inside stay: "Pemberton, Ashworth & Associated Engineers".
    pairs = zip(core[:-1], tokens[start : end - 1], strict=True)
    inner = [one + "," if raw.endswith(",") else one for one, raw in pairs]
    return tidy(" ".join([*inner, core[-1], *tail]))


def _follower(tokens: list[str], flat: list[str], end: int, last: str) -> list[str]:
    """What belongs to the name after its squeezed part: "Robotics", "& Associated Engineers"."""
    if flat[end] in words().kinds_of_business and flat[end] not in words().team_words:
        if (flat[end + 1 : end + 2] or [""])[0] in _registered():
            return []  # the name in the register, which the company may leave out
        if flat[end] in words().loose_kinds and tokens[end + 1 : end + 2] and tokens[end + 1][0].isupper():
            return []  # "Halden Data Platform"
        following = _core(tokens[end])
        return [following] if following[:1].isupper() and company_words_in(f"{last} {following}") else []
    if tokens[end] not in {"&", "+"}:
        return []
    taken = [tokens[end]]
    for raw in tokens[end + 1 : end + 4]:
        if not _core(raw)[:1].isupper():
            break
        taken.append(_core(raw))
        if raw != _core(raw):
            break
    return taken if len(taken) > 1 else []
