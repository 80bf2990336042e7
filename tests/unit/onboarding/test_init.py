"""``momentum init`` on an empty home: scripted, and with somebody at the terminal."""

from __future__ import annotations

import io
import mailbox
import sys
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from inbox_momentum import accounts, cli, config
from inbox_momentum.accounts import Account, Credential, SignIn
from inbox_momentum.cli import dialogue
from inbox_momentum.model import AccountError
from inbox_momentum.onboarding import look
from inbox_momentum.onboarding.look import Look, Seen
from inbox_momentum.sources.imap.faults import SignInRefused
from tests.unit.memory_keyring import MemoryKeyring

KEY = ("inbox-momentum", "maya@example.net@imap.example.net")
SEEN = Look(
    (Seen("INBOX", "inbox", 1200, True), Seen("Sent", "sent", 34, True), Seen("Junk", "junk", 5, False)),
    True,
    True,
    (),
)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "mail.mbox"
    box = mailbox.mbox(path)
    for number in range(3):
        one = EmailMessage()
        one["From"], one["To"] = "jo@acme.example", "maya@example.net"
        one["Delivered-To"] = "maya@example.net"
        one["Date"], one["Message-ID"] = (
            f"Mon, {number + 1:02} Jun 2026 10:00:00 +0000",
            f"<{number}@acme.example>",
        )
        one["Subject"] = "Interview"
        one.set_content("Hello")
        box.add(one)
    box.close()
    return path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> list[Credential]:
    """An account that lets in who knows the word ``right``; the credentials it was shown."""
    tried: list[Credential] = []

    def answered(account: Account, credential: Credential) -> Look:
        tried.append(credential)
        if credential.value != "right":
            raise SignInRefused(f"{account.host} did not let {account.user} in.")
        return SEEN

    monkeypatch.setattr(look, "look", answered)
    return tried


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Somebody at the terminal, who types these lines and these passwords."""

    def typed(*lines: str, passwords: tuple[str, ...] = ()) -> None:
        left = list(passwords)
        monkeypatch.setattr(dialogue, "somebody_there", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(dialogue, "secret", lambda _: left.pop(0))

    return typed


def test_exported_mail_with_every_default(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", str(exported), "--yes"]) == 0
    found = config.load(None)
    assert found.sources == (str(exported),)
    assert found.addresses == ("maya@example.net",)
    assert (found.timezone, found.country) == ("Europe/Berlin", "DE")
    said = capsys.readouterr()
    assert "3 messages found" in said.err
    assert "momentum doctor" in said.out


@pytest.mark.parametrize(
    ("argv", "option"),
    [
        ([], "--address (or a SOURCE)"),
        (["{mail}"], "--address, or accept 'maya@example.net'"),
        (["{mail}", "--address", "maya@example.net"], "--timezone, or accept 'Europe/Berlin'"),
        (["--address", "maya@example.net", "--yes"], "--host"),  # a guess is never taken silently
        (["--address", "maya@hotmail.com", "--yes"], "--client-id"),
        (["--yes"], "--address (or a SOURCE)"),
    ],
)
def test_with_nobody_to_ask_the_missing_option_is_named(
    exported: Path, argv: list[str], option: str, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert cli.main(["init", *(word.format(mail=exported) for word in argv)]) == 2
    said = capsys.readouterr().err
    assert f"give {option}" in said
    assert not list(home.rglob("config.toml"))


def test_an_account_by_dialogue(
    server: list[Credential],
    typing: Callable[..., None],
    memory_keyring: MemoryKeyring,
    capsys: pytest.CaptureFixture[str],
    home: Path,
) -> None:
    typing(
        "nonsense", "maya@example.net", "", "", "nowhere", "Europe/London", "", "", "", "", "Klingon", "de, en", "y",
        passwords=("canary-wrong", "right"),
    )  # fmt: skip
    assert cli.main(["init"]) == 0
    assert [one.value for one in server] == ["canary-wrong", "right"]
    assert memory_keyring.kept == {KEY: "right"}
    found = config.load(None)
    account = accounts.find(found, None)
    assert (account.name, account.host, account.user) == ("example", "imap.example.net", "maya@example.net")
    assert (found.timezone, found.country) == ("Europe/London", "GB")
    assert found.languages == ("de", "en")
    said = "".join(capsys.readouterr())
    assert "only a guess" in said
    assert "1,234 messages in 2 folders" in said
    assert "Not read: Junk" in said
    assert "canary" not in said
    assert not [path for path in home.rglob("*") if path.is_file() and b"right" in path.read_bytes()]


def test_saying_no_writes_nothing(
    server: list[Credential], typing: Callable[..., None], memory_keyring: MemoryKeyring, home: Path
) -> None:
    typing("maya@example.net", "", "", "", "", "", "", "", "", "n", passwords=("right",))
    assert cli.main(["init"]) == 2
    assert memory_keyring.kept == {}
    assert not list(home.rglob("config.toml"))


def test_a_refused_password_ends_after_three_tries(
    server: list[Credential], typing: Callable[..., None], capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    typing("maya@example.net", "", passwords=("a", "b", "c", "d"))
    assert cli.main(["init"]) == 4
    assert len(server) == 3
    assert not list(home.rglob("config.toml"))


SCRIPT = ["init", "--address", "maya@example.net", "--host", "imap.example.net", "--yes"]


def test_an_account_by_script(
    server: list[Credential], memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("right\n"))
    assert cli.main([*SCRIPT, "--password-stdin", "--account", "mine"]) == 0
    assert memory_keyring.kept == {KEY: "right"}
    assert accounts.find(config.load(None), "mine").host == "imap.example.net"


def test_by_script_a_wrong_password_is_tried_once_and_nothing_is_written(
    server: list[Credential], monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring, home: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n"))
    assert cli.main([*SCRIPT, "--password-stdin"]) == 4
    assert len(server) == 1
    assert memory_keyring.kept == {}
    assert not list(home.rglob("config.toml"))


def test_a_program_for_the_password_keeps_the_keyring_out(
    server: list[Credential], memory_keyring: MemoryKeyring
) -> None:
    command = f"{sys.executable} -c \"print('right')\""
    assert cli.main([*SCRIPT, "--password-command", command]) == 0
    assert memory_keyring.kept == {}
    assert accounts.find(config.load(None), None).password_command[1:] == ("-c", "print('right')")


def test_a_second_time_changes_only_what_is_said(
    exported: Path,
    server: list[Credential],
    memory_keyring: MemoryKeyring,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["init", str(exported), "--yes"]) == 0
    path = config.default_path()
    path.write_text("# my own words\n" + path.read_text())
    memory_keyring.kept[KEY] = "right"
    assert cli.main([*SCRIPT[:-1], "--hours", "09:00-17:00"]) == 2  # nobody to ask, and no --yes
    assert cli.main([*SCRIPT, "--hours", "09:00-17:00"]) == 0
    assert "# my own words" in path.read_text()
    found = config.load(None)
    assert found.sources == (str(exported), "example")
    assert found.calendar.start_s == 9 * 3600
    assert cli.main([*SCRIPT, "--languages", "fr,en"]) == 0
    assert config.load(None).languages == ("fr", "en")
    capsys.readouterr()
    assert cli.main([*SCRIPT]) == 0
    assert "says all this already" in capsys.readouterr().err
    assert list(config.load(None).accounts) == ["example"]
    assert cli.main([*SCRIPT, "--languages", "any"]) == 0
    assert config.load(None).languages == ()


def test_signing_in_anew_replaces_the_secret_alone(
    server: list[Credential], typing: Callable[..., None], memory_keyring: MemoryKeyring
) -> None:
    assert cli.main([*SCRIPT, "--no-check"]) == 0
    before = config.default_path().read_bytes()
    memory_keyring.kept[KEY] = "old"
    typing(passwords=("right",))
    assert cli.main(["init", "--sign-in", "example"]) == 0
    assert memory_keyring.kept == {KEY: "right"}
    assert config.default_path().read_bytes() == before


def test_signing_in_anew_with_a_wrong_password_keeps_the_old_one(
    server: list[Credential], monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring
) -> None:
    assert cli.main([*SCRIPT, "--no-check"]) == 0
    memory_keyring.kept[KEY] = "old"
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n"))
    assert cli.main(["init", "--sign-in", "example", "--password-stdin"]) == 4
    assert memory_keyring.kept == {KEY: "old"}


def test_without_a_keyring_it_works_and_says_so(
    server: list[Credential],
    monkeypatch: pytest.MonkeyPatch,
    memory_keyring: MemoryKeyring,
    capsys: pytest.CaptureFixture[str],
) -> None:
    memory_keyring.locked = True
    monkeypatch.setattr(sys, "stdin", io.StringIO("right\n"))
    assert cli.main([*SCRIPT, "--password-stdin"]) == 0
    assert "The password was not kept: The keyring of this machine is locked" in capsys.readouterr().err


def test_an_account_that_cannot_be_reached_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring, home: Path
) -> None:
    def gone(account: Account, credential: Credential) -> Look:
        raise AccountError("no answer")

    monkeypatch.setattr(look, "look", gone)
    memory_keyring.kept[KEY] = "right"
    assert cli.main(SCRIPT) == 4
    assert not list(home.rglob("config.toml"))


def test_the_password_for_delivery_is_kept_too(
    monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    path = config.default_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('addresses = ["maya@example.net"]\n[delivery]\nhost = "smtp.example.net"\n')
    assert cli.main(["init", "--sign-in", "delivery"]) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("smtp word\n"))
    assert cli.main(["init", "--sign-in", "delivery", "--password-stdin"]) == 0
    assert memory_keyring.kept == {("inbox-momentum", "maya@example.net@smtp.example.net"): "smtp word"}
    assert "smtp word" not in "".join(capsys.readouterr())


def test_a_providers_own_domain_elsewhere(server: list[Credential], memory_keyring: MemoryKeyring) -> None:
    memory_keyring.kept["inbox-momentum", "maya@acme.example@imappro.zoho.com"] = "right"
    argv = ["--address", "maya@acme.example", "--provider", "zoho", "--host", "imappro.zoho.com", "--yes"]
    assert cli.main(["init", *argv]) == 0
    found = accounts.find(config.load(None), "acme")
    assert (found.provider, found.host) == ("zoho", "imappro.zoho.com")


def test_line_ends_stay(exported: Path) -> None:
    path = config.default_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"# mine\r\ntimezone = 'UTC'\r\n")
    assert cli.main(["init", str(exported), "--yes"]) == 0
    assert path.read_bytes().startswith(b"# mine\r\ntimezone = 'UTC'\r\n")


def test_an_account_that_is_set_up_keeps_what_is_not_said_anew(
    server: list[Credential], memory_keyring: MemoryKeyring
) -> None:
    command = f"{sys.executable} -c \"print('right')\""
    first = [*SCRIPT, "--password-command", command, "--fingerprint", "ab" * 32, "--port", "1993"]
    assert cli.main(first) == 0
    path = config.default_path()
    path.write_text(path.read_text() + 'folders = ["INBOX"]\n')
    before = accounts.find(config.load(None), "example")
    assert cli.main(["init", "--address", "maya@example.net", "--hours", "09:00-17:00", "--yes"]) == 0
    assert accounts.find(config.load(None), "example") == before
    assert config.load(None).calendar.start_s == 9 * 3600
    again = ["init", "--address", "maya@example.net", "--yes", "--no-check"]
    assert cli.main([*again, "--client-id", "c"]) == 0
    after = accounts.find(config.load(None), "example")
    assert (after.sign_in, after.password_command, after.client_id) == (SignIn.OAUTH2, (), "c")
    assert (after.port, after.folders) == (1993, ("INBOX",))
    assert cli.main([*again, "--with", "password"]) == 0
    assert accounts.find(config.load(None), "example") == replace(before, password_command=())


def test_another_name_or_server_is_another_account(
    server: list[Credential], memory_keyring: MemoryKeyring
) -> None:
    for more in ([], ["--account", "second"], ["--host", "imap2.example.net"]):
        assert cli.main([*SCRIPT, "--no-check", *more]) == 0
    assert list(config.load(None).accounts) == ["example", "second", "example2"]


def test_a_command_that_cannot_be_split(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*SCRIPT, "--password-command", "pass 'x"]) == 2
    assert "quotation mark" in capsys.readouterr().err
