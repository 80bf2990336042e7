"""Which messages belong together: RFC 5256 REFERENCES, and conversations as job mail needs them."""

from inbox_momentum.threads.conversation import conversations
from inbox_momentum.threads.references import Forest, references, references_forest

__all__ = ["Forest", "conversations", "references", "references_forest"]
