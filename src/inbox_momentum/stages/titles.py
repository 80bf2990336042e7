"""The job title and the employer that a message names; precise or ``None``."""

from __future__ import annotations

import re
from functools import lru_cache

from inbox_momentum.stages.scan import Scan

_JOB = (
    r"(?:engineer|developer|designer|manager|analyst|scientist|architect|consultant|specialist"
    r"|lead|director|programmer"
    r"|administrator|intern(?:ship)?|researcher|coordinator|recruiter|associate|assistant"
    r"|writer|officer|representative"
    r"|executive|head|technician|owner|marketer|accountant|devops|sre|tester|qa|producer"
    r"|editor|strategist|advocate|evangelist"
    r"|entwickler(?:in)?|ingenieur(?:in)?|leiter(?:in)?|berater(?:in)?|d[eé]veloppeur"
    r"|d[eé]veloppeuse|ing[eé]nieur|chef de projet"
    r"|desarrollador(?:a)?|ingenier[oa]|analista|desenvolvedor(?:a)?|engenheir[oa]"
    r"|ontwikkelaar|trainee|working student|werkstudent(?:in)?)"
)
_WORD = (
    r"[A-ZÀ-Þ0-9(\[][^\s.,;:!?\"«»()]{0,24}\)?,?|of|and|for|in|the|de|des|du|und|für|à|en|y|&|-|–"
    r"|/|I{1,3}|II|iOS|back-?end|front-?end|full-?stack|software|senior|junior"
)
_TITLE = rf"(?:(?:{_WORD}) ){{0,7}}(?:{_WORD})"
_PATTERNS = (
    re.compile(
        rf"\b(?i:for|as|at|to|the|our|your|an?|of|in|als|zum|zur|au poste de|poste de|puesto de"
        rf"|vaga de|vacature) (?i:the |our |an? |your )?(?i:open )?({_TITLE}) (?i:role|position"
        rf"|job|opening|vacancy|opportunity|opportunit[eé]|internship|stelle|position)\b"
    ),
    re.compile(
        rf"\b(?i:role|position|job|post|vacancy|opening|stelle|poste|puesto|posici[oó]n|vaga"
        rf"|cargo|functie|vacature) (?i:of|as an?|as|for an?|for|de|van|als|:|-|–) ?(?i:an? "
        rf"|the |our )?[\"«“']?({_TITLE})"
    ),
    re.compile(
        rf"\b(?i:applying|applied|apply|application|bewerbung|candidature|solicitud|candidatura"
        rf"|sollicitatie)(?i: for| to| as| als| pour| para| voor| à| au| -| –|:) (?i:the |our |an? |your "
        rf"|el |la |le )?(?i:role of |position of |position: |job of |puesto de |poste de |vaga"
        rf" de )?[\"«“']?({_TITLE})"
    ),
    re.compile(
        rf"\b(?i:interview|call|screen|screening|invitation|conversation|assessment|test|next"
        rf" steps?|offer|entretien|entrevista|gespräch|interview invitation|phone screen"
        rf"|technical interview)(?i: for| as|:| -| –| \|) (?i:the |our |an? |your )?({_TITLE})"
    ),
    re.compile(rf"\b(?i:for|as|role|position|job|opening) (?i:an? |the |our )?({_TITLE})"),
    re.compile(rf"^(?:\W{{0,4}})({_TITLE}) (?:-|–|—|\||@|at|bei|chez|en|na|bij) "),
)
_COMPANY_WORD = r"[A-ZÀ-Þ0-9][\w&'’.+\-]{0,30}"
_COMPANY = rf"({_COMPANY_WORD}(?: (?:{_COMPANY_WORD}|&|of|and|de|the|for)){{0,4}})"
_COMPANIES = (
    re.compile(
        rf"\b(?i:thank you for applying|thanks for applying|applying|applied|your application"
        rf"|application (?:was |has been )?sent|your interest|interest in joining|career"
        rf"|careers|join(?:ing)? the team|offer letter|offer|interview|welcome) (?i:to work at"
        rf"|to join|to|at|with|in|from|bei|chez|en) (?i:the team at )?{_COMPANY}"
    ),
    re.compile(
        rf"\b(?i:role|position|job|opening|vacancy|internship|poste|stelle|puesto|vaga|functie"
        rf"|{_JOB[3:-1]}) (?i:at|with|@|bei|chez|en|na|bij) {_COMPANY}"
    ),
    re.compile(
        rf"\b(?i:on behalf of (?:my client |our client )?|my client,? |recruiting for "
        rf"|recruiter (?:at|for|with) |i(?: am|'m) with |here (?:at|from) |from the"
        rf" .{{0,20}}team at |talent (?:team|acquisition|partner) at |founder (?:of|at) |hiring"
        rf" (?:team|manager) at ){_COMPANY}"
    ),
)
_JOB_END = re.compile(rf"(?i:\b{_JOB}\b)")
_PERSON = re.compile(r"^[-–—]? ?[A-ZÀ-Þ][^\W\d_]*\.?(?:[ '’-][A-ZÀ-Þ]?[^\W\d_]*\.?){1,3}$")
"""A line that is a person's name alone; two-word companies pass for one."""
_TAIL = re.compile(r"(?i)[\s,;:–\-]+(?:and|for|in|the|of|at|role|position|job|y|de|und|en|à)?$")
_NOT_COMPANY = re.compile(
    r"(?i)^(?:the|our|your|this|that|a|an|we|you|it|i|us|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|google meet|zoom|teams|microsoft teams"
    r"|linkedin|indeed|hackerrank|codility|codesignal|calendly|greenhouse|lever|workable|"
    r"ashby|docusign|next|please|thank|thanks|hi|hello|dear|re|senior|junior|software|[a-z]+"
    r" engineer|[a-z]+ developer|pt|et|cet|am|pm)\b(?! [A-Z])"
)

