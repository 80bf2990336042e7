"""The weekly self-audit: what changed since the last one, where the reports lie, and what makes them come."""

from __future__ import annotations

from inbox_momentum.weekly.changes import between
from inbox_momentum.weekly.run import Made, due, make

__all__ = ["Made", "between", "due", "make"]
