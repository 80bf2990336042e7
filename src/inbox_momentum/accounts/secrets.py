"""The platform's keyring: the only place where a secret is kept. Only importer of keyring.

Entries have the service name ``inbox-momentum``, so that the platform's own
program shows and removes them too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from inbox_momentum.model import AccountError

SERVICE = "inbox-momentum"
_UNSAFE_MODULES = ("keyrings.alt.", "keyring.backends.null", "keyring.backends.fail")
_PART = 1_000
"""Characters of one entry: Windows refuses more than 1,280, and refresh tokens are longer."""
_MORE = "inbox-momentum-parts:"
_MOST_PARTS = 30

_T = TypeVar("_T")


class NoKeyring(AccountError):
    """This machine has no keyring that keeps a secret encrypted."""


class KeyringFailed(AccountError):
    """There is a keyring, but it is locked or out of order."""


def get(entry: str) -> str | None:
    """The secret kept under ``entry``; ``None`` when there is none.

    Raises ``NoKeyring`` or ``KeyringFailed``.
    """
    for backend in _backends():
        first = _read(backend, entry)
        if first is None:
            continue
        if not first.startswith(_MORE):
            return first
        return _joined(backend, entry, first)
    return None


def set(entry: str, value: str) -> None:
    """Keep ``value`` under ``entry``, in place of what was there."""
    backend = _backends()[0]
    parts = [value[at : at + _PART] for at in range(0, len(value), _PART)] or [""]
    if len(parts) > _MOST_PARTS:
        raise KeyringFailed("That secret is too long to be a password or a token; nothing was kept.")
    delete(entry)
    if len(parts) > 1:
        for number, part in enumerate(parts, 1):
            _asked(partial(backend.set_password, SERVICE, _part_entry(entry, number), part))
        value = f"{_MORE}{len(parts)}"
    _asked(partial(backend.set_password, SERVICE, entry, value))


def delete(entry: str) -> bool:
    """Remove ``entry``; False when there was none."""
    found = False
    for backend in _backends():
        first = _read(backend, entry)
        if first is None:
            continue
        found = True
        numbers = range(1, _parts(first) + 1)
        for key in (entry, *(_part_entry(entry, number) for number in numbers)):
            if _read(backend, key) is not None:
                _asked(partial(backend.delete_password, SERVICE, key))
    return found


def backend_name() -> str:
    """What the keyring in use is called. Raises ``NoKeyring``."""
    return str(_backends()[0].name)


def _backends() -> list[Any]:
    """The keyrings that may be used, best first: those that keep secrets in clear are passed over."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = _asked(keyring.get_keyring)
    every = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    safe = [one for one in every if not _keeps_in_clear(one)]
    if not safe:
        raise NoKeyring(
            "This machine has no keyring that keeps secrets encrypted. Set one up (GNOME Keyring, KWallet or "
            "KeePassXC's secret service), or name a program that prints the password with password_command."
        )
    return safe


def _keeps_in_clear(backend: Any) -> bool:
    """True for a backend that keeps nothing, or keeps it in a readable file (keyrings.alt does both)."""
    kind = type(backend)
    if "plaintext" in kind.__name__.lower():
        return True
    return f"{kind.__module__}.".startswith(_UNSAFE_MODULES) and not kind.__name__.startswith("Encrypted")


def _part_entry(entry: str, number: int) -> str:
    return f"{entry} {number}"


def _read(backend: Any, entry: str) -> str | None:
    value = _asked(partial(backend.get_password, SERVICE, entry))
    return value if isinstance(value, str) else None


def _parts(first: str) -> int:
    """How many parts follow an entry's first text; 0 when it is the secret itself."""
    count = first.removeprefix(_MORE)
    return min(int(count), _MOST_PARTS) if count != first and count.isdecimal() else 0


def _joined(backend: Any, entry: str, first: str) -> str | None:
    texts = [_read(backend, _part_entry(entry, number)) for number in range(1, _parts(first) + 1)]
    found = [text for text in texts if text is not None]
    return "".join(found) if found and len(found) == len(texts) else None


def _asked(question: Callable[[], _T]) -> _T:
    """The keyring's answer. Its own errors are not repeated: they may quote what was to be kept."""
    try:
        return question()
    except Exception as error:  # noqa: BLE001 (a keyring's backend raises what its platform does)
        from keyring.errors import KeyringLocked

        kind = type(error).__name__
        said = "is locked" if isinstance(error, KeyringLocked) else f"did not answer ({kind})"
    raise KeyringFailed(
        f"The keyring of this machine {said}. Unlock it, or log in on the desktop, and try again."
    )
