"""Two empty homes, one key that is always the same, and shares made with it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inbox_momentum.cli import main, passphrase, share_create
from tests.share import story

NOW = int(story.AS_OF.timestamp())
DAY = 86_400


@dataclass
class Home:
    """One person's machine."""

    folder: Path
    run: Callable[..., int]
    """``run("share", "list")``: the exit status of a command there."""


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keyring of this machine is touched; keys lie in files under a passphrase."""
    from inbox_momentum.accounts import secrets

    def none(*_: object) -> None:
        raise secrets.NoKeyring("There is none.")

    monkeypatch.setattr(secrets, "get", none)
    monkeypatch.setattr(secrets, "set", none)
    monkeypatch.setenv(passphrase.VARIABLE, "twelve characters at least")


@pytest.fixture(autouse=True)
def nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions meet an end of input unless a test types something."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """``clock(seconds)`` sets the only clock that shares read; it stands at ``NOW`` first."""

    def at(seconds: int) -> None:
        monkeypatch.setattr(share_create, "now", lambda: seconds)

    at(NOW)
    return at


@pytest.fixture
def homes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[int], None]
) -> Callable[[str], Home]:
    """``homes("candidate")``: an empty home of that name, entered for each command."""

    def enter(name: str) -> Home:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)

        def run(*words: object) -> int:
            monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
            monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
            monkeypatch.chdir(folder)
            try:
                return main([str(word) for word in words])
            except SystemExit as error:  # argparse
                return int(error.code or 0)

        return Home(folder, run)

    return enter


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """A mailbox with enough in it to share."""
    path = tmp_path / "mail.mbox"
    path.write_bytes(story.mbox(story.Privates()))
    return path
