"""Making a share or a consent: measured, shown word for word, agreed to, signed."""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum import __version__
from inbox_momentum.cli import dialogue, options, passphrase
from inbox_momentum.model import UsageError

if TYPE_CHECKING:
    from inbox_momentum.share.document import Permission, Share
    from inbox_momentum.share.figures import Figures
    from inbox_momentum.share.keys import Known
    from inbox_momentum.share.making import Wanted


def now() -> int:
    """Seconds since the epoch; the only clock of shares."""
    return int(datetime.now(UTC).timestamp())


def create(arguments: argparse.Namespace) -> int:
    """Do it: ``momentum share create``."""
    from inbox_momentum.share import document, keys, making, view
    from inbox_momentum.share.terms import Scope

    scope = [Scope.BY_KIND, Scope.COMPLETENESS]
    if arguments.employers:
        scope.insert(1, Scope.BY_EMPLOYER)
    wanted = making.Wanted(arguments.to, arguments.purpose, arguments.days, tuple(scope))
    period, at = making.weeks(arguments.period), now()
    making.agreed_words(wanted)
    mine = keys.known_or_made(keys.SIGNING, passphrase.ask)
    if arguments.yes:
        drafted = making.draft(arguments.yes, at, document.share)
        return _sign(drafted, wanted, period, mine, arguments)
    terms = making.terms(wanted, mine.thumbprint, at)
    drafted = document.Share(terms, _measured(arguments, period), __version__)
    if not drafted.figures.total.shown:
        dialogue.say("No kind of request came five times, so this share would show no figure at all.")
    before = making.earlier(terms.audience, at)
    if before:
        dialogue.say(
            "Another share of yours for this recruiter is still valid. Whoever has both can subtract one "
            "from the other; revoke the first if you do not want that."
        )
    return _ask(drafted, view.as_text(view.shared(drafted, None, at)), wanted, period, mine, arguments)


def consent(arguments: argparse.Namespace) -> int:
    """Do it: ``momentum share consent``."""
    from inbox_momentum.share import document, keys, making, mirror, view
    from inbox_momentum.share.terms import CONSENT_SCOPES

    if not re.fullmatch(r"[^@\s]+@[^@\s]+", arguments.address):
        raise UsageError("--address wants one mail address of yours, such as maya@example.net.")
    named = {f"{one}_side" for one in arguments.scope or ("candidate", "recruiter")}
    scope = tuple(one for one in CONSENT_SCOPES if one.value in named)
    wanted = making.Wanted(arguments.to, arguments.purpose, arguments.days, scope)
    period, at = making.weeks(arguments.period), now()
    making.agreed_words(wanted)
    mine = keys.known_or_made(keys.SIGNING, passphrase.ask)
    if arguments.yes:
        drafted = making.draft(arguments.yes, at, document.permission)
        if drafted.address_sha256 != mirror.address_digest(drafted.salt, arguments.address):
            raise UsageError("The digest belongs to a consent for another address. Look at this one first.")
        return _sign(drafted, wanted, period, mine, arguments)
    salt = making.random_number()
    drafted = document.Permission(
        terms=making.terms(wanted, mine.thumbprint, at),
        weeks=period,
        salt=salt,
        address_sha256=mirror.address_digest(salt, arguments.address),
        version=__version__,
    )
    return _ask(drafted, view.agreed(drafted), wanted, period, mine, arguments)


def _measured(arguments: argparse.Namespace, period: int) -> Figures:
    from inbox_momentum import pipeline
    from inbox_momentum.share import measure

    request = options.request(arguments)
    report = pipeline.analyze(options.mailbox(request), request.as_of, request.settings)
    return measure.figures(report, period, request.settings, arguments.employers, random.SystemRandom())


def _ask(
    drafted: Share | Permission,
    words: str,
    wanted: Wanted,
    period: int,
    mine: Known,
    arguments: argparse.Namespace,
) -> int:
    """Show all of it; sign when the candidate types yes."""
    from inbox_momentum.share import document, making

    digest = making.keep_draft(drafted)
    shown = json.dumps(document.claims(drafted), ensure_ascii=False, indent=2, sort_keys=True)
    sys.stdout.write(f"{words}\nThe same as the file will hold it:\n\n{shown}\n\nDigest: {digest}\n")
    sys.stdout.flush()
    print("Type yes to sign exactly this: ", end="", file=sys.stderr, flush=True)
    if "-" not in getattr(arguments, "sources", ()) and sys.stdin.readline().strip().lower() == "yes":
        return _sign(drafted, wanted, period, mine, arguments)
    dialogue.say("\nNothing was signed and no file was written.")
    dialogue.say(f"To sign exactly this within a day, run the same command with: --yes {digest}")
    return 0


def _sign(
    drafted: Share | Permission, wanted: Wanted, period: int, mine: Known, arguments: argparse.Namespace
) -> int:
    from inbox_momentum.share import document, keys, making, token

    making.same_request(drafted, wanted, period)
    suffix = making.SHARE_SUFFIX if isinstance(drafted, document.Share) else making.CONSENT_SUFFIX
    target: Path = making.target(arguments.output, drafted.terms.number, suffix)
    if target.exists():
        raise UsageError(f"{target} is there already; it is not overwritten. Name another file with -o.")
    recipient = making.public_key(arguments.seal_to) if arguments.seal_to else None
    text = making.signed(drafted, keys.opened(mine, passphrase.ask))
    making.finish(drafted, token.seal(text, recipient) if recipient else text, target, now())
    dialogue.say(f"Signed. Send this file to {drafted.terms.audience} yourself: {target}")
    dialogue.say(f"Its number, to take it back: {drafted.terms.number}")
    dialogue.say(f"Tell them your key's fingerprint some other way: {keys.fingerprint(mine.thumbprint)}")
    return 0
