"""Ids that mean the same next week: each is a digest of what does not change.

A wait goes by its opening message, an application by its oldest message, a lapse by its rule
and its cause. Neither an employer's name nor what other mail is read beside it is in them, so
that a correction which names an id still finds it when mail has been added.
"""

from __future__ import annotations

import hashlib


def digest(prefix: str, *parts: str) -> str:
    """A short stable id: ``prefix`` and eight hexadecimal digits of the parts' sha256."""
    return prefix + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def wait_id(message_id: str, kind: str, side: str, application_id: str | None = None) -> str:
    """Id of the wait of ``kind`` on ``side`` that a message opened.

    ``application_id`` is given only where the message belongs to no application alone: the
    owner's mail to a known address may open a wait in several.
    """
    own = () if application_id is None else (application_id,)
    return digest("w", message_id, kind, side, *own)


def application_id(message_id: str) -> str:
    """Id of the application whose oldest message this is."""
    return digest("a", message_id)


def lapse_id(kind: str, cause: str) -> str:
    """Id of a lapse: its rule, and the id of the wait or promise (or what else) that is its cause."""
    return digest("l", kind, cause)


def is_id(text: str, prefix: str) -> bool:
    """True for what ``digest`` makes with ``prefix``, such as ``w1a2b3c4d``."""
    return len(text) == 9 and text[0] == prefix and set(text[1:]) <= set("0123456789abcdef")
