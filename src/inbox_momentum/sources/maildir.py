"""Maildir and Maildir++: a file a message in ``cur`` and ``new``, flags in the file's name.

File times and the stamps in file names say when a copy was made, which every backup
and synchronisation changes; they are no receipt times and are not read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import fromline
from inbox_momentum.sources.protocol import Place

HOLDS = frozenset({"cur", "new"})
"""Folders of delivered mail; what is in ``tmp`` is not delivered yet."""

_FLAGS = re.compile(r"[:;!_]2,([A-Za-z]{0,40})$")
"""``:2,S``; file systems without colons get ``;`` (mbsync), ``!`` (Outlook) or ``_``."""


def flagged(found: RawMessage | Defect, place: Place) -> RawMessage | Defect:
    """The message with the flags of its file's name; unchanged outside a Maildir."""
    parts = (*place.around, *place.inner)
    if isinstance(found, Defect) or not HOLDS.intersection(parts[-2:-1] or place.around[-1:]):
        return found
    flags = _FLAGS.search(place.file_name)
    draft = flags is not None and "D" in flags[1]
    first, _, rest = found.data.partition(b"\n")
    data = rest if first.startswith(b"From ") and fromline.parse(first) else found.data
    folder = "/".join(part for part in place.inner[:-1] if part not in HOLDS) or None
    return replace(found, data=data, folder=folder, is_draft=found.is_draft or (draft and not found.in_sent))
