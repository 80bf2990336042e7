"""What ought to be flagged, worked out from domain.md §4 over the true facts of a story.

It knows nothing of the program: no ledger, no reading, no clock of its. It sees what
really happened up to a moment and applies the table of §3 (limits) and of §4 (lapses),
written down once more here. Where domain.md leaves a case open, the cause is ``moot``:
the program may flag it or not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from statistics import fmean, median

from tests.simulation.facts import Facts, Meeting, TrueWait, Turn
from tests.simulation.world import ZONE, World

WD = 12 * 3600.0
"""A working day in seconds of work."""
GREEN = {
    "schedule": WD,
    "question": WD,
    "next_step": WD,
    "documents": 2 * WD,
    "references": 2 * WD,
}
AMBER = {kind: 2 * green for kind, green in GREEN.items()}
QUICK = ("schedule", "question", "next_step")
"""Kinds of one limit: what "same kinds" can mean over the stages."""
STAGES = ("sourced", "applied", "recruiter_screen", "tech_screen", "code_test", "onsite", "checks", "offer")
REQUIRED = frozenset({*GREEN, "code_test", "offer"})


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause with every rule that holds for it."""

    employer: str
    kinds: tuple[str, ...]
    """The most specific first."""
    waits: frozenset[str] = frozenset()
    """Requests concerned, by Message-ID; empty when it is about a process or a habit."""
    moot: bool = False
    """Whether domain.md leaves open if this is flagged."""


@dataclass(slots=True)
class Calendar:
    """Mon-Fri 08:00-20:00 in the owner's zone, without the days away."""

    away: tuple[tuple[date, date], ...] = ()

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.weekday() < 5 and not self.is_away(day)

    def is_away(self, day: date) -> bool:
        """Whether the owner has declared to be away on that day."""
        return any(first <= day <= last for first, last in self.away)

    def worked(self, start: datetime, end: datetime) -> float:
        """Working seconds between two moments."""
        total, day = 0.0, start.astimezone(ZONE).date()
        while day <= end.astimezone(ZONE).date():
            if self.works(day):
                opens, closes = (datetime.combine(day, time(hour), ZONE).astimezone(UTC) for hour in (8, 20))
                total += max((min(end, closes) - max(start, opens)).total_seconds(), 0.0)
            day += timedelta(days=1)
        return total

    def after(self, start: datetime, seconds: float) -> datetime:
        """The moment at which so much work is done."""
        day, left = start.astimezone(ZONE).date(), seconds
        while True:
            if self.works(day):
                opens, closes = (datetime.combine(day, time(hour), ZONE).astimezone(UTC) for hour in (8, 20))
                begins = max(start, opens)
                room = max((closes - begins).total_seconds(), 0.0)
                if room >= left:
                    return begins + timedelta(seconds=left)
                left -= room
            day += timedelta(days=1)


def day_end(day: date) -> datetime:
    """Its last moment in the owner's zone."""
    return datetime.combine(day, time(23, 59, 59), ZONE).astimezone(UTC)


