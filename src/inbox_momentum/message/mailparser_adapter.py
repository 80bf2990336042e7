"""MIME parts by mail-parser, the only importer of ``mailparser``.

It gets the content fields and a slimmed body only: header fields, dates and
addresses are read by this package, and mail-parser spends most of its time
on ``Received``.
"""

from __future__ import annotations

import base64
import binascii
import email
import email.message
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from inbox_momentum.message import charsets, encoded_words, ids, mime, mime_tree
from inbox_momentum.message.automated import Report
from inbox_momentum.model import Attachment

if TYPE_CHECKING:
    from types import ModuleType

MAX_ATTACHMENTS = 200
"""Attachments that are named."""
MAX_CALENDARS = 20
_UNNAMED = "\x01unnamed"
_CONTENT_FIELDS = ("content-type", "content-transfer-encoding", "content-disposition")
_MAX_CONTENT_FIELD = 4_000
_NO_REPORT = Report()
_FAILURES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the parsers below have been seen to raise on broken MIME."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message is made of."""

    plain: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flowed: bool = False
    """The plain text is ``format=flowed`` (RFC 3676)."""
    delsp: bool = False
    report: Report = _NO_REPORT
    reported_ids: tuple[str, ...] = ()
    """Message-IDs of the embedded message of a report."""
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Notes:
    """What is learnt from the tree before mail-parser flattens it."""

    flowed: list[bool] = field(default_factory=list)
    delsp: bool = False
    actions: list[str] = field(default_factory=list)
    embedded_ids: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


def read(fields: tuple[tuple[str, str], ...], body: bytes) -> Parts:
    """Parts of a message; never raises."""
    content = {name: value for name, value in reversed(fields) if name in _CONTENT_FIELDS}
    content_type = content.get("content-type", "")
    slimmed = mime.slim(content_type, body)
    problems = dict(slimmed.problems)
    parts = None
    if slimmed.parseable:
        parts = _parsed(content, slimmed.body, problems)
    if parts is None:
        text = mime.first_text(slimmed.body)
        parts = Parts(plain=(charsets.decode(text),), problems=tuple(problems.items()))
    return parts


@cache
def _library() -> ModuleType:
    import mailparser as library
    from mailparser import core

    # It makes up a random name for some parts that have none: the same mail would differ at each reading.
    core.random_string = lambda *_: _UNNAMED
    # It describes each message twice over for callers who want one dictionary.
    core.MailParser._make_mail = lambda *_, **__: {}
    # It warns on standard error about parts that are ordinary here.
    logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)
    found: ModuleType = library
    return found


def _parsed(content: dict[str, str], body: bytes, problems: dict[str, str]) -> Parts | None:
    fields = "".join(
        f"{name}: {content[name][:_MAX_CONTENT_FIELD]}\n" for name in _CONTENT_FIELDS if content.get(name)
    )
    head = fields.encode("utf-8", "replace") + b"\n"
    notes = _Notes(problems=problems)
    try:
        message = mime_tree.read(head, body)
        if message is None:
            message = email.message_from_bytes(head + body)
        _prepare(message, notes)
        parser = _library().MailParser(message)
        return _collect(parser, message, notes)
    except _FAILURES as error:
        problems["mime-unreadable"] = f"The MIME structure could not be read ({type(error).__name__})."
        return None


def _prepare(root: email.message.Message[str, str], notes: _Notes) -> None:
    """Close embedded messages, name what has no name, mend charsets; iterative."""
    stack: list[email.message.Message[str, str]] = [root]
    while stack:
        part = stack.pop()
        _mend_fields(part)
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind.startswith("message/"):
            _close_embedded(part, kind, payload, notes)
        elif isinstance(payload, list):
            stack.extend(reversed(payload))  # type: ignore[arg-type]
        elif kind.startswith("multipart/"):
            notes.problems["mime-boundary-missing"] = "A multipart has no parts; it was read as plain text."
            part.defects.clear()  # mail-parser would look for parts in the epilogue
            part.replace_header("Content-Type", "text/plain")
            _prepare_text(part, "text/plain", notes)
        elif kind.startswith("text/"):
            _prepare_text(part, kind, notes)
        elif not _name(part):
            _unname(part)


def _name(part: email.message.Message[str, str]) -> str:
    """File name of a part; '' also for an encoded word that holds nothing."""
    return _shown(part.get_filename())


def _shown(filename: str | None) -> str:
    return encoded_words.decode(filename or "").strip()


def _parameters(part: email.message.Message[str, str]) -> dict[str, Any]:
    """Parameters of the content type by lower-case name: the library reads the field anew for each."""
    given = part.get_params([])
    return {name.lower(): value for name, value in reversed(given)}  # of two with a name, the first counts


def _unname(part: email.message.Message[str, str]) -> None:
    """Give a part the mark of having no name: mail-parser would make one up at every reading."""
    if part.get_filename() is not None:
        part.del_param("filename", "content-disposition")
    part.set_param("name", _UNNAMED)
    if part.get_filename() != _UNNAMED:  # a broken type swallows the parameter
        del part["content-type"]
        part["Content-Type"] = "application/octet-stream"
        part.set_param("name", _UNNAMED)


