"""Which of the companies that a message names is the one it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from inbox_momentum.employers.labels import alike, extends, matches_label
from inbox_momentum.employers.names import (
    company_words_in,
    is_platform,
    name_key,
    name_words,
    plausible,
)
from inbox_momentum.employers.observe import Claim, Sighting
from inbox_momentum.employers.words import words
from inbox_momentum.model import SenderKind

_LATIN_END = 0x250
"""First code point behind the Latin blocks."""

PLACES = ("role", "position", "opportunity", "opportunities", "opening", "openings", "job")
"""First words of phrases that name the company which has a role ("role at X")."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A name, how sure it is, and why."""

    name: str
    confidence: float
    cue: str


def firm_choice(sight: Sighting, people: frozenset[str]) -> Choice | None:
    """The employer of a platform's mail by its own strong evidence; ``None`` when it has none.

    Order of domain.md §2: tenant, display name, subject and text. ``people`` are keys
    of persons' names seen in the mailbox: a person's display name is no company.
    """
    strong = _distinct(sight.claims)
    spoken = [*strong, *sight.hints]
    if sight.tenant:
        return _by_tenant(sight.tenant.partition("/")[2], strong, spoken)
    shown = next((one for one in strong if one.cue.startswith("display")), None)
    if shown is not None:
        return Choice(_fuller(_one_script(shown.name, strong), spoken), 0.95, shown.cue)
    named = [one for one in strong if name_key(one.name) not in people]
    best = max(named, key=lambda one: (one.weight, -named.index(one)), default=None)
    whole = sight.display.whole
    if whole and _whole_counts(sight, whole, people):
        agreeing = next((one for one in named if alike(name_key(one.name), name_key(whole))), None)
        if agreeing is not None:
            return Choice(_fuller(whole, spoken), 0.95, agreeing.cue)
        if best is None or (best.weight < 2.5 and len(whole.split()) == 1):
            sure = 0.85 if len(whole.split()) != 2 or best is None else 0.7
            return Choice(whole, sure, f"display name: {whole}")
    return Choice(_fuller(best.name, strong), 0.85, best.cue) if best is not None else None


def _one_script(name: str, claims: list[Claim]) -> str:
    """The part of a name in two scripts that the mail itself uses ("مختبرات Noor Labs" → Noor Labs)."""
    tokens = name.split()
    plain = [one for one in tokens if one.isascii()]
    strange = "".join(one for one in tokens if not one.isascii())
    if not plain or not strange or any(one.isalpha() and ord(one) < _LATIN_END for one in strange):
        return name
    part = name_key(" ".join(plain))
    return next((one.name for one in claims if name_key(one.name) == part), name)


def _whole_counts(sight: Sighting, whole: str, people: frozenset[str]) -> bool:
    """True when a bare display name on a platform's address is a company by custom."""
    if sight.person is not None or name_key(whole) in people or not plausible(whole):
        return False
    if sight.row is None or sight.row.tenant == "person" or not sight.row.example:
        return False
    return sight.kind is not SenderKind.JOB_BOARD or bool(sight.claims)


def _by_tenant(tenant: str, strong: list[Claim], spoken: list[Claim]) -> Choice:
    key = name_key(tenant)
    close = next((one for one in strong if alike(name_key(one.name), key)), None)
    if close is None:
        # An abbreviation: "pru" where the mail says Prudential.
        close = next((one for one in strong if len(key) >= 3 and name_key(one.name).startswith(key)), None)
    if close is None:
        close = next((one for one in strong if one.weight >= 2.5), None)
    if close is not None:
        return Choice(_fuller(close.name, spoken), 0.95, f"tenant {tenant}; {close.cue}")
    name = " ".join(one[:1].upper() + one[1:] for one in tenant.replace("_", "-").split("-") if one)
    return Choice(name, 0.9, f"tenant {tenant}")


def _fuller(name: str, claims: list[Claim]) -> str:
    """The longest form of the same name among the claims ("Brilliant" → Brilliant Agency)."""
    size = len(name_words(name))
    longer = [one.name for one in claims if extends(one.name, name)]
    allowed = words().kinds_of_business - words().team_words
    longer = [one for one in longer if set(name_words(one)[size:]) <= allowed]
    return max(longer, key=lambda one: (len(one), one), default=name)


def hinted_choice(sight: Sighting, known: Mapping[str, str], people: frozenset[str]) -> Choice | None:
    """The employer by weak evidence: a known name, or one that looks like a company's."""
    candidates = [(one.name, one.cue) for one in sight.hints]
    if sight.display.whole:
        candidates.append((sight.display.whole, f"display name: {sight.display.whole}"))
    for name, cue in candidates:
        key = name_key(name)
        if key in people or is_platform(name):
            continue
        if key in known:
            return Choice(known[key], 0.85, cue)
    keys = [name_key(one.name) for one in sight.hints]
    for name, cue in candidates:
        twice = keys.count(name_key(name)) >= 2
        if (company_words_in(name) or twice) and name_key(name) not in people and plausible(name):
            return Choice(name, 0.8, cue)
    return None


def _distinct(claims: tuple[Claim, ...]) -> list[Claim]:
    """Claims of one name joined: named twice counts half a point more."""
    joined: dict[str, Claim] = {}
    for one in claims:
        key = name_key(one.name)
        old = joined.get(key)
        if old is None:
            joined[key] = one
        else:
            joined[key] = replace(old, weight=max(old.weight, one.weight) + 0.5)
    return list(joined.values())


def client_choice(sight: Sighting) -> Choice | None:
    """The client that an agency's mail names, when it is exactly one."""
    named = {name_key(one): one for one in sight.clients}
    if len(named) == 1:
        return Choice(next(iter(named.values())), 0.9, "named as the client")
    if len(named) > 1:
        return None
    own = sight.domain or ""
    places = {
        name_key(one.name): one
        for one in sight.claims
        if not one.cue.startswith("display")
        and not (own and matches_label(one.name, own))
        and _is_place(one)
        and name_words(one.name)[-1:] != ("hq",)
    }
    if len(places) != 1:
        return None
    only = next(iter(places.values()))
    return Choice(only.name, 0.85, only.cue)


def _is_place(claim: Claim) -> bool:
    """True for "role at X": the phrase says where the role is."""
    phrase = claim.cue.partition("“")[2].partition("”")[0]
    return phrase.split(" ")[0] in PLACES or phrase.startswith(
        (
            "interview",
            "on behalf",
            "your application",
            "offer",
            "next step",
            "application",
            "stelle",
            "poste",
            "entrevista",
            "bewerbung",
            "position",
        )
    )


def places_named(sight: Sighting) -> tuple[str, ...]:
    """Companies that the mail says have a role."""
    return tuple(one.name for one in sight.claims if not one.cue.startswith("display") and _is_place(one))
