"""The report goes to the user's own address and to nobody else; secrets stay where they are."""

from __future__ import annotations

import base64
import email
import email.policy
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from inbox_momentum.config import Config, load
from inbox_momentum.model import AccountError, UsageError
from inbox_momentum.weekly import between, delivery, notification, status
from tests.imap import certificates
from tests.unit import report_factories

CANARY = "canary-3f1c"


class Server(socketserver.ThreadingTCPServer):
    """Enough of SMTP (RFC 5321) to take one mail."""

    daemon_threads = True
    allow_reuse_address = True
    refuse = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lines: list[str] = []
        self.mails: list[bytes] = []


class Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline():
            text = line.decode("ascii", "replace").strip()
            self.server.lines.append(text)
            verb = text.split(" ")[0].upper()
            if self.server.refuse and verb == self.server.refuse:
                self.say("535 no")
            elif verb == "EHLO":
                self.wfile.write(b"250-me\r\n250 AUTH PLAIN LOGIN\r\n")
            elif verb == "AUTH":
                self.say("235 yes")
            elif verb == "DATA":
                self.say("354 go on")
                data = b""
                while (piece := self.rfile.readline()) != b".\r\n":
                    data += piece
                self.server.mails.append(data)
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class TlsServer(Server):
    """The same behind TLS from the first byte (RFC 8314)."""

    def __init__(self, state: Path) -> None:
        super().__init__()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(state / "server.pem", state / "server.key")

    def get_request(self) -> tuple[socket.socket, Any]:
        plain, address = super().get_request()
        plain.settimeout(10)
        return self.context.wrap_socket(plain, server_side=True), address


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()


def config(tmp_path: Path, delivery_table: str, addresses: str = '["maya@example.net"]') -> Config:
    path = tmp_path / "config.toml"
    path.write_text(f"addresses = {addresses}\n[delivery]\n{delivery_table}\n")
    return load(path)


def weekly_report():
    report = report_factories.ordinary()
    return replace(report, changes=between(None, {}, report, report_factories.Settings()))


