"""The full name of the company behind a squeezed or abbreviated host name.

"mvr.pt" is Metalúrgica Vale do Rio where a signature, a legal form or "bij X" says so.
A name counts only when its words account for every letter of the host's label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from inbox_momentum.employers import domains, local_parts, senders
from inbox_momentum.employers.labels import contains, fits, is_whole, led
from inbox_momentum.employers.names import (
    LONGEST_NAME,
    company_words_in,
    is_role,
    label_key,
    name_key,
    name_keys,
    name_words,
    plausible,
    strip_team,
    tidy,
    without_legal_form,
)
from inbox_momentum.employers.spelling import spellings, squeezed
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Message

LEGAL, SIGNED, SPOKEN, PLAIN = 4.0, 3.0, 2.0, 1.0
"""Weights: before a legal form, alone in a part of a signature, behind "at", anywhere in a sentence."""

_MOST_WORDS = 7
_SHORTEST_RUN = 3
_MOST_FIRM_WORDS = 4
_MOST_LINES = 120
_SIGNED_LINES = 14
_LONGEST_LINE = 400
_LONGEST_SIGNED = 140
_SIGNATURE_MARK = re.compile(r"^-- ?$", re.MULTILINE)
_SIGNATURE_LINES = 10
_PARTS = re.compile(r"\s[|·•–—/@>-]+\s|\s*[|•·\t]\s*|\s{3,}|[,;:]\s|(?<=\w\w\w\w)\.\s+(?=\w)|\s*[()]\s*")
_BEHIND_DASH = re.compile(r"\s[–—|-]\s.*", re.DOTALL)
_TOKEN = re.compile(r"\S+")
_CAPITALS = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][\w’'-]*(?: (?:& )?[A-ZÀ-ÖØ-Þ][\w’'-]*){1,7}")
_OPENING = "\"'“‘„«([<*_`‚"
_CLOSING = "\"'”’»)]>*_`"
_ENDING = ".,;:!?…"

# ------------------------------------------------------------------------------ names in a text


def own_text(message: Message) -> str:
    """What the message itself says, with its signature."""
    new = message.body.new_text
    text = message.body.text
    mark = _SIGNATURE_MARK.search(text)
    if mark is None:
        return new
    below = text[mark.end() :].lstrip("\n").split("\n")[:_SIGNATURE_LINES]
    kept = []
    for line in below:
        if line.startswith(">") or not line.strip():
            break
        kept.append(line)
    return "\n".join((new, *kept))


def addressed_host(message: Message) -> str | None:
    """The company that the owner writes to; ``None`` for several, platforms and free mail."""
    people = [one for one in (*message.to, *message.cc) if one.address]
    if any(senders.match(one) for one in people):
        return None
    hosts = {domains.registrable(one.domain) for one in people if domains.is_company_like(one.domain)}
    return next(iter(hosts)) if len(hosts) == 1 else None


def full_names(message: Message, host: str, people: Collection[str]) -> dict[str, float]:
    """Names in a message that account for ``host``, each with the weight of its best place.

    ``people`` are keys of persons' names: "Carla Brandi" is no company.
    """
    found: dict[str, float] = {}
    shown = [(name, SIGNED) for name in _displayed(message, host, people)]
    for name, weight in (*shown, *_spoken(message.subject), *candidates(own_text(message))):
        bare = without_legal_form(name)
        if name_key(bare) in people or not fits(bare, host):
            continue
        if fits(bare.partition(", ")[2], host):  # "Managing Director, Lumen & Sons"
            continue
        if (weight < LEGAL and _is_street(bare)) or (weight == PLAIN and not is_whole(bare, host)):
            continue
        if led(bare, host) and weight < LEGAL and not _kind_leads(bare):
            continue
        bare = _without_title(bare, host)
        short = bare if weight >= LEGAL or bare != name else _without_department(bare, host)
        if short.isupper() and len(short.split()) > 1:
            short = short.title()
        if short and plausible(short):
            found[short] = max(weight, found.get(short, 0.0))
    sure = [name for name, weight in found.items() if weight > PLAIN]
    loose = {name for name in found if name not in sure and any(contains(name, one) for one in sure)}
    return {name: weight for name, weight in found.items() if name not in loose}


def _displayed(message: Message, host: str, people: Collection[str]) -> Iterator[str]:
    """A display name that begins like "Landesamt für …" or stands for a shared mailbox: no person's."""
    name = tidy(_BEHIND_DASH.sub("", message.author.name))
    if message.author.domain.endswith(host) and len(name.split()) > 1 and name_key(name) not in people:
        short, _ = strip_team(name)
        leads = bool(name_words(short)) and name_words(short)[0] in words().leading_kinds
        mailbox = company_words_in(short) and local_parts.is_shared(message.author.local)
        if leads or (mailbox and not led(short, host)):
            yield short


