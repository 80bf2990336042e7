"""Where the program keeps what it keeps: the platform's own folders, made private."""

from __future__ import annotations

from pathlib import Path

_NAME = "inbox-momentum"


def config_folder() -> Path:
    """Folder of the user's settings and corrections; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir(_NAME, appauthor=False, roaming=True))


def data_folder() -> Path:
    """Folder of the store, the weekly reports and the share log; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def private(folder: Path) -> Path:
    """``folder``, made if need be, that only its owner may enter (0700)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
