"""HTML mail to readable text, the only importer of ``selectolax``.

Quotes become ``> `` lines and signatures get their ``-- `` line, so that what
follows can treat both kinds of mail alike.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from inbox_momentum import assets

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_HTML = 1_000_000
"""Characters of HTML that are read."""
MAX_LINKS = 500
MAX_NESTING = 2_000
"""Open elements up to which the parser is used: its time grows with their square."""
MAX_DEPTH = 64
"""Quote marks shown before a line."""

MAX_OPTIONS = 1_000
"""Choices of a form: the parser's time grows with their square too."""

_LONG_TAG = re.compile(r"<[a-zA-Z/!][^<>]{4000,}+>?")
_FOREIGN = re.compile(r"</?(?:svg|math)\b[^<>]{0,4000}+>?", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_MARKUP = re.compile(r"<[^<>]{0,5000}>")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Elements:
    """The table ``data/html_elements.toml``."""

    blocks: frozenset[str]
    paragraphs: frozenset[str]
    skipped: frozenset[str]
    not_nesting: frozenset[str]


@cache
def _elements() -> _Elements:
    rows = tomllib.loads(assets.data("html_elements.toml").read_text("utf-8"))
    return _Elements(**{name: frozenset(names) for name, names in rows.items()})


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

    html = html[:MAX_HTML].replace("\x00", "")
    html = _LONG_TAG.sub(" ", html)  # inline images; thousands of attributes
    html = _FOREIGN.sub(" ", html)  # drawings: stray tags in them are searched for again and again
    if _nesting(html) > MAX_NESTING or html.lower().count("<option") > MAX_OPTIONS:
        return _stripped(html), ()
    root = LexborHTMLParser(html).root
    if root is None:
        return "", ()
    writer = _Writer()
    _walk(root, writer)
    writer.line()
    return "\n".join(writer.lines).strip("\n"), tuple(dict.fromkeys(writer.links))


def _nesting(html: str) -> int:
    """The most elements open at once, roughly and in one pass."""
    opened: dict[str, int] = {}
    depth = deepest = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _elements().not_nesting:
            continue
        if not match[1]:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
    return deepest


def _stripped(html: str) -> str:
    """Text of HTML that is nested too deep to be parsed: its tags taken away."""
    return unescape(_SPACES.sub(" ", _MARKUP.sub(" ", html))).strip()


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Depth first without recursion: HTML may be nested as deep as its author likes."""
    top = root.mem_id  # comparing nodes with == would write out both as HTML
    node: LexborNode | None = root
    while node is not None:
        child = _enter(node, writer)
        if child is not None:
            node = child
            continue
        while node is not None:
            _leave(node, writer)
            if node.mem_id == top:
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
    if tag is None or tag in _elements().skipped or tag.startswith(("-", "!")):
        return None
    if tag == "br":
        writer.line(force=True)
        return None
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return None
    if tag in _elements().blocks:
        writer.line(blank=tag in _elements().paragraphs)
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
    if tag is None or tag in _elements().skipped or tag.startswith(("-", "!")) or tag == "br":
        return
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return
    if tag in ("td", "th"):
        writer.current.append(" ")
        return
    if tag in _elements().blocks:
        writer.line(blank=tag in _elements().paragraphs)
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
