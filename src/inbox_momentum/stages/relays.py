"""The frame that a relay (LinkedIn, Indeed, Wellfound) puts around a person's words."""

from __future__ import annotations

import re

from inbox_momentum.model import Message

_RELAY_DOMAINS = (
    "linkedin.com",
    "indeedemail.com",
    "indeed.com",
    "wellfound.com",
    "angel.co",
    "xing.com",
    "hired.com",
    "otta.com",
    "welcometothejungle.com",
)
_HEAD = re.compile(
    r"^(?:you have (?:a|\d+) (?:new )?(?:message|inmail)s?|.{1,60} sent you (?:a|an) (?:new"
    r" )?(?:message|inmail).*|new message from .*"
    r"|.{0,60}reply (?:to|with).{0,80}|view (?:message|profile|on .*)|(?:accept|decline|reply"
    r"|not interested|yes, interested|no thanks|maybe later)\.?"
    r"|inmail:? .*|linkedin|indeed|wellfound|-{3,}|={3,}|https?://\S+)$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^(?:this email was intended for .*|you are receiving .*|learn why we included this.*"
    r"|unsubscribe.*|help:? .*|\u00a9 .*"
    r"|to reply(?: to this message)?,? .*|reply to .* by (?:visiting|responding).*|view your"
    r" messages.*|-{5,}|.{0,40}download the (?:app|linkedin).*"
    r"|never miss an update.*|get the (?:new )?linkedin.*|.{1,60} is unable to see your email"
    r" address.*|report this .*)",
    re.IGNORECASE,
)


def without_frame(text: str, message: Message) -> str:
    """The text without the lines that the platform itself put before and after it."""
    domain = message.author.domain
    if not any(domain == name or domain.endswith("." + name) for name in _RELAY_DOMAINS):
        return text
    lines = text.splitlines()
    first = 0
    while first < len(lines) and (not lines[first].strip() or _HEAD.match(lines[first].strip()[:200])):
        first += 1
    last = next(
        (index for index in range(first + 1, len(lines)) if _FOOT.match(lines[index].strip()[:200])),
        len(lines),
    )
    kept = "\n".join(lines[first:last]).strip()
    return kept or text
