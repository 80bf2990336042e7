"""The word lists of ``data/company_words.toml`` and phrases of ``data/company_phrases.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox_momentum.assets import data


def fold(text: str) -> str:
    """``text`` without case and accents, for comparison; length may change."""
    # Only short texts are kept: mail is read once, words come again.
    return _fold(text) if len(text) > _SHORT else _fold_short(text)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parted if not unicodedata.combining(one)).casefold()


_SHORT = 64
_fold_short = lru_cache(maxsize=1 << 15)(_fold)


@dataclass(frozen=True, slots=True)
class Words:
    """Every word list, folded."""

    legal_forms: frozenset[tuple[str, ...]]
    weak_legal_forms: frozenset[tuple[str, ...]]
    place_words: frozenset[str]
    articles: frozenset[str]
    dropped_articles: frozenset[str]
    leading_kinds: frozenset[str]
    street_words: frozenset[str]
    group_words: frozenset[str]
    body_words: frozenset[str]
    division_words: frozenset[str]
    service_phrases: frozenset[str]
    service_kinds: Mapping[str, tuple[str, ...]]
    service_marks: tuple[str, ...]
    service_locals: frozenset[str]
    mailbox_ends: tuple[str, ...]
    company_locals: frozenset[str]
    behalf_phrases: frozenset[str]
    founding_phrases: tuple[str, ...]
    address_words: frozenset[str]
    team_words: frozenset[str]
    team_endings: frozenset[tuple[str, ...]]
    department_leads: frozenset[str]
    department_of: frozenset[str]
    hiring_words: frozenset[str]
    leading_words: frozenset[tuple[str, ...]]
    stop_words: frozenset[str]
    joiners: frozenset[str]
    name_joiners: frozenset[str]
    role_words: frozenset[str]
    generic_names: frozenset[str]
    descriptors: frozenset[str]
    kinds_of_business: frozenset[str]
    loose_kinds: frozenset[str]
    signed_for: frozenset[str]
    domain_prefixes: tuple[str, ...]
    domain_suffixes: tuple[str, ...]
    generic_labels: frozenset[str]
    relay_labels: Mapping[str, str]
    relay_words: frozenset[str]
    region_labels: frozenset[str]
    machine_locals: frozenset[str]
    careers_locals: frozenset[str]
    marketing_locals: frozenset[str]
    titles: frozenset[str]
    at_words: Mapping[str, frozenset[str]]
    agency_label_parts: tuple[str, ...]
    agency_name_parts: tuple[str, ...]
    agency_labels: frozenset[str]
    agency_name_ends: tuple[str, ...]
    agency_name_ends_sure: tuple[str, ...]
    partner_phrases: tuple[str, ...]
    agency_label_ends: tuple[str, ...]
    agency_label_starts: tuple[str, ...]
    agency_label_not_ends: tuple[str, ...]
    client_phrases: tuple[str, ...]
    naming_phrases: tuple[str, ...]
    agent_phrases: tuple[str, ...]
    agent_naming: tuple[str, ...]
    agency_hints: tuple[str, ...]
    naming_with_apposition: frozenset[str]
    plural_verbs: frozenset[str]
    client_verbs: frozenset[str]
    title_verbs: frozenset[str]
    not_client: tuple[str, ...]
    before_clients: frozenset[str]
    no_clients: frozenset[str]
    needed: frozenset[str]
    courtesy: frozenset[str]
    they: frozenset[str]
    we: frozenset[str]
    own_voice: frozenset[str]
    hiring_hints: tuple[str, ...]
    role_noise: tuple[str, ...]
    seniority: Mapping[str, str]
    label_kinds: Mapping[str, str]
    label_words: Mapping[str, str]
    """Parts of host names that spell a word without its umlauts."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase next to which an employer is named."""

    text: str
    """Lower case, accents kept."""
    language: str
    strong: bool
    follows: bool
    """True when the name follows the phrase."""
    example: str
    employer: str

    @property
    def of_role(self) -> bool:
        """True where its example has a job title behind it: a company there is less sure."""
        behind = self.example.lower().partition(self.text)[2].lstrip()
        return self.follows and not behind.startswith(self.employer.lower())


def _read(name: str) -> dict[str, object]:
    return tomllib.loads(data(name).read_text(encoding="utf-8"))


def _set(values: object) -> frozenset[str]:
    assert isinstance(values, list)
    return frozenset(fold(one) for one in values)


def _sequences(values: object) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(one.split()) for one in _set(values))


def _ordered(values: object) -> tuple[str, ...]:
    """Folded, longest first, without repeats."""
    return tuple(sorted(_set(values), key=lambda one: (-len(one), one)))


def _lower(values: object) -> tuple[str, ...]:
    assert isinstance(values, list)
    return tuple(sorted({str(one).lower() for one in values}, key=lambda one: (-len(one), one)))


def _mapping(values: object) -> dict[str, object]:
    assert isinstance(values, dict)
    return values


