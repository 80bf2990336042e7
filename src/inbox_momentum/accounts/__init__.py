"""The user's IMAP accounts: where they are, and how to get in without keeping a secret in a file."""

from __future__ import annotations

from inbox_momentum.accounts.account import Account, Credential, Security, SignIn

__all__ = ["Account", "Credential", "Security", "SignIn"]
