"""A sign-in server on loopback, with TLS: Microsoft's device-code flow and Google's token endpoint."""

from __future__ import annotations

import base64
import datetime
import ipaddress
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = tuple[int, dict[str, Any]]


@dataclass
class Authority:
    """What the server will say, and what it was asked."""

    url: str = ""
    token_answers: list[Answer] = field(default_factory=list)
    """One for each question to the token endpoint, the last for all that follow."""
    device_answer: Answer = (
        200,
        {
            "user_code": "ABCD-EFGH",
            "device_code": "canary-device",
            "verification_uri": "https://example.test/device",
            "expires_in": 900,
            "interval": 0,
        },
    )
    asked: list[dict[str, str]] = field(default_factory=list)
    """Forms posted to the token endpoint."""

    def token(self, form: dict[str, str]) -> Answer:
        self.asked.append(form)
        return self.token_answers.pop(0) if len(self.token_answers) > 1 else self.token_answers[0]


@contextmanager
def running(folder: Path) -> Iterator[tuple[Authority, Path]]:
    """The server and the PEM file of its certificate."""
    pem = certificate(folder)
    authority = Authority()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(
                (
                    200,
                    {
                        "authorization_endpoint": f"{authority.url}/authorize",
                        "token_endpoint": f"{authority.url}/common/token",
                        "device_authorization_endpoint": f"{authority.url}/device",
                        "issuer": authority.url,
                    },
                )
            )

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {key: values[0] for key, values in parse_qs(text).items()}
            kind, _, coded = self.headers.get("Authorization", "").partition(" ")
            if kind == "Basic":  # RFC 6749 §2.3.1
                form["client_secret"] = base64.b64decode(coded).decode().partition(":")[2]
            path = urlsplit(self.path).path
            self._say(authority.device_answer if path == "/device" else authority.token(form))

        def _say(self, answer: Answer) -> None:
            body = json.dumps(answer[1]).encode()
            self.send_response(answer[0])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    authority.url = f"https://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield authority, pem
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(folder: Path) -> Path:
    """A key and its self-signed certificate for 127.0.0.1, good for a day around now, as one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "authority.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return pem