@cache
def words() -> Words:
    """The word lists, read once."""
    raw = _read("company_words.toml")
    agency = _mapping(raw["agency"])
    return Words(
        legal_forms=_sequences(raw["legal_forms"]),
        weak_legal_forms=_sequences(raw["weak_legal_forms"]),
        place_words=frozenset(_lower(raw["place_words"])),
        articles=_set(raw["articles"]),
        dropped_articles=_set(raw["dropped_articles"]),
        leading_kinds=_set(raw["leading_kinds"]),
        street_words=_set(raw["street_words"]),
        group_words=_set(raw["group_words"]),
        body_words=_set(raw["body_words"]),
        division_words=_set(raw["division_words"]),
        service_phrases=frozenset(_lower(raw["service_phrases"])),
        service_kinds={key: _ordered(value) for key, value in _mapping(raw["service_kinds"]).items()},
        service_marks=_ordered(raw["service_marks"]),
        service_locals=_set(raw["service_locals"]),
        mailbox_ends=_ordered(raw["mailbox_ends"]),
        company_locals=_set(raw["company_locals"]),
        behalf_phrases=frozenset(_lower(raw["behalf_phrases"])),
        founding_phrases=_lower(raw["founding_phrases"]),
        address_words=_set(raw["address_words"]),
        team_words=_set(raw["team_words"]),
        team_endings=_sequences(raw["team_endings"]),
        department_leads=_set(raw["department_leads"]),
        department_of=_set(raw["department_of"]),
        hiring_words=_set(raw["hiring_words"]),
        leading_words=_sequences(raw["leading_words"]),
        stop_words=_set(raw["stop_words"]),
        joiners=_set(raw["joiners"]),
        name_joiners=_set(raw["name_joiners"]),
        role_words=_set(raw["role_words"]),
        generic_names=_set(raw["generic_names"]),
        descriptors=_set(raw["descriptors"]),
        loose_kinds=_set(raw["loose_kinds"]),
        signed_for=_set(raw["signed_for"]),
        kinds_of_business=_set(raw["kinds_of_business"]) | _set(raw["descriptors"]),
        domain_prefixes=_ordered(raw["domain_prefixes"]),
        domain_suffixes=_ordered(raw["domain_suffixes"]),
        generic_labels=_set(raw["generic_labels"]),
        relay_labels={key: str(value) for key, value in _mapping(raw["relay_labels"]).items()},
        relay_words=_set(raw["relay_words"]),
        region_labels=_set(raw["region_labels"]),
        machine_locals=_set(raw["machine_locals"]),
        careers_locals=_set(raw["careers_locals"]),
        marketing_locals=_set(raw["marketing_locals"]),
        titles=_set(raw["titles"]),
        at_words={key: _set(value) for key, value in _mapping(raw["at_words"]).items()},
        agency_label_parts=_ordered(agency["label_parts"]),
        agency_name_parts=_ordered(agency["name_parts"]),
        agency_name_ends=_ordered(agency["name_ends"]),
        agency_name_ends_sure=_ordered(agency["name_ends_sure"]),
        partner_phrases=_lower(agency["partner_phrases"]),
        agency_labels=_set(agency["labels"]),
        agency_label_ends=_ordered(agency["label_ends"]),
        agency_label_starts=_ordered(agency["label_starts"]),
        agency_label_not_ends=_ordered(agency["label_not_ends"]),
        naming_phrases=_lower(agency["naming_phrases"]),
        agency_hints=_lower(agency["hints"]),
        agent_naming=_lower(agency["agent_naming"]),
        agent_phrases=_lower(agency["agent_phrases"]),
        naming_with_apposition=frozenset(_lower(agency["naming_with_apposition"])),
        plural_verbs=_set(agency["plural_verbs"]),
        title_verbs=_set(agency["title_verbs"]),
        client_verbs=_set(agency["client_verbs"]),
        client_phrases=_lower(agency["client_phrases"]),
        not_client=_ordered(agency["not_client"]),
        before_clients=_set(agency["before_clients"]),
        no_clients=_set(agency["no_clients"]),
        needed=_set(agency["needed"]),
        courtesy=_set(raw["courtesy"]),
        they=_set(agency["they"]),
        we=_set(agency["we"]),
        own_voice=frozenset(_lower(raw["own_voice"])),
        hiring_hints=_lower(raw["hiring_hints"]),
        role_noise=_ordered(raw["role_noise"]),
        label_kinds={key: str(value) for key, value in _mapping(raw["label_kinds"]).items()},
        label_words={key: str(value) for key, value in _mapping(raw["label_words"]).items()},
        seniority={fold(key): str(value) for key, value in _mapping(raw["seniority"]).items()},
    )


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, longest first."""
    raw = _read("company_phrases.toml")
    rows = []
    for side in ("before", "after"):
        table = raw[side]
        assert isinstance(table, list)
        for row in table:
            strong, follows = row["strength"] == "strong", side == "before"
            text = row["phrase"].lower()
            rows.append(Phrase(text, row["language"], strong, follows, row["example"], row["employer"]))
    return tuple(sorted(rows, key=lambda one: (-len(one.text), one.text)))
