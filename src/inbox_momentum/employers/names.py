"""Names of companies: tidied for display, and as a key that is equal for equal companies."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from inbox_momentum.employers import domains
from inbox_momentum.employers.senders import rows
from inbox_momentum.employers.words import fold, words

LONGEST_NAME = 60
"""Characters; longer "names" are sentences."""

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_TIGHT_AND = re.compile(r"(?<=\w)[&+](?=\w)")
_DOMAIN_LIKE = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,3}")
_MARKUP = re.compile(
    r"(?:<(?:br|p|div|span|a|b|i|td|li)\b|</|&(?:gt|lt|amp|nbsp|quot)\b).*", re.IGNORECASE | re.DOTALL
)
"""What is left of a web page in quoted text; no company writes itself so."""
_GERMAN = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "ø": "oe",
        "å": "aa",
        "æ": "ae",
    }
)
_AND = {"and", "und", "et", "y", "og", "och"}
_ELIDED = "d(e)"
_VOWELS = frozenset("aeiouy")
_LONG_KEY = 5
_PARTNERS = {"partner", "partners"}
_EDGES = " \t\r\n\"'`“”„‟‘’‚«»<>()[]{}*_|,;:!?•·–—-/\\~=#"


@lru_cache(maxsize=1 << 15)
def tidy(name: str) -> str:
    """One line, without invisible characters, pictographs and quoting around it."""
    name = _MARKUP.sub("", name)
    kept = []
    for one in unicodedata.normalize("NFC", name[:400]):
        category = unicodedata.category(one)
        if category in {"Cf", "Cc", "Cs", "Co"} and not one.isspace():
            continue
        kept.append(" " if category in {"So", "Zs", "Cc", "Zl", "Zp"} else one)
    return _SPACE.sub(" ", "".join(kept)).strip(_EDGES)


@lru_cache(maxsize=1 << 14)
def without_legal_form(name: str) -> str:
    """``name`` without "Inc.", "GmbH & Co. KG" and the like at its end."""
    tokens = name.split()
    folded = [fold(one).replace(".", "").strip(_EDGES) for one in tokens]
    end = len(tokens)
    while end > 1:
        width = next(
            (size for size in (4, 3, 2, 1) if size < end and _is_legal(folded[end - size : end])),
            0,
        )
        if not width or folded[end - width - 1] in _AND or tokens[end - width - 1] in {"&", "+"}:
            break  # "Bloom & Co" is a name
        end -= width
        while end > 1 and not folded[end - 1]:
            end -= 1
    return " ".join(tokens[:end]).strip(_EDGES) if end < len(tokens) else name


def _is_legal(tokens: list[str]) -> bool:
    return tuple(tokens) in words().legal_forms


def has_legal_form(name: str) -> bool:
    """True when ``name`` ends in a legal form."""
    return without_legal_form(name) != name


@lru_cache(maxsize=1 << 15)
def name_key(name: str) -> str:
    """Key of a company's name: "Acme, Inc." = "ACME GmbH" = "acme"; '' when nothing is left.

    Case, accents, punctuation, spaces, a leading "The" and legal forms do not count;
    a name that is a host name counts by its label ("monday.com" = "Monday").
    """
    plain = tidy(name)
    if _DOMAIN_LIKE.fullmatch(plain) and "." in plain:
        first = domains.label(plain.lower())
        if domains.names_company(first) and domains.registrable(plain.lower()) != first:
            plain = first
    plain = _TIGHT_AND.sub("", without_legal_form(plain)).replace("&", " and ").replace("+", " and ")
    tokens = _WORD.findall(fold(plain))
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    return "".join(tokens)


def german(name: str) -> str:
    """``name`` with ä, ö, ø and their like spelled out, as host names do."""
    return name.translate(_GERMAN)


def name_keys(name: str) -> frozenset[str]:
    """``name_key`` and what a host name may make of it: "Lumen & Söhne" → lumenundsoehne."""
    plain = tidy(name)
    spelled = [plain, german(plain)]
    found = {name_key(one) for one in spelled}
    if "&" in plain or " and " in plain or " und " in plain:
        loose = [one.replace(" and ", " & ").replace(" und ", " & ") for one in spelled]
        joiners = (" and ", " und ", " et ", " y ", " n ", " ")
        found |= {name_key(one.replace("&", joiner)) for one in loose for joiner in joiners}
    return frozenset(found - {""})


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """Folded words of ``name`` without its legal form."""
    return tuple(_WORD.findall(fold(without_legal_form(tidy(name)))))


def label_key(host: str) -> str:
    """Key of the company that a registrable domain is named after; '' for ``jobs.com``."""
    first = domains.label(host)
    return "".join(_WORD.findall(fold(first))) if domains.names_company(first) else ""


def label_name(host: str) -> str:
    """Display form made of a domain alone: ``sentinel-group.com`` → Sentinel Group."""
    parts = [
        words().label_words.get(one, one[:1].upper() + one[1:])
        for one in domains.label(host).split("-")
        if one
    ]
    kind = words().label_kinds.get(fold(parts[0])) if len(parts) > 1 else None
    if kind is None:
        return " ".join(parts)
    return _of_kind(kind, " ".join(parts[1:]))


def with_kind(name: str, host: str) -> str:
    """ "Mairie de Vaubrun" of "Vaubrun" at mairie-vaubrun.fr: what a public body leaves out."""
    first, _, rest = domains.label(host).partition("-")
    kind = words().label_kinds.get(fold(first))
    return _of_kind(kind, name) if kind and rest and name_key(name) == rest.replace("-", "") else name


def with_business(name: str, host: str) -> str:
    """ "Cedar Ness Montessori" of "Cedar Ness" at cedarnessmontessori.us, where no mail says it in full."""
    key, label = name_key(name), domains.label(host)
    rest = label.removeprefix(key)
    kinds = words().kinds_of_business - words().descriptors - words().team_words  # "-media" is but added
    whole = rest == label or rest in words().domain_suffixes or rest not in kinds or company_words_in(name)
    return name if whole or len(key) < _LONG_KEY else f"{name} {rest.title()}"


def _of_kind(kind: str, rest: str) -> str:
    if not kind.endswith(_ELIDED):
        return f"{kind} {rest}"
    return kind.removesuffix(_ELIDED) + ("d'" if fold(rest)[:1] in _VOWELS else "de ") + rest


@lru_cache(maxsize=1)
def platform_keys() -> frozenset[str]:
    """Keys of the platforms' own names: never an employer in a platform's mail."""
    return frozenset(name_key(row.platform) for row in rows()) | {
        "workinstartups",
        "indeedapply",
        "sapsuccessfactors",
    }


def is_platform(name: str) -> bool:
    """True for "Greenhouse", "Workable" and so on."""
    return name_key(name) in platform_keys()


@lru_cache(maxsize=1 << 15)
def is_role(name: str) -> bool:
    """True when ``name`` reads as a job title."""
    tokens = [one for one in name_words(name.partition("(")[0]) if not one.isdigit()]
    while len(tokens) > 1 and tokens[-1] in {"i", "ii", "iii", "iv", "v", "m", "w", "d", "f", "x", "h"}:
        tokens.pop()
    if not tokens:
        return False
    known = words().role_words
    return tokens[-1] in known or (len(tokens) > 1 and tokens[0] in known)


def plausible(name: str) -> bool:
    """True when ``name`` may be a company's: not a role, a weekday or a platform."""
    if not 2 <= len(name) <= LONGEST_NAME or "@" in name or not any(one.isalpha() for one in name):
        return False
    folded = fold(name)
    generic = words().generic_names
    if folded in generic or folded.rstrip(".") in generic or folded in words().titles:
        return False
    if all(one in generic or one in words().team_words or one.isdigit() for one in name_words(name)):
        return False
    return not is_role(name) and not is_platform(name) and bool(name_key(name))