def candidates(text: str) -> Iterator[tuple[str, float]]:
    """Possible full names of companies in ``text``, with the weight of their place."""
    lines = [one for one in text.split("\n") if one.strip()][:_MOST_LINES]
    for line in lines:
        yield from _spoken(line)
    for name in signed_parts(text):
        yield name, SIGNED


def signed_parts(text: str) -> Iterator[str]:
    """Parts of the last lines that are nothing but a name's words."""
    lines = [one for one in text.split("\n") if one.strip()][-_SIGNED_LINES:]
    for line in lines:
        if len(line) <= _LONGEST_SIGNED:
            for part in _PARTS.split(line):
                name = _whole_run(part or "")
                if name:
                    yield name
            if ", " in line and " & " in line:  # "Dorn, Maier & Partner"
                name = _whole_run(line)
                if name:
                    yield name


def signed_firms(message: Message) -> Iterator[str]:
    """Names alone in a part of the signature: with a legal form, or like "Brackwater Foods", said twice."""
    text = own_text(message)
    flat = squeezed(f"{message.subject} {text}")
    for name in signed_parts(text):
        bare = without_legal_form(name)
        twice = company_words_in(name) and flat.count(name_key(bare)) >= 2
        if (bare != name or twice) and plausible(bare) and not is_role(bare):
            yield bare


def places(text: str) -> Iterator[str]:
    """Companies like "Little Oaks Nursery" and "Bakkerij Van Oord" behind "at" and its like."""
    for line in text.split("\n")[:_MOST_LINES]:
        for name in _behind_prepositions(_TOKEN.findall(line[:_LONGEST_LINE])):
            leads = len(name.split()) > 1 and fold(name.split()[0]) in words().leading_kinds
            if (company_words_in(name) or leads) and plausible(name):
                yield name


def firms_in(text: str) -> Iterator[str]:
    """Names like "Arlen Medical" anywhere in a text: capitals that end in a kind of business."""
    for run in _CAPITALS.findall(text):
        name = _firm_at_end(run.split())
        if name:
            yield name


def _firm_at_end(run: list[str]) -> str | None:
    """``run`` up to its first kinds of business, when a name stands before them."""
    if not any(fold(one) in words().kinds_of_business for one in run[1:]):
        return None
    known = words().stop_words | words().generic_names | words().kinds_of_business | {"&"}
    known |= words().dropped_articles
    while run and fold(run[0]) in known:
        run.pop(0)
    kinds = [fold(one) in words().kinds_of_business and fold(one) not in words().loose_kinds for one in run]
    end = kinds.index(True) if True in kinds else 0
    while end < len(run) and kinds[end]:
        end += 1
    name = tidy(" ".join(run[:end]))
    return name if 1 < end <= _MOST_FIRM_WORDS and company_words_in(name) and plausible(name) else None


