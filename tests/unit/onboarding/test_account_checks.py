"""Checks of an account against a server on loopback that says what it is told."""

from __future__ import annotations

import hashlib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from inbox_momentum.accounts import Account, Credential, Security
from inbox_momentum.model import AccountError
from inbox_momentum.onboarding import account_checks, certificate
from inbox_momentum.onboarding.checks import Check, State
from inbox_momentum.onboarding.look import Look, Seen
from tests.unit.accounts.fake_authority import certificate as own_certificate
from tests.unit.memory_keyring import MemoryKeyring

NOW = datetime.now(UTC)  # the certificate is made for today


@contextmanager
def listening(pem: Path, tls_first: bool = True, answer: bytes = b"a OK\r\n") -> Iterator[int]:
    """A server that shows its certificate, at once or after STARTTLS; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                one, _ = server.accept()
            except OSError:
                return
            try:
                with one:
                    if not tls_first:
                        one.sendall(b"* OK hello\r\n")
                        one.recv(100)
                        one.sendall(b"* CAPABILITY x\r\n" + answer)
                    with context.wrap_socket(one, server_side=True) as secure:
                        secure.recv(1)
            except OSError:
                continue

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(10)


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def own(pem: Path) -> Account:
    return Account("own", "127.0.0.1", "maya", ca_file=str(pem), password_command=("false",))


def fingerprint(pem: Path) -> str:
    text = pem.read_text()
    only = text[text.index("-----BEGIN CERTIFICATE") :]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(only)).hexdigest()


@pytest.mark.parametrize("tls_first", [True, False])
def test_a_certificate_that_is_trusted(pem: Path, own: Account, tls_first: bool) -> None:
    security = Security.TLS if tls_first else Security.STARTTLS
    with listening(pem, tls_first) as port:
        found = certificate.of_server(replace(own, port=port, security=security))
        assert found.ends_at is not None
        assert timedelta(0) < found.ends_at - NOW < timedelta(days=2)
        assert found.fingerprint == fingerprint(pem)


def test_a_certificate_nobody_vouches_for_is_shown_for_comparison(pem: Path, own: Account) -> None:
    with listening(pem) as port:
        wanted = replace(own, port=port, ca_file=None)
        checks = list(account_checks.account(wanted, NOW, None))
    assert checks[0].state is State.FAIL
    assert checks[0].exit_status == 4
    assert f'fingerprint = "{fingerprint(pem)}"' in checks[0].todo
    assert [(one.name, one.state) for one in checks[1:]] == [
        ("sign-in", State.SKIPPED),
        ("read-only", State.SKIPPED),
        ("sent mail", State.SKIPPED),
    ]


def test_no_fingerprint_is_offered_for_a_public_provider(
    pem: Path, own: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificate, "shown_fingerprint", lambda _: pytest.fail("asked for"))
    with listening(pem) as port:
        wanted = replace(own, port=port, ca_file=None, provider="gmail")
        checks = list(account_checks.account(wanted, NOW, None))
    assert "somebody may be on the line" in checks[0].todo


def test_a_pinned_certificate(pem: Path, own: Account) -> None:
    with listening(pem) as port:
        pinned = replace(own, port=port, ca_file=None, fingerprint=fingerprint(pem))
        assert certificate.of_server(pinned).fingerprint == fingerprint(pem)
        with pytest.raises(AccountError, match="another certificate"):
            certificate.of_server(replace(pinned, fingerprint="00" * 32))


@pytest.mark.parametrize("answer", [b"a NO\r\n", b"* OK\r\n" * 100], ids=["refused", "without end"])
def test_starttls_that_comes_to_nothing(pem: Path, own: Account, answer: bytes) -> None:
    with (
        listening(pem, tls_first=False, answer=answer) as port,
        pytest.raises(AccountError, match="refuses STARTTLS"),
    ):
        certificate.of_server(replace(own, port=port, security=Security.STARTTLS))


def test_nobody_there(own: Account) -> None:
    with pytest.raises(certificate.NotThere, match="refused"):
        certificate.of_server(replace(own, port=1))


def test_a_certificate_that_ends_soon_is_said_in_time(
    pem: Path, own: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for left, state in ((10, State.WARN), (100, State.OK)):
        found = certificate.Certificate(NOW + timedelta(days=left), "00")
        monkeypatch.setattr(certificate, "of_server", lambda _, found=found: found)
        assert next(account_checks.account(own, NOW, None)).state is state


def seen(monkeypatch: pytest.MonkeyPatch, found: Look) -> dict[str, Check]:
    monkeypatch.setattr(certificate, "of_server", lambda _: certificate.Certificate(None, "00"))
    monkeypatch.setattr(account_checks, "look", lambda *_: found)
    monkeypatch.setattr(account_checks, "credential", lambda *_: Credential(False, "x"))
    checks = account_checks.account(Account("own", "mail.example.net", "maya"), NOW, None)
    return {one.name: one for one in checks}


INBOX = Seen("INBOX", "inbox", 10, True)


def test_an_account_that_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    found = seen(monkeypatch, Look((INBOX, Seen("Sent", "sent", 3, True)), True, True, ()))
    assert {one.state for one in found.values()} == {State.OK}
    assert "13 messages in 2 folders to read" in found["sign-in"].found


@pytest.mark.parametrize(
    ("look", "name", "state"),
    [
        (Look((INBOX,), True, True, ()), "sent mail", State.WARN),
        (Look((INBOX, Seen("Sent", "sent", 0, True)), True, True, ()), "sent mail", State.WARN),
        (Look((INBOX, Seen("Sent", "sent", 9, False)), True, True, ()), "sent mail", State.WARN),
        (Look((INBOX,), True, False, ()), "read-only", State.WARN),
        (Look((), True, None, ()), "read-only", State.SKIPPED),
        (Look((INBOX,), True, True, ("Renew your plan",)), "server", State.WARN),
    ],
)
def test_what_an_account_lacks(monkeypatch: pytest.MonkeyPatch, look: Look, name: str, state: State) -> None:
    found = seen(monkeypatch, look)[name]
    assert found.state is state
    assert (found.todo != "") == (state is State.WARN)


def test_a_sign_in_that_is_refused_says_the_providers_next_step(
    monkeypatch: pytest.MonkeyPatch, memory_keyring: MemoryKeyring
) -> None:
    def refused(*_: object) -> Look:
        raise AccountError("refused. Use an app password.")

    monkeypatch.setattr(certificate, "of_server", lambda _: certificate.Certificate(None, "00"))
    monkeypatch.setattr(account_checks, "look", refused)
    memory_keyring.kept["inbox-momentum", "maya@mail.example.net"] = "x"
    found = list(account_checks.account(Account("own", "mail.example.net", "maya"), NOW, None))
    assert (found[1].name, found[1].state, found[1].exit_status) == ("sign-in", State.FAIL, 4)
    assert "app password" in found[1].found
