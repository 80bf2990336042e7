"""Shared fixtures: the public corpora beside the repository, and the shipped samples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
