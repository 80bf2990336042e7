"""Stage, outcome, asks, deadlines and promises read from each message (domain.md §1)."""

from inbox_momentum.stages.ahead import here, scanning
from inbox_momentum.stages.reader import read, read_message

__all__ = ["here", "read", "read_message", "scanning"]
