"""The table of known senders (``data/senders.tsv``) and who matches which row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from inbox_momentum.assets import data
from inbox_momentum.employers.domains import label, suffixes
from inbox_momentum.employers.words import words
from inbox_momentum.model import Address, SenderKind

KINDS: Mapping[str, SenderKind] = {
    "ats": SenderKind.ATS,
    "checks": SenderKind.OTHER,
    "assessment": SenderKind.ASSESSMENT,
    "scheduler": SenderKind.SCHEDULER,
    "board-relay": SenderKind.JOB_BOARD,
    "board-status": SenderKind.JOB_BOARD,
    "board-bulk": SenderKind.BULK,
    "board": SenderKind.JOB_BOARD,
    "service": SenderKind.OTHER,
}
"""What a row's category makes of its sender; background checks and signatures are services."""


_SHORTEST_LABEL = 6
"""Letters of a platform's label that no other company is likely to have."""


@dataclass(frozen=True, slots=True)
class SenderRow:
    """One row of the table."""

    category: str
    mark: str
    """V read in a public source, L listed in public code, G general knowledge."""
    sender: str
    """A domain, or one address."""
    platform: str
    tenant: str
    """Where the employer is named: ``subdomain``, ``local`` or ``display``."""
    people: bool
    """True when persons may write from there too."""
    site_relay: bool
    """True when an answer may live only on the platform's site."""
    example: str
    employer: str | None
    """Employer that ``example`` names; ``None`` when it names none."""

    @property
    def kind(self) -> SenderKind:
        """Kind of sender."""
        return KINDS[self.category]


@cache
def rows() -> tuple[SenderRow, ...]:
    """Every row, in file order."""
    lines = data("senders.tsv").read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(
        (one for one in lines if not one.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return tuple(
        SenderRow(
            category=row["category"],
            mark=row["mark"],
            sender=row["sender"].lower(),
            platform=row["platform"],
            tenant=row["tenant"],
            people=row["authors"] == "people",
            site_relay=row["relay"] == "site",
            example=row["example"],
            employer=None if row["employer"] == "-" else row["employer"],
        )
        for row in table
    )


@cache
def _by_sender() -> dict[str, SenderRow]:
    return {row.sender: row for row in rows()}


@cache
def _by_label() -> dict[str, SenderRow]:
    """Long labels of the table's domains, each with the first row that names employers."""
    found: dict[str, SenderRow] = {}
    for row in rows():
        first = label(row.sender)
        if "@" not in row.sender and len(first) >= _SHORTEST_LABEL and row.kind is not SenderKind.BULK:
            found.setdefault(first, row)
    return found


def elsewhere(host: str) -> SenderRow | None:
    """The row of a platform that writes from another country's domain (infojobs.it); else ``None``."""
    row = _by_label().get(label(host))
    return None if row is None or row.sender.endswith(host) else replace(row, mark="G", sender=host)


@cache
def _relay_rows() -> dict[str, SenderRow]:
    """For the first label of ``gh-mail.acme.com``: a row of that platform."""
    found = {}
    for first, platform in words().relay_labels.items():
        row = next(one for one in rows() if one.platform == platform and one.category == "ats")
        found[first] = row
    return found


def match(address: Address) -> SenderRow | None:
    """The most specific row for ``address``: the address, else the longest domain."""
    return match_address(address.address)


@lru_cache(maxsize=1 << 16)
def match_address(address: str) -> SenderRow | None:
    """As ``match``, for ``local@domain``."""
    table = _by_sender()
    local, _, host = address.rpartition("@")
    if not host:
        return None
    bare = f"{local.partition('+')[0]}@{host}"
    for candidate in (address, bare, *suffixes(host)):
        if candidate in table:
            return table[candidate]
    return None


def relayed_for(host: str) -> tuple[SenderRow, str] | None:
    """Platform row and the employer's host for ``gh-mail.acme.com``; else ``None``."""
    first, _, rest = host.partition(".")
    row = _relay_rows().get(first)
    return (row, rest) if row is not None and "." in rest else None
