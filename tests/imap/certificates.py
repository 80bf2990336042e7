"""Certificates made when they are needed: a private authority, and servers that it signed or did not."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest


def _openssl(*words: str, folder: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def authority(folder: Path, name: str = "ca") -> Path:
    """``ca.pem`` and ``ca.key``."""
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:TRUE",
             "-addext", "keyUsage=critical,keyCertSign",
             "-keyout", f"{name}.key", "-out", f"{name}.pem", folder=folder)  # fmt: skip
    return folder / f"{name}.pem"


def server(
    folder: Path, name: str = "server", host: str = "localhost", ca: str = "ca", expired: bool = False
) -> Path:
    """``server.pem`` and ``server.key`` for ``host``, signed by ``ca``."""
    _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-subj", f"/CN={host}", "-keyout", f"{name}.key", "-out", f"{name}.csr", folder=folder)  # fmt: skip
    (folder / f"{name}.ext").write_text(f"subjectAltName=DNS:{host}\nbasicConstraints=CA:FALSE\n")
    # A certificate that ends before it begins has always expired, whatever the clock of this machine says.
    _openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial",
             "-days", "-1" if expired else "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem", folder=folder)  # fmt: skip
    return folder / f"{name}.pem"


def self_signed(folder: Path, name: str, host: str = "localhost") -> Path:
    """A server that vouches for itself."""
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}",
             "-keyout", f"{name}.key", "-out", f"{name}.pem", folder=folder)  # fmt: skip
    return folder / f"{name}.pem"


def fingerprint(pem: Path) -> str:
    """SHA-256 of a certificate, as the configuration has it."""
    return sha256(ssl.PEM_cert_to_DER_cert(pem.read_text())).hexdigest()
