"""Findings in words: durations, days, plurals, and the catalogue's sentences."""

from __future__ import annotations

from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.lapses.catalogue import rows, vocabulary

_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86_400.0
_HOURS_UP_TO_S = 48 * _HOUR_S
_PLURAL_FROM = 2


def duration(seconds: float) -> str:
    """A length in its largest fitting unit, rounded down: never longer than it is."""
    words = vocabulary()
    if seconds < _HOUR_S:
        return _count(max(int(seconds // _MINUTE_S), 1), words.minute)
    if seconds < _HOURS_UP_TO_S:
        return _count(int(seconds // _HOUR_S), words.hour)
    return _count(int(seconds // _DAY_S), words.day)


def _count(n: int, forms: tuple[str, str]) -> str:
    return forms[0 if n < _PLURAL_FROM else 1].format(n=n)


def sentence_and_action(case: Case, finding: Finding) -> tuple[str, str]:
    """What the report says of a finding."""
    says = rows()[finding.kind].says[finding.says]
    words = vocabulary()
    kind = finding.waits[0].kind.value if finding.waits else ""
    day = ""
    if finding.day is not None:
        here = case.clock.local(finding.day)
        day = words.date.format(
            weekday=words.weekdays[here.weekday()], day=here.day, month=words.months[here.month - 1]
        )
    facts = {
        "employer": case.employer(finding.application_id),
        "age": duration(finding.age_s),
        "left": duration(finding.left_s),
        "day": day,
        "n": str(finding.n),
        "m": str(finding.m),
        "ratio": f"{finding.ratio:.1f}".removesuffix(".0"),
        "asked": words.asked.get(kind, ""),
        "do": words.do.get(kind, ""),
    }
    action = words.long_past if finding.application_id in case.long_past else says.action.format_map(facts)
    return says.sentence.format_map(facts), action
