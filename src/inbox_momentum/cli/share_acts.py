"""What one does with shares that are made: look, list, take back, compare keys."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_momentum.cli import dialogue, passphrase, share_create
from inbox_momentum.model import UsageError

if TYPE_CHECKING:
    from inbox_momentum.share.token import Key


def inspect(arguments: argparse.Namespace) -> int:
    """``momentum share inspect``: the content of one file, and whether its signature holds."""
    from inbox_momentum.share import document, reading, spell, verify, view

    at, path = share_create.now(), arguments.file
    opened = reading.opened(path, {document.SHARE_TYPE, document.CONSENT_TYPE}, unseal)
    if opened.signed.kind == document.SHARE_TYPE:
        share = reading.understood(path, opened.claims, document.share)
        terms, words = share.terms, view.as_text(view.shared(share, None, at))
    else:
        consent = reading.understood(path, opened.claims, document.permission)
        terms, words = consent.terms, view.agreed(consent)
    problem = verify.fresh(terms, at)
    state = f"it {problem}" if problem else f"it is valid until {spell.moment(terms.expires_at)}"
    shown = json.dumps(opened.claims, ensure_ascii=False, indent=2, sort_keys=True)
    sys.stdout.write(f"{words}\nThe same as the file holds it:\n\n{shown}\n\n")
    sys.stdout.write(f"The signature holds; {state}. Whether it was revoked was not checked.\n")
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """``momentum share list``: from the log, oldest first."""
    from inbox_momentum.report import clean
    from inbox_momentum.share import chain, making, spell

    at = share_create.now()
    lines = chain.lines(making.log_path())
    gone = {line["jti"] for line in lines if line["event"] == "revoked"}
    made = [line for line in lines if line["event"] in ("shared", "consented")]
    if not made:
        dialogue.say("Nothing was shared from this machine.")
    for line in made:
        state = "revoked" if line["jti"] in gone else "expired" if line["exp"] <= at else "valid"
        what = "share" if line["event"] == "shared" else "consent"
        words = f"{what}, {state} (until {spell.moment(line['exp'])})  to {line['to']}  for {line['purpose']}"
        sys.stdout.write(f"{line['jti']}  {clean.line(words)}\n")
    return 0


def revoke(arguments: argparse.Namespace) -> int:
    """``momentum share revoke``: note it, and write the signed list anew."""
    from inbox_momentum.share import keys, making, revocations

    target = arguments.output or Path(f"revoked{revocations.SUFFIX}")
    if target.exists() and target.suffix != revocations.SUFFIX:
        raise UsageError(f"{target} is there already and is no revocation list; it is not overwritten.")
    mine = keys.known(keys.SIGNING)
    if mine is None:
        raise UsageError("You have no key yet, so nothing was shared from this machine.")
    number = making.revoke(
        arguments.id, target, lambda: keys.opened(mine, passphrase.ask), share_create.now()
    )
    dialogue.say(f"Revoked: {number}. Send this list to whoever got it: {target}")
    dialogue.say("A copy that was already read cannot be unread; ask the recruiter to delete it.")
    return 0


def key(arguments: argparse.Namespace) -> int:
    """``momentum share key``: the fingerprint, or the public half for sealing."""
    from inbox_momentum.share import keys, strict_json

    if arguments.sealing:
        mine = keys.known_or_made(keys.SEALING, passphrase.ask)
        sys.stdout.write(strict_json.dumps(mine.public) + "\n")
        return 0
    mine = keys.known_or_made(keys.SIGNING, passphrase.ask)
    sys.stdout.write(f"{keys.fingerprint(mine.thumbprint)}\n")
    return 0


def unseal() -> Key:
    """The reader's own key for sealed files."""
    from inbox_momentum.share import keys

    mine = keys.known(keys.SEALING)
    if mine is None:
        raise UsageError(
            "The file is sealed for a key that is not on this machine. Send the candidate yours "
            "(momentum share key --sealing) and ask for a new share."
        )
    return keys.opened(mine, passphrase.ask)
