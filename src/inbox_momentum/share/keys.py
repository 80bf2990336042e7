"""The user's own keys: made on first use, kept in the keyring or in a file under a passphrase."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inbox_momentum.model import UsageError
from inbox_momentum.report import files
from inbox_momentum.share import token
from inbox_momentum.share.folder import folder

SIGNING, SEALING = "signing", "sealing"
MIN_PASSPHRASE = 12
Ask = Callable[[bool], str]
"""Asks for the passphrase; True for a new one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A key of this user, as far as it may be seen without opening it."""

    use: str
    public: dict[str, str]
    thumbprint: str
    kept: str
    """``keyring`` or ``file``."""


def known(use: str) -> Known | None:
    """The public half of the user's key; ``None`` when there is none yet."""
    path = _public_path(use)
    if not path.is_file():
        return None
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        public, kept = dict(table["public"]), str(table["kept"])
        return Known(use, public, token.thumbprint(public), kept)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(
            f"The key file {path} is damaged. Restore it, or move it away for a new key."
        ) from None


def known_or_made(use: str, ask: Ask) -> Known:
    """The user's key, made now when there is none. ``ask`` is needed only without a keyring."""
    found = known(use)
    if found is not None:
        return found
    key = token.new_key(use)
    print_ = token.thumbprint(key.public)
    if _into_keyring(entry(use, print_), key.pem(None)):
        kept = "keyring"
    else:
        passphrase = ask(True)
        if len(passphrase) < MIN_PASSPHRASE:
            raise UsageError(f"A passphrase needs at least {MIN_PASSPHRASE} characters; no key was made.")
        files.write_private(_private_path(use), key.pem(passphrase))
        kept = "file"
    table = {"public": key.public, "kept": kept}
    files.write_private(_public_path(use), json.dumps(table, indent=2) + "\n")
    return Known(use, key.public, print_, kept)


def opened(found: Known, ask: Ask) -> token.Key:
    """The private key. Raises ``UsageError`` when it is gone or the passphrase is wrong."""
    if found.kept == "keyring":
        from inbox_momentum.accounts import secrets

        pem, passphrase = secrets.get(entry(found.use, found.thumbprint)), None
        if pem is None:
            raise UsageError(
                f"The keyring no longer holds your {found.use} key. Move {_public_path(found.use)} away "
                "to make a new key; recruiters will then see a new fingerprint."
            )
    else:
        path = _private_path(found.use)
        try:
            pem = path.read_text(encoding="ascii")
        except (OSError, ValueError):
            raise UsageError(f"Your {found.use} key {path} cannot be read.") from None
        passphrase = ask(False)
    try:
        key = token.from_pem(found.use, pem, passphrase)
    except token.BadToken as error:
        raise UsageError(f"Your {found.use} key {error}.") from None
    if token.thumbprint(key.public) != found.thumbprint:
        raise UsageError(f"Your {found.use} key does not fit {_public_path(found.use)}. Nothing was signed.")
    return key


def fingerprint(thumbprint: str) -> str:
    """The thumbprint as people read it out: sixteen groups of four."""
    digits = token.unpadded(thumbprint).hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def same_fingerprint(typed: str, thumbprint: str) -> bool:
    """Whether ``typed`` is that fingerprint, in groups or not. Raises ``UsageError`` when it is none."""
    plain = typed.strip()
    digits = re.sub(r"[\s:]", "", plain).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits):
        return digits == token.unpadded(thumbprint).hex()
    if re.fullmatch(r"[A-Za-z0-9_-]{43}", plain):
        return plain == thumbprint
    raise UsageError(
        "--expect-key wants the whole fingerprint, as momentum share key shows it (64 digits 0-9 a-f)."
    )


def _into_keyring(entry: str, pem: str) -> bool:
    """False when this machine has no keyring that would keep it."""
    from inbox_momentum.accounts import secrets

    try:
        secrets.set(entry, pem)
    except (secrets.NoKeyring, secrets.KeyringFailed):
        return False
    return True


def entry(use: str, thumbprint: str) -> str:
    """Name of a key in the keyring: one each, so that another home of the same person keeps its own."""
    return f"share {use} key {thumbprint}"


def _public_path(use: str) -> Path:
    return folder() / f"{use}-public.json"


def _private_path(use: str) -> Path:
    return folder() / f"{use}-key.pem"
