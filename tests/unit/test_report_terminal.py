"""The summary in a terminal."""

from __future__ import annotations

import io
import re

import pytest

from inbox_momentum.model import Report
from inbox_momentum.report import terminal
from tests.unit import report_factories as make


def shown(report: Report, monkeypatch: pytest.MonkeyPatch, width: int = 120, quotes: bool = True) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    terminal.print_summary(report, out, quotes=quotes)
    return out.getvalue()


def test_says_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(shown(make.ordinary(), monkeypatch).split())
    assert text.startswith("Three employers are waiting for you. One is past its limit.")
    assert "Halden Robotics" in text
    assert "Send three slots today." in text
    assert "4 d 2 h" in text
    assert "564 found" in text


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("name", ["ordinary", "empty", "tiny", "no_sent"])
def test_fits_every_width(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(getattr(make, name)(), monkeypatch, width)
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("payload", make.PAYLOADS)
def test_hostile_mail_moves_no_cursor_and_is_no_markup(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(make.hostile(payload), monkeypatch)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    text.encode("utf-8")


def test_markup_in_a_subject_stays_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[bold red]" in shown(
        make.hostile("[bold red]hi[/bold red] :smile: [link=http://x]y[/link]"), monkeypatch
    )


def test_without_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(shown(make.ordinary(), monkeypatch, 200, quotes=False).split())
    assert not [quote for quote in make.QUOTES.values() if quote and quote in text]


def test_no_claims_without_sent_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(make.no_sent(), monkeypatch)
    assert "cannot be told" in text
    assert not re.search(r"\b\d+ (d|h)\b", text)


def test_the_path_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = io.StringIO()
    where = "/home/maya/" + "a-folder-with-a-long-name/" * 5 + "momentum-report.html"
    terminal.print_summary(make.tiny(), out, where=where)
    assert f"Report: {where}\n" in out.getvalue()
