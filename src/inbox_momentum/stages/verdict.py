"""What a whole message asks and shows, all its evidence weighed together.

The rules find the evidence and the sentence that bears it; how much each piece counts,
beside all the others, was fitted on whole labelled messages (logistic regression, one
for each question; ``training/README.md``). One strange sentence therefore neither makes
nor unmakes a request: a shop's "final offer" has the words and nothing around them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from inbox_momentum import assets
from inbox_momentum.model import Ask, Entry, Reading, SenderIdentity, Stage, WaitKind
from inbox_momentum.stages.context import Context
from inbox_momentum.stages.evidence import Standing
from inbox_momentum.stages.proposals import NAME
from inbox_momentum.stages.scan import CONDITIONAL, Scan

KINDS = (
    WaitKind.SCHEDULE,
    WaitKind.CODE_TEST,
    WaitKind.QUESTION,
    WaitKind.DOCUMENTS,
    WaitKind.REFERENCES,
    WaitKind.OFFER,
    WaitKind.NEXT_STEP,
    WaitKind.OUTREACH,
)
"""The requests that are weighed."""
HIRING, REJECTED, NO_STAGE = "hiring", "rejected", "none"

_SPECIFIC = frozenset(KINDS) - {WaitKind.NEXT_STEP, WaitKind.QUESTION, WaitKind.OUTREACH}
FIRM = 0.8
_SURE, _SURE_SAID = 0.5, 0.3
"""Probabilities from which on a request counts: alone, and with a rule that is sure of it. Authors held
out, 86 of 100 of the first and 90 of 100 of the second between 0.3 and 0.5 were right."""
_DOUBTFUL, _UNSAID = 0.12, 0.5
"""Below these a request is not even left for review: one that a rule was not sure of, and one that none
found. What a rule was sure of is always left for review."""
_REJECTED, REJECTED_SAID = 0.6, 0.35
"""Probabilities of a rejection from which on it is one: alone, and where a rule reads it too. Between 0.35
and 0.6 with a rule, 6 of 9 held out and 5 of 5 simulated were."""

_MANY = 40
"""Sentences of a long mail."""
_FEW = 3
_ODDS = 4.0
"""Bound of the log odds of one sentence."""


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
    """Everything known of an inbound message, by name: 0 (left out) to 1.

    ``draft`` is what the rules alone make of it.
    """
    found = _likenesses(scan)
    for hit in scan.hits:
        way = "like" if hit.cue.name.startswith(NAME) else "row"
        found[f"{way} {hit.cue.group}{' subject' if scan.sentences[hit.index].subject else ''}"] = 1.0
    for sentence, tags in zip(scan.sentences, scan.tags, strict=True):
        where = "if" if tags & CONDITIONAL else "subject" if sentence.subject else "says"
        found.update((f"{where} {tag}", 1.0) for tag in tags)
    found.update((f"link {mark}", 1.0) for mark in scan.link_marks)
    found.update(_circumstances(entry, identity, scan, context, standing))
    found.update(_drafted(draft))
    return {name: value for name, value in found.items() if value}


def _likenesses(scan: Scan) -> dict[str, float]:
    """The strongest likeness to each intent, in the text, in the subject and under a condition."""
    most: dict[str, float] = {}
    for sentence, tags, shares in zip(scan.sentences, scan.tags, scan.likeness, strict=True):
        where = "subject like" if sentence.subject else "if like" if tags & CONDITIONAL else "most like"
        for label, share in shares.items():
            name = f"{where} {label}"
            most[name] = max(most.get(name, 0.0), share)
    odds = {
        f"odds {name.removeprefix('most like ')}": (_log_odds(share) + _ODDS) / (2 * _ODDS)
        for name, share in most.items()
        if name.startswith("most like ")
    }
    return most | odds


def _log_odds(share: float) -> float:
    return max(-_ODDS, min(_ODDS, math.log((share + 0.005) / (1.005 - share))))


def _circumstances(
    entry: Entry, identity: SenderIdentity, scan: Scan, context: Context, standing: Standing
) -> Iterator[tuple[str, float]]:
    yield "score", max(-3.0, min(3.0, standing.score)) / 3
    yield "score above 0", max(0.0, min(1.5, standing.score)) / 1.5
    for name in ("relevant", "hiring", "noise", "human"):
        yield f"standing {name}", float(getattr(standing, name))
    yield f"sender kind {identity.kind.value}", 1.0
    yield "sender relay", float(identity.relay)
    yield "sender sure", identity.confidence
    yield "sender employer", float(identity.employer is not None)
    for name in ("hiring", "owner_wrote", "applied", "outreach_only", "first", "booked", "offered"):
        yield f"context {name}", float(getattr(context, name))
    yield "context ended", float(context.ended is not None)
    for kind in context.asked:
        yield f"asked {kind.value}", 1.0
    if context.stage:
        yield f"was {context.stage.value}", 1.0
    yield "reply", float(scan.reply)
    length = sum(bool(shares) for shares in scan.likeness)
    yield "length", min(_MANY, length) / _MANY
    yield "short", float(length <= _FEW)
    yield "addressed", float(entry.addressed)
    yield f"automated {entry.message.automated}", 1.0
    yield "unsubscribe", float(entry.message.header("list-unsubscribe") is not None)


def _drafted(draft: Reading) -> Iterator[tuple[str, float]]:
    for ask in draft.asks:
        yield f"draft {ask.kind.value}", ask.confidence
    yield "draft hiring", float(draft.hiring)
    yield f"draft outcome {draft.outcome or NO_STAGE}", 1.0
    yield f"draft stage {draft.stage or NO_STAGE}", 1.0


class Judge:
    """The fitted weights: ``feature <tab> question=weight …``; the first line holds the questions' own."""

    def __init__(self, lines: Iterator[str]) -> None:
        biases = [pair.rpartition("=") for pair in next(lines).rstrip("\n").split("\t")[1:]]
        self._questions = [question for question, _, _ in biases]
        self._bias = [int(weight) / 100 for _, _, weight in biases]
        places = {question: place for place, question in enumerate(self._questions)}
        self._weights: dict[str, tuple[tuple[int, float], ...]] = {}
        for line in lines:
            name, *pairs = line.rstrip("\n").split("\t")
            cut = (pair.rpartition("=") for pair in pairs)
            self._weights[name] = tuple((places[question], int(weight) / 100) for question, _, weight in cut)

    def verdict(self, found: Mapping[str, float]) -> Verdict:
        """Weigh the evidence of one message."""
        sums = list(self._bias)
        for name, value in found.items():
            for place, weight in self._weights.get(name, ()):
                sums[place] += weight * value
        scores = dict(zip(self._questions, sums, strict=True))
        stages = {
            question.removeprefix("stage "): math.exp(min(score, 50.0))
            for question, score in scores.items()
            if question.startswith("stage ")
        }
        likeliest = max(stages, key=stages.__getitem__)
        return Verdict(
            hiring=_share(scores[HIRING]),
            rejected=_share(scores[REJECTED]),
            asks={kind: _share(scores[f"ask {kind.value}"]) for kind in KINDS},
            stage=None if likeliest == NO_STAGE else Stage(likeliest),
            stage_share=stages[likeliest] / sum(stages.values()),
        )

    def reasons(self, found: Mapping[str, float], question: str) -> tuple[str, ...]:
        """The three pieces of evidence that speak loudest for a yes to a question."""
        place = self._questions.index(question)
        spoken = sorted(
            (
                (weight * value, name)
                for name, value in found.items()
                for at, weight in self._weights.get(name, ())
                if at == place
            ),
            reverse=True,
        )
        return tuple(name for weight, name in spoken[:3] if weight > 0)


