"""Recruiting agencies, and the client that a mail of theirs names."""

from __future__ import annotations

from collections.abc import Iterable

from inbox_momentum.employers import domains
from inbox_momentum.employers.fullnames import places
from inbox_momentum.employers.labels import matches_label
from inbox_momentum.employers.names import company_words_in, plausible, tidy
from inbox_momentum.employers.phrases import lowered, name_after
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Address


def agency_by_address(address: Address) -> str | None:
    """The cue that makes the sender an agency by its domain or display name; else ``None``."""
    label = fold(domains.label(address.domain))
    if label in words().agency_labels:
        return f"known agency {label}"
    flat = label.replace("-", "")
    part = next((one for one in words().agency_label_parts if one in flat), None)
    ends, starts = words().agency_label_ends, words().agency_label_starts
    if part is None and flat not in {*ends, *starts} and not flat.endswith(words().agency_label_not_ends):
        part = next((one for one in ends if flat.endswith(one)), None)
        part = part or next((one for one in starts if flat.startswith(one)), None)
    if part:
        return f"agency's domain ({part})"
    named = " " + fold(address.name) + " "
    part = next((one for one in words().agency_name_parts if f" {one} " in named), None)
    return f"agency's name ({part})" if part else None


def agency_by_signature(parts: Iterable[str], host: str | None, text: str) -> str | None:
    """The cue that makes the sender an agency by its signature ("Kolb & Marder Personalberatung").

    The part must be the sender's own name where ``host`` is a company's. "Brightpath
    Recruitment" may be a department: then ``text`` must speak of somebody they hire for.
    """
    low = lowered(text)
    partner = any(one in low for one in words().partner_phrases)
    for one in parts:
        named = f" {fold(one)} "
        marks = (*words().agency_name_parts, *(words().agency_name_ends if partner else ()))
        mark = next((part for part in marks if f" {part} " in named), None)
        sure = words().agency_name_ends_sure if host is not None and " " in one else ()
        mark = mark or next((part for part in sure if named.endswith(f" {part} ")), None)
        if mark and (host is None or matches_label(one, host)):
            return f"agency's signature ({mark})"
    return None


def third_party(text: str, parts: Iterable[str], host: str | None) -> str | None:
    """The only other company that the text says a job is at, spoken of as "they", never as "we"."""
    spoken = set(lowered(text).replace("’", "'").replace("'", " ").split())
    if host is None or not spoken & words().they or spoken & words().we:
        return None
    if not any(matches_label(one, host) for one in parts):
        return None
    talked = spoken_of_as_company(text, by_agency=True, titled=True)
    named = (*places(text), *named_by_phrase(text), *(one for one in talked if company_words_in(one)))
    others = dict.fromkeys(one for one in named if not matches_label(one, host))
    return next(iter(others)) if len(others) == 1 else None


def agency_by_text(text: str, host: str | None = None) -> str | None:
    """The phrase by which a text speaks for a client ("my client"); else ``None``."""
    spoken = next((text_phrase for text_phrase, _ in _client_hits(text)), None)
    if spoken is not None:
        return spoken
    low = lowered(text).replace("’", "'")
    said = next((one for one in words().agent_phrases if _whole(low, one)), None)
    return said or next((one for one in words().agent_naming if _names_other(text, low, one, host)), None)


def _whole(low: str, phrase: str) -> bool:
    """True when ``phrase`` stands in ``low`` from the start of a word on, and speaks of no department."""
    start = low.find(phrase)
    while start >= 0:
        rest = low[start + len(phrase) : start + len(phrase) + 24]
        inside = (start and low[start - 1].isalnum()) or (rest[:1].isalnum() and phrase[-1] != " ")
        if not inside and not _is_department(rest):
            return True
        start = low.find(phrase, start + 1)
    return False


def _names_other(text: str, low: str, phrase: str, host: str | None) -> bool:
    """True when ``phrase`` goes on with the name of a company that ``host`` is not."""
    start = low.find(phrase)
    while start >= 0:
        name = _behind(text, start, phrase)
        if name and not (host and matches_label(name, host)):
            return True
        start = low.find(phrase, start + 1)
    return False


def clients(text: str) -> tuple[str, ...]:
    """Clients named behind such a phrase ("my client, Globex, …"), in order."""
    found: list[str] = []
    for _, end in _client_hits(text):
        window = _without_articles(text[end : end + 120].lstrip(" ,:;-–—(\n"))
        name = (name_after(window, "") or _behind_description(window)) if window else None
        if name and name not in found:
            found.append(name)
    return tuple(found)


def _behind_description(window: str) -> str | None:
    """ "Tern & Loom" of "my client is a grocery distributor, Tern & Loom, …"."""
    what, comma, behind = window.partition(", ")
    if not comma or not what or not what.replace("-", " ").replace(" ", "").isalpha() or not what.islower():
        return None
    name = name_after(behind, "")
    closed = bool(name) and behind[len(name or "") :][:1] in {",", ".", ";", ")", ""}
    return name if name and closed and len(name.split()) > 1 and behind.startswith(name) else None


def names_client(text: str, host: str | None) -> bool:
    """True when a client other than the company of ``host`` is named as one."""
    return any(not (host and matches_label(one, host)) for one in clients(text))


