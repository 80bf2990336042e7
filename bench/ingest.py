"""How fast mail files are read, beside grep, cat, mailbox + mail-parser, mu and notmuch.

``python -m bench.ingest`` writes its part of ``bench/RESULTS.md``. All runs of a table are of one
invocation and interleaved; ratios are medians of rounds. Everything is made under one folder and
removed again. ``--size`` and ``--growth`` make it smaller.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.simulation.world import OWNER

from bench import generate
from bench.letters import AS_OF, count_for
from bench.measure import ROOT, Contender, forget_cache, interleaved, keep, machine, peak_mb, ratio, timed

PARSER = """
import mailbox, sys
from mailparser import parse_from_bytes
box = mailbox.mbox(sys.argv[1], create=False)
for key in box.iterkeys():
    mail = parse_from_bytes(box.get_bytes(key))
    mail.subject, mail.date, mail.from_, mail.to, mail.message_id, mail.body
"""
HEADERS = """
import sys
from bench.headers import count
print(count(sys.argv[1]))
"""
SAMPLE = 20_000_000
TRUTH = 20_000_000
"""Bytes of each dialect that is held against the truth; SAMPLE: of what mailbox + mail-parser reads."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yard:
    """Where it all happens."""

    folder: Path
    rounds: int

    def home(self, name: str) -> dict[str, str]:
        """Environment of an empty user."""
        place = self.folder / f"home-{name}"
        return {
            "XDG_DATA_HOME": str(place / "data"),
            "XDG_CONFIG_HOME": str(place / "config"),
            "HOME": str(place),
        }

    def clear(self, name: str) -> None:
        """Forget all that a user kept."""
        shutil.rmtree(self.folder / f"home-{name}", ignore_errors=True)

    def report(self, source: Path, home: str, fresh: bool = True, more: Sequence[str] = ()) -> Contender:
        """``momentum report`` of a user; ``fresh`` begins without a store each time."""
        words = _momentum("report", source, "-o", str(self.folder / "report.html"), "--quiet", *more)
        prepare = partial(self.clear, home) if fresh else lambda: None
        return Contender("momentum report", words, prepare, self.home(home))


def _momentum(command: str, source: Path, *more: str) -> list[str]:
    moment = ["--as-of", AS_OF.isoformat(), "--timezone", "Europe/London", "--me", OWNER]
    return [sys.executable, "-m", "inbox_momentum", command, str(source), *moment, *more]


def made(folder: Path, name: str, size: int, dialect: str = "takeout", seed: int = 1) -> tuple[Path, int]:
    """A generated mailbox and its number of messages."""
    target = folder / name
    count = count_for(size)
    generate.write(target, dialect, seed, count)
    return target, count


