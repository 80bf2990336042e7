"""What a message of the owner settles, all its evidence weighed together.

As ``verdict`` does for received mail: the rules collect the evidence and make a draft; how
much each piece counts, beside what was asked and what is attached, was fitted on whole
labelled messages (``training/README.md``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inbox_momentum.model import Entry, Outcome, Reading, Stage, WaitKind
from inbox_momentum.stages import weights
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.scan import CONDITIONAL, Scan
from inbox_momentum.stages.verdict import KINDS, NO_STAGE, STAGE
from inbox_momentum.stages.weights import certainty

HOLDING = "holding"
_IF = CONDITIONAL | {"O_IF"}
CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}|\+?\d[\d ()/-]{7,18}\d")
_KNOWN = ("hiring", "owner_wrote", "applied", "outreach_only", "first", "booked", "offered", "threaded")
OUTCOMES = (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.WITHDRAWN)
NO_OUTCOME = "none"
_OUTCOME = "outcome "
_DECIDES, _DECIDES_SAID, _SURE_SAID = 0.5, 0.25, 0.4
"""As for answers (F1 0.89, by the rules alone 0.86); the last makes sure what a rule says too."""
_MANY = 20
"""Sentences of a long reply."""
_FEW = 2
_ANSWERS, _ANSWERS_SAID = 0.5, 0.2
"""Probabilities from which on a request is answered: alone, and where a rule says so too. Authors held
out, F1 is 0.87 so, 0.85 where both need a half and 0.81 by the rules alone."""
_HOLDS, _HOLDS_SAID = 0.5, 0.15
"""Likewise; F1 0.84 (with a quarter instead of 0.15), by the rules alone 0.71."""
_SHOWS, _SHOWS_SAID = 0.45, 0.3
"""Likewise; F1 0.82 (the likeliest, whatever its probability), by the rules alone 0.75."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Probabilities, 0 to 1."""

    answers: Mapping[WaitKind, float]
    holding: float
    outcomes: Mapping[Outcome, float]
    """Accepted, declined or withdrawn; what is left to 1 is none."""
    stages: Mapping[Stage, float]
    """Shown by the message; what is left to 1 is none."""


def evidence(
    entry: Entry, scan: Scan, context: Context, draft: Reading, files: Mapping[str, bool]
) -> dict[str, float]:
    """Everything known of a sent message, by name: from 0, which is left out, to 1.

    ``draft`` is what the rules alone make of it, ``files`` which sorts of files are attached.
    """
    found = weights.of_words(scan, _IF)
    likeness = {name: value for name, value in found.items() if name.startswith("most like ")}
    found.update(_circumstances(scan, context))
    found["out of hand"] = float(entry.message.automated is not None)
    drafted = {f"draft answers {kind.value}": 1.0 for kind in draft.answers}
    drafted[f"draft outcome {draft.outcome or NO_OUTCOME}"] = 1.0
    drafted[f"draft stage {draft.stage or NO_STAGE}"] = 1.0
    drafted["draft holding"] = float(draft.holding)
    drafted["draft promises"] = float(bool(draft.promises))
    found.update(drafted)
    attached = {f"file {sort}": float(there) for sort, there in files.items()}
    linked = {f"link {mark}": 1.0 for mark in scan.link_marks}
    found.update(attached)
    for kind in context.asked:
        told = likeness | drafted | attached | linked
        found.update((f"asked {kind.value}, {name}", value) for name, value in told.items())
    return {name: value for name, value in found.items() if value}


def _circumstances(scan: Scan, context: Context) -> Iterator[tuple[str, float]]:
    for name in _KNOWN:
        yield f"context {name}", float(getattr(context, name))
    for kind in context.asked:
        yield f"asked {kind.value}", 1.0
    yield "asked nothing", float(not context.asked)
    yield "asked several", float(len(context.asked) > 1)
    yield f"was {context.stage.value if context.stage else 'nothing'}", 1.0
    yield "reply", float(scan.reply)
    lines = [sentence for _, sentence, _ in scan.body]
    yield "length", min(_MANY, len(lines)) / _MANY
    yield "short", float(len(lines) <= _FEW)
    asked = sum(sentence.question for sentence in lines)
    yield "asks back", float(asked > 0)
    yield "asks alone", float(bool(lines) and asked == len(lines))
    contacts = sum(bool(CONTACT.search(sentence.raw)) for sentence in lines)
    yield "contact", float(contacts > 0)
    yield "contacts", float(contacts > 1)


def settled(found: Mapping[str, float]) -> Settled:
    """Weigh the evidence of one message (``data/replies.tsv``)."""
    scores = weights.table("replies").scores(found)
    answers = {kind: weights.share(scores[f"answer {kind.value}"]) for kind in KINDS}
    ends, stages = weights.shares(scores, _OUTCOME), weights.shares(scores, STAGE)
    return Settled(
        answers,
        weights.share(scores[HOLDING]),
        {one: ends[one] for one in OUTCOMES},
        {Stage(name): share for name, share in stages.items() if name != NO_STAGE},
    )


def shown(drafted: Stage | None, said: Settled) -> Stage | None:
    """The stage that the message shows; what a rule says too needs less."""
    likeliest = max(said.stages, key=said.stages.__getitem__)
    if said.stages[likeliest] >= _SHOWS:
        return likeliest
    return drafted if drafted is not None and said.stages.get(drafted, 0.0) >= _SHOWS_SAID else None


def answered(drafted: frozenset[WaitKind], said: Settled) -> frozenset[WaitKind]:
    """The requests that the message answers; what a rule says too needs less."""
    others = frozenset(kind for kind in drafted if kind not in said.answers)
    return others | {
        kind
        for kind, share in said.answers.items()
        if share >= (_ANSWERS_SAID if kind in drafted else _ANSWERS)
    }


def decided(drafted: Outcome | None, said: Settled) -> Outcome | None:
    """How the owner ends the process with this message; what a rule says too needs less."""
    likeliest = max(said.outcomes, key=said.outcomes.__getitem__)
    if said.outcomes[likeliest] >= _DECIDES:
        return likeliest
    return drafted if drafted is not None and said.outcomes[drafted] >= _DECIDES_SAID else None


def sureness(by_rules: float, drafted: Outcome | None, outcome: Outcome | None, said: Settled) -> float:
    """Confidence of an end: no surer than its weight, nor than the rules where they say the same.

    ``by_rules`` is theirs of whatever else the message shows, too: it stands where nothing ends.
    """
    if outcome is None:
        return by_rules
    share = said.outcomes[outcome]
    return min(by_rules, certainty(share, _SURE_SAID)) if outcome is drafted else certainty(share)


def explained(
    answers: frozenset[WaitKind], outcome: Outcome | None, found: Mapping[str, float], said: Settled
) -> tuple[str, ...]:
    """What the weighing made of answers and end, for ``Reading.cues``."""
    table = weights.table("replies")
    told = [(f"answer {kind.value}", said.answers[kind]) for kind in sorted(answers) if kind in said.answers]
    told += [(f"outcome {outcome}", said.outcomes[outcome])] if outcome else []
    return tuple(
        f"weighed: {name} {share:.2f}, most by " + ", ".join(table.reasons(found, name))
        for name, share in told
    )


def holds(drafted: bool, said: Settled) -> bool:
    """Whether the message only holds off."""
    return said.holding >= (_HOLDS_SAID if drafted else _HOLDS)
