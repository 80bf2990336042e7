"""Where the secret comes from, in order, and what is said when there is none."""

from __future__ import annotations

import sys
from dataclasses import replace

import keyring
import pytest
from keyring.backends.fail import Keyring as FailKeyring

from inbox_momentum import accounts
from inbox_momentum.accounts import Account, SignIn, programs, secrets
from inbox_momentum.model import AccountError
from tests.unit.memory_keyring import MemoryKeyring

WORK = Account("work", "imap.example.net", "maya@example.net")
ENTRY = "maya@example.net@imap.example.net"


def printing(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def never(question: str) -> str:
    raise AssertionError(f"asked: {question}")


def test_a_program_goes_before_the_keyring() -> None:
    secrets.set(ENTRY, "from the keyring")
    work = replace(WORK, password_command=printing("print('pr\u00f6 gram'); print('second line')"))
    found = accounts.credential(work, never)
    assert (found.token, found.value) == (False, "prö gram")


def test_the_keyring_goes_before_asking() -> None:
    secrets.set(ENTRY, "kept")
    assert accounts.credential(WORK, never).value == "kept"
    by_address = accounts.parse_url("imaps://maya%40example.net@imap.example.net")
    assert accounts.credential(by_address).value == "kept"


def test_asks_where_somebody_can_answer() -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "typed"

    assert accounts.credential(WORK, ask).value == "typed"
    assert asked == ["Password for maya@example.net at imap.example.net: "]


def test_asks_also_when_there_is_no_keyring() -> None:
    keyring.set_keyring(FailKeyring())
    assert accounts.credential(WORK, lambda _: "typed").value == "typed"


def test_nobody_to_ask_says_what_to_do(memory_keyring: MemoryKeyring) -> None:
    with pytest.raises(AccountError, match="momentum init"):
        accounts.credential(WORK)
    memory_keyring.locked = True
    with pytest.raises(AccountError, match="is locked"):
        accounts.credential(WORK)
    keyring.set_keyring(FailKeyring())
    with pytest.raises(AccountError, match="no keyring"):
        accounts.credential(WORK)


def test_a_token_comes_from_its_program() -> None:
    work = replace(WORK, sign_in=SignIn.OAUTH2, token_command=printing("print('ya29.x')"))
    found = accounts.credential(work, never)
    assert (found.token, found.value) == (True, "ya29.x")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import sys; print('canary'); sys.exit(3)", "status 3"),
        ("", "printed nothing"),
        ("print()", "printed nothing"),
        ("import sys; sys.stderr.write('canary'); sys.exit(1)", "status 1"),
        ("import time; print('canary', flush=True); time.sleep(600)", "did not end within"),
        ("while True: print('canary')", "ended with status"),
        ("print('canary\\0x')", "no single line"),
    ],
)
def test_a_program_that_fails_is_named_and_its_output_is_not(
    code: str, words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "PATIENCE_S", 0.2 if "sleep" in code else 60.0)
    with pytest.raises(AccountError) as caught:
        accounts.credential(replace(WORK, password_command=printing(code)), never)
    assert words in str(caught.value)
    assert "canary" not in str(caught.value)
    assert "canary" not in "".join(capfd.readouterr())


def test_an_absent_program_is_named() -> None:
    with pytest.raises(AccountError, match=r"password_command: /no/such/program cannot be started"):
        accounts.credential(replace(WORK, password_command=("/no/such/program",)))


def test_a_program_is_no_shell() -> None:
    work = replace(WORK, password_command=(*printing("import sys; print(sys.argv[1])"), "$(echo x); `y`"))
    assert accounts.credential(work).value == "$(echo x); `y`"


@pytest.mark.parametrize("typed", ["", "two\nlines", "nul\0", "x" * 20_000])
def test_what_cannot_be_a_secret_is_not_sent(typed: str) -> None:
    with pytest.raises(AccountError, match="Nothing was sent"):
        accounts.credential(WORK, lambda _: typed)


def test_the_secret_is_in_no_repr() -> None:
    assert "canary" not in repr(accounts.credential(WORK, lambda _: "canary"))
