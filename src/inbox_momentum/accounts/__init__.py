"""The user's IMAP accounts: where they are, and how to get in without keeping a secret in a file."""

from __future__ import annotations

from inbox_momentum.accounts.account import Account, Credential, Security, SignIn
from inbox_momentum.accounts.address import parse_url
from inbox_momentum.accounts.credentials import Ask, again, credential, entry, renewed
from inbox_momentum.accounts.tables import configured, find, is_account

__all__ = [
    "Account",
    "Ask",
    "Credential",
    "Security",
    "SignIn",
    "again",
    "configured",
    "credential",
    "entry",
    "find",
    "is_account",
    "parse_url",
    "renewed",
]