@dataclass(slots=True)
class Oracle:
    """One mailbox at one moment."""

    world: World
    as_of: datetime
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def facts(self) -> Facts:
        """What is no wait."""
        return self.world.facts

    def causes(self) -> list[Cause]:
        """Everything that ought to be flagged, or may be."""
        if self.calendar.is_away(self.as_of.astimezone(ZONE).date()):
            return []
        return [
            *self._requests(),
            *self._vows(),
            *self._quiet(),
            *self._thanks(),
            *self._moves(),
            *self._edge(),
            *self._praise(),
            *self._stages(),
        ]

    # ------------------------------------------------------------------ guards

    def awake(self, employer: str) -> bool:
        """Neither closed nor on hold."""
        paused = [at for at in self.facts.paused.get(employer, ()) if at <= self.as_of]
        return employer not in self.world.outcomes and len(paused) % 2 == 0

    def waits(self) -> Iterator[TrueWait]:
        """Requests up to now with exact or lower-bound evidence, answers of the future unknown."""
        for wait in self.world.waits:
            hidden = self.facts.sent_from is not None and wait.opened_at < self.facts.sent_from
            if wait.kind not in REQUIRED or wait.opened_at > self.as_of or hidden:
                continue
            if wait.status in ("open", "answered"):
                yield wait

    def closed(self, wait: TrueWait) -> datetime | None:
        """When it was answered, as far as is known now."""
        return wait.closed_at if wait.closed_at is not None and wait.closed_at <= self.as_of else None

    def work(self, wait: TrueWait, until: datetime | None = None) -> float:
        """Working seconds of a wait, holds taken out."""
        end = until or self.closed(wait) or self.as_of
        total = self.calendar.worked(wait.opened_at, end)
        moments = list(self.facts.paused.get(wait.employer, ()))
        if len(moments) % 2:
            moments.append(end)
        for start, stop in zip(moments[::2], moments[1::2], strict=True):
            start, stop = max(start, wait.opened_at), min(stop, end)
            total -= self.calendar.worked(start, stop) if stop > start else 0.0
        return total

    # ------------------------------------------------------------------ single requests

    def colour(self, wait: TrueWait) -> str:
        """Of the wait as a whole by the table of limits (reminders aside)."""
        end = self.closed(wait) or self.as_of
        age_s = (end - wait.opened_at).total_seconds()
        if wait.kind in GREEN:
            green, amber, length = GREEN[wait.kind], AMBER[wait.kind], self.work(wait)
        elif wait.deadline is not None:
            window = (wait.deadline - wait.opened_at).total_seconds()
            green, amber, length = 0.75 * window, window, age_s
        elif wait.kind == "code_test":
            green, amber, length = 5 * 86_400.0, 7 * 86_400.0, age_s
        else:
            green, amber, length = 3 * WD, 5 * WD, self.work(wait)
            agreed = wait.promised is not None and end <= day_end(wait.promised)
            if agreed and length > amber:
                return "amber"
        return "green" if length <= green else "amber" if length <= amber else "red"

    def _requests(self) -> Iterator[Cause]:
        for wait in self.waits():
            if not self.awake(wait.employer):
                continue
            if self.closed(wait) is not None:
                red = self.colour(wait) == "red"
                if red and wait.kind in ("schedule", "code_test"):
                    kind = "slow_schedule" if wait.kind == "schedule" else "late_test"
                    yield Cause(wait.employer, (kind,), frozenset({wait.opened_by}))
                continue
            kinds = tuple(self._open(wait))
            if kinds:
                yield Cause(wait.employer, kinds, frozenset({wait.opened_by}), self._moot(wait, kinds))

    def _open(self, wait: TrueWait) -> Iterator[str]:
        """All rules that hold for an open request, the most specific first."""
        colour, held = self.colour(wait), [at for at in wait.held if at <= self.as_of]
        left_s = (wait.deadline - self.as_of).total_seconds() if wait.deadline is not None else math.inf
        silent = self.calendar.worked(wait.opened_at, self.as_of) if not held else 0.0
        if wait.kind == "offer" and (silent > 2 * WD or left_s < 86_400):
            yield "offer_hanging"
        if wait.kind == "code_test":
            window_s = (wait.deadline - wait.opened_at).total_seconds() if wait.deadline is not None else 0.0
            if colour == "red" or left_s < max(window_s / 4, 86_400.0):
                yield "late_test"
        waiting = [at for at in wait.nudges if at <= self.as_of and not any(one > at for one in held)]
        since_nudge = self.calendar.worked(min(waiting), self.as_of) if waiting else 0.0
        if since_nudge > WD:
            yield "dropped_after_nudge"
        if colour == "red":
            if len(held) >= 3:
                yield "ack_only"
            if len(self._others(wait)) >= 3:
                yield "neglected"
            if wait.kind == "schedule":
                yield "slow_schedule"
        slow = colour != "green" or since_nudge > WD / 2 or (wait.kind == "offer" and silent > WD)
        if slow or (wait.kind == "code_test" and silent > WD):
            yield "open_ask"

    def _moot(self, wait: TrueWait, kinds: Sequence[str]) -> bool:
        """§3 gives a test's first word a limit, §4 does not say that passing it is an open ask."""
        if kinds != ("open_ask",):
            return False
        if wait.kind == "code_test":
            return self.colour(wait) == "green"
        # The table has no row for the decision on an offer that names a day.
        return wait.kind == "offer" and wait.deadline is not None and bool(wait.held)

    def _others(self, wait: TrueWait) -> set[str | None]:
        return {
            one.closed_by
            for one in self.waits()
            if one.employer != wait.employer
            and one.opened_at > wait.opened_at
            and self.closed(one) is not None
        }

    def _vows(self) -> Iterator[Cause]:
        for vow in self.facts.vows:
            limit = self.calendar.after(day_end(vow.day), 4 * 3600.0)
            if vow.made_at > self.as_of or not self.awake(vow.employer):
                continue
            later = [
                one
                for one in self.facts.vows
                if one.wait is vow.wait and vow.made_at < one.made_at <= min(day_end(vow.day), self.as_of)
            ]
            kept = self.closed(vow.wait)
            if (kept or self.as_of) > limit and not later:
                others = self._open(vow.wait) if kept is None else ()
                yield Cause(vow.employer, ("promise", *others), frozenset({vow.wait.opened_by}))

    # ------------------------------------------------------------------ processes

    def _quiet(self) -> Iterator[Cause]:
        for employer, turns in self.facts.turns.items():
            known = [turn for turn in turns if turn.at <= self.as_of]
            mine = [one for one in self.waits() if one.employer == employer and self.closed(one) is None]
            meetings = [one.ends_at for one in self.facts.meetings if one.employer == employer]
            ahead = any(ends_at > self.as_of for ends_at in meetings)
            if known and not mine and not ahead and self.awake(employer):
                yield from self._silence(employer, known, meetings)

    def _silence(self, employer: str, turns: Sequence[Turn], meetings: Sequence[datetime]) -> Iterator[Cause]:
        """The ball with the employer for 5 wd (its day + 2) without a follow-up; then 5 more; then park."""
        asked = [place for place, turn in enumerate(turns) if not turn.mine and turn.says == "passes"]
        rest = turns[asked[-1] + 1 if asked else 0 :]
        passed = [turn.at for turn in rest if turn.mine and turn.says in ("passes", "follows")]
        passed += [at for at in meetings if not asked or at > turns[asked[-1]].at]
        follow_ups = sum(turn.says == "follows" for turn in rest)
        if not passed or follow_ups > 1:
            return
        named = max((turn.day for turn in rest if turn.day is not None), default=None)
        if named is not None and day_end(named) > max(passed):
            if self.as_of >= self.calendar.after(day_end(named), 2 * WD):
                yield Cause(employer, ("quiet_followup",))
            return
        # Whether a later "noted, we shall be in touch" or the owner's thanks begin the five days anew
        # is not said, nor what a vague "next week" means, nor when to park.
        early, late = max(passed), max([*passed, *(turn.at for turn in rest)])
        vague = any(turn.says == "awaits" for turn in rest)
        due = self.calendar.after(late, (12 if vague else 5) * WD)
        if self.as_of >= self.calendar.after(early, 5 * WD):
            parked = follow_ups > 0 or self.as_of > early + timedelta(days=28)
            yield Cause(employer, ("quiet_followup",), moot=self.as_of < due or parked)

    def _thanks(self) -> Iterator[Cause]:
        last: dict[str, Meeting] = {}
        for one in self.facts.meetings:
            if one.ends_at + timedelta(hours=24) <= self.as_of:
                last[one.employer] = max(last.get(one.employer, one), one, key=lambda it: it.ends_at)
        for one in self.facts.meetings:
            over = one.ends_at + timedelta(hours=24)
            sent = [turn.at for turn in self.facts.turns[one.employer] if turn.mine]
            if (
                over > self.as_of
                or any(one.ends_at < at <= over for at in sent)
                or not self.awake(one.employer)
            ):
                continue
            old = self.as_of > one.ends_at + timedelta(days=14) or last[one.employer] is not one
            yield Cause(one.employer, ("no_thanks",), moot=old)

    def _moves(self) -> Iterator[Cause]:
        for employer, moves in self.facts.moves.items():
            if sum(at <= self.as_of for at in moves) >= 2 and self.awake(employer):
                yield Cause(employer, ("reschedules",))

    # ------------------------------------------------------------------ habits

    def _edge(self) -> Iterator[Cause]:
        tests = [one for one in self.waits() if one.kind == "code_test" and self.closed(one) is not None]
        dated = [one for one in tests if one.deadline is not None]
        last = sorted(dated, key=lambda one: one.closed_at or one.opened_at)[-4:]
        edge = [
            one
            for one in last
            if one.deadline is not None
            and one.closed_at is not None
            and 0
            <= (one.deadline - one.closed_at).total_seconds()
            <= 0.05 * (one.deadline - one.opened_at).total_seconds()
        ]
        if len(edge) >= 2:
            # A finding has to belong to a process that is not over; which one is not said.
            yield Cause(
                edge[-1].employer,
                ("deadline_edge",),
                frozenset(one.opened_by for one in edge),
                not self.awake(edge[-1].employer),
            )

    def _long(self, waits: Sequence[TrueWait]) -> list[tuple[TrueWait, float]]:
        """Lengths: answered ones, and open ones that are past their limit already."""
        return [
            (one, self.work(one))
            for one in waits
            if self.closed(one) is not None or self.colour(one) == "red"
        ]

    def _praise(self) -> Iterator[Cause]:
        every = [one for one in self.waits() if one.kind in GREEN]
        for employer, since in self.facts.praised.items():
            if since > self.as_of or not self.awake(employer):
                continue
            after = self._long([one for one in every if one.employer == employer and one.opened_at >= since])
            before = [(one, self.work(one)) for one in every if one.opened_at < since and self.closed(one)]
            same = {one.kind for one, _ in after} & {one.kind for one, _ in before}
            slow = [length for one, length in after if one.kind in same]
            quick = [length for one, length in before if one.kind in same]
            if len(slow) < 3 or len(quick) < 6:
                continue
            wins = sum((a > b) + (a == b) / 2 for a, b in product(slow, quick)) / (len(slow) * len(quick))
            if median(slow) >= 2 * median(quick) and wins >= 0.8:
                yield Cause(employer, ("after_praise",), frozenset(one.opened_by for one, _ in after))

    def _stages(self) -> Iterator[Cause]:
        quick = [one for one in self.waits() if one.kind in QUICK]
        if not all(one.stage for one in quick):
            yield Cause("", ("stage_slowdown",), moot=True)  # the story itself does not know the stages
            return
        every = list(quick)
        pairs = [(STAGES.index(one.stage), length) for one, length in self._long(every)]
        if len(pairs) < 8 or len({rank for rank, _ in pairs}) < 2:
            return
        tau, z = kendall(pairs)
        logs = [(rank, math.log(max(length, 60.0))) for rank, length in pairs]
        centre, level = fmean(rank for rank, _ in logs), fmean(log for _, log in logs)
        slope = sum((rank - centre) * (log - level) for rank, log in logs) / sum(
            (rank - centre) ** 2 for rank, _ in logs
        )
        ranks = [rank for rank, _ in logs]
        if tau >= 0.4 and z > 1.645 and slope * (max(ranks) - min(ranks)) >= math.log(2):
            # p < .05 at every look is more than the 5 % of steady people in a season that may be flagged.
            yield Cause("", ("stage_slowdown",), moot=z < 2.326)


