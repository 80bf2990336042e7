"""How long a sync waits for a server, how often it tries again, and by which clock."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Patience:
    """Times are seconds. Tests inject clock, sleep and chance."""

    connect_s: float = 20.0
    """For a connection and its TLS handshake."""
    silence_s: float = 60.0
    """Without a byte from the server, the line counts as dead."""
    command_s: float = 600.0
    """For one whole answer, however it trickles."""
    tries: int = 6
    """Failures in a row, without anything kept between them, after which the sync ends."""
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    waiting_s: float = 900.0
    """All waiting of one sync together; then it ends cleanly."""
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    monotonic: Callable[[], float] = field(default=time.monotonic, repr=False)
    chance: Callable[[], float] = field(default=random.random, repr=False)
    """Uniform in [0, 1)."""

    def back_off_s(self, failures: int) -> float:
        """Wait before the next connection after ``failures`` in a row: doubled each time, capped, jittered.

        Half of it is fixed, half is chance, so that many clients of one server that went away do not
        come back together.
        """
        whole = min(self.longest_wait_s, self.first_wait_s * 2.0 ** min(failures - 1, 30))
        return whole / 2 + whole / 2 * self.chance()
