"""What the fitted model adds to the hits of the cue tables, and which of them it doubts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from inbox_momentum.stages.likeness import Guess, features, model
from inbox_momentum.stages.lexicon import Cue, settings
from inbox_momentum.stages.prose import Sentence

NAME = "reads like"
"""Row name of every proposed hit: the cue list of ``inspect`` shows it with its words."""

_SHORTEST = 12
"""Characters below which a sentence says too little to be likened."""


def proposed(
    sentence: Sentence, concepts: frozenset[str], cues: tuple[Cue, ...], *, owner: bool
) -> tuple[Cue, ...]:
    """The rows of a sentence as they stand after the model was heard.

    ``owner``: the sentence is the mailbox owner's. A likeness above the table's
    threshold adds a row of its group where none fired; a firm likeness to
    something that asks nothing halves the weight of the rows that ask.
    """
    if sentence.subject or len(sentence.norm) < _SHORTEST:
        return cues
    side = "outbound" if owner else "inbound"
    guess = model(side).guess(features(sentence.norm, concepts, {cue.group for cue in cues}))
    rule = _rules(side).get(guess.label)
    if rule is None:
        return cues
    group, threshold, doubts = rule
    if guess.share < threshold:
        return cues
    kept = tuple(replace(cue, weight=cue.weight / 2) if cue.group in doubts else cue for cue in cues)
    if group and all(cue.group != group for cue in cues):
        kept = (*kept, _cue(group, guess))
    return kept


def _cue(group: str, guess: Guess) -> Cue:
    return Cue(group, f"{NAME} {guess.label}", (), frozenset(), round(0.9 * guess.share, 2), guess.words, ())


@cache
def _rules(side: str) -> dict[str, tuple[str, float, frozenset[str]]]:
    """Label -> (group it proposes or '', least share, groups it doubts): ``data/stages.toml``."""
    table = settings()["likeness"][side]
    doubted = frozenset(table["doubted"])
    return {
        label: (row.get("group", ""), row["from"], doubted if row.get("doubts") else frozenset())
        for label, row in table["labels"].items()
    }
