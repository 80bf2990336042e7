"""The headers of a mailbox file alone, by the package's own fast path: ``count(path)`` messages."""

from __future__ import annotations

import os

from inbox_momentum.ingest.crew import Crew
from inbox_momentum.ingest.mailfile import MailFile
from inbox_momentum.sources.protocol import Place


def count(path: str) -> int:
    """Messages of the mbox at ``path``, all of their headers seen."""
    handle = os.open(path, os.O_RDONLY)
    try:
        file = MailFile(os.fsencode(path), handle, os.fstat(handle).st_size, Place(path))
        with Crew() as crew:
            contents = file.contents(crew)
    finally:
        os.close(handle)
    if contents is None:
        raise ValueError("left to the plain reader")
    return len(contents.rows) + len(contents.wanted)
