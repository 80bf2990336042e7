"""Runs the program over mailboxes of people with one habit each and holds its lapses against the oracle.

``python -m tests.simulation.lapses [SEEDS] [PERSONA …]`` prints the disagreements and the figures by kind.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inbox_momentum import analyze
from inbox_momentum.lapses import kinds
from inbox_momentum.model import Lapse, Report, Settings, WorkingCalendar
from tests.simulation.oracle import Calendar, Cause, Oracle
from tests.simulation.personas import PERSONAS, away_of, told
from tests.simulation.run import Tally, compare, write_mbox
from tests.simulation.story import AS_OF, mailbox
from tests.simulation.world import OWNER, World


@dataclass(slots=True)
class Count:
    """Of one kind of lapse."""

    right: int = 0
    """Said, and one of the rules that hold for that cause."""
    invented: int = 0
    found: int = 0
    """True causes, by their most specific rule, that some lapse tells of."""
    missed: int = 0

    def row(self, name: str) -> str:
        """As a line of a table."""
        said, true = self.right + self.invented, self.found + self.missed
        precision = f"{self.right / said:.3f}" if said else "-"
        recall = f"{self.found / true:.3f}" if true else "-"
        return f"| {name} | {self.right} | {self.invented} | {precision} | {self.found} | {self.missed} | {recall} |"


@dataclass(slots=True)
class Score:
    """Over all mailboxes."""

    by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    notes: list[str] = field(default_factory=list)
    waits: Tally = field(default_factory=Tally)

    def whole(self, but: str = "") -> Count:
        """All kinds together, one of them left out."""
        counts = [count for kind, count in self.by_kind.items() if kind != but]
        return Count(
            sum(one.right for one in counts),
            sum(one.invented for one in counts),
            sum(one.found for one in counts),
            sum(one.missed for one in counts),
        )

    def table(self) -> str:
        """In Markdown."""
        lines = [
            "| lapse | right | invented | precision | found | missed | recall |",
            "|---|---|---|---|---|---|---|",
            *(self.by_kind[kind].row(kind) for kind in kinds() if self.by_kind[kind] != Count()),
            self.whole().row("all"),
            self.whole(but="quiet_followup").row("all but quiet_followup"),
        ]
        return "\n".join(lines)


def judge(world: World, causes: Sequence[Cause], report: Report, score: Score, name: str) -> None:
    """One mailbox against what the oracle says of it."""
    whose = _whose(world)
    employers = {
        one.id: Counter(whose[name] for name in one.message_ids if name in whose).most_common(1)[0][0]
        for one in report.applications
    }
    requests = {wait.id: wait.opened_by for wait in report.waits}
    told_of: set[Cause] = set()
    for lapse in report.lapses:
        about = {requests[one] for one in lapse.wait_ids}
        matching = [one for one in causes if _is_of(one, lapse, employers[lapse.application_id], about)]
        count = score.by_kind[lapse.kind]
        if not matching:
            count.invented += 1
            score.notes.append(f"{name} invented {lapse.kind}: {lapse.sentence} {lapse.since:%a %d %b %H:%M}")
            continue
        count.right += not all(one.moot for one in matching)
        told_of.update(matching)
        # One lapse may stand for several requests that one reply would settle.
        told_of.update(one for one in causes if one.waits & about)
    for cause in causes:
        if cause.moot:
            continue
        count = score.by_kind[cause.kinds[0]]
        count.found += cause in told_of
        count.missed += cause not in told_of
        if cause not in told_of:
            score.notes.append(f"{name} missed {cause.kinds} of {cause.employer}: {sorted(cause.waits)}")


def _is_of(cause: Cause, lapse: Lapse, employer: str, about: Collection[str]) -> bool:
    if lapse.kind not in cause.kinds:
        return False
    if cause.waits:
        return not cause.waits.isdisjoint(about) or (
            lapse.kind == "promise" and _key(employer) == _key(cause.employer)
        )
    return _key(cause.employer) in ("", _key(employer))


def _whose(world: World) -> dict[str, str]:
    """With which company each mail was exchanged, by Message-ID; what the program calls it is another matter."""
    found = {}
    for _, mine, mail in world.messages:
        one = str(mail["Message-ID"]).strip("<>")
        address = str(mail["To"]).rstrip(">") if mine else one
        found[one] = address.rpartition("@")[2].partition(".")[0]
    return found


def _key(name: str) -> str:
    """A name as its domain spells it."""
    return "".join(char for char in name.casefold() if char.isalnum())


def run(seeds: int, personas: Collection[str] = ()) -> Score:
    """All mailboxes of the personas."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        for persona in PERSONAS:
            for seed in range(seeds):
                if personas and persona.__name__ not in personas:
                    continue
                tell = told(persona, seed, AS_OF)
                settings = Settings(WorkingCalendar("Europe/London", away=away_of(tell)))
                causes = Oracle(tell.world, AS_OF, tell.calendar).causes()
                name = f"{persona.__name__}#{seed}"
                report = analysed(tell.world, Path(folder) / f"{name}.mbox", settings)
                judge(tell.world, causes, report, score, name)
                compare(_known(tell.world), report, score.waits, name)
    return score


