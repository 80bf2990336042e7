"""Making a share: drafted, shown, agreed to word for word, signed, noted."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inbox_momentum.model import UsageError
from inbox_momentum.report import files
from inbox_momentum.share import chain, document, revocations, schema, strict_json, token
from inbox_momentum.share.document import Document, Permission, Share
from inbox_momentum.share.figures import PERIODS
from inbox_momentum.share.folder import folder
from inbox_momentum.share.terms import (
    DAY_S,
    MAX_AUDIENCE,
    MAX_PURPOSE,
    MOST_DAYS,
    Scope,
    Terms,
    same_person,
    sentence,
)
from inbox_momentum.share.verify import REVOKED, Revoked

SHARE_SUFFIX, CONSENT_SUFFIX = ".momentum-share", ".momentum-consent"
DRAFT_S = DAY_S
"""How long a payload that was shown may still be signed."""
_UNITS = {
    "w": 1.0,
    "week": 1.0,
    "d": 1 / 7,
    "day": 1 / 7,
    "m": 13 / 3,
    "month": 13 / 3,
    "y": 52.0,
    "year": 52.0,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the candidate asked for on the command line."""

    audience: str
    purpose: str
    days: int
    """Until it expires."""
    scope: tuple[Scope, ...]


def terms(wanted: Wanted, issuer: str, now: int, number: str | None = None) -> Terms:
    """Checked terms; ``number`` ``None`` makes a new one. Raises ``UsageError``."""
    if not 1 <= wanted.days <= MOST_DAYS:
        raise UsageError(f"--days must lie between 1 and {MOST_DAYS}.")
    audience, purpose = agreed_words(wanted)
    return Terms(
        issuer=issuer,
        audience=audience,
        purpose=purpose,
        scope=wanted.scope,
        issued_at=now,
        expires_at=now + wanted.days * DAY_S,
        number=number or random_number(),
    )


def agreed_words(wanted: Wanted) -> tuple[str, str]:
    """Addressee and purpose as they will stand in the file. Raises ``UsageError``."""
    purpose = sentence(wanted.purpose, "--purpose", MAX_PURPOSE)
    if "@" in purpose:
        raise UsageError("--purpose must not hold an address: it is read by whoever gets the file.")
    return sentence(wanted.audience, "--to", MAX_AUDIENCE), purpose


def random_number() -> str:
    """128 random bits, base64url (a number or a salt); no leading ``-``, which looks like an option."""
    while (text := _random_text()).startswith("-"):
        pass
    return text


def _random_text() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode("ascii")


def weeks(text: str) -> int:
    """``13w``, ``3m``, ``3 months`` or ``90d`` as one of ``PERIODS``. Raises ``UsageError``."""
    match = re.fullmatch(r"(\d{1,3})\s*(weeks?|days?|months?|years?|[wdmy])", text.strip().lower())
    if match:
        unit = match[2] if len(match[2]) == 1 else match[2].rstrip("s")
        asked = int(match[1]) * _UNITS[unit]
        nearest = min(PERIODS, key=lambda one: abs(one - asked))
        if abs(nearest - asked) <= 0.8:
            return nearest
    raise UsageError(
        f"--period wants one of {', '.join(f'{one}w' for one in PERIODS)} (weeks; 13w is 3m, 52w is 1y), "
        f"not {text[:40]!r}: a period that is coarse tells no dates."
    )


# ------------------------------------------------------------------------------ seen, then signed


def keep_draft(drafted: Share | Permission) -> str:
    """Keep what is shown, byte for byte, so that exactly this can be signed; its digest."""
    data = document.payload(drafted)
    name = document.digest(data)
    _clear_drafts(drafted.terms.issued_at)
    files.write_private(_draft_path(name), data)
    return name


def draft(name: str, now: int, read: Callable[[Any], Document]) -> Document:
    """What was shown under digest ``name``, by its reader. Raises ``UsageError`` when there is none."""
    if not re.fullmatch(r"[0-9a-f]{32}", name):
        raise UsageError("--yes wants the digest that was shown with the payload (32 digits 0-9 a-f).")
    path = _draft_path(name)
    data = path.read_bytes() if path.is_file() else b""
    if document.digest(data) != name:
        raise UsageError(
            "Nothing was shown under that digest, or too long ago. Run the command without --yes, read what "
            "it shows, and take the digest from there."
        )
    claims = strict_json.loads(data)
    try:
        found = read(claims)
    except schema.Unlike:  # also what an earlier version of this program showed
        raise UsageError("The digest belongs to a file of another sort. Look at this one first.") from None
    if not now - DRAFT_S <= found.terms.issued_at <= now + document.SKEW_S:
        raise UsageError("That payload was shown more than a day ago. Look at a new one first.")
    return found


