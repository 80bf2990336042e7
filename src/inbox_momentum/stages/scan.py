"""What the cue tables find in one message, before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inbox_momentum.model import Direction, Entry
from inbox_momentum.stages import marks, proposals
from inbox_momentum.stages.lexicon import Cue, guess_language, lexicon
from inbox_momentum.stages.likeness import Model
from inbox_momentum.stages.proposals import NAME, likeness, proposed
from inbox_momentum.stages.prose import Sentence, normalise, sentences
from inbox_momentum.stages.relays import without_frame
from inbox_momentum.stages.subjects import bare_subject

_INHERITED = frozenset(
    {
        "REQUEST",
        "IMPERATIVE",
        "PROVIDE",
        "NEED",
        "TELL",
        "DO",
        "HYPOTHETICAL",
        "CANDIDATES_WHO",
        "OPTIONAL",
        "NEGATED",
        "MISSING",
    }
)
"""What a line ending in a colon hands on to the list below it."""

_HEADLINE = frozenset({"RHETORICAL"})
CONDITIONAL = frozenset({"HYPOTHETICAL", "OPTIONAL"})
"""Sentences in which the sentence model proposes nothing: what it says may never come."""

_ASKED_AFTER = frozenset({"code_test", "test_window", "stage.code_test", "nudge", "documents", "submission"})
"""Groups that a question whether something arrived is not of."""

_REPEATED = 4096
"""Sentences whose findings are kept for the next mail with the same words: greetings, signatures, forms."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that fired in a sentence."""

    cue: Cue
    index: int
    """Of the sentence."""
    phrase: str

    @property
    def label(self) -> str:
        """For ``Reading.cues``."""
        return f"{self.cue.group}: {self.cue.name} «{self.phrase}»"


@dataclass(frozen=True, slots=True)
class Scan:
    """Sentences, their concepts and the rows that fired."""

    language: str
    sentences: tuple[Sentence, ...]
    tags: tuple[frozenset[str], ...]
    likeness: tuple[Mapping[str, float], ...]
    """What each sentence is like: intent -> probability; empty where it says too little."""
    hits: tuple[Hit, ...]
    link_marks: frozenset[str]
    reply: bool
    """The subject says "Re:" or the header names a parent."""
    forwarded: bool

    def of(self, *groups: str) -> list[Hit]:
        """Hits of the groups, in order of the text."""
        return [hit for hit in self.hits if hit.cue.group in groups]

    def has(self, *groups: str) -> bool:
        """Whether any row of the groups fired."""
        return any(hit.cue.group in groups for hit in self.hits)

    def has_row(self, *groups: str) -> bool:
        """Whether a row of the tables fired; what the fitted model proposes is no evidence of the matter."""
        return any(hit.cue.group in groups and not hit.cue.name.startswith(NAME) for hit in self.hits)

    def tagged(self, *concepts: str) -> bool:
        """Whether any sentence bears one of the concepts."""
        wanted = frozenset(concepts)
        return any(not wanted.isdisjoint(tags) for tags in self.tags)

    @property
    def body(self) -> Iterable[tuple[int, Sentence, frozenset[str]]]:
        """Index, sentence and concepts of what is not the subject."""
        return (
            (index, sentence, self.tags[index])
            for index, sentence in enumerate(self.sentences)
            if not sentence.subject
        )


@dataclass(frozen=True, slots=True)
class Words:
    """What is read of a message, without whom it is from."""

    subject: str
    text: str
    """What is new in it."""
    links: tuple[str, ...]
    answers: bool
    """Its header names a parent."""
    owner: bool
    """The owner of the mailbox wrote it."""


def words_of(entry: Entry) -> Words:
    """The words of a message, without the frame of a platform."""
    message = entry.message
    return Words(
        subject=message.subject,
        text=without_frame(message.body.new_text, message),
        links=message.body.links,
        answers=bool(message.in_reply_to),
        owner=entry.direction is Direction.OUT,
    )


