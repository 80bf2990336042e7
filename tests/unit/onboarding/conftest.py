"""Every test here has an empty home and a keyring of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from tests.unit.memory_keyring import MemoryKeyring


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    # tzlocal asks the machine once per process; another test may have asked already.
    monkeypatch.setattr("inbox_momentum.cli.options.local_zone", lambda: "Europe/Berlin")
    return place


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(NoKeyring())
