"""``momentum sync`` as a process: exit statuses, words, and a secret that is nowhere afterwards."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_momentum.accounts import providers
from inbox_momentum.cli import main
from inbox_momentum.store import Store
from tests.imap import mail
from tests.imap.conftest import Dovecot
from tests.imap.fault_server import Box, FaultServer, Talk, serving
from tests.unit.accounts import fake_authority

ROOT = Path(__file__).resolve().parents[2]
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


@pytest.mark.dovecot
def test_ones_own_authority_can_be_named_on_the_command_line(
    dovecot: Dovecot, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail.deliver(dovecot, "canary", [mail.plain_mail(1)])
    configure(home, "secret", dovecot.tls_port, "localhost", "\n")
    assert main(["sync", "work"]) == 4
    said = capsys.readouterr().err
    assert "is not trusted" in said and "--ca FILE" in said and len(said.splitlines()) == 1
    assert main(["sync", "work", "--ca", dovecot.ca_file]) == 0
    assert main(["sync", "work", "--ca", str(home / "nothing.pem")]) == 2


def test_a_provider_that_refuses_is_told_with_its_own_next_step(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(FaultServer({b"INBOX": Box({})})) as one:
        configure(home, CANARY, one.port)
        path = home / "config" / "inbox-momentum" / "config.toml"
        path.write_text(path.read_text() + 'provider = "icloud"\n')
        assert main(["sync"]) == 4
    said = capsys.readouterr().err
    assert providers.table()["icloud"].refused in said and "It was not tried again" in said


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


SPY = """
import atexit, logging, os, sys
atexit.register(lambda: open("argv", "w").write(open("/proc/self/cmdline").read()))
logging.basicConfig(level=0, filename="all.log")
{before}
from inbox_momentum.cli import main
sys.exit(main(["sync"]))
"""
"""A sync with every log turned on, in a process of its own."""


def spied(home: Path, before: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    code = SPY.format(before=before)
    where = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(
        [sys.executable, "-X", "dev", "-c", code], capture_output=True, timeout=60, env=where, check=False
    )


def assert_nowhere(home: Path, done: subprocess.CompletedProcess[bytes], *secrets: bytes) -> None:
    """Not in files, not in what is printed, not in logs of any level, not in the list of processes."""
    written = [path for path in home.rglob("*") if path.is_file()]
    assert {"all.log", "argv", "store.sqlite3"} <= {path.name for path in written}
    for secret in secrets:
        assert secret not in done.stdout + done.stderr
        assert [path.name for path in written if secret in path.read_bytes()] == []


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("mechanism", [b"AUTH=PLAIN", b"X-LOGIN-ONLY"])
def test_a_password_is_nowhere_afterwards(home: Path, accepted: bool, mechanism: bytes) -> None:
    boxes = {b"INBOX": Box({1: mail.plain_mail(1)})}
    password = CANARY.encode() if accepted else b"other"
    capabilities = b"IMAP4rev1 " + mechanism
    refusal = b"NO wrong password: " + CANARY.encode() + b"\r\n"
    with serving(FaultServer(boxes, capabilities=capabilities, password=password, refuse=refusal)) as one:
        configure(home, CANARY, one.port)
        done = spied(home)
    assert done.returncode == (0 if accepted else 4), done.stderr
    assert any(CANARY.encode() in line for line in one.log) == (mechanism != b"AUTH=PLAIN")
    assert_nowhere(home, done, CANARY.encode(), base64.b64encode(f"\0canary\0{CANARY}".encode()))


def told(token: str) -> bytes:
    """What is sent of a token by XOAUTH2."""
    return f"user=canary\x01auth=Bearer {token}\x01\x01".encode()


CRASH = "from inbox_momentum.sources.imap.session import Session\nSession.folders = None"
"""A fault of our own, with a traceback, right after signing in."""


@pytest.mark.parametrize("how", ["accepted", "refused", "crash"])
def test_a_token_of_a_program_is_nowhere_afterwards(home: Path, how: str) -> None:
    boxes = {b"INBOX": Box({1: mail.plain_mail(1)})}
    good = told("other" if how == "refused" else CANARY)
    refusal = (
        b"NO [AUTHENTICATIONFAILED] bad token "
        + base64.b64encode(told(CANARY))
        + b" "
        + CANARY.encode()
        + b"\r\n"
    )
    capabilities = b"IMAP4rev1 AUTH=XOAUTH2"
    with serving(FaultServer(boxes, capabilities=capabilities, password=good, refuse=refusal)) as one:
        configure(home, CANARY, one.port)
        path = home / "config" / "inbox-momentum" / "config.toml"
        path.write_text(path.read_text().replace("password_command", "token_command"))
        done = spied(home, CRASH if how == "crash" else "")
    assert done.returncode == {"accepted": 0, "refused": 4, "crash": 1}[how], done.stderr
    assert (b"Traceback" in done.stderr) == (how == "crash")
    assert_nowhere(home, done, CANARY.encode(), base64.b64encode(told(CANARY)))


@pytest.mark.parametrize("how", ["accepted", "refused", "crash", "ended", "renewed"])
def test_tokens_of_a_provider_are_nowhere_but_in_the_keyring(
    home: Path, tmp_path_factory: pytest.TempPathFactory, how: str
) -> None:
    """The refresh token is in the keyring, the access token comes from the provider and goes to the server."""
    boxes = {b"INBOX": Box({1: mail.plain_mail(1)})}
    access, refresh, following = (f"{CANARY}-{kind}" for kind in ("access", "refresh", "following"))
    good = told("other" if how == "refused" else access)
    before = (
        "import keyring\nfrom inbox_momentum.accounts import microsoft, oauth\n"
        "from tests.unit.memory_keyring import MemoryKeyring\n"
        "kept = MemoryKeyring()\n"
        "kept.kept['inbox-momentum', 'canary@127.0.0.1 refresh token'] = os.environ['REFRESH']\n"
        "keyring.set_keyring(kept)\nmicrosoft.AUTHORITY = os.environ['AUTHORITY']\n"
    ) + (CRASH if how == "crash" else "")
    answer = {"access_token": access, "refresh_token": following, "expires_in": 3600, "token_type": "Bearer"}
    second = f"{CANARY}-second"

    async def withdraw(one: FaultServer, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        """The token ends before its time: only a new one is good enough from here on."""
        if name == b"FETCH" and how == "renewed" and one.password != told(second):
            one.password = told(second)
            await talk.cut()
            return True
        return False

    with (
        fake_authority.running(tmp_path_factory.mktemp("authority")) as (authority, pem),
        serving(FaultServer(boxes, [withdraw], b"IMAP4rev1 AUTH=XOAUTH2", password=good)) as one,
    ):
        authority.token_answers = [(400, {"error": "invalid_grant"}) if how == "ended" else (200, answer)]
        authority.token_answers.append((200, answer | {"access_token": second}))
        configure(home, "", one.port)
        path = home / "config" / "inbox-momentum" / "config.toml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("password_command")]
        path.write_text("\n".join([*lines, 'provider = "microsoft365"', 'client_id = "client-1"']))
        trusted = {"REQUESTS_CA_BUNDLE": str(pem), "AUTHORITY": authority.url, "REFRESH": refresh}
        done = spied(home, before, **trusted)
    assert done.returncode == {"accepted": 0, "renewed": 0, "crash": 1}.get(how, 4), done.stderr
    asked = [form["refresh_token"] for form in authority.asked]
    assert asked == ([refresh, following] if how == "renewed" else [refresh])
    secrets = [value.encode() for value in (access, second, refresh, following)]
    assert_nowhere(home, done, *secrets, *(base64.b64encode(told(one)) for one in (access, second)))
    assert (b"momentum init --sign-in work" in done.stderr) == (how in ("refused", "ended"))
