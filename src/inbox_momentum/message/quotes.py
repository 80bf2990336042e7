"""What a message itself says: its text without quoted mail and signature."""

from __future__ import annotations


def new_text(text: str) -> str:
    """``text`` without quoted lines."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(">")).strip("\n")
