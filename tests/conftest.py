"""Shared fixtures: the public corpora beside the repository, and the shipped samples."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser.chromium import chromium, opened

__all__ = ["chromium", "opened"]  # one browser for the whole run

# The same examples at every run, so that no test is green by chance; MOMENTUM_EXPLORE=1 looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("MOMENTUM_EXPLORE") else "steady")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Folder of public test mail; skips with a reason when this machine has none."""
    folder = Path(os.environ.get("MOMENTUM_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("no public corpora beside the repository (set MOMENTUM_CORPORA)")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample mailboxes of the repository."""
    return ROOT / "sample_mailboxes"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the golden files anew instead of comparing."""
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With MOMENTUM_NO_SKIP=1 (as in CI) a missing Dovecot or browser is a failure, not a reason to skip."""
    report = yield
    needed = {"dovecot", "browser"} & {mark.name for mark in item.iter_markers()}
    if os.environ.get("MOMENTUM_NO_SKIP") and report.skipped and needed:
        report.outcome = "failed"
        report.longrepr = f"{', '.join(sorted(needed))} is needed here: {report.longrepr}"
    return report
