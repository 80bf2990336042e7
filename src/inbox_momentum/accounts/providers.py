"""What is known of mail providers: ``data/providers.toml``, read in one place. Nothing asks the network."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from inbox_momentum.accounts.account import Account, Security, SignIn
from inbox_momentum.accounts.address import is_loopback
from inbox_momentum.assets import data

GENERIC = "generic"
_COUNTRY = re.compile(r"(?:com|co|net|org)?\.?[a-z]{2,3}", re.ASCII)
"""What follows the name of ``yahoo.*``: ``de``, ``com``, ``co.uk``; not ``example.com``."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One row."""

    id: str
    name: str
    """As people call it."""
    domains: tuple[str, ...]
    """Domains of addresses; ``yahoo.*`` is every country's."""
    host: str
    """'' of the row for servers nobody knows."""
    port: int
    security: Security
    sign_in: tuple[SignIn, ...]
    """Ways in, the best for a single user first."""
    whole_address: bool
    """Whether the user name is the address; else it is the part before the @."""
    oauth2: str | None
    """Whose tokens: ``google`` or ``microsoft``; ``None`` when no flow is built in."""
    tenant: str | None
    """Microsoft's tenant for such accounts; ``None`` elsewhere."""
    secret: str
    """What the password is called there."""
    before: str
    """Said before the password is asked for."""
    refused: str
    """The one thing to look at when the server refuses the sign-in."""
    folders: str
    """What is special about the folders; '' for nothing."""
    source: str
    """The provider's page that says so."""
    checked: date

    def user(self, address: str) -> str:
        """The name to sign in with of who has ``address``."""
        return address if self.whole_address else address.rpartition("@")[0]


@cache
def table() -> dict[str, Provider]:
    """Every provider by id."""
    with data("providers.toml").open("rb") as stream:
        rows = tomllib.load(stream)
    return {
        name: Provider(
            id=name,
            name=row["name"],
            domains=tuple(row["domains"]),
            host=row["host"],
            port=row["port"],
            security=Security(row["security"]),
            sign_in=tuple(SignIn(word) for word in row["sign_in"]),
            whole_address=row["user"] == "address",
            oauth2=row.get("oauth2"),
            tenant=row.get("tenant"),
            secret=row["secret"],
            before=row["before"],
            refused=row["refused"],
            folders=row["folders"],
            source=row["source"],
            checked=row["checked"],
        )
        for name, row in rows.items()
    }


def of_address(address: str) -> Provider | None:
    """The provider of a mail address, by its domain; ``None`` for one nobody knows."""
    domain = address.rpartition("@")[2].lower().rstrip(".")
    first, _, rest = domain.partition(".")
    family = f"{first}.*" if _COUNTRY.fullmatch(rest) else domain
    for provider in table().values():
        if domain in provider.domains or family in provider.domains:
            return provider
        if domain.endswith(".onmicrosoft.com") and "onmicrosoft.com" in provider.domains:
            return provider
    return None


def of_account(account: Account) -> Provider:
    """What is known about an account: by its ``provider``, its address, its host, else the generic row."""
    named = table().get(account.provider or "")
    if named is not None:
        return named
    by_address = of_address(account.user) if "@" in account.user else None
    if by_address is not None and by_address.host == account.host:
        return by_address
    known = [one for one in table().values() if one.host == account.host and not is_loopback(one.host)]
    if not known:
        return table()[GENERIC]
    # The provider of a person's own domain is the one for organisations, which comes second.
    return known[-1] if "@" in account.user else known[0]


def guess(address: str) -> str:
    """A likely server for a domain nobody knows: to be shown and confirmed, never tried by itself.

    RFC 6186 §3 leaves the question to DNS, and nothing is asked of the network here; what
    providers do without it is call the server ``imap``.
    """
    return f"imap.{address.rpartition('@')[2].lower()}"
