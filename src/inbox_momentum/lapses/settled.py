"""Findings that the owner has settled or snoozed, and what a settled cause leaves to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from inbox_momentum import ids
from inbox_momentum.lapses.case import Case, Finding
from inbox_momentum.lapses.catalogue import rows


def roots(findings: Iterable[Finding]) -> Mapping[tuple[str, str], list[Finding]]:
    """Findings by application and root cause."""
    by_root: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_root[finding.application_id, finding.root].append(finding)
    return by_root


def lapse_id(finding: Finding) -> str:
    """Stable while the same request or promise is the cause and the same rule speaks."""
    key = finding.key or (finding.waits[0].id if finding.waits else finding.root)
    return ids.lapse_id(finding.kind, key)


def hits(case: Case, group: Sequence[Finding]) -> dict[str, list[Finding]]:
    """By id that the owner settled, the findings of a root cause that it is about.

    Next week another rule may speak of the same request: then the id is that of its first
    rule, so that every rule's id for the request counts.
    """
    settled = case.settings.not_a_lapse | case.settings.snoozed
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in group if settled else ():
        names = {lapse_id(finding)}
        if len(finding.waits) == 1:
            names |= {ids.lapse_id(kind, finding.waits[0].id) for kind in rows()}
        for name in sorted(names & settled):
            found[name].append(finding)
    return dict(found)


def left(case: Case, group: list[Finding]) -> list[Finding]:
    """What a root cause still has to say: all, nothing, or what was asked after the owner settled it.

    Requests that one reply would settle are one cause; settling it covers those that were
    there at the time. What names no time, as in the configuration, covers them all.
    """
    found = hits(case, group)
    if not found:
        return group
    said = {one.target: one.said_at for one in case.settings.corrections}
    moments = [said.get(name) for name in found]
    covered = [wait.opened_at for matched in found.values() for finding in matched for wait in finding.waits]
    reach: list[datetime] = [one for one in moments if one is not None]
    if len(reach) < len(moments):
        return []
    latest = max([*reach, *covered])
    return [one for one in group if any(wait.opened_at > latest for wait in one.waits)]