_REPEATED = 4096
"""Sentences whose names are kept: the rules run twice over a message, and mail repeats itself."""


def role_of(scan: Scan) -> str | None:
    """The job title as written, or ``None``."""
    above = ""
    for sentence in scan.sentences[:40]:
        # Below a name, "Engineering Manager | Acme" is what the sender is, not what is advertised.
        signed = not sentence.subject and _PERSON.match(above) and not _JOB_END.search(above)
        above = sentence.raw[:80].strip()
        title = _title_in(sentence.raw[:400], bool(signed))
        if title:
            return title
    return None


@lru_cache(maxsize=_REPEATED)
def _title_in(text: str, signed: bool) -> str | None:
    for pattern in _PATTERNS[:-1] if signed else _PATTERNS:
        match = pattern.search(text)
        if match and (title := _clean_title(match.group(1))):
            return title
    return None


def _clean_title(text: str) -> str | None:
    title = text.partition(" (ref")[0].strip(" \"'«»“”,-–")
    before, _, inner = title.rpartition(" (")
    if inner.endswith(")") and _JOB_END.search(inner) and not _JOB_END.search(before):
        title = inner[:-1]  # "your application to Acme (Platform Engineer)"
    ends = [match.end() for match in _JOB_END.finditer(title)]
    if not ends:
        return None
    comma = title.find(",", ends[-1])
    if comma != -1 and not title[comma:].strip(" ,"):
        title = title[:comma]
    for _ in range(3):
        title = _TAIL.sub("", title)
    return title if 4 <= len(title) <= 90 else None


def company_of(scan: Scan) -> str | None:
    """The employer as written, or ``None``."""
    return next(filter(None, (_company_in(sentence.raw[:400]) for sentence in scan.sentences[:40])), None)


@lru_cache(maxsize=_REPEATED)
def _company_in(text: str) -> str | None:
    for pattern in _COMPANIES:
        for match in pattern.finditer(text):
            name = match.group(1).strip(" .,-–'’")
            if not _NOT_COMPANY.match(name) and not _JOB_END.search(name) and len(name) > 1:
                return name
    return None
