"""Signed lists of what a candidate has taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from inbox_momentum.model import UsageError
from inbox_momentum.share import document, reading, schema, strict_json, token

SUFFIX = ".momentum-revocations"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a revocation list said about one share."""

    revoked: bool
    listed_at: int
    """When the newest list of this signer was made, seconds since the epoch."""


def signed_list(key: token.Key, numbers: Collection[str], at: int) -> str:
    """A list of every share and consent that its signer took back."""
    if len(numbers) > schema.MAX_REVOKED:
        raise UsageError(f"A revocation list holds at most {schema.MAX_REVOKED} entries.")
    claims = {
        "schema": schema.REVOCATIONS,
        "iss": token.thumbprint(key.public),
        "iat": at,
        "revoked": sorted(numbers),
    }
    return token.sign(key, document.REVOCATION_TYPE, strict_json.dumps(claims).encode("utf-8"))


def checked(place: Path | None, issuer: str, number: str, now: int) -> Checked | None:
    """What the lists at ``place`` (a file, or a folder of them) say; ``None`` without one of this issuer.

    A number that any list of the issuer holds stays revoked, so that an older list
    put beside a newer one takes nothing back. Raises ``ShareRefused`` for a list
    that is not in order, ``UsageError`` when ``place`` is not there.
    """
    if place is None:
        return None
    found = [listed for path in _lists(place) for listed in [_read(path, now)] if listed[0] == issuer]
    if not found and not place.is_dir():
        raise reading.refused(
            place, "is the revocation list of another key than the one that signed the share"
        )
    if not found:
        return None
    return Checked(any(number in numbers for _, _, numbers in found), max(at for _, at, _ in found))


def _lists(place: Path) -> Sequence[Path]:
    if place.is_dir():
        return sorted(path for path in place.iterdir() if path.suffix == SUFFIX and path.is_file())
    if not place.exists():
        raise UsageError(f"There is no revocation list {place}.")
    return [place]


def _read(path: Path, now: int) -> tuple[str, int, frozenset[str]]:
    """(issuer, time, numbers) of one list."""
    claims = reading.opened(path, {document.REVOCATION_TYPE}, None).claims
    try:
        schema.check(claims, schema.revocations())
    except schema.Unlike as error:
        raise reading.refused(path, str(error)) from None
    if claims["iat"] > now + document.SKEW_S:
        raise reading.refused(path, "was made in the future: one of the two clocks is wrong")
    return claims["iss"], claims["iat"], frozenset(claims["revoked"])
