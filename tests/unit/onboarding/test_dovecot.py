"""The first day against a real server: init, then doctor; nothing changes there, no secret lies here."""

from __future__ import annotations

import io
import json
import mailbox
import os
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from inbox_momentum import accounts, cli, config
from tests.imap.conftest import Dovecot
from tests.imap.conftest import dovecot as dovecot
from tests.imap.conftest import dovecot_server as dovecot_server
from tests.unit.memory_keyring import MemoryKeyring

pytestmark = pytest.mark.dovecot
USER = "maya.first@example.net"


@pytest.fixture
def delivered(dovecot: Dovecot) -> Path:
    """A mailbox with mail, some of it unread, and a folder of sent mail."""
    home = dovecot.state / "mail" / USER
    if not home.exists():
        inbox, sent = mailbox.Maildir(home), mailbox.Maildir(home / "Sent")
        for number in range(6):
            one = EmailMessage()
            one["From"], one["To"] = ("jo@acme.example", USER) if number < 4 else (USER, "jo@acme.example")
            one["Date"], one["Subject"] = f"Mon, 0{number + 1} Jun 2026 10:00:00 +0000", f"Interview {number}"
            one["Message-ID"] = f"<{number}@acme.example>"
            one.set_content("Hello")
            (inbox if number < 4 else sent).add(mailbox.MaildirMessage(one))
        owner = dovecot.state.stat()
        for path in (home, *home.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
    return home


def files(folder: Path) -> dict[str, bytes]:
    """Messages as they lie there; a changed flag would change a name."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.parent.name in ("cur", "new"))
    return {path.name.replace(":2,", ""): path.read_bytes() for path in found}


def test_init_then_doctor(
    dovecot: Dovecot,
    delivered: Path,
    home: Path,
    memory_keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = files(delivered)
    place = ["--host", "localhost", "--port", str(dovecot.port), "--security", "none"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n"))
    assert cli.main(["init", "--address", USER, *place, "--password-stdin", "--yes"]) == 4
    assert "did not let" in capsys.readouterr().err
    assert memory_keyring.kept == {}
    monkeypatch.setattr(sys, "stdin", io.StringIO("secret\n"))
    assert cli.main(["init", "--address", USER, *place, "--password-stdin", "--yes"]) == 0
    said = capsys.readouterr().err
    assert "It works. 6 messages in " in said
    assert memory_keyring.kept == {("inbox-momentum", f"{USER}@localhost"): "secret"}
    assert accounts.find(config.load(None), "example").user == USER
    for path in home.rglob("*"):
        if path.is_file():
            lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
            assert "secret" not in "\n".join(lines)

    assert cli.main(["doctor", "--json", "-", "--quick"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}
    assert {found[name]["state"] for name in ("sign-in", "read-only", "sent mail", "keyring")} == {"ok"}
    assert found["certificate"]["state"] == "skipped"
    assert "Sent: 2 messages" in found["sent mail"]["found"]
    assert files(delivered) == before


def test_the_password_changes_afterwards(
    dovecot: Dovecot, delivered: Path, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    memory_keyring.kept["inbox-momentum", f"{USER}@localhost"] = "old"
    assert cli.main(["doctor", "--json", "-", "--quick", f"imap://{USER}@localhost:{dovecot.port}"]) == 4
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}
    assert "It was not tried again" in found["sign-in"]["found"]
    assert found["read-only"]["state"] == "skipped"
