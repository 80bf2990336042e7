"""``momentum sync`` as a process: exit statuses, words, and a secret that is nowhere afterwards."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_momentum.cli import main
from inbox_momentum.store import Store
from tests.imap import mail
from tests.imap.conftest import Dovecot
from tests.imap.fault_server import Box, FaultServer, serving

CANARY = "canary-6b1f93a7"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(home: Path, secret: str, port: int, host: str = "127.0.0.1", more: str = "") -> None:
    """An account whose password a program prints; the program has it from the environment."""
    folder = home / "config" / "inbox-momentum"
    folder.mkdir(parents=True, exist_ok=True)
    program = "import os; print(os.environ['THE_SECRET'])"
    security = "" if more else 'security = "none"\n'
    (folder / "config.toml").write_text(
        f'[accounts.work]\nuser = "canary"\nhost = "{host}"\nport = {port}\n{security}{more}'
        f'password_command = ["{sys.executable}", "-c", "{program}"]\n'
    )
    os.environ["THE_SECRET"] = secret


@pytest.mark.dovecot
def test_sync_by_name_over_tls(dovecot: Dovecot, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mail.deliver(dovecot, "canary", [mail.plain_mail(n) for n in range(1, 6)])
    configure(home, "secret", dovecot.tls_port, "localhost", f'ca_file = "{dovecot.ca_file}"\n')
    assert main(["sync", "work"]) == 0
    assert "work: 5 new messages" in capsys.readouterr().err
    assert main(["sync", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    path = home / "data" / "inbox-momentum" / "store.sqlite3"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Store.open() as store:
        assert len(list(store.messages("work"))) == 5


def test_refused_sign_in_is_status_4_with_advice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(FaultServer({b"INBOX": Box({})})) as one:
        configure(home, CANARY, one.port)
        assert main(["sync"]) == 4
    said = capsys.readouterr().err
    assert "did not let canary in" in said and len(said.splitlines()) == 1


def test_bad_words_are_status_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(home, CANARY, 143)
    assert main(["sync", "nobody"]) == 2
    assert main(["sync", "--since", "yesterday"]) == 2
    assert "--since wants a day" in capsys.readouterr().err


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("mechanism", [b"AUTH=PLAIN", b"X-LOGIN-ONLY"])
def test_a_secret_is_nowhere_afterwards(home: Path, accepted: bool, mechanism: bytes) -> None:
    """Not in files, not in what is printed, not in logs of any level, not in the list of processes."""
    boxes = {b"INBOX": Box({1: mail.plain_mail(1)})}
    password = CANARY.encode() if accepted else b"other"
    capabilities = b"IMAP4rev1 " + mechanism
    refusal = b"NO wrong password: " + CANARY.encode() + b"\r\n"
    with serving(FaultServer(boxes, capabilities=capabilities, password=password, refuse=refusal)) as one:
        configure(home, CANARY, one.port)
        code = (
            "import logging, sys; logging.basicConfig(level=0, filename='all.log');"
            "from inbox_momentum.cli import main;"
            "status = main(['sync']); open('argv', 'w').write(open('/proc/self/cmdline').read()); sys.exit(status)"
        )
        done = subprocess.run([sys.executable, "-X", "dev", "-c", code], capture_output=True, timeout=60)
        assert done.returncode == (0 if accepted else 4), done.stderr
    assert any(CANARY.encode() in line for line in one.log) == (mechanism != b"AUTH=PLAIN")
    written = [path for path in home.rglob("*") if path.is_file()]
    assert len(written) >= 3
    import base64

    coded = base64.b64encode(f"\0canary\0{CANARY}".encode())
    for secret in (CANARY.encode(), coded):
        assert secret not in done.stdout + done.stderr
        assert [path.name for path in written if secret in path.read_bytes()] == []
