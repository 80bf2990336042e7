"""A proxy on loopback that cuts the line after a given number of bytes, or records what passes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Cutter:
    """Passes bytes between a client and a server."""

    target: tuple[str, int]
    cuts: list[int] = field(default_factory=list)
    """Bytes from the server after which the first, the second … connection is cut; later ones are not."""
    at_cut: Callable[[], None] = lambda: None
    """Done at each cut, before the line ends."""
    port: int = 0
    passed: int = 0
    """Bytes from the server that were passed on."""
    connections: int = 0

    def take(self, client: socket.socket) -> None:
        """One connection, in two threads."""
        left = self.cuts[self.connections] if self.connections < len(self.cuts) else None
        self.connections += 1
        try:
            upstream = socket.create_connection(self.target, 10)
        except OSError:
            client.close()
            return
        threading.Thread(target=self._up, args=(client, upstream), daemon=True).start()
        threading.Thread(target=self._down, args=(upstream, client, left), daemon=True).start()

    def _up(self, client: socket.socket, upstream: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                upstream.sendall(data)
        with suppress(OSError):
            upstream.shutdown(socket.SHUT_RDWR)

    def _down(self, upstream: socket.socket, client: socket.socket, left: int | None) -> None:
        with suppress(OSError):
            while data := upstream.recv(65536):
                if left is not None and len(data) >= left:
                    client.sendall(data[:left])
                    self.passed += left
                    self.at_cut()
                    break
                if left is not None:
                    left -= len(data)
                self.passed += len(data)
                client.sendall(data)
        for one in (client, upstream):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def cutting(target: tuple[str, int]) -> Iterator[Cutter]:
    """The proxy; ``port`` says where it listens."""
    cutter = Cutter(target)
    listening = socket.create_server(("127.0.0.1", 0), backlog=32)
    cutter.port = listening.getsockname()[1]

    def accept() -> None:
        with suppress(OSError):
            while True:
                cutter.take(listening.accept()[0])

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield cutter
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
