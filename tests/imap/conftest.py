"""An unprivileged Dovecot on a free loopback port, for tests that compare with a real server."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum.store import database
from tests.imap import certificates, watch

_CONFIGURATION = """\
base_dir = {state}/run
state_dir = {state}/lib
log_path = {state}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{state}/server.pem
ssl_key = <{state}/server.key
ssl_min_protocol = TLSv1.2
rawlog_dir = {state}/rawlog
auth_mechanisms = plain login
login_log_format_elements = user=<%u>
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 0
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{state}/mail/%u:LAYOUT=fs
mail_max_userip_connections = 50
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Archive {{
    special_use = \\Archive
    auto = create
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = create
  }}
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={state}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """Where the server listens; every user name is good, the password is ``secret``."""

    host: str
    port: int
    state: Path
    """Its files; mail of a user is the Maildir ``mail/<user>``. What is said in each session is written to
    ``rawlog`` as long as that folder exists."""
    tls_port: int = 0
    """Where it listens with TLS; its certificate is for ``localhost`` and signed by ``ca.pem``."""

    @property
    def ca_file(self) -> str:
        """The authority to trust."""
        return str(self.state / "ca.pem")


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of commits would mostly wait for it; that a store outlives a power cut is tests/store's."""
    connect = database.connect

    def quicker(*rest: Any) -> sqlite3.Connection:
        connection = connect(*rest)
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    monkeypatch.setattr(database, "connect", quicker)


@pytest.fixture
def dovecot(dovecot_server: Dovecot) -> Iterator[Dovecot]:
    """The server, and behind every single test the proof by its own log that nothing was changed there."""
    watch.forget(dovecot_server)
    yield dovecot_server
    watch.judge(dovecot_server)


@pytest.fixture(scope="session")
def dovecot_server() -> Iterator[Dovecot]:
    """One for the whole run; tests take ``dovecot``, which watches them."""
    binary = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    if binary is None:
        pytest.skip("Dovecot is not installed")
    if sys.platform != "linux":
        pytest.skip("the Dovecot fixture knows Linux only")
    account, prefix = _unprivileged()
    state = Path(tempfile.mkdtemp(prefix="momentum-dovecot-"))
    try:
        port, tls_port = _free_port(), _free_port()
        for name in ("run", "lib", "mail", "rawlog"):
            (state / name).mkdir()
        certificates.authority(state)
        certificates.server(state)
        configuration = state / "dovecot.conf"
        group = _group_name(account.pw_gid)
        configuration.write_text(
            _CONFIGURATION.format(
                state=state,
                port=port,
                tls_port=tls_port,
                user=account.pw_name,
                group=group,
                uid=account.pw_uid,
                gid=account.pw_gid,
            )
        )
        if os.geteuid() == 0:
            for path in (state, *state.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid)
        server = subprocess.Popen(
            [*prefix, binary, "-F", "-c", str(configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            _await_greeting(server, port, state)
            yield Dovecot("127.0.0.1", port, state, tls_port)
        finally:
            server.terminate()
            server.communicate(timeout=30)
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _unprivileged() -> tuple[pwd.struct_passwd, list[str]]:
    """The account to run as, and the command that becomes it."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()), []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("running as root without setpriv: Dovecot must not run as root")
    try:
        account = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("running as root, and there is no account `nobody` for Dovecot")
    ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return account, [setpriv, *ids, "--"]


def _group_name(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_greeting(server: subprocess.Popen[bytes], port: int, state: Path) -> None:
    """Until the server greets: a refused connection is tried again until the process ends."""
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
                if client.recv(200).startswith(b"* OK"):
                    return
        except ConnectionRefusedError:
            pass
        try:
            server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        log = state / "dovecot.log"
        said = server.stderr.read() if server.stderr else b""
        pytest.skip(f"Dovecot does not start here: {said!r} {log.read_text() if log.exists() else ''}")
    pytest.skip("Dovecot started but does not listen")