def _spoken(line: str) -> Iterator[tuple[str, float]]:
    tokens = _TOKEN.findall(line[:_LONGEST_LINE])
    for name in _before_legal_forms(tokens):
        yield name, LEGAL
    for name in _behind_prepositions(tokens):
        yield name, SPOKEN
    if sum(one[0].isupper() for one in tokens) >= _SHORTEST_RUN:
        for name in _runs(tokens):
            yield name, PLAIN


def _runs(tokens: list[str]) -> Iterator[str]:
    """Runs of three and more name words anywhere: only those that are a whole name in themselves are used."""
    run: list[str] = []
    for token in (*tokens, ""):
        bare = token.rstrip(_ENDING + _CLOSING)
        inside = bool(bare) and (_in_name(bare) or (run and fold(bare) in words().name_joiners))
        if inside and len(run) < _MOST_WORDS:
            run.append(bare)
        if not inside or bare != token:
            while run and not _starts_name(run[-1]):
                run.pop()
            while run and (not _starts_name(run[0]) or fold(run[0]) in words().stop_words):
                run.pop(0)
            if len(run) >= _SHORTEST_RUN:
                yield tidy(" ".join(run))
            run = []


def _whole_run(part: str) -> str | None:
    """``part`` when it is nothing but a name's words."""
    tokens = part.split()
    if len(tokens) > 1 and fold(tokens[0]) in words().signed_for and _starts_name(tokens[1]):
        part = part.split(None, 1)[1]  # "For Halden Gears Ltd" above a signature
        tokens.pop(0)
    if len(tokens) > 1 and tokens[0].islower() and fold(tokens[0]) in words().leading_kinds:
        tokens[0] = tokens[0].capitalize()  # "gemeente Halden"
        part = " ".join(tokens)
    if not 1 <= len(tokens) <= _MOST_WORDS or len(part) > LONGEST_NAME:
        return None
    if not _starts_name(tokens[0]) or not all(_in_name(one) for one in tokens):
        return None
    return tidy(part.strip(_ENDING)) or None


def _before_legal_forms(tokens: list[str]) -> Iterator[str]:
    """Names that end in a legal form: "Talleres Ruiz, S.L."."""
    for end in range(1, len(tokens)):
        if _legal_at(tokens, end):
            start = end
            while start and end - start < _MOST_WORDS and _goes_on(tokens, start, end):
                start -= 1
            while start < end and not _starts_name(tokens[start]):
                start += 1
            name = tidy(" ".join(tokens[start:end]).rstrip(",").lstrip(_OPENING))
            if name:
                yield name


def _goes_on(tokens: list[str], start: int, end: int) -> bool:
    """Whether the word before ``start`` belongs to the name: no sentence ends behind it."""
    before = tokens[start - 1]
    listed = any(one in {"&", "+"} for one in tokens[start:end])  # "Dorn, Maier & Partner"
    comma = before.endswith(",") and (start == end or listed)
    closed = before[-1:] in _ENDING + _CLOSING and not comma and not _abbreviation(before)
    return (
        not closed
        and _in_name(before.rstrip(","))
        and fold(before) not in words().stop_words - words().joiners
    )


def _legal_at(tokens: list[str], at: int) -> bool:
    """A legal form as it is written: capitals or dots, no small word such as "as" or "me"."""
    if _flat(tokens[at]) not in _first_words():
        return False
    for width in (4, 3, 2, 1):
        piece = tokens[at : at + width]
        if len(piece) < width:
            continue
        flat = tuple(_flat(one) for one in piece)
        if flat in words().legal_forms and flat not in words().weak_legal_forms:
            written = piece[0]
            return any(one.isupper() for one in written) or "." in written.rstrip(_ENDING) or width > 1
    return False


@lru_cache(maxsize=1 << 13)
def _flat(token: str) -> str:
    return fold(token).strip(_ENDING + _CLOSING + _OPENING).replace(".", "")


@cache
def _first_words() -> frozenset[str]:
    return frozenset(one[0] for one in words().legal_forms)


