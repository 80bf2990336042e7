"""``momentum doctor``: what it says, and what it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from inbox_momentum import cli, config
from inbox_momentum.corrections import default_path as default_corrections
from inbox_momentum.store import Store, default_path
from inbox_momentum.store.records import StoredMessage
from tests.unit.memory_keyring import MemoryKeyring

OWN = 'addresses = ["maya@example.net"]\ntimezone = "UTC"\n'
WORK = '[accounts.work]\nuser = "maya@example.net"\nhost = "localhost"\nport = 1\n'


def configured(text: str) -> None:
    path = config.default_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)


def findings(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, dict[str, dict[str, str]]]:
    capsys.readouterr()
    status = cli.main(["doctor", "--json", "-", "--as-of", "2026-11-23T09:00:00Z", *argv])
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "inbox-momentum/doctor/1"
    for one in told["checks"]:
        assert one["found"]
        assert one["state"] in ("ok", "warn", "fail", "skipped")
        assert one["state"] != "warn" or one["todo"], one
    return status, {one["name"]: one for one in told["checks"]}


def test_an_empty_home(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    status, found = findings(capsys)
    assert status == 0
    assert found["configuration"]["todo"] == "Run momentum init."
    assert {name: one["state"] for name, one in found.items()} == {
        "configuration": "warn",
        "keyring": "ok",
        "mail": "skipped",
        "store": "skipped",
        "weekly": "skipped",
    }
    assert not list(home.rglob("*.sqlite3"))  # looking makes nothing


def test_a_sample_mailbox(capsys: pytest.CaptureFixture[str], samples: Path) -> None:
    named = f'sources = ["{samples / "weekly_audit.mbox"}"]\n'
    configured(OWN + named)
    status, found = findings(capsys)
    assert status == 0
    assert found["sent mail"]["state"] == "warn"
    assert "maya.lindqvist@fernmail.example" in found["aliases"]["found"]
    configured('addresses = ["maya.lindqvist@fernmail.example"]\n' + named)
    _, found = findings(capsys)
    assert found["mail"]["state"] == found["sent mail"]["state"] == "ok"
    assert findings(capsys, "--quick")[1]["mail"]["state"] == "skipped"


def test_a_broken_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    configured("[working]\nstrat = '08:00'\n")
    status, found = findings(capsys)
    assert status == 2
    assert "working.strat" in found["configuration"]["found"]
    configured(OWN + WORK + 'security = "none"\nca_file = "x"\n' + "colour = 1\n")
    assert findings(capsys)[0] == 2


def test_a_configuration_that_others_may_read(capsys: pytest.CaptureFixture[str]) -> None:
    configured(OWN)
    config.default_path().chmod(0o644)
    assert "chmod 600" in findings(capsys)[1]["configuration"]["todo"]


def test_a_source_that_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    configured(OWN + 'sources = ["/no/such/mail.mbox"]\n')
    status, found = findings(capsys)
    assert status == 3
    assert found["source"]["state"] == "fail"
    assert found["mail"]["state"] == "skipped"


def test_an_account_that_is_not_there(
    capsys: pytest.CaptureFixture[str], memory_keyring: MemoryKeyring
) -> None:
    configured(OWN + WORK)
    status, found = findings(capsys)
    assert status == 4
    assert found["certificate"]["state"] == "fail"
    assert "refused" in found["certificate"]["found"]
    assert found["sign-in"]["state"] == found["read-only"]["state"] == "skipped"
    assert found["keyring"]["todo"] == "Run: momentum init --sign-in work"
    memory_keyring.kept["inbox-momentum", "maya@example.net@localhost"] = "canary"
    assert findings(capsys)[1]["keyring"]["found"] == "It holds a password."
    assert "canary" not in "".join(capsys.readouterr())


def test_no_keyring_for_an_account_that_needs_one(capsys: pytest.CaptureFixture[str]) -> None:
    keyring.set_keyring(NoKeyring())
    configured(OWN + WORK)
    assert findings(capsys)[1]["keyring"]["state"] == "warn"
    configured(OWN + WORK + 'password_command = ["true"]\n')
    assert findings(capsys)[1]["keyring"]["state"] == "ok"


def test_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    Store.open().close()
    assert findings(capsys)[1]["store"]["state"] == "ok"
    default_path().write_bytes(b"no store at all" * 1000)
    status, found = findings(capsys)
    assert (status, found["store"]["state"]) == (2, "fail")


def test_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    configured("")
    assert cli.main(["doctor", "--quick"]) == 0
    said = capsys.readouterr().out
    assert "ok      configuration: " in said
    assert "warn    addresses: It names no address of yours" in said
    assert "        → Set addresses" in said


def test_delivery(capsys: pytest.CaptureFixture[str], memory_keyring: MemoryKeyring) -> None:
    post = '[delivery]\nhost = "smtp.example.net"\n'
    configured(post)
    status, found = findings(capsys)
    assert (status, found["delivery"]["state"]) == (2, "fail")
    configured(OWN + post)
    status, found = findings(capsys)
    assert (status, found["delivery"]["todo"]) == (0, "Run: momentum init --sign-in delivery")
    memory_keyring.kept["inbox-momentum", "maya@example.net@smtp.example.net"] = "x"
    assert findings(capsys)[1]["delivery"]["state"] == "ok"


def test_corrections_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    configured(OWN)
    assert "corrections" not in findings(capsys)[1]
    default_corrections().write_text("nonsense = 1\n")
    status, found = findings(capsys)
    assert (status, found["corrections"]["state"]) == (2, "fail")


def test_mail_that_was_fetched_of_an_account(capsys: pytest.CaptureFixture[str]) -> None:
    configured(OWN + WORK)
    assert "first momentum weekly" in findings(capsys)[1]["mail"]["found"]
    with Store.open() as store:
        for role, who in (("inbox", "jo@acme.example"), ("sent", "maya@example.net")):
            other = "maya@example.net" if role == "inbox" else "jo@acme.example"
            header = f"From: {who}\r\nTo: {other}\r\nDate: Mon, 01 Jun 2026 10:00:00 +0000\r\n".encode()
            folder = store.open_folder("work", role, role, 1)
            message = StoredMessage(
                role, 1, None, 99, (), (), None, header + f"Message-ID: <{role}@x>\r\n".encode(), None
            )
            store.keep_headers(folder.id, [message], 1)
    _, found = findings(capsys)
    assert found["mail"]["found"].startswith("2 messages, ")
    assert found["sent mail"]["found"] == "Sent by you: 1."
    assert "work (2 messages)" in found["store"]["found"]
