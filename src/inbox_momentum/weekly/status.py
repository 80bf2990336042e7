"""How the last weekly run ended, for ``doctor`` and for whoever wonders why nothing came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inbox_momentum import places
from inbox_momentum.report.files import write_private

_NAME = "last-weekly-run.json"


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last weekly run that began."""

    at: datetime
    """When it began, UTC."""
    profile: str
    said: str
    """Where the report lies, or why there is none; '' while it runs or when it was killed."""
    exit_status: int | None
    """``None`` while it runs or when it was killed."""


def write(run: LastRun, folder: Path | None = None) -> None:
    """Remember ``run``; the one before is forgotten."""
    target = places.private(folder or places.data_folder()) / _NAME
    table = {
        "at": run.at.astimezone(UTC).isoformat(),
        "profile": run.profile,
        "said": run.said,
        "exit_status": run.exit_status,
    }
    write_private(target, json.dumps(table, ensure_ascii=False, indent=2) + "\n")


def read(folder: Path | None = None) -> LastRun | None:
    """The last run; ``None`` when there was none or its note cannot be read."""
    try:
        table = json.loads(((folder or places.data_folder()) / _NAME).read_text("utf-8"))
        status = table["exit_status"]
        return LastRun(
            at=datetime.fromisoformat(table["at"]).astimezone(UTC),
            profile=str(table["profile"]),
            said=str(table["said"]),
            exit_status=None if status is None else int(status),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
