"""CSV files for a spreadsheet or a notebook: one row a record, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from inbox_momentum.model import Application, Employer, Lapse, Promise, Report, Wait
from inbox_momentum.report import clean, files
from inbox_momentum.report.records import unquoted
from inbox_momentum.report.shapes import instant, number

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables(report: Report, quotes: bool = True) -> dict[str, str]:
    """File name to text: ``waits.csv``, ``applications.csv``, ``lapses.csv``, ``promises.csv``.

    Names, times and units are those of the JSON; absent is an empty cell. A cell of
    text that a spreadsheet could take for a formula gets an apostrophe before it.
    """
    applications = {application.id: application for application in report.applications}
    employers = {employer.id: employer for employer in report.employers}

    def employer(application_id: str) -> str:
        application = applications.get(application_id)
        found = employers.get(application.employer_id) if application else None
        return found.name if found else ""

    return {
        "waits.csv": _table(_WAIT, report.waits, employer, quotes),
        "applications.csv": _table(_APPLICATION, report.applications, _by_employer(employers), quotes),
        "lapses.csv": _table(_LAPSE, report.lapses, employer, quotes),
        "promises.csv": _table(_PROMISE, report.promises, employer, quotes),
    }


def write(report: Report, folder: Path | str, quotes: bool = True) -> list[Path]:
    """Write every table into ``folder`` (made when absent), each private; their paths come back."""
    place = files.private_folder(folder)
    return files.write_together((place / name, text) for name, text in tables(report, quotes).items())


Column = tuple[str, Callable[[Any, str, bool], object]]


def _plain(name: str) -> Column:
    return name, lambda record, _employer, _quotes: getattr(record, name)


_EMPLOYER: Column = ("employer", lambda _record, employer, _quotes: employer)
_QUOTE: Column = ("quote", lambda record, _employer, quotes: record.quote if quotes else None)


def _sentence(name: str) -> Column:
    return (
        name,
        lambda record, _employer, quotes: (
            getattr(record, name) if quotes else unquoted(getattr(record, name))
        ),
    )


_WAIT: Sequence[Column] = (
    _plain("id"),
    _plain("application_id"),
    _EMPLOYER,
    *map(
        _plain, ("waiting_on", "kind", "stage", "status", "opened_at", "closed_at", "closed_how", "precision")
    ),
    *map(_plain, ("elapsed_s", "working_s", "rating", "limit_at")),
    ("deadline_at", lambda wait, _employer, _quotes: wait.deadline.at if wait.deadline else None),
    _plain("acknowledged_at"),
    ("confidence", lambda wait, _employer, _quotes: str(number(wait.confidence, 4))),
    *map(_plain, ("opened_by", "closed_by", "opened_clock")),
    ("nudges", lambda wait, _employer, _quotes: len(wait.nudges)),
    _QUOTE,
)
_APPLICATION: Sequence[Column] = (
    _plain("id"),
    _EMPLOYER,
    *map(_plain, ("role", "stage", "outcome", "status", "turn", "opened_at", "last_message_at")),
    ("messages", lambda application, _employer, _quotes: len(application.message_ids)),
)
_LAPSE: Sequence[Column] = (
    _plain("id"),
    _plain("application_id"),
    _EMPLOYER,
    *map(_plain, ("kind", "severity", "headline", "since")),
    ("wait_ids", lambda lapse, _employer, _quotes: " ".join(lapse.wait_ids)),
    _sentence("sentence"),
    _sentence("action"),
)
_PROMISE: Sequence[Column] = (
    _plain("id"),
    _plain("application_id"),
    _EMPLOYER,
    *map(_plain, ("made_at", "due_at", "kept_at", "message_id")),
    _QUOTE,
)


def _by_employer(employers: dict[str, Employer]) -> Callable[[str], str]:
    return lambda employer_id: employers[employer_id].name if employer_id in employers else ""


def _table(
    columns: Sequence[Column],
    records: Iterable[Wait] | Iterable[Application] | Iterable[Lapse] | Iterable[Promise],
    employer: Callable[[str], str],
    quotes: bool,
) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _ in columns])
    for record in records:
        key = record.employer_id if isinstance(record, Application) else record.application_id
        name = employer(key)
        writer.writerow([_cell(get(record, name, quotes)) for _, get in columns])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        # Whole seconds: pandas reads a column of times only when all have one form.
        return instant(value.replace(microsecond=0))
    if isinstance(value, float | int):
        return str(number(value))
    text = clean.controls_removed(str(value))
    return f"'{text}" if text.lstrip().startswith(_STARTS_A_FORMULA) or str(value).startswith("\t") else text
