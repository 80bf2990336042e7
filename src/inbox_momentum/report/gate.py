"""The last door: a page that holds anything but what a report needs does not get out.

The page must obey a strict little grammar on which every HTML parser agrees (double
quotes only, no comments, no stray ``<``), so that there is nothing a browser could
read differently. Elements, attributes and attribute values are allow-lists.
Escaping and the CSP come first; this catches the mistake in a template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inbox_momentum.model import UsageError
from inbox_momentum.report.clean import controls_removed

_TAG = re.compile(r'<(/?)([a-z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*>')
_ATTRIBUTE = re.compile(r'([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"<>]*)")?')
_DOCTYPE = "<!doctype html>"

_VOID = frozenset({"meta", "input", "br", "wbr"})
_HTML = (
    "html head title meta style body header main footer section nav h1 h2 h3 p ul ol li dl dt dd div span b "
    "strong em small q blockquote bdi a time code table caption thead tbody tr th td figure figcaption "
    "details summary fieldset legend label input br wbr abbr"
)
_SVG = "svg g path line rect circle polygon polyline text tspan"
ELEMENTS = frozenset((_HTML + " " + _SVG).split())

_IDENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_IDENTS = re.compile(r"[A-Za-z0-9_ -]*")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")
_NUMBERS = re.compile(r"[-0-9., ]+")
_PATH = re.compile(r"[MmLlHhVvZz0-9., -]+")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|none|currentColor")
_FRAGMENT = re.compile(r"#[A-Za-z][A-Za-z0-9_-]*")
_ANY = re.compile(r"[^<>]*")
_WORD = re.compile(r"[a-z][a-z-]*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_STAMP = re.compile(r"[0-9TZ:.+-]{4,40}")

_GLOBAL: dict[str, re.Pattern[str]] = {
    "class": _IDENTS,
    "id": _IDENT,
    "title": _ANY,
    "lang": _LANGUAGE,
    "dir": re.compile(r"ltr|rtl|auto"),
    "role": _WORD,
    "aria-label": _ANY,
    "aria-labelledby": _IDENTS,
    "aria-describedby": _IDENTS,
    "aria-hidden": re.compile(r"true|false"),
}
_DRAWING: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy"), _NUMBER),
    **dict.fromkeys(("width", "height", "stroke-width", "opacity", "fill-opacity", "font-size"), _NUMBER),
    **dict.fromkeys(("points", "stroke-dasharray"), _NUMBERS),
    **dict.fromkeys(("fill", "stroke"), _COLOUR),
    "d": _PATH,
    "viewBox": _NUMBERS,
    "preserveAspectRatio": re.compile(r"none|x[A-Za-z]+( meet| slice)?"),
    "text-anchor": re.compile(r"start|middle|end"),
    "focusable": re.compile(r"false"),
    "vector-effect": re.compile(r"non-scaling-stroke"),
    "stroke-linejoin": _WORD,
    "stroke-linecap": _WORD,
}
_OWN: dict[str, dict[str, re.Pattern[str]]] = {
    "a": {"href": _FRAGMENT},
    "input": {
        "type": re.compile(r"radio"),
        "name": _IDENT,
        "value": _WORD,
        "checked": re.compile(r""),
    },
    "label": {"for": _IDENT},
    "details": {"open": re.compile(r"")},
    "time": {"datetime": _STAMP},
    "th": {"scope": re.compile(r"row|col"), "colspan": _NUMBER},
    "td": {"colspan": _NUMBER},
    **dict.fromkeys(_SVG.split(), _DRAWING),
}
_BANNED_CSS = re.compile(
    r"<|@import|@font-face|@namespace|url\(|image\(|image-set\(|src\(|expression|\\", re.I
)


class UnsafePage(UsageError):
    """The rendered page holds something that no report may hold; it was not written.

    With the stock templates this cannot happen; it is said to whoever wrote their own.
    """


@dataclass(slots=True)
class _State:
    """How far the reading has got."""

    css: str
    csp: str
    stack: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    metas: set[str] = field(default_factory=set)
    styles: int = 0


def check(page: str, css: str, csp: str) -> str:
    """``page`` itself when it passes; raises ``UnsafePage`` with the reason when it does not.

    ``css`` is the one style sheet and ``csp`` the one policy that the page must carry.
    """
    if _BANNED_CSS.search(css):
        raise UnsafePage("the style sheet loads or escapes something; only plain rules may go into a report")
    if not page.startswith(_DOCTYPE):
        raise UnsafePage("the page does not begin with its doctype")
    state = _State(css, csp)
    position = len(_DOCTYPE)
    while position < len(page):
        position = _step(page, position, state)
    _end(state)
    return page


def _step(page: str, position: int, state: _State) -> int:
    """Text up to the next tag, then that tag; the position behind it."""
    start = page.find("<", position)
    text = page[position : start if start >= 0 else len(page)]
    _text(text, page, position)
    if start < 0:
        return len(page)
    match = _TAG.match(page, start)
    if match is None:
        raise UnsafePage(f"markup that is no plain tag, {_where(page, start)}")
    closing, name, attributes = match.groups()
    if name not in ELEMENTS:
        raise UnsafePage(f"the element <{name[:30]}> does not belong in a report, {_where(page, start)}")
    if closing:
        if not state.stack or state.stack.pop() != name or attributes.strip():
            raise UnsafePage(f"</{name}> closes nothing, {_where(page, start)}")
        return match.end()
    given = _attributes(name, attributes, page, start)
    _remember(name, given, state, page, start)
    if name == "style":
        return _style(page, match.end(), state)
    if name not in _VOID:
        state.stack.append(name)
    return match.end()


def _text(text: str, page: str, position: int) -> None:
    if ">" in text:
        raise UnsafePage(f"a stray > in the text, {_where(page, position)}")
    if controls_removed(text.replace("\n", " ")) != text.replace("\n", " "):
        raise UnsafePage(f"a control or direction character in the text, {_where(page, position)}")


def _attributes(name: str, raw: str, page: str, start: int) -> dict[str, str]:
    allowed = {**_GLOBAL, **_OWN.get(name, {})}
    given: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw):
        key, value = match.group(1), match.group(2) or ""
        if key in given:
            raise UnsafePage(f"the attribute {key} is given twice, {_where(page, start)}")
        given[key] = value
        if name == "meta":
            continue
        pattern = allowed.get(key)
        if pattern is None or not pattern.fullmatch(value):
            raise UnsafePage(f"the attribute {key[:30]} of <{name}> is not allowed so, {_where(page, start)}")
        if controls_removed(value) != value:
            raise UnsafePage(f"a control or direction character in {key}, {_where(page, start)}")
    return given


def _remember(name: str, given: dict[str, str], state: _State, page: str, start: int) -> None:
    """Counts what a page may have once, and what must be there at its end."""
    if name == "meta":
        state.metas.add(_meta(given, state.csp, page, start))
    if "id" in given:
        if given["id"] in state.ids:
            raise UnsafePage(f"the id {given['id']} is used twice, {_where(page, start)}")
        state.ids.add(given["id"])
    if "href" in given:
        state.targets.add(given["href"][1:])


def _meta(given: dict[str, str], csp: str, page: str, start: int) -> str:
    plain = {key: value.replace("&#39;", "'") for key, value in given.items()}
    known = {
        "charset": {"charset": "utf-8"},
        "csp": {"http-equiv": "Content-Security-Policy", "content": csp},
        "viewport": {"name": "viewport", "content": "width=device-width, initial-scale=1"},
        "referrer": {"name": "referrer", "content": "no-referrer"},
        "color-scheme": {"name": "color-scheme", "content": "light dark"},
        "generator": {"name": "generator", "content": "inbox-momentum"},
    }
    for label, expected in known.items():
        if plain == expected:
            return label
    raise UnsafePage(f"a <meta> that no report may hold, {_where(page, start)}")


def _style(page: str, position: int, state: _State) -> int:
    end = position + len(state.css)
    state.styles += 1
    if state.styles > 1 or page[position:end] != state.css or not page.startswith("</style>", end):
        raise UnsafePage("the page holds another style sheet than the one its policy allows")
    return end + len("</style>")


def _end(state: _State) -> None:
    if state.stack:
        raise UnsafePage(f"<{state.stack[-1]}> is never closed")
    missing = {"charset", "csp", "referrer"} - state.metas
    if missing:
        raise UnsafePage(f"the page lacks its {sorted(missing)[0]} <meta>")
    if state.styles != 1:
        raise UnsafePage("the page lacks its style sheet")
    lost = state.targets - state.ids
    if lost:
        raise UnsafePage(f"a link goes to #{sorted(lost)[0]}, which is not on the page")


def _where(page: str, position: int) -> str:
    line = page.count("\n", 0, position) + 1
    shown = controls_removed(page[position : position + 40])
    return f"line {line}: {shown!r}"
