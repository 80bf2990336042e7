"""Checks of the mail itself: is all of it there, whose is it, and can its clocks be believed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from inbox_momentum.index import address_key
from inbox_momentum.model import Direction, Entry, Mailbox
from inbox_momentum.onboarding.checks import Check, counted, ok, warn

_WORD = re.compile(r"[^\W\d_]+")
_GAP = timedelta(days=14)
_RARE = 20
"""A gap is that many times the usual time between two messages."""
_SENDERS = 3
"""Senders who write to an address that is not known as the owner's before it is suspected to be."""
_FUTURE = timedelta(minutes=10)
_READ = 3_000
"""Characters looked at of one text."""
_LATIN = 0x24F
"""The last letter of the Latin blocks."""
_LEAST_LETTERS = 40
_LEAST_WORDS = 25
_SMALL_WORDS = 0.08
"""Share of function words that every text in a known language has."""
_SHOWN = 5


def mail(mailbox: Mailbox, subject: str, as_of: datetime) -> Iterator[Check]:
    """Every check of what was read; ``subject`` names it."""
    entries = mailbox.entries
    rejected = f", {mailbox.rejected:,} could not be read" if mailbox.rejected else ""
    if not entries:
        yield warn(
            "mail", f"No message was kept of {mailbox.found:,}{rejected}.", "Check the source.", subject
        )
        return
    first, last = _ends(entries)
    yield ok("mail", f"{counted(len(entries), 'message')}{rejected}, {first} to {last}.", subject)
    yield _sent(mailbox, subject)
    yield _aliases(mailbox, subject)
    yield _gaps(entries, subject)
    yield _duplicates(mailbox, subject)
    yield _migrated(entries, subject)
    yield _skewed(mailbox, subject)
    yield _future(entries, subject, as_of)
    yield _languages(entries, subject)


def _ends(entries: Sequence[Entry]) -> tuple[str, str]:
    days = [f"{one.at:%Y-%m-%d}" for one in entries if one.at is not None]
    return (days[0], days[-1]) if days else ("?", "?")


def _sent(mailbox: Mailbox, subject: str) -> Check:
    if mailbox.latency_refused_because:
        todo = "Add the folder of your sent mail, and name every address of yours in addresses."
        return warn("sent mail", mailbox.latency_refused_because, todo, subject)
    own = sum(one.direction in (Direction.OUT, Direction.SELF) for one in mailbox.entries)
    return ok("sent mail", f"Sent by you: {own:,}.", subject)


def _aliases(mailbox: Mailbox, subject: str) -> Check:
    """Addresses that are probably the owner's too: mail was delivered to them, or written from them."""
    own = {address_key(one) for one in mailbox.owner.addresses}
    senders: dict[str, set[str]] = defaultdict(set)
    written: Counter[str] = Counter()
    for one in mailbox.entries:
        message = one.message
        author = address_key(message.author.address)
        if message.in_sent or message.is_draft:
            written[author] += 1
            continue
        if one.direction is not Direction.IN or message.automated in ("list", "bulk"):
            continue
        named = {address_key(other.address) for other in (*message.to, *message.cc)}
        if len(named) == 1 and not named & own:
            senders[named.pop()].add(author)
    found = [key for key, times in written.most_common() if times > 1]
    found += [key for key, who in senders.items() if len(who) >= _SENDERS]
    suspects = [key for key in dict.fromkeys(found) if key not in own and _is_address(key)]
    if not suspects:
        return ok("aliases", f"Nothing points at addresses of yours beyond {_list(sorted(own))}.", subject)
    todo = "If they are yours, add them to addresses."
    return warn("aliases", f"Mail of yours may go by {_list(suspects)} too.", todo, subject)


def _is_address(key: str) -> bool:
    local, _, domain = key.rpartition("@")
    return bool(local and domain) and key.isprintable() and " " not in key


def _gaps(entries: Sequence[Entry], subject: str) -> Check:
    times = [one.at for one in entries if one.at is not None]
    steps = [(later - earlier, earlier, later) for earlier, later in pairwise(times)]
    usual_s = median(step[0].total_seconds() for step in steps) if steps else 0.0
    least = max(_GAP, timedelta(seconds=usual_s * _RARE))
    found = [step for step in steps if step[0] >= least]
    if not found:
        return ok("date gaps", "No stretch of time is missing.", subject)
    spans = [f"{earlier:%Y-%m-%d} to {later:%Y-%m-%d}" for _, earlier, later in sorted(found, reverse=True)]
    todo = "If you had mail then, look for another folder, account or export that holds it."
    return warn("date gaps", f"No mail at all from {_list(spans)}.", todo, subject)