def _behind_department(folded: list[str]) -> int:
    """Where the company begins in "Equipo de Talento de Halden"; 0 where no department leads."""
    leads, of = words().department_leads, words().department_of
    if not folded or folded[0] not in leads:
        return 0
    end = 0
    while end < len(folded) and (
        folded[end] in leads or folded[end] in of or folded[end] in words().team_words
    ):
        end += 1
    return end if end < len(folded) and folded[end - 1] in of else 0


def strip_team(name: str) -> tuple[str, bool]:
    """``name`` without a hiring department's words, and whether any were there.

    '' when nothing else is left ("Talent Acquisition").
    """
    tokens = name.split()
    folded = [fold(one).strip(_EDGES.replace("&", "")) for one in tokens]
    start, end = _behind_department(folded), len(tokens)
    width = 3
    while width:
        if start + width < end and tuple(folded[start : start + width]) in words().leading_words:
            start += width
        else:
            width -= 1
    if tuple(folded[max(start, end - 2) : end]) in words().team_endings:
        end -= 2
    while end > start and (not folded[end - 1] or folded[end - 1] in words().team_words):
        if end == len(tokens) and end - start > 1 and folded[end - 1] == "university":
            break  # "Arlen University", but "Acme University Recruiting"
        if folded[end - 1] in _PARTNERS and end - start > 2 and folded[end - 2] in _AND | {"&", "+"}:
            break  # "Dorn & Partner"
        end -= 2 if folded[end - 1] == "desk" and end - start > 2 else 1  # "Halden Travel Desk"
    if end == start and start:
        return "", True
    return tidy(" ".join(tokens[start:end])), end < len(tokens) or start > 0


@lru_cache(maxsize=1 << 14)
def company_words_in(name: str) -> bool:
    """True when ``name`` has a legal form or a word like "Robotics" or "Labs" at its end."""
    if has_legal_form(name):
        return True
    parts = name_words(name)
    if len(name.split()) < 2 or not parts or parts[-1] not in words().kinds_of_business:
        return False
    known = words().kinds_of_business | words().generic_names | words().role_words | words().name_joiners
    return parts[-1] in words().descriptors or not known.issuperset(parts)
