"""The subject line without its prefixes."""

from __future__ import annotations

import re

_REPLY = re.compile(
    r"^(?:re|aw|antw|antwoord|sv|vs|rv|rif|ref|odp|res|r|tr)(?:\[\d{1,3}\]|\(\d{1,3}\)|\*\d{1,3})?\s?:\s*",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"^(?:fwd?|wg|tr|i|enc|rv|doorst|vl)\s?:\s*", re.IGNORECASE)
_TAG = re.compile(r"^\[(?:external|ext|extern|externe|caution|spam)[^\]]{0,20}\]\s*", re.IGNORECASE)
_PREFIXES = 12


def bare_subject(subject: str) -> tuple[str, bool, bool]:
    """The subject without prefixes, whether it is a reply, and whether a forward."""
    text = subject[:500].strip()
    reply = forwarded = False
    for _ in range(_PREFIXES):
        for pattern in (_TAG, _REPLY, _FORWARD):
            match = pattern.match(text)
            if match:
                reply = reply or pattern is _REPLY
                forwarded = forwarded or pattern is _FORWARD
                text = text[match.end() :]
                break
        else:
            break
    return text, reply, forwarded
