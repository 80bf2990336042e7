"""Files of shares from disk: bounded, opened, and their signatures checked before anything is believed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from inbox_momentum.model import SourceError, UsageError
from inbox_momentum.share import document, schema, strict_json, token

MAX_FILE = token.MAX_TOKEN
Unseal = Callable[[], token.Key]
"""Gives the reader's own sealing key, asked for only when a file is sealed."""
T = TypeVar("T")


class ShareRefused(SourceError):
    """A share, consent or revocation list that is not accepted; nothing of it was shown."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose signature holds and whose content is of the sort that was asked for."""

    signed: token.Signed
    claims: Any
    """Plain JSON data, strictly read."""
    sealed: bool
    """True when it was sealed for its reader."""


def opened(path: Path, kinds: Collection[str], unseal: Unseal | None) -> Opened:
    """The signed content of ``path``, of one of the ``kinds``.

    Raises ``ShareRefused``, or ``UsageError`` when it is no file.
    """
    text = _text(path)
    try:
        was_sealed = token.sealed(text)
        if was_sealed:
            if unseal is None:
                raise token.BadToken("is sealed, which a file of this sort never is")
            text = token.unseal(text, unseal())
        signed = token.verified(text)
        if signed.kind not in kinds:
            raise token.BadToken(_other(signed.kind))
        claims = strict_json.loads(signed.payload)
        if not isinstance(claims, dict) or claims.get("iss") != signed.thumbprint:
            raise token.BadToken('names another issuer ("iss") than the key it is signed with')
    except (token.BadToken, strict_json.Rejected) as error:
        raise refused(path, str(error)) from None
    return Opened(signed, claims, was_sealed)


def understood(path: Path, claims: Any, read: Callable[[Any], T]) -> T:
    """The claims as a record. Raises ``ShareRefused``."""
    try:
        return read(claims)
    except schema.Unlike as error:
        raise refused(path, str(error)) from None


def refused(path: Path, reason: str) -> ShareRefused:
    """The error for one file: which, why, and that nothing came of it."""
    return ShareRefused(f"{path} is refused: it {reason}. Nothing of it was shown.")


def _other(kind: str) -> str:
    known = {
        document.SHARE_TYPE: "is a share (momentum review reads it)",
        document.CONSENT_TYPE: "is a consent to measure (momentum report --with-consent reads it)",
        document.REVOCATION_TYPE: "is a revocation list (momentum review --revocations reads it)",
    }
    return known.get(kind, 'is a signed file of another program ("typ" in its header)')


def _text(path: Path) -> str:
    if path.is_dir():
        raise UsageError(f"{path} is a folder. One file at a time: shares are not collected or compared.")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no ordinary file. Save the share first, then name it.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the name is not valid").lower()
        raise ShareRefused(f"{path} cannot be read: {reason}.") from None
    if len(data) > MAX_FILE:
        raise refused(path, f"is larger than {MAX_FILE // 1000} KB, which no share is")
    try:
        return data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise refused(path, "is not a signed file of this program") from None
