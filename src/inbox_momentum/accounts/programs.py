"""A program of the user's that prints a secret (``password_command``, ``token_command``)."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from threading import Thread

from inbox_momentum.model import AccountError

PATIENCE_S = 60.0
"""How long a program may take; it may have to ask for a passphrase in a window of its own."""
_MOST_BYTES = 65_536


def first_line(command: Sequence[str], setting: str) -> str:
    """What ``command`` prints, its first line; run without a shell, its own errors unseen.

    Raises ``AccountError`` that names the ``setting`` and the program, never its output.
    """
    program = command[0]
    try:
        process = subprocess.Popen(  # noqa: S603 (the user's own choice, and no shell reads it)
            list(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be run"
        raise AccountError(f"{setting}: {program} cannot be started: {reason}. Mend the setting.") from None
    printed = _read(process, PATIENCE_S)
    status = process.poll()
    if printed is None:
        raise AccountError(
            f"{setting}: {program} did not end within {PATIENCE_S:g} s. Run it in a terminal to see what it "
            "waits for."
        )
    if status:
        raise AccountError(
            f"{setting}: {program} ended with status {status}. Run it in a terminal to see why."
        )
    line = printed.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
    if not line:
        raise AccountError(f"{setting}: {program} printed nothing. Run it in a terminal to see why.")
    return line


def _read(process: subprocess.Popen[bytes], patience_s: float) -> bytes | None:
    """Output of a process that ended in time, bounded; ``None`` when it had to be stopped."""
    parts: list[bytes] = []
    stream = process.stdout
    assert stream is not None  # asked for above

    def read() -> None:
        with stream:
            parts.append(stream.read(_MOST_BYTES))

    # A thread, because what the program started may hold its output open after it has ended itself.
    reader = Thread(target=read, daemon=True)
    reader.start()
    reader.join(patience_s)
    try:
        process.wait(0 if reader.is_alive() else patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    return parts[0] if parts else None
