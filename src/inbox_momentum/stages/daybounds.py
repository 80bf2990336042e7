"""What a day in a sentence is not: a bound of somebody else's doings, of times, terms, absences or ranges."""

from __future__ import annotations

import re

from inbox_momentum.stages.dayreading import Parts
from inbox_momentum.stages.daywords import DayWords

__all__ = ["BEFORE_RANGE", "bounds", "clause", "ends_with_day", "near", "of_times", "spoken", "theirs"]

_CLAUSE = re.compile(r"[;!?:]\s|\s-\s|\. ")
BEFORE_RANGE = 24
"""Characters in which the beginning of a range, or the day of a time, is looked for."""


def bounds(norm: str, cue: re.Match[str], parts: Parts, words: DayWords, *, slots: bool, named: bool) -> bool:
    """Whether the day after a cue bounds what the owner does.

    ``named``: the day of a time stood before the cue; ``slots``: the sentence asks for times.
    """
    if cue["verb"] and parts.day is None:
        return False  # "the call ends at 3"
    if words.daily.match(norm, parts.end) or words.away_after.match(norm, parts.end):
        return False
    if parts.period == "this" and cue[0] != "within":
        return False  # "two times for this week"
    lead = norm[: cue.start()]
    ranging = words.range.fullmatch(cue[0]) is not None
    if (ranging or cue["before"]) and _absent(norm, cue.start(), words):
        return False
    if (ranging or cue["verb"]) and words.term.search(lead) and not words.respond.search(lead):
        return False  # "the contract runs until"
    if ranging and not _closes(norm, lead, parts, words, slots=slots, named=named):
        return False
    if words.events.search(lead):
        return False  # "join by", "drop by"
    if (cue["verb"] or cue["noun"]) and words.advert.search(lead):
        return False  # "the vacancy closes on"
    if named and cue["before"] and of_times(norm, cue.start(), words):
        return False  # "I could manage Monday before 11"
    if slots and cue["moved"] and not _of_deadline(norm, cue, words):
        return False  # "could we move to Thursday?"
    return not slots or bool(cue["noun"]) or _of_answer(norm, cue, parts, words)


def _closes(norm: str, lead: str, parts: Parts, words: DayWords, *, slots: bool, named: bool) -> bool:
    """Whether "until" a day ends what the owner may do, not a stretch of hours or days."""
    if not lead and norm[parts.end :].strip() == "!":
        return False  # "Until Friday!": a farewell
    answering = words.respond.search(lead) is not None
    window = not slots and words.window.search(lead) is not None
    told = named and answering and words.yours.search(lead) is not None
    if ends_with_day(lead, words) and not (window or told):
        return False
    # not "parking is free until 6"
    return parts.day is not None or answering or words.yours.search(norm) is not None


def _of_deadline(norm: str, cue: re.Match[str], words: DayWords) -> bool:
    """Whether what is moved is a deadline or a window, not a meeting."""
    begin = clause(norm, cue.start())
    return any(pattern.search(norm, begin, cue.end()) for pattern in (words.by_noun, words.window))


def _of_answer(norm: str, cue: re.Match[str], parts: Parts, words: DayWords) -> bool:
    """Whether a day in a sentence that asks for times bounds the answer, not the times."""
    asked = words.respond.search(norm, clause(norm, cue.start()), cue.start())
    if cue["before"] and parts.day is None:  # "tomorrow before 3", but "answer before 3"
        return asked is not None and not words.bare.search(norm, asked.end(), cue.start())
    open_period = parts.period not in ("", "end")  # "availability for next week"
    if open_period and not (cue["before"] and asked):
        return False
    return not of_times(norm, cue.start(), words)


def of_times(norm: str, place: int, words: DayWords) -> bool:
    """Whether what stands before a bound speaks of meeting, not of answering."""
    begin = clause(norm, place)
    return bool(words.meet.search(norm, begin, place)) and not words.respond.search(norm, begin, place)


def ends_with_day(lead: str, words: DayWords) -> bool:
    """Whether a day or time stands right before: "from 9 till 5", "6 Oct until 9 Oct"."""
    lead = lead.rstrip()
    for match in re.finditer(r"(?<![^\W_])[^\W_]", lead[-BEFORE_RANGE:]):
        place = max(0, len(lead) - BEFORE_RANGE) + match.start()
        for pattern in (words.day_expression, words.clock):
            found = pattern.match(lead, place)
            if found and found.end() == len(lead):
                return True
    return False


def spoken(lead: str, words: DayWords) -> bool:
    """Whether a talk, an event or the past is named before a day."""
    return any(pattern.search(lead) for pattern in (words.past, words.events, words.away))


def clause(norm: str, place: int) -> int:
    """Where the clause of a place begins."""
    begins = [match.end() for match in _CLAUSE.finditer(norm, 0, place)]
    return begins[-1] if begins else 0


def near(clause: str, words: DayWords) -> str:
    """What follows the last turn of a clause ("he is off till Friday, so …")."""
    turns = list(words.turn.finditer(clause))
    return clause[turns[-1].end() :] if turns else clause


def theirs(norm: str, place: int, words: DayWords) -> bool:
    """Whether the clause says what the writer's side will do by then."""
    return _said(words.ours, norm, place + 1, words)


def _absent(norm: str, place: int, words: DayWords) -> bool:
    """Whether the clause says until when somebody is away."""
    return _said(words.away, norm, place, words)


def _said(pattern: re.Pattern[str], norm: str, end: int, words: DayWords) -> bool:
    """Whether the clause has the pattern before its end and does not turn to the owner after it."""
    said = list(pattern.finditer(norm, clause(norm, end), end))
    return bool(said) and not words.yours.search(norm, said[-1].end(), end)
