"""Where shares leave their traces on this machine: logs, keys and what was shown but not yet signed."""

from __future__ import annotations

from pathlib import Path

from inbox_momentum import places
from inbox_momentum.model import UsageError


def folder(*inner: str) -> Path:
    """The private folder (0700) of shares, or one inside it; made when it is not there."""
    path = places.data_folder()
    try:
        places.private(path)
        for name in ("share", *inner):
            path = places.private(path / name)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"Cannot keep anything in {path}: {reason}.") from None
    return path
