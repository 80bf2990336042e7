"""The folder of weekly reports: one dated folder a day, whole or not there.

A folder is made beside its place and then takes its name. What a power cut leaves
behind is tidied at the next run: a half-made folder goes, a replaced one comes back
when its successor did not arrive.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from inbox_momentum import places
from inbox_momentum.model import UsageError
from inbox_momentum.report.files import write_private
from inbox_momentum.store.records import StoredRun

RECORD = "run.json"
REPORT = "report.json"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HALF, _OLD = ".half", ".old"


@dataclass(frozen=True, slots=True)
class Dated:
    """A finished folder."""

    path: Path
    run: StoredRun


def put(out: Path, day: date, run: StoredRun, fill: Callable[[Path], None]) -> Path:
    """The folder of ``day`` under ``out``, filled by ``fill``; a report of the same day is replaced.

    Raises ``UsageError`` when it cannot be written; then what was there stays.
    """
    try:
        places.private(out)
        tidy(out)
        target = out / day.isoformat()
        half = out / f".{target.name}{_HALF}"
        half.mkdir(mode=0o700)
        try:
            fill(half)
            write_private(half / RECORD, _record(run))
            old = out / f".{target.name}{_OLD}"
            if target.exists():
                target.rename(old)
            half.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"The weekly reports cannot be kept in {out}: {reason}. Choose another with -o."
        ) from error
    return target


def remove(folder: Path) -> None:
    """Takes a finished folder away; cut off, the rest goes with the next ``tidy``. Raises ``OSError``."""
    half = folder.parent / f".{folder.name}{_HALF}"
    shutil.rmtree(half, ignore_errors=True)
    folder.rename(half)
    shutil.rmtree(half)


def tidy(out: Path) -> None:
    """Mends what an interrupted run left in ``out``."""
    if not out.is_dir():
        return
    for path in sorted(out.iterdir()):
        stem, ending = path.name.lstrip("."), path.suffix
        if not path.name.startswith(".") or not _DAY.fullmatch(stem.removesuffix(ending)):
            continue
        if ending == _HALF:
            shutil.rmtree(path, ignore_errors=True)
        elif ending == _OLD:
            target = out / stem.removesuffix(ending)
            if target.exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(target)


def finished(out: Path) -> Iterator[Dated]:
    """Every finished weekly report under ``out``, oldest first; damaged ones are passed over."""
    if not out.is_dir():
        return
    for path in sorted(out.iterdir()):
        if not _DAY.fullmatch(path.name) or path.is_symlink():
            continue
        try:
            table = json.loads((path / RECORD).read_text("utf-8"))
            report = (path / REPORT).read_bytes()
            run = StoredRun(
                profile=str(table["profile"]),
                as_of=datetime.fromisoformat(table["as_of"]).astimezone(UTC),
                version=str(table["version"]),
                settings=json.dumps(table["settings"], sort_keys=True),
                report=report,
                folder=str(path),
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
        yield Dated(path, run)


def _record(run: StoredRun) -> str:
    table: dict[str, Any] = {
        "profile": run.profile,
        "as_of": run.as_of.isoformat(),
        "version": run.version,
        "settings": json.loads(run.settings),
    }
    return json.dumps(table, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
