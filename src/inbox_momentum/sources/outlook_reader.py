"""Mail of an Outlook data file, read by a process of its own so that no file can stop this one.

When that process ends or stalls, the item it was at is counted as unreadable and another
process goes on behind it.
"""

from __future__ import annotations

import importlib.util
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import BinaryIO

from inbox_momentum.model import Defect, RawMessage
from inbox_momentum.sources import outlook_frames
from inbox_momentum.sources.outlook_frames import Event, Frame
from inbox_momentum.sources.protocol import Place

PATIENCE = 120.0
"""Seconds that one item may take."""
RESTARTS = 20
"""Items that may end the process before the file is given up."""
_AHEAD = 8
_Told = tuple[Frame, bytes] | None


def available() -> bool:
    """True when the library is installed."""
    return importlib.util.find_spec("pypff") is not None


def read(file: BinaryIO, place: Place) -> Iterator[RawMessage | Defect]:
    """Every mail of the file, a fatal defect for each that could not be read."""
    start, others = 0, 0
    for _ in range(RESTARTS + 1):
        last: Frame | None = None
        with closing(_frames(file, start)) as frames:
            for frame, data in frames:
                if frame.event is Event.END:
                    if others:
                        yield place.defect("items-without-mail", _OTHERS.format(others), fatal=False)
                    return
                if frame.event is Event.BROKEN:
                    yield place.defect("source-broken", _BROKEN.format(frame.detail), fatal=True)
                    return
                last = frame if frame.number else last
                others += frame.event is Event.OTHER
                if frame.event is Event.MAIL:
                    yield _message(frame, data, place)
                elif frame.event is Event.BAD and (frame.number or not start):
                    yield _bad(frame, place, frame.detail)  # folders are walked again at each start
        if last is None:
            break
        if last.event is Event.AT:
            yield _bad(last, place, "reading it ended or stalled the reader")
        start = last.ordinal + 1
    detail = "it is damaged beyond what can be passed over"
    yield place.defect("source-broken", _BROKEN.format(detail), fatal=True)


_OTHERS = "{} items are no mail (contacts, appointments and the like) and were left out."
_BROKEN = "The Outlook data file could not be read: {}."


def _position(frame: Frame) -> str:
    folder = "/".join(frame.folder) or "(top)"
    return f"{folder} item {frame.number}" if frame.number else folder


def _bad(frame: Frame, place: Place, detail: str) -> Defect:
    what = "item" if frame.number else "folder"
    sentence = f"The {what} could not be read: {detail}."
    return Defect(place.many, _position(frame), f"outlook-{what}-unreadable", sentence, fatal=True)


def _message(frame: Frame, data: bytes, place: Place) -> RawMessage:
    position = _position(frame)
    detail = f"A part of the item could not be read: {frame.detail}."
    damaged = (Defect(place.many, position, "outlook-item-damaged", detail),) if frame.detail else ()
    return RawMessage(
        source=place.many,
        position=position,
        data=data,
        folder="/".join((*place.inner, *frame.folder)) or None,
        in_sent=frame.sent,
        in_junk=frame.junk,
        is_draft=frame.draft,
        internal_at=None if frame.internal_at is None else datetime.fromtimestamp(frame.internal_at, UTC),
        defects=damaged,
    )


def _frames(file: BinaryIO, start: int) -> Generator[tuple[Frame, bytes], None, None]:
    """What one process tells until it ends, by itself or because it stalls."""
    file.seek(0)
    # -P: nothing is imported from the folder the user happens to be in.
    command = [sys.executable, "-P", "-m", "inbox_momentum.sources.outlook_store", str(start)]
    path = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(  # noqa: S603 - this program itself, with a number
        command,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )
    waiting: queue.Queue[_Told] = queue.Queue(_AHEAD)
    listener = threading.Thread(target=_listen, args=(process, waiting), daemon=True)
    listener.start()
    try:
        while (told := waiting.get(timeout=PATIENCE)) is not None:
            yield told
    except queue.Empty:
        return
    finally:
        process.kill()
        while listener.is_alive():  # it may wait for room
            with suppress(queue.Empty):
                waiting.get(timeout=0.05)
        process.wait()


def _listen(process: subprocess.Popen[bytes], waiting: queue.Queue[_Told]) -> None:
    stream = process.stdout
    if stream is not None:
        with stream:
            try:
                while (told := outlook_frames.read(stream)) is not None:
                    waiting.put(told)
            except (OSError, ValueError, TypeError):
                pass  # ended in the middle of a frame
    waiting.put(None)
