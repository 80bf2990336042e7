"""The timer that makes the weekly report come by itself: systemd, cron or launchd.

Every text is shown before it is put in place, and can be taken away again. The
texts lie in ``data/schedule``; no secret and no mail is in them.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.sax.saxutils import escape

from inbox_momentum import assets
from inbox_momentum.model import UsageError
from inbox_momentum.report.files import write_private
from inbox_momentum.weekly import programs

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNIT = "momentum-weekly"
_LABEL = "inbox-momentum.weekly"
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_BEGIN, _END = "# >>> momentum weekly", "# <<< momentum weekly"


class Manner(StrEnum):
    """What keeps the time."""

    SYSTEMD = "systemd"
    CRON = "cron"
    LAUNCHD = "launchd"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run, and when."""

    command: tuple[str, ...]
    """Program and arguments, with absolute paths."""
    weekday: int
    """Monday is 0."""
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is put somewhere."""

    where: str
    content: str


def moment(day: str, clock: str) -> tuple[int, int, int]:
    """(weekday, hour, minute) of ``mon`` and ``08:30``. Raises ``UsageError``."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        raise UsageError(f"--at wants a time such as 08:30, not {clock!r}.")
    return DAYS.index(day), int(found[1]), int(found[2])


def texts(manner: Manner, plan: Plan, home: Path) -> tuple[Text, ...]:
    """What ``put`` would write, in full."""
    for word in plan.command:
        if any(ord(character) < 32 for character in word):
            raise UsageError("A path with a line break or control character cannot be put into a timer.")
    if manner is Manner.SYSTEMD:
        return tuple(Text(str(path), _filled(f"systemd{path.suffix}", plan)) for path in _unit_paths(home))
    if manner is Manner.LAUNCHD:
        return (Text(str(_plist(home)), _filled("launchd.plist", plan)),)
    return (Text("crontab", f"{_BEGIN}\n{_filled('cron.txt', plan).rstrip()}\n{_END}\n"),)


def put(manner: Manner, plan: Plan, home: Path, ask: programs.Run = programs.run) -> None:
    """Write and enable the timer; one that was there is replaced. Raises ``UsageError`` and leaves none."""
    made = texts(manner, plan, home)
    if manner is Manner.CRON:
        before = _without(_crontab(ask))
        joint = "" if not before or before.endswith("\n") else "\n"
        _write_crontab(f"{before}{joint}{made[0].content}", ask)
        return
    for text in made:
        Path(text.where).parent.mkdir(parents=True, exist_ok=True)
        write_private(text.where, text.content)
    if manner is Manner.LAUNCHD:
        ask(["launchctl", "bootout", f"gui/{_user()}/{_LABEL}"], "")  # one that is loaded is not replaced
    for command in _enabling(manner, home):
        status, said = ask(command, "")
        if status:
            remove(manner, home, ask)
            raise UsageError(f"The timer could not be enabled: {said}. See the texts with --schedule print.")


def remove(manner: Manner, home: Path, ask: programs.Run = programs.run) -> bool:
    """Disable and remove the timer; False when there was none."""
    if manner is Manner.CRON:
        before = _crontab(ask, missing="")
        after = _without(before)
        if after != before:
            _write_crontab(after, ask)
        return after != before
    files = _unit_paths(home) if manner is Manner.SYSTEMD else (_plist(home),)
    found = any(path.exists() for path in files)
    if not found:
        return False
    if manner is Manner.SYSTEMD:
        ask(["systemctl", "--user", "disable", "--now", f"{_UNIT}.timer"], "")
    else:
        ask(["launchctl", "bootout", f"gui/{_user()}/{_LABEL}"], "")
    for path in files:
        path.unlink(missing_ok=True)
    if manner is Manner.SYSTEMD:
        ask(["systemctl", "--user", "daemon-reload"], "")
    return True


def installed(home: Path, ask: programs.Run = programs.run) -> tuple[Manner, ...]:
    """The timers that are in place."""
    found = []
    if any(path.exists() for path in _unit_paths(home)):
        found.append(Manner.SYSTEMD)
    if _plist(home).exists():
        found.append(Manner.LAUNCHD)
    if _BEGIN in _crontab(ask, missing=""):
        found.append(Manner.CRON)
    return tuple(found)


def _filled(name: str, plan: Plan) -> str:
    """A text of ``data/schedule`` with the plan in it, quoted as its reader wants it."""
    text = assets.data(f"schedule/{name}").read_text("utf-8")
    quoted = {
        "systemd.service": _for_systemd(plan.command),
        "cron.txt": shlex.join(plan.command).replace("%", "\\%"),
    }
    return text.format(
        command=quoted.get(name, ""),
        arguments="\n".join(f"    <string>{escape(word)}</string>" for word in plan.command),
        day_name=_NAMES[plan.weekday],
        weekday=DAYS[plan.weekday],
        systemd_day=DAYS[plan.weekday].title(),
        launchd_day=(plan.weekday + 1) % 7,
        clock=f"{plan.hour:02d}:{plan.minute:02d}",
        hour=plan.hour,
        minute=plan.minute,
    )


def _for_systemd(command: Sequence[str]) -> str:
    """Arguments for ExecStart (systemd.service(5)): quoted, with specifiers and variables made plain."""
    words = []
    for word in command:
        plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
        words.append(f'"{plain}"')
    return " ".join(words)


def _unit_paths(home: Path) -> tuple[Path, Path]:
    base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "systemd" / "user"
    return base / f"{_UNIT}.service", base / f"{_UNIT}.timer"


def _plist(home: Path) -> Path:
    return home / "Library" / "LaunchAgents" / f"{_LABEL}.plist"


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _enabling(manner: Manner, home: Path) -> tuple[list[str], ...]:
    if manner is Manner.SYSTEMD:
        return (
            ["systemctl", "--user", "daemon-reload"],
            ["systemctl", "--user", "enable", "--now", f"{_UNIT}.timer"],
        )
    return (["launchctl", "bootstrap", f"gui/{_user()}", str(_plist(home))],)


def _crontab(ask: programs.Run, missing: str | None = None) -> str:
    """The user's crontab; '' when it is empty. ``missing`` is returned when there is no cron at all."""
    status, said = ask(["crontab", "-l"], "")
    if status == programs.NOT_THERE:
        if missing is not None:
            return missing
        raise UsageError(f"The timer could not be put into cron: {said}.")
    return said if status == 0 else ""  # "no crontab for …" is status 1


def _without(crontab: str) -> str:
    """The crontab without our lines; every other byte of it stays."""
    return re.sub(rf"{re.escape(_BEGIN)}\n.*?{re.escape(_END)}\n?", "", crontab, flags=re.DOTALL)


def _write_crontab(text: str, ask: programs.Run) -> None:
    status, said = ask(["crontab", "-"], text)
    if status:
        raise UsageError(f"The crontab could not be written: {said}.")
