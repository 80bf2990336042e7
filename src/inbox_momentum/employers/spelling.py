"""How a company that is known by its host name writes itself ("haldenrobotics" → Halden Robotics)."""

from __future__ import annotations

import re

from inbox_momentum.employers.names import company_words_in, tidy
from inbox_momentum.employers.words import fold, words

_TOKEN = re.compile(r"\S+")
_EDGES = "\"'“”‘’«»()[]<>{}*_,;:!?…|"
_MOST_WORDS = 4
_MOST_FORMS = 6


def spellings(text: str, key: str) -> tuple[str, ...]:
    """Capitalised forms of ``key`` in ``text``, a following "Robotics" or "& Sons" included."""
    if len(key) < 2 or key not in squeezed(text):
        return ()
    forms: list[str] = []
    for line in text.splitlines():
        if len(forms) < _MOST_FORMS:
            forms.extend(one for one in _in_line(_TOKEN.findall(line), key) if one not in forms)
    return tuple(dict.fromkeys(forms))[:_MOST_FORMS]


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


def squeezed(text: str) -> str:
    """Letters and digits of ``text``, folded; '' for a text of more than 16 KB."""
    return "".join(ch for ch in fold(text) if ch.isalnum()) if len(text) < 1 << 14 else ""


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
    if flat[end] in words().descriptors:
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
