"""Where the shipped files lie: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def asset(name: str) -> Path:
    """Path of a shipped folder such as ``templates`` or ``sample_mailboxes``.

    A wheel carries them inside the package; an editable install reads the
    checkout. Raises ``FileNotFoundError`` when the installation is incomplete.
    """
    for base in (_PACKAGE, _CHECKOUT):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"this installation lacks its {name!r} folder; install inbox-momentum again")


def data(name: str) -> Path:
    """Path of a data table inside the package, e.g. ``senders.tsv``."""
    return _PACKAGE / "data" / name
