"""Data to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path


def deliver(target: str, text: str) -> None:
    """Write ``text`` to the file ``target`` (mode 0600), or to standard output for ``-``."""
    if target == "-":
        sys.stdout.write(text)
        return
    from inbox_momentum.report import files

    files.write_private(Path(target), text)
