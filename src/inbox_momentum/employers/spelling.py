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
    """Capitalised forms of ``key`` in ``text``, a following "Robotics", "Labs" … included."""
    if len(key) < 2 or key not in _squeezed(text):
        return ()
    tokens = _TOKEN.findall(text)
    folded = [fold(_core(one)) if _is_word(one) else "\0" for one in tokens]
    flat = ["".join(ch for ch in one if ch.isalnum()) if one != "\0" else one for one in folded]
    forms: list[str] = []
    for start, first in enumerate(flat):
        if not first or first == "\0" or not key.startswith(first):
            continue
        end = _end_of(flat, start, key)
        if end:
            form = _form(tokens, flat, start, end)
            if form and form not in forms:
                forms.append(form)
        if len(forms) >= _MOST_FORMS:
            break
    return tuple(forms)


def _squeezed(text: str) -> str:
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
    if end < len(tokens) and last == _core(last) and flat[end] in words().descriptors:
        follower = _core(tokens[end])
        if follower[:1].isupper() and company_words_in(f"{core[-1]} {follower}"):
            core.append(follower)
    return tidy(" ".join(core))
