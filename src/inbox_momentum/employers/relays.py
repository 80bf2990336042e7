"""Mail of persons through platforms: whose name it bears, and where they say that they work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from inbox_momentum.employers.agencies import named_by_phrase
from inbox_momentum.employers.names import company_words_in, is_role, name_words
from inbox_momentum.employers.phrases import name_after
from inbox_momentum.employers.words import words

_RELAYED_LINES = 12
_RELAYED_LINE = 120
_LONGEST_TITLE = 7
_SIGNED_LINES = 10


def named_in(subject: str, text: str) -> Iterator[tuple[str, str]]:
    """ "Backend @ Halden" in the subject, "Engineering manager at Halden Wind" under the name."""
    head, at, behind = subject[:200].replace(" @ ", " at ").partition(" at ")
    name = name_after(behind, "") if at and head else None
    if name:
        yield name, f"subject: “role at” {name}"
    for name in named_by_phrase(text):
        yield name, f"text: “role at” {name}"
    for line in text.split("\n")[:_RELAYED_LINES]:
        for mark in _behind_titles():
            title, at, behind = line[:_RELAYED_LINE].partition(f" {mark} ")
            name = name_after(behind, "") if at and any(map(is_role, _beginnings(title))) else None
            if name:
                yield name, f"text: “role at” {name}"


@cache
def _behind_titles() -> tuple[str, ...]:
    """ "at" and its like in every language, as lines under a name have them."""
    return tuple(sorted(set().union(*words().at_words.values()) - {"with"}))


def _beginnings(title: str) -> list[str]:
    parts = title.split()
    return [" ".join(parts[: end + 1]) for end in range(len(parts))] if len(parts) <= _LONGEST_TITLE else []


def is_first_name(name: str, subject: str) -> bool:
    """True for "Riley" where the subject has an event "with Riley Okonkwo"."""
    if not name.isalpha():
        return False
    behind = subject.partition(f" with {name} ")[2].split()[:1]
    return bool(behind) and behind[0][:1].isupper() and not company_words_in(f"{name} {behind[0]}")


def _signs(whole: str, text: str) -> bool:
    """True when a line of the text is that name, and the next one a job title."""
    lines = [one.strip() for one in text.split("\n") if one.strip()][-_SIGNED_LINES:]
    return any(here == whole and is_role(after.partition(",")[0]) for here, after in pairwise(lines))


def is_persons(whole: str, local: str, subject: str, text: str) -> bool:
    """True for ``Riley Okonkwo <riley.okonkwo@…>`` and "Riley Okonkwo sent you a message"."""
    parts = name_words(whole)
    if len(parts) < 2 or company_words_in(whole):
        return False
    own = name_words(local.partition("+")[0].replace(".", " ").replace("_", " "))
    return (
        parts == own or _signs(whole, text) or subject.startswith((f"{whole} sent you", f"{whole} has sent"))
    )