def kendall(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """tau-b and its normal score with the variance for ties (Kendall 1970, chapter 4)."""
    score = sum(
        (x2 > x1) * ((y2 > y1) - (y2 < y1)) - (x2 < x1) * ((y2 > y1) - (y2 < y1))
        for place, (x1, y1) in enumerate(pairs)
        for x2, y2 in pairs[place + 1 :]
    )
    n = len(pairs)
    runs = [
        [values.count(one) for one in set(values)]
        for values in ([x for x, _ in pairs], [y for _, y in pairs])
    ]
    total = n * (n - 1) / 2
    tied = [sum(t * (t - 1) / 2 for t in run) for run in runs]
    bottom = math.sqrt((total - tied[0]) * (total - tied[1]))
    v0, (v1, v2) = (
        n * (n - 1) * (2 * n + 5),
        (sum(t * (t - 1) * (2 * t + 5) for t in run) for run in runs),
    )
    a = math.prod(sum(t * (t - 1) for t in run) for run in runs) / (2 * n * (n - 1))
    b = math.prod(sum(t * (t - 1) * (t - 2) for t in run) for run in runs) / (9 * n * (n - 1) * (n - 2))
    spread = math.sqrt((v0 - v1 - v2) / 18 + a + b)
    return (score / bottom if bottom else 0.0), (score / spread if spread else 0.0)
