"""Wall time and memory of whole processes, side by side, and the page that keeps the figures."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "RESULTS.md"
_DROP = Path("/proc/sys/vm/drop_caches")
_EVERY_S = 0.02


@dataclass(frozen=True, slots=True)
class Contender:
    """One of those that run side by side."""

    name: str
    words: Sequence[str]
    prepare: Callable[[], object] = lambda: None
    """Done before each run, not timed."""
    environment: dict[str, str] | None = None


def timed(one: Contender) -> float:
    """Wall seconds of one run. Raises ``CalledProcessError`` with what it said when it fails."""
    one.prepare()
    began = time.perf_counter()
    _run(one)
    return time.perf_counter() - began


def _run(one: Contender) -> None:
    # What it prints goes through a pipe: grep stops at its first match when it writes to /dev/null.
    with subprocess.Popen(
        one.words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(one), cwd=ROOT
    ) as process:
        said = process.communicate()[1]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, one.words, stderr=said[-600:])


def _environment(one: Contender) -> dict[str, str]:
    return os.environ | {"LC_ALL": "C.UTF-8"} | (one.environment or {})


def interleaved(contenders: Sequence[Contender], rounds: int) -> dict[str, list[float]]:
    """Seconds by name: every round runs each once, so that a slow moment of the machine meets all."""
    for one in contenders:
        timed(one)  # warm, not counted
    found: dict[str, list[float]] = {one.name: [] for one in contenders}
    for number in range(rounds):
        for one in contenders if number % 2 else reversed(contenders):
            found[one.name].append(timed(one))
    return found


def ratio(found: dict[str, list[float]], name: str, to: str) -> float:
    """Median over the rounds of one's time by another's in the same round."""
    return statistics.median(a / b for a, b in zip(found[name], found[to], strict=True))


def peak_mb(one: Contender) -> float:
    """Most memory that a process and its children had at once, shared pages counted by share (PSS), in MB."""
    one.prepare()
    most, done = 0, threading.Event()
    with subprocess.Popen(
        one.words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(one), cwd=ROOT
    ) as process:

        def watch() -> None:
            nonlocal most
            while not done.wait(_EVERY_S):
                most = max(most, sum(_pss(number) for number in _family(process.pid)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        done.set()
        watcher.join()
    return most / 1000


def _family(root: int) -> list[int]:
    """A process and all below it."""
    found = [root]
    for number in found:
        for task in Path(f"/proc/{number}/task").glob("*/children"):
            try:
                found += [int(word) for word in task.read_text().split()]
            except OSError:
                continue
    return found


def _pss(number: int) -> int:
    """KB; 0 for a process that is gone."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{number}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def forget_cache() -> bool:
    """Make the next read come from the disk; False where only root may."""
    os.sync()
    try:
        _DROP.write_text("3")
    except OSError:
        return False
    return True


def machine() -> str:
    """What it was measured on, and when; no name of the machine."""
    try:
        text = Path("/proc/cpuinfo").read_text()
        model = re.search(r"^model name\s*:\s*(.+)$", text, re.M)
    except OSError:
        model = None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = f"{os.cpu_count()} cores of {model[1] if model else platform.machine()}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {cores}, {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}."
    )


def keep(part: str, lines: Sequence[str]) -> None:
    """Put ``lines`` into RESULTS.md as the part of that name, in place of what it was; the rest stays."""
    text = RESULTS.read_text("utf-8") if RESULTS.is_file() else "# Measured speed\n"
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    block = "\n".join((begin, *lines, end))
    old = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    text = old.sub(lambda _: block, text) if old.search(text) else f"{text.rstrip()}\n\n{block}\n"
    RESULTS.write_text(text, "utf-8")


def kept() -> str:
    """Every part of RESULTS.md that another command wrote."""
    text = RESULTS.read_text("utf-8") if RESULTS.is_file() else ""
    parts = re.finditer(r"<!-- (\S+): begin -->.*?<!-- \1: end -->\n?", text, re.S)
    return "\n".join(found[0] for found in parts)
