"""The page in a real browser: nothing runs, nothing is fetched, everyone can read it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum.report import html, pdf
from tests.unit import report_factories as make
from tests.unit.corrections.test_command import corrected

REPORTS = {
    "ordinary": make.ordinary,
    "quiet": make.quiet,
    "empty": make.empty,
    "tiny": make.tiny,
    "corrected": corrected,
    "no_sent": make.no_sent,
    "huge": make.huge,
    "hostile": lambda: make.hostile(make.PAYLOADS[2]),
    "long": lambda: make.hostile(make.PAYLOADS[-1]),
}
VIEWS = {
    "light": (1120, "light"),
    "dark": (1120, "dark"),
    "phone": (390, "light"),
    "phone-dark": (390, "dark"),
}
Opener = Callable[..., Any]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("payload", range(len(make.PAYLOADS)))
def test_hostile_mail_runs_nothing_and_asks_for_nothing(opened: Opener, payload: int) -> None:
    seen = opened(make.hostile(make.PAYLOADS[payload]))
    page = seen.page
    for summary in page.locator("summary").all():
        summary.click()
    page.locator("#theme-dark").check()
    page.mouse.move(500, 400)
    assert seen.requests == []
    assert seen.dialogs == []
    assert seen.errors == []
    assert page.evaluate("window.__x") is None
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.querySelectorAll('img,iframe,object,embed,link,base,form').length") == 0
    assert page.evaluate(
        "[...document.querySelectorAll('[href]')].every(a => a.getAttribute('href')[0] === '#')"
    )


def test_the_watch_is_not_blind(opened: Opener) -> None:
    seen = opened(
        "<!doctype html><title>x</title><img src='http://evil.invalid/p.png'><script>alert(1)</script>"
    )
    assert seen.requests == ["http://evil.invalid/p.png"]
    assert seen.dialogs == ["1"]


@pytest.mark.parametrize("payload", [0, 2, 3, 9])
def test_the_browser_reads_the_payload_as_text(opened: Opener, payload: int) -> None:
    text = opened(make.hostile(make.PAYLOADS[payload])).page.locator("main").inner_text()
    assert make.PAYLOADS[payload][:30] in text


@pytest.mark.parametrize(
    ("name", "view"),
    # The colours of the huge page are those of the ordinary one, and axe takes long for it.
    [(name, view) for name in REPORTS for view in VIEWS if name not in ("huge", "long") or view == "phone"],
)
def test_axe_finds_nothing(opened: Opener, name: str, view: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    width, scheme = VIEWS[view]
    page = opened(REPORTS[name](), width, scheme).page
    for summary in page.locator("summary").all():
        summary.click()
    found = axe.Axe().run(page)
    problems = [
        (v["id"], v["nodes"][0]["html"][:120], v["nodes"][0]["failureSummary"][:300])
        for v in found.response["violations"]
    ]
    assert problems == []
    assert len(found.response["passes"]) > 10, "axe did not run"


@pytest.mark.parametrize("name", REPORTS)
def test_no_sideways_scroll(opened: Opener, name: str) -> None:
    page = opened(REPORTS[name]()).page
    needed = {}
    for width in (320, 390, 600, 720, 1120):
        page.set_viewport_size({"width": width, "height": 860})
        needed[width] = page.evaluate("document.documentElement.scrollWidth")
    assert [width for width, scroll in needed.items() if scroll > width] == [], needed


def test_table_words_do_not_break(opened: Opener) -> None:
    """A column so narrow that it broke every word once passed all other tests."""
    page = opened(make.ordinary()).page
    cells = page.locator(".shares th[scope=row], .shares td")
    assert cells.count() > 8
    high = page.evaluate("[...document.querySelectorAll('.shares tr')].map(row => row.offsetHeight)")
    assert max(high) < 60, high


def test_the_switch_changes_the_colours(opened: Opener) -> None:
    page = opened(make.ordinary()).page
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme-dark").check()
    dark = page.evaluate(paper)
    page.locator("#theme-light").check()
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(17, 21, 27)")
    assert page.evaluate(paper) == light


def test_evidence_is_one_click_away(opened: Opener) -> None:
    page = opened(make.ordinary()).page
    page.get_by_role("link", name="evidence L1").click()
    assert page.locator("#l1").is_visible()
    assert page.url.endswith("#l1")


def test_print_has_every_section(opened: Opener, tmp_path: Path) -> None:
    page = opened(make.ordinary()).page
    page.emulate_media(media="print")
    headings = [h.inner_text() for h in page.locator("h2").all() if h.is_visible()]
    assert {
        "Who has the ball",
        "How fast you answer, by stage",
        "How long an answer takes",
        "Deadlines and promises",
        "Lapses and their evidence",
        "Where your attention goes",
        "What this report cannot see",
        "Where this came from",
    } <= set(headings)
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert not page.locator(".theme").is_visible()


def test_pdf_by_the_browser_of_this_machine(chromium: Any, tmp_path: Path) -> None:
    target = pdf.write(html.render(make.ordinary()), tmp_path / "report.pdf")
    assert target.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
