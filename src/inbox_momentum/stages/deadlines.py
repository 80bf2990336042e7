"""By when: deadlines and dated promises in a sentence, as absolute times.

A small grammar of our own reads only what stands beside a cue ("by", "within", "at
the latest"): general date parsers, given whole sentences, find dates in "May I" and
"10 engineers". The words are those of ``data/days``. Nothing is guessed: a day/month
order without evidence, or a day in the past, gives no deadline at all; nor does what
the writer's side will do, an absence, the end of a range or what recurs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from inbox_momentum.model import Deadline, StatedPromise
from inbox_momentum.stages.daybounds import (
    BEFORE_RANGE,
    bounds,
    clause,
    ends_with_day,
    near,
    spoken,
    theirs,
)
from inbox_momentum.stages.dayreading import END_OF_DAY, HORIZON, Moment, Parts, at, read, settle
from inbox_momentum.stages.dayspans import CLAUSE_END, TRIED, Found, count_days, counted_back, durations
from inbox_momentum.stages.daywords import DayWords, day_words

__all__ = [
    "Moment",
    "day_named",
    "day_wished",
    "deadline",
    "delivered",
    "polite",
    "presses",
    "promise",
    "replies",
    "span_alone",
]

_HOURS_TO_ANSWER = 24
"""Hours below which a span standing alone is the length of the work."""
_GAP = 3
"""Words between "closing" and its day ("closing the file Tuesday")."""
_DUE_LINE = 60
"""Characters of a line that is all about its day."""
_TO = re.compile(r"\.? ?-{1,2} ?(?=[0-9a-z])")


def deadline(norm: str, raw: str, moment: Moment, language: str, *, slots: bool = False) -> Deadline | None:
    """The first deadline stated in a normalised sentence, or ``None``.

    With ``slots`` the sentence asks for times: the bounds of the times themselves
    ("are you free before Friday?") are none.
    """
    first = _first(norm, moment, language, slots)
    if first is None:
        return None
    return Deadline(at=first.at, stated=first.stated, quote=_shorten(raw), clock=first.clock)


@lru_cache(maxsize=256)
def _first(norm: str, moment: Moment, language: str, slots: bool) -> Found | None:
    """Remembered, since each request of a message looks at the same sentences."""
    words = day_words(language)
    if not moment.sane or not words.hint.search(norm) or words.promo.search(norm):
        return None
    found = (*durations(norm, moment, words, slots=slots), *_days(norm, moment, words, slots=slots))
    ahead = sorted((item for item in found if _ahead(item.at, moment)), key=lambda item: item.place)
    for item in ahead[1:]:
        if item.at != ahead[0].at and words.instead.search(norm, ahead[0].place, item.place):
            return item  # "it ends today, so tell me by Monday"
    return ahead[0] if ahead else None


def span_alone(norm: str, raw: str, moment: Moment, language: str) -> Deadline | None:
    """The deadline in a line that states nothing but a span: "1 week.", "Time: 72 hours"."""
    words = day_words(language)
    match = words.duration.search(norm)
    if match is None or not moment.sane:
        return None
    rest = (norm[: match.start()] + norm[match.end() :]).strip(" .!,:;-()")
    amount = words.number(match["n"] or match["n2"])
    if len(rest.split()) > 1 or amount is None or not 0 < amount <= 60:
        return None
    unit = match["unit"] or match["unit2"]
    if words.hour.fullmatch(unit):
        if amount < _HOURS_TO_ANSWER:
            return None  # how long the work takes
        end = moment.at + timedelta(hours=amount)
    else:
        end = at(count_days(moment.today, amount, unit, words), END_OF_DAY, moment.zone)
    return Deadline(at=end, stated=False, quote=_shorten(raw), clock=False)


def day_named(norm: str, raw: str, moment: Moment, language: str) -> Deadline | None:
    """The day that an extension names without "until": "Friday is fine too"."""
    found = promise(norm, raw, moment, language)
    return Deadline(at=found.due_at, stated=False, quote=found.quote, clock=False) if found else None


def day_wished(norm: str, raw: str, moment: Moment, language: str) -> Deadline | None:
    """The day on which something is wished for without a "by": "Monday the 19th would be great".

    Looser than ``deadline``: only for a sentence that asks, or stands beside one.
    """
    words = day_words(language)
    if not moment.sane or not words.hint.search(norm) or words.leisure.search(norm):
        return None
    for match in islice(words.bare.finditer(norm), TRIED):
        parts = read(norm, match.start(), moment, words)
        if not parts or parts.day is None:
            continue
        said = norm[clause(norm, match.start()) : match.start()]
        close_by = near(said, words)
        if any(pattern.search(close_by) for pattern in (words.past, words.ours, words.events)):
            continue
        if words.listed.match(norm, parts.end):
            continue  # days to choose from
        suits = words.welcome.match(norm, parts.end) or _counted(norm[: match.start()], words)
        ends = CLAUSE_END.match(norm, parts.end) or words.purpose.match(norm, parts.end)
        wanted = ends and words.wish.search(said)
        if not suits and not wanted:
            continue
        end, stated = settle(_later(norm, parts, moment, words), moment)
        if _ahead(end, moment):
            return Deadline(at=end, stated=stated, quote=_shorten(raw), clock=parts.clock is not None)
    return None


def _counted(lead: str, words: DayWords) -> bool:
    """Whether a span is told again as the day on which it ends: "one week, so 28.9."."""
    spans = list(islice(words.duration.finditer(lead), TRIED))
    return bool(spans) and words.so.match(lead, spans[-1].end()) is not None


def replies(norm: str, language: str) -> bool:
    """Whether a sentence asks for an answer in so many words, or is a due line ("By Friday, please."):
    its day is that of any request."""
    words = day_words(language)
    return words.respond.search(norm) is not None or (len(norm) <= _DUE_LINE and bool(words.cue.match(norm)))


def presses(norm: str, language: str) -> bool:
    """Whether a condition is one that the owner can only avert by answering, or mere courtesy."""
    words = day_words(language)
    return bool(words.unless.search(norm) or words.soft.search(norm))


def promise(norm: str, raw: str, moment: Moment, language: str) -> StatedPromise | None:
    """The day named by "I'll send it tomorrow" or "by Friday", or ``None``.

    Looser than ``deadline``: a bare day word is enough, since the caller has
    already seen that the sentence promises something. The day after "you will have
    it" or "and send it" goes before the day on which the work is done.
    """
    words = day_words(language)
    return _delivered(norm, raw, moment, words) or _promised(norm, raw, moment, words)


def delivered(norm: str, raw: str, moment: Moment, language: str) -> StatedPromise | None:
    """The day on which something is handed over ("it will be done on the 15th"), or ``None``."""
    return _delivered(norm, raw, moment, day_words(language))


def polite(norm: str, language: str) -> bool:
    """Whether the condition of a sentence is mere courtesy: what it promises is promised."""
    return day_words(language).courtesy.search(norm) is not None


def _delivered(norm: str, raw: str, moment: Moment, words: DayWords) -> StatedPromise | None:
    for handed in islice(words.delivery.finditer(norm), TRIED):
        after = _promised(norm[handed.end() :], raw, moment, words, handed=True)
        if after:
            return after
    return None


def _promised(
    norm: str, raw: str, moment: Moment, words: DayWords, *, handed: bool = False
) -> StatedPromise | None:
    """The first day that promises; a weekend is when the work is done unless something is ``handed`` over."""
    if not moment.sane:
        return None
    stated = [
        item
        for item in (*durations(norm, moment, words), *_after_cues(norm, moment, words))
        if _ahead(item.at, moment)
    ]
    if stated:
        return StatedPromise(due_at=min(stated, key=lambda item: item.place).at, quote=_shorten(raw))
    listed = 0
    for match in islice(words.bare.finditer(norm), TRIED):
        said = norm[clause(norm, match.start()) : match.start()]
        close_by = near(said, words)
        if match.start() < listed or words.away.search(close_by) or words.over.search(close_by):
            continue
        if words.gone.fullmatch((said.split() or [""])[-1]):
            continue
        parts = read(norm, match.start(), moment, words)
        if not parts or parts.day is None or (parts.period == "weekend" and not handed):
            continue
        if parts.period == "this" or words.gone.match(norm[parts.end :].lstrip()):
            continue
        if parts.clock and words.welcome.match(norm, parts.end):
            continue  # "Monday at 10 is fine": a meeting
        if also := words.also.match(norm, parts.end):  # "on Tue and Thu I …"
            listed = also.end() + 1
            continue
        if words.subject.match(norm, parts.end) or words.away_after.match(norm, parts.end):
            continue  # "Sunday is going to be …"
        end = settle(_later(norm, parts, moment, words), moment)[0]
        if _ahead(end, moment):
            return StatedPromise(due_at=end, quote=_shorten(raw))
    return None


def _ahead(end: datetime, moment: Moment) -> bool:
    return moment.at < end <= moment.at + HORIZON


def _shorten(raw: str) -> str:
    return raw if len(raw) <= 160 else raw[:157] + "..."


# --------------------------------------------------------------------------- days


def _days(norm: str, moment: Moment, words: DayWords, *, slots: bool = False) -> Iterator[Found]:
    for item in _after_cues(norm, moment, words, slots=slots):
        if item.turned or not theirs(norm, item.place, words):
            yield item
    for item in (*_marked(norm, moment, words, slots=slots), *_closing(norm, moment, words)):
        if not theirs(norm, item.place, words):
            yield item


def _after_cues(norm: str, moment: Moment, words: DayWords, *, slots: bool = False) -> Iterator[Found]:
    for cue in islice(words.cue.finditer(norm), TRIED):
        start = cue.end()
        article = words.article.search(cue[0])
        parts = read(norm, cue.start() + article.start() if article else start, moment, words)
        turned = parts is None and words.then.match(norm, start) is not None
        if turned:
            parts = _earlier(norm, cue, moment, words)
            turned = not words.ours.search(near(norm[clause(norm, cue.start()) : cue.start()], words))
        event = words.before_event.match(norm, start) if cue["before"] and not (parts or slots) else None
        if event:
            parts = read(norm, event.end(), moment, words)
        named = parts and not slots and _day_before_cue(norm, cue, parts, moment, words)
        if not parts or not bounds(norm, cue, parts, words, slots=slots, named=bool(named)):
            continue
        parts.day = parts.day or named or None
        parts = _range_end(norm, parts, moment, words)
        on_it = (
            event
            or words.end_of.match(norm, start + 1)
            or norm.startswith("'s", parts.end)
            or words.meeting.match(norm, parts.end)
        )
        parts.exclusive = cue["before"] is not None and not on_it
        if not cue["before"] or counted_back(norm[: cue.start()], parts, words):
            yield replace(_found(cue.start(), parts, moment), turned=turned)


def _found(place: int, parts: Parts, moment: Moment) -> Found:
    end, stated = settle(parts, moment)
    return Found(place, end, stated, parts.clock is not None)


def _day_before_cue(
    norm: str, cue: re.Match[str], parts: Parts, moment: Moment, words: DayWords
) -> date | None:
    """The day right before a cue with a time alone: "on Friday by 5 pm"."""
    lead = norm[: cue.start()].rstrip(" ,")
    if parts.day or parts.clock is None:
        return None
    for match in words.bare.finditer(lead, max(0, len(lead) - BEFORE_RANGE)):
        found = read(lead, match.start(), moment, words)
        if found and found.end == len(lead) and found.clock is None and not found.period:
            return found.day
    return None


def _range_end(norm: str, parts: Parts, moment: Moment, words: DayWords) -> Parts:
    """The last day of a range: "test window: 10 Nov - 17 Nov"."""
    dash = _TO.match(norm, parts.end)
    last = read(norm, dash.end(), moment, words) if dash and parts.day else None
    return last if last and last.day and parts.day and last.day > parts.day else parts


def _earlier(norm: str, cue: re.Match[str], moment: Moment, words: DayWords) -> Parts | None:
    """ "They confirm tomorrow, so tell me by then": the day named before."""
    found = None
    for match in islice(words.bare.finditer(norm, 0, cue.start()), TRIED):
        parts = read(norm, match.start(), moment, words)
        found = parts if parts and parts.day else found
    return found


def _marked(norm: str, moment: Moment, words: DayWords, *, slots: bool = False) -> Iterator[Found]:
    """Days with the mark after them ("Friday at the latest"), their close, and answers wanted on a day."""
    for match in islice(words.bare.finditer(norm), TRIED):
        parts = read(norm, match.start(), moment, words)
        if not parts or parts.day is None:
            continue
        lead = norm[: match.start()].rstrip(" ,")
        asked = [found for found in words.reply.finditer(lead) if found.end() == len(lead)]
        close = words.day_close.search(lead)
        if close and (first := read(norm, close.start(), moment, words)):
            parts = first  # "COB Friday"
        closing = (
            parts.closing and not slots and not norm.endswith("?") and not spoken(near(lead, words), words)
        )
        latest = words.latest.match(norm, parts.end)
        if asked or closing or latest or _answer_today(norm, match.start(), parts, moment, words):
            yield _found(match.start(), _later(norm, parts, moment, words), moment)


def _answer_today(norm: str, place: int, parts: Parts, moment: Moment, words: DayWords) -> bool:
    """Whether an answer is asked for today: "just send me a rough time today please"."""
    begin = clause(norm, place)
    verbs = list(islice(words.answer.finditer(norm, begin, place), TRIED))
    if not verbs or parts.day != moment.today or parts.clock or not _alone(norm, place, parts, words):
        return False
    between = norm[verbs[-1].end() : place]
    return not words.meet.search(between) and not spoken(near(norm[begin:place], words), words)


def _alone(norm: str, place: int, parts: Parts, words: DayWords) -> bool:
    """Whether a day ends its clause, with no time right before it ("confirm 3 pm today")."""
    after = (CLAUSE_END, words.welcome, words.or_day)
    ends = any(pattern.match(norm, parts.end) for pattern in after)
    return ends and not ends_with_day(norm[:place], words)


def _later(norm: str, parts: Parts, moment: Moment, words: DayWords) -> Parts:
    """ "Today or tomorrow": the later of two days."""
    other = words.or_day.match(norm, parts.end)
    second = read(norm, other.end(), moment, words) if other else None
    return second if second and second.day and parts.day and second.day > parts.day else parts


def _closing(norm: str, moment: Moment, words: DayWords) -> Iterator[Found]:
    """ "We are closing the file Tuesday": the day a few words after."""
    for match in islice(words.close.finditer(norm), TRIED):
        position = match.end()
        for _ in range(_GAP + 1):
            parts = read(norm, position, moment, words)
            if parts and parts.day:
                yield _found(match.start(), parts, moment)
                break
            following = norm.find(" ", words.skip(norm, position) + 1)
            if following < 0:
                break
            position = following
