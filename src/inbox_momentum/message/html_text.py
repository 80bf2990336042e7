"""HTML mail to readable text, the only importer of ``selectolax``.

Quotes become ``> `` lines and signatures get their ``-- `` line, so that what
follows can treat both kinds of mail alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_HTML = 2_000_000
"""Characters of HTML that are read."""
MAX_LINKS = 500
MAX_DEPTH = 64
"""Quote marks shown before a line."""

_BLOCKS = frozenset(
    "address article aside blockquote center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre".split())
_SKIPPED = frozenset(
    "script style head title template noscript object applet svg iframe select textarea".split()
)
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


@dataclass(slots=True)
class _Writer:
    """Lines written so far."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0
    """Open quotes."""
    links: list[str] = field(default_factory=list)
    pre: int = 0

    def text(self, text: str) -> None:
        if self.pre:
            first, *rest = text.split("\n")
            self.current.append(first)
            for line in rest:
                self.line()
                self.current.append(line)
            return
        text = _SPACES.sub(" ", text)
        if text == " " and not self.current:
            return
        self.current.append(text)

    def line(self, blank: bool = False, force: bool = False) -> None:
        """End the line; ``blank`` asks for an empty line, ``force`` keeps even an empty one."""
        text = "".join(self.current)
        text = text.rstrip() if self.pre else _SPACES.sub(" ", text).strip()
        self.current.clear()
        mark = "> " * min(self.depth, MAX_DEPTH)
        if text or force:
            self.lines.append((mark + text).rstrip() if not text else mark + text)
        if blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())


def read(html: str) -> tuple[str, tuple[str, ...]]:
    """(text, http links outside quotes in order) of an HTML body; never raises."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(html[:MAX_HTML].replace("\x00", "")).root
    if root is None:
        return "", ()
    writer = _Writer()
    _walk(root, writer)
    writer.line()
    return "\n".join(writer.lines).strip("\n"), tuple(dict.fromkeys(writer.links))


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Depth first without recursion: HTML may be nested as deep as its author likes."""
    node: LexborNode | None = root
    while node is not None:
        child = _enter(node, writer)
        if child is not None:
            node = child
            continue
        while node is not None:
            _leave(node, writer)
            if node == root:
                return
            following = node.next
            if following is not None:
                node = following
                break
            node = node.parent


def _enter(node: LexborNode, writer: _Writer) -> LexborNode | None:
    """Write what a node starts with; its first child when it is to be read."""
    tag = node.tag
    if tag == "-text":
        writer.text(node.text_content or "")
        return None
    if tag is None or tag in _SKIPPED or tag.startswith(("-", "!")):
        return None
    if tag == "br":
        writer.line(force=True)
        return None
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return None
    if tag in _BLOCKS:
        writer.line(blank=tag in _PARAGRAPHS)
    if _signature(attributes):
        writer.line()
        writer.lines.append("> " * writer.depth + "-- ")
    if tag == "blockquote":
        writer.depth += 1
    if tag == "pre":
        writer.pre += 1
    if tag == "li":
        writer.current.append("- ")
    if tag == "a" and writer.depth == 0:
        _link(attributes.get("href"), writer)
    return node.child


def _leave(node: LexborNode, writer: _Writer) -> None:
    tag = node.tag
    if tag is None or tag in _SKIPPED or tag.startswith(("-", "!")) or tag == "br":
        return
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return
    if tag in ("td", "th"):
        writer.current.append(" ")
        return
    if tag in _BLOCKS:
        writer.line(blank=tag in _PARAGRAPHS)
    if tag == "blockquote":
        writer.line()
        writer.depth = max(0, writer.depth - 1)
    if tag == "pre":
        writer.pre = max(0, writer.pre - 1)


def _signature(attributes: dict[str, str | None]) -> bool:
    return "gmail_signature" in (attributes.get("class") or "") or "moz-signature" in (
        attributes.get("class") or ""
    )


def _link(href: str | None, writer: _Writer) -> None:
    if (
        href
        and len(writer.links) < MAX_LINKS
        and href.strip()[:8].lower().startswith(("http://", "https://"))
    ):
        writer.links.append(_SPACES.sub("", href.strip())[:2000])
