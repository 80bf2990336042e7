"""The keyring: what goes in comes out, nothing lies in clear, nothing is repeated in errors."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from inbox_momentum.accounts import secrets
from inbox_momentum.model import AccountError
from tests.unit.memory_keyring import MemoryKeyring


@pytest.mark.parametrize("length", [1, 999, 1000, 1001, 5000])
def test_keeps_gives_back_and_forgets(memory_keyring: MemoryKeyring, length: int) -> None:
    value = "".join(chr(97 + number % 26) for number in range(length))
    assert secrets.get("maya@host") is None
    secrets.set("maya@host", value)
    assert secrets.get("maya@host") == value
    assert {service for service, _ in memory_keyring.kept} == {"inbox-momentum"}
    assert secrets.delete("maya@host")
    assert memory_keyring.kept == {}
    assert not secrets.delete("maya@host")


def test_a_shorter_secret_leaves_nothing_of_a_longer_one(memory_keyring: MemoryKeyring) -> None:
    secrets.set("maya@host", "x" * 3500)
    secrets.set("maya@host", "short")
    assert list(memory_keyring.kept.values()) == ["short"]


def test_a_lost_part_is_no_secret(memory_keyring: MemoryKeyring) -> None:
    secrets.set("maya@host", "x" * 3500)
    del memory_keyring.kept["inbox-momentum", "maya@host 2"]
    assert secrets.get("maya@host") is None


class PlaintextKeyring(MemoryKeyring):
    """Named as the one of keyrings.alt."""


@pytest.mark.parametrize("backend", [FailKeyring(), NullKeyring(), PlaintextKeyring()])
def test_no_keyring_is_said_in_plain_words(backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)
    for act in (lambda: secrets.get("a"), lambda: secrets.set("a", "canary"), secrets.backend_name):
        with pytest.raises(secrets.NoKeyring, match="password_command") as caught:
            act()
        assert "canary" not in str(caught.value)


def test_any_file_backend_of_keyrings_alt_is_passed_over() -> None:
    made = type("Keyring", (MemoryKeyring,), {"__module__": "keyrings.alt.pyfs"})()
    keyring.set_keyring(made)
    with pytest.raises(secrets.NoKeyring):
        secrets.set("a", "canary")
    assert made.kept == {}


def test_of_a_chain_only_the_safe_ones_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    clear, safe = PlaintextKeyring(), MemoryKeyring()
    monkeypatch.setattr(ChainerBackend, "backends", [clear, safe])
    keyring.set_keyring(ChainerBackend())
    secrets.set("a", "canary")
    assert clear.kept == {}
    assert secrets.get("a") == "canary"


def test_errors_of_the_keyring_are_plain_and_hide_the_secret(memory_keyring: MemoryKeyring) -> None:
    memory_keyring.locked = True
    with pytest.raises(secrets.KeyringFailed, match="is locked"):
        secrets.get("a")
    memory_keyring.locked = False

    def breaks(*_: object) -> None:
        raise RuntimeError("cannot keep canary")

    memory_keyring.set_password = breaks  # type: ignore[method-assign]
    with pytest.raises(AccountError, match="RuntimeError") as caught:
        secrets.set("a", "canary")
    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_keyring_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "absent.module.Keyring")
    with pytest.raises(secrets.KeyringFailed, match="ModuleNotFoundError"):
        secrets.get("a")


def test_nothing_else_imports_keyring() -> None:
    assert isinstance(sys.modules["keyring"], types.ModuleType)
    source = Path(secrets.__file__).parent.parent
    importers = [path.name for path in source.rglob("*.py") if "import keyring" in path.read_text()]
    assert importers == ["secrets.py"]
