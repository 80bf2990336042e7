"""Every file of a report, made first and then written together: all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inbox_momentum.model import Report
from inbox_momentum.report import csv_report, files, html, ics, json_report, markdown, pdf


@dataclass(frozen=True, slots=True)
class Places:
    """Where each output goes; ``None`` for those that nobody asked for."""

    page: Path
    json: Path | None = None
    csv: Path | None = None
    """A folder; made when it is not there."""
    markdown: Path | None = None
    ics: Path | None = None
    pdf: Path | None = None
    templates: Path | None = None
    """The user's own templates."""
    quotes: bool = True
    """False leaves the words of the mail out of every output."""


def write(report: Report, places: Places) -> list[Path]:
    """The paths written. Raises ``UsageError`` before anything is there when one of them cannot be."""
    quotes = places.quotes
    made: list[tuple[Path | str, files.Content]] = []
    page = html.render(report, templates=places.templates, quotes=quotes)
    made.append((places.page, page))
    if places.json:
        made.append((places.json, json_report.dumps(json_report.as_json(report, quotes))))
    if places.markdown:
        made.append((places.markdown, markdown.summary(report, quotes)))
    if places.ics:
        made.append((places.ics, ics.calendar(report, quotes)))
    if places.csv:
        folder = files.private_folder(places.csv)
        made += [(folder / name, text) for name, text in csv_report.tables(report, quotes).items()]
    if places.pdf:
        made.append((places.pdf, pdf.printed(page)))
    return files.write_together(made)
