"""The local store: one private SQLite file that remembers what was read.

It is a cache of mail that lies elsewhere, but for the history of weekly reports.
"""

from __future__ import annotations

from inbox_momentum.store.errors import StoreBusy, StoreError
from inbox_momentum.store.records import (
    Inventory,
    StoredFile,
    StoredFolder,
    StoredMail,
    StoredMessage,
    StoredRun,
)
from inbox_momentum.store.store import Store, default_path, erase

__all__ = [
    "Inventory",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoredFile",
    "StoredFolder",
    "StoredMail",
    "StoredMessage",
    "StoredRun",
    "default_path",
    "erase",
]
