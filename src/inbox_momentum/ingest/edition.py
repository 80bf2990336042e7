"""What this program makes of mail, as a digest: what another edition kept is read anew."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

import inbox_momentum
from inbox_momentum import assets

_CODE = ("model.py", "free_mail.py", "ingest/*.py", "message/*.py", "sources/*.py")
"""Every module that decides what a row or a message is."""
_TABLES = ("*.toml", "senders.tsv", "free_mail.txt")


@cache
def edition() -> bytes:
    """Changes with the program's version, its reading code and every table that this code reads.

    The code itself and not a number that somebody has to raise. An installation without
    sources has the program's version alone.
    """
    return _digest(_CODE, _TABLES)


@cache
def whole_edition() -> bytes:
    """Changes with any module and any table: with whatever decides what mail means."""
    return _digest(("**/*.py",), ("**/*",))


def _digest(code: tuple[str, ...], tables: tuple[str, ...]) -> bytes:
    home = Path(inbox_momentum.__file__).parent
    digest = hashlib.sha256(f"{inbox_momentum.__version__} {sys.version_info[:2]}".encode())
    data = assets.data("senders.tsv").parent
    files = [one for name in code for one in home.glob(name)]
    files += [one for name in tables for one in data.glob(name) if one.is_file()]
    for file in sorted(files):
        digest.update(hashlib.sha256(file.read_bytes()).digest() + file.name.encode())
    return digest.digest()[:16]
