"""The user's own mailbox by IMAP: read-only, incremental, resumable.

``sync`` brings what is new into the local store; ``messages`` yields what is there.
"""

from __future__ import annotations

from inbox_momentum.sources.imap.patience import Patience
from inbox_momentum.sources.imap.records import Choice, Notice, Progress, Row, Step, SyncResult
from inbox_momentum.sources.imap.stored import messages
from inbox_momentum.sources.imap.sync import sync

__all__ = ["Choice", "Notice", "Patience", "Progress", "Row", "Step", "SyncResult", "messages", "sync"]
