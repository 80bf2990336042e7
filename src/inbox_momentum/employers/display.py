"""Display names: who is the person in them, and which company do they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox_momentum.employers.names import (
    company_words_in,
    is_platform,
    name_key,
    plausible,
    strip_team,
    tidy,
)
from inbox_momentum.employers.words import fold, words

_VIA = re.compile(r"\s(?:via|through|über|par|por|@)\s", re.IGNORECASE)
_FOR = re.compile(
    r"\s(?:on behalf of|for|im auftrag von|im namen von|pour le compte de|en nombre de|namens|per conto di"
    r"|em nome de)\s",
    re.IGNORECASE,
)
_OF = re.compile(r"\s(?:from|at|bei|von|chez|@)\s", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$")
_DASH = re.compile(r"\s(?:-|–|—|\||·|/|•)\s|\s?\|\s?")


@dataclass(frozen=True, slots=True)
class Display:
    """A display name taken apart."""

    person: str | None
    """A person's name; ``None`` when there is none or it cannot be told from a company."""
    company: str | None
    """The company named for certain ("Jane from Acme", "Acme Hiring Team")."""
    whole: str | None
    """A name that may be either a person's or a company's."""
    sure: bool = True
    """False when the company stands in brackets or behind a dash: it may be a nickname or a place."""


NOBODY = Display(None, None, None)


def sides(name: str) -> tuple[str, str] | None:
    """(company, service) of "Acme via TalentFlow" and "TalentFlow on behalf of Acme"; else ``None``."""
    text = tidy(" ".join(name[:400].split()))
    via, of = _VIA.split(text, maxsplit=1), _FOR.split(text, maxsplit=1)
    pair = (via[0], via[1]) if len(via) == 2 else (of[1], of[0]) if len(of) == 2 else None
    if pair is None:
        return None
    company, _ = strip_team(tidy(pair[0]))
    return (company, tidy(pair[1])) if company and pair[1].strip() else None


def parse_display(name: str) -> Display:
    """Take a display name apart; platforms' own names and titles are dropped."""
    text, bracket = _split_bracket(" ".join(name[:400].split()))
    if not text or ("@" in text and " " not in text) or is_platform(text):
        return NOBODY
    via = _VIA.split(text, maxsplit=1)
    if len(via) == 2:
        return _two(via[0], via[1], bracket)
    behalf = _FOR.split(text, maxsplit=1)
    if len(behalf) == 2 and _company(behalf[1]) and (is_platform(behalf[0]) or "behalf" in text.lower()):
        return Display(None, _company(behalf[1]), None)
    of = _OF.split(text, maxsplit=1)
    if len(of) == 2 and _company(of[1]):
        left = _person(of[0])
        return Display(left, _company(of[1]), None)
    if len(of) == 2 and is_platform(of[1]):
        return _single(tidy(of[0]), bracket)
    parts = [one for one in _DASH.split(text) if one and one.strip()]
    if len(parts) >= 2:
        return _dashed(parts, bracket)
    return _single(text, bracket)


def _split_bracket(text: str) -> tuple[str, str | None]:
    found = _BRACKET.search(text)
    if not found or not tidy(text[: found.start()]):
        return tidy(text), None
    return tidy(text[: found.start()]), _company(found.group(1))


def _company(text: str) -> str | None:
    """The company in a part that can only be one; ``None`` for titles and departments."""
    plain = tidy(text)
    if fold(plain) in words().titles or is_platform(plain):
        return None
    stripped, _ = strip_team(plain)
    return stripped if stripped and plausible(stripped) else None


def _person(text: str) -> str | None:
    """A person's name, of at least one capitalised word and no department's."""
    plain = tidy(text)
    stripped, had_team = strip_team(plain)
    if not stripped or had_team or is_platform(plain) or company_words_in(plain) or len(plain.split()) > 4:
        return None
    return plain if plain[:1].isalpha() and not any(one.isdigit() for one in plain) else None


def _two(left: str, right: str, bracket: str | None) -> Display:
    """ "Acme Hiring Team via Greenhouse", "Jane Doe via Acme", "Acme @ icims"."""
    company = _company(right)
    rest = parse_display(left) if _OF.search(left) and not bracket else _single(tidy(left), bracket)
    if company is None:
        return rest
    if rest.company:
        return rest
    return Display(rest.person or rest.whole, company, None)


def _dashed(parts: list[str], bracket: str | None) -> Display:
    """ "Riley Okonkwo - Cobalt", "Acme | Careers", "Jane - Recruiting"."""
    left, right = tidy(parts[0]), tidy(parts[1])
    left_stripped, left_team = strip_team(left)
    right_stripped, right_team = strip_team(right)
    if not left_stripped:
        return Display(None, _company(right), None)
    if not right_stripped or is_platform(right) or _company(right) is None:
        return _single(left, bracket)
    if left_team and not right_team:
        return Display(_person(right), left_stripped, None)
    return Display(_person(left), bracket or _company(right), None, sure=False)


def _single(text: str, bracket: str | None) -> Display:
    if bracket:
        return Display(_person(text), bracket, None, sure=False)
    if is_platform(text):
        return NOBODY
    left, comma, right = text.partition(", ")
    if comma and company_words_in(right) and len(right.split()) > 1:
        return Display(_person(left), _company(right), None)
    stripped, had_team = strip_team(text)
    if not stripped or is_platform(stripped) or (had_team and not plausible(stripped)):
        return NOBODY
    if (had_team or company_words_in(stripped)) and plausible(stripped):
        return Display(None, stripped, None)
    return Display(None, None, stripped) if name_key(stripped) else NOBODY


def person_name(display: Display) -> str | None:
    """The person of a human sender's display name ("Ortiz, Dana" → Dana Ortiz)."""
    name = display.person or display.whole
    if name and name.count(",") == 1:
        last, _, first = name.partition(",")
        name = tidy(f"{first.strip()} {last.strip()}")
    return name or None
