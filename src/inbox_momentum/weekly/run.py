"""One weekly run: compare with the last one, write the dated folder, remember it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from inbox_momentum import pipeline
from inbox_momentum.model import Mailbox, Report, Settings
from inbox_momentum.recall import Recall
from inbox_momentum.report import json_report, outputs
from inbox_momentum.report.files import write_private
from inbox_momentum.store import Store
from inbox_momentum.store.records import StoredRun
from inbox_momentum.weekly import archive, changes

PAGE, SUMMARY = "report.html", "summary.md"


@dataclass(frozen=True, slots=True)
class Made:
    """A weekly report and where it lies."""

    report: Report
    folder: Path

    @property
    def page(self) -> Path:
        """The HTML page."""
        return self.folder / PAGE


def make(
    mailbox: Mailbox,
    as_of: datetime,
    settings: Settings,
    store: Store,
    profile: str,
    out: Path,
    quotes: bool = True,
    recall: Recall | None = None,
) -> Made:
    """The weekly report of ``mailbox`` at ``as_of``, kept in a folder of its day under ``out``.

    It is compared with the last report of an earlier day of the owner; one made on the
    same day is replaced. ``recall``: what an earlier run understood. Raises ``UsageError`` when it
    cannot be written.
    """
    zone = ZoneInfo(settings.calendar.zone)
    today = as_of.astimezone(zone).date()
    remember(store, out, profile)
    earlier = [run for run in store.runs(profile) if run.as_of.astimezone(zone).date() < today]
    report = pipeline.analyze(mailbox, as_of, settings, recall)
    before, then = None, {}
    if earlier:
        last = earlier[-1]
        stood = pipeline.as_it_stood(mailbox, last.as_of)
        before = pipeline.analyze(stood, last.as_of, settings, recall and recall.next())
        then = json.loads(last.settings) | {"version": last.version}
    report = replace(report, changes=changes.between(before, then, report, settings))
    text = json_report.dumps(json_report.as_json(report, quotes))
    shown = json.dumps(changes.remembered(report, settings), sort_keys=True)
    folder = out / today.isoformat()
    run = StoredRun(profile, as_of, report.version, shown, text.encode(), str(folder))

    def fill(half: Path) -> None:
        outputs.write(report, outputs.Places(page=half / PAGE, markdown=half / SUMMARY, quotes=quotes))
        write_private(half / archive.REPORT, text)

    archive.put(out, today, run, fill)
    store.keep_run(run)
    return Made(report, folder)


def remember(store: Store, out: Path, profile: str) -> None:
    """Puts reports into the history that a power cut kept out of it: the folder is there, the line is not."""
    archive.tidy(out)
    known = {run.as_of for run in store.runs(profile)}
    for one in archive.finished(out):
        if one.run.profile == profile and one.run.as_of not in known:
            store.keep_run(one.run)


def due(store: Store, profile: str, as_of: datetime, zone: ZoneInfo, weekday: int) -> bool:
    """True when no report was made since the last ``weekday`` (Monday is 0) began."""
    today = as_of.astimezone(zone).date()
    begun = today - timedelta(days=(today.weekday() - weekday) % 7)
    return not any(run.as_of.astimezone(zone).date() >= begun for run in store.runs(profile))
