"""What a person would read in a message, and the parts the program needs."""

from __future__ import annotations

import re

from inbox_momentum.message import clean_text, flowed, html_text, ids, quotes
from inbox_momentum.message.mailparser_adapter import Parts
from inbox_momentum.model import Body

MAX_LINKS = 500
"""Links kept of one message."""

_STUB = 240
"""Characters under which a plain part may be a mere pointer to the HTML part."""
_MUCH_LONGER = 8
"""An HTML text that many times longer than the plain one is the real text."""
_POINTER = re.compile(
    r"\bhtml\b|view (?:this|it|the)?.{0,30}\b(?:browser|online|web)|enable images|"
    r"im browser|dans (?:votre|un) navigateur|en (?:su|tu|el) navegador|nel browser|"
    r"no (?:seu )?navegador|in (?:je|uw) browser",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]{1,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?)*_'\"»”’]"
_EUDORA = "<x-html>"
_UUENCODED = re.compile(r"^begin 0?[0-7]{3} [^\n]{1,200}\n(?:[!-`][^\n]{0,90}\n)+?`?\n?end$", re.MULTILINE)
_ID_LINE = re.compile(r"^[> \t]{0,20}message-id:[ \t]{0,20}(<[^<>\s]{1,1000}>)", re.IGNORECASE | re.MULTILINE)


def build(parts: Parts) -> Body:
    """The readable body of a message."""
    plain = "\n".join(flowed.unflow(_lf(text), parts.delsp) if parts.flowed else text for text in parts.plain)
    plain, inlined = _eudora(plain)
    plain = clean_text.readable(_without_uuencoded(plain))
    anchors: tuple[str, ...] = ()
    from_html = ""
    if parts.html or inlined:
        read = html_text.read("\n".join((*parts.html, *inlined)))
        from_html = clean_text.readable(read[0])
        anchors = read[1]
    text = from_html if use_html(plain, from_html) else plain
    new_text = quotes.new_text(text)
    return Body(
        text=text,
        new_text=new_text,
        calendars=tuple(_lf(text) for text in parts.calendars),
        attachments=parts.attachments,
        links=_links(new_text, anchors),
    )


def use_html(plain: str, from_html: str) -> bool:
    """Is the HTML part the real text? Empty, stub and pointer plain parts occur in ATS mail."""
    bare, other = len(plain.strip()), len(from_html.strip())
    if not bare or not other:
        return bool(other)
    if bare < _STUB and other > bare * 1.5 and _POINTER.search(plain):
        return True
    return other > bare * _MUCH_LONGER


def bounced_ids(parts: Parts, text: str, own_id: str, parents: tuple[str, ...]) -> tuple[str, ...]:
    """Message-IDs that a bounce names: of the embedded message, else quoted in its text, else its parent."""
    if parts.report.actions and not parts.report.failed:
        return ()
    if parts.reported_ids:
        return parts.reported_ids
    quoted = tuple(dict.fromkeys(ids.message_id(value) for value in _ID_LINE.findall(text)))
    return tuple(item for item in quoted if item and item != own_id) or parents[-1:]


def _eudora(plain: str) -> tuple[str, tuple[str, ...]]:
    """Eudora keeps HTML in the text, between marks of its own, and drops the MIME around it."""
    if _EUDORA not in plain:
        return plain, ()
    before, _, rest = plain.partition(_EUDORA)
    html, _, after = rest.partition("</x-html>")
    return before + after, (html,)


def _links(new_text: str, anchors: tuple[str, ...]) -> tuple[str, ...]:
    found = [_trimmed(match[0]) for match in _URL.finditer(new_text)]
    return tuple(dict.fromkeys((*found, *anchors)))[:MAX_LINKS]


def _trimmed(url: str) -> str:
    """A URL in prose without the punctuation of the sentence; balanced brackets stay."""
    url = url.rstrip(_TRAILING.replace(")", ""))
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(_TRAILING.replace(")", ""))
    return url


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_uuencoded(text: str) -> str:
    return _UUENCODED.sub("", text) if "begin " in text else text
