"""The tree of a body's parts, when it is built as it should be.

The standard library's parser asks of every line of a body whether it ends a part, with a pattern
made anew for each boundary: half the work of reading the structure of a mail. Here the separator
lines are searched for, the library reads the heads of the parts, and their contents stay in one
piece. Whatever is not plainly well-formed is left to the library, so that broken mail has one judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from typing import TypeAlias

from inbox_momentum.message.mime import MAX_PART_HEAD

Part: TypeAlias = "Message[str, str]"

_SEPARATOR = re.compile(rb"\n--([^\r\n]+)")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_LONE_RETURN = re.compile(rb"\r(?!\n)")


@dataclass(slots=True)
class _Tree:
    """What is built while one separator line after the other is met."""

    body: bytes
    lines: dict[bytes, tuple[Part, bool]] = field(default_factory=dict)
    """Separator line -> the multipart it belongs to, and whether it closes it."""
    open_parts: list[Part] = field(default_factory=list)
    """Multiparts that were not closed yet, the innermost last."""
    leaf: Part | None = None
    """The part whose content is being passed; ``None`` between parts."""
    start: int = 0
    """Where that content starts."""

    def open(self, part: Part) -> bool:
        """Enter a multipart; False when it is of a rare kind."""
        boundary = part.get_boundary()
        if not boundary or not boundary.isascii():
            return False
        if part.get_content_subtype() == "digest" or "content-disposition" in part:
            return False
        line = boundary.encode("ascii")
        if line in self.lines or line + b"--" in self.lines:
            return False
        if self.body.rfind(b"\n--" + line + b"--") < 0:  # cut off, mostly: nothing is to be read twice
            return False
        self.lines[line], self.lines[line + b"--"] = (part, False), (part, True)
        part.set_payload([])
        self.open_parts.append(part)
        return True

    def separate(self, owner: Part, closes: bool, at: int) -> bool:
        """Take the separator line at ``at``; False when it should not stand there."""
        if at < self.start or not self.open_parts or owner is not self.open_parts[-1]:
            return False
        if self.leaf is not None:
            content = self.body[self.start : at]  # RFC 2046 §5.1.1: its last line end is the separator's
            self.leaf.set_payload(_text(content.removesuffix(b"\n").removesuffix(b"\r")))
            self.leaf = None
        if closes:
            self.open_parts.pop()
            return bool(owner.get_payload())
        return self._begin(owner, self.body.find(b"\n", at))

    def _begin(self, owner: Part, line_end: int) -> bool:
        """The part below a separator line that ends at ``line_end`` (-1: nowhere)."""
        if line_end < 0:
            return False
        blank = _BLANK_LINE.search(self.body, line_end, line_end + MAX_PART_HEAD)
        part = _headed(self.body[line_end + 1 : blank.start() + 1]) if blank else None
        if blank is None or part is None:
            return False
        owner.attach(part)
        self.start = blank.end()
        if part.get_content_maintype() == "multipart":
            return self.open(part)
        self.leaf = part
        return True


def read(head: bytes, body: bytes) -> Part | None:
    """The tree of a message with these content fields; ``None`` when it is not well-formed."""
    root = _headed(head)
    if root is None or _LONE_RETURN.search(body):
        return None
    if root.get_content_maintype() != "multipart":
        root.set_payload(_text(body))
        return root
    tree = _Tree(body)
    if not tree.open(root):
        return None
    for match in _SEPARATOR.finditer(b"\n" + body):
        owner, closes = tree.lines.get(match[1].rstrip(b" \t"), (None, False))
        if owner is not None and not tree.separate(owner, closes, match.start()):
            return None
    return None if tree.open_parts else root


def _headed(head: bytes) -> Part | None:
    """A part with these fields and no content; ``None`` when they are broken or it is a message."""
    part = BytesHeaderParser().parsebytes(head)
    sound = not part.defects and not part.get_payload() and part.get_content_maintype() != "message"
    return part if sound else None


def _text(content: bytes) -> str:
    """As the library keeps it: bytes that are not ASCII stand as surrogates."""
    return content.decode("ascii", "surrogateescape")
