"""What a whole message asks and shows, all its evidence weighed together.

The rules find the evidence and the sentence that bears it; how much each piece counts,
beside all the others, was fitted on whole labelled messages (logistic regression, one
for each question; ``training/README.md``). One strange sentence therefore neither makes
nor unmakes a request: a shop's "final offer" has the words and nothing around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from inbox_momentum.model import REQUIRED_KINDS, Ask, Entry, Reading, SenderIdentity, Stage, WaitKind
from inbox_momentum.stages import weights
from inbox_momentum.stages.circumstances import of_context, of_message
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.evidence import Standing
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.scan import CONDITIONAL, Scan
from inbox_momentum.stages.weights import certainty

KINDS = tuple(kind for kind in WaitKind if kind in REQUIRED_KINDS | {WaitKind.OUTREACH})
"""The requests that are weighed."""
HIRING, REJECTED, NO_STAGE = "hiring", "rejected", "none"
STAGE = "stage "

_SPECIFIC = frozenset(KINDS) - {WaitKind.NEXT_STEP, WaitKind.QUESTION, WaitKind.OUTREACH}
FIRM = 0.8
_SURE, _SURE_SAID = 0.6, 0.5
"""Probabilities from which on a request counts: alone, and with a rule that is sure of it."""
_DOUBTFUL, _UNSAID = 0.12, 0.5
"""Below these a request is not even left for review: one that a rule was not sure of, and one that none, or
only a likeness, found. What a rule was sure of is always left for review."""
_REJECTED, REJECTED_SAID = 0.5, 0.35
"""Probabilities of a rejection from which on it is one: alone, and where a rule reads it too."""

_QUOTED = 60
"""Characters by which a quoted sentence is known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities, 0 to 1."""

    hiring: float
    """That the message belongs to a hiring process of the owner and is no mere noise in it."""
    rejected: float
    asks: Mapping[WaitKind, float]
    stage: Stage | None
    """The likeliest; ``None`` for no stage."""
    stage_share: float
    """Probability of ``stage``, or of there being none."""


def evidence(
    entry: Entry,
    identity: SenderIdentity,
    scan: Scan,
    context: Context,
    standing: Standing,
    draft: Reading,
) -> dict[str, float]:
    """Everything known of an inbound message, by name: 0 is left out, and nothing is beyond 1.

    ``draft`` is what the rules alone make of it.
    """
    found = weights.of_words(scan)
    found.update(of_message(entry, identity, scan, standing))
    found.update(of_context(context))
    if context.around is not None:
        found.update(context.around.evidence())
    found.update(_drafted(draft))
    return {name: value for name, value in found.items() if value}


def _drafted(draft: Reading) -> Iterator[tuple[str, float]]:
    for ask in draft.asks:
        yield f"draft {ask.kind.value}", ask.confidence
    yield "draft hiring", float(draft.hiring)
    yield f"draft outcome {draft.outcome or NO_STAGE}", 1.0
    yield f"draft stage {draft.stage or NO_STAGE}", 1.0


def verdict(found: Mapping[str, float]) -> Verdict:
    """Weigh the evidence of one message (``data/verdict.tsv``)."""
    scores = _table().scores(found)
    stages = weights.shares(scores, STAGE)
    likeliest = max(stages, key=stages.__getitem__)
    hiring = weights.share(scores[HIRING])
    share = stages[likeliest]
    return Verdict(
        hiring=hiring,
        rejected=weights.share(scores[REJECTED]),
        asks={kind: hiring * weights.share(scores[f"ask {kind.value}"]) for kind in KINDS},
        stage=None if likeliest == NO_STAGE else Stage(likeliest),
        stage_share=1 - hiring * (1 - share) if likeliest == NO_STAGE else hiring * share,
    )


def _table() -> weights.Weights:
    return weights.table("verdict")


def explained(asks: tuple[Ask, ...], found: Mapping[str, float], verdict: Verdict) -> tuple[str, ...]:
    """What the weighing made of each request, for ``Reading.cues``."""
    return tuple(
        f"weighed: {ask.kind} {verdict.asks[ask.kind]:.2f}, most by "
        + ", ".join(_table().reasons(found, f"ask {ask.kind.value}"))
        for ask in asks
        if ask.kind in verdict.asks
    )


def rejected_by(verdict: Verdict, *, by_rules: bool) -> bool:
    """Whether the message turns the owner down; what a rule says too needs less."""
    return verdict.rejected >= (REJECTED_SAID if by_rules else _REJECTED)


def weighed(
    asks: tuple[Ask, ...],
    verdict: Verdict,
    scan: Scan,
    ask_at: Callable[[WaitKind, int], Ask],
    *,
    invited: bool,
) -> tuple[Ask, ...]:
    """The requests that stand, each with its confidence.

    Those that the rules found keep their sentence; one that they missed is quoted by the
    sentence most like it (``ask_at``). ``invited``: a calendar invitation asks for a time,
    whatever the words around it. A pitch asks for nothing else (domain.md §1).
    """
    if verdict.asks[WaitKind.OUTREACH] >= _SURE and not invited:
        pitch = [ask for ask in asks if ask.kind is WaitKind.OUTREACH] or [
            ask_at(WaitKind.OUTREACH, _likest(scan, WaitKind.OUTREACH))
        ]
        sure = certainty(verdict.asks[WaitKind.OUTREACH], _SURE)
        return (replace(pitch[0], confidence=sure, deadline=None),)
    found = {ask.kind: ask for ask in asks}
    for kind, share in verdict.asks.items():
        if kind is WaitKind.SCHEDULE and invited and kind in found:
            continue
        said = found.get(kind)
        likest = _likest(scan, kind)
        if said is None and scan.tags and scan.tags[likest] & CONDITIONAL:
            continue  # what may only come is not asked
        unsaid = said is None or _only_like(scan, said)
        firm = said is not None and said.confidence >= FIRM and not unsaid
        if share < (_UNSAID if unsaid else 0.0 if firm else _DOUBTFUL):
            found.pop(kind, None)
        else:
            ask = said or ask_at(kind, likest)
            found[kind] = replace(ask, confidence=certainty(share, _SURE_SAID if firm else _SURE))
    if any(ask.confidence >= FIRM for kind, ask in found.items() if kind in _SPECIFIC):
        found.pop(WaitKind.NEXT_STEP, None)
    return tuple(found.values())


def _only_like(scan: Scan, ask: Ask) -> bool:
    """Whether no row of the tables, only likenesses, fired where a request is quoted."""
    rows = [
        hit.cue.name for hit in scan.hits if scan.sentences[hit.index].raw[:_QUOTED] == ask.quote[:_QUOTED]
    ]
    return bool(rows) and all(name.startswith(NAME) for name in rows)


def _likest(scan: Scan, kind: WaitKind) -> int:
    """The sentence most like a request of this kind; one of the text before one of the subject."""
    shares = [
        (not sentence.subject, shares.get(kind.value, 0.0), -index)
        for index, (sentence, shares) in enumerate(zip(scan.sentences, scan.likeness, strict=True))
    ]
    return -max(shares, default=(False, 0.0, 0))[2]
