"""Bounds on what one source may cost. Bytes unless said otherwise."""

from __future__ import annotations

BLOCK = 1 << 20
"""Read size of every stream."""
HEAD = 1 << 16
"""What detection may look at."""
MESSAGE = 16 << 20
"""Kept of one message; the rest is passed over and said as ``message-truncated``."""
HEADER = 1 << 20
"""Searched for the store's own header fields of one message."""
LABELS = 16 << 10
"""Read of one ``X-Gmail-Labels`` value."""
SEPARATOR = 1024
"""Longest ``From `` separator line."""
LOOKAHEAD = 8 << 10
"""Read behind a separator to see whether headers follow."""
TAIL = 1 << 16
"""Property list behind an ``.emlx`` message."""
EXPANSION = 500
"""Times a compressed stream may expand, beyond ``EXPANSION_FREE``. Mail: 2 to 10."""
EXPANSION_FREE = 512 << 20
"""A stream may always grow to this size."""
DICTIONARY = 256 << 20
"""Memory a decompressor may ask for."""
ARCHIVE_MEMBERS = 2_000_000
"""Members of one archive (a count)."""
SPOOL = 16 << 30
"""Copied to a temporary file of what must be read out of order and comes as a stream."""
SPOOL_LEFT = 1 << 30
"""Free space that such a copy leaves on the disk."""
LINK_FIELD = 1 << 20
"""Largest single read an archive's own headers may ask for."""