def _mend_fields(part: email.message.Message[str, str]) -> None:
    """Field values with 8-bit characters (file names, mostly) as text."""
    for name, value in list(part.raw_items()):
        if isinstance(value, str) and not value.isascii():
            octets = value.encode("utf-8", "surrogateescape")
            part.replace_header(name, charsets.decode(octets))


def _prepare_text(part: email.message.Message[str, str], kind: str, notes: _Notes) -> None:
    disposition = part.get_content_disposition()
    filename = part.get_filename()
    name = _shown(filename)
    if not name and (disposition == "attachment" or filename or kind.removeprefix("text/") in "rtf"):
        _unname(part)
    if kind == "text/rfc822-headers":
        _note_id(email.message_from_string(str(part.get_payload())), notes)
    parameters = _parameters(part)
    if kind == "text/plain" and (not name or disposition == "inline"):
        notes.flowed.append(str(parameters.get("format", "")).lower() == "flowed")
        notes.delsp = notes.delsp or str(parameters.get("delsp", "")).lower() == "yes"
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes):
        return
    declared = parameters.get("charset", "")
    wanted = declared[2] if isinstance(declared, tuple) else str(declared or "")
    codec, as_declared = charsets.choose(octets, wanted or None)
    if wanted and not as_declared:
        notes.problems["charset-wrong"] = f"A text part is not in its declared charset {wanted[:40]!r}."
    if codec != wanted:
        part.set_param("charset", codec)


def _close_embedded(part: email.message.Message[str, str], kind: str, payload: Any, notes: _Notes) -> None:
    """An embedded message is an attachment here: its text is not what this message says."""
    blocks = payload if isinstance(payload, list) else []
    if kind == "message/delivery-status":
        for block in blocks[:1000]:
            action = block.get("Action")
            if action:
                notes.actions.append(str(action).strip().lower().split(" ")[0].rstrip(";"))
    elif kind in ("message/rfc822", "message/global", "message/rfc822-headers") and blocks:
        _note_id(blocks[0], notes)
    if kind == "message/disposition-notification":
        for block in blocks[:1]:
            notes.embedded_ids.extend(ids.in_reply_to([str(block.get("Original-Message-ID", ""))]))
    part.set_payload("")
    if not _name(part):
        _unname(part)


def _note_id(message: email.message.Message[str, str], notes: _Notes) -> None:
    found = ids.message_id(str(message.get("Message-ID", "")))
    if found:
        notes.embedded_ids.append(found)


def _collect(parser: Any, root: email.message.Message[str, str], notes: _Notes) -> Parts:
    calendars = [text for text in parser.text_not_managed if "BEGIN:VCALENDAR" in text[:2000].upper()]
    sizes = _emptied_sizes(root)
    attachments = []
    for item in parser.attachments[:MAX_ATTACHMENTS]:
        kind = str(item["mail_content_type"]).lower()
        name = encoded_words.decode(str(item["filename"] or ""))
        octets = _octets(item)
        if kind in ("text/calendar", "application/ics") or name.lower().endswith(".ics"):
            text = charsets.decode(octets, item["charset"] or None)
            if "BEGIN:VCALENDAR" in text[:2000].upper():
                calendars.append(text)
        size = sizes.pop((name, kind), None) or len(octets)
        attachments.append(Attachment("" if name.startswith(_UNNAMED) else name[:300], kind, size))
    report = _NO_REPORT
    if root.get_content_type() == "multipart/report":
        kind = str(root.get_param("report-type", "") or "").lower()
        report = Report(kind or "delivery-status", "failed" in notes.actions, len(notes.actions))
    elif notes.actions:
        report = Report("delivery-status", "failed" in notes.actions, len(notes.actions))
    return Parts(
        plain=tuple(parser.text_plain),
        html=tuple(parser.text_html),
        calendars=tuple(dict.fromkeys(calendars))[:MAX_CALENDARS],
        attachments=tuple(attachments),
        flowed=bool(notes.flowed) and all(notes.flowed),
        delsp=notes.delsp,
        report=report,
        reported_ids=tuple(dict.fromkeys(notes.embedded_ids)),
        problems=tuple(notes.problems.items()),
    )


def _emptied_sizes(root: email.message.Message[str, str]) -> dict[tuple[str, str], int]:
    """Sizes of the parts that were emptied before parsing, by name and type."""
    sizes: dict[tuple[str, str], int] = {}
    for part in _leaves(root):
        size = part.get(mime.SIZE_FIELD, "")
        if size.isdecimal() and len(size) < 16:
            name = encoded_words.decode(part.get_filename() or "")
            sizes.setdefault((name, part.get_content_type()), int(size))
    return sizes


def _leaves(root: email.message.Message[str, str]) -> Iterator[email.message.Message[str, str]]:
    stack = [root]
    while stack:
        part = stack.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            stack.extend(payload)  # type: ignore[arg-type]
        else:
            yield part


def _octets(item: dict[str, Any]) -> bytes:
    payload = item["payload"] or ""
    if not item["binary"]:
        return str(payload).encode("utf-8", "replace")
    try:
        return base64.b64decode(payload)
    except (binascii.Error, ValueError):
        return b""
