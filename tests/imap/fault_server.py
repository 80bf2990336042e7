"""A small IMAP server that does what no good one does: scripted, on loopback, in a thread of its own.

It knows just enough of IMAP for a sync. ``hooks`` see every command before it is answered and may
answer it in their own way: cut, stall, lie, babble.
"""

from __future__ import annotations

import asyncio
import base64
import re
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

GREETING = b"* OK ready\r\n"


@dataclass
class Box:
    """A folder: messages by UID."""

    messages: dict[int, bytes]
    validity: int = 7
    flags: bytes = b""
    """Attributes in LIST."""
    drafts: set[int] = field(default_factory=set)
    """UIDs with the flag \\Draft."""


@dataclass
class Talk:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int
    """Connections are counted from 1."""
    folder: str = ""
    commands: int = 0

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def cut(self) -> None:
        """A hard end, in the middle of whatever was said."""
        await self.writer.drain()
        self.writer.transport.abort()


Hook = Callable[["FaultServer", Talk, bytes, bytes, bytes], Awaitable[bool]]
"""(server, talk, tag, command, arguments) → True when it answered."""


@dataclass
class FaultServer:
    """State and script."""

    boxes: dict[bytes, Box]
    hooks: list[Hook] = field(default_factory=list)
    capabilities: bytes = b"IMAP4rev1 AUTH=PLAIN SPECIAL-USE"
    greeting: bytes = GREETING
    password: bytes = b"secret"
    refuse: bytes = b"NO [AUTHENTICATIONFAILED] no\r\n"
    log: list[bytes] = field(default_factory=list)
    """Every command line, without tags."""
    talks: int = 0
    port: int = 0
    tls: ssl.SSLContext | None = None
    mangle: Callable[[int, bytes], bytes] | None = None
    """Changes the FETCH response of a UID before it is sent."""
    before_fetch: bytes = b""
    """Said unasked before every FETCH's answers."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks += 1
        talk = Talk(reader, writer, self.talks)
        try:
            await talk.say(self.greeting)
            while line := await reader.readline():
                tag, _, rest = line.rstrip(b"\r\n").partition(b" ")
                name, _, arguments = rest.partition(b" ")
                if name.upper() == b"UID":
                    name, _, arguments = arguments.partition(b" ")
                name = name.upper()
                self.log.append(rest)
                talk.commands += 1
                for hook in self.hooks:
                    if await hook(self, talk, tag, name, arguments):
                        break
                else:
                    if not await self.answer(talk, tag, name, arguments):
                        break
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def answer(self, talk: Talk, tag: bytes, name: bytes, arguments: bytes) -> bool:
        said, end = b"", tag + b" OK done\r\n"
        if name == b"CAPABILITY":
            said = b"* CAPABILITY " + self.capabilities + b"\r\n"
        elif name in (b"AUTHENTICATE", b"LOGIN"):
            end = tag + b" " + await self._sign_in(talk, name, arguments)
        elif name == b"LIST":
            for raw, box in self.boxes.items():
                said += b"* LIST (" + box.flags + b') "/" "' + raw + b'"\r\n'
        elif name == b"NAMESPACE":
            said = b'* NAMESPACE (("" "/")) NIL NIL\r\n'
        elif name == b"EXAMINE":
            said, end = self._examine(talk, tag, arguments)
        elif name == b"SEARCH":
            box = self._box(talk)
            uids = box.drafts if arguments == b"DRAFT" else box.messages
            said = b"* SEARCH " + b" ".join(b"%d" % uid for uid in uids) + b"\r\n"
        elif name == b"FETCH":
            said = self.before_fetch + self.fetched(talk, arguments)
        elif name == b"LOGOUT":
            await talk.say(b"* BYE\r\n" + end)
            return False
        else:
            end = tag + b" BAD unknown command\r\n"
        await talk.say(said + end)
        return True

    async def _sign_in(self, talk: Talk, name: bytes, arguments: bytes) -> bytes:
        if name == b"AUTHENTICATE":
            await talk.say(b"+ \r\n")
            answer = await talk.reader.readline()
            good = base64.b64decode(answer).endswith(self.password)
        else:
            good = arguments.endswith(b'"' + self.password + b'"')
        return b"OK in\r\n" if good else self.refuse

    def _box(self, talk: Talk) -> Box:
        return self.boxes[talk.folder.encode("latin-1")]

    def _examine(self, talk: Talk, tag: bytes, arguments: bytes) -> tuple[bytes, bytes]:
        found = re.match(rb'"((?:[^"\\]|\\.)*)"', arguments)
        raw = re.sub(rb"\\(.)", rb"\1", found[1]) if found else arguments
        if raw not in self.boxes:
            return b"", tag + b" NO [NONEXISTENT] no such folder\r\n"
        talk.folder = raw.decode("latin-1")
        box = self.boxes[raw]
        following = max(box.messages, default=0) + 1
        said = b"* FLAGS ()\r\n* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY %d] ok\r\n" % (
            len(box.messages),
            box.validity,
        )
        return said + b"* OK [UIDNEXT %d] ok\r\n" % following, tag + b" OK [READ-ONLY] done\r\n"

    def fetched(self, talk: Talk, arguments: bytes) -> bytes:
        """The answer to FETCH, line by line."""
        wanted, _, items = arguments.partition(b" ")
        out = []
        for place, (uid, data) in enumerate(self._box(talk).messages.items(), 1):
            if within(uid, wanted):
                flags = b"\\Draft" if uid in self._box(talk).drafts else b""
                line = b"* %d FETCH (UID %d %s)\r\n" % (place, uid, self._items(items, data, flags))
                out.append(self.mangle(uid, line) if self.mangle else line)
        return b"".join(out)

    def _items(self, items: bytes, data: bytes, flags: bytes) -> bytes:
        head, _, text = data.partition(b"\r\n\r\n")
        head += b"\r\n\r\n"
        said = []
        if items == b"(UID FLAGS)":
            said.append(b"FLAGS (%s)" % flags)
        if b"INTERNALDATE" in items:
            said.append(
                b'FLAGS (%s) INTERNALDATE "02-Mar-2026 09:00:00 +0000" RFC822.SIZE %d' % (flags, len(data))
            )
        if found := re.search(rb"BODY\.PEEK(\[HEADER\.FIELDS \([^)]*\)\])", items):
            said.append(b"BODY%s {%d}\r\n%s" % (found[1], len(head), head))
        if b"BODYSTRUCTURE" in items:
            lines = text.count(b"\n")
            said.append(
                b'BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "7bit" %d %d NIL NIL NIL NIL)'
                % (len(text), lines)
            )
        for name, value in ((b"[]", data), (b"[HEADER]", head), (b"[1]", text), (b"[TEXT]", text)):
            if found := re.search(rb"BODY\.PEEK" + re.escape(name) + rb"(<0\.(\d+)>)?", items):
                value = value[: int(found[2])] if found[1] else value
                origin = b"<0>" if found[1] else b""
                said.append(b"BODY%s%s {%d}\r\n%s" % (name, origin, len(value), value))
        return b" ".join(said)


def within(uid: int, wanted: bytes) -> bool:
    """RFC 3501 sequence-set."""
    for piece in wanted.split(b","):
        low, _, high = piece.partition(b":")
        top = 1 << 40 if high == b"*" else int(high or low)
        if int(low) <= uid <= top:
            return True
    return False


@contextmanager
def serving(server: FaultServer) -> Iterator[FaultServer]:
    """The server in a thread; ``server.port`` says where."""
    loop = asyncio.new_event_loop()
    started = threading.Event()

    async def main() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=server.tls, limit=1 << 22)
        server.port = listening.sockets[0].getsockname()[1]
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            listening.close()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda *_: None)
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        finally:
            rest = asyncio.all_tasks(loop)
            for one in rest:
                one.cancel()
            loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
            loop.close()

    task = loop.create_task(main())
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
