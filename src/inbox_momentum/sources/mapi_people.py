"""Senders and recipients of an Outlook item, with addresses that the internet knows.

Inside an Exchange organisation a person is ``/o=…/cn=…`` (type ``EX``). The address is then
sought where Outlook may have kept it, and among the people met earlier in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from inbox_momentum.sources import mapi
from inbox_momentum.sources.mapi import Item, Properties

TO, CC, BCC = 1, 2, 3
MOST = 2_000
"""Recipients read of one item."""

_SMTP = re.compile(r"[^\s@<>()\[\],;:\"']{1,250}@[^\s@<>()\[\],;:\"'/]{1,250}")
_WRAPPED = re.compile(r"IMCEA[A-Z0-9]{1,20}-", re.IGNORECASE)
_ESCAPED = re.compile(r"\+([0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class _Roles:
    """Property ids of one person of a message."""

    name: int
    address: int
    smtp: int
    key: int


_AUTHOR = _Roles(0x0042, 0x0065, 0x5D02, 0x003B)
_SENDER = _Roles(0x0C1A, 0x0C1F, 0x5D01, 0x0C1D)
_RECIPIENT = _Roles(0x3001, 0x3003, 0x39FE, 0x300B)
_NAMES = {TO: 0x0E04, CC: 0x0E03, BCC: 0x0E02}
_KIND = 0x0C15


@dataclass(frozen=True, slots=True)
class Person:
    """One mailbox."""

    name: str
    address: str
    """``local@domain``; '' when the file does not tell."""

    def written(self) -> str:
        """As a header field has it; '' for nobody."""
        name = _UNSAFE.sub(" ", self.name).strip()
        if not self.address:
            return f"{_quoted(name)} <>" if name else ""
        return f"{_quoted(name)} <{self.address}>" if name and name != self.address else f"<{self.address}>"


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(slots=True)
class Known:
    """Addresses of Exchange names met so far in one file."""

    addresses: dict[str, str] = field(default_factory=dict)

    def learn(self, name: str, address: str) -> None:
        """Remember the address of an Exchange name."""
        if name.startswith("/") and address and len(self.addresses) < 100_000:
            self.addresses.setdefault(name.casefold(), address)

    def find(self, name: str) -> str:
        """The address of an Exchange name; '' when it was not met."""
        return self.addresses.get(name.casefold(), "")


def author(item: Item, known: Known, *, own: bool = False) -> Person:
    """Who wrote it: whom it was sent for, else who sent it; ``own`` for what the owner wrote."""
    person = _person(item.properties, _AUTHOR, known)
    if not person.address:
        person = _either(person, sender(item, known))
    if own and not person.address and (address := own_address(item)):
        known.learn(item.properties.text(_AUTHOR.address).strip(), address)
        known.learn(item.properties.text(_SENDER.address).strip(), address)
        return Person("" if person.name == address else person.name, address)
    return person


def own_address(item: Item) -> str:
    """Address of the account that an item was written with; '' when the file does not tell.

    Only of use for what its owner wrote: Exchange knows the sender of that by its own name alone.
    """
    properties = item.properties
    yielded = [properties.text(0x5D0A), properties.text(item.name(mapi.COMMON, 0x8580))]  # creator, account
    yielded += [
        part for key in (0x0E28, 0x0E29) for part in properties.text(key).split("\x01")
    ]  # send account
    return next(filter(None, map(_address, yielded)), "")


def sender(item: Item, known: Known) -> Person:
    """Who sent it, perhaps for another."""
    return _person(item.properties, _SENDER, known)


def _either(one: Person, other: Person) -> Person:
    if other.address and (not one.name or not other.name or one.name == other.name):
        return Person(one.name or other.name, other.address)
    return one if one.name else other


def recipients(item: Item, known: Known) -> dict[int, list[Person]]:
    """To, Cc and Bcc in their order, each mailbox once."""
    found: dict[int, list[Person]] = {TO: [], CC: [], BCC: []}
    for row in item.recipients[:MOST]:
        kind = (row.integer(_KIND) or TO) & 0x0F
        person = _person(row, _RECIPIENT, known)
        if kind in found and person not in found[kind] and (person.name or person.address):
            found[kind].append(person)
    for kind, key in _NAMES.items():
        if not found[kind] and not item.recipients:  # only the line that Outlook shows was kept
            found[kind] = list(_shown(item.properties.text(key)))
    return found


def _shown(line: str) -> Iterable[Person]:
    for name in line.split(";")[:MOST]:
        plain = name.strip().strip("'")
        if plain:
            address = plain if _SMTP.fullmatch(plain) else ""
            yield Person("" if address else plain, address)


def _person(properties: Properties, roles: _Roles, known: Known) -> Person:
    name = properties.text(roles.name).strip().strip("'").strip()
    stated = properties.text(roles.address).strip()
    address = next(filter(None, map(_address, _candidates(properties, roles, stated, name))), "")
    if address:
        known.learn(stated, address)
    else:
        address = known.find(stated)
    return Person("" if name == address else name, address)


def _unwrapped(text: str) -> str:
    """The address inside one of Exchange: ``IMCEASMTP-jane+40acme+2Eexample@org.example``."""
    inner = text.partition("-")[2].rpartition("@")[0]
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), inner[:1_000])
    found = _SMTP.search(plain)
    return found[0].lower() if found else ""


def _candidates(properties: Properties, roles: _Roles, stated: str, name: str) -> Iterable[str]:
    """Where an internet address may stand, the surest first."""
    yield properties.text(roles.smtp)
    if not stated.startswith("/"):
        yield stated
    key = properties.octets(roles.key)[:600]
    if key.upper().startswith(b"SMTP:"):
        yield key[5:].rstrip(b"\0").decode("ascii", "ignore")
    if roles is _RECIPIENT:
        yield properties.text(0x403E)  # PR_ORG_EMAIL_ADDR: the address as it was before Exchange resolved it
    start, end = name.rfind("("), name.rfind(")")
    yield name[start + 1 : end] if 0 <= start < end else name  # "Jane Doe (jane@acme.example)"


def _address(text: str) -> str:
    plain = text.strip().strip("<>'\"").strip()
    if _WRAPPED.match(plain):
        return _unwrapped(plain)
    if plain[:5].casefold() == "smtp:":
        plain = plain[5:]
    return plain.lower() if _SMTP.fullmatch(plain) else ""
