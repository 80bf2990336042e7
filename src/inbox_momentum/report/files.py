"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from inbox_momentum.model import UsageError


def write_private(path: Path | str, content: bytes | str) -> Path:
    """Write ``content`` (text as UTF-8) to ``path`` with mode 0600, atomically; the path comes back.

    The bytes go to a new file beside the target, which then takes its name: a
    reader sees the old file or the new one, and a link at ``path`` is replaced,
    not followed. Raises ``UsageError`` when the place cannot be written.
    """
    target = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:  # mkstemp makes it 0600
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write {target}: {reason}. Choose another place with -o.") from error
    return target


def private_folder(path: Path | str) -> Path:
    """The folder at ``path``, made with mode 0700 when it is not there yet."""
    folder = Path(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot make the folder {folder}: {reason}. Choose another place.") from error
    return folder