def named_by_phrase(text: str) -> tuple[str, ...]:
    """Clients behind "the company is", and "it's" where an apposition follows ("it's Copperleaf, the …")."""
    found = []
    low = lowered(text)
    for mark in (*words().naming_phrases, *words().partner_phrases):
        start = low.find(mark)
        while start >= 0:
            name = _behind(text, start, mark)
            if name:
                found.append(name)
            start = low.find(mark, start + len(mark))
    return tuple(dict.fromkeys(found))


def _behind(text: str, start: int, mark: str) -> str | None:
    """The company behind a naming phrase at ``start``; ``None`` for a part of a word and for other things."""
    if start and text[start - 1].isalnum():
        return None
    behind = _without_articles(text[start + len(mark) : start + len(mark) + 100])
    name = name_after(behind, "")
    if name and mark in words().naming_with_apposition:
        leads = len(name.split()) > 1 and fold(name.split()[0]) in words().leading_kinds
        likely = leads or company_words_in(name) or " & " in name or _apposition(behind, name)
        return name if likely else None
    return name


def _without_articles(window: str) -> str:
    """ "Fernhollow" of "la société Fernhollow"."""
    tokens = window.split(" ")
    while tokens and fold(tokens[0].strip(",:()")) in words().before_clients | {""}:
        tokens.pop(0)
    return " ".join(tokens)


def _apposition(behind: str, name: str) -> bool:
    """True when "- they …" or ", the …" follows the name: so one speaks of a company."""
    rest = behind.partition(name)[2].lstrip()
    return rest[:1] in {"-", "–", "—", ",", "("} and _first_word(rest[1:12]) in _APPOSED


def _first_word(text: str) -> str:
    return fold(text.strip().partition(" ")[0])


def spoken_of_as_company(text: str, *, by_agency: bool = False, titled: bool = False) -> tuple[str, ...]:
    """Names with a plural verb: "Castlegate have frozen everything". People take the singular.

    ``titled`` is for subjects, which speak of companies: "Castlegate would like to meet you".
    """
    verbs = words().plural_verbs | words().client_verbs if by_agency else words().plural_verbs
    verbs = verbs | words().title_verbs if titled else verbs
    found = []
    for line in text.split("\n"):
        tokens = line.split()
        for place, token in enumerate(tokens):
            name = _before_verb(tokens, place) if place and fold(token.rstrip(",.!?")) in verbs else None
            if name:
                found.append(name)
    return tuple(dict.fromkeys(found))


def _before_verb(tokens: list[str], place: int) -> str | None:
    """The company whose name ends before the verb at ``place``."""
    start = end = _before_bracket(tokens, place)
    while start and end - start < _LONGEST_CLIENT and _names_part(tokens, start - 1, end):
        start -= 1
    joined = any(one.islower() for one in tokens[start:end])
    if joined and fold(tokens[start]) not in words().leading_kinds:  # "Halden van Groothandel Halden"
        start = end - next(at for at, one in enumerate(reversed(tokens[start:end])) if one.islower())
    name = tidy(" ".join(tokens[start:end]).strip("& "))
    titled_person = fold(name.partition(" ")[0]).rstrip(".") in words().courtesy
    if not name or not plausible(name) or titled_person:
        return None
    return None if any(fold(one) in words().no_clients for one in name.split()) else name


def _before_bracket(tokens: list[str], place: int) -> int:
    """Where the words before "(Leeds) want" end."""
    start = place
    if tokens[place - 1].endswith(")"):
        while start and not tokens[start - 1].startswith("(") and place - start < _LONGEST_CLIENT:
            start -= 1
        start -= 1
    return start if start > 0 else place


def _names_part(tokens: list[str], at: int, end: int) -> bool:
    """True for a name's word, and for "do" in "Clínica do Halden"."""
    word = tokens[at]
    if word.islower() and fold(word) in words().joiners:
        return at > 0 and at + 1 < end and _names_something(tokens[at - 1])
    return _names_something(word)


def _names_something(word: str) -> bool:
    """True for a capitalised word that is no beginning of a sentence such as "They"."""
    if word == "&":
        return True
    return word[:1].isupper() and word.replace("-", "").isalnum() and fold(word) not in words().stop_words


_LONGEST_CLIENT = 4
"""Words of a client's name before a verb."""
_APPOSED = {"the", "they", "they're", "they’re", "a", "an", "who", "one"}


def _client_hits(text: str) -> list[tuple[str, int]]:
    """(phrase, end of it) of every place that speaks of a client, not "client success"."""
    low = lowered(text)
    hits: list[tuple[str, int]] = []
    for phrase in words().client_phrases:
        start = low.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            before = low[start - 1] if start else " "
            rest = low[end : end + 24]
            if not before.isalnum() and not rest[:1].isalnum() and not _is_department(rest):
                hits.append((phrase, end))
            start = low.find(phrase, end)
    return sorted(hits, key=lambda one: one[1])[:20]


def _is_department(rest: str) -> bool:
    """True for "client success"; False for "my client needs a driver"."""
    stripped = rest.lstrip(" -")
    verb = stripped.startswith("needs ") and stripped[6:].split(" ")[0] in words().needed
    return rest[:1] in " -" and stripped.startswith(words().not_client) and not verb
