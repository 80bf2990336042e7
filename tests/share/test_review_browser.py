"""The review page in a real browser: nothing runs, nothing is fetched, everyone can read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from inbox_momentum.share import view
from inbox_momentum.share.document import Share
from inbox_momentum.share.figures import HIDDEN
from inbox_momentum.share.revocations import Checked
from inbox_momentum.share.terms import Scope
from inbox_momentum.share.verify import Outcome
from tests.share import made
from tests.share.conftest import NOW

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
VIEWS = {
    "light": (1120, "light"),
    "dark": (1120, "dark"),
    "phone": (390, "light"),
    "phone-dark": (390, "dark"),
}
OUTCOME = Outcome(made.terms().issuer, True, False, None, False, None)


def shared(purpose: str = "one talk about scheduling") -> str:
    terms = made.terms(scope=(Scope.BY_KIND, Scope.BY_EMPLOYER, Scope.COMPLETENESS))
    share = Share(replace(terms, purpose=purpose), made.figures(employers=True), "0.1.0")
    return view.as_html(view.shared(share, OUTCOME, NOW))


def measured() -> str:
    row = made.figures().total
    sides = {Scope.CANDIDATE_SIDE: row, Scope.RECRUITER_SIDE: row}
    outcome = replace(OUTCOME, revocation=Checked(False, NOW), seen_before="2026-11-20T08:00:00Z")
    return view.as_html(view.measured(made.permission(), outcome, sides, made.figures().completeness, NOW))


def small() -> str:
    """Everything hidden."""
    nothing = replace(made.figures(), total=HIDDEN, kinds=(HIDDEN,) * 7, employers=())
    terms = made.terms(scope=(Scope.BY_KIND, Scope.BY_EMPLOYER, Scope.COMPLETENESS))
    return view.as_html(view.shared(Share(terms, nothing, "0.1.0"), OUTCOME, NOW))


PAGES = {"small": small, "shared": shared, "measured": measured, "long": lambda: shared("w" * 200)}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", VIEWS)
def test_axe_finds_nothing(opened: Opener, name: str, look: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(opened(PAGES[name](), *VIEWS[look]).page)
    problems = [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]]
    assert problems == []
    assert len(found.response["passes"]) > 10, "axe did not run"


@pytest.mark.parametrize("name", PAGES)
def test_no_sideways_scroll_and_nothing_fetched(opened: Opener, name: str) -> None:
    seen = opened(PAGES[name]())
    wide = {}
    for width in (320, 390, 720, 1120):
        seen.page.set_viewport_size({"width": width, "height": 860})
        wide[width] = seen.page.evaluate("document.documentElement.scrollWidth")
    assert [width for width, scroll in wide.items() if scroll > width] == []
    assert (seen.requests, seen.dialogs, seen.errors) == ([], [], [])
    assert seen.page.evaluate("document.scripts.length") == 0


def test_what_must_be_read_is_there(opened: Opener) -> None:
    text = opened(shared()).page.locator("main").inner_text()
    for words in (
        "Unaltered and self-reported; not proof of completeness.",
        "Declining to share must have no effect.",
        "fewer than five, or hidden with them: not shown",
        "Revocation not checked.",
        "95 % interval: 2 hours to 9 hours",
        "Of the requests in the period, about 90 % could be measured",
    ):
        assert words in text


def test_no_row_is_coloured_by_its_figures() -> None:
    page = shared()
    rows = page.partition('aria-labelledby="s-kinds"')[2].partition('aria-labelledby="s-complete"')[0]
    assert not any(
        f"{word}-{state}" in rows for word in ("f", "st", "ink", "is") for state in ("ok", "slow", "lapse")
    )