def scan(entry: Entry, *, human: bool = True, languages: Sequence[str] = ()) -> Scan:
    """Read a message's subject and new text with the table of its language.

    A person's "Want to meet?" is a question; a machine's is a headline (``human`` False).
    ``languages`` are those that the owner named (``guess_language``).
    """
    return scanned(words_of(entry), human=human, languages=languages)


def scanned(words: Words, *, human: bool = True, languages: Sequence[str] = ()) -> Scan:
    """As ``scan``, of the words alone."""
    owner, text = words.owner, words.text
    subject, reply, forwarded = bare_subject(words.subject)
    language = guess_language(normalise(f"{subject}\n{text[:3_000]}"), languages)
    lines = sentences(subject, text)
    weights = proposals.table(language, owner=owner)
    tags: list[frozenset[str]] = []
    likenesses: list[Mapping[str, float]] = []
    hits: list[Hit] = []
    lead: frozenset[str] = frozenset()
    left = 0
    for index, sentence in enumerate(lines):
        places = _places(sentence, language, owner)
        found = frozenset(places) - (_HEADLINE if human else frozenset())
        if "ASKED_IF" in found:
            found -= CONDITIONAL  # "assuming Tuesday works, please confirm" asks now
        if left and (sentence.bullet or len(sentence.norm) < 80):
            found |= lead
            left -= 1
        else:
            left = 0
        if sentence.opens_list:
            lead, left = found & _INHERITED, 8
        tags.append(found)
        shares, cues = _heard(sentence, found, language, owner, weights)
        likenesses.append(shares)
        hits.extend(_hits(cues, sentence, index, found, places))
    return Scan(
        language=language,
        sentences=lines,
        tags=tuple(tags),
        likeness=tuple(likenesses),
        hits=tuple(hits),
        link_marks=marks.link_marks(words.links),
        reply=reply or words.answers,
        forwarded=forwarded,
    )


def headlines(found: Scan, words: Words) -> bool:
    """Whether it matters to ``found`` that a person wrote the words."""
    return any(
        not _HEADLINE.isdisjoint(_places(sentence, found.language, words.owner))
        for sentence in found.sentences
    )


@lru_cache(maxsize=_REPEATED)
def _places(sentence: Sentence, language: str, owner: bool) -> Mapping[str, tuple[int, int]]:
    """Concepts of a sentence, each with its place."""
    return marks.tags(sentence, lexicon(language, owner=owner))


@lru_cache(maxsize=_REPEATED)
def _heard(
    sentence: Sentence, concepts: frozenset[str], language: str, owner: bool, weights: Model
) -> tuple[Mapping[str, float], tuple[Cue, ...]]:
    """What a sentence with these concepts is like, and its rows once the model was heard.

    ``weights`` are those of the moment: what was kept with others (training reads with many) is not theirs.
    """
    cues = tuple(lexicon(language, owner=owner).fire(concepts))
    heard = likeness(sentence, concepts, cues, language=language, owner=owner)
    return heard.shares, proposed(sentence, cues, heard, language=language, owner=owner)


def _hits(
    fired: Iterable[Cue],
    sentence: Sentence,
    index: int,
    found: frozenset[str],
    places: Mapping[str, tuple[int, int]],
) -> list[Hit]:
    result: list[Hit] = []
    arrived = {"ARRIVED", "QUESTION"} <= found
    cues = [cue for cue in fired if not cue.name.startswith(NAME) or CONDITIONAL.isdisjoint(found)]
    for cue in cues:
        if arrived and cue.group in _ASKED_AFTER:
            continue  # whether the link has come is a question, not the test
        spans = [places[name] for need in cue.needs for name in need if name in places]
        spans = [span for span in spans if span[1] > span[0]]
        phrase = ""
        if spans:
            begin, end = min(span[0] for span in spans), max(span[1] for span in spans)
            phrase = sentence.norm[begin : min(end, begin + 80)].strip()
        result.append(Hit(cue, index, phrase or sentence.norm[:60]))
    return result