def explained(asks: tuple[Ask, ...], found: Mapping[str, float], verdict: Verdict) -> tuple[str, ...]:
    """What the weighing made of each request, for ``Reading.cues``."""
    return tuple(
        f"weighed: {ask.kind} {verdict.asks[ask.kind]:.2f}, most by "
        + ", ".join(judge().reasons(found, f"ask {ask.kind.value}"))
        for ask in asks
        if ask.kind in verdict.asks
    )


def _share(score: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


@cache
def judge() -> Judge:
    """The table of the package (``data/verdict.tsv``)."""
    with assets.data("verdict.tsv").open(encoding="utf-8") as lines:
        return Judge(lines)


def rejected_by(verdict: Verdict, *, by_rules: bool) -> bool:
    """Whether the message turns the owner down; what a rule says too needs less."""
    return verdict.rejected >= (REJECTED_SAID if by_rules else _REJECTED)


def certainty(share: float, sure: float = 0.5) -> float:
    """Confidence of what has this probability: 0.8, the least that is acted upon, from ``sure`` on."""
    if share < sure:
        return round(min(0.79, 0.8 * share / sure), 2)
    return round(min(0.98, 0.8 + 0.2 * (share - sure) / (1 - sure)), 2)


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
    whatever the words around it.
    """
    if verdict.asks[WaitKind.OUTREACH] >= _SURE:
        pitch = [ask for ask in asks if ask.kind is WaitKind.OUTREACH] or [
            ask_at(WaitKind.OUTREACH, _likest(scan, WaitKind.OUTREACH))
        ]
        return (replace(pitch[0], confidence=certainty(verdict.asks[WaitKind.OUTREACH]), deadline=None),)
    found = {ask.kind: ask for ask in asks}
    for kind, share in verdict.asks.items():
        if kind is WaitKind.SCHEDULE and invited and kind in found:
            continue
        said = found.get(kind)
        firm = said is not None and said.confidence >= FIRM
        if share < (_UNSAID if said is None else 0.0 if firm else _DOUBTFUL):
            found.pop(kind, None)
        else:
            ask = said or ask_at(kind, _likest(scan, kind))
            found[kind] = replace(ask, confidence=certainty(share, _SURE_SAID if firm else _SURE))
    if any(ask.confidence >= FIRM for kind, ask in found.items() if kind in _SPECIFIC):
        found.pop(WaitKind.NEXT_STEP, None)
    return tuple(found.values())


def _likest(scan: Scan, kind: WaitKind) -> int:
    """The sentence most like a request of this kind; one of the text before one of the subject."""
    shares = [
        (not sentence.subject, shares.get(kind.value, 0.0), -index)
        for index, (sentence, shares) in enumerate(zip(scan.sentences, scan.likeness, strict=True))
    ]
    return -max(shares, default=(False, 0.0, 0))[2]
