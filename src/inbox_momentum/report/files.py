"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from inbox_momentum.model import UsageError

Content = bytes | str


def write_private(path: Path | str, content: Content) -> Path:
    """Write ``content`` (text as UTF-8) to ``path`` with mode 0600, atomically; the path comes back.

    The bytes go to a new file beside the target, which then takes its name: a
    reader sees the old file or the new one, and a link at ``path`` is replaced,
    not followed. Raises ``UsageError`` when the place cannot be written.
    """
    return write_together([(path, content)])[0]


def write_together(outputs: Iterable[tuple[Path | str, Content]]) -> list[Path]:
    """Like ``write_private`` for several files: when one of them cannot be written, none is.

    All are prepared beside their targets before the first takes its name.
    Raises ``UsageError`` that names the place, also when two outputs share one.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, content in outputs:
            target = Path(path)
            if any(_same(target, other) for _, other in ready):
                raise UsageError(f"two outputs cannot both go to {target}. Give each a name of its own.")
            ready.append((_prepare(target, content), target))
        for temporary, target in ready:
            try:
                temporary.replace(target)
            except OSError as error:
                raise UsageError(_cannot_write(target, error)) from error
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
    return [target for _, target in ready]


def _same(one: Path, other: Path) -> bool:
    """True for one name in one folder; a link at the name itself is replaced, so it is not followed here."""
    return one.name == other.name and one.parent.resolve() == other.parent.resolve()


def _prepare(target: Path, content: Content) -> Path:
    """The content in a new private file beside ``target``."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary: Path | None = None
    try:
        if target.is_dir():
            raise IsADirectoryError
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:  # mkstemp makes it 0600
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise UsageError(_cannot_write(target, error)) from error
    return temporary


def _cannot_write(target: Path, error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"cannot write {target}: that is a folder. Name a file in it."
    if isinstance(error, FileNotFoundError):
        return f"cannot write {target}: there is no folder {target.parent}. Make it first or choose another."
    if isinstance(error, NotADirectoryError):
        return f"cannot write {target}: {target.parent} is not a folder. Choose another place."
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return f"cannot write {target}: {reason}. Choose another place."


def private_folder(path: Path | str) -> Path:
    """The folder at ``path``, made with mode 0700 when it is not there yet."""
    folder = Path(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UsageError(f"cannot make the folder {folder}: that is a file. Choose another place.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot make the folder {folder}: {reason}. Choose another place.") from error
    return folder