def test_no_table_no_mail() -> None:
    assert delivery.settings(Config()) is None


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ('to = "recruiter@example.com"\nhost = "smtp.example.net"', "nobody else"),
        ('to = "maya@example.net"', "host"),
        ('host = "smtp.example.net"\nsecurity = "none"', "this machine itself"),
        ('host = "smtp.example.net"\nsecurity = "quite"', "security"),
        ('host = "smtp.example.net"\nport = 0', "port"),
        ('host = "smtp.example.net"\npassword = "x"', "keyring"),
        ('host = "smtp.example.net"\ncolour = "x"', "colour"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, table: str, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        delivery.settings(config(tmp_path, table))


def test_without_an_address_of_ones_own_nothing_is_sent(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="your own addresses"):
        delivery.settings(config(tmp_path, 'to = "maya@example.net"\nhost = "smtp.example.net"', "[]"))


def test_the_mail_arrives_with_text_and_page(server: Server, tmp_path: Path) -> None:
    port = server.server_address[1]
    post = delivery.settings(config(tmp_path, f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"'))
    assert post is not None
    assert not post.signs_in
    report = weekly_report()
    delivery.send(post, delivery.message(report, post.to))
    told = [line.lower() for line in server.lines if line.lower().startswith(("mail", "rcpt"))]
    assert [line.split(":")[1].split(" ")[0] for line in told] == ["<maya@example.net>"] * 2
    mail = email.message_from_bytes(server.mails[0], policy=email.policy.default)
    assert mail["To"] == mail["From"] == "maya@example.net"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None and page is not None
    assert "first weekly report" in text.get_content()
    html = page.get_content()
    assert "default-src &#39;none&#39;" in html
    assert 'http-equiv="refresh"' not in html and "<img" not in html and "<script" not in html


def test_the_password_comes_from_a_program_and_is_sent_once(server: Server, tmp_path: Path) -> None:
    port = server.server_address[1]
    table = (
        f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\nuser = "maya"\n'
        f'password_command = ["printf", "{CANARY}"]'
    )
    post = delivery.settings(config(tmp_path, table))
    assert post is not None
    delivery.send(post, delivery.message(weekly_report(), post.to))
    sent = [line for line in server.lines if line.startswith("AUTH")]
    assert base64.b64decode(sent[0].split(" ")[2]).decode().endswith(CANARY)
    assert CANARY.encode() not in server.mails[0]


def test_a_refused_password_is_said_without_it(server: Server, tmp_path: Path) -> None:
    server.refuse = "AUTH"
    port = server.server_address[1]
    table = f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\nuser = "maya"\npassword_command = ["printf", "{CANARY}"]'
    post = delivery.settings(config(tmp_path, table))
    assert post is not None
    with pytest.raises(AccountError, match=r"did not accept.*init --sign-in delivery") as caught:
        delivery.send(post, delivery.message(weekly_report(), post.to))
    assert CANARY not in str(caught.value)
    assert server.mails == []


def test_starttls_that_is_not_offered_ends_it(server: Server, tmp_path: Path) -> None:
    port = server.server_address[1]
    table = f'host = "127.0.0.1"\nport = {port}\nsecurity = "starttls"\nuser = "maya"\npassword_command = ["printf", "{CANARY}"]'
    post = delivery.settings(config(tmp_path, table))
    assert post is not None
    with pytest.raises(AccountError):
        delivery.send(post, delivery.message(weekly_report(), post.to))
    assert not any(line.startswith(("AUTH", "MAIL")) for line in server.lines)


def test_over_tls_to_who_is_meant_and_to_nobody_else(tmp_path: Path) -> None:
    certificates.authority(tmp_path)
    certificates.server(tmp_path)
    with TlsServer(tmp_path) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        table = f'port = {server.server_address[1]}\nuser = "maya"\npassword_command = ["printf", "{CANARY}"]'
        trusted = f'ca_file = "ca.pem"\n{table}'  # beside the configuration
        for where in (f'host = "localhost"\n{table}', f'host = "127.0.0.1"\n{trusted}'):
            post = delivery.settings(config(tmp_path, where))
            assert post is not None
            with pytest.raises(AccountError, match="could not be trusted"):
                delivery.send(post, delivery.message(weekly_report(), post.to))
        assert server.lines == []
        post = delivery.settings(config(tmp_path, f'host = "localhost"\n{trusted}'))
        assert post is not None
        delivery.send(post, delivery.message(weekly_report(), post.to))
        assert len(server.mails) == 1
        server.shutdown()


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    post = delivery.settings(config(tmp_path, f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"'))
    assert post is not None
    with pytest.raises(AccountError, match="It lies in its folder"):
        delivery.send(post, delivery.message(weekly_report(), post.to))


def test_a_notification_is_no_markup_and_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    asked: list[list[str]] = []

    def ask(command, text):
        asked.append(list(command))
        return 0, ""

    assert notification.show("--help <b>& \n" + "x" * 500, ask)
    command = asked[0]
    assert command[command.index("--") + 2].startswith("--help &lt;b&gt;&amp;")
    assert len(command[-1]) < 300


def test_the_last_run_is_remembered(tmp_path: Path) -> None:
    assert status.read(tmp_path) is None
    run = status.LastRun(report_factories.AS_OF, "steady", "it failed", 4)
    status.write(run, tmp_path)
    assert status.read(tmp_path) == run
    next(tmp_path.iterdir()).write_text("{")
    assert status.read(tmp_path) is None


@pytest.mark.parametrize("to", ["maya@example.net", "maya@bücher.example"])
def test_the_same_report_has_the_same_id_which_names_no_machine(to: str) -> None:
    one, other = (delivery.message(weekly_report(), to)["Message-ID"] for _ in range(2))
    assert one == other
    assert re.fullmatch(r"<weekly\.\d{8}T\d{6}\.[0-9a-z]+@[a-z.-]+>", one)
    assert socket.gethostname() not in one
    later = replace(weekly_report(), as_of=weekly_report().as_of + timedelta(days=7))
    assert delivery.message(later, to)["Message-ID"] != one