def _behind_prepositions(tokens: list[str]) -> Iterator[str]:
    """Names behind "at", "bei", "chez", up to the first word that is none of a name's."""
    known = words().place_words
    for index, token in enumerate(tokens[:-1]):
        if token.strip(_OPENING).lower() not in known:
            continue
        start = index + 1
        if fold(tokens[start]) in words().articles and start + 1 < len(tokens):
            start += 1
        end = start
        while end < len(tokens) and end - start < _MOST_WORDS and _in_name(tokens[end].rstrip(_ENDING)):
            if end > start and tokens[end][0] in _OPENING:
                break
            end += 1
            last = tokens[end - 1]
            if last[-1:] in _ENDING + _CLOSING and not _abbreviation(last):
                break
        while end > start and fold(tokens[end - 1].strip(_ENDING)) in words().joiners | {"&", "+"}:
            end -= 1
        name = tidy(" ".join(tokens[start:end]).strip(_ENDING))
        if name and _starts_name(name):
            yield name


def _starts_name(token: str) -> bool:
    first = token.lstrip(_OPENING)[:1]
    return first.isupper() or (first.isalpha() and not first.islower())


def _in_name(token: str) -> bool:
    """A capitalised word, a joiner or an ampersand; no number, address or host."""
    core = token.strip(_OPENING + _CLOSING)
    if core in {"&", "+"}:
        return True
    if "@" in core or "/" in core or not any(one.isalpha() for one in core):
        return False
    if fold(core).partition("'")[0].partition("’")[0] == "i":
        return False  # "at Halden Systems I …"
    if core[1:2] in {"'", "’"} and core[2:3].isupper():
        return True  # "Commune d'Ormont"
    return _starts_name(core) or fold(core) in words().joiners or core in {"'n'", "’n’"}


def _abbreviation(token: str) -> bool:
    """ "St." and "Dr." do not end a sentence."""
    return token.endswith(".") and 1 < len(token) <= 3


def stands_alone(message: Message, host: str, fulls: Collection[str], people: Collection[str]) -> bool:
    """True when the label is said as a name of its own, outside full names and persons' names."""
    text = f"{message.subject} \n {own_text(message)}"
    label = label_key(host)
    longer = {one for one in fulls if label not in name_keys(one)}
    for name in sorted({*longer, *people} - {""}, key=len, reverse=True):
        text = text.replace(name, " ")
    return bool(spellings(text, label))


# ------------------------------------------------------------------------------ what is no name


def _kind_leads(name: str) -> bool:
    """True for "Talleres …", "Port of …", "… Housing Trust": words that no person is called by."""
    parts = name_words(name)
    if not parts or company_words_in(name) or {"of", "for"} & set(parts) or "&" in name:
        return bool(parts)
    return parts[0] in words().leading_kinds


def _is_street(name: str) -> bool:
    last = name_words(name)[-1:]
    return bool(last) and last[0] in words().street_words


def _without_title(name: str, host: str) -> str:
    """ "Waterschap Halden" of "P&O-adviseur Waterschap Halden": the signer's title is no part of the name."""
    title, _, rest = name.partition(" ")
    return rest if rest and "-" in title and is_role(title) and fits(rest, host) else name


def _without_department(name: str, host: str) -> str:
    """``name`` without a team's or a department's words behind the company's."""
    short, _ = strip_team(name)
    if name[:4].lower() == "the " and short == name[4:]:
        short = name  # "The Forge Kitchen", but "The Halden Team"
    short = short if fits(short, host) else name
    tokens = short.split()
    departments = words().generic_names - words().kinds_of_business
    loose = words().loose_kinds  # "Halden Data Platform" is Halden, "Halden Data" is not
    whole = len(tokens)
    while len(tokens) > 1 and (
        fold(tokens[-1]) in departments
        or is_role(tokens[-1])
        or (len(tokens) < whole and fold(tokens[-1]) in loose)
    ):
        shorter = " ".join(tokens[:-1])
        if not fits(shorter, host):
            break
        tokens.pop()
    return tidy(" ".join(tokens))
