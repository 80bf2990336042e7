"""A line on the desktop, where there is one."""

from __future__ import annotations

import sys

from inbox_momentum.weekly import programs

_TITLE = "Momentum"
_MOST = 240
_SCRIPT = "on run argv\n  display notification (item 1 of argv) with title (item 2 of argv)\nend run"


def show(text: str, ask: programs.Run = programs.run) -> bool:
    """Show ``text``; False where no desktop takes it. The text is never read as markup or code."""
    line = " ".join(text.split())[:_MOST]
    if sys.platform == "darwin":
        command = ["osascript", "-e", _SCRIPT, line, _TITLE]
    else:
        # Notification servers may read markup: the three characters of it become entities.
        safe = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        command = ["notify-send", "--app-name", _TITLE, "--", _TITLE, safe]
    return ask(command, "")[0] == 0
