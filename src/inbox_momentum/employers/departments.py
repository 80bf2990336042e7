"""Which company a display name of a company's own mailbox names, without its departments."""

from __future__ import annotations

from inbox_momentum.employers import domains, labels, local_parts, names
from inbox_momentum.employers.display import Display
from inbox_momentum.employers.words import fold, words


def company_in(shown: Display, domain: str | None, local: str) -> Display:
    """``shown`` with the company alone: no nicknames, places and departments."""
    return _without_department(_without_nickname(shown, domain), domain, local)


def _without_nickname(shown: Display, domain: str | None) -> Display:
    """Keep "(Halden Robotics)" and what the domain confirms; drop "(Mike)" and "- Berlin"."""
    company = shown.company
    if company is None or shown.sure or names.company_words_in(company):
        return shown
    if domain is not None and labels.matches_label(company, domain):
        return shown
    return Display(shown.person, None, None)


def _without_department(shown: Display, domain: str | None, local: str) -> Display:
    """ "Halden" of "Halden Ground Crew Recruitment": words behind the host's that name no business."""
    parts = shown.company.split() if shown.company else []
    key = names.label_key(domain) if domain else ""
    if domain and parts and _is_division(parts, domain):
        return Display(shown.person, None, None)
    for end in range(1, len(parts)):
        if names.name_key(" ".join(parts[:end])) == key:
            behind = names.name_words(" ".join(parts[end:]))
            kinds = words().kinds_of_business | words().group_words | words().body_words
            own = "".join(behind) == "".join(local_parts.pieces(local))
            if behind and (own or behind[-1] not in kinds) and "&" not in parts[end:]:
                return Display(shown.person, " ".join(parts[:end]), None)
    return shown


def _is_division(parts: list[str], domain: str) -> bool:
    """True for "HU Faculty" at harrowgate-university.edu and "WA Dept Schools" at westline.example.

    A host name that says itself what kind of place it is names it better.
    """
    if labels.matches_label(" ".join(parts), domain):
        return False
    spelled = domains.label(domain).split("-")
    kinds = words().kinds_of_business
    told = len(spelled) > 1 and spelled[-1] in kinds and not names.company_words_in(" ".join(parts))
    return told or any(fold(one) in words().division_words for one in parts[1:])
