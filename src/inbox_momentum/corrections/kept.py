"""Reads the file of corrections."""

from __future__ import annotations

from pathlib import Path

from inbox_momentum import places
from inbox_momentum.corrections import table
from inbox_momentum.model import Correction, UsageError

MOST_BYTES = 2_000_000
"""Thousands of corrections; more is no file that anybody wrote."""


def default_path() -> Path:
    """Where the owner's corrections lie, beside the configuration."""
    return places.config_folder() / "corrections.toml"


def load(path: Path | None = None) -> tuple[Correction, ...]:
    """The corrections in ``path``; with ``None`` the owner's own file if there is one, else none.

    Raises ``UsageError`` that names the file, the correction and the key.
    """
    return table.read(text(path), str(path or default_path()))


def text(path: Path | None = None) -> str:
    """The file as it is; '' when the owner's own is not there. Raises ``UsageError``."""
    chosen = path or default_path()
    try:
        with chosen.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UsageError(f"The corrections {chosen} are larger than 2 MB; that cannot be right.")
        return data.decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        if path is None:
            return ""
        raise UsageError(f"There is no file of corrections {chosen}.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(f"The corrections {chosen} cannot be read: {reason}.") from None
