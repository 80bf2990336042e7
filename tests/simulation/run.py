"""Runs the program over simulated mailboxes and holds it against the truth.

``python -m tests.simulation.run [SEEDS]`` prints the disagreements and the figures, per bank of wording and together.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path

from inbox_momentum import analyze
from inbox_momentum.model import (
    REQUIRED_KINDS,
    Outcome,
    Party,
    Report,
    Settings,
    Wait,
    WaitStatus,
    WorkingCalendar,
)
from tests.simulation.facts import TrueWait
from tests.simulation.story import AS_OF, BANKS, bank_of, mailbox
from tests.simulation.world import OWNER, World


@dataclass(slots=True)
class Tally:
    """Counts over all mailboxes."""

    found: int = 0
    missed: int = 0
    invented: int = 0
    right_close: int = 0
    wrong_close: int = 0
    right_clock: int = 0
    wrong_clock: int = 0
    outcomes_right: int = 0
    outcomes_wrong: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of required waits found."""
        return 2 * self.found / max(1, 2 * self.found + self.missed + self.invented)

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def figures(self) -> str:
        """In two lines."""
        closings = self.right_close + self.wrong_close
        clocks = self.right_clock + self.wrong_clock
        outcomes = self.outcomes_right + self.outcomes_wrong
        return (
            f"required waits: found {self.found}, missed {self.missed}, invented {self.invented}, F1 {self.f1:.3f}\n"
            f"closings right {self.right_close}/{closings}, to the second {self.right_clock}/{clocks}"
        ) + (f", outcomes right {self.outcomes_right}/{outcomes}" if outcomes else "")


def write_mbox(world: World, path: Path) -> None:
    """The mailbox as mboxrd."""
    with path.open("wb") as out:
        for at, _, mail in world.messages:
            out.write(f"From sender@example {at:%a %b %d %H:%M:%S %Y}\n".encode())
            for line in mail.as_bytes().splitlines():
                out.write((b">" if line.lstrip(b">").startswith(b"From ") else b"") + line + b"\n")
            out.write(b"\n")


def compare(world: World, report: Report, tally: Tally, name: str) -> None:
    """One mailbox against its truth."""
    required = {str(kind) for kind in REQUIRED_KINDS}
    truth = {(w.opened_by, w.kind): w for w in world.waits if w.kind in required}
    settled = (WaitStatus.NEEDS_REVIEW, WaitStatus.UNKNOWN)
    mine = {
        (w.opened_by, str(w.kind)): w
        for w in report.waits
        if w.waiting_on is Party.YOU and w.kind in REQUIRED_KINDS and w.status not in settled
    }
    for key, wait in truth.items():
        if key not in mine:
            tally.missed += 1
            tally.notes.append(f"{name} missed {wait.kind} ({wait.why}) of {wait.employer}: {wait.opened_by}")
            continue
        tally.found += 1
        _closing(wait, mine[key], tally, name)
    for key, found in mine.items():
        if key not in truth:
            tally.invented += 1
            tally.notes.append(f"{name} invented {found.kind} {found.opened_by}: {found.quote[:90]!r}")
    names = {e.id: e.name for e in report.employers}
    for employer, outcome in world.outcomes.items():
        said = [a.outcome for a in report.applications if names[a.employer_id] == employer]
        if Outcome(outcome) in said:
            tally.outcomes_right += 1
        else:
            tally.outcomes_wrong += 1
            tally.notes.append(f"{name} outcome of {employer}: {said}, truly {outcome}")


def _closing(true: TrueWait, found: Wait, tally: Tally, name: str) -> None:
    if found.closed_by == true.closed_by or (true.status == "open" and found.status is WaitStatus.VOID):
        tally.right_close += 1
    else:
        tally.wrong_close += 1
        tally.notes.append(
            f"{name} {true.kind} ({true.why}) of {true.employer} {true.opened_by}: said {found.status} by {found.closed_by} "
            f"({found.closed_how}), truly {true.status} by {true.closed_by}; {'; '.join(found.reasons)[:200]}"
        )
        return
    if true.closed_at and found.elapsed_s is not None:
        off = abs(found.elapsed_s - (true.closed_at - true.opened_at).total_seconds())
        if off <= 1:
            tally.right_clock += 1
        else:
            tally.wrong_clock += 1
            tally.notes.append(f"{name} {true.kind} clock off by {off} s: {true.opened_by}")


def run(seeds: int) -> dict[str, Tally]:
    """All mailboxes, by bank of wording."""
    tallies = {bank: Tally() for bank in BANKS}
    settings = Settings(WorkingCalendar("Europe/London"))
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(seeds):
            world = mailbox(seed, AS_OF)
            path = Path(folder) / f"{seed}.mbox"
            write_mbox(world, path)
            report = analyze([str(path)], as_of=AS_OF, me=[OWNER], settings=settings)
            compare(world, report, tallies[bank_of(seed)], f"#{seed}")
    return tallies


def main() -> None:
    """Print disagreements and figures."""
    tallies = run(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
    for bank, tally in tallies.items():
        print(f"--- bank {bank}")
        for note in tally.notes:
            print(note)
    for bank, tally in (*tallies.items(), ("a and b", sum(tallies.values(), Tally()))):
        print(f"--- bank {bank}: {dict(Counter(note.split()[1] for note in tally.notes))}")
        print(tally.figures())


if __name__ == "__main__":
    main()