def _duplicates(mailbox: Mailbox, subject: str) -> Check:
    share = mailbox.duplicates / mailbox.found if mailbox.found else 0.0
    said = (
        f"{mailbox.duplicates:,} of {mailbox.found:,} messages were there more than once; each counts once."
    )
    if share > 0.3:
        todo = "Harmless; reading goes faster when the same mail is named only once."
        return warn("duplicates", said, todo, subject)
    return ok("duplicates", said if mailbox.duplicates else "None.", subject)


def _migrated(entries: Sequence[Entry], subject: str) -> Check:
    """Receipt times that an import or a migration set to its own hour (``index.clocks`` knows them)."""
    stamped = sum("migration" in one.clock_reason for one in entries)
    if not stamped:
        return ok("import stamps", "No message bears the time of an import instead of its own.", subject)
    todo = "Nothing, if the times in the report look right: other clocks were taken for these."
    said = f"{stamped:,} messages bear the time of an import or move as their time of receipt."
    return warn("import stamps", said, todo, subject)


def _skewed(mailbox: Mailbox, subject: str) -> Check:
    codes = Counter(one.code for one in mailbox.defects)
    skewed, lost = codes["date-skewed"], sum(one.at is None for one in mailbox.entries)
    if lost * 100 > len(mailbox.entries):
        todo = "Read the account itself rather than an export, which may have lost them."
        return warn("dates", f"{lost:,} messages have no time that can be believed.", todo, subject)
    if skewed * 50 > len(mailbox.entries):
        todo = "Nothing, if few: the time of receipt was taken for them."
        return warn("dates", f"{skewed:,} messages are dated more than a day off.", todo, subject)
    return ok("dates", f"{skewed:,} messages are dated more than a day off, {lost:,} have no time.", subject)


def _future(entries: Sequence[Entry], subject: str, as_of: datetime) -> Check:
    """Mail that was received after now: this machine's clock is behind (or the server's is ahead)."""
    ahead = [
        one.message.received_at
        for one in entries
        if one.message.received_at is not None and one.message.received_at > as_of + _FUTURE
    ]
    if not ahead:
        return ok("clock", "No message was received later than now.", subject)
    todo = "Set this machine's clock by the network, or give --as-of for mail of another time."
    said = f"{len(ahead):,} messages were received after now, the last at {max(ahead):%Y-%m-%d %H:%M} UTC."
    return warn("clock", said, todo, subject)


def _languages(entries: Sequence[Entry], subject: str) -> Check:
    """Mail by people in a language whose words of hiring are not known: it is read by its form alone."""
    from inbox_momentum.stages.lexicon import LANGUAGES, settings

    stop = [frozenset(line.split()) for line in settings()["stopwords"].values()]
    people = [one.message.body.text[:_READ] for one in entries if one.message.automated is None]
    known = [found for found in (_is_known(text, stop) for text in people) if found is not None]
    unknown, read = known.count(False), len(known)
    here = ", ".join(LANGUAGES)
    if unknown * 20 <= read:
        return ok("languages", f"Mail by people is in languages known here ({here}).", subject)
    todo = "Requests in it may be missed: look through those conversations yourself."
    said = f"{unknown:,} of {read:,} longer messages by people are in a language not known here ({here})."
    return warn("languages", said, todo, subject)


def _is_known(text: str, stop: Sequence[frozenset[str]]) -> bool | None:
    """Whether the text's small words are those of a known language; ``None`` when it is too short to tell."""
    from inbox_momentum.stages.prose import normalise

    foreign = sum(ord(letter) > _LATIN for letter in text if letter.isalpha())
    if foreign > _LEAST_LETTERS and foreign * 2 > sum(letter.isalpha() for letter in text):
        return False
    words = _WORD.findall(normalise(text))[:300]
    if len(words) < _LEAST_WORDS:
        return None
    return max(sum(word in known for word in words) for known in stop) >= len(words) * _SMALL_WORDS


def _list(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_SHOWN]) or "none"
    return shown if len(words) <= _SHOWN else f"{shown} and {len(words) - _SHOWN} more"