def side_by_side(yard: Yard, size: int) -> list[str]:
    """The whole file: cat, grep, headers, reports, and mailbox + mail-parser on a sample."""
    box, count = made(yard.folder, "whole.mbox", size)
    sample, some = made(yard.folder, "sample.mbox", min(SAMPLE, size))
    tail, _ = made(yard.folder, "tail.mbox", size // 100, seed=2)
    report = yard.report(box, "new")
    again = yard.report(box, "again", fresh=False)
    contenders = [
        Contender("cat", ["sh", "-c", 'exec cat "$0" >/dev/null', str(box)]),
        Contender("grep -c '^From '", ["grep", "-c", "^From ", str(box)]),
        report,
        Contender("the same, unchanged", again.words, again.prepare, again.environment),
        Contender("mailbox + mail-parser", [sys.executable, "-c", PARSER, str(sample)]),
    ]
    if _headers_there():
        contenders.insert(2, Contender("headers alone", [sys.executable, "-c", HEADERS, str(box)]))
    found = interleaved(contenders, yard.rounds)
    scale = count / some
    found["mailbox + mail-parser"] = [took * scale for took in found["mailbox + mail-parser"]]
    found["the same, 1 % appended"] = [_appended(yard, box, tail, again) for _ in range(yard.rounds)]
    memory = {one.name: peak_mb(one) for one in contenders if one.name in ("headers alone", report.name)}
    rows = [
        (name, f"{statistics.median(took):.2f} s", f"{ratio(found, name, contenders[1].name):.2f}",
         f"{memory[name]:.0f} MB" if name in memory else "")
        for name, took in found.items()
    ]  # fmt: skip
    per_report = ratio(found, "mailbox + mail-parser", report.name)
    unchanged = ratio(found, "the same, unchanged", report.name)
    appended = ratio(found, "the same, 1 % appended", report.name)
    return [
        f"### {_shown(box)} as Takeout writes it, {count:,} messages, warm",
        "",
        *_table(("what", "median", "by grep's time", "peak"), rows),
        "",
        f"`mailbox` + mail-parser ran over {some:,} messages of the same kind and is scaled to all: "
        f"{per_report:.1f} times the time of a report. Peaks are of all processes together.",
        f"Of the time of a first report, one of the unchanged file takes {unchanged:.2f}, one after 1 % was "
        f"appended {appended:.2f}. Messages that the report counts: {_counted(yard, box):,}.",
        "",
        *_cold(yard, box),
    ]


def _headers_there() -> bool:
    words = [sys.executable, "-c", "from bench.headers import count"]
    return subprocess.run(words, capture_output=True, cwd=ROOT).returncode == 0


def _counted(yard: Yard, box: Path) -> int:
    target = yard.folder / "report.json"
    timed(yard.report(box, "counted", more=("--json", str(target))))
    return int(json.loads(target.read_text("utf-8"))["coverage"]["messages"])


def _appended(yard: Yard, box: Path, tail: Path, again: Contender) -> float:
    """A run after ``tail`` was added to a file that is known; the file is as it was afterwards."""
    before = box.stat()
    timed(again)
    with box.open("ab") as out, tail.open("rb") as more:
        shutil.copyfileobj(more, out)
    try:
        return timed(again)
    finally:
        os.truncate(box, before.st_size)
        os.utime(box, ns=(before.st_atime_ns, before.st_mtime_ns))


def _cold(yard: Yard, box: Path) -> list[str]:
    """One run of each with nothing of the file in memory."""
    if not forget_cache():
        return ["Cold runs need root to empty the cache; not measured here.", ""]
    grep = timed(Contender("grep", ["grep", "-c", "^From ", str(box)]))
    forget_cache()
    report = timed(yard.report(box, "cold"))
    return [
        f"Cold (caches dropped, one run each): grep {grep:.1f} s, momentum report {report:.1f} s. "
        "The disk of a virtual machine may have a cache of its own.",
        "",
    ]


def growth(yard: Yard, sizes: Sequence[int]) -> list[str]:
    """Time and memory as the file grows."""
    rows = []
    for size in sizes:
        box, count = made(yard.folder, "grown.mbox", size)
        report = yard.report(box, "grown")
        found = interleaved([Contender("grep", ["grep", "-c", "^From ", str(box)]), report], 3)
        took = statistics.median(found[report.name])
        rows.append((_shown(box), f"{count:,}", f"{took:.2f} s", f"{ratio(found, report.name, 'grep'):.2f}",
                     f"{peak_mb(report):.0f} MB"))  # fmt: skip
        box.unlink()
    return [
        "### Growth",
        "",
        *_table(("size", "messages", "momentum report", "by grep's time", "peak"), rows),
        "",
    ]


def maildir(yard: Yard, count: int) -> list[str]:
    """A Maildir, beside mu and notmuch where they are installed. They index bodies too."""
    target = yard.folder / "maildir"
    generate.write(target, "maildir", 1, count)
    report = yard.report(target, "maildir")
    again = yard.report(target, "maildir-again", fresh=False)
    found = interleaved(
        [report, Contender("unchanged", again.words, again.prepare, again.environment)], yard.rounds
    )
    ours = statistics.median(found[report.name])
    unchanged, share = statistics.median(found["unchanged"]), ratio(found, "unchanged", report.name)
    rows = [
        ("momentum report", f"{ours:.1f} s", "1"),
        ("the same, unchanged", f"{unchanged:.1f} s", f"{share:.2f}"),
    ]
    for one in (_mu(yard, target), _notmuch(yard, target)):
        if shutil.which(one.name) is None:
            rows.append((one.name, "not installed here", ""))
            continue
        took = timed(one)
        rows.append((one.name, f"{took:.1f} s", f"{took / ours:.1f}"))
    shutil.rmtree(target)
    note = "mu and notmuch index the words of every body, one run each; they serve another end."
    table = _table(("what", "time", "by ours"), rows)
    return [f"### A Maildir of {count:,} messages", "", *table, "", note, ""]


def _mu(yard: Yard, target: Path) -> Contender:
    home = yard.folder / "mu"

    def prepare() -> None:
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run(
            ["mu", "init", f"--muhome={home}", f"--maildir={target}"], check=True, capture_output=True
        )

    return Contender("mu", ["mu", "index", f"--muhome={home}", "--quiet"], prepare)


def _notmuch(yard: Yard, target: Path) -> Contender:
    config = yard.folder / "notmuch-config"

    def prepare() -> None:
        shutil.rmtree(target / ".notmuch", ignore_errors=True)
        config.write_text(f"[database]\npath={target}\n[user]\nname=x\nprimary_email=x@example.net\n")

    return Contender("notmuch", ["notmuch", f"--config={config}", "new", "--quiet"], prepare)


def truth(yard: Yard, size: int) -> list[str]:
    """Every message of every dialect against the generator: id and place."""
    rows = []
    for dialect in (*generate.DIALECTS, "maildir"):
        box, count = made(yard.folder, f"truth-{dialect}", size, dialect, seed=4)
        told = Counter(_told(box, dialect))
        found = Counter(_found(yard, box))
        lost, invented = (told - found).total(), (found - told).total()
        rows.append((dialect, f"{count:,}", f"{lost}", f"{invented}"))
        shutil.rmtree(box) if box.is_dir() else box.unlink()
    return ["### Lost and invented, by dialect", "",
            *_table(("dialect", "messages", "lost or misplaced", "invented"), rows), ""]  # fmt: skip


def _told(box: Path, dialect: str) -> Iterator[tuple[str, str]]:
    with box.with_name(box.name + ".truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], row["position"] if dialect == "maildir" else f"byte {row['position']}"


def _found(yard: Yard, box: Path) -> Iterator[tuple[str, str]]:
    words = _momentum("inspect", box)
    done = subprocess.run(words, capture_output=True, env=os.environ | yard.home("truth"))
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, words, stderr=done.stderr[-2000:].decode())
    for line in done.stdout.splitlines():
        row = json.loads(line)
        yield row["message_id"], row["position"]


def _shown(box: Path) -> str:
    size = box.stat().st_size
    return f"{size / 1e9:.1f} GB" if size >= 10**9 else f"{size / 1e6:.0f} MB"


def _table(head: Row, rows: Sequence[Row]) -> list[str]:
    shown = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return [shown[0], "|" + "---|" * len(head), *shown[1:]]


def main() -> int:
    """Measure what is asked for and keep it."""
    parser = argparse.ArgumentParser(description="Measure the reading of mail files.")
    parser.add_argument("--size", type=generate.size_of, default=generate.size_of("2GB"))
    parser.add_argument("--growth", default="100MB,1GB,5GB", help="sizes, with commas between; '' for none")
    parser.add_argument("--maildir", type=int, default=20_000, help="messages; 0 for none")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", help="where to work (default: the system's folder for such)")
    parser.add_argument("--dry", action="store_true", help="print instead of writing RESULTS.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="momentum-bench-") as folder:
        yard = Yard(Path(folder), arguments.rounds)
        lines = ["## Mail files", "", "Written by `python -m bench.ingest`. " + machine(), ""]
        lines += side_by_side(yard, arguments.size)
        lines += growth(yard, [generate.size_of(one) for one in arguments.growth.split(",") if one])
        lines += maildir(yard, arguments.maildir) if arguments.maildir else []
        lines += truth(yard, TRUTH)
    if arguments.dry:
        print("\n".join(lines))
    else:
        keep("bench.ingest", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