def same_request(drafted: Share | Permission, wanted: Wanted, period: int) -> None:
    """Raises ``UsageError`` when what was shown is not what is asked for now."""
    words = agreed_words(wanted)
    shown = drafted.terms
    back = drafted.weeks if isinstance(drafted, Permission) else drafted.figures.period.weeks
    lasts = (shown.expires_at - shown.issued_at) // DAY_S
    if (shown.audience, shown.purpose, back, lasts, set(shown.scope)) != (
        *words,
        period,
        wanted.days,
        set(wanted.scope),
    ):
        raise UsageError("The digest belongs to a payload with other options. Look at this one first.")


def signed(drafted: Share | Permission, key: token.Key) -> str:
    """The finished token. Raises ``UsageError`` when the key is another than the one that was shown."""
    if token.thumbprint(key.public) != drafted.terms.issuer:
        raise UsageError("Your key is another one than when this was shown. Look at the payload again.")
    kind = document.SHARE_TYPE if isinstance(drafted, Share) else document.CONSENT_TYPE
    return token.sign(key, kind, document.payload(drafted))


def finish(drafted: Share | Permission, text: str, target: Path, now: int) -> None:
    """Note it in the log, then write the file; the draft goes."""
    made = drafted.terms
    facts = {
        "jti": made.number,
        "to": made.audience,
        "purpose": made.purpose,
        "scope": [one.value for one in made.scope],
        "exp": made.expires_at,
        "payload": document.digest(document.payload(drafted)),
    }
    event = "shared" if isinstance(drafted, Share) else "consented"
    # The log first: a file without a line would be a share that cannot be taken back.
    chain.append(log_path(), stamp(now), event, facts)
    files.write_private(target, text + "\n")
    _draft_path(document.digest(document.payload(drafted))).unlink(missing_ok=True)


def earlier(audience: str, now: int) -> int:
    """How many shares for this addressee are still valid: two of them can be subtracted from each other."""
    found = chain.lines(log_path())
    gone = {line["jti"] for line in found if line["event"] == "revoked"}
    return sum(
        line["event"] == "shared"
        and line["exp"] > now
        and line["jti"] not in gone
        and same_person(line["to"], audience)
        for line in found
    )


def revoke(name: str, target: Path, open_key: Callable[[], token.Key], now: int) -> str:
    """Take back the share or consent whose number begins with ``name``; writes the new list; its number."""
    found = chain.lines(log_path())
    numbers = {line["jti"] for line in found if line["event"] in ("shared", "consented")}
    fitting = sorted(number for number in numbers if len(name) >= 6 and number.startswith(name))
    if len(fitting) != 1:
        problem = "fits several shares" if fitting else "is no share of yours"
        raise UsageError(f"{name!r} {problem}. momentum share list shows their numbers.")
    gone = {line["jti"] for line in found if line["event"] == "revoked"} | set(fitting)
    text = revocations.signed_list(open_key(), gone, now)
    if not any(line["event"] == "revoked" and line["jti"] == fitting[0] for line in found):
        chain.append(log_path(), stamp(now), "revoked", {"jti": fitting[0]})
    files.write_private(target, text + "\n")
    return str(fitting[0])


def public_key(path: Path) -> dict[str, str]:
    """A recruiter's key for sealing, as ``momentum share key --sealing`` writes it."""
    if path.is_dir() or not path.is_file():
        raise UsageError(f"There is no key file {path}.")
    with path.open("rb") as stream:
        data = stream.read(4096)
    try:
        value = strict_json.loads(data)
        public = {str(name): str(inner) for name, inner in dict(value).items()}
        token.thumbprint(public)
        if public["crv"] != "X25519":
            raise token.BadToken("is a key for signing, not for sealing")
        return public
    except (strict_json.Rejected, token.BadToken, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, token.BadToken) else "is no public key"
        raise UsageError(f"{path} {reason}. Ask the recruiter for: momentum share key --sealing.") from None


def log_path() -> Path:
    """The candidate's log."""
    return folder() / "shares.log"


def views_path() -> Path:
    """The recruiter's log."""
    return folder() / "views.log"


def remember_revoked(gone: Revoked, now: int) -> None:
    """A line in the recruiter's log, so that it stays revoked when the list is not at hand."""
    known = chain.lines(views_path())
    facts = {"jti": gone.number, "iss": gone.thumbprint}
    if not any(line["event"] == REVOKED and facts.items() <= line.items() for line in known):
        chain.append(views_path(), stamp(now), REVOKED, facts)


def stamp(now: int) -> str:
    """RFC 3339."""
    return datetime.fromtimestamp(now, UTC).isoformat().replace("+00:00", "Z")


def target(given: Path | None, number: str, suffix: str) -> Path:
    """Where the file goes; its usual name says nothing but its number."""
    return given or Path(f"{re.sub(r'[^A-Za-z0-9]', '', number)[:8]}{suffix}")


def _draft_path(name: str) -> Path:
    return folder("drafts") / f"{name}.json"


def _clear_drafts(now: int) -> None:
    """What was shown and not signed within a day is not kept."""
    for path in folder("drafts").glob("*.json"):
        if path.stat().st_mtime < now - 2 * DRAFT_S:
            path.unlink(missing_ok=True)
