"""Locks between processes that the operating system lets go of when their holder dies, however it dies.

A lock is on an empty file beside the store. The file stays: removing it would let
two processes hold "the" lock on two files of one name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inbox_momentum.store.errors import StoreBusy, out_of_place

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int, shared: bool) -> None:
        # No shared locks here; an open file cannot be deleted on Windows, which serves the same end.
        if not shared:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(descriptor: int, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


@contextmanager
def held(path: Path, busy: str, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock on the file ``path``; raises ``StoreBusy`` saying ``busy`` at once if it is taken."""
    descriptor = acquire(path, busy, shared=shared)
    try:
        yield
    finally:
        os.close(descriptor)


def acquire(path: Path, busy: str, *, shared: bool = False) -> int:
    """Like ``held`` without an end: closing the file descriptor that comes back lets go."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        raise out_of_place(path, (error.strerror or str(error)).lower()) from None
    try:
        _try(descriptor, shared)
    except OSError:
        os.close(descriptor)
        raise StoreBusy(busy) from None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
