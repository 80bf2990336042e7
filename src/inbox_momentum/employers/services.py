"""Platforms that the table of senders does not know: machines that write for an employer.

"Borealis Credit Union via Plumbline Assessments", or a machine of plumbline.example that says
"Borealis Credit Union would like you to take a test": the sender is a service, and the
employer is the company it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from inbox_momentum.employers import agencies, domains, phrases, senders
from inbox_momentum.employers.display import sides
from inbox_momentum.employers.labels import matches_label
from inbox_momentum.employers.names import company_words_in, is_platform, name_key, plausible
from inbox_momentum.employers.senders import SenderRow
from inbox_momentum.employers.spelling import squeezed
from inbox_momentum.employers.words import fold, words
from inbox_momentum.model import Direction, Entry, Message

_OWNERS = (Direction.OUT, Direction.SELF)
_MOST_MESSAGES = 10
"""Messages of one domain that are looked at."""
_LOOKED_AT = 1500
"""Characters of a text whose words tell what kind of service it is."""


def unknown_services(entries: Sequence[Entry], own: frozenset[str]) -> Mapping[str, SenderRow]:
    """Registrable domain → a row as the table of senders would have it; ``own`` are the owner's domains."""
    people = {
        name_key(one.message.author.name) for one in entries if one.direction in _OWNERS or _person(one)
    }
    mails: defaultdict[str, list[Message]] = defaultdict(list)
    for one in entries:
        author = one.message.author
        if one.direction in _OWNERS or not domains.is_company_like(author.domain):
            continue
        host = domains.registrable(author.domain)
        if host in own or len(mails[host]) >= _MOST_MESSAGES or not _is_machines(one.message):
            continue
        if senders.match(author) is None and senders.relayed_for(author.domain) is None:
            mails[host].append(one.message)
    found = {}
    for host, messages in mails.items():
        if any(_speaks_for_another(one, host, people) for one in messages):
            found[host] = _row(host, messages)
    return found


def _person(entry: Entry) -> bool:
    return not _is_machines(entry.message) and not company_words_in(entry.message.author.name)


def _is_machines(message: Message) -> bool:
    """True for a machine's or a department's address."""
    local = message.author.local.partition("+")[0]
    parts = local.replace("_", "-").replace(".", "-").split("-")
    known = words().machine_locals | words().careers_locals
    flat = "".join(parts)
    return (
        local in known or parts[0] in known or parts[-1] in known or "noreply" in flat or "donotreply" in flat
    )


def _speaks_for_another(message: Message, host: str, people: set[str]) -> bool:
    """True when display name or text says that another company is the one that wants something."""
    author = message.author
    pair = sides(author.name)
    if pair is not None:
        client, service = pair
        return matches_label(service, host) and _is_other(client, host, people)
    if agencies.agency_by_address(author) is not None:
        return False
    text = phrases.unwrapped(message.body.new_text or message.body.text)
    flat = squeezed(f"{message.subject} {text}")
    for part in (message.subject, text):
        for named in phrases.companies(part):
            key = name_key(named.name)
            if named.cue not in words().service_phrases or not _is_other(named.name, host, people):
                continue
            if company_words_in(named.name) or flat.count(key) >= 2:
                return True
    return False


def _is_other(name: str, host: str, people: set[str]) -> bool:
    key = name_key(name)
    return plausible(name) and not is_platform(name) and key not in people and not matches_label(name, host)


def _row(host: str, messages: Sequence[Message]) -> SenderRow:
    """What the table would say of the service, by the words of its address and mail."""
    shown = fold(" ".join({domains.label(host), *(one.author.name for one in messages)}))
    said = fold(" ".join(f"{one.subject} {one.body.new_text[:_LOOKED_AT]}" for one in messages))
    category = next(
        (
            kind
            for text in (shown, said)
            for kind, marks in words().service_kinds.items()
            if _has(text, marks)
        ),
        "service",
    )
    return SenderRow(category, "G", host, domains.label(host).title(), "display", False, False, "", None)


def _has(text: str, marks: tuple[str, ...]) -> bool:
    return any(one in text for one in marks)
