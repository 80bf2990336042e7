"""The words for days, times and zones of one language, compiled from its cue table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from inbox_momentum.stages.lexicon import lexicon

ZONES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("pt", "pst", "pdt", "pacific time", "pacific", "sf time"), ("America/Los_Angeles",)),
    **dict.fromkeys(
        ("et", "est", "edt", "eastern time", "eastern", "new york time", "ny time"), ("America/New_York",)
    ),
    **dict.fromkeys(("ct", "cdt", "central time"), ("America/Chicago",)),
    **dict.fromkeys(("mt", "mst", "mdt", "mountain time"), ("America/Denver",)),
    **dict.fromkeys(("gmt", "utc", "zulu", "gmt/utc"), ("Etc/UTC",)),
    **dict.fromkeys(("bst", "uk time", "london time"), ("Europe/London",)),
    **dict.fromkeys(
        (
            "cet",
            "cest",
            "mez",
            "mesz",
            "paris time",
            "berlin time",
            "amsterdam time",
            "madrid time",
            "german time",
            "central european time",
            "heure de paris",
            "hora de madrid",
            "hora peninsular",
        ),
        ("Europe/Paris",),
    ),
    **dict.fromkeys(("eet", "eest", "helsinki time", "athens time", "kyiv time"), ("Europe/Athens",)),
    **dict.fromkeys(("wet", "west", "lisbon time", "hora de lisboa"), ("Europe/Lisbon",)),
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    **dict.fromkeys(("brt", "horario de brasilia", "brasilia"), ("America/Sao_Paulo",)),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "sgt": ("Asia/Singapore",),
    "hkt": ("Asia/Hong_Kong",),
    "msk": ("Europe/Moscow",),
    **dict.fromkeys(("aest", "aedt", "sydney time"), ("Australia/Sydney",)),
    "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
    "aoe": ("Etc/GMT+12",),
}
"""Zone names in mail, to IANA keys; several keys where the abbreviation is ambiguous."""


def _group(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


class DayWords:
    """Compiled words and patterns of one language (``[dates]`` of its table)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._weekdays = [re.compile(names) for names in table["weekdays"]]
        self._months = [re.compile(names) for names in table["months"]]
        self._numbers: dict[str, int] = dict(table["numbers"])
        self.business_close: int = table["business_close"]
        for name in ("hour", "workday", "week", "month", "tomorrow", "overmorrow", "next", "weekend"):
            setattr(self, name, re.compile(table[name]))
        self.next_week = re.compile(_group(table["next_week"]))
        self.next_month = re.compile(_group(table["next_month"]))
        self.month_word = re.compile(_group(table["month_word"]) + r"\b")
        self._filler = re.compile(rf"(?:{table['filler']})(?![^\W_])\s*")
        self.duration = self._duration(table)
        self.day_expression = self._days(table)
        self.clock = self._clocks(table)
        self.cue = re.compile(rf"\b(?:(?P<before>{table['before']})|(?:{table['by']}))(?=:? |$)")
        day = _group(table["today"], table["tomorrow"], *table["weekdays"])
        self.at_the_latest = re.compile(
            rf"\b{day}(?= (?:at the latest|latest|spatestens|au plus tard|a mas tardar|o mas"
            rf" tardar|no maximo|uiterlijk)\b)"
        )
        self.delivery = re.compile(rf"\b(?:{table['delivery']})\b") if "delivery" in table else None
        self.bare = re.compile(
            rf"\b(?:{table['overmorrow']}|{table['tomorrow']}|{table['today']}"
            rf"|{table['weekend']}|{table['next_week']}"
            rf"|(?:(?:{table['next']}|{table['this']}) )?{_group(*table['weekdays'])}"
            rf"|(?:{table['end_of']}) ?{_group(table['week_word'], table['month_word'])})\b"
        )

    hour: re.Pattern[str]
    workday: re.Pattern[str]
    week: re.Pattern[str]
    month: re.Pattern[str]
    tomorrow: re.Pattern[str]
    overmorrow: re.Pattern[str]
    next: re.Pattern[str]
    weekend: re.Pattern[str]

    def _duration(self, table: Mapping[str, Any]) -> re.Pattern[str]:
        number = _group(*sorted(map(re.escape, self._numbers), key=len, reverse=True))
        unit = _group(table["workday"], table["hour"], table["day"], table["week"], table["month"])
        return re.compile(
            rf"(?:\b(?P<cue>{table['within']}) (?:(?:up to|about|around|approximately|a total"
            rf" of|the next|exactly|maximum|max) )?)?"
            rf"(?<![0-9.,:/-])\b(?P<n>[0-9]{{1,3}}|{number})(?: \([0-9]{{1,3}}\))?(?: "
            rf"|-)?(?P<unit>{unit})\b(?P<rest>,? (?:{table['remaining']})\b)?"
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
        )
        return re.compile(
            r"(?:(?P<iso>20[0-9]{2}-[01][0-9]-[0-3][0-9])"
            r"|(?P<numeric>[0-3]?[0-9](?P<sep>[./-])[0-3]?[0-9](?:(?P=sep)(?:20)?[0-9]{2}\b"
            r"|\b(?![:0-9]))(?! ?(?:am|pm|uhr|h)\b))\.?"
            rf"|(?P<day_month>(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th|\.|er|o|ste|de)?(?: of| de|"
            rf" the)?[ -]?(?P<m1>{month})\b\.?{year.format(1)})"
            rf"|(?P<month_day>(?P<m2>{month})\.? (?:the )?(?P<d2>[0-3]?[0-9])(?:st|nd|rd"
            rf"|th)?\b(?![:0-9]){year.format(2)})"
            r"|(?P<ordinal>[0-3]?[0-9](?:st|nd|rd|th)\b)"
            rf"|(?P<relative>{table['overmorrow']}|{table['tomorrow']}|{table['today']})(?![^\W_])"
            rf"|(?P<period>{period})(?![^\W_])"
            rf"|(?P<weekday>(?P<modifier>(?:{table['next']}|{table['this']})"
            rf" )?(?P<name>{weekday})(?![^\W_])\.?(?P<of_next> (?:of"
            rf" )?(?:{table['next_week']}))?))"
        )

    def _clocks(self, table: Mapping[str, Any]) -> re.Pattern[str]:
        return re.compile(
            rf"(?:(?P<noon>{table['noon']})|(?P<day_end>{table['day_end']})"
            rf"|(?P<business_end>{table['business_end']})"
            rf"|(?P<midnight>{table['midnight']}))(?![^\W_])"
            r"|(?P<hour>[0-2]?[0-9])(?:[:.h](?P<minute>[0-5][0-9])(?:"
            r" ?(?P<half>[ap])\.?m\b\.?)?(?: ?(?:uhr|h|hrs|uur|hs)\b)?"
            r"|(?: ?(?P<half2>[ap])\.?m\b\.?| ?(?:uhr|h|uur|hs|o'clock)(?![^\W_])))"
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
            while position < len(norm) and norm[position] in " ,":
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
    """The day words of a language; English where its table has none."""
    table = lexicon(language).dates
    return DayWords(table if table else lexicon("en").dates)
