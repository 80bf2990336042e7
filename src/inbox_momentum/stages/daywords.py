"""The words for days, times, zones and deadlines of one language, compiled from ``data/days``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from inbox_momentum.assets import data
from inbox_momentum.stages.lexicon import LANGUAGES


def _read_zones() -> dict[str, tuple[str, ...]]:
    with data("days/zones.toml").open("rb") as handle:
        table: dict[str, list[str]] = tomllib.load(handle)
    named: dict[str, tuple[str, ...]] = {}
    for key, names in table.items():
        for name in names:
            named[name] = (*named.get(name, ()), key)
    return named


ZONES = _read_zones()
"""Zone names in mail, to IANA keys; several keys where the abbreviation is ambiguous."""


_ANYWHERE = (
    "close",
    "ours",
    "yours",
    "away",
    "promo",
    "wish",
    "past",
    "over",
    "delivery",
    "from_start",
    "work_length",
    "reply",
    "respond",
    "meet",
    "unless",
    "courtesy",
    "window",
    "soft",
    "term",
    "at_hour",
    "by_noun",
    "instead",
    "answer",
    "leisure",
)
"""Keys of a table that are searched for as whole words."""
_UNITS = (
    r" ?(?:%|€|£|\$|eur|usd|am\b|pm\b|a\.m|p\.m|uhr|uur|h\b|hs\b|:[0-9]|o'clock|min|hours?|hrs?|days?|weeks?"
    r"|months?|stunden|tage?n?\b|wochen?|jahre|heures?|jours?|semaines?|mois|horas?|dias?|semanas?|mes|uren"
    r"|dagen|weken|years?|people|k\b|x )"
)
"""What makes a number before it no day of a month."""


_CLOCK_HOURS = 12


def _zones() -> str:
    return "|".join(sorted(map(re.escape, ZONES), key=len, reverse=True))


def _group(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


class DayWords:
    """Compiled words and patterns of one language (``data/days/<language>.toml``)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._weekdays = [re.compile(names) for names in table["weekdays"]]
        self._months = [re.compile(names) for names in table["months"]]
        self._numbers: dict[str, int] = dict(table["numbers"])
        self.business_close: int = table["business_close"]
        hours = (word for word, value in self._numbers.items() if 1 < value <= _CLOCK_HOURS)
        self.hour_word = re.compile(rf"(?P<word>{_group(*hours)})(?= )")
        self.week_from = re.compile(rf"(?:{table.get('week_from', '(?!)')}) ")
        self.in_week = re.compile(_group(table.get("in_week", "(?!)")))
        self.this_week = re.compile(_group(table["this_week"]))
        for name in ("hour", "workday", "week", "month", "tomorrow", "overmorrow", "next", "weekend"):
            setattr(self, name, re.compile(table[name]))
        self.next_week = re.compile(_group(table["next_week"]))
        self.next_month = re.compile(_group(table["next_month"]))
        self.month_word = re.compile(_group(table["month_word"]) + r"\b")
        self.end_of = re.compile(_group(table["end_of"]))
        self.article = re.compile(rf"\b(?:{table['article']})$")
        self.day_part = re.compile(rf"(?:{table['day_part']})(?![^\W_])")
        self._filler = re.compile(rf"(?:{table['filler']})(?![^\W_])\s*")
        self.duration = self._duration(table)
        self.day_expression = self._days(table)
        self.clock = self._clocks(table)
        noun = (
            rf"(?:{table['by_noun']})"
            rf"(?: (?:{table['noun_of']}) [a-z' -]{{1,40}}?(?:(?:{table['noun_is']}){{1,3}}|(?=:))"
            rf"|(?:{table['noun_is']}){{0,3}})"
        )
        self.cue = re.compile(
            rf"\b(?:(?P<noun>{noun})|(?P<verb>{table['by_verb']})"
            rf"|(?P<moved>{table.get('moved', '(?!)')})|(?P<by>{table['by']})"
            rf"|(?P<before>{table['before']}))(?=:? |$)"
        )
        self.advert = re.compile(rf"\b(?:{table['advert']}) (?:[a-z]+ )?$")
        self.turn = re.compile(table["turn"])
        self.gone = re.compile(table["gone"])
        self.range = re.compile(table["range"])
        self.or_day = re.compile(rf" (?:{table['or_day']})(?= )")
        self.away_after = re.compile(rf"[ ,]{{1,2}}(?:{table.get('away_after', '(?!)')})\b")
        self.then = re.compile(rf" (?:{table['then']})\b")
        for name in ("latest", "welcome", "daily", "meeting", "purpose", "subject"):
            setattr(self, name, re.compile(rf"[ ,()]{{0,3}}(?:{table.get(name, '(?!)')})(?![^\W_])"))
        one = r"[0-3]?[0-9][^, ]{0,2}"
        self.listed = re.compile(
            rf"(?:,? {one})*,? (?:{table['or_day']}) (?:{table['article']} )?{one}(?![0-9:])"
        )
        self.also = re.compile(rf" (?:{table['and_day']}) (?={_group(*table['weekdays'])}\b)")
        self.day_close = re.compile(rf"(?<![^\W_])(?:{table['business_end']}|{table['day_end']})$")
        self.before_event = re.compile(rf" (?:{table.get('before_event', '(?!)')}) ")
        self.so = re.compile(rf"[ ,(:]*(?:(?:{table['so']})[ ,:]*)?$")
        for name in _ANYWHERE:
            setattr(self, name, re.compile(rf"(?<![^\W_])(?:{table.get(name, '(?!)')})(?![^\W_])"))
        self.events = re.compile(
            rf"\b(?:{table['events']})"
            r"(?: (?:[a-z]+ )?(?:us|by|on|in|the|work|team|role|job|position|with)){0,3} ?$"
        )
        self.hint = re.compile(rf"(?<![^\W_])(?:[0-9]|{self._hints(table)})")
        self.bare = re.compile(rf"(?<![^\W_])(?={self._bare(table)}|20[0-9]{{2}}-|[0-3]?[0-9])")

    hour: re.Pattern[str]
    workday: re.Pattern[str]
    week: re.Pattern[str]
    month: re.Pattern[str]
    tomorrow: re.Pattern[str]
    overmorrow: re.Pattern[str]
    next: re.Pattern[str]
    weekend: re.Pattern[str]
    latest: re.Pattern[str]
    """Follows a day: "at the latest", "is the cut-off"."""
    welcome: re.Pattern[str]
    """Follows a day that would suit: "would be great", "is fine too"."""
    daily: re.Pattern[str]
    """Follows hours that recur."""
    close: re.Pattern[str]
    """Something is closed, a few words before the day."""
    ours: re.Pattern[str]
    """What the writer's side will do, not the owner."""
    yours: re.Pattern[str]
    """What turns to the owner again."""
    away: re.Pattern[str]
    """Absence and working hours."""
    promo: re.Pattern[str]
    """Advertising."""
    wish: re.Pattern[str]
    """Something is wanted back."""
    past: re.Pattern[str]
    """What has been, or a meeting: a bare day beside it is no deadline."""
    over: re.Pattern[str]
    """What is over and done: the day beside it promises nothing."""
    delivery: re.Pattern[str]
    """Before the day on which something is handed over."""
    from_start: re.Pattern[str]
    """After a span that is the length of the work."""
    work_length: re.Pattern[str]
    """Before such a span."""
    reply: re.Pattern[str]
    """An answer is asked for, right before a day."""
    respond: re.Pattern[str]
    """An answer of any form is asked for."""
    meet: re.Pattern[str]
    """Times and meetings: what stands before it bounds them."""
    unless: re.Pattern[str]
    """A condition that presses the owner: "if we do not hear from you"."""
    courtesy: re.Pattern[str]
    """A condition that is only polite: "if that is all right with you"."""
    meeting: re.Pattern[str]
    """After a day: "before Wednesday's panel" is on Wednesday."""
    purpose: re.Pattern[str]
    """After a day that is proposed for what is asked: "shall we say Friday for the signature"."""
    subject: re.Pattern[str]
    """After a day that only a remark is made about: "Sunday is going to be busy"."""
    window: re.Pattern[str]
    """What is open for a while: the end of its range is the last day."""
    term: re.Pattern[str]
    """What runs until a day without anybody's doing: contracts, probation, budgets."""
    at_hour: re.Pattern[str]
    """Between a day and a number that is an hour: "Friday at 4"."""
    by_noun: re.Pattern[str]
    """The deadline by name."""
    answer: re.Pattern[str]
    """An answer is asked for in the imperative: today is its day where today stands behind."""
    leisure: re.Pattern[str]
    """No hurry: a day beside it is only a wish."""
    instead: re.Pattern[str]
    """Between a day that is told and the one that is asked for: "it ends today, so tell me by Monday"."""
    soft: re.Pattern[str]
    """A condition that leaves the day standing: "if that is doable", "if Friday is too tight"."""

    def _hints(self, table: Mapping[str, Any]) -> str:
        """What a sentence has that states any day, time or span."""
        keys = ("overmorrow", "tomorrow", "today", "weekend", "next_week", "next_month", "end_of")
        clocks = ("day_end", "business_end", "noon", "midnight")
        units = (rf"(?:{table[name]})(?![^\W_])" for name in ("hour", "day", "workday", "week", "month"))
        return _group(*(table[name] for name in (*keys, *clocks)), *table["weekdays"], *units)

    def _bare(self, table: Mapping[str, Any]) -> str:
        """Days that may stand without a cue; two-letter names only before a number."""
        names = "|".join(table["weekdays"]).split("|")
        months = "|".join(table["months"]).split("|")
        short = _group(*(name for name in names if len(name) < 3), "(?!)")
        long = _group(*(name for name in names if len(name) >= 3))
        return _group(
            table["overmorrow"],
            table["tomorrow"],
            table["today"],
            table["weekend"],
            table["next_week"],
            table["this_week"],
            table.get("in_week", "(?!)"),
            table.get("week_from", "(?!)"),
            rf"(?:(?:{table['next']}|{table['this']}) )?{long}",
            rf"{short}[.,]? ?[0-9]",
            rf"{_group(*months)}\.? [0-9]",
            rf"(?:{table['end_of']}) ?{_group(table['week_word'], table['month_word'], *months)}",
            rf"(?:{table['article']}) [0-3]?[0-9]",
        )

    def _duration(self, table: Mapping[str, Any]) -> re.Pattern[str]:
        number = _group(*sorted(map(re.escape, self._numbers), key=len, reverse=True))
        unit = _group(table["workday"], table["hour"], table["day"], table["week"], table["month"])
        long_unit = _group(
            table["workday"],
            *(rf"(?:{table[name]})(?<=[a-z]{{3}})" for name in ("hour", "day", "week", "month")),
        )
        return re.compile(
            rf"(?:\b(?:(?P<cue>{table['within']})|(?P<weak>{table['within_weak']})):?"
            rf" (?:(?:{table['about']}) )?)?"
            rf"(?<![0-9.,:/-])\b(?:[0-9]{{1,2}}(?:{table['or']}))?"
            rf"(?:(?P<n>[0-9]{{1,3}})(?: \([a-z]{{2,10}}\))?(?: |-)?(?P<unit>{unit})"
            rf"|(?P<n2>{number})(?: \([0-9]{{1,3}}\))?(?: full| whole| clear)?[ -]"
            rf"(?P<unit2>{long_unit}))(?![^\W_])"
            rf"(?P<rest>,? (?:{table['remaining']})(?![^\W_]))?"
        )

    def _days(self, table: Mapping[str, Any]) -> re.Pattern[str]:
        month = _group(*table["months"])
        weekday = _group(*table["weekdays"])
        year = r"(?:,? (?:de |of )?(?P<y{0}>20[0-9]{{2}})\b)?"
        end_of = rf"(?:(?:{table['end_of']}) ?)?"
        period = _group(
            rf"{end_of}{_group(table['next_week'])}",
            rf"{end_of}{_group(table['next_month'])}",
            rf"(?:{table['end_of']}) ?{_group(table['month_word'], table['week_word'])}",
            table["weekend"],
            table["this_week"],
        )
        return re.compile(
            rf"(?:(?P<month_end>(?:{table['end_of']}) ?(?P<m3>{month})\b\.?(?! ?[0-9]{{1,2}}\b)"
            rf"{year.format(3)})"
            r"|(?P<iso>20[0-9]{2}(?P<dash>[-/.])[01]?[0-9](?P=dash)[0-3]?[0-9](?![0-9]))"
            r"|(?P<numeric>[0-3]?[0-9](?P<sep>[./-])[0-3]?[0-9](?:(?P=sep)(?:20)?[0-9]{2}\b"
            r"|\b(?![:0-9]))(?! ?(?:am|pm|uhr|h|days?|hours?)\b))\.?"
            rf"|(?P<day_month>(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th|\.|er|o|ste|de|e)?(?: of| de|"
            rf" the)?[ -]?(?P<m1>{month})\b\.?{year.format(1)})"
            rf"|(?P<month_day>(?P<m2>{month})\.? (?:the )?(?P<d2>[0-3]?[0-9])(?:st|nd|rd"
            rf"|th)?\b(?![:0-9]){year.format(2)})"
            r"|(?P<ordinal>[0-3]?[0-9](?:st|nd|rd|th)\b)"
            rf"|(?P<relative>{table['overmorrow']}|{table['tomorrow']}|{table['today']}"
            rf"|{table.get('in_week', '(?!)')})(?![^\W_])"
            rf"|(?P<period>{period})(?![^\W_])"
            rf"|(?P<weekday>(?P<modifier>(?:{table['next']}|{table['this']})"
            rf" )?(?P<name>{weekday})(?:{table.get('glued', '(?!)')})?(?![^\W_])\.?(?P<of_next> (?:of"
            rf" )?(?:{table['next_week']}))?(?P<week_after> (?:{table['week_after']})\b)?)"
            rf"|(?P<numbered>(?:(?:{table['article']}) )+[0-3]?[0-9](?:e|\.)?(?=$|[ ,.;:)?!])(?!{_UNITS})"
            rf"|[0-3]?[0-9]\.(?= (?:{table.get('dotted', '(?!)')})(?![^\W_])))"
            rf"|(?P<number>[0-3]?[0-9]\.?(?=$|[ ,.;)?!])(?!{_UNITS})))"
        )

    def _clocks(self, table: Mapping[str, Any]) -> re.Pattern[str]:
        return re.compile(
            rf"(?:(?P<noon>{table['noon']})|(?P<day_end>{table['day_end']})"
            rf"|(?P<business_end>{table['business_end']})"
            rf"|(?P<midnight>{table['midnight']}))(?![^\W_])"
            rf"|(?P<joined>(?:[01][0-9]|2[0-3])[0-5][0-9])(?: ?(?:h|hrs|hours|uhr|uur|hs)\b"
            rf"|(?= (?:on|{_zones()})\b))"
            r"|(?P<hour>[0-2]?[0-9])(?:[:.h](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?:"
            r" ?(?P<half>[ap])\.?m\b\.?)?(?: ?(?:uhr|h|hrs|hours|uur|u|hs)\b)?"
            r"|(?: ?(?P<half2>[ap])\.?m\b\.?| ?(?:uhr|h|uur|u|hs|o'clock)(?![^\W_])))"
        )

    def number(self, text: str) -> int | None:
        """Value of a numeral in digits or words."""
        return int(text) if text.isdigit() else self._numbers.get(text)

    def weekday_number(self, name: str) -> int:
        """0 for Monday."""
        return next(number for number, names in enumerate(self._weekdays) if names.fullmatch(name))

    def month_number(self, name: str) -> int:
        """1 for January."""
        return next(number for number, names in enumerate(self._months, 1) if names.fullmatch(name))

    def skip(self, norm: str, position: int) -> int:
        """Position after spaces and words that say nothing."""
        for _ in range(5):
            while position < len(norm) and norm[position] in " ,:()":
                position += 1
            filler = self._filler.match(norm, position)
            if not filler or filler.end() == position or self._meaning(norm, position):
                break
            position = filler.end()
        return position

    def _meaning(self, norm: str, position: int) -> bool:
        """Whether a filler word begins an expression ("this weekend", "the end of next week")."""
        return bool(self.day_expression.match(norm, position) or self.clock.match(norm, position))


@cache
def day_words(language: str) -> DayWords:
    """The day words of a language; English where it has no table."""
    name = language if language in LANGUAGES else "en"
    with data(f"days/{name}.toml").open("rb") as handle:
        return DayWords(tomllib.load(handle))
