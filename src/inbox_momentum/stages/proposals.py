"""What the fitted model adds to the hits of the cue tables, and which of them it doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from inbox_momentum.stages.lexicon import Cue, settings
from inbox_momentum.stages.likeness import Model, features, model
from inbox_momentum.stages.prose import Sentence

NAME = "reads like"
"""Row name of every proposed hit: the cue list of ``inspect`` shows it with its words."""

OTHER_MATTER = "noise"
"""Label of what is no hiring process of the owner: whether it is one, the whole message decides,
so that below the table's ``plain`` the other labels share what it leaves."""

_SHORTEST = 12
"""Characters below which a sentence says too little to be likened."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the model makes of one sentence."""

    shares: Mapping[str, float]
    """Probability of each intent; empty for a sentence that says too little."""
    features: frozenset[str] = frozenset()


def likeness(
    sentence: Sentence, concepts: frozenset[str], cues: tuple[Cue, ...], *, language: str, owner: bool
) -> Likeness:
    """Ask the model of a sentence's language.

    ``owner``: the sentence is the mailbox owner's. ``cues`` are the rows that fired.
    """
    if len(sentence.norm) < _SHORTEST and not sentence.subject:
        return Likeness({})
    weights = table(language, owner=owner)
    found = features(sentence.norm, concepts, {cue.group for cue in cues})
    return Likeness(dict(zip(weights.labels, weights.shares(found), strict=True)), frozenset(found))


def table(language: str, *, owner: bool) -> Model:
    """The weights of a language; ``owner``: for the mailbox owner's sentences."""
    return model(_side(owner), language)


def _side(owner: bool) -> str:
    return "outbound" if owner else "inbound"


def proposed(
    sentence: Sentence, cues: tuple[Cue, ...], heard: Likeness, *, language: str, owner: bool
) -> tuple[Cue, ...]:
    """The rows of a sentence as they stand after the model was heard.

    A likeness above the table's threshold adds a row of its group where none fired. Rows
    that ask are dropped when the sentence is plainly like another request and unlike
    theirs, and halved when it is plainly like something that asks nothing.
    """
    if sentence.subject or len(sentence.norm) < _SHORTEST:
        return cues
    rules = _rules(_side(owner))
    other = heard.shares.get(OTHER_MATTER, 0.0)
    if other >= rules.plain:
        return tuple(replace(cue, weight=cue.weight / 2) if cue.group in rules.asks else cue for cue in cues)
    shares = {label: share / (1 - other) for label, share in heard.shares.items() if label != OTHER_MATTER}
    top = max(shares, key=shares.__getitem__)
    kept = tuple(cue for cue in (_weighed(cue, top, shares, rules) for cue in cues) if cue is not None)
    group, threshold = rules.proposes.get(top, ("", 1.0))
    if group and shares[top] >= threshold and all(cue.group != group for cue in kept):
        words = table(language, owner=owner).loudest(heard.features, top)
        kept = (*kept, _cue(group, top, shares[top], words))
    return kept


def _weighed(cue: Cue, top: str, shares: Mapping[str, float], rules: _Rules) -> Cue | None:
    own, unlike = rules.asks.get(cue.group, (top, 0.0))
    if own == top or shares[top] < rules.plain or shares[own] >= unlike:
        return cue
    return None if top in rules.requests else replace(cue, weight=cue.weight / 2)


def _cue(group: str, label: str, share: float, words: tuple[str, ...]) -> Cue:
    return Cue(group, f"{NAME} {label}", (), frozenset(), round(min(0.97, share + 0.05), 2), words, ())


@dataclass(frozen=True, slots=True)
class _Rules:
    """``[likeness]`` of ``data/stages.toml``, one side."""

    proposes: Mapping[str, tuple[str, float]]
    """Label -> (cue group, least share)."""
    asks: Mapping[str, tuple[str, float]]
    """Cue group that asks -> (its label, share below which a sentence is unlike that)."""
    requests: frozenset[str]
    """The labels that ask."""
    plain: float
    """Share from which on a sentence is plainly like its likeliest label."""


@cache
def _rules(side: str) -> _Rules:
    table = settings()["likeness"][side]
    proposes = {label: (row["group"], row["from"]) for label, row in table["labels"].items()}
    asks = {group: (row["label"], row["unlike"]) for group, row in table["asks"].items()}
    return _Rules(proposes, asks, frozenset(label for label, _ in asks.values()), table["plain"])
