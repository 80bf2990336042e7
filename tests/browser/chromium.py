"""A real Chromium that is given pages from disk and no network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum.model import Report
from inbox_momentum.report import html

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --host-resolver-rules=MAP * ~NOTFOUND"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; skips with a reason when this machine has none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    flags = _FLAGS.split(" --")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[flags[0], *(f"--{flag}" for flag in flags[1:])]
        )
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser and everything that it tried to do."""

    page: Any
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """``opened(report, width=…, scheme=…)``: the rendered report, loaded from disk."""
    contexts: list[Any] = []

    def _open(report: Report | str, width: int = 1120, scheme: str = "light") -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme)
        contexts.append(context)
        file = tmp_path / f"report{len(contexts)}.html"
        file.write_text(report if isinstance(report, str) else html.render(report), encoding="utf-8")
        seen = Opened(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.on("console", lambda message: seen.errors.append(message.text))
        seen.page.goto(file.as_uri())
        seen.requests.remove(file.as_uri())
        return seen

    yield _open
    for context in contexts:
        context.close()
