"""Spans of time in a sentence: limits ("within two days"), and what is taken off a day ("a week before")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from inbox_momentum.stages.daybounds import of_times, theirs
from inbox_momentum.stages.daymoment import END_OF_DAY, Moment, Parts
from inbox_momentum.stages.dayreading import at
from inbox_momentum.stages.daywords import DayWords

_HOURS_OF_WORK = 12
"""Hours below which "you have 4 hours" is the length of the work."""
_LIMITING = ("within", "in ", "expire", "close", "due", "sous", "binnen", "innerhalb", "dans", "en un plazo")
"""Cues after which even a few hours are a limit."""
TRIED = 12
"""Places of one sort that are tried in a sentence: bounds time on hostile mail."""
CLAUSE_END = re.compile(r" ?(?:$|[.,;!?)\-:/]|§)")


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline that was read, with its place."""

    place: int
    at: datetime
    stated: bool
    clock: bool
    """Whether a time of day was named."""
    turned: bool = False
    """The day was told before, of somebody else, and the clause turned to the owner: "so send it by then"."""


def durations(norm: str, moment: Moment, words: DayWords, *, slots: bool = False) -> Iterator[Found]:
    """The limits among the spans of a sentence."""
    for match in islice(words.duration.finditer(norm), TRIED):
        amount = words.number(match["n"] or match["n2"])
        unit = match["unit"] or match["unit2"]
        if amount is None or not 0 < amount <= 400 or not _limits(norm, match, amount, unit, words):
            continue
        if slots and (match["weak"] or of_times(norm, match.start(), words)):
            continue  # times within the next week
        if theirs(norm, match.start(), words) or words.events.search(norm[: match.start()]):
            continue
        if words.hour.fullmatch(unit):
            yield Found(match.start(), moment.at + timedelta(hours=amount), stated=True, clock=False)
        else:
            end = at(count_days(moment.today, amount, unit, words), END_OF_DAY, moment.zone)
            yield Found(match.start(), end, stated=False, clock=False)


def _limits(norm: str, match: re.Match[str], amount: int, unit: str, words: DayWords) -> bool:
    """Whether a span limits anything; most tell how long something takes."""
    if not (match["cue"] or match["weak"] or match["rest"]):
        return False
    if words.month.fullmatch(unit) and amount > 1:
        return False  # spans of employment, growth or guarantee
    before = norm[max(0, match.start() - 30) : match.start()].split()[-3:]
    hours = words.hour.fullmatch(unit) is not None
    if not match["cue"] and words.work_length.search(" ".join(before)):
        return False
    if hours and amount < _HOURS_OF_WORK and (not match["cue"] or match["rest"] or _granted(match["cue"])):
        return False
    after = norm[match.end() :].lstrip()
    if words.from_start.match(after) and (hours or not match["rest"]):
        return hours is False and bool(match["cue"]) and not after.startswith(("of ", "a ", "per ", "each "))
    if match["weak"] and not match["rest"]:
        single = match["n2"] is not None and amount == 1
        return not single and bool(CLAUSE_END.match(norm, match.end())) and not words.month.fullmatch(unit)
    return True


def _granted(cue: str) -> bool:
    """ "You have 4 hours": the length of the work, where "within 4 hours" is a limit."""
    return not cue.startswith(_LIMITING)


def count_days(today: date, amount: int, unit: str, words: DayWords) -> date:
    """The day on which a span of days, weeks or months ends."""
    if words.workday.fullmatch(unit):
        day = today
        for _ in range(min(amount, 90)):
            day += timedelta(days=1)
            while day.weekday() >= 5:
                day += timedelta(days=1)
        return day
    if words.week.fullmatch(unit):
        return today + timedelta(weeks=min(amount, 26))
    if words.month.fullmatch(unit):
        return today + timedelta(days=30 * min(amount, 6))
    return today + timedelta(days=amount)


def counted_back(lead: str, parts: Parts, words: DayWords) -> bool:
    """Takes off what stands before the cue ("a week before the 16th"); false if it cannot."""
    spans = [span for span in islice(words.duration.finditer(lead), TRIED) if not lead[span.end() :].strip()]
    if not spans or parts.day is None:
        return True
    unit = spans[-1]["unit"] or spans[-1]["unit2"]
    amount = words.number(spans[-1]["n"] or spans[-1]["n2"])
    if not amount or words.month.fullmatch(unit) or words.workday.fullmatch(unit):
        return False
    hours = amount if words.hour.fullmatch(unit) else 24 * amount * (7 if words.week.fullmatch(unit) else 1)
    if hours % 24:
        return False
    parts.day -= timedelta(hours=hours)
    parts.exclusive = False
    return True
