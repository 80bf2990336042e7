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
_INDENTING = re.compile(r"(?:^|;)\s*border\s*:\s*(?:none|0)", re.IGNORECASE)
_SIGNATURES = ("gmail_signature", "moz-signature")
_CELLS = ("td", "th")


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
        if self.current or not text.isspace():
            self.current.append(text)

    def line(self, blank: bool = False, force: bool = False) -> None:
        """End the line; ``blank`` asks for an empty line, ``force`` keeps even an empty one."""
        if not (self.current or blank or force):
            return
        text = "".join(self.current)
        text = text.rstrip() if self.pre else _one_spaced(text).strip()
        self.current.clear()
        mark = "> " * min(self.depth, MAX_DEPTH) if self.depth else ""
        if text or force:
            self.lines.append(mark + text if text else mark.rstrip())
        if blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())


def _one_spaced(text: str) -> str:
    """``text`` with single blanks only; most text is so already."""
    return text if "  " not in text and text.isprintable() else _SPACES.sub(" ", text)


def read(html: str) -> tuple[str, tuple[str, ...]]:
    """(text, http links outside quotes in order) of an HTML body; never raises."""
    from selectolax.lexbor import LexborHTMLParser

    html = html[:MAX_HTML].replace("\x00", "")
    html = _LONG_TAG.sub(" ", html)  # inline images; thousands of attributes
    html = _FOREIGN.sub(" ", html)  # drawings: stray tags in them are searched for again and again
    opening = html.count("<") - html.count("</")  # no more can nest: this alone clears nearly every page
    if (opening > MAX_NESTING and _nesting(html) > MAX_NESTING) or html.lower().count(
        "<option"
    ) > MAX_OPTIONS:
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
    entered: list[tuple[LexborNode, str]] = []
    node = root
    while True:
        tag = _kind(node)
        if tag == "-text":
            writer.text(node.text_content or "")
        elif tag == "br":
            writer.line(force=True)
        elif tag is not None and _enter(tag, node, writer):
            child = node.child
            if child is not None:
                entered.append((node, tag))
                node = child
                continue
            _leave(tag, writer)
        while entered:  # up, until something follows
            following = node.next
            if following is not None:
                node = following
                break
            node, tag = entered.pop()
            _leave(tag, writer)
        else:
            return


def _kind(node: LexborNode) -> str | None:
    """The element's name; a ``div`` for a ``blockquote`` that only indents, as editors' buttons write it."""
    tag = node.tag
    if tag == "blockquote" and _INDENTING.search(node.attributes.get("style") or ""):
        return "div"
    return tag


def _enter(tag: str, node: LexborNode, writer: _Writer) -> bool:
    """Write what an element starts with; False when it is not to be read."""
    elements = _elements()
    if tag in elements.skipped or tag.startswith(("-", "!")):
        return False
    attributes = node.attributes
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return False
    if tag in elements.blocks:
        writer.line(blank=tag in elements.paragraphs)
    names = attributes.get("class")
    if names and any(name in names for name in _SIGNATURES):
        writer.line()
        writer.lines.append("> " * writer.depth + "-- ")
    if tag == "a":
        if writer.depth == 0:
            _link(attributes.get("href"), writer)
    elif tag == "li":
        writer.current.append("- ")
    elif tag == "blockquote":
        writer.depth += 1
    elif tag == "pre":
        writer.pre += 1
    return True


def _leave(tag: str, writer: _Writer) -> None:
    """Write what an element ends with."""
    if tag in _CELLS:
        writer.current.append(" ")
        return
    elements = _elements()
    if tag in elements.blocks:
        writer.line(blank=tag in elements.paragraphs)
    if tag == "blockquote":
        writer.line()
        writer.depth = max(0, writer.depth - 1)
    elif tag == "pre":
        writer.pre = max(0, writer.pre - 1)


def _link(href: str | None, writer: _Writer) -> None:
    href = (href or "").strip()
    if href[:8].lower().startswith(("http://", "https://")) and len(writer.links) < MAX_LINKS:
        plain = href.isprintable() and " " not in href
        writer.links.append((href if plain else _SPACES.sub("", href))[:2000])
