"""From findings to lapses: one per root cause, what the owner settled left out, headlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from inbox_momentum.corrections import Silenced
from inbox_momentum.lapses import positives, processes, rules, trends
from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.lapses.catalogue import rows
from inbox_momentum.lapses.settled import hits, lapse_id, left, roots
from inbox_momentum.lapses.wording import sentence_and_action
from inbox_momentum.model import (
    Employer,
    Lapse,
    Ledger,
    Party,
    Positive,
    Reading,
    Settings,
    Severity,
    WaitStatus,
)

_ABSORBED = {"after_praise": "slow_schedule"}
"""A habit, and the single case that is its evidence where the request is settled."""
_ORDER = (Severity.URGENT, Severity.ATTENTION, Severity.INFO)


def judge(
    ledger: Ledger,
    employers: Sequence[Employer],
    readings: Mapping[str, Reading],
    as_of: datetime,
    settings: Settings,
) -> tuple[tuple[Lapse, ...], tuple[Positive, ...]]:
    """Lapses, most pressing first, and what goes well.

    Both are empty when the ledger makes no claims at all, and there are no lapses while the
    owner is away.
    """
    if ledger.refused is not None:
        return (), ()
    case = Case(ledger, employers, readings, as_of, settings)
    lapses = () if case.away else _lapses(case)
    return lapses, positives.find(case, lapses)


def silenced(
    ledger: Ledger,
    employers: Sequence[Employer],
    readings: Mapping[str, Reading],
    as_of: datetime,
    settings: Settings,
) -> Mapping[str, Silenced]:
    """What the owner settled or snoozed and would be a lapse otherwise, by the id that was named."""
    if ledger.refused is not None or not (settings.not_a_lapse or settings.snoozed):
        return {}
    case = Case(ledger, employers, readings, as_of, settings)
    found: dict[str, Silenced] = {}
    for group in roots(_findings(case)).values():
        for named, matched in hits(case, group).items():
            waits = dict.fromkeys(wait.id for finding in matched for wait in finding.waits)
            found[named] = Silenced(matched[0].application_id, tuple(waits))
    return found


def kinds() -> tuple[str, ...]:
    """The rules of the catalogue."""
    return tuple(rows())


def _findings(case: Case) -> tuple[Finding, ...]:
    return (*rules.find(case), *rules.promises(case), *processes.find(case), *trends.find(case))


def _lapses(case: Case) -> tuple[Lapse, ...]:
    lapses = [_lapse(case, one) for one in _absorbed(_one_per_root(case, _findings(case)))]
    lapses.sort(key=lambda lapse: (_ORDER.index(lapse.severity), lapse.since, lapse.id))
    pressing = [lapse for lapse in lapses if lapse.severity is not Severity.INFO]
    leading = {lapse.id for lapse in pressing[: case.numbers.headlines]}
    return tuple(replace(lapse, headline=lapse.id in leading) for lapse in lapses)


def _one_per_root(case: Case, findings: Iterable[Finding]) -> list[Finding]:
    """Of the rules that meet in one cause the most specific speaks, as pressing as any of them."""
    by_root = roots(findings)
    chosen = []
    for whole in by_root.values():
        group = left(case, whole)
        if not group:
            continue
        best = min(group, key=lambda finding: (rows()[finding.kind].rank, finding.since, lapse_id(finding)))
        severity = min((finding.severity for finding in group), key=_ORDER.index)
        if best.application_id in case.long_past:
            severity = Severity.INFO  # nobody awaits it any more: named, never pressed
        waits = {wait.id: wait for finding in (best, *group) for wait in finding.waits}
        messages = dict.fromkeys(one for finding in (best, *group) for one in finding.message_ids)
        chosen.append(
            replace(best, severity=severity, waits=tuple(waits.values()), message_ids=tuple(messages))
        )
    return chosen


def _absorbed(chosen: Sequence[Finding]) -> list[Finding]:
    """Without the settled cases that a found habit is made of: one cause, one lapse.

    An open request stays a lapse of its own: there is something to do about it.
    """
    within = {
        (_ABSORBED[habit.kind], wait.id)
        for habit in chosen
        if habit.kind in _ABSORBED
        for wait in habit.waits
        if wait.status is WaitStatus.ANSWERED
    }
    return [
        one for one in chosen if not one.waits or any((one.kind, wait.id) not in within for wait in one.waits)
    ]


def _lapse(case: Case, finding: Finding) -> Lapse:
    sentence, action = sentence_and_action(case, finding)
    mine = [
        wait for wait in finding.waits if wait.waiting_on is Party.YOU or finding.kind == "quiet_followup"
    ]
    return Lapse(
        id=lapse_id(finding),
        kind=finding.kind,
        severity=finding.severity,
        application_id=finding.application_id,
        wait_ids=tuple(wait.id for wait in mine),
        message_ids=finding.message_ids,
        since=finding.since,
        sentence=sentence,
        action=action,
    )
