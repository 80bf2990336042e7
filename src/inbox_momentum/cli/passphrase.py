"""The passphrase of a share key, for machines without a keyring."""

from __future__ import annotations

import os

from inbox_momentum.cli import dialogue
from inbox_momentum.model import UsageError

VARIABLE = "MOMENTUM_SHARE_PASSPHRASE"


def ask(new: bool) -> str:
    """The passphrase, typed unseen or from the environment. Raises ``UsageError`` where neither is."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not dialogue.somebody_there():
        raise UsageError(
            f"This machine has no keyring, so your key lies in a file under a passphrase. Set {VARIABLE}, "
            "or run this at a terminal to be asked for it."
        )
    if not new:
        return dialogue.secret("Passphrase of your share key: ")
    first = dialogue.secret("A passphrase for your new share key (12 characters or more): ")
    if first != dialogue.secret("Once more: "):
        raise UsageError("The two passphrases differ; no key was made.")
    return first
