"""CSV, Markdown, iCalendar and PDF; and that no two outputs disagree."""

from __future__ import annotations

import csv
import dataclasses
import html as stdlib_html
import io
import re
import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from inbox_momentum.model import Party, WaitStatus
from inbox_momentum.report import csv_report, html, ics, json_report, markdown, pdf, terminal
from inbox_momentum.waits import past
from tests.unit import report_factories as make


def rows(name: str, quotes: bool = True) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_report.tables(make.ordinary(), quotes)[name])))


def test_csv_has_a_row_a_record_and_loads_into_pandas() -> None:
    report = make.ordinary()
    tables = csv_report.tables(report)
    waits = pd.read_csv(io.StringIO(tables["waits.csv"]))
    assert len(waits) == len(report.waits)
    assert waits["elapsed_s"].dtype == "float64"
    assert pd.to_datetime(waits["opened_at"]).notna().all()
    assert len(pd.read_csv(io.StringIO(tables["applications.csv"]))) == len(report.applications)
    assert list(pd.read_csv(io.StringIO(tables["lapses.csv"]))["id"]) == [lapse.id for lapse in report.lapses]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        (" =1", "' =1"),
        ("plain", "plain"),
        ('a,b"c', 'a,b"c'),
        ("\x1b[31m\u202e", "[31m"),
    ],
)
def test_csv_cells_run_nothing(text: str, cell: str) -> None:
    base = make.tiny()
    report = dataclasses.replace(
        base, employers=tuple(dataclasses.replace(e, name=text) for e in base.employers)
    )
    table = csv.DictReader(io.StringIO(csv_report.tables(report)["applications.csv"]))
    assert {row["employer"] for row in table} == {cell}


@given(st.text(max_size=40))
def test_no_text_cell_begins_like_a_formula(text: str) -> None:
    base = make.tiny()
    report = dataclasses.replace(base, waits=tuple(dataclasses.replace(w, quote=text) for w in base.waits))
    for row in csv.DictReader(io.StringIO(csv_report.tables(report)["waits.csv"])):
        assert not row["quote"].lstrip().startswith(("=", "+", "-", "@"))


def test_csv_without_quotes() -> None:
    assert {row["quote"] for row in rows("waits.csv", quotes=False)} == {""}
    assert {row["quote"] for row in rows("promises.csv", quotes=False)} == {""}


def test_csv_files_are_private(tmp_path: Path) -> None:
    written = csv_report.write(make.tiny(), tmp_path / "out")
    assert [path.name for path in written] == ["waits.csv", "applications.csv", "lapses.csv", "promises.csv"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_markdown_says_the_verdict_and_escapes_mail() -> None:
    text = markdown.summary(make.ordinary())
    assert text.startswith("# Three employers are waiting for you. One is past its limit.\n")
    assert "**Halden Robotics**" in text
    hostile = markdown.summary(make.hostile("[x](http://evil.invalid) <b> `code` **bold**"))
    assert "\\[x\\]\\(http\\:\\/\\/evil\\.invalid\\)" in hostile
    assert "](http" not in hostile
    assert "<b>" not in hostile.replace("\\<b\\>", "")


def test_calendar_has_what_is_still_to_come() -> None:
    report = make.ordinary()
    events = Calendar.from_ical(ics.calendar(report)).walk("VEVENT")
    titles = {str(event["SUMMARY"]) for event in events}
    assert titles == {
        "Okapi Health: deadline (Scheduling)",
        "Quillmark: answer by now (Question)",
        "Bluefinch Bank: the day you named",
    }
    assert all(event["DTSTART"].dt > report.as_of for event in events)
    assert "Does Thursday" not in ics.calendar(report, quotes=False)


@pytest.mark.parametrize("payload", make.PAYLOADS)
def test_calendar_stays_a_calendar_under_hostile_mail(payload: str) -> None:
    text = ics.calendar(make.hostile(payload + "\r\nATTENDEE:mailto:x@evil.invalid\r\n;,\\"))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 3
    assert not any("ATTENDEE" in event for event in events)


def test_pdf_without_a_browser_says_how_to_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "browser", lambda: None)
    with pytest.raises(pdf.NoBrowser, match="print it to PDF"):
        pdf.write("<!doctype html>", tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_pdf_by_a_browser_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "browser", lambda: sys.executable)
    with pytest.raises(pdf.NoBrowser, match="did not make the PDF"):
        pdf.write("<!doctype html>", tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ordinary", "tiny", "quiet", "huge"])
def test_page_terminal_markdown_json_and_csv_agree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    report = getattr(make, name)()
    page = html.render(report)
    plain = " ".join(stdlib_html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    out = io.StringIO()
    terminal.print_summary(report, out)
    shown = " ".join(out.getvalue().split())
    document = json_report.as_json(report)
    table = list(csv.DictReader(io.StringIO(csv_report.tables(report)["waits.csv"])))

    verdict = " ".join(re.sub(r"<[^>]+>", "", page.partition("<h1>")[2].partition("</h1>")[0]).split())
    assert shown.startswith(verdict)
    assert markdown.summary(report).startswith(f"# {verdict}")

    def waiting(rows: list[dict[str, str]]) -> int:
        live = {
            a["id"]
            for a in document["applications"]
            if a["outcome"] is None
            and a["status"] in ("active", "quiet")
            and datetime.fromisoformat(a["last_message_at"]) > report.as_of - past.silence()
        }
        required = ("schedule", "code_test", "question", "documents", "references", "offer", "next_step")
        return sum(
            row["waiting_on"] == Party.YOU
            and row["status"] == WaitStatus.OPEN
            and row["kind"] in required
            and row["application_id"] in live
            for row in rows
        )

    count = waiting(document["waits"])
    assert waiting(table) == count
    assert f"Waiting on you: {count} " in shown
    assert f"Waiting on you {count} " in plain
    assert [row["elapsed_s"] for row in table] == [
        "" if w["elapsed_s"] is None else str(w["elapsed_s"]) for w in document["waits"]
    ]
    lapses = [
        w
        for w in document["lapses"]
        if w["severity"] != "info" and datetime.fromisoformat(w["since"]) > report.as_of - timedelta(weeks=13)
    ]
    assert f"Lapses, 13 weeks: {len(lapses)} " in shown
    assert f"Lapses, 13 weeks {len(lapses)} " in plain
