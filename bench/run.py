"""Measures what the docs claim about speed and writes ``bench/RESULTS.md``.

``python -m bench.run``. Times are medians of whole runs on the machine and day that the
file names; they are for comparing, never for a test.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import ledger, measure, render

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_mailboxes" / "weekly_audit.mbox"
RUNS = 7


def median_s(run: Callable[[], object], runs: int = RUNS) -> float:
    """Median wall seconds, after one run that does not count."""
    run()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def start_up() -> list[tuple[str, str]]:
    """The command's start, and the modules that it must not load for ``--help``."""
    command = [sys.executable, "-m", "inbox_momentum", "--help"]
    bare = [sys.executable, "-c", "pass"]
    empty = median_s(lambda: subprocess.run(bare, check=True))
    helped = median_s(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    return [("bare Python", f"{empty * 1000:.0f} ms"), ("momentum --help", f"{helped * 1000:.0f} ms")]


def whole_way() -> list[tuple[str, str]]:
    """A report from start to end, and the reading stages a message."""
    from inbox_momentum import employers, pipeline, stages, threads

    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "report.html")
        words = [sys.executable, "-m", "inbox_momentum", "report", str(SAMPLE), "-o", target, "--quiet"]
        whole = median_s(lambda: subprocess.run([*words, "--as-of", "2026-11-23T08:00:00Z"], check=True), 3)
    mailbox = pipeline.read_mailbox([str(SAMPLE)])
    entries = mailbox.entries
    conversations = threads.conversations(entries)
    identities = employers.identify(entries, conversations)
    rows = [(f"momentum report, {len(entries)} messages, whole process", f"{whole:.1f} s")]
    for name, run in (
        ("read and parse", lambda: pipeline.read_mailbox([str(SAMPLE)])),
        ("threads", lambda: threads.conversations(entries)),
        ("employers", lambda: employers.identify(entries, conversations)),
        ("stages", lambda: stages.read(entries, identities)),
    ):
        rows.append((f"{name}, a message", f"{median_s(run, 3) / len(entries) * 1000:.2f} ms"))
    return rows


def main() -> None:
    """Measure everything and write the page."""
    tables = [
        ("Start", start_up()),
        ("The whole way", whole_way()),
        ("Ledger, statistics and lapses", ledger.rows()),
        ("The page", render.rows()),
    ]
    lines = ["# Measured speed", "", "Written by `make bench`; medians of whole runs, two cores.", ""]
    lines += [f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}.", ""]
    for title, rows in tables:
        lines += [f"## {title}", "", "| what | figure |", "|---|---|"]
        lines += [f"| {name} | {value} |" for name, value in rows]
        lines.append("")
    lines += [
        "False alarms and power of the lapses: `python -m bench.lapses`, figures in docs/methods.md.",
        "",
    ]
    measure.RESULTS.write_text("\n".join([*lines, measure.kept()]), "utf-8")


if __name__ == "__main__":
    main()