def seasons(seeds: int) -> Score:
    """The random job searches of ``story``: what they lack in habits they have in variety."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(seeds):
            world = mailbox(seed, AS_OF)
            report = analysed(
                world, Path(folder) / f"{seed}.mbox", Settings(WorkingCalendar("Europe/London"))
            )
            judge(world, Oracle(world, AS_OF, Calendar()).causes(), report, score, f"season#{seed}")
    return score


def analysed(world: World, path: Path, settings: Settings) -> Report:
    """What the whole program says of a mailbox."""
    write_mbox(world, path)
    return analyze([str(path)], as_of=AS_OF, me=[OWNER], settings=settings)


def _known(world: World) -> World:
    """Only what a mailbox at ``AS_OF`` can show: answers of the future are none."""
    for wait in world.waits:
        if wait.closed_at is not None and wait.closed_at > AS_OF:
            wait.status, wait.closed_at, wait.closed_by = "open", None, None
    begins = world.facts.sent_from
    world.waits = [
        wait
        for wait in world.waits
        if wait.status in ("open", "answered", "void")
        and wait.opened_at <= AS_OF
        and (begins is None or wait.opened_at >= begins)
    ]
    return world


def section(seeds: int) -> str:
    """The part of ``docs/accuracy.md`` on lapses."""
    people, searches = run(seeds), seasons(40)
    return "\n\n".join(
        (
            f"{len(PERSONAS)} people with one habit each (steady, slow with times, late with tests, easing off after praise, "
            "slower from stage to stage, neglecting one employer, breaking dated promises, at the edge of deadlines, putting "
            "off, moving interviews, silent after a reminder, hanging on an offer, with few data, on leave, on hold, with a "
            f"part of the sent mail, answering on platforms …), {seeds} mailboxes each, told so that each rule holds by a "
            "little or just does not. What ought to be flagged is worked out by an oracle (`tests/simulation/oracle.py`) from "
            "the true events and the rules alone; it knows neither the ledger nor the reading nor the clocks of the program. "
            "*Right* and *invented* count the lapses that the program told, by the kind that it gave; *found* and *missed* "
            "the root causes, by their most specific rule. Where the rules leave open whether a case is a lapse, it counts "
            "neither way. Most of what is missed or invented is a message read wrongly.",
            people.table(),
            f"Of the same mailboxes: {people.waits.figures().replace(chr(10), '; ')}.",
            "The forty random job searches, held against the same oracle:",
            searches.table(),
        )
    )


def lines(score: Score) -> Iterator[str]:
    """Disagreements and figures."""
    yield from sorted(score.notes)
    yield from score.waits.notes
    yield score.table()
    yield score.waits.figures()


def main() -> None:
    """Print both."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    print("\n".join(lines(run(seeds, sys.argv[2:]))))
    if not sys.argv[2:]:
        print("--- seasons")
        print("\n".join(lines(seasons(4 * seeds))))


if __name__ == "__main__":
    main()
