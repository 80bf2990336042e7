"""Writes a mailbox of any size with the truth beside it, the same from the same seed.

``python -m bench.generate --size 2GB --dialect takeout --seed 1 OUT`` writes OUT and
OUT.truth.jsonl: for each message its id, where it begins (byte, or file name), and whether it
belongs to an application. A block of some thousand messages is in memory at a time.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.letters import Letter, count_for, letters

_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_FROM = re.compile(rb"(?m)^From ")
_QUOTED = re.compile(rb"(?m)^(>*From )")
_DATED = re.compile(rb"(?m)^(From .*\b20\d\d)$")
_BUFFER = 8 << 20


def _same(text: bytes) -> bytes:
    return text


def _o(text: bytes) -> bytes:
    return _FROM.sub(b">From ", text)


def _rd(text: bytes) -> bytes:
    return _QUOTED.sub(rb">\1", text)


def _only_dated(text: bytes) -> bytes:
    """As writers that quote nothing but would lose a message: prose stays as it is."""
    return _DATED.sub(rb">\1", text)


def _asctime(letter: Letter) -> str:
    return f"{letter.at:%a %b} {letter.at.day:2d} {letter.at:%H:%M:%S %Y}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a program writes mbox."""

    quote: Callable[[bytes], bytes]
    """Applied to body text."""
    sender: str = "bench@postbox.example"
    """What stands between ``From `` and the date."""
    fields: Callable[[Letter], str] = lambda letter: ""
    """Fields of its own, in front of the message's."""
    length: bool = False
    """Whether it writes Content-Length."""
    crlf: Callable[[int], bool] = lambda number: False
    """Whether message ``number`` has CRLF ends."""
    blank: bool = True
    """Whether an empty line ends each message."""
    bom: bool = False
    newest_first: bool = False
    takeout: bool = False


def _mozilla(letter: Letter) -> str:
    return "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys:" + " " * 80 + "\n"


def _gmail(letter: Letter) -> str:
    return f"X-GM-THRID: {letter.thread}\nX-Gmail-Labels: {letter.labels}\n"


DIALECTS = {
    "mboxo": Dialect(_o),
    "mboxrd": Dialect(_rd, "mboxrd@z"),
    "mboxcl": Dialect(_o, length=True),
    "mboxcl2": Dialect(_same, length=True),
    "crlf": Dialect(_o, crlf=lambda number: True),
    "mixed": Dialect(_o, crlf=lambda number: number % 3 == 1),
    "bom": Dialect(_o, bom=True),
    "noblank": Dialect(_o, blank=False),
    "thunderbird": Dialect(_o, "-", _mozilla),
    "eudora": Dialect(_only_dated, "???@???"),
    "takeout": Dialect(_o, "", _gmail, newest_first=True, takeout=True),
}
"""By name; ``maildir`` is the one more that ``write`` knows."""


def frames(dialect: Dialect, some: Iterable[Letter]) -> Iterator[tuple[Letter, bytes]]:
    """Each letter as it stands in the file, with its separator."""
    for number, letter in enumerate(some):
        text = dialect.quote(letter.text)
        if dialect.takeout:
            line = f"From {letter.thread}@xxx {letter.at:%a %b %d %H:%M:%S} +0000 {letter.at:%Y}\n"
        else:
            line = f"From {dialect.sender} {_asctime(letter)}\n"
        length = f"Content-Length: {len(text) + len(letter.blob)}\n" if dialect.length else ""
        parts = (line.encode(), dialect.fields(letter).encode(), letter.head, length.encode(), b"\n", text)
        data = b"".join((*parts, letter.blob, b"\n" if dialect.blank else b""))
        yield letter, data.replace(b"\n", b"\r\n") if dialect.crlf(number) else data


def write(target: Path, dialect: str, seed: int, count: int) -> int:
    """Write the mailbox and its truth; bytes of the mailbox."""
    truth = target.with_name(target.name + ".truth.jsonl")
    with truth.open("w", encoding="utf-8", buffering=1 << 20) as lines:
        if dialect == "maildir":
            return _maildir(target, seed, count, lines.write)
        return _mbox(target, DIALECTS[dialect], seed, count, lines.write)


def _mbox(target: Path, dialect: Dialect, seed: int, count: int, note: Callable[[str], object]) -> int:
    with target.open("wb", buffering=_BUFFER) as out:
        at = out.write(b"\xef\xbb\xbf") if dialect.bom else 0
        for letter, data in frames(dialect, letters(seed, count, dialect.newest_first)):
            note(_truth(letter, at))
            at += out.write(data)
    return at


def _maildir(target: Path, seed: int, count: int, note: Callable[[str], object]) -> int:
    size = 0
    for folder in (target, target / ".Sent"):
        for name in ("cur", "new", "tmp"):
            (folder / name).mkdir(parents=True)
    for number, letter in enumerate(letters(seed, count)):
        place = (target / ".Sent" if letter.sent else target) / "cur"
        name = f"{int(letter.at.timestamp())}.{number}.bench:2,S"
        size += (place / name).write_bytes(b"".join((letter.head, b"\n", letter.text, letter.blob)))
        note(_truth(letter, str((place / name).relative_to(target))))
    return size


def _truth(letter: Letter, position: int | str) -> str:
    row = {"id": letter.id, "position": position, "hiring": letter.hiring, "sent": letter.sent}
    return json.dumps(row) + "\n"


def size_of(text: str) -> int:
    """Bytes of ``2GB``, ``100MB`` or a plain number."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]B|)", text.upper())
    if found is None:
        raise argparse.ArgumentTypeError(f"not a size such as 2GB: {text!r}")
    return int(float(found[1]) * _UNITS[found[2]])


def main() -> int:
    """Write what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Write an invented mailbox and its truth.")
    parser.add_argument("target", type=Path, metavar="OUT")
    parser.add_argument(
        "--size", type=size_of, default=size_of("100MB"), help="about so large (default: 100MB)"
    )
    parser.add_argument("--messages", type=int, help="so many messages instead")
    parser.add_argument("--dialect", choices=(*DIALECTS, "maildir"), default="takeout")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    count = arguments.messages or count_for(arguments.size)
    size = write(arguments.target, arguments.dialect, arguments.seed, count)
    print(f"{arguments.target}: {count:,} messages, {size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
